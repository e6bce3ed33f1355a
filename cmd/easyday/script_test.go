package main

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

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

// status runs easyday and holds its exit status and that nothing is written to
// the stream that has nothing to say: status N args... That stream is standard
// error where the work was done, and standard output where it was not; N+stdout
// and N+stderr hold that both say something. With --quiet a report says nothing
// at all.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N[+stdout|+stderr] command args...")
	}
	want, both, _ := strings.Cut(args[0], "+")
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != want {
		ts.Fatalf("%v: got %s, want %s", args[1:], got, want)
	}
	silent := map[string]bool{silentStream(want): both == ""}
	if saysNothing(args[1:]) && want == "0" {
		silent["stdout"] = true
	}
	for stream, is := range silent {
		if text := ts.ReadFile(stream); (text == "") != is {
			ts.Fatalf("%v: %s is %q", args[1:], stream, text)
		}
	}
}

// silentStream is where a command that ends with a status writes nothing.
func silentStream(status string) string {
	if status == "0" || status == "3" {
		return "stderr"
	}
	return "stdout"
}

// saysNothing tells whether a command line asks for a report without a word.
func saysNothing(line []string) bool {
	return (slices.Contains(line, "report") || slices.Contains(line, "demo")) &&
		(slices.Contains(line, "-q") || slices.Contains(line, "--quiet"))
}

// scripts are the lines of every script, by its name, without the conditions that
// they may begin with.
func scripts(t *testing.T) map[string][]string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", "script", "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	condition := regexp.MustCompile(`(?m)^\[[^\]]*\] `)
	out := make(map[string][]string)
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(name)] = strings.Split(condition.ReplaceAllString(string(a.Comment), ""), "\n")
	}
	return out
}

// TestScriptsHoldBothStreams holds that what a script's command says is looked
// at: status sees to the stream that is silent, and a line after it has to see
// to each one that speaks.
func TestScriptsHoldBothStreams(t *testing.T) {
	runs := 0
	for name, lines := range scripts(t) {
		for i, l := range lines {
			words := strings.Fields(l)
			if len(words) > 2 && slices.Contains(words[:2], "exec") && slices.Contains(words[:3], "easyday") {
				t.Errorf("%s:%d: %s: run it with status", name, i+1, l)
			}
			if len(words) < 3 || words[0] != "status" {
				continue
			}
			runs++
			want, both, _ := strings.Cut(words[1], "+")
			speaks := []string{"stdout"}
			if silentStream(want) == "stdout" {
				speaks = []string{"stderr"}
			}
			if both != "" {
				speaks = append(speaks, both)
			}
			if saysNothing(words) && want == "0" {
				speaks = nil
			}
			for _, stream := range speaks {
				if !slices.ContainsFunc(lines[i+1:], func() func(string) bool {
					over := false
					return func(l string) bool {
						w := strings.Fields(l)
						over = over || len(w) > 1 && (w[0] == "status" || w[0] == "exec" || w[1] == "exec")
						return !over && len(w) > 1 && (w[0] == stream || w[0] == "!" && w[1] == stream || (w[0] == "cmp" || w[0] == "cp") && w[1] == stream)
					}
				}()) {
					t.Errorf("%s:%d: %s: nothing is held of %s", name, i+1, l, stream)
				}
			}
		}
	}
	if runs < 100 {
		t.Errorf("%d runs were found in the scripts", runs)
	}
}

// TestScriptsUseEveryFlag holds that a script runs every command, and with every
// flag that it takes.
func TestScriptsUseEveryFlag(t *testing.T) {
	used := make(map[string]bool)
	for _, lines := range scripts(t) {
		for _, l := range lines {
			words := strings.Fields(strings.NewReplacer("'", " ", `"`, " ").Replace(l))
			at := slices.Index(words, "easyday")
			if at < 0 || !slices.Contains([]string{"status", "exec"}, words[0]) {
				continue
			}
			root := newRoot(io.Discard, io.Discard)
			c, _, err := root.Find(commandFirst(root, words[at+1:]))
			if err != nil {
				continue // a command that there is none of
			}
			used[c.CommandPath()] = true
			for _, w := range words[at+1:] {
				w, _, _ = strings.Cut(w, "=")
				used[c.CommandPath()+" "+w] = true
			}
		}
	}
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		if !used[c.CommandPath()] {
			t.Errorf("no script runs %s", c.CommandPath())
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if !used[c.CommandPath()+" --"+f.Name] && !(f.Shorthand != "" && used[c.CommandPath()+" -"+f.Shorthand]) {
				t.Errorf("no script runs %s with --%s", c.CommandPath(), f.Name)
			}
		})
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(newRoot(io.Discard, io.Discard))
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
