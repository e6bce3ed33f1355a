package analysis

import (
	"math"
	"math/rand/v2"
	"testing"
)

// drawRecovery draws recovery runs whose level the trend has off by shift, so many
// of them heedless.
func drawRecovery(r *rand.Rand, m *Model, n int, heedless, shift float64) []recoveryRun {
	out := make([]recoveryRun, n)
	for i := range out {
		mean, sd := m.RecoveryHeld, m.RecoveryHeldSD
		if r.Float64() < heedless {
			mean, sd = m.RecoveryHeedless, m.RecoveryHeedlessSD
		}
		out[i] = recoveryRun{run: i, day: 5 * i, over: shift + mean + sd*r.NormFloat64() + m.MeasurementSD*r.NormFloat64()}
	}
	return out
}

// posterior is the mean and variance of the shift.
func (l *levelPosterior) posterior(i int) (mean, variance float64) {
	precision, weighted := l.site(i)
	variance = 1 / (precision + 1/l.prior)
	return weighted * variance, variance
}

// TestLevelFromRecoveryRuns holds that thirty recovery runs of both ways bring a
// level that is 3.5 % off to within 2 % in 17 of 20 seasons, and that they know how
// sure they are.
func TestLevelFromRecoveryRuns(t *testing.T) {
	m := DefaultModel()
	const seasons, prior = 400, .035 * .035
	r := rand.New(rand.NewPCG(7, 7))
	near, squares := 0, 0.0
	for range seasons {
		shift := .035 * r.NormFloat64()
		mean, variance := newLevelPosterior(&m, prior, drawRecovery(r, &m, 30, .2+.6*r.Float64(), shift)).posterior(-1)
		squares += (mean - shift) * (mean - shift) / variance
		if math.Abs(mean-shift) < .02 {
			near++
		}
	}
	if near < seasons*17/20 {
		t.Errorf("the level came within 2%% of the truth in %d of %d seasons", near, seasons)
	}
	if z := math.Sqrt(squares / seasons); z < .8 || z > 1.2 {
		t.Errorf("errors are %.2f of what the level says of itself, want about 1", z)
	}
}

// TestLevelWithoutOneRun holds that leaving a run out is the same as never having
// had it.
func TestLevelWithoutOneRun(t *testing.T) {
	m := DefaultModel()
	runs := drawRecovery(rand.New(rand.NewPCG(1, 1)), &m, 12, .5, .03)
	all := newLevelPosterior(&m, .0012, runs)
	for i := range runs {
		rest := append(append([]recoveryRun{}, runs[:i]...), runs[i+1:]...)
		wantMean, wantVariance := newLevelPosterior(&m, .0012, rest).posterior(-1)
		mean, variance := all.posterior(i)
		if math.Abs(mean-wantMean) > 1e-9 || math.Abs(variance-wantVariance) > 1e-9 {
			t.Errorf("without run %d: %v ± %v, want %v ± %v", i, mean, variance, wantMean, wantVariance)
		}
	}
}

// TestLevelOfOneWay holds that runs all of one way leave the level as unsure as it
// was: which of the two ways it is remains with the other evidence.
func TestLevelOfOneWay(t *testing.T) {
	m := DefaultModel()
	runs := make([]recoveryRun, 20)
	for i := range runs {
		runs[i].over = (m.RecoveryHeld+m.RecoveryHeedless)/2 + .03*(float64(i)-9.5)/9.5
	}
	const prior = .04 * .04
	if _, variance := newLevelPosterior(&m, prior, runs).posterior(-1); variance < .75*prior {
		t.Errorf("variance %.5f of a prior of %.5f: want about as much as before", variance, prior)
	}
}
