package analysis

import (
	"math"
	"slices"

	"easyday/importer/activity"
)

// EffortLength is how long a best effort is: a distance or a time. The values are
// about in order of the time they take.
type EffortLength int

// The lengths that best efforts are told of, from a lap of the track over the 12
// minutes of Cooper's test (1968) to half an hour.
const (
	Over400m EffortLength = iota
	Over1km
	Over1mile
	In12min
	Over5km
	In30min
	EffortLengths int = iota
)

// effortMetres are the distances that best efforts are kept of.
var effortMetres = [...]float64{400, 1000, activity.Mile, 5000}

// BestEffort is a run's fastest stretch of a length, as it would have been on the
// flat; stops are in its time.
type BestEffort struct{ Metres, Seconds float64 }

// Known reports whether there is one: the run may be shorter.
func (e BestEffort) Known() bool { return e.Metres > 0 && e.Seconds > 0 }

// Speed is the effort's mean.
func (e BestEffort) Speed() activity.Speed { return activity.Speed(e.Metres / e.Seconds) }

// OfMaximal is the effort's speed over that of an all-out effort as long at a
// critical speed in m/s, by EnduranceFactor; NaN for less than the three minutes
// from which on that tells.
func (e BestEffort) OfMaximal(criticalSpeed activity.Speed) float64 {
	if e.Seconds < shortestMaximal {
		return math.NaN()
	}
	return float64(e.Speed()/criticalSpeed) / EnduranceFactor(e.Seconds)
}

// BestEfforts are a run's best efforts by EffortLength. None is known of a treadmill,
// which tells its own speed.
type BestEfforts [EffortLengths]BestEffort

func (m *measures) bestEfforts() (out BestEfforts) {
	over := func(l EffortLength, k int) { out[l] = BestEffort{effortMetres[k], m.quickest[k]} }
	in := func(l EffortLength, minutes float64) {
		best := m.best[slices.Index(effortMinutes[:], minutes)]
		out[l] = BestEffort{best * minutes * 60, minutes * 60}
	}
	over(Over400m, 0)
	over(Over1km, 1)
	over(Over1mile, 2)
	in(In12min, 12)
	over(Over5km, 3)
	in(In30min, 30)
	return out
}

// quicken fills the least times over each of effortMetres from effort speeds in m/s,
// one for every TraceStep seconds of elapsed time.
func (m *measures) quicken(speeds []float64) {
	// The fastest stretch over a distance ends with a block, or begins with one and
	// so ends with it on the way back.
	n := len(speeds)
	there, back := make([]float64, n+1), make([]float64, n+1)
	for i := range n {
		there[i+1] = there[i] + speeds[i]*TraceStep
		back[i+1] = back[i] + speeds[n-1-i]*TraceStep
	}
	for k, metres := range effortMetres {
		m.quickest[k] = min(quickestOver(there, metres), quickestOver(back, metres))
	}
}

// quickestOver is the least time in seconds in which the metres were covered by the
// end of a block, from what was covered by the end of each, 0 first; NaN where fewer
// were covered in all.
func quickestOver(covered []float64, metres float64) float64 {
	best, from := math.NaN(), 0
	for to := 1; to < len(covered); to++ {
		if covered[to]-covered[from] < metres {
			continue
		}
		for covered[to]-covered[from+1] >= metres {
			from++
		}
		// The part of the block it began in that goes beyond the metres is not its.
		beyond := (covered[to] - covered[from] - metres) / (covered[from+1] - covered[from])
		if t := (float64(to-from) - beyond) * TraceStep; !(t >= best) {
			best = t
		}
	}
	return best
}

// EffortDays is over how many days, to the last, a season's best efforts are told.
const EffortDays = 90

// DatedEffort is a best effort with the run it is of.
type DatedEffort struct {
	BestEffort
	Length EffortLength
	RunID  string
	Date   activity.Date
}

// bestOf are the fastest of the runs' best efforts of each length there is, within
// the EffortDays that end with the last day; the earliest of equals.
func bestOf(runs []Run, last activity.Date) []DatedEffort {
	var best [EffortLengths]DatedEffort
	for i := range runs {
		r := &runs[i]
		if r.LocalDate <= last-EffortDays || r.LocalDate > last {
			continue
		}
		for l, e := range r.BestEfforts {
			if e.Known() && !(e.Speed() <= best[l].Speed()) { // NaN where there is none yet
				best[l] = DatedEffort{e, EffortLength(l), r.ID, r.LocalDate}
			}
		}
	}
	return slices.DeleteFunc(best[:], func(e DatedEffort) bool { return !e.Known() })
}
