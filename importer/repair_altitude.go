package importer

import (
	"math"

	"easyday/importer/activity"
)

// Limits of the altitude repair.
const (
	lowestAltitude  = -450.0 // metres; the shore of the Dead Sea is at -430
	highestAltitude = 9000.0 // metres
	// stepRate is a change of altitude in m/s that no runner makes on foot:
	// a vertical kilometre takes half an hour, and a descent of 30 % at
	// 5 m/s comes to 1.5 m/s.
	stepRate = 3.0
	// stepHeight is the least step in metres that is taken out.
	stepHeight = 8.0
	// minuteClimb and sprintClimb are rates in m/s at which nobody climbs on foot for
	// a minute, or for 20 s: the record of the vertical kilometre (28:53) is .58, of
	// the stairs of a tower (320 m in 9:33) .56, and a sprint of a few steps comes
	// to 1.5 (Margaria 1966).
	minuteClimb = .8
	sprintClimb = 1.2
	// climbGap is a time in seconds between two altitudes that is none of running.
	climbGap = 30.0
)

// altitude takes out what is no altitude, a column that is 0 throughout,
// spikes, steps, and climbs that nobody runs. A step that stays is the device
// finding its true height: what lies before it is moved to fit what comes after,
// since slopes are judged by differences alone.
func (m *mender) altitude(a *activity.Activity) {
	t, h := a.Samples.Time, a.Samples.Altitude
	out, allZero := 0, true
	for i, v := range h {
		switch {
		case v < lowestAltitude || v > highestAltitude:
			h[i] = math.NaN()
			out++
		case v != 0 && !math.IsNaN(v):
			allZero = false
		}
	}
	k := m.known(h)
	if len(k) == 0 || allZero {
		for _, i := range k {
			h[i] = math.NaN()
		}
		if len(k) > 0 {
			note(a, "altitude_zero", len(k), "altitude is 0 throughout and was left out")
		}
		return
	}
	leaps := func(i, j int) bool {
		rise := math.Abs(h[j] - h[i])
		return rise >= stepHeight && rise > stepRate*max(t[j]-t[i], 1)
	}
	spikes, steps, shift := 0, 0, 0.0
	// From the end, so that what comes after a step is what counts.
	last := k[len(k)-1]
	for j := len(k) - 2; j >= 0; j-- {
		i := k[j]
		h[i] += shift
		if !leaps(i, last) {
			last = i
			continue
		}
		back := -1
		for b := j - 1; b >= 0 && b >= j-dipSamples; b-- {
			before := h[k[b]] + shift
			if rise := math.Abs(before - h[last]); rise < stepHeight && rise <= stepRate*(t[last]-t[k[b]]) {
				back = b
				break
			}
		}
		if back >= 0 {
			for b := back + 1; b <= j; b++ {
				h[k[b]] = math.NaN()
				spikes++
			}
			j = back
			h[k[j]] += shift
			last = k[j]
			continue
		}
		step := h[last] - h[i]
		shift += step
		h[i] += step
		steps++
		last = i
	}
	climbs := lifts(t, h, m.known(h), 60, minuteClimb)
	climbs += lifts(t, h, m.known(h), 20, sprintClimb)
	if out > 0 {
		note(a, "altitude_invalid", out, "%s of altitude that no place has taken out", plural(out, "sample"))
	}
	if spikes > 0 {
		note(a, "altitude_spikes", spikes, "%s of altitude taken out that leap away and back", plural(spikes, "sample"))
	}
	if steps > 0 {
		note(a, "altitude_steps", steps, "%s in altitude taken out", plural(steps, "step"))
	}
	if climbs > 0 {
		note(a, "altitude_climbs", climbs, "%s of altitude that climb faster than anyone taken out", plural(climbs, "sample"))
	}
}

// lifts takes out the altitudes, of those of indices k, of every span of so many
// seconds that climbs faster than a rate in m/s, be it a lift or a sensor, and tells
// how many.
func lifts(t, h []float64, k []int, seconds, rate float64) int {
	var taken []int
	from, done := 0, 0 // what is before done is taken out already
	for to := 1; to < len(k); to++ {
		if t[k[to]]-t[k[to-1]] > climbGap {
			from = to
		}
		for from+1 < to && t[k[to]]-t[k[from+1]] >= seconds {
			from++
		}
		if dt := t[k[to]] - t[k[from]]; dt >= seconds && h[k[to]]-h[k[from]] > rate*dt {
			done = max(done, from)
			taken = append(taken, k[done:to+1]...)
			done = to + 1
		}
	}
	n := 0
	for _, i := range taken {
		if !math.IsNaN(h[i]) {
			h[i] = math.NaN()
			n++
		}
	}
	return n
}
