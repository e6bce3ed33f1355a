package analysis

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestQuantile holds the quantile of unordered values to that of ordered ones, to
// the bit, with ties, missing values and every place of the order.
func TestQuantile(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 60 {
		v := make([]float64, n)
		for i := range v {
			v[i] = float64(r.IntN(1 + n/2))
			if r.IntN(2) == 0 {
				v[i] += r.Float64()
			}
			if r.IntN(10) == 0 {
				v[i] = math.NaN()
			}
		}
		for _, p := range []float64{0, .1, .25, .4, .5, .8, .95, 1} {
			got, want := quantile(v, p), quantileSorted(sorted(v), p)
			if math.Float64bits(got) != math.Float64bits(want) {
				t.Errorf("the %v quantile of %v is %v, want %v", p, v, got, want)
			}
		}
	}
}
