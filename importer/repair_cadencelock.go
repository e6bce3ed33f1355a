package importer

import (
	"math"
	"slices"

	"easyday/importer/activity"
)

// Limits of cadence lock: a wrist sensor that counts steps for beats.
const (
	lockWindow   = 120.0 // seconds
	lockNear     = 3.0   // beats or steps per minute between the two
	lockShare    = .6    // of a window's samples that are near
	lockExcess   = 10.0  // beats per minute above the rest of the run at that speed
	lockBand     = .15   // speeds within this fraction are "that speed"
	lockRestTime = 60.0  // seconds of the rest that are needed to compare with
	lockWarmUp   = 180.0 // seconds at the start in which the heart still rises, not compared with
	lockJump     = 12.0  // beats per minute by which heart rate leaps to the steps or back
	lockSettled  = 120.0 // seconds of steady running that make a leap no answer to the effort
	lockSteps    = 140.0 // steps per minute of running, more than a heart beats that sets out
	lockOutset   = 60.0  // seconds in which a heart that sets out is still on its way
	lockMost     = .25   // of a run's heart rate that may be taken out before the rest is not believed
)

// cadenceLock takes out heart rate that follows the steps: near the cadence
// for most of a window while moving, well above what the rest of the run shows
// at that speed, and reached or left in a leap while the speed was steady.
//
// Note: we tried the first two alone. On 170 runs of a runner whose hard
// heart rate is his cadence they took 18 stretches, and every one of them had
// been reached beat by beat in the course of an effort: the rest of such a run
// is lower because it is earlier. A sensor that locks on to the steps gets
// there within seconds.
//
// A run that is locked from its first minute on has no rest to compare with.
// What gives it away is that minute: no heart is at a runner's steps per minute
// as soon as the run sets out. Of 370 runs of two runners none had as much as a
// tenth of that minute near the steps, while three were near them for most of
// the run. Where more than lockMost of a run's heart rate is taken out, the
// rest is not believed either.
func (m *mender) cadenceLock(a *activity.Activity) {
	s := &a.Samples
	n := s.Len()
	if n == 0 || !activity.Has(s.Cadence) {
		return
	}
	near, seen := m.column(0, n+1), m.column(1, n+1) // running counts
	near[0], seen[0] = 0, 0
	for i := range n {
		near[i+1], seen[i+1] = near[i], seen[i]
		if m.moves(s, i) && !math.IsNaN(s.Cadence[i]) {
			seen[i+1]++
			if math.Abs(s.HeartRate[i]-s.Cadence[i]) <= lockNear {
				near[i+1]++
			}
		}
	}
	if near[n] >= lockShare*seen[n] && lockedAtOutset(s, m.speed) {
		out := dropHeartRate(s.HeartRate)
		note(a, "cadence_lock", out, "heart rate followed the steps from the first minute on, all %s taken out", plural(out, "sample"))
		return
	}
	had := count(s.HeartRate)
	m.b = slices.Grow(m.b[:0], n)[:n]
	clear(m.b)
	marked := 0
	to := 0
	for i := range n {
		for to < n && s.Time[to]-s.Time[i] < lockWindow {
			to++
		}
		if to == n {
			break
		}
		known := seen[to+1] - seen[i]
		if known < float64(to+1-i)/2 || near[to+1]-near[i] < lockShare*known || known == 0 {
			continue
		}
		for k := max(i, marked); k <= to; k++ {
			m.b[k] = true
		}
		marked = to + 1
	}
	if marked == 0 {
		return
	}
	out, spans := 0, 0
	for i := 0; i < n; i++ {
		if !m.b[i] {
			continue
		}
		j := i
		for j < n && m.b[j] {
			j++
		}
		from, to := lockEdges(s, i, j)
		if from < to && m.aboveRest(s, from, to+1) && m.leapt(s, from, to) {
			for k := from; k <= to; k++ {
				if !math.IsNaN(s.HeartRate[k]) {
					s.HeartRate[k] = math.NaN()
					out++
				}
			}
			spans++
		}
		i = j
	}
	switch {
	case out == 0:
	case float64(out) > lockMost*float64(had):
		out += dropHeartRate(s.HeartRate)
		note(a, "cadence_lock", out, "heart rate followed the steps %s, for so long that all %s were taken out", times(spans), plural(out, "sample"))
	default:
		note(a, "cadence_lock", out, "heart rate followed the steps %s, %s taken out", times(spans), plural(out, "sample"))
	}
}

// lockedAtOutset reports whether heart rate is near the steps in the first
// lockOutset of running.
func lockedAtOutset(s *activity.Samples, speed []float64) bool {
	near, seen := 0.0, 0.0
	begin := math.NaN()
	for i, t := range s.Time {
		if t > begin+lockOutset {
			break
		}
		if !(speed[i] >= standingSpeed) || !(s.Cadence[i] >= lockSteps) {
			continue
		}
		if math.IsNaN(begin) {
			begin = t
		}
		seen++ // a sample without heart rate, too: the sensor has not locked
		if math.Abs(s.HeartRate[i]-s.Cadence[i]) <= lockNear {
			near++
		}
	}
	return seen > 0 && near >= lockShare*seen
}

func (m *mender) moves(s *activity.Samples, i int) bool {
	return m.speed[i] >= standingSpeed && !math.IsNaN(s.HeartRate[i])
}

// aboveRest reports whether heart rate in samples i to j (exclusive) lies more
// than lockExcess above its median in unmarked samples at the same speed.
func (m *mender) aboveRest(s *activity.Samples, i, j int) bool {
	var hr, speed, count float64
	for k := i; k < j; k++ {
		if m.moves(s, k) {
			hr += s.HeartRate[k]
			speed += m.speed[k]
			count++
		}
	}
	hr, speed = hr/count, speed/count
	rest := m.column(2, s.Len())[:0]
	seconds := 0.0
	for k := range s.Len() {
		if m.b[k] || !m.moves(s, k) || s.Time[k] < lockWarmUp || math.Abs(m.speed[k]-speed) > lockBand*speed {
			continue
		}
		rest = append(rest, s.HeartRate[k])
		if k > 0 {
			seconds += min(s.Time[k]-s.Time[k-1], longGap)
		}
	}
	return seconds >= lockRestTime && hr > median(rest)+lockExcess
}

// lockEdges are the first and the last sample among i to j (exclusive) in which
// heart rate and cadence are near each other; equal where there are none.
func lockEdges(s *activity.Samples, i, j int) (from, to int) {
	near := func(k int) bool { return math.Abs(s.HeartRate[k]-s.Cadence[k]) <= lockNear }
	for from = i; from < j && !near(from); from++ {
	}
	for to = j - 1; to > from && !near(to); to-- {
	}
	return from, max(from, to)
}

// leapt reports whether heart rate leapt up to the steps at sample from, or
// down from them at sample to, in steady running.
func (m *mender) leapt(s *activity.Samples, from, to int) bool {
	begin, end := s.Time[from], s.Time[to]
	up := m.mean(s, s.HeartRate, begin, begin+20) - m.mean(s, s.HeartRate, begin-35, begin-15)
	if up >= lockJump && m.steady(s, begin-lockSettled, begin+20) {
		return true
	}
	down := m.mean(s, s.HeartRate, end-20, end) - m.mean(s, s.HeartRate, end+15, end+35)
	return down >= lockJump && m.steady(s, end-lockSettled/2, end+lockSettled/2)
}
