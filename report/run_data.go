package report

import (
	"slices"

	"easyday/analysis"
)

// tracePoint is a moment of a run: minutes after the start, and a value.
type tracePoint struct{ x, y float64 }

// The breaks that a curve is drawn across, in seconds: those between blocks, and
// in small panels a stop that would be a hairline.
const (
	noBreak    = 3 * analysis.TraceStep
	shortBreak = 60
)

// smoothed is a column of a trace, averaged over the given number of blocks to either
// side, in stretches between pauses, stops and missing values of more than the given
// seconds.
func smoothed(t *analysis.Trace, column []float32, reach int, bridged float64) [][]tracePoint {
	blocks, values := t.Smoothed(column, reach)
	var out [][]tracePoint
	var part []tracePoint
	flush := func() {
		if len(part) >= 2 {
			out = append(out, part)
		}
		part = nil
	}
	for n, i := range blocks {
		if n > 0 && float64(t.At[i]-t.At[blocks[n-1]]) > bridged {
			flush()
		}
		part = append(part, tracePoint{(float64(t.At[i]) + analysis.TraceStep/2.) / 60, values[n]})
	}
	flush()
	return out
}

// steadying is how many blocks to either side a run's pace is averaged over. Where
// hard stretches alternate, their edges are to be seen.
func steadying(r *analysis.Run) int {
	if r.Hard != nil {
		return analysis.FineReach
	}
	whole := r.Recording.Whole()
	return whole.Trace.Reach()
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
