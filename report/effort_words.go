package report

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"easyday/analysis"
)

// effortName is a best effort's length in words.
func effortName(l analysis.EffortLength) string {
	return [analysis.EffortLengths]string{"400 m", "1 km", "1 mile", "12 min", "5 km", "30 min"}[l]
}

// timed reports whether a best effort's length is a time, so that metres are measured.
func timed(l analysis.EffortLength) bool { return l == analysis.In12min || l == analysis.In30min }

// measured is what a best effort came to: a time over a distance, a distance in a time.
func measured(l analysis.EffortLength, e analysis.BestEffort, u Units) string {
	if timed(l) {
		return strconv.FormatFloat(e.Metres/u.Metres(), 'f', 2, 64) + " " + u.Short()
	}
	return clock(e.Seconds)
}

// EffortsText is a run's best efforts in a line; empty for one shorter than any.
func EffortsText(r *analysis.Run, u Units) string {
	var parts []string
	for l, e := range r.BestEfforts {
		if l := analysis.EffortLength(l); e.Known() {
			parts = append(parts, effortName(l)+" "+measured(l, e, u))
		}
	}
	return strings.Join(parts, ", ")
}

// effortTable is the page's table of the season's best efforts of late.
type effortTable struct {
	Title, Note string
	Shares      bool // critical speed is known
	Rows        []effortRow
}

type effortRow struct {
	Over, Best, Pace, OfMaximal, Date string
	Row                               int // of the run, in the table of all
}

// newEffortTable is nil where no run is long enough.
func newEffortTable(s *analysis.Season, u Units) *effortTable {
	if len(s.Summary.Efforts) == 0 {
		return nil
	}
	first, last := s.Runs[0].LocalDate, s.Runs[len(s.Runs)-1].LocalDate
	t := &effortTable{
		Title:  "Best efforts, " + period(max(first, last-analysis.EffortDays+1), last),
		Note:   "Grade-adjusted: as on the flat.",
		Shares: s.Summary.Bounds.CriticalSpeed > 0,
	}
	if t.Shares {
		t.Note = "As on the flat, beside an all-out effort as long by the critical speed of that day, from three minutes on: in training the share stays below 100%, and well over it critical speed would be too low."
	}
	for _, e := range s.Summary.Efforts {
		row := effortRow{
			Over: effortName(e.Length), Best: measured(e.Length, e.BestEffort, u), Pace: FormatPace(e.Speed().Pace(), u), OfMaximal: none, Date: fullDay(e.Date),
			Row: slices.IndexFunc(s.Runs, func(r analysis.Run) bool { return r.ID == e.RunID }),
		}
		if x := e.OfMaximal(); x > 0 {
			row.OfMaximal = whole(100*x) + "%"
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// effortsJSON are a run's best efforts.
type effortsJSON struct {
	Over400m  tenths `json:"over_400m_s"`
	Over1km   tenths `json:"over_1km_s"`
	Over1mile tenths `json:"over_1mile_s"`
	In12min   cents  `json:"in_12min_m"`
	Over5km   tenths `json:"over_5km_s"`
	In30min   cents  `json:"in_30min_m"`
}

func newEffortsJSON(r *analysis.Run) effortsJSON {
	told := func(l analysis.EffortLength) float64 {
		switch e := r.BestEfforts[l]; {
		case !e.Known():
			return math.NaN()
		case timed(l):
			return e.Metres
		default:
			return e.Seconds
		}
	}
	return effortsJSON{
		tenths(told(analysis.Over400m)), tenths(told(analysis.Over1km)), tenths(told(analysis.Over1mile)),
		cents(told(analysis.In12min)), tenths(told(analysis.Over5km)), cents(told(analysis.In30min)),
	}
}

// datedEffortJSON is one of the season's best efforts of late.
type datedEffortJSON struct {
	Length    string  `json:"length"`
	Run       string  `json:"run"`
	Date      string  `json:"date"`
	Distance  cents   `json:"distance_m"`
	Time      tenths  `json:"time_s"`
	OfMaximal shares4 `json:"of_maximal"`
}

func newDatedEffortsJSON(s *analysis.Season) []datedEffortJSON {
	out := make([]datedEffortJSON, len(s.Summary.Efforts))
	for i, e := range s.Summary.Efforts {
		of := e.OfMaximal()
		if !(of > 0) {
			of = math.NaN()
		}
		out[i] = datedEffortJSON{effortName(e.Length), e.RunID, e.Date.String(), cents(e.Metres), tenths(e.Seconds), shares4(of)}
	}
	return out
}
