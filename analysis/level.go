package analysis

import (
	"cmp"
	"math"
	"slices"
)

// What recovery runs say of the level.
//
// Heart rate, critical speed and habit each leave the level of the trend open by
// some per cent, since bodies differ. Recovery runs know it better: those held
// back lie some per cent below comfortable, those run with no thought of recovery
// above, and between the two ways of running them the runner's own comfortable
// pace shows. Where all are of one way, which of the two it is remains with the
// other evidence.

// recoveryRun is a recovery run as the level is read from it.
type recoveryRun struct {
	run, day int
	over     float64 // log speed over comfortable, as the other evidence has it
}

// The grid of shifts of the level, ± shiftReach in log speed, and of shares of
// recovery runs that are run with no thought of recovery.
const (
	shiftReach = .15
	shiftSteps = 81
	shareSteps = 10
	levelCells = shiftSteps * shareSteps
)

func shiftAt(cell int) float64 {
	return shiftReach * (2*float64(cell/shareSteps)/(shiftSteps-1) - 1)
}

func shareAt(cell int) float64 { return (float64(cell%shareSteps) + .5) / shareSteps }

// levelPosterior is what recovery runs make of a normal prior, of mean 0, for a
// shift of the level, with an even one for the heedless share.
type levelPosterior struct {
	prior float64   // variance
	log   []float64 // by cell
	own   []float64 // each run's part of it, by run and cell
}

func newLevelPosterior(m *Model, prior float64, runs []recoveryRun) *levelPosterior {
	l := &levelPosterior{prior: prior, log: make([]float64, levelCells), own: make([]float64, len(runs)*levelCells)}
	for c := range l.log {
		d := shiftAt(c)
		l.log[c] = -d * d / (2 * prior)
	}
	for i, r := range runs {
		own := l.own[i*levelCells : (i+1)*levelCells]
		for from := 0; from < levelCells; from += shareSteps {
			held, heedless, odd := m.recoveryDensities(r.over - shiftAt(from))
			for c := from; c < from+shareSteps; c++ {
				s := shareAt(c)
				own[c] = math.Log((1-s)*held + s*heedless + odd)
				l.log[c] += own[c]
			}
		}
	}
	return l
}

// recoveryDensities are the densities of a recovery run's log speed over
// comfortable, as recorded, where it was held back, where it was not, and where
// it was neither, the last weighed.
func (m *Model) recoveryDensities(over float64) (held, heedless, odd float64) {
	density := func(mean, sd float64) float64 {
		v := sd*sd + m.MeasurementSD*m.MeasurementSD + levelSD*levelSD
		loss := m.SoftLoss
		return (1 - m.RecoveryOdd) * ((1-m.SoftShare)*normalDensity(over, mean, v) +
			m.SoftShare*normalDensity(over, mean-loss, v+loss*loss/4))
	}
	return density(m.RecoveryHeld, m.RecoveryHeldSD), density(m.RecoveryHeedless, m.RecoveryHeedlessSD),
		m.RecoveryOdd * normalDensity(over, 0, m.RecoveryOddSD*m.RecoveryOddSD)
}

// levelSD is how far off the trend's level may be on a day beside what all days
// share, in log speed.
const levelSD = .01

// site is the observation of the shift that turns the prior into the posterior,
// as its precision and that times its value, without run i where i is not
// negative. A posterior wider than the prior, of two shifts that serve as well,
// has a precision below 0.
func (l *levelPosterior) site(i int) (precision, weighted float64) {
	at := func(c int) float64 { return l.log[c] }
	if i >= 0 {
		own := l.own[i*levelCells : (i+1)*levelCells]
		at = func(c int) float64 { return l.log[c] - own[c] }
	}
	top := math.Inf(-1)
	for c := range l.log {
		top = max(top, at(c))
	}
	sum, mean, square := 0.0, 0.0, 0.0
	for c := range l.log {
		w, d := math.Exp(at(c)-top), shiftAt(c)
		sum += w
		mean += w * d
		square += w * d * d
	}
	mean /= sum
	variance := square/sum - mean*mean
	return 1/variance - 1/l.prior, mean / variance
}

// ownPart is a run's part of what recovery runs say of the level: its precision
// and that times its value, in log speed.
type ownPart struct{ precision, weighted float64 }

// readLevel has the recovery runs, in order, tell the level of the trend: an
// observation of comfortable speed for every LevelDays of them, on the day of the
// middle one, and each run's own part of it, so that it can be left out.
func (t *trend) readLevel(m *Model, runs []recoveryRun) (level []observation) {
	t.own, t.told = make(map[int]ownPart, len(runs)), make(map[int]bool, len(runs))
	for len(runs) > 0 {
		n := 1
		for n < len(runs) && runs[n].day-runs[0].day < m.LevelDays {
			n++
		}
		if rest := runs[n:]; len(rest) < m.RecoveryRuns {
			n = len(runs) // too few for an observation of their own
		}
		if o, ok := t.levelFrom(m, runs[:n]); ok {
			level = append(level, o)
			for _, r := range runs[:n] {
				t.told[r.run] = true
			}
		}
		runs = runs[n:]
	}
	return level
}

func (t *trend) levelFrom(m *Model, runs []recoveryRun) (observation, bool) {
	const least = 1 // a precision that moves nothing
	if len(runs) < m.RecoveryRuns {
		return observation{}, false
	}
	day := runs[len(runs)/2].day
	g := &t.states[day]
	l := newLevelPosterior(m, m.BandScale*m.BandScale*g.cov[stSpeed][stSpeed], runs)
	precision, weighted := l.site(-1)
	if precision < least {
		return observation{}, false
	}
	for i, r := range runs {
		p, w := l.site(i)
		if own := precision - p; math.Abs(own) >= least {
			t.own[r.run] = ownPart{own, weighted - w + own*t.states[r.day].mean[stSpeed]}
		}
	}
	o := observation{day: day, value: g.mean[stSpeed] + weighted/precision, variance: 1 / precision}
	o.direction[stSpeed] = 1
	return o, true
}

// takenFrom is a state without a run's part of what was said of the level. A part
// that made the level less sure has a precision below 0 and is put back.
func (p ownPart) takenFrom(g gaussian) gaussian {
	o := observation{value: p.weighted / p.precision}
	o.direction[stSpeed] = 1
	variance := -1 / p.precision
	if v := g.cov[stSpeed][stSpeed]; variance < 0 {
		variance = min(variance, -v*(1+1e-9))
	}
	g.update(&o, variance)
	return g
}

// inOrder is two lists of observations as one, by day.
func inOrder(a, b []observation) []observation {
	all := slices.Concat(a, b)
	slices.SortStableFunc(all, func(x, y observation) int { return cmp.Compare(x.day, y.day) })
	return all
}
