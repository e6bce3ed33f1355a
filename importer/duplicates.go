package importer

import (
	"math"
	"slices"
	"sort"
	"time"
)

// Rules by which two recordings are the same run.
const (
	// Recordings that start within startApart of each other, share at least
	// overlapShare of the shorter and agree in distance to distanceAgree.
	startApart    = 2 * time.Minute
	overlapShare  = .8
	distanceAgree = .1
	// A trimmed copy: starts within trimApart and lies within the longer but
	// for trimSlack, is at least trimShare of it, and agrees in the distance
	// covered while both ran.
	trimApart = 10 * time.Minute
	trimSlack = 5 * time.Second
	trimShare = .5
	// A copy whose times are whole quarter hours off, as programs that write
	// local time for UTC make them: duration, distance and the course of
	// distance agree to shiftAgree, and heart rate to shiftBeats on average. A
	// copy has the very same heart rate; two runs of one programme do not.
	shiftMost    = 14 * time.Hour
	shiftSlack   = 5 * time.Second
	shiftAgree   = .01
	shiftBeats   = .5
	shiftMinimum = 600.0 // seconds of a run that can be told so
	// A recording that misses more than a tenth of the longest does not serve
	// in its place, however good.
	servingShare = .9
)

// group puts recordings of the same run together, the best first. The best of
// all that are left over takes in whatever is the same as it, so the outcome
// does not depend on the order of files.
func group(all []*candidate) []*run {
	order := slices.Clone(all)
	slices.SortFunc(order, compareQuality)
	byStart := slices.Clone(order)
	slices.SortStableFunc(byStart, func(a, b *candidate) int { return a.start.Compare(b.start) })

	taken := make(map[*candidate]bool, len(all))
	var runs []*run
	for _, lead := range order {
		if taken[lead] {
			continue
		}
		r := &run{}
		from := sort.Search(len(byStart), func(i int) bool {
			return !byStart[i].start.Before(lead.start.Add(-shiftMost - shiftSlack))
		})
		for _, c := range byStart[from:] {
			if c.start.After(lead.start.Add(shiftMost + shiftSlack)) {
				break
			}
			if !taken[c] && (c == lead || sameRun(lead, c)) {
				taken[c] = true
				r.members = append(r.members, c)
			}
		}
		longest := 0.0
		for _, c := range r.members {
			longest = max(longest, c.elapsed)
		}
		slices.SortFunc(r.members, func(a, b *candidate) int {
			if x, y := a.elapsed >= servingShare*longest, b.elapsed >= servingShare*longest; x != y {
				if x {
					return -1
				}
				return 1
			}
			return compareQuality(a, b)
		})
		r.best = r.members[0]
		runs = append(runs, r)
	}
	return runs
}

// sameRun reports whether two recordings are of the same run. Where it is not
// sure it says no.
func sameRun(a, b *candidate) bool {
	if a.digest == b.digest && a.nth == b.nth {
		return true
	}
	if !(a.elapsed > 0) || !(b.elapsed > 0) {
		return false
	}
	apart := b.start.Sub(a.start).Abs()
	shorter, longer := a, b
	if shorter.elapsed > longer.elapsed {
		shorter, longer = b, a
	}
	switch {
	case apart <= startApart && overlap(a, b) >= overlapShare*shorter.elapsed && sameLength(a, b):
		return true
	case apart <= trimApart && shorter.elapsed >= trimShare*longer.elapsed && contained(shorter, longer):
		return sameWhileBoth(a, b)
	}
	return shifted(a, b)
}

// overlap is the time in seconds both ran.
func overlap(a, b *candidate) float64 {
	from, to := a.start, a.end()
	if b.start.After(from) {
		from = b.start
	}
	if b.end().Before(to) {
		to = b.end()
	}
	return max(to.Sub(from).Seconds(), 0)
}

// sameLength compares distances, or durations where one has no distance.
func sameLength(a, b *candidate) bool {
	if a.distance > 0 && b.distance > 0 {
		return agree(a.distance, b.distance, distanceAgree)
	}
	return agree(a.elapsed, b.elapsed, distanceAgree)
}

func contained(shorter, longer *candidate) bool {
	return !shorter.start.Before(longer.start.Add(-trimSlack)) && !shorter.end().After(longer.end().Add(trimSlack))
}

// sameWhileBoth compares the distance covered in the time both ran; false
// where it is not known of both.
func sameWhileBoth(a, b *candidate) bool {
	from := b.start.Sub(a.start).Seconds() // on a's clock
	to := min(a.elapsed, from+b.elapsed)
	from0 := max(from, 0)
	x, y := a.course(), b.course()
	return agree(x.between(from0, to), y.between(from0-from, to-from), distanceAgree)
}

// agree reports whether two positive numbers differ by at most a fraction of
// the larger; false for NaN.
func agree(x, y, fraction float64) bool {
	return x > 0 && y > 0 && math.Abs(x-y) <= fraction*max(x, y)
}

// shifted reports whether b is a copy of a whose times are a multiple of a
// quarter hour off.
func shifted(a, b *candidate) bool {
	apart := b.start.Sub(a.start)
	quarter := apart.Round(15 * time.Minute)
	if quarter == 0 || quarter.Abs() > shiftMost || (apart-quarter).Abs() > shiftSlack {
		return false
	}
	if a.elapsed < shiftMinimum || !agree(a.elapsed, b.elapsed, shiftAgree) || !agree(a.distance, b.distance, shiftAgree) {
		return false
	}
	hr, metres := 0.0, 0.0
	var nHR, n float64
	p, q := a.course(), b.course()
	for i := range min(len(p.distance), len(q.distance)) {
		x, y := float64(p.heartRate[i]), float64(q.heartRate[i])
		if !math.IsNaN(x) && !math.IsNaN(y) {
			hr += math.Abs(x - y)
			nHR++
		}
		metres += math.Abs(float64(p.distance[i]) - float64(q.distance[i]))
		n++
	}
	return nHR >= .8*n && hr <= shiftBeats*nHR && metres/n <= shiftAgree*a.distance
}
