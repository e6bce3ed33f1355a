package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

const (
	// progressAfter is when a bar is shown at the soonest, so that whoever waits
	// sees one within .3 s ...
	progressAfter = 250 * time.Millisecond
	// ... and progressFor how long the work is expected to take at least: less
	// needs none.
	progressFor = 500 * time.Millisecond
)

// progress is a bar on standard error, where that is a terminal.
type progress struct {
	w     io.Writer // nil shows nothing
	width int       // characters in a line
	start time.Time
	bar   *progressbar.ProgressBar
}

// newProgress is a bar on w where w is a terminal, and nothing otherwise.
func newProgress(w io.Writer) progress {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return progress{}
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		width = 80
	}
	return progress{w: w, width: width, start: time.Now()}
}

// due says whether it is time for a bar, with done files of total, 0 where that
// is not known yet.
func due(spent time.Duration, done, total int) bool {
	if spent < progressAfter {
		return false
	}
	return total == 0 || spent*time.Duration(total)/time.Duration(max(done, 1)) >= progressFor
}

// show takes the files done and how many there are, 0 where that is not known.
func (p *progress) show(done, total int) {
	if p.w == nil || p.bar == nil && !due(time.Since(p.start), done, total) {
		return
	}
	most := -1
	if total > 0 {
		most = max(total, done+1) // never full before the end, or it would be finished
	}
	if p.bar == nil {
		p.bar = progressbar.NewOptions(most, p.options()...)
	}
	// A bar that cannot be drawn is no reason to end the work.
	if p.bar.GetMax() != most {
		p.bar.ChangeMax(most)
	}
	_ = p.bar.Set(done)
}

// options are the bar's: what a line has room for, so that it never wraps.
func (p *progress) options() []progressbar.Option {
	bar := min(20, p.width-36)
	o := []progressbar.Option{
		progressbar.OptionSetWriter(p.w),
		progressbar.OptionSetDescription("reading"),
		progressbar.OptionShowCount(),
		progressbar.OptionThrottle(65 * time.Millisecond),
		progressbar.OptionUseANSICodes(true), // clears the whole line, an echoed ^C with it
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetSpinnerChangeInterval(0), // else it draws from a goroutine of its own, even after the end
		progressbar.OptionSetPredictTime(p.width >= 60),
		progressbar.OptionSetElapsedTime(p.width >= 60),
	}
	if p.width >= 80 {
		bar = 20
		o = append(o, progressbar.OptionShowIts(), progressbar.OptionSetItsString("files"))
	}
	return append(o, progressbar.OptionSetWidth(max(1, bar)))
}

// end takes the bar away.
func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
