package report

import (
	"easyday/analysis"
	"easyday/importer/activity"

	"gonum.org/v1/plot/vg"
)

// serious orders classes for a day with several runs: the first shows.
func (c class) serious() int {
	return [classes]int{classTooFast: 0, classBorderline: 1, classHard: 2, classKeptEasy: 3, classCantTell: 4, classEasy: 5}[c]
}

// dayRuns is the run that each day shows.
func dayRuns(s *analysis.Season) map[activity.Date]*analysis.Run {
	out := make(map[activity.Date]*analysis.Run, len(s.Runs))
	for i := range s.Runs {
		r := &s.Runs[i]
		if was := out[r.LocalDate]; was == nil || classOf(r).serious() < classOf(was).serious() {
			out[r.LocalDate] = r
		}
	}
	return out
}

// calendarTitle counts days; it claims no pattern.
func calendarTitle(s *analysis.Season) (title, subtitle string) {
	days := dayRuns(s)
	first, last := s.Runs[0].LocalDate, s.Runs[0].LocalDate
	for d := range days {
		first, last = min(first, d), max(last, d)
	}
	return "Ran on " + count(len(days), "day", "days") + " of " + whole(float64(last-first)+1),
		"Each square is a day, each column a week. Of several runs in a day the most telling is shown."
}

// drawCalendar is calendar.png.
func drawCalendar(k *pen, r vg.Rectangle, s *analysis.Season, _ Options) {
	z := wideSizes()
	r = inset(r, 32, 32, 22, 32)
	title, subtitle := calendarTitle(s)
	k.titles(&r, z, title, subtitle)
	cutTop(&r, 6)
	k.key(&r, z, k.cellKey(s, z, fullNames(), true))
	cutTop(&r, 8)
	k.calendar(inset(r, 42, 0, 0, 0), s, newDateAxis(seasonSpan(s)), z)
}

// calendar draws a column of days for every week on the season's date axis,
// names above it and weekdays to its left.
func (k *pen) calendar(area vg.Rectangle, s *analysis.Season, a *dateAxis, z sizes) {
	names := cutTop(&area, 1.55*z.text)
	p := newPanel(k, area, a.extent(), extent{0, 7}, false)
	days := dayRuns(s)
	a.withYears().names(p, names.Min.Y+.45*z.text, z.text)
	height := (area.Max.Y - area.Min.Y) / 7
	width := p.x(float64(a.from)+7) - p.x(float64(a.from))
	for i, name := range []string{"Mon", "", "Wed", "", "Fri", "", "Sun"} {
		k.text(area.Min.X-7, middle(p.y(float64(i)+.5), z.text), name, style{size: z.text, colour: k.p.muted, align: 1})
	}
	gap := min(.05*width, 1.5)
	for d := a.from; d < a.to; d++ {
		week, weekday := int(d-a.from)/7, int(d-a.from)%7
		cell := vg.Rectangle{
			Min: vg.Point{X: area.Min.X + vg.Length(week)*width + gap, Y: p.y(float64(weekday) + .95)},
			Max: vg.Point{X: area.Min.X + vg.Length(week+1)*width - gap, Y: p.y(float64(weekday) + .05)},
		}
		k.daySquare(cell, days[d])
	}
	k.monthSteps(p, a, width, height)
}

// daySquare draws the day of a run, or a day of rest.
func (k *pen) daySquare(cell vg.Rectangle, r *analysis.Run) {
	c, name := classEasy, "rest"
	if r != nil {
		c = classOf(r)
		name = "day " + c.key()
	}
	half := cell.Max.Sub(cell.Min).Scale(.5)
	k.repeat(name, cell.Min.Add(half), r, func(at vg.Point) {
		k.dayCell(vg.Rectangle{Min: at.Sub(half), Max: at.Add(half)}, c, r != nil)
	})
}

// dayCell draws a day as its class is drawn.
func (k *pen) dayCell(cell vg.Rectangle, c class, ran bool) {
	w, h := cell.Max.X-cell.Min.X, cell.Max.Y-cell.Min.Y
	radius := .16 * min(w, h)
	at := vg.Point{X: (cell.Min.X + cell.Max.X) / 2, Y: (cell.Min.Y + cell.Max.Y) / 2}
	mark := .25 * min(w, h)
	if min(w, h) < 7 {
		mark = 0
	}
	if !ran {
		k.rounded(k.p.rest, cell, radius)
		return
	}
	switch c {
	case classTooFast:
		k.rounded(k.p.tooFast, cell, radius)
		k.diamond(k.p.background, at, mark)
	case classBorderline:
		k.rounded(k.p.tooFast, cell, radius)
		t := max(.8, .075*min(w, h))
		k.rounded(k.p.background, inset(cell, t, t, t, t), max(0, radius-t))
		k.diamondOutline(max(.9, .05*min(w, h)), k.p.tooFast, at, .9*mark)
	case classKeptEasy:
		k.rounded(k.p.keptEasy, cell, radius)
	case classCantTell:
		k.rounded(k.p.muted, cell, radius)
		t := max(.8, .075*min(w, h))
		k.rounded(k.p.background, inset(cell, t, t, t, t), max(0, radius-t))
	case classHard:
		k.rounded(k.p.hard, cell, radius)
		k.triangle(k.p.background, vg.Point{X: at.X, Y: at.Y - .1*mark}, mark)
	default:
		k.rounded(k.p.cell, cell, radius)
	}
}

// monthSteps draws the stepped line between months.
func (k *pen) monthSteps(p *panel, a *dateAxis, width, height vg.Length) {
	st := months
	if stepFor(a.from, a.to) > months {
		st = stepFor(a.from, a.to)
	}
	for _, sp := range st.divide(a.from, a.to)[1:] {
		week, weekday := int(sp.from-a.from)/7, int(sp.from-a.from)%7
		x0 := p.area.Min.X + vg.Length(week)*width
		y := p.area.Max.Y - vg.Length(weekday)*height
		if weekday == 0 {
			k.vertical(x0, p.area.Min.Y, p.area.Max.Y, 1.1, k.p.muted)
			continue
		}
		// Days before the first lie in the column to the right of the line.
		k.line(1.1, k.p.muted, nil,
			vg.Point{X: x0 + width, Y: p.area.Max.Y}, vg.Point{X: x0 + width, Y: y},
			vg.Point{X: x0, Y: y}, vg.Point{X: x0, Y: p.area.Min.Y})
	}
}

// fullNames names what a day shows where there is room.
func fullNames() [classes]string {
	return [classes]string{"recovery, too fast", "too close to call", "recovery, kept easy", "cannot be judged", "hard effort", "other run"}
}

// shortNames names what a day shows in few letters.
func shortNames() [classes]string {
	return [classes]string{"too fast", "close call", "kept easy", "not judged", "hard", "other"}
}

// cellKey explains the squares that occur and, if wanted, those of days of rest.
func (k *pen) cellKey(s *analysis.Season, z sizes, names [classes]string, rest bool) []keyItem {
	var seen [classes]bool
	for _, r := range dayRuns(s) {
		seen[classOf(r)] = true
	}
	var out []keyItem
	add := func(c class, ran bool, text string) {
		h := .6 * z.text
		item := keyItem{width: 1.2 * z.text, text: text, colour: k.p.muted, draw: func(at vg.Point) {
			k.dayCell(vg.Rectangle{Min: vg.Point{X: at.X - h, Y: at.Y - h}, Max: vg.Point{X: at.X + h, Y: at.Y + h}}, c, ran)
		}}
		if ran {
			item.colour = k.p.textColour(c)
		}
		out = append(out, item)
	}
	for c := range classes {
		if seen[c] {
			add(c, true, names[c])
		}
	}
	if rest {
		add(classEasy, false, "rest")
	}
	return out
}
