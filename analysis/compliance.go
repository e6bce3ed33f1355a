package analysis

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"easyday/importer/activity"
)

// limitPlaces is how many places of the limit, each as likely as the next, a
// share is counted at: what recovery runs have in common is the limit they are
// held to, and where it lies off they are all judged wrong one way.
const limitPlaces = 15

// limitPlace is place k in standard deviations from the limit; the middle one is
// the limit itself.
var limitPlace = func() (z [limitPlaces]float64) {
	for k := range z {
		z[k] = distuv.UnitNormal.Quantile((float64(k) + .5) / limitPlaces)
	}
	z[limitPlaces/2] = 0
	return z
}()

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
	for i := range runs {
		if rec := runs[i].Recovery; rec != nil && rec.Verdict != CantTell {
			r := judgedRun{date: runs[i].LocalDate, verdict: rec.Verdict, slack: rec.Slack}
			for r.places < limitPlaces && rec.Slack >= limitPlace[r.places]*rec.LimitSD {
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

// smoothed is the share too fast around each day from the first to the last
// judged recovery run, by Gaussian weights, of which only the ratios matter; its interval is that of the effective
// number of runs.
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
		s := SmoothedShare{Date: d, N: t.all * t.all / square}
		s.Value, s.Low, s.High = t.share(s.N)
		out = append(out, s)
	}
	return out
}

// changeOf tests once whether the share too fast changed over the season: the
// slope of a logistic regression on the date, by Wald. It needs 8 judged runs
// with both outcomes; with complete separation by date, where the estimate is
// infinite, a weak ridge keeps it finite and the test conservative.
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
	fast := 0
	for _, r := range runs {
		if r.verdict == TooFast {
			fast++
		}
	}
	if n < 8 || fast == 0 || fast == n {
		return c
	}
	mean := 0.0
	for _, r := range runs {
		mean += float64(r.date-runs[0].date) / 30 / float64(n)
	}
	// Newton's method on two coefficients.
	const ridge = .05
	var b0, b1, v11 float64
	for range 50 {
		var g0, g1, h00, h01, h11 float64
		for _, r := range runs {
			x := float64(r.date-runs[0].date)/30 - mean
			p := 1 / (1 + math.Exp(-b0-b1*x))
			y := 0.0
			if r.verdict == TooFast {
				y = 1
			}
			w := p * (1 - p)
			g0 += y - p
			g1 += (y - p) * x
			h00 += w
			h01 += w * x
			h11 += w * x * x
		}
		g1 -= ridge * b1
		h11 += ridge
		det := h00*h11 - h01*h01
		if !(det > 1e-12) {
			return c
		}
		d0, d1 := (h11*g0-h01*g1)/det, (h00*g1-h01*g0)/det
		b0, b1 = b0+d0, b1+d1
		v11 = h00 / det
		if math.Abs(d0)+math.Abs(d1) < 1e-10 {
			break
		}
	}
	c.Tested, c.Slope = true, b1
	c.P = math.Erfc(math.Abs(b1) / math.Sqrt(v11) / math.Sqrt2)
	return c
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

// intensity splits a run's moving time by its share of critical speed.
func (b *builder) intensity(i int) IntensityShare {
	if b.trend == nil || b.trend.mode == ModeHabit {
		return IntensityShare{}
	}
	g := &b.trend.states[b.day[i]]
	cs := math.Exp(g.mean[stSpeed] + g.mean[stRatio])
	s := IntensityShare{Known: true}
	for _, v := range b.open(i).smooth {
		switch {
		case v < standing:
		case v < b.o.EasyBelowCriticalSpeed*cs:
			s.Easy += TraceStep
		case v < cs:
			s.Moderate += TraceStep
		default:
			s.Hard += TraceStep
		}
	}
	return s
}

// summarise fills the season from the judged runs.
func (b *builder) summarise(s *Season) {
	s.Trend = b.trendDays()
	b.emptySummary(s)
	sum := &s.Summary
	sum.Notes = nil
	sum.Bounds = b.lastBounds()
	sum.Bounds.CriticalSpeed, sum.Bounds.CriticalSpeedSD = activity.Speed(math.NaN()), math.NaN()
	sum.Days, sum.Recordings = b.days, len(b.runs)
	sum.HeatMeasured, sum.HeatExpected = b.warm.measured, b.warm.expected
	for i := range b.runs {
		if !math.IsNaN(b.heart[i].reserve(b.m[i].steadyHeart)) {
			sum.WithHR++
		}
		if !math.IsNaN(b.runs[i].Recording.HighestAltitude) {
			sum.WithAltitude++
		}
	}
	s.count(b.first, b.first+activity.Date(b.days-1))
	sum.AdviceFrom = b.runs[len(b.runs)-1].LocalDate
	if b.trend == nil {
		sum.Notes = append(sum.Notes, "no run has a pace recorded along the way for 12 minutes, so nothing can be judged")
		return
	}
	sum.Mode = b.trend.mode
	for _, e := range b.trend.evidence {
		switch {
		case e.kind == obsHabit:
			sum.Usable++
		case e.run < 0:
			sum.Stated++
		case e.kind == obsRace:
			sum.Races++
		case e.kind == obsSession:
			sum.Sessions++
		}
	}
	for i := range b.trend.told {
		if b.runs[i].Kind == KindRecovery { // still is, beside the trend it told
			sum.LevelRuns++
		}
	}
	sum.First, sum.Last = s.Trend[0].Comfortable, s.Trend[len(s.Trend)-1].Comfortable
	growth, sd := b.trend.progress()
	sum.Progress = Progress{growth, b.o.Model.BandScale * sd}
	sum.HabitLast = s.Trend[len(s.Trend)-1].Habit
	end := &b.trend.states[b.days-1]
	sum.HabitBias, sum.HabitBiasSD = end.mean[stHabit]-b.o.LimitMargin, math.Sqrt(end.cov[stHabit][stHabit])
	if sum.Usable >= b.o.LearningRuns {
		sum.Advice = sum.Last.Value * activity.Pace(1+b.o.AdviceMargin)
	} else {
		sum.Notes = append(sum.Notes, "too few easy runs to tell a comfortable pace")
	}
	if sum.Mode == ModeHabit {
		sum.Notes = append(sum.Notes, "relative to your own easy runs: without heart rate, races or structured sessions it cannot be told whether those are themselves too fast")
		return
	}
	sum.Bounds.CriticalSpeed, sum.Bounds.CriticalSpeedSD = b.criticalSpeed(end)
	sum.Bounds.CriticalSpeedFrom = sum.criticalSpeedFrom()
}

// count fills what is counted over the season's runs, all of which lie on local
// dates first..last.
func (s *Season) count(first, last activity.Date) {
	judged := judgedOf(s.Runs)
	s.Months = monthsOf(s.Runs, judged, first, last, s.Options.MonthMinimum)
	s.Compliance = smoothed(judged, s.Options.ComplianceBandwidthDays)
	sum := &s.Summary
	sum.Change = changeOf(judged)
	sum.Sensitivity = sensitivityOf(judged, s.Options.SensitivityMargin)
	sum.Counts, sum.BackToBack, sum.Distance, sum.Moving, sum.Intensity = Counts{}, 0, 0, 0, IntensityShare{}
	for i := range s.Runs {
		r := &s.Runs[i]
		if r.Recovery != nil {
			sum.Counts.Add(r.Recovery.Verdict)
		}
		if r.BackToBack {
			sum.BackToBack++
		}
		if d := r.Recording.Figures.Distance; d > 0 {
			sum.Distance += d
		}
		if t := r.Recording.Figures.Moving; t > 0 {
			sum.Moving += t
		}
		sum.Intensity.Easy += r.Intensity.Easy
		sum.Intensity.Moderate += r.Intensity.Moderate
		sum.Intensity.Hard += r.Intensity.Hard
		sum.Intensity.Known = sum.Intensity.Known || r.Intensity.Known
	}
	var t tally
	for i := range judged {
		t.add(&judged[i], 1)
	}
	sum.TooFastShare.N = len(judged)
	sum.TooFastShare.Value, sum.TooFastShare.Low, sum.TooFastShare.High = t.share(t.all)
}

// trendDays are the trend's days, from the first to the last run.
func (b *builder) trendDays() []Day {
	out := make([]Day, b.days)
	ran := make([]bool, b.days)
	for _, d := range b.day {
		ran[d] = true
	}
	near := make([]int, b.days)
	for i, back := 0, 0; i < b.days; i++ {
		if back++; ran[i] {
			back = 0
		}
		near[i] = back
	}
	for i, ahead := b.days-1, 0; i >= 0; i-- {
		if ahead++; ran[i] {
			ahead = 0
		}
		near[i] = min(near[i], ahead)
	}
	nan := math.NaN()
	for i := range out {
		d := Day{
			Date: b.first + activity.Date(i), SinceRun: near[i], Habit: activity.Pace(nan), CriticalSpeed: activity.Speed(nan),
			CriticalSpeedSD: nan, HabitBias: nan, HabitBiasSD: nan,
			Comfortable: PaceBand{activity.Pace(nan), activity.Pace(nan), activity.Pace(nan)},
		}
		if b.trend != nil {
			g := &b.trend.states[i]
			d.Comfortable = b.band(g)
			d.HabitBias, d.HabitBiasSD = g.mean[stHabit]-b.o.LimitMargin, math.Sqrt(g.cov[stHabit][stHabit])
			d.Habit = activity.Speed(math.Exp(g.mean[stSpeed] + g.mean[stHabit])).Pace()
			if b.trend.mode != ModeHabit {
				d.CriticalSpeed, d.CriticalSpeedSD = b.criticalSpeed(g)
			}
		}
		out[i] = d
	}
	return out
}

// criticalSpeed is critical speed by a state, and the standard deviation of its
// logarithm against the truth: of made-up seasons on the last day (tuning seeds
// 10 to 15) it is off by 2.1 % (root mean square), where this says 2.0.
func (b *builder) criticalSpeed(g *gaussian) (activity.Speed, float64) {
	v := g.cov[stSpeed][stSpeed] + g.cov[stRatio][stRatio] + 2*g.cov[stSpeed][stRatio]
	return activity.Speed(math.Exp(g.mean[stSpeed] + g.mean[stRatio])), math.Hypot(math.Sqrt(max(0, v)), b.o.Model.RecordedSD)
}

// criticalSpeedFrom says what critical speed rests on.
func (s *Summary) criticalSpeedFrom() string {
	switch {
	case s.Races+s.Sessions > 0 && s.Stated > 0:
		return "from what you said, " + plural(s.Races, "race", "races") + " and " + plural(s.Sessions, "structured session", "structured sessions")
	case s.Races+s.Sessions > 0:
		return "from " + plural(s.Races, "race", "races") + " and " + plural(s.Sessions, "structured session", "structured sessions")
	case s.Stated > 0:
		return "from what you said"
	}
	return "from the comfortable pace, without a race or a structured session"
}
