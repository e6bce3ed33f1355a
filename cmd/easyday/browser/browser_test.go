package browser

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"easyday/analysis"
	"easyday/cmd/easyday/demo"
	"easyday/importer"
	"easyday/importer/activity"
	"easyday/report"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

// hostile is a name as a file may bear it.
const hostile = `"><img src=x onerror=document.title='run'></script><script>document.title='run'</script>` + "\u202egnp.tif"

// demoPage is the page of the demo season, with a labelled run and with files
// of hostile names.
func demoPage(t *testing.T) (file string, s *analysis.Season) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "season"), demo.Files()); err != nil {
		t.Fatal(err)
	}
	result, err := importer.Import(t.Context(), []string{filepath.Join(dir, "season")}, importer.Options{}, analysis.Summarize)
	if err != nil {
		t.Fatal(err)
	}
	runs := make([]analysis.Run, len(result.Recordings))
	for i, r := range result.Recordings {
		runs[i] = analysis.Run{ID: r.ID, Files: []string{hostile}, LocalDate: r.LocalDate, Zone: r.Zone, Recording: r.Value}
	}
	s = analysis.NewSeason(runs, analysis.Knowledge{Labels: []analysis.Label{{RunID: runs[0].ID, Kind: analysis.KindLong, From: analysis.FromLabel}}}, analysis.DefaultOptions())
	l := result.Ledger
	l.Entries = append(l.Entries, activity.Entry{File: hostile, Outcome: activity.Unreadable, Reason: hostile})
	file = filepath.Join(dir, "report.html")
	w, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(report.WriteHTML(w, s, l, report.Options{}), w.Close()); err != nil {
		t.Fatal(err)
	}
	return file, s
}

// watcher notes what a page must not do.
type watcher struct {
	mu    sync.Mutex
	wrong []string
	asked []string // addresses other than the page's own
}

func (w *watcher) note(list *[]string, format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	*list = append(*list, fmt.Sprintf(format, args...))
}

func (w *watcher) listen(ctx context.Context) {
	chromedp.ListenTarget(ctx, func(e any) {
		switch e := e.(type) {
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(e.Request.URL, "file:///") || !strings.HasSuffix(e.Request.URL, "/report.html") {
				w.note(&w.asked, "%s", e.Request.URL)
			}
		case *runtime.EventConsoleAPICalled:
			w.note(&w.wrong, "console: %s %v", e.Type, e.Args)
		case *runtime.EventExceptionThrown:
			w.note(&w.wrong, "exception: %s", e.ExceptionDetails.Error())
		case *log.EventEntryAdded: // violations of the policy are told here
			w.note(&w.wrong, "log: %s %s", e.Entry.Level, e.Entry.Text)
		}
	})
}

// open starts Chromium on the page; the test is skipped where there is none.
func open(t *testing.T, file string, width, height int64) (context.Context, *watcher) {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless-shell", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium on this machine: the page was not tried in a browser")
	}
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.WSURLReadTimeout(time.Minute))...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	w := &watcher{}
	w.listen(ctx)
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(file)}
	do(t, ctx, network.Enable(), log.Enable(),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}, {Name: "prefers-reduced-motion", Value: "reduce"}}),
		emulation.SetDeviceMetricsOverride(width, height, 1, width < 700),
		emulation.SetTouchEmulationEnabled(width < 700),
		chromedp.Navigate(address.String()))
	return ctx, w
}

func do(t *testing.T, ctx context.Context, actions ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// eval is the value of an expression in the page.
func eval[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	var v T
	do(t, ctx, chromedp.Evaluate(expression, &v))
	return v
}

// column is the texts of a column of the rows that show.
func column(t *testing.T, ctx context.Context, i int) []string {
	t.Helper()
	return eval[[]string](t, ctx, fmt.Sprintf(`[...document.querySelectorAll("#table tbody tr")].filter(r => r.offsetParent).map(r => r.cells[%d].textContent.trim())`, i))
}

func (w *watcher) check(t *testing.T) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.wrong) > 0 {
		t.Errorf("the page complained:\n%s", strings.Join(w.wrong, "\n"))
	}
	if len(w.asked) > 0 {
		t.Errorf("the page asked for:\n%s", strings.Join(w.asked, "\n"))
	}
}

func TestPageOnADesk(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	file, s := demoPage(t)
	ctx, w := open(t, file, 1280, 900)
	t.Run("opens", func(t *testing.T) {
		if got, want := eval[string](t, ctx, `document.title`), report.Headline(s); got != want {
			t.Errorf("title %q, want %q", got, want)
		}
		if n := eval[int](t, ctx, `document.images.length + document.scripts.length`); n != 1 {
			t.Errorf("%d images and scripts, want the page's own script alone", n)
		}
		if eval[string](t, ctx, `document.querySelector("#ledger tbody bdi").textContent`) != hostile {
			t.Error("a hostile name does not show as it is")
		}
		if got := column(t, ctx, 1)[0]; got != "long (you said)" {
			t.Errorf("a labelled run shows as %q", got)
		}
	})
	t.Run("sorts", func(t *testing.T) { sorts(t, ctx) })
	t.Run("filters", func(t *testing.T) { filters(t, ctx, s) })
	t.Run("hover", func(t *testing.T) { hover(t, ctx, s) })
	t.Run("keyboard", func(t *testing.T) { keyboard(t, ctx, s) })
	t.Run("theme", func(t *testing.T) {
		ground := func() string {
			return eval[string](t, ctx, `getComputedStyle(document.documentElement).backgroundColor`)
		}
		text := `getComputedStyle(document.querySelector("svg text")).fill`
		light, lightText := ground(), eval[string](t, ctx, text)
		do(t, ctx, chromedp.Click("#theme", chromedp.ByQuery))
		if ground() == light || eval[string](t, ctx, text) == lightText {
			t.Error("the dark theme looks like the light one")
		}
		if eval[string](t, ctx, `document.querySelector("#theme").getAttribute("aria-pressed")`) != "true" {
			t.Error("the button does not say that it is pressed")
		}
		do(t, ctx, emulation.SetEmulatedMedia().WithMedia("print"))
		if ground() != light {
			t.Error("paper is not light while the screen is dark")
		}
		do(t, ctx, emulation.SetEmulatedMedia(), chromedp.Click("#theme", chromedp.ByQuery))
		if ground() != light {
			t.Error("the light theme does not come back")
		}
	})
	t.Run("drill-down", func(t *testing.T) {
		n := eval[int](t, ctx, `document.querySelectorAll("#flagged details").length`)
		if want := s.Summary.TooFast; n != want {
			t.Fatalf("%d pictures of flagged runs, want %d", n, want)
		}
		do(t, ctx, chromedp.Evaluate(`document.querySelector("#table a").click()`, nil))
		if !eval[bool](t, ctx, `document.querySelector("details:target").open && document.querySelector("details:target svg").getBoundingClientRect().height > 200`) {
			t.Error("the link of a flagged run does not open its picture")
		}
		// A click of the mouse may miss a link that is still being scrolled to.
		do(t, ctx, chromedp.Evaluate(`document.querySelector("details:target p a").click()`, nil))
		back := chromedp.Poll(`document.activeElement.matches("tr.c-fast")`, nil, chromedp.WithPollingTimeout(15*time.Second))
		if err := chromedp.Run(ctx, back); err != nil { // the browser moves the focus when it has time
			t.Error("the way back does not lead to its row:", err)
		}
	})
	t.Run("prints", func(t *testing.T) {
		var pdf []byte
		do(t, ctx, chromedp.ActionFunc(func(ctx context.Context) error {
			var err error
			pdf, _, err = page.PrintToPDF().WithPreferCSSPageSize(true).Do(ctx)
			return err
		}))
		if !strings.HasPrefix(string(pdf), "%PDF") {
			t.Error("printing gives no PDF")
		}
	})
	w.check(t)
}

// sorts clicks every head twice and compares the order with the keys of rows.
func sorts(t *testing.T, ctx context.Context) {
	n := eval[int](t, ctx, `document.querySelectorAll("#table thead th").length`)
	// The rows' keys by another way than the page's: with the blanks left out.
	const keys = `[...document.querySelectorAll("#table tbody tr")].map(r => r.cells[%d]).map(c => c.dataset.v ?? c.textContent.trim()).map(v => {
		const m = v.match(/^(?:(\d+):)?(\d+):(\d\d)$/);
		return m ? 3600 * (m[1] || 0) + 60 * m[2] + +m[3] : v === "" ? null : %d === 1 ? v : Number(v.replace("−", "-").replace("+", ""));
	})`
	for i := range n {
		var was string
		for range 2 {
			do(t, ctx, chromedp.Evaluate(fmt.Sprintf(`document.querySelectorAll("#table th button")[%d].click()`, i), nil))
			order := eval[string](t, ctx, fmt.Sprintf(`document.querySelectorAll("#table th")[%d].getAttribute("aria-sort")`, i))
			if order == was || order != "ascending" && order != "descending" {
				t.Errorf("column %d: aria-sort %q after %q", i, order, was)
			}
			was = order
			if n := eval[int](t, ctx, `document.querySelectorAll("th[aria-sort]").length`); n != 1 {
				t.Errorf("column %d: %d columns say they are sorted", i, n)
			}
			raw := eval[[]any](t, ctx, fmt.Sprintf(keys, i, i))
			blank := slices.Index(raw, nil)
			if blank < 0 {
				blank = len(raw)
			}
			if blank == 0 || slices.ContainsFunc(raw[blank:], func(v any) bool { return v != nil }) {
				t.Errorf("column %d: blanks are not last: %v", i, raw)
				continue
			}
			compare := func(a, b any) int {
				d := 0
				switch a := a.(type) {
				case float64:
					d = int(1e4*a) - int(1e4*b.(float64))
				case string:
					d = strings.Compare(a, b.(string))
				}
				if order == "descending" {
					return -d
				}
				return d
			}
			if !slices.IsSortedFunc(raw[:blank], compare) {
				t.Errorf("column %d is not %s: %v", i, order, raw)
			}
		}
	}
	do(t, ctx, chromedp.Evaluate(`document.querySelectorAll("#table th button")[0].click()`, nil))
}

func filters(t *testing.T, ctx context.Context, s *analysis.Season) {
	press := func(kind string) {
		do(t, ctx, chromedp.Click(fmt.Sprintf(`#controls button[data-kind=%q]`, kind), chromedp.ByQuery))
	}
	press("fast")
	kinds := column(t, ctx, 1)
	if len(kinds) != s.Summary.TooFast || slices.ContainsFunc(kinds, func(k string) bool { return k != "too fast" }) {
		t.Errorf("too fast shows %q", kinds)
	}
	if got, want := eval[string](t, ctx, `document.querySelector("#shown").textContent`), fmt.Sprintf("%d of %d runs shown", s.Summary.TooFast, len(s.Runs)); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if p := eval[[]string](t, ctx, `[...document.querySelectorAll("#controls button[aria-pressed=true]")].map(b => b.dataset.kind)`); cmp.Diff([]string{"fast"}, p) != "" {
		t.Errorf("pressed: %q", p)
	}
	month := s.Runs[0].LocalDate.Midnight().Format("2006-01")
	press("")
	do(t, ctx, chromedp.SetValue("#month", month, chromedp.ByQuery), chromedp.Evaluate(`document.querySelector("#month").dispatchEvent(new Event("change"))`, nil))
	n := 0
	for i := range s.Runs {
		if s.Runs[i].LocalDate.Midnight().Format("2006-01") == month {
			n++
		}
	}
	if got := len(column(t, ctx, 0)); got != n {
		t.Errorf("%d runs in the first month, want %d", got, n)
	}
	do(t, ctx, chromedp.SetValue("#month", "", chromedp.ByQuery), chromedp.Evaluate(`document.querySelector("#month").dispatchEvent(new Event("change"))`, nil))
	if got := len(column(t, ctx, 0)); got != len(s.Runs) {
		t.Errorf("%d runs without a filter, want %d", got, len(s.Runs))
	}
}

// place is where the mark of a run is on the screen.
func place(t *testing.T, ctx context.Context, selector string) (x, y float64) {
	t.Helper()
	p := eval[[]float64](t, ctx, fmt.Sprintf(`(() => { const u = document.querySelector(%q); u.scrollIntoView({block: "center"}); const r = u.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()`, selector))
	return p[0], p[1]
}

func tip(t *testing.T, ctx context.Context) string {
	t.Helper()
	return eval[string](t, ctx, `document.querySelector("#tip").hidden ? "" : document.querySelector("#tip").innerText`)
}

// flag is the last flagged run, whose mark lies on top of all others.
func flag(s *analysis.Season) (int, *analysis.Run) {
	for i := len(s.Runs) - 1; i >= 0; i-- {
		if r := s.Runs[i].Recovery; r != nil && r.Verdict == analysis.TooFast {
			return i, &s.Runs[i]
		}
	}
	return -1, nil
}

func hover(t *testing.T, ctx context.Context, s *analysis.Season) {
	i, r := flag(s)
	for _, figure := range []string{"trend", "since", "calendar"} {
		x, y := place(t, ctx, fmt.Sprintf("#%s .wide use[data-i='%d']", figure, i))
		do(t, ctx, chromedp.MouseEvent(input.MouseMoved, x, y))
		got := tip(t, ctx)
		for _, want := range []string{r.LocalDate.Midnight().Format("2 Jan 2006"), "too fast", report.FormatPace(r.EffortPace, report.Miles) + " adjusted", "after"} {
			if !strings.Contains(strings.ReplaceAll(got, "\u00a0", " "), want) {
				t.Errorf("%s: the note %q lacks %q", figure, got, want)
			}
		}
		if n := eval[int](t, ctx, `document.querySelectorAll(".ring").length`); n == 0 {
			t.Errorf("%s: no mark is ringed", figure)
		}
		do(t, ctx, chromedp.MouseEvent(input.MouseMoved, 2, 2))
		if got := tip(t, ctx); got != "" {
			t.Errorf("%s: the note %q stays", figure, got)
		}
	}
	x, y := place(t, ctx, fmt.Sprintf("#trend .wide use[data-i='%d']", i))
	do(t, ctx, chromedp.MouseClickXY(x, y))
	if got := eval[string](t, ctx, `document.activeElement.id`); got != fmt.Sprintf("t%d", i) {
		t.Errorf("a click leads to %q, want the run's row", got)
	}
}

func keyboard(t *testing.T, ctx context.Context, s *analysis.Season) {
	do(t, ctx, chromedp.Evaluate(`window.scrollTo(0, 0); document.activeElement.blur(); document.querySelector("#trend h2").tabIndex = -1; document.querySelector("#trend h2").focus()`, nil), chromedp.KeyEvent(kb.Tab))
	walk := `document.activeElement.getAttribute("aria-valuetext")`
	first := eval[string](t, ctx, walk)
	if !strings.Contains(strings.ReplaceAll(first, "\u00a0", " "), s.Runs[0].LocalDate.Midnight().Format("2 Jan 2006")) || tip(t, ctx) == "" {
		t.Fatalf("the tab key leads to %q with the note %q, want the first run", first, tip(t, ctx))
	}
	do(t, ctx, chromedp.KeyEvent(kb.ArrowRight))
	second := eval[string](t, ctx, walk)
	if second == first || !strings.Contains(strings.ReplaceAll(tip(t, ctx), "\n", ", "), second) {
		t.Errorf("an arrow leads from %q to %q, with the note %q", first, second, tip(t, ctx))
	}
	do(t, ctx, chromedp.KeyEvent(kb.End), chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.Home), chromedp.KeyEvent(kb.ArrowLeft))
	if got := eval[string](t, ctx, walk); got != first {
		t.Errorf("the ends do not hold: at %q", got)
	}
	do(t, ctx, chromedp.KeyEvent(kb.Enter))
	if got := eval[string](t, ctx, `document.activeElement.id`); got != "t0" {
		t.Errorf("enter leads to %q, want the run's row", got)
	}
	if tip(t, ctx) != "" {
		t.Error("the note stays when the picture is left")
	}
	// Everything that takes the focus shows it.
	unseen := eval[[]string](t, ctx, `[...document.querySelectorAll("a[href], button:not([hidden]), select, summary, [tabindex='0']")].filter(e => e.offsetParent).filter(e => {
		e.focus({focusVisible: true}); return document.activeElement === e && (getComputedStyle(e).outlineStyle === "none" || getComputedStyle(e).outlineWidth === "0px"); }).map(e => e.outerHTML.slice(0, 80))`)
	if len(unseen) > 0 {
		t.Errorf("the focus does not show on %q", unseen)
	}
	do(t, ctx, chromedp.Evaluate(`document.activeElement.blur()`, nil))
}

func TestPageOnATelephone(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	file, s := demoPage(t)
	ctx, w := open(t, file, 390, 844)
	do(t, ctx, chromedp.Evaluate(`document.querySelectorAll("details").forEach(d => d.open = true)`, nil))
	if wide := eval[[]string](t, ctx, `[...document.querySelectorAll("body *")].filter(e => !e.closest(".scroll, svg") && !e.matches(".skip") && e.getBoundingClientRect().right > innerWidth + .5).map(e => e.outerHTML.slice(0, 80))`); len(wide) > 0 {
		t.Errorf("wider than the telephone: %q", wide)
	}
	for _, width := range []int64{701, 768, 1001, 1024, 1280, 390} {
		do(t, ctx, emulation.SetDeviceMetricsOverride(width, 844, 1, true))
		if over := eval[int](t, ctx, `document.querySelector("#table").offsetWidth - document.querySelector("#table").parentElement.clientWidth`); over > 0 {
			t.Errorf("on %d pixels the table of runs is %d wider than its room", width, over)
		}
	}
	if n := eval[int](t, ctx, `document.documentElement.scrollWidth`); n > 390 {
		t.Errorf("the page is %d wide, want 390", n)
	}
	if eval[int](t, ctx, `[...document.querySelectorAll("svg")].filter(e => e.closest(".wide") && e.getBoundingClientRect().width > 0).length`) > 0 {
		t.Error("a wide picture shows on a telephone")
	}
	i, _ := flag(s)
	x, y := place(t, ctx, fmt.Sprintf("#trend .narrow use[data-i='%d']", i))
	touch := func(x, y float64) {
		do(t, ctx, input.DispatchTouchEvent(input.TouchStart, []*input.TouchPoint{{X: x, Y: y}}), input.DispatchTouchEvent(input.TouchEnd, []*input.TouchPoint{}),
			chromedp.Sleep(50*time.Millisecond))
	}
	touch(x, y)
	if got := tip(t, ctx); !strings.Contains(got, "too fast") {
		t.Errorf("a tap shows %q", got)
	}
	if over := eval[bool](t, ctx, `(() => { const r = document.querySelector("#tip").getBoundingClientRect(); return r.left < 0 || r.right > innerWidth; })()`); over {
		t.Error("the note leaves the screen")
	}
	touch(x, y)
	if got := eval[string](t, ctx, `document.activeElement.id`); got != fmt.Sprintf("t%d", i) {
		t.Errorf("a second tap leads to %q, want the run's row", got)
	}
	w.check(t)
}
