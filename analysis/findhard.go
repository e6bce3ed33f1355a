package analysis

import "math"

// findHard judges every run's hardness against the critical speed and the
// habit of its day.
func (b *builder) findHard() {
	b.groupSessions()
	b.usualHeart()
	b.hard = make([]*HardEffort, len(b.runs))
	for i := range b.runs {
		c := b.context(i)
		b.hard[i] = judgeHard(&b.runs[i].Recording, b.open(i), &c, b.o)
		b.applyLabel(i, &c)
	}
	b.unmaskOffenders()
	// Of a session's recordings the hardest stands for it.
	for i := range b.runs {
		if h := b.hard[i]; h != nil {
			main := b.session[i]
			if b.hard[main] == nil || b.hard[main].ThresholdMinutes < h.ThresholdMinutes {
				for j, s := range b.session {
					if s == main && j != i {
						b.session[j] = i
					}
				}
				b.session[i] = i
			}
		}
	}
}

// context is what run i is judged against.
func (b *builder) context(i int) hardContext {
	c := hardContext{
		contrast: b.least[i], course: b.course[i], usualMinutes: b.usual[i], usualHeart: b.easyHR[i],
		warmed:       b.jogged(i-1, i),
		accompanied:  b.accompanied(i),
		heartMaximum: b.heart[i].HeartRateMaximum, habit: math.NaN(), heartTop: math.NaN(), heartContrast: math.NaN(),
	}
	if b.trend == nil {
		// Before there is a trend: the day's slower runs, less the habit
		// bias, by the mean ratio of critical speed.
		var y []float64
		b.near(i, 21, func(j int) { y = append(y, b.m[j].median) })
		c.criticalSpeed = math.Exp(quantile(y, .4) - b.o.Model.HabitMean + b.o.Model.RatioMean)
		return c
	}
	g := &b.trend.states[b.day[i]]
	belt := b.belt(i, g)
	c.criticalSpeed = g.criticalSpeed() * math.Exp(belt)
	c.habit = g.mean[stSpeed] + g.mean[stHabit] + belt
	if high, low := b.heart[i].reserve(b.m[i].highHeart), b.heart[i].reserve(b.m[i].lowHeart); low > 0 {
		// The share of reserve at critical speed, where the heart-rate
		// channel puts it with an exponent near 1.
		c.heartTop = high / (b.o.Model.Reference * math.Exp(g.mean[stRatio]-g.mean[stHeart]))
		c.heartContrast = high / low
	}
	return c
}

// accompanied reports whether a recording beside run i is its warm-up or its cool-down.
func (b *builder) accompanied(i int) bool { return b.jogged(i-1, i) || b.jogged(i+1, i) }

// jogged reports whether recording j is of the session of run i beside it, and
// shorter and slower.
func (b *builder) jogged(j, i int) bool {
	if j < 0 || j >= len(b.session) || b.session[j] != b.session[i] {
		return false
	}
	jog, m := b.m[j], b.m[i]
	return jog.movingMinutes < m.movingMinutes && jog.effort <= m.effort-warmedSlower
}

// usualHeart sets the median steady heart rate of the easy runs within ± 30
// days of each run.
func (b *builder) usualHeart() {
	b.easyHR = make([]float64, len(b.runs))
	for i := range b.runs {
		var hr []float64
		b.near(i, 30, func(j int) {
			if j != i && b.hard[j] == nil {
				hr = append(hr, b.m[j].steadyHeart)
			}
		})
		b.easyHR[i] = quantile(hr, .5)
	}
}

// usualContrast sets the least contrast of a structured run: some recordings
// have a high one in every run, from a coarse track or a winding route.
func (b *builder) usualContrast() {
	b.least = make([]float64, len(b.runs))
	for i := range b.runs {
		var c []float64
		b.near(i, b.o.Model.ContrastDays, func(j int) {
			if !math.IsNaN(b.m[j].contrast) {
				c = append(c, b.m[j].contrast)
			}
		})
		b.least[i] = b.o.Contrast
		if len(c) >= b.o.Model.ContrastRuns {
			b.least[i] = max(b.o.Contrast, quantile(c, .4)+b.o.ContrastOverUsual)
		}
	}
}

// usualMinutes sets the median duration of the 28 days before each run.
func (b *builder) usualMinutes() {
	b.usual = make([]float64, len(b.runs))
	for i := range b.runs {
		var minutes []float64
		for j := i - 1; j >= 0 && b.day[i]-b.day[j] <= 28; j-- {
			if b.m[j].movingMinutes >= b.o.ShortestRunMinutes && !b.part(j) {
				minutes = append(minutes, b.m[j].movingMinutes)
			}
		}
		b.usual[i] = quantile(minutes, .5)
	}
}

// unmaskOffenders takes back the hardness of steady runs inside a window: a
// recovery run that was run far too fast is one, not a session. It applies to runs
// without contrast, of at most 70 minutes, slower than .95 of critical speed, in a
// hard effort's window and within RecoveryWithin of it. Not taken back are hill
// repetitions told by their ground, runs of meantMinutes threshold minutes whose heart
// rate passed that of critical speed, or rose and fell as in a session, nor those of
// toldMinutes with a heart rate at it.
func (b *builder) unmaskOffenders() {
	const longest, slower = 70, .95 // minutes, share of critical speed
	const meantMinutes, meantHeart, toldMinutes = 14, 1.03, 20
	for i := range b.runs {
		h, l := b.hard[i], b.label[b.runs[i].ID]
		if h == nil || h.Reason == Duration || h.shuttle || l.Kind == KindHard || l.Race {
			continue
		}
		c := b.context(i)
		m := b.m[i]
		meant := h.read >= meantMinutes && (c.heartTop >= meantHeart || m.sessionByHeart(h.read, &c, b.o)) || h.read >= toldMinutes && c.heartTop >= 1
		if m.structured(&c) || meant || m.movingMinutes > longest || m.effort >= math.Log(slower*c.criticalSpeed) {
			continue
		}
		for j := i - 1; j >= 0; j-- {
			since := b.runs[i].Recording.Start.Sub(b.runs[j].Recording.End())
			if since > b.o.RecoveryWithin.Duration() {
				break
			}
			if b.hard[j] != nil && since <= b.hard[j].Window && b.session[j] != b.session[i] {
				b.hard[i] = nil
				break
			}
		}
	}
}
