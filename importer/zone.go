package importer

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"easyday/importer/activity"
)

// believableOffset reports whether an offset from UTC is one that a zone may
// have: within 14 hours and at a quarter hour. Watches write garbage too.
func believableOffset(d time.Duration) bool {
	return d.Abs() <= 14*time.Hour && d%(15*time.Minute) == 0
}

// localTime is a zone, with its rules where they are known.
type localTime struct {
	activity.Zone
	location *time.Location // nil where only an offset is known
}

// known reports whether anything was found out.
func (l localTime) known() bool { return l.Source != "" }

func fromOffset(d time.Duration, source activity.ZoneSource) localTime {
	return localTime{Zone: activity.Zone{Name: offsetName(d), Offset: d, Source: source}}
}

func fromLocation(loc *time.Location, at time.Time, source activity.ZoneSource) localTime {
	_, offset := at.In(loc).Zone()
	return localTime{location: loc, Zone: activity.Zone{
		Name: loc.String(), Offset: time.Duration(offset) * time.Second, Source: source,
	}}
}

// offsetName is "UTC", "UTC+05:45" or "UTC-03:30".
func offsetName(d time.Duration) string {
	if d == 0 {
		return "UTC"
	}
	sign := '+'
	if d < 0 {
		sign, d = '-', -d
	}
	return fmt.Sprintf("UTC%c%02d:%02d", sign, int(d.Hours()), int(d.Minutes())%60)
}

// ownZone is a recording's zone as far as it can be told without the others:
// from the offset its file states, else the runner's config, else where it
// was made.
func ownZone(c *candidate, o Options) localTime {
	switch {
	case c.offsetKnown:
		return fromOffset(c.offset, activity.ZoneFromFile)
	case o.Zone != nil:
		return fromLocation(o.Zone, c.start, activity.ZoneFromConfig)
	case o.ZoneAt != nil && c.placed:
		if c.place != nil {
			return fromLocation(c.place, c.start, activity.ZoneFromPosition)
		}
	case o.ZoneAt != nil && !math.IsNaN(c.lat):
		if loc, ok := o.ZoneAt(c.lat, c.lon); ok && loc != nil {
			return fromLocation(loc, c.start, activity.ZoneFromPosition)
		}
	}
	return localTime{}
}

// zoneOf is the most trusted zone among a run's recordings, the best recording
// first among equals.
func zoneOf(r *run, o Options) localTime {
	for _, c := range r.members {
		if c.offsetKnown {
			return ownZone(c, o)
		}
	}
	for _, c := range r.members {
		if z := ownZone(c, o); z.known() {
			return z
		}
	}
	return localTime{}
}

// seasonRuns is how many of the runs nearest in time say what the zone of one
// without is: few enough that summer time, where files state an offset alone,
// is that of the time of year.
const seasonRuns = 15

// seasonZone is the zone that most of the runs nearest in time have, UTC where
// none has one. Known are the runs with a zone in order of start.
func seasonZone(r *run, known []*run) localTime {
	near := slices.Clone(around(r, known))
	slices.SortFunc(near, func(a, b *run) int {
		return cmp.Or(
			cmp.Compare(a.best.start.Sub(r.best.start).Abs(), b.best.start.Sub(r.best.start).Abs()),
			compareRuns(a, b),
		)
	})
	near = near[:min(len(near), seasonRuns)]
	votes := map[string]int{}
	var best *run
	for _, n := range near {
		votes[n.local.Name]++
	}
	for _, n := range near { // the nearest of those with most votes
		if best == nil || votes[n.local.Name] > votes[best.local.Name] {
			best = n
		}
	}
	switch {
	case best == nil:
		return fromOffset(0, activity.ZoneUnknown)
	case best.local.location != nil:
		return fromLocation(best.local.location, r.best.start, activity.ZoneFromSeason)
	}
	return fromOffset(best.local.Offset, activity.ZoneFromSeason)
}

// around are the runs among which the seasonRuns nearest in time to r lie, of
// runs in order of start.
func around(r *run, known []*run) []*run {
	at, _ := slices.BinarySearchFunc(known, r.best.start, func(k *run, t time.Time) int { return k.best.start.Compare(t) })
	from, to := max(at-seasonRuns, 0), min(at+seasonRuns, len(known))
	for from > 0 && known[from-1].best.start.Equal(known[from].best.start) {
		from-- // as near as the one after
	}
	for to > from && to < len(known) && known[to].best.start.Equal(known[to-1].best.start) {
		to++
	}
	return known[from:to]
}
