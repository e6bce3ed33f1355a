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
// itself, does not stop the watch at five kilometres out of routine.
func TestParkrunsAreNoRoutine(t *testing.T) {
	metres, races := []float64{}, []bool{}
	for i := range 60 {
		race := i%3 == 0
		d := 8500 + 50*float64(i)
		if race {
			d = 5015
		}
		metres, races = append(metres, d), append(races, race)
	}
	if got := raceCourses(metres, races); !got[0] || got[1] {
		t.Errorf("the first parkrun a course: %v, want true; the run after it: %v, want false", got[0], got[1])
	}
	if got := raceCourses(metres, make([]bool, len(metres))); got[0] {
		t.Error("an easy run that always stops at five kilometres is a race's length")
	}
}
