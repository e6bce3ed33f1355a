package main

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"easyday/importer/synth"
)

// TestRuns writes more recordings than a season has: as many as asked for, one
// season after the other, no two of one name, the same each time.
func TestRuns(t *testing.T) {
	first := len(synth.New(synth.Standard()[0], 1).Runs)
	files := years{runs: first + 3, seed: 1}.files()
	if len(files) != first+3 || files[first].season == files[0].season {
		t.Fatalf("%d files", len(files))
	}
	for i := 1; i < len(files); i++ {
		if files[i].name <= files[i-1].name {
			t.Errorf("%s follows %s", files[i].name, files[i-1].name)
		}
	}
	write := func(args ...string) string {
		t.Helper()
		dir := filepath.Join(t.TempDir(), "out")
		if err := run(append(args, "-out", dir), io.Discard, io.Discard); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	content := func(dir string) (names []string, all string) {
		t.Helper()
		found, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			data, err := os.ReadFile(filepath.Join(dir, f.Name()))
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, f.Name())
			all += string(data)
		}
		return names, all
	}
	names, all := content(write("-runs", "3", "-format", "gpx"))
	if len(names) != 3 || !strings.HasSuffix(names[2], ".gpx") || !strings.HasPrefix(names[0], "2000-01-") {
		t.Errorf("files %v", names)
	}
	if _, again := content(write("-runs", "3", "-format", "gpx")); again != all {
		t.Error("another time, other files")
	}
	if names, _ := content(write("-runs", "2", "-format", "fit", "-gz", "1")); !strings.HasSuffix(names[0], ".fit.gz") {
		t.Errorf("files %v", names)
	}
	if names, _ := content(write("-runs", "1", "-gz", "1")); !strings.HasSuffix(names[0], ".gz") {
		t.Errorf("files %v", names)
	}
	z, err := zip.OpenReader(filepath.Join(write("-runs", "2", "-strava", "-gz", "1"), "export_1.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	if len(z.File) != 3 || !strings.HasPrefix(z.File[0].Name, "activities/1000001.") || z.File[2].Name != "activities.csv" {
		t.Errorf("%d members, the first %s", len(z.File), z.File[0].Name)
	}
}

func TestRunsErrors(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "diary.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-format", "fit"}, "go with -runs"},
		{[]string{"-strava"}, "go with -runs"},
		{[]string{"-runs", "-1"}, "a number of recordings"},
		{[]string{"-runs", "1", "-format", "kml"}, `no format is called "kml"`},
		{[]string{"-runs", "1", "-truth", "x"}, "-runs writes none"},
		{[]string{"-runs", "1"}, "empty the folder first"},
	} {
		if err := run(append(c.args, "-out", dir), io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v, want one with %q", c.args, err, c.want)
		}
	}
}
