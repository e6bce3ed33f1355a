package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"
)

// screen is what a program has written to a terminal of its own, each piece with
// its moment, and the keyboard of that terminal.
type screen struct {
	keys  io.WriteCloser
	mu    sync.Mutex
	text  bytes.Buffer
	wrote chan struct{}
	ended chan error // the program's end, once
}

// onTerminal starts a command line of a shell on a terminal of its own; it skips
// the test where none can be made.
func onTerminal(t *testing.T, line string, env ...string) *screen {
	t.Helper()
	if _, err := exec.LookPath("script"); err != nil || runtime.GOOS != "linux" {
		t.Skip("no script command to make a terminal with")
	}
	c := exec.Command("script", "-qefc", line, "/dev/null")
	c.Env = append(append(os.Environ(), "TERM=xterm"), env...)
	keys, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	s := &screen{keys: keys, wrote: make(chan struct{}, 1), ended: make(chan error, 1)}
	c.Stdout = s
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { s.ended <- c.Wait() }()
	return s
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.text.Write(p)
	select {
	case s.wrote <- struct{}{}:
	default:
	}
	return len(p), nil
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// waitFor waits until a text stands on the screen.
func (s *screen) waitFor(t *testing.T, text string) {
	t.Helper()
	late := time.After(time.Minute)
	for !strings.Contains(s.String(), text) {
		select {
		case <-s.wrote:
		case <-late:
			t.Fatalf("%q is not on the screen:\n%q", text, s)
		}
	}
}

// lines are what stood on the screen between ends of lines and returns to their
// beginnings, without colours and other orders to the terminal.
func (s *screen) lines() []string {
	plain := regexp.MustCompile("\x1b\\[[0-9;?]*[A-Za-z]").ReplaceAllString(s.String(), "")
	return strings.FieldsFunc(plain, func(r rune) bool { return r == '\r' || r == '\n' })
}

// firstCheckOnATerminal holds that the first check of a thousand recordings shows
// that it is at work at once, with files, rate and time left, in lines no wider
// than the terminal, and leaves nothing of it on the screen but its answer.
func firstCheckOnATerminal(t *testing.T, season, kept string) {
	began := time.Now()
	s := onTerminal(t, "stty cols 80; easyday check '"+season+"'", cacheVariable+"="+kept, "XDG_CONFIG_HOME="+t.TempDir())
	s.waitFor(t, "reading")
	seen := time.Since(began)
	if err := <-s.ended; err != nil {
		t.Fatalf("%v: %s", err, s)
	}
	t.Logf("progress was seen after %v, the answer after %v", seen.Round(time.Millisecond), time.Since(began).Round(time.Millisecond))
	if seen > 2*time.Second { // .3 s on a free machine, which starts it at once
		t.Errorf("progress was seen after %v", seen)
	}
	told := regexp.MustCompile(`reading .*\(\d+/1000, \d+ files/s\) \[[0-9ms]+:[0-9ms]+\]`)
	bars := 0
	for _, l := range s.lines() {
		if n := utf8.RuneCountInString(strings.TrimRight(l, " ")); n > 80 {
			t.Errorf("a line of %d: %q", n, l)
		}
		if told.MatchString(l) {
			bars++
		}
	}
	if bars == 0 {
		t.Errorf("files, rate and time left are not told: %q", s.lines())
	}
	text := s.String()
	if answer := text[strings.LastIndex(text, "\x1b[2K"):]; !strings.Contains(answer, "Next recovery run") || strings.Contains(answer, "reading") {
		t.Errorf("the screen ends in %q", answer)
	}
}

// controlC holds that Ctrl-C at the terminal ends the work with status 130, and
// that of the bar nothing stays on the screen.
func controlC(t *testing.T, season string) {
	s := onTerminal(t, "stty cols 80; easyday check '"+season+"' --no-cache", "XDG_CONFIG_HOME="+t.TempDir())
	s.waitFor(t, "reading")
	if _, err := s.keys.Write([]byte{3}); err != nil {
		t.Fatal(err)
	}
	err := <-s.ended
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != statusInterrupted {
		t.Errorf("ended with %v", err)
	}
	text := s.String()
	if rest := strings.TrimLeft(text[strings.LastIndex(text, "\x1b[2K")+len("\x1b[2K"):], "\r"); rest != "easyday: interrupted\r\n" {
		t.Errorf("the screen ends in %q", rest)
	}
}
