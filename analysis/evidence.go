package analysis

import (
	"math"
	"slices"

	"easyday/importer/activity"
)

// A steady run asks for a share of the reserve between these; what lies beyond is
// a wrong bound or a sensor's.
const leastSteady, mostSteady = .35, .98

// leastReserve is the fewest beats between a resting heart rate and a maximum of
// the same body; nearer together they tell of a wrong one.
const leastReserve = 60

// reserve is the share of the heart-rate reserve that a rate is; NaN where the
// bounds are not one body's.
func (b *Bounds) reserve(hr float64) float64 {
	if b.HeartRateMaximum < b.HeartRateRest+leastReserve {
		return math.NaN()
	}
	return (hr - b.HeartRateRest) / (b.HeartRateMaximum - b.HeartRateRest)
}

// hills is a run's mean absolute grade, 0 where altitude is unknown.
func (b *builder) hills(i int) float64 {
	h := b.m[i].hilly
	if math.IsNaN(h) {
		return 0
	}
	return min(h, b.o.Model.HillMost)
}

// easing is what ground and weather took from run i's log speed, by a state, and the
// treadmill.
func (b *builder) easing(i int, g *gaussian) float64 {
	return g.mean[stHeat]*b.heat[i] + g.mean[stHill]*b.hills(i) - b.belt(i, g)
}

// heartValue is the heart-rate channel's observation of a run, NaN where the
// run has no steady clean heart rate or none between 35 and 98 % of reserve.
func (b *builder) heartValue(i int) float64 {
	return b.m[i].steadySpeed - b.heartEffort(i, b.m[i].steadyHeart)
}

// heartEffort is how much harder than at Reference a heart rate of run i is, in log
// speed; NaN as heartValue is.
func (b *builder) heartEffort(i int, hr float64) float64 {
	o := &b.o.Model
	f := b.heart[i].reserve(hr)
	if !(f > leastSteady && f < mostSteady) {
		return math.NaN()
	}
	return o.Exponent * math.Log(f/o.Reference)
}

// gathering collects the season's evidence under the present hard efforts.
type gathering struct {
	evidence                []evidence
	outdoors                int       // easy runs outdoors
	easy, late              []float64 // log effort speeds of the runs the habit is learned from; late those of recovery runs
	hearts, races, sessions int
}

func (g *gathering) add(day, run int, kind obsKind, value, base, fixed float64, a vector) {
	g.evidence = append(g.evidence, evidence{
		observation: observation{day: day, direction: a, value: value},
		kind:        kind, run: run, base: base + fixed, fixed: fixed, weight: 1,
	})
}

// fitTrend gathers the evidence of every run under the present hard efforts and
// fits the model to it. Without an easy run the level is that of all runs; where none
// has a median there is no trend.
func (b *builder) fitTrend(last bool) {
	m := &b.o.Model
	var g gathering
	for i := range b.runs {
		if !b.learnable(i) {
			continue
		}
		from, easy := len(g.evidence), len(g.easy)
		b.gatherEasy(&g, i)
		b.gatherHard(&g, i)
		if last && b.kind(i) == KindRecovery {
			for k := range g.evidence[from:] {
				g.evidence[from+k].late = true
			}
			g.late = append(g.late, g.easy[easy:]...)
			g.easy = g.easy[:easy]
		}
	}
	stated := b.gatherStated(&g)
	f := fitting{
		model: m, days: b.days, ran: make([]bool, b.days), resets: append(b.sensorChanges(), b.boundChanges()...),
		mode: ModeHabit, heartSD: m.HeartRateSD,
	}
	for _, d := range b.day {
		f.ran[d] = true
	}
	f.treadmills = g.outdoors >= b.o.LearningRuns
	switch heart, race := g.hearts >= m.HeartRateRuns, g.races >= 1 || g.sessions >= m.SessionRuns || stated; {
	case heart && race:
		f.mode = ModeBoth
	case heart:
		f.mode = ModeHeartRate
	case race:
		f.mode = ModeRaces
	}
	if f.mode == ModeHabit {
		g.evidence = slices.DeleteFunc(g.evidence, func(e evidence) bool { return e.kind != obsHabit })
	} else if last {
		f.recovery = b.recoveryRuns
	}
	if len(g.easy) == 0 {
		g.easy = g.late
	}
	if len(g.easy) == 0 {
		g.easy = b.allMedians()
	}
	f.level = quantile(g.easy[:min(len(g.easy), m.LevelRuns)], .5)
	if math.IsNaN(f.level) {
		b.trend = nil
		return
	}
	switch {
	case b.o.HeartRateMaximum > 0:
		f.heartSD = m.HeartRateSDSet
	case b.bounds.HeartRateMaximumSD > confirmedMaximumSD:
		f.heartSD = m.HeartRateSDLow
	}
	b.trend = f.fit(g.evidence, &b.smoother)
}

// ground is an observation's direction with what ground and weather take, and what
// a treadmill adds.
func (b *builder) ground(i int, heat int) vector {
	var a vector
	a[stSpeed], a[heat], a[stHill] = 1, -b.heat[i], -b.hills(i)
	if b.runs[i].Recording.Indoor {
		a[stBelt] = 1
	}
	return a
}

// gatherEasy adds the habit and heart-rate observations of a run that is not
// hard, or hard by its duration alone; and the heart rate of a steady hard one.
func (b *builder) gatherEasy(g *gathering, i int) {
	m, r, ms, h := &b.o.Model, &b.runs[i].Recording, b.m[i], b.hard[i]
	steady := b.kind(i) != KindHard
	if b.easy(i) {
		offset, fixed := 0.0, 0.0
		if h == nil && b.after[i].in {
			offset, fixed = m.WindowOffset, m.WindowSD*m.WindowSD
		}
		if r.Indoor {
			fixed += m.IndoorSD * m.IndoorSD
		}
		fixed += m.WalkedSD * m.WalkedSD * ms.walked * ms.walked
		spread := m.HabitRunSD
		if b.trend != nil {
			spread = b.trend.habitSD
		}
		a := b.ground(i, stHeat)
		a[stHabit], a[stIndoorHabit] = 1, a[stBelt]
		y := ms.effort
		if !math.IsNaN(ms.running) {
			y = ms.running
		}
		g.add(b.day[i], i, obsHabit, y-offset, spread*spread, fixed, a)
		g.easy = append(g.easy, ms.effort)
		if !r.Indoor {
			g.outdoors++
		}
	}
	if !steady && h.Reason != HeartRate && h.Reason != OtherHard {
		return
	}
	if v := b.heartValue(i); !math.IsNaN(v) {
		noise := m.HeartRateRunSD * m.HeartRateRunSD
		a := b.ground(i, stHeatHR)
		a[stHeart], a[stIndoorHeart] = 1, a[stBelt]
		if r.Indoor {
			noise += m.IndoorSD * m.IndoorSD
		} else {
			g.hearts++
		}
		g.add(b.day[i], i, obsHeart, v, noise, 0, a)
	}
}

// recoveryRuns are the recovery runs that tell the level, beside a trend that has
// not heard them. Heart rate has a say in how hard they were, since soft ground
// and a stroller slow a runner and not the heart.
func (b *builder) recoveryRuns(t *trend) []recoveryRun {
	var out []recoveryRun
	m := &b.o.Model
	for i := range b.runs {
		r, ms := &b.runs[i].Recording, b.m[i]
		g := &t.states[b.day[i]]
		if b.kind(i) != KindRecovery || !b.learnable(i) || math.IsNaN(ms.effort) || r.Indoor && !t.knowsBelt(g) {
			continue
		}
		over := ms.effort + b.easing(i, g) - g.mean[stSpeed]
		if heart := b.heartExcess(i, g); !math.IsNaN(heart) && t.mode != ModeRaces {
			over += m.RecoveryHeart * (heart - over)
		}
		out = append(out, recoveryRun{run: i, day: b.day[i], over: over})
	}
	return out
}

// easy reports whether run i tells the habit. What the runner labels hard does not,
// whatever it was found to be.
func (b *builder) easy(i int) bool {
	return b.learnable(i) && b.kind(i) != KindHard && !math.IsNaN(b.m[i].effort)
}

// learnable reports whether the trend may learn from a run.
func (b *builder) learnable(i int) bool {
	return !b.part(i) && b.m[i].movingMinutes >= b.o.ShortestRunMinutes && !(b.runs[i].Recording.HighestAltitude > b.o.HighestAltitude)
}

// heartExcess is how much harder than comfortable run i was by its heart rate, in
// log speed, by a state; NaN where heart rate does not tell.
func (b *builder) heartExcess(i int, g *gaussian) float64 {
	excess := b.heartEffort(i, b.m[i].wholeHeart) + g.mean[stHeart] - (g.mean[stHeatHR]-g.mean[stHeat])*b.heat[i]
	if b.runs[i].Recording.Indoor {
		excess += g.mean[stIndoorHeart]
	}
	return excess
}

// gatherHard adds the critical-speed observation of a race, or of a structured
// session. A race within a longer recording speaks as a session: tempos as long as a
// race would else pull critical speed down, and more of them would look like races.
func (b *builder) gatherHard(g *gathering, i int) {
	m, ms, h := &b.o.Model, b.m[i], b.hard[i]
	if h == nil || b.runs[i].Recording.Indoor {
		return
	}
	a := b.ground(i, stHeat)
	a[stRatio] = 1
	switch structured := ms.contrast >= b.least[i] && h.read >= b.o.ThresholdMinutesWithContrast; {
	case h.Reason == Race && !h.within:
		if v, _ := ms.racePotential(); !math.IsNaN(v) {
			g.add(b.day[i], i, obsRace, v, m.RaceSD*m.RaceSD, 0, a)
			g.races++
		}
	case structured && h.Reason != Duration:
		if v := ms.sessionPotential(); !math.IsNaN(v) {
			a[stSession] = -1
			g.add(b.day[i], i, obsSession, v, m.SessionSD*m.SessionSD, 0, a)
			g.sessions++
		}
	}
}

func (b *builder) allMedians() []float64 {
	var y []float64
	for _, m := range b.m {
		if !math.IsNaN(m.median) {
			y = append(y, m.median)
		}
	}
	return y
}

// statedSD is how sure a comfortable pace is that the runner states without
// saying, as the standard deviation of its logarithm.
const statedSD = .03

// anchorSD is how sure a statement must be, as the standard deviation of its
// logarithm, to anchor the level.
const anchorSD = .06

// gatherStated adds what the runner states: comfortable paces and race results.
// It reports whether any of them anchors the level.
func (b *builder) gatherStated(g *gathering) (anchors bool) {
	// A statement from outside the season counts at its nearer end, less sure
	// by what the pace may have moved since.
	place := func(d activity.Date) (day int, variance float64) {
		m := &b.o.Model
		day = max(0, min(b.days-1, int(d-b.first)))
		apart := math.Abs(float64(int(d-b.first) - day))
		return day, apart * (m.SpeedNoise*m.SpeedNoise + m.SpeedNoiseBreak*m.SpeedNoiseBreak)
	}
	add := func(day int, kind obsKind, value, sd, since float64, a vector) {
		g.add(day, -1, kind, value, sd*sd, since, a)
		anchors = anchors || sd*sd+since <= anchorSD*anchorSD
	}
	for _, p := range b.known.Paces {
		sd := p.SD
		if sd <= 0 {
			sd = statedSD
		}
		var a vector
		a[stSpeed] = 1
		day, since := place(p.Date)
		add(day, obsKnown, math.Log(float64(p.Pace.Speed())), sd, since, a)
	}
	for _, r := range b.known.Races {
		if b.recorded(r, g) {
			continue // its recording speaks, and knows the hills and the heat
		}
		var a vector
		a[stSpeed], a[stRatio] = 1, 1
		day, since := place(r.Date)
		add(day, obsRace, math.Log(r.Distance/r.Seconds/EnduranceFactor(r.Seconds)), b.o.Model.RaceSD, since, a)
	}
	return anchors
}

// recorded reports whether a race the runner states is that of a recording that
// speaks itself, by date and by distance.
func (b *builder) recorded(r KnownRace, g *gathering) bool {
	for i := range g.evidence {
		if e := &g.evidence[i]; e.kind == obsRace && e.run >= 0 {
			run := &b.runs[e.run]
			if run.LocalDate == r.Date && math.Abs(run.Recording.Figures.Distance-r.Distance) <= alike*r.Distance {
				return true
			}
		}
	}
	return false
}

// sensorChanges are the days on which heart rate began to come from another
// sensor that at least SensorRuns runs then used.
func (b *builder) sensorChanges() []int {
	var out []int
	key := func(i int) string {
		d := &b.runs[i].Recording.Device
		if d.HeartRateKey != "" {
			return d.HeartRateKey
		}
		return d.Key + string(d.HeartRateSource)
	}
	last, known := "", false // a sensor may go without a name
	candidate, runs, day := "", 0, 0
	for i := range b.runs {
		if math.IsNaN(b.m[i].steadyHeart) {
			continue
		}
		switch k := key(i); {
		case !known:
			last, known = k, true
		case k == last:
			runs = 0
		case runs > 0 && k == candidate:
			runs++
		default:
			candidate, runs, day = k, 1, b.day[i]
		}
		if runs >= b.o.Model.SensorRuns {
			out = append(out, day)
			last, runs = candidate, 0
		}
	}
	return out
}
