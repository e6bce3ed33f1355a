package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"easyday/analysis"
	"easyday/report"
)

// output is a folder that a report is written to whole or not at all: files are
// written under temporary names and get their own together, in publish.
type output struct {
	dir    string
	again  bool // it holds an earlier report
	mu     sync.Mutex
	made   []string          // folders made for it, those within others last
	staged map[string]string // temporary name by the path it will have
}

// openOutput makes the folder and proves that it can be written to, before any
// work is spent.
func openOutput(dir string) (*output, error) {
	if dir == "" {
		return nil, &usageError{&hintError{errors.New("the folder of the output has no name"), "choose one with --out"}}
	}
	o := &output{dir: dir, staged: make(map[string]string)}
	if err := o.makeDir(dir); err != nil {
		return nil, &hintError{fmt.Errorf("the folder of the output: %w", err), "choose another folder with --out"}
	}
	f, err := os.CreateTemp(dir, temporaryFile)
	if err != nil {
		return nil, &hintError{fmt.Errorf("the folder of the output: %w", err), "choose another folder with --out"}
	}
	f.Close()
	o.again = regular(filepath.Join(dir, "season.json"))
	o.clearAbandoned(time.Now())
	return o, os.Remove(f.Name())
}

// regular reports whether a file is there that is no folder, link or device.
func regular(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular()
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

// write makes one file, named with "/", under a temporary name beside its own.
func (o *output) write(name string, fill func(io.Writer) error) (err error) {
	path := filepath.Join(o.dir, filepath.FromSlash(name))
	if err := o.makeDir(filepath.Dir(path)); err != nil {
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
	o.mu.Lock()
	defer o.mu.Unlock()
	o.staged[path] = f.Name()
	return nil
}

// publish gives the written files their names, those of an earlier report being
// replaced. It is not interrupted: renaming takes a moment. Where one cannot have
// its name, as when a folder has it, those that were replaced are put back; on a
// file system without links, which second names need, they are not.
func (o *output) publish() (err error) {
	replaced := make(map[string]string) // second name of the old file by its path; empty where there was none
	defer func() {
		for path, old := range replaced {
			switch {
			case err != nil && old == "":
				_ = os.Remove(path)
			case err != nil:
				_ = os.Rename(old, path)
			}
			if old != "" {
				_ = os.Remove(old) // also where both names were of one file, which Rename leaves alone
			}
		}
	}()
	for _, path := range slices.Sorted(maps.Keys(o.staged)) {
		old := o.staged[path] + "0" // as temporary as the new one
		switch err := os.Link(path, old); {
		case err == nil:
			replaced[path] = old
		case errors.Is(err, fs.ErrNotExist):
			replaced[path] = ""
		}
		if err := os.Rename(o.staged[path], path); err != nil {
			return err
		}
		delete(o.staged, path)
	}
	o.made = nil
	return nil
}

// discard removes what was written and not published, and folders made for it.
func (o *output) discard() {
	for _, name := range o.staged {
		_ = os.Remove(name)
	}
	for _, dir := range slices.Backward(o.made) {
		_ = os.Remove(dir) // stays where anything else is in it
	}
}

// makeDir makes a folder and those it lies in, where they are missing.
func (o *output) makeDir(dir string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	var missing []string
	for at := filepath.Clean(dir); ; at = filepath.Dir(at) {
		if _, err := os.Lstat(at); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		missing = append(missing, at)
	}
	slices.Reverse(missing)
	o.made = append(o.made, missing...)
	return os.MkdirAll(dir, 0o755)
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

// usualPixels are the pixels of a picture that counts as one; a larger one, as the
// calendar of decades, takes the place of several, so that memory is bounded.
const usualPixels = 4 << 20

// writePictures draws every picture, several at a time, and returns their names.
func writePictures(ctx context.Context, out *output, s *analysis.Season, f *reportFlags) (names []string, err error) {
	charts := report.Charts()
	for _, r := range report.FlaggedRuns(s, picturedRuns) {
		chart := report.RunChart(r)
		chart.Name = "runs/" + r.ID
		charts = append(charts, chart)
	}
	// Room for the largest, and for as many others as are drawn at one time.
	room, largest := int64(f.jobs)*usualPixels, int64(usualPixels)
	for _, chart := range charts {
		names = append(names, chart.Name+".png")
		largest = max(largest, int64(chart.Pixels(s, f.options)))
	}
	boundMemory(len(s.Runs), 4*(largest+room))
	g, drawing := errgroup.WithContext(ctx)
	free := semaphore.NewWeighted(room)
	for _, chart := range charts {
		takes := min(room, max(usualPixels, int64(chart.Pixels(s, f.options))))
		if free.Acquire(drawing, takes) != nil {
			break // one has failed, or the whole is interrupted
		}
		g.Go(func() error {
			defer free.Release(takes)
			if err := drawing.Err(); err != nil {
				return err
			}
			return out.write(chart.Name+".png", func(w io.Writer) error { return report.WritePNG(w, chart, s, f.options) })
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return names, ctx.Err()
}

// clearPictures removes the pictures of an earlier report that are not among those
// kept, and nothing else: they would stand beside numbers that are not theirs. Where
// there was no report, whatever has such a name is somebody's own.
func (o *output) clearPictures(keep []string) error {
	if !o.again {
		return nil
	}
	old, err := fs.Glob(os.DirFS(o.dir), "runs/*.png") // the folder's own name is no pattern
	if err != nil {
		return err
	}
	runPicture := regexp.MustCompile(`^runs/\d{8}T\d{6}Z(-\d+)?\.png$`) // an id
	old = slices.DeleteFunc(old, func(name string) bool { return !runPicture.MatchString(name) })
	for _, chart := range report.Charts() {
		old = append(old, chart.Name+".png")
	}
	for _, name := range old {
		at := filepath.Join(o.dir, filepath.FromSlash(name))
		if slices.Contains(keep, name) || !regular(at) {
			continue
		}
		if err := os.Remove(at); err != nil {
			return err
		}
	}
	return nil
}
