package analysis

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"easyday/importer/activity"
)

// judge sets what NewSeason promises of every run.
func (b *builder) judge() {
	usable := 0
	for i := range b.runs {
		r := &b.runs[i]
		r.Source = FromModel
		if l, ok := b.label[r.ID]; ok {
			r.Source, r.Said = l.From, l.said()
			r.Notes = append(r.Notes, r.Said)
		}
		r.Pace = activity.Pace(r.Recording.Figures.Moving / r.Recording.Figures.Distance * activity.Kilometre)
		r.EffortPace = b.effortPace(i)
		r.Comfortable = b.comfortable(i)
		r.Intensity = b.intensity(i)
		r.BestEfforts = b.m[i].bestEfforts(&r.Recording)
		r.Kind = b.kind(i)
		r.InWindow = b.after[i].in && r.Kind != KindUnknown
		if h := b.hard[i]; h != nil {
			own := h.HardEffort
			r.Hard = &own
			r.BackToBack = r.InWindow && r.Kind == KindHard && !b.part(i)
		}
		if b.part(i) {
			r.Notes = append(r.Notes, "part of the session of "+b.runs[b.outing[i]].LocalStart().Format("15:04"))
		}
		if r.Kind == KindRecovery {
			r.Recovery = b.verdict(i, usable)
			if b.unplaced[i] {
				r.Notes = append(r.Notes, "without positions, so judged as on a treadmill")
			}
		}
		if b.easy(i) {
			usable++
		}
	}
}

// longRunLeast is the fewest moving minutes of a long run, however short the others.
const longRunLeast = 60

// kind is a run's role: hard, recovery, long, easy, in that order. A run that
// is hard by duration alone is long.
func (b *builder) kind(i int) Kind {
	h, m := b.hard[i], b.m[i]
	l, labelled := b.label[b.runs[i].ID]
	switch {
	case h != nil && h.Reason == Duration && l.Kind != KindHard:
		return KindLong
	case h != nil:
		return KindHard
	case labelled && l.Kind != "" && l.Kind != KindHard: // a name alone makes nothing hard
		return l.Kind
	case b.part(i):
		return KindEasy
	case b.after[i].counts:
		return KindRecovery
	case math.IsNaN(m.effort):
		return KindUnknown
	case m.movingMinutes >= b.o.LongRunFactor*b.usual[i] && m.movingMinutes >= longRunLeast:
		return KindLong
	}
	return KindEasy
}

// effortPace is the run's grade-adjusted pace, with the model's allowance for
// heat and for what hills cost this runner beyond the grade model.
func (b *builder) effortPace(i int) activity.Pace {
	y := b.m[i].effort
	if b.trend != nil {
		y += b.easing(i, &b.trend.states[b.day[i]])
	}
	return activity.Speed(math.Exp(y)).Pace()
}

// comfortable is the limit of a run's day with the run left out.
func (b *builder) comfortable(i int) PaceBand {
	if b.trend == nil {
		nan := activity.Pace(math.NaN())
		return PaceBand{nan, nan, nan}
	}
	g := b.trend.at(b.day[i], i)
	return b.band(&g)
}

// band is the comfortable pace of a state with its 90 % band.
func (b *builder) band(g *gaussian) PaceBand {
	x, half := g.mean[stSpeed]+b.o.LimitMargin, b.halfBand(g)
	pace := func(x float64) activity.Pace { return activity.Speed(math.Exp(x)).Pace() }
	return PaceBand{Value: pace(x), Low: pace(x + half), High: pace(x - half)}
}

// halfBand is half the width, in log speed, of a state's 90 % band.
func (b *builder) halfBand(g *gaussian) float64 {
	m := &b.o.Model
	return z90 * math.Hypot(m.BandScale*math.Sqrt(max(0, g.cov[stSpeed][stSpeed])), m.RecordedSD)
}

// verdict judges recovery run i; usable is the number of runs the trend could
// have learned from before it.
func (b *builder) verdict(i, usable int) *Recovery {
	o, s := b.o, b.after[i]
	nan := math.NaN()
	v := &Recovery{
		Verdict: CantTell, TooFast: nan, Slack: nan, LimitSD: nan, Over: nan, MinutesOver: nan, HoldingBackAdds: nan, Limit: activity.Pace(nan),
		MinutesOverByThird: [3]float64{nan, nan, nan},
		AdvicePace:         b.runs[i].Comfortable.Value * activity.Pace(1+o.AdviceMargin),
		NextRun:            s.next, Since: s.since,
	}
	if s.in {
		v.After, v.AfterReason = b.runs[s.after].ID, b.hard[s.after].Reason
	}
	if v.Reasons = b.cannotTell(i, usable); len(v.Reasons) > 0 {
		return v
	}
	g := b.trend.at(b.day[i], i)
	e := b.excess(i, &g)
	if e.contradict {
		v.Reasons = []string{"pace and heart rate are on opposite sides of the limit"}
		return v
	}
	v.TooFast = e.probability()
	switch {
	case v.TooFast >= o.TooFastFrom:
		v.Verdict = TooFast
	case v.TooFast < o.KeptEasyBelow:
		v.Verdict = KeptEasy
	default:
		v.Verdict = Borderline
	}
	v.Slack = e.slack(o.TooFastFrom)
	v.LimitSD = o.Model.BandScale * math.Sqrt(max(0, g.cov[stSpeed][stSpeed]))
	v.Over = float64(b.runs[i].Comfortable.Value - b.runs[i].EffortPace)
	v.Reasons = append(v.Reasons, e.words())
	limit := math.Exp(g.mean[stSpeed] + o.LimitMargin - b.easing(i, &g))
	v.Limit = activity.Speed(limit).Pace()
	v.MinutesOver, v.MinutesOverByThird, v.HoldingBackAdds = over(b.open(i).trace, limit)
	v.FinishSurge = finishSurge(b.open(i).trace, limit)
	return v
}

// cannotTell lists why run i can't be judged; empty where it can.
func (b *builder) cannotTell(i, usable int) []string {
	o, r, m := b.o, &b.runs[i].Recording, b.m[i]
	var why []string
	add := func(format string, a ...any) { why = append(why, fmt.Sprintf(format, a...)) }
	if math.IsNaN(m.effort) && m.movingMinutes == 0 {
		add("no pace was recorded along the way")
		return why
	}
	if r.HighestAltitude > o.HighestAltitude { // the trend learns from none of these either
		add("above %.0f m, where the same pace costs more", o.HighestAltitude)
		return why
	}
	if m.movingMinutes < o.ShortestRunMinutes || math.IsNaN(m.effort) {
		add("shorter than %.0f minutes", o.ShortestRunMinutes)
	}
	if b.trend == nil || b.day[i] < o.LearningDays || usable < o.LearningRuns {
		add("still learning your comfortable pace (the first %d days and %d easy runs)", o.LearningDays, o.LearningRuns)
	}
	switch {
	case !r.Indoor:
	case math.IsNaN(m.steadyHeart):
		add("on a treadmill without heart rate")
	case b.trend != nil && !b.trend.hearsHeart():
		add("on a treadmill, and too few runs with heart rate to tell by it")
	case b.trend != nil && math.IsNaN(b.heartExcess(i, &b.trend.states[b.day[i]])):
		add("on a treadmill, and at a heart rate that cannot be")
	}
	if b.trend != nil {
		g := b.trend.at(b.day[i], i)
		if half := b.halfBand(&g); half > o.LargestBand {
			add("the comfortable pace of that day is known only to ±%.0f%%", 100*half)
		}
	}
	return why
}

// excess is how much faster than the limit a run was, in log speed, by pace, by
// heart rate, and by both.
type excess struct {
	pace, paceSD   float64
	heart, heartSD float64 // NaN without heart rate
	both, bothSD   float64
	apart          float64 // log speed at which the two contradict
	contradict     bool
}

// indoorVerdictSD is how far a treadmill's pace is off, in log speed, over that of a
// run outdoors.
const indoorVerdictSD = .03

// excess compares run i with a state that knows nothing of it. Pace and heart
// rate are combined by generalised least squares with the covariance that the
// state's level and heart-rate bias share; weights are kept within 0..1.
func (b *builder) excess(i int, g *gaussian) excess {
	o, m := &b.o.Model, b.m[i]
	e := excess{heart: math.NaN(), heartSD: math.NaN(), apart: o.Disagree}
	e.pace = m.effort + b.easing(i, g) - g.mean[stSpeed] - b.o.LimitMargin
	varP := g.cov[stSpeed][stSpeed] + o.MeasurementSD*o.MeasurementSD
	cov := -g.cov[stSpeed][stHeart]
	if b.runs[i].Recording.Indoor {
		varP += g.cov[stBelt][stBelt] + 2*g.cov[stSpeed][stBelt] + indoorVerdictSD*indoorVerdictSD
		cov -= g.cov[stBelt][stHeart] + g.cov[stBelt][stIndoorHeart] + g.cov[stSpeed][stIndoorHeart]
	}
	e.paceSD = math.Sqrt(varP)
	e.both, e.bothSD = e.pace, e.paceSD
	heart := b.heartExcess(i, g)
	if math.IsNaN(heart) || !b.trend.hearsHeart() {
		return e
	}
	e.heart = heart - b.o.LimitMargin
	varH := o.HeartRateRunOnly*o.HeartRateRunOnly + g.cov[stHeart][stHeart]
	if b.runs[i].Recording.Indoor {
		varH += g.cov[stIndoorHeart][stIndoorHeart] + 2*g.cov[stHeart][stIndoorHeart]
	}
	e.heartSD = math.Sqrt(varH)
	e.combine(cov)
	return e
}

// combine sets both from pace and heart rate, whose errors have a covariance.
func (e *excess) combine(cov float64) {
	varP, varH := e.paceSD*e.paceSD, e.heartSD*e.heartSD
	w := (varH - cov) / (varP + varH - 2*cov)
	w = max(0, min(1, w))
	e.both = w*e.pace + (1-w)*e.heart
	e.bothSD = math.Sqrt(w*w*varP + (1-w)*(1-w)*varH + 2*w*(1-w)*cov)
	e.contradict = math.Abs(e.pace-e.heart) >= e.apart && e.pace*e.heart < 0
}

// probability that the run was faster than the limit.
func (e *excess) probability() float64 {
	return e.telling(normalCDF(e.both/e.bothSD), normalCDF(e.pace/e.paceSD))
}

// slack is the margin in log speed at which the probability has come down to p,
// within 0..1, the ends excluded.
func (e *excess) slack(p float64) float64 {
	z := distuv.UnitNormal.Quantile(p)
	return e.telling(e.both-z*e.bothSD, e.pace-z*e.paceSD)
}

// telling is what counts of a figure by both and by the pace alone. Where heart
// rate and pace lie far apart the pace alone may speak, but only further in its own
// direction, so that a slower run is never the worse.
func (e *excess) telling(both, alone float64) float64 {
	switch {
	case e.pace-e.heart >= e.apart:
		return max(both, alone)
	case e.heart-e.pace >= e.apart:
		return min(both, alone)
	}
	return both
}

// words say what the verdict rests on.
func (e *excess) words() string {
	switch {
	case math.IsNaN(e.heart):
		return "by pace alone"
	case math.Abs(e.pace-e.heart) >= e.apart:
		return "pace and heart rate disagree; judged by pace"
	case e.pace < 0 && e.heart > 0:
		return "heart rate was higher than the pace suggests"
	case e.pace > 0 && e.heart < 0:
		return "heart rate was lower than the pace suggests"
	}
	return "pace and heart rate agree"
}

// over counts the 15-s blocks after the first minute that were faster than the
// limit (m/s, grade-adjusted), in minutes, in all and by thirds of the moving
// time, and the seconds that running them at the limit would have added. Speed is
// averaged as in the run's picture: noise in it would count as minutes over in a run
// below the limit, and as minutes below in a run over it.
func over(t *Trace, limit float64) (minutes float64, thirds [3]float64, adds float64) {
	_, speed := t.Smoothed(t.EffortSpeed, t.Reach())
	skip := firstMinute / TraceStep
	for i := skip; i+blockSteps <= len(speed); i += blockSteps {
		v := meanOf(speed[i : i+blockSteps])
		if v <= limit {
			continue
		}
		thirds[3*i/len(speed)] += blockSeconds / 60.
		adds += blockSeconds * (v/limit - 1)
	}
	return thirds[0] + thirds[1] + thirds[2], thirds, adds
}
