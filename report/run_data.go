package report

import (
	"math"
	"slices"

	"easyday/analysis"
)

// tracePoint is a moment of a run: minutes after the start, and a value.
type tracePoint struct{ x, y float64 }

// smoothed is a column of a trace with a triangle kernel that reaches the given
// number of blocks to either side, in stretches between pauses, stops and
// missing values.
func smoothed(t *analysis.Trace, column []float32, reach int) [][]tracePoint {
	var out [][]tracePoint
	from := 0
	flush := func(to int) {
		if to-from >= 2 {
			out = append(out, kernel(t, column, from, to, reach))
		}
	}
	for i := range t.At {
		gap := i > 0 && t.At[i]-t.At[i-1] > 3*analysis.TraceStep
		missing := i >= len(column) || math.IsNaN(float64(column[i])) || !t.Moving[i]
		if gap || missing {
			flush(i)
			from = i
		}
		if missing {
			from = i + 1
		}
	}
	flush(len(t.At))
	return out
}

func kernel(t *analysis.Trace, column []float32, from, to, reach int) []tracePoint {
	out := make([]tracePoint, 0, to-from)
	for i := from; i < to; i++ {
		sum, weight := 0.0, 0.0
		for j := max(from, i-reach); j <= min(to-1, i+reach); j++ {
			w := float64(reach + 1 - max(i-j, j-i))
			sum += w * float64(column[j])
			weight += w
		}
		out = append(out, tracePoint{(float64(t.At[i]) + analysis.TraceStep/2.) / 60, sum / weight})
	}
	return out
}

// paces turns stretches of speed in m/s into pace in seconds per unit.
func paces(speeds [][]tracePoint, u Units) [][]tracePoint {
	for _, part := range speeds {
		for i, p := range part {
			part[i].y = u.Metres() / max(p.y, .2)
		}
	}
	return speeds
}

// thinned keeps at most n points of a stretch, evenly.
func thinned(part []tracePoint, n int) []tracePoint {
	if len(part) <= n {
		return part
	}
	out := make([]tracePoint, 0, n)
	for i := range n {
		out = append(out, part[i*(len(part)-1)/(n-1)])
	}
	return out
}

// faster are the parts of a pace curve that are faster than the limit, with the
// places where it crosses.
func faster(part []tracePoint, limit float64) [][]tracePoint {
	var out [][]tracePoint
	var open []tracePoint
	for i, p := range part {
		if i > 0 {
			q := part[i-1]
			if (q.y < limit) != (p.y < limit) {
				f := (limit - q.y) / (p.y - q.y)
				cross := tracePoint{q.x + f*(p.x-q.x), limit}
				if open = append(open, cross); p.y >= limit {
					out = append(out, open)
					open = nil
				}
			}
		}
		if p.y < limit {
			open = append(open, p)
		}
	}
	if len(open) > 1 {
		out = append(out, open)
	}
	return out
}

// mean is the mean of a stretch's values.
func mean(part []tracePoint) float64 {
	sum := 0.0
	for _, p := range part {
		sum += p.y
	}
	return sum / float64(len(part))
}

// valueRange is the range of the values between two quantiles.
func valueRange(parts [][]tracePoint, low, high float64) (lo, hi float64, ok bool) {
	var all []float64
	for _, part := range parts {
		for _, p := range part {
			all = append(all, p.y)
		}
	}
	if len(all) == 0 {
		return 0, 0, false
	}
	slices.Sort(all)
	return quartile(all, low), quartile(all, high), true
}
