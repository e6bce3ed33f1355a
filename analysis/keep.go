package analysis

import (
	"errors"
	"slices"

	"easyday/importer/compact"
)

// AppendBinary appends the recording as it is kept between sessions, in the
// form of package compact: every exported field, so that a field added is kept
// as well. Measures are left out; they are read from the trace again, which
// takes a quarter of a millisecond.
func (r *Recording) AppendBinary(b []byte) ([]byte, error) { return compact.Append(b, r.Whole()) }

// UnmarshalBinary makes of what AppendBinary wrote the same recording again.
// The error is that of bytes that are not what it wrote.
func (r *Recording) UnmarshalBinary(data []byte) error {
	var read Recording
	if err := compact.Decode(data, &read); err != nil {
		return err
	}
	if !read.Trace.even() {
		return errUneven
	}
	if !slices.IsSorted(read.Shuttle.Turns) {
		return errTurns
	}
	read.measures = measure(&read)
	*r = read
	return nil
}

var (
	errUneven = errors.New("a trace with columns of unequal length")
	errTurns  = errors.New("turns out of order")
)

// even reports whether all columns have one length.
func (t *Trace) even() bool {
	n := t.Len()
	for _, c := range [][]float32{t.Speed, t.EffortSpeed, t.HeartRate, t.Altitude, t.Grade, t.Cadence} {
		if len(c) != n {
			return false
		}
	}
	return len(t.Moving) == n
}
