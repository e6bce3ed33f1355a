package analysis

import (
	"math"
	"testing"
)

// flat is a context with a critical speed of 4 m/s and habit at 3.
func flat() hardContext {
	return hardContext{
		criticalSpeed: 4, contrast: 1.13, habit: math.Log(3.1),
		usualHeart: math.NaN(), heartMaximum: math.NaN(), usualMinutes: 45,
		heartTop: math.NaN(), heartContrast: math.NaN(),
	}
}

func TestJudgeHard(t *testing.T) {
	repeat := func(head []float64, n int, piece ...float64) []float64 {
		for range n {
			head = append(head, piece...)
		}
		return append(head, 10, 2.9)
	}
	strides := []float64{35, 3}
	for range 6 {
		strides = append(strides, 20./60, 5, 1.5, 2.8)
	}
	for _, c := range []struct {
		name      string
		recording Recording
		want      HardReason // empty: not hard
		stretches int
	}{
		{"easy", steps(45, 3), "", 0},
		{"strides", steps(strides...), "", 0},
		{"kilometre intervals, jogged rests", steps(repeat([]float64{15, 3}, 6, 4, 4.2, 2, 2.5)...), Intervals, 6},
		{"the same, standing rests", steps(repeat([]float64{15, 3}, 6, 4, 4.2, 2, 0)...), Intervals, 6},
		{"the same, walked rests", steps(repeat([]float64{15, 3}, 6, 4, 4.2, 2, 1.4)...), Intervals, 6},
		{"tempo", steps(15, 3, 25, 3.85, 10, 3), Tempo, 1},
		{"progression", steps(20, 3, 20, 3.4, 20, 3.9), Progression, 1},
		{"long", steps(100, 2.9), Duration, 0},
		{"ten kilometres at critical speed", steps(42, 3.97), Race, 1},
		{"a little slower over no usual course", steps(40, 3.9), Tempo, 1},
		{"a tempo from the door", steps(20, 3.75), Tempo, 1},
		{"half an hour in the grey", steps(30, 3.55), "", 0},
		{"too short to judge", steps(10, 4.5), "", 0},
		{"fifteen grey minutes at habit", steps(60, 3.1), "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := DefaultOptions()
			ctx := flat()
			ctx.course = raceCourses([]float64{c.recording.Figures.Distance})[0]
			m := measure(&c.recording)
			h := judgeHard(&c.recording, m, &ctx, &o)
			if h == nil {
				if c.want != "" {
					t.Fatalf("not hard, want %s (%.1f threshold minutes, contrast %.2f)", c.want, m.thresholdMinutes(4), m.contrast)
				}
				return
			}
			if h.Reason != c.want || len(h.Stretches) != c.stretches {
				t.Errorf("got %s with %d stretches (%+v), want %q with %d; %s", h.Reason, len(h.Stretches), h.Stretches, c.want, c.stretches, h.Words)
			}
			if h.Window < o.Windows.Shortest.Duration() {
				t.Errorf("window %v", h.Window)
			}
			for _, s := range h.Stretches {
				if s.To-s.From < 20 {
					t.Errorf("stretch %+v is shorter than 20 s", s)
				}
			}
		})
	}
}

func TestJudgeHardByHeart(t *testing.T) {
	o := DefaultOptions()
	indoors := steps(30, 3.9)
	indoors.Indoor = true
	climbs := []float64{15, 3}
	for range 8 {
		climbs = append(climbs, 1.25, 3.8, 1.5, 2.9)
	}
	pushed := steps(15, 3, 12, 3.95, 20, 3)
	for i := range pushed.Trace.Grade {
		pushed.Trace.Grade[i] = .08
	}
	for _, c := range []struct {
		name          string
		recording     Recording
		top, contrast float64
		want          bool
	}{
		{"treadmill, heart rate unknown", indoors, math.NaN(), math.NaN(), false},
		{"treadmill, easy by the heart", indoors, .85, 1.04, false},
		{"treadmill, a tempo by the heart too", indoors, 1, 1.04, true},
		{"climbs that smoothing shrank, heart steady", steps(climbs...), .8, 1.05, false},
		{"climbs that smoothing shrank, heart up and down", steps(climbs...), .93, 1.2, true},
		{"a hill taken fast, heart unknown", pushed, math.NaN(), math.NaN(), true},
		{"a hill taken in stride", pushed, .8, 1.05, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx := flat()
			ctx.contrast = 1.45 // no pace here is structured by itself but the hill's
			if c.recording.Trace.Grade[0] == .08 {
				ctx.contrast = 1.13
			}
			ctx.heartTop, ctx.heartContrast = c.top, c.contrast
			m := measure(&c.recording)
			if got := judgeHard(&c.recording, m, &ctx, &o) != nil; got != c.want {
				t.Errorf("hard %v, want %v (%.1f threshold minutes, contrast %.2f, effort %.3f of critical speed)",
					got, c.want, m.thresholdMinutes(4), m.contrast, math.Exp(m.effort)/4)
			}
		})
	}
}
