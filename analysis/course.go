package analysis

import "math"

// How far a watch may read below and above the length of a measured course; wider
// from the half marathon on, where tall buildings and crowds add more.
const (
	courseLow, courseHigh         = .975, 1.026
	longCourseLow, longCourseHigh = .965, 1.04
)

// A course is a routine where at least routineRuns runs, and routineShare of
// those within routineNear of its length, end just beyond it: the runner stops
// the watch at ten kilometres. Races on it, some a season, do not make it one.
const (
	routineLow, routineHigh = .998, 1.012
	routineNear             = .10
	routineRuns             = 5
	routineShare            = .25
	exactLow, exactHigh     = .999, 1.004
)

// usualRaces are the lengths of usual races in metres.
var usualRaces = [...]float64{5000, 8047, 10000, 15000, 16093, 21097.5, 30000, 42195, 50000}

// courseRun is what raceCourses asks of a run.
type courseRun struct {
	metres      float64
	outOfHabit  bool
	accompanied bool // by a warm-up or cool-down recorded apart
}

// raceCourses reports for every run whether it is as long as a usual race from 5 km to
// 50 km, where that is no routine of this runner's. The routine of easy runs says
// nothing of a run out of habit with a warm-up or cool-down of its own. Runs out of
// habit, which races are, make a routine of their own where at least routineRuns of
// them, and half, are as long to exactLow and exactHigh, and few a little shorter: who
// stops a tempo by the watch does so to some metres, while watches read the same course
// some metres short to 2 % long.
func raceCourses(runs []courseRun) []bool {
	out := make([]bool, len(runs))
	for _, course := range usualRaces {
		near, stopped, quickNear, exact, short := 0, 0, 0, 0, 0
		for _, r := range runs {
			d := r.metres / course
			switch about := math.Abs(d-1) <= routineNear; {
			case !about:
			case r.outOfHabit:
				quickNear++
				switch {
				case d >= exactLow && d <= exactHigh:
					exact++
				case d >= courseLow && d < exactLow:
					short++
				}
			default:
				near++
				if d >= routineLow && d <= routineHigh {
					stopped++
				}
			}
		}
		if exact >= routineRuns && 2*exact >= quickNear && 4*short <= exact {
			continue
		}
		routine := stopped >= routineRuns && float64(stopped) >= routineShare*float64(near)
		low, high := courseLow, courseHigh
		if course > halfMarathon {
			low, high = longCourseLow, longCourseHigh
		}
		for i, r := range runs {
			if r.metres >= low*course && r.metres <= high*course && (!routine || r.outOfHabit && r.accompanied) {
				out[i] = true
			}
		}
	}
	return out
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
