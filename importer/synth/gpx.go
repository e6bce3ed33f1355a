package synth

import (
	"bufio"
	"encoding/xml"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"easyday/importer/activity"
)

// WriteGPX writes an activity as GPX 1.1 with one track, its heart rate, cadence
// (of one leg) and temperature in Garmin's TrackPointExtension. Samples without
// a position are left out, as GPX has no place for them; each pause begins a
// new segment.
func WriteGPX(w io.Writer, a *activity.Activity) error {
	b := bufio.NewWriter(w)
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<gpx version="1.1" creator="` + escape(strings.TrimSpace(a.Device.Maker+" "+a.Device.Product)) + `"` +
		` xmlns="http://www.topografix.com/GPX/1/1"` +
		` xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">` + "\n" +
		" <metadata><time>" + stamp(a.Start) + "</time></metadata>\n <trk>\n")
	if a.Name != "" {
		b.WriteString("  <name>" + escape(a.Name) + "</name>\n")
	}
	if a.Sport != activity.Unstated {
		b.WriteString("  <type>" + escape(string(a.Sport)) + "</type>\n")
	}
	b.WriteString("  <trkseg>\n")
	s := &a.Samples
	pauses := a.Pauses
	var line []byte
	for i, t := range s.Time {
		if math.IsNaN(s.Latitude[i]) || math.IsNaN(s.Longitude[i]) {
			continue
		}
		if broken(&pauses, t) {
			b.WriteString("  </trkseg>\n  <trkseg>\n")
		}
		line = append(line[:0], `   <trkpt lat="`...)
		line = strconv.AppendFloat(line, s.Latitude[i], 'f', 7, 64)
		line = append(line, `" lon="`...)
		line = strconv.AppendFloat(line, s.Longitude[i], 'f', 7, 64)
		line = append(line, `">`...)
		if h := s.Altitude[i]; !math.IsNaN(h) {
			line = append(line, "<ele>"...)
			line = strconv.AppendFloat(line, h, 'f', 1, 64)
			line = append(line, "</ele>"...)
		}
		line = append(line, "<time>"...)
		line = moment(a, t).AppendFormat(line, time.RFC3339Nano)
		line = append(line, "</time>"...)
		line = extension(line, s, i)
		b.Write(append(line, "</trkpt>\n"...))
	}
	b.WriteString("  </trkseg>\n </trk>\n</gpx>\n")
	return b.Flush()
}

// extension appends a point's sensors.
func extension(line []byte, s *activity.Samples, i int) []byte {
	temperature, heart, cadence := s.Temperature[i], s.HeartRate[i], s.Cadence[i]
	if math.IsNaN(temperature) && math.IsNaN(heart) && math.IsNaN(cadence) {
		return line
	}
	put := func(name string, x float64) {
		if math.IsNaN(x) {
			return
		}
		line = append(line, "<gpxtpx:"+name+">"...)
		line = strconv.AppendFloat(line, x, 'f', -1, 64)
		line = append(line, "</gpxtpx:"+name+">"...)
	}
	line = append(line, "<extensions><gpxtpx:TrackPointExtension>"...)
	put("atemp", temperature)
	put("hr", heart)
	put("cad", math.Round(cadence/2))
	return append(line, "</gpxtpx:TrackPointExtension></extensions>"...)
}

// broken says whether a pause ended at or before a time, and takes such pauses
// away.
func broken(pauses *[]activity.Interval, t float64) bool {
	out := false
	for len(*pauses) > 0 && t >= (*pauses)[0].To {
		out, *pauses = true, (*pauses)[1:]
	}
	return out
}

// moment is the time of a sample, to the millisecond.
func moment(a *activity.Activity, seconds float64) time.Time {
	return a.Start.Add(time.Duration(math.Round(seconds*1000)) * time.Millisecond).UTC()
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

func escape(s string) string {
	var b strings.Builder
	// A strings.Builder does not fail.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}
