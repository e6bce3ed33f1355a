// Seasongen writes a made-up season of runs to a folder, as a watch and a
// telephone would have recorded it, and on request the truth behind it.
//
//	go run ./cmd/seasongen -kind steady -seed 7 -out season -truth truth.json
//
// The same kind and seed give the same files. To time the program it also writes
// as many recordings as wanted, over as many years as they take:
//
//	go run ./cmd/seasongen -runs 10000 -out many
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"easyday/importer/activity"
	"easyday/importer/synth"
)

func main() {
	err := run(os.Args[1:], os.Stdout, os.Stderr)
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
	case errors.As(err, new(usageError)):
		fmt.Fprintln(os.Stderr, "seasongen:", err)
		os.Exit(2)
	default:
		fmt.Fprintln(os.Stderr, "seasongen:", err)
		os.Exit(1)
	}
}

// usageError is wrong use of the command.
type usageError struct{ error }

func wrongUse(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

func run(args []string, stdout, stderr io.Writer) error {
	names := make([]string, 0, len(synth.Kinds()))
	for _, k := range synth.Kinds() {
		names = append(names, string(k))
	}
	options := synth.DefaultFolder()
	set := flag.NewFlagSet("seasongen", flag.ContinueOnError)
	set.SetOutput(stderr)
	kind := set.String("kind", string(synth.Demo), "sort of season: "+strings.Join(names, ", "))
	seed := set.Uint64("seed", 1, "seed; the same seed gives the same season")
	out := set.String("out", "", "folder to write the files to (required)")
	truth := set.String("truth", "", "file to write the truth to as JSON, outside the folder")
	var y years
	set.IntVar(&y.runs, "runs", 0, "write so many recordings instead, season after season of all kinds from 2000 on, to time the program with")
	format := set.String("format", "", "with -runs: fit, gpx or tcx for all of them (default as each device writes, four in five gzipped)")
	set.BoolVar(&y.strava, "strava", false, "with -runs: one archive as Strava exports it")
	set.Float64Var(&options.Compressed, "gz", options.Compressed, "share of files that are gzipped, 0 to 1")
	set.Float64Var(&options.Copies, "copies", options.Copies, "share of runs with a second file in another format, 0 to 1")
	if err := set.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return usageError{err}
	}
	if set.NArg() > 0 {
		return wrongUse("%q is not a flag; the folder is given with -out", set.Arg(0))
	}
	if *out == "" {
		return wrongUse("-out is missing: say which folder to write to")
	}
	k, err := synth.ParseKind(*kind)
	if err != nil {
		return wrongUse("-kind: %w", err)
	}
	for _, share := range []struct {
		name  string
		value float64
	}{{"-gz", options.Compressed}, {"-copies", options.Copies}} {
		if !(share.value >= 0 && share.value <= 1) {
			return wrongUse("%s: %v is not between 0 and 1", share.name, share.value)
		}
	}
	if y.runs > 0 {
		y.seed, y.format, y.gz = *seed, activity.Format(*format), options.Compressed == 1
		if y.format != "" && y.format != activity.FIT && y.format != activity.GPX && y.format != activity.TCX {
			return wrongUse("-format: no format is called %q", *format)
		}
		if *truth != "" {
			return wrongUse("-truth: -runs writes none")
		}
		return y.write(*out)
	}
	if y.runs < 0 || *format != "" || y.strava {
		return wrongUse("-format and -strava go with -runs and a number of recordings")
	}
	if *truth != "" {
		inside, err := within(*out, *truth)
		if err != nil {
			return err
		}
		if inside {
			return wrongUse("-truth: %s lies in the folder of the season; write it elsewhere", *truth)
		}
	}

	season := synth.New(k, *seed)
	if err := season.WriteFolder(*out, options); err != nil {
		return err
	}
	if *truth != "" {
		if err := writeTruth(*truth, season, options); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintln(stdout, season.Summary())
	return err
}

// within says whether a file lies in a folder or below it.
func within(dir, file string) (bool, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return false, err
	}
	file, err = filepath.Abs(file)
	if err != nil {
		return false, err
	}
	rel, err := filepath.Rel(dir, file)
	if err != nil {
		return false, nil // on another volume
	}
	return rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)), nil
}

func writeTruth(name string, s *synth.Season, o synth.FolderOptions) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := s.WriteTruth(f, o); err != nil {
		return errors.Join(fmt.Errorf("%s: %w", name, err), f.Close())
	}
	return f.Close()
}
