package synth_test

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"easyday/importer/activity"
	"easyday/importer/synth"
)

// plans are the seasons of each kind that tests of distributions look at.
func plans(k synth.Kind, seeds uint64) []*synth.Season {
	var out []*synth.Season
	for seed := range seeds {
		out = append(out, synth.New(k, seed+100))
	}
	return out
}

func TestSameSeedSameSeason(t *testing.T) {
	plan := cmpopts.IgnoreUnexported(synth.Season{}, synth.Run{}, synth.Runner{})
	for _, k := range synth.Kinds() {
		a, b := synth.New(k, 9), synth.New(k, 9)
		if d := cmp.Diff(a, b, plan); d != "" {
			t.Errorf("%s: two plans of one seed differ:\n%s", k, d)
		}
		if c := synth.New(k, 10); cmp.Equal(a, c, plan, cmpopts.IgnoreFields(synth.Season{}, "Seed")) {
			t.Errorf("%s: seeds 9 and 10 give one season", k)
		}
	}
}

func TestRecordDoesNotDependOnOrder(t *testing.T) {
	s := synth.New(synth.Steady, 4)
	n := min(len(s.Runs), 24)
	forward := make([]activity.Activity, n)
	for i := range n {
		forward[i] = s.Record(i)
	}
	again := make([]activity.Activity, n)
	var all sync.WaitGroup
	for i := n - 1; i >= 0; i-- {
		all.Go(func() { again[i] = s.Record(i) })
	}
	all.Wait()
	for i := range n {
		if d := cmp.Diff(forward[i], again[i], cmpopts.EquateNaNs()); d != "" {
			t.Fatalf("run %d recorded twice differs:\n%s", i, d)
		}
	}
}

func TestRunsFollowOneAnother(t *testing.T) {
	for _, k := range synth.Kinds() {
		for _, s := range plans(k, 6) {
			for i := 1; i < len(s.Runs); i++ {
				if a, b := s.Runs[i-1], s.Runs[i]; b.Start.Before(a.End()) {
					t.Errorf("%s %d: run %d starts %v before run %d ends", k, s.Seed, i, a.End().Sub(b.Start), i-1)
				}
			}
			for i, r := range s.Runs {
				if got := activity.DateOf(r.Start.Add(r.Offset)); got != r.LocalDate {
					t.Errorf("%s %d: run %d is on %v, not %v", k, s.Seed, i, got, r.LocalDate)
				}
			}
		}
	}
}

// TestRecordings looks at every recording of a season of each kind: the data
// model's contract, the ocean, and figures a body and a watch can have.
func TestRecordings(t *testing.T) {
	for _, k := range synth.Kinds() {
		t.Run(string(k), func(t *testing.T) {
			t.Parallel()
			s := synth.New(k, 3)
			withHeart, far := 0, 0
			for i := range s.Runs {
				a := s.Record(i)
				if err := a.Check(); err != nil {
					t.Fatalf("run %d: %v", i, err)
				}
				x := &a.Samples
				last := x.Time[x.Len()-1]
				if e := s.Runs[i].Elapsed.Seconds(); last > e || last < e-120 {
					t.Errorf("run %d: lasts %v s and is recorded to %v s", i, e, last)
				}
				if activity.Has(x.HeartRate) {
					withHeart++
				}
				for j, h := range x.HeartRate {
					if h < 30 || h > 240 {
						t.Fatalf("run %d, sample %d: heart rate %v", i, j, h)
					}
				}
				// TCX has no word for a treadmill.
				if a.Format != activity.TCX && a.Treadmill() == activity.Has(x.Latitude) {
					t.Errorf("run %d: treadmill %v with positions %v", i, a.Treadmill(), activity.Has(x.Latitude))
				}
				lat, lon := x.Latitude, x.Longitude
				for j := range lat {
					if math.Abs(lat[j]-lat[0]) > .5 || math.Abs(lon[j]-lon[0]) > .5 {
						t.Fatalf("run %d leaves its piece of ocean", i)
					}
				}
				d := a.Totals.Distance
				if (a.Format == activity.GPX) != math.IsNaN(d) {
					t.Errorf("run %d: %s with total distance %v", i, a.Format, d)
				}
				if v := d / s.Runs[i].Elapsed.Seconds(); v < 1.2 || v > 6 {
					far++
				}
			}
			if far > 0 {
				t.Errorf("%d runs with a mean speed outside 1.2 to 6 m/s", far)
			}
			switch {
			case k == synth.Beginner && withHeart == 0: // half of their telephones have no sensor
			case k == synth.NoHeartRate && withHeart > 0 || k != synth.NoHeartRate && withHeart < len(s.Runs)*3/5:
				t.Errorf("%d of %d runs with heart rate", withHeart, len(s.Runs))
			}
		})
	}
}

// TestRecoveryByDefinition holds the plan's labels against the definition in
// words, worked out from the finished season without the plan's diary.
func TestRecoveryByDefinition(t *testing.T) {
	for _, k := range synth.Kinds() {
		for _, s := range plans(k, 6) {
			for i, r := range s.Runs {
				if r.Truth.PartOf >= 0 {
					if r.Truth.Recovery || r.Truth.Hard || r.Truth.TooFast {
						t.Errorf("%s %d: run %d is part of a session and %+v", k, s.Seed, i, r.Truth)
					}
					continue
				}
				window, recovery := false, false
				for j := range i {
					h := s.Runs[j]
					if !h.Truth.Hard || h.Truth.PartOf >= 0 {
						continue
					}
					// A session with a file for its warm-up is entered from there.
					start := r.Start
					for p := range i {
						if s.Runs[p].Truth.PartOf == i {
							start = s.Runs[p].Start
						}
					}
					since := start.Sub(h.End())
					if since > h.Truth.Window {
						continue
					}
					window = true
					next := true
					for m := j + 1; m < i; m++ {
						if s.Runs[m].Truth.PartOf < 0 {
							next = false
						}
					}
					long := h.Truth.Reason == synth.Race && h.Truth.Window >= 120*time.Hour
					if next || since <= 36*time.Hour || long {
						recovery = true
					}
				}
				recovery = recovery && !r.Truth.Hard
				if window != r.Truth.InWindow || recovery != r.Truth.Recovery {
					t.Errorf("%s %d: run %d: in a window %v, recovery %v; by definition %v, %v",
						k, s.Seed, i, r.Truth.InWindow, r.Truth.Recovery, window, recovery)
				}
				if fast := recovery && r.Truth.EffortSpeed > r.Truth.Comfortable; fast != r.Truth.TooFast {
					t.Errorf("%s %d: run %d: too fast %v with effort %v over %v",
						k, s.Seed, i, r.Truth.TooFast, r.Truth.EffortSpeed, r.Truth.Comfortable)
				}
			}
		}
	}
}

// TestOverlap holds the seasons to being hard: recovery runs that were kept
// easy and those that were not must not be two clouds apart.
func TestOverlap(t *testing.T) {
	near, all := 0, 0
	var heeded, heedless []float64
	for _, k := range append(synth.Standard(), synth.Marathoner, synth.Demo) {
		for _, s := range plans(k, 12) {
			for _, r := range s.Runs {
				if !r.Truth.Recovery {
					continue
				}
				e := r.Truth.EffortOverComfortable
				all++
				if math.Abs(e) < .02 {
					near++
				}
				if r.Truth.Heedless {
					heedless = append(heedless, e)
				} else {
					heeded = append(heeded, e)
				}
			}
		}
	}
	if share := float64(near) / float64(all); share < .10 {
		t.Errorf("%.3f of %d recovery runs within 2 %% of comfortable, want .10 at least", share, all)
	}
	check := func(name string, x []float64, mean, sd float64) {
		t.Helper()
		m, v := 0., 0.
		for _, e := range x {
			m += e / float64(len(x))
		}
		for _, e := range x {
			v += (e - m) * (e - m) / float64(len(x)-1)
		}
		if math.Abs(m-mean) > .005 || math.Abs(math.Sqrt(v)-sd) > .005 {
			t.Errorf("%s: mean %.3f, sd %.3f of %d; want %.3f, %.3f", name, m, math.Sqrt(v), len(x), mean, sd)
		}
	}
	check("run with thought", heeded, -.05, .035)
	check("run without", heedless, .06, .04)
	slices.Sort(heeded)
	slices.Sort(heedless)
	if a, b := heeded[len(heeded)*95/100], heedless[len(heedless)*5/100]; a < b {
		t.Errorf("no overlap: 95 %% of the one below %.3f, of the other above %.3f", a, b)
	}
}

// TestKinds holds each kind to what it is for.
func TestKinds(t *testing.T) {
	type bounds struct {
		perWeek  [2]float64 // sessions a week
		hard     [2]float64 // share of sessions
		recovery int        // a season, at least
		fast     [2]float64 // share of recovery runs
	}
	hard := [2]float64{.2, .5}
	want := map[synth.Kind]bounds{
		synth.Steady:      {[2]float64{3, 5.5}, hard, 15, [2]float64{.25, .55}},
		synth.NoHeartRate: {[2]float64{3, 5.5}, hard, 15, [2]float64{.25, .6}},
		synth.Comeback:    {[2]float64{2.5, 5}, hard, 10, [2]float64{.25, .55}},
		synth.Mountain:    {[2]float64{3, 5.5}, hard, 15, [2]float64{.25, .55}},
		synth.NeverEasy:   {[2]float64{3, 5.5}, hard, 15, [2]float64{.7, 1}},
		synth.Sparse:      {[2]float64{2, 3.3}, hard, 10, [2]float64{.25, .55}},
		synth.Creeping:    {[2]float64{3.5, 5.5}, hard, 15, [2]float64{.25, .6}},
		synth.Disciplined: {[2]float64{3, 5.5}, hard, 15, [2]float64{.05, .25}},
		synth.Beginner:    {[2]float64{2.5, 3.5}, [2]float64{.07, .2}, 3, [2]float64{.4, .8}},
		synth.Parkrunner:  {[2]float64{3.5, 5}, hard, 10, [2]float64{.4, .8}},
		synth.Marathoner:  {[2]float64{4.5, 6}, hard, 30, [2]float64{.25, .55}},
		synth.Demo:        {[2]float64{2, 3.3}, hard, 20, [2]float64{.25, .55}},
	}
	for _, k := range synth.Kinds() {
		t.Run(string(k), func(t *testing.T) {
			sessions, weeks, hard, recovery, fast := 0, 0., 0, 0, 0
			for _, s := range plans(k, 12) {
				mine := 0
				for _, r := range s.Runs {
					if r.Truth.PartOf >= 0 {
						continue
					}
					sessions++
					if r.Truth.Hard {
						hard++
					}
					if r.Truth.Recovery {
						mine++
					}
					if r.Truth.TooFast {
						fast++
					}
				}
				recovery += mine
				weeks += float64(s.Days) / 7
				if mine < want[k].recovery {
					t.Errorf("seed %d: %d recovery runs, want %d", s.Seed, mine, want[k].recovery)
				}
			}
			within := func(name string, x float64, b [2]float64) {
				t.Helper()
				if x < b[0] || x > b[1] {
					t.Errorf("%s %.3f, want %v", name, x, b)
				}
			}
			within("sessions a week", float64(sessions)/weeks, want[k].perWeek)
			within("share hard", float64(hard)/float64(sessions), want[k].hard)
			within("share too fast", float64(fast)/float64(recovery), want[k].fast)
		})
	}
}

// TestModerateRunsAreNotHard holds runs that are no sessions below what a coach
// would call one; recovery runs run with no thought of recovery may be faster.
func TestModerateRunsAreNotHard(t *testing.T) {
	for _, k := range synth.Kinds() {
		grey := 0
		for _, s := range plans(k, 6) {
			for i, r := range s.Runs {
				if r.Truth.Hard || r.Truth.Recovery {
					continue
				}
				share := r.Truth.EffortSpeed / r.Truth.Critical
				if share > .886 {
					t.Errorf("%s %d: run %d is easy at %.3f of critical speed", k, s.Seed, i, share)
				}
				if share > .84 {
					grey++
				}
			}
		}
		if grey == 0 {
			t.Errorf("%s: no moderate run in six seasons", k)
		}
	}
}

func TestComebackHasALayOff(t *testing.T) {
	for _, s := range plans(synth.Comeback, 8) {
		gap, at := time.Duration(0), 0
		for i := 1; i < len(s.Runs); i++ {
			if g := s.Runs[i].Start.Sub(s.Runs[i-1].End()); g > gap {
				gap, at = g, i
			}
		}
		if days := gap.Hours() / 24; days < 34 || days > 62 {
			t.Errorf("seed %d: longest gap %.0f days", s.Seed, days)
		}
		before, after := s.Runs[at-1].LocalDate, s.Runs[at].LocalDate
		if loss := math.Log(s.ComfortableSpeed(before) / s.ComfortableSpeed(after)); loss < .03 || loss > .16 {
			t.Errorf("seed %d: %.3f of speed lost", s.Seed, loss)
		}
		if back := s.ComfortableSpeed(s.First + activity.Date(s.Days-1)); back < s.ComfortableSpeed(after)*1.01 {
			t.Errorf("seed %d: nothing regained", s.Seed)
		}
	}
}

func TestCreepingChangesWatchAndHabit(t *testing.T) {
	s := synth.New(synth.Creeping, 2)
	devices, sensors := map[string]int{}, map[activity.HeartRateSource]int{}
	for i := 0; i < len(s.Runs); i += 4 {
		a := s.Record(i)
		devices[a.Device.Key]++
		sensors[a.Device.HeartRateSource]++
	}
	if len(devices) < 2 || sensors[activity.HeartRateStrap] == 0 || sensors[activity.HeartRateWrist] == 0 {
		t.Errorf("devices %v, sensors %v: want a new watch and another sensor", devices, sensors)
	}
	last := s.First + activity.Date(s.Days-1)
	if rise := s.HabitBias(last) - s.HabitBias(s.First); rise < .05 {
		t.Errorf("habit rises by %.3f, want .05 at least", rise)
	}
}

func TestParkrunsAreOnSaturdays(t *testing.T) {
	for _, s := range plans(synth.Parkrunner, 6) {
		raced, jogged := 0, 0
		for _, r := range s.Runs {
			local := r.Start.Add(r.Offset)
			if local.Weekday() != time.Saturday || r.Truth.PartOf >= 0 {
				continue
			}
			if r.Truth.Reason == synth.Race {
				raced++
			} else if local.Hour() == 8 || local.Hour() == 9 {
				jogged++
			}
		}
		if raced < 5 || jogged < 2 {
			t.Errorf("seed %d: %d raced, %d jogged", s.Seed, raced, jogged)
		}
	}
}

func TestMarathonerRunsOne(t *testing.T) {
	for _, s := range plans(synth.Marathoner, 6) {
		marathons := 0
		for _, r := range s.Runs {
			if r.Truth.Window == 240*time.Hour {
				marathons++
			}
		}
		if marathons != 1 {
			t.Errorf("seed %d: %d marathons", s.Seed, marathons)
		}
	}
}

func TestMountainIsSteep(t *testing.T) {
	climb := func(k synth.Kind) float64 {
		s := synth.New(k, 1)
		sum, way := 0., 0.
		for i := 0; i < len(s.Runs); i += 3 {
			a := s.Record(i)
			if a.Device.Barometer && a.Totals.Ascent > 0 {
				sum, way = sum+a.Totals.Ascent, way+a.Totals.Distance
			}
		}
		return sum / way
	}
	if m, d := climb(synth.Mountain), climb(synth.Demo); !(m > .012 && m > 2*d) {
		t.Errorf("%.4f metres climbed per metre in the mountains, %.4f in the demo", m, d)
	}
}

// TestDemo holds the plan that ships with the program to its promises.
func TestDemo(t *testing.T) {
	s := synth.New(synth.Demo, 1)
	last := s.First + activity.Date(s.Days-1)
	for _, c := range []struct {
		date activity.Date
		want string
	}{{s.First, "10:30"}, {last, "8:30"}} {
		p := int(math.Round(activity.Speed(s.ComfortableSpeed(c.date)).Pace().PerMile()))
		if got := fmt.Sprintf("%d:%02d", p/60, p%60); got != c.want {
			t.Errorf("comfortable pace on %v is %s per mile, want %s", c.date, got, c.want)
		}
	}
	races, bare, short := 0, 0, 0
	for i, r := range s.Runs {
		if r.Truth.Reason == synth.Race {
			races++
		}
		if !r.Truth.Recovery {
			continue
		}
		if r.Truth.Short {
			short++
		}
		if a := s.Record(i); a.Treadmill() && !activity.Has(a.Samples.HeartRate) {
			bare++
		}
	}
	if races != 3 || bare != 2 || short != 2 {
		t.Errorf("%d races, %d recovery runs indoors without heart rate, %d too short; want 3, 2, 2", races, bare, short)
	}
}

func TestParseKind(t *testing.T) {
	for _, k := range synth.Kinds() {
		if got, err := synth.ParseKind(string(k)); err != nil || got != k {
			t.Errorf("ParseKind(%q) = %q, %v", k, got, err)
		}
	}
	if _, err := synth.ParseKind("leisurely"); err == nil {
		t.Error("an unknown kind is accepted")
	}
}

// TestOneWay holds that recovery runs of one way lie about the habit, and that
// nothing else of the plan goes with it.
func TestOneWay(t *testing.T) {
	one := synth.World{Spread: 1, OneWay: true}
	for _, k := range []synth.Kind{synth.NeverEasy, synth.Disciplined} {
		sum, n := 0., 0
		for seed := range uint64(8) {
			a, b := synth.New(k, seed+100), one.New(k, seed+100)
			if len(a.Runs) != len(b.Runs) {
				t.Fatalf("%s: %d runs in one way, %d in two", k, len(b.Runs), len(a.Runs))
			}
			for i, r := range b.Runs {
				if !r.Truth.Recovery {
					continue
				}
				sum += r.Truth.EffortOverComfortable - b.HabitBias(r.LocalDate)
				n++
				if r.Truth.Heedless {
					t.Errorf("%s %d: run %d is heedless in a world of one way", k, b.Seed, i)
				}
			}
		}
		if m := sum / float64(n); m < -.035 || m > -.01 {
			t.Errorf("%s: recovery runs %.3f over the habit, want -.02", k, m)
		}
	}
}

// TestWorlds holds that a world changes what it says and nothing of the plan.
func TestWorlds(t *testing.T) {
	plan := cmpopts.IgnoreUnexported(synth.Season{}, synth.Run{}, synth.Runner{})
	if a, b := synth.New(synth.Mountain, 3), synth.Usual().New(synth.Mountain, 3); !cmp.Equal(a, b, plan) {
		t.Error("the usual world is not New's")
	}
	mean := synth.World{}.New(synth.Steady, 3).Runner
	if math.Abs(mean.CriticalRatio-math.Log(1/.78)) > 1e-9 || math.Abs(mean.ComfortableReserve-.69) > 1e-9 {
		t.Errorf("without spread: ratio %v, reserve %v", mean.CriticalRatio, mean.ComfortableReserve)
	}
	metres := func(w synth.World) (sum float64) {
		s := w.New(synth.Mountain, 3)
		for i := range min(20, len(s.Runs)) {
			sum += s.Record(i).Figures.Distance / s.Runs[i].Elapsed.Seconds()
		}
		return sum
	}
	if soft, hard := metres(synth.World{Spread: 1}), metres(synth.World{Spread: 1, HardGround: true}); hard <= soft {
		t.Errorf("speeds add to %.2f m/s on hard ground, %.2f on soft", hard, soft)
	}
}
