package report

import (
	"fmt"
	"io"

	"easyday/analysis"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Chart is one picture. Its size is in logical pixels and may depend on what it
// shows; Draw paints it, without a ground, on any canvas of that size.
type Chart struct {
	Name string // the file's name without its ending
	DPI  int    // resolution where Options.DPI is 0
	size func(s *analysis.Season, o Options) (w, h vg.Length)
	draw func(k *pen, r vg.Rectangle, s *analysis.Season, o Options)
}

// ofSize is a size that does not depend on the season.
func ofSize(w, h vg.Length) func(*analysis.Season, Options) (vg.Length, vg.Length) {
	return func(*analysis.Season, Options) (vg.Length, vg.Length) { return w, h }
}

// Charts are the pictures of a season, in the order a report shows them.
func Charts() []Chart {
	return []Chart{
		{Name: "season", DPI: 144, size: ofSize(800, 1000), draw: drawSeason},
		{Name: "phone", DPI: 180, size: phoneSize, draw: drawPhone},
		{Name: "trend", DPI: 144, size: ofSize(1200, 720), draw: drawTrend},
		{Name: "compliance", DPI: 144, size: complianceSize, draw: drawCompliance},
		{Name: "calendar", DPI: 144, size: calendarSize, draw: drawCalendar},
		{Name: "intensity", DPI: 144, size: ofSize(1200, 440), draw: drawIntensity},
		{Name: "since", DPI: 144, size: sinceSize, draw: drawSince},
		{Name: "too-fast", DPI: 144, size: tooFastSize, draw: drawTooFast},
	}
}

// Size is the picture's size in logical pixels.
func (c Chart) Size(s *analysis.Season, o Options) (w, h vg.Length) { return c.size(s, o) }

// Pixels is how many pixels the picture has as PNG; drawing it takes four bytes of
// each.
func (c Chart) Pixels(s *analysis.Season, o Options) int {
	w, h := c.Size(s, o)
	dpi := c.dpi(s, o)
	return pixels(w, dpi) * pixels(h, dpi)
}

// mostPixels is the largest picture at its own resolution; a larger one, such as
// the calendar of twenty years, has a pixel for each of its logical size, so that
// no season takes more memory to draw than a process should.
const mostPixels = 12_000_000

// dpi is the picture's resolution under the options.
func (c Chart) dpi(s *analysis.Season, o Options) int {
	if o.DPI != 0 {
		return o.DPI
	}
	if w, h := c.Size(s, o); pixels(w, c.DPI)*pixels(h, c.DPI) > mostPixels {
		return min(c.DPI, 72)
	}
	return c.DPI
}

// Draw paints the picture on a canvas of its size. A season without runs is a
// picture that says so.
func (c Chart) Draw(to draw.Canvas, s *analysis.Season, o Options) {
	c.paint(newPen(to, o.Theme), to.Rectangle, s, o)
}

func (c Chart) paint(k *pen, r vg.Rectangle, s *analysis.Season, o Options) {
	if len(s.Runs) == 0 {
		k.emptyNote(r, "No runs to show.", wideSizes())
		return
	}
	c.draw(k, r, s, o)
}

// WritePNG draws a chart and writes it as PNG. The same season and options
// give the same bytes.
func WritePNG(w io.Writer, c Chart, s *analysis.Season, o Options) error {
	if err := o.check(); err != nil {
		return fmt.Errorf("%s: %w", c.Name, err)
	}
	width, height := c.Size(s, o)
	if err := writePNG(w, width, height, c.dpi(s, o), o.Theme.palette().background, func(to draw.Canvas) { c.Draw(to, s, o) }); err != nil {
		return fmt.Errorf("%s: %w", c.Name, err)
	}
	return nil
}
