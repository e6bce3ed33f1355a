package importer

import (
	"math"

	"easyday/importer/activity"
)

// A position that leaps away and comes back within this many samples and
// seconds is a spike.
const (
	spikeSamples = 30
	spikeTime    = 60.0
	// spikeSlack is the error in metres that a position may have before a
	// leap counts, so that plain noise is left to smoothing.
	spikeSlack = 15.0
)

// positions takes out what is no position (the origin, beyond the poles, half
// a pair) and spikes: positions to which, and back from which, no runner could
// have moved. A leap without return is left in: the next positions go on from
// there, and the distance repair bridges it.
func (m *mender) positions(a *activity.Activity) {
	lat, lon, t := a.Samples.Latitude, a.Samples.Longitude, a.Samples.Time
	none, spikes := 0, 0
	for i := range lat {
		known := !math.IsNaN(lat[i]) || !math.IsNaN(lon[i])
		sound := math.Abs(lat[i]) <= 90 && math.Abs(lon[i]) <= 180 && (lat[i] != 0 || lon[i] != 0)
		if known && !sound {
			lat[i], lon[i] = math.NaN(), math.NaN()
			none++
		}
	}
	reachable := func(i, j int) bool {
		limit := sprintSpeed*max(t[j]-t[i], 1) + spikeSlack
		// No degree is longer than this: nearly every step is settled here.
		if (math.Abs(lat[i]-lat[j])+math.Abs(lon[i]-lon[j]))*longestDegree <= limit {
			return true
		}
		return metresBetween(lat[i], lon[i], lat[j], lon[j]) <= limit
	}
	last := -1
	for i := 0; i < len(lat); i++ {
		switch {
		case math.IsNaN(lat[i]):
			continue
		case last < 0 || reachable(last, i):
			last = i
			continue
		}
		back, before := -1, i
		for j := i + 1; j < len(lat) && j <= i+spikeSamples && t[j]-t[i] <= spikeTime; j++ {
			if math.IsNaN(lat[j]) {
				continue
			}
			if reachable(last, j) && !reachable(before, j) { // leaps back
				back = j
				break
			}
			before = j
		}
		if back < 0 {
			last = i
			continue
		}
		for j := i; j < back; j++ {
			if !math.IsNaN(lat[j]) {
				lat[j], lon[j] = math.NaN(), math.NaN()
				spikes++
			}
		}
		last = back
	}
	if none > 0 {
		note(a, "position_invalid", none, "%s with no valid position", plural(none, "sample"))
	}
	if spikes > 0 {
		note(a, "position_spikes", spikes, "%s away from the route taken out", plural(spikes, "position"))
	}
}
