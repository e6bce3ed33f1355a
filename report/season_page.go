package report

import (
	"image/color"
	"math"

	"easyday/analysis"

	"gonum.org/v1/plot/vg"
)

// figure is one of the season's figures with its name and what it rests on.
type figure struct {
	value, name, note string
	colour            color.NRGBA
}

// figures are the season's figures in the order they matter.
func (k *pen) figures(s *analysis.Season, o Options) []figure {
	m, u := &s.Summary, o.Units
	share := figure{percent(m.TooFastShare.Value), "recovery too fast", "no run could be judged", k.p.keptEasyText}
	if sh := m.TooFastShare; sh.N > 0 {
		share.note = tooFastOf(m.Counts) + "; 90%: " + whole(100*sh.Low) + enDash + percent(sh.High)
	}
	switch {
	case m.TooFast > 0:
		share.colour = k.p.tooFastText
	case m.TooFastShare.N == 0:
		share.colour = k.p.muted
	}
	out := []figure{share}
	pace := figure{FormatPace(m.Last.Value, u), "comfortable min/" + u.Short(), "not known yet", k.p.ink}
	if known(m.Last.Value) {
		pace.note = "±" + whole(halfBand(m.Last, u)) + " s"
		if a := FormatPace(m.First.Value, u); a != none && a != pace.value {
			in := "Jan"
			if manyYears(s) {
				in = "Jan 06"
			}
			pace.note += ", from " + a + " in " + s.Runs[0].LocalDate.Midnight().Format(in)
		}
	}
	out = append(out, pace)
	if habit := m.HabitLast; m.Mode != analysis.ModeHabit && known(habit) {
		note := "as comfortable"
		switch d := math.Round(perUnit(float64(m.Last.Value-habit), u)); {
		case d > 0:
			note = whole(d) + " s/" + u.Short() + " faster"
		case d < 0:
			note = whole(-d) + " s/" + u.Short() + " slower"
		}
		out = append(out, figure{FormatPace(habit, u), "your easy days", note, k.p.ink})
	}
	next := figure{FormatPace(m.Advice, u), "next recovery run", "too little to say yet", k.p.keptEasyText}
	switch {
	case m.Clock == analysis.AsOf && int(m.AsOf-m.AdviceFrom) > s.Options.AdviceExpiresDays:
		next.value, next.note = none, "too long ago to say"
	case next.value != none:
		next.note = "or slower; " + FormatPace(m.Advice, u.other()) + "/" + u.other().Short()
	}
	out = append(out, next)
	easy := figure{none, "time easy", "critical speed not known", k.p.ink}
	if in := m.Intensity; in.Known && in.Easy+in.Moderate+in.Hard > 0 {
		all := in.Easy + in.Moderate + in.Hard
		easy.value, easy.note = percentages(in.Hard/all, in.Moderate/all, in.Easy/all)[2], "of "+count(int(math.Round(all/3600)), "hour", "hours")+", "+count(len(s.Runs), "run", "runs")
	}
	return append(out, easy)
}

// figureRow draws figures in columns and cuts the row off r.
func (k *pen) figureRow(r *vg.Rectangle, figures []figure, columns int, z sizes) {
	big := 1.13 * z.title
	for i, f := range figures {
		if i%columns == 0 {
			cutTop(r, big+2.9*z.text+6)
		}
		x := r.Min.X + vg.Length(i%columns)*(r.Max.X-r.Min.X)/vg.Length(columns)
		y := r.Max.Y + 2.9*z.text + 6
		k.text(x, y, f.value, style{size: big, bold: true, colour: f.colour})
		k.text(x, y-1.5*z.text, f.name, style{size: z.text, bold: true, colour: k.p.ink})
		k.text(x, y-2.85*z.text, f.note, style{size: z.text, colour: k.p.muted})
	}
}

// rule draws a thin line across r and cuts it off.
func (k *pen) rule(r *vg.Rectangle, above, below vg.Length) {
	cutTop(r, above)
	k.horizontal(r.Min.X, r.Max.X, r.Max.Y, .75, k.p.grid)
	cutTop(r, below)
}

// definitions says what the page's words mean.
func definitions(s *analysis.Season) string {
	t := period(s.Runs[0].LocalDate, s.Runs[len(s.Runs)-1].LocalDate) +
		". Too fast: faster than the comfortable pace of the day with a probability of " +
		percent(s.Options.TooFastFrom) + " or more. Paces are grade-adjusted."
	if m := modeSentence(s); m != "" {
		t += " " + m
	}
	return t
}

// drawSeason is season.png: the finding, the figures, and the panels on one
// date axis.
func drawSeason(k *pen, r vg.Rectangle, s *analysis.Season, o Options) {
	z := pageSizes()
	r = inset(r, 28, 28, 16, 22)
	k.titles(&r, z, Headline(s), definitions(s))
	cutTop(&r, 14)
	f := k.figures(s, o)
	k.figureRow(&r, f, len(f), z)
	k.rule(&r, 8, 8)

	const left, right = 40, 92
	a := newDateAxis(seasonSpan(s))
	d := newTrendData(s, o.Units)
	note := "min/" + o.Units.Short() + ", faster upwards"
	if d.n[classTooFast] > 0 {
		note += "; stems show how much too fast"
	}
	k.section(&r, z, "Every run against the comfortable pace of its day", note)
	k.key(&r, z, k.trendKey(d, z, false))
	recovery, judged := s.Summary.Total() > 0, s.Summary.Judged() > 0
	var foot vg.Rectangle
	if judged {
		foot = cutBottom(&r, 190)
	}
	calendar := cutBottom(&r, 130)
	cutBottom(&r, 6)
	intensity := cutBottom(&r, 88)
	cutBottom(&r, 8)
	barsHeight := vg.Length(104)
	if !recovery {
		barsHeight = 44
	}
	bars := cutBottom(&r, barsHeight)
	cutBottom(&r, 6)
	cutTop(&r, 7)
	k.trendPanel(r, s, o, a, d, trendOptions{sizes: z, left: left, right: right, labels: true})

	k.section(&bars, z, "Recovery runs per month", "share too fast above, from "+count(max(1, s.Options.MonthMinimum), "judged run", "judged runs")+" on")
	if !recovery {
		k.emptyNote(bars, noRecoveryRuns(s), z)
	} else {
		k.monthBars(inset(bars, left, right, 0, 0), s, a, z, false)
		k.barLabels(bars.Max.X-right+9, bars, s.Summary.Counts, z)
	}

	weeks, sum := newWeekHours(s, a)
	k.section(&intensity, z, "Hours per week by intensity", "")
	k.horizontal(intensity.Min.X+left, intensity.Max.X-right, intensity.Min.Y+2, .9, k.p.axis)
	k.intensityPanel(inset(intensity, left, right, 2, 7), a, weeks, sum, z)

	k.everyDay(&calendar, s, a, z, left, right)

	if !judged {
		return
	}
	k.rule(&foot, 6, 6)
	since := foot
	since.Max.X = foot.Min.X + .56*(foot.Max.X-foot.Min.X) - 14
	list := foot
	list.Min.X = since.Max.X + 36
	k.section(&since, z, "Hours since the hard effort", "s/"+o.Units.Short()+" over (+) the limit; bar: median")
	k.sincePanel(inset(since, left, 10, 18, 0), newSinceData(s, o.Units), o, z, false)
	k.section(&list, z, "Look at these first", "")
	k.worstList(list, s, o, z, 7)
}

// barLabels names the segments that occur, beside the bars.
func (k *pen) barLabels(x vg.Length, r vg.Rectangle, c analysis.Counts, z sizes) {
	y := r.Min.Y + .25*z.text
	add := func(n int, text string, cl class) {
		if n > 0 {
			k.text(x, y, text, style{size: z.text, bold: true, colour: k.p.textColour(cl)})
			y += 1.55 * z.text
		}
	}
	add(c.KeptEasy, "kept easy", classKeptEasy)
	add(c.Borderline, "close call", classBorderline)
	add(c.TooFast, "too fast", classTooFast)
	add(c.CantTell, "not judged", classCantTell)
}

// everyDay draws the calendar under a heading with its key beside it.
func (k *pen) everyDay(r *vg.Rectangle, s *analysis.Season, a *dateAxis, z sizes, left, right vg.Length) {
	head := cutTop(r, 1.6*z.text)
	box := k.text(head.Min.X, head.Min.Y+.45*z.text, "Every day", style{size: z.text * 1.09, bold: true, colour: k.p.ink})
	head.Min.X = box.Max.X + 16
	k.key(&head, z, k.cellKey(s, z, shortNames(), true))
	k.calendar(inset(*r, left, right, 0, 0), s, a, z)
}
