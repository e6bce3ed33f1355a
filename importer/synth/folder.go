package synth

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"

	"easyday/importer/activity"
)

// FolderOptions say how a season is laid out as files.
type FolderOptions struct {
	// Compressed is the share of files that are gzipped, 0..1.
	Compressed float64
	// Copies is the share of runs, 0..1, of which a second file in another
	// format is written, as a service's export beside the watch's own file.
	Copies float64
}

// DefaultFolder is the layout of the season that ships with the program.
func DefaultFolder() FolderOptions { return FolderOptions{Compressed: .8} }

// File is one file of a season's folder. Its name is the local start, which
// tells nothing of what the run was for.
type File struct {
	Name       string
	Run        int // index into Season.Runs
	Format     activity.Format
	Compressed bool
}

// Files lists the files of a season's folder in order of run.
func (s *Season) Files(o FolderOptions) []File {
	r := s.random(streamFolder, 0)
	var out []File
	for i := range s.Runs {
		run := &s.Runs[i]
		name := run.Start.Add(run.Offset).Format("2006-01-02-150405")
		compressed, copied := chance(r, o.Compressed), chance(r, o.Copies)
		out = append(out, newFile(name, i, run.Format, compressed))
		if copied {
			out = append(out, newFile(name, i, otherFormat(r, run.Format), false))
		}
	}
	return out
}

func newFile(name string, run int, f activity.Format, compressed bool) File {
	name += "." + string(f)
	if compressed {
		name += ".gz"
	}
	return File{Name: name, Run: run, Format: f, Compressed: compressed}
}

func otherFormat(r *rand.Rand, f activity.Format) activity.Format {
	if f == activity.GPX || chance(r, .3) && f != activity.TCX {
		return activity.TCX
	}
	return activity.GPX
}

// Write writes an activity in a format.
func Write(w io.Writer, a *activity.Activity, f activity.Format) error {
	switch f {
	case activity.FIT:
		return WriteFIT(w, a)
	case activity.GPX:
		return WriteGPX(w, a)
	case activity.TCX:
		return WriteTCX(w, a)
	}
	return fmt.Errorf("no format is called %q", f)
}

// Bytes is the content of one file of the folder.
func (s *Season) Bytes(f File) ([]byte, error) {
	a := s.Record(f.Run)
	var b bytes.Buffer
	if !f.Compressed {
		if err := Write(&b, &a, f.Format); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		return b.Bytes(), nil
	}
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	// The header carries neither time nor name, so that the bytes are the same
	// whenever they are made.
	if err := Write(z, &a, f.Format); err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	return b.Bytes(), nil
}

// WriteFolder writes the season's files into a folder, which is made where it
// is missing. A folder that holds anything else than this season's files is
// refused and left as it is, so that no season is mixed with another.
func (s *Season) WriteFolder(dir string, o FolderOptions) error {
	files := s.Files(o)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	own := make(map[string]bool, len(files))
	for _, f := range files {
		own[f.Name] = true
	}
	there, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range there {
		if !own[e.Name()] {
			return fmt.Errorf("%s: holds %s, which is no file of this season; empty the folder first", dir, e.Name())
		}
	}
	for _, f := range files {
		data, err := s.Bytes(f)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, f.Name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
