package analysis

import "math"

// shortestMaximal is the shortest effort in seconds whose speed critical speed tells.
const shortestMaximal = 180

// EnduranceFactor is the mean speed of a maximal effort of t seconds as a
// multiple of critical speed: 1 + 55(1/t - 1/2400) up to 40 minutes and
// (t/2400)^-.07 beyond. Valid for 180..14,400 s; outside, the nearest bound is
// used.
//
// The first part is the two-parameter hyperbola of critical speed and a
// distance reserve of 55 s times it, fixed so that critical speed is what can
// be held for 40 minutes; the second Riegel's (1981) power law.
func EnduranceFactor(t float64) float64 {
	t = max(shortestMaximal, min(14400, t))
	if t <= 2400 {
		return 1 + 55*(1/t-1./2400)
	}
	return math.Pow(t/2400, -.07)
}

// racePotential is the log critical speed that a run's best continuous efforts
// of twelve minutes and more amount to if they were maximal; NaN for a shorter
// run. effortMinutes[k] is the length of the effort that says so.
func (m *measures) racePotential() (lnCS float64, k int) {
	lnCS = math.NaN()
	for i, minutes := range effortMinutes {
		if v := m.best[i]; v > 0 {
			if c := math.Log(v / EnduranceFactor(minutes*60)); !(c <= lnCS) {
				lnCS, k = c, i
			}
		}
	}
	return lnCS, k
}

// sessionPotential is the same from fourth-power means over twenty minutes and
// more, which give intervals and their rests one equivalent speed.
func (m *measures) sessionPotential() float64 {
	lnCS := math.NaN()
	for k, minutes := range effortMinutes {
		if v := m.power[k]; minutes >= 20 && v > 0 {
			if c := math.Log(v / EnduranceFactor(minutes*60)); !(c <= lnCS) {
				lnCS = c
			}
		}
	}
	return lnCS
}

// ThresholdWeight is what a moment at u times critical speed counts in
// threshold-equivalent minutes: 0 to .84, 1 at critical speed, at most 2 (from
// about 1.13 on); in between ((u-.84)/.16)^1.2.
//
// .84 is where the easy range ends (.823 of critical speed, Muniz-Pumares et
// al. 2025, rounded up for the noise of a recording).
func ThresholdWeight(u float64) float64 {
	const most = 2
	x := (u - .84) / .16
	switch {
	case !(x > 0):
		return 0
	case x > most:
		return most
	}
	return min(math.Exp(1.2*math.Log(x)), most) // a third of the time of math.Pow
}

// thresholdMinutes are the run's threshold-equivalent minutes at a critical
// speed in m/s; 0 where that is NaN.
func (m *opened) thresholdMinutes(cs float64) float64 {
	sum := 0.0
	for _, v := range m.smooth {
		sum += ThresholdWeight(v / cs)
	}
	return sum * TraceStep / 60
}
