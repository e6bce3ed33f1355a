package analysis

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// dense conditions the whole path of states over all days on the observations
// at once, by the textbook formula for jointly Gaussian variables: the slow
// second implementation the smoother is held against.
func dense(prior gaussian, d dynamics, days int, obs []observation) []gaussian {
	n := days * states
	mean := mat.NewVecDense(n, nil)
	cov := mat.NewDense(n, n, nil)
	f := mat.NewDense(states, states, nil)
	for i := range states {
		f.Set(i, i, 1)
	}
	f.Set(stSpeed, stSlope, 1)
	f.Set(stSlope, stSlope, d.decay)
	block := func(i, j int) *mat.Dense {
		return cov.Slice(i*states, (i+1)*states, j*states, (j+1)*states).(*mat.Dense)
	}
	for day := range days {
		p := mat.NewDense(states, states, nil)
		m := mat.NewVecDense(states, nil)
		if day == 0 {
			for i := range states {
				m.SetVec(i, prior.mean[i])
				for j := range states {
					p.Set(i, j, prior.cov[i][j])
				}
			}
		} else {
			f.Set(stSpeed, stLoss, -d.lost(day))
			before := mean.SliceVec((day-1)*states, day*states)
			m.MulVec(f, before)
			var fp mat.Dense
			fp.Mul(f, block(day-1, day-1))
			p.Mul(&fp, f.T())
			for k := range day {
				var c mat.Dense
				c.Mul(f, block(day-1, k))
				block(day, k).Copy(&c)
				block(k, day).Copy(c.T())
			}
		}
		q := d.noise(day)
		for i := range states {
			p.Set(i, i, p.At(i, i)+q[i])
			mean.SetVec(day*states+i, m.AtVec(i))
		}
		block(day, day).Copy(p)
	}
	k := len(obs)
	h := mat.NewDense(k, n, nil)
	v := mat.NewVecDense(k, nil)
	r := mat.NewDense(k, k, nil)
	for i, o := range obs {
		for j := range states {
			h.Set(i, o.day*states+j, o.direction[j])
		}
		v.SetVec(i, o.value)
		r.Set(i, i, o.variance)
	}
	var hp, s, gain, inv mat.Dense
	hp.Mul(h, cov)
	s.Mul(&hp, h.T())
	s.Add(&s, r)
	if err := inv.Inverse(&s); err != nil {
		panic(err)
	}
	gain.Mul(hp.T(), &inv)
	var hm, e, shift mat.VecDense
	hm.MulVec(h, mean)
	e.SubVec(v, &hm)
	shift.MulVec(&gain, &e)
	var less mat.Dense
	less.Mul(&gain, &hp)
	out := make([]gaussian, days)
	for day := range days {
		for i := range states {
			out[day].mean[i] = mean.AtVec(day*states+i) + shift.AtVec(day*states+i)
			for j := range states {
				out[day].cov[i][j] = cov.At(day*states+i, day*states+j) - less.At(day*states+i, day*states+j)
			}
		}
	}
	return out
}

// example is a small season of every channel, two runs on one day, and a gap.
func example() (gaussian, dynamics, int, []observation) {
	m := defaultModel()
	m.LayoffFrom = 13 // the gap is one
	days := 24
	ran := make([]bool, days)
	r := rand.New(rand.NewPCG(7, 9))
	var obs []observation
	for _, day := range []int{0, 1, 1, 4, 5, 19, 22} {
		ran[day] = true
		y := 1 + .001*float64(day) + .03*r.NormFloat64()
		add := func(value, sd float64, pairs ...float64) {
			var a vector
			for i := 0; i < len(pairs); i += 2 {
				a[int(pairs[i])] = pairs[i+1]
			}
			obs = append(obs, observation{day: day, direction: a, value: value, variance: sd * sd})
		}
		add(y, .035, stSpeed, 1, stHabit, 1, stHeat, -3)
		add(y-.02, .05, stSpeed, 1, stHeart, 1, stHeatHR, -3)
		if day%2 == 1 {
			add(y+.24, .06, stSpeed, 1, stRatio, 1, stSession, -1)
			add(y+.03, .04, stSpeed, 1, stHabit, 1, stBelt, 1, stIndoorHabit, 1)
		}
	}
	d := dynamics{decay: math.Exp(-1. / 60), noise: m.noise(ran, []int{19}), loss: m.loss(ran)}
	return m.prior(1, m.HeartRateSD, true, ModeBoth), d, days, obs
}

func compare(t *testing.T, what string, got, want gaussian) {
	t.Helper()
	for i := range states {
		near(t, what+" mean", got.mean[i], want.mean[i], 1e-9)
		for j := range states {
			near(t, what+" covariance", got.cov[i][j], want.cov[i][j], 1e-11)
		}
	}
}

func TestSmootherAgainstDense(t *testing.T) {
	prior, d, days, obs := example()
	want := dense(prior, d, days, obs)
	var k smoother
	for range 2 { // the second time in used memory
		k.run(prior, d, days, obs)
		for day := range days {
			compare(t, "smoothed", k.smoothed[day], want[day])
		}
	}
}

// TestForetoldAgainstLeavingOut holds what the others foretell of an observation,
// which needs no smoothed state, to the state without it, heard or not.
func TestForetoldAgainstLeavingOut(t *testing.T) {
	prior, d, days, obs := example()
	var all, fast smoother
	all.run(prior, d, days, obs)
	fast.first(0, prior, d, days, obs)
	for i := range obs {
		g := all.smoothed[obs[i].day].without(obs[i : i+1])
		e, v := g.residual(&obs[i])
		near(t, "residual", fast.steps[i].alone.residual, e, 1e-9)
		near(t, "variance", fast.steps[i].alone.variance, v, 1e-11)
	}
	for i := range obs {
		muted := append([]observation{}, obs...)
		muted[i].variance = unheard
		fast.first(0, prior, d, days, muted)
		all.run(prior, d, days, append(append([]observation{}, obs[:i]...), obs[i+1:]...))
		e, v := all.smoothed[obs[i].day].residual(&obs[i])
		near(t, "residual of one unheard", fast.steps[i].alone.residual, e, 1e-9)
		near(t, "variance of one unheard", fast.steps[i].alone.variance, v, 1e-9)
	}
}

func TestLeavingOutAgainstRefit(t *testing.T) {
	prior, d, days, obs := example()
	var all smoother
	all.run(prior, d, days, obs)
	for from := 0; from < len(obs); from++ {
		to := from + 1
		for to < len(obs) && obs[to].day == obs[from].day && to < from+3 {
			to++
		}
		var rest []observation
		rest = append(append(rest, obs[:from]...), obs[to:]...)
		var k smoother
		k.run(prior, d, days, rest)
		day := obs[from].day
		compare(t, "left out", all.smoothed[day].without(obs[from:to]), k.smoothed[day])
	}
}
