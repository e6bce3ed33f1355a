package analysis

import (
	"math"

	"gonum.org/v1/gonum/stat"

	"easyday/importer/activity"
)

// repetitions is a run that goes up and down the same hill as a hard effort: the
// climbs of its shuttle between two turns, with the threshold minutes of their mean
// speeds on the hill's mean grade, which a blurred altitude still has; nil where it
// does not, or where the climbs were run in stride.
func (m *opened) repetitions(r *Recording, c *hardContext) *effort {
	s := &r.Shuttle
	grade := math.Abs(s.Rise) / s.Leg
	calm := c.heartTop < climbHeart && !(m.rhythm >= rhythmic && c.heartTop >= rhythmHeart)
	if !(grade >= uphill) || calm || math.IsNaN(c.criticalSpeed) {
		return nil
	}
	h := &effort{HardEffort: HardEffort{Reason: Hills}, metres: r.Figures.Distance, shuttle: true}
	from := 0
	if s.Rise < 0 {
		from = 1
	}
	metres, seconds := 0.0, 0.0
	for k := from; k+1 < len(s.Turns); k += 2 {
		leg := Stretch{From: float64(s.Turns[k]), To: float64(s.Turns[k+1])}
		legMetres, legSeconds := m.trace.covered(leg)
		if legSeconds == 0 {
			continue
		}
		v := legMetres / legSeconds * EffortFactor(grade)
		leg.EffortPace = activity.Speed(v).Pace()
		h.Stretches = append(h.Stretches, leg)
		h.ThresholdMinutes += ThresholdWeight(v/c.criticalSpeed) * legSeconds / 60
		metres, seconds = metres+legMetres, seconds+legSeconds
	}
	up := math.Log(metres / seconds * EffortFactor(grade))
	if len(h.Stretches) < leastClimbs || h.ThresholdMinutes < climbMinutes || up < c.habit+climbHabit {
		return nil
	}
	return h
}

const (
	// Told by their ground, hill repetitions are leastClimbs at least, on a slope of
	// uphill by the altitude that smoothing leaves, climbHabit (log speed) harder than
	// habit and worth climbMinutes threshold minutes by themselves: of those made up
	// for tuning nine in ten.
	leastClimbs, uphill, climbHabit, climbMinutes = 3, .02, .15, 2
	// Told by ground and effort: climbs stretches at least, of longestClimb seconds at
	// most, climbContrast over the least contrast, ground and effort both in a rhythm of
	// climbRhythm and correlated by climbTogether, and a heart, where it is known, that
	// came to climbHeart. Of easy runs made up for tuning, those with the contrast have
	// one rhythm or the other.
	climbs, longestClimb                                  = 5, 150
	climbContrast, climbRhythm, climbTogether, climbHeart = .01, .62, .3, .87
	// Hill repetitions have rollingContrast over the least contrast of a session, or a
	// heart that comes and goes as a session's or in a rhythm of rollingRhythm: of
	// those made up for tuning all but one in fifty, and of easy runs on rolling
	// ground that passed for such a session half have none of the three.
	rollingContrast, rollingRhythm = .06, .8
)

// sessionByClimbs reports whether ground and effort rise and fall together and in a
// rhythm, as hill repetitions do, of which a blurred altitude leaves too few
// threshold minutes.
func (m *opened) sessionByClimbs(c *hardContext) bool {
	if m.contrast < c.contrast+climbContrast || c.heartTop < climbHeart || m.noise > coarseSpeed {
		return false
	}
	s := m.stretches(c)
	if len(s) < climbs || longest(s) > longestClimb || !(gradeWithin(m.trace, s) > upGrade) {
		return false
	}
	grade, effort := make([]float64, 0, m.trace.Len()), make([]float64, 0, m.trace.Len())
	for i, g := range m.trace.Grade {
		if v := m.trace.EffortSpeed[i]; m.trace.Moving[i] && g == g && v == v {
			grade, effort = append(grade, float64(g)), append(effort, float64(v))
		}
	}
	return len(grade) > 0 && stat.Correlation(grade, effort, nil) >= climbTogether &&
		rhythm(grade) >= climbRhythm && rhythm(m.smooth) >= climbRhythm
}

// rolling reports whether what is fast in a run are climbs that hardly stand out of
// it, as on rolling ground taken in stride.
func (m *opened) rolling(c *hardContext, o *Options) bool {
	return m.contrast < c.contrast+rollingContrast && !(c.heartContrast >= o.HeartContrast) && m.rhythm < rollingRhythm &&
		m.reason(m.stretches(c)) == Hills
}
