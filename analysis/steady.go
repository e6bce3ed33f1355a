package analysis

import "math"

// steadyEffort reports whether a run without structure is a tempo, or long and
// grey enough to be as hard as one, or so far out of habit that it is one for
// this runner. A treadmill's pace is believed only with heart rate near that of
// critical speed.
func (m *measures) steadyEffort(tem float64, r *Recording, c *hardContext, o *Options) bool {
	if r.Indoor && !(c.heartTop >= indoorHeart) || m.noise > wildSpeed && c.heartTop < wildHeart {
		return false
	}
	share := math.Exp(m.effort) / c.criticalSpeed
	return share >= o.TempoShare && tem >= o.ThresholdMinutesAlone ||
		share >= o.GreyShare && tem >= o.ThresholdMinutesGrey ||
		share >= farShare && tem >= farMinutes && m.effort >= c.habit+farHabit && (c.heartTop >= farHeart || m.steadyHeart >= c.usualHeart+farBeats)
}

// warmedEffort reports whether a run is what a warm-up was recorded for: who warms
// up for a run that is faster than usual means it to be hard.
func (m *measures) warmedEffort(tem float64, c *hardContext) bool {
	return c.warmed && tem >= warmedMinutes && m.movingMinutes >= warmedLeast &&
		math.Exp(m.effort) >= warmedShare*c.criticalSpeed && m.effort >= c.habit+warmedHabit
}

const (
	// After a warm-up at least warmedSlower (log speed) slower, less than a tempo is
	// enough: these let in half of the tempos and races that were missed among those
	// made up for tuning, and next to no run that was none.
	warmedMinutes, warmedLeast, warmedShare, warmedHabit, warmedSlower = 2.5, 15, .85, .04, .06

	// indoorHeart is the share of the reserve at critical speed that a steady
	// effort on a treadmill asks for.
	indoorHeart = .95
	// A run farHabit (log speed) above habit is a tempo from farShare of critical
	// speed and farMinutes on, where the heart came to farHeart, or farBeats over the usual.
	farHabit, farShare, farMinutes, farHeart, farBeats = .10, .86, 10, .94, 11
)
