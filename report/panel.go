package report

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// panel is a gonum plot whose data canvas is exactly a chosen rectangle. The
// plot's own axes, title and legend are hidden, and its padding is 0, so that
// panels in one column have the same date at the same place; axes and labels
// are drawn beside it.
type panel struct {
	*plot.Plot
	k    *pen
	area vg.Rectangle
}

// layer is a plotter without a glyph box, which would move the data canvas.
type layer func()

// Plot implements plot.Plotter.
func (l layer) Plot(draw.Canvas, *plot.Plot) { l() }

// extent is a range of data.
type extent struct{ from, to float64 }

// newPanel returns a panel over area; with up false, y grows downwards.
func newPanel(k *pen, area vg.Rectangle, x, y extent, up bool) *panel {
	p := plot.New()
	p.BackgroundColor = nil
	p.HideAxes()
	p.X.Padding, p.Y.Padding = 0, 0
	p.X.Min, p.X.Max = x.from, x.to
	p.Y.Min, p.Y.Max = y.from, y.to
	if !up {
		p.Y.Scale = plot.InvertedScale{Normalizer: plot.LinearScale{}}
	}
	return &panel{Plot: p, k: k, area: area}
}

func (p *panel) x(v float64) vg.Length {
	return p.area.Min.X + (p.area.Max.X-p.area.Min.X)*vg.Length(p.X.Norm(v))
}

func (p *panel) y(v float64) vg.Length {
	return p.area.Min.Y + (p.area.Max.Y-p.area.Min.Y)*vg.Length(p.Y.Norm(v))
}

func (p *panel) at(x, y float64) vg.Point { return vg.Point{X: p.x(x), Y: p.y(y)} }

// add puts a layer above those there are.
func (p *panel) add(l layer) { p.Add(l) }

// draw draws the layers, the first lowest.
func (p *panel) draw() { p.Draw(p.canvas()) }

func (p *panel) canvas() draw.Canvas { return draw.Canvas{Canvas: p.k.c.Canvas, Rectangle: p.area} }

// line strokes a polyline, cut at the panel's edges.
func (p *panel) line(width vg.Length, c color.NRGBA, dashes []vg.Length, pts []vg.Point) {
	if len(pts) < 2 {
		return
	}
	cv := p.canvas()
	for _, part := range cv.ClipLinesXY(pts) {
		p.k.line(width, c, dashes, part...)
	}
}

// fill fills a polygon, cut at the panel's edges.
func (p *panel) fill(c color.NRGBA, pts []vg.Point) {
	if len(pts) < 3 {
		return
	}
	cv := p.canvas()
	if cut := cv.ClipPolygonXY(pts); len(cut) > 2 {
		p.k.polygon(c, cut...)
	}
}

// ribbon fills what lies between two curves over the same places.
func (p *panel) ribbon(c color.NRGBA, upper, lower []vg.Point) {
	pts := make([]vg.Point, 0, len(upper)+len(lower))
	pts = append(pts, upper...)
	for i := len(lower) - 1; i >= 0; i-- {
		pts = append(pts, lower[i])
	}
	p.fill(c, pts)
}

// ticks are round values within e, at least one step apart, for steps given
// from the finest to the coarsest: the finest step that gives at most n.
func ticks(e extent, n int, steps ...float64) []float64 {
	lo, hi := min(e.from, e.to), max(e.from, e.to)
	step := steps[len(steps)-1]
	for _, s := range steps {
		if math.Floor(hi/s+1e-9)-math.Ceil(lo/s-1e-9)+1 <= float64(n) {
			step = s
			break
		}
	}
	var out []float64
	for i := math.Ceil(lo/step - 1e-9); i*step <= hi+1e-9*step && len(out) < 100; i++ {
		out = append(out, i*step+0) // + 0 turns -0 into 0
	}
	return out
}

// paceTicks are the labelled paces of an axis in seconds per unit, from four to
// seven wherever the range is 15 s or more.
func paceTicks(e extent) []float64 {
	for _, step := range []float64{5, 10, 15, 30, 60, 120, 180, 300, 600} {
		if at := ticks(e, 7, step); len(at) <= 7 {
			return at
		}
	}
	return ticks(e, 7, 1200)
}
