package fitfile

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"easyday/importer/activity"
)

// Fields of the heart rate message (FIT profile, hr).
const (
	strapFraction = 0  // of a second, in 1/32768
	strapRate     = 6  // one a beat, beats per minute
	strapEvent    = 9  // the strap's own clock, in 1/1024 s, one a beat
	strapEvent12  = 10 // its lower twelve bits, two beats in three bytes
)

// storedHeartRate is the code of the note that records got such heart rate.
const storedHeartRate = "stored_heart_rate"

// beat is a heart rate that a strap stored, with its time in FIT seconds.
type beat struct {
	at   float64
	rate uint8
}

// strap reads the heart rate messages of a part: what a strap measured while
// the watch could not hear it, as under water, and delivered after the run.
type strap struct {
	beats  []beat
	offset float64 // FIT seconds when the strap's clock is 0; NaN until stated
	clock  uint32  // of the last beat
}

// read takes in a message. One with a timestamp says what time it is on the
// strap's clock; those after it give the clock's lower bits alone.
func (s *strap) read(d *definition, message []byte) {
	rates, events := d.field(message, strapRate), d.field(message, strapEvent)
	next := func() {
		if len(rates) == 0 {
			return
		}
		if r := rates[0]; r != 0 && r != invalid8 && !math.IsNaN(s.offset) {
			s.beats = append(s.beats, beat{s.offset + float64(s.clock)/1024, r})
		}
		rates = rates[1:]
	}
	for first := true; len(events) >= 4; first = false {
		s.clock = d.order().Uint32(events)
		if b := d.field(message, fieldTimestamp); first && len(b) == 4 && d.order().Uint32(b) != invalid32 {
			s.offset = float64(d.order().Uint32(b)) - float64(s.clock)/1024
			if f := d.field(message, strapFraction); len(f) == 2 && d.order().Uint16(f) != invalid16 {
				s.offset += float64(d.order().Uint16(f)) / 32768
			}
		}
		events = events[4:]
		next()
	}
	for b := d.field(message, strapEvent12); len(b) >= 3; b = b[3:] {
		for _, low := range [2]uint32{uint32(b[0]) | uint32(b[1]&0x0F)<<8, uint32(b[1]>>4) | uint32(b[2])<<4} {
			const roll = 1 << 12
			s.clock += (low - s.clock) & (roll - 1)
			next()
		}
	}
}

// order is the byte order of the definition's messages.
func (d *definition) order() binary.ByteOrder {
	if d.bigEndian {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// orderBeats puts beats in order of time.
func orderBeats(beats []beat) {
	slices.SortStableFunc(beats, func(a, b beat) int { return cmp.Compare(a.at, b.at) })
}

// fillHeartRate gives records in order, where they have no heart rate of their
// own, the mean of the beats since the record before, or the last beat before
// them, for a few seconds, where there was none.
func (rec *recording) fillHeartRate() []activity.Note {
	const hold, most = 3.0, 10.0 // seconds
	filled, next := 0, 0
	last := math.Inf(-1)
	for i := range rec.records {
		r := &rec.records[i]
		from, to := max(last, float64(r.time)-most), float64(r.time)
		last = to
		sum, n := 0, 0
		for ; next < len(rec.beats) && rec.beats[next].at <= to; next++ {
			if rec.beats[next].at > from {
				sum += int(rec.beats[next].rate)
				n++
			}
		}
		if r.heartRate != 0 && r.heartRate != invalid8 {
			continue
		}
		switch {
		case n > 0:
			r.heartRate = uint8((sum + n/2) / n)
		case next > 0 && to-rec.beats[next-1].at <= hold:
			r.heartRate = rec.beats[next-1].rate
		default:
			continue
		}
		filled++
	}
	if filled == 0 {
		return nil
	}
	return []activity.Note{{
		Code: storedHeartRate, Count: filled,
		Text: fmt.Sprintf("heart rate of %d records was stored by the strap and taken from there", filled),
	}}
}
