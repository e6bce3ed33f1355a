package analysis

import (
	"math"
	"slices"
	"time"

	"easyday/importer/activity"
)

const (
	// standing is the speed in m/s below which a block counts as standing.
	standing = .8
	// fastest is the speed in m/s no runner holds for a block.
	fastest = 12.5
	// longestTrace bounds a trace: 48 hours of running timer. What lies beyond
	// is a watch that was forgotten.
	longestTrace = 48 * 3600 / TraceStep
)

// Summarize turns a recording's samples into figures and a compact trace. It
// holds on to nothing of a's columns, so their memory may be used again.
//
// It expects the importer's contract: samples in order of time, distance
// cumulative and not decreasing where it is known, pauses in order. A recording
// without distance or with fewer than two samples has an empty trace.
func Summarize(a *activity.Activity) Recording {
	r := Recording{
		Start:           a.Start,
		Name:            a.Name,
		Indoor:          a.Treadmill() || a.Virtual(),
		Device:          a.Device,
		Figures:         a.Figures,
		Laps:            slices.Clone(a.Laps),
		Workout:         slices.Clone(a.Workout),
		Notes:           slices.Clone(a.Notes),
		HighestAltitude: math.NaN(),
		Temperature:     math.NaN(),
		Climate:         math.NaN(),

		RestingHeartRate: a.Totals.RestingHeartRate,
	}
	s := &a.Samples
	starts := blockStarts(a)
	if len(starts) == 0 {
		return r
	}

	n := len(starts)
	scratch := make([]float64, 5*n)
	along, altitude, grade := scratch[:n], scratch[n:2*n], scratch[2*n:3*n]
	r.Trace = newTrace(n)
	t := &r.Trace
	t.travel(s, starts, along)
	means(s, starts, s.Altitude, func(i int, v float64) { altitude[i] = v })
	means(s, starts, s.HeartRate, func(i int, v float64) { t.HeartRate[i] = float32(v) })
	means(s, starts, s.Cadence, func(i int, v float64) { t.Cadence[i] = float32(v) })
	if r.Indoor {
		for i := range grade {
			grade[i], altitude[i] = math.NaN(), math.NaN()
		}
	} else {
		grades(altitude, along, grade)
	}
	t.climb(altitude, grade)
	r.HighestAltitude = quantile(altitude, .9)
	r.Temperature = quantile(s.Temperature, .5)
	if i := middlePosition(s); i >= 0 && !r.Indoor {
		at := a.Start.Add(time.Duration(s.Time[i] * float64(time.Second)))
		r.Climate = climate(s.Latitude[i], s.Longitude[i], quantile(altitude, .5), at)
	}
	if !r.Indoor {
		if p := newPath(s, starts, along, scratch[3*n:]); p != nil {
			r.Shuttle = p.shuttle(altitude)
		}
	}
	r.measures = measure(&r)
	return r
}

// travel fills the times and speeds of blocks from the samples' distance, and along
// with the metres covered up to each block's middle, to which a block of unknown
// speed adds none.
func (t *Trace) travel(s *activity.Samples, starts, along []float64) {
	d := newInterpolator(s.Time, s.Distance)
	covered := 0.0
	for i, at := range starts {
		from, to := d.at(at), d.at(at+TraceStep)
		v := (to - from) / TraceStep
		if v > fastest {
			v = math.NaN()
		}
		t.At[i], t.Speed[i], t.Moving[i] = float32(at), float32(v), v >= standing
		if math.IsNaN(v) {
			v = 0
		}
		along[i] = covered + v*TraceStep/2
		covered += v * TraceStep
	}
}

// climb fills the altitudes and grades of blocks, and what speed they make of the
// effort.
func (t *Trace) climb(altitude, grade []float64) {
	for i, g := range grade {
		v := float64(t.Speed[i])
		if !math.IsNaN(g) {
			v *= EffortFactor(g)
		}
		t.Altitude[i], t.Grade[i], t.EffortSpeed[i] = float32(altitude[i]), float32(g), float32(v)
	}
}

// middlePosition is the sample of the middle of all known positions, since a first
// fix may be that of the day before; -1 without any.
func middlePosition(s *activity.Samples) int {
	known := 0
	for _, v := range s.Latitude {
		if !math.IsNaN(v) {
			known++
		}
	}
	for i, v := range s.Latitude {
		if !math.IsNaN(v) {
			if known -= 2; known <= 0 {
				return i
			}
		}
	}
	return -1
}

func newTrace(n int) Trace {
	f := make([]float32, 7*n)
	col := func(k int) []float32 { return f[k*n : (k+1)*n : (k+1)*n] }
	return Trace{
		At: col(0), Speed: col(1), EffortSpeed: col(2), HeartRate: col(3),
		Altitude: col(4), Grade: col(5), Cadence: col(6), Moving: make([]bool, n),
	}
}

// blockStarts are the beginnings of the trace's blocks: every TraceStep seconds
// of the times the timer ran, from the first sample to the last.
func blockStarts(a *activity.Activity) []float64 {
	s := &a.Samples
	if s.Len() < 2 || !activity.Has(s.Distance) {
		return nil
	}
	first, last := s.Time[0], s.Time[s.Len()-1]
	starts := make([]float64, 0, min(longestTrace, int((last-first)/TraceStep)+1))
	running := func(from, to float64) {
		for t := from; t+TraceStep <= to && len(starts) < longestTrace; t += TraceStep {
			starts = append(starts, t)
		}
	}
	from := first
	for _, p := range a.Pauses {
		if p.To <= from {
			continue
		}
		running(from, min(p.From, last))
		from = p.To
	}
	running(from, last)
	return starts
}

// interpolator reads a column between the samples that have a value, asked about in
// order of time.
type interpolator struct {
	time, value []float64
	i           int // the last sample at or before the time asked
}

// newInterpolator reads from the column itself where no value is missing.
func newInterpolator(time, value []float64) *interpolator {
	if !slices.ContainsFunc(value, math.IsNaN) {
		return &interpolator{time: time, value: value}
	}
	p := &interpolator{}
	for i, v := range value {
		if !math.IsNaN(v) {
			p.time, p.value = append(p.time, time[i]), append(p.value, v)
		}
	}
	return p
}

// at is the column's value at time t by linear interpolation; NaN before the first
// sample and after the last.
func (p *interpolator) at(t float64) float64 {
	// Two calls may overlap by one block, so step back first.
	for p.i > 0 && p.time[p.i] > t {
		p.i--
	}
	next := p.i + 1
	for ; next < len(p.time) && p.time[next] <= t; next++ {
		p.i = next
	}
	switch {
	case p.i == len(p.time) || p.time[p.i] > t:
		return math.NaN()
	case p.time[p.i] == t:
		return p.value[p.i]
	case next == len(p.time):
		return math.NaN()
	}
	return p.value[p.i] + (p.value[next]-p.value[p.i])*(t-p.time[p.i])/(p.time[next]-p.time[p.i])
}

// recordingGap is the longest time in seconds for which a sample still speaks
// for what follows it, in recordings that write a point every few seconds.
const recordingGap = 15

// means calls set for every block with the mean of the column's samples in it,
// or with the latest one at most recordingGap seconds old, or NaN.
func means(s *activity.Samples, starts, column []float64, set func(block int, mean float64)) {
	j, last, lastAt := 0, math.NaN(), math.Inf(-1)
	for i, at := range starts {
		sum, n := 0.0, 0
		for ; j < len(column) && s.Time[j] < at+TraceStep; j++ {
			v := column[j]
			if math.IsNaN(v) {
				continue
			}
			last, lastAt = v, s.Time[j]
			if s.Time[j] >= at {
				sum += v
				n++
			}
		}
		switch {
		case n > 0:
			set(i, sum/float64(n))
		case at-lastAt <= recordingGap:
			set(i, last)
		default:
			set(i, math.NaN())
		}
	}
}
