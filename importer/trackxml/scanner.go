package trackxml

import (
	"bytes"
	"errors"
	"fmt"
)

// maxDepth bounds the nesting of elements; recordings nest about ten deep.
const maxDepth = 200

// Kind is what Scanner.Next found.
type Kind uint8

// The kinds of tokens.
const (
	// End of input, or an error: see Scanner.Err.
	EOF Kind = iota
	// Start of an element: Scanner.Name and Scanner.Attribute tell about it.
	Start
	// End of an element: Scanner.Name is its name.
	End
	// Text is character data that is not all blank: see Scanner.Text.
	Text
)

// Scanner reads the elements of an XML document held in memory. What it
// returns are parts of that memory; it allocates nothing per token.
type Scanner struct {
	data []byte
	pos  int
	open [][]byte // full names of the open elements

	name       []byte
	attributes []byte
	text       []byte
	literal    bool // text is CDATA: no references in it
	closing    bool // the element just started ends at once
	done       bool
	err        error
	scratch    []byte
}

// NewScanner returns a scanner over UTF-8 text, see ToUTF8.
func NewScanner(data []byte) *Scanner {
	return &Scanner{data: data, open: make([][]byte, 0, 16)}
}

// Err is the error that ended the scan, or nil at the end of the document.
func (s *Scanner) Err() error { return s.err }

// Line is the line of the last token, counted from 1.
func (s *Scanner) Line() int {
	return 1 + bytes.Count(s.data[:min(s.pos, len(s.data))], []byte{'\n'})
}

// Depth is the number of open elements, one that just started included and one
// that just ended not.
func (s *Scanner) Depth() int { return len(s.open) }

// Name is the name of the element that started or ended, without its prefix.
func (s *Scanner) Name() []byte { return s.name }

// Text is the text last found, without the blanks around it and with its
// references resolved. It is valid until the next call of Next or Text.
func (s *Scanner) Text() []byte {
	if s.literal || bytes.IndexByte(s.text, '&') < 0 {
		return s.text
	}
	s.scratch = appendUnescaped(s.scratch[:0], s.text)
	return s.scratch
}

// Next goes to the next token. After the root element has ended, or at an
// error, it returns EOF, and so does every call after that.
func (s *Scanner) Next() Kind {
	if s.closing {
		s.closing = false
		return s.pop()
	}
	for !s.done {
		begin := s.pos
		i := bytes.IndexByte(s.data[begin:], '<')
		if i < 0 {
			s.pos = len(s.data)
			return s.finish()
		}
		s.pos = begin + i
		// Text before the root element is no part of the document.
		if i > 0 && len(s.open) > 0 {
			if t := trim(s.data[begin:s.pos]); len(t) > 0 {
				s.text, s.literal = t, false
				return Text
			}
		}
		rest := s.data[s.pos+1:]
		if len(rest) == 0 {
			return s.finish()
		}
		switch c := rest[0]; {
		case c == '/':
			return s.endTag(rest[1:])
		case c == '!':
			if text, ok := s.declaration(); ok && len(text) > 0 && len(s.open) > 0 {
				s.text, s.literal = text, true
				return Text
			}
		case c == '?':
			s.skipPast("?>", "an instruction")
		case isNameStart(c):
			return s.startTag(rest)
		default:
			return s.fail(errors.New(`a "<" that begins no tag`))
		}
	}
	return EOF
}

// Skip goes past the end of the element that just started.
func (s *Scanner) Skip() {
	for depth := len(s.open); len(s.open) >= depth && !s.done; {
		s.Next()
	}
}

// Content is the first text of the element that just started, as String gives
// it, without that of elements within; it goes past the element's end.
func (s *Scanner) Content() string {
	content := ""
	for depth := len(s.open); ; {
		switch s.Next() {
		case Text:
			if len(s.open) == depth && content == "" {
				content = String(s.Text())
			}
		case End:
			if len(s.open) < depth {
				return content
			}
		case EOF:
			return content
		}
	}
}

func (s *Scanner) fail(err error) Kind {
	if s.err == nil {
		s.err = err
	}
	s.done = true
	return EOF
}

func (s *Scanner) finish() Kind {
	switch {
	case len(s.open) > 0:
		return s.fail(fmt.Errorf("the file ends inside <%.40s>", s.open[len(s.open)-1]))
	case len(trim(s.data)) == 0:
		return s.fail(errors.New("the file is empty"))
	}
	return s.fail(errors.New("the file holds no element"))
}

func (s *Scanner) startTag(rest []byte) Kind {
	n := nameLength(rest)
	end := tagEnd(rest, n)
	if end < 0 {
		return s.fail(fmt.Errorf("the tag <%.40s> has no end", rest[:n]))
	}
	if len(s.open) == maxDepth {
		return s.fail(fmt.Errorf("more than %d elements inside each other", maxDepth))
	}
	s.attributes = rest[n:end]
	if k := len(s.attributes); k > 0 && s.attributes[k-1] == '/' {
		s.attributes, s.closing = s.attributes[:k-1], true
	}
	s.open = append(s.open, rest[:n])
	s.name = local(rest[:n])
	s.pos += 1 + end + 1
	return Start
}

func (s *Scanner) endTag(rest []byte) Kind {
	n := nameLength(rest)
	i := bytes.IndexByte(rest[n:], '>')
	if n == 0 || i < 0 || len(trim(rest[n:n+i])) > 0 {
		return s.fail(errors.New("a broken end tag"))
	}
	if len(s.open) == 0 {
		return s.fail(fmt.Errorf("</%.40s> ends nothing", rest[:n]))
	}
	if top := s.open[len(s.open)-1]; !bytes.Equal(top, rest[:n]) {
		return s.fail(fmt.Errorf("<%.40s> is ended by </%.40s>", top, rest[:n]))
	}
	s.pos += 2 + n + i + 1
	return s.pop()
}

func (s *Scanner) pop() Kind {
	top := len(s.open) - 1
	s.name, s.attributes = local(s.open[top]), nil
	s.open = s.open[:top]
	// What follows the root element is nobody's.
	s.done = top == 0
	return End
}

// declaration goes past a comment, CDATA or document type at s.pos and returns
// the text of CDATA.
func (s *Scanner) declaration() ([]byte, bool) {
	rest := s.data[s.pos:]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		s.pos += 4
		s.skipPast("-->", "a comment")
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		begin := s.pos + len("<![CDATA[")
		s.pos = begin
		if s.skipPast("]]>", "CDATA") {
			return trim(s.data[begin : s.pos-3]), true
		}
	default:
		n := declarationLength(rest)
		if n < 0 {
			s.fail(errors.New("a declaration has no end"))
			break
		}
		s.pos += n
	}
	return nil, false
}

func (s *Scanner) skipPast(end, what string) bool {
	i := bytes.Index(s.data[s.pos:], []byte(end))
	if i < 0 {
		s.fail(fmt.Errorf("%s has no end", what))
		return false
	}
	s.pos += i + len(end)
	return true
}
