// Package activity is the data model shared by the parsers, the importer, the
// analysis and the report: one recording of a watch or telephone as columns of
// samples with laps, pauses and the device's own totals, the units they are in,
// and the ledger that accounts for every file.
//
// Units are SI throughout: seconds, metres, metres per second, degrees for
// positions, beats per minute for heart rate, steps per minute (both feet) for
// cadence, degrees Celsius, watts. A missing number is NaN and nothing else;
// a missing time is the zero time.Time. Times are UTC.
//
// The package imports the standard library alone and no other package of the
// project.
package activity

import (
	"strings"
	"time"
)

// Sport is the kind of movement a recording states.
type Sport string

// The sports that matter to the importer; any other sport is Other, with the
// device's own word in Activity.SubSport.
const (
	Running  Sport = "running"
	Walking  Sport = "walking"
	Hiking   Sport = "hiking"
	Cycling  Sport = "cycling"
	Swimming Sport = "swimming"
	Other    Sport = "other"
	// Unstated is a recording that names no sport, as most GPX files do.
	Unstated Sport = ""
)

// Format is the file format a recording was read from.
type Format string

// The formats that are read.
const (
	FIT Format = "fit"
	GPX Format = "gpx"
	TCX Format = "tcx"
)

// Activity is one recorded activity: one session of a FIT file, one track of a
// GPX file or one Activity element of a TCX file.
type Activity struct {
	Format   Format
	Sport    Sport
	SubSport string // the device's word in lower case, such as "trail", "treadmill", "track"; may be empty
	Name     string // what the runner or service called it; may be empty

	// Start is the first moment of the recording, UTC. Sample, lap and pause
	// times are seconds after it.
	Start time.Time

	// Offset is the local offset from UTC that the file itself states, valid
	// where OffsetKnown.
	Offset      time.Duration
	OffsetKnown bool

	Device  Device
	Totals  Totals
	Figures Figures // set by the importer, not by a parser
	Samples Samples
	Laps    []Lap
	Workout []WorkoutStep // the programmed workout that the watch led through
	Pauses  []Interval    // times the timer was stopped, in order, not overlapping
	// TimerEvents says whether Pauses come from the recording's own timer
	// events; otherwise they were inferred from gaps, or none are known.
	TimerEvents bool

	Notes []Note
}

// Treadmill reports whether the recording says it was made indoors, where
// speed comes from a foot pod or a wrist and no position means anything.
func (a *Activity) Treadmill() bool {
	return a.SubSport == "treadmill" || strings.HasPrefix(a.SubSport, "indoor")
}

// Virtual reports whether it says it was run on a made-up course: its length is
// that of its positions, which lie nowhere near the runner.
func (a *Activity) Virtual() bool { return strings.HasPrefix(a.SubSport, "virtual") }

// Device says what made the recording, as far as the analysis needs it: to see
// that a sensor changed. Key is a one-way digest of maker, product and serial
// number, so that no serial number is kept.
type Device struct {
	Maker   string // lower case, such as "garmin"; may be empty
	Product string // the maker's product number or name; may be empty
	Key     string // digest of maker, product and serial number; may be empty

	HeartRateSource HeartRateSource
	HeartRateKey    string // digest of the heart-rate sensor's maker, product and serial number; may be empty

	// Barometer is true where altitude is known to come from a barometer.
	Barometer bool
}

// HeartRateSource says where heart rate was measured.
type HeartRateSource string

// The places heart rate is measured at.
const (
	HeartRateUnknown HeartRateSource = ""
	HeartRateWrist   HeartRateSource = "wrist"
	HeartRateStrap   HeartRateSource = "strap"
)

// Totals are the device's own figures for the whole activity; NaN where the
// file does not state them.
type Totals struct {
	Distance         float64 // metres
	Timer            float64 // seconds, pauses excluded
	Elapsed          float64 // seconds, pauses included
	Moving           float64 // seconds, where the device states a moving time
	Ascent           float64 // metres
	AverageHeartRate float64 // beats per minute
	MaximumHeartRate float64 // beats per minute
	AverageSpeed     float64 // metres per second
	RestingHeartRate float64 // beats per minute, the runner's own as the device's settings have it
}

// Figures are what the importer settled on after repairs: the device's totals
// where they are believable, else the stream's. NaN where neither tells.
type Figures struct {
	Distance       float64 // metres, the published distance
	StreamDistance float64 // metres, last of the distance column after repairs
	Elapsed        float64 // seconds from first to last moment
	Timer          float64 // seconds the timer ran
	Moving         float64 // seconds in motion, at most Timer
	HeartRate      float64 // beats per minute, mean over time
}

// Lap is one lap of the recording.
type Lap struct {
	Start            float64 // seconds after Activity.Start
	Elapsed          float64 // seconds
	Timer            float64 // seconds
	Distance         float64 // metres
	AverageHeartRate float64 // beats per minute
	// Intensity is the device's word in lower case: "active", "rest",
	// "warmup", "cooldown", "recovery", "interval"; empty where unstated.
	Intensity string
}

// WorkoutStep is one step of a programmed workout. Duration and Distance are NaN
// where the step does not end by them. A step with Times repeats the steps from
// index From to itself, so that they are run Times times in all; a wrong file can
// name itself or a later step in From, which repeats nothing.
type WorkoutStep struct {
	Name      string  // may be empty
	Intensity string  // the words of Lap.Intensity
	Duration  float64 // seconds
	Distance  float64 // metres
	From      int     // index of the first step repeated
	Times     int     // 0 in a step that is run
}

// Interval is a span of time in seconds after Activity.Start, From <= To.
type Interval struct{ From, To float64 }

// Note is something the reader should know about a recording: what was left
// out, mended or doubtful. Code is a stable word for tests and counting, Count
// how many records or places it concerns (0 where it does not apply), Text the
// plain sentence with its numbers.
type Note struct {
	Code  string
	Count int
	Text  string
}
