package report

import (
	"strconv"
	"time"

	"easyday/analysis"
	"easyday/importer/activity"

	"gonum.org/v1/plot/vg"
)

const (
	phoneWidth = 390
	// phoneWeeks is the most weeks the telephone's calendar shows, the last.
	phoneWeeks = 53
)

// drawPhone is phone.png: the season page for a narrow screen, with the same
// panels and fewer words.
func drawPhone(k *pen, r vg.Rectangle, s *analysis.Season, o Options) { k.phone(r, s, o) }

// phone draws the page and returns where it ends.
func (k *pen) phone(r vg.Rectangle, s *analysis.Season, o Options) vg.Length {
	z := phoneSizes()
	r = inset(r, 18, 18, 0, 18)
	k.titles(&r, z, Headline(s), period(s.Runs[0].LocalDate, s.Runs[len(s.Runs)-1].LocalDate))
	cutTop(&r, 4)
	k.sentences(&r, z, patternSentences(s, o.Units), k.p.ink)
	cutTop(&r, 14)
	f := k.figures(s, o)
	if len(f)%2 == 1 {
		k.leadFigure(&r, f[0], z)
		cutTop(&r, 10)
		f = f[1:]
	}
	for i := 0; i < len(f); i += 2 {
		k.figureRow(&r, f[i:min(i+2, len(f))], 2, z)
		cutTop(&r, 8)
	}
	k.rule(&r, 4, 10)

	a := newDateAxis(seasonSpan(s))
	d := newTrendData(s, o.Units)
	k.section(&r, z, "Against the comfortable pace", "")
	k.key(&r, z, k.trendKey(r.Max.X-r.Min.X, d, z, true))
	cutTop(&r, 6)
	k.trendPanel(cutTop(&r, 350), s, o, a, d, trendOptions{sizes: z, left: 40, right: 38, unit: true})

	cutTop(&r, 22)
	note := ""
	if k.shareNote(r.Max.X-r.Min.X, s, a, z) != "" {
		note = "share too fast"
	}
	k.section(&r, z, "Recovery runs per "+a.tallied().word(), note)
	if s.Summary.Total() == 0 {
		k.emptyNote(cutTop(&r, 80), noRecoveryRuns(s), z)
	} else {
		k.key(&r, z, k.barKey(s.Summary.Counts, z))
		bars := inset(cutTop(&r, 168+a.height(z.text)), 0, 0, a.height(z.text), 8)
		k.tallyBars(bars, s, a, z, false)
		a.below(newPanel(k, bars, a.extent(), extent{0, 1}, true), z.text)
	}

	cutTop(&r, 22)
	k.turnedCalendar(&r, s, a, z)

	if runs := worst(s); len(runs) > 0 {
		cutTop(&r, 20)
		k.section(&r, z, "Look at these first", "")
		n := min(4, len(runs))
		k.worstList(cutTop(&r, vg.Length(n)*2.25*z.text), s, o, z, n)
	}
	if sure := sureSentences(s); len(sure) > 0 {
		cutTop(&r, 20)
		k.section(&r, z, "How sure", "")
		cutTop(&r, 2)
		k.sentences(&r, z, sure, k.p.sub)
	}
	return r.Max.Y - 18
}

// turnedCalendar draws a row of days for every week.
func (k *pen) turnedCalendar(r *vg.Rectangle, s *analysis.Season, a *dateAxis, z sizes) {
	from, note := a.turned()
	k.section(r, z, "Every day", note)
	k.turnedWeeks(r, s, a, z, from)
}

// turned is the Monday that the turned calendar begins on, with a note where
// that leaves weeks out.
func (a *dateAxis) turned() (from activity.Date, note string) {
	if int(a.to-a.from)/7 <= phoneWeeks {
		return a.from, ""
	}
	return a.to - 7*phoneWeeks, "the last " + strconv.Itoa(phoneWeeks) + " weeks"
}

// turnedWeeks draws the key and the rows of weeks from a Monday on.
func (k *pen) turnedWeeks(r *vg.Rectangle, s *analysis.Season, a *dateAxis, z sizes, from activity.Date) {
	k.key(r, z, k.cellKey(s, z, shortNames(), false))
	cutTop(r, 4)
	const left, height = 40, 11
	width := (r.Max.X - r.Min.X - left) / 7
	head := cutTop(r, 1.4*z.text)
	st := style{size: z.text, colour: k.p.muted, align: .5}
	for i := range 7 {
		x := head.Min.X + left + (vg.Length(i)+.5)*width
		k.text(x, head.Min.Y+.4*z.text, time.Weekday((i + 1) % 7).String()[:1], st)
	}
	days := dayRuns(s)
	last := s.Runs[len(s.Runs)-1].LocalDate
	lastName := 0 // rows since a month was named
	for d := from; d < a.to; d += 7 {
		row := cutTop(r, height)
		lastName++
		if first, ok := monthBeginning(d, last, d == from); ok && lastName >= 1 {
			k.text(row.Min.X, middle((row.Min.Y+row.Max.Y)/2, z.text), first.Midnight().Format("Jan"), style{size: z.text, bold: true, colour: k.p.sub})
			lastName = -1 // a name is higher than a row
		}
		for i := range 7 {
			x := row.Min.X + left + vg.Length(i)*width
			k.daySquare(vg.Rectangle{
				Min: vg.Point{X: x + 1.5, Y: row.Min.Y + .7}, Max: vg.Point{X: x + width - 1.5, Y: row.Max.Y - .7},
			}, days[d+activity.Date(i)])
		}
	}
}

// monthBeginning is the month to name beside the week from d: the one that
// begins in it while there are runs, or that of the calendar's first week.
func monthBeginning(d, last activity.Date, first bool) (activity.Date, bool) {
	for i := range activity.Date(7) {
		if (d+i).Midnight().Day() == 1 && d+i <= last {
			return d + i, true
		}
	}
	return d, first
}

// phoneSize is as high as what the page holds.
func phoneSize(s *analysis.Season, o Options) (w, h vg.Length) {
	if len(s.Runs) == 0 {
		return phoneWidth, 300
	}
	return phoneWidth, heightOf(phoneWidth, o, func(k *pen, r vg.Rectangle) vg.Length { return k.phone(r, s, o) })
}
