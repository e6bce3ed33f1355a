package gpxfile

import (
	"math"

	"easyday/importer/activity"
)

// meanEarthRadius is in metres (IUGG, 2 a + b over 3 of WGS 84).
const meanEarthRadius = 6371008.8

// judgeDistance settles what the distances in the extensions of points mean.
// Writers put there the metres since the start, or those since the last point;
// neither schema says which. Of the two readings the one is taken that comes
// nearer to the length of the path, if it does so within a factor of two;
// otherwise the column is dropped with a note. Without positions only rising
// metres since the start are believed.
func judgeDistance(a *activity.Activity) {
	d := a.Samples.Distance
	if !activity.Has(d) {
		return
	}
	sum, last, rises := 0.0, math.Inf(-1), true
	first := math.NaN()
	for _, v := range d {
		if math.IsNaN(v) {
			continue
		}
		if math.IsNaN(first) {
			first = v
		}
		// A metre back is rounding or a mended position.
		rises = rises && v >= last-1
		sum += v
		last = max(last, v)
	}
	length := pathLength(a.Samples.Latitude, a.Samples.Longitude)
	fromStart, fromLast := math.Inf(1), math.Inf(1) // the factor each reading is off
	switch {
	case length > 0:
		fromStart, fromLast = off(last-first, length), off(sum, length)
	case last > first:
		fromStart = 1
	}
	switch {
	case rises && fromStart <= min(fromLast, 2):
	case fromLast <= 2:
		total := 0.0
		for i, v := range d {
			if !math.IsNaN(v) {
				total += v
				d[i] = total
			}
		}
	default:
		for i := range d {
			d[i] = math.NaN()
		}
		a.Notes = append(a.Notes, activity.Note{
			Code: "distance",
			Text: "the distances in the file do not agree with its positions and were left out",
		})
	}
}

// off is the factor, 1 or more, between two lengths; +Inf where v is none.
func off(v, length float64) float64 {
	if v <= 0 {
		return math.Inf(1)
	}
	return max(v/length, length/v)
}

// pathLength is the metres along positions in degrees, those that are NaN left
// out, by the haversine formula (R. W. Sinnott, Virtues of the Haversine, Sky
// and Telescope 68, 1984).
func pathLength(lat, lon []float64) float64 {
	const radian = math.Pi / 180
	sum, before := 0.0, -1
	for i := range lat {
		if math.IsNaN(lat[i]) || math.IsNaN(lon[i]) {
			continue
		}
		if before >= 0 {
			p, q := lat[before]*radian, lat[i]*radian
			u, v := math.Sin((q-p)/2), math.Sin((lon[i]-lon[before])*radian/2)
			sum += 2 * meanEarthRadius * math.Asin(math.Sqrt(min(1, u*u+math.Cos(p)*math.Cos(q)*v*v)))
		}
		before = i
	}
	return sum
}
