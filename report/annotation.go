package report

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// obstacle is something a free-standing text should not cover, with what
// covering it costs.
type obstacle struct {
	at     vg.Point
	radius vg.Length
	cost   float64
}

// crowd is what stands in a panel already.
type crowd []obstacle

// along adds points of a line, one every few pixels.
func (c *crowd) along(pts []vg.Point, cost float64) {
	const every = 6
	for i := 1; i < len(pts); i++ {
		a, b := pts[i-1], pts[i]
		n := int(math.Ceil(math.Hypot(float64(b.X-a.X), float64(b.Y-a.Y)) / every))
		for j := range n {
			f := vg.Length(j) / vg.Length(n)
			*c = append(*c, obstacle{vg.Point{X: a.X + f*(b.X-a.X), Y: a.Y + f*(b.Y-a.Y)}, 2, cost})
		}
	}
}

// cost is what covering a box costs.
func (c crowd) cost(box vg.Rectangle) float64 {
	total := 0.0
	for _, o := range c {
		if o.at.X+o.radius > box.Min.X && o.at.X-o.radius < box.Max.X && o.at.Y+o.radius > box.Min.Y && o.at.Y-o.radius < box.Max.Y {
			total += o.cost
		}
	}
	return total
}

// place finds room for a box of w by h within area for a note on one of the
// anchors: the candidate with the least covered, the nearest of equals. It
// returns the box, the anchor it belongs to, and false where area is too small.
func (c crowd) place(area vg.Rectangle, w, h vg.Length, anchors []vg.Point, taken []vg.Rectangle) (vg.Rectangle, vg.Point, bool) {
	best, anchor, least := vg.Rectangle{}, vg.Point{}, math.Inf(1)
	for i, a := range anchors {
		side := vg.Length(1) // the first anchor's note stands above it, the second's below
		if i > 0 {
			side = -1
		}
		for dy := vg.Length(16); dy <= 196; dy += 20 {
			for dx := vg.Length(-180); dx <= 180; dx += 18 {
				mid := vg.Point{X: a.X + dx, Y: a.Y + side*(dy+h/2)}
				box := vg.Rectangle{
					Min: vg.Point{X: mid.X - w/2, Y: mid.Y - h/2},
					Max: vg.Point{X: mid.X + w/2, Y: mid.Y + h/2},
				}
				if box.Min.X < area.Min.X || box.Max.X > area.Max.X || box.Min.Y < area.Min.Y || box.Max.Y > area.Max.Y {
					continue
				}
				free := true
				for _, t := range taken {
					free = free && !overlap(box, t)
				}
				if !free {
					continue
				}
				cost := c.cost(inset(box, -4, -4, -3, -3)) + .055*math.Hypot(float64(dx), float64(dy)) + c.leader(a, leaderEnd(box, a))
				if cost < least {
					best, anchor, least = box, a, cost
				}
			}
		}
	}
	return best, anchor, !math.IsInf(least, 1)
}

// leader is what a line from a to b costs in what it crosses, away from a.
func (c crowd) leader(a, b vg.Point) float64 {
	length := math.Hypot(float64(b.X-a.X), float64(b.Y-a.Y))
	total := 0.0
	for d := 12.0; d < length; d += 8 {
		f := vg.Length(d / length)
		p := vg.Point{X: a.X + f*(b.X-a.X), Y: a.Y + f*(b.Y-a.Y)}
		total += .3 * c.cost(vg.Rectangle{Min: vg.Point{X: p.X - 1, Y: p.Y - 1}, Max: vg.Point{X: p.X + 1, Y: p.Y + 1}})
	}
	return total
}

// leaderEnd is the point of a box's upper or lower edge nearest to a.
func leaderEnd(box vg.Rectangle, a vg.Point) vg.Point {
	w := box.Max.X - box.Min.X
	x := max(box.Min.X+.2*w, min(box.Max.X-.2*w, a.X))
	if a.Y > box.Max.Y {
		return vg.Point{X: x, Y: box.Max.Y}
	}
	return vg.Point{X: x, Y: box.Min.Y}
}
