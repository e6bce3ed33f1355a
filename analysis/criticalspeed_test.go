package analysis

import (
	"math"
	"testing"
)

func TestEnduranceFactor(t *testing.T) {
	for _, c := range []struct{ seconds, want float64 }{
		{2400, 1},
		{1200, 1 + 55*(1./1200-1./2400)},
		{300, 1.160416667},
		{60, EnduranceFactor(180)},
		{9000, math.Pow(3.75, -.07)},
	} {
		near(t, "factor", EnduranceFactor(c.seconds), c.want, 1e-9)
	}
	// Continuous at 40 minutes and falling throughout.
	near(t, "at 2400 s", EnduranceFactor(2401), 1, 1e-4)
	for s := 200.; s < 14000; s += 100 {
		if EnduranceFactor(s+100) >= EnduranceFactor(s) {
			t.Errorf("factor does not fall at %v s", s)
		}
	}
	// A 20:00 5K and the 41:30 10K that goes with it are one critical speed.
	five := 5000. / 1200 / EnduranceFactor(1200)
	ten := 10000. / 2490 / EnduranceFactor(2490)
	near(t, "critical speed of a 5K against a 10K", five/ten, 1, .02)
}

func TestThresholdWeight(t *testing.T) {
	for _, c := range []struct{ u, want float64 }{
		{.5, 0}, {.84, 0}, {1, 1}, {.92, math.Pow(.5, 1.2)}, {2, 2}, {math.NaN(), 0},
	} {
		near(t, "weight", ThresholdWeight(c.u), c.want, 1e-12)
	}
}

// steps is a recording of pieces of minutes at speeds in m/s on the flat.
func steps(minutesAndSpeeds ...float64) Recording {
	var v []float32
	for i := 0; i < len(minutesAndSpeeds); i += 2 {
		for range int(minutesAndSpeeds[i] * 60 / TraceStep) {
			v = append(v, float32(minutesAndSpeeds[i+1]))
		}
	}
	r := Recording{Trace: newTrace(len(v)), HighestAltitude: math.NaN(), Temperature: math.NaN()}
	t := &r.Trace
	nan := float32(math.NaN())
	sum := 0.
	for i, s := range v {
		t.At[i] = float32(i * TraceStep)
		t.Speed[i], t.EffortSpeed[i], t.Moving[i] = s, s, s >= standing
		t.HeartRate[i], t.Altitude[i], t.Grade[i], t.Cadence[i] = nan, nan, nan, nan
		sum += float64(s) * TraceStep
	}
	r.Figures.Distance, r.Figures.StreamDistance = sum, sum
	r.Figures.Elapsed = float64(len(v) * TraceStep)
	r.Figures.Timer, r.Figures.Moving = r.Figures.Elapsed, r.Figures.Elapsed
	return r
}

func TestThresholdMinutesByHand(t *testing.T) {
	r := steps(20, 3, 10, 4, 10, 3)
	m := openRecording(&r)
	// Ten minutes at critical speed count ten; the jog at .75 counts none.
	near(t, "threshold minutes", m.thresholdMinutes(4), 10, .4)
	near(t, "log median after the warm-up", m.median, math.Log(3), 1e-6)
	near(t, "contrast", m.contrast, 4./3, .02)
	near(t, "moving minutes", m.movingMinutes, 40, .01)
}

func TestRacePotentialOfAnEvenRace(t *testing.T) {
	r := steps(20, 4.2)
	m := measure(&r)
	got, k := m.racePotential()
	near(t, "log critical speed", got, math.Log(4.2/EnduranceFactor(1200)), .01)
	near(t, "length in minutes", effortMinutes[k], 20, 0)
}

// TestEffortLeavesStopsOut holds that slowing to a crossing and speeding up from
// it take nothing from a run's effort, whether the watch ran on or paused.
func TestEffortLeavesStopsOut(t *testing.T) {
	var s []float64
	for range 20 {
		s = append(s, 1.5, 3, 1./12, 1.5, .25, 0, 1./12, 1.5)
	}
	r := steps(s...)
	near(t, "effort with standing", math.Exp(measure(&r).effort), 3, 1e-6)

	paused := steps(s...)
	trace := &paused.Trace
	n := 0
	for i := range trace.At {
		if trace.Moving[i] {
			trace.At[n], trace.EffortSpeed[n], trace.Moving[n] = trace.At[i], trace.EffortSpeed[i], true
			n++
		}
	}
	for i := n; i < trace.Len(); i++ {
		trace.Moving[i] = false
	}
	near(t, "effort with pauses", math.Exp(measure(&paused).effort), 3, 1e-6)
}
