package analysis

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"easyday/importer/activity"
)

// leg is a straight way of so many metres east, north and up, run at an even speed in m/s;
// one of no metres is so many seconds stood.
type leg struct{ east, north, up, speed float64 }

// alongLegs is a recording of legs with a point every step seconds, from a place, of
// positions off by noise metres (standard deviation, slowly wandering) and altitudes
// averaged over blurred seconds.
func alongLegs(legs []leg, step int, latitude, longitude, noise float64, blurred int) activity.Activity {
	var x, y, up []float64
	var d []float64
	px, py, pz, total := 0.0, 0.0, 100.0, 0.0
	for _, l := range legs {
		metres := math.Hypot(l.east, l.north)
		n := max(1, int(metres/l.speed))
		if metres == 0 {
			n = int(l.speed) // seconds stood
		}
		for range n {
			px, py, pz, total = px+l.east/float64(n), py+l.north/float64(n), pz+l.up/float64(n), total+metres/float64(n)
			x, y, up, d = append(x, px), append(y, py), append(up, pz), append(d, total)
		}
	}
	a := activity.Activity{Start: time.Date(2025, 3, 4, 6, 0, 0, 0, time.UTC), Sport: activity.Running}
	n := (len(x)-1)/step + 1
	a.Samples = (*activity.Buffer)(nil).Samples(n)
	s := &a.Samples
	r := rand.New(rand.NewPCG(1, 2))
	ex, ey := 0.0, 0.0
	keep := math.Exp(-float64(step) / 20)
	for i := range n {
		at := i * step
		ex = keep*ex + math.Sqrt(1-keep*keep)*noise*r.NormFloat64()
		ey = keep*ey + math.Sqrt(1-keep*keep)*noise*r.NormFloat64()
		mean, m := 0.0, 0
		for j := max(0, at-blurred/2); j <= min(len(up)-1, at+blurred/2); j++ {
			mean += up[j]
			m++
		}
		s.Time[i], s.Distance[i], s.Altitude[i] = float64(at), d[at], mean/float64(m)
		s.Latitude[i] = latitude + (y[at]+ey)/111.2e3
		s.Longitude[i] = math.Remainder(longitude+(x[at]+ex)/111.2e3/math.Cos(latitude*math.Pi/180), 360)
	}
	a.Figures = activity.Figures{Distance: total, Elapsed: s.Time[n-1], Timer: s.Time[n-1], Moving: s.Time[n-1]}
	return a
}

// repetitions are a warm-up and repetitions up a hill of 250 m, and back down.
func repetitions(n int, grade, up, down float64) []leg {
	const hill = 250
	legs := []leg{{1500, 800, 0, 2.9}}
	for range n {
		legs = append(legs, leg{hill, 0, hill * grade, up}, leg{-hill, 0, -hill * grade, down})
	}
	return append(legs, leg{-1500, -800, 0, 2.9})
}

// TestShuttle holds that a run to and fro over the same ground is seen for one, by a
// watch and by a telephone, wherever on earth, and that no other is.
func TestShuttle(t *testing.T) {
	hill := repetitions(8, .07, 3, 2.7)
	var laps, switchbacks, terraces, descent, standing []leg
	for range 12 {
		laps = append(laps, leg{100, 0, 0, 3}, leg{0, 100, 0, 3}, leg{-100, 0, 0, 3}, leg{0, -100, 0, 3})
		switchbacks = append(switchbacks, leg{200, 40, 25, 2.2}, leg{-200, 40, 25, 2.2})
		terraces = append(terraces, leg{90, 0, 3, 2.8}, leg{-90, 0, 3, 2.8}, leg{0, 60, 0, 2.8})
	}
	for range 5 {
		descent = append(descent, leg{200, 8, -20, 3}, leg{-200, 8, -20, 3})
		standing = append(standing, leg{250, 0, 17, 3}, leg{0, 0, 0, 90}, leg{-250, 0, -17, 2.7}, leg{0, 0, 0, 60})
	}
	for _, c := range []struct {
		name        string
		legs        []leg
		step        int
		lat, lon    float64
		noise       float64
		least, most int // turns
	}{
		{"eight times up a hill", hill, 1, 46, 8, 1, 15, 15},
		{"by a telephone", hill, 5, 46, 8, 4, 13, 15},
		{"in the far north", hill, 1, 69, 19, 2, 15, 15},
		{"across the date line", hill, 1, -17, 179.99, 2, 15, 15},
		{"with rests at both ends", standing, 1, 46, 8, 2, 9, 9},
		{"out and back once", []leg{{4000, 0, 30, 3}, {-4000, 0, -30, 3}}, 1, 46, 8, 2, 0, 0},
		{"laps round a block", laps, 1, 46, 8, 3, 0, 0},
		{"with the date line across the hill", hill, 5, 46, 179.982, 2, 15, 15},
		{"hairpins up a mountain", switchbacks, 1, 46, 8, 2, 0, 0},
		{"close hairpins down it", descent, 1, 46, 8, 0, 0, 9}, // some turns, of no rise that comes and goes
		{"to and fro and further on each time", terraces, 1, 46, 8, 2, 0, 0},
	} {
		a := alongLegs(c.legs, c.step, c.lat, c.lon, c.noise, 1)
		s := Summarize(&a)
		n := len(s.Shuttle.Turns)
		if n < c.least || n > c.most {
			t.Errorf("%s: %d turns, want %d to %d", c.name, n, c.least, c.most)
		}
		if c.least == 0 {
			if math.Abs(s.Shuttle.Rise) > 2 {
				t.Errorf("%s: rise %v", c.name, s.Shuttle.Rise)
			}
			continue
		}
		near(t, c.name+": leg", s.Shuttle.Leg, 250, 10)
		near(t, c.name+": rise", math.Abs(s.Shuttle.Rise), 17.5, 3) // smoothing takes some
		for k := 1; k < n; k++ {
			if !(s.Shuttle.Turns[k] > s.Shuttle.Turns[k-1]) {
				t.Errorf("%s: turn %d before turn %d", c.name, k, k-1)
			}
		}
	}
	a := alongLegs(hill, 1, 46, 8, 1, 1)
	a.SubSport = "treadmill"
	if r := Summarize(&a); r.Shuttle.Turns != nil {
		t.Errorf("a treadmill turned %d times", len(r.Shuttle.Turns))
	}
}

// TestHillRepetitionsOfATelephone holds that hill repetitions are seen whose altitude
// is too blurred to tell, by their ground, and a jog up and down a street is not.
func TestHillRepetitionsOfATelephone(t *testing.T) {
	flatStreet := repetitions(12, 0, 3, 3)
	for _, c := range []struct {
		name string
		legs []leg
		top  float64
		want bool
	}{
		{"repetitions", repetitions(8, .08, 3.3, 2.6), math.NaN(), true},
		{"one fast climb between two turns", repetitions(2, .08, 4.2, 2.6), math.NaN(), false},
		{"with a heart that says so", repetitions(8, .08, 3.3, 2.6), .95, true},
		{"with a calm heart", repetitions(8, .08, 3.3, 2.6), .8, false},
		{"jogged", repetitions(12, .05, 2.5, 2.6), math.NaN(), false},
		{"walked", repetitions(12, .05, 1.3, 1.3), math.NaN(), false},
		{"run in stride", repetitions(20, .03, 3.1, 3.1), math.NaN(), false},
		{"twice only", repetitions(2, .08, 3.3, 2.6), math.NaN(), false},
		{"a street on the flat", flatStreet, math.NaN(), false},
	} {
		a := alongLegs(c.legs, 5, 46, 8, 3, 90)
		r := Summarize(&a)
		o := DefaultOptions()
		ctx := flat()
		ctx.contrast, ctx.heartTop = 1.6, c.top // no pace here is structured by itself
		ctx.usualMinutes = 90
		h := judgeHard(&r, openRecording(&r), &ctx, &o)
		if got := h != nil; got != c.want {
			t.Errorf("%s: hard %v, want %v (%+v)", c.name, got, c.want, r.Shuttle)
			continue
		}
		if h != nil && (h.Reason != Hills || len(h.Stretches) < 7) {
			t.Errorf("%s: %s of %d stretches, want hills of 7 or 8; %s", c.name, h.Reason, len(h.Stretches), h.Words)
		}
	}
}

// TestClimbsOutOfHabit holds that climbs no harder than the runner's easy pace are no
// repetitions, nor those far below critical speed, however slow the easy pace.
func TestClimbsOutOfHabit(t *testing.T) {
	hard, jogged := alongLegs(repetitions(8, .08, 3.3, 2.6), 1, 46, 8, 1, 1), alongLegs(repetitions(20, .06, 2.4, 2.3), 1, 46, 8, 1, 1)
	for _, c := range []struct {
		run   *activity.Activity
		habit float64
		want  bool
	}{{&hard, 3.1, true}, {&hard, 4.4, false}, {&jogged, 2.4, false}} {
		r := Summarize(c.run)
		ctx := flat()
		ctx.habit = math.Log(c.habit)
		if got := openRecording(&r).repetitions(&r, &ctx) != nil; got != c.want {
			t.Errorf("habit %.1f m/s: %v, want %v", c.habit, got, c.want)
		}
	}
}

// TestIntervalsBesideAHill holds that fast kilometres on the flat stay what they are
// where the runner jogged up and down a slope before them.
func TestIntervalsBesideAHill(t *testing.T) {
	legs := repetitions(10, .03, 2.5, 2.6)
	for range 6 {
		legs = append(legs, leg{700, 714, 0, 4.2}, leg{200, 0, 0, 2.4})
	}
	a := alongLegs(legs, 1, 46, 8, 1, 1)
	r := Summarize(&a)
	o, ctx := DefaultOptions(), flat()
	ctx.contrast = 1.2
	if len(r.Shuttle.Turns) < 15 {
		t.Fatalf("%d turns", len(r.Shuttle.Turns))
	}
	if h := judgeHard(&r, openRecording(&r), &ctx, &o); h == nil || h.Reason != Intervals || len(h.Stretches) != 6 {
		t.Errorf("%+v, want 6 intervals", h)
	}
}

// TestShuttleOfAForgottenWatch holds that ground and positions are looked for no
// further than minutes away: two days of standing, or without a position, take no time.
func TestShuttleOfAForgottenWatch(t *testing.T) {
	stood := alongLegs([]leg{{1000, 0, 0, 3}, {0, 0, 0, 47 * 3600}, {1000, 0, 0, 3}}, 5, 46, 8, 0, 1)
	lost := alongLegs([]leg{{400e3, 0, 0, 3}}, 1, 46, 8, 0, 1)
	for i := range lost.Samples.Latitude {
		if i > 9 {
			lost.Samples.Latitude[i], lost.Samples.Longitude[i] = math.NaN(), math.NaN()
		}
	}
	for _, a := range []activity.Activity{stood, lost} {
		began := time.Now()
		Summarize(&a)
		if took := time.Since(began); took > 3*time.Second {
			t.Errorf("took %v", took)
		}
	}
}
