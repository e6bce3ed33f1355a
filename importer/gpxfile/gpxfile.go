// Package gpxfile reads GPX files, versions 1.0 and 1.1, as watches,
// telephones and services write them.
//
// github.com/tkrajina/gpxgo builds the tracks, segments and points. It is not
// given the file's bytes but tokens: a tolerant scanner goes over the bytes once
// and hands gpxgo the tracks' names and types and the points' positions,
// elevations and times, the latter in the one form that gpxgo reads right. What
// sensors measured is read on the way. This is because gpxgo cuts times at the
// first "." (and with it a zone offset), gives up those with an offset, has no
// fractions of a second, sees no heart rate outside <extensions>, none at all in
// GPX 1.0, and reads a missing position as 0, 0. What gpxgo is not given costs
// little: the whole takes less than half the time that gpxgo alone does (see
// the benchmarks). The points are handed over by the thousand, so that memory
// stays bounded whatever the file.
//
// No other package of the project knows gpxgo.
package gpxfile

import (
	"fmt"

	"easyday/importer/activity"
	"easyday/importer/trackxml"
)

// Sniff reports whether head, the first 512 bytes or so of a file, begins a GPX
// document. Blanks, a byte-order mark, the XML declaration and comments may
// stand before the root element; where it lies beyond head, any XML will do.
func Sniff(head []byte) bool { return trackxml.HasRoot(head, "gpx") }

// Decode reads the activities of a GPX file, in order of time.
//
// All segments of a track are one activity; a break between them is a pause if
// time passes in it. A track of its own is an activity of its own where it
// starts 30 minutes or more after the one before it ends, overlaps it, or names
// another sport; otherwise it goes on with that one after a pause, since some
// writers begin a track at each pause or lap. The result's name, sport and
// totals are then the first track's that states them, the totals the sums.
//
// The file states no laps and, but for a few writers, neither distances nor
// totals; those are NaN. Points without a time or position are left out, as are
// those of an impossible time, and times that run back are mended: the notes
// "untimed", "position", "clock" and "order" count them.
//
// The error wraps activity.ErrNotActivity for a file without timed points, and
// says what it is. It is an *activity.PlaceError that wraps activity.ErrFormat
// for a damaged file, of which less than ten minutes lie before the damage;
// otherwise they are returned with the note "truncated".
func Decode(data []byte, h activity.Hints) ([]activity.Activity, error) {
	text, err := trackxml.ToUTF8(data)
	if err != nil {
		return nil, trackxml.Damaged(1, err)
	}
	r := newReader(text, h.Buffer)
	if err := r.read(); err != nil {
		return nil, err
	}
	activities := r.activities()
	if broken := r.scanner.Err(); broken != nil {
		seconds := 0.0
		for i := range activities {
			seconds += trackxml.Duration(&activities[i])
		}
		line := r.scanner.Line()
		if seconds < trackxml.EnoughToSalvage {
			return nil, trackxml.Damaged(line, broken)
		}
		last := &activities[len(activities)-1]
		last.Notes = append(last.Notes, trackxml.Salvaged(line, broken))
	}
	if len(activities) == 0 {
		return nil, fmt.Errorf("%w: %s", activity.ErrNotActivity, r.whatElse())
	}
	return activities, nil
}

// whatElse says what a file without timed points is.
func (r *reader) whatElse() string {
	switch {
	case r.points > 0 && r.timed == 0:
		return "a track without times"
	case r.points > 0:
		return "a track without positions"
	case r.routes > 0:
		return "a route"
	case r.waypoints > 0:
		return "waypoints only"
	}
	return "no points"
}
