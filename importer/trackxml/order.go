package trackxml

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"easyday/importer/activity"
)

// putInOrder sorts the samples by time, or leaves out those recorded under a
// clock that ran back.
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
