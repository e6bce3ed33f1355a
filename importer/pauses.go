package importer

import (
	"math"

	"easyday/importer/activity"
)

// pauses infers when the timer stood from gaps between samples: one longer
// than longGap, and than three of the recording's usual intervals, is a pause
// where next to nothing was covered in it, and a drop-out of the recording
// where the runner went on. It adds to the pauses the recording's own timer
// events tell of, where there are any.
func (m *mender) pauses(a *activity.Activity) {
	s := &a.Samples
	if s.Len() < 2 {
		return
	}
	usual := m.interval(s)
	pauses, dropouts := 0, 0
	var stood, lost float64
	for i := 1; i < s.Len(); i++ {
		from, to := s.Time[i-1], s.Time[i]
		gap := to - from
		if gap <= longGap || gap <= 3*usual || paused(a.Pauses, from, to) > gap/2 {
			continue
		}
		covered := s.Distance[i] - s.Distance[i-1]
		if covered >= standingSpeed*gap {
			dropouts++
			lost += gap
			continue
		}
		// Without distance nothing tells; a gap that long is a pause.
		a.Pauses = addPause(a.Pauses, activity.Interval{From: from, To: to})
		pauses++
		stood += gap
	}
	if pauses > 0 {
		note(a, "pauses_inferred", pauses, "%s inferred from gaps, %.0f s in all", plural(pauses, "pause"), stood)
	}
	if dropouts > 0 {
		note(a, "dropouts", dropouts, "%s while running, %.0f s in all", plural(dropouts, "gap"), lost)
	}
}

// interval is the median time between samples in seconds; NaN for fewer than
// two samples.
func (m *mender) interval(s *activity.Samples) float64 {
	if s.Len() < 2 {
		return math.NaN()
	}
	dt := m.column(0, s.Len()-1)
	for i := range dt {
		dt[i] = s.Time[i+1] - s.Time[i]
	}
	return median(dt)
}

// addPause puts a pause among others, joining those it touches.
func addPause(pauses []activity.Interval, p activity.Interval) []activity.Interval {
	out := make([]activity.Interval, 0, len(pauses)+1)
	placed := false
	for _, q := range pauses {
		switch {
		case q.To < p.From:
			out = append(out, q)
		case q.From > p.To:
			if !placed {
				out = append(out, p)
				placed = true
			}
			out = append(out, q)
		default:
			p = activity.Interval{From: min(p.From, q.From), To: max(p.To, q.To)}
		}
	}
	if !placed {
		out = append(out, p)
	}
	return out
}
