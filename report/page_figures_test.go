package report

import (
	"fmt"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// pageSketches are all pictures of a season's page, with one flagged run.
func pageSketches(g *pagePainter) []sketch {
	out := g.sketches()
	if runs := FlaggedRuns(g.s, detailedRuns); len(runs) > 0 {
		out = append(out, g.multiplesSketch(runs), g.runSketch(runs[0]), g.runSketch(runs[len(runs)-1]))
	}
	return out
}

func TestPageTextsNeitherOverlapNorLeaveTheFigure(t *testing.T) {
	all := seasons()
	for _, name := range names(all) {
		if len(all[name].Runs) == 0 {
			continue
		}
		for _, u := range []Units{Miles, Kilometres} {
			for _, sk := range pageSketches(newPagePainter(all[name], Options{Units: u})) {
				for i, v := range []view{sk.wide, sk.narrow} {
					t.Run(fmt.Sprintf("%s/%s/%s/%d", name, sk.id, u.Short(), i), func(t *testing.T) {
						k := newPen(draw.NewCanvas(blank{}, v.width, v.height), Light)
						k.most = v.points
						var placed []placedText
						k.placed = func(text string, box vg.Rectangle, st style) {
							placed = append(placed, placedText{text, box, st.colour, st.halo})
						}
						v.paint(k, vg.Rectangle{Max: vg.Point{X: v.width, Y: v.height}})
						if len(placed) == 0 {
							t.Fatal("no text at all")
						}
						for i, a := range placed {
							if a.box.Min.X < -.5 || a.box.Max.X > v.width+.5 || a.box.Min.Y < -.5 || a.box.Max.Y > v.height+.5 {
								t.Errorf("%q leaves the figure: %v in %v x %v", a.text, a.box, v.width, v.height)
							}
							for _, b := range placed[:i] {
								if overlap(a.box, b.box) {
									t.Errorf("%q overlaps %q: %v, %v", a.text, b.text, a.box, b.box)
								}
							}
						}
					})
				}
			}
		}
	}
}
