package importer

import (
	"math"

	"easyday/importer/activity"
)

// Rules of belief in the device's totals.
const (
	// A stated distance is believed within this range of the stream's.
	leastOfStream, mostOfStream = .5, 2.0
	// and where repairs cut no more than this fraction of the stream.
	mostCut = .05
	// A stated timer or elapsed time is believed within this fraction of
	// the stream's, or timeSlack seconds, whichever is more.
	timeFraction, timeSlack = .1, 60.0
)

// settleFigures sets the activity's figures after all repairs; cut is the
// distance in metres that repairs took out of the stream.
//
// Distance is the device's total where it states one above 0 that lies between
// half and twice the stream's (or there is no stream), and where at most 5 % of
// the stream had to be cut; else the stream's. Elapsed and Timer are the
// device's where they lie within 10 % or a minute of the stream's, else the
// stream's: the last sample's time, less the pauses. A timer stated to be the
// elapsed time is not believed of a recording with pauses. Moving is the timer less
// stops: at least standingTime below standingSpeed. HeartRate is the mean over
// the time the timer ran, each value holding until the next sample but for at
// most longGap; the device's average where there is no stream.
func (m *mender) settleFigures(a *activity.Activity, cut float64) {
	s, f, device := &a.Samples, &a.Figures, a.Totals
	nan := math.NaN()
	*f = activity.Figures{Distance: nan, StreamDistance: nan, Elapsed: nan, Timer: nan, Moving: nan, HeartRate: nan}

	if k := m.known(s.Distance); len(k) > 0 {
		f.StreamDistance = s.Distance[k[len(k)-1]]
	}
	f.Distance = f.StreamDistance
	if device.Distance > 0 {
		inRange := device.Distance >= leastOfStream*f.StreamDistance && device.Distance <= mostOfStream*f.StreamDistance
		switch {
		case math.IsNaN(f.StreamDistance):
			f.Distance = device.Distance
		case inRange && cut <= mostCut*(f.StreamDistance+cut):
			f.Distance = device.Distance
		default:
			note(a, "device_distance", 0, "the device's total of %.0f m is not believed beside %.0f m of samples", device.Distance, f.StreamDistance)
		}
	}

	elapsed := nan
	if s.Len() >= 2 {
		elapsed = s.Time[s.Len()-1]
	}
	f.Elapsed = believed(device.Elapsed, elapsed)
	own := nan
	if !math.IsNaN(elapsed) {
		own = elapsed - paused(a.Pauses, 0, elapsed)
	}
	timer, whole := device.Timer, device.Elapsed
	if math.IsNaN(whole) {
		whole = elapsed // TCX states no elapsed time
	}
	if math.Abs(timer-whole) < 1 && elapsed-own > longGap {
		timer = nan // written without regard to pauses that are there to see
	}
	f.Timer = believed(timer, own)
	if math.IsNaN(f.Timer) {
		f.Timer = f.Elapsed
	}
	if math.IsNaN(f.Elapsed) || f.Elapsed < f.Timer {
		f.Elapsed = f.Timer
	}

	switch stood, known := m.stood(a); {
	case known:
		f.Moving = max(min(own, f.Timer)-stood, 0)
	case device.Moving > 0 && device.Moving <= f.Timer:
		f.Moving = device.Moving
	default:
		f.Moving = f.Timer
	}

	f.HeartRate = meanHeartRate(a)
	if math.IsNaN(f.HeartRate) && device.AverageHeartRate >= lowestHeartRate && device.AverageHeartRate <= highestHeartRate && s.Len() == 0 {
		f.HeartRate = device.AverageHeartRate
	}
}

// believed is the device's time where it agrees with the stream's, or there is
// no stream; else the stream's.
func believed(device, stream float64) float64 {
	switch {
	case !(device > 0):
		return stream
	case math.IsNaN(stream) || math.Abs(device-stream) <= max(timeFraction*stream, timeSlack):
		return device
	}
	return stream
}

// stood is the time in seconds the runner stood while the timer ran; known is
// false where nothing tells motion.
func (m *mender) stood(a *activity.Activity) (seconds float64, known bool) {
	t := a.Samples.Time
	stop := 0.0
	end := func() {
		if stop >= standingTime {
			seconds += stop
		}
		stop = 0
	}
	for i := 0; i+1 < len(t); i++ {
		v := m.speed[i]
		if math.IsNaN(v) {
			end()
			continue
		}
		known = true
		dt := t[i+1] - t[i] - paused(a.Pauses, t[i], t[i+1])
		if v >= standingSpeed {
			end()
			continue
		}
		stop += dt
	}
	end()
	return seconds, known
}

// meanHeartRate is the mean of heart rate over the time the timer ran.
func meanHeartRate(a *activity.Activity) float64 {
	t, hr := a.Samples.Time, a.Samples.HeartRate
	var beats, seconds float64
	for i, v := range hr {
		if math.IsNaN(v) {
			continue
		}
		dt := 1.0 // what the last sample holds for
		if i+1 < len(t) {
			dt = min(t[i+1]-t[i], longGap)
			dt -= paused(a.Pauses, t[i], t[i]+dt)
		}
		beats += v * dt
		seconds += dt
	}
	return beats / seconds
}
