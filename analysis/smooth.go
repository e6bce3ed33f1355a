package analysis

import "math"

// FineReach is how many blocks to either side a run's pace is averaged over, if its
// recording allows.
const FineReach = 3

// Smoothed are the known values of a column in the blocks in which the runner moved,
// and the indices of those: each the mean under a triangle kernel that reaches the
// given number of blocks to either side. It reaches across a stop, so that a stretch's
// ends, where speed is least certain, are no noisier than its middle.
func (t *Trace) Smoothed(column []float32, reach int) (blocks []int, values []float64) {
	for i := range t.At {
		if i < len(column) && column[i] == column[i] && t.Moving[i] {
			blocks = append(blocks, i)
		}
	}
	values = make([]float64, len(blocks))
	for n, i := range blocks {
		sum, weight := 0.0, 0.0
		for _, j := range blocks[max(0, n-reach):min(len(blocks), n+reach+1)] {
			away := math.Abs(float64(t.At[j]-t.At[i])) / TraceStep
			if w := float64(reach+1) - away; w > 0 {
				sum += w * float64(column[j])
				weight += w
			}
		}
		values[n] = sum / weight
	}
	return blocks, values
}

// Reach is how many blocks to either side a steady run's pace is averaged over so that
// it is seen to change and not its recording's noise: more where, in half of the run,
// pace changes by more than a twentieth within 30 s.
func (t *Trace) Reach() int {
	const ahead, calm = 30 / TraceStep, .05
	for _, reach := range []int{FineReach, 2 * FineReach} {
		blocks, v := t.Smoothed(t.EffortSpeed, reach)
		var changes []float64
		for n := ahead; n < len(v); n++ {
			if t.At[blocks[n]]-t.At[blocks[n-ahead]] <= (ahead+FineReach)*TraceStep { // no pause between
				changes = append(changes, math.Abs(v[n-ahead]/v[n]-1))
			}
		}
		if len(changes) == 0 || quantileWithin(changes, .5) <= calm {
			return reach
		}
	}
	return 4 * FineReach
}
