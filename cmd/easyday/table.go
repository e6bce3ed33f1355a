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

// table has a heading and rows of as many cells. The last column is folded
// where the table is wider than the terminal; where too little would be left
// for it, each row becomes a few lines: the columns of lead on the first, the
// others each by its name below.
type table struct {
	heading []string
	rows    [][]cell
	right   []bool // columns whose text stands to the right
	lead    []int  // columns of the first line of a narrow row
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
	before := 0
	for _, w := range width[:last] {
		before += w + columnGap
	}
	if t.width > 0 && before+width[last] > t.width {
		if width[last] = t.width - before; width[last] < leastLast {
			return x.narrow(t)
		}
	}
	var b strings.Builder
	line := func(cells []cell) {
		folded := fold(cells[last].text, width[last])
		for n, part := range folded {
			var row strings.Builder
			pad := 0
			for i, c := range cells[:last] {
				text, gap := c.text, 0
				if n > 0 {
					text = ""
				}
				gap = width[i] - utf8.RuneCountInString(text)
				if x.right[i] {
					pad += gap
					gap = 0
				}
				if text != "" {
					row.WriteString(strings.Repeat(" ", pad) + t.paint(text, c.ink))
					pad = 0
				}
				pad += gap + columnGap
			}
			if part != "" {
				row.WriteString(strings.Repeat(" ", pad) + t.paint(part, cells[last].ink))
			}
			b.WriteString(row.String() + "\n")
		}
	}
	heading := make([]cell, len(x.heading))
	for i, h := range x.heading {
		heading[i] = cell{h, bold}
	}
	line(heading)
	for _, r := range x.rows {
		line(r)
	}
	return b.String()
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
