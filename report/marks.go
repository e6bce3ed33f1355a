package report

import (
	"image/color"

	"easyday/analysis"

	"gonum.org/v1/plot/vg"
)

// mark draws a run as its class is drawn: a filled diamond for too fast, a
// hollow one for too close to call, a disc for kept easy, a hollow disc where
// it cannot be told, a triangle for a hard effort, a small dot for any other.
// A halo in the ground's colour keeps overlapping marks countable. Scale 1 is
// the size for a picture 1200 wide.
func (k *pen) mark(c class, at vg.Point, scale vg.Length) {
	ground := k.p.background
	switch c {
	case classTooFast:
		k.diamond(ground, at, 8*scale)
		k.diamond(k.p.tooFast, at, 6.4*scale)
	case classBorderline:
		k.diamond(ground, at, 7.2*scale)
		k.diamondOutline(1.5*scale, k.p.tooFast, at, 5.4*scale)
	case classKeptEasy:
		k.disc(ground, at, 6*scale)
		k.disc(k.p.keptEasy, at, 5*scale)
	case classCantTell:
		k.disc(ground, at, 5.2*scale)
		k.ring(1.4*scale, k.p.muted, at, 4.2*scale)
	case classHard:
		k.triangle(ground, at, 7*scale)
		k.triangle(k.p.hard, at, 5.4*scale)
	default:
		k.disc(k.p.easy, at, 3.6*scale)
	}
}

// runMark draws the mark of one run.
func (k *pen) runMark(r *analysis.Run, c class, at vg.Point, scale vg.Length) {
	k.repeat("mark "+c.key(), at, r, func(at vg.Point) { k.mark(c, at, scale) })
}

// radius is how far a class's mark reaches from its centre.
func (c class) radius(scale vg.Length) vg.Length {
	switch c {
	case classTooFast:
		return 6.4 * scale
	case classEasy:
		return 3.6 * scale
	}
	return 5.4 * scale
}

func (k *pen) diamond(c color.NRGBA, at vg.Point, r vg.Length) {
	k.polygon(c, diamondPoints(at, r)...)
}

func (k *pen) diamondOutline(width vg.Length, c color.NRGBA, at vg.Point, r vg.Length) {
	k.outline(width, c, diamondPoints(at, r)...)
}

func diamondPoints(at vg.Point, r vg.Length) []vg.Point {
	return []vg.Point{{X: at.X, Y: at.Y - r}, {X: at.X + r, Y: at.Y}, {X: at.X, Y: at.Y + r}, {X: at.X - r, Y: at.Y}}
}

func (k *pen) ring(width vg.Length, c color.NRGBA, at vg.Point, r vg.Length) {
	k.c.SetColor(c)
	if to, ok := k.c.Canvas.(roundCanvas); ok {
		to.circle(at, r, width)
		return
	}
	k.c.SetLineWidth(width)
	k.c.SetLineDash(nil, 0)
	k.c.Stroke(circle(at, r))
}

// triangle draws an upright triangle with its centre of gravity at the point.
func (k *pen) triangle(c color.NRGBA, at vg.Point, r vg.Length) {
	const cos30, sin30 = .8660254, .5
	k.polygon(c,
		vg.Point{X: at.X, Y: at.Y + r},
		vg.Point{X: at.X - cos30*r, Y: at.Y - sin30*r},
		vg.Point{X: at.X + cos30*r, Y: at.Y - sin30*r})
}

// beyond marks a run that lies outside the panel, above it or below, with a
// small arrowhead at the edge.
func (k *pen) beyond(c color.NRGBA, at vg.Point, up bool, scale vg.Length) {
	d := 3.4 * scale
	tip := at.Y + d
	if !up {
		tip = at.Y - d
	}
	k.line(1.3*scale, c, nil, vg.Point{X: at.X - d, Y: at.Y}, vg.Point{X: at.X, Y: tip}, vg.Point{X: at.X + d, Y: at.Y})
}

// markColour is the opaque colour of a class's mark.
func (p *palette) markColour(c class) color.NRGBA {
	switch c {
	case classTooFast, classBorderline:
		return p.tooFast
	case classKeptEasy:
		return p.keptEasy
	case classHard:
		return p.hard
	case classCantTell:
		return p.muted
	}
	return over(p.easy, p.background)
}
