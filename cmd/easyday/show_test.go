package main

import (
	"math"
	"strings"
	"testing"

	"easyday/analysis"
	"easyday/importer/activity"
	"easyday/report"
)

func TestWorkoutText(t *testing.T) {
	nan := math.NaN()
	timed := func(intensity string, seconds float64) activity.WorkoutStep {
		return activity.WorkoutStep{Intensity: intensity, Duration: seconds, Distance: nan}
	}
	open := activity.WorkoutStep{Intensity: "rest", Duration: nan, Distance: nan}
	again := func(from, times int) activity.WorkoutStep {
		return activity.WorkoutStep{Duration: nan, Distance: nan, From: from, Times: times}
	}
	for _, tt := range []struct {
		steps []activity.WorkoutStep
		want  string
	}{
		{nil, ""},
		{
			[]activity.WorkoutStep{timed("warmup", 600), {Intensity: "active", Duration: nan, Distance: 400}, open, again(1, 8), {Name: "Home", Duration: nan, Distance: 5000}},
			"warmup 10:00, 8 × (active 400 m, rest), Home 5.00 km",
		},
		{[]activity.WorkoutStep{timed("active", 30), timed("rest", 30), again(0, 10), timed("rest", 180), again(0, 2)}, "2 × (10 × (active 0:30, rest 0:30), rest 3:00)"},
		{[]activity.WorkoutStep{again(0, 3), {Duration: nan, Distance: nan}}, "a step, a step"}, // repeats nothing
	} {
		if got := workoutText(tt.steps, report.Kilometres); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

func TestLapText(t *testing.T) {
	nan := math.NaN()
	for _, tt := range []struct {
		metres, seconds float64
		want            string
	}{
		{1000, 300, "1.00 km in 5:00, 5:00/km"},
		{nan, 355, "5:55"},
		{0, 355, "5:55"},
		{1000, nan, "1.00 km"},
		{nan, nan, "unknown time"},
	} {
		if got := lapText(tt.metres, tt.seconds, report.Kilometres); got != tt.want {
			t.Errorf("%v m in %v s: %q, want %q", tt.metres, tt.seconds, got, tt.want)
		}
	}
}

func TestPercentText(t *testing.T) {
	for p, want := range map[float64]string{0: "under 1%", .004: "under 1%", .006: "1%", .5: "50%", .994: "99%", .996: "over 99%", 1: "over 99%"} {
		if got := report.FormatProbability(p); got != want {
			t.Errorf("%v: %q, want %q", p, got, want)
		}
	}
}

// TestSeasonTextOfAWarmDay holds that the limit is told as the picture draws it too,
// where heat and hills set the two apart.
func TestSeasonTextOfAWarmDay(t *testing.T) {
	for _, tt := range []struct {
		limit activity.Pace
		want  string
	}{
		{300, "10 s/km faster than the limit of the day, 5:00/km; "},
		{308, "10 s/km faster than the limit of the day, 5:00/km (5:08/km with its heat and hills); "},
	} {
		r := &analysis.Run{
			Kind: analysis.KindRecovery, Comfortable: analysis.PaceBand{Value: 300, Low: 290, High: 310},
			Recovery: &analysis.Recovery{Verdict: analysis.TooFast, TooFast: .9, Over: 10, Limit: tt.limit},
		}
		if got := seasonText(r, report.Kilometres); !strings.Contains(got, tt.want) {
			t.Errorf("%q lacks %q", got, tt.want)
		}
	}
}
