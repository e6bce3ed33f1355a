package synth

import (
	"fmt"
	"math/rand/v2"
	"time"

	"easyday/importer/activity"
)

// Kind is a sort of runner and season.
type Kind string

// The kinds of season.
const (
	Steady      Kind = "steady"        // improves all season, habit a little fast, several devices and formats
	NoHeartRate Kind = "no_heart_rate" // a telephone: GPX, a point every few seconds, no heart rate
	Comeback    Kind = "comeback"      // a lay-off of five to eight weeks, loss and regain
	Mountain    Kind = "mountain"      // long steep hills, trails
	NeverEasy   Kind = "never_easy"    // every easy run in the grey zone
	Sparse      Kind = "sparse"        // three runs a week at most, weeks missing
	Creeping    Kind = "creeping"      // habit speeds up unnoticed, and a new watch comes half way
	Disciplined Kind = "disciplined"   // keeps easy days easy
	Beginner    Kind = "beginner"      // runs and walks by turns at first, improves much; a telephone, half of them with a heart-rate sensor
	Parkrunner  Kind = "parkrunner"    // five kilometres most Saturdays, raced or jogged; recovery runs like any other
	Marathoner  Kind = "marathoner"    // six days a week, long and medium-long runs, marathon blocks, a marathon
	Demo        Kind = "demo"          // the season that ships with the program
)

// Standard lists the kinds that validation reports the mean of.
func Standard() []Kind {
	return []Kind{Steady, NoHeartRate, Comeback, Mountain, NeverEasy, Sparse, Creeping, Disciplined}
}

// Further lists kinds of runner that live otherwise.
func Further() []Kind { return []Kind{Beginner, Parkrunner, Marathoner} }

// Kinds lists every kind, Demo last.
func Kinds() []Kind { return append(append(Standard(), Further()...), Demo) }

// ParseKind is the kind of that name.
func ParseKind(name string) (Kind, error) {
	for _, k := range Kinds() {
		if string(k) == name {
			return k, nil
		}
	}
	return "", fmt.Errorf("no kind of season is called %q; there are %v", name, Kinds())
}

// Season is a planned season with its truth. It is not changed after New, so
// that Record may be called from several goroutines.
type Season struct {
	Kind   Kind
	Seed   uint64
	Runner Runner
	First  activity.Date // first day of the plan
	Days   int           // length of the plan in days
	Runs   []Run         // in order of start

	world   World
	profile profile
	fitness []float64 // ln comfortable speed by day
	ratio   []float64 // ln critical over comfortable speed by day
	habit   []float64 // ln habitual over comfortable speed by day
	air     []float64 // mean temperature by day, degrees Celsius
	routes  []route
	devices []device
	home    zone
	away    zone
	trip    [2]int // days spent in the other zone, from (inclusive) to (exclusive)
}

// Run is one run of the plan. One recording is made of each.
type Run struct {
	Truth     Truth
	Start     time.Time // UTC, whole seconds
	Offset    time.Duration
	LocalDate activity.Date
	Elapsed   time.Duration // stops included
	Format    activity.Format

	day      int
	session  session
	race     raceKind
	segments []segment
	stops    []stop
	route    int
	device   int
	heat     float64 // degrees Celsius of the air
	load     float64 // factor on speed at the same effort: a stroller, soft ground
	shape    shape
	wander   float64 // standard deviation of the pace's slow wandering, ln
	buttons  buttons
	bare     bool // recorded without heart rate
}

// End is the last moment of the run, UTC.
func (r *Run) End() time.Time { return r.Start.Add(r.Elapsed) }

// World is what no recording shows of the runners and the ground: how far bodies
// differ, whether they run on soft ground, and what recovery runs are like.
type World struct {
	// Spread scales how far runners differ in critical over comfortable speed
	// and in the heart-rate reserve that comfortable asks for. 1 or more is as
	// far as bodies do; 0 makes all the mean runner.
	Spread float64
	// HardGround lays asphalt where soft ground would take speed at the same
	// effort.
	HardGround bool
	// Held and Heedless are added to the mean effort of recovery runs that are
	// held back and of those that are not, ln over comfortable.
	Held, Heedless float64
	// OneWay has recovery runs run like any other easy run in a window: in one way,
	// which Held moves.
	OneWay bool
}

// Usual is the world that New lives in.
func Usual() World { return World{Spread: 1} }

// New plans the season of a kind and seed in the usual world. An unknown kind
// gives a steady season.
func New(k Kind, seed uint64) *Season { return Usual().New(k, seed) }

// New plans the season of a kind and seed. The same seed draws the same season
// in every world but for what the world changes and its consequences.
func (w World) New(k Kind, seed uint64) *Season {
	s := &Season{Kind: k, Seed: seed, world: w}
	rng := s.random(streamRunner, 0)
	s.profile = profileOf(k, rng)
	s.Runner = drawRunner(rng, &s.profile, w.Spread)
	s.First = s.profile.first
	s.Days = s.profile.days
	s.home, s.away, s.trip = drawZones(rng, &s.profile)
	s.drawFitness(s.random(streamFitness, 0))
	s.drawWeather(s.random(streamWeather, 0))
	s.drawRoutes(s.random(streamRoutes, 0))
	s.drawDevices(s.random(streamDevices, 0))
	s.plan(s.random(streamPlan, 0))
	return s
}

// ComfortableSpeed is the true comfortable speed of a date in metres per
// second: flat, cool and unladen. Dates outside the season have the nearest
// day's.
func (s *Season) ComfortableSpeed(d activity.Date) float64 { return exp(at(s.fitness, s.day(d))) }

// CriticalSpeed is the true speed, in metres per second, that the runner can
// race at for Runner.EnduranceTime, flat and cool.
func (s *Season) CriticalSpeed(d activity.Date) float64 {
	return exp(at(s.fitness, s.day(d)) + at(s.ratio, s.day(d)))
}

// HabitBias is ln of the speed that easy days outside the shadow of a hard
// effort are usually run at, over comfortable speed.
func (s *Season) HabitBias(d activity.Date) float64 { return at(s.habit, s.day(d)) }

// Temperature is the true mean temperature of the air on a date, degrees
// Celsius.
func (s *Season) Temperature(d activity.Date) float64 { return at(s.air, s.day(d)) }

func (s *Season) day(d activity.Date) int { return int(d - s.First) }

// at is a column's value on a day, the nearest day's outside the season.
func at(column []float64, day int) float64 {
	return column[max(0, min(day, len(column)-1))]
}

// stream keeps what is drawn for one purpose apart from every other, so that
// a change in one does not shift the rest.
type stream uint64

const (
	streamRunner stream = iota + 1
	streamFitness
	streamWeather
	streamRoutes
	streamDevices
	streamPlan
	streamMotion
	streamHeart
	streamWatch
	streamFolder
)

// random is the source of chance for a purpose and run.
func (s *Season) random(p stream, i int) *rand.Rand {
	h := uint64(0xcbf29ce484222325) // FNV-1a over the kind's name
	for _, c := range []byte(s.Kind) {
		h = (h ^ uint64(c)) * 0x100000001b3
	}
	return rand.New(rand.NewPCG(mix(s.Seed^h), mix(uint64(p)<<32|uint64(uint32(i)))))
}

// mix spreads neighbouring numbers over 64 bits (the finaliser of SplitMix64,
// Steele, Lea and Flood 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
