package report

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"easyday/analysis"
	"easyday/importer/activity"
)

//go:embed page/page.html page/page.css page/page.js
var pageFiles embed.FS

const (
	// detailedRuns is the most flagged runs with a picture on the page.
	detailedRuns = 24
	// listedFiles is the most files the page lists; ledger.csv has all.
	listedFiles = 500
	// firstRows is how many runs the table shows before it is asked for all,
	// so that a page of thousands opens at once.
	firstRows = 250
)

// page is what the template of report.html is filled with.
type page struct {
	Title, Period, Lead string
	Advice              string
	Policy              string
	Style               template.CSS
	Script              template.JS
	Cards               []card
	Figures             []pageFigure
	Flagged             *flagged
	Patterns            []string
	Sure                []string
	Bounds              []term
	Efforts             *effortTable
	Unit                string
	Table               *runTable
	LedgerSum           string
	Ledger              []fileRow
	MoreFiles           int
	Method              []term
	Settings            []setting
}

// flagged are the runs judged too fast.
type flagged struct {
	Together pageFigure
	Each     []pageFigure
	More     int
}

type card struct{ Value, Name, Note string }

// fileRow is a file of which there is something to say.
type fileRow struct{ File, Outcome, Reason string }

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
	css := paletteCSS(o.Theme) + string(style)
	p := &page{
		Title: Headline(s), Advice: Advice(s, o.Units), Unit: o.Units.Short(),
		Policy: contentPolicy(css, string(script)), Style: template.CSS(css), Script: template.JS(script),
		LedgerSum: LedgerSum(l), Method: methodTerms(s), Settings: settings,
	}
	p.Ledger, p.MoreFiles = ledgerTable(l)
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
	p.Patterns = append(patternSentences(s, o.Units), said(gapSentence(s, o.Units))...)
	p.Sure, p.Bounds, p.Efforts = sureSentences(s), boundTerms(s, o.Units), newEffortTable(s, o.Units)
	g := newPagePainter(s, o)
	for _, k := range g.sketches() {
		p.Figures = append(p.Figures, g.figure(k))
	}
	p.Flagged = g.flagged()
	p.Table = newRunTable(s, o.Units)
	return p, nil
}

// flagged are the runs judged too fast, side by side and one by one; nil where
// there are none.
func (g *pagePainter) flagged() *flagged {
	all := worst(g.s)
	if len(all) == 0 {
		return nil
	}
	runs := all[:min(len(all), detailedRuns)]
	f := &flagged{Together: g.figure(g.multiplesSketch(runs)), More: len(all) - len(runs)}
	for _, r := range runs {
		d := g.figure(g.runSketch(r))
		d.Row = g.index[r.ID]
		if len(r.Files) > 0 {
			d.File = r.Files[0]
		}
		f.Each = append(f.Each, d)
	}
	return f
}

// leadParagraph says the season in a few sentences, from its own numbers.
func leadParagraph(s *analysis.Season, o Options) string {
	var parts []string
	if v := verdictCounts(s.Summary.Counts); v != "" && s.Summary.Judged() > 0 {
		parts = append(parts, capital(v)+".")
	}
	for _, t := range []string{
		changeSentence(s.Summary.Change), backToBackSentence(s), trendSentence(s, o.Units), habitSentence(s, o.Units), modeSentence(s),
	} {
		if t != "" {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, " ")
}

// ledgerTable lists the files of which there is more to say than that they
// were imported, those that are no run first, and how many it leaves out.
func ledgerTable(l activity.Ledger) (rows []fileRow, more int) {
	var noted []fileRow
	for i := range l.Entries {
		e := &l.Entries[i]
		reason := make([]string, 0, 1+len(e.Notes))
		if e.Reason != "" {
			reason = append(reason, e.Reason)
		}
		for _, n := range e.Notes {
			reason = append(reason, n.Text)
		}
		row := fileRow{e.Name(), outcomeWord(e.Outcome, 1), strings.Join(reason, "; ")}
		switch {
		case e.Outcome != activity.Imported:
			rows = append(rows, row)
		case len(e.Notes) > 0:
			noted = append(noted, row)
		}
	}
	rows = slices.Concat(rows, noted)
	n := min(len(rows), listedFiles)
	return rows[:n], len(rows) - n
}
