package analysis

import (
	"math"
	"slices"
	"testing"

	"easyday/importer/activity"
)

// A heart-rate maximum stated from a date on leaves the runs before it with
// what held for them.
func TestHeartRateFromADate(t *testing.T) {
	runs := plan(20, func(int) float64 { return 0 })
	o := DefaultOptions()
	o.HeartRateMaximum, o.HeartRateRest = 195, 52
	from := runs[40].LocalDate
	known := Knowledge{HeartRates: []KnownHeartRate{{From: from, Maximum: 180, Rest: 40}}}
	b := &builder{o: &o, known: &known, label: map[string]Label{}}
	b.choose(&Season{}, runs)
	b.prepare()
	for i := range b.runs {
		want := [2]float64{195, 52}
		if b.runs[i].LocalDate >= from {
			want = [2]float64{180, 40}
		}
		if got := [2]float64{b.heart[i].HeartRateMaximum, b.heart[i].HeartRateRest}; got != want {
			t.Fatalf("%s: %v, want %v", b.runs[i].LocalDate, got, want)
		}
	}
	if got := b.boundChanges(); len(got) != 1 || got[0] != int(from-b.first) {
		t.Errorf("changes on %v", got)
	}
	if s := NewSeason(runs, known, o); s.Summary.Bounds.HeartRateMaximum != 180 {
		t.Errorf("last bounds %+v", s.Summary.Bounds)
	}
}

// What is stated for a date before the season is the same as what is stated
// for all of it.
func TestHeartRateFromBeforeTheSeason(t *testing.T) {
	runs := plan(12, func(int) float64 { return 0 })
	o := DefaultOptions()
	dated := NewSeason(runs, Knowledge{HeartRates: []KnownHeartRate{{From: runs[0].LocalDate - 30, Maximum: 195}}}, o)
	o.HeartRateMaximum = 195
	whole := NewSeason(runs, Knowledge{}, o)
	if dated.Summary.Last != whole.Summary.Last {
		t.Errorf("dated %v, whole %v", dated.Summary.Last, whole.Summary.Last)
	}
}

// A pace stated for a day of the season anchors the level of one without any other
// anchor; one of three years before does not, whatever is said of it.
func TestStatedPaceAnchors(t *testing.T) {
	var runs []Run
	for i, r := range plan(14, func(int) float64 { return 0 }) {
		if i%4 == 0 {
			continue // no sessions
		}
		for k := range r.Recording.Trace.HeartRate {
			r.Recording.Trace.HeartRate[k] = float32(math.NaN())
		}
		r.Recording.measures = measure(&r.Recording)
		runs = append(runs, r)
	}
	for before, want := range map[int]Mode{-30: ModeRaces, 30: ModeRaces, 3 * 365: ModeHabit} {
		known := Knowledge{Paces: []KnownPace{{Date: runs[0].LocalDate - activity.Date(before), Pace: 350}}}
		if got := NewSeason(runs, known, DefaultOptions()).Summary.Mode; got != want {
			t.Errorf("stated %d days before the season: %s, want %s", before, got, want)
		}
	}
}

// A stated pace draws the comfortable pace of its date towards it, and one
// stated for after the as-of date is not known then.
func TestStatedPace(t *testing.T) {
	runs := plan(12, func(int) float64 { return 0 })
	o := DefaultOptions()
	plain := NewSeason(runs, Knowledge{}, o)
	day := runs[24].LocalDate
	slow := plain.Trend[day-plain.Trend[0].Date].Comfortable.Value * 1.1
	known := Knowledge{Paces: []KnownPace{{Date: day, Pace: slow}}}
	told := NewSeason(runs, known, o)
	before, after := plain.Trend[day-plain.Trend[0].Date].Comfortable.Value, told.Trend[day-plain.Trend[0].Date].Comfortable.Value
	if !(after > before && after < slow) {
		t.Errorf("comfortable %v, told %v: %v", before, slow, after)
	}
	asOf := day - 1
	o.AsOf = &asOf
	if digest(t, NewSeason(runs, known, o)) != digest(t, NewSeason(runs, Knowledge{}, o)) {
		t.Error("a statement of tomorrow changes what could be known today")
	}
}

// A pace stated long before the season counts for less than one of its first
// day.
func TestStatedPaceFades(t *testing.T) {
	runs := plan(12, func(int) float64 { return 0 })
	o := DefaultOptions()
	first := NewSeason(runs, Knowledge{}, o).Summary.First.Value
	told := func(before int) float64 {
		k := Knowledge{Paces: []KnownPace{{Date: runs[0].LocalDate - activity.Date(before), Pace: first * 1.1}}}
		return math.Log(float64(NewSeason(runs, k, o).Summary.First.Value / first))
	}
	if near, far := told(0), told(400); !(far > 0 && far < near/2) {
		t.Errorf("moved by %v from the first day, %v from 400 days before", near, far)
	}
}

// A race that is both recorded and stated is one observation.
func TestStatedRaceThatIsRecorded(t *testing.T) {
	runs := plan(12, func(int) float64 { return 0 })
	race := &runs[20]
	race.Recording.Figures.Distance = 10e3
	label := []Label{{RunID: race.ID, Kind: KindHard, Race: true, From: FromLabel}}
	o := DefaultOptions()
	alone := NewSeason(runs, Knowledge{Labels: label}, o)
	both := NewSeason(runs, Knowledge{Labels: label, Races: []KnownRace{{Date: race.LocalDate, Distance: 10e3, Seconds: 2400}}}, o)
	if alone.Summary.Last != both.Summary.Last {
		t.Errorf("alone %v, with its result %v", alone.Summary.Last, both.Summary.Last)
	}
	other := NewSeason(runs, Knowledge{Labels: label, Races: []KnownRace{{Date: race.LocalDate, Distance: 5e3, Seconds: 1400}}}, o)
	if alone.Summary.Last == other.Summary.Last {
		t.Error("another race of that day says nothing")
	}
}

// The words of a hint are the name's, those of a label the runner's.
func TestWordsOfALabel(t *testing.T) {
	for _, c := range []struct {
		label Label
		want  string
	}{
		{Label{Kind: KindHard, From: FromLabel}, "you said: hard"},
		{Label{Kind: KindHard, Race: true, From: FromLabel, Note: "club relay"}, "you said: race (club relay)"},
		{Label{Ignore: true, From: FromLabel}, "you said: ignore"},
		{Label{Kind: KindHard, From: FromNameHint, Word: "parkrun", Race: true}, `its name says "parkrun"`},
	} {
		if got := c.label.said(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.label, got, c.want)
		}
	}
}

// A run outside every window that the runner calls recovery is judged, and
// names no hard effort.
func TestRecoveryOutsideAWindow(t *testing.T) {
	runs := plan(12, func(int) float64 { return 0 })
	id := runs[8*4+3].ID // a Sunday, five days after the intervals
	s := NewSeason(runs, Knowledge{Labels: []Label{{RunID: id, Kind: KindRecovery, From: FromLabel}}}, DefaultOptions())
	r := &s.Runs[slices.IndexFunc(s.Runs, func(r Run) bool { return r.ID == id })]
	if r.Kind != KindRecovery || r.InWindow || r.Recovery.After != "" || r.Recovery.Verdict == CantTell {
		t.Errorf("%s, in a window %v: %+v", r.Kind, r.InWindow, r.Recovery)
	}
}
