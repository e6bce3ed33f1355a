package report

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"easyday/analysis"
	"easyday/importer/activity"
)

func TestEffortTable(t *testing.T) {
	day := activity.NewDate(2026, time.May, 3)
	s := &analysis.Season{Runs: []analysis.Run{{ID: "a", LocalDate: day - 200}, {ID: "b", LocalDate: day}}}
	s.Summary.Bounds.CriticalSpeed = 4
	s.Summary.Efforts = []analysis.DatedEffort{
		{BestEffort: analysis.BestEffort{Metres: 400, Seconds: 80}, Length: analysis.Over400m, RunID: "b", Date: day, CriticalSpeed: 4},
		{BestEffort: analysis.BestEffort{Metres: 2844, Seconds: 720}, Length: analysis.In12min, RunID: "a", Date: day, CriticalSpeed: 4},
	}
	want := []effortRow{
		{"400 m", "1:20", "3:20", "–", "3 May 2026", 1},
		{"12 min", "2.84 km", "4:13", "94%", "3 May 2026", 0},
	}
	got := newEffortTable(s, Kilometres)
	if d := cmp.Diff(want, got.Rows); d != "" || !got.Shares {
		t.Error(d)
	}
	if want := "Best efforts, 3 Feb – 3 May 2026"; got.Title != want {
		t.Errorf("%q, want %q", got.Title, want)
	}
	s.Summary.Efforts[1].CriticalSpeed = activity.Speed(math.NaN())
	s.Summary.Bounds.CriticalSpeed = activity.Speed(math.NaN())
	if got := newEffortTable(s, Miles); got.Shares || got.Rows[1].OfMaximal != none || got.Rows[1].Best != "1.77 mi" {
		t.Errorf("without a critical speed: %+v", got)
	}
	s.Summary.Efforts = nil
	if newEffortTable(s, Miles) != nil {
		t.Error("a table of nothing")
	}
}

func TestEffortsText(t *testing.T) {
	var r analysis.Run
	if got := EffortsText(&r, Miles); got != "" {
		t.Errorf("of none: %q", got)
	}
	r.BestEfforts[analysis.Over1mile] = analysis.BestEffort{Metres: activity.Mile, Seconds: 371}
	r.BestEfforts[analysis.In12min] = analysis.BestEffort{Metres: 3000, Seconds: 720}
	if got, want := EffortsText(&r, Miles), "1 mile 6:11, 12 min 1.86 mi"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	e := newEffortsJSON(&r)
	if float64(e.Over1mile) != 371 || float64(e.In12min) != 3000 || !math.IsNaN(float64(e.Over400m)) {
		t.Errorf("%+v", e)
	}
}
