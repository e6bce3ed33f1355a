package zoneat

import (
	"math"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"easyday/importer/activity"
)

func TestAt(t *testing.T) {
	var f Finder
	for _, tt := range []struct {
		place    string
		lat, lon float64
		want     string // "" where none is told
	}{
		{"Zurich lake", 47.36, 8.54, "Europe/Zurich"},
		{"London, Hyde Park", 51.507, -.165, "Europe/London"},
		{"New York, Central Park", 40.78, -73.965, "America/New_York"},
		{"Kathmandu", 27.717, 85.324, "Asia/Kathmandu"},
		{"Tongatapu", -21.14, -175.2, "Pacific/Tongatapu"},
		{"Auckland", -36.86, 174.77, "Pacific/Auckland"},
		{"St. John's", 47.56, -52.71, "America/St_Johns"},
		{"Adelaide", -34.92, 138.6, "Australia/Adelaide"},
		{"high seas", -20, -80, ""},
		{"no fix", 0, 0, ""},
		{"not a position", math.NaN(), 8, ""},
		{"beyond the pole", 91, 8, ""},
		{"beyond the date line", 8, 181, ""},
		{"infinite", 8, math.Inf(-1), ""},
	} {
		loc, ok := f.At(tt.lat, tt.lon)
		got := ""
		if ok {
			got = loc.String()
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.place, got, tt.want)
		}
	}
	if err := f.Err(); err != nil {
		t.Error(err)
	}
}

// TestLocalDates holds the dates at midnight and around changes of the clock,
// which is what the zones are for.
func TestLocalDates(t *testing.T) {
	var f Finder
	type local struct {
		Date   string
		Offset time.Duration
	}
	const quarters = 5*time.Hour + 45*time.Minute
	for _, tt := range []struct {
		name     string
		lat, lon float64
		at       string
		want     local
	}{
		{"Zurich, a second before midnight", 47.36, 8.54, "2025-01-31T22:59:59Z", local{"2025-01-31", time.Hour}},
		{"Zurich, midnight", 47.36, 8.54, "2025-01-31T23:00:00Z", local{"2025-02-01", time.Hour}},
		{"Zurich, a second before summer time", 47.36, 8.54, "2025-03-30T00:59:59Z", local{"2025-03-30", time.Hour}},
		{"Zurich, summer time", 47.36, 8.54, "2025-03-30T01:00:00Z", local{"2025-03-30", 2 * time.Hour}},
		{"Zurich, midnight in summer", 47.36, 8.54, "2025-07-01T22:00:00Z", local{"2025-07-02", 2 * time.Hour}},
		{"New York, evening of the day before", 40.78, -73.965, "2025-03-09T04:59:59Z", local{"2025-03-08", -5 * time.Hour}},
		{"New York, after the clock went forward", 40.78, -73.965, "2025-03-09T07:00:00Z", local{"2025-03-09", -4 * time.Hour}},
		{"Tongatapu, UTC+13, before midnight", -21.14, -175.2, "2025-03-01T10:59:59Z", local{"2025-03-01", 13 * time.Hour}},
		{"Tongatapu, UTC+13, midnight", -21.14, -175.2, "2025-03-01T11:00:00Z", local{"2025-03-02", 13 * time.Hour}},
		{"Auckland, UTC+13 in its summer", -36.86, 174.77, "2025-01-01T11:00:00Z", local{"2025-01-02", 13 * time.Hour}},
		{"Kathmandu, before midnight", 27.717, 85.324, "2025-03-01T18:14:59Z", local{"2025-03-01", quarters}},
		{"Kathmandu, midnight", 27.717, 85.324, "2025-03-01T18:15:00Z", local{"2025-03-02", quarters}},
	} {
		at, err := time.Parse(time.RFC3339, tt.at)
		if err != nil {
			t.Fatal(err)
		}
		loc, ok := f.At(tt.lat, tt.lon)
		if !ok {
			t.Errorf("%s: no zone", tt.name)
			continue
		}
		_, offset := at.In(loc).Zone()
		got := local{activity.DateOf(at.In(loc)).String(), time.Duration(offset) * time.Second}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}

// TestNothingIsReadUnasked holds that a finder costs nothing until it is asked
// for a position that is one, and the index alone far from any boundary.
func TestNothingIsReadUnasked(t *testing.T) {
	var f Finder
	f.At(0, 0)
	f.At(math.NaN(), math.NaN())
	if f.tiles.value != nil || f.boundaries.value != nil {
		t.Error("zones were read for no position")
	}
	if loc, ok := f.At(48.3, 11.1); !ok || loc.String() != "Europe/Berlin" {
		t.Errorf("west of Munich is %v", loc)
	}
	if f.boundaries.value != nil {
		t.Error("the boundaries were read for a position far from any")
	}
}

func TestSeveralGoroutines(t *testing.T) {
	var f Finder
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if loc, ok := f.At(47.36, 8.54); !ok || loc.String() != "Europe/Zurich" {
				t.Errorf("%v, %v", loc, ok)
			}
		})
	}
	all.Wait()
}

// Positions far from any boundary, and near one.
const (
	farLat, farLon   = 47.36, 8.54
	nearLat, nearLon = 47.66, 9.17
)

func BenchmarkLoad(b *testing.B) {
	for _, tt := range []struct {
		name     string
		lat, lon float64
	}{{"far", farLat, farLon}, {"near", nearLat, nearLon}} {
		b.Run(tt.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var f Finder
				f.At(tt.lat, tt.lon)
			}
		})
	}
}

func BenchmarkAt(b *testing.B) {
	for _, tt := range []struct {
		name     string
		lat, lon float64
	}{{"far", farLat, farLon}, {"near", nearLat, nearLon}} {
		b.Run(tt.name, func(b *testing.B) {
			var f Finder
			f.At(tt.lat, tt.lon)
			b.ReportAllocs()
			for b.Loop() {
				f.At(tt.lat, tt.lon)
			}
		})
	}
}
