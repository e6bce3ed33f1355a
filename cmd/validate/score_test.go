package main

import (
	"math"
	"testing"
	"time"

	"easyday/analysis"
	"easyday/cmd/easyday/demo"
	"easyday/importer/synth"
)

// TestDemo holds the analysis against the truth of the season that ships.
func TestDemo(t *testing.T) {
	tr, err := carry(t.Context(), synth.Usual(), synth.Demo, demo.Seed, analysis.DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	s := tr.grade(byModel)
	f := s.figures()
	c := tr.found.Summary.Counts
	t.Logf("hard F1 %.3f, trend %.1f s/mile off, verdicts %+v, too-fast F1 %.3f", f[hardF1], f[trendMAE], c, f[tooFastF1])
	if f[hardF1] < .9 {
		t.Errorf("hard-day F1 %.3f, want .9", f[hardF1])
	}
	if f[trendMAE] > 15 {
		t.Errorf("trend %.1f s/mile off on average, want 15", f[trendMAE])
	}
	if c.Total() < 10 || c.KeptEasy == 0 || c.Borderline == 0 || c.TooFast == 0 || c.CantTell == 0 {
		t.Errorf("verdicts %+v: want at least 10 recovery runs and all four", c)
	}
}

// TestFloors carries a season of every kind, of a seed that no constant was tuned
// on, from files to verdicts and holds the means above what they must not fall
// below.
func TestFloors(t *testing.T) {
	if testing.Short() {
		t.Skip("carries eight seasons")
	}
	ks, err := kinds("")
	if err != nil {
		t.Fatal(err)
	}
	trials, err := carryAll(t.Context(), synth.Usual(), ks, 2000, 1, analysis.DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	f := seasonMean(trials, byModel)
	for _, c := range []struct {
		name   string
		column int
		floor  float64
	}{
		{"hard-effort F1", hardF1, .975},
		{"recovery precision", recoveryPrecision, .97},
		{"recovery recall", recoveryRecall, .95},
		{"too-fast F1", tooFastF1, .78},
		{"band coverage", coverage, .85},
	} {
		t.Logf("%s %.3f", c.name, f[c.column])
		if !(f[c.column] >= c.floor) {
			t.Errorf("%s %.3f, must be at least %.3f", c.name, f[c.column], c.floor)
		}
	}
	for _, c := range []struct {
		name    string
		column  int
		ceiling float64
	}{
		{"false alarms per 100", falseAlarms, 5},
		{"Brier score", brier, .1},
		{"trend error, s/mile", trendMAE, 16},
		{"trend error of shape, s/mile", shapeMAE, 3.8},
	} {
		t.Logf("%s %.3f", c.name, f[c.column])
		if !(f[c.column] <= c.ceiling) {
			t.Errorf("%s %.3f, must be at most %.3f", c.name, f[c.column], c.ceiling)
		}
	}
}

// TestGrade holds the scoring itself: a season judged by its own truth has a
// perfect score, and one judged by its opposite none.
func TestGrade(t *testing.T) {
	tr, err := carry(t.Context(), synth.Usual(), synth.Steady, 3, analysis.DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	of := make(map[int]*synth.Truth)
	for i, j := range tr.run {
		if j < 0 {
			t.Errorf("run %d was not imported", i)
			continue
		}
		of[j] = &tr.truth.Runs[i].Truth
		r := &tr.found.Runs[j]
		if d := r.Start().Sub(tr.truth.Runs[i].Start).Abs(); d > time.Minute {
			t.Errorf("run %d matched %v away", i, d)
		}
		// What the analysis should have found.
		r.Hard, r.Recovery, r.Kind = nil, nil, analysis.KindEasy
		switch truth := of[j]; {
		case truth.Hard:
			r.Hard, r.Kind = &analysis.HardEffort{}, analysis.KindHard
		case truth.Recovery:
			r.Kind, r.Recovery = analysis.KindRecovery, &analysis.Recovery{}
		}
	}
	right := tr.grade(func(_ *trial, j int) (bool, float64) {
		if of[j].TooFast {
			return true, 1
		}
		return false, 0
	})
	f := right.figures()
	for c, want := range map[int]float64{hardF1: 1, recoveryPrecision: 1, recoveryRecall: 1, tooFastF1: 1, falseAlarms: 0, brier: 0} {
		if f[c] != want {
			t.Errorf("column %d of a perfect judgement: %v, want %v", c, f[c], want)
		}
	}
	wrong := tr.grade(func(_ *trial, j int) (bool, float64) { return !of[j].TooFast, math.NaN() })
	f = wrong.figures()
	if f[tooFastF1] != 0 || f[falseAlarms] != 100 {
		t.Errorf("the opposite judgement: F1 %v, false alarms %v", f[tooFastF1], f[falseAlarms])
	}
}

func TestBaselineTuning(t *testing.T) {
	b := baselines()[1]
	if got := b.center([]float64{5, 1, 3, 100}); got != 4 {
		t.Errorf("median %v, want 4", got)
	}
	tr, err := carry(t.Context(), synth.Usual(), synth.Steady, 3, analysis.DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	b.tune([]*trial{tr})
	tuned := tr.grade(b.verdict)
	b.margin = .06
	far := tr.grade(b.verdict)
	if !(tuned.tooFast.f1() >= far.tooFast.f1()) {
		t.Errorf("tuned F1 %v is below an untuned %v", tuned.tooFast.f1(), far.tooFast.f1())
	}
}
