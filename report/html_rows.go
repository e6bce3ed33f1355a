package report

import (
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"

	"easyday/analysis"

	"gonum.org/v1/plot/vg/draw"
)

// blankCanvas is a canvas to measure on.
func blankCanvas() draw.Canvas { return draw.NewCanvas(blank{}, 1000, 1000) }

// runTable is the page's table of all runs.
type runTable struct {
	Columns []column
	Rows    iter.Seq[row] // made when they are written
	Kinds   []filter
	Months  []filter // in order of time; none where there is one month
	First   int      // rows shown before all are asked for
}

// column is a column of the table. Words are sorted as words, all else as
// numbers, paces and times among them. The style sheet knows columns by their
// place.
type column struct {
	Name  string
	Words bool
}

// row is one run in the page's table.
type row struct {
	Index       int
	Kind, Month string
	Class       string
	Detail      string // the id of the run's picture, where it has one
	Cells       []rowCell
}

// rowCell is a cell, with the number it is sorted by where its text is not
// that number.
type rowCell struct{ Text, Key string }

// filter is a choice that shows some of the rows.
type filter struct {
	Name, Value string
	N           int
}

// words is what the page calls a class.
func (c class) words() string {
	return [classes]string{"too fast", "too close to call", "kept easy", "cannot be judged", "hard", "other"}[c]
}

// key is a class's name in filters and styles.
func (c class) key() string {
	return [classes]string{"fast", "close", "kept", "untold", "hard", "easy"}[c]
}

func newRunTable(s *analysis.Season, u Units) *runTable {
	unit := "/" + u.Short()
	t := &runTable{Columns: []column{
		{"Date", false},
		{"Kind", true},
		{"Distance, " + u.Short(), false},
		{"Pace " + unit, false},
		{"Adjusted " + unit, false},
		{"Comfortable", false},
		{"s" + unit + " over", false},
		{"Min over", false},
		{"Holding back adds", false},
		{"After, and where", false},
		{"bpm", false},
	}, First: firstRows}
	detailed := make(map[string]bool)
	for _, r := range FlaggedRuns(s, detailedRuns) {
		detailed[r.ID] = true
	}
	t.Rows = func(yield func(row) bool) {
		for i := range s.Runs {
			r := &s.Runs[i]
			c := classOf(r)
			x := row{Index: i, Kind: c.key(), Month: r.LocalDate.Midnight().Format("2006-01"), Class: "c-" + c.key(), Cells: rowCells(r, u)}
			if detailed[r.ID] {
				x.Detail = "r" + r.ID
			}
			if !yield(x) {
				return
			}
		}
	}
	t.Kinds, t.Months = kindFilters(s), monthFilters(s)
	return t
}

// rowCells are a run's cells, one for every column.
func rowCells(r *analysis.Run, u Units) []rowCell {
	f := &r.Recording.Figures
	over, minutes, adds, story, since := math.NaN(), math.NaN(), math.NaN(), "", ""
	if v := r.Recovery; v != nil {
		over, minutes, adds = perUnit(v.Over, u), v.MinutesOver, v.HoldingBackAdds
		since = number(sinceHours(v), 1)
		parts := []string{sinceWords(v), whereWords(r)}
		if !math.IsNaN(v.TooFast) {
			parts = append(parts, "probability of too fast "+FormatProbability(v.TooFast))
		}
		story = strings.Join(said(append(parts, v.Reasons...)...), "; ")
	}
	length := ""
	if !math.IsNaN(f.Distance) {
		length = strconv.FormatFloat(f.Distance/u.Metres(), 'f', 1, 64)
	}
	cells := []rowCell{
		{Text: r.LocalDate.Midnight().Format("Mon\u00a02\u00a0Jan 2006"), Key: number(startDay(r), 4)},
		{Text: rowName(r)},
		{Text: length},
		{Text: FormatPace(r.Pace, u)},
		{Text: FormatPace(r.EffortPace, u)},
		{Text: FormatPace(r.Comfortable.Value, u)},
		{Text: signed(over)},
		{Text: whole(minutes)},
		{Text: clock(adds)},
		{Text: story, Key: since},
		{Text: whole(f.HeartRate)},
	}
	for i := range cells {
		if cells[i].Text == none {
			cells[i].Text = ""
		}
	}
	return cells
}

// rowName is what a run was, and who said so where it was not the program.
func rowName(r *analysis.Run) string {
	c := classOf(r)
	name := c.words()
	switch {
	case c == classEasy:
		name = string(r.Kind)
	case c == classHard && r.Hard != nil:
		name = "hard: " + hardWord(r.Hard.Reason)
	}
	switch r.Source {
	case analysis.FromLabel:
		if r.Recovery != nil {
			return name + " (recovery: you said)"
		}
		return name + " (you said)"
	case analysis.FromNameHint:
		return name + " (by its name)"
	}
	return name
}

// kindFilters are the kinds of row there are, with their numbers.
func kindFilters(s *analysis.Season) []filter {
	var n [classes]int
	for i := range s.Runs {
		n[classOf(&s.Runs[i])]++
	}
	out := []filter{{"all", "", len(s.Runs)}}
	for c := range classes {
		if n[c] > 0 {
			out = append(out, filter{c.words(), c.key(), n[c]})
		}
	}
	return out
}

// monthFilters are the months that have runs, with their numbers, in order of
// time; nil where there is one.
func monthFilters(s *analysis.Season) []filter {
	var out []filter
	for i := range s.Runs {
		day := s.Runs[i].LocalDate.Midnight()
		value := day.Format("2006-01")
		at := slices.IndexFunc(out, func(f filter) bool { return f.Value == value })
		if at < 0 {
			at = len(out)
			out = append(out, filter{Name: day.Format("January 2006"), Value: value})
		}
		out[at].N++
	}
	if len(out) < 2 {
		return nil
	}
	slices.SortFunc(out, func(a, b filter) int {
		if a.Value < b.Value {
			return -1
		}
		return 1
	})
	return out
}
