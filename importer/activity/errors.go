package activity

import (
	"errors"
	"fmt"
)

// ErrNotActivity is wrapped by a parser's error for a file that is sound but
// holds no timed activity: a course, a workout, settings, a track without
// times. The error's text says which.
var ErrNotActivity = errors.New("not an activity")

// ErrFormat is wrapped by a parser's error for a file that is damaged, or not
// of the format its beginning promises.
var ErrFormat = errors.New("damaged file")

// PlaceError is an error at a place in a file.
type PlaceError struct {
	Place string // such as "byte 812", "line 40", "record 17"
	Err   error
}

func (e *PlaceError) Error() string { return fmt.Sprintf("%s: %v", e.Place, e.Err) }

// Unwrap returns the error at the place.
func (e *PlaceError) Unwrap() error { return e.Err }

// Hints is what the importer tells a parser about the bytes it hands over.
type Hints struct {
	// Buffer lends the columns; nil allocates. What the parser returns is
	// valid until the buffer's Reset.
	Buffer *Buffer
}
