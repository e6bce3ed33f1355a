package trackxml

import (
	"fmt"
	"slices"
	"time"

	"easyday/importer/activity"
)

const (
	second = 1e6 // microseconds

	// The times a recording may state: from 1995 to 2099. GPX is of 2002, but
	// the first tracks in it were converted from older ones; clocks that were
	// never set say 1970 or 1980, some broken ones years beyond 7000.
	earliest = 788918400 * second
	latest   = 4102444800 * second

	// farAway is the gap that makes a few points strangers to the rest.
	farAway = 30 * 86400 * second
	// jitter is how far times may run back and still only be out of order.
	jitter = 5 * second
)

// Segment is the samples From (inclusive) to To (exclusive) of a recording that
// were made without a break the file states.
type Segment struct{ From, To int }

// Settle makes the samples of one recording keep the contract of
// activity.Activity. It is given samples whose Time is microseconds since
// 1970-01-01 in the order of the file, and their segments, which cover them in
// order; it leaves Time in seconds after a.Start, which is the first sample's
// moment, and sets a.Pauses from the breaks between segments. In this order it
//
//   - leaves out samples before 1995 or after 2099, and few samples (at most 3,
//     or 1 %) that lie more than 30 days from all others: Note "clock". If all
//     samples are outside those years, they stay and the note says so;
//   - puts samples in order of time where they are only out of order (by up to
//     5 s, or whole stretches that do not overlap): Note "order"; where the
//     clock ran back over times already recorded, it leaves out the stretch
//     with fewer samples: Note "order";
//   - counts a break between segments as a pause if it is longer than twice the
//     median spacing of the samples, since some writers begin a segment at each
//     lap.
//
// It does nothing without samples.
func Settle(a *activity.Activity, segments []Segment) {
	if a.Samples.Len() == 0 {
		return
	}
	segments = dropStrangers(a, segments)
	segments = putInOrder(a, segments)
	s := &a.Samples
	a.Start = time.UnixMicro(int64(s.Time[0])).UTC()
	first := s.Time[0]
	a.Pauses = pauses(s.Time, segments)
	for i, p := range a.Pauses {
		a.Pauses[i] = activity.Interval{From: (p.From - first) / second, To: (p.To - first) / second}
	}
	for i, t := range s.Time {
		s.Time[i] = (t - first) / second
	}
}

// filter keeps the samples that keep says, closes up the rest and returns the
// segments as they now lie and the number of samples left out.
func filter(s *activity.Samples, segments []Segment, keep func(i int) bool) ([]Segment, int) {
	place := make([]int, s.Len()+1) // where sample i now lies
	n := 0
	for i := range s.Len() {
		place[i] = n
		if keep(i) {
			n++
		}
	}
	place[s.Len()] = n
	dropped := s.Len() - n
	if dropped == 0 {
		return segments, 0
	}
	for _, c := range columns(s) {
		for i, v := range *c {
			if place[i+1] > place[i] {
				(*c)[place[i]] = v
			}
		}
		*c = (*c)[:n]
	}
	var out []Segment
	for _, g := range segments {
		if from, to := place[g.From], place[g.To]; from < to {
			out = append(out, Segment{from, to})
		}
	}
	return out, dropped
}

// pauses are the breaks between segments, in the unit of times.
func pauses(times []float64, segments []Segment) []activity.Interval {
	if len(segments) < 2 {
		return nil
	}
	spacing := medianSpacing(times)
	var out []activity.Interval
	for k := 1; k < len(segments); k++ {
		from, to := times[segments[k-1].To-1], times[segments[k].From]
		if to-from > 2*spacing {
			out = append(out, activity.Interval{From: from, To: to})
		}
	}
	return out
}

func medianSpacing(times []float64) float64 {
	if len(times) < 2 {
		return 0
	}
	d := make([]float64, len(times)-1)
	for i := range d {
		d[i] = times[i+1] - times[i]
	}
	slices.Sort(d)
	return d[len(d)/2]
}

func columns(s *activity.Samples) [10]*[]float64 {
	return [...]*[]float64{
		&s.Time, &s.Latitude, &s.Longitude, &s.Distance, &s.Speed,
		&s.Altitude, &s.HeartRate, &s.Cadence, &s.Temperature, &s.Power,
	}
}

func day(micros float64) string { return time.UnixMicro(int64(micros)).UTC().Format(time.DateOnly) }

func points(n int) string {
	if n == 1 {
		return "1 point was"
	}
	return fmt.Sprintf("%d points were", n)
}

func places(n int) string {
	if n == 1 {
		return "1 place"
	}
	return fmt.Sprintf("%d places", n)
}

// Append adds more to the columns of samples, which must be its own.
func Append(samples *activity.Samples, more activity.Samples) {
	from := columns(&more)
	for k, c := range columns(samples) {
		*c = append(*c, *from[k]...)
	}
}
