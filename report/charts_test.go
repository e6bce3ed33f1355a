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
	"testing"

	"easyday/analysis"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"
	"gonum.org/v1/plot/font"
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
	ink  color.NRGBA
	halo color.NRGBA
}

// texts are the texts of a chart and where they lie.
func texts(c Chart, s *analysis.Season, o Options) ([]placedText, vg.Rectangle) {
	w, h := c.Size(s, o)
	to := vgdraw.NewCanvas(blank{}, w, h)
	k := newPen(to, o.Theme)
	var out []placedText
	k.placed = func(text string, box vg.Rectangle, st style) {
		out = append(out, placedText{text, box, st.colour, st.halo})
	}
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
		for _, o := range []Options{{}, {Units: Kilometres}, {Theme: Dark}, {Units: Kilometres, Theme: Dark}} {
			for _, c := range allCharts(all[name]) {
				placed, canvas := texts(c, all[name], o)
				for _, fault := range faults(placed, canvas) {
					t.Errorf("%s of %s in %s, theme %d: %s", c.Name, name, o.Units.Short(), o.Theme, fault)
				}
			}
		}
	}
}

// faults are the texts that leave the canvas or overlap another.
func faults(placed []placedText, canvas vg.Rectangle) []string {
	var out []string
	if len(placed) == 0 {
		out = append(out, "no text at all")
	}
	for i, a := range placed {
		if a.box.Min.X < canvas.Min.X || a.box.Max.X > canvas.Max.X || a.box.Min.Y < canvas.Min.Y || a.box.Max.Y > canvas.Max.Y {
			out = append(out, fmt.Sprintf("%q leaves the canvas: %v in %v", a.text, a.box, canvas))
		}
		for _, b := range placed[:i] {
			if overlap(a.box, b.box) {
				out = append(out, fmt.Sprintf("%q overlaps %q: %v, %v", a.text, b.text, a.box, b.box))
			}
		}
	}
	return out
}

// TestThemesChangeColoursAlone holds that the dark pictures say and place the
// same as the light ones.
func TestThemesChangeColoursAlone(t *testing.T) {
	s := seasons()["every class"]
	for _, c := range allCharts(s) {
		light, canvas := texts(c, s, Options{})
		dark, darkCanvas := texts(c, s, Options{Theme: Dark})
		if canvas != darkCanvas {
			t.Errorf("%s: %v, dark %v", c.Name, canvas, darkCanvas)
		}
		if d := cmp.Diff(light, dark, cmp.Comparer(func(a, b placedText) bool { return a.text == b.text && a.box == b.box })); d != "" {
			t.Errorf("%s (-light +dark):\n%s", c.Name, d)
		}
	}
}

// TestCalendarOfYears holds that a long season's calendar has the years it shows
// in rows of their own, and says so where it does not show all.
func TestCalendarOfYears(t *testing.T) {
	all := seasons()
	for _, tt := range []struct {
		season, chart string
		want          []string // texts in this order, others between
	}{
		{"full", "calendar", []string{"Mon", "Wed"}},
		{"three years", "calendar", []string{"2023", "2024", "2025", "2026"}},
		{"seven years", "calendar", []string{"2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026"}},
		{"seven years", "season", []string{"Every day of the last 4 years", "2023", "2024", "2025", "2026"}},
		{"seven years", "phone", []string{"the last 53 weeks"}},
	} {
		i := slices.IndexFunc(Charts(), func(c Chart) bool { return c.Name == tt.chart })
		placed, _ := texts(Charts()[i], all[tt.season], Options{})
		left := tt.want
		for _, p := range placed {
			if len(left) > 0 && p.text == left[0] {
				left = left[1:]
			}
		}
		if len(left) > 0 {
			t.Errorf("%s of %s lacks %q", tt.chart, tt.season, left)
		}
	}
}

// TestUnitsOfPictures holds that a picture speaks in the runner's unit: the
// other one stands beside the advice alone.
func TestUnitsOfPictures(t *testing.T) {
	s := seasons()["full"]
	for _, tt := range []struct {
		u     Units
		axis  string
		other []string
	}{
		{Miles, "↑ faster, min/mi", []string{"/km", "kilometre", " m"}},
		{Kilometres, "↑ faster, min/km", []string{"/mi", "mile", " ft"}},
	} {
		axes := 0
		for _, c := range allCharts(s) {
			placed, _ := texts(c, s, Options{Units: tt.u})
			for _, p := range placed {
				if p.text == tt.axis {
					axes++
				}
				for _, word := range tt.other {
					if strings.HasSuffix(p.text, word) && !strings.HasPrefix(p.text, "or slower; ") {
						t.Errorf("%s in %s says %q", c.Name, tt.u.Short(), p.text)
					}
				}
			}
		}
		if axes != 4 {
			t.Errorf("%d axes in %s, want 4", axes, tt.u.Short())
		}
	}
}

func TestFaultsAreFound(t *testing.T) {
	box := func(x0, y0, x1, y1 vg.Length) vg.Rectangle {
		return vg.Rectangle{Min: vg.Point{X: x0, Y: y0}, Max: vg.Point{X: x1, Y: y1}}
	}
	canvas := box(0, 0, 100, 100)
	for _, tt := range []struct {
		placed []placedText
		want   int
	}{
		{nil, 1},
		{[]placedText{{text: "a", box: box(0, 0, 50, 10)}, {text: "b", box: box(51, 0, 100, 10)}}, 0},
		{[]placedText{{text: "a", box: box(0, 0, 50, 10)}, {text: "b", box: box(49, 9, 90, 20)}}, 1},
		{[]placedText{{text: "a", box: box(60, 0, 101, 10)}}, 1},
	} {
		if got := faults(tt.placed, canvas); len(got) != tt.want {
			t.Errorf("%v: %d faults, want %d", tt.placed, len(got), tt.want)
		}
	}
}

// TestNamesFromFilesAreNotDrawn holds that pictures name a run by its date: no
// name or file name is drawn, so none can be cut or lack a glyph, and no text
// of the pictures has a character that their face lacks.
func TestNamesFromFilesAreNotDrawn(t *testing.T) {
	all := seasons()
	plain, named := allCharts(all["full"]), allCharts(all["names"])
	for i, c := range named {
		want, _ := texts(plain[i], all["full"], Options{})
		got, _ := texts(c, all["names"], Options{})
		if d := cmp.Diff(want, got, cmp.AllowUnexported(placedText{})); d != "" {
			t.Errorf("%s (-plain +named):\n%s", c.Name, d)
		}
	}
	for _, name := range names(all) {
		for _, c := range allCharts(all[name]) {
			placed, _ := texts(c, all[name], Options{})
			for _, p := range placed {
				if strings.Contains(p.text, "?") {
					t.Errorf("%s of %s has a character without a glyph: %q", c.Name, name, p.text)
				}
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

// mute is a canvas without texts.
type mute struct{ *raster }

func (mute) FillString(font.Face, vg.Point, string) {}

func (mute) haloString(font.Face, vg.Point, string, color.NRGBA, color.NRGBA) {}

// TestContrastOfEveryText draws each picture without its texts and compares
// every text with the ground it stands on: the most frequent colour under it, or
// its halo.
func TestContrastOfEveryText(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	all := seasons()
	for _, name := range names(all) {
		for _, theme := range []Theme{Light, Dark} {
			o := Options{Theme: theme}
			for _, c := range allCharts(all[name]) {
				w, h := c.Size(all[name], o)
				r := newRaster(w, h, 72, theme.palette().background)
				c.Draw(vgdraw.NewCanvas(mute{r}, w, h), all[name], o)
				placed, _ := texts(c, all[name], o)
				for _, p := range placed {
					ground := p.halo
					if ground.A == 0 {
						ground = commonest(r.image, p.box)
					}
					if got := contrast(p.ink, ground); got < 4.5 {
						t.Errorf("%s of %s, theme %d: %q has a contrast of %.2f with %v", c.Name, name, theme, p.text, got, ground)
					}
				}
			}
		}
	}
}

// commonest is the most frequent colour of a picture of one pixel a logical
// pixel within a box.
func commonest(img *image.RGBA, box vg.Rectangle) color.NRGBA {
	n := make(map[color.RGBA]int)
	var best color.RGBA
	high := img.Rect.Dy()
	for y := high - int(box.Max.Y); y < high-int(box.Min.Y); y++ {
		for x := int(box.Min.X); x < int(box.Max.X); x++ {
			c := img.RGBAAt(x, y)
			if n[c]++; n[c] > n[best] {
				best = c
			}
		}
	}
	return color.NRGBA{R: best.R, G: best.G, B: best.B, A: 255}
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

// TestPicturesAtOnce draws every chart one after the other and several at a
// time, as a command with several workers does: the bytes are the same, and the
// race detector has its say.
func TestPicturesAtOnce(t *testing.T) {
	s := seasons()["full"]
	charts := allCharts(s)
	drawn := func(workers int) []string {
		out := make([]string, len(charts))
		var g errgroup.Group
		g.SetLimit(workers)
		for i, c := range charts {
			g.Go(func() error {
				var b strings.Builder
				err := WritePNG(&b, c, s, Options{DPI: 36})
				out[i] = b.String()
				return err
			})
		}
		if err := g.Wait(); err != nil {
			t.Fatal(err)
		}
		return out
	}
	one := drawn(1)
	for _, workers := range []int{2, len(charts)} {
		for i, got := range drawn(workers) {
			if got != one[i] {
				t.Errorf("%s differs with %d workers", charts[i].Name, workers)
			}
		}
	}
}

// named is the season's chart of a name.
func named(name string) Chart {
	charts := Charts()
	return charts[slices.IndexFunc(charts, func(c Chart) bool { return c.Name == name })]
}

func TestPictureSizes(t *testing.T) {
	s := seasons()["full"]
	for _, tt := range []struct {
		name string
		o    Options
		w, h int
	}{
		{"season", Options{}, 1600, 2000},
		{"trend", Options{}, 2400, 1440},
		{"compliance", Options{DPI: 72}, 1200, 620},
	} {
		var b bytes.Buffer
		if err := WritePNG(&b, named(tt.name), s, tt.o); err != nil {
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
		if err := WritePNG(&bytes.Buffer{}, named("trend"), s, Options{DPI: dpi}); err == nil {
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
	all := seasons()
	type golden struct {
		chart, season string
		o             Options
	}
	pictures := []golden{
		{"trend", "outliers", Options{DPI: 72}},
		{"compliance", "full", Options{DPI: 72}},
		{"calendar", "three years", Options{DPI: 72}},
		{"intensity", "full", Options{DPI: 72}},
		{"since", "every class", Options{DPI: 72}},
		{"too-fast", "full", Options{DPI: 72}},
		{"phone", "full", Options{DPI: 72}},
		{"flagged run", "full", Options{DPI: 72}},
		{"hard run", "full", Options{DPI: 72}},
	}
	for _, season := range []string{
		"full", "no recovery", "one run", "three weeks", "no heart rate", "gap", "long gap", "three years",
		"twenty a week", "outliers", "very fast", "very slow", "every class", "no trend",
	} {
		pictures = append(pictures, golden{"season", season, Options{DPI: 72}})
	}
	for _, tt := range pictures {
		s := all[tt.season]
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

// small is a picture in few bytes: of eighteen shades a channel, each within 8 of
// what was drawn.
func small(t *testing.T, b []byte) []byte {
	t.Helper()
	img := decode(t, b)
	for i, v := range img.Pix {
		img.Pix[i] = uint8((int(v) + 7) / 15 * 15)
	}
	var out bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestCompression}
	if err := e.Encode(&out, img); err != nil {
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

// ofRuns is a season of exactly so many runs.
func ofRuns(n int) *analysis.Season {
	m := spring()
	m.days = 2 * n
	s := m.season()
	last := s.Runs[n-1].LocalDate
	m.days = int(last-m.from) + 1
	return m.season()
}

// TestPictureBytes holds what a picture of 250 runs may weigh.
func TestPictureBytes(t *testing.T) {
	if testing.Short() {
		t.Skip("draws every picture in full")
	}
	s := ofRuns(250)
	if len(s.Runs) < 240 || len(s.Runs) > 260 {
		t.Fatalf("%d runs", len(s.Runs))
	}
	for _, theme := range []Theme{Light, Dark} {
		for _, c := range allCharts(s) {
			var b bytes.Buffer
			if err := WritePNG(&b, c, s, Options{Theme: theme}); err != nil {
				t.Fatal(err)
			}
			if b.Len() > 300_000 {
				t.Errorf("%s, theme %d: %d bytes, want at most 300000", c.Name, theme, b.Len())
			}
		}
	}
}

// BenchmarkSeasonPictures draws the eight pictures of a season of 250 runs two
// at a time. They are to take 1.5 s on two cores.
func BenchmarkSeasonPictures(b *testing.B) {
	s := ofRuns(250)
	b.ReportAllocs()
	for b.Loop() {
		var g errgroup.Group
		g.SetLimit(2)
		for _, c := range Charts() {
			g.Go(func() error { return WritePNG(io.Discard, c, s, Options{}) })
		}
		if err := g.Wait(); err != nil {
			b.Fatal(err)
		}
	}
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
