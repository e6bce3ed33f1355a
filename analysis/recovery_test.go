package analysis

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"easyday/importer/activity"
)

// TestShadows holds which runs after a hard effort are its recovery runs.
func TestShadows(t *testing.T) {
	o := DefaultOptions()
	type run struct {
		hours, minutes float64 // its start after the hard effort's end, its length
		part           bool    // of the session before
	}
	for _, c := range []struct {
		name          string
		runs          []run
		counts, nexts []bool
	}{
		{"the first run, however late", []run{{40, 45, false}}, []bool{true}, []bool{true}},
		{"within a day and a half, all", []run{{12, 45, false}, {30, 45, false}, {41, 45, false}}, []bool{true, true, false}, []bool{true, false, false}},
		{"a jog of five minutes hides none", []run{{14, 5, false}, {40, 45, false}}, []bool{true, true}, []bool{true, true}},
		{"nor does a cool-down", []run{{.1, 13, true}, {40, 45, false}}, []bool{false, true}, []bool{false, true}},
		{"beyond the window", []run{{60, 45, false}}, []bool{false}, []bool{false}},
	} {
		start := time.Date(2025, 3, 1, 8, 0, 0, 0, time.UTC)
		b := &builder{o: &o}
		add := func(at time.Time, minutes float64, session int) {
			r := Run{Recording: Recording{Start: at}}
			r.Recording.Figures.Elapsed = 60 * minutes
			b.runs = append(b.runs, r)
			b.m = append(b.m, &measures{movingMinutes: minutes})
			b.outing = append(b.outing, session)
			b.hard = append(b.hard, nil)
		}
		add(start, 60, 0)
		b.hard[0] = &effort{HardEffort: HardEffort{Reason: Intervals, Window: 48 * time.Hour}}
		for i, r := range c.runs {
			session := i + 1
			if r.part {
				session = 0
			}
			add(start.Add(time.Hour+time.Duration(r.hours*float64(time.Hour))), r.minutes, session)
		}
		b.castShadows()
		for i := range c.runs {
			if got := b.after[i+1]; got.counts != c.counts[i] || got.counts && got.next != c.nexts[i] {
				t.Errorf("%s, run %d: counts %v, first %v; want %v, %v", c.name, i, got.counts, got.next, c.counts[i], c.nexts[i])
			}
		}
	}
}

func TestExcessWords(t *testing.T) {
	for _, c := range []struct {
		pace, heart float64
		want        string
	}{
		{.05, math.NaN(), "by pace alone"},
		{.05, .03, "pace and heart rate agree"},
		{-.05, -.01, "pace and heart rate agree"},
		{.05, -.02, "heart rate was lower than the pace suggests"},
		{-.04, .03, "heart rate was higher than the pace suggests"},
		{.15, -.01, "pace and heart rate disagree; judged by pace"},
	} {
		e := excess{pace: c.pace, heart: c.heart, apart: .12}
		if got := e.words(); got != c.want {
			t.Errorf("pace %+.2f, heart %+.2f: %q, want %q", c.pace, c.heart, got, c.want)
		}
	}
}

// altered is a recording with its speeds changed block by block, and what its
// heart did as it was.
func altered(r Recording, speed func(i int, v float32) float32) Recording {
	t := &r.Trace
	t.Speed, t.EffortSpeed = slices.Clone(t.Speed), slices.Clone(t.EffortSpeed)
	for i := range t.EffortSpeed {
		v := speed(i, t.EffortSpeed[i])
		t.Speed[i], t.EffortSpeed[i] = v, v
	}
	r.measures = measure(&r)
	return r
}

// The effort of a run never rises where some of it is run slower, be it walked.
func TestSlowerBlocksNeverRaiseTheEffort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := steps(rapid.Float64Range(12, 50).Draw(t, "minutes"), rapid.Float64Range(2, 4).Draw(t, "speed"))
		spread := rapid.Float64Range(0, .2).Draw(t, "spread")
		noise := rapid.SliceOfN(rapid.Float64Range(-1, 1), 7, 7).Draw(t, "noise")
		r = altered(r, func(i int, v float32) float32 { return v * float32(math.Exp(spread*noise[i%len(noise)])) })
		every := rapid.IntRange(1, 120).Draw(t, "blocks from one break to the next")
		long := rapid.IntRange(1, every).Draw(t, "blocks of a break")
		slower := rapid.Float64Range(.25, 1).Draw(t, "slower by")
		broken := altered(r, func(i int, v float32) float32 {
			if i%every < long {
				return max(v*float32(slower), standing)
			}
			return v
		})
		if a, b := r.measures.effort, broken.measures.effort; b > a+1e-9 {
			t.Fatalf("effort %v rises to %v", a, b)
		}
	})
}

// Through the whole season, with heart rate and all other runs held: one recovery
// run slowed step by step, all of it or in parts, down to a walk.
func TestSlowerIsNeverWorseInASeason(t *testing.T) {
	const k = 9*4 + 1
	twoWays := func(w int) float64 {
		if w%3 == 0 {
			return .07
		}
		return -.05
	}
	for name, c := range map[string]struct {
		weeks    int
		recovery func(week int) float64
		calm     float32 // heart rate of the part that is slowed
		part     func(block int) bool
	}{
		"all of it":                  {14, func(int) float64 { return .03 }, 147, func(int) bool { return true }},
		"a minute in five":           {14, func(int) float64 { return .03 }, 147, func(i int) bool { return i%60 < 12 }},
		"a calm minute in five":      {20, twoWays, 110, func(i int) bool { return i%60 < 12 }},
		"the last ten":               {14, func(int) float64 { return .03 }, 147, func(i int) bool { return i >= 360 }},
		"all of it, two ways":        {20, twoWays, 147, func(int) bool { return true }},
		"a minute in five, two ways": {20, twoWays, 147, func(i int) bool { return i%60 < 12 }},
		"all of it, two years":       {100, twoWays, 147, func(int) bool { return true }},
	} {
		last := math.Inf(1)
		for _, log := range []float64{.06, .04, .02, 0, -.02, -.05, -.1, -.2, -.3, -.4, -.6, -.8} {
			runs := plan(c.weeks, c.recovery)
			for i := range runs[k].Recording.Trace.HeartRate {
				if runs[k].Recording.Trace.HeartRate[i] = 147; c.part(i) {
					runs[k].Recording.Trace.HeartRate[i] = c.calm
				}
			}
			runs[k].Recording = altered(runs[k].Recording, func(i int, v float32) float32 {
				if c.part(i) {
					v *= float32(math.Exp(log))
				}
				return v
			})
			s := NewSeason(runs, Knowledge{}, DefaultOptions())
			if len(s.Runs) != len(runs) {
				break // slow enough to be a walk, and no run
			}
			r := s.Runs[k]
			if r.Kind != KindRecovery {
				t.Fatalf("%s, at %v: %s %+v", name, log, r.Kind, r.Hard)
			}
			if r.Recovery.Verdict == CantTell {
				continue // pace and heart rate contradict each other
			}
			// What leaving the run out of the level rounds is the slack.
			if p := r.Recovery.TooFast; p > last+1e-6 {
				t.Errorf("%s, at %v the probability is %v, faster it was %v", name, log, p, last)
			} else {
				last = p
			}
		}
		if math.IsInf(last, 1) {
			t.Errorf("%s: nothing was judged", name)
		}
	}
}

// What cannot be judged says why.
func TestCannotTell(t *testing.T) {
	const k = 9*4 + 1
	mute := func(r *Recording) {
		r.Trace.HeartRate = slices.Clone(r.Trace.HeartRate)
		for i := range r.Trace.HeartRate {
			r.Trace.HeartRate[i] = float32(math.NaN())
		}
		r.measures = measure(r)
	}
	for _, tt := range []struct {
		name   string
		change func(runs []Run, o *Options)
		want   string // empty where it can
	}{
		{"as it is", func([]Run, *Options) {}, ""},
		{"high up", func(runs []Run, _ *Options) { runs[k].Recording.HighestAltitude = 1600 }, "above 1500 m"},
		{"just below", func(runs []Run, _ *Options) { runs[k].Recording.HighestAltitude = 1400 }, ""},
		{"on a treadmill without heart rate", func(runs []Run, _ *Options) {
			runs[k].Recording.Indoor = true
			mute(&runs[k].Recording)
		}, "on a treadmill without heart rate"},
		{"on a treadmill", func(runs []Run, _ *Options) { runs[k].Recording.Indoor = true }, ""},
		{"on a treadmill, the only one with heart rate", func(runs []Run, _ *Options) {
			for i := range runs {
				if i != k {
					mute(&runs[i].Recording)
				}
			}
			runs[k].Recording.Indoor = true
		}, "too few runs with heart rate"},
		{"on a treadmill, at a heart rate that cannot be", func(runs []Run, _ *Options) {
			runs[k].Recording.Indoor = true
			for i := range runs[k].Recording.Trace.HeartRate {
				runs[k].Recording.Trace.HeartRate[i] = 95
			}
			runs[k].Recording.measures = measure(&runs[k].Recording)
		}, "at a heart rate that cannot be"},
		{"slow with a high heart rate", func(runs []Run, _ *Options) {
			runs[k].Recording = altered(runs[k].Recording, func(_ int, v float32) float32 { return v * .9 })
			for i := range runs[k].Recording.Trace.HeartRate {
				runs[k].Recording.Trace.HeartRate[i] += 20
			}
			runs[k].Recording.measures = measure(&runs[k].Recording)
		}, "opposite sides of the limit"},
		{"a narrow band wanted", func(_ []Run, o *Options) { o.LargestBand = .01 }, "known only to"},
		{"learning still, by days", func(_ []Run, o *Options) { o.LearningDays = 90 }, "still learning"},
		{"learning still, by runs", func(_ []Run, o *Options) { o.LearningRuns = 90 }, "still learning"},
		{"short", func(_ []Run, o *Options) { o.ShortestRunMinutes = 41 }, "shorter than 41 minutes"},
	} {
		runs, o := plan(14, func(int) float64 { return -.05 }), DefaultOptions()
		tt.change(runs, &o)
		r := NewSeason(runs, Knowledge{}, o).Runs[k]
		if r.Recovery == nil {
			t.Errorf("%s: %s", tt.name, r.Kind)
			continue
		}
		why := strings.Join(r.Recovery.Reasons, "; ")
		if got := r.Recovery.Verdict == CantTell; got != (tt.want != "") || got && !strings.Contains(why, tt.want) {
			t.Errorf("%s: %s, %q; want %q", tt.name, r.Recovery.Verdict, why, tt.want)
		}
	}
}

// The band that is shown is the one that rules: as wide as LargestBand, nothing
// is judged.
func TestLargestBandIsTheBandShown(t *testing.T) {
	const k = 9*4 + 1
	o := DefaultOptions()
	runs := plan(14, func(int) float64 { return -.05 })
	b := NewSeason(runs, Knowledge{}, o).Runs[k].Comfortable
	half := math.Log(float64(b.High) / float64(b.Value))
	for _, c := range []struct {
		most float64
		told bool
	}{{half + .001, true}, {half - .001, false}} {
		o.LargestBand = c.most
		if v := NewSeason(runs, Knowledge{}, o).Runs[k].Recovery.Verdict; (v != CantTell) != c.told {
			t.Errorf("band ±%.4f, at most %.4f: %s", half, c.most, v)
		}
	}
}

// LimitMargin moves all that is called comfortable, and the verdict with it.
func TestLimitMargin(t *testing.T) {
	const k = 9*4 + 1
	runs := plan(14, func(int) float64 { return .02 })
	at := func(margin float64) *Season {
		o := DefaultOptions()
		o.LimitMargin = margin
		return NewSeason(runs, Knowledge{}, o)
	}
	plain, faster, slower := at(0), at(.05), at(-.05)
	p := func(s *Season) float64 { return s.Runs[k].Recovery.TooFast }
	if !(p(faster) < p(plain) && p(plain) < p(slower)) {
		t.Errorf("too fast with %v, %v and %v by a limit 5 %% faster, as it is, and slower", p(faster), p(plain), p(slower))
	}
	ratio := func(a, b activity.Pace) float64 { return math.Log(float64(a) / float64(b)) }
	m, f := &plain.Summary, &faster.Summary
	near(t, "comfortable", ratio(m.Last.Value, f.Last.Value), .05, 1e-9)
	near(t, "advice", ratio(m.Advice, f.Advice), .05, 1e-9)
	near(t, "advice over comfortable", float64(f.Advice/f.Last.Value), 1+DefaultOptions().AdviceMargin, 1e-9)
	near(t, "habit over comfortable", f.HabitBias, ratio(f.Last.Value, f.HabitLast), 1e-9)
	near(t, "over", faster.Runs[k].Recovery.Over, float64(faster.Runs[k].Comfortable.Value-faster.Runs[k].EffortPace), 1e-9)
}

// TestWindowsByReason holds how long each effort's shadow is.
func TestWindowsByReason(t *testing.T) {
	w := DefaultOptions().Windows
	even, odd := &measures{contrast: 1, effort: math.Log(3.6)}, &measures{contrast: 1.5, effort: math.Log(3.6)}
	c := &hardContext{contrast: 1.13, criticalSpeed: 4}
	for _, tt := range []struct {
		name   string
		m      *measures
		reason HardReason
		tem    float64
		metres float64
		want   float64
	}{
		{"a short session", odd, Intervals, 2, 8e3, 24},
		{"a session", odd, Intervals, 20, 8e3, 48},
		{"a long one", odd, Intervals, 60, 15e3, 72},
		{"an even effort below .93 of critical speed", even, Tempo, 30, 10e3, 48},
		{"a long run", odd, Duration, 50, 30e3, 36},
		{"a 10 km race", even, Race, 40, 10e3, 72},
		{"a half marathon", even, Race, 80, 21.1e3, 120},
		{"a marathon", even, Race, 90, 42.2e3, 240},
		{"beyond", even, Race, 90, 50e3, 336},
	} {
		h := &effort{HardEffort: HardEffort{Reason: tt.reason, ThresholdMinutes: tt.tem}, metres: tt.metres}
		if got := w.after(h, tt.m, c).Hours(); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("%s: %v h, want %v", tt.name, got, tt.want)
		}
	}
}

// A hard session in the window of another is neither a recovery run nor left out;
// a long run that the runner calls one stays hard by its duration.
func TestBackToBackAndLabels(t *testing.T) {
	const k = 9*4 + 1
	session := func(r *Recording) Recording {
		return altered(*r, func(i int, v float32) float32 {
			if i%120 < 72 && i > 60 {
				return 3.9
			}
			return 2.4
		})
	}
	runs := plan(14, func(int) float64 { return -.05 })
	runs[k].Recording = session(&runs[k].Recording)
	s := NewSeason(runs, Knowledge{}, DefaultOptions())
	if r := s.Runs[k]; r.Kind != KindHard || !r.BackToBack || r.Recovery != nil || s.Summary.BackToBack == 0 {
		t.Errorf("%s, back to back %v, %d in all", r.Kind, r.BackToBack, s.Summary.BackToBack)
	}

	long := plan(14, func(int) float64 { return -.05 })
	long[k+2].Recording = steps(150, 2.8)
	long[k+2].Recording.Start = long[k+2].Start()
	long[k+2].Recording = altered(long[k+2].Recording, func(_ int, v float32) float32 { return v })
	long[k+2].Recording.Start = plan(14, func(int) float64 { return 0 })[k+2].Start()
	for _, label := range []Kind{"", KindLong, KindHard} {
		known := Knowledge{}
		if label != "" {
			known.Labels = []Label{{RunID: long[k+2].ID, Kind: label, From: FromLabel}}
		}
		r := NewSeason(long, known, DefaultOptions()).Runs[k+2]
		want := KindLong
		if label == KindHard {
			want = KindHard
		}
		if r.Kind != want || r.Hard == nil || r.Hard.Reason != Duration {
			t.Errorf("labelled %q: %s, %+v", label, r.Kind, r.Hard)
		}
	}
}

// Who has not run for four weeks has no usual duration: an hour and a half is
// long then.
func TestLongAfterABreak(t *testing.T) {
	o, m := DefaultOptions(), &measures{movingMinutes: 100}
	for usual, want := range map[float64]bool{math.NaN(): true, 45: true, 70: false} {
		if got := m.longEnough(&hardContext{usualMinutes: usual}, &o); got != want {
			t.Errorf("100 minutes with %v as usual: %v, want %v", usual, got, want)
		}
	}
	m.movingMinutes = 89
	if m.longEnough(&hardContext{usualMinutes: math.NaN()}, &o) {
		t.Error("89 minutes are long")
	}
}

// A recording left running for days ends with its last motion.
func TestRecordingEndsWithMotion(t *testing.T) {
	r := altered(steps(40, 3), func(_ int, v float32) float32 { return v })
	r.Start = time.Date(2025, 3, 1, 8, 0, 0, 0, time.UTC)
	r.Figures.Elapsed = 3 * 86400
	if got := r.End().Sub(r.Start); got != 40*time.Minute {
		t.Errorf("ends after %v, want 40 minutes", got)
	}
}

// A race whose recording the model takes for none is one where the runner says so,
// by date, distance and time.
func TestStatedRaceIsItsRecording(t *testing.T) {
	const k = 9*4 + 2
	runs := plan(14, func(int) float64 { return -.05 })
	r := &runs[k].Recording
	for _, tt := range []struct {
		name              string
		distance, seconds float64 // over those of the recording
		want              bool
	}{{"as recorded", 1.02, .99, true}, {"twice as far", 2, 1, false}, {"half the time", 1, .5, false}} {
		known := Knowledge{Races: []KnownRace{{Date: runs[k].LocalDate, Distance: tt.distance * r.Figures.Distance, Seconds: tt.seconds * r.Figures.Moving}}}
		got := NewSeason(runs, known, DefaultOptions()).Runs[k]
		if is := got.Hard != nil && got.Hard.Reason == Race; is != tt.want {
			t.Errorf("%s: %s", tt.name, got.Kind)
		}
	}
}

// A session that the runner calls a race has a race's threshold minutes: nothing
// is given back for rests.
func TestThresholdMinutesOfALabelledRace(t *testing.T) {
	const k = 9 * 4
	runs, o := plan(14, func(int) float64 { return -.05 }), DefaultOptions()
	find := func(label map[string]Label) *effort {
		b := &builder{o: &o, known: &Knowledge{}, label: label}
		b.choose(&Season{}, ordered(runs))
		b.prepare()
		b.findHard()
		return b.hard[k]
	}
	found := find(map[string]Label{})
	said := find(map[string]Label{runs[k].ID: {RunID: runs[k].ID, Kind: KindHard, Race: true, From: FromLabel}})
	if found.Reason != Intervals || said.Reason != Race {
		t.Fatalf("%s, labelled %s", found.Reason, said.Reason)
	}
	near(t, "threshold minutes", said.ThresholdMinutes, found.ThresholdMinutes/restsLost, 1e-9)
}
