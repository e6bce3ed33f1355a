package trackxml

import "bytes"

// declarationLength is the length of <!DOCTYPE ...> with its internal subset,
// or -1.
func declarationLength(b []byte) int {
	depth := 0
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case '"', '\'':
			j := bytes.IndexByte(b[i+1:], b[i])
			if j < 0 {
				return -1
			}
			i += 1 + j
		case '[', '<':
			depth++
		case ']':
			depth--
		case '>':
			if depth == 0 {
				return i + 1
			}
			depth--
		}
	}
	return -1
}

// tagEnd is the index of the ">" that ends a start tag, from index i on, or -1.
func tagEnd(b []byte, i int) int {
	for ; i < len(b); i++ {
		switch b[i] {
		case '>':
			return i
		case '<':
			return -1
		case '"', '\'':
			j := bytes.IndexByte(b[i+1:], b[i])
			// A "<" in a value is not XML: the quote was never closed.
			if j < 0 || bytes.IndexByte(b[i+1:i+1+j], '<') >= 0 {
				return -1
			}
			i += 1 + j
		}
	}
	return -1
}

// Attribute is the value of an attribute of the element that just started, by
// its name without prefix; references in it are resolved.
func (s *Scanner) Attribute(name string) (value []byte, ok bool) {
	b := s.attributes
	for {
		b = trim(b)
		n := nameLength(b)
		if n == 0 {
			return nil, false
		}
		key := b[:n]
		b = trimLeft(b[n:])
		if len(b) == 0 || b[0] != '=' {
			continue
		}
		if b = trimLeft(b[1:]); len(b) == 0 {
			return nil, false
		}
		var v []byte
		if q := b[0]; q == '"' || q == '\'' {
			end := bytes.IndexByte(b[1:], q)
			if end < 0 {
				return nil, false
			}
			v, b = b[1:1+end], b[2+end:]
		} else {
			end := bytes.IndexAny(b, " \t\r\n")
			if end < 0 {
				end = len(b)
			}
			v, b = b[:end], b[end:]
		}
		if string(local(key)) == name {
			if v = trim(v); bytes.IndexByte(v, '&') >= 0 {
				v = appendUnescaped(nil, v)
			}
			return v, true
		}
	}
}

func isNameStart(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c == ':' || c >= 0x80
}

// nameLength is the length of the name that b begins with.
func nameLength(b []byte) int {
	for i, c := range b {
		if !(isNameStart(c) || i > 0 && ('0' <= c && c <= '9' || c == '-' || c == '.')) {
			return i
		}
	}
	return len(b)
}

// local is a name without its namespace prefix.
func local(name []byte) []byte { return name[bytes.IndexByte(name, ':')+1:] }

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

func trimLeft(b []byte) []byte {
	for len(b) > 0 && isBlank(b[0]) {
		b = b[1:]
	}
	return b
}

func trim(b []byte) []byte {
	b = trimLeft(b)
	for len(b) > 0 && isBlank(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}
