// Rivals times easyday beside the libraries it reads with and beside its peers,
// on the same folder: whole processes in turn, medians of several turns.
//
//	go build -o /tmp/easyday ./cmd/easyday
//	go run -C testdata/rivals . -easyday /tmp/easyday -format fit -pairs 9 FOLDER
//	go run -C testdata/rivals . -easyday /tmp/easyday -growth -pairs 3 FOLDER FOLDER FOLDER
//	go run -C testdata/rivals . -easyday /tmp/easyday -again FOLDER
//
// The library merely decodes every file in memory, on one core. easyday imports,
// repairs, judges the season and writes its numbers (report --no-pictures), on
// as many cores as it is given, with nothing remembered of earlier runs; once it
// remembers what it read, and once it is told not to. A -peer is any command;
// those in peers/ are timed for docs/speed.md. -growth times whole reports, and
// -again those of 300 runs for which everything or nothing is remembered.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/tkrajina/gpxgo/gpx"
	"github.com/tormoder/fit"
)

func main() {
	easyday := flag.String("easyday", "", "the easyday command to time")
	format := flag.String("format", "fit", "fit or gpx: what the folder holds")
	turns := flag.Int("pairs", 9, "runs of each, in turn")
	only := flag.Bool("decode", false, "merely decode the folder, as the rival process does")
	growth := flag.Bool("growth", false, "time reports of several folders, with and without pictures")
	again := flag.Bool("again", false, "time reports of a folder that is known and of one that is new")
	var others peers
	flag.Var(&others, "peer", "a command that reads the folder, its last argument; may be repeated")
	flag.Parse()
	if err := choose(flag.Args(), *easyday, *format, *turns, *only, *growth, *again, others); err != nil {
		fmt.Fprintln(os.Stderr, "rivals:", err)
		os.Exit(1)
	}
}

func choose(folders []string, easyday, format string, turns int, only, growth, again bool, others peers) error {
	switch {
	case len(folders) == 0 || len(folders) > 1 && !growth:
		return errors.New("one folder, please, or several with -growth")
	case only:
		return decode(folders[0], format)
	case easyday == "":
		return errors.New("-easyday is missing")
	}
	scratch, err := os.MkdirTemp("", "rivals-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	s := &suite{easyday: easyday, turns: turns, scratch: scratch}
	switch {
	case growth:
		if err := s.growth(folders, "--no-pictures"); err != nil {
			return err
		}
		return s.growth(folders)
	case again:
		return s.again(folders[0])
	}
	return s.compare(folders[0], format, others)
}

// decode reads every file of the format below a folder with its library.
func decode(folder, format string) error {
	files, failed := 0, 0
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.EqualFold(filepath.Ext(path), "."+format) {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		if format == "gpx" {
			_, err = gpx.ParseBytes(data)
		} else {
			_, err = fit.Decode(bytes.NewReader(data))
		}
		if err != nil {
			failed++
		}
		return nil
	})
	fmt.Printf("%d files, %d failed\n", files, failed)
	return err
}

// peers are commands given on the command line.
type peers []string

func (p *peers) String() string     { return strings.Join(*p, ", ") }
func (p *peers) Set(s string) error { *p = append(*p, s); return nil }

// suite is what is timed with one easyday.
type suite struct {
	easyday string
	turns   int
	scratch string // a folder for reports and caches
	n       int    // of the cache used last
}

// report is a report of a folder; a cache of -1 is a new one, which is empty.
func (s *suite) report(folder string, cache int, flags ...string) *exec.Cmd {
	if cache < 0 {
		s.n++
		cache = s.n
	}
	args := append([]string{"report", "--quiet", "--out", filepath.Join(s.scratch, "report")}, flags...)
	c := exec.Command(s.easyday, append(args, folder)...)
	c.Env = append(os.Environ(), fmt.Sprintf("XDG_CACHE_HOME=%s/cache%d", s.scratch, cache), "XDG_CONFIG_HOME="+s.scratch)
	return c
}

// compare has a library, easyday and peers read one folder.
func (s *suite) compare(folder, format string, others peers) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	all := []contender{
		{"library, one core", func(int) *exec.Cmd {
			c := exec.Command(self, "-decode", "-format", format, folder)
			c.Env = append(os.Environ(), "GOMAXPROCS=1")
			return c
		}},
		{"easyday", func(int) *exec.Cmd { return s.report(folder, -1, "--no-pictures") }},
		{"easyday, no cache", func(int) *exec.Cmd { return s.report(folder, -1, "--no-pictures", "--no-cache") }},
	}
	for _, p := range others {
		words := append(strings.Fields(p), folder)
		all = append(all, contender{p, func(int) *exec.Cmd { return exec.Command(words[0], words[1:]...) }})
	}
	return takeTurns(all, s.turns)
}

// growth has easyday report on folders of growing size.
func (s *suite) growth(folders []string, flags ...string) error {
	var all []contender
	for _, f := range folders {
		all = append(all, contender{filepath.Base(f), func(int) *exec.Cmd { return s.report(f, -1, append(flags, "--no-cache")...) }})
	}
	return takeTurns(all, s.turns)
}

// again has easyday report on a folder it knows and on one it does not.
func (s *suite) again(folder string) error {
	if _, err := run(s.report(folder, 0)); err != nil { // now it is known
		return err
	}
	return takeTurns([]contender{
		{"known, numbers alone", func(int) *exec.Cmd { return s.report(folder, 0, "--no-pictures") }},
		{"known", func(int) *exec.Cmd { return s.report(folder, 0) }},
		{"new", func(int) *exec.Cmd { return s.report(folder, -1) }},
		{"easyday --help", func(int) *exec.Cmd { return exec.Command(s.easyday, "--help") }},
	}, s.turns)
}
