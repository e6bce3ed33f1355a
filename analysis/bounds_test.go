package analysis

import (
	"math"
	"testing"
)

// The resting heart rate is what the runner says, else the median of what the
// season's devices have in their settings, if that can be one, else assumed.
func TestRestingHeartRate(t *testing.T) {
	nan := math.NaN()
	for _, tt := range []struct {
		name    string
		watch   []float64 // of the runs, in turn
		stated  float64
		want    float64
		because string
	}{
		{"nothing", []float64{nan}, 0, assumedRest, "assumed; say yours for a better estimate"},
		{"the watch", []float64{44, nan, 46, nan, 45}, 0, 45, "as your watch has it"},
		{"no such heart", []float64{20, 150}, 0, assumedRest, "assumed; say yours for a better estimate"},
		{"the runner", []float64{45}, 50, 50, "you said"},
	} {
		runs := plan(12, func(int) float64 { return 0 })
		for i := range runs {
			runs[i].Recording.RestingHeartRate = tt.watch[i%len(tt.watch)]
		}
		o := DefaultOptions()
		o.HeartRateRest = tt.stated
		b := NewSeason(runs, Knowledge{}, o).Summary.Bounds
		if b.HeartRateRest != tt.want || b.HeartRateRestFrom != tt.because {
			t.Errorf("%s: %v, %q; want %v, %q", tt.name, b.HeartRateRest, b.HeartRateRestFrom, tt.want, tt.because)
		}
	}
}

// A watch's resting rate that lies too near the maximum is not believed.
func TestRestingHeartRateNearTheMaximum(t *testing.T) {
	runs := plan(12, func(int) float64 { return 0 })
	for i := range runs {
		runs[i].Recording.RestingHeartRate = 88
	}
	o := DefaultOptions()
	o.HeartRateMaximum = 145
	if b := NewSeason(runs, Knowledge{}, o).Summary.Bounds; b.HeartRateRest != assumedRest {
		t.Errorf("rest %v under a maximum of %v", b.HeartRateRest, b.HeartRateMaximum)
	}
}

// TestCriticalSpeedFrom holds that nothing is said to tell critical speed that was not
// there.
func TestCriticalSpeedFrom(t *testing.T) {
	for _, tt := range []struct {
		races, sessions, stated int
		want                    string
	}{
		{5, 26, 0, "from 5 races and 26 structured sessions"},
		{3, 0, 0, "from 3 races"},
		{0, 1, 0, "from 1 structured session"},
		{1, 2, 1, "from what you said, 1 race and 2 structured sessions"},
		{0, 0, 2, "from what you said"},
		{0, 0, 0, "from the comfortable pace, without a race or a structured session"},
	} {
		s := Summary{Races: tt.races, Sessions: tt.sessions, Stated: tt.stated}
		if got := s.criticalSpeedFrom(); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}
