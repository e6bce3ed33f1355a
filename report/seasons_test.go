package report

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"easyday/analysis"
	"easyday/importer/activity"
)

// made describes a made-up season. It is built as the analysis would leave it,
// without being analysed: pictures and files need its shape, not its truth.
type made struct {
	from        activity.Date
	days        int
	perWeek     [7]string // by weekday from Monday: hard, recovery, easy, long or rest, several joined by +
	first, last float64   // comfortable pace in seconds per kilometre
	over        [2]float64
	gap         [2]int // days without runs
	noTrend     bool
	cantTell    int // the first so many recovery runs
	outliers    bool
	habitMode   bool
	direction   int
}

func spring() made {
	return made{
		from: activity.NewDate(2026, time.February, 2), days: 287,
		perWeek: [7]string{"easy", "hard", "recovery", "easy", "easy", "hard", "long"},
		first:   394, last: 309, over: [2]float64{.02, -.05}, direction: -1,
	}
}

// seasons are the seasons every picture is drawn for.
func seasons() map[string]*analysis.Season {
	one := func(f func(m *made)) *analysis.Season {
		m := spring()
		f(&m)
		return m.season()
	}
	out := map[string]*analysis.Season{
		"full": one(func(*made) {}),
		"steady": one(func(m *made) {
			m.direction, m.over = 0, [2]float64{-.02, -.02}
			m.perWeek[5], m.perWeek[6] = "rest", "recovery"
		}),
		"no recovery": one(func(m *made) { m.perWeek = [7]string{"easy", "rest", "easy", "easy", "rest", "long", "rest"} }),
		"three weeks": one(func(m *made) { m.days, m.cantTell, m.direction = 21, 2, 0 }),
		"five weeks": one(func(m *made) {
			m.from, m.days, m.direction = activity.NewDate(2026, time.January, 30), 35, 0
			m.perWeek[3], m.perWeek[4] = "hard", "recovery"
		}),
		"no trend":    one(func(m *made) { m.days, m.noTrend, m.direction = 9, true, 0 }),
		"gap":         one(func(m *made) { m.gap = [2]int{120, 155}; m.direction = 0 }),
		"long gap":    one(func(m *made) { m.gap = [2]int{100, 190} }),
		"three years": one(func(m *made) { m.from, m.days, m.first = activity.NewDate(2023, time.March, 6), 1096, 400 }),
		"new year":    one(func(m *made) { m.from, m.days = activity.NewDate(2025, time.September, 1), 240 }),
		"twenty a week": one(func(m *made) {
			for i, w := range m.perWeek {
				m.perWeek[i] = w + "+easy+easy"
			}
		}),
		"outliers":  one(func(m *made) { m.outliers = true }),
		"very slow": one(func(m *made) { m.first, m.last = 640, 600 }),
		"very fast": one(func(m *made) { m.first, m.last = 232, 224 }),
		"habit":     one(func(m *made) { m.habitMode = true; m.direction = 1; m.over = [2]float64{-.05, .03} }),
		"all kept":  one(func(m *made) { m.over = [2]float64{-.09, -.09}; m.direction = 0 }),
	}
	every := spring()
	every.cantTell, every.from, every.days = 6, activity.NewDate(2025, time.September, 1), 280
	out["every class"] = every.season()
	for i := range out["every class"].Runs {
		r := &out["every class"].Runs[i]
		if i%40 == 0 && r.Recovery == nil && r.Hard == nil {
			r.Kind, r.EffortPace, r.Intensity = analysis.KindUnknown, activity.Pace(math.NaN()), analysis.IntensityShare{}
			r.Recording.Trace = analysis.Trace{}
		}
		if v := r.Recovery; v != nil && i%3 == 0 {
			v.Since += 9 * 24 * time.Hour
		}
	}
	single := spring()
	single.days, single.perWeek, single.noTrend, single.direction = 1, [7]string{"easy"}, true, 0
	out["one run"] = single.season()
	out["no runs"] = &analysis.Season{Options: fixedOptions()}
	out["no heart rate"] = one(func(m *made) { m.habitMode, m.first, m.last = true, 420, 352 })
	for i := range out["no heart rate"].Runs {
		tr := &out["no heart rate"].Runs[i].Recording.Trace
		tr.HeartRate = nil
	}
	out["names"] = one(func(*made) {})
	for i, name := range []string{"走る練習と回復", strings.Repeat("Sehr langer Lauf ", 30), "ريكفري", "🏃🏽‍♀️ easy", "Übung ﬁn"} {
		for j := i; j < len(out["names"].Runs); j += 5 {
			r := &out["names"].Runs[j]
			r.Recording.Name, r.Files = name, []string{name + ".gpx"}
		}
	}
	out["seven years"] = one(func(m *made) {
		m.from, m.days = activity.NewDate(2019, time.May, 6), 2500
		m.perWeek = [7]string{"", "hard", "recovery"}
	})
	return out
}

// fixedOptions are the defaults with what pictures say of them held, so that
// tuning the analysis does not change a picture of a made season.
func fixedOptions() analysis.Options {
	o := analysis.DefaultOptions()
	o.AdviceMargin, o.TooFastFrom, o.MonthMinimum = .04, .65, 3
	o.LearningRuns = 0 // of made seasons no run was learned from
	return o
}

func (m made) season() *analysis.Season {
	rng := rand.New(rand.NewPCG(7, 11))
	s := &analysis.Season{Options: fixedOptions()}
	comfortable := func(d float64) float64 {
		f := d / math.Max(1, float64(m.days-1))
		f = .5 - .5*math.Cos(math.Pi*f) + .015*math.Sin(9*f)
		return m.first + f*(m.last-m.first)
	}
	half := func(d float64) float64 {
		v := 7 + 9*math.Exp(-d/14) + 3*math.Exp((d-float64(m.days))/20)
		if m.gap[1] > 0 && int(d) >= m.gap[0] && int(d) < m.gap[1] {
			v += 1.6 * math.Sqrt(math.Min(d-float64(m.gap[0]), float64(m.gap[1])-d)*4)
		}
		return v
	}
	var lastHard *analysis.Run
	first := true
	for d := range m.days {
		if d >= m.gap[0] && d < m.gap[1] {
			lastHard = nil
			continue
		}
		date := m.from + activity.Date(d)
		kinds := m.perWeek[(int(date.Weekday())+6)%7]
		for slot, kind := range splitPlus(kinds) {
			if kind == "rest" || kind == "" || (rng.Float64() < .18 && m.days > 9) {
				continue
			}
			limit := comfortable(float64(d))
			hour := 7 + 5*slot + rng.IntN(3)
			r := analysis.Run{
				LocalDate: date, Zone: activity.Zone{Name: "UTC+01:00", Offset: time.Hour, Source: activity.ZoneFromFile},
				Kind: analysis.KindEasy, Source: analysis.FromModel,
				Comfortable: analysis.PaceBand{Value: activity.Pace(limit), Low: activity.Pace(limit - half(float64(d))), High: activity.Pace(limit + half(float64(d)))},
			}
			start := date.Midnight().Add(time.Duration(hour-1)*time.Hour + time.Duration(rng.IntN(3600))*time.Second)
			moving := 1800 + 1500*rng.Float64()
			effort := limit * math.Exp(.03*rng.NormFloat64())
			switch kind {
			case "hard":
				r.Kind = analysis.KindHard
				effort = limit * math.Exp(-.13+.035*rng.NormFloat64())
				r.Hard = &analysis.HardEffort{
					Reason: analysis.Intervals, Words: "21 threshold-equivalent minutes in 6 stretches", ThresholdMinutes: 21, Window: 49 * time.Hour,
				}
				moving = 3480
				for i := range 6 {
					at := 840 + 330*float64(i)
					r.Hard.Stretches = append(r.Hard.Stretches, analysis.Stretch{From: at, To: at + 204, EffortPace: activity.Pace(.72 * limit)})
				}
			case "long":
				r.Kind = analysis.KindLong
				moving *= 2.4
			case "recovery":
				f := float64(d) / float64(m.days)
				effort = limit * math.Exp(-(m.over[0] + f*(m.over[1]-m.over[0]) + .035*rng.NormFloat64()))
			}
			if m.outliers && rng.Float64() < .03 {
				effort *= 1.9
			} else if m.outliers && rng.Float64() < .01 {
				effort *= .45
			}
			if m.noTrend {
				n := activity.Pace(math.NaN())
				r.Comfortable = analysis.PaceBand{Value: n, Low: n, High: n}
			}
			r.EffortPace = activity.Pace(effort)
			r.Pace = activity.Pace(effort * (1 + .02*rng.Float64()))
			r.Recording = recording(rng, start, moving, float64(r.EffortPace), r.Hard)
			r.ID = start.Format("20060102T150405Z")
			r.Files = []string{fmt.Sprintf("%d/%s.fit", date.Midnight().Year(), r.ID)}
			r.Intensity = analysis.IntensityShare{Easy: .84 * moving, Moderate: .11 * moving, Hard: .05 * moving, Known: true}
			if r.Hard != nil {
				r.Intensity = analysis.IntensityShare{Easy: .6 * moving, Moderate: .1 * moving, Hard: .3 * moving, Known: true}
			}
			if kind == "recovery" && lastHard != nil && start.Sub(lastHard.Recording.End()) < 60*time.Hour {
				m.judge(&r, lastHard, s, half(float64(d)))
			}
			s.Runs = append(s.Runs, r)
			if r.Hard != nil {
				h := s.Runs[len(s.Runs)-1]
				lastHard = &h
			}
			first = false
		}
	}
	if first {
		return s
	}
	m.trend(s, comfortable, half)
	m.summarise(s)
	return s
}

func splitPlus(s string) []string {
	var out []string
	for len(s) > 0 {
		i := 0
		for i < len(s) && s[i] != '+' {
			i++
		}
		out = append(out, s[:i])
		s = s[min(i+1, len(s)):]
	}
	return out
}

func (m *made) judge(r, hard *analysis.Run, s *analysis.Season, half float64) {
	r.Kind, r.InWindow = analysis.KindRecovery, true
	v := &analysis.Recovery{
		After: hard.ID, AfterReason: hard.Hard.Reason, Since: r.Start().Sub(hard.Recording.End()), NextRun: true,
		AdvicePace: r.Comfortable.Value * 1.04, Limit: r.Comfortable.Value, Over: float64(r.Comfortable.Value - r.EffortPace),
	}
	v.TooFast = .5 * math.Erfc(-v.Over/(half/1.645)/math.Sqrt2)
	switch {
	case m.noTrend || s.Summary.CantTell < m.cantTell:
		v.Verdict, v.Over, v.TooFast = analysis.CantTell, math.NaN(), math.NaN()
		v.Reasons = []string{"the first weeks are for learning"}
	case v.TooFast >= .65:
		v.Verdict = analysis.TooFast
	case v.TooFast >= .35:
		v.Verdict = analysis.Borderline
	default:
		v.Verdict = analysis.KeptEasy
	}
	n := 0
	for _, e := range r.Recording.Trace.EffortSpeed {
		if 1000/float64(e) < float64(r.Comfortable.Value) {
			n++
		}
	}
	v.MinutesOver = float64(n) * analysis.TraceStep / 60
	v.MinutesOverByThird = [3]float64{v.MinutesOver / 3, v.MinutesOver / 3, v.MinutesOver / 3}
	v.HoldingBackAdds = math.Max(0, v.Over) * r.Recording.Figures.Distance / 1000
	if v.Verdict == analysis.CantTell {
		nan := math.NaN()
		v.MinutesOver, v.MinutesOverByThird, v.HoldingBackAdds = nan, [3]float64{nan, nan, nan}, nan
		v.AdvicePace, v.Limit = activity.Pace(nan), activity.Pace(nan)
	}
	s.Summary.Add(v.Verdict)
	r.Recovery = v
}

func recording(rng *rand.Rand, start time.Time, moving, pace float64, hard *analysis.HardEffort) analysis.Recording {
	rec := analysis.Recording{Start: start, Name: "Morning run"}
	metres := 0.0
	phase := rng.Float64() * 6
	wander := 0.0
	for t := 0.0; t < moving; t += analysis.TraceStep {
		wander += .006*rng.NormFloat64() - .02*wander
		effort := 1000 / pace * (1 + .05*math.Sin(t/moving*5+phase) + wander)
		if hard != nil {
			effort = 1000 / pace * .86
			for _, st := range hard.Stretches {
				if t >= st.From && t < st.To {
					effort = float64(st.EffortPace.Speed())
				} else if t >= st.To && t < st.To+126 {
					effort = 1000 / pace * .74
				}
			}
			effort *= 1 + .5*wander
		}
		grade := .03 * math.Cos(t/400+phase)
		tr := &rec.Trace
		tr.At = append(tr.At, float32(t))
		tr.EffortSpeed = append(tr.EffortSpeed, float32(effort))
		tr.Speed = append(tr.Speed, float32(effort*(1-2.5*grade)))
		tr.HeartRate = append(tr.HeartRate, float32(95+45*(1-math.Exp(-t/90))+12*(effort*pace/1000-1)*8))
		tr.Altitude = append(tr.Altitude, float32(420+.03*1100*math.Sin(t/400+phase)))
		tr.Grade = append(tr.Grade, float32(grade))
		tr.Cadence = append(tr.Cadence, 172)
		tr.Moving = append(tr.Moving, true)
		metres += effort * analysis.TraceStep
	}
	rec.Figures = activity.Figures{Distance: metres, StreamDistance: metres * 1.004, Moving: moving, Timer: moving + 20, Elapsed: moving + 95, HeartRate: 139.3}
	return rec
}

func (m made) trend(s *analysis.Season, comfortable, half func(float64) float64) {
	a, b := s.Runs[0].LocalDate, s.Runs[len(s.Runs)-1].LocalDate
	with := map[activity.Date]bool{}
	for _, r := range s.Runs {
		with[r.LocalDate] = true
	}
	for d := a; d <= b; d++ {
		at := float64(d - m.from)
		c := comfortable(at)
		day := analysis.Day{
			Date: d, Comfortable: analysis.PaceBand{Value: activity.Pace(c), Low: activity.Pace(c - half(at)), High: activity.Pace(c + half(at))},
			Habit: activity.Pace(c * .965), CriticalSpeed: activity.Speed(1000 / c / .78),
		}
		for !with[d-activity.Date(day.SinceRun)] && !with[d+activity.Date(day.SinceRun)] {
			day.SinceRun++
		}
		if m.habitMode {
			day.Habit = day.Comfortable.Value
		}
		if m.noTrend {
			n := activity.Pace(math.NaN())
			day.Comfortable, day.Habit, day.CriticalSpeed = analysis.PaceBand{Value: n, Low: n, High: n}, n, activity.Speed(n)
		}
		s.Trend = append(s.Trend, day)
	}
}

func (m made) summarise(s *analysis.Season) {
	sum := &s.Summary
	first, last := s.Trend[0], s.Trend[len(s.Trend)-1]
	sum.First, sum.Last, sum.HabitLast = first.Comfortable, last.Comfortable, last.Habit
	sum.Advice, sum.AdviceFrom = last.Comfortable.Value*1.04, last.Date
	sum.Progress = analysis.Progress{Growth: math.Log(float64(first.Comfortable.Value / last.Comfortable.Value)), SD: .02}
	sum.HabitBias, sum.HabitBiasSD = -math.Log(.965), .012
	s.Patterns, s.Gap = analysis.FindPatterns(s), analysis.FindGap(s)
	sum.Mode, sum.Clock = analysis.ModeBoth, analysis.Hindsight
	if m.habitMode {
		sum.Mode = analysis.ModeHabit
	}
	sum.TooFastShare = share(sum.Counts)
	var judged []*analysis.Run
	for i := range s.Runs {
		r := &s.Runs[i]
		sum.Intensity.Easy += r.Intensity.Easy
		sum.Intensity.Moderate += r.Intensity.Moderate
		sum.Intensity.Hard += r.Intensity.Hard
		sum.Intensity.Known = true
		if r.Recovery != nil {
			s.Months = addMonth(s.Months, r)
			if r.Recovery.Verdict != analysis.CantTell {
				judged = append(judged, r)
			}
		}
	}
	for i := range s.Months {
		mo := &s.Months[i]
		mo.TooFastShare = share(mo.Counts)
		if mo.Judged() < 3 {
			n := math.NaN()
			mo.TooFastShare = analysis.Share{Value: n, Low: n, High: n, N: mo.Judged()}
		}
	}
	if len(judged) == 0 {
		return
	}
	for d := judged[0].LocalDate; d <= judged[len(judged)-1].LocalDate; d++ {
		c, n := .5, 1.0
		for _, r := range judged {
			z := float64(r.LocalDate-d) / 26
			w := math.Exp(-z * z / 2)
			n += w
			if r.Recovery.Verdict == analysis.TooFast {
				c += w
			}
		}
		p := c / n
		h := 1.645 * math.Sqrt(p*(1-p)/n)
		s.Compliance = append(s.Compliance, analysis.SmoothedShare{Date: d, Value: p, Low: math.Max(0, p-h), High: math.Min(1, p+h), N: n - 1})
	}
	if k := len(judged) / 3; k >= 2 {
		sum.Change = analysis.Change{Tested: true, P: .4, Slope: .01}
		if m.direction != 0 {
			sum.Change.P, sum.Change.Slope = .01, float64(m.direction)
		}
		for i, r := range judged {
			if i < k {
				sum.Change.Early.Add(r.Recovery.Verdict)
			} else if i >= len(judged)-k {
				sum.Change.Late.Add(r.Recovery.Verdict)
			}
		}
	}
}

func addMonth(months []analysis.Month, r *analysis.Run) []analysis.Month {
	y, m, _ := r.LocalDate.Midnight().Date()
	if n := len(months); n == 0 || months[n-1].Year != y || months[n-1].Month != m {
		months = append(months, analysis.Month{Year: y, Month: m})
	}
	months[len(months)-1].Add(r.Recovery.Verdict)
	return months
}

// share is a proportion with Wilson's 90 % interval, enough for a made season.
func share(c analysis.Counts) analysis.Share {
	n := float64(c.Judged())
	if n == 0 {
		nan := math.NaN()
		return analysis.Share{Value: nan, Low: nan, High: nan}
	}
	const z = 1.645
	p := float64(c.TooFast) / n
	mid, half := (p+z*z/2/n)/(1+z*z/n), z*math.Sqrt(p*(1-p)/n+z*z/4/n/n)/(1+z*z/n)
	return analysis.Share{Value: p, Low: mid - half, High: mid + half, N: c.Judged()}
}
