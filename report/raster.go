package report

import (
	"bufio"
	"fmt"
	"image"
	"image/color"
	stddraw "image/draw"
	"image/png"
	"io"
	"math"

	"git.sr.ht/~sbinet/gg"
	xfont "golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// raster is vgimg's canvas with text of its own: glyphs are rasterised where
// they stand, at a fraction of a pixel across and on a whole pixel's baseline,
// and faces are kept. vgimg makes a face for every string and resamples every
// glyph, which is slower and less sharp. The canvas must not be rotated or
// scaled between strings.
type raster struct {
	*vgimg.Canvas
	image  *image.RGBA
	dpi    float64
	colour color.Color
	faces  map[font.Font]xfont.Face
}

// newRaster returns a canvas of the given logical size, painted in the
// background colour. Painting the pixels directly is faster than filling a path.
func newRaster(w, h vg.Length, dpi int, background color.Color) *raster {
	img := image.NewRGBA(image.Rect(0, 0, pixels(w, dpi), pixels(h, dpi)))
	ctx := gg.NewContextForRGBA(img)
	ctx.SetLineCapButt()
	ctx.InvertY()
	c := vgimg.NewWith(vgimg.UseImageWithContext(img, ctx), vgimg.UseDPI(dpi))
	stddraw.Draw(img, img.Bounds(), image.NewUniform(background), image.Point{}, stddraw.Src)
	return &raster{Canvas: c, image: img, dpi: float64(dpi), colour: color.Black, faces: make(map[font.Font]xfont.Face)}
}

func pixels(l vg.Length, dpi int) int { return max(1, int(math.Round(l.Dots(float64(dpi))))) }

// SetColor implements vg.Canvas.
func (r *raster) SetColor(c color.Color) {
	if c == nil {
		c = color.Black
	}
	r.colour = c
	r.Canvas.SetColor(c)
}

// FillString implements vg.Canvas.
func (r *raster) FillString(f font.Face, pt vg.Point, s string) {
	face, ok := r.faces[f.Font]
	if !ok {
		face = f.FontFace(r.dpi)
		r.faces[f.Font] = face
	}
	d := xfont.Drawer{
		Dst: r.image, Src: image.NewUniform(r.colour), Face: face,
		Dot: fixed.Point26_6{
			X: fixed.Int26_6(math.Round(64 * pt.X.Dots(r.dpi))),
			Y: fixed.I(r.image.Rect.Dy() - int(math.Round(pt.Y.Dots(r.dpi)))),
		},
	}
	d.DrawString(s)
}

// writePNG draws a picture of the given logical size and encodes it in few
// colours. The fastest compression is a third quicker than the default for a
// twentieth more bytes.
func writePNG(w io.Writer, width, height vg.Length, dpi int, background color.Color, paint func(draw.Canvas)) error {
	r := newRaster(width, height, dpi, background)
	paint(draw.NewCanvas(r, width, height))
	b := bufio.NewWriterSize(w, 1<<16)
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := enc.Encode(b, paletted(r.image)); err != nil {
		return fmt.Errorf("picture: %w", err)
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("picture: %w", err)
	}
	return nil
}
