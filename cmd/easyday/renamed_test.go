package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"easyday/cmd/easyday/demo"
)

// analyse reports on a folder without pictures and returns season.json with
// every file name replaced by what names says, and the ledger's entries, whose
// order is that of the names, left out.
func analyse(t *testing.T, dir string, names map[string]string) any {
	t.Helper()
	out := t.TempDir()
	var stderr bytes.Buffer
	if s := run(t.Context(), []string{"report", dir, "-o", out, "--no-pictures", "-q"}, io.Discard, &stderr); s != statusDone {
		t.Fatalf("status %d: %s", s, stderr.String())
	}
	b, err := os.ReadFile(filepath.Join(out, "season.json"))
	if err != nil {
		t.Fatal(err)
	}
	var season map[string]any
	if err := json.Unmarshal(b, &season); err != nil {
		t.Fatal(err)
	}
	delete(season["ledger"].(map[string]any), "entries")
	for _, r := range season["runs"].([]any) {
		files := r.(map[string]any)["files"].([]any)
		for i, f := range files {
			original, ok := names[f.(string)]
			if !ok {
				t.Fatalf("unknown file %q", f)
			}
			files[i] = original
		}
	}
	return season
}

// TestRenamedFolder holds that a season does not depend on what its files are
// called, in which folders they lie and in what order they come.
func TestRenamedFolder(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir()) // not the tester's own settings
	season := demo.Files()
	same := make(map[string]string)
	plain, shuffled := t.TempDir(), t.TempDir()
	renamed := make(map[string]string)
	r := rand.New(rand.NewPCG(4, 4))
	err := fs.WalkDir(season, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(season, path)
		if err != nil {
			return err
		}
		same[path] = path
		// Neither order nor ending tells anything: content decides.
		name := fmt.Sprintf("%d/%08x%s", r.IntN(4), r.Uint32(), []string{".fit", ".gpx", ".bin", ""}[r.IntN(4)])
		renamed[name] = path
		for dir, name := range map[string]string{plain: path, shuffled: name} {
			to := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(to, b, 0o644); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(analyse(t, plain, same), analyse(t, shuffled, renamed)); d != "" {
		t.Errorf("the season depends on its files' names:\n%s", strings.TrimSpace(d))
	}
}
