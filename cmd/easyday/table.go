package main

import (
	"strings"
	"unicode/utf8"
)

// cell is a text of a table with its colour.
type cell struct {
	text string
	ink  ink
}

// table has a heading and rows of as many cells. Where it is wider than the
// terminal, the columns of tight and the last are folded; where too little would
// be left for the last, each row becomes a few lines: the columns of lead on the
// first, the others each by its name below.
type table struct {
	heading []string
	rows    [][]cell
	right   []bool // columns whose text stands to the right
	lead    []int  // columns of the first line of a narrow row
	// tight is the width that a column is folded to where room is scarce, of the
	// columns that may be.
	tight map[int]int
}

const (
	columnGap  = 2
	leastLast  = 16 // characters of the last column; with fewer the rows are narrow
	narrowStep = "  "
)

// text is the table as t shows it.
func (x *table) text(t *terminal) string {
	width := make([]int, len(x.heading))
	for i, h := range x.heading {
		width[i] = utf8.RuneCountInString(h)
		for _, r := range x.rows {
			width[i] = max(width[i], utf8.RuneCountInString(r[i].text))
		}
	}
	last := len(width) - 1
	before := func() (n int) {
		for _, w := range width[:last] {
			n += w + columnGap
		}
		return n
	}
	if t.width > 0 && before()+width[last] > t.width {
		for i, w := range x.tight {
			width[i] = min(width[i], max(w, utf8.RuneCountInString(x.heading[i])))
		}
		if width[last] = min(width[last], t.width-before()); width[last] < leastLast {
			return x.narrow(t)
		}
	}
	var b strings.Builder
	heading := make([]cell, len(x.heading))
	for i, h := range x.heading {
		heading[i] = cell{h, bold}
	}
	for _, row := range append([][]cell{heading}, x.rows...) {
		x.writeRow(&b, t, row, width)
	}
	return b.String()
}

// writeRow writes a row in as many lines as its cells need in columns of the
// given widths.
func (x *table) writeRow(b *strings.Builder, t *terminal, row []cell, width []int) {
	parts := make([][]string, len(row)) // of each cell, one a line
	lines := 0
	for i, c := range row {
		parts[i] = fold(c.text, width[i])
		lines = max(lines, len(parts[i]))
	}
	for n := range lines {
		pad := 0
		for i, c := range row {
			text := ""
			if n < len(parts[i]) {
				text = parts[i][n]
			}
			gap := width[i] - utf8.RuneCountInString(text)
			if x.right[i] {
				pad += gap
				gap = 0
			}
			if text != "" {
				b.WriteString(strings.Repeat(" ", pad) + t.paint(text, c.ink))
				pad = 0
			}
			pad += gap + columnGap
		}
		b.WriteByte('\n')
	}
}

// narrow is the table with a few lines for each row.
func (x *table) narrow(t *terminal) string {
	var b strings.Builder
	isLead := make(map[int]bool)
	for _, i := range x.lead {
		isLead[i] = true
	}
	for _, r := range x.rows {
		for n, i := range x.lead {
			if n > 0 {
				b.WriteString(narrowStep)
			}
			b.WriteString(t.paint(r[i].text, r[i].ink))
		}
		b.WriteByte('\n')
		var short []string
		for i, c := range r[:len(r)-1] {
			if !isLead[i] && c.text != "" {
				short = append(short, x.heading[i]+" "+c.text+",")
			}
		}
		if n := len(short); n > 0 {
			short[n-1] = strings.TrimSuffix(short[n-1], ",")
		}
		lines := foldWords(short, t.width-len(narrowStep))
		for _, l := range append(lines, fold(r[len(r)-1].text, t.width-len(narrowStep))...) {
			if l != "" {
				b.WriteString(narrowStep + l + "\n")
			}
		}
	}
	return b.String()
}
