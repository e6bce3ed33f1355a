package main

import (
	"errors"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"
)

// terminal is what results are written to: a terminal of a width, or a pipe or
// file, which gets plain text in lines as long as they are.
type terminal struct {
	w      io.Writer
	width  int // columns; 0 for any
	colour bool
}

// usualWidth is the width of a terminal that does not say its own.
const usualWidth = 80

// newTerminal looks at what w is. COLUMNS, where set, is a terminal's width;
// NO_COLOR and a terminal that calls itself dumb are heeded by colour auto.
func newTerminal(w io.Writer, colour colourFlag) terminal {
	t := terminal{w: w, colour: colour == colourAlways}
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return t
	}
	t.width = usualWidth
	if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
		t.width = n
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		t.width = n
	}
	if colour == colourAuto {
		t.colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	return t
}

// colourFlag is when the terminal's colours are used.
type colourFlag string

const (
	colourAuto   colourFlag = "auto" // and ""
	colourAlways colourFlag = "always"
	colourNever  colourFlag = "never"
)

func (f *colourFlag) String() string {
	if *f == "" {
		*f = colourAuto
	}
	return string(*f)
}
func (f *colourFlag) Type() string { return "auto|always|never" }
func (f *colourFlag) Set(s string) error {
	switch c := colourFlag(strings.ToLower(s)); c {
	case colourAuto, colourAlways, colourNever:
		*f = c
		return nil
	}
	return errors.New("is none of auto, always and never")
}

// ink is a colour of the terminal, as the number of its escape sequence. Colour
// is never the only sign of anything.
type ink int

// The inks.
const (
	plain  ink = 0
	bold   ink = 1
	red    ink = 31
	green  ink = 32
	yellow ink = 33
)

// paint writes text in an ink, where there are colours.
func (t *terminal) paint(text string, c ink) string {
	if !t.colour || c == plain || text == "" {
		return text
	}
	return "\x1b[" + strconv.Itoa(int(c)) + "m" + text + "\x1b[0m"
}

// paragraphs writes lines of sentences, folded to the width. Lines that begin
// with spaces, as of tables, keep their indent.
func (t *terminal) paragraphs(text string) error {
	var b strings.Builder
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		rest := strings.TrimLeft(line, " ")
		indent := line[:len(line)-len(rest)]
		hang := indent
		if indent != "" {
			hang += "  "
		}
		for i, l := range fold(rest, t.width-len(hang)) {
			if i == 0 {
				b.WriteString(indent + l + "\n")
				continue
			}
			b.WriteString(hang + l + "\n")
		}
	}
	_, err := io.WriteString(t.w, b.String())
	return err
}

// fold parts a text at spaces into lines of at most width characters; a word
// that is longer has a line of its own. A width under 1 parts nothing.
func fold(text string, width int) []string {
	if width < 1 || utf8.RuneCountInString(text) <= width {
		return []string{text}
	}
	return foldWords(strings.Fields(text), width)
}

// foldWords joins words with spaces into lines of at most width characters.
func foldWords(words []string, width int) []string {
	var out []string
	line := ""
	for _, word := range words {
		switch {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width:
			out = append(out, line)
			line = word
		default:
			line += " " + word
		}
	}
	return append(out, line)
}
