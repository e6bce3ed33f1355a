package report

import (
	"math"
	"strconv"

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
func drawCalendar(k *pen, r vg.Rectangle, s *analysis.Season, _ Options) { k.calendarPage(r, s) }

// calendarSize grows with the calendar years of a long season.
func calendarSize(s *analysis.Season, o Options) (w, h vg.Length) {
	if len(s.Runs) == 0 {
		return 1200, 356
	}
	return 1200, heightOf(1200, o, func(k *pen, r vg.Rectangle) vg.Length { return k.calendarPage(r, s) })
}

// calendarPage draws the picture and returns where it ends.
func (k *pen) calendarPage(r vg.Rectangle, s *analysis.Season) vg.Length {
	z := wideSizes()
	r = inset(r, 32, 32, 0, 32)
	title, subtitle := calendarTitle(s)
	k.titles(&r, z, title, subtitle)
	cutTop(&r, 6)
	k.key(&r, z, k.cellKey(s, z, fullNames(), true))
	cutTop(&r, 8)
	a := newDateAxis(seasonSpan(s))
	row := vg.Length(27)
	if a.byYear() {
		row = 15
	}
	area := inset(cutTop(&r, a.calendarHeight(z, row, math.MaxInt)), 42, 0, 0, 0)
	const widest = 74 // a week of a short season
	area.Max.X = min(area.Max.X, area.Min.X+widest*vg.Length(a.to-a.from)/7)
	k.calendar(area, s, a, z)
	return r.Max.Y - 22
}

// byYear reports whether the calendar has rows of its own for every year.
func (a *dateAxis) byYear() bool { return stepFor(a.from, a.to) > months }

// calendarHeight is the room a calendar takes whose days are of the given
// height, with its row of names and at most so many years.
func (a *dateAxis) calendarHeight(z sizes, day vg.Length, most int) vg.Length {
	n := 1
	if a.byYear() {
		n = min(most, len(years.divide(a.from, a.to)))
	}
	return 1.55*z.text + vg.Length(n)*7*day + vg.Length(n-1)*day
}

// calendar draws a column of days for every week on the season's date axis,
// names above it and weekdays to its left. A season of more than fourteen
// months has seven rows for each year instead, as many of the last as the area
// was made for.
func (k *pen) calendar(area vg.Rectangle, s *analysis.Season, a *dateAxis, z sizes) {
	names := cutTop(&area, 1.55*z.text)
	if a.byYear() {
		k.calendarYears(area, names.Min.Y+.45*z.text, s, a, z)
		return
	}
	p := newPanel(k, area, a.extent(), extent{0, 7}, false)
	a.withYears().names(p, names.Min.Y+.45*z.text, z.text)
	k.weekdays(p, z, "Mon", "", "Wed", "", "Fri", "", "Sun")
	k.days(p, s, a.from, a.to)
	k.monthSteps(p, a.from, a.to)
}

// weekdays names the rows of a calendar to its left.
func (k *pen) weekdays(p *panel, z sizes, names ...string) {
	for i, name := range names {
		st := style{size: z.text, colour: k.p.muted, align: 1}
		if st.bold = i == 0 && name != "Mon"; st.bold {
			st.colour = k.p.sub
		}
		if name != "" {
			k.text(p.area.Min.X-7, middle(p.y(float64(i)+.5), z.text), name, st)
		}
	}
}

// days draws the days from one date to another, the last excluded, on a panel
// that has a week for every seven units across and a weekday for every unit
// down. In a short season a day is not drawn wider than three of its heights.
func (k *pen) days(p *panel, s *analysis.Season, from, to activity.Date) {
	days := dayRuns(s)
	height := p.y(0) - p.y(1)
	column := p.x(p.X.Min+7) - p.x(p.X.Min)
	width := min(column, 3*height)
	gap := min(.05*width, 1.5)
	for d := from; d < to; d++ {
		week := monday(d)
		mid := p.x(float64(week)) + column/2
		k.daySquare(vg.Rectangle{
			Min: vg.Point{X: mid - width/2 + gap, Y: p.y(float64(d-week) + .95)},
			Max: vg.Point{X: mid + width/2 - gap, Y: p.y(float64(d-week) + .05)},
		}, days[d])
	}
}

// calendarYears draws seven rows of days for every calendar year, the year to
// their left and the months above the first.
func (k *pen) calendarYears(area vg.Rectangle, baseline vg.Length, s *analysis.Season, a *dateAxis, z sizes) {
	all := years.divide(a.from, a.to)
	n := len(all)
	day := (area.Max.Y - area.Min.Y) / vg.Length(8*n-1)
	const least = 5
	for n > 1 && day < least {
		n--
		day = (area.Max.Y - area.Min.Y) / vg.Length(8*n-1)
	}
	all = all[len(all)-n:]
	columns := activity.Date(0)
	for _, year := range all {
		first := years.floor(year.from)
		columns = max(columns, (monday(years.next(first)-1)-monday(first))/7+1)
	}
	for i, year := range all {
		first := years.floor(year.from)
		next := years.next(first)
		block := cutTop(&area, 7*day)
		cutTop(&area, day)
		p := newPanel(k, block, extent{float64(monday(first)), float64(monday(first) + 7*columns)}, extent{0, 7}, false)
		if i == 0 {
			st := style{size: z.text, colour: k.p.muted, align: .5}
			for _, m := range months.divide(first, next) {
				k.spanLabel(m.labels, p.x(float64(m.from)), p.x(float64(m.to)), baseline, st)
			}
		}
		name := strconv.Itoa(first.Midnight().Year())
		if day >= .9*z.text {
			k.weekdays(p, z, name, "", "Wed", "", "Fri", "", "Sun")
		} else {
			k.text(block.Min.X-7, middle((block.Min.Y+block.Max.Y)/2, z.text), name, style{size: z.text, bold: true, colour: k.p.sub, align: 1})
		}
		k.days(p, s, year.from, year.to)
		k.monthSteps(p, year.from, year.to)
	}
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

// monthSteps draws the stepped lines between the months from one date to
// another.
func (k *pen) monthSteps(p *panel, from, to activity.Date) {
	width := min(1.1, .09*(p.y(0)-p.y(1)))
	for _, sp := range months.divide(from, to)[1:] {
		week := monday(sp.from)
		x0, x1 := p.x(float64(week)), p.x(float64(week)+7)
		y := p.y(float64(sp.from - week))
		if sp.from == week {
			k.vertical(x0, p.area.Min.Y, p.area.Max.Y, width, k.p.muted)
			continue
		}
		// Days before the first lie in the column to the right of the line.
		k.line(width, k.p.muted, nil,
			vg.Point{X: x1, Y: p.area.Max.Y}, vg.Point{X: x1, Y: y},
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
