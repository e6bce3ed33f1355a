package analysis

import (
	"math"
	"testing"
)

// indoorSeason is plan's season of so many weeks, the first of them on a treadmill
// that reads belt (log speed) fast, said to be one or only without positions.
func indoorSeason(weeks, indoors int, belt float64, tagged bool) []Run {
	runs := plan(weeks, func(w int) float64 { return .11*float64(w%2) - .05 })
	for i := range runs {
		r := &runs[i].Recording
		if week := int(runs[i].LocalDate-runs[0].LocalDate) / 7; week >= indoors {
			continue
		}
		r.Indoor, r.Climate = tagged, math.NaN()
		for k := range r.Trace.Speed {
			r.Trace.Speed[k] *= float32(math.Exp(belt))
			r.Trace.EffortSpeed[k] = r.Trace.Speed[k]
		}
		r.measures = measure(r)
	}
	return runs
}

// TestTreadmillWinter holds that a winter on a treadmill, whatever it reads, leaves
// the comfortable pace what it would have been outdoors, and that what it reads is
// said.
func TestTreadmillWinter(t *testing.T) {
	outdoors := NewSeason(indoorSeason(30, 0, 0, true), Knowledge{}, DefaultOptions())
	// By how much, on the worst day, the comfortable pace is another.
	apart := func(s *Season) (worst float64) {
		for i := range s.Trend {
			worst = max(worst, math.Abs(math.Log(float64(s.Trend[i].Comfortable.Value/outdoors.Trend[i].Comfortable.Value))))
		}
		return worst
	}
	blind := DefaultOptions()
	blind.Model.BeltSD, blind.Model.IndoorHabitSD, blind.Model.IndoorHeartSD = 1e-6, 1e-6, 1e-6
	for _, belt := range []float64{-.05, 0, .05} {
		if e := apart(NewSeason(indoorSeason(30, 12, belt, true), Knowledge{}, blind)); belt != 0 && e < .022 {
			t.Errorf("belt %+.2f: %.3f apart without knowing of belts: nothing is tested", belt, e)
		}
		for _, tagged := range []bool{true, false} {
			s := NewSeason(indoorSeason(30, 12, belt, tagged), Knowledge{}, DefaultOptions())
			if e := apart(s); e > .016 {
				t.Errorf("belt %+.2f, tagged %v: the comfortable pace is %.3f apart", belt, tagged, e)
			}
			m := s.Summary.Treadmill
			if math.Abs(m.Reads-belt) > 2*m.ReadsSD || !(m.ReadsSD < .03) || m.Runs != 48 || (m.Unplaced == 0) != tagged {
				t.Errorf("belt %+.2f, tagged %v: %+v", belt, tagged, m)
			}
		}
	}
}

// TestIndoorSeason holds that a change of form shows in whatever was run indoors,
// all but a few weeks and all of it, and so does how alike easy runs are.
func TestIndoorSeason(t *testing.T) {
	for _, weeks := range []int{0, 12, 27, 30} {
		s := NewSeason(indoorSeason(30, weeks, 0, true), Knowledge{}, DefaultOptions())
		if g := s.Summary.Progress.Growth; math.Abs(g-.1) > .02 {
			t.Errorf("%d of 30 weeks indoors: form grows by %.3f, want .1", weeks, g)
		}
	}
}

// TestWithoutPositions holds which recordings without positions count as a
// treadmill's: a few among others outdoors, beside any number said to be indoors,
// but no race that the runner labels, and not where most have none, since they may
// have been left out of the files.
func TestWithoutPositions(t *testing.T) {
	season := func(indoor, without int, l ...Label) *Season {
		runs := plan(20, func(int) float64 { return -.05 })
		for i := range runs {
			r := &runs[i].Recording
			if i < indoor {
				r.Indoor, r.Climate = true, math.NaN()
			} else if i < indoor+without {
				r.Climate = math.NaN()
			}
		}
		return NewSeason(runs, Knowledge{Labels: l}, DefaultOptions())
	}
	for _, c := range []struct{ indoor, without, want int }{
		{0, 0, 0}, {0, 10, 10}, {50, 10, 10}, {0, 39, 39}, {0, 40, 0}, {0, 80, 0}, {80, 0, 0},
	} {
		if got := season(c.indoor, c.without).Summary.Treadmill; got.Unplaced != c.want || got.Runs != c.indoor+c.want {
			t.Errorf("%d indoors, %d without positions: %+v, want %d", c.indoor, c.without, got, c.want)
		}
	}
	race := season(0, 10).Runs[2].ID
	s := season(0, 10, Label{RunID: race, Kind: KindHard, Race: true, From: FromLabel})
	if s.Runs[2].Recording.Indoor || s.Summary.Treadmill.Unplaced != 9 {
		t.Errorf("a race that the runner labels counts as a treadmill's: %+v", s.Summary.Treadmill)
	}
}
