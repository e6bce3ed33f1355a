package report

import (
	"bytes"
	"html"
	"image"
	"image/color"
	"math"
	"strconv"
	"strings"

	"easyday/analysis"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// svg is a vg.Canvas that writes the inside of an SVG element: coordinates to
// a tenth of a pixel with y downwards, and every colour of the light palette
// as a class, so that one drawing serves light, dark and print. It can be
// translated, not rotated or scaled.
type svg struct {
	b      bytes.Buffer
	id     string // of the element, where ids of its parts begin
	height vg.Length
	// index is where in the season a run stands, by its id.
	index map[string]int
	// parts are what is drawn more than once, by name, and defs their drawings.
	parts   map[string]string
	defs    bytes.Buffer
	names   map[color.NRGBA]string
	strange []color.NRGBA // colours drawn with that have no role
	colour  color.NRGBA
	width   vg.Length
	dashes  []vg.Length
	origin  vg.Point
	origins []vg.Point
}

func newSVG(id string, height vg.Length, index map[string]int) *svg {
	c := &svg{id: id, height: height, index: index, parts: make(map[string]string), names: make(map[color.NRGBA]string)}
	for _, r := range Light.palette().roles() {
		if _, taken := c.names[r.colour]; !taken {
			c.names[r.colour] = r.name
		}
	}
	return c
}

// name is the colour's role. A colour without one is drawn as ink, which every
// theme shows, and noted; tests hold that no picture uses any.
func (c *svg) name() string {
	if n, ok := c.names[c.colour]; ok {
		return n
	}
	c.strange = append(c.strange, c.colour)
	return "ink"
}

// SetLineWidth implements vg.Canvas.
func (c *svg) SetLineWidth(w vg.Length) { c.width = w }

// SetLineDash implements vg.Canvas.
func (c *svg) SetLineDash(d []vg.Length, _ vg.Length) { c.dashes = d }

// SetColor implements vg.Canvas.
func (c *svg) SetColor(v color.Color) {
	if v == nil {
		v = color.Black
	}
	c.colour = color.NRGBAModel.Convert(v).(color.NRGBA)
}

// Rotate implements vg.Canvas and does nothing.
func (c *svg) Rotate(float64) {}

// Scale implements vg.Canvas and does nothing.
func (c *svg) Scale(_, _ float64) {}

// DrawImage implements vg.Canvas and does nothing: a page holds no images.
func (c *svg) DrawImage(vg.Rectangle, image.Image) {}

// Translate implements vg.Canvas.
func (c *svg) Translate(p vg.Point) { c.origin = c.origin.Add(p) }

// Push implements vg.Canvas.
func (c *svg) Push() { c.origins = append(c.origins, c.origin) }

// Pop implements vg.Canvas.
func (c *svg) Pop() {
	if n := len(c.origins); n > 0 {
		c.origin, c.origins = c.origins[n-1], c.origins[:n-1]
	}
}

// Stroke implements vg.Canvas.
func (c *svg) Stroke(p vg.Path) {
	if c.width <= 0 || len(p) == 0 {
		return
	}
	c.b.WriteString(`<path class="s-` + c.name() + `" stroke-width="`)
	c.number(float64(c.width), 2)
	if len(c.dashes) > 0 {
		c.b.WriteString(`" stroke-dasharray="`)
		for i, d := range c.dashes {
			if i > 0 {
				c.b.WriteByte(' ')
			}
			c.number(float64(d), 1)
		}
	}
	c.path(p)
}

// Fill implements vg.Canvas.
func (c *svg) Fill(p vg.Path) {
	if len(p) == 0 {
		return
	}
	c.b.WriteString(`<path class="f-` + c.name())
	c.path(p)
}

// roundedRectangle fills a rectangle with round corners.
func (c *svg) roundedRectangle(r vg.Rectangle, radius vg.Length) {
	x, y := c.place(vg.Point{X: r.Min.X, Y: r.Max.Y})
	c.b.WriteString(`<rect class="f-` + c.name())
	c.attribute("x", x, 1)
	c.attribute("y", y, 1)
	c.attribute("width", float64(r.Max.X-r.Min.X), 1)
	c.attribute("height", float64(r.Max.Y-r.Min.Y), 1)
	c.attribute("rx", float64(radius), 1)
	c.b.WriteString(`"/>`)
}

// circle strokes a circle of a line's width, or fills it where that is 0.
func (c *svg) circle(at vg.Point, radius, width vg.Length) {
	x, y := c.place(at)
	kind := "f-"
	if width > 0 {
		kind = "s-"
	}
	c.b.WriteString(`<circle class="` + kind + c.name())
	c.attribute("cx", x, 1)
	c.attribute("cy", y, 1)
	c.attribute("r", float64(radius), 2)
	if width > 0 {
		c.attribute("stroke-width", float64(width), 2)
	}
	c.b.WriteString(`"/>`)
}

// repeat writes a drawing once and refers to it from then on. What stands for
// a run names it by its place in the season, and can be pointed at.
func (c *svg) repeat(name string, at vg.Point, r *analysis.Run, draw func(at vg.Point)) {
	id, ok := c.parts[name]
	if !ok {
		id = c.id + strconv.Itoa(len(c.parts))
		c.parts[name] = id
		written, origin := c.b, c.origin
		c.b, c.origin = bytes.Buffer{}, vg.Point{Y: c.height}
		draw(vg.Point{})
		c.defs.WriteString(`<g id="` + id + `">`)
		c.defs.Write(c.b.Bytes())
		c.defs.WriteString(`</g>`)
		c.b, c.origin = written, origin
	}
	c.b.WriteString(`<use href="#` + id)
	x, y := c.place(at)
	c.attribute("x", x, 1)
	c.attribute("y", y, 1)
	if r != nil {
		c.b.WriteString(`" data-i="` + strconv.Itoa(c.index[r.ID]))
	}
	c.b.WriteString(`"/>`)
}

// attribute ends the attribute before and writes the next up to its end.
func (c *svg) attribute(name string, v float64, places int) {
	c.b.WriteString(`" ` + name + `="`)
	c.number(v, places)
}

// FillString implements vg.Canvas. The measured length is written down, so
// that a label keeps its place in a face of other widths.
func (c *svg) FillString(f font.Face, at vg.Point, s string) { c.text(f, at, s, "f-"+c.name()) }

// haloString writes a text with an edge in the ground's colour around it. The
// edge is a text of its own: browsers draw a text of set length letter by
// letter, so that each letter's edge would cover the letter before.
func (c *svg) haloString(f font.Face, at vg.Point, s string, ink, halo color.NRGBA) {
	c.SetColor(halo)
	c.text(f, at, s, "h-"+c.name())
	c.SetColor(ink)
	c.text(f, at, s, "f-"+c.name())
}

func (c *svg) text(f font.Face, at vg.Point, s, class string) {
	c.b.WriteString(`<text x="`)
	x, y := c.place(at)
	c.number(x, 1)
	c.b.WriteString(`" y="`)
	c.number(y, 1)
	c.b.WriteString(`" font-size="`)
	c.number(float64(f.Font.Size), 2)
	c.b.WriteString(`" textLength="`)
	c.number(float64(f.Width(s)), 1)
	c.b.WriteString(`" class="` + class)
	if f.Font.Weight > 0 {
		c.b.WriteString(` b`)
	}
	c.b.WriteString(`">` + html.EscapeString(s) + `</text>`)
}

// place is a point in the element's own coordinates.
func (c *svg) place(p vg.Point) (x, y float64) {
	return float64(p.X + c.origin.X), float64(c.height - p.Y - c.origin.Y)
}

// path writes p as relative steps between rounded places, so that rounding
// does not add up, and ends the element.
func (c *svg) path(p vg.Path) {
	c.b.WriteString(`" d="`)
	px, py := 0.0, 0.0 // in tenths
	to := func(command byte, x, y float64) {
		x, y = math.Round(10*x), math.Round(10*y)
		c.b.WriteByte(command)
		if command == 'l' {
			c.pair((x-px)/10, (y-py)/10)
		} else {
			c.pair(x/10, y/10)
		}
		px, py = x, y
	}
	for _, e := range p {
		switch e.Type {
		case vg.MoveComp:
			x, y := c.place(e.Pos)
			to('M', x, y)
		case vg.LineComp:
			x, y := c.place(e.Pos)
			to('l', x, y)
		case vg.ArcComp:
			c.arc(e, to)
		case vg.CloseComp:
			c.b.WriteByte('z')
		}
	}
	c.b.WriteString(`"/>`)
}

// arc writes an arc in parts of at most a quarter turn: the centre of a half
// turn would move with the rounding of its ends.
func (c *svg) arc(e vg.PathComp, to func(byte, float64, float64)) {
	at := func(angle float64) (x, y float64) {
		sin, cos := math.Sincos(angle)
		return c.place(vg.Point{X: e.Pos.X + e.Radius*vg.Length(cos), Y: e.Pos.Y + e.Radius*vg.Length(sin)})
	}
	parts := max(1, int(math.Ceil(math.Abs(e.Angle)/(math.Pi/2)-1e-9)))
	sweep := `0`
	if e.Angle < 0 {
		sweep = `1`
	}
	x, y := at(e.Start)
	to('L', x, y)
	for i := range parts {
		c.b.WriteByte('A')
		c.pair(float64(e.Radius), float64(e.Radius))
		c.b.WriteString(" 0 0 " + sweep)
		x, y := at(e.Start + e.Angle*float64(i+1)/float64(parts))
		to(' ', x, y)
	}
}

func (c *svg) pair(x, y float64) {
	c.number(x, 1)
	if math.Round(10*y) >= 0 {
		c.b.WriteByte(' ')
	}
	c.number(y, 1)
}

// number writes v with at most the given decimals.
func (c *svg) number(v float64, places int) {
	s := string(decimal(v, places))
	switch {
	case s == "null":
		s = "0"
	case strings.HasPrefix(s, "0."):
		s = s[1:]
	case strings.HasPrefix(s, "-0."):
		s = "-" + s[2:]
	}
	c.b.WriteString(s)
}

// role is a colour with the name its CSS variable has.
type role struct {
	name   string
	colour color.NRGBA
}

// css is a colour as CSS writes it.
func (r role) css() string {
	c := r.colour
	s := "rgb(" + strconv.Itoa(int(c.R)) + " " + strconv.Itoa(int(c.G)) + " " + strconv.Itoa(int(c.B))
	if c.A < 255 {
		s += " / " + strconv.FormatFloat(float64(c.A)/255, 'f', 3, 64)
	}
	return s + ")"
}

// roles are the palette's colours, and those mixed from them, with their names
// on the page. Where two have one colour in the light theme they have one in
// the dark theme too.
func (p *palette) roles() []role {
	return []role{
		{"ground", p.background},
		{"ink", p.ink},
		{"sub", p.sub},
		{"muted", p.muted},
		{"grid", p.grid},
		{"axis", p.axis},
		{"rest", p.rest},
		{"fast", p.tooFast},
		{"fast-text", p.tooFastText},
		{"kept", p.keptEasy},
		{"kept-text", p.keptEasyText},
		{"hard", p.hard},
		{"hard-text", p.hardText},
		{"easy", p.easy},
		{"easy-full", withAlpha(p.easy, 255)},
		{"easy-mixed", over(p.easy, p.background)},
		{"easy-text", p.easyText},
		{"moderate", p.moderate},
		{"moderate-text", p.moderateText},
		{"heart", p.heartRate},
		{"bar-fast", p.barTooFast},
		{"bar-kept", p.barKeptEasy},
		{"in-bar", p.inBar},
		{"band", p.band},
		{"share-band", withAlpha(p.tooFast, 46)},
		{"zone", p.zone},
		{"zone-mixed", over(p.zone, p.background)},
		{"cell", p.cell},
		{"habit", p.habit},
		{"over", p.overFill},
		{"hard-shade", p.hardFill},
		{"elevation", p.elevation},
	}
}
