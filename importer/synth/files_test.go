package synth_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"easyday/importer/activity"
	"easyday/importer/fitfile"
	"easyday/importer/gpxfile"
	"easyday/importer/synth"
	"easyday/importer/tcxfile"
)

func decode(t *testing.T, data []byte, f activity.Format) activity.Activity {
	t.Helper()
	var all []activity.Activity
	var err error
	switch f {
	case activity.FIT:
		all, err = fitfile.Decode(data, activity.Hints{})
	case activity.GPX:
		all, err = gpxfile.Decode(data, activity.Hints{})
	case activity.TCX:
		all, err = tcxfile.Decode(data, activity.Hints{})
	}
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 1 {
		t.Fatalf("%d activities in one file", len(all))
	}
	return all[0]
}

// near compares columns to a tolerance, NaN with NaN alone.
func near(t *testing.T, name string, got, want []float64, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d values, want %d", name, len(got), len(want))
		return
	}
	for i := range got {
		if math.IsNaN(got[i]) != math.IsNaN(want[i]) || math.Abs(got[i]-want[i]) > tolerance {
			t.Errorf("%s, sample %d: %v, want %v", name, i, got[i], want[i])
			return
		}
	}
}

// TestFilesReadBack writes recordings of several kinds in their own format and
// reads them with the project's parsers: what comes back is what was recorded.
func TestFilesReadBack(t *testing.T) {
	read := map[activity.Format]int{}
	for _, k := range []synth.Kind{synth.Steady, synth.Sparse, synth.NoHeartRate, synth.Mountain, synth.Demo} {
		s := synth.New(k, 5)
		for i := 0; i < len(s.Runs); i += 6 {
			want := s.Record(i)
			var b bytes.Buffer
			if err := synth.Write(&b, &want, want.Format); err != nil {
				t.Fatal(err)
			}
			got := decode(t, b.Bytes(), want.Format)
			read[want.Format]++
			if got.Format != want.Format || got.Sport != want.Sport || got.SubSport != want.SubSport {
				t.Errorf("%s, run %d: %s, %q, %q; want %s, %q, %q", k, i,
					got.Format, got.Sport, got.SubSport, want.Format, want.Sport, want.SubSport)
			}
			if !got.Start.Equal(want.Start) {
				t.Errorf("%s, run %d: starts %v, want %v", k, i, got.Start, want.Start)
				continue
			}
			if got.OffsetKnown != want.OffsetKnown || got.Offset != want.Offset {
				t.Errorf("%s, run %d: offset %v %v, want %v %v", k, i, got.OffsetKnown, got.Offset, want.OffsetKnown, want.Offset)
			}
			g, w := &got.Samples, &want.Samples
			near(t, "time", g.Time, w.Time, 1e-9)
			near(t, "latitude", g.Latitude, w.Latitude, 1e-7)
			near(t, "longitude", g.Longitude, w.Longitude, 1e-7)
			near(t, "distance", g.Distance, w.Distance, .006)
			near(t, "speed", g.Speed, w.Speed, .0006)
			near(t, "altitude", g.Altitude, w.Altitude, .11)
			near(t, "heart rate", g.HeartRate, w.HeartRate, 1e-9)
			near(t, "cadence", g.Cadence, w.Cadence, .02)
			if want.Format != activity.TCX {
				near(t, "temperature", g.Temperature, w.Temperature, 1e-9)
			}
			// In GPX and TCX a short break cannot be told from the usual step.
			short := func(p activity.Interval) bool { return want.Format != activity.FIT && p.To-p.From <= 14 }
			if d := cmp.Diff(slices.DeleteFunc(want.Pauses, short), slices.DeleteFunc(got.Pauses, short), cmpopts.EquateEmpty()); d != "" {
				t.Errorf("%s, run %d (%s): pauses:\n%s", k, i, want.Format, d)
			}
			if len(got.Laps) != len(want.Laps) {
				t.Errorf("%s, run %d: %d laps, want %d", k, i, len(got.Laps), len(want.Laps))
			}
			if want.Format == activity.FIT {
				if got.Device.HeartRateSource != want.Device.HeartRateSource || got.Device.Barometer != want.Device.Barometer {
					t.Errorf("%s, run %d: device %+v, want %+v", k, i, got.Device, want.Device)
				}
				a, b := got.Totals, want.Totals
				near(t, "totals", []float64{a.Distance, a.Timer, a.Elapsed, a.Ascent, a.AverageHeartRate, a.MaximumHeartRate, a.AverageSpeed},
					[]float64{b.Distance, b.Timer, b.Elapsed, b.Ascent, b.AverageHeartRate, b.MaximumHeartRate, b.AverageSpeed}, .006)
			}
			if want.Format == activity.TCX {
				near(t, "totals", []float64{got.Totals.Distance, got.Totals.Timer}, []float64{want.Totals.Distance, want.Totals.Timer}, .1)
			}
			if t.Failed() {
				t.Fatalf("%s, run %d, %s", k, i, want.Format)
			}
		}
	}
	for _, f := range []activity.Format{activity.FIT, activity.GPX, activity.TCX} {
		if read[f] < 5 {
			t.Errorf("%d files of %s read", read[f], f)
		}
	}
}

// TestWriteSmallActivities writes what Record never makes.
func TestWriteSmallActivities(t *testing.T) {
	s := synth.New(synth.Steady, 1)
	bare := s.Record(0)
	bare.Samples = bare.Samples.Slice(0, 0)
	bare.Laps, bare.Pauses = nil, nil
	bare.Name = `a < b & "c"`
	bare.Device = activity.Device{}
	for _, f := range []activity.Format{activity.FIT, activity.GPX, activity.TCX} {
		var b bytes.Buffer
		if err := synth.Write(&b, &bare, f); err != nil {
			t.Errorf("%s: %v", f, err)
		}
		if f != activity.FIT && !strings.Contains(b.String(), "a &lt; b &amp;") {
			t.Errorf("%s: the name is not escaped", f)
		}
	}
	if err := synth.Write(io.Discard, &bare, "kml"); err == nil {
		t.Error("an unknown format is written")
	}
}

func TestWriteFolder(t *testing.T) {
	s := synth.New(synth.Demo, 2)
	o := synth.FolderOptions{Compressed: .5, Copies: .1}
	dir := filepath.Join(t.TempDir(), "season")
	if err := s.WriteFolder(dir, o); err != nil {
		t.Fatal(err)
	}
	files := s.Files(o)
	telling := regexp.MustCompile(`^\d{4}-\d\d-\d\d-\d{6}\.(fit|gpx|tcx)(\.gz)?$`)
	zipped, copies := 0, 0
	for i, f := range files {
		if !telling.MatchString(f.Name) {
			t.Errorf("%s: a name of another form", f.Name)
		}
		if i > 0 && files[i-1].Run == f.Run {
			copies++
		}
		data, err := os.ReadFile(filepath.Join(dir, f.Name))
		if err != nil {
			t.Fatal(err)
		}
		if f.Compressed {
			zipped++
			z, err := gzip.NewReader(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if !z.ModTime.IsZero() || z.Name != "" {
				t.Errorf("%s: header with time %v, name %q", f.Name, z.ModTime, z.Name)
			}
			if data, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		if a := decode(t, data, f.Format); !a.Start.Equal(s.Runs[f.Run].Start) && !indoors(s, f.Run) {
			t.Errorf("%s starts %v, want %v", f.Name, a.Start, s.Runs[f.Run].Start)
		}
	}
	if n := len(s.Runs); zipped < n/4 || zipped > n*3/4 || copies == 0 || copies > n/3 {
		t.Errorf("%d of %d files zipped, %d copies", zipped, len(files), copies)
	}
	// Written again it is the same; another season does not go into the folder.
	if err := s.WriteFolder(dir, o); err != nil {
		t.Errorf("written again: %v", err)
	}
	if err := synth.New(synth.Demo, 3).WriteFolder(dir, o); err == nil {
		t.Error("two seasons in one folder")
	}
}

func indoors(s *synth.Season, i int) bool {
	a := s.Record(i)
	return a.Treadmill()
}

func TestWriteTruth(t *testing.T) {
	s := synth.New(synth.Creeping, 1)
	var b bytes.Buffer
	if err := s.WriteTruth(&b, synth.DefaultFolder()); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Runs []struct {
			File    string  `json:"file"`
			After   string  `json:"after"`
			TooFast bool    `json:"too_fast"`
			Comfort float64 `json:"comfortable_m_per_s"`
		} `json:"runs"`
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Runs) != len(s.Runs) {
		t.Fatalf("%d runs, want %d", len(got.Runs), len(s.Runs))
	}
	for i, r := range got.Runs {
		want := s.Runs[i].Truth
		if r.TooFast != want.TooFast || r.Comfort != want.Comfortable || (r.After != "") != (want.After >= 0) || r.File == "" {
			t.Errorf("run %d: %+v, want %+v", i, r, want)
		}
	}
}
