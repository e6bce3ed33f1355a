package analysis

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// drawRecovery draws recovery runs whose level the trend has off by shift, so many
// of them heedless.
func drawRecovery(r *rand.Rand, m *Model, n int, heedless, shift float64) []recoveryRun {
	out := make([]recoveryRun, n)
	for i := range out {
		mean := m.RecoveryHeld
		if r.Float64() < heedless {
			mean = m.RecoveryHeedless
		}
		out[i] = recoveryRun{run: i, day: 5 * i, over: shift + mean + m.RecoveryRunSD*r.NormFloat64() + m.MeasurementSD*r.NormFloat64()}
	}
	return out
}

// TestLevelFromRecoveryRuns holds that thirty recovery runs of both ways bring a
// level that is 3.5 % off to within 2 % in 17 of 20 seasons, and that they know how
// sure they are.
func TestLevelFromRecoveryRuns(t *testing.T) {
	m := defaultModel()
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
	m := defaultModel()
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

// TestLevelOfOneWay holds that runs all of one way, wherever about the middle of
// the two they lie and however alike they are, leave it to the other evidence
// which of the two it is.
func TestLevelOfOneWay(t *testing.T) {
	m := defaultModel()
	const prior = .036 * .036
	for _, center := range []float64{-.015, 0, .005, .01, .025} {
		for _, spread := range []float64{.005, .02, .035} {
			runs := make([]recoveryRun, 30)
			for i := range runs {
				runs[i].over = center + spread*(float64(i)-14.5)/8.66
			}
			mean, variance := newLevelPosterior(&m, prior, runs).posterior(-1)
			if math.Abs(mean) > .03 || variance < .5*prior {
				t.Errorf("all at %+.3f ± %.3f: the level moves by %+.3f with a variance of %.5f of a prior of %.5f", center, spread, mean, variance, prior)
			}
		}
	}
}

// TestLevelDoesNotHarden holds that recovery runs unlike those the model knows
// pull the level no further, and make it no surer, the more years there are of
// them.
func TestLevelDoesNotHarden(t *testing.T) {
	for _, years := range []int{1, 6} {
		k := 0
		s := NewSeason(plan(52*years, func(int) float64 { k++; return .06 * float64(k%3-1) }), Knowledge{}, DefaultOptions())
		t.Logf("%d years: %d runs told the level", years, s.Summary.LevelRuns)
		// plan's comfortable speed is 2.8 m/s on the first day, 3.1 on the last.
		for _, c := range []struct {
			band PaceBand
			true float64
		}{{s.Summary.First, 2.8}, {s.Summary.Last, 2.8 * math.Exp(.1)}} {
			e := math.Log(1000 / float64(c.band.Value) / c.true)
			if t.Logf("off by %+.3f", e); math.Abs(e) > .04 {
				t.Errorf("%d years: the level is off by %.3f", years, e)
			}
			if half := math.Log(float64(c.band.High/c.band.Low)) / 2; half < .04 {
				t.Errorf("%d years: the band is ±%.3f", years, half)
			}
		}
	}
}

// TestLeftOutAsRefitted holds a run's limit, with the run left out in closed form,
// to that of a season which never had the run: in seasons of any length, with
// any mixture of recovery runs, and after years without one.
func TestLeftOutAsRefitted(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	worst, compared := 0.0, 0
	for range 25 {
		weeks, heedless := 8+r.IntN(60), r.Float64()
		runs := plan(weeks, func(int) float64 {
			if r.Float64() < heedless {
				return .06 + .04*r.NormFloat64()
			}
			return -.05 + .04*r.NormFloat64()
		})
		if r.IntN(2) == 0 && weeks > 25 { // the last ten weeks come two years later
			for i := 4 * (weeks - 10); i < len(runs); i++ {
				runs[i].LocalDate += 730
				runs[i].Recording.Start = runs[i].Recording.Start.AddDate(0, 0, 730)
			}
		}
		s := NewSeason(runs, Knowledge{}, DefaultOptions())
		for _, i := range []int{len(s.Runs) - 3, len(s.Runs)/8*4 + 1} {
			run := &s.Runs[i]
			if run.Recovery == nil {
				continue
			}
			rest := slices.Delete(slices.Clone(runs), i, i+1)
			for _, d := range NewSeason(rest, Knowledge{}, DefaultOptions()).Trend {
				if d.Date == run.LocalDate {
					compared++
					e := math.Abs(math.Log(float64(run.Comfortable.Value / d.Comfortable.Value)))
					worst = max(worst, e)
					if !(e < .02) {
						t.Errorf("%d weeks, run %d: limit %.1f s/km, without the run %.1f", weeks, i, float64(run.Comfortable.Value), float64(d.Comfortable.Value))
					}
				}
			}
		}
	}
	t.Logf("the worst of %d is off by %.4f", compared, worst)
	if compared < 15 {
		t.Errorf("only %d runs compared", compared)
	}
}

// TestLabelsTellTheLevel holds that the level is read from what the runner calls
// recovery runs.
func TestLabelsTellTheLevel(t *testing.T) {
	runs := plan(30, func(w int) float64 { return .11*float64(w%2) - .05 })
	if s := NewSeason(runs, Knowledge{}, DefaultOptions()); s.Summary.LevelRuns != 30 {
		t.Errorf("%d of 30 recovery runs told the level", s.Summary.LevelRuns)
	}
	var said []Label
	for i := 1; i < len(runs); i += 4 {
		said = append(said, Label{RunID: runs[i].ID, Kind: KindEasy, From: FromLabel})
	}
	if s := NewSeason(runs, Knowledge{Labels: said}, DefaultOptions()); s.Summary.LevelRuns != 0 {
		t.Errorf("%d runs that are labelled easy told the level", s.Summary.LevelRuns)
	}
}

// TestFasterIsNeverLessSure runs one recovery run of a season faster and faster:
// it never becomes less probably too fast, keeps its verdict, and its limit stays
// a pace.
func TestFasterIsNeverLessSure(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for range 12 {
		weeks, heedless := 8+r.IntN(50), r.Float64()
		over := make([]float64, weeks)
		for w := range over {
			over[w] = -.05 + .04*r.NormFloat64()
			if r.Float64() < heedless {
				over[w] += .11
			}
		}
		week := 4 + r.IntN(weeks-4)
		before, at := -1.0, 0.0
		for at = -.1; at <= .1; at += .04 {
			over[week] = at
			s := NewSeason(plan(weeks, func(w int) float64 { return over[w] }), Knowledge{}, DefaultOptions())
			run := &s.Runs[4*week+1]
			if run.Recovery == nil { // so fast that it is hard
				break
			}
			if !(run.Comfortable.Value > 200 && run.Comfortable.Value < 500) || run.Recovery.Verdict == CantTell {
				t.Errorf("%d weeks, at %+.2f: %s, limit %v: %v", weeks, at, run.Recovery.Verdict, run.Comfortable.Value, run.Recovery.Reasons)
			}
			if run.Recovery.TooFast < before-.02 {
				t.Errorf("%d weeks, at %+.2f: probability %.2f after %.2f", weeks, at, run.Recovery.TooFast, before)
			}
			before = run.Recovery.TooFast
		}
	}
}
