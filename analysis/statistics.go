package analysis

import (
	"math"
	"slices"
)

// quantileSorted is the p-quantile (0..1) of ascending values, interpolated
// linearly between order statistics; NaN for no values.
func quantileSorted(v []float64, p float64) float64 {
	if len(v) == 0 {
		return math.NaN()
	}
	x := p * float64(len(v)-1)
	i := int(x)
	if i >= len(v)-1 {
		return v[len(v)-1]
	}
	return v[i] + (x-float64(i))*(v[i+1]-v[i])
}

// quantile is quantileSorted of the values that are numbers; v is not changed.
func quantile(v []float64, p float64) float64 { return quantileWithin(numbers(v), p) }

// quantileWithin is quantileSorted of values without NaN, in any order. It changes
// their order, and puts no more of them in theirs than it needs.
func quantileWithin(v []float64, p float64) float64 {
	x := p * float64(len(v)-1)
	i := int(x)
	if i >= len(v)-1 {
		slices.Sort(v)
		return quantileSorted(v, p)
	}
	low := ranked(v, i)
	return low + (x-float64(i))*(slices.Min(v[i+1:])-low)
}

// ranked puts the value that is at place i of the ascending order there, none
// greater before it and none smaller after it (Hoare 1961, Algorithm 65: Find),
// and returns it. v has no NaN and i is one of its places.
func ranked(v []float64, i int) float64 {
	for from, to := 0, len(v)-1; from < to; {
		pivot := v[i]
		a, b := from, to
		for a <= b {
			for v[a] < pivot {
				a++
			}
			for pivot < v[b] {
				b--
			}
			if a <= b {
				v[a], v[b] = v[b], v[a]
				a++
				b--
			}
		}
		if b < i {
			from = a
		}
		if i < a {
			to = b
		}
	}
	return v[i]
}

// numbers is a copy of the values that are numbers.
func numbers(v []float64) []float64 {
	s := make([]float64, 0, len(v))
	for _, x := range v {
		if !math.IsNaN(x) {
			s = append(s, x)
		}
	}
	return s
}

// sorted is numbers in ascending order.
func sorted(v []float64) []float64 {
	s := numbers(v)
	slices.Sort(s)
	return s
}

// trimmedMean is the mean after the fraction trim of the values has been cut
// from each end; NaN for no values.
func trimmedMean(v []float64, trim float64) float64 {
	s := sorted(v)
	k := int(trim * float64(len(s)))
	return meanOf(s[k : len(s)-k])
}

// movingMean is the centred mean over up to width values (an odd number),
// missing ones left out; NaN where all are missing. At the ends the window is
// cut, not padded.
func movingMean(v []float64, width int) []float64 {
	return appendMovingMean(make([]float64, 0, len(v)), v, width)
}

// appendMovingMean appends the moving mean of v to out.
func appendMovingMean(out, v []float64, width int) []float64 {
	half := width / 2
	sum, n := 0.0, 0
	add := func(i int, sign float64) {
		if i >= 0 && i < len(v) && !math.IsNaN(v[i]) {
			sum += sign * v[i]
			n += int(sign)
		}
	}
	for i := range half {
		add(i, 1)
	}
	for i := range v {
		add(i+half, 1)
		add(i-half-1, -1)
		if n == 0 {
			out = append(out, math.NaN())
			sum = 0 // no drift is carried across a gap
			continue
		}
		out = append(out, sum/float64(n))
	}
	return out
}

// movingMedian3 is the median of each value and its two neighbours; the ends
// and places with a missing neighbour are as they were.
func movingMedian3(v []float64) []float64 {
	return appendMovingMedian3(make([]float64, 0, len(v)), v)
}

// appendMovingMedian3 appends the moving median of v to out, which is empty.
func appendMovingMedian3(out, v []float64) []float64 {
	out = append(out, v...)
	for i := 1; i < len(v)-1; i++ {
		a, b, c := v[i-1], v[i], v[i+1]
		if m := max(min(a, b), min(max(a, b), c)); !math.IsNaN(m) {
			out[i] = m
		}
	}
	return out
}

// deviationOfMedian times the median absolute value estimates the standard deviation
// of normal numbers of mean 0: 1/Φ⁻¹(¾).
const deviationOfMedian = 1.4826

// normalCDF is the standard normal distribution function.
func normalCDF(z float64) float64 { return .5 * math.Erfc(-z/math.Sqrt2) }

// z90 is the standard normal quantile of a two-sided 90 % interval.
const z90 = 1.6448536269514722

// meanOf is the mean of v; NaN for none.
func meanOf(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	if len(v) == 0 {
		return math.NaN()
	}
	return sum / float64(len(v))
}
