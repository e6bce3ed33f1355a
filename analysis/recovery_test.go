package analysis

import (
	"math"
	"testing"
	"time"
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
			b.session = append(b.session, session)
			b.hard = append(b.hard, nil)
		}
		add(start, 60, 0)
		b.hard[0] = &HardEffort{Reason: Intervals, Window: 48 * time.Hour}
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
