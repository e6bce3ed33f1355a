package analysis

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"easyday/importer/activity"
)

func alternating() *Season {
	return NewSeason(plan(24, func(w int) float64 {
		if w%2 == 0 {
			return .09
		}
		return -.09
	}), Knowledge{}, DefaultOptions())
}

func TestWithin(t *testing.T) {
	s := alternating()
	from, to := s.Runs[32].LocalDate, s.Runs[67].LocalDate
	part := s.Within(Period{From: &from, To: &to})
	if len(part.Runs) != 36 || part.Runs[0].ID != s.Runs[32].ID {
		t.Fatalf("%d runs from %s", len(part.Runs), part.Runs[0].ID)
	}
	for i := range part.Runs {
		if d := cmp.Diff(s.Runs[32+i], part.Runs[i], cmpopts.EquateNaNs(), cmpopts.IgnoreUnexported(Recording{})); d != "" {
			t.Fatalf("run %s was judged anew: %s", part.Runs[i].ID, d)
		}
	}
	if n := len(part.Trend); n != int(to-from)+1 || part.Trend[0].Date != from || part.Trend[n-1].Date != to {
		t.Errorf("%d days from %s", n, part.Trend[0].Date)
	}
	var counts, months Counts
	for i := range part.Runs {
		if v := part.Runs[i].Recovery; v != nil {
			counts.Add(v.Verdict)
		}
	}
	for _, m := range part.Months {
		months.KeptEasy += m.KeptEasy
		months.Borderline += m.Borderline
		months.TooFast += m.TooFast
		months.CantTell += m.CantTell
	}
	if part.Summary.Counts != counts || months != counts || counts.Total() != 9 {
		t.Errorf("runs %+v, summary %+v, months %+v", counts, part.Summary.Counts, months)
	}
	if n := part.Summary.TooFastShare.N; n != counts.Judged() {
		t.Errorf("share of %d, judged %d", n, counts.Judged())
	}
	if got := part.Summary.Sensitivity.Flags; got != counts.TooFast {
		t.Errorf("sensitivity of %d flags, want %d", got, counts.TooFast)
	}
	for _, c := range part.Compliance {
		if c.Date < from || c.Date > to {
			t.Errorf("compliance on %s", c.Date)
		}
	}
	if part.Summary.First != part.Trend[0].Comfortable || part.Summary.Last != part.Trend[len(part.Trend)-1].Comfortable {
		t.Error("first and last are not the period's")
	}
	if !math.IsNaN(float64(part.Summary.Advice)) || part.Summary.AdviceFrom != to {
		t.Errorf("advice %v from %s", part.Summary.Advice, part.Summary.AdviceFrom)
	}
	if part.Summary.Recordings != len(s.Runs) || part.Summary.Usable != s.Summary.Usable {
		t.Errorf("learned from %+v", part.Summary)
	}
	if s.Period.Limited() || len(s.Runs) != 96 {
		t.Error("the season was changed")
	}
}

// A period that leaves nothing out counts the same as none.
func TestWithinEverything(t *testing.T) {
	s := alternating()
	from, to := s.Runs[0].LocalDate-10, s.Runs[95].LocalDate+10
	part := s.Within(Period{From: &from, To: &to})
	opts := []cmp.Option{cmpopts.EquateNaNs(), cmpopts.IgnoreFields(Summary{}, "Notes")}
	if d := cmp.Diff(s.Summary, part.Summary, opts...); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(s.Months, part.Months, opts...); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(s.Compliance, part.Compliance, opts...); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(s.Trend, part.Trend, opts...); d != "" {
		t.Error(d)
	}
}

// Halves of a season add up to the whole.
func TestWithinHalves(t *testing.T) {
	s := alternating()
	middle := s.Runs[50].LocalDate
	next := middle + 1
	early, late := s.Within(Period{To: &middle}), s.Within(Period{From: &next})
	if early.Summary.Total()+late.Summary.Total() != s.Summary.Total() || len(early.Runs)+len(late.Runs) != len(s.Runs) {
		t.Errorf("%d and %d of %d recovery runs", early.Summary.Total(), late.Summary.Total(), s.Summary.Total())
	}
	if got := late.Summary.Advice; got != s.Summary.Advice {
		t.Errorf("advice of the last half %v, of the season %v", got, s.Summary.Advice)
	}
}

func TestWithinNothing(t *testing.T) {
	s := alternating()
	from := s.Runs[95].LocalDate + activity.Date(5)
	part := s.Within(Period{From: &from})
	if len(part.Runs)+len(part.Trend)+len(part.Months)+len(part.Compliance) != 0 || part.Summary.Total() != 0 {
		t.Errorf("%d runs, %d days, %d months", len(part.Runs), len(part.Trend), len(part.Months))
	}
	// A period before all runs says nothing of the next one.
	to := s.Runs[0].LocalDate - 5
	if sum := s.Within(Period{To: &to}).Summary; !math.IsNaN(float64(sum.Advice)) || !math.IsNaN(float64(sum.Last.Value)) {
		t.Errorf("advice %v and a comfortable pace of %v of a period without runs", sum.Advice, sum.Last.Value)
	}
}
