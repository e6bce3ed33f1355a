package report

import (
	"math"

	"easyday/analysis"

	"gonum.org/v1/plot/vg/draw"
)

// blankCanvas is a canvas to measure on.
func blankCanvas() draw.Canvas { return draw.NewCanvas(blank{}, 1000, 1000) }

// row is one run in the page's table.
type row struct {
	ID, Kind, KindName, Class string
	Flagged                   bool
	Cells                     []rowCell
}

// rowCell is a cell with the number it is sorted by; Words cells are sorted by
// their text.
type rowCell struct {
	Text, Key string
	Words     bool
}

// words is what the page calls a class.
func (c class) words() string {
	return [classes]string{"too fast", "too close to call", "kept easy", "not judged", "hard", "other"}[c]
}

// key is a class's name in filters and styles.
func (c class) key() string {
	return [classes]string{"fast", "close", "kept", "untold", "hard", "easy"}[c]
}

func pageRows(s *analysis.Season, u Units) []row {
	detailed := make(map[string]bool)
	for _, r := range FlaggedRuns(s, detailedRuns) {
		detailed[r.ID] = true
	}
	out := make([]row, 0, len(s.Runs))
	for i := range s.Runs {
		r := &s.Runs[i]
		c := classOf(r)
		f := &r.Recording.Figures
		name := rowName(r, c)
		cells := []rowCell{
			{r.LocalDate.Midnight().Format("Mon 2 Jan 2006"), number(startDay(r), 4), false},
			{name, "", true},
			{distance(f.Distance, u), sortKey(f.Distance), false},
			{FormatPace(r.Pace, u), sortKey(float64(r.Pace)), false},
			{FormatPace(r.EffortPace, u), sortKey(float64(r.EffortPace)), false},
			{FormatPace(r.Comfortable.Value, u), sortKey(float64(r.Comfortable.Value)), false},
		}
		over, minutes, since, adds, where := math.NaN(), math.NaN(), math.NaN(), math.NaN(), ""
		if v := r.Recovery; v != nil {
			over, minutes, since, adds = perUnit(v.Over, u), v.MinutesOver, v.Since.Hours(), v.HoldingBackAdds
			where = hours(v.Since) + " after " + afterWhat(s, v.After)
			if w := whereWords(r); w != "" {
				where += "; " + w
			}
		}
		cells = append(cells,
			rowCell{blankWhere(signed(over)), sortKey(over), false},
			rowCell{blankWhere(whole(minutes)), sortKey(minutes), false},
			rowCell{blankWhere(clock(adds)), sortKey(adds), false},
			rowCell{where, sortKey(since), false},
			rowCell{blankWhere(whole(f.HeartRate)), sortKey(f.HeartRate), false})
		out = append(out, row{r.ID, c.key(), name, "c-" + c.key(), detailed[r.ID], cells})
	}
	return out
}

// rowName is what a run was.
func rowName(r *analysis.Run, c class) string {
	switch {
	case c == classEasy:
		return string(r.Kind)
	case c == classHard && r.Hard != nil:
		return "hard: " + hardWord(r.Hard.Reason)
	}
	return c.words()
}

func blankWhere(s string) string {
	if s == none {
		return ""
	}
	return s
}

// rowFilters are the kinds of row there are, with their numbers.
func rowFilters(rows []row) []filter {
	out := []filter{{"all", "", len(rows)}}
	for c := range classes {
		n := 0
		for _, r := range rows {
			if r.Kind == c.key() {
				n++
			}
		}
		if n > 0 {
			out = append(out, filter{c.words(), c.key(), n})
		}
	}
	return out
}
