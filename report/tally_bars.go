package report

import (
	"math"
	"strconv"

	"easyday/analysis"
	"easyday/importer/activity"

	"gonum.org/v1/plot/vg"
)

// tally is what the recovery runs of a span of days came to.
type tally struct {
	from, to activity.Date
	analysis.Counts
}

// tallies are those of the season's months or, where the axis is divided into
// quarters or years, of these: a month of three years is too narrow to read, and
// has too few runs for a share.
func tallies(s *analysis.Season, a *dateAxis) []tally {
	var out []tally
	by := a.tallied()
	for _, m := range s.Months {
		from := by.floor(activity.NewDate(m.Year, m.Month, 1))
		if n := len(out); n == 0 || out[n-1].from != from {
			out = append(out, tally{from: from, to: by.next(from)})
		}
		t := &out[len(out)-1].Counts
		t.KeptEasy += m.KeptEasy
		t.Borderline += m.Borderline
		t.TooFast += m.TooFast
		t.CantTell += m.CantTell
	}
	return out
}

// share is the share too fast; NaN where fewer than least runs were judged.
func (t tally) share(least int) float64 {
	if n := t.Judged(); n >= max(1, least) {
		return float64(t.TooFast) / float64(n)
	}
	return math.NaN()
}

// tallyBars draws the recovery runs of each month, quarter or year as a stack
// over its days: kept easy, too close to call (hatched), too fast, and a little
// apart those that cannot be judged. Above one with enough judged runs stands its
// share too fast; the numbers it rests on are in the bars.
func (k *pen) tallyBars(area vg.Rectangle, s *analysis.Season, a *dateAxis, z sizes, spellFirst bool) {
	p := newPanel(k, area, a.extent(), extent{0, 1}, true)
	all := tallies(s, a)
	most := 0
	for _, t := range all {
		most = max(most, t.Total())
	}
	const apart = 3
	room := area.Max.Y - area.Min.Y - 1.5*z.text - apart
	unit := min(room/vg.Length(max(most, 1)), 4.4*z.text)
	labelSize := k.shareSize(p, a, z)
	for _, t := range all {
		x0, x1 := p.x(float64(max(t.from, a.from))), p.x(float64(min(t.to, a.to)))
		gap := min(1.25, (x1-x0)*.1)
		bar := vg.Rectangle{Min: vg.Point{X: x0 + gap, Y: area.Min.Y}, Max: vg.Point{X: x1 - gap, Y: area.Min.Y}}
		// No wider than its numbers need, but where the axis does not name its ends.
		if spare := bar.Max.X - bar.Min.X - 14*z.text; spare > 0 && a.step != weeks {
			bar = inset(bar, spare/2, spare/2, 0, 0)
		}
		top := k.tallyStack(bar, t.Counts, unit, apart, z)
		share := t.share(s.Options.MonthMinimum)
		if a.step == weeks {
			// The axis names weeks: the bar says its month.
			k.spanLabel(t.monthLabels(share), x0, x1, top+.45*z.text, style{size: z.text, bold: true, colour: k.p.ink, align: .5})
			continue
		}
		if math.IsNaN(share) || labelSize == 0 {
			continue
		}
		st := style{size: labelSize, bold: true, colour: k.p.ink, align: .5}
		label := percent(share)
		if spellFirst && k.width(label+" too fast", st) < x1-x0 {
			label += " too fast"
			spellFirst = false
		}
		if k.width(label, st) <= x1-x0 {
			k.text((x0+x1)/2, top+.45*z.text, label, st)
		}
	}
	k.horizontal(area.Min.X, area.Max.X, area.Min.Y, .9, k.p.axis)
}

// monthLabels name a month with its share too fast, where it has one, from the
// longest to the shortest.
func (t tally) monthLabels(share float64) []string {
	month := t.from.Midnight().Format("Jan")
	if math.IsNaN(share) {
		return []string{month}
	}
	return []string{month + ": " + percent(share) + " too fast", month + ": " + percent(share), percent(share)}
}

// shareSize is the size of the shares above the bars: the text's, or a little
// less where bars are narrow, or 0 where they do not fit at all.
func (k *pen) shareSize(p *panel, a *dateAxis, z sizes) vg.Length {
	days := map[step]float64{months: 30, quarters: 91, years: 365}[a.tallied()]
	bar := p.x(float64(a.from)+days) - p.x(float64(a.from))
	for _, size := range []vg.Length{z.text, .84 * z.text} {
		if k.width("33%", style{size: size, bold: true})+5 <= bar {
			return size
		}
	}
	return 0
}

// tallyStack draws the stack of one span and returns its top.
func (k *pen) tallyStack(bar vg.Rectangle, c analysis.Counts, unit, apart vg.Length, z sizes) vg.Length {
	y := bar.Min.Y
	for i, n := range []int{c.KeptEasy, c.Borderline, c.TooFast, c.CantTell} {
		if n == 0 {
			continue
		}
		if i == 3 && y > bar.Min.Y {
			y += apart
		}
		r := bar
		r.Min.Y, r.Max.Y = y, y+vg.Length(n)*unit
		y = r.Max.Y
		if i > 0 && i < 3 && r.Min.Y > bar.Min.Y {
			r.Min.Y += .7 // a line of the ground between segments
		}
		number := style{size: z.text, bold: true, colour: k.p.inBar, align: .5}
		switch i {
		case 0:
			k.rectangle(k.p.barKeptEasy, r)
		case 1:
			k.hatched(classBorderline, r)
			number.colour, number.halo = k.p.tooFastText, k.p.background
		case 2:
			k.rectangle(k.p.barTooFast, r)
		case 3:
			k.hatched(classCantTell, r)
			number.colour, number.halo = k.p.sub, k.p.background
		}
		text := strconv.Itoa(n)
		if r.Max.Y-r.Min.Y >= .92*z.text && k.width(text, number)+4 <= r.Max.X-r.Min.X {
			if number.halo.A > 0 {
				k.plate(r, text, number)
			}
			k.text((r.Min.X+r.Max.X)/2, middle((r.Min.Y+r.Max.Y)/2, z.text), text, number)
		}
	}
	return y
}

// plate clears the ground under a number on hatching.
func (k *pen) plate(r vg.Rectangle, text string, st style) {
	x, y := (r.Min.X+r.Max.X)/2, (r.Min.Y+r.Max.Y)/2
	w, h := k.width(text, st)/2+3, .5*st.size
	h = min(h, (r.Max.Y-r.Min.Y)/2-1)
	k.rectangle(k.p.background, vg.Rectangle{Min: vg.Point{X: x - w, Y: y - h}, Max: vg.Point{X: x + w, Y: y + h}})
}

// hatched draws a segment of runs that no claim is made about.
func (k *pen) hatched(c class, r vg.Rectangle) {
	colour := k.p.tooFast
	if c == classCantTell {
		colour = k.p.axis
	}
	k.rectangle(k.p.background, r)
	k.hatch(colour, r, .9, 4.5)
	k.frame(colour, r, 1)
}

// barKey explains the segments that occur.
func (k *pen) barKey(c analysis.Counts, z sizes) []keyItem {
	swatch := func(at vg.Point) vg.Rectangle {
		h := .42 * z.text
		return vg.Rectangle{Min: vg.Point{X: at.X - h, Y: at.Y - h}, Max: vg.Point{X: at.X + h, Y: at.Y + h}}
	}
	var out []keyItem
	add := func(n int, text string, cl class, draw func(vg.Rectangle)) {
		if n > 0 {
			out = append(out, keyItem{
				draw: func(at vg.Point) { draw(swatch(at)) }, width: .84 * z.text,
				text: strconv.Itoa(n) + " " + text, colour: k.p.textColour(cl),
			})
		}
	}
	add(c.TooFast, "too fast", classTooFast, func(r vg.Rectangle) { k.rectangle(k.p.barTooFast, r) })
	add(c.Borderline, "too close to call", classBorderline, func(r vg.Rectangle) { k.hatched(classBorderline, r) })
	add(c.KeptEasy, "kept easy", classKeptEasy, func(r vg.Rectangle) { k.rectangle(k.p.barKeptEasy, r) })
	add(c.CantTell, "cannot be judged", classCantTell, func(r vg.Rectangle) { k.hatched(classCantTell, r) })
	return out
}
