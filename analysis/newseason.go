package analysis

import "easyday/importer/activity"

// builder carries a season while it is made.
type builder struct {
	o      *Options
	known  *Knowledge
	runs   []Run
	m      []*measures
	outing []int // index of the run that stands for the outing each run is part of
	label  map[string]Label

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
	hard     []*effort
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
	b.hard = make([]*effort, n)
	b.findTreadmills()
	b.groupOutings()
	b.distrustSteps()
	b.setBounds()
	b.heat = b.temperatures()
	b.usualContrast()
	b.usualMinutes()
	b.findCourses()
}
