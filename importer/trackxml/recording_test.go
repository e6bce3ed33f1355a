package trackxml

import (
	"testing"

	"easyday/importer/activity"
)

func TestSportOf(t *testing.T) {
	tests := []struct {
		in    string
		sport activity.Sport
		sub   string
	}{
		{"", activity.Unstated, ""},
		{"running", activity.Running, ""},
		{"RUN", activity.Running, ""},
		{"Trail Running", activity.Running, "trail"},
		{"trail_running", activity.Running, "trail"},
		{"TrailRun", activity.Running, "trail"},
		{"treadmill_running", activity.Running, "treadmill"},
		{"Treadmill", activity.Running, "treadmill"},
		{"indoor_running", activity.Running, "indoor_running"},
		{"VirtualRun", activity.Running, "virtual"},
		{"street_running", activity.Running, "street"},
		{"Jogging", activity.Running, ""},
		{"Laufen", activity.Running, ""},
		{"跑步", activity.Running, ""},
		{"9", activity.Running, ""},
		{"1", activity.Cycling, ""},
		{"4", activity.Hiking, ""},
		{"10", activity.Walking, ""},
		{"16", activity.Swimming, ""},
		{"7", activity.Unstated, "7"},
		{"Biking", activity.Cycling, ""},
		{"mountain biking", activity.Cycling, "mountain_biking"},
		{"walking", activity.Walking, ""},
		{"treadmill_walking", activity.Walking, "treadmill_walking"},
		{"hiking", activity.Hiking, ""},
		{"open_water_swimming", activity.Swimming, "open_water_swimming"},
		{"horseback_riding", activity.Other, "horseback_riding"},
		{"motorcycling", activity.Other, "motorcycling"},
		{"Other", activity.Other, ""},
		{"kayaking", activity.Other, "kayaking"},
		{"generic", activity.Unstated, ""},
		{"...", activity.Unstated, ""},
		{"some words", activity.Unstated, "some_words"},
	}
	for _, tt := range tests {
		if sport, sub := SportOf(tt.in); sport != tt.sport || sub != tt.sub {
			t.Errorf("%q: %q, %q; want %q, %q", tt.in, sport, sub, tt.sport, tt.sub)
		}
	}
}

func TestMaker(t *testing.T) {
	tests := []struct{ in, maker, product string }{
		{"Garmin Connect", "garmin", "Connect"},
		{"gpx.py -- https://example.org", "gpx.py", "https://example.org"},
		{"StravaGPX", "stravagpx", ""},
		{"", "", ""},
	}
	for _, tt := range tests {
		if maker, product := Maker(tt.in); maker != tt.maker || product != tt.product {
			t.Errorf("%q: %q, %q", tt.in, maker, product)
		}
	}
}

func TestDigest(t *testing.T) {
	// The beginning of the test vector "abc" of FIPS 180-2, appendix B.1.
	if got := Digest("abc"); got != "ba7816bf8f01cfea" {
		t.Errorf("abc: %s", got)
	}
	if Digest("a", "bc") == Digest("ab", "c") {
		t.Error("parts run together")
	}
	if got := Digest("", ""); got != "" {
		t.Errorf("nothing: %s", got)
	}
}

func TestBothFeet(t *testing.T) {
	tests := []struct {
		sport activity.Sport
		in    []float64
		want  float64 // the last value
	}{
		{activity.Running, []float64{80, 85, 90}, 180},
		{activity.Unstated, []float64{80, 85, 90}, 180},
		{activity.Running, []float64{119}, 238},
		{activity.Running, []float64{120}, 120},
		{activity.Running, []float64{0, 0, 0, 170}, 170},
		{activity.Cycling, []float64{80, 85, 90}, 90},
		{activity.Other, []float64{80}, 80},
	}
	for _, tt := range tests {
		var b *activity.Buffer
		a := activity.Activity{Sport: tt.sport, Samples: b.Samples(len(tt.in))}
		copy(a.Samples.Cadence, tt.in)
		BothFeet(&a)
		got := a.Samples.Cadence[len(tt.in)-1]
		if got != tt.want || (len(a.Notes) == 1) != (got != tt.in[len(tt.in)-1]) {
			t.Errorf("%s %v: %v, notes %v", tt.sport, tt.in, got, a.Notes)
		}
	}
}
