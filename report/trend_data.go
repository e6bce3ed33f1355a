package report

import (
	"math"
	"slices"

	"easyday/analysis"
	"easyday/importer/activity"
)

// trendRun is a run as the trend panel needs it.
type trendRun struct {
	run   *analysis.Run
	class class
	x     float64 // days
	y     float64 // seconds per unit
	limit float64 // seconds per unit; NaN where there is none
}

// trendData is what the trend panel shows.
type trendData struct {
	runs    []trendRun
	n       [classes]int
	hidden  int // runs without a pace
	firm    [][]trendDay
	tenuous [][]trendDay
	days    []trendDay
	worst   *trendRun
	habit   bool      // the runner's habit stands apart from the comfortable pace
	advice  bool      // advice is given
	shown   extent    // the range of paces on the axis
	ticks   []float64 // its labelled paces
	beyond  int       // runs outside the range, marked at its edge
	dated   bool      // a date needs its year
}

type trendDay struct{ x, value, low, high, advice, habit float64 }

// The line of the comfortable pace is thin from thinAfter days away from any
// run, and is not drawn beyond breakAfter.
const (
	thinAfter  = 10
	breakAfter = 21
)

func newTrendData(s *analysis.Season, u Units) *trendData {
	d := &trendData{habit: s.Summary.Mode != analysis.ModeHabit, dated: len(s.Runs) > 0 && repeatsDates(s)}
	per := func(p activity.Pace) float64 { return perUnit(float64(p), u) }
	for i := range s.Runs {
		r := &s.Runs[i]
		c := classOf(r)
		if y := per(r.EffortPace); math.IsNaN(y) || math.IsInf(y, 0) || y <= 0 {
			d.hidden++
			continue
		}
		d.n[c]++
		t := trendRun{run: r, class: c, x: startDay(r), y: per(r.EffortPace), limit: math.NaN()}
		if v := r.Recovery; v != nil {
			t.limit = t.y + perUnit(v.Over, u)
		}
		d.runs = append(d.runs, t)
	}
	// Lighter classes first, so that the telling ones lie on top.
	slices.SortStableFunc(d.runs, func(a, b trendRun) int { return int(b.class) - int(a.class) })
	if w := worstOf(d.runs); w >= 0 {
		d.worst = &d.runs[w]
	}
	d.lines(s, per)
	round := 15.0
	if u == Kilometres {
		round = 10
	}
	d.shown = d.paceRange(round)
	d.ticks = paceTicks(d.shown)
	for _, t := range d.runs {
		if t.y < d.shown.from || t.y > d.shown.to {
			d.beyond++
		}
	}
	return d
}

// worstOf is the index of the run furthest over its limit, the earliest of
// equals; -1 where none was too fast.
func worstOf(runs []trendRun) int {
	w := -1
	for i, t := range runs {
		if t.class == classTooFast && (w < 0 || t.limit-t.y > runs[w].limit-runs[w].y) {
			w = i
		}
	}
	return w
}

// lines splits the trend into stretches near runs and stretches far from any,
// which share their end points.
func (d *trendData) lines(s *analysis.Season, per func(activity.Pace) float64) {
	kind, last := -1, activity.Date(0)
	slower := 1 + s.Options.AdviceMargin
	if d.advice = s.Summary.Usable >= s.Options.LearningRuns; !d.advice {
		slower = math.NaN() // no advice is given on so few runs
	}
	for i := range s.Trend {
		t := &s.Trend[i]
		b := t.Comfortable
		day := trendDay{
			x: float64(t.Date) + .5, value: per(b.Value), low: per(b.Low), high: per(b.High),
			advice: per(b.Value) * slower, habit: per(t.Habit),
		}
		if math.IsNaN(day.value) || t.SinceRun > breakAfter || math.IsInf(day.value, 0) {
			kind = -1
			continue
		}
		if math.IsNaN(day.low) || math.IsNaN(day.high) {
			day.low, day.high = day.value, day.value
		}
		d.days = append(d.days, day)
		parts, now := &d.firm, 0
		if t.SinceRun > thinAfter {
			parts, now = &d.tenuous, 1
		}
		switch {
		case kind == now && t.Date == last+1:
			(*parts)[len(*parts)-1] = append((*parts)[len(*parts)-1], day)
		case kind >= 0 && t.Date == last+1:
			*parts = append(*parts, []trendDay{d.days[len(d.days)-2], day})
		default:
			*parts = append(*parts, []trendDay{day})
		}
		kind, last = now, t.Date
	}
}

// paceRange is the range of paces the panel shows, rounded outwards: the lines
// and the runs, without those that would squeeze the rest, a walk or a glitch.
// Runs beyond are marked at the edge.
func (d *trendData) paceRange(round float64) extent {
	lo, hi := math.Inf(1), math.Inf(-1)
	take := func(v float64) {
		if !math.IsNaN(v) {
			lo, hi = min(lo, v), max(hi, v)
		}
	}
	for _, t := range d.days {
		// A band that is far wider than the season's paces is cut.
		take(max(t.low, .85*t.value))
		take(min(t.high, 1.18*t.value))
		take(t.advice)
		take(t.habit)
	}
	paces := make([]float64, 0, len(d.runs))
	for _, t := range d.runs {
		paces = append(paces, t.y)
	}
	from, to := usual(paces)
	take(from)
	take(to)
	fences := fences(paces)
	for _, t := range d.runs {
		if t.class <= classKeptEasy && t.y >= fences.from && t.y <= fences.to {
			take(t.y) // what the picture is about is shown
		}
	}
	if math.IsInf(lo, 0) {
		lo, hi = 480, 720
	}
	pad := .03 * (hi - lo)
	e := extent{math.Floor((lo-pad)/round) * round, math.Ceil((hi+pad)/round) * round}
	if e.to-e.from < 4*round {
		mid := math.Round((e.from + e.to) / 2 / round)
		e = extent{(mid - 2) * round, (mid + 2) * round}
	}
	return e
}

// fences are bounds that any run but a walk or a glitch lies between: 2.2
// interquartile ranges of the logarithm from the quartiles, a little wider than
// Tukey's (1977) of 1.5. NaN without values.
func fences(paces []float64) extent {
	if len(paces) == 0 {
		return extent{math.NaN(), math.NaN()}
	}
	logs := make([]float64, len(paces))
	for i, v := range paces {
		logs[i] = math.Log(v)
	}
	slices.Sort(logs)
	q1, q3 := quartile(logs, .25), quartile(logs, .75)
	reach := 2.2 * max(q3-q1, .06)
	return extent{math.Exp(q1 - reach), math.Exp(q3 + reach)}
}

// usual are the fastest and the slowest pace within the fences, less the few at
// either end, at most one in fifty, that would take the room of many: one run
// more than 8.5 % of the range, each further one 2 % more. NaN without values.
func usual(paces []float64) (fastest, slowest float64) {
	f := fences(paces)
	var in []float64
	for _, v := range paces {
		if v >= f.from && v <= f.to {
			in = append(in, math.Log(v))
		}
	}
	if len(in) == 0 {
		return math.NaN(), math.NaN()
	}
	slices.Sort(in)
	last := len(in) - 1
	width := in[last] - in[0]
	first, end := 0, last
	var low, high float64 // the gains so far
	for n := 1; n <= len(in)/50; n++ {
		cost := (.065 + .02*float64(n)) * width
		if gain := in[n] - in[0] - cost; gain > low {
			first, low = n, gain
		}
		if gain := in[last] - in[last-n] - cost; gain > high {
			end, high = last-n, gain
		}
	}
	return math.Exp(in[first]), math.Exp(in[end])
}

// quartile interpolates linearly in a sorted list.
func quartile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}
