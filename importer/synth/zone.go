package synth

import (
	"math/rand/v2"
	"time"
)

// zone is a place's clock and the piece of open ocean, in about the same
// longitude and, where there is one, climate, that the runner's routes are laid on.
//
// The rules of summer time are written out here so that a season does not
// depend on the machine's time-zone files.
type zone struct {
	name      string
	standard  time.Duration
	summer    summerTime
	south     bool
	latitude  float64 // degrees
	longitude float64 // degrees
}

type summerTime int

const (
	noSummer summerTime = iota
	europeanSummer
	northAmericanSummer
	australianSummer
)

func zones() []zone {
	return []zone{
		{"Europe/Zurich", time.Hour, europeanSummer, false, 40, 12},
		{"Europe/London", 0, europeanSummer, false, 46, -6},
		{"America/New_York", -5 * time.Hour, northAmericanSummer, false, 36, -71},
		{"America/Los_Angeles", -8 * time.Hour, northAmericanSummer, false, 32, -122},
		{"Asia/Kathmandu", 5*time.Hour + 45*time.Minute, noSummer, false, 18, 88},
		{"Asia/Tokyo", 9 * time.Hour, noSummer, false, 33, 137.5},
		{"Australia/Sydney", 10 * time.Hour, australianSummer, true, -36, 153},
	}
}

// drawZones draws where the runner lives and, for some, a week elsewhere.
func drawZones(r *rand.Rand, p *profile) (home, away zone, trip [2]int) {
	all := zones()
	i := r.IntN(len(all))
	j := (i + whole(r, 1, len(all)-1)) % len(all)
	home, away = all[i], all[j]
	if p.kind == Demo {
		home = all[2]
	}
	if p.travel && chance(r, .35) {
		from := whole(r, 40, p.days-30)
		trip = [2]int{from, from + whole(r, 5, 9)}
	}
	return home, away, trip
}

// zoneOn is the zone the runner is in on a day of the season.
func (s *Season) zoneOn(day int) *zone {
	if day >= s.trip[0] && day < s.trip[1] {
		return &s.away
	}
	return &s.home
}

// offset is local time less UTC at a moment.
func (z *zone) offset(t time.Time) time.Duration {
	year := t.Year()
	var from, to time.Time // summer time, UTC
	switch z.summer {
	case europeanSummer: // last Sundays of March and October, 01:00 UTC
		from = sunday(year, time.March, -1).Add(time.Hour)
		to = sunday(year, time.October, -1).Add(time.Hour)
	case northAmericanSummer: // second Sunday of March, first of November, 02:00 local
		from = sunday(year, time.March, 2).Add(2*time.Hour - z.standard)
		to = sunday(year, time.November, 1).Add(time.Hour - z.standard)
	case australianSummer: // first Sundays of October and April, 02:00 standard time; through the new year
		from = sunday(year, time.October, 1).Add(2*time.Hour - z.standard)
		to = sunday(year, time.April, 1).Add(2*time.Hour - z.standard)
		if !t.Before(from) || t.Before(to) {
			return z.standard + time.Hour
		}
		return z.standard
	default:
		return z.standard
	}
	if !t.Before(from) && t.Before(to) {
		return z.standard + time.Hour
	}
	return z.standard
}

// utc is the moment when the zone's clock shows a local time, given as a UTC
// time with the local clock's figures.
func (z *zone) utc(local time.Time) time.Time {
	guess := local.Add(-z.standard)
	return local.Add(-z.offset(guess.Add(z.standard - z.offset(guess))))
}

// sunday is midnight UTC of the n-th Sunday of a month, the last for -1.
func sunday(year int, m time.Month, n int) time.Time {
	if n < 0 {
		end := time.Date(year, m+1, 0, 0, 0, 0, 0, time.UTC)
		return end.AddDate(0, 0, -int(end.Weekday()))
	}
	first := time.Date(year, m, 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, (7-int(first.Weekday()))%7+7*(n-1))
}
