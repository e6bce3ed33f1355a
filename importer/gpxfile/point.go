package gpxfile

import (
	"encoding/xml"
	"math"
	"time"

	"easyday/importer/trackxml"
)

// field is what an element within a point holds.
type field uint8

const (
	fieldNone field = iota
	fieldTime
	fieldElevation
	fieldHeartRate
	fieldCadence
	fieldTemperature
	fieldSpeed
	fieldPower
	fieldDistance
	fields
)

// fieldOf is the field an element's name stands for, whatever its namespace and
// case. The names are those of
//
//   - Garmin's TrackPointExtension 1 and 2 (hr, cad, atemp, speed) and
//     PowerExtension (PowerInWatts),
//   - Cluetrust's gpxdata (hr, cadence, temp, distance, speed, power), which
//     Suunto writes too,
//   - GPX 1.0 (speed) and the writers that put values beside <ele> (bpm,
//     heartrate, speed),
//   - Zepp, OpenTracks, RunGap and Strava, which use the above or bare names.
func fieldOf(name []byte, child bool) field {
	var lower [12]byte
	if len(name) > len(lower) {
		return fieldNone
	}
	for i, c := range name {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		lower[i] = c
	}
	switch string(lower[:len(name)]) {
	case "time":
		// Only the point's own: graphhopper's <gh:time> is a duration.
		if child {
			return fieldTime
		}
	case "ele":
		if child {
			return fieldElevation
		}
	case "hr", "heartrate", "heart_rate", "bpm", "heartratebpm":
		return fieldHeartRate
	case "cad", "cadence", "runcadence", "run_cadence":
		return fieldCadence
	case "atemp", "temp", "temperature":
		return fieldTemperature
	case "speed":
		return fieldSpeed
	case "power", "powerinwatts", "watts":
		return fieldPower
	case "distance":
		return fieldDistance
	}
	return fieldNone
}

func parse(f field, text []byte) float64 {
	switch f {
	case fieldElevation:
		return trackxml.Altitude(text)
	case fieldHeartRate:
		return trackxml.HeartRate(text)
	case fieldCadence:
		return trackxml.Cadence(text)
	case fieldTemperature:
		return trackxml.Temperature(text)
	case fieldSpeed:
		return trackxml.Speed(text)
	case fieldPower:
		return trackxml.Power(text)
	case fieldDistance:
		return trackxml.Distance(text)
	}
	return math.NaN()
}

// readPoint reads the point that just started, as far as its end. What the point
// holds counts only if the end is there.
func (r *reader) readPoint() {
	s := r.scanner
	lat, _ := s.Attribute("lat")
	lon, _ := s.Attribute("lon")
	var (
		values   [fields]float64
		elevated bool
		at       trackxml.Time
		timed    bool
	)
	for f := range values {
		values[f] = math.NaN()
	}
	depth := s.Depth()
	f, fieldDepth := fieldNone, 0
	for {
		switch s.Next() {
		case trackxml.Start:
			if f == fieldNone {
				f, fieldDepth = fieldOf(s.Name(), s.Depth() == depth+1), s.Depth()
			}
		case trackxml.Text:
			switch {
			case f == fieldNone:
			case f == fieldTime:
				if !timed {
					at, timed = trackxml.ParseTime(s.Text())
				}
			case math.IsNaN(values[f]): // the first of several
				text := s.Text()
				if values[f] = parse(f, text); f == fieldElevation && !math.IsNaN(values[f]) {
					r.point.elevation, elevated = append(r.point.elevation[:0], text...), true
				}
			}
		case trackxml.End:
			if s.Depth() >= depth {
				if s.Depth() < fieldDepth {
					f = fieldNone
				}
				continue
			}
			r.points++
			switch {
			case !timed:
				r.track().untimed++
			case math.IsNaN(trackxml.Latitude(lat)) || math.IsNaN(trackxml.Longitude(lon)):
				r.timed++
				r.track().unplaced++
			default:
				r.timed++
				r.add(at, &values)
				r.tellPoint(lat, lon, elevated, at)
			}
			return
		case trackxml.EOF:
			return
		}
	}
}

// add writes a point's values into the columns, but for what gpxgo reads.
func (r *reader) add(at trackxml.Time, values *[fields]float64) {
	if t := r.track(); t == &r.before {
		r.tracks = append(r.tracks, r.before)
	}
	if t := r.track(); at.OffsetKnown && !t.zone.OffsetKnown {
		t.zone = at
	}
	i, s := r.n, &r.samples
	r.n++
	s.Time[i] = float64(at.Micros)
	s.HeartRate[i] = values[fieldHeartRate]
	s.Cadence[i] = values[fieldCadence]
	s.Temperature[i] = values[fieldTemperature]
	s.Speed[i] = values[fieldSpeed]
	s.Power[i] = values[fieldPower]
	s.Distance[i] = values[fieldDistance]
}

// pointTokens are the tokens every point begins and ends with, made once. The
// attributes are used again for each point: gpxgo is through with them before
// it asks for more.
type pointTokens struct {
	start                        xml.Token
	position                     []xml.Attr // of start
	end                          xml.Token
	elevationStart, elevationEnd xml.Token
	elevation                    []byte
	timeStart, timeEnd           xml.Token
	time                         []byte
}

func newPointTokens() pointTokens {
	position := []xml.Attr{{Name: xml.Name{Local: "lat"}}, {Name: xml.Name{Local: "lon"}}}
	point, elevation := xml.Name{Local: "trkpt"}, xml.Name{Local: "ele"}
	return pointTokens{
		start:          xml.StartElement{Name: point, Attr: position},
		position:       position,
		end:            xml.EndElement{Name: point},
		elevationStart: xml.StartElement{Name: elevation},
		elevationEnd:   xml.EndElement{Name: elevation},
		timeStart:      xml.StartElement{Name: xml.Name{Local: "time"}},
		timeEnd:        xml.EndElement{Name: xml.Name{Local: "time"}},
	}
}

// tellPoint queues a point for gpxgo.
func (r *reader) tellPoint(lat, lon []byte, elevated bool, at trackxml.Time) {
	r.open(levelSegment)
	r.inBatch++
	p := &r.point
	p.position[0].Value, p.position[1].Value = string(lat), string(lon)
	r.queue = append(r.queue, p.start)
	if elevated {
		r.queue = append(r.queue, p.elevationStart, xml.CharData(p.elevation), p.elevationEnd)
	}
	p.time = time.UnixMicro(at.Micros).UTC().AppendFormat(p.time[:0], "2006-01-02T15:04:05Z")
	r.queue = append(r.queue, p.timeStart, xml.CharData(p.time), p.timeEnd)
	r.queue = append(r.queue, p.end)
}

// trackExtensions reads what some writers state of a whole track: Garmin's
// TrackStatsExtension (metres and seconds), which OpenTracks writes too, and
// Locus Map's <locus:activity>, its word for the sport.
func (r *reader) trackExtensions() {
	s, totals := r.scanner, &r.track().totals
	var value *float64
	stats, depth := 0, s.Depth()
	sport := false
	for {
		switch s.Next() {
		case trackxml.Start:
			value, sport = nil, false
			switch name := string(s.Name()); {
			case name == "TrackStatsExtension":
				stats = s.Depth()
			case name == "activity":
				sport = r.kind == ""
			case stats == 0:
			case name == "Distance":
				value = &totals.Distance
			case name == "TimerTime":
				value = &totals.Timer
			case name == "TotalElapsedTime":
				value = &totals.Elapsed
			case name == "MovingTime":
				value = &totals.Moving
			case name == "Ascent":
				value = &totals.Ascent
			}
		case trackxml.Text:
			switch {
			case sport:
				r.kind = trackxml.String(s.Text())
			case value != nil:
				// 0 is how a track is begun, not what a runner did.
				*value = trackxml.Float(s.Text(), math.SmallestNonzeroFloat64, 1e7)
			}
		case trackxml.End:
			value, sport = nil, false
			switch {
			case s.Depth() < depth:
				return
			case s.Depth() < stats:
				stats = 0
			}
		case trackxml.EOF:
			return
		}
	}
}
