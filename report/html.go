package report

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"math"
	"strings"

	"easyday/analysis"
	"easyday/importer/activity"
)

//go:embed page/page.html page/page.css page/page.js
var pageFiles embed.FS

// detailedRuns is the most flagged runs with a picture on the page.
const detailedRuns = 24

// page is what the template of report.html is filled with.
type page struct {
	Title, Period, Lead string
	Advice              string
	Style               template.CSS
	Script              template.JS
	Cards               []card
	Figures             []pageFigure
	Flagged             []pageFigure
	MoreFlagged         int
	Sure                []string
	Unit                string
	Rows                []row
	Kinds               []filter
	LedgerSum           string
	Ledger              []fileRow
	Settings            []setting
}

type card struct{ Value, Name, Note string }

// filter is a button that shows one kind of row.
type filter struct {
	Name, Value string
	N           int
}

// fileRow is a file that is not simply imported.
type fileRow struct{ File, Outcome, Reason string }

// setting is one of the options with its value.
type setting struct{ Name, Value string }

// WriteHTML writes report.html: one page that holds everything it shows, asks
// the network for nothing and opens from a file. It is for light and dark
// screens, wide and narrow ones, and paper. It carries derived numbers alone,
// no position. The same season and options give the same bytes;
// Options.Theme is the theme it starts in where it is Dark.
func WriteHTML(w io.Writer, s *analysis.Season, l activity.Ledger, o Options) error {
	if err := o.check(); err != nil {
		return fmt.Errorf("report.html: %w", err)
	}
	t, err := template.ParseFS(pageFiles, "page/page.html")
	if err != nil {
		return fmt.Errorf("report.html: %w", err)
	}
	p, err := newPage(s, l, o)
	if err != nil {
		return fmt.Errorf("report.html: %w", err)
	}
	if err := t.Execute(w, p); err != nil {
		return fmt.Errorf("report.html: %w", err)
	}
	return nil
}

func newPage(s *analysis.Season, l activity.Ledger, o Options) (*page, error) {
	style, err := pageFiles.ReadFile("page/page.css")
	if err != nil {
		return nil, err
	}
	script, err := pageFiles.ReadFile("page/page.js")
	if err != nil {
		return nil, err
	}
	settings, err := pageSettings(s.Options)
	if err != nil {
		return nil, err
	}
	p := &page{
		Title: Headline(s), Advice: Advice(s, o.Units), Unit: o.Units.Short(),
		Style: template.CSS(paletteCSS(o.Theme) + string(style)), Script: template.JS(script),
		LedgerSum: LedgerSum(l), Settings: settings,
	}
	for _, e := range l.Entries {
		if e.Outcome != activity.Imported {
			p.Ledger = append(p.Ledger, fileRow{e.Name(), outcomeWord(e.Outcome, 1), e.Reason})
		}
	}
	if len(s.Runs) == 0 {
		p.Lead = "No runs to show."
		return p, nil
	}
	p.Period = period(s.Runs[0].LocalDate, s.Runs[len(s.Runs)-1].LocalDate)
	p.Lead = leadParagraph(s, o)
	k := newPen(blankCanvas(), o.Theme)
	for _, f := range k.figures(s, o) {
		p.Cards = append(p.Cards, card{f.value, f.name, f.note})
	}
	for _, t := range []string{sensitivitySentence(s), anchorSentence(s), baselineSentence(s)} {
		if t != "" {
			p.Sure = append(p.Sure, t)
		}
	}
	p.Figures = pageFigures(s, o)
	flagged := worst(s)
	for _, r := range flagged[:min(len(flagged), detailedRuns)] {
		p.Flagged = append(p.Flagged, runFigure(s, r, o))
	}
	p.MoreFlagged = len(flagged) - len(p.Flagged)
	p.Rows = pageRows(s, o.Units)
	p.Kinds = rowFilters(p.Rows)
	return p, nil
}

// leadParagraph says the season in a few sentences, from its own numbers.
func leadParagraph(s *analysis.Season, o Options) string {
	var parts []string
	if v := verdictCounts(s.Summary.Counts); v != "" && s.Summary.Judged() > 0 {
		parts = append(parts, capital(v)+".")
	}
	for _, t := range []string{
		changeSentence(s.Summary.Change), trendSentence(s, o.Units), habitSentence(s, o.Units), modeSentence(s),
	} {
		if t != "" {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, " ")
}

// paletteCSS defines the colours of both themes as variables, the classes the
// pictures use, and light colours for paper.
func paletteCSS(start Theme) string {
	variables := func(t Theme) string {
		var b strings.Builder
		for _, r := range t.palette().roles() {
			b.WriteString("--" + r.name + ":" + r.css() + ";")
		}
		return b.String()
	}
	light, dark := variables(Light)+"color-scheme:light;", variables(Dark)+"color-scheme:dark;"
	var b strings.Builder
	if start == Dark {
		b.WriteString(":root{" + dark + "}\n")
	} else {
		b.WriteString(":root{" + light + "}\n@media (prefers-color-scheme:dark){:root{" + dark + "}}\n")
	}
	b.WriteString(":root[data-theme=light]{" + light + "}\n:root[data-theme=dark]{" + dark + "}\n")
	b.WriteString("@media print{:root,:root[data-theme=dark],:root[data-theme=light]{" + light + "}}\n")
	for _, r := range Light.palette().roles() {
		fmt.Fprintf(&b, ".f-%s{fill:var(--%s)}.s-%s{stroke:var(--%s);fill:none}", r.name, r.name, r.name, r.name)
	}
	b.WriteString("\n")
	for _, name := range []string{"ground", "zone-mixed"} {
		fmt.Fprintf(&b, ".h-%s{stroke:var(--%s);stroke-width:3.6px;paint-order:stroke;stroke-linejoin:round}", name, name)
	}
	return b.String() + "\n"
}

// pageSettings lists every setting that can change a number, in the order and
// under the names of season.json.
func pageSettings(o analysis.Options) ([]setting, error) {
	b, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	return readSettings(d, "")
}

// readSettings reads one JSON object in its own order, names of objects within
// it joined by a dot.
func readSettings(d *json.Decoder, prefix string) ([]setting, error) {
	var out []setting
	if prefix == "" {
		if _, err := d.Token(); err != nil {
			return nil, err
		}
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		name := prefix + fmt.Sprint(key)
		value, err := d.Token()
		if err != nil {
			return nil, err
		}
		switch v := value.(type) {
		case json.Delim:
			inner, err := readSettings(d, name+".")
			if err != nil {
				return nil, err
			}
			out = append(out, inner...)
		case nil:
			out = append(out, setting{name, "not set"})
		default:
			out = append(out, setting{name, fmt.Sprint(v)})
		}
	}
	_, err := d.Token()
	return out, err
}

// sortKey is a number as a table cell's key; empty where it is missing.
func sortKey(v float64) string {
	if math.IsInf(v, 0) {
		return ""
	}
	return number(v, 2)
}
