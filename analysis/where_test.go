package analysis

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestWhere(t *testing.T) {
	for _, c := range []struct {
		name   string
		thirds [3]float64
		want   Place
	}{
		{"too few minutes", [3]float64{0, 1, .75}, ""},
		{"a fast start", [3]float64{8, 2, 1}, FirstThird},
		{"a fast middle", [3]float64{1, 9, 2}, MiddleThird},
		{"a fast end", [3]float64{1, 2, 8}, LastThird},
		{"eased into", [3]float64{3, 11.25, 16.5}, AfterFirstThird},
		{"eased into, then all of it", [3]float64{5, 15, 15}, AfterFirstThird},
		{"reined in", [3]float64{14, 12, 2}, BeforeLastThird},
		{"all of it", [3]float64{12, 15, 14}, Throughout},
		{"here and there", [3]float64{7, 4, 8}, Scattered},
	} {
		v := Recovery{MinutesOverByThird: c.thirds}
		for _, m := range c.thirds {
			v.MinutesOver += m
		}
		if got := v.Where(48); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestOverInNoise holds that a recording's noise is neither minutes over the limit nor
// time: a telephone's steady run counts as a watch's does.
func TestOverInNoise(t *testing.T) {
	const minutes, limit = 50, 3.
	for _, c := range []struct {
		name         string
		share        float64 // of the limit, the speed run at
		least, most  float64 // minutes over
		adds, within float64 // seconds
	}{
		{"3 % over", 1.03, 40, minutes, .03 * minutes * 60, 25},
		{"at the limit", 1, 10, 40, 0, 50},
		{"3 % below", .97, 0, 12, 0, 15},
	} {
		for _, noise := range []float64{.005, .08} {
			r := steps(minutes, c.share*limit)
			random := rand.New(rand.NewPCG(7, 1))
			for i := range r.Trace.EffortSpeed {
				r.Trace.EffortSpeed[i] *= float32(math.Exp(noise * random.NormFloat64()))
			}
			over, thirds, adds := over(&r.Trace, limit)
			if over < c.least || over > c.most || math.Abs(adds-c.adds) > c.within {
				t.Errorf("%s, noise %v: %.1f minutes over and %.0f s, want %v to %v and %.0f ± %.0f", c.name, noise, over, adds, c.least, c.most, c.adds, c.within)
			}
			if sum := thirds[0] + thirds[1] + thirds[2]; sum != over {
				t.Errorf("%s: thirds of %.2f minutes, together %.2f", c.name, sum, over)
			}
		}
	}
}
