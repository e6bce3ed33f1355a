package analysis

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"easyday/importer/activity"
)

// limitPlaces is how many places of the limit, each as likely as the next, a
// share is counted at: what recovery runs have in common is the limit they are
// held to, and where it lies off they are all judged wrong one way.
const limitPlaces = 15

// limitAt are the places in standard deviations from the limit; the middle one is
// the limit itself.
func limitAt() (z [limitPlaces]float64) {
	for k := range z {
		z[k] = distuv.UnitNormal.Quantile((float64(k) + .5) / limitPlaces)
	}
	z[limitPlaces/2] = 0
	return z
}

// tally counts judged recovery runs, each by a weight, and of them the too fast
// ones with the limit at each of its places.
type tally struct {
	all     float64
	tooFast [limitPlaces]float64
}

func (t *tally) add(r *judgedRun, weight float64) {
	t.all += weight
	for k := range t.tooFast[:r.places] {
		t.tooFast[k] += weight
	}
}

// share is the share too fast of n runs (n less than all where they are weights)
// with a 90 % interval: over the places of the limit Jeffreys' posteriors,
// Beta(½+k, ½+n-k), are mixed, and the Beta of the same mean and variance has the
// quantiles. NaN where n is 0.
//
// Source: Brown, Cai & DasGupta 2001, Stat Sci 16:101.
func (t *tally) share(n float64) (value, low, high float64) {
	if !(n > 0) {
		return math.NaN(), math.NaN(), math.NaN()
	}
	value = t.tooFast[limitPlaces/2] / t.all
	var mean, square float64
	for _, fast := range t.tooFast {
		m := (.5 + n*fast/t.all) / (n + 1)
		mean += m / limitPlaces
		square += (m*m + m*(1-m)/(n+2)) / limitPlaces
	}
	size := mean*(1-mean)/(square-mean*mean) - 1
	d := distuv.Beta{Alpha: mean * size, Beta: (1 - mean) * size}
	low, high = min(value, d.Quantile(.05)), max(value, d.Quantile(.95))
	if value == 0 {
		low = 0
	}
	if value == 1 {
		high = 1
	}
	return value, low, high
}

// monthsOf counts the recovery runs of every calendar month that has a day of
// first..last. A month needs least judged runs to be given a share.
func monthsOf(runs []Run, judged []judgedRun, first, last activity.Date, least int) []Month {
	var out []Month
	at := make(map[[2]int]int)
	for d := first; d <= last; d++ {
		t := d.Midnight()
		k := [2]int{t.Year(), int(t.Month())}
		if _, ok := at[k]; !ok {
			at[k] = len(out)
			out = append(out, Month{Year: t.Year(), Month: t.Month()})
		}
	}
	tallies := make([]tally, len(out))
	month := func(d activity.Date) int {
		t := d.Midnight()
		return at[[2]int{t.Year(), int(t.Month())}]
	}
	for i := range runs {
		if rec := runs[i].Recovery; rec != nil {
			out[month(runs[i].LocalDate)].Add(rec.Verdict)
		}
	}
	for _, r := range judged {
		tallies[month(r.date)].add(&r, 1)
	}
	for i := range out {
		m := &out[i]
		n := m.Judged()
		m.TooFastShare = Share{math.NaN(), math.NaN(), math.NaN(), n}
		if n >= least {
			s := &m.TooFastShare
			s.Value, s.Low, s.High = tallies[i].share(float64(n))
		}
	}
	return out
}

// judgedRun is a recovery run with a verdict, for the statistics of compliance.
type judgedRun struct {
	date    activity.Date
	verdict Verdict
	slack   float64 // of its Recovery
	places  int     // how many of the limit's places, from the slowest, it is too fast at
}

func judgedOf(runs []Run) []judgedRun {
	var out []judgedRun
	place := limitAt()
	for i := range runs {
		if rec := runs[i].Recovery; rec != nil && rec.Verdict != CantTell {
			r := judgedRun{date: runs[i].LocalDate, verdict: rec.Verdict, slack: rec.Slack}
			for r.places < limitPlaces && rec.Slack >= place[r.places]*rec.LimitSD {
				r.places++
			}
			// At the limit itself the verdict decides, to the last bit.
			if middle := limitPlaces/2 + 1; rec.Verdict == TooFast {
				r.places = max(r.places, middle)
			} else {
				r.places = min(r.places, middle-1)
			}
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b judgedRun) int { return cmp.Compare(a.date, b.date) })
	return out
}

// smoothed is the share too fast around each day from the first to the last judged
// recovery run, by Gaussian weights, of which only the ratios matter. Its interval is
// that of the effective number of runs, which falls with the distance to the nearest:
// the share of a time without runs is anyone's guess.
func smoothed(runs []judgedRun, sd float64) []SmoothedShare {
	if len(runs) == 0 {
		return nil
	}
	first, last := runs[0].date, runs[len(runs)-1].date
	out := make([]SmoothedShare, 0, last-first+1)
	next := 0 // the first run at or after d
	for d := first; d <= last; d++ {
		var t tally
		var square float64
		for runs[next].date < d {
			next++
		}
		nearest := runs[next].date - d
		if next > 0 {
			nearest = min(nearest, d-runs[next-1].date)
		}
		// Further away a weight is lost in the last bit of the nearest run's.
		reach := nearest + activity.Date(9*sd)
		from := next
		for from > 0 && runs[from-1].date >= d-reach {
			from--
		}
		for i := range runs[from:] {
			r := &runs[from+i]
			if r.date > d+reach {
				break
			}
			// Against the nearest run's, so that none is lost far from all.
			z, least := float64(r.date-d)/sd, float64(nearest)/sd
			w := math.Exp((least*least - z*z) / 2)
			square += w * w
			t.add(r, w)
		}
		away := float64(nearest) / sd
		s := SmoothedShare{Date: d, N: max(leastRuns, t.all*t.all/square*math.Exp(-away*away/2))}
		s.Value, s.Low, s.High = t.share(s.N)
		out = append(out, s)
	}
	return out
}

// leastRuns is the effective number of runs where there are none far and wide.
const leastRuns = .01

// changeOf tests once whether the share too fast changed over the season: the
// slope of a logistic regression on the date, by its score test at no slope
// (Cochran and Armitage's), since Wald's fails where the outcomes separate by
// date (Hauck and Donner 1977). It needs 8 judged runs with both outcomes.
func changeOf(runs []judgedRun) Change {
	c := Change{Slope: math.NaN(), P: math.NaN()}
	n := len(runs)
	for i, r := range runs {
		switch {
		case i < n/3:
			c.Early.Add(r.verdict)
		case i >= n-n/3:
			c.Late.Add(r.verdict)
		}
	}
	months, fast := make([]float64, n), make([]float64, n)
	for i, r := range runs {
		months[i] = float64(r.date-runs[0].date) / 30
		if r.verdict == TooFast {
			fast[i] = 1
		}
	}
	share := stat.Mean(fast, nil)
	if n < 8 || !(share > 0 && share < 1) {
		return c
	}
	floats.AddConst(-stat.Mean(months, nil), months)
	spread := floats.Dot(months, months)
	if spread == 0 {
		return c // all on one day
	}
	z := floats.Dot(months, fast) / math.Sqrt(share*(1-share)*spread)
	c.Tested, c.P = true, math.Erfc(math.Abs(z)/math.Sqrt2)
	c.Slope = logisticSlope(months, fast)
	return c
}

// logisticSlope is the slope of the log odds of y, 0 or 1, on x, whose mean is 0,
// by Newton's method. With complete separation, where the estimate is infinite, a
// weak ridge keeps it finite.
func logisticSlope(x, y []float64) float64 {
	const ridge = .05
	var b0, b1 float64
	for range 50 {
		var g0, g1, h00, h01, h11 float64
		for i := range x {
			p := 1 / (1 + math.Exp(-b0-b1*x[i]))
			w := p * (1 - p)
			g0 += y[i] - p
			g1 += (y[i] - p) * x[i]
			h00 += w
			h01 += w * x[i]
			h11 += w * x[i] * x[i]
		}
		g1 -= ridge * b1
		h11 += ridge
		det := h00*h11 - h01*h01
		if !(det > 1e-12) {
			break
		}
		d0, d1 := (h11*g0-h01*g1)/det, (h00*g1-h01*g0)/det
		b0, b1 = b0+d0, b1+d1
		if math.Abs(d0)+math.Abs(d1) < 1e-10 {
			break
		}
	}
	return b1
}

// sensitivityOf counts the flags that remain with a limit looser, and tighter,
// by a fraction of pace.
func sensitivityOf(runs []judgedRun, margin float64) Sensitivity {
	s := Sensitivity{Looser: margin}
	for _, r := range runs {
		if r.verdict == TooFast {
			s.Flags++
		}
		if r.slack >= margin {
			s.Remain++
		}
		if r.slack >= -margin {
			s.Tighter++
		}
	}
	return s
}
