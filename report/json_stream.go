package report

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"strings"
)

// jsonStream writes JSON piece by piece, as json.Encoder does the whole with one
// space a level and without HTML's escapes: of ten thousand runs only one is in
// memory as text. The first error ends it.
type jsonStream struct {
	w     io.Writer
	text  bytes.Buffer // of one piece
	depth int
	some  bool // the object open has a field
	err   error
	by    []*json.Encoder // of pieces, by depth
}

func newJSONStream(w io.Writer) *jsonStream { return &jsonStream{w: w} }

// open begins an object: the outermost, or one that is a field.
func (j *jsonStream) open(name string) {
	if j.depth > 0 {
		j.name(name)
	}
	j.text.WriteByte('{')
	j.depth++
	j.some = false
}

// close ends the object open, which has a field.
func (j *jsonStream) close() {
	j.depth--
	j.line()
	j.text.WriteByte('}')
	j.some = true
	j.flush()
}

// field writes a field of the object open.
func (j *jsonStream) field(name string, v any) {
	j.name(name)
	j.value(v)
	j.flush()
}

// list writes a field that is a list of n values, made one after the other.
func (j *jsonStream) list(name string, n int, at func(i int) any) {
	j.name(name)
	j.text.WriteByte('[')
	j.depth++
	for i := 0; i < n && j.err == nil; i++ {
		if i > 0 {
			j.text.WriteByte(',')
		}
		j.line()
		j.value(at(i))
		j.flush()
	}
	j.depth--
	if n > 0 {
		j.line()
	}
	j.text.WriteByte(']')
	j.flush()
}

// end ends the text after the outermost object.
func (j *jsonStream) end() error {
	j.text.WriteByte('\n')
	j.flush()
	return j.err
}

// name begins a field; names are plain.
func (j *jsonStream) name(name string) {
	if j.some {
		j.text.WriteByte(',')
	}
	j.some = true
	j.line()
	j.text.WriteString(strconv.Quote(name))
	j.text.WriteString(": ")
}

func (j *jsonStream) line() {
	j.text.WriteByte('\n')
	for range j.depth {
		j.text.WriteByte(' ')
	}
}

// value writes a value whose further lines are indented to the present depth.
func (j *jsonStream) value(v any) {
	if j.err != nil {
		return
	}
	for len(j.by) <= j.depth {
		e := json.NewEncoder(&j.text)
		e.SetEscapeHTML(false)
		e.SetIndent(strings.Repeat(" ", len(j.by)), " ")
		j.by = append(j.by, e)
	}
	if j.err = j.by[j.depth].Encode(v); j.err == nil {
		j.text.Truncate(j.text.Len() - 1) // its line end
	}
}

func (j *jsonStream) flush() {
	if j.err == nil {
		_, j.err = j.w.Write(j.text.Bytes())
	}
	j.text.Reset()
}
