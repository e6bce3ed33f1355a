package importer

import (
	"fmt"
	"math"
	"slices"

	"easyday/importer/activity"
)

// Limits of what a runner does, used by every repair.
const (
	// sprintSpeed is faster than any runner ever moved, in m/s (Bolt's 100 m
	// world record peaked at 12.3 to 12.4 m/s; Graubner and Nixdorf, "Biomechanical
	// analysis of the sprint and hurdles events at the 2009 IAAF World
	// Championships", New Studies in Athletics 26, 2011).
	sprintSpeed = 12.5
	// sustainedSpeed, in m/s, is not held for more than sustainedTime seconds
	// by runners at large.
	sustainedSpeed = 8.0
	sustainedTime  = 3.0
	// standingSpeed is the speed in m/s below which a runner stands: slower
	// than any walk.
	standingSpeed = 0.8
	// standingTime is how long, in seconds, below standingSpeed is a stop.
	standingTime = 10.0
	// longGap is the time in seconds between samples beyond which something
	// was left out; watches that record when something changes leave up to
	// 8 s between samples.
	longGap = 10.0
)

// mender repairs recordings one after the other in the same memory. Each
// repair has a file of its own, counts what it changed and leaves a note.
type mender struct {
	f [4][]float64
	i []int
	b []bool

	speed []float64 // of motion, set by settleMotion
}

// mend repairs a run and settles its figures. Order matters: distance needs
// sound positions, pauses need distance, and heart rate is judged by motion.
func (m *mender) mend(a *activity.Activity) {
	m.heartRateRange(a)
	m.positions(a)
	m.speeds(a)
	removed := m.distance(a)
	m.pauses(a)
	m.altitude(a)
	m.settleMotion(a)
	m.heartRateFlat(a)
	m.cadenceLock(a)
	m.sensorStart(a)
	m.settleFigures(a, removed)
}

// column lends scratch column k of length n; what it holds is undefined.
func (m *mender) column(k, n int) []float64 {
	m.f[k] = slices.Grow(m.f[k][:0], n)[:n]
	return m.f[k]
}

func note(a *activity.Activity, code string, count int, format string, args ...any) {
	a.Notes = append(a.Notes, activity.Note{Code: code, Count: count, Text: fmt.Sprintf(format, args...)})
}

// plural is "1 sample" or "3 samples".
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// times is "once" or "3 times".
func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// count is how many numbers a column holds.
func count(column []float64) (n int) {
	for _, v := range column {
		if !math.IsNaN(v) {
			n++
		}
	}
	return n
}

// known are the indices at which the column and time are numbers, in the
// mender's memory.
func (m *mender) known(column []float64) []int {
	m.i = m.i[:0]
	for i, v := range column {
		if !math.IsNaN(v) {
			m.i = append(m.i, i)
		}
	}
	return m.i
}

// median of a column's numbers, which it reorders; NaN of none.
func median(v []float64) float64 {
	if len(v) == 0 {
		return math.NaN()
	}
	slices.Sort(v)
	h := len(v) / 2
	if len(v)%2 == 1 {
		return v[h]
	}
	return (v[h-1] + v[h]) / 2
}

// paused is the part of the span from..to in which the timer stood, seconds.
func paused(pauses []activity.Interval, from, to float64) float64 {
	sum := 0.0
	for _, p := range pauses {
		if p.From >= to {
			break
		}
		if d := min(p.To, to) - max(p.From, from); d > 0 {
			sum += d
		}
	}
	return sum
}
