package fitfile

import (
	"errors"
	"fmt"
)

// A reader fills a recording from one part. It returns what it could read
// together with the error that stopped it.
type reader func(p *part, look *look) (*recording, error)

// read reads a part with the library the survey chose and, should that refuse
// it, with the other; the error is of type *activity.PlaceError.
func (p *part) read(look *look) (*recording, error) {
	readers := []reader{readTormoder, readMuktihari}
	switch {
	case look.barred:
		readers = []reader{readMuktihari}
	case look.second != "":
		readers = []reader{readMuktihari, readTormoder}
	}
	var (
		best     *recording
		firstErr error
	)
	for _, read := range readers {
		rec, err := read.guarded(p, look)
		if err == nil {
			best = rec
			break
		}
		if firstErr == nil {
			firstErr = err
		}
		if rec != nil && (best == nil || rec.messages() > best.messages()) {
			best = rec
		}
	}
	if best == nil || best.messages() == 0 {
		if firstErr == nil {
			firstErr = errors.New("no message of it can be read")
		}
		return nil, p.damaged(0, firstErr.Error())
	}
	best.sport, best.workoutName, best.steps, best.resting = look.sport, look.workoutName, look.steps, look.resting
	return best, nil
}

// guarded is the reader with a panic in a library turned into an error.
func (read reader) guarded(p *part, look *look) (rec *recording, err error) {
	defer func() {
		if v := recover(); v != nil {
			rec, err = nil, fmt.Errorf("cannot be read: %v", v)
		}
	}()
	return read(p, look)
}

// messages is the number of messages that make an activity.
func (rec *recording) messages() int { return len(rec.records) + len(rec.sessions) }
