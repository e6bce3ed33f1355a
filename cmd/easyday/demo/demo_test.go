package demo_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"testing"

	"easyday/cmd/easyday/demo"
	"easyday/importer/synth"
)

// TestFilesAreTheGenerators makes the season anew and holds every file against
// the shipped one. What is in a gzipped file is compared inflated as well, so
// that a change of the compressor can be told from one of the season.
func TestFilesAreTheGenerators(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("the files were made on amd64; other processors round sums of products otherwise")
	}
	s := synth.New(synth.Demo, demo.Seed)
	var names []string
	for _, f := range s.Files(synth.DefaultFolder()) {
		names = append(names, f.Name)
		want, err := s.Bytes(f)
		if err != nil {
			t.Fatal(err)
		}
		got, err := fs.ReadFile(demo.Files(), f.Name)
		if err != nil {
			t.Errorf("%v; make the season anew", err)
			continue
		}
		if bytes.Equal(got, want) {
			continue
		}
		if f.Compressed && bytes.Equal(inflate(t, got), inflate(t, want)) {
			t.Errorf("%s: the same content compressed otherwise", f.Name)
			continue
		}
		t.Errorf("%s: differs from what the generator makes", f.Name)
	}
	there, err := fs.ReadDir(demo.Files(), ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range there {
		if !slices.Contains(names, e.Name()) {
			t.Errorf("%s is no file of the season", e.Name())
		}
	}
}

func inflate(t *testing.T, data []byte) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestSeason holds the season to what the demo is to show.
func TestSeason(t *testing.T) {
	there, err := fs.ReadDir(demo.Files(), ".")
	if err != nil {
		t.Fatal(err)
	}
	size := int64(0)
	formats := map[string]int{}
	for _, e := range there {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		size += info.Size()
		_, ending, _ := strings.Cut(e.Name(), ".")
		formats[ending]++
	}
	if size > 3<<20 {
		t.Errorf("%d bytes, want 3 MB at most", size)
	}
	for _, ending := range []string{"fit", "fit.gz", "gpx", "gpx.gz"} {
		if formats[ending] == 0 {
			t.Errorf("no .%s among the files: %v", ending, formats)
		}
	}
	if n := len(there); n < 95 || n > 110 {
		t.Errorf("%d runs, want about 100", n)
	}

	s := synth.New(synth.Demo, demo.Seed)
	var recovery, fast [2]int // first and second half of the season
	near := 0
	for _, r := range s.Runs {
		if !r.Truth.Recovery {
			continue
		}
		half := 0
		if int(r.LocalDate-s.First) > s.Days/2 {
			half = 1
		}
		recovery[half]++
		if r.Truth.TooFast {
			fast[half]++
		}
		if e := r.Truth.EffortOverComfortable; e > -.025 && e < .025 {
			near++
		}
	}
	all, over := recovery[0]+recovery[1], fast[0]+fast[1]
	if share := float64(over) / float64(all); all < 20 || share < .25 || share > .45 {
		t.Errorf("%d of %d recovery runs too fast, want a third or so of 20 and more", over, all)
	}
	if fast[0]*recovery[1] <= fast[1]*recovery[0] {
		t.Errorf("too fast: %d of %d in the first half, %d of %d in the second; want an improvement",
			fast[0], recovery[0], fast[1], recovery[1])
	}
	if near == 0 {
		t.Error("no recovery run close to comfortable")
	}
}
