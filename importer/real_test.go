package importer

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"easyday/importer/activity"
)

// realData is the folder of real recordings beside the checkout; the test is
// skipped where there is none.
func realData(t testing.TB, parts ...string) string {
	t.Helper()
	dir := filepath.Join(append([]string{"..", "..", "shared", "data"}, parts...)...)
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no real recordings beside this checkout")
	}
	return dir
}

// against is one run's figures beside the device's.
type against struct {
	distance, timer, heartRate float64 // differences: fraction, seconds, beats
	unpaused                   float64 // the timer's where there is no pause, else NaN
	flat, lock                 int     // samples taken out
	codes                      []string
}

func compareWithDevice(a *activity.Activity) against {
	s := &a.Samples
	c := against{distance: math.NaN(), timer: math.NaN(), heartRate: math.NaN(), unpaused: math.NaN()}
	if a.Totals.Distance > 0 {
		c.distance = a.Figures.StreamDistance/a.Totals.Distance - 1
	}
	if s.Len() > 1 {
		end := s.Time[s.Len()-1]
		c.timer = end - paused(a.Pauses, 0, end) - a.Totals.Timer
		if len(a.Pauses) == 0 {
			c.unpaused = c.timer
		}
	}
	c.heartRate = a.Figures.HeartRate - a.Totals.AverageHeartRate
	for _, n := range a.Notes {
		c.codes = append(c.codes, n.Code)
		switch n.Code {
		case "heart_rate_flat":
			c.flat += n.Count
		case "cadence_lock":
			c.lock += n.Count
		}
	}
	return c
}

func TestRealSeasons(t *testing.T) {
	for _, season := range []string{"coros-fit", "amazfit-fit", "phone-gpx"} {
		t.Run(season, func(t *testing.T) {
			dir := realData(t, "seasons", season)
			began := time.Now()
			got, err := Import(context.Background(), []string{dir}, Options{}, compareWithDevice)
			if err != nil {
				t.Fatal(err)
			}
			took := time.Since(began)
			files, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Ledger.Entries) != len(files) {
				t.Errorf("%d entries for %d files", len(got.Ledger.Entries), len(files))
			}
			for _, o := range activity.Outcomes() {
				t.Logf("%s: %d", o, got.Ledger.Count(o))
			}
			if want := map[string]int{"coros-fit": 170, "phone-gpx": 87, "amazfit-fit": 200}[season]; len(got.Recordings) != want {
				t.Errorf("%d runs, want %d", len(got.Recordings), want)
			}
			t.Logf("%d runs in %v", len(got.Recordings), took.Round(time.Millisecond))
			column := func(f func(against) float64) []float64 {
				var v []float64
				for _, r := range got.Recordings {
					if x := math.Abs(f(r.Value)); !math.IsNaN(x) {
						v = append(v, x)
					}
				}
				slices.Sort(v)
				return v
			}
			// show prints how the figures lie; share is the least that must
			// lie within the limit in each season with totals.
			show := func(name string, v []float64, limit float64, share map[string]float64) {
				if len(v) == 0 {
					return
				}
				n, _ := slices.BinarySearch(v, limit+1e-12)
				t.Logf("%s: n %d, median %.5f, 90 %% %.5f, max %.4f; within %g: %.1f %%", name, len(v), v[len(v)/2], v[len(v)*9/10], v[len(v)-1], limit, 100*float64(n)/float64(len(v)))
				if least, held := share[season]; held && float64(n) < least*float64(len(v)) {
					t.Errorf("%s: fewer than %.0f %% lie within %g", name, 100*least, limit)
				}
			}
			// The amazfit season's totals are those of a service. Its distances are not
			// the last record's, which ours are in 96 % of its runs; its timers are the
			// elapsed time in all of them, pauses or not, so that the 29 runs with
			// pauses differ by these; its heart rates are rounded down.
			type shares = map[string]float64
			distance := column(func(a against) float64 { return a.distance })
			timer := column(func(a against) float64 { return a.timer })
			show("distance against the device", distance, .01, shares{"coros-fit": .97, "amazfit-fit": .70})
			show("distance against the device", distance, .0005, shares{"coros-fit": .5})
			show("distance against the device", distance, .0045, shares{"amazfit-fit": .5})
			show("distance against the device", distance, .03, shares{"amazfit-fit": .94})
			show("timer against the device, s", timer, 8, shares{"coros-fit": .95, "amazfit-fit": .84})
			show("timer of runs without pauses, s", column(func(a against) float64 { return a.unpaused }), 8, shares{"amazfit-fit": .98})
			show("heart rate against the device", column(func(a against) float64 { return a.heartRate }), 1, shares{"coros-fit": .93, "amazfit-fit": .92})
			show("flat heart rate, samples", column(func(a against) float64 { return float64(a.flat) }), 0, nil)
			show("cadence lock, samples", column(func(a against) float64 { return float64(a.lock) }), 0, nil)
			count := map[string]int{}
			for _, r := range got.Recordings {
				for _, c := range r.Value.codes {
					count[c]++
				}
			}
			t.Log(count)
		})
	}
}

// TestRealFixtures reads files made to be hard: each has one entry, and none
// ends the import.
func TestRealFixtures(t *testing.T) {
	dir := realData(t, "fixtures")
	files := 0
	err := filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	got, err := Import(t.Context(), []string{dir}, Options{}, func(a *activity.Activity) string {
		if err := a.Check(); err != nil {
			t.Error(err)
		}
		return a.SubSport
	})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, e := range got.Ledger.Entries {
		seen[e.File]++
		if e.Member == "" && seen[e.File] > 1 {
			t.Errorf("%s has several entries", e.File)
		}
	}
	if len(seen) != files {
		t.Errorf("entries of %d files, want %d", len(seen), files)
	}
	for _, o := range activity.Outcomes() {
		t.Logf("%s: %d", o, got.Ledger.Count(o))
	}
	t.Logf("%d entries, %d runs in %v", len(got.Ledger.Entries), len(got.Recordings), time.Since(began).Round(time.Millisecond))
}
