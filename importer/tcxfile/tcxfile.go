// Package tcxfile reads TCX files, Garmin's Training Center XML version 2, as
// watches and services write them.
//
// It reads the file in one pass over its bytes with the project's own scanner:
// the standard library's decoder takes several times as long to find the tokens
// alone (see the benchmarks), and refuses what should be salvaged.
//
// Source of names and units: Garmin, TrainingCenterDatabasev2.xsd and
// ActivityExtensionv2.xsd. Version 1, with its runs under
// History, is told apart and not read: no file of it was to be had.
package tcxfile

import (
	"fmt"

	"easyday/importer/activity"
	"easyday/importer/trackxml"
)

// Sniff reports whether head, the first 512 bytes or so of a file, begins a TCX
// document. Blanks, a byte-order mark, the XML declaration and comments may
// stand before the root element; where it lies beyond head, any XML will do.
func Sniff(head []byte) bool { return trackxml.HasRoot(head, "TrainingCenterDatabase") }

// Decode reads the activities of a TCX file, in the file's order: the Activity
// elements under Activities and within multi-sport sessions. Courses, workouts
// and folders are passed over.
//
// An activity starts with its first trackpoint, or with its first lap where
// that starts up to a minute earlier. A break between two Track elements of one
// lap is a pause if time passes in it; one between two laps, if the
// laps' timers say so too. Totals are the sums over the laps, the heart rate weighted
// with their time. An activity whose laps hold totals but no trackpoints comes
// without samples. Where a writer counts distance from the start of each lap,
// it is added up: Note "distance". Trackpoints without a time are left out and
// times that run back are mended: the notes "untimed", "clock" and "order"
// count them.
//
// The error wraps activity.ErrNotActivity for a file without activities, and
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
	var out []activity.Activity
	for i := range r.recordings {
		if a, ok := r.activity(&r.recordings[i]); ok {
			out = append(out, a)
		}
	}
	if broken := r.scanner.Err(); broken != nil {
		seconds := 0.0
		for i := range out {
			seconds += trackxml.Duration(&out[i])
		}
		line := r.scanner.Line()
		if seconds < trackxml.EnoughToSalvage {
			return nil, trackxml.Damaged(line, broken)
		}
		last := &out[len(out)-1]
		last.Notes = append(last.Notes, trackxml.Salvaged(line, broken))
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%w: %s", activity.ErrNotActivity, r.whatElse())
	}
	return out, nil
}

// whatElse says what a file without activities is.
func (r *reader) whatElse() string {
	switch {
	case r.untimed > 0:
		return "trackpoints without times"
	case r.activities > 0:
		return "an activity without trackpoints or totals"
	case r.courses:
		return "a course"
	case r.workouts:
		return "a workout"
	case r.version1:
		return "a history of Training Center version 1, which is not read"
	}
	return "no activities"
}
