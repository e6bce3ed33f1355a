package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"easyday/importer/activity"
)

// builder carries a season while it is made.
type builder struct {
	o       *Options
	known   *Knowledge
	runs    []Run
	m       []*measures
	session []int // index of the run that stands for the session each run is part of
	label   map[string]Label

	first  activity.Date
	days   int
	day    []int     // of each run
	bounds Bounds    // with the heart rates of the season's beginning
	heart  []Bounds  // of each run, by what the runner said for its day
	heat   []float64 // °C over HeatFrom at each run; 0 where unknown
	warm   heatSources
	least  []float64 // contrast of a structured run at each run
	course []bool    // as long as a race
	usual  []float64 // median moving minutes of the 28 days before
	easyHR []float64 // usual heart rate of easy runs about each run
	hard   []*HardEffort
	after  []shadow
	trend  *trend

	smoother smoother // holds the trend's states
	opened   opened   // the run whose trace was read last
}

// NewSeason judges a season from its runs, in any order, and what the runner
// says beside them. Of each Run the caller sets ID, Files, LocalDate, Zone and
// Recording; IDs are unique. The slice's elements are copied, the recordings'
// traces are shared and not changed.
func NewSeason(runs []Run, known Knowledge, o Options) *Season {
	known = known.until(o.AsOf)
	s := &Season{Options: o, Known: known}
	b := &builder{o: &o, known: &known, label: make(map[string]Label)}
	for _, l := range known.Labels {
		b.label[l.RunID] = l
	}
	b.labelRaces(runs)
	b.choose(s, runs)
	s.Runs = b.runs
	s.Summary.Clock = Hindsight
	if o.AsOf != nil {
		s.Summary.Clock, s.Summary.AsOf = AsOf, *o.AsOf
	}
	if len(b.runs) == 0 {
		b.emptySummary(s)
		s.Patterns, s.Gap = FindPatterns(s), FindGap(s)
		return s
	}
	b.prepare()
	for pass := range o.Model.OuterPasses {
		b.findHard()
		b.castShadows()
		b.fitTrend(pass == o.Model.OuterPasses-1)
	}
	b.findHard()
	b.castShadows()
	b.judge()
	b.summarise(s)
	s.Patterns, s.Gap = FindPatterns(s), FindGap(s)
	return s
}

// choose orders the runs and leaves out what is none.
func (b *builder) choose(s *Season, runs []Run) {
	runs = slices.Clone(runs)
	slices.SortFunc(runs, func(x, y Run) int {
		return cmp.Or(x.Recording.Start.Compare(y.Recording.Start), cmp.Compare(x.ID, y.ID))
	})
	exclude := func(r *Run, outcome activity.Outcome, reason string) {
		s.Excluded = append(s.Excluded, Exclusion{ID: r.ID, Files: r.Files, LocalDate: r.LocalDate, Reason: reason, Outcome: outcome})
	}
	// What is kept moves up in place: there is one copy of the runs.
	kept := runs[:0]
	all := make([]*measures, 0, len(runs))
	medians, hearts := make([]float64, 0, len(runs)), make([]float64, 0, len(runs))
	for i := range runs {
		r := &runs[i]
		l := b.label[r.ID]
		switch {
		case b.o.AsOf != nil && r.LocalDate > *b.o.AsOf:
			exclude(r, activity.Ignored, "after the as-of date")
			continue
		case l.Ignore:
			exclude(r, activity.Ignored, l.said())
			continue
		}
		m := r.Recording.read()
		kept, all = append(kept, *r), append(all, m)
		medians, hearts = append(medians, m.median), append(hearts, m.steadyHeart)
	}
	usual := quantile(medians, .5)
	rides := newRides(medians, hearts)
	stray := strayDates(kept)
	b.runs, b.m = kept[:0], all[:0]
	for i := range kept {
		switch {
		case b.label[kept[i].ID].From == FromLabel:
		case all[i].median < usual-b.o.WalkBelowUsual && math.Exp(all[i].median) < walking:
			exclude(&kept[i], activity.OtherSport, "a walk by its pace")
			continue
		case rides.hold(all[i], b.o):
			exclude(&kept[i], activity.OtherSport, "a ride by its pace")
			continue
		case stray[i]:
			exclude(&kept[i], activity.Ignored, fmt.Sprintf("dated %s, more than %d years from the other runs, as by a clock that was wrong", kept[i].LocalDate, strayYears))
			continue
		}
		b.runs, b.m = append(b.runs, kept[i]), append(b.m, all[i])
	}
	if len(b.runs) == 0 {
		b.runs, b.m = nil, nil
	}
}

// rides tells a bicycle's recordings from a runner's.
type rides struct {
	usual      float64 // log median speed of the season's runs; NaN for too few to tell
	usualHeart float64 // beats per minute; NaN
}

const (
	// ridesFrom is the fewest runs that tell what is far faster than any.
	ridesFrom = 8
	// A ride holds rideSpeed for 12 minutes, or calmRide with a heart calmer than
	// usual: m/s, 15 and 13 km/h.
	rideSpeed, calmRide = 4.2, 3.6
)

// newRides learns the usual from all recordings' log median speeds, walks left
// out, and steady heart rates.
func newRides(medians, hearts []float64) rides {
	medians = slices.DeleteFunc(slices.Clone(medians), func(y float64) bool { return !(math.Exp(y) >= walking) })
	if len(medians) < ridesFrom {
		return rides{math.NaN(), math.NaN()}
	}
	return rides{quantile(medians, .5), quantile(hearts, .5)}
}

// hold reports whether a recording is a ride: over 12 minutes faster than usual by
// RideOverUsual with a calm heart; or without a racing one, or by three fifths of
// that with a calm one, and no runner's cadence, which a sensor on the cranks may
// seem to be.
func (r rides) hold(m *measures, o *Options) bool {
	speed := m.best[0]
	over := math.Log(speed) - r.usual
	far, calm := speed >= rideSpeed && over > o.RideOverUsual, m.steadyHeart < r.usualHeart
	switch {
	case far && calm:
		return true
	case m.stepped:
		return false
	}
	return far && !(m.steadyHeart >= r.usualHeart+beatsOverUsual) ||
		calm && speed >= calmRide && over > .6*o.RideOverUsual
}

// labelRaces makes races of the recordings of those the runner states, by date, and
// distance and time within a tenth; of several the nearest. A label of the runner's
// own goes before.
func (b *builder) labelRaces(runs []Run) {
	const alike = .1
	taken := make(map[string]bool)
	for _, k := range b.known.Races {
		id, nearest := "", math.Inf(1)
		for i := range runs {
			f := &runs[i].Recording.Figures
			far, late := math.Abs(f.Distance/k.Distance-1), math.Abs(f.Moving/k.Seconds-1)
			if runs[i].LocalDate == k.Date && !taken[runs[i].ID] && far <= alike && late <= alike && far+late < nearest {
				id, nearest = runs[i].ID, far+late
			}
		}
		if id == "" {
			continue
		}
		taken[id] = true
		if b.label[id].From != FromLabel {
			b.label[id] = Label{RunID: id, Kind: KindHard, Race: true, From: FromLabel}
		}
	}
}

// A run or two more than strayYears from all others have nothing to say about
// them, and stretch the season to where a watch without a fix put them; fewer
// than strayFrom others may be where the season begins or ends.
const strayYears, strayRuns, strayFrom = 5, 2, 10

// strayDates tells of runs, in order of start, those that lie years from a season
// of at least strayFrom.
func strayDates(runs []Run) []bool {
	out := make([]bool, len(runs))
	most := 0
	var groups [][2]int // of runs without such a gap, from (inclusive) to (exclusive)
	for from := 0; from < len(runs); {
		to := from + 1
		for to < len(runs) && float64(runs[to].LocalDate-runs[to-1].LocalDate) <= strayYears*365.25 {
			to++
		}
		groups = append(groups, [2]int{from, to})
		most = max(most, to-from)
		from = to
	}
	for _, g := range groups {
		for i := g[0]; i < g[1]; i++ {
			out[i] = most >= strayFrom && g[1]-g[0] <= strayRuns
		}
	}
	return out
}

// prepare works out all that does not change between passes.
func (b *builder) prepare() {
	n := len(b.runs)
	b.first = b.runs[0].LocalDate
	last := b.first
	for i := range b.runs {
		b.first = min(b.first, b.runs[i].LocalDate)
		last = max(last, b.runs[i].LocalDate)
	}
	b.days = int(last-b.first) + 1
	b.day = make([]int, n)
	for i := range b.runs {
		b.day[i] = int(b.runs[i].LocalDate - b.first)
	}
	b.groupSessions()
	b.distrustSteps()
	b.setBounds()
	b.heat = b.temperatures()
	b.usualContrast()
	b.usualMinutes()
	metres := make([]float64, n)
	for i := range b.runs {
		metres[i] = b.runs[i].Recording.Figures.Distance
	}
	b.course = raceCourses(metres)
}

// groupSessions joins recordings less than SessionGapMinutes apart; the longest
// stands for the session until hard efforts are known.
func (b *builder) groupSessions() {
	b.session = make([]int, len(b.runs))
	from := 0
	end := b.runs[0].Recording.End()
	settle := func(to int) {
		main := from
		for i := from; i < to; i++ {
			if b.m[i].movingMinutes > b.m[main].movingMinutes {
				main = i
			}
		}
		for i := from; i < to; i++ {
			b.session[i] = main
		}
	}
	for i := 1; i < len(b.runs); i++ {
		gap := b.runs[i].Recording.Start.Sub(end)
		if gap >= time.Duration(b.o.SessionGapMinutes*float64(time.Minute)) {
			settle(i)
			from = i
		}
		if e := b.runs[i].Recording.End(); e.After(end) || i == from {
			end = e
		}
	}
	settle(len(b.runs))
}

// distrustSteps leaves the heart rate of runs out whose sensor counted steps from
// beginning to end, so that the recording alone does not tell: for most of the
// run it is the cadence, and well over what runs as fast, about that day, had.
func (b *builder) distrustSteps() {
	const share, days, fewest, over, asFast = .6, 45, 3, 10, .03
	for i, m := range b.m {
		if m.stepping < share {
			continue
		}
		var hr []float64
		b.near(i, days, func(j int) {
			if n := b.m[j]; n.stepping < share && n.effort >= m.effort-asFast && !math.IsNaN(n.steadyHeart) {
				hr = append(hr, n.steadyHeart)
			}
		})
		if len(hr) < fewest || m.steadyHeart < quantile(hr, .5)+over {
			continue
		}
		nan := math.NaN()
		own := *m
		own.distrusted = true
		own.steadyHeart, own.steadySpeed, own.drift, own.peakHeart, own.lowHeart, own.highHeart, own.rhythm = nan, nan, nan, nan, nan, nan, 0
		b.m[i] = &own
		r := &b.runs[i]
		r.Notes = append(slices.Clip(r.Notes), "heart rate not used: it follows the steps")
	}
}

// heatSources counts the runs whose temperature a thermometer measured, on them
// or on runs near them, and those for which the climate had to do.
type heatSources struct{ measured, expected int }

// temperatures are the degrees over HeatFrom at each run: its own reading, or
// the median of the runs of ± HeatNeighbour days, less what a wrist adds; where
// there is none, those of the climate.
func (b *builder) temperatures() []float64 {
	const hottest = 25 // degrees over HeatFrom; beyond is a watch in the sun
	m := &b.o.Model
	out := make([]float64, len(b.runs))
	for i := range b.runs {
		r := &b.runs[i].Recording
		if r.Indoor {
			continue
		}
		t := r.Temperature
		if math.IsNaN(t) {
			var near []float64
			b.near(i, m.HeatNeighbour, func(j int) {
				if !b.runs[j].Recording.Indoor {
					near = append(near, b.runs[j].Recording.Temperature)
				}
			})
			t = quantile(near, .5)
		}
		switch t -= m.WristWarmer; {
		case !math.IsNaN(t):
			b.warm.measured++
		case !math.IsNaN(r.Climate):
			t = r.Climate
			b.warm.expected++
		}
		if c := t - m.HeatFrom; c > 0 {
			out[i] = min(c, hottest)
		}
	}
	return out
}

// near calls f with every run within ± days of run i, itself included.
func (b *builder) near(i, days int, f func(j int)) {
	for j := i; j >= 0 && b.day[i]-b.day[j] <= days; j-- {
		f(j)
	}
	for j := i + 1; j < len(b.runs) && b.day[j]-b.day[i] <= days; j++ {
		f(j)
	}
}

// usualContrast sets the least contrast of a structured run: some recordings
// have a high one in every run, from a coarse track or a winding route.
func (b *builder) usualContrast() {
	b.least = make([]float64, len(b.runs))
	for i := range b.runs {
		var c []float64
		b.near(i, b.o.Model.ContrastDays, func(j int) {
			if !math.IsNaN(b.m[j].contrast) {
				c = append(c, b.m[j].contrast)
			}
		})
		b.least[i] = b.o.Contrast
		if len(c) >= b.o.Model.ContrastRuns {
			b.least[i] = max(b.o.Contrast, quantile(c, .4)+b.o.ContrastOverUsual)
		}
	}
}

// usualMinutes sets the median duration of the 28 days before each run.
func (b *builder) usualMinutes() {
	b.usual = make([]float64, len(b.runs))
	for i := range b.runs {
		var minutes []float64
		for j := i - 1; j >= 0 && b.day[i]-b.day[j] <= 28; j-- {
			if b.m[j].movingMinutes >= b.o.ShortestRunMinutes && !b.part(j) {
				minutes = append(minutes, b.m[j].movingMinutes)
			}
		}
		b.usual[i] = quantile(minutes, .5)
	}
}

// findHard judges every run's hardness against the critical speed and the
// habit of its day.
func (b *builder) findHard() {
	b.groupSessions()
	b.usualHeart(b.hard)
	b.hard = make([]*HardEffort, len(b.runs))
	for i := range b.runs {
		c := b.context(i)
		b.hard[i] = judgeHard(&b.runs[i].Recording, b.open(i), &c, b.o)
		b.applyLabel(i, &c)
	}
	b.unmaskOffenders()
	// Of a session's recordings the hardest stands for it.
	for i := range b.runs {
		if h := b.hard[i]; h != nil {
			main := b.session[i]
			if b.hard[main] == nil || b.hard[main].ThresholdMinutes < h.ThresholdMinutes {
				for j, s := range b.session {
					if s == main && j != i {
						b.session[j] = i
					}
				}
				b.session[i] = i
			}
		}
	}
}

// context is what run i is judged against.
func (b *builder) context(i int) hardContext {
	c := hardContext{
		contrast: b.least[i], course: b.course[i], usualMinutes: b.usual[i], usualHeart: b.easyHR[i],
		warmed:       b.warmed(i),
		heartMaximum: b.heart[i].HeartRateMaximum, habit: math.NaN(), heartTop: math.NaN(), heartContrast: math.NaN(),
	}
	if b.trend == nil {
		// Before there is a trend: the day's slower runs, less the habit
		// bias, by the mean ratio of critical speed.
		var y []float64
		b.near(i, 21, func(j int) { y = append(y, b.m[j].median) })
		c.criticalSpeed = math.Exp(quantile(y, .4) - b.o.Model.HabitMean + b.o.Model.RatioMean)
		return c
	}
	g := &b.trend.states[b.day[i]]
	c.criticalSpeed = math.Exp(g.mean[stSpeed] + g.mean[stRatio])
	c.habit = g.mean[stSpeed] + g.mean[stHabit]
	if high, low := b.heart[i].reserve(b.m[i].highHeart), b.heart[i].reserve(b.m[i].lowHeart); low > 0 {
		// The share of reserve at critical speed, where the heart-rate
		// channel puts it with an exponent near 1.
		c.heartTop = high / (b.o.Model.Reference * math.Exp(g.mean[stRatio]-g.mean[stHeart]))
		c.heartContrast = high / low
	}
	return c
}

// warmed reports whether the recording before run i, of the same session, is its
// warm-up.
func (b *builder) warmed(i int) bool {
	if i == 0 || b.session[i-1] != b.session[i] {
		return false
	}
	up, m := b.m[i-1], b.m[i]
	return up.movingMinutes < m.movingMinutes && up.effort <= m.effort-warmedSlower
}

// usualHeart sets the median steady heart rate of the easy runs within ± 30
// days of each run.
func (b *builder) usualHeart(hard []*HardEffort) {
	b.easyHR = make([]float64, len(b.runs))
	for i := range b.runs {
		var hr []float64
		b.near(i, 30, func(j int) {
			if j != i && (hard == nil || hard[j] == nil) {
				hr = append(hr, b.m[j].steadyHeart)
			}
		})
		b.easyHR[i] = quantile(hr, .5)
	}
}

// applyLabel lets the runner's word override what was found.
func (b *builder) applyLabel(i int, c *hardContext) {
	l, ok := b.label[b.runs[i].ID]
	if !ok {
		return
	}
	h := b.hard[i]
	if h == nil && l.Race && l.From == FromNameHint {
		// Before there is a trend nothing but a name would make it a race, and
		// a runner's every parkrun would say how fast that runner can race.
		if b.trend == nil {
			return
		}
		if b.belied(i, c) {
			delete(b.label, l.RunID)
			r := &b.runs[i]
			r.Notes = append(slices.Clip(r.Notes), l.words()+", but it was run as easily as any other")
			return
		}
	}
	if l.Kind != KindHard && !l.Race {
		b.hard[i] = nil
		if h != nil && l.Kind == KindLong && b.m[i].longEnough(c, b.o) { // hard by its duration, whatever else was found in it
			h.Reason, h.Words = Duration, b.m[i].longWords(c)
			h.Window = b.o.Windows.after(h, &b.runs[i].Recording, b.m[i], c)
			b.hard[i] = h
		}
		return
	}
	if h == nil {
		m := b.open(i)
		h = &HardEffort{Reason: OtherHard, ThresholdMinutes: m.thresholdMinutes(c.criticalSpeed), Stretches: m.stretches(c)}
	}
	h.Words = l.words()
	if l.Race && h.Reason != Race {
		h.Reason, h.ThresholdMinutes = Race, b.open(i).thresholdMinutes(c.criticalSpeed)
	}
	h.Window = b.o.Windows.after(h, &b.runs[i].Recording, b.m[i], c)
	b.hard[i] = h
}

// belied reports whether run i, not found to be hard, was run as no race ever is,
// whatever its name says: a parkrun that was jogged. Too few other runs to know the
// habit by belie nothing.
func (b *builder) belied(i int, c *hardContext) bool {
	const fewMinutes = 4
	others := 0
	for _, e := range b.trend.evidence {
		if e.kind == obsHabit && e.run != i {
			others++
		}
	}
	return others >= b.o.LearningRuns && b.m[i].effort < c.habit+b.o.OutOfHabit && !b.m[i].structured(c) &&
		b.open(i).thresholdMinutes(c.criticalSpeed) < fewMinutes
}

// unmaskOffenders takes back the hardness of steady runs inside a window: a
// recovery run that was run far too fast is one, not a session. It holds for
// runs without contrast, of at most 70 minutes, slower than .95 of critical
// speed, in the window of a hard effort and within RecoveryWithin of it; not for meantMinutes threshold
// minutes with the heart over where it is at critical speed, or up and down as in
// a session, nor for twenty with it there, which nobody takes for recovery.
func (b *builder) unmaskOffenders() {
	const longest, slower = 70, .95 // minutes, share of critical speed
	const meantMinutes, meantHeart, toldMinutes = 14, 1.03, 20
	for i := range b.runs {
		h := b.hard[i]
		if h == nil || h.Reason == Race || h.Reason == Duration || b.label[b.runs[i].ID].Kind == KindHard {
			continue
		}
		c := b.context(i)
		m := b.m[i]
		tem := b.open(i).thresholdMinutes(c.criticalSpeed)
		meant := tem >= meantMinutes && (c.heartTop >= meantHeart || b.open(i).sessionByHeart(tem, &c, b.o)) || tem >= toldMinutes && c.heartTop >= 1
		if m.structured(&c) || meant || m.movingMinutes > longest || m.effort >= math.Log(slower*c.criticalSpeed) {
			continue
		}
		for j := i - 1; j >= 0; j-- {
			since := b.runs[i].Recording.Start.Sub(b.runs[j].Recording.End())
			if since > b.o.RecoveryWithin.Duration() {
				break
			}
			if b.hard[j] != nil && since <= b.hard[j].Window && b.session[j] != b.session[i] {
				b.hard[i] = nil
				break
			}
		}
	}
}

// part reports whether run i is a warm-up, cool-down or other lesser recording
// of a session.
func (b *builder) part(i int) bool { return b.session[i] != i }

func (b *builder) emptySummary(s *Season) {
	nan := math.NaN()
	unknown := PaceBand{activity.Pace(nan), activity.Pace(nan), activity.Pace(nan)}
	s.Summary.First, s.Summary.Last = unknown, unknown
	s.Summary.HabitLast, s.Summary.Advice = activity.Pace(nan), activity.Pace(nan)
	s.Summary.HabitBias, s.Summary.HabitBiasSD = nan, nan
	s.Summary.Progress = Progress{nan, nan}
	s.Summary.TooFastShare = Share{nan, nan, nan, 0}
	s.Summary.Mode = ModeHabit
	s.Summary.Bounds = Bounds{HeartRateMaximum: nan, HeartRateMaximumSD: nan, HeartRateRest: nan, CriticalSpeed: activity.Speed(nan), CriticalSpeedSD: nan}
	s.Summary.Change = Change{Slope: nan, P: nan}
	s.Summary.Notes = []string{"no runs"}
}
