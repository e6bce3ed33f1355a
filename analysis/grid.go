package analysis

import (
	"math"
	"slices"
)

// grid is a trace's effort speed on elapsed time, in steps of TraceStep seconds.
// Its memory is used again by the next lay.
type grid struct {
	at     []float64 // seconds after the start
	smooth []float64 // effort speed, 3-block median then 3-block mean, m/s
	cuts   []int     // blocks after a pause longer than longestPause

	raw, steady []float64
}

// pieces are the ranges of blocks that lie between the cuts.
func (g *grid) pieces(yield func(from, to int) bool) {
	from := 0
	for _, cut := range g.cuts {
		if !yield(from, cut) {
			return
		}
		from = cut
	}
	yield(from, len(g.at))
}

// longestUnknown is for how many blocks a speed that a leap of the distance hides is
// taken to have gone on.
const longestUnknown = 4

// lay lays the trace's effort speed on elapsed time, zero where the runner
// paused or stood, that before where it is unknown for longestUnknown blocks at
// most, smoothed by a 3-block median and a 3-block mean (5 where a
// block's speed has more noise than noisySpeed).
func (g *grid) lay(t *Trace, noise float64) {
	room := t.Len() + t.Len()/8
	raw, at := slices.Grow(g.raw[:0], room), slices.Grow(g.at[:0], room)
	g.cuts = g.cuts[:0]
	end, unknown := 0.0, 0
	for i := range t.Len() {
		start := float64(t.At[i])
		if pause := start - end; i > 0 {
			for k := range int(math.Round(min(pause, longestPause) / TraceStep)) {
				raw = append(raw, 0)
				at = append(at, end+float64(k)*TraceStep)
			}
			if pause > longestPause {
				g.cuts = append(g.cuts, len(raw))
			}
		}
		v := float64(t.EffortSpeed[i])
		unknown++
		switch {
		case math.IsNaN(v) && unknown <= longestUnknown && len(raw) > 0:
			v = raw[len(raw)-1]
		case math.IsNaN(v):
			v = 0
		default:
			unknown = 0
			if !t.Moving[i] {
				v = 0
			}
		}
		raw = append(raw, v)
		at = append(at, start)
		end = start + TraceStep
	}
	width := 3
	if noise > noisySpeed {
		width = 5
	}
	g.raw, g.at = raw, at
	g.steady = appendMovingMedian3(g.steady[:0], raw)
	g.smooth = appendMovingMean(slices.Grow(g.smooth[:0], len(raw)), g.steady, width)
}

// opened is a run with its trace at hand, as the models read it. Its memory is
// used again for the next run.
type opened struct {
	*measures
	grid
	trace *Trace

	run    int // whose it is; meaningless where trace is nil
	own    Trace
	buffer []byte
}

// open reads the trace of run i. What it returns is valid until the next call.
func (b *builder) open(i int) *opened {
	x := &b.opened
	if x.trace != nil && x.run == i {
		return x
	}
	r := &b.runs[i].Recording
	x.run, x.measures = i, b.m[i]
	x.trace, x.buffer = r.trace(&x.own, x.buffer)
	x.lay(x.trace, x.noise)
	return x
}
