package analysis

import (
	"math"
	"strings"
	"testing"
)

// TestTreadmillWinter holds that a winter on a treadmill that reads fast or slow is no
// change of form, said to be a treadmill's or only without positions.
func TestTreadmillWinter(t *testing.T) {
	season := func(belt float64, tagged bool, o Options) *Season {
		runs := plan(30, func(w int) float64 { return .11*float64(w%2) - .05 })
		for i := range runs {
			r := &runs[i].Recording
			if week := int(runs[i].LocalDate-runs[0].LocalDate) / 7; week >= 12 {
				continue
			}
			r.Indoor, r.Climate = tagged, math.NaN()
			for k := range r.Trace.Speed {
				r.Trace.Speed[k] *= float32(math.Exp(belt))
				r.Trace.EffortSpeed[k] = r.Trace.Speed[k]
			}
			r.measures = measure(r)
		}
		return NewSeason(runs, Knowledge{}, o)
	}
	// By how much, on the worst day, a belt moves the comfortable pace.
	moved := func(belt float64, tagged bool, o Options) (worst float64, s *Season) {
		s, right := season(belt, tagged, o), season(0, tagged, o)
		for i := range s.Trend {
			worst = max(worst, math.Abs(math.Log(float64(s.Trend[i].Comfortable.Value/right.Trend[i].Comfortable.Value))))
		}
		return worst, s
	}
	blind := DefaultOptions()
	blind.Model.BeltSD = 1e-6
	for _, belt := range []float64{.05, -.05} {
		if e, _ := moved(belt, true, blind); e < .025 {
			t.Errorf("belt %+.2f: %.3f without knowing of belts: nothing is tested", belt, e)
		}
		for _, tagged := range []bool{true, false} {
			e, s := moved(belt, tagged, DefaultOptions())
			if e > .015 {
				t.Errorf("belt %+.2f, tagged %v: the comfortable pace moves by %.3f", belt, tagged, e)
			}
			notes := strings.Join(s.Runs[2].Notes, "; ")
			if want := map[bool]string{true: "% fast", false: "% slow"}[belt > 0]; !strings.Contains(notes, want) {
				t.Errorf("belt %+.2f: notes %q, want %q", belt, notes, want)
			}
			if got := strings.Contains(notes, "without positions"); got == tagged {
				t.Errorf("tagged %v: notes %q", tagged, notes)
			}
		}
	}
}

// TestNoPositionsAnywhere holds that a season without positions is not taken for one
// on a treadmill: they may have been left out of the files.
func TestNoPositionsAnywhere(t *testing.T) {
	runs := plan(20, func(int) float64 { return -.05 })
	for i := range runs {
		runs[i].Recording.Climate = math.NaN()
	}
	s := NewSeason(runs, Knowledge{}, DefaultOptions())
	for i := range s.Runs {
		if s.Runs[i].Recording.Indoor {
			t.Fatalf("run %d is indoors", i)
		}
	}
}
