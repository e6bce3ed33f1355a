package analysis

import (
	"math"
	"slices"
)

// reserve is the share of the heart-rate reserve that a rate is.
func (b *Bounds) reserve(hr float64) float64 {
	return (hr - b.HeartRateRest) / (b.HeartRateMaximum - b.HeartRateRest)
}

// heartValue is the heart-rate channel's observation of a run, NaN where the
// run has no steady clean heart rate or none between 35 and 98 % of reserve.
func (b *builder) heartValue(i int) float64 {
	m, o := b.m[i], &b.o.Model
	f := b.bounds.reserve(m.steadyHeart)
	if !(f > .35 && f < .98) {
		return math.NaN()
	}
	return m.steadySpeed - o.Exponent*math.Log(f/o.Reference)
}

// fitTrend gathers the evidence of every run under the present hard efforts and
// fits the model to it.
func (b *builder) fitTrend() {
	m := &b.o.Model
	var ev []evidence
	ran := make([]bool, b.days)
	var learned []float64
	hearts, races, sessions := 0, 0, 0
	add := func(i int, kind obsKind, value, base, fixed float64, a vector) {
		if math.IsNaN(value) {
			return
		}
		ev = append(ev, evidence{
			observation: observation{day: b.day[i], direction: a, value: value},
			kind:        kind, run: i, base: base + fixed, fixed: fixed, weight: 1,
		})
	}
	for i := range b.runs {
		ran[b.day[i]] = true
		r, ms := &b.runs[i].Recording, b.m[i]
		if b.part(i) || ms.movingMinutes < b.o.ShortestRunMinutes || r.HighestAltitude > b.o.HighestAltitude {
			continue
		}
		h := b.hard[i]
		steady := h == nil || h.Reason == Duration
		if steady {
			var a vector
			a[stSpeed], a[stHabit], a[stHeat] = 1, 1, -b.heat[i]
			offset, fixed := 0.0, 0.0
			if h != nil {
				offset = m.LongOffset
			} else if b.after[i].in {
				offset, fixed = m.WindowOffset, m.WindowSD*m.WindowSD
			}
			if r.Indoor {
				fixed += m.IndoorSD * m.IndoorSD
			}
			if ms.hilly > .04 {
				fixed += .02 * .02
			}
			spread := m.HabitRunSD
			if b.trend != nil {
				spread = b.trend.habitSD
			}
			add(i, obsHabit, ms.median-offset, spread*spread, fixed, a)
			if !math.IsNaN(ms.median) {
				learned = append(learned, ms.median)
			}
		}
		if steady || h.Reason == HeartRate || h.Reason == OtherHard {
			if v := b.heartValue(i); !math.IsNaN(v) && !r.Indoor {
				var a vector
				a[stSpeed], a[stHeart], a[stHeatHR] = 1, 1, -b.heat[i]
				noise := m.HeartRateRunSD * m.HeartRateRunSD
				if math.Abs(ms.drift) > .05 {
					noise *= 2
				}
				add(i, obsHeart, v, noise, 0, a)
				hearts++
			}
		}
		if h == nil || r.Indoor {
			continue
		}
		switch {
		case h.Reason == Race:
			var a vector
			a[stSpeed], a[stRatio], a[stHeat] = 1, 1, -b.heat[i]
			v, _ := ms.racePotential()
			add(i, obsRace, v, m.RaceSD*m.RaceSD, 0, a)
			races++
		case ms.contrast >= b.least[i] && h.ThresholdMinutes >= b.o.ThresholdMinutesWithContrast && h.Reason != Duration:
			var a vector
			a[stSpeed], a[stRatio], a[stSession], a[stHeat] = 1, 1, -1, -b.heat[i]
			if v := ms.sessionPotential(); !math.IsNaN(v) {
				add(i, obsSession, v, m.SessionSD*m.SessionSD, 0, a)
				sessions++
			}
		}
	}
	stated := b.statedEvidence(&ev)
	mode := ModeHabit
	switch heart, race := hearts >= m.HeartRateRuns, races >= 1 || sessions >= m.SessionRuns || stated; {
	case heart && race:
		mode = ModeBoth
	case heart:
		mode = ModeHeartRate
	case race:
		mode = ModeRaces
	}
	if mode == ModeHabit {
		ev = slices.DeleteFunc(ev, func(e evidence) bool { return e.kind != obsHabit })
	}
	if len(learned) == 0 {
		learned = b.allMedians()
	}
	level := quantile(learned[:min(len(learned), m.LevelRuns)], .5)
	if math.IsNaN(level) {
		b.trend = nil
		return
	}
	heartSD := m.HeartRateSD
	switch {
	case b.o.HeartRateMaximum > 0:
		heartSD = m.HeartRateSDSet
	case b.bounds.HeartRateMaximumSD > 5:
		heartSD = m.HeartRateSDLow
	}
	b.trend = fit(m, b.first, b.days, ran, b.sensorChanges(), ev, level, heartSD, mode)
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

// statedEvidence adds what the runner states: comfortable paces and race
// results. It reports whether any of it anchors the level.
func (b *builder) statedEvidence(ev *[]evidence) bool {
	m := &b.o.Model
	add := func(day int, kind obsKind, value, sd float64, a vector) {
		*ev = append(*ev, evidence{
			observation: observation{day: max(0, min(b.days-1, day)), direction: a, value: value},
			kind:        kind, run: -1, base: sd * sd, weight: 1,
		})
	}
	n := len(*ev)
	for _, p := range b.known.Paces {
		var a vector
		a[stSpeed] = 1
		sd := p.SD
		if sd <= 0 {
			sd = .03
		}
		add(int(p.Date-b.first), obsKnown, math.Log(float64(p.Pace.Speed())), sd, a)
	}
	for _, r := range b.known.Races {
		var a vector
		a[stSpeed], a[stRatio] = 1, 1
		add(int(r.Date-b.first), obsRace, math.Log(r.Distance/r.Seconds/EnduranceFactor(r.Seconds)), m.RaceSD, a)
	}
	return len(*ev) > n
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
	last, candidate, runs, day := "", "", 0, 0
	for i := range b.runs {
		if math.IsNaN(b.m[i].steadyHeart) {
			continue
		}
		switch k := key(i); {
		case last == "":
			last = k
		case k == last:
			candidate, runs = "", 0
		case k == candidate:
			runs++
		default:
			candidate, runs, day = k, 1, b.day[i]
		}
		if runs >= b.o.Model.SensorRuns {
			out = append(out, day)
			last, candidate, runs = candidate, "", 0
		}
	}
	return out
}
