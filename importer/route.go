package importer

import (
	"math"

	"easyday/importer/activity"
)

// routeWindow is half the span, in seconds, over which positions are averaged
// before the route is measured. Satellite noise makes every step a little too
// long; the mean of about five positions a second apart takes most of it out
// and cuts a corner by less than a metre. Points 3 s and more apart are taken
// as they are.
const routeWindow = 2.0

// route measures the way from position to position into out, NaN where there
// is no position.
func (m *mender) route(s *activity.Samples, out []float64) {
	for i := range out {
		out[i] = math.NaN()
	}
	known := m.known(s.Latitude)
	n := len(known)
	if n < 2 {
		return
	}
	length := 0.0
	// Sums over a sliding window, relative to the first position so that no
	// precision is lost. Longitudes are unwrapped across the date line.
	lat0, lon0 := s.Latitude[known[0]], s.Longitude[known[0]]
	dlat, dlon := m.column(1, n), m.column(2, n)
	for j, i := range known {
		dlat[j] = s.Latitude[i] - lat0
		dlon[j] = math.Remainder(s.Longitude[i]-lon0, 360)
	}
	var sumLat, sumLon, lastLat, lastLon float64
	from, to := 0, 0
	for j, i := range known {
		for to < n && s.Time[known[to]] <= s.Time[i]+routeWindow {
			sumLat += dlat[to]
			sumLon += dlon[to]
			to++
		}
		for s.Time[known[from]] < s.Time[i]-routeWindow {
			sumLat -= dlat[from]
			sumLon -= dlon[from]
			from++
		}
		// Near a gap or an end the window is uneven and would pull the mean
		// inwards: the narrower side counts on both.
		half := min(j-from, to-1-j)
		lat, lon := sumLat/float64(to-from), sumLon/float64(to-from)
		if j-from != to-1-j {
			lat, lon = 0, 0
			for k := j - half; k <= j+half; k++ {
				lat += dlat[k]
				lon += dlon[k]
			}
			lat /= float64(2*half + 1)
			lon /= float64(2*half + 1)
		}
		if j > 0 {
			length += metresBetween(lat0+lastLat, lon0+lastLon, lat0+lat, lon0+lon)
		}
		out[i] = length
		lastLat, lastLon = lat, lon
	}
}

// roughRoute is the length in metres of the straight lines between every tenth
// position, a few percent short on a winding route, and the share of samples
// with a position: enough to see whether the device's distance can be believed.
func (m *mender) roughRoute(s *activity.Samples) (length, coverage float64) {
	known := m.known(s.Latitude)
	for j := 10; j < len(known); j += 10 {
		a, b := known[j-10], known[j]
		length += metresBetween(s.Latitude[a], s.Longitude[a], s.Latitude[b], s.Longitude[b])
	}
	if n := len(known); n > 1 {
		a, b := known[(n-1)/10*10], known[n-1]
		length += metresBetween(s.Latitude[a], s.Longitude[a], s.Latitude[b], s.Longitude[b])
	}
	return length, float64(len(known)) / float64(s.Len())
}
