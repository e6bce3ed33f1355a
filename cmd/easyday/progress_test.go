package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestProgressIsDue(t *testing.T) {
	const ms = time.Millisecond
	for _, tt := range []struct {
		name        string
		spent       time.Duration
		done, total int
		want        bool
	}{
		{"too early", 200 * ms, 1, 1000, false},
		{"nearly over", 260 * ms, 90, 100, false},
		{"half way", 260 * ms, 50, 100, true},
		{"long to go", 260 * ms, 1, 1000, true},
		{"not yet counted", 260 * ms, 900, 0, true},
		{"nothing done", 260 * ms, 0, 3, true},
	} {
		if got := due(tt.spent, tt.done, tt.total); got != tt.want {
			t.Errorf("%s: due %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestProgressFitsItsLine holds that no line is wider than the terminal and that
// the last thing written clears it.
func TestProgressFitsItsLine(t *testing.T) {
	escape := regexp.MustCompile("\x1b\\[[0-9;]*[A-Za-z]")
	for _, width := range []int{40, 60, 80, 160} {
		var out bytes.Buffer
		p := progress{w: &out, width: width, start: time.Now().Add(-2 * time.Minute)}
		for done := 9000; done < 9004; done++ {
			p.show(done, 0)
			time.Sleep(70 * time.Millisecond)
		}
		for done := 9004; done < 9010; done++ {
			p.show(done, 10000)
			time.Sleep(70 * time.Millisecond)
		}
		p.end()
		if !strings.Contains(out.String(), "9009/10000") {
			t.Errorf("%d columns: the count is missing in %q", width, out.String())
		}
		for _, line := range strings.FieldsFunc(escape.ReplaceAllString(out.String(), ""), func(r rune) bool { return r == '\r' || r == '\n' }) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, " ")); n >= width {
				t.Errorf("%d columns: a line of %d: %q", width, n, line)
			}
		}
		if !strings.HasSuffix(out.String(), "\x1b[2K\r") {
			t.Errorf("%d columns: ends in %q", width, out.String()[max(0, out.Len()-12):])
		}
		if strings.Contains(out.String(), "\n") {
			t.Errorf("%d columns: a line feed", width)
		}
	}
}

func TestProgressInAPipeIsSilent(t *testing.T) {
	var out bytes.Buffer
	p := newProgress(&out)
	p.start = time.Now().Add(-time.Minute)
	p.show(1, 100)
	p.end()
	if out.Len() > 0 {
		t.Errorf("written: %q", out.String())
	}
}
