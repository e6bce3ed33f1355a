package analysis

import "math"

// findHard judges every run's hardness against the critical speed and the
// habit of its day.
func (b *builder) findHard() {
	b.groupOutings()
	b.usualHeart()
	b.hard = make([]*effort, len(b.runs))
	for i := range b.runs {
		c := b.context(i)
		b.hard[i] = judgeHard(&b.runs[i].Recording, b.open(i), &c, b.o)
		b.applyLabel(i, &c)
	}
	b.unmaskOffenders()
	b.hardestStands()
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

// unmaskOffenders takes back the hardness of steady runs inside a window: a
// recovery run that was run far too fast is one, not a session. It applies to runs
// without contrast, of at most 70 minutes, slower than .95 of critical speed, in a
// hard effort's window and within RecoveryWithin of it. Not taken back are hill
// repetitions told by their ground, runs of meantMinutes threshold minutes whose heart
// rate passed that of critical speed, or rose and fell as in a session, nor those of
// toldMinutes with a heart rate at it: no made season has such runs, real ones have.
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
			if b.hard[j] != nil && since <= b.hard[j].Window && b.outing[j] != b.outing[i] {
				b.hard[i] = nil
				break
			}
		}
	}
}
