package report

import (
	"bytes"
	"fmt"
	"html/template"

	"easyday/analysis"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// pageFigure is a picture of the page: what it finds, and the panel on a wide
// and on a narrow screen.
type pageFigure struct {
	ID, Title, Note string
	Wide, Narrow    template.HTML
}

// How wide the page's pictures are in logical pixels, and how many points a
// line of theirs has at most.
const (
	wideFigure   = 960
	narrowFigure = 344
	widePoints   = 180
	narrowPoints = 100
)

type painter func(k *pen, r vg.Rectangle)

// picture draws an SVG element.
func picture(id, title, note string, width, height vg.Length, points int, paint painter) template.HTML {
	c := newSVG(height)
	k := newPen(draw.NewCanvas(c, width, height), Light)
	k.most = points
	var hits bytes.Buffer
	k.hit = func(r *analysis.Run, at vg.Point) {
		fmt.Fprintf(&hits, `<circle cx="%.1f" cy="%.1f" r="7" data-i="%s"/>`, float64(at.X), float64(height-at.Y), r.ID)
	}
	paint(k, vg.Rectangle{Max: vg.Point{X: width, Y: height}})
	e := template.HTMLEscapeString
	head := fmt.Sprintf(`<svg viewBox="0 0 %g %g" role="img" aria-labelledby="%s-t %s-d"><title id="%s-t">%s</title><desc id="%s-d">%s</desc><g aria-hidden="true">`,
		float64(width), float64(height), id, id, id, e(title), id, e(note))
	return template.HTML(head + c.b.String() + `</g><g class="hits" aria-hidden="true">` + hits.String() + `</g></svg>`)
}

func pageWide() sizes   { return sizes{title: 20, subtitle: 13, text: 12.5, mark: .9} }
func pageNarrow() sizes { return sizes{title: 18, subtitle: 13, text: 12.5, mark: .8} }

// pageFigures are the season's pictures on the page, drawn by the code that
// draws the files.
func pageFigures(s *analysis.Season, o Options) []pageFigure {
	w, n := pageWide(), pageNarrow()
	a := newDateAxis(seasonSpan(s))
	both := func(id, title, note string, high, narrowHigh vg.Length, wide, narrow painter) pageFigure {
		return pageFigure{
			id, title, note,
			picture(id+"-w", title, note, wideFigure, high, widePoints, wide),
			picture(id+"-n", title, note, narrowFigure, narrowHigh, narrowPoints, narrow),
		}
	}
	d := newTrendData(s, o.Units)
	_, trendNote := trendTitle(s, o)
	out := []pageFigure{both(
		"trend", "Every run against the comfortable pace of its day", trendNote, 460, 430,
		func(k *pen, r vg.Rectangle) {
			k.key(&r, w, k.trendKey(d, w, false))
			k.trendPanel(r, s, o, a, d, trendOptions{sizes: w, left: 42, right: 112, labels: true, unit: true, annotate: true})
		},
		func(k *pen, r vg.Rectangle) {
			k.key(&r, n, k.trendKey(d, n, true))
			k.trendPanel(r, s, o, a, d, trendOptions{sizes: n, left: 40, right: 38, unit: true})
		},
	)}
	title, note := complianceTitle(s)
	months := func(z sizes, full bool) painter {
		return func(k *pen, r vg.Rectangle) {
			switch {
			case s.Summary.Total() == 0:
				k.emptyNote(r, noRecoveryRuns(s), z)
			case full:
				k.compliancePanels(r, s, z)
			default:
				k.key(&r, z, k.barKey(s.Summary.Counts, z))
				bars := inset(r, 0, 0, a.height(z.text), 10)
				k.monthBars(bars, s, a, z, false)
				a.below(newPanel(k, bars, a.extent(), extent{0, 1}, true), z.text)
			}
		}
	}
	high := vg.Length(400)
	if s.Summary.Total() == 0 {
		high = 70
	}
	out = append(out, both("compliance", title, note, high, min(high, 240), months(w, true), months(n, false)))

	title, note = calendarTitle(s)
	from := a.from
	if weeks := int(a.to-a.from) / 7; weeks > phoneWeeks {
		from = a.to - 7*phoneWeeks
	}
	out = append(out, both(
		"calendar", title, note, 190, vg.Length(74+11*int(a.to-from)/7),
		func(k *pen, r vg.Rectangle) {
			k.key(&r, w, k.cellKey(s, w, fullNames(), true))
			cutTop(&r, 6)
			k.calendar(inset(r, 42, 0, 1, 0), s, a, w)
		},
		func(k *pen, r vg.Rectangle) { k.turnedWeeks(&r, s, a, n, from) },
	))

	weeks, sum := newWeekHours(s, a)
	title, note = intensityTitle(sum)
	hours := func(z sizes, right vg.Length) painter {
		return func(k *pen, r vg.Rectangle) {
			a.below(k.intensityPanel(inset(r, 42, right, a.height(z.text), 8), a, weeks, sum, z), z.text)
		}
	}
	out = append(out, both("intensity", title, note, 220, 220, hours(w, 112), hours(n, 92)))

	if since := newSinceData(s, o.Units); len(since.runs) > 0 {
		title := sinceTitle(since)
		note := "Hours since the hard effort ended, against seconds per " + o.Units.String() + " faster (+) or slower (" + minus +
			") than the comfortable pace of the day. Bars are medians."
		panel := func(z sizes) painter {
			return func(k *pen, r vg.Rectangle) { k.sincePanel(inset(r, 42, 14, 22, 0), since, o, z, false) }
		}
		out = append(out, both("since", title, note, 330, 290, panel(w), panel(n)))
	}
	return out
}

// runFigure is one flagged run's picture.
func runFigure(s *analysis.Season, r *analysis.Run, o Options) pageFigure {
	title, note := runTitle(s, r, o)
	panels := func(z sizes, left, right vg.Length) painter {
		return func(k *pen, box vg.Rectangle) { k.runPanels(box, r, o, z, left, right) }
	}
	id := "r" + r.ID
	return pageFigure{
		id, title, note,
		picture(id+"-w", title, note, 840, 420, widePoints, panels(pageWide(), 42, 128)),
		picture(id+"-n", title, note, narrowFigure, 340, narrowPoints, panels(pageNarrow(), 40, 4)),
	}
}
