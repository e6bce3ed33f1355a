package cache

import (
	"cmp"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Info is what a folder holds.
type Info struct {
	Entries int
	Bytes   int64 // of entries and temporary files
	// Oldest and Newest are the last uses on record of the entry unused for
	// the longest and for the shortest time; zero without entries.
	Oldest, Newest time.Time
}

// file is one of the cache's files.
type file struct {
	name     string
	size     int64
	used     time.Time
	finished bool
}

// list is the cache's own files in dir, those unused for longest first; other
// files are left out. A folder that is not there has none.
func list(dir string) ([]file, error) {
	names, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the cache: %w", err)
	}
	var out []file
	for _, d := range names {
		finished := isEntry(d.Name())
		if !finished && !isUnfinished(d.Name()) {
			continue
		}
		info, err := d.Info()
		if err != nil || !info.Mode().IsRegular() {
			continue // removed by another process
		}
		out = append(out, file{d.Name(), info.Size(), info.ModTime(), finished})
	}
	slices.SortFunc(out, func(a, b file) int {
		return cmp.Or(a.used.Compare(b.used), cmp.Compare(a.name, b.name))
	})
	return out, nil
}

// isEntry reports whether a name is that of an entry: a key and the ending.
func isEntry(name string) bool {
	key, ok := strings.CutSuffix(name, ending)
	b, err := hex.DecodeString(key)
	return ok && err == nil && len(b) == len(Key{})
}

// isUnfinished reports whether a name is that of a temporary file: digits, as
// os.CreateTemp draws them, and the ending.
func isUnfinished(name string) bool {
	number, ok := strings.CutSuffix(name, unfinished)
	return ok && number != "" && strings.Trim(number, "0123456789") == ""
}

// Inspect says what the folder dir holds; one that is not there holds nothing.
func Inspect(dir string) (Info, error) {
	files, err := list(dir)
	if err != nil {
		return Info{}, err
	}
	var out Info
	for _, f := range files {
		out.Bytes += f.size
		if !f.finished {
			continue
		}
		out.Entries++
		if out.Oldest.IsZero() {
			out.Oldest = f.used
		}
		out.Newest = f.used
	}
	return out, nil
}

// Clear removes every file of the cache in dir, and dir itself where nothing
// else is left in it, and says what was removed. Other files stay.
func Clear(dir string) (Info, error) {
	removed, err := Inspect(dir)
	if err != nil {
		return Info{}, err
	}
	files, err := list(dir)
	if err != nil {
		return Info{}, err
	}
	for _, f := range files {
		if err := remove(dir, f); err != nil {
			return Info{}, err
		}
	}
	_ = os.Remove(dir) // succeeds on an empty folder alone
	return removed, nil
}

func remove(dir string, f file) error {
	err := os.Remove(filepath.Join(dir, f.name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("the cache: %w", err)
	}
	return nil
}

// Tidy removes temporary files that were abandoned and, where the folder is
// over its limit, the entries unused for the longest time until it is a tenth
// below.
func (f *Folder) Tidy() error {
	files, err := list(f.dir)
	if err != nil {
		return err
	}
	var size int64
	for _, x := range files {
		size += x.size
	}
	over := size > f.o.Limit
	for _, x := range files {
		abandoned := !x.finished && f.o.Now.Sub(x.used) > abandonedAfter
		if !abandoned && !(x.finished && over && size > f.o.Limit/10*9) {
			continue
		}
		if err := remove(f.dir, x); err != nil {
			return err
		}
		size -= x.size
	}
	return nil
}
