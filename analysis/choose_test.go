package analysis

import (
	"fmt"
	"math"
	"testing"
)

// TestRunsAndWalksByTurns holds that a beginner's runs and walks by turns are runs,
// however much faster the season ends, and that walks and hikes are none.
func TestRunsAndWalksByTurns(t *testing.T) {
	var wander []float64
	for range 12 {
		wander = append(wander, 2, 1.3, 2, 1.75)
	}
	turns := func(walk, run float64) (pieces []float64) {
		for range 9 {
			pieces = append(pieces, walk, 1.6, run, 2.4)
		}
		return pieces
	}
	hike := steps(turns(2, 1)...)
	for i := range hike.Trace.Grade {
		hike.Trace.Grade[i] = .12 * float32(math.Sin(float64(i)/40))
	}
	for name, c := range map[string]struct {
		recording Recording
		walk      bool
	}{
		"two minutes run, three walked": {steps(turns(3, 2)...), false},
		"one run, two walked":           {steps(turns(2, 1)...), false},
		"a walk":                        {steps(60, 1.6), true},
		"a walk, and a faster end":      {steps(50, 1.5, 5, 2.1), true},
		"a walk that wanders":           {steps(wander...), true},
		"a hike":                        {hike, true},
	} {
		runs := plan(20, func(int) float64 { return -.05 })
		r := c.recording
		r.Start = runs[0].Recording.Start.AddDate(0, 0, 2)
		r.measures = measure(&r)
		runs = append(runs, Run{ID: "beginning", LocalDate: runs[0].LocalDate + 2, Recording: r})
		s := NewSeason(runs, Knowledge{}, DefaultOptions())
		if got := len(s.Excluded) == 1; got != c.walk {
			t.Errorf("%s: set aside %v, want %v: %s", name, got, c.walk, fmt.Sprint(s.Excluded))
		}
		if !c.walk && math.Abs(math.Exp(r.measures.running)-2.4) > .1 {
			t.Errorf("%s: runs at %.2f m/s, want 2.4", name, math.Exp(r.measures.running))
		}
	}
}
