package synth

import (
	"math"
	"math/rand/v2"

	"easyday/importer/activity"
)

// buttons is how the runner works the watch on a run.
type buttons struct {
	laps   bool    // presses for every part of a session
	guided bool    // the watch leads through it, and names the laps
	sport  bool    // chooses the special sport profile
	auto   float64 // metres of an automatic lap
}

func drawButtons(r *rand.Rand, n *Runner, run *Run) buttons {
	b := buttons{auto: activity.Kilometre, sport: chance(r, .5)}
	if !run.session.even() && run.session != raceRun && chance(r, n.presses) {
		b.laps = true
		b.guided = chance(r, n.guided)
	}
	return b
}

// laps cuts a recording into laps: at the parts of the session where the button
// was pressed, else every kilometre.
func laps(run *Run, m *measured, t *trace, pauses []activity.Interval, s *activity.Samples) []activity.Lap {
	n := t.len()
	cuts := []int{0}
	for k := 1; k < n-1; k++ {
		last := cuts[len(cuts)-1]
		if run.buttons.laps {
			a, b := run.segments[t.segment[k-1]], run.segments[t.segment[k]]
			if t.segment[k] != t.segment[k-1] && (a.part == workPart) != (b.part == workPart) {
				cuts = append(cuts, k)
			}
		} else if m.distance[k]-m.distance[last] >= run.buttons.auto {
			cuts = append(cuts, k)
		}
	}
	cuts = append(cuts, n-1)
	out := make([]activity.Lap, 0, len(cuts)-1)
	for i := 1; i < len(cuts); i++ {
		from, to := cuts[i-1], cuts[i]
		if to <= from {
			continue
		}
		lap := activity.Lap{
			Start: float64(from), Elapsed: float64(to - from),
			Distance:         round(m.distance[to]-m.distance[from], .01),
			AverageHeartRate: meanHeart(s, float64(from), float64(to)),
		}
		if from == 0 {
			lap.Distance = round(m.distance[to], .01)
		}
		lap.Timer = lap.Elapsed
		for _, p := range pauses {
			lap.Timer -= max(0, min(p.To, float64(to))-max(p.From, float64(from)))
		}
		lap.Intensity = "active"
		if run.buttons.guided {
			lap.Intensity = run.segments[t.segment[from]].part.intensity()
		}
		out = append(out, lap)
	}
	return out
}

func (p part) intensity() string {
	switch p {
	case warmUpPart:
		return "warmup"
	case restPart:
		return "rest"
	case coolDownPart:
		return "cooldown"
	}
	return "active"
}

func meanHeart(s *activity.Samples, from, to float64) float64 {
	sum, n := 0., 0
	for i, at := range s.Time {
		if at >= from && at < to && !math.IsNaN(s.HeartRate[i]) {
			sum, n = sum+s.HeartRate[i], n+1
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return math.Round(sum / float64(n))
}
