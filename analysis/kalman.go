package analysis

import "math"

// The model's state, by index.
const (
	stSpeed       = iota // x
	stSlope              // v
	stHabit              // m
	stHeart              // b
	stRatio              // k
	stHeat               // s
	stHeatHR             // h
	stSession            // p
	stHill               // c
	stLoss               // d
	stBelt               // t
	stIndoorHabit        // i
	stIndoorHeart        // j
	states
)

type (
	vector [states]float64
	matrix [states][states]float64
)

// gaussian is a state's mean and covariance.
type gaussian struct {
	mean vector
	cov  matrix
}

// observation is a scalar measurement of the state: value = direction·state +
// error of the given variance.
type observation struct {
	day       int
	direction vector
	value     float64
	variance  float64
}

// residual is the value less what the state makes of it, and the variance of
// the latter.
func (g *gaussian) residual(o *observation) (e, variance float64) {
	e = o.value
	for i, a := range o.direction {
		if a == 0 {
			continue
		}
		e -= a * g.mean[i]
		for j, c := range o.direction {
			variance += a * c * g.cov[i][j]
		}
	}
	return e, variance
}

// update conditions the state on an observation, or with a negative variance
// takes one out again.
func (g *gaussian) update(o *observation, variance float64) step {
	var pa vector
	for i := range pa {
		for j, a := range o.direction {
			if a != 0 {
				pa[i] += g.cov[i][j] * a
			}
		}
	}
	var st step
	st.e, st.v = g.residual(o)
	st.s = st.v + variance
	for i := range st.gain {
		st.gain[i] = pa[i] / st.s
		g.mean[i] += st.gain[i] * st.e
	}
	for i := range pa {
		for j := range pa {
			g.cov[i][j] -= st.gain[i] * pa[j]
		}
	}
	return st
}

// without is the state with observations taken out that it was conditioned on,
// jointly.
func (g gaussian) without(obs []observation) gaussian {
	for i := range obs {
		o := &obs[i]
		// The variance left after taking out must stay positive; where
		// the observation is all that is known, next to nothing is left.
		_, v := g.residual(o)
		r := max(o.variance, v*(1+1e-9))
		g.update(o, -r)
	}
	return g
}

// dynamics say how the state moves from one day to the next.
type dynamics struct {
	decay float64              // of the slope
	noise func(day int) vector // variances added on arriving at a day
	loss  []float64            // share of what a lay-off costs that is there on each day; nil for none
}

// lost is how much of what a lay-off costs comes on arriving at a day; negative
// where it comes back.
func (d *dynamics) lost(day int) float64 {
	if day == 0 || d.loss == nil {
		return 0
	}
	return d.loss[day] - d.loss[day-1]
}

// smoother runs a Kalman filter forwards over days and a fixed-interval
// smoother backwards, in Bierman's (1973) modified form of Bryson and Frazier,
// which needs no matrix inverse. Its memory is reused from call to call.
type smoother struct {
	smoothed []gaussian // going forwards, what is predicted before the day's observations
	steps    []step
}

// step is what the filter made of an observation: the gain, the residual, the
// variance of what was predicted, and with the observation's own.
type step struct {
	gain    vector
	e, v, s float64
	alone   foretold
}

// foretold is by how much an observation's value is more than what all others
// foretell, and the variance of the latter.
type foretold struct{ residual, variance float64 }

// run smooths obs, sorted by day, over the given number of days.
func (k *smoother) run(prior gaussian, d dynamics, days int, obs []observation) {
	k.first(days, prior, d, days, obs)
}

// first is run, but only the first n days' states are kept. What others foretell of
// an observation comes without any.
func (k *smoother) first(n int, prior gaussian, d dynamics, days int, obs []observation) {
	k.smoothed = resize(k.smoothed, n)
	k.steps = resize(k.steps, len(obs))

	g, j := prior, 0
	for day := range days {
		if day > 0 {
			g.advance(d.decay, d.lost(day))
		}
		q := d.noise(day)
		for i, v := range q {
			g.cov[i][i] += v
		}
		if day < n {
			k.smoothed[day] = g
		}
		for ; j < len(obs) && obs[j].day == day; j++ {
			k.steps[j] = g.update(&obs[j], obs[j].variance)
		}
	}

	var lambda vector
	var big matrix
	for day := days - 1; day >= 0; day-- {
		for j > 0 && obs[j-1].day == day {
			j--
			retract(&lambda, &big, &obs[j], &k.steps[j])
		}
		if day < n {
			k.smoothed[day] = correct(&k.smoothed[day], &lambda, &big)
		}
		transposeAdvance(&lambda, &big, d.decay, d.lost(day))
	}
}

// advance moves a state one day on: x += v - lost·d, v decays.
func (g *gaussian) advance(decay, lost float64) {
	g.mean[stSpeed] += g.mean[stSlope] - lost*g.mean[stLoss]
	g.mean[stSlope] *= decay
	for j := range states {
		g.cov[stSpeed][j] += g.cov[stSlope][j] - lost*g.cov[stLoss][j]
		g.cov[stSlope][j] *= decay
	}
	for i := range states {
		g.cov[i][stSpeed] += g.cov[i][stSlope] - lost*g.cov[i][stLoss]
		g.cov[i][stSlope] *= decay
	}
}

// transposeAdvance carries the adjoint one day back.
func transposeAdvance(l *vector, b *matrix, decay, lost float64) {
	l[stSlope] = l[stSpeed] + decay*l[stSlope]
	l[stLoss] -= lost * l[stSpeed]
	for j := range states {
		b[stSlope][j] = b[stSpeed][j] + decay*b[stSlope][j]
		b[stLoss][j] -= lost * b[stSpeed][j]
	}
	for i := range states {
		b[i][stSlope] = b[i][stSpeed] + decay*b[i][stSlope]
		b[i][stLoss] -= lost * b[i][stSpeed]
	}
}

// retract carries the adjoint back over one observation, and sets what the others
// foretell of it (de Jong 1988, A cross-validation filter for time series models).
func retract(l *vector, b *matrix, o *observation, s *step) {
	// C = I - gain·aᵀ; l ← Cᵀl - a·e/s; b ← CᵀbC + a·aᵀ/s.
	a := &o.direction
	kl := 0.0
	var bk vector
	for i := range states {
		kl += s.gain[i] * l[i]
		for j := range states {
			bk[i] += b[i][j] * s.gain[j]
		}
	}
	kbk := 0.0
	for i := range states {
		kbk += s.gain[i] * bk[i]
	}
	// With u = e/s + gainᵀl and w = 1/s + gainᵀb·gain the residual is u/w and its
	// variance 1/w less the observation's, written so that a large one takes no digits.
	later := 1 + kbk*s.s
	s.alone = foretold{(s.e + kl*s.s) / later, (s.v - o.variance*kbk*s.s) / later}
	for i := range states { // b is symmetric, so bk serves on either side
		l[i] -= a[i] * (kl + s.e/s.s)
		for j := range states {
			b[i][j] += -a[i]*bk[j] - bk[i]*a[j] + a[i]*a[j]*(kbk+1/s.s)
		}
	}
}

// correct is the smoothed state: the predicted one less what the adjoint says.
func correct(p *gaussian, l *vector, b *matrix) gaussian {
	out := *p
	var pb matrix
	for i := range states {
		row := &pb[i]
		for k := range states {
			c, along := p.cov[i][k], &b[k]
			out.mean[i] -= c * l[k]
			for j := range states {
				row[j] += c * along[j]
			}
		}
	}
	for i := range states {
		for j := i; j < states; j++ {
			v := 0.0
			for k := range states {
				v += pb[i][k] * p.cov[k][j]
			}
			out.cov[i][j] -= v
			out.cov[j][i] = out.cov[i][j]
		}
	}
	return out
}

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// studentWeight is the weight of a residual e of variance v under Student errors
// of df degrees of freedom.
func studentWeight(e, v, df float64) float64 { return (df + 1) / (df + e*e/v) }

func normalDensity(e, mean, variance float64) float64 {
	d := e - mean
	return math.Exp(-d*d/(2*variance)) / math.Sqrt(2*math.Pi*variance)
}

// criticalSpeed is critical speed by a state, m/s.
func (g *gaussian) criticalSpeed() float64 { return math.Exp(g.mean[stSpeed] + g.mean[stRatio]) }
