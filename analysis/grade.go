package analysis

import (
	"math"
)

// Constants of the grade model. They shape the trace, so they are no options:
// changing one changes every stored recording.
const (
	steepestDown = -.25 // grades are clamped to this range before costing
	steepestUp   = .30

	// Grade is the altitude difference over ± this many metres, widened until
	// its noise is below gradeNoiseGoal. Wider than 80 m erases hill repeats.
	gradeReachShort = 40.0
	gradeReachStep  = 20.0
	gradeReachLong  = 80.0
	gradeNoiseGoal  = .008

	// altitudeMean blocks (25 s) are averaged before differencing.
	altitudeMean = 5
)

// minettiCost is the metabolic cost of running at grade i (a fraction), in
// J/kg/m. Valid for |i| <= .45; outside, the nearest bound is used.
//
// Source: Minetti et al. 2002, J Appl Physiol 93:1039, the polynomial of
// running.
func minettiCost(i float64) float64 {
	i = max(-.45, min(.45, i))
	return ((((155.4*i-30.4)*i-43.3)*i+46.3)*i+19.5)*i + 3.6
}

// equalHeartRateFactor is the ratio of flat speed to speed at grade i at the
// same heart rate: a quadratic fit to the equal-heart-rate model that Strava
// published in 2017 (Robb, "An improved GAP model").
func equalHeartRateFactor(i float64) float64 { return 1 + 2.896*i + 15.14*i*i }

// EffortFactor is what speed at grade i (a fraction) is multiplied by to give
// the speed on the flat that costs the same. Grades are clamped to -.25..+.30.
//
// Uphill it is the mean of the equal-heart-rate quadratic and Minetti's cost
// ratio; downhill the quadratic with a floor of .86, since Minetti's curve
// promises more from a descent than runners take. NaN for NaN.
func EffortFactor(i float64) float64 {
	i = max(steepestDown, min(steepestUp, i))
	q := equalHeartRateFactor(i)
	if i > 0 {
		return (q + minettiCost(i)/minettiCost(0)) / 2
	}
	return max(q, .86)
}

// altitudeNoise is the random-walk noise of an altitude column sampled every
// TraceStep seconds, in metres per root second: from the median absolute
// second difference over a step, over the root of twice the step. NaN with
// fewer than 12 differences.
//
// A second difference of a random walk over a step of h seconds has variance
// 2hq².
func altitudeNoise(altitude []float64) float64 {
	var d []float64
	for i := 2; i < len(altitude); i++ {
		if v := altitude[i] - 2*altitude[i-1] + altitude[i-2]; !math.IsNaN(v) {
			d = append(d, math.Abs(v))
		}
	}
	if len(d) < 12 {
		return math.NaN()
	}
	return deviationOfMedian * quantileWithin(d, .5) / math.Sqrt(2*TraceStep)
}

// grades fills grade with the smoothed grade at each block from altitude and
// cumulative distance (metres at the block's middle), and altitude with its
// mean over 25 s. The grade is NaN where altitude is missing or the span shorter
// than the reach; a block of unknown speed counts as no distance.
//
// The reach over which the difference is taken grows from 40 to 80 m until the
// noise of the grade, q·√max(2h/v-8, 1)/(2h), is below .008; what noise is left
// is taken out by shrinking every grade by 1 - noise²/mean square grade, as a
// convex cost turns noise into speed.
func grades(altitude, distance, grade []float64) {
	n := len(altitude)
	for i := range grade {
		grade[i] = math.NaN()
	}
	noise := altitudeNoise(altitude)
	if math.IsNaN(noise) {
		return
	}
	smooth := movingMean(altitude, altitudeMean)
	copy(altitude, smooth)

	length := distance[n-1] - distance[0]
	if !(length > 2*gradeReachLong) {
		return
	}
	speed := length / (TraceStep * float64(n))
	reach := gradeReachShort
	gradeNoise := func(h float64) float64 {
		return noise * math.Sqrt(max(2*h/speed-8, 1)) / (2 * h)
	}
	for reach < gradeReachLong && gradeNoise(reach) >= gradeNoiseGoal {
		reach += gradeReachStep
	}
	lo, hi := 0, 0
	var sum float64
	count := 0
	for i := range n {
		d := distance[i]
		for lo < i && distance[lo+1] <= d-reach {
			lo++
		}
		hi = max(hi, i)
		for hi < n-1 && distance[hi] < d+reach {
			hi++
		}
		// At the ends and across a stand-still the span is what there is;
		// too short a one says nothing.
		span := distance[hi] - distance[lo]
		if !(span >= reach) {
			continue
		}
		g := (altitude[hi] - altitude[lo]) / span
		if math.IsNaN(g) {
			continue
		}
		grade[i] = g
		sum += g * g
		count++
	}
	if count == 0 {
		return
	}
	meanSquare := sum / float64(count)
	left := gradeNoise(reach)
	shrink := 0.0
	if meanSquare > 0 {
		shrink = max(0, 1-left*left/meanSquare)
	}
	for i := range grade {
		grade[i] *= shrink
	}
}
