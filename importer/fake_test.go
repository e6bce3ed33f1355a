package importer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"easyday/importer/activity"
)

// recipe is a made-up recording as a fake file holds it: a steady run at 1 Hz.
type recipe struct {
	Start     string // RFC 3339
	Seconds   int
	Speed     float64 // metres per second
	HeartRate float64 // beats per minute at the start; 0 is none
	Rise      float64 // beats per minute and hour
	Step      int     `json:",omitempty"` // seconds between samples; 0 is 1
	Sport     activity.Sport
	Sub       string
	Name      string
	Offset    string // a Go duration; empty is unknown
	Lat, Lon  float64
	Device    bool // states totals
	Altitude  bool
	Salt      string // makes other bytes of the same run; noteTruncated makes one that says it is cut short
}

// fake is the content of a file in a made-up format that says it is f.
func fake(f activity.Format, recipes ...recipe) []byte {
	data, err := json.Marshal(recipes)
	if err != nil {
		panic(err)
	}
	return append([]byte("fake "+string(f)+"\n"), data...)
}

// fakeParsers read what fake writes, in the place of the real ones.
func fakeParsers() []parser {
	var ps []parser
	for _, f := range []activity.Format{activity.FIT, activity.GPX, activity.TCX} {
		mark := []byte("fake " + string(f) + "\n")
		ps = append(ps, parser{
			format: f,
			sniff:  func(head []byte) bool { return bytes.HasPrefix(head, mark) },
			decode: func(data []byte, h activity.Hints) ([]activity.Activity, error) {
				return decodeFake(f, data[len(mark):], h)
			},
		})
	}
	return ps
}

func decodeFake(f activity.Format, data []byte, h activity.Hints) ([]activity.Activity, error) {
	switch {
	case bytes.HasPrefix(data, []byte("course")):
		return nil, fmt.Errorf("%w: a course", activity.ErrNotActivity)
	case bytes.HasPrefix(data, []byte("panic")):
		panic("fake failure")
	}
	var recipes []recipe
	if err := json.Unmarshal(data, &recipes); err != nil {
		return nil, &activity.PlaceError{Place: "byte 7", Err: activity.ErrFormat}
	}
	var acts []activity.Activity
	for _, r := range recipes {
		acts = append(acts, r.activity(f, h.Buffer))
	}
	return acts, nil
}

func (r recipe) activity(f activity.Format, b *activity.Buffer) activity.Activity {
	start, err := time.Parse(time.RFC3339, r.Start)
	if err != nil {
		panic(err)
	}
	nan := math.NaN()
	a := activity.Activity{
		Format: f, Sport: r.Sport, SubSport: r.Sub, Name: r.Name, Start: start.UTC(),
		Totals: activity.Totals{Distance: nan, Timer: nan, Elapsed: nan, Moving: nan, Ascent: nan, AverageHeartRate: nan, MaximumHeartRate: nan, AverageSpeed: nan, RestingHeartRate: nan},
	}
	if r.Salt == noteTruncated {
		a.Notes = append(a.Notes, activity.Note{Code: noteTruncated})
	}
	if r.Offset != "" {
		if a.Offset, err = time.ParseDuration(r.Offset); err != nil {
			panic(err)
		}
		a.OffsetKnown = true
	}
	step := max(r.Step, 1)
	a.Samples = b.Samples(r.Seconds/step + 1)
	for i := range a.Samples.Time {
		t := float64(i * step)
		a.Samples.Time[i] = t
		a.Samples.Distance[i] = t * r.Speed
		if r.HeartRate > 0 {
			a.Samples.HeartRate[i] = math.Round(r.HeartRate + r.Rise*t/3600 + 3*math.Sin(t/40))
		}
		if r.Altitude {
			a.Samples.Altitude[i] = 400 + 10*math.Sin(t/300)
		}
		if r.Lat != 0 {
			a.Samples.Latitude[i], a.Samples.Longitude[i] = r.Lat+t*r.Speed/111e3, r.Lon
		}
	}
	if r.Device {
		a.Totals.Distance = r.Speed * float64(r.Seconds)
		a.Totals.Timer, a.Totals.Elapsed = float64(r.Seconds), float64(r.Seconds)
	}
	return a
}

// tree writes files below a new folder, names with "/", and returns it.
func tree(t testing.TB, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// kept is what the tests keep of a run: enough to see which recording served.
type kept struct {
	Format  activity.Format
	Samples int
	Figures activity.Figures
}

func keep(a *activity.Activity) kept {
	return kept{Format: a.Format, Samples: a.Samples.Len(), Figures: a.Figures}
}

// importFake imports with the fake parsers.
func importFake(t testing.TB, o Options, paths ...string) Result[kept] {
	t.Helper()
	got, err := importWith(t.Context(), paths, o, fakeParsers(), keep)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// lines is a ledger as one line an entry.
func lines(l activity.Ledger) []string {
	var out []string
	for _, e := range l.Entries {
		s := fmt.Sprintf("%s %s", e.Name(), e.Outcome)
		if e.Reason != "" {
			s += ": " + e.Reason
		}
		if e.SameAs != "" {
			s += " = " + e.SameAs
		}
		out = append(out, s)
	}
	return out
}

func morning(day int) recipe {
	return recipe{
		Start: fmt.Sprintf("2025-03-%02dT06:12:00Z", day), Seconds: 1800, Speed: 2.8, HeartRate: 140, Rise: 10,
		Sport: activity.Running, Device: true, Altitude: true,
	}
}
