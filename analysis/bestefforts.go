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

	EffortLengths int = iota // their number
)

// effortMetres are the distances that best efforts are kept of.
var effortMetres = [...]float64{400, 1000, activity.Mile, 5000}

// BestEffort is a run's fastest stretch of a length, in metres as they would have
// been on the flat and in seconds, with the stops in it.
type BestEffort struct{ Metres, Seconds float64 }

// Known reports whether there is one: the run may be shorter.
func (e BestEffort) Known() bool { return e.Metres > 0 && e.Seconds > 0 }

// Speed is the effort's mean.
func (e BestEffort) Speed() activity.Speed { return activity.Speed(e.Metres / e.Seconds) }

// BestEfforts are a run's best efforts by EffortLength.
type BestEfforts [EffortLengths]BestEffort

// bestEfforts are run r's. None is known over a distance that it did not cover, none
// shorter than 12 minutes of a noisy recording or one that was mended, none faster
// than anyone, and none at all of a treadmill, which tells its own speed.
func (m *measures) bestEfforts(r *Recording) (out BestEfforts) {
	if r.Indoor {
		return out
	}
	coarse := m.noise > noisySpeed || slices.ContainsFunc(r.Notes, mendedSpeed)
	over := func(l EffortLength, k int, record float64) {
		e := BestEffort{effortMetres[k], m.quickest[k]}
		if e.Metres <= r.Figures.Distance && e.Seconds >= record && !(coarse && l < In12min) {
			out[l] = e
		}
	}
	in := func(l EffortLength, minutes, record float64) {
		e := BestEffort{m.best[slices.Index(effortMinutes[:], minutes)] * minutes * 60, minutes * 60}
		if e.Metres <= record {
			out[l] = e
		}
	}
	// The men's world records over the distances, in seconds; of 12 and 30 minutes
	// about what those of 5 and 10 km come to, in metres.
	over(Over400m, 0, 43.03)
	over(Over1km, 1, 131.96)
	over(Over1mile, 2, 223.13)
	in(In12min, 12, 4800)
	over(Over5km, 3, 755.36)
	in(In30min, 30, 11400)
	return out
}

// mendedSpeed reports whether a note tells that distance or altitude were mended where
// no runner makes them, so that what is left may be off for a few hundred metres.
func mendedSpeed(n activity.Note) bool {
	switch n.Code {
	case "distance_leaps", "distance_too_fast", "distance_strays", "distance_catch_up", "altitude_climbs", "altitude_spikes", "altitude_steps":
		return true
	}
	return false
}

// quicken fills the least times over each of effortMetres.
func (m *measures) quicken(g *grid) {
	// The fastest stretch over a distance ends with a block, or begins with one and
	// so ends with it on the way back.
	n := len(g.steady)
	there, back := make([]float64, n+1), make([]float64, n+1)
	home := make([]float64, n)
	for i := range n {
		there[i+1] = there[i] + g.steady[i]*TraceStep
		back[i+1] = back[i] + g.steady[n-1-i]*TraceStep
		home[i] = -(g.at[n-1-i] + TraceStep)
	}
	for k, metres := range effortMetres {
		m.quickest[k] = min(quickestOver(there, g.at, metres), quickestOver(back, home, metres))
	}
}

// quickestOver is the least time in seconds in which the metres were covered by the
// end of a block, from what was covered by the end of each, 0 first, and when each
// began; NaN where fewer were covered in all.
func quickestOver(covered, at []float64, metres float64) float64 {
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
		if t := at[to-1] - at[from] + TraceStep*(1-beyond); !(t >= best) {
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
	Length        EffortLength
	RunID         string
	Date          activity.Date
	CriticalSpeed activity.Speed // of that day; NaN where it cannot be told
}

// bestOf are the fastest of the season's best efforts of each length there is, within
// the EffortDays that end with the last day; the earliest of equals.
func (s *Season) bestOf(last activity.Date) []DatedEffort {
	var best [EffortLengths]DatedEffort
	for i := range s.Runs {
		r := &s.Runs[i]
		if r.LocalDate <= last-EffortDays || r.LocalDate > last {
			continue
		}
		for l, e := range r.BestEfforts {
			if e.Known() && !(e.Speed() <= best[l].Speed()) { // NaN where there is none yet
				best[l] = DatedEffort{e, EffortLength(l), r.ID, r.LocalDate, activity.Speed(math.NaN())}
			}
		}
	}
	for _, d := range s.Trend {
		for l := range best {
			if best[l].Date == d.Date {
				best[l].CriticalSpeed = d.CriticalSpeed
			}
		}
	}
	return slices.DeleteFunc(best[:], func(e DatedEffort) bool { return !e.Known() })
}

// OfMaximal is the effort's speed over that of an all-out effort as long at the
// critical speed of its day, by EnduranceFactor; NaN without one, and for less than
// the three minutes from which on that tells.
func (e DatedEffort) OfMaximal() float64 {
	if e.Seconds < shortestMaximal {
		return math.NaN()
	}
	return float64(e.Speed()/e.CriticalSpeed) / EnduranceFactor(e.Seconds)
}
