package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"golang.org/x/sync/errgroup"

	"easyday/analysis"
	"easyday/report"
)

// output is a folder whose files are complete or not there.
type output struct{ dir string }

// openOutput makes the folder and proves that it can be written to, before any
// work is spent.
func openOutput(dir string) (*output, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, &hintError{fmt.Errorf("the report's folder: %w", err), "choose another folder with --out"}
	}
	f, err := os.CreateTemp(dir, temporaryFile)
	if err != nil {
		return nil, &hintError{fmt.Errorf("the report's folder: %w", err), "choose another folder with --out"}
	}
	f.Close()
	o := &output{dir}
	o.clearAbandoned(time.Now())
	return o, os.Remove(f.Name())
}

const (
	// temporaryFile is the pattern of the files that become those of a report.
	temporaryFile = ".easyday-*"
	// abandonedAfter is the age at which one is taken for the rest of a report
	// that was killed; writing the largest takes seconds.
	abandonedAfter = 10 * time.Minute
)

// clearAbandoned removes temporary files whose writer did not live to finish
// them. What cannot be removed stays: it is in no one's way.
func (o *output) clearAbandoned(now time.Time) {
	drawn := regexp.MustCompile(`^\.easyday-\d+$`) // as os.CreateTemp draws names
	for _, pattern := range []string{temporaryFile, "runs/" + temporaryFile} {
		found, err := fs.Glob(os.DirFS(o.dir), pattern)
		if err != nil {
			continue
		}
		for _, name := range found {
			at := filepath.Join(o.dir, filepath.FromSlash(name))
			info, err := os.Lstat(at)
			if err == nil && info.Mode().IsRegular() && drawn.MatchString(filepath.Base(at)) && now.Sub(info.ModTime()) > abandonedAfter {
				_ = os.Remove(at)
			}
		}
	}
}

// write makes one file, named with "/", through a temporary one beside it.
func (o *output) write(name string, fill func(io.Writer) error) (err error) {
	path := filepath.Join(o.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), temporaryFile)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
			err = fmt.Errorf("%s: %w", path, err)
		}
	}()
	w := bufio.NewWriterSize(f, 1<<16)
	if err := fill(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// news is the text, for the terminal alone, of what changed since the report that
// the folder holds; nothing where it holds none. A season.json that cannot be
// compared is said to be so and is no error: it is about to be replaced.
func (o *output) news(s *analysis.Season, f *reportFlags) []byte {
	if f.quiet {
		return nil
	}
	file, err := os.Open(filepath.Join(o.dir, "season.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var text bytes.Buffer
	if err == nil {
		defer file.Close()
		var before *report.Earlier
		if before, err = report.ReadEarlier(bufio.NewReader(file)); err == nil {
			err = report.WriteNews(&text, before, s, f.options)
		}
	}
	if err != nil {
		return fmt.Appendf(nil, "The last report's season.json cannot be compared with: %v\n", err)
	}
	return text.Bytes()
}

// picturedRuns is how many of the worst too-fast runs have a picture of their
// own.
const picturedRuns = 24

// writePictures draws every picture, several at a time.
func writePictures(ctx context.Context, out *output, s *analysis.Season, f *reportFlags) error {
	charts := report.Charts()
	current := make(map[string]bool)
	for _, r := range report.FlaggedRuns(s, picturedRuns) {
		chart := report.RunChart(r)
		chart.Name = "runs/" + r.ID
		current[r.ID+".png"] = true
		charts = append(charts, chart)
	}
	if err := out.clearRuns(current); err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(f.jobs)
	for _, chart := range charts {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return out.write(chart.Name+".png", func(w io.Writer) error { return report.WritePNG(w, chart, s, f.options) })
		})
	}
	return g.Wait()
}

// clearRuns removes the pictures of runs that an earlier report flagged and
// this one does not, and nothing else.
func (o *output) clearRuns(keep map[string]bool) error {
	old, err := filepath.Glob(filepath.Join(o.dir, "runs", "*.png"))
	if err != nil {
		return err
	}
	runPicture := regexp.MustCompile(`^\d{8}T\d{6}Z(-\d+)?\.png$`) // an id
	for _, path := range old {
		name := filepath.Base(path)
		if runPicture.MatchString(name) && !keep[name] {
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	return nil
}
