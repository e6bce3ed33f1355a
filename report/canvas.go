package report

import (
	"image/color"
	"math"
	"strings"

	"easyday/analysis"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// pen draws on one canvas in one theme. Lengths are logical pixels, y grows
// upwards, and text is placed by its baseline, so that what is measured here is
// what any canvas shows. A pen must not be shared between goroutines.
type pen struct {
	c     draw.Canvas
	p     *palette
	faces map[faceKey]font.Face
	// placed, where set, is told of every text and where it lies.
	placed func(text string, box vg.Rectangle, st style)
	// most, where set, is the most points of a line.
	most int
}

// points is how many points a line is drawn with where n would be enough.
func (k *pen) points(n int) int {
	if k.most > 0 {
		return min(n, k.most)
	}
	return n
}

// repeatCanvas is a canvas that draws what it has drawn before by its name, and
// knows which run a drawing stands for. Drawings of one name look the same.
type repeatCanvas interface {
	repeat(name string, at vg.Point, r *analysis.Run, draw func(at vg.Point))
}

// repeat draws what a picture holds many times over; r may be nil.
func (k *pen) repeat(name string, at vg.Point, r *analysis.Run, draw func(at vg.Point)) {
	if c, ok := k.c.Canvas.(repeatCanvas); ok {
		c.repeat(name, at, r, draw)
		return
	}
	draw(at)
}

// haloCanvas is a canvas that can set a text with an edge in one go.
type haloCanvas interface {
	haloString(f font.Face, at vg.Point, s string, ink, halo color.NRGBA)
}

type faceKey struct {
	size vg.Length
	bold bool
}

func newPen(c draw.Canvas, t Theme) *pen {
	return &pen{c: c, p: t.palette(), faces: make(map[faceKey]font.Face)}
}

// roundedCanvas is a canvas that knows rectangles with round corners.
type roundedCanvas interface {
	roundedRectangle(r vg.Rectangle, radius vg.Length)
}

// style is how a text is set.
type style struct {
	size   vg.Length
	bold   bool
	colour color.NRGBA
	align  float64 // 0 starts at x, .5 is centred on it, 1 ends there
	halo   color.NRGBA
}

// face is Liberation Sans, whose widths are those of Arial and Helvetica and
// whose digits are all of one width.
func (k *pen) face(size vg.Length, bold bool) font.Face {
	key := faceKey{size, bold}
	f, ok := k.faces[key]
	if !ok {
		want := font.Font{Typeface: "Liberation", Variant: "Sans"}
		if bold {
			want.Weight = xfont.WeightBold
		}
		f = font.DefaultCache.Lookup(want, size)
		k.faces[key] = f
	}
	return f
}

// width is the length of a text as it will be drawn.
func (k *pen) width(s string, st style) vg.Length {
	f := k.face(st.size, st.bold)
	return f.Width(drawable(f, s))
}

// drawable replaces what the face has no glyph for, which the canvas would
// leave out without a word.
func drawable(f font.Face, s string) string {
	var buf sfnt.Buffer
	return strings.Map(func(r rune) rune {
		if r < 0x7F && r >= ' ' {
			return r
		}
		if i, err := f.Face.GlyphIndex(&buf, r); err != nil || i == 0 {
			return '?'
		}
		return r
	}, s)
}

// The height of capitals and digits and the depth of descenders in Liberation
// Sans, as fractions of the size.
const (
	capHeight = .72
	descent   = .21
)

// text draws s on the baseline y and returns the box it fills.
func (k *pen) text(x, y vg.Length, s string, st style) vg.Rectangle {
	f := k.face(st.size, st.bold)
	s = drawable(f, s)
	w := f.Width(s)
	x -= vg.Length(st.align) * w
	box := vg.Rectangle{Min: vg.Point{X: x, Y: y - descent*st.size}, Max: vg.Point{X: x + w, Y: y + capHeight*st.size}}
	if s == "" {
		return box
	}
	if c, ok := k.c.Canvas.(haloCanvas); ok && st.halo.A > 0 {
		c.haloString(f, vg.Point{X: x, Y: y}, s, st.colour, st.halo)
		if k.placed != nil {
			k.placed(s, box, st)
		}
		return box
	}
	if st.halo.A > 0 {
		k.c.SetColor(st.halo)
		for i := range 8 {
			sin, cos := math.Sincos(float64(i) * math.Pi / 4)
			k.c.FillString(f, vg.Point{X: x + vg.Length(1.8*cos), Y: y + vg.Length(1.8*sin)}, s)
		}
	}
	k.c.SetColor(st.colour)
	k.c.FillString(f, vg.Point{X: x, Y: y}, s)
	if k.placed != nil {
		k.placed(s, box, st)
	}
	return box
}

// middle is the baseline that centres capitals and digits on y.
func middle(y, size vg.Length) vg.Length { return y - capHeight*size/2 }

// line strokes a polyline; dashes may be nil.
func (k *pen) line(width vg.Length, c color.NRGBA, dashes []vg.Length, pts ...vg.Point) {
	if len(pts) < 2 {
		return
	}
	k.c.SetColor(c)
	k.c.SetLineWidth(width)
	k.c.SetLineDash(dashes, 0)
	var p vg.Path
	p.Move(pts[0])
	for _, pt := range pts[1:] {
		p.Line(pt)
	}
	k.c.Stroke(p)
}

func (k *pen) horizontal(x0, x1, y, width vg.Length, c color.NRGBA) {
	k.line(width, c, nil, vg.Point{X: x0, Y: y}, vg.Point{X: x1, Y: y})
}

func (k *pen) vertical(x, y0, y1, width vg.Length, c color.NRGBA) {
	k.line(width, c, nil, vg.Point{X: x, Y: y0}, vg.Point{X: x, Y: y1})
}

// polygon fills an outline.
func (k *pen) polygon(c color.NRGBA, pts ...vg.Point) {
	if len(pts) < 3 {
		return
	}
	k.c.SetColor(c)
	k.c.Fill(closed(pts))
}

// outline strokes a closed outline.
func (k *pen) outline(width vg.Length, c color.NRGBA, pts ...vg.Point) {
	k.c.SetColor(c)
	k.c.SetLineWidth(width)
	k.c.SetLineDash(nil, 0)
	k.c.Stroke(closed(pts))
}

func closed(pts []vg.Point) vg.Path {
	p := make(vg.Path, 0, len(pts)+1)
	p.Move(pts[0])
	for _, pt := range pts[1:] {
		p.Line(pt)
	}
	p.Close()
	return p
}

// rectangle fills a rectangle.
func (k *pen) rectangle(c color.NRGBA, r vg.Rectangle) {
	if r.Max.X <= r.Min.X || r.Max.Y <= r.Min.Y {
		return
	}
	k.polygon(c, r.Min, vg.Point{X: r.Max.X, Y: r.Min.Y}, r.Max, vg.Point{X: r.Min.X, Y: r.Max.Y})
}

// roundCanvas is a canvas that knows circles; those of no width are filled.
type roundCanvas interface {
	circle(at vg.Point, radius, width vg.Length)
}

// disc fills a circle.
func (k *pen) disc(c color.NRGBA, at vg.Point, radius vg.Length) {
	k.c.SetColor(c)
	if to, ok := k.c.Canvas.(roundCanvas); ok {
		to.circle(at, radius, 0)
		return
	}
	k.c.Fill(circle(at, radius))
}

func circle(at vg.Point, radius vg.Length) vg.Path {
	var p vg.Path
	p.Move(vg.Point{X: at.X + radius, Y: at.Y})
	p.Arc(at, radius, 0, 2*math.Pi)
	p.Close()
	return p
}

// rounded fills a rectangle with round corners.
func (k *pen) rounded(c color.NRGBA, r vg.Rectangle, radius vg.Length) {
	if radius < .4 {
		k.rectangle(c, r)
		return
	}
	k.c.SetColor(c)
	if to, ok := k.c.Canvas.(roundedCanvas); ok {
		to.roundedRectangle(r, radius)
		return
	}
	k.c.Fill(roundedPath(r, radius))
}

func roundedPath(r vg.Rectangle, radius vg.Length) vg.Path {
	var p vg.Path
	q := math.Pi / 2
	p.Move(vg.Point{X: r.Min.X + radius, Y: r.Min.Y})
	p.Line(vg.Point{X: r.Max.X - radius, Y: r.Min.Y})
	p.Arc(vg.Point{X: r.Max.X - radius, Y: r.Min.Y + radius}, radius, -q, q)
	p.Line(vg.Point{X: r.Max.X, Y: r.Max.Y - radius})
	p.Arc(vg.Point{X: r.Max.X - radius, Y: r.Max.Y - radius}, radius, 0, q)
	p.Line(vg.Point{X: r.Min.X + radius, Y: r.Max.Y})
	p.Arc(vg.Point{X: r.Min.X + radius, Y: r.Max.Y - radius}, radius, q, q)
	p.Line(vg.Point{X: r.Min.X, Y: r.Min.Y + radius})
	p.Arc(vg.Point{X: r.Min.X + radius, Y: r.Min.Y + radius}, radius, 2*q, q)
	p.Close()
	return p
}

// hatch fills a rectangle with strokes rising to the right.
func (k *pen) hatch(c color.NRGBA, r vg.Rectangle, width, gap vg.Length) {
	w, h := r.Max.X-r.Min.X, r.Max.Y-r.Min.Y
	for d := gap / 2; d < w+h; d += gap {
		from := vg.Point{X: r.Min.X + max(0, d-h), Y: r.Max.Y - min(d, h)}
		to := vg.Point{X: r.Min.X + min(d, w), Y: r.Max.Y - max(0, d-w)}
		// From the left or lower edge up to the top or right edge.
		k.line(width, c, nil, vg.Point{X: from.X, Y: from.Y}, vg.Point{X: to.X, Y: to.Y})
	}
}

// frame draws the inside border of a rectangle.
func (k *pen) frame(c color.NRGBA, r vg.Rectangle, width vg.Length) {
	h := width / 2
	k.outline(width, c,
		vg.Point{X: r.Min.X + h, Y: r.Min.Y + h}, vg.Point{X: r.Max.X - h, Y: r.Min.Y + h},
		vg.Point{X: r.Max.X - h, Y: r.Max.Y - h}, vg.Point{X: r.Min.X + h, Y: r.Max.Y - h})
}
