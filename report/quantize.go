package report

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// paletted is a picture in at most 256 colours, which takes a third of the
// bytes. Pictures have few colours but for the edges of letters and lines, which
// blend two: the commonest colours are kept as they are, and each other becomes
// the first of these that is near. Near is as little as leaves 256, the same for
// all, in the channel that differs most. It is made in the memory of img, which is
// a picture no longer.
func paletted(img *image.RGBA) *image.Paletted {
	colours := commonColours(img)
	kept, places, ok := within(colours, 0)
	for near := 2; !ok; near += 2 {
		kept, places, ok = within(colours, near)
	}
	n := len(img.Pix) / 4
	out := &image.Paletted{Pix: img.Pix[:n:n], Stride: img.Rect.Dx(), Rect: img.Rect, Palette: kept}
	last, place := colours[0].rgb, places[colours[0].rgb]
	// The byte of a pixel lies at or before all four of it, so none is
	// overwritten before it is read.
	for i := range out.Pix {
		if c := pixel(img, i); c != last {
			last, place = c, places[c]
		}
		out.Pix[i] = place
	}
	return out
}

// shade is an opaque colour, its channels from the lowest byte on, and the
// number of its pixels.
type shade struct {
	rgb uint32
	n   int
}

func (s shade) channel(i int) int { return int(s.rgb >> (8 * i) & 0xff) }

func (s shade) colour() color.RGBA {
	return color.RGBA{uint8(s.rgb), uint8(s.rgb >> 8), uint8(s.rgb >> 16), 255}
}

// pixel is the colour of a picture's i-th pixel.
func pixel(img *image.RGBA, i int) uint32 {
	p := img.Pix[4*i : 4*i+3 : 4*i+3]
	return uint32(p[0]) | uint32(p[1])<<8 | uint32(p[2])<<16
}

// commonColours are the colours of a picture, the commonest first.
func commonColours(img *image.RGBA) []shade {
	n := make(map[uint32]int)
	run, last := 0, pixel(img, 0)
	for i := range len(img.Pix) / 4 {
		if c := pixel(img, i); c != last {
			n[last] += run
			run, last = 0, c
		}
		run++
	}
	n[last] += run
	out := make([]shade, 0, len(n))
	for c, k := range n {
		out = append(out, shade{c, k})
	}
	slices.SortFunc(out, func(a, b shade) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.rgb, b.rgb))
	})
	return out
}

// filling is how many of the commonest colours are kept as they are: the ground
// and all fills.
const filling = 64

// within keeps colours so that each is within near of one kept, and tells the
// place of that one; false where it takes more than 256.
func within(colours []shade, near int) (kept color.Palette, places map[uint32]uint8, ok bool) {
	places = make(map[uint32]uint8, len(colours))
	of := make([]shade, 0, 256)
	for i, c := range colours {
		j := slices.IndexFunc(of, func(k shade) bool {
			if i < filling {
				return false
			}
			for ch := range 3 {
				if d := c.channel(ch) - k.channel(ch); d > near || d < -near {
					return false
				}
			}
			return true
		})
		if j < 0 {
			if j = len(of); j == 256 {
				return nil, nil, false
			}
			of = append(of, c)
			kept = append(kept, c.colour())
		}
		places[c.rgb] = uint8(j)
	}
	return kept, places, true
}
