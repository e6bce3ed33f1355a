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

// raceCourses reports for every run, by its distance in metres, whether it is as
// long as a usual race from 5 km to 50 km, where that is no routine of this
// runner's. Runs out of habit, which races are, make a routine of their own where at
// least routineRuns of them, and half, are as long to exactLow and exactHigh: who
// stops a tempo by the watch does so to some metres, while watches read the same
// course .5 to 2 % long.
func raceCourses(metres []float64, outOfHabit []bool) []bool {
	out := make([]bool, len(metres))
	for _, course := range usualRaces {
		near, stopped, quickNear, exact := 0, 0, 0, 0
		for i, d := range metres {
			d /= course
			switch about := math.Abs(d-1) <= routineNear; {
			case !about:
			case outOfHabit[i]:
				quickNear++
				if d >= exactLow && d <= exactHigh {
					exact++
				}
			default:
				near++
				if d >= routineLow && d <= routineHigh {
					stopped++
				}
			}
		}
		if stopped >= routineRuns && float64(stopped) >= routineShare*float64(near) ||
			exact >= routineRuns && 2*exact >= quickNear {
			continue
		}
		low, high := courseLow, courseHigh
		if course > halfMarathon {
			low, high = longCourseLow, longCourseHigh
		}
		for i, d := range metres {
			if d >= low*course && d <= high*course {
				out[i] = true
			}
		}
	}
	return out
}
