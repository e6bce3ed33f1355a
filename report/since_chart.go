package report

import (
	"math"
	"slices"
	"strconv"
	"time"

	"easyday/analysis"

	"gonum.org/v1/plot/vg"
)

// sinceBin is a span of hours after the hard effort.
type sinceBin struct {
	from, to float64 // hours; the last bin is open
	words    string
	judged   int
	tooFast  int
	over     []float64 // seconds per unit
}

// sinceData is what the panel of hours since the hard effort shows.
type sinceData struct {
	bins []sinceBin
	runs []*analysis.Run // judged recovery runs
	last float64         // hours at the right edge
}

// farthest is the right edge of the panel in hours; later runs, as after a
// long race, are marked at it.
const farthest = 72

// newSinceData sorts runs into the three bins that patterns are looked for in.
func newSinceData(s *analysis.Season, u Units) sinceData {
	const middle, late = float64(analysis.SinceMiddle), float64(analysis.SinceLate)
	d := sinceData{last: 48}
	d.bins = []sinceBin{
		{from: 0, to: middle, words: "within " + trimmed(middle) + " h"},
		{from: middle, to: late, words: "from " + trimmed(middle) + " to " + trimmed(late) + " h"},
		{from: late, to: d.last, words: "after " + trimmed(late) + " h"},
	}
	for i := range s.Runs {
		r := &s.Runs[i]
		if r.Recovery == nil || math.IsNaN(r.Recovery.Over) || r.Recovery.After == "" {
			continue
		}
		d.runs = append(d.runs, r)
		h := r.Recovery.Since.Hours()
		if h > d.last {
			d.last = farthest
		}
		b := &d.bins[0]
		for i := 1; i < len(d.bins) && h >= d.bins[i].from; i++ {
			b = &d.bins[i]
		}
		b.over = append(b.over, perUnit(r.Recovery.Over, u))
		b.judged++
		if r.Recovery.Verdict == analysis.TooFast {
			b.tooFast++
		}
	}
	d.bins[2].to = d.last
	return d
}

// sinceTitle states the counts; whether hours matter is not tested.
func sinceTitle(d sinceData) string {
	t := ""
	for _, b := range d.bins {
		if b.judged == 0 {
			continue
		}
		if t != "" {
			t += ", "
		}
		t += strconv.Itoa(b.tooFast) + " of " + strconv.Itoa(b.judged)
		if len(t) < 12 {
			t += " too fast"
		}
		t += " " + b.words
	}
	if t == "" {
		return "No recovery run could be judged"
	}
	return t
}

// sinceSubtitle says what the panel shows.
func sinceSubtitle(d sinceData, u Units) string {
	t := "Hours since the hard effort ended, against seconds per " + u.String() + " faster (+) or slower (" + minus +
		") than the comfortable pace of the day."
	if d.hasMedians() {
		t += " Bars are medians."
	}
	return t
}

// nothingJudged says why no recovery run has a place on the panel.
func nothingJudged(s *analysis.Season) string {
	if s.Summary.Total() == 0 {
		return noRecoveryRuns(s)
	}
	return "Without a verdict there is nothing to set against the hours."
}

// hasMedians reports whether any bin has runs enough for a bar at their median.
func (d *sinceData) hasMedians() bool {
	return slices.ContainsFunc(d.bins, func(b sinceBin) bool { return len(b.over) >= medianRuns })
}

// medianRuns is the fewest runs whose median is drawn.
const medianRuns = 3

// sinceSize is that of the panel, or of a sentence where no recovery run could
// be judged.
func sinceSize(s *analysis.Season, _ Options) (w, h vg.Length) {
	if s.Summary.Judged() == 0 {
		return 900, 210
	}
	return 900, 620
}

// drawSince is since.png.
func drawSince(k *pen, r vg.Rectangle, s *analysis.Season, o Options) {
	z := wideSizes()
	r = inset(r, 32, 32, 24, 32)
	d := newSinceData(s, o.Units)
	k.titles(&r, z, sinceTitle(d), sinceSubtitle(d, o.Units))
	cutTop(&r, 8)
	if len(d.runs) == 0 {
		k.emptyNote(r, nothingJudged(s), z)
		return
	}
	k.sincePanel(inset(r, 46, 18, 22, 0), d, o, z)
}

// sincePanel draws judged recovery runs by hours since the hard effort and by
// how much faster than the limit they were.
func (k *pen) sincePanel(area vg.Rectangle, d sinceData, o Options, z sizes) {
	top := cutTop(&area, 1.6*z.text)
	y := overRange(d, o.Units)
	p := newPanel(k, area, extent{0, d.last}, y, true)
	zone := area
	zone.Max.Y = p.y(0)
	scale := markScale(z.mark, 2*len(d.runs), area)
	p.add(func() {
		k.rectangle(k.p.zone, zone)
		right := style{size: z.text, colour: k.p.muted, align: 1}
		for _, v := range ticks(y, max(3, int((area.Max.Y-area.Min.Y)/(2.2*z.text))), 2, 5, 10, 20, 30, 60, 120) {
			if v == 0 {
				continue
			}
			k.horizontal(area.Min.X, area.Max.X, p.y(v), .75, k.p.grid)
			k.text(area.Min.X-7, middle(p.y(v), z.text), signed(v), right)
		}
		right.colour, right.bold = k.p.ink, true
		k.text(area.Min.X-7, middle(p.y(0), z.text), "0", right)
		for i, b := range d.bins {
			x0, x1 := p.x(b.from), p.x(b.to)
			if i > 0 {
				k.vertical(x0, area.Min.Y, top.Max.Y, .75, k.p.grid)
			}
			if b.judged == 0 {
				continue
			}
			text := strconv.Itoa(b.tooFast) + " of " + strconv.Itoa(b.judged)
			st := style{size: z.text, bold: true, colour: k.p.tooFastText, align: .5}
			if long := text + " too fast"; k.width(long, st)+6 < x1-x0 {
				text = long
			}
			if b.tooFast == 0 {
				st.colour = k.p.keptEasyText
			}
			k.text((x0+x1)/2, top.Min.Y+.45*z.text, text, st)
		}
	})
	p.add(func() {
		p.line(2, k.p.ink, nil, []vg.Point{p.at(0, 0), p.at(d.last, 0)})
		for _, b := range d.bins {
			if len(b.over) < medianRuns {
				continue
			}
			slices.Sort(b.over)
			m := p.y(quartile(b.over, .5))
			pad := .06 * (p.x(b.to) - p.x(b.from))
			p.line(3, k.p.muted, nil, []vg.Point{{X: p.x(b.from) + pad, Y: m}, {X: p.x(b.to) - pad, Y: m}})
		}
	})
	p.add(func() {
		for c := classes - 1; c >= 0; c-- {
			for _, r := range d.runs {
				if classOf(r) == c {
					k.sinceMark(p, r, c, scale, o.Units)
				}
			}
		}
	})
	p.draw()
	k.horizontal(area.Min.X, area.Max.X, area.Min.Y, .9, k.p.axis)
	st := style{size: z.text, colour: k.p.muted, align: .5}
	for h := 0.0; h <= d.last; h += 12 {
		k.vertical(p.x(h), area.Min.Y, area.Min.Y-4, .9, k.p.axis)
		text := whole(h)
		if h == d.last {
			text += " h"
		}
		k.text(p.x(h), area.Min.Y-5-z.text, text, st)
	}
}

func (k *pen) sinceMark(p *panel, r *analysis.Run, c class, scale vg.Length, u Units) {
	h := r.Recovery.Since.Hours()
	at := p.at(min(max(h, 0), p.X.Max), perUnit(r.Recovery.Over, u))
	edge := c.radius(scale) + 5*scale
	if h > p.X.Max {
		at.X -= edge + 2*scale
		d := 3.4 * scale
		x := at.X + c.radius(scale) + 2*scale
		k.line(1.3*scale, k.p.markColour(c), nil, vg.Point{X: x, Y: at.Y + d}, vg.Point{X: x + d, Y: at.Y}, vg.Point{X: x, Y: at.Y - d})
	}
	switch {
	case at.Y > p.area.Max.Y:
		at.Y = p.area.Max.Y - edge
		k.beyond(k.p.markColour(c), vg.Point{X: at.X, Y: at.Y + c.radius(scale) + 2*scale}, true, scale)
	case at.Y < p.area.Min.Y:
		at.Y = p.area.Min.Y + edge
		k.beyond(k.p.markColour(c), vg.Point{X: at.X, Y: at.Y - c.radius(scale) - 2*scale}, false, scale)
	}
	k.runMark(r, c, at, scale)
}

// overRange is the range of excess shown: everything within Tukey's outer
// fences, zero, and some room.
func overRange(d sinceData, u Units) extent {
	var all []float64
	for _, r := range d.runs {
		all = append(all, perUnit(r.Recovery.Over, u))
	}
	slices.Sort(all)
	q1, q3 := quartile(all, .25), quartile(all, .75)
	reach := 3 * max(q3-q1, 10)
	lo, hi := -10.0, 10.0
	for _, v := range all {
		if v >= q1-reach && v <= q3+reach {
			lo, hi = min(lo, v), max(hi, v)
		}
	}
	pad := .08 * (hi - lo)
	return extent{math.Floor((lo-pad)/5) * 5, math.Ceil((hi+pad)/5) * 5}
}

// worstList lists the runs furthest over their limits: date, pace, excess and
// the time since the hard effort.
func (k *pen) worstList(r vg.Rectangle, s *analysis.Season, o Options, z sizes, most int) {
	runs := worst(s)
	if len(runs) == 0 {
		k.emptyNote(r, "No recovery run was too fast.", z)
		return
	}
	withYear := repeatsDates(s)
	w := r.Max.X - r.Min.X
	bold, plain := style{size: z.text, bold: true, colour: k.p.ink}, style{size: z.text, colour: k.p.sub}
	leading := min(2.25*z.text, (r.Max.Y-r.Min.Y)/vg.Length(min(most, len(runs))))
	for i, run := range runs {
		if i == most {
			break
		}
		row := cutTop(&r, leading)
		mid := (row.Min.Y + row.Max.Y) / 2
		y := middle(mid, z.text)
		k.mark(classTooFast, vg.Point{X: row.Min.X + 6, Y: mid}, z.mark)
		date := day(run.LocalDate)
		if withYear {
			date = fullDay(run.LocalDate)
		}
		k.text(row.Min.X+18, y, date, bold)
		k.text(row.Min.X+18+.40*w, y, FormatPace(run.EffortPace, o.Units), style{size: z.text, colour: k.p.ink, align: 1})
		k.text(row.Min.X+18+.55*w, y, signed(perUnit(run.Recovery.Over, o.Units))+" s", style{size: z.text, bold: true, colour: k.p.tooFastText, align: 1})
		plain.align = 1
		k.text(row.Max.X, y, after(run.Recovery.Since), plain)
	}
}

func after(d time.Duration) string { return hours(d) + " after hard" }
