package browser

import (
	"context"
	"testing"

	"easyday/analysis"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestPageIsReadByAll holds what a screen reader and a keyboard need: an outline
// without holes, names on all that can be used, references that lead somewhere,
// tables with heads, and every control in reach of the tab key.
func TestPageIsReadByAll(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	file, s := demoPage(t)
	ctx, w := open(t, file, 1280, 900)
	for _, rule := range []struct{ name, broken string }{
		{"one heading of the first level", `document.querySelectorAll("h1").length === 1 ? [] : [...document.querySelectorAll("h1")].map(e => e.outerHTML)`},
		{"no level of headings is left out", `[...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((h, i, all) => i ? +h.tagName[1] > +all[i - 1].tagName[1] + 1 : h.tagName !== "H1").map(e => e.outerHTML)`},
		{"everything lies in a landmark", `[...document.body.children].filter(e => !e.matches("header, main, footer, script, .skip, #tip")).map(e => e.outerHTML.slice(0, 80))`},
		{"ids are unique", `[...document.querySelectorAll("[id]")].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)`},
		{"references lead to something", `[...document.querySelectorAll("[aria-labelledby], [aria-describedby]")].flatMap(e => ["aria-labelledby", "aria-describedby"].flatMap(a => (e.getAttribute(a) || "").split(" ")).filter(id => id && !document.getElementById(id)))`},
		{"links lead to something", `[...document.querySelectorAll("a[href^='#']")].filter(a => !document.getElementById(a.getAttribute("href").slice(1))).map(a => a.outerHTML)`},
		{"all that can be used has a name", `[...document.querySelectorAll("a[href], button:not([hidden]), summary, select, [role=slider], [role=region], [role=group], section")].filter(e => !(
			e.textContent.trim() && !e.matches("select, section, [role]") || e.getAttribute("aria-label") || e.closest("label") ||
			document.getElementById(e.getAttribute("aria-labelledby"))?.textContent.trim())).map(e => e.outerHTML.slice(0, 80))`},
		{"pictures are named, and silent inside", `[...document.querySelectorAll("svg")].filter(e => e.getAttribute("role") !== "img" || !e.querySelector("title").textContent || !e.querySelector("desc").textContent ||
			e.querySelector("text")?.closest("[aria-hidden=true]") === null).map(e => e.outerHTML.slice(0, 80))`},
		{"tables have captions and heads", `[...document.querySelectorAll("table")].filter(e => !e.caption?.textContent || !e.tHead || [...e.querySelectorAll("th")].some(h => !h.scope || !h.textContent.trim())).map(e => e.outerHTML.slice(0, 80))`},
		{"no order of the tab key of its own", `[...document.querySelectorAll("[tabindex]")].filter(e => e.tabIndex > 0).map(e => e.outerHTML.slice(0, 80))`},
		{"the language is told", `document.documentElement.lang === "en" ? [] : [document.documentElement.lang]`},
	} {
		if broken := eval[[]string](t, ctx, rule.broken); len(broken) > 0 {
			t.Errorf("%s: not so for %q", rule.name, broken)
		}
	}
	t.Run("by keys alone", func(t *testing.T) { keysAlone(t, ctx, s) })
	w.check(t)
}

// keysAlone goes through the page with the tab key from its start, uses one
// control of each sort on the way, and comes to the end.
func keysAlone(t *testing.T, ctx context.Context, s *analysis.Season) {
	var skipped, themed, opened, filtered, sorted, settings bool
	for range 400 {
		do(t, ctx, chromedp.KeyEvent(kb.Tab))
		on := func(selector string) bool {
			return eval[bool](t, ctx, `document.activeElement.matches("`+selector+`")`)
		}
		switch {
		case on("body"):
			if !skipped || !themed || !opened || !filtered || !sorted || !settings {
				t.Errorf("the tab key leads past: way to the table %v, theme %v, a run's picture %v, filter %v, order %v, settings %v", skipped, themed, opened, filtered, sorted, settings)
			}
			return
		case on(".skip"):
			skipped = eval[bool](t, ctx, `document.activeElement.getBoundingClientRect().left >= 0`)
		case !themed && on("#theme"):
			was := eval[string](t, ctx, `getComputedStyle(document.body).color`)
			do(t, ctx, chromedp.KeyEvent(" "))
			themed = eval[string](t, ctx, `getComputedStyle(document.body).color`) != was
		case !opened && on("#flagged summary"):
			do(t, ctx, chromedp.KeyEvent(kb.Enter))
			opened = eval[bool](t, ctx, `document.activeElement.parentElement.open`)
			do(t, ctx, chromedp.KeyEvent(kb.Enter))
		case !filtered && on("#controls button[data-kind=hard]"):
			do(t, ctx, chromedp.KeyEvent(" "))
			kinds := column(t, ctx, 1)
			filtered = len(kinds) > 0 && len(kinds) < len(s.Runs)
		case !sorted && on("#table th:nth-child(3) button"):
			do(t, ctx, chromedp.KeyEvent(kb.Enter))
			sorted = eval[string](t, ctx, `document.activeElement.parentElement.getAttribute("aria-sort") ?? ""`) == "descending"
		case !settings && on("#method summary"):
			do(t, ctx, chromedp.KeyEvent(kb.Enter))
			settings = eval[bool](t, ctx, `document.activeElement.parentElement.open`)
		}
	}
	t.Error("the tab key does not come to the end of the page")
}
