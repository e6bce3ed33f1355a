package report

import (
	"image"
	"image/color"
	"strconv"
	"time"

	"easyday/analysis"
	"easyday/importer/activity"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
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
	cutTop(&r, 14)
	f := k.figures(s, o)
	for i := 0; i < len(f); i += 2 {
		k.figureRow(&r, f[i:min(i+2, len(f))], 2, z)
		cutTop(&r, 8)
	}
	k.rule(&r, 4, 10)

	a := newDateAxis(seasonSpan(s))
	d := newTrendData(s, o.Units)
	k.section(&r, z, "Against the comfortable pace", "")
	k.key(&r, z, k.trendKey(d, z, true))
	cutTop(&r, 6)
	k.trendPanel(cutTop(&r, 350), s, o, a, d, trendOptions{sizes: z, left: 40, right: 38, unit: true})

	cutTop(&r, 22)
	k.section(&r, z, "Recovery runs per month", "share too fast")
	if s.Summary.Total() == 0 {
		k.emptyNote(cutTop(&r, 80), noRecoveryRuns(s), z)
	} else {
		k.key(&r, z, k.barKey(s.Summary.Counts, z))
		bars := inset(cutTop(&r, 168+a.height(z.text)), 0, 0, a.height(z.text), 8)
		k.monthBars(bars, s, a, z, false)
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
	return r.Max.Y - 18
}

// turnedCalendar draws a row of days for every week.
func (k *pen) turnedCalendar(r *vg.Rectangle, s *analysis.Season, a *dateAxis, z sizes) {
	from, note := a.from, ""
	if weeks := int(a.to-a.from) / 7; weeks > phoneWeeks {
		from = a.to - 7*phoneWeeks
		note = "the last " + strconv.Itoa(phoneWeeks) + " weeks"
	}
	k.section(r, z, "Every day", note)
	k.turnedWeeks(r, s, a, z, from)
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
	lastName := 0 // rows since a month was named
	for d := from; d < a.to; d += 7 {
		row := cutTop(r, height)
		lastName++
		if first, ok := monthBeginning(d, d == from); ok && lastName >= 1 {
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
// begins in it, or that of the calendar's first week.
func monthBeginning(d activity.Date, first bool) (activity.Date, bool) {
	for i := range activity.Date(7) {
		if (d + i).Midnight().Day() == 1 {
			return d + i, true
		}
	}
	return d, first
}

// phoneSize lays the page out without drawing to see how long it is.
func phoneSize(s *analysis.Season, o Options) (w, h vg.Length) {
	if len(s.Runs) == 0 {
		return phoneWidth, 300
	}
	const long = 1e5
	to := draw.NewCanvas(blank{}, phoneWidth, long)
	k := newPen(to, o.Theme)
	end := k.phone(to.Rectangle, s, o)
	return phoneWidth, vg.Length(int(long - end + .999))
}

// blank is a canvas that shows nothing.
type blank struct{}

func (blank) SetLineWidth(vg.Length)                     {}
func (blank) SetLineDash([]vg.Length, vg.Length)         {}
func (blank) SetColor(color.Color)                       {}
func (blank) Rotate(float64)                             {}
func (blank) Translate(vg.Point)                         {}
func (blank) Scale(_, _ float64)                         {}
func (blank) Push()                                      {}
func (blank) Pop()                                       {}
func (blank) Stroke(vg.Path)                             {}
func (blank) Fill(vg.Path)                               {}
func (blank) FillString(font.Face, vg.Point, string)     {}
func (blank) DrawImage(rect vg.Rectangle, _ image.Image) {}
