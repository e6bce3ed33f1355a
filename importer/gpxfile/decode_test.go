package gpxfile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"easyday/importer/activity"
)

// decode reads a document that must hold activities, and holds them against
// the model's contract.
func decode(t *testing.T, doc string) []activity.Activity {
	t.Helper()
	as, err := Decode([]byte(doc), activity.Hints{})
	if err != nil {
		t.Fatalf("Decode: %v", err)
	}
	for i := range as {
		if err := as[i].Check(); err != nil {
			t.Errorf("activity %d: %v", i, err)
		}
	}
	return as
}

// wrap makes a document of what stands within <gpx>.
func wrap(body string) string {
	return `<gpx version="1.1" creator="Example Watch 3">` + body + `</gpx>`
}

// oneTrack makes a document of what stands within the one <trkseg>.
func oneTrack(points string) string { return wrap("<trk><trkseg>" + points + "</trkseg></trk>") }

// at is a point at a time of day.
func at(clock string, more ...string) string {
	return `<trkpt lat="0.1" lon="0.1"><time>2025-03-04T` + clock + `Z</time>` + strings.Join(more, "") + `</trkpt>`
}

func notes(as ...activity.Activity) map[string]int {
	m := map[string]int{}
	for _, a := range as {
		for _, n := range a.Notes {
			m[n.Code] += n.Count
		}
	}
	return m
}

func TestTimes(t *testing.T) {
	tests := []struct {
		name, first, second string
		start               string
		seconds             float64
		offset              time.Duration
		known               bool
	}{
		{"plain", "2025-03-04T06:00:00Z", "2025-03-04T06:00:05Z", "2025-03-04T06:00:00Z", 5, 0, false},
		{"fraction", "2025-03-04T06:00:00.250Z", "2025-03-04T06:00:01.125Z", "2025-03-04T06:00:00.25Z", 0.875, 0, false},
		{"fraction with a zone", "2025-03-04T06:00:48.524+02:00", "2025-03-04T06:00:49.524+02:00", "2025-03-04T04:00:48.524Z", 1, 2 * time.Hour, true},
		{"zone", "2025-03-04T06:00:45+02:00", "2025-03-04T06:00:46+02:00", "2025-03-04T04:00:45Z", 1, 2 * time.Hour, true},
		{"zone without colon", "2025-03-04T06:00:45-0330", "2025-03-04T06:00:46-0330", "2025-03-04T09:30:45Z", 1, -3*time.Hour - 30*time.Minute, true},
		{"zone zero is UTC", "2025-03-04T06:00:45+00:00", "2025-03-04T06:00:46+00:00", "2025-03-04T06:00:45Z", 1, 0, false},
		{"zone changes", "2025-03-04T06:00:45.000Z", "2025-03-04T07:00:46+01:00", "2025-03-04T06:00:45Z", 1, time.Hour, true},
		{"no zone", "2025-03-04T06:00:45", "2025-03-04 06:00:46", "2025-03-04T06:00:45Z", 1, 0, false},
		{"blanks", "\n 2025-03-04T06:00:45Z ", " 2025-03-04T06:00:46Z\n", "2025-03-04T06:00:45Z", 1, 0, false},
		{"CDATA", "<![CDATA[2025-03-04T06:00:45Z]]>", "2025-03-04T06:00:46Z", "2025-03-04T06:00:45Z", 1, 0, false},
		{"over midnight of a leap day", "2024-02-29T23:59:59Z", "2024-03-01T00:00:00Z", "2024-02-29T23:59:59Z", 1, 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := `<trkpt lat="0.1" lon="0.1"><time>%s</time></trkpt>`
			a := decode(t, oneTrack(fmt.Sprintf(p+p, tt.first, tt.second)))[0]
			if got := a.Start.Format(time.RFC3339Nano); got != tt.start {
				t.Errorf("start %s, want %s", got, tt.start)
			}
			if got := a.Samples.Time[1]; got != tt.seconds {
				t.Errorf("second point after %v s, want %v", got, tt.seconds)
			}
			if a.Offset != tt.offset || a.OffsetKnown != tt.known {
				t.Errorf("offset %v, %v; want %v, %v", a.Offset, a.OffsetKnown, tt.offset, tt.known)
			}
		})
	}
}

func TestValues(t *testing.T) {
	ext := func(s string) string { return "<extensions>" + s + "</extensions>" }
	tests := []struct {
		name, in                        string
		hr, cadence, temp, speed, power float64
	}{
		{"Garmin version 1", ext(`<gpxtpx:TrackPointExtension><gpxtpx:atemp>21.5</gpxtpx:atemp><gpxtpx:hr>140</gpxtpx:hr><gpxtpx:cad>170</gpxtpx:cad></gpxtpx:TrackPointExtension>`), 140, 170, 21.5, math.NaN(), math.NaN()},
		{"ns3", ext(`<ns3:TrackPointExtension><ns3:hr>141</ns3:hr></ns3:TrackPointExtension>`), 141, math.NaN(), math.NaN(), math.NaN(), math.NaN()},
		{"cluetrust", ext(`<gpxdata:hr>142</gpxdata:hr><gpxdata:cadence>171</gpxdata:cadence><gpxdata:temp>9</gpxdata:temp><gpxdata:speed>2.5</gpxdata:speed><gpxdata:power>200</gpxdata:power>`), 142, 171, 9, 2.5, 200},
		{"bare names", ext(`<heartrate>143</heartrate><cadence>172</cadence><temp>-3</temp><power>210</power><speed>3</speed>`), 143, 172, -3, 3, 210},
		{"power extension", ext(`<pwr:PowerInWatts>220</pwr:PowerInWatts>`), math.NaN(), math.NaN(), math.NaN(), math.NaN(), 220},
		{"outside extensions", `<bpm>144</bpm><speed>2.75</speed>`, 144, math.NaN(), math.NaN(), 2.75, math.NaN()},
		{"heartrate outside extensions", `<heartrate>145</heartrate>`, 145, math.NaN(), math.NaN(), math.NaN(), math.NaN()},
		{"value within", ext(`<HeartRateBpm><Value>146</Value></HeartRateBpm>`), 146, math.NaN(), math.NaN(), math.NaN(), math.NaN()},
		{"the first counts", ext(`<hr>147</hr><hr>90</hr>`), 147, math.NaN(), math.NaN(), math.NaN(), math.NaN()},
		{"none is 0", ext(`<hr>0</hr><cad>0</cad>`), math.NaN(), 0, math.NaN(), math.NaN(), math.NaN()},
		{"no numbers", ext(`<hr>--</hr><cad>NaN</cad><temp>Inf</temp><speed>0x1p3</speed><power></power>`), math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN()},
		{"a stranger's time", ext(`<gh:time>1000</gh:time><vAcc>3</vAcc><course>180</course>`), math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN()},
	}
	for _, version := range []string{"1.0", "1.1", "6.1.2"} {
		for _, tt := range tests {
			t.Run(version+" "+tt.name, func(t *testing.T) {
				doc := strings.Replace(oneTrack(at("06:00:00", "<ele>12.5</ele>", tt.in)), "1.1", version, 1)
				s := &decode(t, doc)[0].Samples
				got := []float64{s.HeartRate[0], s.Cadence[0], s.Temperature[0], s.Speed[0], s.Power[0], s.Altitude[0]}
				want := []float64{tt.hr, tt.cadence, tt.temp, tt.speed, tt.power, 12.5}
				if diff := cmp.Diff(want, got, cmpopts.EquateNaNs()); diff != "" {
					t.Errorf("hr, cadence, temperature, speed, power, altitude (-want +got):\n%s", diff)
				}
			})
		}
	}
}

func TestCadence(t *testing.T) {
	point := func(i, cadence int) string {
		return at(fmt.Sprintf("06:00:%02d", i), fmt.Sprintf("<extensions><cad>%d</cad></extensions>", cadence))
	}
	tests := []struct {
		name, kind string
		in         []int
		want       []float64
		doubled    int
	}{
		{"one leg", "running", []int{0, 84, 85, 86}, []float64{0, 168, 170, 172}, 3},
		{"both feet", "running", []int{0, 168, 170, 60}, []float64{0, 168, 170, 60}, 0},
		{"a bicycle", "cycling", []int{80, 85}, []float64{80, 85}, 0},
		{"standing", "running", []int{0, 0}, []float64{0, 0}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			for i, c := range tt.in {
				b.WriteString(point(i, c))
			}
			a := decode(t, wrap("<trk><type>"+tt.kind+"</type><trkseg>"+b.String()+"</trkseg></trk>"))[0]
			if diff := cmp.Diff(tt.want, a.Samples.Cadence); diff != "" {
				t.Error(diff)
			}
			if got := notes(a)["cadence"]; got != tt.doubled {
				t.Errorf("note counts %d, want %d", got, tt.doubled)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	doc := func(encoding, name string) string {
		return `<?xml version="1.0" encoding="` + encoding + `"?>` + "\n" +
			wrap("<trk><name>"+name+"</name><trkseg>"+at("06:00:00")+"</trkseg></trk>")
	}
	wide := func(order binary.AppendByteOrder, s string) string {
		var b []byte
		for _, u := range utf16.Encode([]rune(s)) {
			b = order.AppendUint16(b, u)
		}
		return string(b)
	}
	tests := []struct{ name, in, want string }{
		{"UTF-8", doc("UTF-8", "Zürich 🏃"), "Zürich 🏃"},
		{"UTF-8 with a mark", "\ufeff" + doc("utf-8", "Zürich"), "Zürich"},
		{"ISO-8859-1", doc("ISO-8859-1", "Z\xfcrich"), "Zürich"},
		{"Windows-1252", doc("windows-1252", "5\x80"), "5€"},
		{"UTF-16, little end first", "\xff\xfe" + wide(binary.LittleEndian, doc("UTF-16", "Zürich 🏃")), "Zürich 🏃"},
		{"UTF-16, big end first", "\xfe\xff" + wide(binary.BigEndian, doc("UTF-16", "Zürich 🏃")), "Zürich 🏃"},
		{"UTF-16 without a mark", wide(binary.LittleEndian, doc("UTF-16", "Zürich")), "Zürich"},
		{"UTF-16 by name only", doc("UTF-16", "Zürich"), "Zürich"},
		{"unknown", doc("x-none", "Zürich"), "Zürich"},
		{"not what it says", doc("UTF-8", "Z\xfcrich"), "Z\ufffdrich"},
		{"bare ampersand", doc("UTF-8", "Up & down &amp; &#49;&#x32; &lt;3 &nix; & more"), "Up & down & 12 <3 &nix; & more"},
		{"CDATA", doc("UTF-8", "<![CDATA[ A & <b> ]]>"), "A & <b>"},
		{"blanks before the declaration", "  \n\t" + doc("UTF-8", " a \n b "), "a b"},
		{"document type", `<!DOCTYPE gpx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>` + doc("UTF-8", "&b;"), "&b;"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !Sniff([]byte(tt.in)) {
				t.Error("Sniff says no")
			}
			if got := decode(t, tt.in)[0].Name; got != tt.want {
				t.Errorf("name %q, want %q", got, tt.want)
			}
		})
	}
}

func TestSniff(t *testing.T) {
	long := strings.Repeat("<!-- nothing to see -->", 40)[:512]
	tests := []struct {
		in   string
		want bool
	}{
		{"<gpx>", true},
		{"\ufeff <gpx version='1.1'>", true},
		{"<?xml version='1.0'?><!-- <kml> --><gpx/>", true},
		{"<g:gpx xmlns:g='x'>", true},
		{long, true},
		{"<?xml version='1.0'?><kml>", false},
		{"<gpxx>", false},
		{"<TrainingCenterDatabase>", false},
		{"lat,lon\n<gpx>", false},
		{"", false},
		{"   ", false},
		{"\x0e\x10", false},
	}
	for _, tt := range tests {
		if got := Sniff([]byte(tt.in)); got != tt.want {
			t.Errorf("Sniff(%.40q) = %v", tt.in, got)
		}
	}
}

func TestNotActivity(t *testing.T) {
	tests := []struct{ in, want string }{
		{wrap(`<rte><rtept lat="0.1" lon="0.1"><time>2025-03-04T06:00:00Z</time></rtept></rte>`), "a route"},
		{wrap(`<wpt lat="0.1" lon="0.1"/>`), "waypoints only"},
		{wrap(``), "no points"},
		{wrap(`<trk><name>x</name><trkseg/></trk>`), "no points"},
		{oneTrack(`<trkpt lat="0.1" lon="0.1"/>`), "a track without times"},
		{oneTrack(`<trkpt lat="0.1" lon="0.1"><time>soon</time></trkpt>`), "a track without times"},
		{oneTrack(`<trkpt><time>2025-03-04T06:00:00Z</time></trkpt>`), "a track without positions"},
	}
	for _, tt := range tests {
		_, err := Decode([]byte(tt.in), activity.Hints{})
		if !errors.Is(err, activity.ErrNotActivity) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %s", tt.in, err, tt.want)
		}
	}
}

func TestLeftOut(t *testing.T) {
	tests := []struct {
		name, in string
		times    []float64
		notes    map[string]int
	}{
		{"no time", at("06:00:00") + `<trkpt lat="0.1" lon="0.1"/>` + at("06:00:02"), []float64{0, 2}, map[string]int{"untimed": 1}},
		{"no position", at("06:00:00") + `<trkpt lon="0.1"><time>2025-03-04T06:00:01Z</time></trkpt>` +
			`<trkpt lat="91" lon="0.1"><time>2025-03-04T06:00:01Z</time></trkpt>`, []float64{0}, map[string]int{"position": 2}},
		{"no fix", at("06:00:00") + `<trkpt lat="0.0" lon="0.0"><time>2025-03-04T06:00:01Z</time></trkpt>`, []float64{0, 1}, map[string]int{"position": 1}},
		{"swapped points", at("06:00:00") + at("06:00:02") + at("06:00:01") + at("06:00:03"), []float64{0, 1, 2, 3}, map[string]int{"order": 1}},
		{"stretches swapped", at("07:00:00") + at("07:00:01") + at("06:00:00") + at("06:00:01"), []float64{0, 1, 3600, 3601}, map[string]int{"order": 1}},
		{"clock set back near the end", at("06:00:00") + at("06:01:00") + at("06:02:00") + at("06:03:00") + at("06:01:30"), []float64{0, 60, 120, 180}, map[string]int{"order": 1}},
		{"clock ahead for a while", at("06:00:00") + at("06:50:00") + at("06:01:00") + at("06:02:00") + at("06:03:00"), []float64{0, 60, 120, 180}, map[string]int{"order": 1}},
		{"a point years off", at("06:00:00") + at("06:00:01") + at("06:00:02") + at("06:00:03") + strings.Replace(at("06:00:04"), "2025", "2019", 1), []float64{0, 1, 2, 3}, map[string]int{"clock": 1}},
		{"an impossible clock", at("06:00:00") + at("06:00:01") + strings.Replace(at("06:00:04"), "2025", "1970", 1) + strings.Replace(at("06:00:04"), "2025", "7589", 1), []float64{0, 1}, map[string]int{"clock": 2}},
		{"all impossible", strings.ReplaceAll(at("06:00:00")+at("06:00:01"), "2025", "7589"), []float64{0, 1}, map[string]int{"clock": 2}},
		{"nothing", at("06:00:00") + at("06:00:00"), []float64{0, 0}, map[string]int{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			as := decode(t, oneTrack(tt.in))
			if len(as) != 1 {
				t.Fatalf("%d activities", len(as))
			}
			if diff := cmp.Diff(tt.times, as[0].Samples.Time); diff != "" {
				t.Errorf("times (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.notes, notes(as...)); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
		})
	}
}

// TestOrderMovesWholeSamples sees to it that values go where their times go.
func TestOrderMovesWholeSamples(t *testing.T) {
	p := func(clock string, hr int) string { return at(clock, fmt.Sprintf("<bpm>%d</bpm>", hr)) }
	s := decode(t, oneTrack(p("06:00:03", 103)+p("06:00:01", 101)+p("06:00:02", 102)))[0].Samples
	if diff := cmp.Diff([]float64{101, 102, 103}, s.HeartRate); diff != "" {
		t.Error(diff)
	}
}

func TestTracksAndSegments(t *testing.T) {
	seg := func(points ...string) string { return "<trkseg>" + strings.Join(points, "") + "</trkseg>" }
	trk := func(kind string, segments ...string) string {
		return "<trk><type>" + kind + "</type>" + strings.Join(segments, "") + "</trk>"
	}
	type summary struct {
		Sport  activity.Sport
		Start  string
		Times  []float64
		Pauses []activity.Interval
	}
	tests := []struct {
		name, in string
		want     []summary
	}{
		{
			"segments with a pause", trk("running", seg(at("06:00:00"), at("06:00:01")), seg(at("06:05:00"), at("06:05:01"))),
			[]summary{{"running", "06:00:00", []float64{0, 1, 300, 301}, []activity.Interval{{From: 1, To: 300}}}},
		},
		{
			"segments without a pause", trk("running", seg(at("06:00:00"), at("06:00:01")), seg(at("06:00:02"), at("06:00:03"))),
			[]summary{{"running", "06:00:00", []float64{0, 1, 2, 3}, nil}},
		},
		{
			"segments out of order", trk("running", seg(at("06:05:00"), at("06:05:01")), seg(at("06:00:00"), at("06:00:01"))),
			[]summary{{"running", "06:00:00", []float64{0, 1, 300, 301}, []activity.Interval{{From: 1, To: 300}}}},
		},
		{
			"an empty segment between", trk("running", seg(at("06:00:00"), at("06:00:01")), seg(), seg(at("06:05:00"), at("06:05:01"))),
			[]summary{{"running", "06:00:00", []float64{0, 1, 300, 301}, []activity.Interval{{From: 1, To: 300}}}},
		},
		{
			"tracks half an hour apart", trk("running", seg(at("06:00:00"))) + trk("running", seg(at("06:30:00"))),
			[]summary{{"running", "06:00:00", []float64{0}, nil}, {"running", "06:30:00", []float64{0}, nil}},
		},
		{
			"tracks less apart", trk("running", seg(at("06:00:00"), at("06:00:10"))) + trk("", seg(at("06:29:00"), at("06:29:10"))),
			[]summary{{"running", "06:00:00", []float64{0, 10, 1740, 1750}, []activity.Interval{{From: 10, To: 1740}}}},
		},
		{
			"tracks less apart, the later first", trk("running", seg(at("06:29:00"), at("06:29:10"))) + trk("running", seg(at("06:00:00"), at("06:00:10"))),
			[]summary{{"running", "06:00:00", []float64{0, 10, 1740, 1750}, []activity.Interval{{From: 10, To: 1740}}}},
		},
		{
			"tracks of two sports", trk("running", seg(at("06:00:00"))) + trk("cycling", seg(at("06:01:00"))),
			[]summary{{"running", "06:00:00", []float64{0}, nil}, {"cycling", "06:01:00", []float64{0}, nil}},
		},
		{
			"tracks that overlap", trk("running", seg(at("06:00:00"), at("06:10:00"))) + trk("running", seg(at("06:05:00"))),
			[]summary{{"running", "06:00:00", []float64{0, 600}, nil}, {"running", "06:05:00", []float64{0}, nil}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []summary
			for _, a := range decode(t, wrap(tt.in)) {
				if a.TimerEvents {
					t.Error("timer events in a GPX file")
				}
				got = append(got, summary{a.Sport, a.Start.Format(time.TimeOnly), a.Samples.Time, a.Pauses})
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestBatches reads tracks and segments that lie across the batches in which
// gpxgo is given its points.
func TestBatches(t *testing.T) {
	for _, n := range []int{batch - 1, batch, batch + 1, 2 * batch, 3*batch + 5} {
		var b strings.Builder
		start := time.Date(2025, 3, 4, 6, 0, 0, 0, time.UTC)
		b.WriteString("<trk><name>first</name><trkseg>")
		for i := range n {
			if i > 0 && i%1000 == 0 {
				b.WriteString("</trkseg><trkseg>")
			}
			clock := start.Add(time.Duration(i+i/1000*60) * time.Second)
			fmt.Fprintf(&b, `<trkpt lat="%d.5" lon="0.1"><ele>%d</ele><time>%s</time></trkpt>`, i%80, i%900, clock.Format(time.RFC3339))
		}
		b.WriteString("</trkseg><type>running</type></trk>")
		as := decode(t, wrap(b.String()))
		if len(as) != 1 || as[0].Samples.Len() != n || as[0].Name != "first" || as[0].Sport != activity.Running {
			t.Fatalf("%d points: %d activities, %d samples, %q, %q", n, len(as), as[0].Samples.Len(), as[0].Name, as[0].Sport)
		}
		if got, want := len(as[0].Pauses), (n-1)/1000; got != want {
			t.Errorf("%d points: %d pauses, want %d", n, got, want)
		}
		s := &as[0].Samples
		for i := range n {
			if s.Time[i] != float64(i+i/1000*60) || s.Latitude[i] != float64(i%80)+0.5 || s.Altitude[i] != float64(i%900) {
				t.Fatalf("%d points: sample %d is %v s, %v°, %v m", n, i, s.Time[i], s.Latitude[i], s.Altitude[i])
			}
		}
	}
}

func TestWhatIsStated(t *testing.T) {
	doc := `<?xml version="1.0"?><gpx version="1.1" creator="StravaGPX Example 5 with Barometer">
<metadata><name>not this</name><time>2024-01-01T00:00:00Z</time></metadata>
<trk><name>Morning &amp; more</name><link href="x"><text>a</text><type>text/html</type></link><type>trail_running</type>
<extensions><gpxtrkx:TrackStatsExtension><gpxtrkx:Distance>5000.5</gpxtrkx:Distance><gpxtrkx:TimerTime>1800</gpxtrkx:TimerTime>
<gpxtrkx:MovingTime>0</gpxtrkx:MovingTime><gpxtrkx:Ascent>42</gpxtrkx:Ascent></gpxtrkx:TrackStatsExtension></extensions>
<trkseg>` + at("06:00:00", "<name>nor this</name><type>nor that</type>") + `</trkseg></trk></gpx>`
	a := decode(t, doc)[0]
	if a.Format != activity.GPX || a.Name != "Morning & more" || a.Sport != activity.Running || a.SubSport != "trail" {
		t.Errorf("%q %q %q %q", a.Format, a.Name, a.Sport, a.SubSport)
	}
	want := activity.Device{Maker: "stravagpx", Product: "Example 5 with Barometer", Barometer: true}
	if diff := cmp.Diff(want, a.Device, cmpopts.IgnoreFields(activity.Device{}, "Key")); diff != "" {
		t.Error(diff)
	}
	if len(a.Device.Key) != 16 || a.Device.Key == decode(t, oneTrack(at("06:00:00")))[0].Device.Key {
		t.Errorf("device key %q", a.Device.Key)
	}
	nan := math.NaN()
	totals := activity.Totals{
		Distance: 5000.5, Timer: 1800, Elapsed: nan, Moving: nan, Ascent: 42,
		AverageHeartRate: nan, MaximumHeartRate: nan, AverageSpeed: nan, RestingHeartRate: nan,
	}
	if diff := cmp.Diff(totals, a.Totals, cmpopts.EquateNaNs()); diff != "" {
		t.Error(diff)
	}
}

func TestDistance(t *testing.T) {
	// A thousandth of a degree of latitude is 111.2 m.
	doc := func(distances ...string) string {
		var b strings.Builder
		for i, d := range distances {
			fmt.Fprintf(&b, `<trkpt lat="%.3f" lon="0.1"><time>2025-03-04T06:00:%02dZ</time><extensions>%s</extensions></trkpt>`,
				0.1+float64(i)/1000, i*10, d)
		}
		return oneTrack(b.String())
	}
	d := func(v string) string { return "<gpxdata:distance>" + v + "</gpxdata:distance>" }
	nan := math.NaN()
	tests := []struct {
		name string
		in   []string
		want []float64
		note bool
	}{
		{"since the start", []string{d("0"), d("110"), d("221"), d("333")}, []float64{0, 110, 221, 333}, false},
		{"since the last point", []string{d("0"), d("110"), "", d("223")}, []float64{0, 110, nan, 333}, false},
		{"in kilometres", []string{d("0"), d("0.11"), d("0.22"), d("0.33")}, []float64{nan, nan, nan, nan}, true},
		{"none", []string{"", ""}, []float64{nan, nan}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := decode(t, doc(tt.in...))[0]
			if diff := cmp.Diff(tt.want, a.Samples.Distance, cmpopts.EquateNaNs()); diff != "" {
				t.Error(diff)
			}
			if _, got := notes(a)["distance"]; got != tt.note {
				t.Errorf("note %v, want %v", got, tt.note)
			}
		})
	}
}

func TestBroken(t *testing.T) {
	long := strings.TrimSuffix(string(document(61, 10)), "</trkseg>\n </trk>\n</gpx>\n")
	short := strings.TrimSuffix(string(document(60, 10)), "</trkseg>\n </trk>\n</gpx>\n")
	tests := []struct {
		name, in string
		samples  int // 0 where an error is due
		place    string
	}{
		{"ten minutes, then the end", long, 61, "line 556"},
		{"ten minutes, then half a point", long + `<trkpt lat="0.1" lon="0.1"><time>2025-03-04T07:00:00Z</ti`, 61, "line 556"},
		{"ten minutes, then zeros", long + "\n\x00\x00\x00\x00", 61, "line 557"},
		{"ten minutes, then a wrong tag", long + "</trk>", 61, "line 556"},
		{"less", short, 0, "line 547"},
		{"no XML", "foo <", 0, "line 1"},
		{"other XML", "\n<kml/>", 0, "line 2"},
		{"nothing", "", 0, "line 1"},
		{"a route", "<gpx><rte>", 0, "line 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			as, err := Decode([]byte(tt.in), activity.Hints{})
			if tt.samples == 0 {
				var place *activity.PlaceError
				if !errors.Is(err, activity.ErrFormat) || !errors.As(err, &place) || place.Place != tt.place {
					t.Fatalf("error %v, want one at %s", err, tt.place)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := as[0].Samples.Len(); got != tt.samples {
				t.Errorf("%d samples, want %d", got, tt.samples)
			}
			n := as[0].Notes[len(as[0].Notes)-1]
			if n.Code != "truncated" || !strings.Contains(n.Text, tt.place+" ") {
				t.Errorf("note %+v, want %s", n, tt.place)
			}
		})
	}
}
