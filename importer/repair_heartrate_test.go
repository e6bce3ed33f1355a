package importer

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"easyday/importer/activity"
)

// TestHeartRateRepairs is a table of one thing wrong with heart rate each: what
// is noted, and which samples lose theirs. The run is 1200 s at one pace.
func TestHeartRateRepairs(t *testing.T) {
	const n = 1200
	type span struct{ from, to int } // to exclusive
	set := func(column []float64, from, to int, f func(i int) float64) {
		for i := from; i < to; i++ {
			column[i] = f(i)
		}
	}
	constant := func(v float64) func(int) float64 { return func(int) float64 { return v } }
	jitter := func(v float64) func(int) float64 { return func(i int) float64 { return v + float64(i%3) } }
	steps := func(a *activity.Activity) func(int) float64 {
		return func(i int) float64 { return a.Samples.Cadence[i] + float64(i%3-1) }
	}
	// warmUp is how a heart sets out: from 90 to 140 with a time constant of
	// 40 s.
	warmUp := func(i int) float64 { return math.Round(140 - 50*math.Exp(-float64(i)/40)) }
	all := []span{{0, n}}

	for _, tt := range []struct {
		name  string
		spoil func(a *activity.Activity)
		notes map[string]int
		lost  []span
	}{
		{
			"0 and 250", func(a *activity.Activity) {
				set(a.Samples.HeartRate, 10, 20, constant(0))
				a.Samples.HeartRate[30] = 250
			},
			map[string]int{"heart_rate_range": 11},
			[]span{{10, 20}, {30, 31}},
		},
		{
			"stuck for three minutes",
			func(a *activity.Activity) { set(a.Samples.HeartRate, 600, 780, constant(151)) },
			map[string]int{"heart_rate_flat": 180},
			[]span{{600, 780}},
		},
		{
			"the same for a minute",
			func(a *activity.Activity) { set(a.Samples.HeartRate, 600, 665, constant(151)) },
			map[string]int{},
			nil,
		},
		{
			"the same while standing", func(a *activity.Activity) {
				set(a.Samples.HeartRate, 600, 780, constant(101))
				set(a.Samples.Distance, 590, n, func(i int) float64 { return 3*590 + 3*float64(max(i-790, 0)) })
			},
			map[string]int{},
			nil,
		},

		{
			"the steps for four minutes",
			func(a *activity.Activity) { set(a.Samples.HeartRate, 600, 840, steps(a)) },
			map[string]int{"cadence_lock": 240},
			[]span{{600, 840}},
		},
		{
			"the steps for ten minutes: the rest is not believed",
			func(a *activity.Activity) { set(a.Samples.HeartRate, 400, 1000, steps(a)) },
			map[string]int{"cadence_lock": n},
			all,
		},
		{
			"a rise through the steps", func(a *activity.Activity) {
				set(a.Samples.HeartRate, 0, n, func(i int) float64 { return math.Round(min(140+float64(i)/20, 171)) + float64(i%2) })
			},
			map[string]int{},
			nil,
		},
		{
			"a lap at the steps reached by an effort", func(a *activity.Activity) {
				set(a.Samples.HeartRate, 600, 1050, func(i int) float64 {
					return math.Round(min(140+float64(i-600)/5, 170, 140+float64(1050-i)/5)) + float64(i%2)
				})
			},
			map[string]int{},
			nil,
		},
		{
			"the steps from the first sample to the last",
			func(a *activity.Activity) { set(a.Samples.HeartRate, 0, n, steps(a)) },
			map[string]int{"cadence_lock": n},
			all,
		},
		{
			"the steps from the first sample, but for five minutes", func(a *activity.Activity) {
				set(a.Samples.HeartRate, 0, n, steps(a))
				set(a.Samples.HeartRate, 500, 800, jitter(150))
			},
			map[string]int{"cadence_lock": n},
			all,
		},
		{
			"a hard run at the steps, reached as a heart sets out", func(a *activity.Activity) {
				set(a.Samples.HeartRate, 0, n, func(i int) float64 {
					return math.Round(170-70*math.Exp(-float64(i)/40)) + float64(i%2)
				})
			},
			map[string]int{},
			nil,
		},
		{
			"a walk of as many steps as beats", func(a *activity.Activity) {
				set(a.Samples.Cadence, 0, n, jitter(112))
				set(a.Samples.HeartRate, 0, n, jitter(112))
			},
			map[string]int{},
			nil,
		},

		{"a warm-up", func(a *activity.Activity) { set(a.Samples.HeartRate, 0, 300, warmUp) }, map[string]int{}, nil},
		{
			"a first value held for a minute", func(a *activity.Activity) {
				set(a.Samples.HeartRate, 0, 300, warmUp)
				set(a.Samples.HeartRate, 10, 70, constant(102))
			},
			map[string]int{"heart_rate_start_held": 60},
			[]span{{10, 70}},
		},
		{
			"a value held that the next continues", func(a *activity.Activity) {
				set(a.Samples.HeartRate, 0, 300, warmUp)
				set(a.Samples.HeartRate, 150, 190, constant(137))
			},
			map[string]int{},
			nil,
		},
		{
			"a value held while standing at the start", func(a *activity.Activity) {
				set(a.Samples.HeartRate, 0, 60, constant(88))
				set(a.Samples.Distance, 0, n, func(i int) float64 { return 3 * float64(max(i-60, 0)) })
			},
			map[string]int{},
			nil,
		},
		{
			"too high for three minutes", func(a *activity.Activity) {
				set(a.Samples.HeartRate, 0, 180, jitter(165))
			},
			map[string]int{"heart_rate_start_high": 180},
			[]span{{0, 180}},
		},
		{
			"up after a true start and back", func(a *activity.Activity) {
				set(a.Samples.HeartRate, 0, 200, warmUp)
				set(a.Samples.HeartRate, 200, 290, jitter(155))
			},
			map[string]int{"heart_rate_start_high": 90},
			[]span{{200, 290}},
		},
		{
			"falls after a fast start", func(a *activity.Activity) {
				set(a.Samples.HeartRate, 0, 180, jitter(165))
				set(a.Samples.Distance, 0, n, func(i int) float64 { return 3*float64(i) + float64(min(i, 180)) })
			},
			map[string]int{},
			nil,
		},
		{
			"falls over the top of a hill", func(a *activity.Activity) {
				set(a.Samples.HeartRate, 0, 180, jitter(165))
				set(a.Samples.Altitude, 0, n, func(i int) float64 { return 400 + .2*float64(min(i, 180)) })
			},
			map[string]int{},
			nil,
		},
		{
			"falls as a walk begins", func(a *activity.Activity) {
				set(a.Samples.HeartRate, 0, 180, jitter(165))
				set(a.Samples.Cadence, 180, n, jitter(120))
			},
			map[string]int{},
			nil,
		},
		{
			"falls where the ground is not known", func(a *activity.Activity) {
				set(a.Samples.HeartRate, 0, 180, jitter(165))
				set(a.Samples.Altitude, 0, n, constant(math.NaN()))
			},
			map[string]int{},
			nil,
		},
		{
			"falls in the middle of the run",
			func(a *activity.Activity) { set(a.Samples.HeartRate, 700, 800, jitter(165)) },
			map[string]int{},
			nil,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := steady(n)
			tt.spoil(a)
			want := make([]bool, n)
			for _, s := range tt.lost {
				for i := s.from; i < s.to; i++ {
					want[i] = true
				}
			}
			var m mender
			m.mend(a)
			if d := cmp.Diff(tt.notes, codes(a)); d != "" {
				t.Errorf("notes (-want +got):\n%s\n%v", d, a.Notes)
			}
			for i, v := range a.Samples.HeartRate {
				if math.IsNaN(v) != want[i] {
					t.Fatalf("sample %d: heart rate %v, want it taken out: %v", i, v, want[i])
				}
			}
			if err := a.Check(); err != nil {
				t.Error(err)
			}
		})
	}
}
