package gpxfile

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tkrajina/gpxgo/gpx"

	"easyday/importer/activity"
)

// realFiles are the real GPX files under a folder of the shared data, by path.
func realFiles(tb testing.TB, folder string) map[string][]byte {
	tb.Helper()
	root := filepath.Join("..", "..", "..", "shared", "data", folder)
	if _, err := os.Stat(root); err != nil {
		tb.Skip("no real recordings here: ", err)
	}
	files := map[string][]byte{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		name := strings.ToLower(path)
		if err != nil || d.IsDir() || !strings.HasSuffix(strings.TrimSuffix(name, ".gz"), ".gpx") {
			return err
		}
		data, err := os.ReadFile(path)
		if err == nil && strings.HasSuffix(name, ".gz") {
			var z *gzip.Reader
			if z, err = gzip.NewReader(bytes.NewReader(data)); err == nil {
				data, err = io.ReadAll(z)
			}
		}
		files[path] = data
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return files
}

func TestFixtures(t *testing.T) {
	counts := map[string]int{}
	for path, data := range realFiles(t, "fixtures") {
		sound(t, data)
		as, err := Decode(data, activity.Hints{})
		switch {
		case errors.Is(err, activity.ErrNotActivity):
			counts["not an activity"]++
		case errors.Is(err, activity.ErrFormat):
			counts["damaged"]++
		case err != nil:
			t.Errorf("%s: an error of no kind: %v", path, err)
		default:
			counts["read"]++
			counts["activities"] += len(as)
			for _, a := range as {
				counts["samples"] += a.Samples.Len()
			}
		}
		if err == nil && !Sniff(data[:min(len(data), 512)]) {
			t.Errorf("%s: not sniffed", path)
		}
	}
	want := map[string]int{"not an activity": 23, "damaged": 2, "read": 52, "activities": 54, "samples": 26804}
	if diff := cmp.Diff(want, counts); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSeason(t *testing.T) {
	files := realFiles(t, filepath.Join("seasons", "phone-gpx"))
	if len(files) != 87 {
		t.Fatalf("%d files, want 87", len(files))
	}
	for path, data := range files {
		as, err := Decode(data, activity.Hints{})
		if err != nil || len(as) != 1 || len(as[0].Notes) != 0 {
			t.Errorf("%s: %d activities, %v", path, len(as), err)
			continue
		}
		a := &as[0]
		beats := 0
		for _, v := range a.Samples.HeartRate {
			if v > 0 {
				beats++
			}
		}
		if n := bytes.Count(data, []byte("<gpxtpx:hr>")); n != beats {
			t.Errorf("%s: %d heart rates, the file has %d", path, beats, n)
		}
		if n := bytes.Count(data, []byte("<trkpt ")); n != a.Samples.Len() {
			t.Errorf("%s: %d samples, the file has %d", path, a.Samples.Len(), n)
		}
		if activity.Coverage(a.Samples.Latitude) != 1 || activity.Coverage(a.Samples.Altitude) < 0.99 {
			t.Errorf("%s: points without position or altitude", path)
		}
	}
}

// TestAgainstGpxgo holds every file that gpxgo reads alone, and reads right,
// against what it says: the same points at the same places and times.
func TestAgainstGpxgo(t *testing.T) {
	files := realFiles(t, ".")
	compared := 0
	for path, data := range files {
		as, err := Decode(data, activity.Hints{})
		if err != nil || len(as) != 1 || len(as[0].Notes) > 0 && as[0].Notes[0].Code != "cadence" {
			continue
		}
		doc, err := gpx.ParseBytes(data)
		// Of several tracks the result is in order of time; times with an offset
		// gpxgo does not read.
		if err != nil || len(doc.Tracks) != 1 || as[0].OffsetKnown {
			continue
		}
		s := &as[0].Samples
		i := 0
		for _, track := range doc.Tracks {
			for _, segment := range track.Segments {
				for _, p := range segment.Points {
					if i == s.Len() {
						t.Fatalf("%s: gpxgo has more than %d points", path, i)
					}
					if s.Latitude[i] != p.Latitude || s.Longitude[i] != p.Longitude {
						t.Fatalf("%s: point %d lies elsewhere", path, i)
					}
					if p.Elevation.NotNull() != !math.IsNaN(s.Altitude[i]) || p.Elevation.NotNull() && p.Elevation.Value() != s.Altitude[i] {
						t.Fatalf("%s: altitude of point %d is %v, gpxgo has %v", path, i, s.Altitude[i], p.Elevation)
					}
					micros := as[0].Start.UnixMicro() + int64(math.Round(s.Time[i]*1e6))
					if late := micros - p.Timestamp.UnixMicro(); late < 0 || late >= 1e6 {
						t.Fatalf("%s: time of point %d differs by %d µs", path, i, late)
					}
					i++
				}
			}
		}
		if i != s.Len() {
			t.Errorf("%s: %d points, gpxgo has %d", path, s.Len(), i)
		}
		compared++
	}
	if compared < 110 {
		t.Errorf("only %d files compared", compared)
	}
}
