package analysis

import (
	"slices"
	"testing"
)

func TestRaceCourses(t *testing.T) {
	scattered := func(n int, from, to float64) []float64 {
		var out []float64
		for i := range n {
			out = append(out, from+(to-from)*float64(i)/float64(n))
		}
		return out
	}
	stopped := slices.Repeat([]float64{10006, 10015}, 10)
	for _, tt := range []struct {
		name   string
		metres float64
		others []float64
		want   bool
	}{
		{"a race among runs of any length", 10050, scattered(80, 5500, 14000), true},
		{"a long course", 10250, nil, true},
		{"too long for any", 10300, nil, false},
		{"short of it", 9700, nil, false},
		{"a half marathon through a city", 21800, nil, true},
		{"a marathon with its corners cut", 41050, nil, true},
		{"three races a season", 10020, append([]float64{10010, 10030}, scattered(60, 5500, 9700)...), true},
		{"always stopped at ten", 10050, append(scattered(20, 5500, 14000), stopped...), false},
		{"the half of one who always stops at ten", 21200, stopped, true},
	} {
		runs := []courseRun{{metres: tt.metres}}
		for _, metres := range tt.others {
			runs = append(runs, courseRun{metres: metres})
		}
		if got := raceCourses(runs)[0]; got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestParkrunsAreNoRoutine holds that who runs one parkrun after another, recorded for
// itself, does not stop the watch at five kilometres out of routine, however exact that
// watch is, and that who stops a tempo there every week does, to the metre; and that
// easy runs stopped there say nothing of a run out of habit with a warm-up of its own.
func TestParkrunsAreNoRoutine(t *testing.T) {
	const runs = 60
	season := func(parkrun func(week int) courseRun) []courseRun {
		all := make([]courseRun, runs)
		for i := range all {
			all[i] = courseRun{metres: 8500 + 50*float64(i)}
			if i%3 == 0 {
				all[i] = parkrun(i / 3)
			}
		}
		return all
	}
	easy := func(all []courseRun) []courseRun {
		for range 20 {
			all = append(all, courseRun{metres: 5005})
		}
		return all
	}
	read := func(week int) float64 { return 4995 + 5*float64(week) } // as watches read one course
	apart := season(func(week int) courseRun { return courseRun{read(week), true, true} })
	alone := season(func(week int) courseRun { return courseRun{read(week), true, false} })
	for _, c := range []struct {
		name  string
		runs  []courseRun
		first bool
	}{
		{"parkruns", alone, true},
		{"with an exact watch", season(func(week int) courseRun { return courseRun{4980 + 10*float64(week%5), true, false} }), true},
		{"tempos stopped at five kilometres", season(func(week int) courseRun { return courseRun{5002 + float64(week%5), true, true} }), false},
		{"easy runs stopped about there", season(func(week int) courseRun { return courseRun{metres: read(week)} }), false},
		{"parkruns beside easy runs as long", easy(alone), false},
		{"warmed up for, beside them", easy(apart), true},
	} {
		if got := raceCourses(c.runs); got[0] != c.first || got[1] {
			t.Errorf("%s: a course %v, want %v; another run %v, want false", c.name, got[0], c.first, got[1])
		}
	}
}
