// Package scratch keeps bytes of a process's own for as long as it runs, outside
// of its memory: the first megabytes in memory all the same, so that a season
// touches no disk, the rest in a temporary file that has no name.
package scratch

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"time"
)

// inMemory is how many bytes are kept before there is a file: the traces of a
// few hundred runs.
const inMemory = 4 << 20

const (
	// pattern is that of the file's name, for as long as it has one.
	pattern = "easyday-*.scratch"
	// abandonedAfter is the age at which a file that still has its name, which
	// only some systems leave it, is taken for that of a process that was
	// killed. It must be longer than any process lives.
	abandonedAfter = 48 * time.Hour
)

// File is a place to keep bytes at. Its methods may be called from several
// goroutines. The zero value is ready; Close lets go of everything.
type File struct {
	// Dir is where the file is made; empty is the system's folder of temporary
	// files. It is not changed after the first Keep.
	Dir string

	mu    sync.Mutex
	held  [][]byte // what is in memory
	used  int      // bytes of it
	file  *os.File
	size  int64
	named bool // the system did not let the file lose its name
	full  bool // writing failed: nothing more is kept
	lost  error
}

// Keep keeps b, which may be used again afterwards, and returns its place. It
// is false where the file cannot be written, on a full disk for one: then the
// caller keeps b itself, and so for all that follows.
func (f *File) Keep(b []byte) (place int64, ok bool) {
	f.mu.Lock()
	if f.used+len(b) <= inMemory {
		defer f.mu.Unlock()
		f.held = append(f.held, append([]byte(nil), b...))
		f.used += len(b)
		return -int64(len(f.held)), true // in the file places are 0 and more
	}
	if f.file == nil && !f.full {
		f.full = f.open() != nil
	}
	if f.full {
		f.mu.Unlock()
		return 0, false
	}
	file := f.file
	place = f.size
	f.size += int64(len(b))
	f.mu.Unlock()
	if _, err := file.WriteAt(b, place); err != nil {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.full = true
		return 0, false
	}
	return place, true
}

// open makes the file and takes its name, so that nothing is left behind even
// where the process is killed. Where the system does not allow that, Close
// removes it.
func (f *File) open() error {
	dir := f.Dir
	if dir == "" {
		dir = os.TempDir()
	}
	clearAbandoned(dir, time.Now())
	file, err := os.CreateTemp(dir, pattern)
	if err != nil {
		return err
	}
	f.file = file
	f.named = os.Remove(file.Name()) != nil
	return nil
}

// clearAbandoned removes the files of processes that were killed where a file
// cannot lose its name while it is open.
func clearAbandoned(dir string, now time.Time) {
	found, err := fs.Glob(os.DirFS(dir), pattern) // the folder's own name is no pattern
	if err != nil {
		return
	}
	drawn := regexp.MustCompile(`^easyday-\d+\.scratch$`) // as os.CreateTemp draws names
	for _, name := range found {
		at := filepath.Join(dir, name)
		info, err := os.Lstat(at)
		if err == nil && info.Mode().IsRegular() && drawn.MatchString(name) && now.Sub(info.ModTime()) > abandonedAfter {
			_ = os.Remove(at) // else it is in no one's way
		}
	}
}

// Fetch fills b with what was kept at a place, from byte from of it on. Where it
// cannot be read, b is filled with zeros and Err says so from then on.
func (f *File) Fetch(b []byte, place int64, from int) {
	f.mu.Lock()
	file := f.file
	var held []byte
	if i := -place - 1; i >= 0 && i < int64(len(f.held)) {
		held = f.held[i]
	}
	f.mu.Unlock()
	err := os.ErrClosed
	switch {
	case place >= 0 && file != nil:
		_, err = file.ReadAt(b, place+int64(from))
	case from+len(b) <= len(held):
		copy(b, held[from:])
		err = nil
	}
	if err != nil {
		clear(b)
		f.fail(err)
	}
}

func (f *File) fail(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.lost == nil {
		f.lost = fmt.Errorf("the temporary file of traces: %w", err)
	}
}

// Err is the first failure to read what was kept; nothing made of it since is
// to be believed.
func (f *File) Err() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.lost
}

// Close lets go of everything that was kept.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.held, f.used, f.full = nil, inMemory+1, true
	if f.file == nil {
		return nil
	}
	err := f.file.Close()
	if f.named {
		os.Remove(f.file.Name())
	}
	f.file = nil
	return err
}
