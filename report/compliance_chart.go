package report

import (
	"math"
	"slices"
	"strconv"

	"easyday/analysis"

	"gonum.org/v1/plot/vg"
)

// complianceTitle says what the season's one test of change shows.
func complianceTitle(s *analysis.Season) (title, subtitle string) {
	c := s.Summary.Change
	by := newDateAxis(seasonSpan(s)).tallied().word()
	subtitle = "Recovery runs per " + by
	switch {
	case hasShareCurve(s):
		subtitle += ", and the smoothed share too fast with its 90% band, dotted where few runs lie near."
	case s.Summary.Total() > 0:
		subtitle += "; too few were judged for a share over time."
	default:
		subtitle += "."
	}
	if least := s.Options.MonthMinimum; least > 1 && s.Summary.Total() > 0 {
		subtitle += " A " + by + " with fewer than " + strconv.Itoa(least) + " judged runs has no share."
	}
	switch {
	case s.Summary.TooFast == 0, s.Summary.TooFast == s.Summary.Judged():
		return Headline(s), subtitle
	case c.Direction() < 0:
		title = "Fewer recovery runs were too fast as time went on"
	case c.Direction() > 0:
		title = "More recovery runs were too fast as time went on"
	case c.Tested:
		title = "No clear change in the share of recovery runs too fast"
	default:
		title = Headline(s)
	}
	if t := changeSentence(c); t != "" && c.Direction() != 0 {
		subtitle = t + " " + subtitle
	}
	return title, subtitle
}

// noRecoveryRuns says why there are none.
func noRecoveryRuns(s *analysis.Season) string {
	for i := range s.Runs {
		if s.Runs[i].Kind == analysis.KindHard || s.Runs[i].Hard != nil {
			return "No recovery runs found: no easier run began in the shadow of a hard effort."
		}
	}
	return "No recovery runs found: no hard effort was found for a run to recover from."
}

// complianceSize is that of two panels, of one where there is no share over
// time, or of a sentence where there is no recovery run.
func complianceSize(s *analysis.Season, _ Options) (w, h vg.Length) {
	switch {
	case s.Summary.Total() == 0:
		return 1200, 190
	case !hasShareCurve(s):
		return 1200, 430
	}
	return 1200, 620
}

// drawCompliance is compliance.png.
func drawCompliance(k *pen, r vg.Rectangle, s *analysis.Season, _ Options) {
	z := wideSizes()
	r = inset(r, 32, 24, 24, 32)
	title, subtitle := complianceTitle(s)
	k.titles(&r, z, title, subtitle)
	if s.Summary.Total() == 0 {
		k.emptyNote(r, noRecoveryRuns(s), z)
		return
	}
	cutTop(&r, 5)
	k.compliancePanels(r, s, z)
}

// compliancePanels draws the key, the bars of every month and the smoothed
// share below them.
func (k *pen) compliancePanels(r vg.Rectangle, s *analysis.Season, z sizes) {
	k.key(&r, z, k.barKey(s.Summary.Counts, z))
	cutTop(&r, 14)
	a := newDateAxis(seasonSpan(s))
	r = inset(r, 42, 128, 0, 0)
	if !hasShareCurve(s) {
		bars := inset(r, 0, 0, a.height(z.text), 0)
		k.tallyBars(bars, s, a, z, true)
		a.below(newPanel(k, bars, a.extent(), extent{0, 1}, true), z.text)
		return
	}
	k.tallyBars(cutTop(&r, .52*(r.Max.Y-r.Min.Y)), s, a, z, true)
	cutTop(&r, 30)
	k.shareCurve(inset(r, 0, 0, a.height(z.text), 0), s, a, z)
}

// firmFrom is the effective number of runs below which the smoothed share is
// drawn thin.
const firmFrom = 3

// hasShareCurve reports whether the smoothed share rests on enough runs on some
// day to be drawn.
func hasShareCurve(s *analysis.Season) bool {
	return len(s.Compliance) > 1 && slices.ContainsFunc(s.Compliance, func(c analysis.SmoothedShare) bool { return c.N >= firmFrom })
}

// shareCurve draws the smoothed share too fast with its band.
func (k *pen) shareCurve(area vg.Rectangle, s *analysis.Season, a *dateAxis, z sizes) {
	top := .5
	for _, c := range s.Compliance {
		if c.High > .55 {
			top = 1
		}
	}
	p := newPanel(k, area, a.extent(), extent{0, top}, true)
	var high, low []vg.Point
	var parts [][]vg.Point
	var firm []bool
	for _, c := range s.Compliance {
		if math.IsNaN(c.Value) {
			continue
		}
		x := float64(c.Date) + .5
		high, low = append(high, p.at(x, c.High)), append(low, p.at(x, c.Low))
		pt, is := p.at(x, c.Value), c.N >= firmFrom
		if n := len(parts); n > 0 {
			parts[n-1] = append(parts[n-1], pt)
			if firm[n-1] == is {
				continue
			}
		}
		parts, firm = append(parts, []vg.Point{pt}), append(firm, is)
	}
	p.add(func() {
		a.grid(p, area.Max.Y)
		st := style{size: z.text, colour: k.p.muted, align: 1}
		for _, v := range []float64{0, top / 2, top} {
			k.horizontal(area.Min.X, area.Max.X, p.y(v), .75, k.p.grid)
			k.text(area.Min.X-7, middle(p.y(v), z.text), percent(v), st)
		}
	})
	p.add(func() {
		fill := k.p.tooFast
		fill.A = 46
		p.ribbon(fill, high, low)
	})
	p.add(func() {
		for i, part := range parts {
			if firm[i] {
				p.line(2.5, k.p.tooFast, nil, part)
			} else {
				p.line(1.4, k.p.tooFast, []vg.Length{2, 3}, part)
			}
		}
	})
	p.draw()
	a.below(p, z.text)
	last := s.Compliance[len(s.Compliance)-1]
	y := spread([]vg.Length{p.y(last.Value)}, []vg.Length{4 * z.text}, area.Min.Y, area.Max.Y)[0]
	x := area.Max.X + 9
	k.text(x, y+.8*z.text, percent(last.Value)+" too fast", style{size: z.text, bold: true, colour: k.p.tooFastText})
	k.text(x, y-.5*z.text, "90%: "+whole(100*last.Low)+enDash+percent(last.High), style{size: z.text, colour: k.p.sub})
	k.text(x, y-1.8*z.text, "from about "+count(int(math.Round(last.N)), "run", "runs"), style{size: z.text, colour: k.p.sub})
}
