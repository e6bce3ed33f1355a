package analysis

// Place says where in a run its minutes over the limit lie.
type Place string

// The places. A third is named where mostlyShare of the minutes lie in it, and the two
// others where no more than hardlyShare do; chance gives a third.
const (
	FirstThird      Place = "first_third"
	MiddleThird     Place = "middle_third"
	LastThird       Place = "last_third"
	AfterFirstThird Place = "after_first_third"
	BeforeLastThird Place = "before_last_third"
	Throughout      Place = "throughout" // most of the run was over the limit
	Scattered       Place = "scattered"  // in several thirds, less than most of the run
)

const (
	mostlyShare     = .6
	hardlyShare     = .15
	throughoutShare = .75 // of the run's minutes
	placeMinutes    = 2   // fewer minutes over are not placed

	// A surge is the last tenth of the moving time, at least two minutes of
	// it, that much faster than the median of what came before.
	surgePart    = 10
	surgeSeconds = 120
	surgeOver    = 1.06
)

// Where says where the minutes over lie in a run of so many moving minutes;
// empty where there are too few to say.
func (r *Recovery) Where(moving float64) Place {
	if !(r.MinutesOver >= placeMinutes) {
		return ""
	}
	for i, m := range r.MinutesOverByThird {
		if m >= mostlyShare*r.MinutesOver {
			return [...]Place{FirstThird, MiddleThird, LastThird}[i]
		}
	}
	switch hardly := hardlyShare * r.MinutesOver; {
	case r.MinutesOverByThird[0] <= hardly:
		return AfterFirstThird
	case r.MinutesOverByThird[2] <= hardly:
		return BeforeLastThird
	case r.MinutesOver >= throughoutShare*moving:
		return Throughout
	}
	return Scattered
}

// finishSurge reports whether a run ended in a surge over the limit (m/s): its
// last tenth was clearly faster than the median of the run before, faster than
// every other tenth, and over the limit. In a run without any shape the last is
// the fastest of ten by chance one time in ten, and rarely by so much.
func finishSurge(t *Trace, limit float64) bool {
	speeds := t.movingSpeeds()
	n := len(speeds) / surgePart
	if n*TraceStep < surgeSeconds {
		return false
	}
	end := len(speeds) - n
	last := meanOf(speeds[end:])
	if !(last > limit && last > surgeOver*quantile(speeds[:end], .5)) {
		return false
	}
	for from := end - n; from >= 0; from -= n {
		if meanOf(speeds[from:from+n]) >= last {
			return false
		}
	}
	return true
}
