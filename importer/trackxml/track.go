package trackxml

import (
	"cmp"
	"fmt"
	"math"
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

func dropStrangers(a *activity.Activity, segments []Segment) []Segment {
	times := a.Samples.Time
	low, high := slices.Min(times), slices.Max(times)
	if earliest <= low && high < latest && high-low <= farAway {
		return segments
	}
	sane := make([]float64, 0, len(times))
	for _, t := range times {
		if earliest <= t && t < latest {
			sane = append(sane, t)
		}
	}
	if len(sane) == 0 {
		a.Notes = append(a.Notes, activity.Note{
			Code: "clock", Count: len(times),
			Text: fmt.Sprintf("every point has an impossible time, the first %s: the clock was not set", day(low)),
		})
		return segments
	}
	low, high = closeTogether(sane)
	segments, n := filter(&a.Samples, segments, func(i int) bool { return low <= times[i] && times[i] <= high })
	if n > 0 {
		a.Notes = append(a.Notes, activity.Note{
			Code: "clock", Count: n,
			Text: fmt.Sprintf("%s left out: their times lie far from the rest", points(n)),
		})
	}
	return segments
}

// closeTogether sorts times and returns the span that remains without a few
// strangers at either end.
func closeTogether(times []float64) (low, high float64) {
	slices.Sort(times)
	few := max(3, len(times)/100)
	// Groups with farAway between them; the largest is the recording.
	type group struct{ from, to int }
	var best group
	var groups []group
	from := 0
	for i := 1; i <= len(times); i++ {
		if i < len(times) && times[i]-times[i-1] <= farAway {
			continue
		}
		g := group{from, i}
		groups = append(groups, g)
		if g.to-g.from > best.to-best.from {
			best = g
		}
		from = i
	}
	i := slices.Index(groups, best)
	// Outward from the largest, as far as the groups are more than a few.
	lo, hi := i, i
	for lo > 0 && groups[lo-1].to-groups[lo-1].from > few {
		lo--
	}
	for hi < len(groups)-1 && groups[hi+1].to-groups[hi+1].from > few {
		hi++
	}
	return times[groups[lo].from], times[groups[hi].to-1]
}

func putInOrder(a *activity.Activity, segments []Segment) []Segment {
	times := a.Samples.Time
	if slices.IsSorted(times) {
		return segments
	}
	back, worst := 0, 0.0
	for i := 1; i < len(times); i++ {
		if d := times[i-1] - times[i]; d > 0 {
			back++
			worst = max(worst, d)
		}
	}
	if worst <= jitter || disjoint(times) {
		spans := spansOf(times, segments)
		sortByTime(&a.Samples)
		a.Notes = append(a.Notes, activity.Note{
			Code: "order", Count: back,
			Text: fmt.Sprintf("times ran backwards at %s; the points were put in order", places(back)),
		})
		return segmentsOf(times, spans)
	}
	keep := rising(times)
	segments, n := filter(&a.Samples, segments, func(i int) bool { return keep[i] })
	a.Notes = append(a.Notes, activity.Note{
		Code: "order", Count: n,
		Text: fmt.Sprintf("times ran backwards at %s; of the time recorded twice, %s left out", places(back), points(n)),
	})
	return segments
}

// rising marks the samples that stay where times run back over each other.
// Either every sample before the latest so far goes, which suits a clock set
// back near the end, or, seen from the end, every sample after the earliest so
// far, which suits one that ran ahead for a while: whichever loses fewer.
func rising(times []float64) []bool {
	forward, backward := make([]bool, len(times)), make([]bool, len(times))
	kept := 0
	top, bottom := math.Inf(-1), math.Inf(1)
	for i, t := range times {
		if t >= top {
			top, forward[i] = t, true
			kept++
		}
	}
	for i, t := range slices.Backward(times) {
		if t <= bottom {
			bottom, backward[i] = t, true
			kept--
		}
	}
	if kept < 0 {
		return backward
	}
	return forward
}

// disjoint reports whether the stretches of times that do not run back lie
// apart from each other, so that sorting moves them whole.
func disjoint(times []float64) bool {
	type stretch struct{ first, last float64 }
	var stretches []stretch
	from := 0
	for i := 1; i <= len(times); i++ {
		if i == len(times) || times[i] < times[i-1] {
			stretches = append(stretches, stretch{times[from], times[i-1]})
			from = i
		}
	}
	slices.SortFunc(stretches, func(a, b stretch) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last))
	})
	for i := 1; i < len(stretches); i++ {
		if stretches[i].first < stretches[i-1].last {
			return false
		}
	}
	return true
}

func sortByTime(s *activity.Samples) {
	index := make([]int32, s.Len())
	for i := range index {
		index[i] = int32(i)
	}
	slices.SortStableFunc(index, func(i, j int32) int { return cmp.Compare(s.Time[i], s.Time[j]) })
	moved := make([]float64, len(index))
	for _, c := range columns(s) {
		for i, j := range index {
			moved[i] = (*c)[j]
		}
		copy(*c, moved)
	}
}

// spansOf is the first and last time of each segment, in order of time, those
// that overlap joined to one.
func spansOf(times []float64, segments []Segment) []activity.Interval {
	spans := make([]activity.Interval, len(segments))
	for k, g := range segments {
		t := times[g.From:g.To]
		spans[k] = activity.Interval{From: slices.Min(t), To: slices.Max(t)}
	}
	slices.SortFunc(spans, func(a, b activity.Interval) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	joined := spans[:1]
	for _, p := range spans[1:] {
		if last := &joined[len(joined)-1]; p.From <= last.To {
			last.To = max(last.To, p.To)
		} else {
			joined = append(joined, p)
		}
	}
	return joined
}

// segmentsOf finds the samples of each span among times in order.
func segmentsOf(times []float64, spans []activity.Interval) []Segment {
	segments := make([]Segment, len(spans))
	for k, p := range spans {
		if k > 0 {
			segments[k].From, _ = slices.BinarySearch(times, p.From)
			segments[k-1].To = segments[k].From
		}
	}
	segments[len(segments)-1].To = len(times)
	return segments
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
