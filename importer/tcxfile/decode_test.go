package tcxfile

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

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

// wrap makes a document of what stands within the root element.
func wrap(body string) string {
	return "<TrainingCenterDatabase>" + body + "</TrainingCenterDatabase>"
}

// run makes a document of what stands within one running activity.
func run(body string) string {
	return wrap(`<Activities><Activity Sport="Running"><Id>2025-03-04T06:00:00Z</Id>` + body + `</Activity></Activities>`)
}

// oneLap is a lap that starts at a time of day, with what stands in it.
func oneLap(clock string, body ...string) string {
	return `<Lap StartTime="2025-03-04T` + clock + `Z">` + strings.Join(body, "") + `</Lap>`
}

// stated is the totals of a lap.
func stated(seconds, meters float64) string {
	return fmt.Sprintf("<TotalTimeSeconds>%v</TotalTimeSeconds><DistanceMeters>%v</DistanceMeters>", seconds, meters)
}

// path is a Track of trackpoints.
func path(points ...string) string { return "<Track>" + strings.Join(points, "") + "</Track>" }

// at is a trackpoint at a time of day.
func at(clock string, more ...string) string {
	return `<Trackpoint><Time>2025-03-04T` + clock + `Z</Time>` + strings.Join(more, "") + `</Trackpoint>`
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

func TestTrackpoint(t *testing.T) {
	const ext = `<Extensions><ns3:TPX><ns3:Speed>2.5</ns3:Speed><ns3:RunCadence>170</ns3:RunCadence><ns3:Watts>250</ns3:Watts></ns3:TPX></Extensions>`
	place := func(lat, lon string) string {
		return "<Position><LatitudeDegrees>" + lat + "</LatitudeDegrees><LongitudeDegrees>" + lon + "</LongitudeDegrees></Position>"
	}
	nan := math.NaN()
	// latitude, longitude, distance, speed, altitude, heart rate, cadence, power
	tests := []struct {
		name, in string
		want     []float64
	}{
		{
			"everything", place("0.1", "-0.2") + `<AltitudeMeters>-3.5</AltitudeMeters><DistanceMeters>12</DistanceMeters><HeartRateBpm xsi:type="x"><Value>140</Value></HeartRateBpm>` + ext,
			[]float64{0.1, -0.2, 12, 2.5, -3.5, 140, 170, 250},
		},
		{"without prefix", strings.ReplaceAll(ext, "ns3:", ""), []float64{nan, nan, nan, 2.5, nan, nan, 170, 250}},
		{"cadence", `<Cadence>168</Cadence>`, []float64{nan, nan, nan, nan, nan, nan, 168, nan}},
		{"time alone", ``, []float64{nan, nan, nan, nan, nan, nan, nan, nan}},
		{"half a position", place("0.1", ""), []float64{nan, nan, nan, nan, nan, nan, nan, nan}},
		{"no position", place("91", "0.1"), []float64{nan, nan, nan, nan, nan, nan, nan, nan}},
		{"no fix", place("0", "0.0"), []float64{nan, nan, nan, nan, nan, nan, nan, nan}},
		{"no heart rate", `<HeartRateBpm><Value>0</Value></HeartRateBpm>`, []float64{nan, nan, nan, nan, nan, nan, nan, nan}},
		{"no numbers", `<AltitudeMeters>NaN</AltitudeMeters><DistanceMeters>Infinity</DistanceMeters><Cadence>--</Cadence>`, []float64{nan, nan, nan, nan, nan, nan, nan, nan}},
		{"garbage of a sensor", `<AltitudeMeters>1e9</AltitudeMeters><DistanceMeters>-1</DistanceMeters><HeartRateBpm><Value>300</Value></HeartRateBpm>`, []float64{nan, nan, nan, nan, nan, nan, nan, nan}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := &decode(t, run(oneLap("06:00:00", path(at("06:00:00", tt.in)))))[0].Samples
			got := []float64{
				s.Latitude[0], s.Longitude[0], s.Distance[0], s.Speed[0],
				s.Altitude[0], s.HeartRate[0], s.Cadence[0], s.Power[0],
			}
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateNaNs()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestCadence(t *testing.T) {
	tests := []struct {
		sport, in string
		want      float64
		doubled   int
	}{
		{"Running", "<Cadence>85</Cadence>", 170, 1},
		{"Running", "<Extensions><TPX><RunCadence>86</RunCadence></TPX></Extensions>", 172, 1},
		{"Running", "<Cadence>170</Cadence>", 170, 0},
		{"Biking", "<Cadence>85</Cadence>", 85, 0},
	}
	for _, tt := range tests {
		doc := strings.Replace(run(oneLap("06:00:00", path(at("06:00:00", tt.in)))), "Running", tt.sport, 1)
		a := decode(t, doc)[0]
		if got := a.Samples.Cadence[0]; got != tt.want || notes(a)["cadence"] != tt.doubled {
			t.Errorf("%s %s: %v, notes %v", tt.sport, tt.in, got, a.Notes)
		}
	}
}

func TestTimes(t *testing.T) {
	tests := []struct {
		name, in string
		start    string
		times    []float64
		notes    map[string]int
	}{
		{"with the lap", oneLap("06:00:00", path(at("06:00:00"), at("06:00:01.5"))), "06:00:00", []float64{0, 1.5}, map[string]int{}},
		{"the lap before", oneLap("05:59:30", path(at("06:00:00"), at("06:00:01"))), "05:59:30", []float64{30, 31}, map[string]int{}},
		{"the lap a minute before", oneLap("05:59:00", path(at("06:00:00"))), "05:59:00", []float64{60}, map[string]int{}},
		{"the lap long before", oneLap("05:58:59", path(at("06:00:00"))), "06:00:00", []float64{0}, map[string]int{}},
		{"the lap after", oneLap("06:00:01", path(at("06:00:00"))), "06:00:00", []float64{0}, map[string]int{}},
		{"no lap start", "<Lap>" + path(at("06:00:05"), at("06:00:06")) + "</Lap>", "06:00:05", []float64{0, 1}, map[string]int{}},
		{"no time", oneLap("06:00:00", path(at("06:00:00"), "<Trackpoint/>", at("06:00:01"))), "06:00:00", []float64{0, 1}, map[string]int{"untimed": 1}},
		{"swapped", oneLap("06:00:00", path(at("06:00:00"), at("06:00:02"), at("06:00:01"))), "06:00:00", []float64{0, 1, 2}, map[string]int{"order": 1}},
		{"a point years off", oneLap("06:00:00", path(at("06:00:00"), strings.Replace(at("06:00:02"), "2025", "1989", 1), at("06:00:01"))), "06:00:00", []float64{0, 1}, map[string]int{"clock": 1}},
		{"no fix", oneLap("06:00:00", path(at("06:00:00", "<Position><LatitudeDegrees>0</LatitudeDegrees><LongitudeDegrees>0</LongitudeDegrees></Position>"))), "06:00:00", []float64{0}, map[string]int{"position": 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := decode(t, run(tt.in))[0]
			if got := a.Start.Format(time.TimeOnly); got != tt.start {
				t.Errorf("start %s, want %s", got, tt.start)
			}
			if diff := cmp.Diff(tt.times, a.Samples.Time); diff != "" {
				t.Errorf("times (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.notes, notes(a)); diff != "" {
				t.Errorf("notes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOffset(t *testing.T) {
	doc := strings.ReplaceAll(run(oneLap("06:00:00", path(at("06:00:00")))), "Z", "+05:45")
	a := decode(t, doc)[0]
	if !a.OffsetKnown || a.Offset != 5*time.Hour+45*time.Minute || a.Start.Format(time.TimeOnly) != "00:15:00" {
		t.Errorf("offset %v, %v, start %v", a.Offset, a.OffsetKnown, a.Start)
	}
}

func TestPauses(t *testing.T) {
	tests := []struct {
		name, in string
		want     []activity.Interval
	}{
		{
			"tracks in a lap", oneLap("06:00:00", path(at("06:00:00"), at("06:00:01")), path(at("06:01:00"), at("06:01:01"))),
			[]activity.Interval{{From: 1, To: 60}},
		},
		{"no time between", oneLap("06:00:00", path(at("06:00:00"), at("06:00:01")), path(at("06:00:02"))), nil},
		{
			"an empty track between", oneLap("06:00:00", path(at("06:00:00"), at("06:00:01")), path(), path(at("06:01:00"), at("06:01:01"))),
			[]activity.Interval{{From: 1, To: 60}},
		},
		{
			"the timer stopped between laps", oneLap("06:00:00", stated(1, 3), path(at("06:00:00"), at("06:00:01"))) + oneLap("06:01:00", path(at("06:01:00"), at("06:01:01"))),
			[]activity.Interval{{From: 1, To: 60}},
		},
		{"the timer ran between laps", oneLap("06:00:00", stated(60, 3), path(at("06:00:00"), at("06:00:01"))) + oneLap("06:01:00", path(at("06:01:00"), at("06:01:01"))), nil},
		{
			"the timer stopped after the next lap began",
			oneLap("06:00:00", stated(2, 3), path(at("06:00:00"), at("06:00:01"))) + oneLap("06:00:02", stated(2, 3), path(at("06:01:00"), at("06:01:01"))),
			[]activity.Interval{{From: 1, To: 60}},
		},
		{"the timer is not stated", oneLap("06:00:00", path(at("06:00:00"), at("06:00:01"))) + oneLap("06:01:00", path(at("06:01:00"), at("06:01:01"))), nil},
		{
			"a pause in the lap, not after it",
			oneLap("06:00:00", stated(70, 200), path(at("06:00:00"), at("06:00:01")), path(at("06:01:00"), at("06:01:01"))) + oneLap("06:02:10", path(at("06:02:10"), at("06:02:11"))),
			[]activity.Interval{{From: 1, To: 60}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := decode(t, run(tt.in))[0]
			if diff := cmp.Diff(tt.want, a.Pauses); diff != "" || a.TimerEvents {
				t.Errorf("timer events %v, pauses (-want +got):\n%s", a.TimerEvents, diff)
			}
		})
	}
}

func TestLapsAndTotals(t *testing.T) {
	beats := func(average, maximum int) string {
		return fmt.Sprintf("<AverageHeartRateBpm><Value>%d</Value></AverageHeartRateBpm><MaximumHeartRateBpm><Value>%d</Value></MaximumHeartRateBpm>", average, maximum)
	}
	a := decode(t, run(
		oneLap("05:59:58", stated(300, 1000), beats(140, 150), "<Intensity>Active</Intensity>", path(at("06:00:00"), at("06:04:50")))+
			oneLap("06:05:00", stated(100, 200), beats(160, 170), "<Intensity>Resting</Intensity>", path(at("06:05:00"), at("06:06:50")))))[0]
	laps := []activity.Lap{
		{Start: 0, Elapsed: 302, Timer: 300, Distance: 1000, AverageHeartRate: 140, Intensity: "active"},
		{Start: 302, Elapsed: 110, Timer: 100, Distance: 200, AverageHeartRate: 160, Intensity: "rest"},
	}
	if diff := cmp.Diff(laps, a.Laps); diff != "" {
		t.Errorf("laps (-want +got):\n%s", diff)
	}
	nan := math.NaN()
	totals := activity.Totals{
		Distance: 1200, Timer: 400, Elapsed: nan, Moving: nan, Ascent: nan,
		AverageHeartRate: 145, MaximumHeartRate: 170, AverageSpeed: nan, RestingHeartRate: nan,
	}
	if diff := cmp.Diff(totals, a.Totals, cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("totals (-want +got):\n%s", diff)
	}
}

func TestTotalsUnknown(t *testing.T) {
	tests := []struct {
		name, in        string
		distance, timer float64
	}{
		{"nothing", oneLap("06:00:00", path(at("06:00:00"))), math.NaN(), math.NaN()},
		{"zeros", oneLap("06:00:00", stated(0, 0), path(at("06:00:00"))), math.NaN(), math.NaN()},
		{"one lap without", oneLap("06:00:00", stated(10, 30), path(at("06:00:00"))) + oneLap("06:00:10", "<TotalTimeSeconds>5</TotalTimeSeconds>"), math.NaN(), 15},
	}
	for _, tt := range tests {
		got := decode(t, run(tt.in))[0].Totals
		if diff := cmp.Diff([]float64{tt.distance, tt.timer}, []float64{got.Distance, got.Timer}, cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("%s: distance and timer (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestWithoutTrackpoints(t *testing.T) {
	a := decode(t, run(oneLap("06:00:00", stated(600, 2000))+oneLap("06:10:00", stated(300, 1000))))[0]
	if a.Samples.Len() != 0 || a.Totals.Distance != 3000 || a.Totals.Timer != 900 || len(a.Laps) != 2 || a.Laps[1].Start != 600 {
		t.Errorf("%d samples, totals %+v, laps %+v", a.Samples.Len(), a.Totals, a.Laps)
	}
	if got := a.Start.Format(time.DateTime); got != "2025-03-04 06:00:00" {
		t.Errorf("start %s", got)
	}
}

func TestDistanceBeginsAnew(t *testing.T) {
	d := func(clock string, v float64) string {
		return at(clock, fmt.Sprintf("<DistanceMeters>%v</DistanceMeters>", v))
	}
	tests := []struct {
		name, in string
		want     []float64
		anew     int
	}{
		{
			"goes on", oneLap("06:00:00", path(d("06:00:00", 0), d("06:00:30", 100))) + oneLap("06:01:00", path(d("06:01:00", 200), d("06:01:30", 300))),
			[]float64{0, 100, 200, 300},
			0,
		},
		{
			"anew with each lap",
			oneLap("06:00:00", path(d("06:00:00", 0), d("06:00:30", 100))) + oneLap("06:01:00", path(d("06:01:00", 3), at("06:01:10"), d("06:01:30", 110))) + oneLap("06:02:00", path(d("06:02:00", 0), d("06:02:30", 90))),
			[]float64{0, 100, 103, math.NaN(), 210, 210, 300},
			2,
		},
		{
			"metres back", oneLap("06:00:00", path(d("06:00:00", 0), d("06:00:30", 100))) + oneLap("06:01:00", path(d("06:01:00", 98), d("06:01:30", 200))),
			[]float64{0, 100, 98, 200},
			0,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := decode(t, run(tt.in))[0]
			if diff := cmp.Diff(tt.want, a.Samples.Distance, cmpopts.EquateNaNs()); diff != "" {
				t.Error(diff)
			}
			if got := notes(a)["distance"]; got != tt.anew {
				t.Errorf("note counts %d, want %d", got, tt.anew)
			}
		})
	}
}

func TestActivities(t *testing.T) {
	one := func(sport, clock string) string {
		return `<Activity Sport="` + sport + `"><Id>x</Id>` + oneLap(clock, path(at(clock))) + `</Activity>`
	}
	doc := "\n  " + `<?xml version="1.0" encoding="UTF-8"?>` + wrap(
		`<Folders><History><Running/></History></Folders><Activities>`+one("Running", "06:00:00")+
			`<MultiSportSession><Id>x</Id><FirstSport>`+one("Biking", "07:00:00")+`</FirstSport><NextSport><Transition/>`+one("Running", "08:00:00")+
			`</NextSport></MultiSportSession>`+one("Other", "09:00:00")+`</Activities><Workouts/>`)
	if !Sniff([]byte(doc)) {
		t.Error("not sniffed")
	}
	var got []string
	for _, a := range decode(t, doc) {
		got = append(got, a.Start.Format(time.TimeOnly)+" "+string(a.Sport))
	}
	want := []string{"06:00:00 running", "07:00:00 cycling", "08:00:00 running", "09:00:00 other"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsStated(t *testing.T) {
	l := oneLap("06:00:00", path(at("06:00:00")))
	tests := []struct {
		name, in, want string
	}{
		{"name", "<Name>A &amp; B</Name>" + l + "<Notes>n</Notes>", "A & B"},
		{"notes", l + "<Notes>\n first\n second </Notes>", "first second"},
		{"plan", l + "<Training><Plan><Name>p</Name></Plan></Training>", "p"},
		{"none", l, ""},
	}
	for _, tt := range tests {
		if got := decode(t, run(tt.in))[0].Name; got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	devices := []struct {
		name, product   string
		maker, product2 string
	}{
		{"Garmin Forerunner 610", "1345", "garmin", "1345"},
		{"Forerunner 310XT", "0", "garmin", "Forerunner 310XT"},
		{"Example Watch 3", "", "example", "Watch 3"},
		{"", "", "", ""},
	}
	keys := map[string]bool{}
	for _, tt := range devices {
		d := decode(t, run(l+"<Creator><Name>"+tt.name+"</Name><UnitId>7</UnitId><ProductID>"+tt.product+"</ProductID></Creator>"))[0].Device
		if d.Maker != tt.maker || d.Product != tt.product2 || len(d.Key) != 16 {
			t.Errorf("%q: %+v", tt.name, d)
		}
		keys[d.Key] = true
	}
	if len(keys) != len(devices) {
		t.Errorf("%d keys for %d devices", len(keys), len(devices))
	}
	if d := decode(t, run(l))[0].Device; d != (activity.Device{}) {
		t.Errorf("no creator: %+v", d)
	}
}

func TestNotActivity(t *testing.T) {
	tests := []struct{ in, want string }{
		{wrap("<Courses><Course><Lap/><Track><Trackpoint><Time>2025-03-04T06:00:00Z</Time></Trackpoint></Track></Course></Courses>"), "a course"},
		{wrap("<Workouts><Workout/></Workouts>"), "a workout"},
		{wrap("<History><Running><Run><Lap/></Run></Running></History>"), "a history of Training Center version 1, which is not read"},
		{wrap(""), "no activities"},
		{run(""), "an activity without trackpoints or totals"},
		{run(oneLap("06:00:00")), "an activity without trackpoints or totals"},
		{run(oneLap("06:00:00", path("<Trackpoint><Cadence>80</Cadence></Trackpoint>"))), "trackpoints without times"},
	}
	for _, tt := range tests {
		_, err := Decode([]byte(tt.in), activity.Hints{})
		if !errors.Is(err, activity.ErrNotActivity) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %s", tt.in, err, tt.want)
		}
	}
}

func TestBroken(t *testing.T) {
	cut := func(n int, more string) string {
		doc, _, _ := strings.Cut(string(document(n, 10)), "    </Track>\n   </Lap>\n   <Creator>")
		return doc + more
	}
	tests := []struct {
		name, in string
		samples  int // 0 where an error is due
		place    string
	}{
		{"ten minutes, then the end", cut(61, ""), 61, "line 1110"},
		{"ten minutes, then half a point", cut(61, "<Trackpoint><Time>2025-03-04T07:00:00Z</Time>"), 61, "line 1110"},
		{"ten minutes, then a wrong tag", cut(61, "\n</Lap>"), 61, "line 1111"},
		{"less", cut(60, ""), 0, "line 1092"},
		{"other XML", "<kml/>", 0, "line 1"},
		{"nothing", " \n", 0, "line 2"},
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
			a := as[0]
			if got := a.Samples.Len(); got != tt.samples {
				t.Errorf("%d samples, want %d", got, tt.samples)
			}
			n := a.Notes[len(a.Notes)-1]
			if n.Code != "truncated" || !strings.Contains(n.Text, tt.place+" ") {
				t.Errorf("note %+v, want %s", n, tt.place)
			}
			// What the file states of the whole is not true of the part.
			if !math.IsNaN(a.Totals.Distance) || !math.IsNaN(a.Laps[len(a.Laps)-1].Distance) {
				t.Errorf("totals %+v, last lap %+v", a.Totals, a.Laps[len(a.Laps)-1])
			}
		})
	}
}
