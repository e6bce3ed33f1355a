package analysis

import (
	"cmp"
	"math"
	"slices"
)

// obsKind is the channel an observation belongs to.
type obsKind int

const (
	obsHabit obsKind = iota
	obsHeart
	obsRace
	obsSession
	obsKnown // stated by the runner
)

// evidence is one observation with what the robust fit needs to know of it.
type evidence struct {
	observation
	kind   obsKind
	run    int     // index in the season; -1 where the runner stated it
	base   float64 // variance before weighting
	fixed  float64 // part of base that is not the runner's spread
	weight float64
	late   bool // of a recovery run: heard when all else is settled
}

// trend is the fitted model: one smoothed state a day.
type trend struct {
	states   []gaussian
	evidence []evidence          // by day, then run
	obs      []observation       // of the evidence, in its order
	all      []observation       // and of the level, by day
	byRun    map[int][2]int      // range in evidence of each run's observations
	told     map[int]bool        // runs that told the level clearly
	alone    map[int]*withoutOne // and what the level is without each of them
	habitSD  float64
	mode     Mode
	prior    gaussian
	dynamics dynamics
}

// at is the state on a run's day with all that the run tells taken out: its part in
// the level, then its own observations.
func (t *trend) at(day, run int) gaussian {
	g := t.states[day]
	if w := t.alone[run]; w != nil {
		g = w.leave(g)
	}
	if span, ok := t.byRun[run]; ok {
		g = g.without(t.obs[span[0]:span[1]])
	}
	return g
}

// hearsHeart reports whether heart rate has a say in the level.
func (t *trend) hearsHeart() bool { return t.mode == ModeHeartRate || t.mode == ModeBoth }

// fitting is what a fit needs to know beside the evidence.
type fitting struct {
	model   *Model
	days    int
	ran     []bool  // days with a run
	resets  []int   // days on which another sensor took over
	level   float64 // log speed of the first easy runs
	heartSD float64 // of the heart-rate bias
	// treadmills is whether there are runs outdoors to hold those on a treadmill
	// against; without, its pace is the runner's.
	treadmills bool
	mode       Mode
	// recovery lists the recovery runs that tell the level, by what a trend
	// without them makes of them. nil for none.
	recovery func(*trend) []recoveryRun
}

// fit fits the model to the evidence by robust passes of filter and smoother:
// each pass weighs every observation by how well the others foretell it. Recovery
// runs are heard when the weights of all others are settled, and then tell the
// level too, so that one of them can be left out again and leaves no trace.
// k's memory holds the trend's states until its next use.
func (f *fitting) fit(ev []evidence, k *smoother) *trend {
	m := f.model
	t := &trend{evidence: ev, habitSD: m.HabitRunSD, mode: f.mode}
	slices.SortStableFunc(t.evidence, func(a, b evidence) int {
		return cmp.Or(a.day-b.day, a.run-b.run)
	})
	t.byRun = make(map[int][2]int)
	for i, e := range t.evidence {
		if e.run < 0 {
			continue
		}
		span, ok := t.byRun[e.run]
		if !ok {
			span[0] = i
		}
		span[1] = i + 1
		t.byRun[e.run] = span
	}
	t.prior = m.prior(f.level, f.heartSD, f.treadmills, f.mode)
	t.dynamics = dynamics{decay: math.Exp(-1 / m.SlopeMemory), noise: m.noise(f.ran, f.resets), loss: m.loss(f.ran)}
	t.obs = make([]observation, len(t.evidence))
	run := func(obs []observation) {
		t.all = obs
		k.run(t.prior, t.dynamics, f.days, obs)
		t.states = k.smoothed
	}
	for range m.Passes {
		t.hear(false)
		k.first(0, t.prior, t.dynamics, f.days, t.obs)
		t.reweigh(m, k.steps)
	}
	var told []toldLevel
	if f.recovery != nil {
		t.hear(false)
		run(t.obs)
		told = t.readLevel(m, f.recovery(t))
	}
	t.hear(true)
	run(t.obs)
	if len(told) > 0 {
		t.hearLevel(told, func(level []observation) { run(inOrder(t.obs, level)) })
	}
	return t
}

// unheard is the variance of an observation that has no say.
const unheard = 1e12

// hear sets the observations from the evidence and its weights, with those of
// recovery runs or without.
func (t *trend) hear(all bool) {
	for i := range t.evidence {
		e := &t.evidence[i]
		t.obs[i] = e.observation
		if t.obs[i].variance = e.base / max(e.weight, 1e-3); e.late && !all {
			t.obs[i].variance = unheard
		}
	}
}

// progress is how much the log comfortable speed grew from the first day to the
// last, and its standard deviation. What the two share, as most of the level's
// error, cancels: their covariance is read from how far a pull on the last day
// moves the first.
func (t *trend) progress() (growth, sd float64) {
	last := len(t.states) - 1
	first, end := &t.states[0], &t.states[last]
	pull := observation{day: last, value: end.mean[stSpeed] + 1, variance: end.cov[stSpeed][stSpeed]}
	pull.direction[stSpeed] = 1
	var k smoother
	k.first(1, t.prior, t.dynamics, len(t.states), append(slices.Clone(t.all), pull))
	moved := k.smoothed[0].mean[stSpeed] - first.mean[stSpeed]
	cov := moved * 2 * end.cov[stSpeed][stSpeed]
	v := first.cov[stSpeed][stSpeed] + end.cov[stSpeed][stSpeed] - 2*cov
	return end.mean[stSpeed] - first.mean[stSpeed], math.Sqrt(max(0, v))
}

// prior is the state before the first day.
func (m *Model) prior(level, heartSD float64, treadmills bool, mode Mode) gaussian {
	var g gaussian
	set := func(i int, mean, sd float64) {
		g.mean[i] = mean
		g.cov[i][i] = sd * sd
	}
	set(stSpeed, level-m.HabitMean, m.LevelSD)
	set(stSlope, 0, m.SlopeSD)
	set(stHabit, m.HabitMean, m.HabitSD)
	set(stHeart, 0, heartSD)
	set(stRatio, m.RatioMean, m.RatioSD)
	set(stHeat, m.HeatSpeed, m.HeatSpeedSD)
	set(stHeatHR, m.HeatHeart, m.HeatHeartSD)
	set(stSession, m.SessionBelow, m.SessionBelowS)
	set(stHill, m.HillMean, m.HillSD)
	set(stLoss, m.LayoffLoss, m.LayoffLossSD)
	if treadmills {
		set(stBelt, 0, m.BeltSD)
		set(stIndoorHabit, 0, m.IndoorHabitSD)
		set(stIndoorHeart, 0, m.IndoorHeartSD)
	}
	if mode == ModeHabit {
		set(stSpeed, level, m.LevelSD)
		set(stHabit, 0, m.HabitAloneSD)
	}
	return g
}

// loss is the share of what lay-offs cost that is there on each day: in a break
// of at least LayoffFrom days on the way to all of it, from the day that
// BreakDays are over; on the way back from the run that ends it. nil without
// such a break.
func (m *Model) loss(runDays []bool) []float64 {
	out := make([]float64, len(runDays))
	share, any := 0.0, false
	for from := 0; from < len(runDays); {
		to := from
		for to < len(runDays) && !runDays[to] {
			to++
		}
		layoff := to-from >= m.LayoffFrom
		any = any || layoff
		for day := from; day <= min(to, len(runDays)-1); day++ {
			if layoff && day < to && day-from >= m.BreakDays {
				share += (1 - share) * -math.Expm1(-1/m.LayoffDays)
			} else {
				share *= math.Exp(-1 / m.ReturnDays)
			}
			out[day] = share
		}
		from = to + 1
	}
	if !any {
		return nil
	}
	return out
}

// noise is the variance each state gains on arriving at a day. What a break of
// more than BreakDays adds is spread evenly over all its days, so that no bend of
// the trend marks the day on which it became one.
func (m *Model) noise(runDays []bool, resets []int) func(int) vector {
	speed, slope := make([]float64, len(runDays)), make([]float64, len(runDays))
	for from := 0; from < len(runDays); from++ {
		to := from
		for to < len(runDays) && !runDays[to] {
			to++
		}
		if days := to - from; days > m.BreakDays {
			over := float64(days - m.BreakDays)
			for day := from; day < to; day++ {
				speed[day] = m.SpeedNoiseBreak * m.SpeedNoiseBreak * over / float64(days)
				slope[day] = m.SlopeNoiseBreak * m.SlopeNoiseBreak * over / float64(days)
			}
		}
		from = to
	}
	reset := make(map[int]bool, len(resets))
	for _, day := range resets {
		reset[day] = true
	}
	return func(day int) vector {
		var q vector
		if day == 0 {
			return q
		}
		q[stSpeed] = m.SpeedNoise * m.SpeedNoise
		q[stSpeed] += speed[day]
		q[stSlope] = m.SlopeNoise*m.SlopeNoise + slope[day]
		q[stHabit] = m.HabitNoise * m.HabitNoise
		q[stHeart] = m.HeartRateNoise * m.HeartRateNoise
		if reset[day] {
			q[stHeart] += m.SensorSD * m.SensorSD
		}
		return q
	}
}

// reweigh sets every observation's weight from how far it is off what the others
// foretell, and the spread of easy runs from all of them.
func (t *trend) reweigh(m *Model, steps []step) {
	sum, n := m.HabitPriorWeight*m.HabitRunSD*m.HabitRunSD, m.HabitPriorWeight
	for i := range t.evidence {
		e := &t.evidence[i]
		r, v := steps[i].alone.residual, steps[i].alone.variance
		switch e.kind {
		case obsHabit:
			easy := (1 - m.FastShare - m.SlowShare) * normalDensity(r, 0, e.base+v)
			fast := m.FastShare * normalDensity(r, m.FastMean, m.FastSD*m.FastSD+e.fixed+v)
			slow := m.SlowShare * normalDensity(r, m.SlowMean, m.SlowSD*m.SlowSD+e.fixed+v)
			if all := easy + fast + slow; all > 0 {
				e.weight = easy / all
			} else {
				e.weight = 0 // so far off that every density underflows
			}
			if !e.late {
				sum += e.weight * max(0, r*r-v-e.fixed)
				n += e.weight
			}
		default:
			e.weight = studentWeight(r, e.base+v, m.StudentDF)
		}
	}
	t.habitSD = max(m.HabitRunSDLow, min(m.HabitRunSDHigh, math.Sqrt(sum/n)))
	for i := range t.evidence {
		if e := &t.evidence[i]; e.kind == obsHabit {
			e.base = t.habitSD*t.habitSD + e.fixed
		}
	}
}
