package report

import (
	"cmp"
	"image/color"
	"math"
	"slices"

	"easyday/analysis"

	"gonum.org/v1/plot/vg"
)

// lineLabels names the lines at their right ends.
func (p *panel) lineLabels(s *analysis.Season, d *trendData, t trendOptions) {
	if len(d.days) == 0 {
		return
	}
	k, z := p.k, t.sizes
	last := d.days[len(d.days)-1]
	type label struct {
		name, pace, band string
		at               float64
		colour           color.NRGBA
	}
	band := ""
	if half := (last.high - last.low) / 2; half >= .5 {
		band = " ±" + whole(half) + " s"
	}
	labels := []label{
		{"Comfortable", clock(last.value), band, last.value, k.p.ink},
	}
	if d.advice {
		labels = append(labels, label{"Advice, +" + percent(s.Options.AdviceMargin), clock(last.advice), "", last.advice, k.p.keptEasyText})
	}
	if d.habit && !math.IsNaN(last.habit) {
		labels = append(labels, label{"Your easy days", clock(last.habit), "", last.habit, k.p.muted})
	}
	slices.SortStableFunc(labels, func(a, b label) int {
		return cmp.Compare(b.at, a.at)
	})
	height := 2.65 * z.text
	if !t.labels {
		height = 1.3 * z.text
	}
	want, heights := make([]vg.Length, len(labels)), make([]vg.Length, len(labels))
	for i, l := range labels {
		want[i], heights[i] = p.y(l.at), height
	}
	x := p.area.Max.X + 9
	for i, y := range spread(want, heights, p.area.Min.Y-4, p.area.Max.Y+4) {
		l := labels[i]
		if !t.labels {
			k.text(p.area.Max.X+4, middle(y, z.text), l.pace, style{size: z.text, bold: true, colour: l.colour})
			continue
		}
		k.text(x, y+.16*z.text, l.name, style{size: z.text, bold: true, colour: l.colour})
		colour := l.colour
		if colour == k.p.ink {
			colour = k.p.sub
		}
		k.text(x, y-1.06*z.text, l.pace+l.band, style{size: z.text, colour: colour})
	}
}

// notes writes what stands inside the panel: the zone's name, and a note on
// the run furthest over its limit.
func (k *pen) notes(p *panel, o Options, d *trendData, t trendOptions, m markScales) {
	z := t.sizes
	var c crowd
	for _, r := range d.runs {
		cost := 22.0
		if r.class == classEasy {
			cost = 6
		}
		at, _ := p.edged(r, m.of(r.class))
		c = append(c, obstacle{at, r.class.radius(m.of(r.class)), cost})
		if r.class == classTooFast {
			c.along([]vg.Point{at, p.at(r.x, r.limit)}, 4)
		}
	}
	for _, parts := range [][][]trendDay{d.firm, d.tenuous} {
		for _, part := range parts {
			c.along(p.curve(part, comfortable), 6)
			c.along(p.curve(part, advice), 4)
			if d.habit {
				c.along(p.curve(part, habit), 2)
			}
		}
	}
	var taken []vg.Rectangle
	tint := over(k.p.zone, k.p.background)
	if len(d.days) > 1 {
		edged := slices.Clone(c)
		for _, part := range slices.Concat(d.firm, d.tenuous) {
			edged.along(p.curve(part, func(t trendDay) float64 { return t.high }), 3)
		}
		if box, ok := k.zoneName(p, edged, d, z, tint); ok {
			taken = append(taken, box)
		}
	}
	if !t.annotate || d.worst == nil {
		return
	}
	w := d.worst
	when := day
	if d.dated {
		when = fullDay
	}
	since := ""
	if v := w.run.Recovery; v.After != "" {
		since = ", " + hours(v.Since) + " after hard"
	}
	lines := []string{
		"Furthest over: " + when(w.run.LocalDate),
		whole(w.limit-w.y) + " s/" + o.Units.Short() + " over" + since,
	}
	bold, plain := style{size: z.text, bold: true, colour: k.p.tooFastText, align: .5}, style{size: z.text, colour: k.p.tooFastText, align: .5}
	width := max(k.width(lines[0], bold), k.width(lines[1], plain))
	height := 2.35 * z.text
	head, _ := p.edged(*w, m.telling)
	foot := p.at(w.x, w.limit)
	box, anchor, ok := c.place(inset(p.area, 4, 4, 4, 2), width, height, []vg.Point{head, foot}, taken)
	if !ok {
		return
	}
	end := leaderEnd(box, anchor)
	start := anchor
	if anchor == head {
		start.Y += 8 * m.telling
	}
	if math.Hypot(float64(end.X-start.X), float64(end.Y-start.Y)) > 8 {
		k.line(.9, k.p.tooFastText, nil, start, end)
	}
	// The halo is of the colour of the ground the note stands on.
	ground := k.p.background
	if p.inZone(d, vg.Point{X: (box.Min.X + box.Max.X) / 2, Y: (box.Min.Y + box.Max.Y) / 2}) {
		ground = tint
	}
	bold.halo, plain.halo = ground, ground
	x := (box.Min.X + box.Max.X) / 2
	k.text(x, box.Max.Y-.95*z.text, lines[0], bold)
	k.text(x, box.Max.Y-2.15*z.text, lines[1], plain)
}

// zoneName writes the name of the zone in the emptier lower corner.
func (k *pen) zoneName(p *panel, c crowd, d *trendData, z sizes, tint color.NRGBA) (vg.Rectangle, bool) {
	st := style{size: z.text, bold: true, colour: k.p.keptEasyText, halo: tint}
	const name = "comfortable or slower"
	w := k.width(name, st)
	if w+16 > p.area.Max.X-p.area.Min.X {
		return vg.Rectangle{}, false
	}
	var best vg.Rectangle
	least := math.Inf(1)
	for i := range 9 {
		x := p.area.Max.X - 8 - w - vg.Length(i)*(p.area.Max.X-p.area.Min.X-16-w)/8
		box := vg.Rectangle{Min: vg.Point{X: x, Y: p.area.Min.Y + 7}, Max: vg.Point{X: x + w, Y: p.area.Min.Y + 7 + z.text}}
		inside := true
		for f := vg.Length(0); f <= 1; f += .25 {
			inside = inside && p.inZone(d, vg.Point{X: x + f*w, Y: box.Max.Y + 4})
		}
		if !inside {
			continue
		}
		if cost := c.cost(inset(box, -4, -4, -3, -3)) + .4*float64(i); cost < least {
			best, least = box, cost
		}
	}
	if least > 30 {
		return vg.Rectangle{}, false
	}
	k.text(best.Min.X, best.Min.Y+.2*z.text, name, st)
	return best, true
}

// inZone reports whether a place is comfortable or slower.
func (p *panel) inZone(d *trendData, at vg.Point) bool {
	i, _ := slices.BinarySearchFunc(d.days, at.X, func(t trendDay, x vg.Length) int {
		return cmp.Compare(p.x(t.x), x)
	})
	if len(d.days) == 0 || i == 0 || i == len(d.days) {
		return i == len(d.days) && i > 0 && at.Y < p.y(d.days[i-1].value)
	}
	const broken = 1.5 // days between which no line is drawn
	return d.days[i].x-d.days[i-1].x < broken && at.Y < p.y(d.days[i].value)
}
