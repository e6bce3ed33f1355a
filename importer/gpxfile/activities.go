package gpxfile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"easyday/importer/activity"
	"easyday/importer/trackxml"
)

// apart is the time in microseconds between two tracks from which on they are
// two activities.
const apart = 30 * 60 * 1e6

// span is one track of the file on the clock.
type span struct {
	*track
	sport       activity.Sport
	sub         string
	first, last float64 // microseconds since 1970
}

// activities makes activities of the tracks that were read, in order of time.
func (r *reader) activities() []activity.Activity {
	spans := make([]span, len(r.tracks))
	for k := range r.tracks {
		t := &r.tracks[k]
		times := r.samples.Time[t.segments[0].From:t.segments[len(t.segments)-1].To]
		spans[k] = span{track: t, first: slices.Min(times), last: slices.Max(times)}
		spans[k].sport, spans[k].sub = trackxml.SportOf(t.kind)
	}
	slices.SortStableFunc(spans, func(a, b span) int { return cmp.Compare(a.first, b.first) })
	var out []activity.Activity
	for from := 0; from < len(spans); {
		to := from + 1
		for to < len(spans) && goesOn(spans[to-1], spans[to]) {
			to++
		}
		out = append(out, r.activity(spans[from:to]))
		from = to
	}
	slices.SortStableFunc(out, func(a, b activity.Activity) int { return a.Start.Compare(b.Start) })
	return out
}

// goesOn reports whether track b is the same activity as a, which starts no
// later.
func goesOn(a, b span) bool {
	gap := b.first - a.last
	return 0 <= gap && gap < apart &&
		(a.sport == b.sport || b.sport == activity.Unstated || a.sport == activity.Unstated)
}

func (r *reader) activity(spans []span) activity.Activity {
	a := activity.Activity{Format: activity.GPX, Totals: spans[0].totals, Device: device(r.creator)}
	var untimed, unplaced, nowhere int
	for k, t := range spans {
		if a.Name == "" {
			a.Name = t.name
		}
		if a.Sport == activity.Unstated {
			a.Sport, a.SubSport = t.sport, t.sub
		}
		if t.zone.OffsetKnown && !a.OffsetKnown {
			a.Offset, a.OffsetKnown = t.zone.Offset, true
		}
		if k > 0 {
			// A figure that one track does not state is not known of all.
			a.Totals.Distance += t.totals.Distance
			a.Totals.Timer += t.totals.Timer
			a.Totals.Elapsed += t.totals.Elapsed + (t.first-spans[k-1].last)/1e6
			a.Totals.Moving += t.totals.Moving
			a.Totals.Ascent += t.totals.Ascent
		}
		untimed += t.untimed
		unplaced += t.unplaced
		nowhere += t.nowhere
	}
	note(&a, "untimed", untimed, "had no time and were left out")
	note(&a, "position", unplaced, "had no position and were left out")
	note(&a, "position", nowhere, "were at latitude and longitude 0; the position was left out")
	var segments []trackxml.Segment
	a.Samples, segments = r.gather(spans)
	judgeDistance(&a)
	trackxml.Settle(&a, segments)
	trackxml.BothFeet(&a)
	return a
}

// gather returns the samples of tracks, one after the other, and their
// segments. Tracks that lie in the file as they do in time are not copied.
func (r *reader) gather(spans []span) (activity.Samples, []trackxml.Segment) {
	inPlace, n := true, 0
	var segments []trackxml.Segment
	for k, t := range spans {
		if k > 0 && t.segments[0].From != spans[k-1].segments[len(spans[k-1].segments)-1].To {
			inPlace = false
		}
		for _, g := range t.segments {
			segments = append(segments, trackxml.Segment{From: n, To: n + g.To - g.From})
			n += g.To - g.From
		}
	}
	from := spans[0].segments[0].From
	if inPlace {
		return r.samples.Slice(from, from+n), segments
	}
	var out activity.Samples
	for _, t := range spans {
		trackxml.Append(&out, r.samples.Slice(t.segments[0].From, t.segments[len(t.segments)-1].To))
	}
	return out, segments
}

func note(a *activity.Activity, code string, n int, what string) {
	switch {
	case n == 1:
		what = strings.Replace(what, "were", "was", 1)
		a.Notes = append(a.Notes, activity.Note{Code: code, Count: 1, Text: "1 point " + what})
	case n > 1:
		a.Notes = append(a.Notes, activity.Note{Code: code, Count: n, Text: fmt.Sprintf("%d points %s", n, what)})
	}
}

// device is what the creator attribute tells: the program or device that wrote
// the file. Strava asks writers to end it in "with barometer" where altitude
// is a barometer's (Strava, Uploading to Strava, "Device and Elevation Data").
func device(creator string) activity.Device {
	d := activity.Device{
		Key:       trackxml.Digest(creator),
		Barometer: strings.Contains(strings.ToLower(creator), "with barometer"),
	}
	d.Maker, d.Product = trackxml.Maker(creator)
	return d
}
