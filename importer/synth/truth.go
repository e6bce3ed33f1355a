package synth

import (
	"math"
	"slices"
	"time"
)

// Role is what a run is in the runner's week, most telling first.
type Role string

// The roles. A file that only holds the warm-up or cool-down of a session is
// RolePart.
const (
	RoleHard     Role = "hard"
	RoleRecovery Role = "recovery"
	RoleLong     Role = "long" // long enough to count as hard by its duration
	RoleEasy     Role = "easy"
	RolePart     Role = "part"
)

// Reason says what made an effort hard.
type Reason string

// The reasons, in the words the product uses.
const (
	Intervals   Reason = "intervals"
	Tempo       Reason = "tempo"
	Race        Reason = "race"
	Hills       Reason = "hills"
	Fartlek     Reason = "fartlek"
	Progression Reason = "progression"
	Duration    Reason = "duration"
)

// Truth is what really happened on a run. Efforts are flat-equivalent, cool and
// unladen speeds in metres per second.
type Truth struct {
	Role Role

	// Hard is what a coach would say: a session, a race, or a run of at least 90
	// minutes and half as long again as the median of the four weeks before. A
	// moderate run is not hard.
	Hard   bool
	Reason Reason // empty where not Hard
	// ThresholdMinutes are minutes at or above critical speed, minutes between
	// 84 % of it and it counting less.
	ThresholdMinutes float64
	// Window is how long after the end of a hard effort runs are in its shadow.
	Window time.Duration

	// InWindow says that the run starts within the window of an earlier effort;
	// After is that effort's index in Season.Runs (-1 where there is none), Since
	// the time from its end to this start.
	InWindow bool
	After    int
	Since    time.Duration
	// Recovery is true for a run that is not hard, lies in a window and is the
	// first run after the effort, or starts within 36 hours of it, or follows a
	// race of half-marathon length or more.
	Recovery bool
	NextRun  bool // no other session lies between
	// BackToBack is a hard session or race in the window of another effort.
	BackToBack bool

	// PartOf is, for a warm-up or cool-down file, the index of its session's run;
	// -1 otherwise.
	PartOf int

	Comfortable float64 // comfortable speed of the day
	Critical    float64 // critical speed of the day
	// EffortSpeed is the geometric mean of effort over the time spent running,
	// without the first minute, strides and walking. For sessions and races it is
	// the plan's mean over running time.
	EffortSpeed float64
	// EffortOverComfortable is ln(EffortSpeed / Comfortable).
	EffortOverComfortable float64
	// TooFast is EffortOverComfortable > 0, for recovery runs alone.
	TooFast bool
	// Heedless says that the recovery run was run with no thought of recovery;
	// such runs are faster as a rule, not always.
	Heedless bool
	// Short is a run of less than 12 minutes, which nobody could judge.
	Short bool
}

// The lengths of a hard effort's shadow.
const (
	windowFloor    = 20. // hours
	windowPerTEM   = 1.4 // hours per threshold minute
	windowLeast    = 24.
	windowMost     = 72.
	windowDuration = 36.
	window10K      = 72.
	windowHalf     = 120.
	windowMarathon = 240.
	nextDay        = 36 * time.Hour // runs this soon after an effort are recovery runs whatever lies between
)

// window is the shadow of an effort.
func window(reason Reason, threshold float64, race raceKind) time.Duration {
	hours := clamp(windowFloor+windowPerTEM*threshold, windowLeast, windowMost)
	switch {
	case reason == Duration:
		hours = windowDuration
	case reason == Race && race == raceMarathon:
		hours = windowMarathon
	case reason == Race && race == raceHalf:
		hours = windowHalf
	case reason == Race:
		hours = window10K
	}
	return time.Duration(hours * float64(time.Hour))
}

// thresholdMinutes weighs the planned segments of a session: nothing below 84 %
// of critical speed, 1 at critical speed, at most 2. Stretches under half a
// minute, such as strides, do not count.
func thresholdMinutes(segments []segment, ratio float64) float64 {
	sum := 0.
	for _, g := range segments {
		if g.gait != running || g.seconds < 30 {
			continue
		}
		const steps = 8
		for k := range steps {
			e := g.effort + (g.to-g.effort)*(float64(k)+.5)/steps
			u := math.Exp(e-ratio) - .84
			if u > 0 {
				sum += min(math.Pow(u/.16, 1.2), 2) * float64(g.seconds) / steps / 60
			}
		}
	}
	return sum
}

// shadow is a hard effort as far as later runs are concerned.
type shadow struct {
	run    int
	end    time.Time
	window time.Duration
	long   bool // a race of half-marathon length or more
}

// diary is what the plan remembers of the sessions so far.
type diary struct {
	shadows []shadow
	starts  []time.Time // of sessions, the main run of each
	minutes []float64   // running time of each
}

// place says how a session that starts at a moment stands to the efforts
// before it: the latest effort whose recovery run it would be, else the latest
// whose window it lies in.
func (d *diary) place(start time.Time) (t Truth) {
	t.After, t.PartOf = -1, -1
	for i := len(d.shadows) - 1; i >= 0; i-- {
		h := d.shadows[i]
		since := start.Sub(h.end)
		if since > h.window {
			continue
		}
		next := true
		for _, other := range d.starts {
			if other.After(h.end) {
				next = false
			}
		}
		recovery := next || since <= nextDay || h.long
		if !t.InWindow || recovery {
			t.InWindow, t.After, t.Since, t.NextRun, t.Recovery = true, h.run, since, next, recovery
		}
		if recovery {
			break
		}
	}
	return t
}

// longEnough says whether a running time makes a run hard by its duration.
func (d *diary) longEnough(start time.Time, minutes float64) bool {
	var recent []float64
	for i, t := range d.starts {
		if start.Sub(t) <= 28*24*time.Hour {
			recent = append(recent, d.minutes[i])
		}
	}
	limit := 90.
	if len(recent) > 0 {
		slices.Sort(recent)
		n := len(recent)
		limit = max(limit, 1.5*(recent[(n-1)/2]+recent[n/2])/2)
	}
	return minutes >= limit
}

// note remembers a session. A hard one's shadow counts from its end.
func (d *diary) note(run int, start, end time.Time, minutes float64, t *Truth, race raceKind) {
	d.starts = append(d.starts, start)
	d.minutes = append(d.minutes, minutes)
	if t.Hard {
		d.shadows = append(d.shadows, shadow{
			run: run, end: end, window: t.Window,
			long: t.Reason == Race && (race == raceHalf || race == raceMarathon),
		})
	}
}
