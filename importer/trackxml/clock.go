package trackxml

import (
	"fmt"
	"slices"

	"easyday/importer/activity"
)

// dropStrangers leaves out samples of impossible times and those few that lie
// far from all others.
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
