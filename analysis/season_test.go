package analysis

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"easyday/importer/activity"
)

// plan is a runner of four runs a week: Tuesday intervals, Wednesday the
// recovery run at the given log speed over comfortable, Friday easy, Sunday
// longer. Comfortable speed rises from 2.8 to 3.1 m/s; heart rate follows
// effort with a maximum of 190 seen in every session.
func plan(weeks int, recovery func(week int) float64) []Run {
	first := time.Date(2025, 1, 6, 6, 30, 0, 0, time.UTC)
	r := rand.New(rand.NewPCG(3, 5))
	var runs []Run
	for w := range weeks {
		comfortable := 2.8 * math.Exp(.1*float64(w)/float64(max(weeks-1, 1)))
		cs := comfortable / .78
		heart := func(v float64) float32 {
			return float32(52 + (190-52)*.69*v/comfortable)
		}
		add := func(day int, pieces ...float64) {
			rec := steps(pieces...)
			t := &rec.Trace
			for i, v := range t.EffortSpeed {
				v *= float32(math.Exp(.01 * r.NormFloat64()))
				t.Speed[i], t.EffortSpeed[i] = v, v
				t.HeartRate[i] = min(190, heart(float64(v)))
			}
			rec.Start = first.AddDate(0, 0, 7*w+day)
			rec.Figures.HeartRate = 140
			rec.measures = measure(&rec)
			runs = append(runs, Run{
				ID: rec.Start.Format("20060102T150405Z"), Files: []string{fmt.Sprintf("%d-%d.fit", w, day)},
				LocalDate: activity.DateOf(rec.Start), Zone: activity.Zone{Name: "UTC", Source: activity.ZoneUnknown},
				Recording: rec,
			})
		}
		easy := func() float64 { return comfortable * math.Exp(.02+.02*r.NormFloat64()) }
		hard := []float64{15, easy()}
		for range 5 {
			hard = append(hard, 4, 1.03*cs, 2, .6*cs)
		}
		add(1, append(hard, 10, easy())...)
		add(2, 40, comfortable*math.Exp(recovery(w)))
		add(4, 45, easy())
		add(6, 75, easy())
	}
	return runs
}

func TestSeasonOfAPlan(t *testing.T) {
	s := NewSeason(plan(20, func(w int) float64 {
		if w%2 == 0 {
			return .09
		}
		return -.09
	}), Knowledge{}, DefaultOptions())
	var hard, recovery []string
	for i := range s.Runs {
		r := &s.Runs[i]
		switch r.Kind {
		case KindHard:
			hard = append(hard, r.LocalDate.Weekday().String())
		case KindRecovery:
			recovery = append(recovery, r.LocalDate.Weekday().String())
			week := int(r.LocalDate-s.Runs[0].LocalDate) / 7
			want := KeptEasy
			switch {
			case week < 3:
				want = CantTell
			case week%2 == 0:
				want = TooFast
			}
			if r.Recovery.Verdict != want {
				t.Errorf("week %d: %s (%v, %v), want %s", week, r.Recovery.Verdict, r.Recovery.TooFast, r.Recovery.Reasons, want)
			}
			if r.Recovery.After != s.Runs[i-1].ID || !r.Recovery.NextRun {
				t.Errorf("week %d: after %s, next %v", week, r.Recovery.After, r.Recovery.NextRun)
			}
		}
	}
	if want := slices.Repeat([]string{"Tuesday"}, 20); !cmp.Equal(hard, want) {
		t.Errorf("hard days %v", hard)
	}
	if want := slices.Repeat([]string{"Wednesday"}, 20); !cmp.Equal(recovery, want) {
		t.Errorf("recovery days %v", recovery)
	}
	for _, d := range s.Trend[30:] {
		week := float64(d.Date-s.Trend[0].Date) / 7
		truth := 1000 / (2.8 * math.Exp(.1*week/19))
		near(t, "comfortable pace in s/km on "+d.Date.String(), float64(d.Comfortable.Value), truth, 12)
		if !(d.Comfortable.Low < d.Comfortable.Value && d.Comfortable.Value < d.Comfortable.High) {
			t.Errorf("%s: band %+v", d.Date, d.Comfortable)
		}
	}
	if s.Summary.Mode != ModeBoth {
		t.Errorf("mode %s", s.Summary.Mode)
	}
	if got := s.Summary.Total(); got != 20 {
		t.Errorf("%d recovery runs in the summary", got)
	}
	near(t, "advice", float64(s.Summary.Advice/s.Summary.Last.Value), 1.04, 1e-12)
}

// digest is a season without its float NaNs, comparable as text.
func digest(t *testing.T, s *Season) string {
	t.Helper()
	var out string
	for i := range s.Runs {
		r := &s.Runs[i]
		out += fmt.Sprint(r.ID, r.Kind, r.EffortPace, r.Comfortable, r.InWindow, r.BackToBack)
		if r.Recovery != nil {
			out += fmt.Sprint(*r.Recovery)
		}
		if r.Hard != nil {
			out += fmt.Sprint(*r.Hard)
		}
	}
	return out + fmt.Sprint(s.Trend, s.Months, s.Compliance, s.Summary)
}

func TestSeasonIgnoresOrder(t *testing.T) {
	runs := plan(12, func(int) float64 { return .02 })
	want := digest(t, NewSeason(runs, Knowledge{}, DefaultOptions()))
	r := rand.New(rand.NewPCG(1, 1))
	for range 3 {
		r.Shuffle(len(runs), func(i, j int) { runs[i], runs[j] = runs[j], runs[i] })
		if digest(t, NewSeason(runs, Knowledge{}, DefaultOptions())) != want {
			t.Fatal("the season depends on the order of its runs")
		}
	}
}

func TestSeasonOfLittle(t *testing.T) {
	for name, runs := range map[string][]Run{
		"none":   nil,
		"one":    plan(1, func(int) float64 { return 0 })[2:3],
		"a week": plan(1, func(int) float64 { return .1 }),
		"no streams": func() []Run {
			r := plan(2, func(int) float64 { return 0 })
			for i := range r {
				r[i].Recording = Recording{Start: r[i].Recording.Start, HighestAltitude: math.NaN(), Temperature: math.NaN()}
			}
			return r
		}(),
	} {
		t.Run(name, func(t *testing.T) {
			s := NewSeason(runs, Knowledge{}, DefaultOptions())
			if len(s.Runs) != len(runs) {
				t.Errorf("%d runs of %d", len(s.Runs), len(runs))
			}
			if c := s.Summary.Counts; c.Judged() != 0 {
				t.Errorf("verdicts %+v on too little", c)
			}
			if name == "no streams" {
				for i := range s.Runs {
					if s.Runs[i].Kind != KindUnknown {
						t.Errorf("run %d is %s", i, s.Runs[i].Kind)
					}
				}
			}
		})
	}
}

func TestAsOfHidesLaterRuns(t *testing.T) {
	runs := plan(16, func(int) float64 { return .05 })
	cut := runs[40].LocalDate
	o := DefaultOptions()
	o.AsOf = &cut
	s := NewSeason(runs, Knowledge{}, o)
	if len(s.Runs) != 41 || len(s.Excluded) != len(runs)-41 {
		t.Errorf("%d runs and %d excluded", len(s.Runs), len(s.Excluded))
	}
	if s.Summary.Clock != AsOf || s.Summary.AsOf != cut {
		t.Errorf("clock %s of %s", s.Summary.Clock, s.Summary.AsOf)
	}
	// What was known then does not depend on what came later.
	bare := NewSeason(runs[:41], Knowledge{}, o)
	if digest(t, bare) != digest(t, s) {
		t.Error("later runs change what could be known that day")
	}
}

func TestLabelsOverride(t *testing.T) {
	runs := plan(10, func(int) float64 { return 0 })
	easyTuesday, ignored, race := runs[20].ID, runs[22].ID, runs[24].ID
	s := NewSeason(runs, Knowledge{Labels: []Label{
		{RunID: easyTuesday, Kind: KindEasy, From: FromLabel},
		{RunID: ignored, Ignore: true, From: FromLabel},
		{RunID: race, Kind: KindHard, Race: true, From: FromLabel},
	}}, DefaultOptions())
	if len(s.Runs) != len(runs)-1 || len(s.Excluded) != 1 || s.Excluded[0].ID != ignored {
		t.Errorf("excluded %+v", s.Excluded)
	}
	for i := range s.Runs {
		switch r := &s.Runs[i]; r.ID {
		case easyTuesday:
			if r.Kind != KindEasy || r.Hard != nil || r.Source != FromLabel {
				t.Errorf("labelled easy: %s, hard %v, from %s", r.Kind, r.Hard, r.Source)
			}
		case race:
			if r.Kind != KindHard || r.Hard.Reason != Race || r.Hard.Words != "you said: race" {
				t.Errorf("labelled race: %+v", r.Hard)
			}
		}
	}
}

// A slower run, all else held, is never more probably too fast.
func TestSlowerIsNeverWorse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := excess{
			heart:  rapid.Float64Range(-.3, .3).Draw(t, "heart"),
			paceSD: rapid.Float64Range(.02, .1).Draw(t, "sd of pace"),
			apart:  .12,
		}
		varP := e.paceSD * e.paceSD
		varH := math.Pow(rapid.Float64Range(.03, .12).Draw(t, "sd of heart rate"), 2)
		cov := rapid.Float64Range(0, .99).Draw(t, "correlation") * math.Sqrt(varP*varH)
		fast := rapid.Float64Range(-.4, .4).Draw(t, "fast")
		slow := fast - rapid.Float64Range(0, .5).Draw(t, "slower by")
		at := func(pace float64) float64 {
			x := e
			x.pace = pace
			x.heartSD = math.Sqrt(varH)
			x.combine(cov)
			return x.probability()
		}
		if p, q := at(slow), at(fast); p > q+1e-12 {
			t.Fatalf("slower by pace %v: %v, faster %v: %v", slow, p, fast, q)
		}
	})
}

func TestOptionsAsJSON(t *testing.T) {
	b, err := json.Marshal(DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	var back Options
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(DefaultOptions(), back); d != "" {
		t.Error(d)
	}
}

func BenchmarkNewSeason(b *testing.B) {
	for _, weeks := range []int{25, 250} {
		runs := plan(weeks, func(w int) float64 { return .03 * float64(w%3-1) })
		b.Run(fmt.Sprint(len(runs), "runs"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				NewSeason(runs, Knowledge{}, DefaultOptions())
			}
		})
	}
}

// TestStrayDates holds that a run dated years from the season, as by a watch that
// lost its clock, does not stretch it, and that a few runs of years ago stay.
func TestStrayDates(t *testing.T) {
	season := plan(20, func(int) float64 { return -.04 })
	moved := func(days ...int) []Run {
		runs := slices.Clone(season)
		for i, d := range days {
			r := season[i]
			r.ID = fmt.Sprintf("moved-%d", i)
			r.LocalDate += activity.Date(d)
			r.Recording.Start = r.Recording.Start.AddDate(0, 0, d)
			runs = append(runs, r)
		}
		return runs
	}
	for _, tt := range []struct {
		name string
		runs []Run
		out  int
	}{
		{"none", moved(), 0},
		{"one in seventy years", moved(27000), 1},
		{"two, twenty years ago", moved(-7168, -7168), 2},
		{"one on either side", moved(-7168, 7168), 2},
		{"three, six years ago", moved(-2200, -2199, -2198), 0},
		{"one, four years ago", moved(-1500), 0},
	} {
		s := NewSeason(tt.runs, Knowledge{}, DefaultOptions())
		if len(s.Excluded) != tt.out {
			t.Errorf("%s: %d set aside, want %d: %+v", tt.name, len(s.Excluded), tt.out, s.Excluded)
		}
	}
	label := []Label{{RunID: "moved-0", Kind: KindEasy, From: FromLabel}}
	if s := NewSeason(moved(27000), Knowledge{Labels: label}, DefaultOptions()); len(s.Excluded) != 0 {
		t.Errorf("a run that the runner labels is set aside: %+v", s.Excluded)
	}
}

// TestStepsForBeats holds that an easy run whose sensor counted steps is no hard
// effort and is judged by pace alone, while a steady tempo whose heart rate is by
// chance its cadence keeps it.
func TestStepsForBeats(t *testing.T) {
	step := func(r *Run, cadence, heart float32) {
		tr := &r.Recording.Trace
		for i := range tr.HeartRate {
			tr.Cadence[i] = cadence
			if heart > 0 {
				tr.HeartRate[i] = heart
			}
		}
		r.Recording.measures = measure(&r.Recording)
	}
	runs := plan(12, func(int) float64 { return -.06 })
	const easy, fast = 22, 4 // runs of a Friday and of a Tuesday
	for i := range runs {
		step(&runs[i], 168, 0)
	}
	step(&runs[easy], 172, 173)
	tempo := steps(15, 2.8, 25, 3.75, 5, 2.8)
	tempo.Start, tempo.Figures.HeartRate = runs[fast].Recording.Start, 165
	runs[fast].Recording = tempo
	step(&runs[fast], 176, 176)
	s := NewSeason(runs, Knowledge{}, DefaultOptions())
	const note = "heart rate not used: it follows the steps"
	for i := range s.Runs {
		if got, want := slices.Contains(s.Runs[i].Notes, note), i == easy; got != want || s.Runs[i].HeartRateDistrusted != want {
			t.Errorf("run %d, %s: left out %v, want %v", i, s.Runs[i].LocalDate, got, want)
		}
	}
	if s.Runs[easy].Hard != nil {
		t.Errorf("the easy run is hard: %+v", s.Runs[easy].Hard)
	}

	// What is distrusted makes no hill run hard and no long run a race.
	o, ctx := DefaultOptions(), flat()
	ctx.heartMaximum, ctx.usualHeart = 186, 150
	hilly := beating(steps(45, 3.5), func(float64) float64 { return 176 })
	for i := range hilly.Trace.Grade {
		hilly.Trace.Grade[i] = .055
	}
	half := beating(steps(125, 3.3), func(float64) float64 { return 174 })
	raced := ctx
	raced.course, raced.habit = true, math.Log(3.2)
	for _, c := range []struct {
		name string
		run  *Recording
		ctx  *hardContext
		want HardReason
	}{{"hills", &hilly, &ctx, HeartRate}, {"half marathon", &half, &raced, Race}} {
		m := openRecording(c.run)
		if h := judgeHard(c.run, m, c.ctx, &o); h == nil || h.Reason != c.want {
			t.Errorf("%s: %+v, want %s", c.name, h, c.want)
		}
		m.distrusted, m.steadyHeart = true, math.NaN()
		if h := judgeHard(c.run, m, c.ctx, &o); h != nil && h.Reason == c.want {
			t.Errorf("%s, its heart rate distrusted: %+v", c.name, h)
		}
	}
}

// A recording far faster than any run, or fast with a calm heart, is a ride; a
// race is not, nor whatever has a runner's cadence, nor what the runner labels.
func TestRides(t *testing.T) {
	const k = 10
	for _, tt := range []struct {
		name           string
		minutes, speed float64
		heart, cadence float32
		label          *Label
		out            bool
	}{
		{"a ride", 60, 7, 0, 0, nil, true},
		{"a slow one with a calm heart", 40, 4.2, 110, 0, nil, true},
		{"as fast with a racing heart", 40, 4.2, 175, 0, nil, false},
		{"as fast without heart rate", 40, 4.2, 0, 0, nil, false},
		{"with a runner's cadence", 40, 5.2, 0, 145, nil, false},
		{"cranks that turn as fast as a runner steps, with a calm heart", 40, 5.2, 110, 170, nil, true},
		{"the same named a race", 20, 5.2, 110, 170, &Label{Kind: KindHard, Race: true, From: FromNameHint, Word: "parkrun"}, false},
		{"a runner's cadence and a calm heart, not so fast", 40, 4.2, 110, 170, nil, false},
		{"far faster, with a racing heart", 20, 5.2, 178, 0, nil, false},
		{"a few minutes", 8, 7, 0, 0, nil, false},
		{"named", 60, 7, 0, 0, &Label{Kind: KindEasy, From: FromNameHint, Word: "easy"}, true},
		{"labelled", 60, 7, 0, 0, &Label{Kind: KindEasy, From: FromLabel}, false},
	} {
		runs := plan(12, func(int) float64 { return -.06 })
		r := steps(tt.minutes, tt.speed)
		r.Start = runs[k].Start()
		for i := range r.Trace.HeartRate {
			if tt.heart > 0 {
				r.Trace.HeartRate[i] = tt.heart
			}
			if tt.cadence > 0 {
				r.Trace.Cadence[i] = tt.cadence
			}
		}
		r.measures = measure(&r)
		runs[k].Recording = r
		known := Knowledge{}
		if tt.label != nil {
			tt.label.RunID = runs[k].ID
			known.Labels = []Label{*tt.label}
		}
		s := NewSeason(runs, known, DefaultOptions())
		if got := len(s.Excluded) == 1; got != tt.out || got && s.Excluded[0].Reason != "a ride by its pace" {
			t.Errorf("%s: left out %v, want %v: %+v", tt.name, got, tt.out, s.Excluded)
		}
	}
}

// A name that says race counts for a run that might have been one, and not for
// one as easy as any other; the runner's own label does in any case.
func TestNameOfAJoggedRace(t *testing.T) {
	const k = 9*4 + 2 // an easy Friday
	for _, tt := range []struct {
		name   string
		faster float64 // log speed over what was planned
		from   Source
		want   Kind
	}{
		{"jogged", 0, FromNameHint, KindEasy},
		{"run", .15, FromNameHint, KindHard},
		{"jogged, and labelled", 0, FromLabel, KindHard},
	} {
		runs := plan(14, func(int) float64 { return -.05 })
		runs[k].Recording = altered(runs[k].Recording, func(_ int, v float32) float32 { return v * float32(math.Exp(tt.faster)) })
		label := Label{RunID: runs[k].ID, Kind: KindHard, Race: true, From: tt.from, Word: "parkrun"}
		r := NewSeason(runs, Knowledge{Labels: []Label{label}}, DefaultOptions()).Runs[k]
		if r.Kind != tt.want {
			t.Errorf("%s: %s, %s, %+v", tt.name, r.Kind, r.Source, r.Hard)
		}
	}
}

// A name that says easy leaves a long run hard by its duration; the runner's own
// label does not.
func TestNameOfALongRun(t *testing.T) {
	const k = 9*4 + 3 // a Sunday
	for from, want := range map[Source]Kind{FromNameHint: KindLong, FromLabel: KindEasy} {
		runs := plan(14, func(int) float64 { return -.05 })
		long := steps(150, 2.7)
		long.Start = runs[k].Recording.Start
		long.measures = measure(&long)
		runs[k].Recording = long
		label := Label{RunID: runs[k].ID, Kind: KindEasy, From: from, Word: "easy"}
		r := NewSeason(runs, Knowledge{Labels: []Label{label}}, DefaultOptions()).Runs[k]
		if r.Kind != want || (r.Hard != nil) != (want == KindLong) {
			t.Errorf("%s: %s, %+v, want %s", from, r.Kind, r.Hard, want)
		}
	}
}

// A recovery run of 8 km, much too fast and even, is no race unless it is said to
// be one; nor is a calm trail run as long as a marathon.
func TestNoRaceByDistance(t *testing.T) {
	const k = 9*4 + 1 // a recovery run
	fast := func(runs []Run, label *Label) *Run {
		v := 2.8 * math.Exp(.1*9/13.) * math.Exp(.17)
		minutes := 8047 / v / 60
		r := steps(minutes, v)
		for i := range r.Trace.HeartRate {
			r.Trace.HeartRate[i] = 166
		}
		r.Start = runs[k].Recording.Start
		r.measures = measure(&r)
		runs[k].Recording = r
		var known Knowledge
		if label != nil {
			label.RunID = runs[k].ID
			known.Labels = []Label{*label}
		}
		return &NewSeason(runs, known, DefaultOptions()).Runs[k]
	}
	if r := fast(plan(14, func(int) float64 { return -.05 }), nil); r.Kind != KindRecovery || r.Recovery.Verdict != TooFast {
		t.Errorf("a fast recovery run is %s, %+v", r.Kind, r.Hard)
	}
	if r := fast(plan(14, func(int) float64 { return -.05 }), &Label{Kind: KindHard, Race: true, From: FromNameHint, Word: "parkrun"}); r.Hard == nil || r.Hard.Reason != Race {
		t.Errorf("the same, named a race, is %s, %+v", r.Kind, r.Hard)
	}
	for name, c := range map[string]struct {
		heart float32
		grade float32
		want  HardReason
	}{
		"on a road, in four hours":        {147, 0, Race},
		"on a road, heart unknown":        {float32(math.NaN()), 0, Race},
		"on a trail, with a racing heart": {160, .06, Race},
		"on a trail, with a calm one":     {138, .06, Duration},
		"on a trail, heart unknown":       {float32(math.NaN()), .06, Duration},
	} {
		runs := plan(14, func(int) float64 { return -.05 })
		v := 2.95
		r := steps(42200/v/60, v)
		for i := range r.Trace.HeartRate {
			r.Trace.HeartRate[i], r.Trace.Grade[i] = c.heart, c.grade
		}
		r.Start = runs[9*4+3].Recording.Start
		r.measures = measure(&r)
		runs[9*4+3].Recording = r
		h := NewSeason(runs, Knowledge{}, DefaultOptions()).Runs[9*4+3].Hard
		if h == nil || h.Reason != c.want {
			t.Errorf("42.2 km %s: %+v, want %s", name, h, c.want)
		}
	}
}

// What the level is said to rest on is what is reported: a run that the trend took
// for a race and that is a tempo in the end is none.
func TestAnchorsAreReported(t *testing.T) {
	b := &builder{
		hard: []*effort{{HardEffort: HardEffort{Reason: Race}}, {HardEffort: HardEffort{Reason: Tempo}}, {HardEffort: HardEffort{Reason: Intervals}}, nil},
		trend: &trend{evidence: []evidence{
			{kind: obsRace, run: 0}, {kind: obsRace, run: 1}, {kind: obsSession, run: 2}, {kind: obsHabit, run: 3}, {kind: obsHeart, run: 3}, {kind: obsRace, run: -1},
		}},
	}
	var m Summary
	b.countEvidence(&m)
	if m.Races != 1 || m.Sessions != 2 || m.Stated != 1 || m.Usable != 1 {
		t.Errorf("%d races, %d sessions, %d stated, %d easy runs", m.Races, m.Sessions, m.Stated, m.Usable)
	}
}

// Where most recordings are walks, what is run is no ride, nor is it where there
// are few; nor repetitions with standing rests, nor a race the runner states.
func TestNoRides(t *testing.T) {
	first := time.Date(2025, 1, 6, 6, 30, 0, 0, time.UTC)
	add := func(runs []Run, r Recording) []Run {
		r.Start = first.AddDate(0, 0, len(runs))
		r.measures = measure(&r)
		return append(runs, Run{ID: r.Start.Format("20060102T150405Z"), LocalDate: activity.DateOf(r.Start), Recording: r})
	}
	var walks, few, reps, raced []Run
	for range 30 {
		walks = add(walks, steps(40, 1.5))
	}
	for range 18 {
		walks = add(walks, steps(40, 2.8))
	}
	for range 2 {
		few = add(few, steps(40, 2.2))
	}
	few = add(few, steps(25, 4.3))
	for range 12 {
		reps, raced = add(reps, steps(40, 2.8)), add(raced, steps(40, 2.8))
	}
	var session []float64
	for range 13 {
		session = append(session, 1.25, 5.3, 1.5, 0)
	}
	reps = add(reps, steps(session...))
	raced = add(raced, steps(20, 5.2))
	race := raced[12]
	stated := Knowledge{Races: []KnownRace{{Date: race.LocalDate, Distance: race.Recording.Figures.Distance, Seconds: race.Recording.Figures.Moving}}}
	for _, tt := range []struct {
		name  string
		runs  []Run
		known Knowledge
		rides int
	}{
		{"most are walks", walks, Knowledge{}, 0},
		{"three runs", few, Knowledge{}, 0},
		{"repetitions", reps, Knowledge{}, 0},
		{"too fast for any race", raced, Knowledge{}, 1},
		{"a race the runner states", raced, stated, 0},
	} {
		rides := 0
		for _, e := range NewSeason(tt.runs, tt.known, DefaultOptions()).Excluded {
			if e.Reason == "a ride by its pace" {
				rides++
			}
		}
		if rides != tt.rides {
			t.Errorf("%s: %d rides, want %d", tt.name, rides, tt.rides)
		}
	}
}

// However many parkruns are jogged, they say nothing of how fast the runner races,
// and the run says why its name does not count.
func TestEveryParkrunJogged(t *testing.T) {
	runs := plan(14, func(int) float64 { return -.05 })
	plain := NewSeason(runs, Knowledge{}, DefaultOptions())
	var known Knowledge
	for k := 2; k < len(runs); k += 4 { // the easy Fridays
		known.Labels = append(known.Labels, Label{RunID: runs[k].ID, Kind: KindHard, Race: true, From: FromNameHint, Word: "parkrun"})
	}
	s := NewSeason(runs, known, DefaultOptions())
	for k := 2; k < len(runs); k += 4 {
		if r := s.Runs[k]; r.Kind == KindHard || !slices.Contains(r.Notes, `its name says "parkrun", but it was run as easily as any other`) {
			t.Errorf("%s: %s, %q", r.LocalDate, r.Kind, r.Notes)
		}
	}
	if s.Summary.Last != plain.Summary.Last {
		t.Errorf("comfortable %v, without the names %v", s.Summary.Last, plain.Summary.Last)
	}
}

// A race the runner states whose recording cannot speak is heard as stated.
func TestStatedRaceOnATreadmill(t *testing.T) {
	const k = 9*4 + 2
	runs := plan(14, func(int) float64 { return -.05 })
	runs[k].Recording.Indoor = true
	f := &runs[k].Recording.Figures
	known := Knowledge{Races: []KnownRace{{Date: runs[k].LocalDate, Distance: f.Distance, Seconds: f.Moving}}}
	if m := NewSeason(runs, known, DefaultOptions()).Summary; m.Stated != 1 || m.Races != 0 {
		t.Errorf("%d stated, %d recorded", m.Stated, m.Races)
	}
}

// remade is a season with every run of a weekday run anew, by week, and measured.
func remade(runs []Run, weekday time.Weekday, anew func(week int, r *Recording)) []Run {
	runs = slices.Clone(runs)
	first := runs[0].LocalDate
	for i := range runs {
		r := &runs[i].Recording
		if r.Start.Weekday() != weekday {
			continue
		}
		start := r.Start
		anew(int(runs[i].LocalDate-first)/7, r)
		r.Start = start
		r.measures = measure(r)
	}
	return runs
}

// TestWeeklyTempos holds that tempos as long as a race, one every week after a warm-up
// and few other hard runs, do not pull critical speed down to theirs, so that ever
// more of them look like races.
func TestWeeklyTempos(t *testing.T) {
	const weeks = 24
	for _, share := range []float64{.93, .95, .97} {
		comfortable := func(week int) float64 { return 2.8 * math.Exp(.1*float64(week)/(weeks-1)) }
		runs := remade(plan(weeks, func(int) float64 { return -.09 }), time.Friday, func(week int, r *Recording) {
			v := comfortable(week)
			*r = steps(15, 1.02*v, 10000/(share*v/.78)/60, share*v/.78, 10, v)
		})
		runs = remade(runs, time.Tuesday, func(week int, r *Recording) { *r = steps(45, 1.02*comfortable(week)) })
		for i := range runs {
			for k := range runs[i].Recording.Trace.HeartRate {
				runs[i].Recording.Trace.HeartRate[k] = float32(math.NaN())
			}
			runs[i].Recording.measures = measure(&runs[i].Recording)
		}
		s := NewSeason(runs, Knowledge{}, DefaultOptions())
		races := 0
		for i := range s.Runs {
			if h := s.Runs[i].Hard; h != nil && h.Reason == Race {
				races++
			}
		}
		if want := map[bool]int{true: weeks, false: 3}[share > .96]; races > want {
			t.Errorf("tempos at %.2f of critical speed: %d races, want %d at most", share, races, want)
		}
		if share > .96 && races > 0 {
			// One that the runner calls a race speaks as one.
			i := slices.IndexFunc(s.Runs, func(r Run) bool { return r.Hard != nil && r.Hard.Reason == Race })
			said := NewSeason(runs, Knowledge{Labels: []Label{{RunID: s.Runs[i].ID, Kind: KindHard, Race: true, From: FromLabel}}}, DefaultOptions())
			if s.Summary.Races != 0 || said.Summary.Races != 1 {
				t.Errorf("%d races tell critical speed, and %d with one said to be a race, want 0 and 1", s.Summary.Races, said.Summary.Races)
			}
		}
		if e := math.Log(float64(s.Trend[len(s.Trend)-1].CriticalSpeed) * .78 / comfortable(weeks-1)); math.Abs(e) > .04 {
			t.Errorf("tempos at %.2f of critical speed: critical speed is %+.3f off", share, e)
		}
	}
}

// TestParkrunnerSeason holds that a parkrun every Friday, out of habit and recorded for
// itself, is a race every time.
func TestParkrunnerSeason(t *testing.T) {
	const weeks = 20
	runs := remade(plan(weeks, func(int) float64 { return -.09 }), time.Friday, func(week int, r *Recording) {
		cs := 2.8 * math.Exp(.1*float64(week)/(weeks-1)) / .78
		*r = steps((4990+100*float64(week)/weeks)/cs/60, cs) // as watches read one course
	})
	s := NewSeason(runs, Knowledge{}, DefaultOptions())
	races := 0
	for i := range s.Runs {
		if h := s.Runs[i].Hard; h != nil && h.Reason == Race {
			races++
		}
	}
	if races < weeks-2 {
		t.Errorf("%d races of %d", races, weeks)
	}
}

// TestLabelledSessionsTellCriticalSpeed holds that a structured session which is hard
// only by what the runner says of it is evidence of critical speed all the same.
func TestLabelledSessionsTellCriticalSpeed(t *testing.T) {
	const weeks = 20
	runs := remade(plan(weeks, func(int) float64 { return -.09 }), time.Friday, func(week int, r *Recording) {
		cs := 2.8 * math.Exp(.1*float64(week)/(weeks-1)) / .78
		pieces := []float64{12, .75 * cs}
		for range 5 {
			pieces = append(pieces, 1.5, cs, 1.5, 2.2)
		}
		*r = steps(append(pieces, 10, .75*cs)...)
		for k := range r.Trace.HeartRate {
			r.Trace.HeartRate[k] = 122 // calm
		}
	})
	var said Knowledge
	for i := range runs {
		if runs[i].Recording.Start.Weekday() == time.Friday {
			said.Labels = append(said.Labels, Label{RunID: runs[i].ID, Kind: KindHard, From: FromLabel})
		}
	}
	unsaid, s := NewSeason(runs, Knowledge{}, DefaultOptions()), NewSeason(runs, said, DefaultOptions())
	if got := s.Summary.Sessions - unsaid.Summary.Sessions; got < weeks-2 {
		t.Errorf("%d sessions more than unsaid, want %d", got, weeks)
	}
}

// TestEasyRunsOnASlope holds that easy runs up and down a gentle slope, with no heart
// rate to speak against it, are no hill repetitions.
func TestEasyRunsOnASlope(t *testing.T) {
	runs := plan(20, func(int) float64 { return -.09 })
	for i := range runs {
		r := &runs[i].Recording
		for k := range r.Trace.HeartRate {
			r.Trace.HeartRate[k] = float32(math.NaN())
		}
		r.measures = measure(r)
		if day := r.Start.Weekday(); day == time.Wednesday || day == time.Friday {
			r.Shuttle = Shuttle{Leg: 200, Rise: -5}
			for at := float32(500); at < 2400; at += 72 {
				r.Shuttle.Turns = append(r.Shuttle.Turns, at)
			}
		}
	}
	s := NewSeason(runs, Knowledge{}, DefaultOptions())
	for i := range s.Runs {
		if h := s.Runs[i].Hard; h != nil && h.Reason == Hills {
			t.Errorf("%s: %s", s.Runs[i].ID, h.Words)
		}
	}
}

// TestNewSeasonKeepsItsInput holds that a season's result depends neither on the order
// of its runs nor on notes they come with, which it leaves alone; that a race stated for
// a day with two recordings as like is the earlier one; and that the last day is the
// latest date, not that of the last start, which differs east of the date line.
func TestNewSeasonKeepsItsInput(t *testing.T) {
	runs := plan(14, func(int) float64 { return -.05 })
	k := 9*4 + 2
	notes := append(make([]string, 0, 4), "mine")
	runs[k].Notes = notes
	twin := runs[k]
	twin.ID += "-2"
	twin.Recording.Start = twin.Recording.Start.Add(5 * time.Hour)
	flown := len(runs) - 2
	runs[flown].LocalDate = runs[len(runs)-1].LocalDate + 1
	all := append(slices.Clone(runs), twin)
	f := &runs[k].Recording.Figures
	known := Knowledge{Races: []KnownRace{{Date: runs[k].LocalDate, Distance: f.Distance, Seconds: f.Moving}}}
	want := NewSeason(all, known, DefaultOptions())
	slices.Reverse(all)
	got := NewSeason(all, known, DefaultOptions())
	for _, s := range []*Season{want, got} {
		for i := range s.Runs {
			r := &s.Runs[i]
			if race := r.Hard != nil && r.Hard.Reason == Race; race != (r.ID == runs[k].ID) {
				t.Errorf("%s: a race %v", r.ID, race)
			}
			if slices.Contains(r.Notes, "mine") {
				t.Errorf("%s: notes %q", r.ID, r.Notes)
			}
		}
		if s.Summary.AdviceFrom != runs[flown].LocalDate || s.Trend[len(s.Trend)-1].Date != runs[flown].LocalDate {
			t.Errorf("advice from %s, the trend to %s, the last date is %s", s.Summary.AdviceFrom, s.Trend[len(s.Trend)-1].Date, runs[flown].LocalDate)
		}
	}
	if notes[:2][1] != "" {
		t.Errorf("written into the caller's notes: %q", notes[:2])
	}
}

// TestShortRunsCanBeJudged holds that a season may be asked for runs shorter than any
// best effort is told of.
func TestShortRunsCanBeJudged(t *testing.T) {
	o := DefaultOptions()
	o.ShortestRunMinutes = 8
	runs := plan(4, func(int) float64 { return -.05 })
	runs = remade(runs, time.Saturday, func(_ int, r *Recording) { *r = steps(10, 3) })
	if s := NewSeason(runs, Knowledge{}, o); len(s.Runs) != len(runs) {
		t.Errorf("%d runs of %d", len(s.Runs), len(runs))
	}
}

// TestWalkedRunsTellLess holds that a run that was walked in part tells less of the
// habit the more of it was.
func TestWalkedRunsTellLess(t *testing.T) {
	o := DefaultOptions()
	runs := remade(plan(8, func(int) float64 { return -.05 }), time.Saturday, func(week int, r *Recording) {
		if *r = steps(50, 2.9); week%2 == 1 {
			*r = steps(20, 2.9, 6, 1.4, 20, 2.9)
		}
	})
	b := &builder{o: &o, known: &Knowledge{}, label: map[string]Label{}}
	b.choose(&Season{}, ordered(runs))
	b.prepare()
	b.findHard()
	b.castShadows()
	b.fitTrend(false)
	for _, e := range b.trend.evidence {
		if e.kind != obsHabit || b.hard[e.run] != nil || b.after[e.run].in {
			continue
		}
		share := b.m[e.run].walked
		near(t, "variance of a run walked in part", e.fixed, math.Pow(o.Model.WalkedSD*share, 2), 1e-12)
		if walked := b.runs[e.run].Recording.Start.Weekday() == time.Saturday && b.day[e.run]/7%2 == 1; walked != (share > .05) {
			t.Errorf("%s: share walked %.2f", b.runs[e.run].ID, share)
		}
	}
}

// TestSecondFileOfASession holds that a tempo recorded apart, minutes after intervals, is
// hard all the same: it is of that outing, not a recovery run far too fast after it.
func TestSecondFileOfASession(t *testing.T) {
	const weeks = 14
	runs := plan(weeks, func(int) float64 { return -.05 })
	tempos := make(map[string]bool)
	for _, r := range slices.Clone(runs) {
		if r.Recording.Start.Weekday() != time.Tuesday {
			continue
		}
		comfortable := 2.8 * math.Exp(.1*float64(r.LocalDate-runs[0].LocalDate)/7/(weeks-1))
		v := .94 * comfortable / .78
		rec := beating(steps(25, v), func(float64) float64 { return 52 + (190-52)*.69*v/comfortable })
		rec.Start = r.Recording.End().Add(5 * time.Minute)
		rec.measures = measure(&rec)
		r.ID, r.Recording = r.ID+"-2", rec
		runs = append(runs, r)
		tempos[r.ID] = true
	}
	s := NewSeason(runs, Knowledge{}, DefaultOptions())
	missed := 0
	for i := range s.Runs {
		if tempos[s.Runs[i].ID] && s.Runs[i].Hard == nil {
			missed++
		}
	}
	if missed > 1 {
		t.Errorf("%d of %d tempos are not hard", missed, len(tempos))
	}
}

// TestMeantBesideASession holds that an even run the day after intervals is a session of
// its own where its heart came to that of critical speed for long, or rose and fell as a
// session's does, and else a recovery run far too fast.
func TestMeantBesideASession(t *testing.T) {
	const weeks = 14
	for _, c := range []struct {
		name    string
		minutes float64
		share   float64                       // of critical speed
		heart   func(seconds float64) float64 // over that of the run's speed
		hard    bool
	}{
		{"long, with a heart to match", 55, .945, func(float64) float64 { return 1.1 }, true},
		{"long, with a calm heart", 55, .945, func(float64) float64 { return .9 }, false},
		{"shorter, its heart up and down", 32, .945, func(s float64) float64 { return .93 + .1*math.Sin(s/90) }, true},
		{"shorter, with an even heart", 32, .945, func(float64) float64 { return .96 }, false},
	} {
		runs := remade(plan(weeks, func(int) float64 { return -.05 }), time.Wednesday, func(week int, r *Recording) {
			comfortable := 2.8 * math.Exp(.1*float64(week)/(weeks-1))
			v := c.share * comfortable / .78
			*r = beating(steps(c.minutes, v), func(s float64) float64 { return 52 + (190-52)*.69*v/comfortable*c.heart(s) })
		})
		s := NewSeason(runs, Knowledge{}, DefaultOptions())
		hard, all := 0, 0
		for i := range s.Runs {
			if s.Runs[i].Recording.Start.Weekday() == time.Wednesday {
				if all++; s.Runs[i].Hard != nil {
					hard++
				}
			}
		}
		if c.hard && hard < all-2 || !c.hard && hard > 2 {
			t.Errorf("%s: %d of %d are hard, want %v", c.name, hard, all, c.hard)
		}
	}
}
