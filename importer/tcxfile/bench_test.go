package tcxfile

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"testing"
	"time"

	"easyday/importer/activity"
)

// document is a TCX activity of n trackpoints, one every step seconds, a lap
// for every hundred, with heart rate, somewhere on the ocean.
func document(n, step int) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2" xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2">
 <Activities>
  <Activity Sport="Running">
   <Id>2025-03-04T06:00:00.000Z</Id>
`)
	start := time.Date(2025, 3, 4, 6, 0, 0, 0, time.UTC)
	for i := range n {
		at := start.Add(time.Duration(i*step) * time.Second).Format("2006-01-02T15:04:05.000Z")
		if i%100 == 0 {
			fmt.Fprintf(&b, `   <Lap StartTime="%s">
    <TotalTimeSeconds>%d</TotalTimeSeconds>
    <DistanceMeters>300</DistanceMeters>
    <AverageHeartRateBpm><Value>140</Value></AverageHeartRateBpm>
    <Intensity>Active</Intensity>
    <Track>
`, at, min(100, n-i)*step)
		}
		fmt.Fprintf(&b, `     <Trackpoint>
      <Time>%s</Time>
      <Position>
       <LatitudeDegrees>%.7f</LatitudeDegrees>
       <LongitudeDegrees>%.7f</LongitudeDegrees>
      </Position>
      <AltitudeMeters>%.1f</AltitudeMeters>
      <DistanceMeters>%.2f</DistanceMeters>
      <HeartRateBpm>
       <Value>%d</Value>
      </HeartRateBpm>
      <Extensions>
       <ns3:TPX>
        <ns3:Speed>3.0</ns3:Speed>
        <ns3:RunCadence>85</ns3:RunCadence>
       </ns3:TPX>
      </Extensions>
     </Trackpoint>
`, at, 0.1+float64(i)*3e-5, 0.1+float64(i)*1e-5, 5+float64(i%40)/10, 3*float64(i), 120+i%30)
		if i%100 == 99 || i == n-1 {
			b.WriteString("    </Track>\n   </Lap>\n")
		}
	}
	b.WriteString(`   <Creator><Name>Example Watch 3</Name><UnitId>1</UnitId><ProductID>0</ProductID></Creator>
  </Activity>
 </Activities>
</TrainingCenterDatabase>
`)
	return b.Bytes()
}

// BenchmarkDecode reads an hour at one trackpoint a second.
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

// BenchmarkStandardLibrary only finds the tokens of the same, with encoding/xml.
func BenchmarkStandardLibrary(b *testing.B) {
	data := document(3600, 1)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		d := xml.NewDecoder(bytes.NewReader(data))
		for {
			if _, err := d.RawToken(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}
