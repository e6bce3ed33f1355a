package analysis

import (
	"fmt"
	"math"
)

// hardContext is what a run's hardness is judged against.
type hardContext struct {
	criticalSpeed float64 // m/s on the day; NaN where it cannot be told
	contrast      float64 // least contrast of a structured run on that day
	habit         float64 // log speed of the day's easy runs; NaN before there is a trend
	usualHeart    float64 // median heart rate of easy runs about that day; NaN
	heartMaximum  float64 // NaN
	usualMinutes  float64 // median moving minutes of the 28 days before; NaN

	course bool // the distance is that of a race (see raceCourses)
	warmed bool // a recording of its own, shorter and slower, came just before
	// accompanied says so of one just before or just after: a warm-up or a cool-down.
	accompanied bool

	// The heart's view of the run: the 85th percentile of its share of reserve
	// over that at critical speed, and over the 25th percentile; NaN without
	// heart rate or a trend.
	heartTop, heartContrast float64
}

// effort is a hard effort as the model holds it, with what else it asks of one.
type effort struct {
	HardEffort
	read    float64 // threshold minutes as the trace has them
	metres  float64 // of the run, or of the race within it
	within  bool    // a race recorded with its warm-up that only the model calls one
	shuttle bool    // hill repetitions told by their ground
}

// structured reports whether the run's pace changes as a session's does.
func (m *measures) structured(c *hardContext) bool { return m.contrast >= c.contrast }

// judgeHard decides whether a run is a hard effort and of what sort; nil where
// it is not. A run hard by duration alone has Reason Duration.
//
// Hard is: a race, with its warm-up or without; a session by pace or heart rate (see
// session); repetitions up a hill (see repetitions); a steady effort out of habit (see
// steadyEffort); eight minutes at 90 % of the heart-rate maximum with a heart rate or
// pace out of habit, or 25, where the pace is near critical speed too or the ground
// too steep to tell, since a sensor that counts steps reads as high; or a duration of
// at least 90 minutes and 1.5 times the median of 28 days.
func judgeHard(r *Recording, m *opened, c *hardContext, o *Options) *effort {
	if m.movingMinutes < o.ShortestRunMinutes || math.IsNaN(m.median) {
		return nil
	}
	tem := m.thresholdMinutes(c.criticalSpeed)
	h := &effort{HardEffort: HardEffort{ThresholdMinutes: tem}, metres: r.Figures.Distance}
	up := m.repetitions(r, c)
	outOfHabit := m.effort >= c.habit+o.OutOfHabit || math.IsNaN(c.habit)
	race, minutes := m.raced(r, c, o)
	block, course, within := m.racedWithin(tem, r, c)
	switch {
	case race:
		h.Reason = Race
		h.Words = fmt.Sprintf("%.0f minutes at racing effort", minutes)
	case within:
		h.Reason, h.Stretches, h.within = Race, []Stretch{block}, true
		h.metres, _ = m.trace.covered(block)
		h.Words = fmt.Sprintf("%.0f minutes at racing effort, over %.1f km", (block.To-block.From)/60, course/1000)
	case m.session(tem, c, o):
		h.Stretches = m.stretches(c)
		h.Reason = m.reason(h.Stretches)
		if up != nil && up.restored() > h.restored() {
			h = up
		}
	case up != nil:
		h = up
	case outOfHabit && m.steadyEffort(tem, r, c, o) || m.warmedEffort(tem, c):
		// A stop or two make repetitions of no steady run.
		if h.Reason = Tempo; m.rising() {
			h.Reason = Progression
		}
	case m.hardByHeart(outOfHabit, c, o):
		h.Reason = HeartRate
		h.Words = fmt.Sprintf("%.0f minutes at %.0f%% of your heart-rate maximum", m.minutesAbove(o.HardHeartRate*c.heartMaximum), 100*o.HardHeartRate)
	case m.longEnough(c, o):
		h.Reason, h.Words = Duration, m.longWords(c)
	default:
		return nil
	}
	if h.Stretches == nil {
		h.Stretches = m.stretches(c)
	}
	h.read, h.ThresholdMinutes = tem, h.restored()
	if h.Words == "" {
		h.Words = sessionWords(h.ThresholdMinutes, len(h.Stretches))
	}
	h.Window = o.Windows.after(h, m.measures, c)
	return h
}

// hardByHeart reports whether a run is hard by nothing but its heart rate: long enough
// at a high one, out of habit, that can be believed.
func (m *opened) hardByHeart(outOfHabit bool, c *hardContext, o *Options) bool {
	minutes := m.minutesAbove(o.HardHeartRate * c.heartMaximum)
	believable := m.stepping < mostSteps && !m.distrusted && (math.Exp(m.effort) >= heartShare*c.criticalSpeed || m.hilly >= pushedGrade)
	return minutes >= o.HardHeartRateMinutes && believable && (outOfHabit || m.steadyHeart >= c.usualHeart+beatsOverUsual || minutes >= anyoneMinutes)
}

// longEnough reports whether a run is hard by its duration alone: by the runner's
// own usual one, where there is one.
func (m *measures) longEnough(c *hardContext, o *Options) bool {
	return m.movingMinutes >= o.LongMinutes && !(m.movingMinutes < o.LongOverUsual*c.usualMinutes)
}

// longWords says how long a run was.
func (m *measures) longWords(c *hardContext) string {
	if math.IsNaN(c.usualMinutes) {
		return hoursMinutes(m.movingMinutes) + " of running"
	}
	return fmt.Sprintf("%s of running, %.1f times your usual", hoursMinutes(m.movingMinutes), m.movingMinutes/c.usualMinutes)
}

func sessionWords(tem float64, stretches int) string {
	switch stretches {
	case 0:
		return fmt.Sprintf("%.0f threshold-equivalent minutes", tem)
	case 1:
		return fmt.Sprintf("%.0f threshold-equivalent minutes in one stretch", tem)
	}
	return fmt.Sprintf("%.0f threshold-equivalent minutes in %d stretches", tem, stretches)
}

func hoursMinutes(minutes float64) string {
	m := int(minutes + .5)
	return fmt.Sprintf("%d:%02d h", m/60, m%60)
}

// minutesAbove is the time in minutes at a heart rate of at least floor.
func (m *opened) minutesAbove(floor float64) float64 {
	n := 0
	for _, hr := range m.trace.HeartRate {
		if float64(hr) >= floor {
			n++
		}
	}
	return float64(n) * TraceStep / 60
}
