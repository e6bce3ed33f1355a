package importer

import (
	"math"

	"easyday/importer/activity"
)

// distanceSource settles where distance comes from, having filled the column
// from there: "device", "positions", "speed", or "" where nothing tells.
func (m *mender) distanceSource(a *activity.Activity) string {
	s := &a.Samples
	span := s.Time[s.Len()-1] - s.Time[0]
	device, deviceSpan := 0.0, 0.0
	if k := m.known(s.Distance); len(k) >= 2 {
		for j := 1; j < len(k); j++ {
			step := s.Distance[k[j]] - s.Distance[k[j-1]]
			if step >= 0 && step <= reach(s.Time[k[j]]-s.Time[k[j-1]]) {
				device += step
			}
		}
		deviceSpan = s.Time[k[len(k)-1]] - s.Time[k[0]]
	}
	var length, coverage float64
	if !a.Treadmill() {
		length, coverage = m.roughRoute(s)
	}
	// A device that counts far less or far more than the route is long, or
	// stops counting early, is not believed where the route is well known.
	distrusted := coverage >= .9 && (device < length/2 || device > 2*length+200 || deviceSpan < .8*span)
	switch {
	case device > 0 && !distrusted && deviceSpan >= span/2:
		return "device"
	case coverage >= .5 && length > 0:
		m.route(s, s.Distance)
		return "positions"
	case activity.Coverage(s.Speed) >= .5 && integrate(s, a.Pauses, m.known(s.Speed)):
		return "speed"
	case device > 0:
		return "device"
	}
	return ""
}

// integrate fills distance from speeds by the trapezoid rule, at indices known.
// A gap longer than longGap, and time in a pause, adds nothing. It reports
// whether anything was covered.
func integrate(s *activity.Samples, pauses []activity.Interval, known []int) bool {
	for i := range s.Distance {
		s.Distance[i] = math.NaN()
	}
	sum := 0.0
	for j, i := range known {
		if j > 0 {
			h := known[j-1]
			if dt := s.Time[i] - s.Time[h]; dt <= longGap {
				sum += (s.Speed[h] + s.Speed[i]) / 2 * (dt - paused(pauses, s.Time[h], s.Time[i]))
			}
		}
		s.Distance[i] = sum
	}
	return sum > 0
}

// fillDistance fills between known distances in proportion to time, before the
// first from 0 where a runner could have come that far, and after the last by
// positions or else speeds, for as long as there are any.
func fillDistance(s *activity.Samples, known []int) {
	t, d := s.Time, s.Distance
	if len(known) == 0 {
		return
	}
	first := known[0]
	if d[first] <= sustainedSpeed*(t[first]-t[0]) {
		for i := range first {
			d[i] = d[first] * (t[i] - t[0]) / (t[first] - t[0])
		}
	} else {
		for i := range first {
			d[i] = d[first]
		}
	}
	for j := 1; j < len(known); j++ {
		l, r := known[j-1], known[j]
		for i := l + 1; i < r; i++ {
			d[i] = d[l]
			if t[r] > t[l] {
				d[i] += (d[r] - d[l]) * (t[i] - t[l]) / (t[r] - t[l])
			}
		}
	}
	last := known[len(known)-1]
	here := last // where the position was last known
	for i := last + 1; i < len(d); i++ {
		dt := t[i] - t[i-1]
		step := math.NaN()
		if !math.IsNaN(s.Latitude[i]) && i-here <= dipSamples {
			step = metresBetween(s.Latitude[here], s.Longitude[here], s.Latitude[i], s.Longitude[i]) - (d[i-1] - d[here])
			if step < 0 || step > reach(t[i]-t[here]) {
				step = math.NaN()
			}
		}
		if math.IsNaN(step) && dt <= longGap {
			step = s.Speed[i] * dt
		}
		if math.IsNaN(step) {
			break
		}
		d[i] = d[i-1] + step
		if !math.IsNaN(s.Latitude[i]) {
			here = i
		}
	}
}
