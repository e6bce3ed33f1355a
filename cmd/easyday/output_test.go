package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPublishAllOrNothing holds that a file which cannot have its name leaves the
// folder as it was: the files of the earlier report, none of the new one, and no
// rest of either.
func TestPublishAllOrNothing(t *testing.T) {
	dir := t.TempDir()
	write := func(text string, names ...string) *output {
		o, err := openOutput(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range names {
			if err := o.write(n, func(w io.Writer) error { _, err := io.WriteString(w, text); return err }); err != nil {
				t.Fatal(err)
			}
		}
		return o
	}
	held := func() map[string]string {
		all := make(map[string]string)
		err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			name, _ := filepath.Rel(dir, path)
			all[filepath.ToSlash(name)] = string(data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	if err := write("old", "a", "b", "runs/d").publish(); err != nil {
		t.Fatal(err)
	}
	old := held()
	if err := os.Mkdir(filepath.Join(dir, "c"), 0o755); err != nil {
		t.Fatal(err)
	}
	o := write("new", "a", "a2", "b", "c", "runs/d")
	if err := o.publish(); err == nil {
		t.Fatal("a folder's name was given to a file")
	}
	o.discard()
	if d := cmp.Diff(old, held()); d != "" {
		t.Errorf("after a report that failed (-before +after):\n%s", d)
	}
	if err := os.Remove(filepath.Join(dir, "c")); err != nil {
		t.Fatal(err)
	}
	if err := write("new", "a", "c").publish(); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"a": "new", "b": "old", "c": "new", "runs/d": "old"}
	if d := cmp.Diff(want, held()); d != "" {
		t.Errorf("after a report (-want +got):\n%s", d)
	}
}
