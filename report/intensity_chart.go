package report

import (
	"image/color"
	"math"
	"sort"

	"easyday/analysis"

	"gonum.org/v1/plot/vg"
)

// intensityHours are hours by intensity.
type intensityHours struct{ easy, moderate, hard, unknown float64 }

func (h intensityHours) total() float64 { return h.known() + h.unknown }

// known are the hours whose intensity can be told.
func (h intensityHours) known() float64 { return h.easy + h.moderate + h.hard }

func (h *intensityHours) add(r *analysis.Run) {
	if in := r.Intensity; in.Known {
		h.easy += in.Easy / 3600
		h.moderate += in.Moderate / 3600
		h.hard += in.Hard / 3600
	} else if m := r.Recording.Figures.Moving; m > 0 {
		h.unknown += m / 3600
	}
}

// seasonHours are the hours of each week, or of each month where a week would
// be too narrow to see, and of the season.
type seasonHours struct {
	by    step
	spans []dateSpan
	hours []intensityHours // of each span
	sum   intensityHours
}

// narrowestWeek is the least width of a week's bar.
const narrowestWeek = 4.5

func newHours(s *analysis.Season, a *dateAxis, width vg.Length) seasonHours {
	h := seasonHours{by: weeks}
	if 7*width < narrowestWeek*vg.Length(a.to-a.from) {
		h.by = months
	}
	h.spans = h.by.divide(a.from, a.to)
	h.hours = make([]intensityHours, len(h.spans))
	for i := range s.Runs {
		r := &s.Runs[i]
		at := sort.Search(len(h.spans), func(j int) bool { return h.spans[j].to > r.LocalDate })
		h.hours[at].add(r)
		h.sum.add(r)
	}
	return h
}

func intensityTitle(h seasonHours) (title, subtitle string) {
	sum, per := h.sum, "Moving time per "+h.by.word()
	subtitle = per + " by intensity, against the critical speed of the day; grade-adjusted."
	if sum.known() <= 0 {
		return count(int(math.Round(sum.total())), "hour", "hours") + " of running", per + ". Its intensity cannot be told without a critical speed."
	}
	easy := percentages(sum.hard/sum.known(), sum.moderate/sum.known(), sum.easy/sum.known())[2]
	title = easy + " of " + count(int(math.Round(sum.known())), "hour was", "hours were") + " easy"
	if sum.unknown > .05*sum.total() {
		subtitle += " Of a further " + count(int(math.Round(sum.unknown)), "hour", "hours") + " it cannot be told (hatched)."
	}
	return title, subtitle
}

// drawIntensity is intensity.png.
func drawIntensity(k *pen, r vg.Rectangle, s *analysis.Season, _ Options) {
	z := wideSizes()
	r = inset(r, 32, 24, 24, 32)
	a := newDateAxis(seasonSpan(s))
	h := newHours(s, a, r.Max.X-r.Min.X-42-108)
	title, subtitle := intensityTitle(h)
	k.titles(&r, z, title, subtitle)
	cutTop(&r, 14)
	area := inset(r, 42, 108, a.height(z.text), 0)
	p := k.intensityPanel(area, a, h, z)
	a.below(p, z.text)
}

// intensityPanel draws stacked hours, and not shares, so that a week with one
// run does not look like a full one.
func (k *pen) intensityPanel(area vg.Rectangle, a *dateAxis, h seasonHours, z sizes) *panel {
	most := .5
	for _, w := range h.hours {
		most = max(most, w.total())
	}
	at := ticks(extent{0, most * 1.04}, min(7, max(2, int((area.Max.Y-area.Min.Y)/(1.55*z.text)))), .5, 1, 2, 4, 5, 10, 20, 50)
	if len(at) > 1 && at[len(at)-1] < most {
		at = append(at, 2*at[len(at)-1]-at[len(at)-2])
	}
	p := newPanel(k, area, a.extent(), extent{0, max(most, at[len(at)-1])}, true)
	p.add(func() {
		a.grid(p, area.Max.Y)
		st := style{size: z.text, colour: k.p.muted, align: 1}
		for i, v := range at {
			if i > 0 {
				k.horizontal(area.Min.X, area.Max.X, p.y(v), .75, k.p.grid)
			}
			label := trimmed(v)
			if i == len(at)-1 {
				label += " h"
			}
			k.text(area.Min.X-7, middle(p.y(v), z.text), label, st)
		}
	})
	p.add(func() {
		for i, w := range h.hours {
			x0, x1 := p.x(float64(h.spans[i].from)), p.x(float64(h.spans[i].to))
			if spare := x1 - x0 - 6*z.text; spare > 0 {
				x0, x1 = x0+spare/2, x1-spare/2 // a week of a short season
			}
			gap := min(.7, .1*(x1-x0))
			y := 0.0
			for j, part := range []float64{w.easy, w.moderate, w.hard, w.unknown} {
				if part <= 0 {
					continue
				}
				box := vg.Rectangle{Min: vg.Point{X: x0 + gap, Y: p.y(y)}, Max: vg.Point{X: x1 - gap, Y: p.y(y + part)}}
				y += part
				if j > 0 && box.Max.Y-box.Min.Y > 1.6 {
					box.Min.Y += .6
				}
				switch j {
				case 0:
					k.rectangle(over(withAlpha(k.p.easy, 255), k.p.background), box)
				case 1:
					k.rectangle(k.p.moderate, box)
				case 2:
					k.rectangle(k.p.hard, box)
				case 3:
					k.hatched(classCantTell, box)
				}
			}
		}
	})
	p.draw()
	if sum, known := h.sum, h.sum.known(); known > 0 {
		type label struct {
			text   string
			colour color.NRGBA
		}
		whole := percentages(sum.hard/known, sum.moderate/known, sum.easy/known)
		labels := []label{
			{whole[0] + " hard", k.p.hardText},
			{whole[1] + " moderate", k.p.moderateText},
			{whole[2] + " easy", k.p.easyText},
		}
		y := (area.Min.Y+area.Max.Y)/2 + 1.6*z.text
		for _, l := range labels {
			k.text(area.Max.X+9, middle(y, z.text), l.text, style{size: z.text, bold: true, colour: l.colour})
			y -= 1.6 * z.text
		}
	}
	return p
}

func withAlpha(c color.NRGBA, a uint8) color.NRGBA {
	c.A = a
	return c
}
