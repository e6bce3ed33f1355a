package main

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"easyday/importer/synth"
)

func TestWritesSeasonAndTruth(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "season")
	truth := filepath.Join(t.TempDir(), "truth.json")
	var stdout, stderr bytes.Buffer
	args := []string{"-kind", "demo", "-seed", "5", "-out", dir, "-truth", truth, "-gz", "0"}
	if err := run(args, &stdout, &stderr); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if want := len(synth.New(synth.Demo, 5).Runs); len(files) != want {
		t.Errorf("%d files, want %d", len(files), want)
	}
	for _, f := range files {
		if strings.HasSuffix(f.Name(), ".gz") {
			t.Errorf("%s: gzipped against -gz 0", f.Name())
		}
	}
	if data, err := os.ReadFile(truth); err != nil || !bytes.Contains(data, []byte(`"too_fast": true`)) {
		t.Errorf("no truth in %d bytes, error %v", len(data), err)
	}
	if !strings.HasPrefix(stdout.String(), "demo, seed 5: ") || stderr.Len() > 0 {
		t.Errorf("says %q and %q", stdout.String(), stderr.String())
	}
}

func TestErrors(t *testing.T) {
	dir := t.TempDir()
	other := filepath.Join(dir, "other")
	if err := os.Mkdir(other, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(other, "diary.txt"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		args  []string
		usage bool
		want  string
	}{
		{"no folder", nil, true, "-out is missing"},
		{"unknown kind", []string{"-out", dir, "-kind", "lazy"}, true, `no kind of season is called "lazy"`},
		{"no flag", []string{"-out", dir, "demo"}, true, `"demo" is not a flag`},
		{"unknown flag", []string{"-outt", dir}, true, "outt"},
		{"share", []string{"-out", dir, "-gz", "1.5"}, true, "-gz: 1.5 is not between 0 and 1"},
		{"share not a number", []string{"-out", dir, "-copies", "NaN"}, true, "-copies"},
		{"truth inside", []string{"-out", dir, "-truth", filepath.Join(dir, "truth.json")}, true, "lies in the folder"},
		{"other files", []string{"-out", other}, false, "holds diary.txt"},
		{"folder is a file", []string{"-out", filepath.Join(other, "diary.txt")}, false, "diary.txt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			err := run(c.args, &stdout, &stderr)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("error %v, want one with %q", err, c.want)
			}
			if got := errors.As(err, new(usageError)); got != c.usage {
				t.Errorf("wrong use %v, want %v", got, c.usage)
			}
		})
	}
	var out bytes.Buffer
	if err := run([]string{"-h"}, &out, &out); !errors.Is(err, flag.ErrHelp) || !strings.Contains(out.String(), "creeping") {
		t.Errorf("help: error %v, text %q", err, out.String())
	}
}
