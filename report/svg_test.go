package report

import (
	"image/color"
	"testing"

	"gonum.org/v1/plot/vg"
	vgdraw "gonum.org/v1/plot/vg/draw"
)

// onSVG draws on an SVG canvas of the given size and returns it with the texts
// and where they lie.
func onSVG(w, h vg.Length, paint painter) (*svg, []placedText) {
	c := newSVG("t", h, nil)
	k := newPen(vgdraw.NewCanvas(c, w, h), Light)
	var placed []placedText
	k.placed = func(text string, box vg.Rectangle, st style) {
		placed = append(placed, placedText{text, box, st.colour, st.halo})
	}
	paint(k, vg.Rectangle{Max: vg.Point{X: w, Y: h}})
	return c, placed
}

// TestSVGKnowsEveryColour holds that every colour of every picture, and of the
// page's own views of them, has a role, so that it follows the page's theme.
func TestSVGKnowsEveryColour(t *testing.T) {
	all := seasons()
	for _, name := range names(all) {
		s := all[name]
		for _, c := range allCharts(s) {
			w, h := c.Size(s, Options{})
			to, _ := onSVG(w, h, func(k *pen, r vg.Rectangle) { c.paint(k, r, s, Options{}) })
			if len(to.strange) > 0 {
				t.Errorf("%s of %s draws with %v, which have no role", c.Name, name, to.strange)
			}
		}
	}
	to, _ := onSVG(10, 10, func(k *pen, r vg.Rectangle) { k.rectangle(color.NRGBA{R: 1, G: 2, B: 3, A: 255}, r) })
	if len(to.strange) != 1 {
		t.Errorf("a colour without a role left %v", to.strange)
	}
}

// TestPageViews holds that the page's views of the pictures use known colours
// and that their texts neither overlap nor leave them.
func TestPageViews(t *testing.T) {
	all := seasons()
	for _, name := range names(all) {
		s := all[name]
		if len(s.Runs) == 0 {
			continue
		}
		for _, u := range []Units{Miles, Kilometres} {
			for _, sk := range newPagePainter(s, Options{Units: u}).sketches() {
				for width, v := range map[string]view{"wide": sk.wide, "narrow": sk.narrow} {
					to, placed := onSVG(v.width, v.height, v.paint)
					if len(to.strange) > 0 {
						t.Errorf("%s %s of %s draws with %v, which have no role", width, sk.id, name, to.strange)
					}
					for _, fault := range faults(placed, vg.Rectangle{Max: vg.Point{X: v.width, Y: v.height}}) {
						t.Errorf("%s %s of %s in %s: %s", width, sk.id, name, u.Short(), fault)
					}
				}
			}
		}
	}
}
