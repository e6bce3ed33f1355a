package analysis

import (
	"math"
	"slices"
	"testing"
)

// TestTemperatures holds by what a run is told to have been warm. HeatFrom is 14 °C
// and a wrist 6 °C over the air; of four runs the coolest is the cool day.
func TestTemperatures(t *testing.T) {
	nan := math.NaN()
	for _, tt := range []struct {
		name             string
		reading, climate []float64 // of the runs, all within some days
		indoor           int       // the run that is indoors; -1
		want             []float64 // °C over 14
		sources          HeatSources
	}{
		{"all with a thermometer", []float64{30, 32, 18, 31}, []float64{20, 20, 20, 20}, -1, []float64{10, 12, 0, 11}, HeatSources{Own: 4}},
		{"one without, on days three warmer than usual", []float64{29, nan, 29, 29}, []float64{20, 22, 20, 20}, -1, []float64{0, 2, 0, 0}, HeatSources{Own: 3, Near: 1}},
		{"one without, far from home", []float64{12, nan, 12, 12}, []float64{6, 30, 6, 6}, -1, []float64{0, 16, 0, 0}, HeatSources{Own: 3, Near: 1}},
		{"one without a thermometer or a place", []float64{30, nan, 30, 18}, []float64{20, nan, 20, 8}, -1, []float64{10, 10, 10, 0}, HeatSources{Own: 3, Near: 1}},
		{"no thermometer", []float64{nan, nan, nan, nan}, []float64{20, 22, 18, 20}, -1, []float64{2, 4, 0, 2}, HeatSources{Climate: 4}},
		{"no thermometer, one without a place", []float64{nan, nan, nan, nan}, []float64{20, nan, 20, 12}, -1, []float64{6, 6, 6, 0}, HeatSources{Climate: 4}},
		{"where it is never cool", []float64{nan, nan, nan, nan}, []float64{29, 31, 30, 32}, -1, []float64{0, 2, 1, 3}, HeatSources{Climate: 4}},
		{"nothing", []float64{nan, nan, nan, nan}, []float64{nan, nan, nan, nan}, -1, []float64{0, 0, 0, 0}, HeatSources{Unknown: 4}},
		{"a treadmill in a hot room", []float64{12, nan, 40, 12}, []float64{6, 6, nan, 6}, 2, []float64{0, 0, 6, 0}, HeatSources{Own: 2, Near: 1}},
		{"a watch in the sun", []float64{70, 20, 20, 20}, []float64{20, 20, 20, 20}, -1, []float64{25, 0, 0, 0}, HeatSources{Own: 4}},
	} {
		runs := plan(1, func(int) float64 { return 0 })
		for i := range runs {
			r := &runs[i].Recording
			r.Temperature, r.Climate, r.Indoor = tt.reading[i], tt.climate[i], i == tt.indoor
		}
		o := DefaultOptions()
		b := &builder{o: &o, runs: runs, day: []int{1, 2, 4, 6}}
		if got := b.temperatures(); !slices.Equal(got, tt.want) || b.warm != tt.sources {
			t.Errorf("%s: %v by %+v, want %v by %+v", tt.name, got, b.warm, tt.want, tt.sources)
		}
	}
}

// TestHeatWithoutThermometer holds that a summer does not pass for a loss of form
// where no recording has the temperature: pace and heart rate suffer in it, and
// the comfortable pace, which is that of a cool day, stays what it is.
func TestHeatWithoutThermometer(t *testing.T) {
	dip := func(expected bool) float64 {
		runs := plan(40, func(int) float64 { return -.05 })
		for i := range runs {
			r := &runs[i].Recording
			week := float64(runs[i].LocalDate-runs[0].LocalDate) / 7
			// Form does not change, and July is twelve degrees over the limit.
			form := -.1 * week / 39
			warm := max(0, 26-3*math.Abs(week-27)/2-14)
			for j := range r.Trace.Speed {
				v := float64(r.Trace.Speed[j]) * math.Exp(form-.0018*warm)
				r.Trace.Speed[j], r.Trace.EffortSpeed[j] = float32(v), float32(v)
				r.Trace.HeartRate[j] *= float32(1 + .005*warm)
			}
			r.Climate = math.NaN()
			if expected {
				r.Climate = 14 + warm
			}
			r.measures = measure(r)
		}
		s := NewSeason(runs, Knowledge{}, DefaultOptions())
		want := HeatSources{Unknown: len(runs)}
		if expected {
			want = HeatSources{Climate: len(runs)}
		}
		if s.Summary.Heat != want {
			t.Errorf("heat by %+v, want %+v", s.Summary.Heat, want)
		}
		summer, spring := s.Trend[27*7].Comfortable.Value, s.Trend[15*7].Comfortable.Value
		return math.Log(float64(summer / spring))
	}
	with, without := dip(true), dip(false)
	t.Logf("slower in summer by %.1f %% with the climate, by %.1f %% without", 100*with, 100*without)
	if math.Abs(with) > .012 {
		t.Errorf("slower in summer by %.3f", with)
	}
	if without < .02 {
		t.Errorf("without the climate slower by %.3f alone: nothing is tested", without)
	}
}
