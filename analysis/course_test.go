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
		if got := raceCourses(append([]float64{tt.metres}, tt.others...))[0]; got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
