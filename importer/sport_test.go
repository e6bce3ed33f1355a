package importer

import (
	"testing"

	"easyday/importer/activity"
)

func TestSportInName(t *testing.T) {
	for name, want := range map[string]activity.Sport{
		"Morning Run": activity.Running, "20170714-143644-Swim.gpx.gz": activity.Swimming, "Radfahrt": activity.Cycling,
		"Brunch": activity.Unstated, "Ride to the run": activity.Unstated, "track_2024-05-01.gpx": activity.Unstated,
		"Parkrun, my 50th run": activity.Running, "": activity.Unstated,
	} {
		if got := sportInName(name); got != want {
			t.Errorf("sportInName(%q) = %q, want %q", name, got, want)
		}
	}
}

// TestUntaggedRides holds which recordings without a sport are told from runs by
// how they move.
func TestUntaggedRides(t *testing.T) {
	for _, tt := range []struct {
		name         string
		speed, added float64 // m/s of all, and more for five minutes of twenty
		want         string
	}{
		{"a run", 3, 0, ""},
		{"a run, and home by car", 3, 12, ""},
		{"a ride", 7.5, 0, "no sport named, and moves at 7.5 m/s on average, faster than a run"},
		{"a ride with descents", 5.8, 6, "no sport named, and moves at 5.8 m/s on average with parts at a vehicle's speed"},
	} {
		a := steady(1200)
		a.Sport = activity.Unstated
		for i := range a.Samples.Time {
			d := tt.speed*float64(i) + tt.added*float64(min(max(i-600, 0), 300))
			a.Samples.Distance[i], a.Samples.Speed[i] = d, nan
			a.Samples.Latitude[i] = 10 + d/110608
		}
		var m mender
		m.mend(a)
		if got := movesLikeNoRun(a); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
