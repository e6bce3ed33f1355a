package fitfile

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"easyday/importer/activity"
)

func TestOffset(t *testing.T) {
	for _, tt := range []struct {
		local uint32
		want  time.Duration
		known bool
	}{
		{t0 + 3600, time.Hour, true},
		{t0 + 20700, 5*time.Hour + 45*time.Minute, true},
		{t0 - 5*3600, -5 * time.Hour, true},
		{t0, 0, true},
		{t0 + 14*3600, 14 * time.Hour, true},
		{t0 + 14*3600 + 900, 0, false},
		{t0 + 3601, 0, false},
		{0, 0, false},
		{invalid32, 0, false},
	} {
		for _, read := range []reader{readTormoder, readMuktihari} {
			b := simpleRun(3)
			b.define(5, messageActivity, nil, field{253, 4, baseUint32}, field{5, 4, baseUint32})
			b.data(5, t0, tt.local)
			rec := readWith(t, read, b.bytes())
			if got, known := rec.offset(); got != tt.want || known != tt.known {
				t.Errorf("local time %d: offset %v, %v, want %v, %v", tt.local, got, known, tt.want, tt.known)
			}
		}
	}
}

func TestHeartRateSource(t *testing.T) {
	type info struct{ index, kind, source uint8 }
	for _, tt := range []struct {
		name    string
		devices []info
		want    activity.HeartRateSource
	}{
		{"none", nil, activity.HeartRateUnknown},
		{"wrist", []info{{0, invalid8, 5}, {1, 10, 5}}, activity.HeartRateWrist},
		{"strap by ANT+", []info{{1, 120, 1}}, activity.HeartRateStrap},
		{"strap by Bluetooth", []info{{1, 1, 3}}, activity.HeartRateStrap},
		{"strap and wrist", []info{{1, 10, 5}, {2, 120, 1}}, activity.HeartRateStrap},
		{"strap without a source", []info{{1, 120, invalid8}}, activity.HeartRateStrap},
		{"foot pod", []info{{1, 124, 1}, {2, 6, 3}}, activity.HeartRateUnknown},
		{"barometer", []info{{1, 4, 5}}, activity.HeartRateUnknown},
	} {
		b := simpleRun(3)
		b.define(5, messageDeviceInfo, nil, field{0, 1, baseUint8}, field{1, 1, baseUint8}, field{25, 1, baseEnum})
		for _, d := range tt.devices {
			b.data(5, d.index, d.kind, d.source)
		}
		d := decode(t, b.bytes())[0].Device
		if d.HeartRateSource != tt.want {
			t.Errorf("%s: source %q, want %q", tt.name, d.HeartRateSource, tt.want)
		}
		if want := tt.name == "barometer"; d.Barometer != want {
			t.Errorf("%s: barometer %v, want %v", tt.name, d.Barometer, want)
		}
	}
}

func TestClock(t *testing.T) {
	for _, tt := range []struct {
		start string
		want  bool
	}{
		{"1989-12-31T00:00:00Z", true},
		{"1990-07-09T07:00:00Z", true},
		{"2009-12-30T23:59:00Z", false},
		{"2009-12-31T12:00:00Z", true},
		{"2010-01-01T00:00:00Z", false},
		{"2099-12-31T23:00:00Z", false},
		{"2100-01-01T00:00:00Z", true},
	} {
		at, err := time.Parse(time.RFC3339, tt.start)
		if err != nil {
			t.Fatal(err)
		}
		b := new(builder)
		b.fileID(4)
		b.records(uint32(at.Unix()-fitEpoch), 4)
		a := decode(t, b.bytes())[0]
		if !a.Start.Equal(at) || a.Samples.Len() != 4 {
			t.Errorf("%s: start %v with %d samples, want it kept with 4", tt.start, a.Start, a.Samples.Len())
		}
		if got := slices.Contains(codes(a.Notes), "clock"); got != tt.want {
			t.Errorf("%s: noted %v, want %v", tt.start, got, tt.want)
		}
	}
}

func TestPlainText(t *testing.T) {
	for in, want := range map[string]string{
		" Easy run \n": "Easy run",
		"a\x1b[31mb":   "a[31mb",
		"caf\xc3\xa9":  "café",
		"bad\xff":      "bad",
		"":             "",
	} {
		if got := plainText(in); got != want {
			t.Errorf("plainText(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestWords holds that a word of the profile never carries the library's mark
// for an unknown number.
func TestWords(t *testing.T) {
	for i := range 256 {
		sport, sub := sportOf(uint8(i), uint8(i))
		for _, w := range []string{string(sport), sub, intensityWord(uint8(i)), makerWord(uint16(i)), fileTypeWords(byte(i))} {
			if strings.Contains(w, "Invalid") || w != strings.ToLower(w) {
				t.Errorf("number %d: word %q", i, w)
			}
		}
	}
}

// The resting heart rate comes from the runner's profile, whichever library reads
// the records; a profile without one says nothing.
func TestRestingHeartRate(t *testing.T) {
	for _, tt := range []struct {
		name   string
		stated []uint8
		second bool // has the other library read
		want   float64
	}{
		{"stated", []uint8{47}, false, 47},
		{"stated, other library", []uint8{47}, true, 47},
		{"none", []uint8{0}, false, nan},
		{"not recorded", []uint8{255}, true, nan},
		{"the last of several", []uint8{60, 47, 0}, false, 47},
	} {
		b := &builder{}
		b.fileID(4)
		if tt.second {
			b.fileID(4)
		}
		for _, v := range tt.stated {
			b.define(3, messageUserProfile, nil, field{2, 1, baseUint8}, field{8, 1, baseUint8})
			b.data(3, uint8(30), v)
		}
		b.records(t0, 20)
		b.session(t0, 19, 1, 0)
		if got := decode(t, b.bytes())[0].Totals.RestingHeartRate; got != tt.want && !(math.IsNaN(got) && math.IsNaN(tt.want)) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
