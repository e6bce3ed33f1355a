package synth

import (
	"bufio"
	"io"
	"math"
	"strconv"
	"time"

	"easyday/importer/activity"
)

// WriteTCX writes an activity as TCX with its laps; heart rate, cadence (of one
// leg), speed and distance per point. An activity without laps gets one. Each
// pause begins a new Track.
func WriteTCX(w io.Writer, a *activity.Activity) error {
	b := bufio.NewWriter(w)
	sport := "Other"
	if a.Sport == activity.Running {
		sport = "Running"
	}
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"` +
		` xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` + "\n" +
		" <Activities>\n  <Activity Sport=\"" + sport + "\">\n   <Id>" + stamp(a.Start) + "</Id>\n")
	t := tcxFile{a: a, b: b, pauses: a.Pauses}
	all := a.Laps
	if len(all) == 0 {
		all = []activity.Lap{wholeLap(a)}
	}
	for i, l := range all {
		t.lap(l, i == len(all)-1)
	}
	if a.Name != "" {
		b.WriteString("   <Notes>" + escape(a.Name) + "</Notes>\n")
	}
	b.WriteString("   <Creator xsi:type=\"Device_t\"><Name>" + escape(a.Device.Maker) +
		"</Name><UnitId>" + strconv.FormatUint(uint64(serialNumber(a.Device.Key)), 10) +
		"</UnitId><ProductID>" + escape(a.Device.Product) +
		"</ProductID></Creator>\n  </Activity>\n </Activities>\n</TrainingCenterDatabase>\n")
	return b.Flush()
}

// wholeLap is the one lap of an activity without laps.
func wholeLap(a *activity.Activity) activity.Lap {
	l := activity.Lap{
		Timer: a.Totals.Timer, Distance: a.Totals.Distance,
		AverageHeartRate: a.Totals.AverageHeartRate,
	}
	if n := a.Samples.Len(); n > 0 {
		l.Elapsed = a.Samples.Time[n-1]
	}
	if math.IsNaN(l.Timer) {
		l.Timer = l.Elapsed
	}
	return l
}

type tcxFile struct {
	a      *activity.Activity
	b      *bufio.Writer
	next   int // first sample not written
	pauses []activity.Interval
	line   []byte
}

func (f *tcxFile) lap(l activity.Lap, last bool) {
	b := f.b
	b.WriteString("   <Lap StartTime=\"" + stamp(moment(f.a, l.Start)) + "\">\n")
	b.WriteString("    <TotalTimeSeconds>" + decimal(l.Timer, 3) + "</TotalTimeSeconds>")
	if !math.IsNaN(l.Distance) {
		b.WriteString("<DistanceMeters>" + decimal(l.Distance, 2) + "</DistanceMeters>")
	}
	if !math.IsNaN(l.AverageHeartRate) {
		b.WriteString("<AverageHeartRateBpm><Value>" + decimal(l.AverageHeartRate, 0) + "</Value></AverageHeartRateBpm>")
	}
	intensity := "Active"
	if l.Intensity == "rest" {
		intensity = "Resting"
	}
	b.WriteString("<Intensity>" + intensity + "</Intensity><TriggerMethod>Manual</TriggerMethod>\n    <Track>\n")
	first := true
	for ; f.next < f.a.Samples.Len(); f.next++ {
		t := f.a.Samples.Time[f.next]
		if !last && t >= l.Start+l.Elapsed {
			break
		}
		if broken(&f.pauses, t) && !first {
			b.WriteString("    </Track>\n    <Track>\n")
		}
		first = false
		f.point(f.next)
	}
	b.WriteString("    </Track>\n   </Lap>\n")
}

func (f *tcxFile) point(i int) {
	s := &f.a.Samples
	line := f.line[:0]
	put := func(open string, x float64, digits int, end string) {
		if !math.IsNaN(x) {
			line = append(line, open...)
			line = strconv.AppendFloat(line, x, 'f', digits, 64)
			line = append(line, end...)
		}
	}
	line = append(line, "     <Trackpoint><Time>"...)
	line = moment(f.a, s.Time[i]).AppendFormat(line, time.RFC3339Nano)
	line = append(line, "</Time>"...)
	if !math.IsNaN(s.Latitude[i]) && !math.IsNaN(s.Longitude[i]) {
		put("<Position><LatitudeDegrees>", s.Latitude[i], 7, "</LatitudeDegrees>")
		put("<LongitudeDegrees>", s.Longitude[i], 7, "</LongitudeDegrees></Position>")
	}
	put("<AltitudeMeters>", s.Altitude[i], 1, "</AltitudeMeters>")
	put("<DistanceMeters>", s.Distance[i], 2, "</DistanceMeters>")
	put("<HeartRateBpm><Value>", s.HeartRate[i], 0, "</Value></HeartRateBpm>")
	if !math.IsNaN(s.Speed[i]) || !math.IsNaN(s.Cadence[i]) {
		line = append(line, "<Extensions><ns3:TPX>"...)
		put("<ns3:Speed>", s.Speed[i], 3, "</ns3:Speed>")
		put("<ns3:RunCadence>", math.Round(s.Cadence[i]/2), 0, "</ns3:RunCadence>")
		line = append(line, "</ns3:TPX></Extensions>"...)
	}
	f.line = append(line, "</Trackpoint>\n"...)
	f.b.Write(f.line)
}

func decimal(x float64, digits int) string { return strconv.FormatFloat(x, 'f', digits, 64) }
