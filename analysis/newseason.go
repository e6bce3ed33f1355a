package analysis

import (
	"math"
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
	heat   []float64 // °C over a cool day at each run; 0 where unknown
	warm   HeatSources

	unplaced []bool    // runs taken for a treadmill's
	least    []float64 // contrast of a structured run at each run
	course   []bool    // as long as a race
	usual    []float64 // median moving minutes of the 28 days before
	easyHR   []float64 // usual heart rate of easy runs about each run
	hard     []*HardEffort
	after    []shadow
	trend    *trend

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
	runs = ordered(runs)
	b.labelRaces(runs)
	b.choose(s, runs)
	s.Runs = b.runs
	s.Summary.Clock = Hindsight
	if o.AsOf != nil {
		s.Summary.Clock, s.Summary.AsOf = AsOf, *o.AsOf
	}
	if len(b.runs) == 0 {
		s.Summary.clear()
		s.Summary.Notes = []string{"no runs"}
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
	b.hard = make([]*HardEffort, n)
	b.findTreadmills()
	b.groupSessions()
	b.distrustSteps()
	b.setBounds()
	b.heat = b.temperatures()
	b.usualContrast()
	b.usualMinutes()
	b.findCourses()
}

// findCourses finds the runs that are as long as a race.
func (b *builder) findCourses() {
	runs := make([]courseRun, len(b.runs))
	for i := range b.runs {
		var efforts []float64
		b.near(i, 30, func(j int) { efforts = append(efforts, b.m[j].effort) })
		runs[i] = courseRun{
			metres:      b.runs[i].Recording.Figures.Distance,
			outOfHabit:  b.m[i].effort >= quantile(efforts, .5)+softRace,
			accompanied: b.accompanied(i),
		}
	}
	b.course = raceCourses(runs)
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
		own.steadyHeart, own.wholeHeart, own.steadySpeed, own.peakHeart, own.lowHeart, own.highHeart, own.rhythm = nan, nan, nan, nan, nan, nan, 0
		b.m[i] = &own
		r := &b.runs[i]
		r.HeartRateDistrusted = true
		r.Notes = append(r.Notes, "heart rate not used: it follows the steps")
	}
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

// part reports whether run i is a warm-up, cool-down or other lesser recording
// of a session.
func (b *builder) part(i int) bool { return b.session[i] != i }
