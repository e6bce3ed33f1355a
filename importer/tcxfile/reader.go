package tcxfile

import (
	"bytes"
	"fmt"
	"math"
	"strings"

	"easyday/importer/activity"
	"easyday/importer/trackxml"
)

// recording is an Activity element as it was read.
type recording struct {
	sport             string
	name, notes, plan string
	id                trackxml.Time
	zone              trackxml.Time // the first time that states an offset
	creator           creator
	laps              []lap
	from, to          int  // its samples
	untimed, nowhere  int  // trackpoints left out, positions left out
	whole             bool // its end was read
}

type creator struct{ name, unit, product string }

// lap is a Lap element; what it does not state is NaN.
type lap struct {
	start                              trackxml.Time
	started                            bool
	seconds, meters                    float64
	averageHeartRate, maximumHeartRate float64
	intensity                          string
	tracks                             []trackxml.Segment
}

type reader struct {
	scanner    *trackxml.Scanner
	samples    activity.Samples // Time in microseconds since 1970
	n          int              // samples read
	recordings []recording

	// What the file holds besides.
	activities, untimed int
	courses, workouts   bool
	version1            bool // the History of version 1
}

func newReader(text []byte, b *activity.Buffer) *reader {
	n := bytes.Count(text, []byte("<Trackpoint")) + bytes.Count(text, []byte(":Trackpoint"))
	return &reader{scanner: trackxml.NewScanner(text), samples: b.Samples(n)}
}

// read reads the document. Damage is left in the scanner's error; the error
// here is for what is no TCX at all.
func (r *reader) read() error {
	s := r.scanner
	if s.Next() != trackxml.Start {
		return trackxml.Damaged(s.Line(), s.Err())
	}
	if name := s.Name(); string(name) != "TrainingCenterDatabase" {
		return trackxml.Damaged(s.Line(), fmt.Errorf("the root element is <%.40s>, not <TrainingCenterDatabase>", name))
	}
	for {
		switch s.Next() {
		case trackxml.Start:
			switch string(s.Name()) {
			case "Activity":
				r.activities++
				r.readActivity()
			// The elements an Activity may lie in.
			case "Activities", "MultiSportSession", "FirstSport", "NextSport":
			case "Courses":
				r.courses = true
				s.Skip()
			case "Workouts":
				r.workouts = true
				s.Skip()
			case "History":
				r.version1 = true
				s.Skip()
			default:
				s.Skip()
			}
		case trackxml.EOF:
			return nil
		}
	}
}

// children calls f at each child element of the element that just started, and
// reports whether its end was there. f may go past the child or not.
func (r *reader) children(f func(name []byte)) bool {
	s := r.scanner
	for depth := s.Depth(); ; {
		switch s.Next() {
		case trackxml.Start:
			if s.Depth() == depth+1 {
				f(s.Name())
			}
		case trackxml.End:
			if s.Depth() < depth {
				return true
			}
		case trackxml.EOF:
			return false
		}
	}
}

func (r *reader) readActivity() {
	s := r.scanner
	a := recording{from: r.n}
	if v, ok := s.Attribute("Sport"); ok {
		a.sport = trackxml.String(v)
	}
	a.whole = r.children(func(name []byte) {
		switch string(name) {
		case "Id":
			a.id, _ = trackxml.ParseTime([]byte(s.Content()))
		case "Lap":
			r.readLap(&a)
		case "Name":
			a.name = s.Content()
		case "Notes":
			a.notes = s.Content()
		case "Training":
			r.children(func(name []byte) {
				if string(name) == "Plan" {
					r.children(func(name []byte) {
						if string(name) == "Name" {
							a.plan = s.Content()
						}
					})
				}
			})
		case "Creator":
			r.children(func(name []byte) {
				switch string(name) {
				case "Name":
					a.creator.name = s.Content()
				case "UnitId":
					a.creator.unit = s.Content()
				case "ProductID":
					a.creator.product = s.Content()
				}
			})
		}
	})
	a.to = r.n
	r.untimed += a.untimed
	if len(a.laps) > 0 {
		r.recordings = append(r.recordings, a)
	}
}

func (r *reader) readLap(a *recording) {
	s := r.scanner
	nan := math.NaN()
	l := lap{seconds: nan, meters: nan, averageHeartRate: nan, maximumHeartRate: nan}
	if v, ok := s.Attribute("StartTime"); ok {
		l.start, l.started = trackxml.ParseTime(v)
		a.sawZone(l.start)
	}
	whole := r.children(func(name []byte) {
		switch string(name) {
		case "TotalTimeSeconds":
			l.seconds = trackxml.Seconds([]byte(s.Content()))
		case "DistanceMeters":
			l.meters = trackxml.Distance([]byte(s.Content()))
		case "AverageHeartRateBpm":
			l.averageHeartRate = r.value()
		case "MaximumHeartRateBpm":
			l.maximumHeartRate = r.value()
		case "Intensity":
			l.intensity = intensity(s.Content())
		case "Track":
			from := r.n
			r.children(func(name []byte) {
				if string(name) == "Trackpoint" {
					r.trackpoint(a)
				}
			})
			if r.n > from {
				l.tracks = append(l.tracks, trackxml.Segment{From: from, To: r.n})
			}
		}
	})
	if !whole {
		// They are of the lap as it was, not of what is left.
		l.seconds, l.meters, l.averageHeartRate, l.maximumHeartRate = nan, nan, nan, nan
	}
	if l.started || len(l.tracks) > 0 {
		a.laps = append(a.laps, l)
	}
}

// value is the heart rate in the Value element of the element that just
// started.
func (r *reader) value() float64 {
	v := math.NaN()
	r.children(func(name []byte) {
		if string(name) == "Value" {
			v = trackxml.HeartRate([]byte(r.scanner.Content()))
		}
	})
	return v
}

// intensity is Garmin's word for a lap in the model's words.
func intensity(word string) string {
	if word = strings.ToLower(word); word == "resting" {
		return "rest"
	}
	return word
}

func (a *recording) sawZone(t trackxml.Time) {
	if t.OffsetKnown && !a.zone.OffsetKnown {
		a.zone = t
	}
}

// trackpoint reads the Trackpoint that just started. What it holds counts only
// if its end is there.
func (r *reader) trackpoint(a *recording) {
	var (
		s     = r.scanner
		at    trackxml.Time
		timed bool
		nan   = math.NaN()

		latitude, longitude, altitude, distance       = nan, nan, nan, nan
		heartRate, cadence, speed, power, temperature = nan, nan, nan, nan, nan
		// What the open element holds, how to read it, and whether it is the
		// time.
		value *float64
		parse func(text []byte) float64
		clock bool
		level int
	)
	for depth := s.Depth(); ; {
		switch s.Next() {
		case trackxml.Start:
			if value != nil || clock {
				continue // such as <Value> in <HeartRateBpm>
			}
			level = s.Depth()
			switch string(s.Name()) {
			case "Time":
				clock = level == depth+1
			case "LatitudeDegrees":
				value, parse = &latitude, trackxml.Latitude
			case "LongitudeDegrees":
				value, parse = &longitude, trackxml.Longitude
			case "AltitudeMeters":
				value, parse = &altitude, trackxml.Altitude
			case "DistanceMeters":
				value, parse = &distance, trackxml.Distance
			case "HeartRateBpm":
				value, parse = &heartRate, trackxml.HeartRate
			case "Cadence", "RunCadence":
				value, parse = &cadence, trackxml.Cadence
			case "Speed":
				value, parse = &speed, trackxml.Speed
			case "Watts":
				value, parse = &power, trackxml.Power
			case "Temperature":
				value, parse = &temperature, trackxml.Temperature
			}
		case trackxml.Text:
			switch {
			case clock:
				if !timed {
					at, timed = trackxml.ParseTime(s.Text())
				}
			case value != nil && math.IsNaN(*value):
				*value = parse(s.Text())
			}
		case trackxml.EOF:
			return
		case trackxml.End:
			if s.Depth() >= depth {
				if s.Depth() < level {
					value, clock = nil, false
				}
				continue
			}
			if !timed {
				a.untimed++
				return
			}
			a.sawZone(at)
			switch {
			case latitude == 0 && longitude == 0:
				// How a recorder writes "no fix"; the sea there sees no runners.
				a.nowhere++
				latitude, longitude = nan, nan
			case math.IsNaN(latitude) || math.IsNaN(longitude):
				latitude, longitude = nan, nan
			}
			i, c := r.n, &r.samples
			r.n++
			c.Time[i] = float64(at.Micros)
			c.Latitude[i], c.Longitude[i] = latitude, longitude
			c.Altitude[i], c.Distance[i], c.Speed[i] = altitude, distance, speed
			c.HeartRate[i], c.Cadence[i] = heartRate, cadence
			c.Temperature[i], c.Power[i] = temperature, power
			return
		}
	}
}
