package tcxfile

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

	"easyday/importer/activity"
	"github.com/google/go-cmp/cmp"
)

// realFiles are the real TCX files under a folder of the shared data, by path.
func realFiles(tb testing.TB, folder string) map[string][]byte {
	tb.Helper()
	root := filepath.Join("..", "..", "..", "shared", "data", folder)
	if _, err := os.Stat(root); err != nil {
		tb.Skip("no real recordings here: ", err)
	}
	files := map[string][]byte{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		name := strings.ToLower(path)
		if err != nil || d.IsDir() || !strings.HasSuffix(strings.TrimSuffix(name, ".gz"), ".tcx") {
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
	want := map[string]int{"not an activity": 1, "damaged": 1, "read": 51, "activities": 52, "samples": 83479}
	if diff := cmp.Diff(want, counts); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestMonth reads a month of one runner's watch and holds it against counts of
// the bytes.
func TestMonth(t *testing.T) {
	files := realFiles(t, filepath.Join("fixtures", "trackerproject__trackeR"))
	if len(files) != 33 {
		t.Fatalf("%d files, want 33", len(files))
	}
	for path, data := range files {
		as, err := Decode(data, activity.Hints{})
		if err != nil || len(as) != 1 {
			t.Errorf("%s: %d activities, %v", path, len(as), err)
			continue
		}
		a := &as[0]
		if n := bytes.Count(data, []byte("<Trackpoint>")); n != a.Samples.Len() {
			t.Errorf("%s: %d samples, the file has %d", path, a.Samples.Len(), n)
		}
		if n := bytes.Count(data, []byte("<Lap ")); n != len(a.Laps) {
			t.Errorf("%s: %d laps, the file has %d", path, len(a.Laps), n)
		}
		beats := 0
		for _, v := range a.Samples.HeartRate {
			if v > 0 {
				beats++
			}
		}
		if n := bytes.Count(data, []byte("<HeartRateBpm")); n != beats {
			t.Errorf("%s: %d heart rates, the file has %d", path, beats, n)
		}
		last := 0.0
		for _, v := range a.Samples.Distance {
			if v > 0 {
				last = v
			}
		}
		// The watch rounds each lap, and leaves up to some metres between them.
		if math.Abs(last-a.Totals.Distance) > 0.02*last {
			t.Errorf("%s: %v m in the stream, %v m in the laps", path, last, a.Totals.Distance)
		}
		stopped := a.Samples.Time[a.Samples.Len()-1] - a.Totals.Timer
		for _, p := range a.Pauses {
			stopped -= p.To - p.From
		}
		if math.Abs(stopped) > 20 {
			t.Errorf("%s: the timer stood for %.0f s more than the pauses", path, stopped)
		}
	}
}
