package synth

import (
	"math"
	"math/rand/v2"
	"slices"

	"easyday/importer/activity"
)

// Record makes run i as its device recorded it: what a parser would hand over
// after reading the file that is written of it, values rounded as the format
// rounds them. GPX carries neither distance nor speed nor totals; an indoor
// run has no positions and no altitude. The result does not depend on what was
// recorded before.
func (s *Season) Record(i int) activity.Activity {
	run := &s.Runs[i]
	t := s.motion(i)
	d := &s.devices[run.device]
	r := s.random(streamWatch, i)

	m := measure(r, s, run, d, t)
	keep, pauses := d.stored(r, run, t, m)
	pauses = between(keep, pauses)

	a := activity.Activity{
		Format: run.Format, Sport: activity.Running, Start: run.Start,
		Device: activity.Device{
			Maker: d.maker, Product: d.product, Key: d.key,
			HeartRateSource: d.pulse.source, HeartRateKey: d.pulse.key,
			Barometer: d.height.barometer,
		},
		Figures: activity.Figures{
			Distance: math.NaN(), StreamDistance: math.NaN(), Elapsed: math.NaN(),
			Timer: math.NaN(), Moving: math.NaN(), HeartRate: math.NaN(),
		},
	}
	switch s.routes[run.route].ground {
	case indoorGround:
		a.SubSport = "treadmill"
	case trackGround:
		if run.buttons.sport {
			a.SubSport = "track"
		}
	}
	if d.named && run.Format != activity.FIT {
		a.Name = nameOf(run)
	}
	a.Samples = columns(run, d, m, keep)
	if d.events {
		a.Pauses = pauses
	}
	switch run.Format {
	case activity.FIT:
		a.Offset, a.OffsetKnown = run.Offset, true
		a.TimerEvents = d.events
	case activity.GPX:
		a.Device.HeartRateSource, a.Device.HeartRateKey, a.Device.Barometer = "", "", false
		if !d.sport {
			a.Sport = activity.Unstated
		}
		a.SubSport = ""
	case activity.TCX:
		a.Device.HeartRateSource, a.Device.HeartRateKey, a.Device.Barometer = "", "", false
		a.SubSport = ""
	}
	total := totals(run, m, t, pauses)
	a.Totals = total
	if run.Format != activity.GPX {
		a.Laps = laps(run, m, t, pauses, &a.Samples)
	}
	if run.Format == activity.TCX {
		nan := math.NaN()
		a.Totals = activity.Totals{
			Distance: total.Distance, Timer: total.Timer, Elapsed: nan, Moving: nan,
			Ascent: nan, AverageHeartRate: nan, MaximumHeartRate: nan, AverageSpeed: nan, RestingHeartRate: nan,
		}
	}
	return a
}

// nameOf is what a service calls a recording from the time of day alone.
func nameOf(run *Run) string {
	switch h := run.Start.Add(run.Offset).Hour(); {
	case h < 11:
		return "Morning Run"
	case h < 14:
		return "Lunch Run"
	case h < 18:
		return "Afternoon Run"
	case h < 21:
		return "Evening Run"
	}
	return "Night Run"
}

// stored chooses the seconds that the device stores and the times its timer
// stood.
func (d *device) stored(r *rand.Rand, run *Run, t *trace, m *measured) (keep []int, pauses []activity.Interval) {
	paused := make([]bool, t.len())
	if d.pauses {
		// The timer stops after some seconds of standing and starts again with
		// the first step.
		const delay = 4
		for k := 0; k < t.len(); {
			if !t.stopped[k] {
				k++
				continue
			}
			end := k
			for end < t.len() && t.stopped[end] {
				end++
			}
			if end-k > delay+4 {
				from, to := k+delay, end
				pauses = append(pauses, activity.Interval{From: float64(from), To: float64(to)})
				for j := from + 1; j < to; j++ {
					paused[j] = true
				}
			}
			k = end
		}
	}
	gpx := run.Format == activity.GPX
	next := 0
	for k := range t.len() {
		if paused[k] || gpx && math.IsNaN(m.x[k]) {
			continue
		}
		edge := k == t.len()-1 || k > 0 && paused[k-1] || k+1 < t.len() && paused[k+1]
		if k < next && !edge {
			continue
		}
		keep = append(keep, k)
		next = k + d.every[0]
		if d.every[1] > d.every[0] {
			next = k + whole(r, d.every[0], d.every[1])
		}
	}
	return keep, pauses
}

// between widens pauses to the stored seconds around them, as a reader of the
// file would find them.
func between(keep []int, pauses []activity.Interval) []activity.Interval {
	var out []activity.Interval
	for _, p := range pauses {
		i, found := slices.BinarySearch(keep, int(p.From))
		if !found {
			i--
		}
		j, _ := slices.BinarySearch(keep, int(p.To))
		if i >= 0 && j < len(keep) {
			out = append(out, activity.Interval{From: float64(keep[i]), To: float64(keep[j])})
		}
	}
	return out
}

// columns turns the measured seconds that are kept into samples, rounded as the
// format rounds them.
func columns(run *Run, d *device, m *measured, keep []int) activity.Samples {
	var none *activity.Buffer
	out := none.Samples(len(keep))
	lat0, lon0 := m.zone.latitude, m.zone.longitude
	const metresPerDegree = 111195 // a sphere of 6,371 km
	east := metresPerDegree * math.Cos(lat0*math.Pi/180)
	for j, k := range keep {
		out.Time[j] = float64(k)
		lat, lon := lat0+m.y[k]/metresPerDegree, lon0+m.x[k]/east
		switch run.Format {
		case activity.FIT:
			out.Latitude[j], out.Longitude[j] = semicircles(lat), semicircles(lon)
			out.Distance[j] = round(m.distance[k], .01)
			out.Speed[j] = round(m.speed[k], .001)
			out.Altitude[j] = round(m.altitude[k], .2)
			out.Cadence[j] = round(m.cadence[k], 1)
			out.Temperature[j] = round(m.temperature[k], 1)
		case activity.TCX:
			out.Latitude[j], out.Longitude[j] = round(lat, 1e-7), round(lon, 1e-7)
			out.Distance[j] = round(m.distance[k], .01)
			out.Speed[j] = round(m.speed[k], .001)
			out.Altitude[j] = round(m.altitude[k], .1)
			out.Cadence[j] = round(m.cadence[k], 2)
		case activity.GPX:
			out.Latitude[j], out.Longitude[j] = round(lat, 1e-7), round(lon, 1e-7)
			out.Altitude[j] = round(m.altitude[k], .1)
			if d.pulse.source != activity.HeartRateUnknown {
				out.Cadence[j] = round(m.cadence[k], 2)
				out.Temperature[j] = round(m.temperature[k], 1)
			}
		}
		out.HeartRate[j] = round(m.heart[k], 1)
	}
	return out
}

// semicircles rounds degrees to the FIT unit of 180/2^31 degrees.
func semicircles(degrees float64) float64 {
	const unit = 180. / (1 << 31)
	return math.Round(degrees/unit) * unit
}

// round rounds to a multiple of a step. Steps below 1 are inverted first, so
// that the result is the decimal number nearest to it.
func round(x, step float64) float64 {
	if step < 1 {
		n := math.Round(1 / step)
		return math.Round(x*n) / n
	}
	return math.Round(x/step) * step
}

// totals are the device's own figures.
func totals(run *Run, m *measured, t *trace, pauses []activity.Interval) activity.Totals {
	nan := math.NaN()
	if run.Format == activity.GPX {
		return activity.Totals{
			Distance: nan, Timer: nan, Elapsed: nan, Moving: nan, Ascent: nan,
			AverageHeartRate: nan, MaximumHeartRate: nan, AverageSpeed: nan, RestingHeartRate: nan,
		}
	}
	elapsed := float64(t.len() - 1)
	timer := elapsed
	for _, p := range pauses {
		timer -= p.To - p.From
	}
	distance := round(m.distance[t.len()-1], .01)
	beats, n, highest := 0., 0, nan
	for _, h := range m.heart {
		if !math.IsNaN(h) {
			beats, n = beats+h, n+1
			if !(highest >= h) {
				highest = h
			}
		}
	}
	mean := nan
	if n > 0 {
		mean = round(beats/float64(n), 1)
	}
	return activity.Totals{
		Distance: distance, Timer: timer, Elapsed: elapsed, Moving: nan,
		Ascent: ascent(m.altitude), AverageHeartRate: mean, MaximumHeartRate: round(highest, 1),
		AverageSpeed: round(distance/timer, .001), RestingHeartRate: nan,
	}
}

// ascent sums the climbs of more than three metres, as watches do.
func ascent(altitude []float64) float64 {
	sum, low, known := 0., 0., false
	for _, h := range altitude {
		switch {
		case math.IsNaN(h):
		case !known || h < low:
			low, known = h, true
		case h > low+3:
			sum, low = sum+h-low, h
		}
	}
	if !known {
		return math.NaN()
	}
	return math.Round(sum)
}
