package report

import (
	"image"
	"image/color"
	"math"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// heightOf lays a picture out without drawing, to see how high it is: draw
// returns where what it draws ends.
func heightOf(width vg.Length, o Options, layOut func(k *pen, r vg.Rectangle) vg.Length) vg.Length {
	const high = 1e5
	to := draw.NewCanvas(blank{}, width, high)
	end := layOut(newPen(to, o.Theme), to.Rectangle)
	return vg.Length(math.Ceil(float64(high - end)))
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
