package fitfile

import (
	"slices"

	"github.com/muktihari/fit/profile/typedef"

	"easyday/importer/activity"
)

// stop is a time the timer stood, in FIT seconds.
type stop struct{ from, to uint32 }

// stops are the times between a stop of the timer and its next start, in order;
// timed tells whether there are timer events at all. The timer runs before the
// first event, and the last stop, with no start after it, is the end.
func (rec *recording) stops() (stops []stop, timed bool) {
	events := slices.DeleteFunc(rec.events, func(e event) bool { return e.time == invalid32 })
	slices.SortStableFunc(events, func(a, b event) int { return compareTime(a.time, b.time) })
	var stoppedAt uint32
	running := true
	for _, e := range events {
		switch typedef.EventType(e.kind) {
		case typedef.EventTypeStop, typedef.EventTypeStopAll,
			typedef.EventTypeStopDisable, typedef.EventTypeStopDisableAll:
			timed = true
			if running {
				running, stoppedAt = false, e.time
			}
		case typedef.EventTypeStart:
			timed = true
			if !running && e.time > stoppedAt {
				stops = append(stops, stop{stoppedAt, e.time})
			}
			running = true
		}
	}
	return stops, timed
}

// pausesWithin are the stops within a session, in seconds after its start.
func pausesWithin(stops []stop, start, end uint32) []activity.Interval {
	var out []activity.Interval
	for _, s := range stops {
		from, to := max(s.from, start), min(s.to, end)
		if from < to {
			out = append(out, activity.Interval{From: float64(from - start), To: float64(to - start)})
		}
	}
	return out
}
