package importer

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"easyday/importer/activity"
)

var nan = math.NaN()

// steady is a run of n samples 1 s apart at 3 m/s with every column.
func steady(n int) *activity.Activity {
	a := &activity.Activity{
		Sport: activity.Running, Start: time.Date(2025, 3, 1, 6, 0, 0, 0, time.UTC),
		Totals:  activity.Totals{Distance: nan, Timer: nan, Elapsed: nan, Moving: nan, Ascent: nan, AverageHeartRate: nan, MaximumHeartRate: nan, AverageSpeed: nan, RestingHeartRate: nan},
		Samples: (*activity.Buffer)(nil).Samples(n),
	}
	s := &a.Samples
	for i := range n {
		t := float64(i)
		s.Time[i], s.Distance[i], s.Speed[i] = t, 3*t, 3
		s.Latitude[i], s.Longitude[i] = 10+3*t/110608, 20
		s.Altitude[i] = 400 + math.Round(5*math.Sin(t/200))
		s.HeartRate[i] = 140 + math.Round(2*math.Sin(t/30)) + float64(i%2)
		s.Cadence[i] = 170 + math.Round(2*math.Cos(t/17))
	}
	return a
}

// codes are the notes' codes with their counts.
func codes(a *activity.Activity) map[string]int {
	m := map[string]int{}
	for _, n := range a.Notes {
		m[n.Code] = n.Count
	}
	return m
}

// repairs is a table of one thing gone wrong each: what is noted, and what a
// check of the mended run says.
func TestRepairs(t *testing.T) {
	const n = 1200
	set := func(column []float64, from, to int, f func(i int) float64) {
		for i := from; i < to; i++ {
			column[i] = f(i)
		}
	}
	constant := func(v float64) func(int) float64 { return func(int) float64 { return v } }
	near := func(name string, got, want, within float64) string {
		if !(math.Abs(got-want) <= within) {
			return fmt.Sprintf("%s = %v, want %v ± %v", name, got, want, within)
		}
		return ""
	}
	final := func(want, within float64) func(*activity.Activity) string {
		return func(a *activity.Activity) string { return near("distance", a.Figures.StreamDistance, want, within) }
	}
	left := func(column func(*activity.Samples) []float64, want float64) func(*activity.Activity) string {
		return func(a *activity.Activity) string {
			return near("coverage", activity.Coverage(column(&a.Samples)), want, 1e-9)
		}
	}
	for _, tt := range []struct {
		name  string
		spoil func(a *activity.Activity)
		notes map[string]int
		check func(a *activity.Activity) string
	}{
		{"nothing wrong", func(*activity.Activity) {}, map[string]int{}, final(3*(n-1), 1e-6)},
		{
			"positions at the origin and half a pair", func(a *activity.Activity) {
				a.Samples.Latitude[5], a.Samples.Longitude[5] = 0, 0
				a.Samples.Longitude[9] = nan
				a.Samples.Latitude[11] = 91
			},
			map[string]int{"position_invalid": 3},
			left(func(s *activity.Samples) []float64 { return s.Latitude }, 1-3.0/n),
		},
		{
			"a spike of 10 positions", func(a *activity.Activity) {
				set(a.Samples.Longitude, 300, 310, constant(20.01))
			},
			map[string]int{"position_spikes": 10},
			left(func(s *activity.Samples) []float64 { return s.Longitude }, 1-10.0/n),
		},
		{
			"a new place for good is no spike", func(a *activity.Activity) {
				set(a.Samples.Longitude, 600, n, constant(20.01))
			},
			map[string]int{},
			left(func(s *activity.Samples) []float64 { return s.Longitude }, 1),
		},
		{
			"device speeds no runner reaches", func(a *activity.Activity) {
				a.Samples.Speed[10], a.Samples.Speed[20], a.Samples.Speed[30] = -1, 13, 12
				set(a.Samples.Speed, 100, 103, constant(9)) // 2 s: a sprint
				set(a.Samples.Speed, 200, 206, constant(9))
			},
			map[string]int{"speed_limit": 8},
			left(func(s *activity.Samples) []float64 { return s.Speed }, 1-8.0/n),
		},
		{
			"distance strays up and back", func(a *activity.Activity) { set(a.Samples.Distance, 500, 503, constant(9000)) },
			map[string]int{"distance_strays": 3},
			final(3*(n-1), 1e-6),
		},
		{
			"distance dips and comes back", func(a *activity.Activity) { set(a.Samples.Distance, 500, 503, constant(0)) },
			map[string]int{"distance_strays": 3},
			final(3*(n-1), 1e-6),
		},
		{
			"distance starts again", func(a *activity.Activity) {
				set(a.Samples.Distance, 600, n, func(i int) float64 { return 3 * float64(i-600) })
			},
			map[string]int{"distance_restart": 1},
			final(3*(n-2), 1e-6),
		},
		{
			"distance goes on from an earlier leg", func(a *activity.Activity) {
				set(a.Samples.Distance, 0, n, func(i int) float64 { return 42000 + 3*float64(i) })
			},
			map[string]int{"distance_offset": 0},
			final(3*(n-1), 1e-6),
		},
		{
			"distance that a late first record had already covered", func(a *activity.Activity) {
				set(a.Samples.Distance, 0, 100, constant(nan))
			},
			map[string]int{},
			final(3*(n-1), 1e-6),
		},
		{
			"distance leaps by 500 m", func(a *activity.Activity) {
				set(a.Samples.Distance, 600, n, func(i int) float64 { return 3*float64(i) + 500 })
			},
			map[string]int{"distance_leaps": 1},
			final(3*(n-1), 1e-6),
		},
		{
			"distance stands and catches up", func(a *activity.Activity) { set(a.Samples.Distance, 600, 660, constant(1797)) },
			map[string]int{"distance_catch_up": 1},
			func(a *activity.Activity) string {
				return near("distance half way", a.Samples.Distance[630], 3*630, 3)
			},
		},
		{
			"a few seconds at 10 m/s", func(a *activity.Activity) {
				set(a.Samples.Distance, 600, n, func(i int) float64 { return 3*float64(i) + 7*float64(min(i-599, 6)) })
			},
			map[string]int{"distance_too_fast": 1},
			final(3*(n-1), 1e-6),
		},
		{
			"five minutes in a car", func(a *activity.Activity) {
				set(a.Samples.Distance, 600, n, func(i int) float64 { return 3*float64(i) + 12*float64(min(i-599, 300)) })
			},
			map[string]int{"ride": 1},
			func(a *activity.Activity) string {
				return near("distance", a.Figures.StreamDistance, 3*(n-1)-3*300, 1e-6) + near("timer", a.Figures.Timer, n-1-300, 1e-6)
			},
		},
		{
			"a leap, then five minutes in a car", func(a *activity.Activity) {
				set(a.Samples.Distance, 300, n, func(i int) float64 { return 3*float64(i) + 500 })
				set(a.Samples.Distance, 600, n, func(i int) float64 { return 3*float64(i) + 500 + 12*float64(min(i-599, 300)) })
			},
			map[string]int{"distance_leaps": 1, "ride": 1},
			final(3*(n-1)-3*300, 1e-6),
		},
		{
			"no distance: positions", func(a *activity.Activity) { set(a.Samples.Distance, 0, n, constant(nan)) },
			map[string]int{"distance_from_positions": 0},
			final(3*(n-1), 2),
		},
		{
			"no distance, no positions: speeds", func(a *activity.Activity) {
				set(a.Samples.Distance, 0, n, constant(nan))
				set(a.Samples.Latitude, 0, n, constant(nan))
				set(a.Samples.Longitude, 0, n, constant(nan))
			},
			map[string]int{"distance_from_speed": 0},
			final(3*(n-1), 1e-6),
		},
		{
			"a distance that stays 0", func(a *activity.Activity) { set(a.Samples.Distance, 0, n, constant(0)) },
			map[string]int{"distance_from_positions": 0},
			final(3*(n-1), 2),
		},
		{
			"distance on every tenth sample", func(a *activity.Activity) {
				set(a.Samples.Distance, 0, n, func(i int) float64 {
					if i%10 == 3 {
						return 3 * float64(i)
					}
					return nan
				})
			},
			map[string]int{},
			func(a *activity.Activity) string {
				return near("coverage", activity.Coverage(a.Samples.Distance), 1, 0) + near("distance", a.Samples.Distance[555], 3*555, 1e-6) +
					near("last", a.Figures.StreamDistance, 3*(n-1), .5)
			},
		},
		{
			"altitude: invalid, a spike and a step", func(a *activity.Activity) {
				a.Samples.Altitude[50] = -500
				set(a.Samples.Altitude, 100, 103, constant(460))
				set(a.Samples.Altitude, 0, 600, func(i int) float64 { return a.Samples.Altitude[i] - 30 })
			},
			map[string]int{"altitude_invalid": 1, "altitude_spikes": 3, "altitude_steps": 1},
			func(a *activity.Activity) string {
				return near("altitude before the step", a.Samples.Altitude[0], 400, 1.001)
			},
		},
		{
			"altitude that climbs in a lift", func(a *activity.Activity) {
				set(a.Samples.Altitude, 300, n, func(i int) float64 { return a.Samples.Altitude[i] + min(120, 1.2*float64(i-300)) })
			},
			map[string]int{"altitude_climbs": 139},
			func(a *activity.Activity) string {
				return near("altitude before the lift", a.Samples.Altitude[0], 400, 1.001) + near("known", activity.Coverage(a.Samples.Altitude), float64(n-139)/n, .01)
			},
		},
		{
			"a climb of a vertical kilometre in 33 minutes", func(a *activity.Activity) {
				set(a.Samples.Altitude, 0, n, func(i int) float64 { return 400 + .5*float64(i) })
			},
			map[string]int{},
			left(func(s *activity.Samples) []float64 { return s.Altitude }, 1),
		},
		{
			"altitude 0 throughout", func(a *activity.Activity) { set(a.Samples.Altitude, 0, n, constant(0)) },
			map[string]int{"altitude_zero": n},
			left(func(s *activity.Samples) []float64 { return s.Altitude }, 0),
		},
		{
			"a gap without distance is a pause", func(a *activity.Activity) {
				set(a.Samples.Time, 600, n, func(i int) float64 { return float64(i) + 100 })
			},
			map[string]int{"pauses_inferred": 1},
			func(a *activity.Activity) string {
				return near("timer", a.Figures.Timer, n-2, 1e-6) + near("elapsed", a.Figures.Elapsed, n+99, 1e-6)
			},
		},
		{
			"a gap at running speed is a drop-out", func(a *activity.Activity) {
				set(a.Samples.Time, 600, n, func(i int) float64 { return float64(i) + 100 })
				set(a.Samples.Distance, 600, n, func(i int) float64 { return 3 * (float64(i) + 100) })
				set(a.Samples.Latitude, 600, n, func(i int) float64 { return 10 + 3*(float64(i)+100)/110608 })
			},
			map[string]int{"dropouts": 1},
			func(a *activity.Activity) string {
				return near("timer", a.Figures.Timer, n+99, 1e-6)
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := steady(n)
			tt.spoil(a)
			var m mender
			if !m.clock(a) {
				t.Fatal("clock is not believed")
			}
			m.mend(a)
			if d := cmp.Diff(tt.notes, codes(a)); d != "" {
				t.Errorf("notes (-want +got):\n%s\n%v", d, a.Notes)
			}
			if complaint := tt.check(a); complaint != "" {
				t.Error(complaint)
			}
			if err := a.Check(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestClock(t *testing.T) {
	date := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 5, 0, time.UTC) }
	for _, tt := range []struct {
		name      string
		start     time.Time
		positions bool
		spoil     func(a *activity.Activity)
		ok        bool
		left      int
		from      time.Time
	}{
		{"fine", date(2025, 3, 1), true, nil, true, 100, date(2025, 3, 1)},
		{"FIT's epoch", date(1989, 12, 31), true, nil, false, 100, date(1989, 12, 31)},
		{"the far future", date(7600, 1, 1), true, nil, false, 100, date(7600, 1, 1)},
		{"a watch's epoch", date(2009, 12, 31), false, nil, false, 100, date(2009, 12, 31)},
		{"New Year's Eve with satellites", date(2009, 12, 31), true, nil, true, 100, date(2009, 12, 31)},
		{
			"set during the run", date(1989, 12, 31), true, func(a *activity.Activity) {
				jump := date(2025, 3, 1).Sub(date(1989, 12, 31)).Seconds()
				for i := 10; i < 100; i++ {
					a.Samples.Time[i] += jump
				}
				a.Laps = []activity.Lap{{Start: 0}, {Start: jump + 50}}
				a.Pauses = []activity.Interval{{From: 2, To: 4}, {From: jump + 20, To: jump + 30}}
			},
			true, 90, date(2025, 3, 1).Add(10 * time.Second),
		},
		{
			"one wild time at the end", date(2025, 3, 1), true, func(a *activity.Activity) { a.Samples.Time[99] += 1e11 },
			true, 99, date(2025, 3, 1),
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := steady(100)
			a.Start = tt.start
			if !tt.positions {
				for i := range a.Samples.Latitude {
					a.Samples.Latitude[i], a.Samples.Longitude[i] = nan, nan
				}
			}
			if tt.spoil != nil {
				tt.spoil(a)
			}
			var m mender
			if ok := m.clock(a); ok != tt.ok {
				t.Fatalf("clock = %v, want %v", ok, tt.ok)
			}
			if a.Samples.Len() != tt.left || !a.Start.Equal(tt.from) {
				t.Errorf("%d samples from %v, want %d from %v", a.Samples.Len(), a.Start, tt.left, tt.from)
			}
			if err := a.Check(); err != nil {
				t.Error(err)
			}
			if tt.name == "set during the run" {
				if d := cmp.Diff([]activity.Interval{{From: 10, To: 20}}, a.Pauses); d != "" {
					t.Error(d)
				}
				if d := cmp.Diff([]activity.Lap{{Start: 40}}, a.Laps); d != "" {
					t.Error(d)
				}
			}
		})
	}
}

func TestFigures(t *testing.T) {
	const n = 1201
	for _, tt := range []struct {
		name   string
		change func(a *activity.Activity)
		want   activity.Figures
	}{
		{
			"the stream's where the device states nothing", func(*activity.Activity) {},
			activity.Figures{Distance: 3600, StreamDistance: 3600, Elapsed: 1200, Timer: 1200, Moving: 1200, HeartRate: 140.5},
		},
		{
			"the device's where believable", func(a *activity.Activity) {
				a.Totals.Distance, a.Totals.Timer, a.Totals.Elapsed = 3650, 1190, 1210
			},
			activity.Figures{Distance: 3650, StreamDistance: 3600, Elapsed: 1210, Timer: 1190, Moving: 1190, HeartRate: 140.5},
		},
		{
			"not believable", func(a *activity.Activity) {
				a.Totals.Distance, a.Totals.Timer, a.Totals.Elapsed = 8000, 100, 90000
			},
			activity.Figures{Distance: 3600, StreamDistance: 3600, Elapsed: 1200, Timer: 1200, Moving: 1200, HeartRate: 140.5},
		},
		{
			"a timer that leaves out no pause", func(a *activity.Activity) {
				a.Pauses, a.TimerEvents = []activity.Interval{{From: 100, To: 150}}, true
				a.Totals.Timer, a.Totals.Elapsed = 1200, 1200
			},
			activity.Figures{Distance: 3600, StreamDistance: 3600, Elapsed: 1200, Timer: 1150, Moving: 1150, HeartRate: 140.5},
		},
		{
			"no samples", func(a *activity.Activity) {
				a.Samples = activity.Samples{}
				a.Totals.Distance, a.Totals.Timer, a.Totals.AverageHeartRate = 5000, 1800, 150
			},
			activity.Figures{Distance: 5000, StreamDistance: nan, Elapsed: 1800, Timer: 1800, Moving: 1800, HeartRate: 150},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := steady(n)
			tt.change(a)
			var m mender
			m.mend(a)
			if d := cmp.Diff(tt.want, a.Figures, cmpopts.EquateNaNs(), cmpopts.EquateApprox(0, .2)); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestHeartRateIsWeightedByTime: 100 s at 120 in samples 10 s apart and 20 s at
// 180 in samples 1 s apart.
func TestHeartRateIsWeightedByTime(t *testing.T) {
	a := &activity.Activity{Samples: (*activity.Buffer)(nil).Samples(31)}
	for i := range 31 {
		if i <= 10 {
			a.Samples.Time[i], a.Samples.HeartRate[i] = 10*float64(i), 120
		} else {
			a.Samples.Time[i], a.Samples.HeartRate[i] = 100+float64(i-10), 180
		}
	}
	a.Samples.HeartRate[10] = 180
	want := (100*120 + 21*180) / 121.0 // the last sample holds for a second
	if got := meanHeartRate(a); math.Abs(got-want) > 1e-9 {
		t.Errorf("mean heart rate %v, want %v", got, want)
	}
}

// TestMetresBetween compares with the length of a degree on WGS 84.
func TestMetresBetween(t *testing.T) {
	for _, tt := range []struct {
		lat1, lon1, lat2, lon2, want float64
	}{
		{-.5, 0, .5, 0, 110574},        // a degree of latitude at the equator
		{44.5, 7, 45.5, 7, 111132},     // at 45 degrees
		{0, 10, 0, 11, 111320},         // a degree of longitude at the equator
		{45, 10, 45, 11, 78847},        // at 45 degrees
		{60, 179.5, 60, -179.5, 55800}, // across the date line
		{10, 20, 10, 20, 0},
	} {
		got := metresBetween(tt.lat1, tt.lon1, tt.lat2, tt.lon2)
		if math.Abs(got-tt.want) > 1.5+tt.want*1e-5 {
			t.Errorf("%v: %.1f m, want %.0f", tt, got, tt.want)
		}
	}
}

func TestNegativeDistance(t *testing.T) {
	a := steady(18)
	s := &a.Samples
	for i := range s.Distance {
		s.Distance[i], s.Latitude[i], s.Longitude[i], s.Speed[i] = nan, nan, nan, nan
	}
	s.Distance[1], s.Distance[17] = -1997, -1949
	var m mender
	m.mend(a)
	if got := []float64{s.Distance[0], s.Distance[1], s.Distance[17]}; !cmp.Equal(got, []float64{0, 0, 48}) {
		t.Errorf("distance %v", got)
	}
}

// TestMendKeepsTheContract throws anything at the repairs: what comes out must
// be a valid activity with a distance that never runs back, and the same again
// for the same input whatever the mender read before.
func TestMendKeepsTheContract(t *testing.T) {
	var used mender
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 400).Draw(t, "n")
		seed := rapid.SliceOfN(rapid.Float64Range(-1, 1), 16, 16).Draw(t, "seed")
		build := func() *activity.Activity {
			a := steady(n)
			s := &a.Samples
			at := 0.0
			for i := range n {
				x := seed[i%16] * seed[(i/16)%16]
				at += math.Max(0, math.Round(20*x*x*x*x*math.Abs(x)*5))
				s.Time[i] = at
				spoil := func(column []float64, k int, scale float64) {
					switch v := seed[(i+k)%16]; {
					case v > .9:
						column[i] = nan
					case v < -.8:
						column[i] += scale * v * x
					}
				}
				spoil(s.Distance, 1, 2000)
				spoil(s.Latitude, 2, 50)
				spoil(s.Longitude, 3, 100)
				spoil(s.Speed, 4, 30)
				spoil(s.Altitude, 5, 20000)
				spoil(s.HeartRate, 6, 300)
				spoil(s.Cadence, 7, 200)
			}
			return a
		}
		a, b := build(), build()
		var fresh mender
		used.mend(a)
		fresh.mend(b)
		if d := cmp.Diff(b, a, cmpopts.EquateNaNs()); d != "" {
			t.Fatalf("differs with what was mended before:\n%s", d)
		}
		if err := a.Check(); err != nil {
			t.Fatal(err)
		}
		last := math.Inf(-1)
		for i, d := range a.Samples.Distance {
			if d < last-1e-6 {
				t.Fatalf("sample %d: distance %v after %v", i, d, last)
			}
			if !math.IsNaN(d) {
				last = d
			}
		}
		f := a.Figures
		if f.Moving > f.Timer+1e-6 || f.Timer > f.Elapsed+1e-6 || f.Moving < 0 {
			t.Fatalf("figures %+v", f)
		}
		newCandidate(a, [32]byte{}, 0)
	})
}
