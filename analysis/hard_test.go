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
		{"race by pace alone", steps(40, 3.98), Race, 1},
		{"too short to judge", steps(10, 4.5), "", 0},
		{"fifteen grey minutes at habit", steps(60, 3.1), "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := DefaultOptions()
			ctx := flat()
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
