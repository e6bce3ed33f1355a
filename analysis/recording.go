package analysis

import (
	"math"
	"time"

	"easyday/importer/activity"
)

// Recording is what outlives a run's samples: figures and a compact trace, free
// of every setting, so that it can be kept between sessions whatever the settings,
// and of every position, of which Climate tells no more than the degree.
type Recording struct {
	Start  time.Time // UTC
	Name   string
	Indoor bool
	Device activity.Device

	Figures activity.Figures
	// Laps, Workout and Trace are empty while they lie in a store; Whole has
	// them in any case.
	Laps    []activity.Lap
	Workout []activity.WorkoutStep
	Trace   Trace

	// Shuttle is what of the run goes to and fro over the same ground.
	Shuttle Shuttle
	// HighestAltitude is the 90th percentile of altitude in metres; NaN
	// without.
	HighestAltitude float64
	// Temperature is the median of the device's readings in degrees Celsius;
	// NaN without.
	Temperature float64
	// Climate is the temperature in whole degrees Celsius to expect of the air
	// there and then; NaN indoors and without positions.
	Climate float64
	// RestingHeartRate is the runner's, in beats per minute, as the device's
	// settings have it; NaN where they do not say.
	RestingHeartRate float64
	Notes            []activity.Note

	// measures are read from the trace once, on the worker that made it.
	measures *measures
	laid     *laid // nil while the columns are in memory
}

// read is what the models read from the trace.
func (r *Recording) read() *measures {
	if r.measures != nil {
		return r.measures
	}
	whole := r.Whole()
	return measure(&whole)
}

// End is when the runner had done running: the end of the last motion, which a
// watch left running or paused may outlast by hours.
func (r *Recording) End() time.Time {
	seconds := r.Figures.Elapsed
	if m := r.measures; m != nil && m.end > 0 && !(seconds < m.end) {
		seconds = m.end
	}
	if math.IsNaN(seconds) {
		return r.Start
	}
	return r.Start.Add(time.Duration(seconds * float64(time.Second)))
}

// TraceStep is the length of a trace's block in seconds.
const TraceStep = 5

// Trace is a run in blocks of TraceStep seconds. Blocks lie in order of time
// and only where the timer ran, so a pause is a jump in At. All columns have
// one length. Numbers are float32 to keep a season small.
type Trace struct {
	At          []float32 // seconds after the start, the block's beginning
	Speed       []float32 // m/s; NaN where unknown
	EffortSpeed []float32 // grade-adjusted, m/s; NaN where unknown
	HeartRate   []float32 // beats per minute; NaN where unknown or not believable
	Altitude    []float32 // metres, smoothed; NaN where unknown
	Grade       []float32 // fraction, smoothed; NaN where unknown
	Cadence     []float32 // steps per minute; NaN where unknown
	Moving      []bool    // false where the runner stood
}

// Len is the number of blocks.
func (t *Trace) Len() int { return len(t.At) }

// movingSpeeds are the effort speeds of the blocks in which the runner moved, m/s.
func (t *Trace) movingSpeeds() []float64 {
	out := make([]float64, 0, t.Len())
	for i, v := range t.EffortSpeed {
		if t.Moving[i] {
			out = append(out, float64(v))
		}
	}
	return out
}
