package report

import (
	"fmt"
	"html/template"
	"math"

	"easyday/analysis"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// pageFigure is a picture of the page: what it finds, and the panel on a wide
// and on a narrow screen.
type pageFigure struct {
	ID, Title, Note string
	File            string // the recording, where it is one run's picture
	Row             int    // and where the run stands in the season
	Wide, Narrow    template.HTML
}

// How wide the page's pictures are in logical pixels, and how many points a
// line of theirs has at most.
const (
	wideFigure     = 960
	narrowFigure   = 344
	widePoints     = 180
	narrowPoints   = 100
	multiplePoints = 60
)

// painter draws a picture's panels into r.
type painter func(k *pen, r vg.Rectangle)

// view is a picture for one width of screen.
type view struct {
	width, height vg.Length
	points        int // most points of a line
	paint         painter
}

// pagePainter draws the pictures of one season's page.
type pagePainter struct {
	s     *analysis.Season
	o     Options
	index map[string]int // of runs by id
	axis  *dateAxis
	trend *trendData
}

func newPagePainter(s *analysis.Season, o Options) *pagePainter {
	g := &pagePainter{s: s, o: o, index: make(map[string]int, len(s.Runs)), axis: newDateAxis(seasonSpan(s)), trend: newTrendData(s, o.Units)}
	for i := range s.Runs {
		g.index[s.Runs[i].ID] = i
	}
	return g
}

func pageWide() sizes   { return sizes{title: 20, subtitle: 13, text: 12.5, mark: .9} }
func pageNarrow() sizes { return sizes{title: 18, subtitle: 13, text: 12.5, mark: .8} }

// draw writes a view as an SVG element. The element is one image to a screen
// reader, which is told its finding and not its labels.
func (g *pagePainter) draw(id, title, note string, v view) template.HTML {
	c := newSVG(id, v.height, g.index)
	k := newPen(draw.NewCanvas(c, v.width, v.height), Light)
	k.most = v.points
	v.paint(k, vg.Rectangle{Max: vg.Point{X: v.width, Y: v.height}})
	e := template.HTMLEscapeString
	defs := ""
	if c.defs.Len() > 0 {
		defs = "<defs>" + c.defs.String() + "</defs>"
	}
	head := fmt.Sprintf(`<svg viewBox="0 0 %g %g" role="img" aria-labelledby="%s-t" aria-describedby="%s-d"><title id="%s-t">%s</title><desc id="%s-d">%s</desc>%s<g aria-hidden="true">`,
		float64(v.width), float64(v.height), id, id, id, e(title), id, e(note), defs)
	return template.HTML(head + c.b.String() + `</g></svg>`)
}

// sketch is a picture before it is drawn.
type sketch struct {
	id, title, note string
	wide, narrow    view
}

func (g *pagePainter) figure(k sketch) pageFigure {
	return pageFigure{
		ID: k.id, Title: k.title, Note: k.note,
		Wide: g.draw(k.id+"-w", k.title, k.note, k.wide), Narrow: g.draw(k.id+"-n", k.title, k.note, k.narrow),
	}
}

func wideView(height vg.Length, p painter) view { return view{wideFigure, height, widePoints, p} }

func narrowView(height vg.Length, p painter) view {
	return view{narrowFigure, height, narrowPoints, p}
}

// sketches are the season's pictures on the page, drawn by the code that draws
// the files.
func (g *pagePainter) sketches() []sketch {
	out := []sketch{g.trendSketch(), g.monthsSketch(), g.calendarSketch(), g.hoursSketch()}
	if d := newSinceData(g.s, g.o.Units); len(d.runs) > 0 {
		out = append(out, g.sinceSketch(d))
	}
	return out
}

func (g *pagePainter) trendSketch() sketch {
	w, n := pageWide(), pageNarrow()
	pace := capital(AdjustedFor(g.s)) + " pace"
	note := pace + ". The line is the comfortable pace of the day with its 90% band; a stem is as long as a run was over it."
	if len(g.trend.days) == 0 {
		note = pace + " of every run. Too few runs to tell a comfortable pace yet."
	}
	return sketch{
		"trend", "Every run against the comfortable pace of its day", note,
		wideView(466, func(k *pen, r vg.Rectangle) {
			k.key(&r, w, k.trendKey(r.Max.X-r.Min.X, g.trend, w, false))
			cutTop(&r, 6)
			k.trendPanel(r, g.s, g.o, g.axis, g.trend, trendOptions{sizes: w, left: 42, right: 112, labels: true, unit: true, annotate: true})
		}),
		narrowView(436, func(k *pen, r vg.Rectangle) {
			k.key(&r, n, k.trendKey(r.Max.X-r.Min.X, g.trend, n, true))
			cutTop(&r, 6)
			k.trendPanel(r, g.s, g.o, g.axis, g.trend, trendOptions{sizes: n, left: 40, right: 38, unit: true})
		}),
	}
}

func (g *pagePainter) monthsSketch() sketch {
	w, n := pageWide(), pageNarrow()
	title, note := complianceTitle(g.s)
	if title == Headline(g.s) {
		title = "Recovery runs by " + g.axis.tallied().word() // the page is headed by the other
	}
	high, narrowHigh := vg.Length(400), vg.Length(240)
	switch {
	case g.s.Summary.Total() == 0:
		high, narrowHigh = 70, 70
	case !hasShareCurve(g.s):
		high = 240
	}
	empty := func(z sizes, p painter) painter {
		return func(k *pen, r vg.Rectangle) {
			if g.s.Summary.Total() == 0 {
				k.emptyNote(r, noRecoveryRuns(g.s), z)
				return
			}
			p(k, r)
		}
	}
	return sketch{
		"compliance", title, note,
		wideView(high, empty(w, func(k *pen, r vg.Rectangle) { k.compliancePanels(r, g.s, w) })),
		narrowView(narrowHigh, empty(n, func(k *pen, r vg.Rectangle) {
			k.key(&r, n, k.barKey(g.s.Summary.Counts, n))
			bars := inset(r, 0, 0, g.axis.height(n.text), 10)
			k.tallyBars(bars, g.s, g.axis, n, false)
			g.axis.below(newPanel(k, bars, g.axis.extent(), extent{0, 1}, true), n.text)
		})),
	}
}

func (g *pagePainter) calendarSketch() sketch {
	w, n := pageWide(), pageNarrow()
	title, _ := calendarTitle(g.s)
	from, told := g.axis.turned()
	high := vg.Length(74 + 11*int(g.axis.to-from)/7)
	if told != "" {
		high += 2 * n.text
	}
	row := vg.Length(20)
	if g.axis.byYear() {
		row = 12.5
	}
	return sketch{
		"calendar", title, "Each square is a day. Of several runs in a day the most telling is shown.",
		wideView(28+g.axis.calendarHeight(w, row, math.MaxInt), func(k *pen, r vg.Rectangle) {
			k.key(&r, w, k.cellKey(g.s, w, fullNames(), true))
			cutTop(&r, 6)
			k.calendar(inset(r, 42, 0, 1, 0), g.s, g.axis, w)
		}),
		narrowView(high, func(k *pen, r vg.Rectangle) {
			if told != "" {
				row := cutTop(&r, 2*n.text)
				k.text(row.Min.X, row.Min.Y+.7*n.text, capital(told), style{size: n.text, colour: k.p.muted})
			}
			k.turnedWeeks(&r, g.s, g.axis, n, from)
		}),
	}
}

func (g *pagePainter) hoursSketch() sketch {
	h := newHours(g.s, g.axis, wideFigure/2) // the narrow figure shows the same
	title, note := intensityTitle(h)
	panel := func(z sizes, left, right vg.Length) painter {
		return func(k *pen, r vg.Rectangle) {
			g.axis.below(k.intensityPanel(inset(r, left, right, g.axis.height(z.text), 8), g.axis, h, z), z.text)
		}
	}
	return sketch{"intensity", title, note, wideView(220, panel(pageWide(), 42, 112)), narrowView(220, panel(pageNarrow(), 32, 96))}
}

func (g *pagePainter) sinceSketch(d sinceData) sketch {
	panel := func(z sizes) painter {
		return func(k *pen, r vg.Rectangle) { k.sincePanel(inset(r, 42, 14, 22, 0), d, g.o, z) }
	}
	return sketch{
		"since", sinceTitle(d), sinceSubtitle(d, g.o.Units),
		wideView(330, panel(pageWide())), narrowView(290, panel(pageNarrow())),
	}
}

// multiplesSketch is the runs judged too fast side by side on one scale.
func (g *pagePainter) multiplesSketch(runs []*analysis.Run) sketch {
	y, minutes := multiplesScale(runs, g.o.Units)
	const wideColumns, narrowColumns, wideHeight, narrowHeight = 5, 2, 120, 104
	panels := func(z sizes, columns int, height vg.Length) view {
		rows := (len(runs) + columns - 1) / columns
		return view{0, vg.Length(rows) * height, multiplePoints, func(k *pen, r vg.Rectangle) {
			k.multiples(r, g.s, runs, columns, height, y, minutes, g.o, z)
		}}
	}
	wide, narrow := panels(pageWide(), wideColumns, wideHeight), panels(pageNarrow(), narrowColumns, narrowHeight)
	wide.width, narrow.width = wideFigure, narrowFigure
	return sketch{
		"too-fast", "Runs judged too fast, on one scale",
		"The line is the comfortable pace of the day; filled is faster. " + multiplesNote(y, minutes, g.o.Units), wide, narrow,
	}
}

// runSketch is one run's picture.
func (g *pagePainter) runSketch(r *analysis.Run) sketch {
	title, note := runTitle(r, g.o)
	panels := func(z sizes, left, right vg.Length) painter {
		return func(k *pen, box vg.Rectangle) { k.runPanels(inset(box, 0, 0, 3, 0), r, g.o, z, left, right) }
	}
	return sketch{
		"r" + r.ID, title, note,
		view{840, 420, widePoints, panels(pageWide(), 42, 128)},
		narrowView(340, panels(pageNarrow(), 40, 4)),
	}
}
