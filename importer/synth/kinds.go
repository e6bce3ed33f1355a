package synth

import (
	"math"
	"math/rand/v2"
	"time"

	"easyday/importer/activity"
)

// profile is what a kind of season fixes or draws before the runner lives it.
type profile struct {
	kind  Kind
	first activity.Date
	days  int

	pace   float64 // comfortable pace on the first day, s/km
	gain   float64 // ln, comfortable speed from first to last day
	course course
	layoff [2]int  // days without running, from (inclusive) to (exclusive)
	loss   float64 // ln, comfortable speed lost over the lay-off

	habit   [2]float64 // ln habit over comfortable, first and last day
	violate [2]float64 // chance that a recovery run is run with no thought of recovery, first and last day

	perWeek int     // planned sessions a week
	skip    float64 // chance that a planned session falls out
	base    int     // days of base training without hard sessions at the start
	quality float64 // chance that a week's hard session takes place
	second  float64 // chance of a second one
	races   []raceKind
	blocks  float64 // chance that a long run holds a block at marathon effort

	grade     [2]float64 // root mean square grade of the usual routes, from gentlest to steepest
	trails    float64    // share of the usual routes on soft ground
	treadmill float64    // chance that an easy run is indoors
	doubles   float64    // chance of a second, short run on a day with a hard session
	parts     float64    // chance that warm-up and cool-down are files of their own
	company   float64    // chance that an easy run is run with others, at their pace
	stroller  float64    // chance that an easy run is run behind a stroller
	steady    float64    // chance that an easy run is meant as a moderate one
	midnight  float64    // chance that an evening run starts close to midnight
	parkrun   float64    // chance that Saturday's run is a parkrun
	jogged    float64    // share of those that are run as an easy run
	runWalk   int        // days at the start on which running and walking take turns
	oneWay    bool       // recovery runs are run in one way, like any other
	travel    bool       // may spend a week in another time zone
	warmth    float64    // mean temperature of the year, degrees Celsius
	seasons   float64    // amplitude of the year's temperature, degrees Celsius
}

// profileOf draws a kind's profile.
func profileOf(k Kind, r *rand.Rand) profile {
	p := profile{
		kind:  k,
		first: activity.NewDate(2023, time.January, 2) + activity.Date(whole(r, 0, 360)),
		days:  7 * whole(r, 32, 42),

		pace:   uniform(r, 305, 400),
		gain:   uniform(r, .06, .16),
		course: drawCourse(r),

		habit:   level(r, .02, .02, normal(r, 0, .01)),
		violate: [2]float64{uniform(r, .4, .6), uniform(r, .2, .4)},

		perWeek: whole(r, 4, 5),
		skip:    .07,
		base:    7 * whole(r, 2, 5),
		quality: .92,
		second:  .3,
		blocks:  .08,

		grade:     [2]float64{.006, .026},
		trails:    .15,
		treadmill: .03,
		doubles:   .04,
		parts:     .12,
		company:   .05,
		stroller:  .02,
		steady:    .06,
		midnight:  .015,
		travel:    true,
		warmth:    uniform(r, 8, 16),
		seasons:   uniform(r, 6, 12),
	}
	switch k {
	case NoHeartRate:
		p.habit = level(r, .025, .025, normal(r, 0, .01))
		p.gain = uniform(r, .02, .12)
		p.violate = [2]float64{uniform(r, .3, .6), uniform(r, .3, .6)}
	case Comeback:
		p.days = 7 * whole(r, 36, 44)
		from := 7*whole(r, 12, 16) + r.IntN(7)
		p.layoff = [2]int{from, from + whole(r, 35, 56)}
		p.loss = uniform(r, .07, .13)
		p.gain = uniform(r, .0, .06)
		p.violate = [2]float64{uniform(r, .3, .5), uniform(r, .3, .5)}
	case Mountain:
		p.grade = [2]float64{.03, .085}
		p.trails = .6
		p.treadmill = .01
		p.gain = uniform(r, .02, .1)
		p.seasons = uniform(r, 5, 9)
		p.warmth = uniform(r, 5, 11)
	case NeverEasy:
		p.habit = level(r, .075, .015, normal(r, 0, .008))
		p.violate = [2]float64{uniform(r, .8, .95), uniform(r, .8, .95)}
		p.gain = uniform(r, -.02, .05)
		p.steady = .12
	case Sparse:
		p.perWeek = 3
		p.skip = .12
		p.second = 0
		p.days = 7 * whole(r, 38, 46)
		p.gain = uniform(r, 0, .1)
	case Creeping:
		p.habit = level(r, 0, .012, uniform(r, .06, .09))
		p.violate = [2]float64{uniform(r, .1, .25), uniform(r, .55, .75)}
		p.gain = uniform(r, -.02, .06)
		p.perWeek = 5
	case Disciplined:
		p.habit = level(r, -.025, .012, normal(r, 0, .006))
		p.violate = [2]float64{uniform(r, .04, .12), uniform(r, .03, .1)}
		p.gain = uniform(r, .03, .12)
		p.company = .03
		p.steady = .03
	case Beginner:
		p.pace = uniform(r, 390, 480)
		p.gain = uniform(r, .1, .22)
		p.habit = level(r, .03, .02, normal(r, -.01, .01))
		p.perWeek = whole(r, 3, 4)
		p.skip = .1
		p.runWalk = 7 * whole(r, 8, 14)
		p.base = p.runWalk + 28
		p.quality, p.second, p.blocks, p.doubles = .6, 0, 0, 0
		p.steady = .1
		p.oneWay = true
	case Parkrunner:
		p.first -= (p.first - activity.NewDate(2023, time.January, 2)) % 7 // a Monday, for the sake of Saturdays
		p.gain = uniform(r, .0, .08)
		p.habit = level(r, .03, .02, normal(r, 0, .01))
		p.perWeek = 4
		p.quality, p.second = .6, 0
		p.parkrun, p.jogged = uniform(r, .5, .9), uniform(r, .2, .5)
		p.oneWay = true
	case Marathoner:
		p.pace = uniform(r, 270, 340)
		p.gain = uniform(r, .0, .08)
		p.days = 7 * whole(r, 36, 44)
		p.perWeek = 6
		p.second, p.blocks, p.doubles = .4, .3, .2
		p.steady = .08
	case Demo:
		demoProfile(&p)
	}
	if k != Demo {
		p.races = drawRaces(r, k)
	}
	return p
}

// demoProfile is the season that ships with the program: a runner who becomes
// 2:00 per mile faster in nine months and learns to hold back.
func demoProfile(p *profile) {
	p.first = activity.NewDate(2025, time.March, 3)
	p.days = int(activity.NewDate(2025, time.December, 1) - p.first)
	p.pace = 630 * activity.Kilometre / activity.Mile // 10:30 min/mile
	p.gain = math.Log(630. / 510)                     // to 8:30 min/mile
	p.course = saturating
	p.habit = [2]float64{.02, .0}
	p.violate = [2]float64{.8, .08}
	p.perWeek = 4
	p.skip = .06
	p.base = 24
	p.quality = .9
	p.second = 0
	p.blocks = 0
	p.races = []raceKind{race5K, race10K, raceHalf}
	p.grade = [2]float64{.004, .016}
	p.trails = 0
	p.treadmill = 0
	p.doubles = 0
	p.parts = 0
	p.company = .02
	p.stroller = 0
	p.steady = .02
	p.midnight = 0
	p.travel = false
	p.warmth = 13
	p.seasons = 10
}

// level draws a habit around a mean that changes by trend over the season.
func level(r *rand.Rand, mean, sd, trend float64) [2]float64 {
	m := normal(r, mean, sd)
	return [2]float64{m, m + trend}
}

// drawRaces draws the season's races in order.
func drawRaces(r *rand.Rand, k Kind) []raceKind {
	if k == Mountain {
		return []raceKind{race10K, raceTrail, raceTrail}[:whole(r, 2, 3)]
	}
	switch k {
	case Beginner:
		return []raceKind{race5K, race5K, race10K}[:whole(r, 1, 3)]
	case Parkrunner:
		return []raceKind{race10K, raceHalf}[:whole(r, 1, 2)]
	case Marathoner:
		return []raceKind{race10K, raceHalf, raceMarathon}
	}
	races := []raceKind{race5K, race10K, raceHalf, race5K, race10K}
	r.Shuffle(len(races), func(i, j int) { races[i], races[j] = races[j], races[i] })
	races = races[:whole(r, 2, 4)]
	if (k == Steady || k == Disciplined) && chance(r, .25) {
		races = append(races, raceMarathon)
	}
	return races
}
