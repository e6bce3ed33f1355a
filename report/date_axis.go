package report

import (
	"math"
	"slices"
	"strconv"
	"time"

	"easyday/analysis"
	"easyday/importer/activity"

	"gonum.org/v1/plot/vg"
)

// seasonSpan is the span of dates all season panels share: whole weeks from
// Monday, from the first to the last run, the last day excluded.
func seasonSpan(s *analysis.Season) (from, to activity.Date) {
	first, last := s.Runs[0].LocalDate, s.Runs[0].LocalDate
	for i := range s.Runs {
		first, last = min(first, s.Runs[i].LocalDate), max(last, s.Runs[i].LocalDate)
	}
	return monday(first), monday(last) + 7
}

// monday is the first day of the date's week.
func monday(d activity.Date) activity.Date {
	return d - activity.Date((int(d.Weekday())+6)%7)
}

// startDay is a run's start as days since 1970 on the runner's own clock.
func startDay(r *analysis.Run) float64 {
	h, m, s := r.LocalStart().Clock()
	return float64(r.LocalDate) + (float64(h)+float64(m)/60+float64(s)/3600)/24
}

// step is how finely a date axis is divided.
type step int

const (
	weeks step = iota
	months
	quarters
	years
)

// stepFor chooses the division: weeks to ten weeks, months to fourteen months,
// quarters to five years.
func stepFor(from, to activity.Date) step {
	switch days := to - from; {
	case days <= 70:
		return weeks
	case days <= 430:
		return months
	case days <= 1900:
		return quarters
	}
	return years
}

// dateSpan is one division of a date axis, cut to the axis, with its labels
// from the longest to the shortest.
type dateSpan struct {
	from, to activity.Date
	labels   []string
}

func (st step) divide(from, to activity.Date) []dateSpan {
	var out []dateSpan
	for d := st.floor(from); d < to; {
		next := st.next(d)
		out = append(out, dateSpan{max(d, from), min(next, to), st.labels(d, next)})
		d = next
	}
	return out
}

func (st step) floor(d activity.Date) activity.Date {
	y, m, _ := d.Midnight().Date()
	switch st {
	case weeks:
		return monday(d)
	case months:
		return activity.NewDate(y, m, 1)
	case quarters:
		return activity.NewDate(y, (m-1)/3*3+1, 1)
	}
	return activity.NewDate(y, time.January, 1)
}

func (st step) next(d activity.Date) activity.Date {
	y, m, day := d.Midnight().Date()
	switch st {
	case weeks:
		return activity.NewDate(y, m, day+7)
	case months:
		return activity.NewDate(y, m+1, 1)
	case quarters:
		return activity.NewDate(y, m+3, 1)
	}
	return activity.NewDate(y+1, time.January, 1)
}

func (st step) labels(d, next activity.Date) []string {
	a, b := d.Midnight(), (next - 1).Midnight()
	switch st {
	case weeks:
		if a.Month() == b.Month() {
			return []string{a.Format("2") + enDash + b.Format("2 Jan"), a.Format("2 Jan"), a.Format("2")}
		}
		return []string{a.Format("2 Jan") + enDash + b.Format("2 Jan"), a.Format("2 Jan"), a.Format("2")}
	case months:
		return []string{a.Format("Jan"), a.Format("Jan")[:1]}
	case quarters:
		return []string{a.Format("Jan") + enDash + b.Format("Jan"), "Q" + strconv.Itoa((int(a.Month())+2)/3)}
	}
	return []string{a.Format("2006"), a.Format("’06")}
}

// word names one division.
func (st step) word() string {
	switch st {
	case weeks:
		return "week"
	case months:
		return "month"
	case quarters:
		return "quarter"
	}
	return "year"
}

// dateAxis is the shared x axis of season panels.
type dateAxis struct {
	from, to activity.Date
	step     step
	spans    []dateSpan
	years    []dateSpan // set where a second row names the years
}

func newDateAxis(from, to activity.Date) *dateAxis {
	st := stepFor(from, to)
	a := &dateAxis{from: from, to: to, step: st, spans: st.divide(from, to)}
	switch {
	case st == years:
	case from.Midnight().Year() != (to - 1).Midnight().Year():
		a.years = years.divide(from, to)
	default:
		// The one year stands with the first division that the axis leaves room for it.
		for i, s := range a.spans {
			from := st.floor(s.from)
			if 3*(s.to-s.from) >= 2*(st.next(from)-from) || i == len(a.spans)-1 {
				a.spans[i].labels = withYear(s)
				break
			}
		}
	}
	return a
}

// tallied is what recovery runs are counted by: months, or the axis' own
// division where that is coarser.
func (a *dateAxis) tallied() step { return max(a.step, months) }

func (a *dateAxis) extent() extent { return extent{float64(a.from), float64(a.to)} }

// height is the room the axis needs below a panel.
func (a *dateAxis) height(size vg.Length) vg.Length {
	if a.years != nil {
		return 2*size + 14
	}
	return size + 9
}

// grid draws the lines between divisions.
func (a *dateAxis) grid(p *panel, top vg.Length) {
	for i, s := range a.spans {
		if i > 0 {
			p.k.vertical(p.x(float64(s.from)), p.area.Min.Y, top, .75, p.k.p.grid)
		}
	}
}

// below draws base line, ticks and labels under a panel.
func (a *dateAxis) below(p *panel, size vg.Length) {
	k := p.k
	base := p.area.Min.Y
	k.horizontal(p.area.Min.X, p.area.Max.X, base, .9, k.p.axis)
	for i, s := range a.spans {
		if i > 0 {
			k.vertical(p.x(float64(s.from)), base, base-4, .9, k.p.axis)
		}
	}
	a.names(p, base-5-size, size)
	y := base - 9 - 2*size
	for i, s := range a.years {
		x0, x1 := p.x(float64(s.from)), p.x(float64(s.to))
		if i > 0 {
			k.vertical(x0, base-4, y-2, .9, k.p.axis)
		}
		k.spanLabel(s.labels, x0, x1, y, style{size: size, bold: true, colour: k.p.muted, align: .5})
	}
}

// names writes each division's name centred between its ends. One that the axis
// cuts has none where only a shorter one than those of whole divisions fits.
func (a *dateAxis) names(p *panel, baseline, size vg.Length) {
	st := style{size: size, colour: p.k.p.muted, align: .5}
	fits := func(s dateSpan) int {
		i, _ := p.k.fitting(s.labels, p.x(float64(s.to))-p.x(float64(s.from)), st)
		return len(s.labels) - i
	}
	for _, i := range a.named(fits) {
		s := a.spans[i]
		p.k.spanLabel(s.labels, p.x(float64(s.from)), p.x(float64(s.to)), baseline, st)
	}
}

// named are the divisions that are given a name, by how many of each one's labels,
// counted from the shortest, fit it.
func (a *dateAxis) named(fits func(dateSpan) int) []int {
	shortest := math.MaxInt
	cut := make([]bool, len(a.spans))
	for i, s := range a.spans {
		from := a.step.floor(s.from)
		cut[i] = s.from != from || s.to != a.step.next(from)
		if n := fits(s); !cut[i] && n > 0 {
			shortest = min(shortest, n)
		}
	}
	var out []int
	for i, s := range a.spans {
		// A label with the year, where there is one, is beyond those of others.
		plain := len(a.step.labels(s.from, s.to))
		if n := fits(s); n > 0 && (!cut[i] || shortest == math.MaxInt || n >= min(shortest, plain)) {
			out = append(out, i)
		}
	}
	return out
}

// withYears is the axis with the year in the name of each year's first
// division, for a row of names that has no second row below it.
func (a *dateAxis) withYears() *dateAxis {
	if a.years == nil {
		return a
	}
	out := *a
	out.spans = slices.Clone(a.spans)
	year := 0
	for i, s := range out.spans {
		if y := s.from.Midnight().Year(); y != year {
			year = y
			out.spans[i].labels = withYear(s)
		}
	}
	return &out
}

// withYear are the labels of a division before which its longest with the year comes.
func withYear(s dateSpan) []string {
	return append([]string{s.labels[0] + " " + strconv.Itoa(s.from.Midnight().Year())}, s.labels...)
}

// spanLabel writes the longest label that fits between x0 and x1, or none.
func (k *pen) spanLabel(labels []string, x0, x1, baseline vg.Length, st style) {
	if i, ok := k.fitting(labels, x1-x0, st); ok {
		k.text((x0+x1)/2, baseline, labels[i], st)
	}
}

// fitting is the index of the longest label that fits a width; len(labels) and
// false where none does.
func (k *pen) fitting(labels []string, width vg.Length, st style) (int, bool) {
	i := slices.IndexFunc(labels, func(l string) bool { return k.width(l, st)+3 <= width })
	if i < 0 {
		return len(labels), false
	}
	return i, true
}
