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
	v := m.RecoveryRunSD*m.RecoveryRunSD + m.MeasurementSD*m.MeasurementSD + levelSD*levelSD
	usual := 1 - m.RecoveryOdd
	return usual * normalDensity(over, m.RecoveryHeld, v), usual * normalDensity(over, m.RecoveryHeedless, v), m.RecoveryOdd * normalDensity(over, 0, m.RecoveryOddSD*m.RecoveryOddSD)
}

// levelSD is how far off the trend's level may be on a day beside what all days
// share, in log speed.
const levelSD = .01

// posterior is the mean and variance of the shift, without run i where i is not
// negative.
func (l *levelPosterior) posterior(i int) (mean, variance float64) {
	at := func(c int) float64 { return l.log[c] }
	if i >= 0 {
		own := l.own[i*levelCells : (i+1)*levelCells]
		at = func(c int) float64 { return l.log[c] - own[c] }
	}
	top := math.Inf(-1)
	for c := range l.log {
		top = max(top, at(c))
	}
	sum, square := 0.0, 0.0
	for c := range l.log {
		w, d := math.Exp(at(c)-top), shiftAt(c)
		sum += w
		mean += w * d
		square += w * d * d
	}
	mean /= sum
	return mean, square/sum - mean*mean
}

// told is the observation of the shift that turns the prior into the posterior,
// without run i where i is not negative, and whether it says much. Two shifts
// that serve as well make the posterior wider than the prior; then its mean is
// told, and next to nothing of how sure it is.
func (l *levelPosterior) told(i int) (value, variance float64, clear bool) {
	const least, much = 1.05, 1.5 // by how much less the variance is
	mean, after := l.posterior(i)
	clear = l.prior > much*after
	after = min(after, l.prior/least)
	precision := 1/after - 1/l.prior
	return mean / after / precision, 1 / precision, clear
}

// withoutOne is what leaving a run out of those that told the level does to log
// comfortable speed on the middle day, and how far that reaches on the run's own.
type withoutOne struct {
	shift, variance float64 // added to its mean and variance
	along           vector  // of which the state of the run's day takes so much
}

// leave is the state of a run's day without the run's part in the level.
func (w *withoutOne) leave(g gaussian) gaussian {
	for i := range w.along {
		g.mean[i] += w.along[i] * w.shift
		for j := range w.along {
			g.cov[i][j] += w.along[i] * w.along[j] * w.variance
		}
	}
	return g
}

// toldLevel is what recovery runs say of the level on the day of the middle one.
type toldLevel struct {
	day     int
	all     toldSpeed
	clear   bool
	without []toldWithout
}

// toldSpeed is a log comfortable speed with its variance.
type toldSpeed struct{ value, variance float64 }

type toldWithout struct {
	toldSpeed
	run, day int
}

// moves is by how much what is told moves a state's log speed, and lessens its
// variance.
func (s toldSpeed) moves(g *gaussian) (shift, gained float64) {
	before := g.cov[stSpeed][stSpeed]
	gain := before / (before + s.variance)
	return gain * (s.value - g.mean[stSpeed]), gain * before
}

// readLevel is what the recovery runs, in order, say of the level beside a trend
// that has not heard them, for every LevelDays of them. What a runner's two ways of
// running them lie off those of others, RecoverySD, is the same in all and no less
// sure for their number.
func (t *trend) readLevel(m *Model, runs []recoveryRun) []toldLevel {
	var parts [][]recoveryRun
	for len(runs) > 0 {
		n := 1
		for n < len(runs) && runs[n].day-runs[0].day < m.LevelDays {
			n++
		}
		if rest := len(runs) - n; rest > 0 && rest < m.RecoveryRuns && runs[n].day-runs[n-1].day < m.LevelDays {
			n = len(runs) // too few for an observation of their own
		}
		if n >= m.RecoveryRuns {
			parts = append(parts, runs[:n])
		}
		runs = runs[n:]
	}
	var out []toldLevel
	for _, part := range parts {
		out = append(out, t.levelFrom(m, part, float64(len(parts))*m.RecoverySD*m.RecoverySD))
	}
	return out
}

// priorScale widens the trend's own standard deviation to the prior of the level, by
// less than BandScale, which holds too that recordings are slower than the truth,
// and recovery runs with them. Of made-up seasons for tuning 1 is better for runners with two
// ways of running them, and worse for those with one.
const priorScale = 1.15

// levelFrom is what runs say of the level, with a variance that their number does
// not lessen.
func (t *trend) levelFrom(m *Model, runs []recoveryRun, common float64) toldLevel {
	out := toldLevel{day: runs[len(runs)/2].day}
	g := &t.states[out.day]
	l := newLevelPosterior(m, priorScale*priorScale*g.cov[stSpeed][stSpeed], runs)
	told := func(i int) (s toldSpeed, clear bool) {
		shift, noise, clear := l.told(i)
		return toldSpeed{g.mean[stSpeed] + shift, noise + common}, clear
	}
	out.all, out.clear = told(-1)
	for i, r := range runs {
		s, _ := told(i)
		out.without = append(out.without, toldWithout{s, r.run, r.day})
	}
	return out
}

// hearLevel has a trend that has heard all else hear what was told of the level, by
// fit, and keeps what leaving a run out of that does.
func (t *trend) hearLevel(told []toldLevel, fit func(level []observation)) {
	t.told, t.alone = make(map[int]bool), make(map[int]*withoutOne)
	var level []observation
	var before []gaussian // of the middle day, then of each run's own
	for _, l := range told {
		o := observation{day: l.day, value: l.all.value, variance: l.all.variance}
		o.direction[stSpeed] = 1
		level = append(level, o)
		before = append(before, t.states[l.day])
		for _, w := range l.without {
			before = append(before, t.states[w.day])
		}
	}
	fit(level)
	for _, l := range told {
		middle := &before[0]
		shift, gained := l.all.moves(middle)
		for k, w := range l.without {
			if l.clear {
				t.told[w.run] = true
			}
			otherShift, otherGained := w.moves(middle)
			alone := &withoutOne{shift: otherShift - shift, variance: gained - otherGained}
			g, was := &t.states[w.day], &before[1+k]
			if len(told) == 1 && math.Abs(shift) > leastShift {
				alone.byMeans(g, was, shift)
			} else {
				alone.byVariances(g, was, gained)
			}
			t.alone[w.run] = alone
		}
		before = before[1+len(l.without):]
	}
}

// leastShift is the least shift of the level, in log speed, by which its reach is
// read from what it moved.
const leastShift = 1e-5

// byMeans reads how far a shift of the level on the middle day reaches from what it
// moved on the run's day, which is exact.
func (w *withoutOne) byMeans(g, before *gaussian, shift float64) {
	for i := range w.along {
		w.along[i] = (g.mean[i] - before.mean[i]) / shift
	}
}

// byVariances reads the same from what the level's observation took of the variance
// there: its root for the speed, and of the others what goes with that.
func (w *withoutOne) byVariances(g, before *gaussian, gained float64) {
	v := g.cov[stSpeed][stSpeed]
	reach := math.Sqrt(max(0, min(1, (before.cov[stSpeed][stSpeed]-v)/gained)))
	for i := range w.along {
		w.along[i] = reach * g.cov[stSpeed][i] / v
	}
}

// inOrder is two lists of observations as one, by day.
func inOrder(a, b []observation) []observation {
	all := slices.Concat(a, b)
	slices.SortStableFunc(all, func(x, y observation) int { return cmp.Compare(x.day, y.day) })
	return all
}
