package synth

import (
	"math"
	"math/rand/v2"
)

func exp(x float64) float64 { return math.Exp(x) }

// normal draws from a normal distribution.
func normal(r *rand.Rand, mean, sd float64) float64 { return mean + sd*r.NormFloat64() }

// bounded draws from a normal distribution, anew until the draw lies in
// [low, high].
func bounded(r *rand.Rand, mean, sd, low, high float64) float64 {
	for range 64 {
		if x := normal(r, mean, sd); x >= low && x <= high {
			return x
		}
	}
	return clamp(mean, low, high)
}

// uniform draws from [low, high).
func uniform(r *rand.Rand, low, high float64) float64 { return low + (high-low)*r.Float64() }

// whole draws a whole number from low to high, both included.
func whole(r *rand.Rand, low, high int) int { return low + r.IntN(high-low+1) }

func chance(r *rand.Rand, p float64) bool { return r.Float64() < p }

func clamp(x, low, high float64) float64 { return min(max(x, low), high) }

// drift is an Ornstein-Uhlenbeck process sampled once a second: a value that
// wanders around zero with a standard deviation and a time constant.
type drift struct {
	value     float64
	keep, add float64
	r         *rand.Rand
}

// newDrift starts at a draw from the process's own distribution.
func newDrift(r *rand.Rand, sd, seconds float64) drift {
	keep := math.Exp(-1 / seconds)
	return drift{
		value: sd * r.NormFloat64(),
		keep:  keep,
		add:   sd * math.Sqrt(1-keep*keep),
		r:     r,
	}
}

// next advances by a second.
func (d *drift) next() float64 {
	d.value = d.keep*d.value + d.add*d.r.NormFloat64()
	return d.value
}
