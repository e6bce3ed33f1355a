package report

import (
	"image/color"
	"math"
	"slices"
	"strconv"

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
			if repeatsDates(s) {
				in = "Jan ’06"
			}
			pace.note += ", from " + a + " in " + s.Runs[0].LocalDate.Midnight().Format(in)
		}
	}
	out = append(out, pace)
	if habit := m.HabitLast; m.Mode != analysis.ModeHabit && known(habit) {
		note := "not clearly faster or slower"
		if _, low, high := s.HabitFaster(); low > 0 || high < 0 {
			note = against(float64(m.Last.Value-habit), u, "")
		}
		out = append(out, figure{FormatPace(habit, u), "your easy days", note, k.p.ink})
	}
	next := figure{FormatPace(m.Advice, u), "next recovery run", "too little to say yet", k.p.keptEasyText}
	switch {
	case s.Period.Past():
		next.note = "not told of a past period"
	case m.Clock == analysis.AsOf && int(m.AsOf-m.AdviceFrom) > s.Options.AdviceExpiresDays:
		next.value, next.note = none, "too long ago to say"
	case next.value != none:
		next.note = "or slower; " + FormatPace(m.Advice, u.other()) + "/" + u.other().Short()
	}
	if next.value == none {
		next.colour = k.p.muted
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
	row := cutTop(r, figureHeight(z))
	width := (row.Max.X - row.Min.X) / vg.Length(columns)
	for i, f := range figures {
		k.figure(row.Min.X+vg.Length(i)*width, row.Max.Y, f, width-8, z)
	}
}

// figureLine draws figures in one row, as far apart as their words allow, and
// cuts it off r.
func (k *pen) figureLine(r *vg.Rectangle, figures []figure, z sizes) {
	widths, sum := make([]vg.Length, len(figures)), vg.Length(0)
	for i, f := range figures {
		widths[i] = max(k.width(f.value, figureValue(z, f)), k.width(f.name, style{size: z.text, bold: true}), k.width(f.note, style{size: z.text}))
		sum += widths[i]
	}
	apart := (r.Max.X - r.Min.X - sum) / vg.Length(max(1, len(figures)-1))
	if apart < 14 {
		k.figureRow(r, figures, len(figures), z)
		return
	}
	row := cutTop(r, figureHeight(z))
	x := row.Min.X
	for i, f := range figures {
		k.figure(x, row.Max.Y, f, widths[i]+1, z)
		x += widths[i] + min(apart, 60)
	}
}

func figureHeight(z sizes) vg.Length { return 1.13*z.title + 2.9*z.text + 6 }

func figureValue(z sizes, f figure) style {
	return style{size: 1.13 * z.title, bold: true, colour: f.colour}
}

// figure draws one figure below top with its name and its note, both cut to
// width.
func (k *pen) figure(x, top vg.Length, f figure, width vg.Length, z sizes) {
	y := top - 1.13*z.title
	k.text(x, y, f.value, figureValue(z, f))
	name, note := style{size: z.text, bold: true, colour: k.p.ink}, style{size: z.text, colour: k.p.muted}
	k.text(x, y-1.5*z.text, k.shortened(f.name, name, width), name)
	k.text(x, y-2.85*z.text, k.shortened(f.note, note, width), note)
}

// leadFigure draws the most telling figure large, its words beside it, and cuts
// it off r.
func (k *pen) leadFigure(r *vg.Rectangle, f figure, z sizes) {
	st := style{size: 1.9 * z.title, bold: true, colour: f.colour}
	row := cutTop(r, .95*st.size)
	y := row.Max.Y - capHeight*st.size
	box := k.text(row.Min.X, y, f.value, st)
	x := box.Max.X + .8*z.text
	k.text(x, y+1.4*z.text, f.name, style{size: 1.15 * z.text, bold: true, colour: k.p.ink})
	note := style{size: z.text, colour: k.p.muted}
	k.text(x, y, k.shortened(f.note, note, row.Max.X-x), note)
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
		percent(s.Options.TooFastFrom) + " or more. Paces are " + AdjustedFor(s) + "."
	if m := modeSentence(s); m != "" {
		t += " " + m
	}
	return t
}

// pageYears is the most years the page's calendar shows, the last.
const pageYears = 4

// drawSeason is season.png: the finding, the figures, and the panels on one
// date axis.
func drawSeason(k *pen, r vg.Rectangle, s *analysis.Season, o Options) {
	z := pageSizes()
	r = inset(r, 28, 28, 16, 22)
	k.titles(&r, z, Headline(s), definitions(s))
	k.sentences(&r, z, patternSentences(s, o.Units), k.p.ink)
	k.footnote(&r, z, sureSentences(s))
	cutTop(&r, 14)
	f := k.figures(s, o)
	k.figureLine(&r, f, z)
	k.rule(&r, 8, 8)

	const left, right = 40, 92
	a := newDateAxis(seasonSpan(s))
	d := newTrendData(s, o.Units)
	note := "min/" + o.Units.Short() + ", faster upwards"
	if d.n[classTooFast] > 0 {
		note += "; stems show how much too fast"
	}
	k.section(&r, z, "Every run against the comfortable pace of its day", note)
	k.key(&r, z, k.trendKey(r.Max.X-r.Min.X, d, z, false))
	recovery, judged := s.Summary.Total() > 0, s.Summary.Judged() > 0
	var foot vg.Rectangle
	if judged {
		foot = cutBottom(&r, 190)
	}
	row := vg.Length(13.6)
	if a.byYear() {
		row = 5.3
	}
	calendar := cutBottom(&r, 1.6*z.text+a.calendarHeight(z, row, pageYears))
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

	k.section(&bars, z, "Recovery runs per "+a.tallied().word(), k.shareNote(bars.Max.X-bars.Min.X-left-right, s, a, z))
	if !recovery {
		k.emptyNote(bars, noRecoveryRuns(s), z)
	} else {
		k.tallyBars(inset(bars, left, right, 0, 0), s, a, z, false)
		k.barLabels(bars.Max.X-right+9, bars, s.Summary.Counts, z)
	}

	hours := newHours(s, a, intensity.Max.X-intensity.Min.X-left-right)
	k.section(&intensity, z, "Hours per "+hours.by.word()+" by intensity", "")
	k.horizontal(intensity.Min.X+left, intensity.Max.X-right, intensity.Min.Y+2, .9, k.p.axis)
	k.intensityPanel(inset(intensity, left, right, 2, 7), a, hours, z)

	k.everyDay(&calendar, s, a, z, left, right)

	if !judged {
		return
	}
	k.rule(&foot, 6, 6)
	since := foot
	since.Max.X = foot.Min.X + .56*(foot.Max.X-foot.Min.X) - 14
	list := foot
	list.Min.X = since.Max.X + 36
	bins := newSinceData(s, o.Units)
	axis := "s/" + o.Units.Short() + " over (+) the limit"
	if bins.hasMedians() {
		axis += "; bar: median"
	}
	k.section(&since, z, "Hours since the hard effort", axis)
	k.sincePanel(inset(since, left, 10, 18, 0), bins, o, z)
	k.section(&list, z, "Look at these first", "")
	k.worstList(list, s, o, z, 7)
}

// shareNote says which bars have a share above them; empty where none
// has, or there is no room for any.
func (k *pen) shareNote(width vg.Length, s *analysis.Season, a *dateAxis, z sizes) string {
	p := newPanel(k, vg.Rectangle{Max: vg.Point{X: width}}, a.extent(), extent{0, 1}, true)
	if k.shareSize(p, a, z) == 0 || !slices.ContainsFunc(tallies(s, a), func(t tally) bool { return !math.IsNaN(t.share(s.Options.MonthMinimum)) }) {
		return ""
	}
	return "share too fast above, from " + count(max(1, s.Options.MonthMinimum), "judged run", "judged runs") + " on"
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
	heading := "Every day"
	if a.byYear() && len(years.divide(a.from, a.to)) > pageYears {
		heading += " of the last " + strconv.Itoa(pageYears) + " years"
	}
	box := k.text(head.Min.X, head.Min.Y+.45*z.text, heading, style{size: z.text * 1.09, bold: true, colour: k.p.ink})
	head.Min.X = box.Max.X + 16
	k.key(&head, z, k.cellKey(s, z, shortNames(), true))
	k.calendar(inset(*r, left, right, 0, 0), s, a, z)
}
