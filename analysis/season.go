package analysis

import (
	"math"
	"time"

	"easyday/importer/activity"
)

// Season is a runner's season judged: every run with its kind and verdict, the
// comfortable pace of every day, and the counts. It is complete and is not
// changed by those who draw or write it.
type Season struct {
	Options Options
	Known   Knowledge // what the runner said, as far as the season may know of it
	Runs    []Run     // in order of start
	Trend   []Day     // one per local date, from the first to the last run
	Months  []Month
	// Compliance is the smoothed share of too-fast recovery runs, one point a
	// day from the first to the last judged recovery run; empty where there is none.
	Compliance []SmoothedShare
	Summary    Summary
	// Period is what of the season Runs, Trend and all that is counted are
	// limited to.
	Period Period
	// Patterns are what stands out among recovery runs, and Gap how far hard
	// and easy paces lie apart.
	Patterns Patterns
	Gap      Gap
	// Excluded are recordings given to NewSeason that are no runs of the
	// season, such as an untagged walk.
	Excluded []Exclusion
}

// Exclusion is a recording left out of the season, and why.
type Exclusion struct {
	ID        string
	Files     []string
	LocalDate activity.Date
	Reason    string // plain words
	// Outcome is what the ledger should say of its files.
	Outcome activity.Outcome
}

// Run is one run of the season. The caller of NewSeason sets the first group;
// NewSeason sets the rest.
type Run struct {
	ID        string   // UTC start, such as "20250304T061200Z", with "-2" for a tie
	Files     []string // the best recording first
	LocalDate activity.Date
	Zone      activity.Zone
	Recording Recording // figures and trace, free of settings

	// EffortPace is the run's grade-adjusted pace as the model judges it: the
	// trimmed mean over moving time after the first minute. NaN where the
	// recording has no stream to judge.
	EffortPace activity.Pace
	// Pace is distance over moving time, as a watch shows it. NaN without
	// distance or time.
	Pace activity.Pace

	Kind       Kind
	Source     Source
	Said       string // the label or the name that Source is, in words; empty for FromModel
	InWindow   bool   // started within the window of a hard effort
	BackToBack bool   // a hard effort inside the window of another
	Hard       *HardEffort
	Recovery   *Recovery // set for Kind == KindRecovery alone

	// Comfortable is the comfortable pace on the run's day, with the run
	// itself left out of the estimate. NaN where it cannot be told.
	Comfortable PaceBand

	Intensity   IntensityShare
	BestEfforts BestEfforts
	Notes       []string

	// HeartRateDistrusted says that the recorded heart rate counts steps, and
	// has no part in what is said of the run.
	HeartRateDistrusted bool
}

// Start is the first moment of the run, UTC.
func (r *Run) Start() time.Time { return r.Recording.Start }

// LocalStart is the run's start on the runner's own clock.
func (r *Run) LocalStart() time.Time {
	return r.Recording.Start.In(time.FixedZone(r.Zone.Name, int(r.Zone.Offset/time.Second)))
}

// Kind is the role of a run, most telling first: hard, recovery, long, easy.
type Kind string

// The kinds of run.
const (
	KindHard     Kind = "hard"
	KindRecovery Kind = "recovery"
	KindLong     Kind = "long"
	KindEasy     Kind = "easy"
	KindUnknown  Kind = "unknown" // no stream to judge it by
)

// Source says who decided a run's kind.
type Source string

// The sources of a kind.
const (
	FromModel    Source = "model"
	FromLabel    Source = "label"
	FromNameHint Source = "name_hint"
)

// Verdict is the judgement on a recovery run.
type Verdict string

// The verdicts.
const (
	KeptEasy   Verdict = "kept_easy"
	Borderline Verdict = "borderline"
	TooFast    Verdict = "too_fast"
	CantTell   Verdict = "cant_tell"
)

// PaceBand is a pace with its 90 % band; Low is the faster bound, so
// Low <= Value <= High in seconds per kilometre. All NaN where unknown.
type PaceBand struct{ Value, Low, High activity.Pace }

// HardReason says what made an effort hard.
type HardReason string

// The reasons an effort is hard.
const (
	Intervals   HardReason = "intervals"
	Tempo       HardReason = "tempo"
	Race        HardReason = "race"
	Hills       HardReason = "hills"
	Fartlek     HardReason = "fartlek"
	Progression HardReason = "progression"
	Duration    HardReason = "duration"
	HeartRate   HardReason = "heart_rate"
	OtherHard   HardReason = "other"
)

// HardEffort is what makes a run hard.
type HardEffort struct {
	Reason           HardReason
	Words            string        // the reason as a sentence fragment with its numbers, such as "21 threshold-equivalent minutes in 6 stretches"
	ThresholdMinutes float64       // threshold-equivalent minutes, what the recording took of a session given back
	Window           time.Duration // how long after its end a run counts as recovery
	Stretches        []Stretch
}

// Stretch is one hard stretch of a run, in seconds after its start.
type Stretch struct {
	From, To   float64
	EffortPace activity.Pace
}

// Recovery is the judgement on a run in the shadow of a hard effort.
type Recovery struct {
	After       string        // id of the hard run; empty for a run outside every window that the runner calls recovery
	AfterReason HardReason    // what made that run hard; valid with After
	Since       time.Duration // from the end of the hard run to the start of this one; valid with After
	NextRun     bool          // no other run lies between but ones too short to be judged; valid with After
	Verdict     Verdict
	Reasons     []string // plain words: why it cannot be told, or what the verdict rests on
	TooFast     float64  // probability that the run was faster than comfortable, 0..1; NaN with CantTell
	AdvicePace  activity.Pace
	// Over is the comfortable pace less the run's effort pace, in seconds per
	// kilometre: positive when faster than comfortable. NaN with CantTell.
	Over float64
	// MinutesOver counts 15-s blocks after the first minute that were faster
	// than the limit, their speed averaged as Trace.Reach says, in all and by
	// thirds of the moving time. NaN with CantTell.
	MinutesOver        float64
	MinutesOverByThird [3]float64
	// HoldingBackAdds is the time, in seconds, that the same distance would
	// have taken longer had every block over the limit been run at it.
	HoldingBackAdds float64
	// Slack is how much faster the limit could be, in log speed, with the run
	// still too fast; negative where it would have to be slower. NaN with
	// CantTell.
	Slack float64
	// LimitSD is the standard deviation of the limit, in log speed and in the
	// units of recordings, scaled by Model.BandScale. NaN with CantTell.
	LimitSD float64
	// Limit is the comfortable pace as this run's own trace is held against
	// it: Run.Comfortable with heat and hills, for which EffortPace allows as
	// a whole, given back. NaN with CantTell.
	Limit activity.Pace
	// FinishSurge says that the run ended clearly faster than the rest of it,
	// and over the limit.
	FinishSurge bool
}

// IntensityShare is the moving time of a run by intensity against critical
// speed, in seconds. Known is false where no critical speed could be told; then
// the three are 0.
type IntensityShare struct {
	Easy, Moderate, Hard float64
	Known                bool
}

// Day is the trend on one local date.
type Day struct {
	Date        activity.Date
	Comfortable PaceBand
	// Habit is the pace the runner's easy days are run at.
	Habit activity.Pace
	// HabitBias is ln(habit speed / comfortable speed), with its standard
	// deviation; NaN where there is no trend.
	HabitBias, HabitBiasSD float64
	// CriticalSpeed in m/s on that day, with the standard deviation of its
	// logarithm; NaN where it cannot be told.
	CriticalSpeed   activity.Speed
	CriticalSpeedSD float64
	// SinceRun is the number of days to the nearest run, 0 on a day with one.
	SinceRun int
}

// Counts are recovery runs by verdict.
type Counts struct{ KeptEasy, Borderline, TooFast, CantTell int }

// Total is the number of recovery runs.
func (c Counts) Total() int { return c.KeptEasy + c.Borderline + c.TooFast + c.CantTell }

// Judged is the number that have a verdict other than CantTell.
func (c Counts) Judged() int { return c.KeptEasy + c.Borderline + c.TooFast }

// Add counts one verdict.
func (c *Counts) Add(v Verdict) {
	switch v {
	case KeptEasy:
		c.KeptEasy++
	case Borderline:
		c.Borderline++
	case TooFast:
		c.TooFast++
	case CantTell:
		c.CantTell++
	}
}

// Share is a proportion with its 90 % interval, which allows for an error of the
// limit itself; N is the number of runs. NaN where N is 0.
type Share struct {
	Value, Low, High float64 // 0..1
	N                int
}

// Month is the recovery runs of one calendar month of local dates.
type Month struct {
	Year  int
	Month time.Month
	Counts
	// TooFastShare has NaN values in a month with fewer than
	// Options.MonthMinimum judged recovery runs.
	TooFastShare Share
}

// SmoothedShare is the kernel-smoothed share of too-fast recovery runs around a
// date; N is the effective number of runs behind it, less where none lies near.
type SmoothedShare struct {
	Date             activity.Date
	Value, Low, High float64 // 0..1
	N                float64
}

// Mode says what the level of the trend rests on.
type Mode string

// The modes.
const (
	ModeHeartRate Mode = "heart_rate"
	ModeRaces     Mode = "races"
	ModeBoth      Mode = "both"
	ModeHabit     Mode = "habit" // relative to the runner's own easy days
)

// Clock says from when the season is judged.
type Clock string

// The clocks.
const (
	Hindsight Clock = "hindsight"
	AsOf      Clock = "as_of"
)

// Summary is the season in figures.
type Summary struct {
	Counts
	BackToBack   int
	TooFastShare Share

	First, Last PaceBand      // comfortable pace on the first and the last day of Trend
	Progress    Progress      // from First to Last
	HabitLast   activity.Pace // habit on the last day
	HabitBias   float64       // ln(habit speed / comfortable speed) on the last day
	HabitBiasSD float64
	Advice      activity.Pace // pace not to be faster than on the next recovery run
	AdviceFrom  activity.Date // the last run's date
	Mode        Mode
	Clock       Clock
	AsOf        activity.Date // valid with Clock AsOf
	Bounds      Bounds
	Change      Change
	Sensitivity Sensitivity
	Intensity   IntensityShare
	Efforts     []DatedEffort // best efforts of the last 90 days, shortest first

	// What was learned from, whatever Period is reported.
	Recordings   int // runs of the whole season
	Days         int // from the first run to the last
	WithHR       int // runs whose heart rate the model used
	WithAltitude int // runs with altitude
	Heat         HeatSources
	Treadmill    Treadmill
	Usable       int // runs the trend was learned from
	Races        int // races that anchor the level
	Sessions     int // structured sessions that do
	Stated       int // paces and race times the runner stated
	LevelRuns    int // recovery runs that told the level beside the anchors of Mode; 0 where they left it open

	Notes []string
}

// Progress is the change of the comfortable pace from the first day to the last,
// in log speed with its standard deviation, scaled as the band is. What the two
// days share, as most of the level's error, is not in it. NaN where it cannot
// be told.
type Progress struct{ Growth, SD float64 }

// Direction is 1 where the pace became faster, -1 where it became slower, 0
// where the 90 % interval holds no change.
func (p Progress) Direction() int {
	switch half := z90 * p.SD; {
	case p.Growth > half:
		return 1
	case p.Growth < -half:
		return -1
	}
	return 0
}

// Bounds are the runner's own limits with what they rest on.
type Bounds struct {
	HeartRateMaximum     float64 // beats per minute; NaN where it cannot be told
	HeartRateMaximumSD   float64
	HeartRateMaximumFrom string // plain words
	HeartRateRest        float64
	HeartRateRestFrom    string
	CriticalSpeed        activity.Speed // on the last day; NaN where it cannot be told
	CriticalSpeedSD      float64        // of its logarithm
	CriticalSpeedFrom    string
}

// CriticalPaces is the 90 % band of the pace at critical speed, NaN where that
// cannot be told.
func (b *Bounds) CriticalPaces() (low, high activity.Pace) {
	v := float64(b.CriticalSpeed)
	half := z90 * b.CriticalSpeedSD
	return activity.Speed(v * math.Exp(half)).Pace(), activity.Speed(v * math.Exp(-half)).Pace()
}

// HeartRateReach is half the 90 % interval of the heart-rate maximum, in beats per
// minute.
func (b *Bounds) HeartRateReach() float64 { return z90 * b.HeartRateMaximumSD }

// Change is the season's one predeclared test of change in compliance: the
// slope of a logistic regression of too-fast on date, by its score test.
type Change struct {
	Tested bool    // false with too few judged recovery runs
	Slope  float64 // log odds per 30 days; negative is better
	P      float64 // two-sided
	Early  Counts  // first third of the judged recovery runs by date
	Late   Counts  // last third
}

// Direction is -1 where the share too fast fell, 1 where it rose, 0 where no
// clear change can be told (two-sided P of .1 or more).
func (c Change) Direction() int {
	switch {
	case !c.Tested || !(c.P < .1):
		return 0
	case c.Slope < 0:
		return -1
	}
	return 1
}

// Sensitivity is how many flags remain with a looser limit.
type Sensitivity struct {
	Looser  float64 // fraction by which the limit was made faster
	Flags   int
	Remain  int
	Tighter int // flags with the limit made slower by the same fraction
}
