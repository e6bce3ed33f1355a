package trackxml

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// sniffLength is how much of a document's beginning tells its encoding.
const sniffLength = 512

// ToUTF8 is the document in UTF-8 without a byte-order mark. UTF-16 is known by
// its mark or by its zero bytes, any other encoding by the XML declaration;
// one that is declared but not known is taken for UTF-8. The result is data
// itself where nothing has to change.
func ToUTF8(data []byte) ([]byte, error) {
	if order, n := utf16Order(data); order != nil {
		return fromUTF16(data[n:], order), nil
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	label := declaredEncoding(data[:min(len(data), sniffLength)])
	if label == "" {
		return data, nil
	}
	// The declaration was read as single bytes, so a claim of UTF-16 is false.
	encoding, name := charset.Lookup(label)
	if encoding == nil || name == "utf-8" || name == "utf-16be" || name == "utf-16le" || isASCII(data) {
		return data, nil
	}
	out, err := io.ReadAll(encoding.NewDecoder().Reader(bytes.NewReader(data)))
	if err != nil {
		return nil, fmt.Errorf("encoding %q: %w", label, err)
	}
	return out, nil
}

func isASCII(data []byte) bool {
	for _, c := range data {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// utf16Order is the byte order of UTF-16 text and the length of its mark, or
// nil for any other text.
func utf16Order(b []byte) (order binary.ByteOrder, mark int) {
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		return binary.LittleEndian, 2
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return binary.BigEndian, 2
	case len(b) < 4:
		return nil, 0
	case b[0] != 0 && b[1] == 0 && b[2] != 0 && b[3] == 0:
		return binary.LittleEndian, 0
	case b[0] == 0 && b[1] != 0 && b[2] == 0 && b[3] != 0:
		return binary.BigEndian, 0
	}
	return nil, 0
}

func fromUTF16(b []byte, order binary.ByteOrder) []byte {
	out := make([]byte, 0, len(b)/2+len(b)/16)
	for ; len(b) >= 2; b = b[2:] {
		r := rune(order.Uint16(b))
		if utf16.IsSurrogate(r) {
			if len(b) >= 4 {
				r = utf16.DecodeRune(r, rune(order.Uint16(b[2:])))
			}
			if r > 0xffff {
				b = b[2:]
			} else {
				r = utf8.RuneError
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// declaredEncoding is the encoding an XML declaration states, or "".
func declaredEncoding(head []byte) string {
	head = trimLeft(head)
	if !bytes.HasPrefix(head, []byte("<?xml")) {
		return ""
	}
	end := bytes.Index(head, []byte("?>"))
	if end < 0 {
		return ""
	}
	s := Scanner{attributes: head[len("<?xml"):end]}
	v, _ := s.Attribute("encoding")
	return string(v)
}

// HasRoot reports whether head, the first bytes of a file, begins an XML
// document whose root element has the given name, whatever its prefix. Where
// the root element lies beyond head, it reports whether head begins an XML
// document at all.
func HasRoot(head []byte, name string) bool {
	if order, n := utf16Order(head); order != nil {
		head = fromUTF16(head[n:], order)
	}
	b := bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	isXML := false
	for {
		b = trimLeft(b)
		if len(b) < 2 || b[0] != '<' {
			return isXML && len(b) < 2
		}
		n := -1
		switch {
		case bytes.HasPrefix(b, []byte("<!--")):
			n = endOf(b, "-->")
		case b[1] == '!':
			n = declarationLength(b)
		case b[1] == '?':
			n = endOf(b, "?>")
		default:
			// A name that the head cuts off may go on as the one sought.
			k := nameLength(b[1:])
			if 1+k == len(b) {
				return isXML && bytes.HasPrefix([]byte(name), local(b[1:]))
			}
			return string(local(b[1:1+k])) == name
		}
		isXML = true
		if n < 0 {
			return true
		}
		b = b[n:]
	}
}

func endOf(b []byte, end string) int {
	if i := bytes.Index(b, []byte(end)); i >= 0 {
		return i + len(end)
	}
	return -1
}
