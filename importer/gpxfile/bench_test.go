package gpxfile

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/tkrajina/gpxgo/gpx"

	"easyday/importer/activity"
)

// document is a GPX track of n points, one every step seconds, with heart
// rate, somewhere on the ocean.
func document(n, step int) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="Example Watch" xmlns="http://www.topografix.com/GPX/1/1" xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">
 <trk>
  <name>Morning</name>
  <type>running</type>
  <trkseg>
`)
	start := time.Date(2025, 3, 4, 6, 0, 0, 0, time.UTC)
	for i := range n {
		fmt.Fprintf(&b, `   <trkpt lat="%.7f" lon="%.7f">
    <ele>%.1f</ele>
    <time>%s</time>
    <extensions>
     <gpxtpx:TrackPointExtension>
      <gpxtpx:hr>%d</gpxtpx:hr>
     </gpxtpx:TrackPointExtension>
    </extensions>
   </trkpt>
`, 0.1+float64(i)*3e-5, 0.1+float64(i)*1e-5, 5+float64(i%40)/10,
			start.Add(time.Duration(i*step)*time.Second).Format(time.RFC3339), 120+i%30)
	}
	b.WriteString("  </trkseg>\n </trk>\n</gpx>\n")
	return b.Bytes()
}

// BenchmarkDecode reads an hour at one point a second.
func BenchmarkDecode(b *testing.B) {
	data := document(3600, 1)
	var buffer activity.Buffer
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		buffer.Reset()
		if _, err := Decode(data, activity.Hints{Buffer: &buffer}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGpxgo reads the same with gpxgo alone.
func BenchmarkGpxgo(b *testing.B) {
	data := document(3600, 1)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := gpx.ParseBytes(data); err != nil {
			b.Fatal(err)
		}
	}
}
