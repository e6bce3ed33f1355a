package analysis

import (
	"encoding/binary"
	"math"
	"slices"
	"unique"

	"easyday/importer/activity"
	"easyday/importer/compact"
)

// Store keeps bytes outside of memory, so that a season of ten thousand runs
// takes little more of it than one of a hundred. Its methods may be called from
// several goroutines.
type Store interface {
	// Keep writes b down and says where. It is false where that failed, and
	// the caller keeps b itself. b may be used again afterwards.
	Keep(b []byte) (place int64, ok bool)
	// Fetch fills b with what was kept at a place, from byte from of it on.
	// Where it cannot be read, b is filled with zeros and the store remembers
	// that: its owner asks it before anything made of its bytes is believed.
	Fetch(b []byte, place int64, from int)
}

// laid says where a recording's columns lie.
type laid struct {
	store  Store
	place  int64
	blocks int // of the trace, traceBytes each
	rest   int // bytes of the laps and the workout behind it
}

// rest is what is laid down beside the trace.
type rest struct {
	Laps    []activity.Lap
	Workout []activity.WorkoutStep
}

// traceBytes is what a block of a trace takes in a store: seven numbers of 4
// bytes, and whether the runner moved.
const traceBytes = 7*4 + 1

// LayDown moves the recording's trace, laps and workout into a store; what
// stays in memory is a few hundred bytes. Whole brings them back. Where the
// store cannot keep them they stay where they are. Columns of unequal length are
// a fault of the caller, and stay too.
func (r *Recording) LayDown(s Store) {
	if r.laid != nil || !r.Trace.even() {
		return
	}
	r.measures = r.read()
	b := make([]byte, 0, traceBytes*r.Trace.Len()+64)
	b = r.Trace.append(b)
	n := len(b)
	b, err := compact.Append(b, rest{r.Laps, r.Workout})
	if err != nil {
		return
	}
	place, ok := s.Keep(b)
	if !ok {
		return
	}
	r.laid = &laid{store: s, place: place, blocks: r.Trace.Len(), rest: len(b) - n}
	r.Trace, r.Laps, r.Workout = Trace{}, nil, nil
	// A season has few devices, and each of their words once.
	for _, word := range []*string{&r.Name, &r.Device.Maker, &r.Device.Product, &r.Device.Key, &r.Device.HeartRateKey} {
		*word = unique.Make(*word).Value()
	}
}

// Whole is the recording with all its columns in memory, as it was before
// LayDown.
func (r *Recording) Whole() Recording {
	out := *r
	if r.laid == nil {
		return out
	}
	out.laid = nil
	r.trace(&out.Trace, nil)
	b := make([]byte, r.laid.rest)
	r.laid.store.Fetch(b, r.laid.place, traceBytes*r.laid.blocks)
	var x rest
	if compact.Decode(b, &x) == nil { // else the store knows
		out.Laps, out.Workout = x.Laps, x.Workout
	}
	return out
}

// trace is the recording's trace: its own, or read from the store into the
// memory of t, with the help of buffer, which is returned to be used again.
func (r *Recording) trace(t *Trace, buffer []byte) (*Trace, []byte) {
	l := r.laid
	if l == nil {
		return &r.Trace, buffer
	}
	buffer = slices.Grow(buffer[:0], traceBytes*l.blocks)[:traceBytes*l.blocks]
	l.store.Fetch(buffer, l.place, 0)
	t.set(buffer, l.blocks)
	return t, buffer
}

// columns are the trace's numbers in the order they are laid down.
func (t *Trace) columns() [7]*[]float32 {
	return [...]*[]float32{&t.At, &t.Speed, &t.EffortSpeed, &t.HeartRate, &t.Altitude, &t.Grade, &t.Cadence}
}

// append appends the trace column by column.
func (t *Trace) append(b []byte) []byte {
	for _, c := range t.columns() {
		for _, v := range *c {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
		}
	}
	for _, v := range t.Moving {
		if v {
			b = append(b, 1)
		} else {
			b = append(b, 0)
		}
	}
	return b
}

// set fills the trace with n blocks that append wrote, in the memory it has
// where that is enough.
func (t *Trace) set(b []byte, n int) {
	if cap(t.Moving) < n {
		*t = newTrace(n + n/4)
	}
	for _, c := range t.columns() {
		*c = (*c)[:n]
		column := *c
		for i := range column {
			column[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		}
		b = b[4*n:]
	}
	t.Moving = t.Moving[:n]
	for i := range t.Moving {
		t.Moving[i] = b[i] != 0
	}
}
