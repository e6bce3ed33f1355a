package report

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"easyday/analysis"
	"easyday/importer/activity"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"gonum.org/v1/plot/vg"
	vgdraw "gonum.org/v1/plot/vg/draw"
)

func testPen() *pen { return newPen(vgdraw.NewCanvas(blank{}, 800, 600), Light) }

func TestSpread(t *testing.T) {
	for _, tt := range []struct {
		name         string
		want, height []vg.Length
		low, high    vg.Length
		out          []vg.Length
	}{
		{"apart already", []vg.Length{10, 50}, []vg.Length{10, 10}, 0, 100, []vg.Length{10, 50}},
		{"two alike", []vg.Length{50, 50}, []vg.Length{10, 10}, 0, 100, []vg.Length{45, 55}},
		{"three alike", []vg.Length{50, 50, 50}, []vg.Length{10, 10, 10}, 0, 100, []vg.Length{40, 50, 60}},
		{"at the lower edge", []vg.Length{0, 2}, []vg.Length{10, 10}, 0, 100, []vg.Length{5, 15}},
		{"at the upper edge", []vg.Length{98, 99}, []vg.Length{10, 10}, 0, 100, []vg.Length{85, 95}},
		{"a chain", []vg.Length{20, 28, 60}, []vg.Length{10, 10, 10}, 0, 100, []vg.Length{19, 29, 60}},
		{"none", nil, nil, 0, 100, []vg.Length{}},
	} {
		got := spread(tt.want, tt.height, tt.low, tt.high)
		if d := cmp.Diff(tt.out, got, cmpopts.EquateApprox(0, 1e-9)); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}

func TestWrap(t *testing.T) {
	k := testPen()
	st := style{size: 27, bold: true}
	long := "4 of 27 recovery runs were too fast – fewer as time went on"
	for _, width := range []vg.Length{200, 360, 500, 900} {
		lines := k.wrap(long, st, width)
		if got := strings.Join(lines, " "); got != long {
			t.Fatalf("width %v: %q lost words", width, got)
		}
		widest, narrowest := vg.Length(0), vg.Length(math.Inf(1))
		for _, l := range lines {
			w := k.width(l, st)
			widest, narrowest = max(widest, w), min(narrowest, w)
		}
		if widest > width {
			t.Errorf("width %v: a line of %v", width, widest)
		}
		if len(lines) > 1 && narrowest < .45*widest {
			t.Errorf("width %v: uneven lines %q", width, lines)
		}
	}
	if got := k.wrap("", st, 100); len(got) != 0 {
		t.Errorf("nothing gives %q", got)
	}
	if got := k.shortened("abcdefghij", st, 60); !strings.HasSuffix(got, "…") || k.width(got, st) > 60 {
		t.Errorf("shortened to %q", got)
	}
}

// TestTitlesShrinkToALine holds that a title a little too long for a line is
// drawn smaller, and a longer one in lines of its size.
func TestTitlesShrinkToALine(t *testing.T) {
	const title = "9 of 25 judged recovery runs were too fast – fewer as time went on"
	k := testPen()
	full := k.width(title, style{size: 24, bold: true})
	for _, tt := range []struct {
		room  vg.Length // of the title's width
		lines int
		size  vg.Length
	}{{1.1, 1, 24}, {.95, 1, 22}, {.86, 1, 20}, {.8, 2, 24}} {
		var lines []string
		var size vg.Length
		k.placed = func(text string, _ vg.Rectangle, st style) { lines, size = append(lines, text), st.size }
		r := vg.Rectangle{Max: vg.Point{X: tt.room * full, Y: 600}}
		k.titles(&r, sizes{title: 24, subtitle: 11}, title, "")
		if len(lines) != tt.lines || size > 24 || size < tt.size || tt.lines > 1 && size != 24 {
			t.Errorf("room for %v of the title: %d lines of size %v, want %d of %v", tt.room, len(lines), size, tt.lines, tt.size)
		}
	}
}

func TestDrawable(t *testing.T) {
	f := testPen().face(13, false)
	for in, want := range map[string]string{
		"Zürich – 5:00 ±3 s": "Zürich – 5:00 ±3 s",
		"走る":                 "??",
		"easy ◆ run":         "easy ? run",
		"a\tb":               "a?b",
		"↑ faster, −4":       "↑ faster, −4",
	} {
		if got := drawable(f, in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestTicks(t *testing.T) {
	for _, tt := range []struct {
		e    extent
		want []float64
	}{
		{extent{420, 720}, []float64{420, 480, 540, 600, 660, 720}},
		{extent{295, 335}, []float64{300, 310, 320, 330}},
		{extent{1200, 2040}, []float64{1260, 1440, 1620, 1800, 1980}},
		{extent{720, 420}, []float64{420, 480, 540, 600, 660, 720}},
	} {
		if d := cmp.Diff(tt.want, paceTicks(tt.e)); d != "" {
			t.Errorf("%v (-want +got):\n%s", tt.e, d)
		}
	}
	for from := 120.0; from < 1500; from += 5 {
		for width := 15.0; width < 1500; width += 5 {
			if n := len(paceTicks(extent{from, from + width})); n < 4 || n > 7 {
				t.Fatalf("%d labelled paces from %v to %v", n, from, from+width)
			}
		}
	}
}

func TestDateAxis(t *testing.T) {
	date := activity.NewDate
	for _, tt := range []struct {
		name     string
		from, to activity.Date
		step     step
		first    string
		n        int
		years    int
	}{
		{"one week", date(2026, 2, 2), date(2026, 2, 9), weeks, "2–8 Feb 2026", 1, 0},
		{"over a month's end", date(2026, 1, 26), date(2026, 2, 23), weeks, "26 Jan–1 Feb 2026", 4, 0},
		{"a season", date(2026, 2, 2), date(2026, 11, 16), months, "Feb 2026", 10, 0},
		{"over new year", date(2025, 9, 1), date(2026, 5, 4), months, "Sep", 9, 2},
		{"three years", date(2023, 3, 6), date(2026, 3, 9), quarters, "Jan–Mar", 13, 4},
		{"ten years", date(2016, 1, 4), date(2026, 1, 5), years, "2016", 11, 0},
	} {
		a := newDateAxis(tt.from, tt.to)
		if got := stepFor(tt.from, tt.to); got != tt.step {
			t.Errorf("%s: step %v, want %v", tt.name, got, tt.step)
		}
		if got := a.spans[0].labels[0]; got != tt.first || len(a.spans) != tt.n || len(a.years) != tt.years {
			t.Errorf("%s: first %q, %d spans, %d years; want %q, %d, %d", tt.name, got, len(a.spans), len(a.years), tt.first, tt.n, tt.years)
		}
		for i, s := range a.spans {
			if i == 0 && s.from != tt.from || i > 0 && s.from != a.spans[i-1].to || i == len(a.spans)-1 && s.to != tt.to {
				t.Errorf("%s: span %d from %v to %v leaves a hole", tt.name, i, s.from, s.to)
			}
		}
	}
	if got := monday(activity.NewDate(2026, time.March, 1)); got != activity.NewDate(2026, time.February, 23) {
		t.Errorf("the week of Sunday 1 March begins on %v", got)
	}
}

func TestTrendLineBreaksFarFromRuns(t *testing.T) {
	all := seasons()
	for _, tt := range []struct {
		season        string
		firm, tenuous int
	}{
		{"full", 1, 0},
		{"gap", 2, 1},
		{"long gap", 2, 2},
		{"no trend", 0, 0},
	} {
		d := newTrendData(all[tt.season], Miles)
		if len(d.firm) != tt.firm || len(d.tenuous) != tt.tenuous {
			t.Errorf("%s: %d firm and %d thin stretches, want %d and %d", tt.season, len(d.firm), len(d.tenuous), tt.firm, tt.tenuous)
		}
	}
}

// TestNamesOfCutDivisions holds that a month cut by the end of an axis is not named
// shorter than whole ones, and that whole ones are named, over New Year too.
func TestNamesOfCutDivisions(t *testing.T) {
	date := func(y int, m time.Month, d int) activity.Date { return activity.NewDate(y, m, d) }
	for _, tt := range []struct {
		name     string
		from, to activity.Date
		few      map[int]int // divisions of which fewer labels fit
		want     []int
	}{
		{"weeks, none of them cut", date(2024, 5, 27), date(2024, 7, 1), map[int]int{0: 1}, []int{0, 1, 2, 3, 4}},
		{"months, the first cut short", date(2024, 5, 27), date(2024, 11, 4), map[int]int{0: 1}, []int{1, 2, 3, 4, 5, 6}},
		{"months, all narrow", date(2024, 5, 27), date(2024, 11, 4), map[int]int{0: 1, 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1}, []int{0, 1, 2, 3, 4, 5, 6}},
		{"over New Year", date(2024, 12, 2), date(2025, 2, 24), nil, []int{0, 1, 2}},
		{"weeks over New Year", date(2025, 12, 29), date(2026, 1, 19), map[int]int{0: 2}, []int{0, 1, 2}},
	} {
		a := newDateAxis(tt.from, tt.to).withYears()
		got := a.named(func(s dateSpan) int {
			i := slices.IndexFunc(a.spans, func(x dateSpan) bool { return x.from == s.from })
			if n, ok := tt.few[i]; ok {
				return n
			}
			return len(s.labels)
		})
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v named of %d, want %v", tt.name, got, len(a.spans), tt.want)
		}
	}
}

func TestNoAdviceOnFewRuns(t *testing.T) {
	s := seasons()["three weeks"]
	s.Options.LearningRuns, s.Summary.Usable = 6, 5
	d := newTrendData(s, Miles)
	if d.advice || len(d.days) == 0 || !math.IsNaN(d.days[0].advice) || math.IsNaN(d.days[0].value) {
		t.Errorf("advice %v on five easy runs, %v", d.advice, d.days[:1])
	}
	s.Summary.Usable = 6
	if d := newTrendData(s, Miles); !d.advice || math.IsNaN(d.days[0].advice) {
		t.Errorf("advice %v on six easy runs", d.advice)
	}
}

func TestPaceRangeLeavesOutliersOut(t *testing.T) {
	all := seasons()
	plain, wild := newTrendData(all["full"], Miles).paceRange(15), newTrendData(all["outliers"], Miles).paceRange(15)
	if wild.to > 1.15*plain.to || wild.from < .85*plain.from {
		t.Errorf("range %v with outliers, %v without", wild, plain)
	}
	for _, r := range newTrendData(all["full"], Miles).runs {
		if r.class == classTooFast && (r.y < plain.from || r.limit > plain.to) {
			t.Errorf("a stem from %v to %v leaves %v", r.y, r.limit, plain)
		}
	}
}

func TestFaster(t *testing.T) {
	part := []tracePoint{{0, 10}, {1, 8}, {2, 8}, {3, 12}, {4, 9}, {5, 9}}
	want := [][]tracePoint{{{.25, 9.5}, {1, 8}, {2, 8}, {2.375, 9.5}}, {{3 + 2.5/3, 9.5}, {4, 9}, {5, 9}}}
	if d := cmp.Diff(want, faster(part, 9.5), cmp.AllowUnexported(tracePoint{}), cmpopts.EquateApprox(0, 1e-9)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if got := faster(part, 5); len(got) != 0 {
		t.Errorf("nothing is faster than 5, got %v", got)
	}
}

func TestAnnotationKeepsClear(t *testing.T) {
	area := vg.Rectangle{Max: vg.Point{X: 400, Y: 300}}
	c := crowd{{vg.Point{X: 200, Y: 200}, 6, 20}}
	for x := vg.Length(0); x < 400; x += 10 {
		c = append(c, obstacle{vg.Point{X: x, Y: 230}, 6, 20}) // a row of marks above
	}
	box, anchor, ok := c.place(area, 120, 30, []vg.Point{{X: 200, Y: 200}, {X: 200, Y: 150}}, nil)
	if !ok || c.cost(box) > 0 || anchor.Y != 150 {
		t.Errorf("placed at %v for %v (%v), which covers %v", box, anchor, ok, c.cost(box))
	}
	if _, _, ok := c.place(area, 500, 30, []vg.Point{{X: 200, Y: 200}}, nil); ok {
		t.Error("a box wider than the area was placed")
	}
}

// TestSmoothed holds that a curve breaks at a pause and not at a missing block,
// and that its kernel weighs what lies beyond a break by its distance in time.
func TestSmoothed(t *testing.T) {
	nan := float32(math.NaN())
	tr := &analysis.Trace{}
	for _, at := range []float32{0, 5, 10, 15, 20, 60, 65} {
		tr.At, tr.Moving = append(tr.At, at), append(tr.Moving, true)
	}
	column := []float32{2, 2, nan, 2, 8, 4, 4}
	for _, tt := range []struct {
		name    string
		reach   int
		bridged float64
		want    [][]float64
	}{
		{"a pause", 0, noBreak, [][]float64{{2, 2, 2, 8}, {4, 4}}},
		{"a pause bridged", 0, shortBreak, [][]float64{{2, 2, 2, 8, 4, 4}}},
		{"one block either way", 1, noBreak, [][]float64{{2, 2, 4, 6}, {4, 4}}},
		{"across the pause", 8, noBreak, nil},
	} {
		got := smoothed(tr, column, tt.reach, tt.bridged)
		if tt.want == nil {
			// 9 - 8 = 1 for the block at 20 s, 9 and 8 for those at 60 and 65 s.
			if v, want := got[1][0].y, (9*4.+8*4+8)/18; math.Abs(v-want) > 1e-9 {
				t.Errorf("%s: %v, want %v", tt.name, v, want)
			}
			continue
		}
		var values [][]float64
		for _, part := range got {
			var v []float64
			for _, p := range part {
				v = append(v, p.y)
			}
			values = append(values, v)
		}
		if d := cmp.Diff(tt.want, values, cmpopts.EquateApprox(0, 1e-9)); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}

// TestZoneNameStandsInTheZone holds that the name does not stand across a break
// of the line, where there is no zone.
func TestZoneNameStandsInTheZone(t *testing.T) {
	s := seasons()["long gap"]
	d := newTrendData(s, Miles)
	a := newDateAxis(seasonSpan(s))
	p := newPanel(testPen(), vg.Rectangle{Max: vg.Point{X: 600, Y: 250}}, a.extent(), d.shown, false)
	from := activity.NewDate(2026, time.February, 2)
	for _, tt := range []struct {
		day  activity.Date
		want bool
	}{{from + 60, true}, {from + 145, false}, {from + 250, true}} {
		if got := p.inZone(d, vg.Point{X: p.x(float64(tt.day)), Y: 5}); got != tt.want {
			t.Errorf("%v: in the zone %v", tt.day, got)
		}
	}
}

// TestSteadying holds that a noisy recording is averaged over more, and an even
// one or a hard session is not.
func TestSteadying(t *testing.T) {
	of := func(noise float64, hard bool) *analysis.Run {
		r := &analysis.Run{}
		for i := range 360 {
			// A swing of two minutes, as of bad positions.
			v := 3 * (1 + noise*math.Sin(2*math.Pi*float64(i)/24))
			tr := &r.Recording.Trace
			tr.At, tr.Moving, tr.EffortSpeed = append(tr.At, float32(analysis.TraceStep*i)), append(tr.Moving, true), append(tr.EffortSpeed, float32(v))
		}
		if hard {
			r.Hard = &analysis.HardEffort{Reason: analysis.Intervals}
		}
		return r
	}
	for _, tt := range []struct {
		noise float64
		hard  bool
		want  int
	}{
		{0, false, 3},
		{.04, false, 3},
		{.06, false, 6},
		{.3, false, 12},
		{.3, true, 3},
	} {
		if got := steadying(of(tt.noise, tt.hard)); got != tt.want {
			t.Errorf("swings of %v, hard %v: %d blocks to either side, want %d", tt.noise, tt.hard, got, tt.want)
		}
	}
	if got := steadying(&analysis.Run{}); got != 3 {
		t.Errorf("without a trace: %d", got)
	}
}

// TestUsualPaces holds that a few far runs at either end are left off the scale
// and that runs which make up the scale are not.
func TestUsualPaces(t *testing.T) {
	var even []float64
	for i := range 100 {
		even = append(even, 500+float64(i))
	}
	for _, tt := range []struct {
		name string
		more []float64
		from float64
		to   float64
	}{
		{"none far", nil, 500, 599},
		{"two walks within the fences", []float64{640, 650}, 500, 599},
		{"three slow, more than may be left off", []float64{645, 650, 655}, 500, 655},
		{"one glitch beyond the fences", []float64{1200}, 500, 599},
		{"a fast one and a slow one", []float64{450, 650}, 500, 599},
	} {
		from, to := usual(append(slices.Clone(even), tt.more...))
		if math.Abs(from-tt.from) > 1e-6 || math.Abs(to-tt.to) > 1e-6 {
			t.Errorf("%s: from %v to %v, want %v to %v", tt.name, from, to, tt.from, tt.to)
		}
	}
	if from, to := usual(nil); !math.IsNaN(from) || !math.IsNaN(to) {
		t.Errorf("no runs give %v to %v", from, to)
	}
}
