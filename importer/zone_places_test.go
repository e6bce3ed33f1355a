package importer

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"easyday/importer/activity"
	"easyday/importer/synth"
	"easyday/importer/zoneat"
)

// spot is where a run begins, in degrees.
type spot struct{ lat, lon float64 }

// runFrom is the content of a file with eleven minutes of running from a place,
// at a moment in RFC 3339. With a local offset, which only FIT states, it is a
// FIT file, else GPX.
func runFrom(t *testing.T, p spot, start string, offset ...time.Duration) (name string, data []byte) {
	t.Helper()
	at, err := time.Parse(time.RFC3339, start)
	if err != nil {
		t.Fatal(err)
	}
	a := steady(660)
	a.Start = at
	for i := range a.Samples.Time {
		a.Samples.Latitude[i] += p.lat - 10
		a.Samples.Longitude[i] += p.lon - 20
	}
	format := activity.GPX
	if len(offset) > 0 {
		format, a.Offset, a.OffsetKnown = activity.FIT, offset[0], true
	}
	var b bytes.Buffer
	if err := synth.Write(&b, a, format); err != nil {
		t.Fatal(err)
	}
	return "." + string(format), b.Bytes()
}

// TestDaysOfRealPlaces imports real formats with the real zones of the places
// they were run at: around midnight and changes of the clock, on a journey, east
// of the date line and at a quarter of an hour. The machine's own zone is set to
// another one, and must not matter.
func TestDaysOfRealPlaces(t *testing.T) {
	machine := time.Local
	time.Local = time.FixedZone("the machine's", -11*3600)
	defer func() { time.Local = machine }()

	zurich, newYork := spot{47.40, 8.60}, spot{40.78, -73.965}
	kathmandu, tonga, auckland := spot{27.717, 85.324}, spot{-21.14, -175.2}, spot{-36.86, 174.77}
	nowhere := spot{-20, -80} // on the high seas
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	type run struct {
		at     spot
		start  string
		offset []time.Duration
	}
	stated := func(d time.Duration) []time.Duration { return []time.Duration{d} }
	for _, tt := range []struct {
		name string
		zone *time.Location // of the config
		runs []run
		want []string // in order of start: local start, zone, where it came from
	}{
		{
			"midnight and the clocks of Zurich", nil,
			[]run{
				{at: zurich, start: "2025-01-31T22:59:59Z"},
				{at: zurich, start: "2025-02-01T23:00:00Z"},
				{at: zurich, start: "2025-03-30T00:55:00Z"}, // forward while running
				{at: zurich, start: "2025-03-30T22:00:00Z"},
				{at: zurich, start: "2025-10-26T00:55:00Z"}, // back while running
				{at: zurich, start: "2025-10-26T22:59:59Z"},
			},
			[]string{
				"2025-01-31 23:59:59 Europe/Zurich position",
				"2025-02-02 00:00:00 Europe/Zurich position",
				"2025-03-30 01:55:00 Europe/Zurich position",
				"2025-03-31 00:00:00 Europe/Zurich position",
				"2025-10-26 02:55:00 Europe/Zurich position",
				"2025-10-26 23:59:59 Europe/Zurich position",
			},
		},
		{
			"a week in New York, and a run no place tells of", nil,
			[]run{
				{at: zurich, start: "2025-03-01T17:00:00Z"},
				{at: zurich, start: "2025-03-03T17:00:00Z"},
				{at: newYork, start: "2025-03-09T04:59:59Z"}, // the evening before
				{at: newYork, start: "2025-03-09T07:10:00Z"}, // the clock has gone forward
				{at: nowhere, start: "2025-03-12T23:30:00Z"},
				{at: zurich, start: "2025-03-14T17:00:00Z"},
				{at: nowhere, start: "2025-06-12T22:30:00Z"}, // in summer
			},
			[]string{
				"2025-03-01 18:00:00 Europe/Zurich position",
				"2025-03-03 18:00:00 Europe/Zurich position",
				"2025-03-08 23:59:59 America/New_York position",
				"2025-03-09 03:10:00 America/New_York position",
				"2025-03-13 00:30:00 Europe/Zurich season",
				"2025-03-14 18:00:00 Europe/Zurich position",
				"2025-06-13 00:30:00 Europe/Zurich season",
			},
		},
		{
			"far east", nil,
			[]run{
				{at: tonga, start: "2025-03-01T10:59:59Z"},
				{at: tonga, start: "2025-03-02T11:00:00Z"},
				{at: auckland, start: "2025-01-01T11:00:00Z"},
				{at: auckland, start: "2025-07-01T11:00:00Z"},
				{at: kathmandu, start: "2025-03-05T18:14:59Z"},
				{at: kathmandu, start: "2025-03-07T18:15:00Z"},
			},
			[]string{
				"2025-01-02 00:00:00 Pacific/Auckland position",
				"2025-03-01 23:59:59 Pacific/Tongatapu position",
				"2025-03-03 00:00:00 Pacific/Tongatapu position",
				"2025-03-05 23:59:59 Asia/Kathmandu position",
				"2025-03-08 00:00:00 Asia/Kathmandu position",
				"2025-07-01 23:00:00 Pacific/Auckland position",
			},
		},
		{
			"the file's word before the config's, that before the place's", berlin,
			[]run{
				{zurich, "2025-03-01T18:14:59Z", stated(5*time.Hour + 45*time.Minute)},
				{zurich, "2025-03-03T11:00:00Z", stated(13 * time.Hour)},
				{zurich, "2025-03-05T23:30:00Z", stated(15 * time.Hour)}, // no such zone
				{at: newYork, start: "2025-03-07T23:30:00Z"},
			},
			[]string{
				"2025-03-01 23:59:59 UTC+05:45 file",
				"2025-03-04 00:00:00 UTC+13:00 file",
				"2025-03-06 00:30:00 Europe/Berlin config",
				"2025-03-08 00:30:00 Europe/Berlin config",
			},
		},
		{
			"nothing told", nil,
			[]run{{at: nowhere, start: "2025-03-01T23:59:59Z"}},
			[]string{"2025-03-01 23:59:59 UTC none"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := map[string][]byte{}
			for i, r := range tt.runs {
				ext, data := runFrom(t, r.at, r.start, r.offset...)
				files[fmt.Sprint(i, ext)] = data
			}
			var zones zoneat.Finder
			result, err := Import(t.Context(), []string{tree(t, files)}, Options{Zone: tt.zone, ZoneAt: zones.At},
				func(*activity.Activity) struct{} { return struct{}{} })
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range result.Recordings {
				local := r.Start.Add(r.Zone.Offset).UTC()
				if d := activity.DateOf(local); d != r.LocalDate {
					t.Errorf("%v: date %v, want %v", r.Start, r.LocalDate, d)
				}
				got = append(got, fmt.Sprint(local.Format(time.DateTime), " ", r.Zone.Name, " ", r.Zone.Source))
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got):\n%s%v", d, lines(result.Ledger))
			}
		})
	}
}
