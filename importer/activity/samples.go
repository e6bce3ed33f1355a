package activity

import (
	"errors"
	"fmt"
	"math"
)

// Samples are the columns of a recording, all of one length, in order of Time.
// A value that was not recorded is NaN; Time never is. A column that was never
// recorded at all is all NaN.
type Samples struct {
	Time        []float64 // seconds after Activity.Start, not decreasing
	Latitude    []float64 // degrees north
	Longitude   []float64 // degrees east
	Distance    []float64 // metres from the start, cumulative, as the device states it
	Speed       []float64 // metres per second, as the device states it
	Altitude    []float64 // metres above sea level
	HeartRate   []float64 // beats per minute
	Cadence     []float64 // steps per minute, both feet
	Temperature []float64 // degrees Celsius, as the device states it
	Power       []float64 // watts
}

// Len is the number of samples.
func (s *Samples) Len() int { return len(s.Time) }

// columns lists every column, for what is done to all alike.
func (s *Samples) columns() [10]*[]float64 {
	return [...]*[]float64{
		&s.Time, &s.Latitude, &s.Longitude, &s.Distance, &s.Speed,
		&s.Altitude, &s.HeartRate, &s.Cadence, &s.Temperature, &s.Power,
	}
}

// Slice returns samples i (inclusive) to j (exclusive), sharing the columns.
func (s *Samples) Slice(i, j int) Samples {
	out := *s
	for _, c := range out.columns() {
		*c = (*c)[i:j:j]
	}
	return out
}

// Has reports whether a column holds at least one number.
func Has(column []float64) bool {
	for _, v := range column {
		if !math.IsNaN(v) {
			return true
		}
	}
	return false
}

// Coverage is the share of a column that holds numbers, 0 for an empty one.
func Coverage(column []float64) float64 {
	if len(column) == 0 {
		return 0
	}
	n := 0
	for _, v := range column {
		if !math.IsNaN(v) {
			n++
		}
	}
	return float64(n) / float64(len(column))
}

// Check reports the first breach of the model's contract: columns of unequal
// length, a time that is NaN, infinite, negative or runs backwards, or an
// infinite value anywhere. Every parser's output passes it.
func (a *Activity) Check() error {
	if a.Start.IsZero() {
		return errors.New("no start time")
	}
	s := &a.Samples
	n := s.Len()
	for k, c := range s.columns() {
		if len(*c) != n {
			return fmt.Errorf("column %d has %d values, time has %d", k, len(*c), n)
		}
		for i, v := range *c {
			if math.IsInf(v, 0) {
				return fmt.Errorf("column %d, sample %d: infinite", k, i)
			}
		}
	}
	for i, t := range s.Time {
		switch {
		case math.IsNaN(t) || t < 0:
			return fmt.Errorf("sample %d: time %v", i, t)
		case i > 0 && t < s.Time[i-1]:
			return fmt.Errorf("sample %d: time runs back from %v to %v", i, s.Time[i-1], t)
		}
	}
	last := math.Inf(-1)
	for i, p := range a.Pauses {
		if !(p.From <= p.To) || p.From < last {
			return fmt.Errorf("pause %d: from %v to %v after %v", i, p.From, p.To, last)
		}
		last = p.To
	}
	return nil
}

// Buffer lends columns to a parser and takes all of them back at once, so that
// a worker reads file after file in the same memory. A nil *Buffer allocates
// anew each time. It must not be shared between goroutines.
type Buffer struct {
	columns [][]float64
	lent    int
}

// Samples returns columns of length n, every value NaN, valid until Reset.
func (b *Buffer) Samples(n int) Samples {
	var s Samples
	for _, c := range s.columns() {
		*c = b.column(n)
	}
	return s
}

// Reset takes back every column lent since the last Reset.
func (b *Buffer) Reset() {
	if b != nil {
		b.lent = 0
	}
}

func (b *Buffer) column(n int) []float64 {
	var c []float64
	if b == nil {
		c = make([]float64, n)
	} else {
		if b.lent == len(b.columns) {
			b.columns = append(b.columns, nil)
		}
		if cap(b.columns[b.lent]) < n {
			// Some room to spare, so that a slightly longer recording
			// does not allocate again.
			b.columns[b.lent] = make([]float64, n, n+n/4)
		}
		c = b.columns[b.lent][:n]
		b.lent++
	}
	for i := range c {
		c[i] = math.NaN()
	}
	return c[:n:n]
}
