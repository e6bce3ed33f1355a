package report

import (
	"math"

	"easyday/analysis"
)

const (
	// mostly is the share of the minutes over the limit that lies in one third
	// of the run before that third is named. Chance gives a third.
	mostly = .6
	// surge is how much faster than the run's median the last part of a finish
	// surge is, and surgePart how long that part is, of the moving time.
	surge     = 1.06
	surgePart = .1
)

// whereWords says where in a recovery run its minutes over the limit lie:
// mostly in one third, or spread over the run, and whether it ended in a surge.
// Empty where there are too few minutes over, under 2, to say.
func whereWords(r *analysis.Run) string {
	v := r.Recovery
	if v == nil || !(v.MinutesOver >= 2) {
		return ""
	}
	thirds := [3]string{"first", "middle", "last"}
	words := "spread over the run"
	for i, m := range v.MinutesOverByThird {
		if m >= mostly*v.MinutesOver {
			words = "mostly in the " + thirds[i] + " third"
		}
	}
	if finishSurge(r) {
		words += ", with a surge at the finish"
	}
	return words
}

// finishSurge reports whether the last tenth of a run, at least 2 minutes of
// it, was clearly faster than the rest and over the limit.
func finishSurge(r *analysis.Run) bool {
	t := &r.Recording.Trace
	var speeds []float64
	for i, v := range t.EffortSpeed {
		if i < len(t.Moving) && t.Moving[i] && !math.IsNaN(float64(v)) {
			speeds = append(speeds, float64(v))
		}
	}
	n := int(surgePart * float64(len(speeds)))
	if n*analysis.TraceStep < 120 {
		return false
	}
	last, rest := meanOf(speeds[len(speeds)-n:]), sortedCopy(speeds[:len(speeds)-n])
	limit := runLimit(r, Kilometres)
	return last > surge*quartile(rest, .5) && last*limit > 1000
}
