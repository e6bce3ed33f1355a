package trackxml

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestFloat(t *testing.T) {
	tests := []struct {
		in   string
		want float64
	}{
		{"1.5", 1.5},
		{"-1", -1},
		{"+1", 1},
		{"1e1", 10},
		{".5", 0.5},
		{"5.", 5},
		{"10.0001", math.NaN()},
		{"-10.1", math.NaN()},
		{"", math.NaN()},
		{"-", math.NaN()},
		{"1,5", math.NaN()},
		{"1 5", math.NaN()},
		{"NaN", math.NaN()},
		{"inf", math.NaN()},
		{"0x1p1", math.NaN()},
		{"1_0", math.NaN()},
		{"1e999", math.NaN()},
		{strings.Repeat("0", 41), math.NaN()},
	}
	for _, tt := range tests {
		if got := Float([]byte(tt.in), -10, 10); got != tt.want && !(math.IsNaN(got) && math.IsNaN(tt.want)) {
			t.Errorf("%q: %v, want %v", tt.in, got, tt.want)
		}
	}
}

func TestRanges(t *testing.T) {
	tests := []struct {
		name      string
		read      func([]byte) float64
		good, bad []string
	}{
		{"heart rate", HeartRate, []string{"1", "255"}, []string{"0", "256", "-5"}},
		{"cadence", Cadence, []string{"0", "300"}, []string{"-1", "301"}},
		{"temperature", Temperature, []string{"-60", "80"}, []string{"-61", "81"}},
		{"speed", Speed, []string{"0", "350"}, []string{"-0.1", "351"}},
		{"power", Power, []string{"0", "3000"}, []string{"-1", "3001"}},
		{"altitude", Altitude, []string{"-1000", "15000"}, []string{"-1001", "15001", "-32768"}},
		{"distance", Distance, []string{"0", "1e7"}, []string{"-1", "1e8"}},
		{"seconds", Seconds, []string{"0", "8640000"}, []string{"-1", "8640001"}},
		{"latitude", Latitude, []string{"-90", "90"}, []string{"-90.1", "90.1"}},
		{"longitude", Longitude, []string{"-180", "180"}, []string{"-180.1", "360"}},
	}
	for _, tt := range tests {
		for _, s := range tt.good {
			if math.IsNaN(tt.read([]byte(s))) {
				t.Errorf("%s %s is refused", tt.name, s)
			}
		}
		for _, s := range tt.bad {
			if v := tt.read([]byte(s)); !math.IsNaN(v) {
				t.Errorf("%s %s is %v", tt.name, s, v)
			}
		}
	}
}

func TestParseTime(t *testing.T) {
	type result struct {
		Time   string
		Offset time.Duration
		Known  bool
	}
	utc := func(s string) result { return result{Time: s} }
	tests := []struct {
		in   string
		want result
	}{
		{"2025-03-04T05:06:07Z", utc("2025-03-04T05:06:07Z")},
		{"2025-03-04t05:06:07z", utc("2025-03-04T05:06:07Z")},
		{"2025-03-04 05:06:07", utc("2025-03-04T05:06:07Z")},
		{"2025-03-04T05:06:07 Z", utc("2025-03-04T05:06:07Z")},
		{"2025-03-04T05:06Z", utc("2025-03-04T05:06:00Z")},
		{"2025-03-04T05:06:07.5Z", utc("2025-03-04T05:06:07.5Z")},
		{"2025-03-04T05:06:07,25Z", utc("2025-03-04T05:06:07.25Z")},
		{"2025-03-04T05:06:07.123456789Z", utc("2025-03-04T05:06:07.123456Z")},
		{"2025-03-04T24:00:00Z", utc("2025-03-05T00:00:00Z")},
		{"2016-12-31T23:59:60Z", utc("2017-01-01T00:00:00Z")},
		{"1960-01-01T00:00:00.25Z", utc("1960-01-01T00:00:00.25Z")},
		{"7589-01-01T00:00:00Z", utc("7589-01-01T00:00:00Z")},
		{"2025-03-04T05:06:07.250+01:00", result{"2025-03-04T04:06:07.25Z", time.Hour, true}},
		{"2025-03-04T05:06:07-09:30", result{"2025-03-04T14:36:07Z", -9*time.Hour - 30*time.Minute, true}},
		{"2025-03-04T05:06:07+0545", result{"2025-03-03T23:21:07Z", 5*time.Hour + 45*time.Minute, true}},
		{"2025-03-04T05:06:07+14", result{"2025-03-03T15:06:07Z", 14 * time.Hour, true}},
		{"2025-03-04T05:06:07-00:00", utc("2025-03-04T05:06:07Z")},
		{"2025-03-04T05:06:07+15:00", utc("2025-03-03T14:06:07Z")},
		{"2025-03-04T05:06:07+00:07", utc("2025-03-04T04:59:07Z")},
		{"", result{}},
		{"2025-03-04", result{}},
		{"2025-02-29T00:00:00Z", result{}},
		{"2025-13-01T00:00:00Z", result{}},
		{"2025-00-01T00:00:00Z", result{}},
		{"2025-03-04T25:00:00Z", result{}},
		{"2025-03-04T05:60:00Z", result{}},
		{"2025-03-04T05:06:61Z", result{}},
		{"2025-03-04T05:06:07X", result{}},
		{"2025-03-04T05:06:07+1", result{}},
		{"2025-03-04T05:06:07+01:", result{}},
		{"2025-03-04T05:06:07+01:60", result{}},
		{"2025-03-04T05:06:", result{}},
		{"25-03-04T05:06:07Z", result{}},
		{"1741064767", result{}},
	}
	for _, tt := range tests {
		var got result
		if v, ok := ParseTime([]byte(tt.in)); ok {
			got = result{time.UnixMicro(v.Micros).UTC().Format(time.RFC3339Nano), v.Offset, v.OffsetKnown}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.in, diff)
		}
	}
}

// TestParseTimeAgainstStandardLibrary reads back random moments as package time
// writes them.
func TestParseTimeAgainstStandardLibrary(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 10000 {
		zone := time.FixedZone("", (random.IntN(105)-48)*900)
		at := time.UnixMicro(random.Int64N(8e15) - 2e15).In(zone)
		text := at.Format(time.RFC3339Nano)
		if got, ok := ParseTime([]byte(text)); !ok || got.Micros != at.UnixMicro() {
			t.Fatalf("%s: %v, %v; want %v", text, got.Micros, ok, at.UnixMicro())
		}
	}
}

func TestString(t *testing.T) {
	tests := []struct{ in, want string }{
		{" a\n\tb ", "a b"},
		{"a\xffb", "a\ufffdb"},
		{strings.Repeat("é", 5000), strings.Repeat("é", 200)},
		{"", ""},
	}
	for _, tt := range tests {
		if got := String([]byte(tt.in)); got != tt.want {
			t.Errorf("%.20q: %q", tt.in, got)
		}
	}
}

func BenchmarkParseTime(b *testing.B) {
	text := []byte("2025-03-04T05:06:07.250+01:00")
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := ParseTime(text); !ok {
			b.Fatal("not read")
		}
	}
}
