package report

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"easyday/analysis"

	"gonum.org/v1/plot/vg"
	vgdraw "gonum.org/v1/plot/vg/draw"
)

var update = flag.Bool("update", false, "write the golden pictures anew")

// allCharts are the season's charts and those of one flagged and one hard run.
func allCharts(s *analysis.Season) []Chart {
	out := Charts()
	for _, r := range FlaggedRuns(s, 1) {
		c := RunChart(r)
		c.Name = "flagged run"
		out = append(out, c)
	}
	for i := range s.Runs {
		if s.Runs[i].Hard != nil {
			c := RunChart(&s.Runs[i])
			c.Name = "hard run"
			return append(out, c)
		}
	}
	return out
}

type placedText struct {
	text string
	box  vg.Rectangle
}

// texts are the texts of a chart and where they lie.
func texts(c Chart, s *analysis.Season, o Options) ([]placedText, vg.Rectangle) {
	w, h := c.Size(s, o)
	to := vgdraw.NewCanvas(blank{}, w, h)
	k := newPen(to, o.Theme)
	var out []placedText
	k.placed = func(text string, box vg.Rectangle) { out = append(out, placedText{text, box}) }
	c.paint(k, to.Rectangle, s, o)
	return out, to.Rectangle
}

// names are the seasons' names in order.
func names(all map[string]*analysis.Season) []string {
	var out []string
	for n := range all {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

func TestTextsNeitherOverlapNorLeaveTheCanvas(t *testing.T) {
	all := seasons()
	for _, name := range names(all) {
		for _, u := range []Units{Miles, Kilometres} {
			s, o := all[name], Options{Units: u}
			for _, c := range allCharts(s) {
				t.Run(fmt.Sprintf("%s/%s/%s", name, c.Name, u.Short()), func(t *testing.T) {
					placed, canvas := texts(c, s, o)
					if len(placed) == 0 {
						t.Fatal("no text at all")
					}
					for i, a := range placed {
						if a.box.Min.X < canvas.Min.X || a.box.Max.X > canvas.Max.X || a.box.Min.Y < canvas.Min.Y || a.box.Max.Y > canvas.Max.Y {
							t.Errorf("%q leaves the canvas: %v in %v", a.text, a.box, canvas)
						}
						for _, b := range placed[:i] {
							if overlap(a.box, b.box) {
								t.Errorf("%q overlaps %q: %v, %v", a.text, b.text, a.box, b.box)
							}
						}
					}
				})
			}
		}
	}
}

func TestTextsHoldNoBannedWords(t *testing.T) {
	all := seasons()
	for _, name := range names(all) {
		for _, c := range allCharts(all[name]) {
			placed, _ := texts(c, all[name], Options{})
			for _, p := range placed {
				low := strings.ToLower(p.text)
				for _, word := range []string{"bad", "fail", "unproductive", "harm", "nan", "inf", "undisciplined", "goal"} {
					for _, f := range strings.FieldsFunc(low, func(r rune) bool { return r < 'a' || r > 'z' }) {
						if f == word {
							t.Errorf("%s of %s says %q", c.Name, name, p.text)
						}
					}
				}
			}
		}
	}
}

func TestSeasonPanelsShareTheDateAxis(t *testing.T) {
	s := seasons()["full"]
	a := newDateAxis(seasonSpan(s))
	area := vg.Rectangle{Min: vg.Point{X: 68, Y: 100}, Max: vg.Point{X: 680, Y: 300}}
	k := newPen(vgdraw.NewCanvas(blank{}, 800, 1000), Light)
	p := newPanel(k, area, a.extent(), extent{0, 7}, false)
	cv := p.canvas()
	if got := p.DataCanvas(cv).Rectangle; got != area {
		t.Errorf("data canvas %v, want exactly %v", got, area)
	}
	week := p.x(float64(a.from)+7) - p.x(float64(a.from))
	weeks := int(a.to-a.from) / 7
	if got, want := area.Min.X+vg.Length(weeks)*week, area.Max.X; math.Abs(float64(got-want)) > 1e-6 {
		t.Errorf("the calendar's last column ends at %v, the date axis at %v", got, want)
	}
	if a.from.Weekday().String() != "Monday" || a.to.Weekday().String() != "Monday" {
		t.Errorf("axis from %v to %v, want Mondays", a.from, a.to)
	}
}

func TestContrast(t *testing.T) {
	for _, theme := range []Theme{Light, Dark} {
		p := theme.palette()
		zone := over(p.zone, p.background)
		for _, c := range []struct {
			name   string
			text   color.NRGBA
			ground color.NRGBA
		}{
			{"ink", p.ink, p.background},
			{"sub", p.sub, p.background},
			{"muted", p.muted, p.background},
			{"too fast", p.tooFastText, p.background},
			{"too fast on zone", p.tooFastText, zone},
			{"kept easy", p.keptEasyText, p.background},
			{"kept easy on zone", p.keptEasyText, zone},
			{"hard", p.hardText, p.background},
			{"hard on its shade", p.hardText, over(p.hardFill, p.background)},
			{"easy", p.easyText, p.background},
			{"moderate", p.moderateText, p.background},
			{"heart rate", p.heartRate, p.background},
			{"ink on excess", p.ink, over(p.overFill, p.background)},
			{"in too-fast bar", p.inBar, p.barTooFast},
			{"in kept-easy bar", p.inBar, p.barKeptEasy},
		} {
			if got := contrast(c.text, c.ground); got < 4.5 {
				t.Errorf("theme %d, %s: contrast %.2f, want at least 4.5", theme, c.name, got)
			}
		}
		for _, c := range []color.NRGBA{p.tooFast, p.keptEasy, p.hard} {
			if got := contrast(c, p.background); got < 3 {
				t.Errorf("theme %d, mark %v: contrast %.2f, want at least 3", theme, c, got)
			}
		}
	}
}

// contrast is the ratio of WCAG 2.2.
func contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + .05) / (min(la, lb) + .05)
}

func luminance(c color.NRGBA) float64 {
	f := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= .04045 {
			return x / 12.92
		}
		return math.Pow((x+.055)/1.055, 2.4)
	}
	return .2126*f(c.R) + .7152*f(c.G) + .0722*f(c.B)
}

func TestPicturesAreDeterministic(t *testing.T) {
	s := seasons()["full"]
	for _, c := range allCharts(s) {
		var a, b bytes.Buffer
		for _, w := range []*bytes.Buffer{&a, &b} {
			if err := WritePNG(w, c, s, Options{DPI: 36}); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Errorf("%s differs from one drawing to the next", c.Name)
		}
	}
}

// TestPicturesAtOnce draws every chart at the same time, as a command with
// several workers does; the race detector has its say.
func TestPicturesAtOnce(t *testing.T) {
	s := seasons()["full"]
	var g sync.WaitGroup
	for _, c := range allCharts(s) {
		g.Go(func() {
			if err := WritePNG(io.Discard, c, s, Options{DPI: 36}); err != nil {
				t.Error(err)
			}
		})
	}
	g.Wait()
}

func TestPictureSizes(t *testing.T) {
	s := seasons()["full"]
	for _, tt := range []struct {
		write func(w *bytes.Buffer) error
		w, h  int
	}{
		{func(w *bytes.Buffer) error { return WriteSeasonPNG(w, s, Options{}) }, 1600, 2000},
		{func(w *bytes.Buffer) error { return WriteTrendPNG(w, s, Options{}) }, 2400, 1440},
		{func(w *bytes.Buffer) error { return WriteCompliancePNG(w, s, Options{DPI: 72}) }, 1200, 620},
	} {
		var b bytes.Buffer
		if err := tt.write(&b); err != nil {
			t.Fatal(err)
		}
		c, err := png.DecodeConfig(&b)
		if err != nil {
			t.Fatal(err)
		}
		if c.Width != tt.w || c.Height != tt.h {
			t.Errorf("%d x %d pixels, want %d x %d", c.Width, c.Height, tt.w, tt.h)
		}
	}
	for _, dpi := range []int{-1, maximumDPI + 1} {
		if err := WriteTrendPNG(&bytes.Buffer{}, s, Options{DPI: dpi}); err == nil {
			t.Errorf("resolution %d was accepted", dpi)
		}
	}
}

// TestGoldenPictures compares pixels, not bytes: the last bit of a blend may
// differ between processors.
func TestGoldenPictures(t *testing.T) {
	if testing.Short() {
		t.Skip("slow, and sequential: nothing for the race detector")
	}
	for _, tt := range []struct {
		chart, season string
		o             Options
	}{
		{"season", "full", Options{DPI: 60}},
		{"season", "habit", Options{DPI: 54, Theme: Dark, Units: Kilometres}},
		{"season", "no recovery", Options{DPI: 48}},
		{"trend", "full", Options{DPI: 42}},
		{"trend", "gap", Options{DPI: 42}},
		{"trend", "outliers", Options{DPI: 42, Units: Kilometres}},
		{"compliance", "full", Options{DPI: 42}},
		{"compliance", "three years", Options{DPI: 42}},
		{"calendar", "new year", Options{DPI: 42}},
		{"intensity", "full", Options{DPI: 42}},
		{"since", "full", Options{DPI: 42}},
		{"too-fast", "full", Options{DPI: 42}},
		{"phone", "full", Options{DPI: 42}},
		{"flagged run", "full", Options{DPI: 42}},
		{"hard run", "full", Options{DPI: 42}},
	} {
		s := seasons()[tt.season]
		name := strings.ReplaceAll(tt.chart+"-"+tt.season, " ", "-")
		t.Run(name, func(t *testing.T) {
			i := slices.IndexFunc(allCharts(s), func(c Chart) bool { return c.Name == tt.chart })
			if i < 0 {
				t.Fatalf("no chart %q", tt.chart)
			}
			var b bytes.Buffer
			if err := WritePNG(&b, allCharts(s)[i], s, tt.o); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", "golden", name+".png")
			if *update {
				if err := os.WriteFile(file, small(t, b.Bytes()), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, b.Bytes(), want)
		})
	}
}

// compare fails where more than a thousandth of the pixels differ by more than
// a slight shade.
func compare(t *testing.T, got, want []byte) {
	t.Helper()
	a, b := decode(t, got), decode(t, want)
	if a.Rect != b.Rect {
		t.Fatalf("size %v, golden %v", a.Rect, b.Rect)
	}
	differ := 0
	for i := 0; i < len(a.Pix); i += 4 {
		for j := range 3 {
			if d := int(a.Pix[i+j]) - int(b.Pix[i+j]); d > 24 || d < -24 {
				differ++
				break
			}
		}
	}
	if all := len(a.Pix) / 4; differ*1000 > all {
		t.Errorf("%d of %d pixels differ from the golden picture; look at it and run with -update if it is right", differ, all)
	}
}

// small is a picture in as few bytes as PNG takes.
func small(t *testing.T, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestCompression}
	if err := e.Encode(&out, decode(t, b)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func decode(t *testing.T, b []byte) *image.RGBA {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	out := image.NewRGBA(img.Bounds())
	draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Src)
	return out
}

func BenchmarkCharts(b *testing.B) {
	s := seasons()["full"]
	for _, c := range allCharts(s) {
		b.Run(strings.ReplaceAll(c.Name, " ", "-"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var w bytes.Buffer
				if err := WritePNG(&w, c, s, Options{}); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(w.Len())/1024, "KB")
			}
		})
	}
}
