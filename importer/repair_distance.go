package importer

import (
	"math"
	"slices"

	"easyday/importer/activity"
)

// Limits of the distance repair.
const (
	// catchUpTime is how long, in seconds, a distance may have stood still
	// before it catches up in one leap, as it does when satellites are found
	// again.
	catchUpTime = 180.0
	// rideTime is how long in seconds a stretch at a vehicle's speed must
	// last to be taken for a ride and not for an error of measurement.
	rideTime = 30.0
	// dipSamples is how many samples a distance may stray before it returns.
	dipSamples = 10
)

// distance makes the distance column complete and believable: cumulative, not
// decreasing, at speeds a runner reaches. Where the device states none that
// can be used it is made from positions, else from speeds. It returns the
// metres that were cut.
func (m *mender) distance(a *activity.Activity) (cut float64) {
	s := &a.Samples
	if s.Len() < 2 {
		return 0
	}
	countFromStart(a)
	source := m.distanceSource(a)
	switch source {
	case "":
		for i := range s.Distance {
			s.Distance[i] = math.NaN()
		}
		return 0
	case "positions":
		note(a, "distance_from_positions", 0, "distance made from positions: the device states none that can be used")
	case "speed":
		note(a, "distance_from_speed", 0, "distance made from speeds: the device states none that can be used")
	}
	cut = m.leaps(a)
	cut += m.rides(a)
	fillDistance(s, m.known(s.Distance))
	return cut
}

// countFromStart counts the distance from the recording's first sample where it begins
// farther than a runner has come: the later legs of a multi-sport recording go
// on from the legs before, and some watches from an earlier recording.
func countFromStart(a *activity.Activity) {
	t, d := a.Samples.Time, a.Samples.Distance
	first := slices.IndexFunc(d, func(v float64) bool { return !math.IsNaN(v) })
	if first < 0 || d[first] <= reach(t[first]) {
		return
	}
	from := d[first]
	for i := first; i < len(d); i++ {
		d[i] -= from // NaN stays NaN
	}
	note(a, "distance_offset", 0, "the distance began at %.0f m and is counted from there", from)
}

// leaps mends single steps of the distance column: dips and spikes that return
// are taken out, a restart goes on from where it was, a leap after standing
// still is spread over that time, and any other leap is cut to what the
// runner's usual speed covers. It returns the metres cut.
func (m *mender) leaps(a *activity.Activity) (cut float64) {
	t, d := a.Samples.Time, a.Samples.Distance
	k := m.known(d)
	usual := math.NaN()
	strays, restarts, spread, cuts := 0, 0, 0, 0
	shift := 0.0
	last := 0                      // index into k of the last sound sample
	if len(k) > 0 && d[k[0]] < 0 { // nothing lies before the start
		shift, d[k[0]] = -d[k[0]], 0
		restarts++
	}
	for j := 1; j < len(k); j++ {
		i, h := k[j], k[last]
		raw := d[i] + shift
		dt := t[i] - t[h]
		step := raw - d[h]
		if step >= 0 && step <= reach(dt) {
			d[i] = raw
			last = j
			continue
		}
		// Does a later sample go on from the last sound one?
		back := -1
		for b := j + 1; b < len(k) && b <= j+dipSamples; b++ {
			if r := d[k[b]] + shift - d[h]; r >= 0 && r <= reach(t[k[b]]-t[h]) &&
				(step > 0 && d[k[b]] < d[k[b-1]] ||
					step < 0 && (d[k[b]]-d[k[b-1]] > reach(t[k[b]]-t[k[b-1]]) || -step < 5)) {
				back = b
				break
			}
		}
		if back >= 0 {
			for b := j; b < back; b++ {
				d[k[b]] = math.NaN()
				strays++
			}
			j = back
			d[k[j]] += shift
			last = j
			continue
		}
		if end := vehicle(t, d, k, j, shift); end > j {
			for ; j <= end; j++ {
				d[k[j]] += shift
			}
			j = end
			last = j
			continue
		}
		switch {
		case step < 0:
			shift -= step
			restarts++
		default:
			if b := stoodSince(t, d, k, last); b < last && step <= sustainedSpeed*(t[i]-t[k[b]]) {
				rate := (raw - d[k[b]]) / (t[i] - t[k[b]])
				for c := b + 1; c <= last; c++ {
					if !math.IsNaN(d[k[c]]) {
						d[k[c]] = d[k[b]] + rate*(t[k[c]]-t[k[b]])
					}
				}
				spread++
				break
			}
			if math.IsNaN(usual) {
				usual = m.usualSpeed(t, d, k)
			}
			allowed := 0.0
			if dt <= longGap {
				allowed = min(usual*dt, step)
			}
			shift -= step - allowed
			cut += step - allowed
			cuts++
		}
		d[i] += shift
		last = j
	}
	if strays > 0 {
		note(a, "distance_strays", strays, "%s far off and back again taken out", plural(strays, "distance"))
	}
	if restarts > 0 {
		note(a, "distance_restart", restarts, "the distance ran back %s and goes on from where it was", times(restarts))
	}
	if spread > 0 {
		note(a, "distance_catch_up", spread, "the distance stood still and caught up %s: spread over that time", times(spread))
	}
	if cuts > 0 {
		note(a, "distance_leaps", cuts, "%s in distance that no runner makes, %.0f m in all, cut", plural(cuts, "leap"), cut)
	}
	return cut
}

// vehicle is the index into k at which a stretch of steps ends that begins at
// j, each faster than sustainedSpeed, if it lasts longer than sustainedTime;
// else j. Distances from j on lack the shift that those before have. Such a
// stretch is left to rides.
func vehicle(t, d []float64, k []int, j int, shift float64) int {
	end := j - 1
	before := d[k[end]] - shift
	for end+1 < len(k) {
		dt := t[k[end+1]] - t[k[end]]
		if dt > longGap || !(d[k[end+1]]-before > sustainedSpeed*dt) {
			break
		}
		end++
		before = d[k[end]]
	}
	if end < j || t[k[end]]-t[k[j-1]] <= sustainedTime {
		return j
	}
	return end
}

// reach is the most metres a runner covers in dt seconds, with the slack that
// distances written in whole metres or once in a while need.
func reach(dt float64) float64 {
	if dt > sustainedTime {
		return sustainedSpeed*dt + sprintSpeed
	}
	return sprintSpeed*max(dt, 1) + 2
}

// stoodSince is the earliest index into k from which the distance stood until
// last, at most catchUpTime back.
func stoodSince(t, d []float64, k []int, last int) int {
	b := last
	for b > 0 {
		c := b - 1
		if math.IsNaN(d[k[c]]) || t[k[last]]-t[k[c]] > catchUpTime ||
			d[k[last]]-d[k[c]] > standingSpeed/2*(t[k[last]]-t[k[c]]) {
			break
		}
		b = c
	}
	return b
}

// usualSpeed is the median of the believable moving speeds of the column.
func (m *mender) usualSpeed(t, d []float64, k []int) float64 {
	v := m.column(1, len(d))[:0]
	for j := 1; j < len(k); j++ {
		dt := t[k[j]] - t[k[j-1]]
		if s := (d[k[j]] - d[k[j-1]]) / dt; dt > 0 && dt <= longGap && s > standingSpeed && s <= sustainedSpeed {
			v = append(v, s)
		}
	}
	if len(v) == 0 {
		return 0
	}
	return median(v)
}

// rides cuts stretches faster than sustainedSpeed for more than sustainedTime.
// A short one is an error of measurement and keeps the runner's usual speed; a
// long one is a ride with the watch still on: its distance goes and its time
// becomes a pause. It returns the metres cut.
func (m *mender) rides(a *activity.Activity) (cut float64) {
	t, d := a.Samples.Time, a.Samples.Distance
	k := m.known(d)
	raw := m.column(2, len(k))
	for j, i := range k {
		raw[j] = d[i]
	}
	fast := func(j int) bool {
		dt := t[k[j]] - t[k[j-1]]
		return dt <= longGap && raw[j]-raw[j-1] > sustainedSpeed*dt
	}
	usual := math.NaN()
	short, rides := 0, 0
	var seconds float64
	for j := 1; j < len(k); j++ {
		end := j
		if fast(j) {
			for end+1 < len(k) && fast(end+1) {
				end++
			}
		}
		from, to := t[k[j-1]], t[k[end]]
		if !fast(j) || to-from <= sustainedTime {
			for c := j; c <= end; c++ {
				d[k[c]] = raw[c] - cut
			}
			j = end
			continue
		}
		if math.IsNaN(usual) {
			usual = m.usualSpeed(t, d, k)
		}
		rate := 0.0
		if to-from <= rideTime {
			rate = min(usual, (raw[end]-raw[j-1])/(to-from))
			short++
		} else {
			rides++
			seconds += to - from
			a.Pauses = addPause(a.Pauses, activity.Interval{From: from, To: to})
		}
		for c := j; c <= end; c++ {
			d[k[c]] = d[k[j-1]] + rate*(t[k[c]]-from)
		}
		cut += raw[end] - raw[j-1] - rate*(to-from)
		j = end
	}
	if short > 0 {
		note(a, "distance_too_fast", short, "faster than anyone runs for a few seconds, %s: set to the usual speed", times(short))
	}
	if rides > 0 {
		note(a, "ride", rides, "%.0f s at a vehicle's speed taken out with their distance", seconds)
	}
	return cut
}
