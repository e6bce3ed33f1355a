package analysis

import (
	"math"
	"slices"
	"testing"
)

// flat is a context with a critical speed of 4 m/s and habit at 3.
func flat() hardContext {
	return hardContext{
		criticalSpeed: 4, contrast: 1.13, habit: math.Log(3.1),
		usualHeart: math.NaN(), heartMaximum: math.NaN(), usualMinutes: 45,
		heartTop: math.NaN(), heartContrast: math.NaN(),
	}
}

func TestJudgeHard(t *testing.T) {
	repeat := func(head []float64, n int, piece ...float64) []float64 {
		for range n {
			head = append(head, piece...)
		}
		return append(head, 10, 2.9)
	}
	strides := []float64{35, 3}
	for range 6 {
		strides = append(strides, 20./60, 5, 1.5, 2.8)
	}
	for _, c := range []struct {
		name      string
		recording Recording
		want      HardReason // empty: not hard
		stretches int
	}{
		{"easy", steps(45, 3), "", 0},
		{"strides", steps(strides...), "", 0},
		{"kilometre intervals, jogged rests", steps(repeat([]float64{15, 3}, 6, 4, 4.2, 2, 2.5)...), Intervals, 6},
		{"the same, standing rests", steps(repeat([]float64{15, 3}, 6, 4, 4.2, 2, 0)...), Intervals, 6},
		{"the same, walked rests", steps(repeat([]float64{15, 3}, 6, 4, 4.2, 2, 1.4)...), Intervals, 6},
		{"tempo", steps(15, 3, 25, 3.85, 10, 3), Tempo, 1},
		{"progression", steps(20, 3, 20, 3.4, 20, 3.9), Progression, 1},
		{"long", steps(100, 2.9), Duration, 0},
		{"ten kilometres at critical speed", steps(42, 3.97), Race, 1},
		{"a little slower over no usual course", steps(40, 3.9), Tempo, 1},
		{"a tempo from the door", steps(20, 3.75), Tempo, 1},
		{"half an hour in the grey", steps(30, 3.55), "", 0},
		{"too short to judge", steps(10, 4.5), "", 0},
		{"fifteen grey minutes at habit", steps(60, 3.1), "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := DefaultOptions()
			ctx := flat()
			ctx.course = raceCourses([]courseRun{{metres: c.recording.Figures.Distance, outOfHabit: true}})[0]
			m := openRecording(&c.recording)
			h := judgeHard(&c.recording, m, &ctx, &o)
			if h == nil {
				if c.want != "" {
					t.Fatalf("not hard, want %s (%.1f threshold minutes, contrast %.2f)", c.want, m.thresholdMinutes(4), m.contrast)
				}
				return
			}
			if h.Reason != c.want || len(h.Stretches) != c.stretches {
				t.Errorf("got %s with %d stretches (%+v), want %q with %d; %s", h.Reason, len(h.Stretches), h.Stretches, c.want, c.stretches, h.Words)
			}
			if h.Window < o.Windows.Shortest.Duration() {
				t.Errorf("window %v", h.Window)
			}
			for _, s := range h.Stretches {
				if s.To-s.From < 20 {
					t.Errorf("stretch %+v is shorter than 20 s", s)
				}
			}
		})
	}
}

func TestJudgeHardByHeart(t *testing.T) {
	o := DefaultOptions()
	indoors := steps(30, 3.9)
	indoors.Indoor = true
	climbs := []float64{15, 3}
	for range 8 {
		climbs = append(climbs, 1.25, 3.8, 1.5, 2.9)
	}
	pushed := steps(15, 3, 12, 3.95, 20, 3)
	for i := range pushed.Trace.Grade {
		pushed.Trace.Grade[i] = .08
	}
	for _, c := range []struct {
		name          string
		recording     Recording
		top, contrast float64
		want          bool
	}{
		{"treadmill, heart rate unknown", indoors, math.NaN(), math.NaN(), false},
		{"treadmill, easy by the heart", indoors, .85, 1.04, false},
		{"treadmill, a tempo by the heart too", indoors, 1, 1.04, true},
		{"climbs that smoothing shrank, heart steady", steps(climbs...), .8, 1.05, false},
		{"climbs that smoothing shrank, heart up and down", steps(climbs...), .93, 1.2, true},
		{"a hill taken fast, heart unknown", pushed, math.NaN(), math.NaN(), true},
		{"a hill taken in stride", pushed, .8, 1.05, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx := flat()
			ctx.contrast = 1.45 // no pace here is structured by itself but the hill's
			if c.recording.Trace.Grade[0] == .08 {
				ctx.contrast = 1.13
			}
			ctx.heartTop, ctx.heartContrast = c.top, c.contrast
			m := openRecording(&c.recording)
			if got := judgeHard(&c.recording, m, &ctx, &o) != nil; got != c.want {
				t.Errorf("hard %v, want %v (%.1f threshold minutes, contrast %.2f, effort %.3f of critical speed)",
					got, c.want, m.thresholdMinutes(4), m.contrast, math.Exp(m.effort)/4)
			}
		})
	}
}

// TestRaceWithin holds that a race recorded with its warm-up and cool-down is one, by
// its length, its effort and its heart, and that a tempo is none.
func TestRaceWithin(t *testing.T) {
	race := func(head float64, seconds, speed float64) Recording {
		return steps(head, 2.9, seconds/60, speed, 10, 2.8)
	}
	five := race(12, 5000/4.05, 4.05)
	ten := race(15, 10000/3.92, 3.92)
	indoors := race(12, 5000/4.05, 4.05)
	indoors.Indoor = true
	for _, c := range []struct {
		name      string
		recording Recording
		share     float64 // of the heart-rate maximum while it lasts; NaN unknown
		want      HardReason
		metres    float64
	}{
		{"five kilometres", five, math.NaN(), Race, 5000},
		{"with a racing heart", five, .94, Race, 5000},
		{"with the heart of a tempo", five, .87, Tempo, 0},
		{"ten kilometres", ten, math.NaN(), Race, 10000},
		{"as fast over no usual length", race(12, 5600/4.05, 4.05), math.NaN(), Tempo, 0},
		{"a slower tempo as long", race(12, 5000/3.75, 3.75), math.NaN(), Tempo, 0},
		{"on a treadmill", indoors, .94, Tempo, 0},
		{"faster and faster", steps(12, 2.9, 5.3, 3.85, 5.1, 3.95, 5, 4.15, 5, 4.3, 10, 2.8), math.NaN(), Tempo, 0},
		{"with a fast quarter of an hour before", steps(5, 2.9, 8, 4.2, 6, 2.9, 5000/4.05/60, 4.05, 10, 2.8), math.NaN(), Tempo, 0},
		{"with no warm-up", race(1, 5000/4.05, 4.05), math.NaN(), Tempo, 0},
	} {
		r := c.recording
		ctx := flat()
		if c.share > 0 {
			ctx.heartMaximum = 190
			r = beating(r, func(s float64) float64 { return 190 * c.share })
		}
		o := DefaultOptions()
		h := judgeHard(&r, openRecording(&r), &ctx, &o)
		if h == nil || h.Reason != c.want {
			t.Errorf("%s: %+v, want %s", c.name, h, c.want)
			continue
		}
		if c.want != Race {
			continue
		}
		near(t, c.name+": metres", h.metres, c.metres, 100)
		if len(h.Stretches) != 1 || h.Window != o.Windows.ShortRace.Duration() {
			t.Errorf("%s: %d stretches and a window of %v", c.name, len(h.Stretches), h.Window)
		}
	}
}

// TestRhythm holds that only a column that comes and goes has a rhythm.
func TestRhythm(t *testing.T) {
	column := func(f func(seconds float64) float64) []float64 {
		v := make([]float64, 3000/TraceStep)
		for i := range v {
			v[i] = 140 + f(float64(i)*TraceStep)
		}
		return v
	}
	wave := func(period float64) func(float64) float64 {
		return func(s float64) float64 { return 9 * math.Sin(2*math.Pi*s/period) }
	}
	for _, c := range []struct {
		name     string
		v        []float64
		low, top float64
	}{
		{"repetitions of three minutes", column(wave(180)), .95, 1.01},
		{"repetitions after an easy half hour", column(func(s float64) float64 {
			if s < 1800 {
				return 0
			}
			return wave(180)(s)
		}), .9, 1.01},
		{"steady", column(func(float64) float64 { return 0 }), 0, 0},
		{"drifting up", column(func(s float64) float64 { return s / 100 }), 0, .5},
		{"one surge", column(func(s float64) float64 {
			if s > 1200 && s < 1380 {
				return 20
			}
			return 0
		}), 0, .5},
		{"waves of fifteen minutes", column(wave(900)), 0, .5},
		{"too short", column(wave(180))[:300/TraceStep], 0, 0},
	} {
		if got := rhythm(c.v); got < c.low || got > c.top {
			t.Errorf("%s: rhythm %.2f, want %.2f to %.2f", c.name, got, c.low, c.top)
		}
	}
}

// beating gives every block of a recording the heart rate of f, in beats per
// minute at a time in seconds.
func beating(r Recording, f func(seconds float64) float64) Recording {
	for i := range r.Trace.HeartRate {
		r.Trace.HeartRate[i] = float32(f(float64(r.Trace.At[i])))
	}
	return r
}

func TestJudgeHardByRateAndRhythm(t *testing.T) {
	o := DefaultOptions()
	constant := func(bpm float64) func(float64) float64 { return func(float64) float64 { return bpm } }
	var climbs []float64
	climbs = append(climbs, 15, 3)
	for range 8 {
		climbs = append(climbs, 1.2, 3.56, 1.8, 2.9)
	}
	hilly := steps(60, 3)
	for i := range hilly.Trace.Grade {
		hilly.Trace.Grade[i] = .06
	}
	waves := func(s float64) float64 { return 140 + 15*math.Sin(2*math.Pi*s/180) }
	for _, c := range []struct {
		name          string
		recording     Recording
		top, contrast float64
		want          HardReason // empty: not hard
	}{
		{"a sensor that counts steps on an easy run", beating(steps(45, 3), constant(175)), 1.05, 1.02, ""},
		{"the same rate near critical speed", beating(steps(30, 3.55), constant(175)), 1.05, 1.02, HeartRate},
		{"the same rate on steep ground", beating(hilly, constant(175)), 1.05, 1.02, HeartRate},
		{"heart rate in waves", beating(steps(climbs...), waves), .84, 1.13, OtherHard},
		{"heart rate even", beating(steps(climbs...), constant(140)), .84, 1.02, ""},
	} {
		ctx := flat()
		ctx.contrast, ctx.heartMaximum, ctx.usualHeart = 1.3, 185, 140
		ctx.heartTop, ctx.heartContrast = c.top, c.contrast
		m := openRecording(&c.recording)
		got := HardReason("")
		if h := judgeHard(&c.recording, m, &ctx, &o); h != nil {
			got = h.Reason
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q (%.1f threshold minutes, contrast %.2f, rhythm %.2f)",
				c.name, got, c.want, m.thresholdMinutes(4), m.contrast, m.rhythm)
		}
	}
}

// TestBareContrast holds that a contrast just over the least of a session needs
// more threshold minutes than a clear one, and a noisy recording more still.
func TestBareContrast(t *testing.T) {
	o := DefaultOptions()
	r := steps(15, 3, 3.4, 4, 2, 3, 3.4, 4, 20, 3)
	m := openRecording(&r)
	tem := m.thresholdMinutes(4)
	if tem < o.ThresholdMinutesWithContrast || tem >= bareMinutes {
		t.Fatalf("%.1f threshold minutes: not a case between the two bounds", tem)
	}
	for _, c := range []struct {
		over, noise, top float64
		want             bool
	}{
		{.01, .02, math.NaN(), false},
		{.04, .02, math.NaN(), true},
		{.04, .02, .95, true},
		{.04, .02, .7, false}, // the heart stayed calm
		{.04, .2, math.NaN(), false},
		{-.01, .02, math.NaN(), false},
	} {
		ctx := flat()
		ctx.contrast, ctx.heartTop, m.noise = m.contrast-c.over, c.top, c.noise
		if got := m.session(tem, &ctx, &o); got != c.want {
			t.Errorf("contrast %.2f over, noise %.2f, heart %.2f: session %v, want %v", c.over, c.noise, c.top, got, c.want)
		}
	}
}

// TestWildNoise holds that in a recording of much noise neither pace nor a
// drifting heart makes a session, where heart rate is known.
func TestWildNoise(t *testing.T) {
	o := DefaultOptions()
	r := steps(15, 3, 4, 4, 2, 3, 4, 4, 2, 3, 4, 4, 20, 3)
	steady := steps(30, 3.75)
	for _, c := range []struct {
		name                         string
		noise, rhythm, top, contrast float64
		session, steady              bool
	}{
		{"a clean recording", .03, 0, .9, 1.05, true, true},
		{"noise, heart even", .2, 0, .9, 1.05, false, false},
		{"noise, heart even and high", .2, 0, .95, 1.05, false, true},
		{"noise, heart up and down", .2, .8, .95, 1.2, true, true},
		{"noise, heart drifting up", .2, .2, .95, 1.2, true, true}, // its pace has contrast too
		{"noise, heart unknown", .2, 0, math.NaN(), math.NaN(), true, true},
	} {
		ctx := flat()
		ctx.heartTop, ctx.heartContrast = c.top, c.contrast
		m := openRecording(&r)
		m.noise, m.rhythm = c.noise, c.rhythm
		if got := m.session(m.thresholdMinutes(4), &ctx, &o); got != c.session {
			t.Errorf("%s: session %v, want %v", c.name, got, c.session)
		}
		s := openRecording(&steady)
		s.noise = c.noise
		if got := s.steadyEffort(s.thresholdMinutes(4), &steady, &ctx, &o); got != c.steady {
			t.Errorf("%s: steady effort %v, want %v", c.name, got, c.steady)
		}
	}
}

// TestFarOutOfHabit holds that a run far faster than this runner's easy days is
// a tempo below the share of critical speed that makes one of any run.
func TestFarOutOfHabit(t *testing.T) {
	o := DefaultOptions()
	r := steps(65, 3.5)
	for _, c := range []struct {
		habit, top, beats float64 // beats over the usual
		want              bool
	}{
		{3.1, math.NaN(), math.NaN(), false},
		{3.1, .95, 6, true},
		{3.1, .85, 6, false}, // the heart says otherwise
		{3.1, .85, 9, false},
		{3.1, .85, 12, true}, // unless critical speed is off, and the heart is out of habit too
		{3.3, .95, 12, false},
	} {
		ctx := flat()
		ctx.habit, ctx.heartTop, ctx.usualHeart = math.Log(c.habit), c.top, 150
		m := openRecording(&r)
		m.steadyHeart = 150 + c.beats
		if got := m.steadyEffort(m.thresholdMinutes(4), &r, &ctx, &o); got != c.want {
			t.Errorf("habit %.1f m/s, heart %.2f: %v, want %v (%.1f threshold minutes)", c.habit, c.top, got, c.want, m.thresholdMinutes(4))
		}
	}
}

// TestWarmedUp holds that a grey run is a tempo where a warm-up was recorded for
// it, and what comes before it a warm-up only where it is shorter and slower.
func TestWarmedUp(t *testing.T) {
	o := DefaultOptions()
	grey, short := steps(30, 3.55), steps(14, 3.6)
	for _, c := range []struct {
		name   string
		run    *Recording
		warmed bool
		habit  float64
		want   bool
	}{
		{"after a warm-up", &grey, true, 3.2, true},
		{"without one", &grey, false, 3.2, false},
		{"no faster than usual", &grey, true, 3.5, false},
		{"too short", &short, true, 3.2, false},
	} {
		ctx := flat()
		ctx.warmed, ctx.habit = c.warmed, math.Log(c.habit)
		if got := judgeHard(c.run, openRecording(c.run), &ctx, &o) != nil; got != c.want {
			t.Errorf("%s: hard %v, want %v", c.name, got, c.want)
		}
	}
	for _, c := range []struct {
		name    string
		before  Recording
		session []int
		want    bool
	}{
		{"a slow quarter of an hour", steps(15, 3), []int{1, 1}, true},
		{"as fast", steps(15, 3.5), []int{1, 1}, false},
		{"as long", steps(30, 3), []int{1, 1}, false},
		{"hours before", steps(15, 3), []int{0, 1}, false},
		{"nothing to tell its pace by", Recording{}, []int{1, 1}, false},
	} {
		b := builder{outing: c.session, m: []*measures{measure(&c.before), measure(&grey)}}
		if got := b.jogged(0, 1); got != c.want || got != b.accompanied(1) {
			t.Errorf("%s: warm-up %v, want %v", c.name, got, c.want)
		}
	}
}

// TestRaceOnACourse holds that a race recorded for itself is one where its hills or its
// recording leave little to tell it by, and that a fast run over no course is none.
func TestRaceOnACourse(t *testing.T) {
	o := DefaultOptions()
	hilly := steps(25, 3.9)
	for i := range hilly.Trace.Grade {
		hilly.Trace.Grade[i] = .08
	}
	hilly = beating(hilly, func(float64) float64 { return 174 })
	uneven := steps(5, 3.65, 5, 4.25, 5, 3.65, 5, 4.25)
	for _, c := range []struct {
		name                string
		run                 Recording
		course, accompanied bool
		want                bool
	}{
		{"steep all over, so that no heart rate is steady", hilly, true, false, true},
		{"uneven, with a warm-up of its own", uneven, true, true, true},
		{"uneven, without one", uneven, true, false, false},
		{"uneven over no course", uneven, false, true, false},
	} {
		ctx := flat()
		ctx.contrast, ctx.course, ctx.accompanied = 1.2, c.course, c.accompanied
		ctx.habit, ctx.usualHeart, ctx.heartMaximum = math.Log(3.1), 140, 190
		m := openRecording(&c.run)
		if c.run.Trace.Grade[0] > 0 && !math.IsNaN(m.steadyHeart) {
			t.Errorf("%s: a steady heart rate of %.0f", c.name, m.steadyHeart)
		}
		if got, _ := m.raced(&c.run, &ctx, &o); got != c.want {
			t.Errorf("%s: a race %v, want %v (contrast %.3f)", c.name, got, c.want, m.contrast)
		}
	}
}

// TestLongRace holds that an even half marathon a little faster than habit is a
// race though it faded, and over another distance or slower a long run.
func TestLongRace(t *testing.T) {
	o := DefaultOptions()
	r := steps(105, 3.35)
	for _, c := range []struct {
		name   string
		course bool
		habit  float64
		want   HardReason
	}{
		{"over the course", true, 3.15, Race},
		{"over no course", false, 3.15, Duration},
		{"at habit", true, 3.35, Duration},
	} {
		ctx := flat()
		ctx.course, ctx.habit = c.course, math.Log(c.habit)
		h := judgeHard(&r, openRecording(&r), &ctx, &o)
		if h == nil || h.Reason != c.want {
			t.Errorf("%s: %+v, want %s", c.name, h, c.want)
		}
	}
}

// TestMarathon holds that a marathon is a race at any pace but a stroll.
func TestMarathon(t *testing.T) {
	o := DefaultOptions()
	r := steps(240, 2.95)
	for _, c := range []struct {
		name   string
		course bool
		habit  float64
		want   HardReason
	}{
		{"a little below habit", true, 3.05, Race},
		{"over no course", false, 3.05, Duration},
		{"far below habit", true, 3.4, Duration},
	} {
		ctx := flat()
		ctx.course, ctx.habit = c.course, math.Log(c.habit)
		h := judgeHard(&r, openRecording(&r), &ctx, &o)
		if h == nil || h.Reason != c.want {
			t.Errorf("%s: %+v, want %s", c.name, h, c.want)
		}
	}
}

// TestWalkBreaks holds that the contrast of walking and running makes no session
// of a run whose running is even, unless that is fast too.
func TestWalkBreaks(t *testing.T) {
	o := DefaultOptions()
	for _, c := range []struct {
		name string
		pace float64
		rest float64
		want bool
	}{
		{"brisk, walked", 3.72, 1.3, false},
		{"the same, jogged between", 3.72, 2.6, true},
		{"near critical speed, walked", 3.95, 1.3, true},
		{"easy, walked", 3, 1.3, false},
	} {
		var s []float64
		for range 8 {
			s = append(s, 3, c.pace, 1.5, c.rest)
		}
		r := steps(s...)
		m := openRecording(&r)
		ctx := flat()
		if got := m.session(m.thresholdMinutes(4), &ctx, &o); got != c.want {
			t.Errorf("%s: session %v, want %v (%.1f threshold minutes, %.2f walked, contrast %.2f, running %.2f)",
				c.name, got, c.want, m.thresholdMinutes(4), m.walked, m.contrast, m.runContrast)
		}
	}
}

// TestSessionByClimbs holds that efforts in the rhythm of the ground are hill
// repetitions however few threshold minutes a blurred altitude leaves them.
func TestSessionByClimbs(t *testing.T) {
	o := DefaultOptions()
	hills := func(n int, grade float64) Recording {
		s := []float64{12, 3}
		for range n {
			s = append(s, 1.1, 3.72, 1.4, 2.9)
		}
		r := steps(append(s, 8, 3)...)
		for i := range r.Trace.Grade {
			if v := r.Trace.EffortSpeed[i]; v > 3.5 {
				r.Trace.Grade[i] = float32(grade)
			} else if v < 2.95 {
				r.Trace.Grade[i] = -float32(grade) / 2
			}
		}
		return r
	}
	rolling := func(r Recording) Recording {
		for i, at := range r.Trace.At {
			r.Trace.Grade[i] = float32(.022 + .04*math.Sin(2*math.Pi*float64(at)/190))
		}
		return r
	}
	for _, c := range []struct {
		name       string
		recording  Recording
		noise, top float64
		want       bool
	}{
		{"ten climbs", hills(10, .04), .03, math.NaN(), true},
		{"ten climbs, the heart up too", hills(10, .04), .03, .93, true},
		{"ten climbs, the heart calm", hills(10, .04), .03, .84, false},
		{"ten climbs in a noisy recording", hills(10, .04), .12, math.NaN(), false},
		{"four climbs", hills(4, .04), .03, math.NaN(), false},
		{"as many surges on the flat", hills(10, 0), .03, math.NaN(), false},
		{"surges over ground that goes its own way", rolling(hills(10, .04)), .03, math.NaN(), false},
	} {
		m := openRecording(&c.recording)
		m.noise = c.noise
		ctx := flat()
		ctx.contrast, ctx.heartTop, ctx.heartContrast = m.contrast-.02, c.top, 1.05
		tem := m.thresholdMinutes(4)
		if got := m.session(tem, &ctx, &o); got != c.want {
			t.Errorf("%s: session %v, want %v (%.1f threshold minutes, contrast %.2f, %d stretches)",
				c.name, got, c.want, tem, m.contrast, len(m.stretches(&ctx)))
		}
	}
}

// TestRollingGround holds that climbs which hardly stand out of a run are none of a
// session, unless the heart comes and goes with them.
func TestRollingGround(t *testing.T) {
	o := DefaultOptions()
	s := []float64{10, 3}
	for _, minutes := range []float64{3, 1.6, 4, 2.2, 3.4, 1.2, 2.7} { // no rhythm of repetitions
		s = append(s, minutes, 3.78, 2*minutes, 3.2)
	}
	r := steps(append(s, 5, 3)...)
	for i, v := range r.Trace.EffortSpeed {
		r.Trace.Grade[i] = -.02
		if v > 3.5 {
			r.Trace.Grade[i] = .05
		}
	}
	m := openRecording(&r)
	for _, c := range []struct {
		name               string
		over, top, heart   float64
		rhythm             float64
		flattened, session bool
	}{
		{"in stride", .04, .93, 1.1, .5, false, false},
		{"with no heart rate", .04, math.NaN(), math.NaN(), 0, false, false},
		{"standing out", .1, .93, 1.1, .5, false, true},
		{"the heart with them", .04, .93, 1.2, .5, false, true},
		{"in a rhythm", .04, .93, 1.1, .85, false, true},
		{"surges on the flat", .04, .93, 1.1, .5, true, true},
	} {
		ctx := flat()
		ctx.contrast, ctx.heartTop, ctx.heartContrast = m.contrast-c.over, c.top, c.heart
		m.rhythm = c.rhythm
		grades := slices.Clone(r.Trace.Grade)
		if c.flattened {
			clear(r.Trace.Grade)
		}
		tem := m.thresholdMinutes(4)
		if got := m.session(tem, &ctx, &o); got != c.session {
			t.Errorf("%s: session %v, want %v (%.1f threshold minutes)", c.name, got, c.session, tem)
		}
		copy(r.Trace.Grade, grades)
	}
}

// TestHighHeartAtHabit holds that long at the top of the heart rate is hard for a
// runner whose easy days are like it, and a while at it is not.
func TestHighHeartAtHabit(t *testing.T) {
	o := DefaultOptions()
	high := func(minutes float64) Recording {
		return beating(steps(60, 3.5), func(s float64) float64 {
			if s >= 600 && s < 600+60*minutes {
				return 171
			}
			return 160
		})
	}
	for _, c := range []struct {
		minutes float64
		want    bool
	}{{35, true}, {18, false}} {
		r := high(c.minutes)
		ctx := flat()
		ctx.habit, ctx.heartMaximum, ctx.usualHeart, ctx.heartTop, ctx.heartContrast = math.Log(3.48), 188, 166, 1.02, 1.05
		h := judgeHard(&r, openRecording(&r), &ctx, &o)
		if got := h != nil && h.Reason == HeartRate; got != c.want {
			t.Errorf("%.0f minutes: %+v, hard by heart rate %v, want %v", c.minutes, h, got, c.want)
		}
	}
}
