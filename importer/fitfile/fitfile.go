// Package fitfile reads FIT files: Sniff tells whether bytes are one, Decode
// returns every activity in them, of every sport, in the order of the file's
// parts and, within a part, of their starts.
//
// Two libraries read. github.com/tormoder/fit reads first; what it refuses or
// would read only in part, github.com/muktihari/fit reads. Which files those
// are is told beforehand by a survey that walks the message headers without
// decoding (see survey). Both fill the same recording, in the raw numbers of
// the file, and one function turns that into activities.
//
// The survey also bounds what the libraries see: they are given whole messages
// only, under a header that states the right size, so that a file cut short
// gives everything before the cut.
package fitfile

import (
	"errors"
	"fmt"

	"easyday/importer/activity"
)

// Sniff reports whether head, the first bytes of a file, up to 512, begin a FIT
// file: a header of 12 or 14 bytes with ".FIT" at byte 8.
func Sniff(head []byte) bool {
	return len(head) >= shortHeader &&
		(head[0] == shortHeader || head[0] == longHeader) &&
		string(head[8:12]) == ".FIT"
}

// The memory a file may take: memoryFactor times its size and memoryFloor
// bytes. Only a damaged file, with messages of a byte or two, comes near it.
const (
	memoryFactor = 40
	memoryFloor  = 16 << 20
)

// Decode returns every activity in data, a whole FIT file, with one activity
// for each session of each chained part. What was left out or mended is in the
// activities' notes, by these codes:
//
//	truncated  the file ends early; what lies before is used
//	damaged    messages end before the data does; what lies before is used
//	checksum   the checksum does not match the data
//	trailing   bytes after the last part are no FIT file
//	parts      parts of a chained file hold no activity or cannot be read
//	unread     records the library could not read
//	no_time    records without a time were dropped
//	order      records out of order were sorted by time
//	clock      times that only a clock that was not set gives
//	sessions   session messages that repeat another were dropped
//	stored_heart_rate  records without heart rate got what a strap stored
//
// The error wraps activity.ErrNotActivity for a sound file that is no activity,
// such as a course, and activity.ErrFormat, in an *activity.PlaceError with the
// byte, for a damaged one. Columns come from h.Buffer and are valid until its
// Reset.
func Decode(data []byte, h activity.Hints) ([]activity.Activity, error) {
	parts, trailing, err := split(data)
	if err != nil {
		return nil, err
	}
	var (
		out      []activity.Activity
		skipped  int
		firstErr error
		strapErr error // of a part whose heart rate goes to the others
		budget   = memoryFloor + memoryFactor*len(data)
		looks    = make([]look, len(parts))
		beats    []beat
	)
	for i := range parts {
		looks[i] = survey(parts[i].body)
		beats = append(beats, looks[i].beats...)
		looks[i].beats = nil
	}
	orderBeats(beats)
	for i := range parts {
		activities, err := parts[i].decode(&looks[i], beats, h, &budget)
		if err != nil && looks[i].heartRateAlone() {
			strapErr = err
			continue
		}
		if err != nil {
			skipped++
			if firstErr == nil || errors.Is(firstErr, activity.ErrNotActivity) && !errors.Is(err, activity.ErrNotActivity) {
				firstErr = err
			}
			continue
		}
		out = append(out, activities...)
	}
	switch {
	case len(out) > 0:
	case firstErr != nil:
		return nil, firstErr
	default:
		return nil, strapErr
	}
	if trailing > 0 {
		out[0].Notes = append(out[0].Notes, activity.Note{
			Code: "trailing", Count: trailing,
			Text: fmt.Sprintf("%d bytes after the end were left out", trailing),
		})
	}
	if skipped > 0 {
		out[0].Notes = append(out[0].Notes, activity.Note{
			Code: "parts", Count: skipped,
			Text: fmt.Sprintf("%d of %d parts of the file left out: %v", skipped, len(parts), firstErr),
		})
	}
	return out, nil
}

// decode reads one part, with the beats of the whole file. It takes what the
// part will need off the budget, in bytes, and refuses a part that needs more
// than is left.
func (p *part) decode(look *look, beats []beat, h activity.Hints, budget *int) ([]activity.Activity, error) {
	if err := p.notActivity(look); err != nil {
		return nil, err
	}
	need := look.memory()
	if need > *budget {
		return nil, p.damaged(0, "more messages than its size can hold")
	}
	*budget -= need

	rec, err := p.read(look)
	if err != nil {
		return nil, err
	}
	notes := p.notes(look, rec)
	rec.beats = beats
	activities := rec.activities(h)
	if len(activities) == 0 {
		return nil, fmt.Errorf("an activity file whose records have no time: %w", activity.ErrNotActivity)
	}
	for i := range activities {
		// A slice of its own for each, as the caller may append.
		activities[i].Notes = append(append([]activity.Note(nil), notes...), activities[i].Notes...)
	}
	return activities, nil
}

// notActivity is the error for a part that holds no activity, nil for one that
// does.
func (p *part) notActivity(look *look) error {
	if look.fileType != fileActivity {
		// A file that says nothing of its type is judged by what it holds.
		untyped := look.fileType == invalid8 && look.records > 0 && look.sessions+look.laps > 0
		switch {
		case untyped:
			return nil
		case look.fileType != invalid8:
			return fmt.Errorf("%s: %w", fileTypeWords(look.fileType), activity.ErrNotActivity)
		case !p.whole:
			return p.damaged(len(p.body), "the file ends before it states its type")
		case look.stopped != "":
			return p.damaged(look.end, look.stopped)
		}
		what := "a file of no stated type"
		if look.storedHeartRate > 0 {
			what = "heart rate a strap stored"
		}
		return fmt.Errorf("%s: %w", what, activity.ErrNotActivity)
	}
	if look.records == 0 && look.sessions == 0 {
		switch {
		case !p.whole:
			return p.damaged(len(p.body), "the file ends before the first record")
		case look.stopped != "":
			return p.damaged(look.end, look.stopped)
		}
		return fmt.Errorf("an activity file without records: %w", activity.ErrNotActivity)
	}
	return nil
}

// notes says what the part's framing and reading left out.
func (p *part) notes(look *look, rec *recording) []activity.Note {
	var notes []activity.Note
	cut := p.start + p.headerSize + look.end
	switch {
	case !p.whole || look.short:
		notes = append(notes, activity.Note{
			Code: "truncated",
			Text: fmt.Sprintf("the file ends early, at byte %d; what lies before was read", cut),
		})
	case look.stopped != "":
		notes = append(notes, activity.Note{
			Code: "damaged",
			Text: fmt.Sprintf("damaged at byte %d: %s; what lies before was read", cut, look.stopped),
		})
	case !p.checksum:
		notes = append(notes, activity.Note{
			Code: "checksum",
			Text: "the checksum does not match the data",
		})
	}
	if n := look.records - len(rec.records); n > 0 {
		notes = append(notes, activity.Note{
			Code: "unread", Count: n,
			Text: fmt.Sprintf("%d of %d records could not be read", n, look.records),
		})
	}
	return notes
}

// damaged is the error for damage at a byte of the part's body.
func (p *part) damaged(at int, what string) error {
	return damaged(p.start+p.headerSize+at, what)
}

// damaged is the error for damage at a byte of the file.
func damaged(at int, what string) error {
	return &activity.PlaceError{
		Place: fmt.Sprintf("byte %d", at),
		Err:   fmt.Errorf("%s: %w", what, activity.ErrFormat),
	}
}
