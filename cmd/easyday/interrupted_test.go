package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// contents are the files below a folder, none where it is not there.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path == dir {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		files[path[len(dir):]] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestInterruptedReports sends the signal of Ctrl-C at moments spread over a
// whole report, from reading to drawing: the command ends at once with status
// 130 and one line, and the folder holds the report it held before, or the new
// one whole, and nothing else.
func TestInterruptedReports(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no signal to send")
	}
	work := t.TempDir()
	part, whole := demoSeason(t, 60), demoSeason(t, 104)
	makeReport := func(season, out string) *exec.Cmd {
		c := exec.Command("easyday", "report", season, "-o", out, "--no-cache", "-q")
		c.Env = append(os.Environ(), "XDG_CONFIG_HOME="+work)
		return c
	}
	earlier := filepath.Join(work, "earlier")
	if err := makeReport(part, earlier).Run(); err != nil {
		t.Fatal(err)
	}
	before := contents(t, earlier)
	began := time.Now()
	finished := filepath.Join(work, "finished")
	if err := makeReport(whole, finished).Run(); err != nil {
		t.Fatal(err)
	}
	takes, after := time.Since(began), contents(t, finished)
	if before["/season.json"] == after["/season.json"] {
		t.Fatal("the reports are the same, so nothing could be told")
	}

	moments := 12
	if testing.Short() {
		moments = 5
	}
	interrupted := 0
	for k := range moments {
		out := filepath.Join(work, "out")
		if k%2 == 0 { // else a folder of its own
			if err := os.CopyFS(out, os.DirFS(earlier)); err != nil {
				t.Fatal(err)
			}
		}
		was := contents(t, out)
		c := makeReport(whole, out)
		var stderr bytes.Buffer
		c.Stderr = &stderr
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(takes * time.Duration(k+1) / time.Duration(moments+1))
		sent := time.Now()
		_ = c.Process.Signal(os.Interrupt) // it may have ended already
		err := c.Wait()
		lasted := time.Since(sent)
		var exit *exec.ExitError
		switch {
		case err == nil:
			was = after
		case errors.As(err, &exit) && exit.ExitCode() == statusInterrupted:
			interrupted++
			if stderr.String() != "easyday: interrupted\n" {
				t.Errorf("moment %d: standard error %q", k, stderr.String())
			}
			if lasted > 2*time.Second { // under a second on a free machine
				t.Errorf("moment %d: went on for %v", k, lasted)
			}
			if _, err := os.Stat(out); k%2 == 1 && !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("moment %d: the folder made for the report is still there", k)
			}
		case errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signaled():
			// Before it listens for signals it has begun nothing.
		default:
			t.Errorf("moment %d: %v: %s", k, err, stderr.String())
		}
		if d := cmp.Diff(was, contents(t, out), cmp.Comparer(func(a, b string) bool { return a == b })); d != "" {
			t.Errorf("moment %d: the folder holds neither report whole:\n%.600s", k, d)
		}
		t.Logf("moment %d: %v, %v after the signal", k, err, lasted.Round(time.Millisecond))
		if err := os.RemoveAll(out); err != nil {
			t.Fatal(err)
		}
	}
	if interrupted == 0 {
		t.Error("none was interrupted, so nothing was held")
	}
}

// TestInterruptedShowAndCheck sends the signal of Ctrl-C while the season is read
// that a run is shown in, or checked: status 130, one line, nothing on standard
// output and no picture or folder for one. Once the season is read the rest is
// done, which takes a moment.
func TestInterruptedShowAndCheck(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no signal to send")
	}
	work := t.TempDir()
	season := demoSeason(t, 104)
	files, err := filepath.Glob(filepath.Join(season, "*"))
	if err != nil || len(files) == 0 {
		t.Fatal("no season")
	}
	for _, line := range [][]string{
		{"show", files[40], "--season", season, "-o", filepath.Join(work, "pictures")},
		{"check", season, "--exit-code"},
	} {
		command := func() *exec.Cmd {
			c := exec.Command("easyday", append(line, "--no-cache")...)
			c.Env = append(os.Environ(), "XDG_CONFIG_HOME="+work)
			return c
		}
		began := time.Now()
		whole, err := command().Output()
		var exit *exec.ExitError
		if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == statusTooFast) {
			t.Fatal(err)
		}
		takes := time.Since(began)
		if err := os.RemoveAll(filepath.Join(work, "pictures")); err != nil {
			t.Fatal(err)
		}
		moments := 8
		if testing.Short() {
			moments = 3
		}
		interrupted := 0
		for k := range moments {
			c := command()
			var stdout, stderr bytes.Buffer
			c.Stdout, c.Stderr = &stdout, &stderr
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(takes * time.Duration(k+1) / time.Duration(moments+1))
			_ = c.Process.Signal(os.Interrupt) // it may have ended already
			err := c.Wait()
			pictures := contents(t, filepath.Join(work, "pictures"))
			switch {
			case errors.As(err, &exit) && exit.ExitCode() == statusInterrupted:
				interrupted++
				if stdout.Len() > 0 || stderr.String() != "easyday: interrupted\n" {
					t.Errorf("%s, moment %d: standard output %q, standard error %q", line[0], k, stdout.String(), stderr.String())
				}
				if _, err := os.Stat(filepath.Join(work, "pictures")); !errors.Is(err, fs.ErrNotExist) {
					t.Errorf("%s, moment %d: the folder for the picture is there: %v", line[0], k, err)
				}
			case errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signaled():
				// Before it listens for signals it has begun nothing.
			case err == nil || exit.ExitCode() == statusTooFast:
				if !bytes.Equal(stdout.Bytes(), whole) || line[0] == "show" && len(pictures) != 1 {
					t.Errorf("%s, moment %d: ended with %d pictures and %q", line[0], k, len(pictures), stdout.String())
				}
			default:
				t.Errorf("%s, moment %d: %v: %s", line[0], k, err, stderr.String())
			}
			if err := os.RemoveAll(filepath.Join(work, "pictures")); err != nil {
				t.Fatal(err)
			}
		}
		if interrupted == 0 {
			t.Errorf("%s was never interrupted, so nothing was held", line[0])
		}
		t.Logf("%s: interrupted at %d of %d moments", line[0], interrupted, moments)
	}
}
