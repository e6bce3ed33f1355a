package report

import (
	"math"

	"easyday/analysis"

	"gonum.org/v1/plot/vg"
)

const (
	multiplesColumns = 6  // and no fewer than half as many
	multiplesMost    = 60 // the rest is said
	multipleHeight   = 140
)

// drawTooFast is too-fast.png: every run judged too fast on one scale, the
// furthest over first.
func drawTooFast(k *pen, r vg.Rectangle, s *analysis.Season, o Options) { k.tooFastPage(r, s, o) }

// tooFastSize grows with the number of runs.
func tooFastSize(s *analysis.Season, o Options) (w, h vg.Length) {
	if len(s.Runs) == 0 {
		return 1200, 120
	}
	return 1200, heightOf(1200, o, func(k *pen, r vg.Rectangle) vg.Length { return k.tooFastPage(r, s, o) })
}

// tooFastPage draws the picture and returns where it ends.
func (k *pen) tooFastPage(r vg.Rectangle, s *analysis.Season, o Options) vg.Length {
	z := wideSizes()
	r = inset(r, 32, 32, 0, 32)
	runs := worst(s)
	if len(runs) == 0 {
		k.titles(&r, z, Headline(s), "")
		return r.Max.Y - 32
	}
	title := "All " + count(len(runs), "recovery run", "recovery runs") + " that were too fast, furthest over first"
	switch {
	case len(runs) == 1:
		title = "The one recovery run that was too fast"
	case len(runs) == 2:
		title = "Both recovery runs that were too fast, the further over first"
	case len(runs) > multiplesMost:
		title = "The " + whole(multiplesMost) + " recovery runs furthest over, of " + whole(float64(len(runs))) + " too fast"
	}
	runs = runs[:min(len(runs), multiplesMost)]
	y, minutes := multiplesScale(runs, o.Units)
	k.titles(&r, z, title, "Grade-adjusted pace against the comfortable pace of the day (line). Filled: faster. "+multiplesNote(y, minutes, o.Units))
	cutTop(&r, 12)
	columns := min(multiplesColumns, max(multiplesColumns/2, len(runs)))
	rows := (len(runs) + columns - 1) / columns
	k.multiples(cutTop(&r, vg.Length(rows)*multipleHeight), s, runs, columns, multipleHeight, y, minutes, o, z)
	return r.Max.Y - 20
}

// multiplesNote says what scale all panels share.
func multiplesNote(y, minutes extent, u Units) string {
	return "Every panel is " + whole(minutes.to) + " min wide, " + signed(y.to) + " to " + signed(y.from) + " s/" + u.Short() + " high."
}

// multiples draws runs in rows of panels from the top of r.
func (k *pen) multiples(r vg.Rectangle, s *analysis.Season, runs []*analysis.Run, columns int, height vg.Length, y, minutes extent, o Options, z sizes) {
	var row vg.Rectangle
	const gap = 18
	width := (r.Max.X - r.Min.X + gap) / vg.Length(columns)
	for i, run := range runs {
		if i%columns == 0 {
			row = cutTop(&r, height)
		}
		cell := row
		cell.Min.X = row.Min.X + vg.Length(i%columns)*width
		cell.Max.X = cell.Min.X + width - gap
		k.multiple(cell, run, repeatsDates(s), y, minutes, o, z)
	}
}

// multiplesScale is the scale all panels share: the longest run, and the
// excess between quantiles of all runs.
func multiplesScale(runs []*analysis.Run, u Units) (y, minutes extent) {
	var all [][]tracePoint
	longest := 10.0
	for _, r := range runs {
		all = append(all, excess(r, u)...)
		whole := r.Recording.Whole()
		if n := whole.Trace.Len(); n > 0 {
			longest = max(longest, float64(whole.Trace.At[n-1])/60)
		}
	}
	lo, hi, ok := valueRange(all, .02, .995)
	if !ok {
		lo, hi = -30, 30
	}
	return extent{min(-20, math.Floor(lo/10)*10), max(20, math.Ceil(hi/10)*10)}, extent{0, min(150, math.Ceil(longest/5)*5)}
}

// excess is a run's pace, smoothed over a minute to either side, as seconds per
// unit faster than its limit.
func excess(r *analysis.Run, u Units) [][]tracePoint {
	whole := r.Recording.Whole()
	t := &whole.Trace
	parts := paces(smoothed(t, t.EffortSpeed, 12, shortBreak), u)
	limit := runLimit(r, u)
	for _, part := range parts {
		for i := range part {
			part[i].y = limit - part[i].y
		}
	}
	return parts
}

func (k *pen) multiple(cell vg.Rectangle, run *analysis.Run, dated bool, y, minutes extent, o Options, z sizes) {
	head := cutTop(&cell, 1.6*z.text)
	base := head.Min.Y + .5*z.text
	date, of := shortDay, " of "
	if dated {
		date, of = yearDay, "/"
	}
	box := k.text(cell.Min.X, base, date(run.LocalDate), style{size: z.text, bold: true, colour: k.p.ink})
	box = k.text(box.Max.X+8, base, signed(perUnit(run.Recovery.Over, o.Units))+" s", style{size: z.text, bold: true, colour: k.p.tooFastText})
	if m := run.Recovery.MinutesOver; !math.IsNaN(m) {
		text := whole(m) + of + whole(run.Recording.Figures.Moving/60) + " min"
		st := style{size: z.text, colour: k.p.muted, align: 1}
		if cell.Max.X-k.width(text, st) >= box.Max.X+6 {
			k.text(cell.Max.X, base, text, st)
		}
	}
	p := newPanel(k, inset(cell, 0, 0, 8, 0), minutes, y, true)
	p.add(func() {
		zone := p.area
		zone.Max.Y = p.y(0)
		k.rectangle(k.p.zone, zone)
		for _, part := range excess(run, o.Units) {
			part = thinned(part, k.points(400))
			for i := range part {
				part[i].y = -part[i].y
			}
			for _, over := range faster(part, 0) {
				pts := make([]vg.Point, 0, len(over)+2)
				for _, t := range over {
					pts = append(pts, p.at(t.x, -t.y))
				}
				pts = append(pts, p.at(over[len(over)-1].x, 0), p.at(over[0].x, 0))
				p.fill(k.p.overFill, pts)
			}
			for i := range part {
				part[i].y = -part[i].y
			}
			p.line(1.5, k.p.ink, nil, p.points(part))
		}
		p.line(1.4, k.p.keptEasyText, nil, []vg.Point{p.at(minutes.from, 0), p.at(minutes.to, 0)})
	})
	p.draw()
}
