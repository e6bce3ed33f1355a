package report

import (
	"cmp"
	"image/color"
	"math"
	"slices"
	"strconv"

	"easyday/analysis"

	"gonum.org/v1/plot/vg"
)

// RunChart is the picture of one run: its pace against the limit of the day,
// its heart rate and its elevation, with hard stretches shaded. It is named
// after the run's id.
func RunChart(r *analysis.Run) Chart {
	return Chart{Name: r.ID, DPI: 144, size: ofSize(1200, 760), draw: func(k *pen, box vg.Rectangle, s *analysis.Season, o Options) {
		drawRun(k, box, s, o, r)
	}}
}

// FlaggedRuns are the runs judged too fast that have a picture of their own,
// the furthest over first, at most n.
func FlaggedRuns(s *analysis.Season, n int) []*analysis.Run {
	w := worst(s)
	return w[:min(n, len(w))]
}

// runLimit is the limit that a run's own trace is held against, in seconds per
// unit; NaN where there is none.
func runLimit(r *analysis.Run, u Units) float64 {
	if v := r.Recovery; v != nil && known(v.Limit) {
		return perUnit(float64(v.Limit), u)
	}
	return perUnit(float64(r.Comfortable.Value), u)
}

func drawRun(k *pen, r vg.Rectangle, s *analysis.Season, o Options, run *analysis.Run) {
	z := wideSizes()
	r = inset(r, 32, 24, 32, 32)
	title, subtitle := runTitle(run, o)
	k.titles(&r, z, title, subtitle)
	cutTop(&r, 8)
	k.runPanels(r, run, o, z, 42, 118)
}

// runPanels draws a run's pace, heart rate and elevation on one axis of time.
// Without room on the right the curves go without names.
func (k *pen) runPanels(r vg.Rectangle, run *analysis.Run, o Options, z sizes, left, right vg.Length) {
	recording := run.Recording.Whole()
	t := &recording.Trace
	reach := steadying(run)
	adjusted := paces(smoothed(t, t.EffortSpeed, reach, noBreak), o.Units)
	if len(adjusted) == 0 {
		k.emptyNote(r, "The recording holds no pace over time.", z)
		return
	}
	unit := cutTop(&r, 1.7*z.text)
	unitText := "↑ faster, min/" + o.Units.Short()
	if reach > analysis.FineReach {
		unitText += "; an uneven recording, averaged over ±" + strconv.Itoa(reach*analysis.TraceStep) + " s"
	}
	k.text(unit.Min.X+left, unit.Min.Y+.65*z.text, unitText, style{size: z.text, colour: k.p.muted})
	minutes := extent{0, (float64(t.At[t.Len()-1]) + analysis.TraceStep) / 60}
	r = inset(r, left, right, 1.55*z.text, 0)
	heart := smoothed(t, t.HeartRate, 2, noBreak)
	height := smoothed(t, t.Altitude, 2, noBreak)
	whole := r
	full := r.Max.Y - r.Min.Y
	var heartArea, heightArea vg.Rectangle
	if len(height) > 0 {
		heightArea = cutBottom(&r, .14*full)
		cutBottom(&r, .05*full)
	}
	if len(heart) > 0 {
		heartArea = cutBottom(&r, .20*full)
		cutBottom(&r, .06*full)
	}
	k.hardShades(whole, run, minutes, o, z)
	k.runPace(r, run, adjusted, paces(smoothed(t, t.Speed, reach-1, noBreak), o.Units), minutes, o, z)
	if len(heart) > 0 {
		k.runHeart(heartArea, heart, !run.HeartRateDistrusted, minutes, z)
	}
	if len(height) > 0 {
		k.runHeight(heightArea, height, minutes, o, z)
	}
	k.minuteAxis(whole, minutes, z)
}

// hardShades tints hard stretches through all panels, with their pace above
// where it fits.
func (k *pen) hardShades(area vg.Rectangle, run *analysis.Run, minutes extent, o Options, z sizes) {
	if run.Hard == nil {
		return
	}
	p := newPanel(k, area, minutes, extent{0, 1}, true)
	st := style{size: z.text, bold: true, colour: k.p.hardText, align: .5}
	free := area.Min.X
	for _, h := range run.Hard.Stretches {
		x0, x1 := max(area.Min.X, p.x(h.From/60)), min(area.Max.X, p.x(h.To/60))
		k.rectangle(k.p.hardFill, vg.Rectangle{Min: vg.Point{X: x0, Y: area.Min.Y}, Max: vg.Point{X: x1, Y: area.Max.Y}})
		text, mid := FormatPace(h.EffortPace, o.Units), (x0+x1)/2
		if half := k.width(text, st)/2 + 3; mid-half >= free && mid+half <= area.Max.X {
			k.text(mid, area.Max.Y-1.2*z.text, text, st)
			free = mid + half
		}
	}
}

// runPace draws grade-adjusted pace over pace as recorded and, on a recovery
// run that could be judged, fills what is faster than the limit.
func (k *pen) runPace(area vg.Rectangle, run *analysis.Run, adjusted, raw [][]tracePoint, minutes extent, o Options, z sizes) {
	limit := runLimit(run, o.Units)
	lo, hi, _ := valueRange(adjusted, .01, .985)
	if !math.IsNaN(limit) {
		lo, hi = min(lo, limit*.97), max(hi, limit*1.05)
	}
	if a, b, ok := valueRange(raw, .05, .95); ok {
		// As recorded, pace may swing far on hills: half as much again is shown.
		room := .5 * (hi - lo)
		lo, hi = min(lo, max(a, lo-room)), max(hi, min(b, hi+room))
	}
	pad := .12 * (hi - lo)
	y := extent{lo - 2*pad, hi + pad}
	p := newPanel(k, area, minutes, y, false)
	judged := run.Recovery != nil && run.Recovery.Verdict != analysis.CantTell && !math.IsNaN(limit)
	p.add(func() {
		if judged {
			zone := area
			zone.Max.Y = p.y(limit)
			k.rectangle(k.p.zone, zone)
		}
		st := style{size: z.text, colour: k.p.muted, align: 1}
		for _, v := range paceTicks(y) {
			k.horizontal(area.Min.X, area.Max.X, p.y(v), .75, k.p.grid)
			k.text(area.Min.X-7, middle(p.y(v), z.text), clock(v), st)
		}
	})
	var longest []tracePoint
	p.add(func() {
		for _, part := range raw {
			p.line(1.1, k.p.axis, nil, p.points(thinned(part, k.points(1200))))
		}
		for _, part := range adjusted {
			if judged {
				for _, over := range faster(thinned(part, k.points(len(part))), limit) {
					pts := append(p.points(over), p.at(over[len(over)-1].x, limit), p.at(over[0].x, limit))
					p.fill(k.p.overFill, pts)
					if len(longest) == 0 || span(over) > span(longest) {
						longest = over
					}
				}
			}
		}
		if !math.IsNaN(limit) {
			p.line(1.8, k.p.keptEasyText, nil, []vg.Point{p.at(minutes.from, limit), p.at(minutes.to, limit)})
		}
		for _, part := range adjusted {
			p.line(2.1, k.p.ink, nil, p.points(thinned(part, k.points(1200))))
		}
	})
	p.draw()
	if p.roomForNames() {
		p.paceLabels(adjusted, raw, limit, z)
	}
	// An average over minutes bridges blocks that are not counted as over.
	if span(longest) >= 3 && steadying(run) == analysis.FineReach {
		p.longestNote(longest, slices.Concat(adjusted, raw), limit, o, z)
	}
}

func span(part []tracePoint) float64 {
	if len(part) == 0 {
		return 0
	}
	return part[len(part)-1].x - part[0].x
}

func (p *panel) points(part []tracePoint) []vg.Point {
	out := make([]vg.Point, len(part))
	for i, t := range part {
		out[i] = p.at(t.x, t.y)
	}
	return out
}

// paceLabels names the curves at their right ends.
func (p *panel) paceLabels(adjusted, raw [][]tracePoint, limit float64, z sizes) {
	type label struct {
		text   string
		at     vg.Length
		bold   bool
		colour color.NRGBA
	}
	end := func(parts [][]tracePoint) vg.Length {
		last := parts[len(parts)-1]
		return max(p.area.Min.Y, min(p.area.Max.Y, p.y(last[len(last)-1].y)))
	}
	labels := []label{{"grade-adjusted", end(adjusted), true, p.k.p.ink}}
	if len(raw) > 0 {
		labels = append(labels, label{"as recorded", end(raw), false, p.k.p.muted})
	}
	if !math.IsNaN(limit) {
		labels = append(labels, label{"comfortable " + clock(limit), p.y(limit), true, p.k.p.keptEasyText})
	}
	slices.SortStableFunc(labels, func(a, b label) int { return cmp.Compare(a.at, b.at) })
	want, heights := make([]vg.Length, len(labels)), make([]vg.Length, len(labels))
	for i, l := range labels {
		want[i], heights[i] = l.at, 1.45*z.text
	}
	for i, y := range spread(want, heights, p.area.Min.Y, p.area.Max.Y) {
		p.k.text(p.area.Max.X+9, middle(y, z.text), labels[i].text, style{size: z.text, bold: labels[i].bold, colour: labels[i].colour})
	}
}

// longestNote says how long the longest stretch over the limit was: inside the
// fill where it fits between the limit and all curves, and above them where it
// does not.
func (p *panel) longestNote(part []tracePoint, curves [][]tracePoint, limit float64, o Options, z sizes) {
	k := p.k
	bold, plain := style{size: z.text, bold: true, colour: k.p.ink, align: .5}, style{size: z.text, colour: k.p.ink, align: .5}
	a := whole(span(part)) + " min in a row"
	b := whole(limit-mean(part)) + " s/" + o.Units.Short() + " faster on average"
	w := max(k.width(a, bold), k.width(b, plain))
	from, to := p.x(part[0].x), p.x(part[len(part)-1].x)
	mid := max(p.area.Min.X+w/2+4, min(p.area.Max.X-w/2-4, (from+to)/2))
	floor := p.y(limit)
	x, base, inside := mid, vg.Length(0), false
	least := math.Inf(1)
	for d := vg.Length(0); d < max(60, (to-from)/2) && !inside; d += 6 {
		for _, at := range []vg.Length{mid - d, mid + d} {
			if inside || at-w/2-4 < p.area.Min.X || at+w/2+4 > p.area.Max.X {
				continue
			}
			lowest, highest := p.heights(curves, at, w+16)
			if at-w/2-8 > from && at+w/2+8 < to && lowest-floor > 3.1*z.text {
				x, base, inside = at, floor+.6*z.text, true
			} else if cost := float64(highest + .1*d); cost < least {
				top := p.area.Max.Y - 2.4*z.text
				if at-w/2 > p.area.Min.X+12*z.text { // clear of the axis's name
					top += z.text
				}
				x, base, least = at, min(highest+.9*z.text, top), cost
			}
		}
	}
	if base == 0 {
		return // the panel is narrower than the note
	}
	if !inside {
		bold.halo, plain.halo = k.p.background, k.p.background
	}
	k.text(x, base+1.25*z.text, a, bold)
	k.text(x, base, b, plain)
}

// heights are the lowest and the highest place of curves within w around x.
func (p *panel) heights(curves [][]tracePoint, x, w vg.Length) (lowest, highest vg.Length) {
	lowest, highest = p.area.Max.Y, p.area.Min.Y
	for _, part := range curves {
		for _, t := range part {
			if at := p.x(t.x); at >= x-w/2 && at <= x+w/2 {
				lowest, highest = min(lowest, p.y(t.y)), max(highest, p.y(t.y))
			}
		}
	}
	return lowest, highest
}

// runHeart draws the heart rate, muted where it was not used.
func (k *pen) runHeart(area vg.Rectangle, parts [][]tracePoint, used bool, minutes extent, z sizes) {
	colour, name := k.p.heartRate, "heart rate, bpm"
	if !used {
		colour, name = k.p.muted, "bpm, not used"
	}
	lo, hi, _ := valueRange(parts, 0, 1)
	y := extent{math.Floor((lo-4)/5) * 5, math.Ceil((hi+4)/5) * 5}
	p := newPanel(k, area, minutes, y, true)
	p.add(func() {
		st := style{size: z.text, colour: k.p.muted, align: 1}
		for _, v := range ticks(y, 4, 5, 10, 20, 25, 50) {
			k.horizontal(area.Min.X, area.Max.X, p.y(v), .75, k.p.grid)
			k.text(area.Min.X-7, middle(p.y(v), z.text), whole(v), st)
		}
		for _, part := range parts {
			p.line(1.8, colour, nil, p.points(thinned(part, k.points(1200))))
		}
	})
	p.draw()
	st := style{size: z.text, bold: true, colour: colour}
	if !p.roomForNames() {
		k.text(area.Min.X+4, area.Max.Y+.2*z.text, name, st)
		return
	}
	last := parts[len(parts)-1]
	k.text(area.Max.X+9, middle(p.y(last[len(last)-1].y), z.text), name, st)
}

func (k *pen) runHeight(area vg.Rectangle, parts [][]tracePoint, minutes extent, o Options, z sizes) {
	lo, hi, _ := valueRange(parts, 0, 1)
	room := max(hi-lo, 20) // so that noise on a flat course does not look like hills
	p := newPanel(k, area, minutes, extent{lo - .12*room, lo + room}, true)
	p.add(func() {
		for _, part := range parts {
			pts := p.points(thinned(part, k.points(800)))
			p.ribbon(k.p.elevation, pts, []vg.Point{{X: pts[0].X, Y: area.Min.Y}, {X: pts[len(pts)-1].X, Y: area.Min.Y}})
		}
	})
	p.draw()
	text := whole(hi-lo) + " m"
	if o.Units == Miles {
		text = whole((hi-lo)/.3048) + " ft"
	}
	st := style{size: z.text, bold: true, colour: k.p.sub}
	if !p.roomForNames() {
		k.text(area.Min.X+4, area.Max.Y+.1*z.text, "elevation, "+text, st)
		return
	}
	k.text(area.Max.X+9, middle(area.Min.Y+.8*z.text, z.text), "elevation, "+text, st)
}

// roomForNames reports whether there is room for names right of the panel.
func (p *panel) roomForNames() bool { return p.k.c.Max.X-p.area.Max.X > 60 }

// minuteAxis draws the axis of minutes below all panels.
func (k *pen) minuteAxis(area vg.Rectangle, minutes extent, z sizes) {
	p := newPanel(k, area, minutes, extent{0, 1}, true)
	k.horizontal(area.Min.X, area.Max.X, area.Min.Y, .9, k.p.axis)
	for i, v := range ticks(minutes, 8, 1, 2, 5, 10, 20, 30, 60, 120, 240) {
		x := p.x(v)
		k.vertical(x, area.Min.Y, area.Min.Y-4, .9, k.p.axis)
		text := strconv.Itoa(int(v))
		if i == 0 {
			text += " min"
		}
		k.text(x, area.Min.Y-6-z.text, text, style{size: z.text, colour: k.p.muted, align: .5})
	}
}
