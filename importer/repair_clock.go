package importer

import (
	"math"
	"time"

	"easyday/importer/activity"
)

// dayGap is the time in seconds between two samples beyond which the clock was
// set in between: no run has a day without a sample.
const dayGap = 86400.0

// clock reports whether the recording's times can be believed, after keeping,
// where the clock was set during the run or single times are wild, the longest
// stretch of samples without a jump of a day that lies at a believable date.
//
// A watch that never had its clock set starts at its epoch: 1989-12-31 (FIT's)
// or 2009-12-31, where the latter is believed of a recording with positions,
// since satellites set the clock.
func (m *mender) clock(a *activity.Activity) bool {
	s := &a.Samples
	n := s.Len()
	bestFrom, bestTo := 0, 0
	for from := 0; from < n; {
		to := from + 1
		for to < n && s.Time[to]-s.Time[to-1] <= dayGap {
			to++
		}
		if to-from > bestTo-bestFrom && believable(at(a, s.Time[from]), hasPosition(s, from, to)) {
			bestFrom, bestTo = from, to
		}
		from = to
	}
	switch {
	case n == 0:
		return believable(a.Start, false)
	case bestTo == 0:
		return false
	case bestFrom == 0 && bestTo == n && s.Time[0] <= dayGap:
		return believable(a.Start, hasPosition(s, 0, n))
	}
	note(a, "clock_jump", n-(bestTo-bestFrom), "the clock jumped by more than a day: %s left out", plural(n-(bestTo-bestFrom), "sample"))
	shift := s.Time[bestFrom]
	a.Start = at(a, shift)
	*s = s.Slice(bestFrom, bestTo)
	for i := range s.Time {
		s.Time[i] -= shift
	}
	end := s.Time[len(s.Time)-1]
	laps := a.Laps[:0:0]
	for _, l := range a.Laps {
		if l.Start -= shift; l.Start >= -1 && l.Start <= end {
			laps = append(laps, l)
		}
	}
	a.Laps = laps
	pauses := a.Pauses[:0:0]
	for _, p := range a.Pauses {
		p.From, p.To = max(p.From-shift, 0), min(p.To-shift, end)
		if p.From < p.To {
			pauses = append(pauses, p)
		}
	}
	a.Pauses = pauses
	a.Totals.Elapsed = math.NaN() // spans the jump
	return true
}

// at is the moment t seconds after the activity's start. Beyond the 290 years
// a Duration holds, it is a moment that nothing believes.
func at(a *activity.Activity, t float64) time.Time {
	if t > 9e9 {
		return time.Time{}
	}
	return a.Start.Add(time.Duration(math.Round(t * float64(time.Second))))
}

func believable(t time.Time, positions bool) bool {
	if y := t.UTC().Year(); y < 2000 || y >= 2100 {
		return false
	}
	y, month, d := t.UTC().Date()
	return positions || y != 2009 || month != time.December || d != 31
}

func hasPosition(s *activity.Samples, from, to int) bool {
	return activity.Has(s.Latitude[from:to]) && activity.Has(s.Longitude[from:to])
}
