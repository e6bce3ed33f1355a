package importer

import "math"

// The WGS 84 ellipsoid (NIMA TR8350.2, 2000, table 3.1).
const (
	wgs84A  = 6378137.0         // semi-major axis, metres
	wgs84E2 = 6.69437999014e-03 // first eccentricity squared
)

// longestDegree is more than any degree of latitude or longitude measures, in
// metres.
const longestDegree = 111700.0

const degree = math.Pi / 180

// metresBetween is the distance in metres between two positions in degrees a
// short way apart, by the ellipsoid's radii of curvature at their mean latitude
// (M along the meridian, N across; e.g. Torge and Müller, Geodesy, 4th ed.,
// eq. 4.12 and 4.14). A sphere is up to 0.5 % wrong along a meridian; this is
// within 0.01 % up to 10 km outside the polar circles, and still tells far
// from near beyond. NaN for NaN.
func metresBetween(lat1, lon1, lat2, lon2 float64) float64 {
	mid := (lat1 + lat2) / 2 * degree
	sin, cos := math.Sincos(mid)
	w := 1 - wgs84E2*sin*sin
	n := wgs84A / math.Sqrt(w)
	m := n * (1 - wgs84E2) / w
	dlon := lon2 - lon1
	if dlon > 180 || dlon < -180 { // across the date line
		dlon = math.Remainder(dlon, 360)
	}
	return math.Hypot(m*(lat2-lat1)*degree, n*cos*dlon*degree)
}
