package analysis

import (
	"math"
	"testing"
	"time"

	"easyday/importer/activity"
)

// recorded is an hour of samples every step seconds at 3 m/s with heart rate
// 140, on the flat, with one pause of ten minutes where no sample was written.
func recorded(step float64, pause bool) activity.Activity {
	a := activity.Activity{Start: time.Date(2025, 3, 4, 6, 0, 0, 0, time.UTC), Sport: activity.Running}
	n := int(3600/step) + 1
	a.Samples = (*activity.Buffer)(nil).Samples(n)
	s := &a.Samples
	for i := range n {
		t := float64(i) * step
		s.Distance[i] = 3 * t
		if pause && t > 1800 {
			t += 600
		}
		s.Time[i] = t
		s.HeartRate[i], s.Altitude[i], s.Cadence[i], s.Temperature[i] = 140, 50, 170, 21
	}
	if pause {
		a.Pauses = []activity.Interval{{From: 1800, To: 2400}}
	}
	a.Figures = activity.Figures{Distance: 10800, StreamDistance: 10800, Elapsed: s.Time[n-1], Timer: 3600, Moving: 3600, HeartRate: 140}
	return a
}

func TestSummarize(t *testing.T) {
	for _, c := range []struct {
		name  string
		step  float64
		pause bool
	}{
		{"every second", 1, false},
		{"every six seconds", 6, false},
		{"with a pause", 1, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := recorded(c.step, c.pause)
			r := Summarize(&a)
			near(t, "blocks", float64(r.Trace.Len()), 720, 1)
			for i := range r.Trace.Len() {
				if r.Trace.At[i] == 2400 {
					continue // half of it is the step over the pause
				}
				near(t, "speed", float64(r.Trace.Speed[i]), 3, 1e-3)
				near(t, "effort speed", float64(r.Trace.EffortSpeed[i]), 3, 1e-3)
				near(t, "heart rate", float64(r.Trace.HeartRate[i]), 140, 1e-3)
				if at := r.Trace.At[i]; c.pause && at >= 1800 && at < 2400 {
					t.Errorf("block at %v s lies in the pause", at)
				}
			}
			near(t, "temperature", r.Temperature, 21, 0)
			near(t, "altitude", r.HighestAltitude, 50, 1e-9)
		})
	}
}

// TestClimateOfARecording holds that the middle of the positions says where a run
// was, a run indoors has no climate, and a virtual course no hills either.
func TestClimateOfARecording(t *testing.T) {
	for _, c := range []struct {
		name, subSport string
		lat            func(i int) float64
		want           float64 // NaN for none
		indoor         bool
	}{
		{"in Singapore", "", func(int) float64 { return 1.4 }, 28, false},
		{"a stale first fix in the north", "", func(i int) float64 { return []float64{60, 1.4}[min(i/5, 1)] }, 28, false},
		{"without positions", "", func(int) float64 { return math.NaN() }, math.NaN(), false},
		{"on a treadmill", "treadmill", func(int) float64 { return 1.4 }, math.NaN(), true},
		{"on an indoor track", "indoor_track", func(int) float64 { return 1.4 }, math.NaN(), true},
		{"in a virtual world", "virtual_activity", func(int) float64 { return 1.4 }, math.NaN(), true},
	} {
		a := recorded(1, false)
		a.SubSport = c.subSport
		for i := range a.Samples.Latitude {
			a.Samples.Latitude[i], a.Samples.Longitude[i] = c.lat(i), 103.8
		}
		r := Summarize(&a)
		if math.IsNaN(c.want) != math.IsNaN(r.Climate) || math.Abs(r.Climate-c.want) > 4 || r.Indoor != c.indoor {
			t.Errorf("%s: %v °C, indoors %v; want %v, %v", c.name, r.Climate, r.Indoor, c.want, c.indoor)
		}
	}
}

func TestSummarizeNothing(t *testing.T) {
	a := activity.Activity{Start: time.Date(2025, 3, 4, 6, 0, 0, 0, time.UTC), Figures: activity.Figures{Distance: 5000}}
	r := Summarize(&a)
	if r.Trace.Len() != 0 || r.Figures.Distance != 5000 {
		t.Errorf("got %d blocks and %v m", r.Trace.Len(), r.Figures.Distance)
	}
	m := measure(&r)
	if !math.IsNaN(m.median) || !math.IsNaN(m.effort) || m.movingMinutes != 0 {
		t.Errorf("figures of nothing: %+v", m)
	}
}

// A forgotten watch must not make a trace of weeks.
func TestSummarizeIsBounded(t *testing.T) {
	a := recorded(1, false)
	a.Samples.Time[a.Samples.Len()-1] = 1e9
	r := Summarize(&a)
	if r.Trace.Len() > longestTrace {
		t.Errorf("%d blocks", r.Trace.Len())
	}
}

func TestInterpolatorSkipsMissing(t *testing.T) {
	nan := math.NaN()
	p := newInterpolator([]float64{0, 1, 2, 3, 10}, []float64{nan, 10, nan, 30, 100})
	for _, c := range []struct{ at, want float64 }{{1, 10}, {2, 20}, {3, 30}, {6.5, 65}, {2.5, 25}, {10, 100}} {
		near(t, "value", p.at(c.at), c.want, 1e-12)
	}
	if v := p.at(0); !math.IsNaN(v) {
		t.Errorf("value %v before the first", v)
	}
	if v := p.at(11); !math.IsNaN(v) {
		t.Errorf("value %v after the last", v)
	}
}

func TestSummarizeAllocations(t *testing.T) {
	a := recorded(1, false)
	if n := testing.AllocsPerRun(20, func() { Summarize(&a) }); n > 84 {
		t.Errorf("%v allocations for an hour of samples, want at most 84", n)
	}
}

func BenchmarkSummarize(b *testing.B) {
	a := recorded(1, true)
	b.ReportAllocs()
	for b.Loop() {
		Summarize(&a)
	}
}

// BenchmarkSummarizeHills summarises an hour of hill repetitions, whose positions are
// looked at closest.
func BenchmarkSummarizeHills(b *testing.B) {
	a := alongLegs(repetitions(14, .06, 3, 2.7), 1, 46, 8, 2, 1)
	b.ReportAllocs()
	for b.Loop() {
		Summarize(&a)
	}
}

func BenchmarkMeasure(b *testing.B) {
	a := recorded(1, true)
	r := Summarize(&a)
	b.ReportAllocs()
	for b.Loop() {
		measure(&r)
	}
}
