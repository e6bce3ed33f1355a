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
		all := append([]float64{tt.metres}, tt.others...)
		if got := raceCourses(all, make([]bool, len(all)))[0]; got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestParkrunsAreNoRoutine holds that who runs one parkrun after another, recorded for
// itself, does not stop the watch at five kilometres out of routine, and that who stops
// a tempo there every week does, to the metre.
func TestParkrunsAreNoRoutine(t *testing.T) {
	const runs = 60
	metres, exact, races := make([]float64, runs), make([]float64, runs), make([]bool, runs)
	for i := range runs {
		metres[i] = 8500 + 50*float64(i)
		if races[i] = i%3 == 0; races[i] {
			metres[i] = 4995 + 5*float64(i)/3 // as watches read one course
		}
		exact[i] = metres[i]
		if races[i] {
			exact[i] = 5002 + float64(i%5)
		}
	}
	for _, c := range []struct {
		name       string
		metres     []float64
		outOfHabit []bool
		first      bool
	}{
		{"parkruns", metres, races, true},
		{"tempos stopped at five kilometres", exact, races, false},
		{"easy runs stopped about there", metres, make([]bool, runs), false},
	} {
		if got := raceCourses(c.metres, c.outOfHabit); got[0] != c.first || got[1] {
			t.Errorf("%s: a course %v, want %v; another run %v, want false", c.name, got[0], c.first, got[1])
		}
	}
}
