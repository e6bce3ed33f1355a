package importer

import (
	"math"

	"easyday/importer/activity"
)

// Limits of the heart-rate repair.
const (
	lowestHeartRate  = 30.0  // beats per minute, below anyone's in motion
	highestHeartRate = 240.0 // beats per minute, above anyone's
	// A sensor that lost contact goes on sending its last value. Over
	// flatTime seconds on the move, and flatSamples samples, a heart does not
	// keep to one beat a minute. A wrist sensor that smooths does so for 60 to
	// 80 s in one steady run of ten, so a minute is not enough; in samples
	// 5 s apart, spans get rarer by a factor of three every 20 s up to 120 s,
	// and no rarer from there to ten minutes.
	flatTime    = 120.0
	flatSamples = 20
)

// heartRateRange takes out heart rates that no heart has, 0 among them, by
// which many watches say that they have none.
func (m *mender) heartRateRange(a *activity.Activity) {
	out := 0
	for i, v := range a.Samples.HeartRate {
		if v < lowestHeartRate || v > highestHeartRate {
			a.Samples.HeartRate[i] = math.NaN()
			out++
		}
	}
	if out > 0 {
		note(a, "heart_rate_range", out, "%s of heart rate outside %.0f to %.0f taken out", plural(out, "sample"), lowestHeartRate, highestHeartRate)
	}
}

// heartRateFlat takes out heart rate that stays the same to the digit for too
// long while the runner moves. Standing, a steady heart rate is left alone.
func (m *mender) heartRateFlat(a *activity.Activity) {
	hr, t := a.Samples.HeartRate, a.Samples.Time
	out, spans := 0, 0
	for i := 0; i < len(hr); {
		j := i + 1
		for j < len(hr) && hr[j] == hr[i] {
			j++
		}
		if math.IsNaN(hr[i]) || j-i < 2 {
			i = j
			continue
		}
		span := t[j-1] - t[i] - paused(a.Pauses, t[i], t[j-1])
		if span > flatTime && j-i >= flatSamples && m.meanMotion(i, j) >= standingSpeed {
			for k := i; k < j; k++ {
				hr[k] = math.NaN()
			}
			out += j - i
			spans++
		}
		i = j
	}
	if out > 0 {
		note(a, "heart_rate_flat", out, "heart rate stood at one value %s, %s taken out", times(spans), plural(out, "sample"))
	}
}

// meanMotion is the mean speed of samples i to j (exclusive), NaN where none
// is known.
func (m *mender) meanMotion(i, j int) float64 {
	sum, n := 0.0, 0.0
	for _, v := range m.speed[i:j] {
		if !math.IsNaN(v) {
			sum += v
			n++
		}
	}
	return sum / n
}

// dropHeartRate takes out all heart rate, and counts it.
func dropHeartRate(hr []float64) (out int) {
	for i := range hr {
		if !math.IsNaN(hr[i]) {
			hr[i] = math.NaN()
			out++
		}
	}
	return out
}
