package main

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"

	"easyday/cmd/easyday/demo"
)

// withOwnCache runs tests with a folder of their own for the cache, in place of
// the tester's.
type withOwnCache struct{ tests *testing.M }

func (w withOwnCache) Run() int {
	dir, err := os.MkdirTemp("", "easyday-cache-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	os.Setenv(cacheVariable, dir)
	return w.tests.Run()
}

func TestMain(m *testing.M) {
	testscript.Main(withOwnCache{m}, map[string]func(){
		"easyday": func() { os.Exit(Main()) },
	})
}

// TestScripts runs testdata/script/*.txtar: the command line as its users meet
// it, with both streams and the exit status held. $DEMO is a folder with the
// demo's recordings.
func TestScripts(t *testing.T) {
	recordings := t.TempDir()
	if err := os.CopyFS(recordings, demo.Files()); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("DEMO", recordings)
			e.Setenv(cacheVariable, os.Getenv(cacheVariable))
			root, err := filepath.Abs(filepath.Join("..", ".."))
			if err != nil {
				return err
			}
			e.Setenv("ROOT", root)
			first, err := fs.Glob(demo.Files(), "*.fit*")
			if err != nil {
				return err
			}
			e.Setenv("ONE", filepath.Join(recordings, first[0]))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":   status,
			"examples": examples,
			"docs":     runDocs,
		},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

// status runs easyday and holds its exit status: status N args...
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command args...")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = err.Error()
	}
	want := args[0]
	if want != "0" {
		want = "exit status " + want
	}
	if got != want {
		ts.Fatalf("%v: got %s, want %s", args[1:], got, want)
	}
}

// examples runs every example in the help of every command, as a shell would,
// and holds that each is done and that every command has one.
func examples(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: examples")
	}
	commands := append([]*cobra.Command{newRoot(io.Discard, io.Discard)}, newRoot(io.Discard, io.Discard).Commands()...)
	for _, c := range commands {
		if c.Example == "" {
			ts.Fatalf("%s has no example", c.CommandPath())
		}
		for line := range strings.Lines(c.Example) {
			runLine(ts, strings.TrimSpace(line))
		}
	}
}

// runLine runs a line as a shell would. That a run was too fast, which check
// --exit-code says, is no failure.
func runLine(ts *testscript.TestScript, line string) {
	err := ts.Exec("sh", "-c", line)
	if err != nil && !(strings.Contains(line, "--exit-code") && err.Error() == "exit status 3") {
		ts.Fatalf("%s: %v", line, err)
	}
}
