package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progressAfter is how long an import goes on before a bar is shown: a shorter
// one needs none.
const progressAfter = 250 * time.Millisecond

// progress is a bar on standard error, where that is a terminal.
type progress struct {
	w     io.Writer // nil shows nothing
	start time.Time
	bar   *progressbar.ProgressBar
}

// newProgress is a bar on w where w is a terminal, and nothing otherwise.
func newProgress(w io.Writer) *progress {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return &progress{}
	}
	return &progress{w: w, start: time.Now()}
}

// show takes the files done and the files found so far.
func (p *progress) show(done, total int) {
	if p.w == nil || time.Since(p.start) < progressAfter {
		return
	}
	if p.bar == nil {
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(p.w),
			progressbar.OptionSetDescription("reading"),
			progressbar.OptionShowCount(),
			progressbar.OptionShowIts(),
			progressbar.OptionSetItsString("files"),
			progressbar.OptionSetPredictTime(true),
			progressbar.OptionSetWidth(20),
			progressbar.OptionThrottle(65*time.Millisecond),
			progressbar.OptionClearOnFinish(),
		)
	}
	// A bar that cannot be drawn is no reason to end the work.
	p.bar.ChangeMax(max(total, done+1)) // never full before the end, or it would be finished
	_ = p.bar.Set(done)
}

// end takes the bar away.
func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
