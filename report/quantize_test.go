package report

import (
	"bytes"
	"image"
	"image/color"
	"math/rand/v2"
	"testing"

	vgdraw "gonum.org/v1/plot/vg/draw"
)

// TestPaletted holds that few colours change a picture by less than can be
// seen, and its fills not at all.
func TestPaletted(t *testing.T) {
	s := seasons()["every class"]
	for _, theme := range []Theme{Light, Dark} {
		for _, c := range allCharts(s) {
			o := Options{Theme: theme}
			w, h := c.Size(s, o)
			r := newRaster(w, h, 72, theme.palette().background)
			c.Draw(vgdraw.NewCanvas(r, w, h), s, o)
			common := map[uint32]bool{}
			for _, k := range commonColours(r.image)[:filling] {
				common[k.rgb] = true
			}
			got, farthest := palettedCopy(r.image), 0
			for i := range got.Pix {
				was := shade{rgb: pixel(r.image, i)}
				is := got.Palette[got.Pix[i]].(color.RGBA)
				if common[was.rgb] && is != was.colour() {
					t.Fatalf("%s, theme %d: a common colour %v became %v", c.Name, theme, was.colour(), is)
				}
				for ch, v := range []uint8{is.R, is.G, is.B} {
					farthest = max(farthest, was.channel(ch)-int(v), int(v)-was.channel(ch))
				}
			}
			if farthest > 12 {
				t.Errorf("%s, theme %d: a colour is %d of 255 off", c.Name, theme, farthest)
			}
		}
	}
}

// palettedCopy leaves the picture as it is.
func palettedCopy(img *image.RGBA) *image.Paletted {
	own := *img
	own.Pix = bytes.Clone(img.Pix)
	return paletted(&own)
}

// TestPalettedTakesAnyPicture tries one colour alone, exactly 256 and as many as
// there are pixels.
func TestPalettedTakesAnyPicture(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, tt := range []struct {
		colour func(i int) uint32
		exact  bool
	}{
		{func(int) uint32 { return 0x102030 }, true},
		{func(i int) uint32 { return uint32(i % 256) }, true},
		{func(int) uint32 { return rng.Uint32() & 0xffffff }, false},
	} {
		img := image.NewRGBA(image.Rect(0, 0, 40, 30))
		for i := range 1200 {
			c := shade{rgb: tt.colour(i)}.colour()
			img.SetRGBA(i%40, i/40, c)
		}
		got := palettedCopy(img)
		same := 0
		for i := range got.Pix {
			if got.Palette[got.Pix[i]] == color.Color(shade{rgb: pixel(img, i)}.colour()) {
				same++
			}
		}
		if len(got.Palette) > 256 || tt.exact && same != 1200 {
			t.Errorf("%d colours, %d of 1200 pixels the same", len(got.Palette), same)
		}
	}
}
