package report

import (
	"math"
	"slices"
	"testing"

	"easyday/analysis"
	"easyday/importer/activity"

	"gonum.org/v1/plot/vg"
)

// TestTallies holds that recovery runs are counted by the axis' own division,
// months at the finest, and that none is lost.
func TestTallies(t *testing.T) {
	all := seasons()
	for _, tt := range []struct {
		season string
		by     step
		first  [2]activity.Date
		least  int // tallies
		most   int
	}{
		{"three weeks", months, [2]activity.Date{activity.NewDate(2026, 2, 1), activity.NewDate(2026, 3, 1)}, 1, 1},
		{"full", months, [2]activity.Date{activity.NewDate(2026, 2, 1), activity.NewDate(2026, 3, 1)}, 8, 10},
		{"three years", quarters, [2]activity.Date{activity.NewDate(2023, 1, 1), activity.NewDate(2023, 4, 1)}, 13, 13},
		{"seven years", years, [2]activity.Date{activity.NewDate(2019, 1, 1), activity.NewDate(2020, 1, 1)}, 8, 8},
	} {
		s := all[tt.season]
		a := newDateAxis(seasonSpan(s))
		got := tallies(s, a)
		if a.tallied() != tt.by || len(got) < tt.least || len(got) > tt.most {
			t.Errorf("%s: %d tallies by %s, want %d to %d by %s", tt.season, len(got), a.tallied().word(), tt.least, tt.most, tt.by.word())
			continue
		}
		if span := [2]activity.Date{got[0].from, got[0].to}; span != tt.first {
			t.Errorf("%s: the first tally is of %v, want %v", tt.season, span, tt.first)
		}
		var sum analysis.Counts
		for _, g := range got {
			sum.KeptEasy += g.KeptEasy
			sum.Borderline += g.Borderline
			sum.TooFast += g.TooFast
			sum.CantTell += g.CantTell
		}
		if sum.KeptEasy != s.Summary.KeptEasy || sum.Borderline != s.Summary.Borderline || sum.TooFast != s.Summary.TooFast || sum.CantTell != s.Summary.CantTell {
			t.Errorf("%s: tallies come to %+v, the season to %+v", tt.season, sum, s.Summary.Counts)
		}
	}
}

func TestTallyShare(t *testing.T) {
	of := func(kept, close, fast, untold int) tally {
		return tally{Counts: counted(kept, close, fast, untold).Summary.Counts}
	}
	for _, tt := range []struct {
		t     tally
		least int
		want  float64
	}{
		{of(2, 1, 1, 5), 3, .25},
		{of(3, 0, 0, 0), 3, 0},
		{of(1, 0, 1, 9), 3, math.NaN()},
		{of(0, 0, 0, 4), 0, math.NaN()},
		{of(0, 0, 1, 0), 0, 1},
	} {
		if got := tt.t.share(tt.least); got != tt.want && !(math.IsNaN(got) && math.IsNaN(tt.want)) {
			t.Errorf("%+v, from %d on: %v, want %v", tt.t.Counts, tt.least, got, tt.want)
		}
	}
}

// TestHours holds that hours are those of weeks as long as a week can be seen,
// of months else, and that they come to the season's.
func TestHours(t *testing.T) {
	all := seasons()
	for _, tt := range []struct {
		season string
		width  vg.Length
		by     step
		n      int
	}{
		{"full", 600, weeks, 41},
		{"three years", 1000, weeks, 157},
		{"three years", 600, months, 37},
		{"seven years", 1000, months, 83},
	} {
		s := all[tt.season]
		h := newHours(s, newDateAxis(seasonSpan(s)), tt.width)
		sum, moving := 0.0, 0.0
		for _, v := range h.hours {
			sum += v.total()
		}
		for i := range s.Runs {
			moving += s.Runs[i].Recording.Figures.Moving / 3600
		}
		if h.by != tt.by || len(h.hours) != tt.n || math.Abs(sum-h.sum.total()) > 1e-6 || math.Abs(sum-moving) > .01 {
			t.Errorf("%s, %v wide: %d of a %s, %.2f hours of %.2f; want %d of a %s", tt.season, tt.width, len(h.hours), h.by.word(), sum, moving, tt.n, tt.by.word())
		}
	}
}

// TestShareCurveNeedsRuns holds that a share over time is drawn, and promised in
// the title, only where it rests on three runs at some time.
func TestShareCurveNeedsRuns(t *testing.T) {
	s := *seasons()["full"]
	if !hasShareCurve(&s) {
		t.Fatal("a season of 27 recovery runs has no share over time")
	}
	s.Compliance = slices.Clone(s.Compliance)
	for i := range s.Compliance {
		s.Compliance[i].N = min(s.Compliance[i].N, firmFrom-.1)
	}
	_, subtitle := complianceTitle(&s)
	if want := "3 of the first 9 judged were too fast, 0 of the last 9. Recovery runs per month; too few were judged for a share over time. A month with fewer than 3 judged runs has no share."; hasShareCurve(&s) || subtitle != want {
		t.Errorf("%q, want %q", subtitle, want)
	}
}
