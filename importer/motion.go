package importer

import (
	"math"
	"slices"

	"easyday/importer/activity"
)

// motionWindow is half the span in seconds over which motion is judged: long
// enough for distances in whole metres, short enough to see a stop.
const motionWindow = 3.0

// evenPace is the fraction of the mean speed within which half minutes lie
// while a runner keeps to one pace.
const evenPace = .15

// settleMotion sets the speed in m/s around each sample, from distance over
// motionWindow on either side, or from the device's speed where there is no
// distance; NaN where neither tells.
func (m *mender) settleMotion(a *activity.Activity) {
	s := &a.Samples
	n := s.Len()
	if cap(m.speed) < n {
		m.speed = make([]float64, n)
	}
	m.speed = m.speed[:n]
	from, to := 0, 0
	for i := range n {
		for to+1 < n && (s.Time[to] < s.Time[i]+motionWindow || to <= i) {
			to++
		}
		for from+1 < i && s.Time[from+1] <= s.Time[i]-motionWindow {
			from++
		}
		dt := s.Time[to] - s.Time[from]
		dt -= paused(a.Pauses, s.Time[from], s.Time[to])
		v := (s.Distance[to] - s.Distance[from]) / dt
		if math.IsNaN(v) || math.IsInf(v, 0) || dt < .5 {
			v = s.Speed[i]
		}
		m.speed[i] = v
	}
}

// mean of a column between two times; NaN where it has nothing there.
func (m *mender) mean(s *activity.Samples, column []float64, from, to float64) float64 {
	sum, n := 0.0, 0.0
	k, _ := slices.BinarySearch(s.Time, from)
	for ; k < s.Len() && s.Time[k] <= to; k++ {
		if !math.IsNaN(column[k]) {
			sum += column[k]
			n++
		}
	}
	return sum / n
}

// steady reports whether the runner moved without a stop or a gap, and within
// evenPace of one speed by the half minute, from one time to another, all of
// which was recorded.
func (m *mender) steady(s *activity.Samples, from, to float64) bool {
	k, _ := slices.BinarySearch(s.Time, from)
	if k == s.Len() || from < s.Time[0] || to > s.Time[s.Len()-1] {
		return false
	}
	for i := k; i < s.Len() && s.Time[i] <= to; i++ {
		if !(m.speed[i] >= standingSpeed) || i > k && s.Time[i]-s.Time[i-1] > longGap {
			return false
		}
	}
	return m.even(s, m.speed, evenPace, from, to)
}

// even reports whether a column keeps within a fraction of its mean by the half
// minute, from one time to another.
func (m *mender) even(s *activity.Samples, column []float64, band, from, to float64) bool {
	whole := m.mean(s, column, from, to)
	for at := from; at < to; at += 30 {
		if v := m.mean(s, column, at, min(at+30, to)); !(math.Abs(v-whole) <= band*whole) {
			return false
		}
	}
	return true
}

// climb is the mean rate of climbing between two times, in m/s.
func (m *mender) climb(s *activity.Samples, from, to float64) float64 {
	from = max(from, s.Time[0])
	return (m.mean(s, s.Altitude, to-10, to) - m.mean(s, s.Altitude, from, from+10)) / (to - from - 10)
}
