package importer

import (
	"math"

	"easyday/importer/activity"
)

// motionWindow is half the span in seconds over which motion is judged: long
// enough for distances in whole metres, short enough to see a stop.
const motionWindow = 3.0

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
