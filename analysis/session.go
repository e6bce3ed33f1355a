package analysis

import "math"

// session reports whether a run's pace, or heart rate, changes as a session's
// does and long enough near critical speed. On hilly ground, where the model of
// grades may be off for this runner, heart rate has a veto.
func (m *opened) session(tem float64, c *hardContext, o *Options) bool {
	if m.hilly >= pushedGrade && c.heartTop < sessionHeart+.015 && c.heartContrast < o.HeartContrast-.03 {
		return false
	}
	if m.walked >= walkBreaks && m.runContrast < c.contrast && tem < walkedMinutes {
		return false
	}
	return (m.sessionByHeart(tem, c, o) || m.sessionByPace(tem, c, o)) && !m.rolling(c, o) || m.sessionByClimbs(c)
}

const (
	// sessionHeart is the least share of the heart-rate reserve at critical
	// speed that the harder part of a session reaches. Of sessions made up for
	// tuning, one in twenty stays below .905, the median of easy runs is .83.
	sessionHeart = .885
	// A heart rate at HardHeartRate of its maximum is believed from heartShare of
	// critical speed on, where no more than mostSteps of it is the cadence.
	heartShare, mostSteps = .86, .3
	// beatsOverUsual, in beats per minute, is a heart rate out of habit.
	beatsOverUsual = 8
	// anyoneMinutes at that rate are hard for anyone, whatever the habit.
	anyoneMinutes = 25
	// pushedGrade is the mean absolute grade from which on a climb that the
	// runner takes in stride looks like a repetition.
	pushedGrade = .04
	// plainContrast over the least contrast makes up for threshold minutes that
	// short climbs lose to the smoothing of altitude.
	plainContrast, plainMinutes = .05, 4.5
	// bareContrast over the least contrast is what the wandering pace of a brisk
	// even run may reach, with bareMinutes at most.
	bareContrast, bareMinutes = .03, 8
	// Positions every few seconds make threshold minutes of noise: up to
	// noisyMinutes in a recording noisier than coarseSpeed. Short repetitions
	// stand out of it all the same: no stretch of theirs is longer than shortRep
	// seconds.
	coarseSpeed, noisyMinutes, shortRep = .09, 10, 115
	// In a recording noisier than wildSpeed the noise alone makes threshold
	// minutes and contrast, and a heart that drifts the rest: where heart rate
	// is known it has to come and go by wildContrast or in a rhythm of wildRhythm,
	// and reach wildHeart in a steady effort.
	wildSpeed, wildContrast, wildRhythm, wildHeart = .14, 1.13, .55, .93
	// upGrade is the mean grade of stretches that are hill repetitions. Of
	// intervals made up for tuning none comes to it; smoothing leaves hills of
	// 5 to 8 % half of theirs.
	upGrade = .018
	// Who walks walkBreaks of a run and runs the rest evenly has the contrast, and
	// the heart, of a session without one: that takes walkedMinutes.
	walkBreaks, walkedMinutes = .1, 20
	// fastShare is the least share of a run's moving time in fast stretches of a
	// session below noisyMinutes.
	fastShare = .08
	// calmHeart is the share of the reserve at critical speed below which the
	// harder part of a run is no session's, whatever a few fast minutes made of
	// its pace.
	calmHeart = .815
	// rhythmic is the least rhythm of a heart rate that repetitions move, and
	// rhythmContrast and rhythmMinutes what else they then show at least.
	rhythmic, rhythmContrast, rhythmHeart, rhythmMinutes = .75, 1.115, .83, 1.5
)

func (m *measures) sessionByHeart(tem float64, c *hardContext, o *Options) bool {
	if c.heartContrast >= o.HeartContrast && c.heartTop >= sessionHeart && tem >= o.ThresholdMinutesWithHeart {
		return m.noise <= wildSpeed || math.IsNaN(m.noise) || m.rhythm >= wildRhythm || m.contrast >= c.contrast+bareContrast
	}
	return m.rhythm >= rhythmic && !(m.hilly >= pushedGrade) &&
		c.heartContrast >= rhythmContrast && c.heartTop >= rhythmHeart && tem >= rhythmMinutes
}

func (m *opened) sessionByPace(tem float64, c *hardContext, o *Options) bool {
	if !m.structured(c) || m.noise > wildSpeed && c.heartContrast < wildContrast && m.rhythm < rhythmic {
		return false
	}
	if tem < noisyMinutes {
		stretches := m.stretches(c)
		if c.heartTop < calmHeart || m.noise > coarseSpeed && longest(stretches) > shortRep ||
			seconds(stretches) < fastShare*60*m.movingMinutes {
			return false
		}
	}
	switch over := m.contrast - c.contrast; {
	case over >= plainContrast:
		return tem >= plainMinutes
	case over >= bareContrast:
		return tem >= o.ThresholdMinutesWithContrast
	}
	return tem >= max(bareMinutes, o.ThresholdMinutesWithContrast)
}
