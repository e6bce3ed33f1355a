package synth

import (
	"math"
	"testing"
	"time"

	"easyday/importer/activity"
)

// TestTruthIsTheMotion holds what the plan says of a run against what the
// runner then did.
func TestTruthIsTheMotion(t *testing.T) {
	for _, k := range Kinds() {
		t.Run(string(k), func(t *testing.T) {
			t.Parallel()
			s := New(k, 11)
			for i := range s.Runs {
				run := &s.Runs[i]
				m := s.motion(i)
				if run.session.even() {
					if off := m.meanEffort(run) - run.Truth.EffortOverComfortable; math.Abs(off) > .001 {
						t.Errorf("run %d: effort is %.4f off the truth", i, off)
					}
				} else if off := m.meanEffort(run) - run.Truth.EffortOverComfortable; math.Abs(off) > .06 {
					t.Errorf("run %d: a session's effort is %.4f off the plan", i, off)
				}
				if run.session == raceRun && run.race != raceTrail {
					d := 0.
					for _, v := range m.speed {
						d += v
					}
					if off := math.Log(d / run.race.metres()); math.Abs(off) > .02 {
						t.Errorf("run %d: %.0f m of a race of %.0f m", i, d, run.race.metres())
					}
				}
				if last := m.segment[m.len()-1]; last != len(run.segments)-1 {
					t.Errorf("run %d ends in part %d of %d", i, last+1, len(run.segments))
				}
			}
		})
	}
}

// TestHeartFollowsEffort holds the heart to the runner's line: at a steady
// effort it comes to the reserve asked for, with the lag given.
func TestHeartFollowsEffort(t *testing.T) {
	s := New(Disciplined, 1)
	n := &s.Runner
	n.HeartDay, n.HeartDrift, n.HeatHeart = 0, 0, 0
	i := 0
	for s.Runs[i].session != easyRun || s.Runs[i].Truth.InWindow || len(s.Runs[i].segments) > 1 {
		i++
	}
	tr := newTrace(1500)
	for k := range tr.len() {
		tr.speed[k] = 3
	}
	s.beat(tr, i)
	want := n.HRrest + n.reserve(0)*(n.HRmax-n.HRrest)
	mean := 0.
	for _, h := range tr.heart[600:] {
		mean += h / 900
	}
	if math.Abs(mean-want) > 1.5 {
		t.Errorf("heart rate %.1f at comfortable effort, want %.1f", mean, want)
	}
	start := n.HRrest + reserveWaiting*(n.HRmax-n.HRrest)
	after := start + (want-start)*(1-1/math.E)
	if got := tr.heart[int(n.HeartLag)]; math.Abs(got-after) > 5 {
		t.Errorf("after one time constant %.1f, want %.1f", got, after)
	}
}

func TestThresholdMinutes(t *testing.T) {
	const ratio = .25
	at := func(minutes, share float64) segment {
		return block(minutes*60, ratio+math.Log(share), workPart)
	}
	for _, c := range []struct {
		name     string
		segments []segment
		want     float64
	}{
		{"easy", []segment{at(60, .78)}, 0},
		{"at the boundary", []segment{at(30, .84)}, 0},
		{"critical speed", []segment{at(10, 1)}, 10},
		{"half way", []segment{at(10, .92)}, 10 * math.Pow(.5, 1.2)},
		{"capped", []segment{at(5, 1.4)}, 10},
		{"strides", []segment{at(.4, 1.1), at(.4, 1.1)}, 0},
		{"two blocks", []segment{at(8, 1), at(2, .7), at(8, 1)}, 16},
		{"walked", []segment{{seconds: 600, effort: 1, to: 1, gait: walking}}, 0},
	} {
		if got := thresholdMinutes(c.segments, ratio); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: %v threshold minutes, want %v", c.name, got, c.want)
		}
	}
}

func TestWindow(t *testing.T) {
	for _, c := range []struct {
		reason Reason
		tem    float64
		race   raceKind
		want   float64
	}{
		{Tempo, 16, noRace, 42.4},
		{Intervals, 27, noRace, 57.8},
		{Tempo, 1, noRace, 24},
		{Intervals, 60, noRace, 72},
		{Duration, 0, noRace, 36},
		{Race, 20, race5K, 72},
		{Race, 40, race10K, 72},
		{Race, 50, raceTrail, 72},
		{Race, 90, raceHalf, 120},
		{Race, 90, raceMarathon, 240},
	} {
		want := time.Duration(c.want * float64(time.Hour))
		if got := window(c.reason, c.tem, c.race); (got - want).Abs() > time.Second {
			t.Errorf("%s, %v min: %v, want %v", c.reason, c.tem, got, want)
		}
	}
}

func TestLongEnough(t *testing.T) {
	start := time.Date(2024, time.May, 31, 9, 0, 0, 0, time.UTC)
	day := 24 * time.Hour
	var d diary
	for i, m := range []float64{300, 40, 50, 70, 60} { // the first is more than 28 days old
		d.starts = append(d.starts, start.Add(-time.Duration(30-5*i)*day))
		d.minutes = append(d.minutes, m)
	}
	for _, c := range []struct {
		minutes float64
		want    bool
	}{{89, false}, {90, true}} { // 1.5 × 55 is less than 90
		if got := d.longEnough(start, c.minutes); got != c.want {
			t.Errorf("%v minutes: %v", c.minutes, got)
		}
	}
	d.minutes = []float64{300, 70, 70, 70, 70}
	if d.longEnough(start, 104) || !d.longEnough(start, 105) {
		t.Error("half as long again as a median of 70 minutes is 105")
	}
}

func TestRunnerFormulas(t *testing.T) {
	n := Runner{Uphill: 1, Downhill: 1, EnduranceTime: 2400, EnduranceReserve: 60, EnduranceFade: .07}
	for _, c := range []struct{ grade, want float64 }{
		// Cost in J/kg/m by the polynomial: 4.685, 5.968, 2.152 and 1.800, over 3.6.
		{0, 1}, {.05, 4.685 / 3.6}, {.10, 5.968 / 3.6}, {-.10, 2.152 / 3.6}, {-.20, 1.800 / 3.6},
	} {
		if got := n.cost(c.grade); math.Abs(got-c.want) > .0006 {
			t.Errorf("cost(%v) = %.4f, want %.4f", c.grade, got, c.want)
		}
	}
	for _, c := range []struct{ seconds, want float64 }{
		{2400, 1}, {1200, 1 + 60*(1./1200-1./2400)}, {4800, math.Pow(2, -.07)},
	} {
		if got := n.enduranceRatio(c.seconds); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("enduranceRatio(%v) = %v, want %v", c.seconds, got, c.want)
		}
	}
	const critical = 4.
	for _, metres := range []float64{3000, 5000, 21097.5, 42195} {
		s := n.raceTime(metres, critical)
		if d := critical * n.enduranceRatio(s) * s; math.Abs(d-metres) > .01 {
			t.Errorf("raceTime(%v) = %v s covers %v m", metres, s, d)
		}
	}
	for e, last := -.5, 0.; e < 1; e += .01 {
		m := Runner{ComfortableReserve: .69, ReserveSlope: 1}
		f := m.reserve(e)
		if f <= last || f > 1 {
			t.Fatalf("reserve(%v) = %v after %v", e, f, last)
		}
		last = f
	}
}

// TestZones holds the written-out rules of summer time against the time-zone
// database, where the machine has one.
func TestZones(t *testing.T) {
	for _, z := range zones() {
		location, err := time.LoadLocation(z.name)
		if err != nil {
			t.Skipf("no time-zone database here: %v", err)
		}
		for at := time.Date(2023, time.January, 1, 0, 30, 0, 0, time.UTC); at.Year() < 2026; at = at.Add(6 * time.Hour) {
			_, want := at.In(location).Zone()
			if got := z.offset(at); got != time.Duration(want)*time.Second {
				t.Fatalf("%s at %v: offset %v, want %v", z.name, at, got, time.Duration(want)*time.Second)
			}
			local := at.Add(z.offset(at))
			if back := z.utc(local); back != at && z.offset(back) == z.offset(at) {
				t.Fatalf("%s: %v local is %v, want %v", z.name, local, back, at)
			}
		}
	}
}

// TestRoutesAreSmooth holds altitude and grade of a route against each other.
func TestRoutesAreSmooth(t *testing.T) {
	s := New(Mountain, 1)
	for i := range s.routes {
		r := &s.routes[i]
		if r.ground == indoorGround {
			continue
		}
		for p := 1.; p < r.length()-1; p += 7 {
			a, _ := r.altitude(p - .5)
			b, _ := r.altitude(p + .5)
			_, grade := r.altitude(p)
			if math.Abs(b-a-grade) > .003 || math.Abs(grade) > .45 {
				t.Fatalf("route %d at %v m: grade %v, difference %v", i, p, grade, b-a)
			}
		}
		if r.loop {
			a, _ := r.altitude(0)
			b, _ := r.altitude(r.length())
			if math.Abs(a-b) > .01 || r.x[0] != r.x[len(r.x)-1] {
				t.Errorf("route %d does not close", i)
			}
		}
	}
	if d := s.routes[trackRoute].length(); math.Abs(d-400) > 1 {
		t.Errorf("the track is %v m long", d)
	}
}

// TestFaults holds the recordings to containing what real ones suffer from.
func TestFaults(t *testing.T) {
	count := map[string]int{}
	runs := 0
	formats := map[activity.Format]int{}
	for _, k := range []Kind{Steady, NeverEasy, Sparse} {
		for seed := range uint64(2) {
			s := New(k, seed+20)
			for i := range s.Runs {
				a := s.Record(i)
				x := &a.Samples
				runs++
				formats[a.Format]++
				if !activity.Has(x.HeartRate) {
					count["no heart rate"]++
				}
				if len(a.Pauses) > 0 {
					count["pause"]++
				}
				if a.Treadmill() {
					count["treadmill"]++
				}
				locked, moving := 0, 0
				for j := range x.Len() {
					if x.Cadence[j] > 140 && x.HeartRate[j] > 0 {
						moving++
						if math.Abs(x.HeartRate[j]-x.Cadence[j]) <= 3 {
							locked++
						}
					}
				}
				if moving > 0 && locked > moving*25/100 && x.Len() > 600 {
					count["locked"]++
				}
				for j := 1; j < x.Len(); j++ {
					step := 111195 * math.Hypot(x.Latitude[j]-x.Latitude[j-1],
						(x.Longitude[j]-x.Longitude[j-1])*math.Cos(x.Latitude[j]*math.Pi/180))
					if step/(x.Time[j]-x.Time[j-1]) > 12.5 {
						count["jump"]++
						break
					}
				}
			}
		}
	}
	for name, b := range map[string][2]float64{
		"no heart rate": {.01, .15}, "pause": {.04, .8}, "treadmill": {.002, .08}, "locked": {.015, .2}, "jump": {.03, .3},
	} {
		if share := float64(count[name]) / float64(runs); share < b[0] || share > b[1] {
			t.Errorf("%s in %.3f of runs, want %v", name, share, b)
		}
	}
	if len(formats) != 3 {
		t.Errorf("formats %v, want all three", formats)
	}
}

func TestBeginnerWalksAtFirst(t *testing.T) {
	walked := func(r *Run) float64 {
		walk, all := 0, 0
		for _, g := range r.segments {
			all += g.seconds
			if g.gait == walking {
				walk += g.seconds
			}
		}
		return float64(walk) / float64(all)
	}
	for seed := range uint64(6) {
		s := New(Beginner, seed+100)
		if w := walked(&s.Runs[0]); w < .35 {
			t.Errorf("seed %d: walks %.2f of the first run", s.Seed, w)
		}
		sum, n := 0., 0
		for i := range s.Runs {
			if r := &s.Runs[i]; r.day >= s.profile.runWalk {
				sum, n = sum+walked(r), n+1
			}
		}
		if sum/float64(n) > .05 {
			t.Errorf("seed %d: walks %.2f of the later runs", s.Seed, sum/float64(n))
		}
	}
}
