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
	habit   bool // the runner's habit stands apart from the comfortable pace
}

type trendDay struct{ x, value, low, high, advice, habit float64 }

// The line of the comfortable pace is thin from thinAfter days away from any
// run, and is not drawn beyond breakAfter.
const (
	thinAfter  = 10
	breakAfter = 21
)

func newTrendData(s *analysis.Season, u Units) *trendData {
	d := &trendData{habit: s.Summary.Mode != analysis.ModeHabit}
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
	for i := range s.Trend {
		t := &s.Trend[i]
		b := t.Comfortable
		day := trendDay{
			x: float64(t.Date) + .5, value: per(b.Value), low: per(b.Low), high: per(b.High),
			advice: per(b.Value) * (1 + s.Options.AdviceMargin), habit: per(t.Habit),
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

// paceRange is the range of paces the panel shows, rounded outwards: the lines,
// and the runs within Tukey's outer fences of their logarithms, so that a walk
// or a glitch does not squeeze the rest. Runs beyond are marked at the edge.
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
	logs := make([]float64, 0, len(d.runs))
	for _, t := range d.runs {
		logs = append(logs, math.Log(t.y))
	}
	if len(logs) > 0 {
		slices.Sort(logs)
		q1, q3 := quartile(logs, .25), quartile(logs, .75)
		reach := 2.2 * max(q3-q1, .06)
		for _, l := range logs {
			if l >= q1-reach && l <= q3+reach {
				take(math.Exp(l))
			}
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

// quartile interpolates linearly in a sorted list.
func quartile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}
