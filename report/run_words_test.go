package report

import (
	"math"
	"slices"
	"strings"
	"testing"

	"easyday/analysis"
)

func TestRunTitle(t *testing.T) {
	s := seasons()["full"]
	var run, hard *analysis.Run
	for i := range s.Runs {
		switch r := &s.Runs[i]; {
		case r.Hard != nil && hard == nil:
			hard = r
		case r.Recovery != nil && run == nil:
			run = r
		}
	}
	base, moving := *run.Recovery, run.Recording.Figures.Moving
	run.Recording.Figures.Moving = 42 * 60
	run.Recording.Figures.Distance = 6600
	defer func() { run.Recording.Figures.Moving = moving }()
	date := run.LocalDate.Midnight().Format("Mon 2 Jan 2006") + ": "
	for _, tt := range []struct {
		verdict      analysis.Verdict
		minutes, add float64
		title        string
		subtitle     string
	}{
		{analysis.TooFast, 21, 160, "21 of 42 minutes faster than comfortable", "Recovery run, 4.1 mi, 24 h after intervals. The minutes over lie mostly in the last third. Holding to the comfortable pace would have added 2:40."},
		{analysis.KeptEasy, 0, 0, "kept easy throughout", "Recovery run, 4.1 mi, 24 h after intervals."},
		{analysis.KeptEasy, 2, .2, "kept easy, 2 of 42 minutes faster than comfortable", "Recovery run, 4.1 mi, 24 h after intervals. The minutes over lie mostly in the last third."},
		{analysis.Borderline, 15, 40, "too close to call, 15 of 42 minutes faster than comfortable", "Recovery run, 4.1 mi, 24 h after intervals. The minutes over lie mostly in the last third. Holding to the comfortable pace would have added 0:40."},
		{analysis.CantTell, math.NaN(), math.NaN(), "a recovery run that cannot be judged", "Recovery run, 4.1 mi, 24 h after intervals. Under 12 min."},
	} {
		v := base
		v.Verdict, v.MinutesOver, v.HoldingBackAdds, v.Reasons = tt.verdict, tt.minutes, tt.add, []string{"under 12 min"}
		v.MinutesOverByThird = [3]float64{tt.minutes / 6, tt.minutes / 6, tt.minutes * 2 / 3}
		v.Since = 24 * 3600e9
		run.Recovery = &v
		title, subtitle := runTitle(run, Options{})
		if title != date+tt.title || subtitle != tt.subtitle {
			t.Errorf("%s:\n%q\n%q, want\n%q\n%q", tt.verdict, title, subtitle, date+tt.title, tt.subtitle)
		}
	}
	if title, _ := runTitle(hard, Options{Units: Kilometres}); !strings.HasSuffix(title, ": intervals, 6 hard stretches at 4:44 min/km") {
		t.Errorf("hard run: %q", title)
	}
	for _, h := range []struct {
		effort analysis.HardEffort
		want   string
	}{
		{analysis.HardEffort{Reason: analysis.Race, Words: "42 minutes at racing effort", Stretches: make([]analysis.Stretch, 17)}, "race, 42 minutes at racing effort"},
		{analysis.HardEffort{Reason: analysis.Duration, Words: "2:03 h of running, 2.1 times your usual"}, "hard by its length, 2:03 h of running, 2.1 times your usual"},
		{analysis.HardEffort{Reason: analysis.HeartRate, Words: "9 minutes at 90% of your heart-rate maximum", Stretches: make([]analysis.Stretch, 2)}, "hard by heart rate, 9 minutes at 90% of your heart-rate maximum"},
		{analysis.HardEffort{Reason: analysis.OtherHard, Words: "7 threshold-equivalent minutes"}, "hard by its pace, 7 threshold-equivalent minutes"},
		{analysis.HardEffort{Reason: analysis.Tempo}, "tempo"},
	} {
		if got := hardTitle(&h.effort, Miles); got != h.want {
			t.Errorf("%s: %q, want %q", h.effort.Reason, got, h.want)
		}
	}
}

// TestNoClaimWhereNoneCanBeMade looks at the picture of a run that cannot be
// judged.
func TestNoClaimWhereNoneCanBeMade(t *testing.T) {
	s := seasons()["three weeks"]
	for i := range s.Runs {
		if s.Runs[i].Recovery == nil {
			continue
		}
		placed, _ := texts(RunChart(&s.Runs[i]), s, Options{})
		for _, p := range placed {
			if strings.Contains(p.text, "in a row") || strings.Contains(p.text, "faster than comfortable") {
				t.Errorf("a run that cannot be judged is said to be %q", p.text)
			}
		}
	}
}

// TestHeartRateNotUsed holds that the picture of a run does not show a heart rate
// that had no part in its verdict as if it had.
func TestHeartRateNotUsed(t *testing.T) {
	s := seasons()["full"]
	i := slices.IndexFunc(s.Runs, func(r analysis.Run) bool {
		return slices.ContainsFunc(r.Recording.Trace.HeartRate, func(v float32) bool { return v == v })
	})
	run := s.Runs[i]
	for _, distrusted := range []bool{false, true} {
		run.HeartRateDistrusted = distrusted
		placed, _ := texts(RunChart(&run), s, Options{})
		want := "heart rate, bpm"
		if distrusted {
			want = "bpm, not used"
		}
		if !slices.ContainsFunc(placed, func(p placedText) bool { return p.text == want }) {
			t.Errorf("distrusted %v: no %q", distrusted, want)
		}
	}
}
