package report

import (
	"image/color"
	"math"
	"strconv"

	"easyday/analysis"

	"gonum.org/v1/plot/vg"
)

// trendOptions are what differs between the trend panels of the pictures.
type trendOptions struct {
	sizes       sizes
	left, right vg.Length // margins beside the data
	labels      bool      // names at the lines' right ends; otherwise paces alone
	unit        bool      // a row above that names the unit
	annotate    bool      // a note on the run furthest over its limit
}

// trendTitle is the finding and what the picture shows.
func trendTitle(s *analysis.Season, o Options) (title, subtitle string) {
	for _, t := range []string{changeSentence(s.Summary.Change), trendSentence(s, o.Units), modeSentence(s)} {
		if t != "" {
			subtitle += t + " "
		}
	}
	if subtitle == "" {
		subtitle = capital(AdjustedFor(s)) + " pace of every run."
	}
	return Headline(s), subtitle
}

// trendPanel draws every run against the comfortable pace of its day into r:
// the zone at or below the limit, the band, the limit itself, the advice and
// the runner's habit, and a stem from each too-fast run down to its limit, as
// long as its excess.
func (k *pen) trendPanel(r vg.Rectangle, s *analysis.Season, o Options, a *dateAxis, d *trendData, t trendOptions) {
	z := t.sizes
	if t.unit {
		row := cutTop(&r, 1.7*z.text)
		k.text(row.Min.X+t.left, row.Min.Y+.65*z.text, "↑ faster, min/"+o.Units.Short(), style{size: z.text, colour: k.p.muted})
	}
	area := inset(r, t.left, t.right, a.height(z.text), 0)
	p := newPanel(k, area, a.extent(), d.shown, false)

	p.add(func() { p.zone(d) })
	p.add(func() {
		a.grid(p, area.Max.Y)
		st := style{size: z.text, colour: k.p.muted, align: 1}
		for _, v := range d.ticks {
			k.horizontal(area.Min.X, area.Max.X, p.y(v), .75, k.p.grid)
			if v > 0 {
				k.text(area.Min.X-7, middle(p.y(v), z.text), clock(v), st)
			}
		}
	})
	m := newMarkScales(z.mark, len(d.runs), area)
	p.add(func() { p.band(d) })
	p.add(func() { p.runs(d, m, func(c class) bool { return c == classEasy }) })
	p.add(func() { p.paceLines(d) })
	p.add(func() { p.stems(d, m) })
	p.add(func() { p.runs(d, m, func(c class) bool { return c != classEasy }) })
	p.draw()
	a.below(p, z.text)
	if len(d.days) == 0 {
		st := style{size: z.text, colour: k.p.muted, align: 1, halo: k.p.background}
		k.text(area.Max.X-8, area.Min.Y+.7*z.text, "too few runs to tell a comfortable pace yet", st)
	}
	p.lineLabels(s, d, t)
	k.notes(p, o, d, t, m)
}

// markScales are the sizes of marks by class.
type markScales struct{ telling, other vg.Length }

// newMarkScales makes marks smaller where there are many for the room, those
// the picture is about less so.
func newMarkScales(scale vg.Length, n int, area vg.Rectangle) markScales {
	other := markScale(scale, n, area)
	return markScales{max(other, .68*scale), other}
}

func (m markScales) of(c class) vg.Length {
	if c <= classCantTell {
		return m.telling
	}
	return m.other
}

// markScale makes marks smaller where there are many for the room.
func markScale(scale vg.Length, n int, area vg.Rectangle) vg.Length {
	room := float64((area.Max.X - area.Min.X) * (area.Max.Y - area.Min.Y))
	crowding := float64(n) * 900 * float64(scale*scale) / room
	return scale * vg.Length(max(.5, min(1, 1/math.Sqrt(max(crowding, 1e-9)))))
}

func (p *panel) curve(days []trendDay, value func(trendDay) float64) []vg.Point {
	pts := make([]vg.Point, 0, len(days))
	for _, t := range days {
		if v := value(t); !math.IsNaN(v) {
			pts = append(pts, p.at(t.x, v))
		}
	}
	n := p.k.points(len(pts))
	if n == len(pts) || n < 2 {
		return pts
	}
	few := make([]vg.Point, n)
	for i := range few {
		few[i] = pts[i*(len(pts)-1)/(n-1)]
	}
	return few
}

func comfortable(t trendDay) float64 { return t.value }
func advice(t trendDay) float64      { return t.advice }
func habit(t trendDay) float64       { return t.habit }

// zone tints what is comfortable or slower.
func (p *panel) zone(d *trendData) {
	for _, parts := range [][][]trendDay{d.firm, d.tenuous} {
		for _, part := range parts {
			top := p.curve(part, comfortable)
			if len(top) < 2 {
				continue
			}
			floor := []vg.Point{{X: top[0].X, Y: p.area.Min.Y}, {X: top[len(top)-1].X, Y: p.area.Min.Y}}
			p.ribbon(p.k.p.zone, top, floor)
		}
	}
}

// band fills the 90 % band of the comfortable pace.
func (p *panel) band(d *trendData) {
	for _, parts := range [][][]trendDay{d.firm, d.tenuous} {
		for _, part := range parts {
			p.ribbon(p.k.p.band,
				p.curve(part, func(t trendDay) float64 { return t.low }),
				p.curve(part, func(t trendDay) float64 { return t.high }))
		}
	}
}

func (p *panel) paceLines(d *trendData) {
	c := p.k.p
	for _, part := range d.tenuous {
		p.line(1.6, c.muted, []vg.Length{1.6, 3.2}, p.curve(part, comfortable))
	}
	for _, part := range d.firm {
		if d.habit {
			p.line(1.1, c.habit, []vg.Length{1.5, 2.5}, p.curve(part, habit))
		}
		p.line(1.7, c.keptEasyText, []vg.Length{7, 3.5}, p.curve(part, advice))
		p.line(2.5, c.ink, nil, p.curve(part, comfortable))
	}
}

// stems join too-fast runs with their limits.
func (p *panel) stems(d *trendData, m markScales) {
	for _, t := range d.runs {
		if t.class == classTooFast {
			p.line(1.7*min(1, m.telling+.1), p.k.p.tooFast, nil, []vg.Point{p.at(t.x, t.y), p.at(t.x, t.limit)})
		}
	}
}

func (p *panel) runs(d *trendData, m markScales, these func(class) bool) {
	for _, t := range d.runs {
		if !these(t.class) {
			continue
		}
		scale := m.of(t.class)
		at, out := p.edged(t, scale)
		if out != 0 {
			tip := vg.Point{X: at.X, Y: at.Y + vg.Length(out)*(t.class.radius(scale)+2*scale)}
			p.k.beyond(p.k.p.markColour(t.class), tip, out > 0, scale)
		}
		p.k.runMark(t.run, t.class, at, scale)
	}
}

// edged is where a run's mark stands: at its place or, where that lies above
// (1) or below (-1) the panel, at the edge with room for an arrowhead.
func (p *panel) edged(t trendRun, scale vg.Length) (at vg.Point, out int) {
	at = p.at(t.x, t.y)
	edge := t.class.radius(scale) + 6*scale
	switch {
	case at.Y > p.area.Max.Y:
		return vg.Point{X: at.X, Y: p.area.Max.Y - edge}, 1
	case at.Y < p.area.Min.Y:
		return vg.Point{X: at.X, Y: p.area.Min.Y + edge}, -1
	}
	return at, 0
}

// emptyNote says in a panel's place why there is nothing to draw.
func (k *pen) emptyNote(r vg.Rectangle, s string, z sizes) {
	st := style{size: z.text, colour: k.p.muted, align: .5}
	lines := k.wrap(s, st, .7*(r.Max.X-r.Min.X))
	x, y := (r.Min.X+r.Max.X)/2, (r.Min.Y+r.Max.Y)/2+vg.Length(len(lines)-1)*.7*z.text
	for _, l := range lines {
		k.text(x, middle(y, z.text), l, st)
		y -= 1.4 * z.text
	}
}

// drawTrend is trend.png.
func drawTrend(k *pen, r vg.Rectangle, s *analysis.Season, o Options) {
	z := wideSizes()
	r = inset(r, 32, 24, 24, 32)
	title, subtitle := trendTitle(s, o)
	k.titles(&r, z, title, subtitle)
	cutTop(&r, 5)
	d := newTrendData(s, o.Units)
	k.key(&r, z, k.trendKey(r.Max.X-r.Min.X, d, z, false))
	cutTop(&r, 6)
	k.trendPanel(r, s, o, newDateAxis(seasonSpan(s)), d, trendOptions{sizes: z, left: 42, right: 108, labels: true, unit: true, annotate: true})
}

// trendKey explains the marks and, where the lines are not named at their
// ends, the lines; in short words where the full ones take more than a row.
func (k *pen) trendKey(width vg.Length, d *trendData, z sizes, lines bool) []keyItem {
	full := k.trendKeyItems(d, z, lines, false)
	if lines || k.oneRow(width, z, full) {
		return full
	}
	return k.trendKeyItems(d, z, lines, true)
}

func (k *pen) trendKeyItems(d *trendData, z sizes, lines, short bool) []keyItem {
	items := k.classKey(d.n, z, short)
	if d.beyond > 0 {
		items = append(items, keyItem{
			draw: func(at vg.Point) {
				k.beyond(k.p.muted, vg.Point{X: at.X, Y: at.Y + 1.5*z.mark}, true, z.mark)
				k.beyond(k.p.muted, vg.Point{X: at.X, Y: at.Y - 1.5*z.mark}, false, z.mark)
			},
			width: .7 * z.text, text: strconv.Itoa(d.beyond) + " off the scale", colour: k.p.muted,
		})
	}
	if d.hidden > 0 {
		text := strconv.Itoa(d.hidden) + " without pace, not shown"
		if short {
			text = strconv.Itoa(d.hidden) + " without pace"
		}
		items = append(items, keyItem{draw: func(vg.Point) {}, text: text, colour: k.p.muted})
	}
	if !lines || len(d.days) == 0 {
		return items
	}
	stroke := func(width vg.Length, c color.NRGBA, dashes ...vg.Length) func(vg.Point) {
		return func(at vg.Point) {
			k.line(width, c, dashes, vg.Point{X: at.X - 10, Y: at.Y}, vg.Point{X: at.X + 10, Y: at.Y})
		}
	}
	items = append(items, keyItem{draw: stroke(2.5, k.p.ink), width: 20, text: "comfortable", colour: k.p.ink})
	if d.advice {
		items = append(items, keyItem{draw: stroke(1.7, k.p.keptEasyText, 6, 3), width: 20, text: "advice", colour: k.p.keptEasyText})
	}
	if d.habit {
		items = append(items, keyItem{draw: stroke(1.2, k.p.habit, 1.5, 2.5), width: 20, text: "your easy days", colour: k.p.muted})
	}
	return items
}
