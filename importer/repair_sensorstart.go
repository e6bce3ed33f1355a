package importer

import (
	"math"

	"easyday/importer/activity"
)

// Limits of an optical sensor's first minutes, in which it looks for the pulse.
const (
	startTime    = 480.0 // seconds from the start of the recording
	startHeld    = 30.0  // seconds in which a heart that sets out does not keep to one beat a minute
	startSamples = 4     // of them at least
	startStep    = 10.0  // beats per minute from a held value to the next that was measured
	startFall    = 12.0  // beats per minute by which heart rate falls in steady running
	startStays   = 7.0   // of them at least that it stays down by
	startAbove   = 5.0   // beats per minute above where it fell to that are taken out
	startSteady  = 90.0  // seconds of steady running on either side of a fall
	startPace    = .95   // of the speed before a fall, below which it explains the fall
	startSteps   = .1    // of the steps per minute, within which they are even
	startClimb   = .1    // metres per second of climbing more or less that explain a fall
)

// sensorStart takes out heart rate of the first minutes that a sensor made up
// before it had the pulse: a value that it held while running until the first
// measured one was far from it, and what lay above a fall while pace, steps and
// ground stayed as they were. A rise is left as it is, however quick, since
// hearts do that, and so is a fall where pace or ground are not known.
//
// Note: we tried leaps up in steady running too, as a sensor that reads too
// low until it catches on makes them. In three seasons they were half of them
// leaps from the pulse to the steps, so that what was taken out was right and
// what was left was wrong.
func (m *mender) sensorStart(a *activity.Activity) {
	s := &a.Samples
	held, fell := 0, 0
	for i := 0; i < s.Len() && s.Time[i] <= startTime; {
		j := i + 1
		for j < s.Len() && s.HeartRate[j] == s.HeartRate[i] {
			j++
		}
		if m.startHeld(s, i, j) {
			for k := i; k < j; k++ {
				s.HeartRate[k] = math.NaN()
			}
			held += j - i
		}
		i = j
	}
	begin := 0
	for begin < s.Len() && !(m.speed[begin] >= standingSpeed) {
		begin++
	}
	for i := begin; i < s.Len() && s.Time[i] <= startTime; i++ {
		level, ok := m.startFell(s, begin, i)
		if !ok {
			continue
		}
		for k := i; k >= 0 && s.HeartRate[k] > level+startAbove; k-- {
			s.HeartRate[k] = math.NaN()
			fell++
		}
	}
	if held > 0 {
		note(a, "heart_rate_start_held", held, "heart rate stood at one value as the run set out, %s taken out", plural(held, "sample"))
	}
	if fell > 0 {
		note(a, "heart_rate_start_high", fell, "heart rate began too high and fell in steady running, %s taken out", plural(fell, "sample"))
	}
}

// startHeld reports whether samples i to j (exclusive), of one value, were held
// by a sensor until it measured sample j.
func (m *mender) startHeld(s *activity.Samples, i, j int) bool {
	return j < s.Len() && j-i >= startSamples && s.Time[j-1]-s.Time[i] >= startHeld &&
		s.Time[j] <= startTime && s.Time[j]-s.Time[j-1] <= longGap &&
		math.Abs(s.HeartRate[j]-s.HeartRate[i]) >= startStep &&
		m.meanMotion(i, j) >= standingSpeed
}

// startFell reports whether heart rate falls after sample i though nothing
// tells why, and where to; the run sets out at sample begin.
func (m *mender) startFell(s *activity.Samples, begin, i int) (level float64, ok bool) {
	at := s.Time[i]
	before := m.mean(s, s.HeartRate, at-20, at)
	level = m.mean(s, s.HeartRate, at+15, at+35)
	later := m.mean(s, s.HeartRate, at+35, at+95)
	if !(s.HeartRate[i] > level+startAbove) || !(before-level >= startFall) || !(before-later >= startStays) {
		return 0, false
	}
	from, to := max(s.Time[begin], at-startSteady), at+startSteady
	if !m.steady(s, from, to) || activity.Has(s.Cadence) && !m.even(s, s.Cadence, startSteps, from, to) {
		return 0, false
	}
	if !(m.mean(s, m.speed, at, to) >= startPace*m.mean(s, m.speed, from, at)) {
		return 0, false
	}
	climb := m.climb(s, at+15, at+55) - m.climb(s, at-40, at)
	return level, math.Abs(climb) <= startClimb
}
