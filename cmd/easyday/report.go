package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"easyday/analysis"
	"easyday/importer"
	"easyday/importer/activity"
	"easyday/importer/zoneat"
	"easyday/report"
)

// reportFlags are the flags of the commands that write a report.
type reportFlags struct {
	seasonFlags
	folder     string
	noPictures bool
}

func (f *reportFlags) register(c *cobra.Command) {
	f.seasonFlags.register(c)
	f.registerPeriod(c)
	f.registerOutput(c)
	c.Flags().BoolVar(&f.noPictures, "no-pictures", false, "write the numbers only")
}

// registerOutput adds the flags that are settings too.
func (f *reportFlags) registerOutput(c *cobra.Command) {
	c.Flags().StringVarP(&f.folder, "out", "o", "easyday-report", "`folder` the report is written to, made if missing")
	c.Flags().Var(themeFlag{&f.options.Theme}, "theme", "colours of the pictures")
}

// settle puts the settings in force together, the report's folder among them.
func (f *reportFlags) settle(c *cobra.Command) error {
	if err := f.seasonFlags.settle(c); err != nil {
		return err
	}
	if c.Flags().Changed("out") {
		f.settings.Out = f.folder
		f.settings.Override("out", "--out")
	}
	f.folder = f.settings.Out
	return nil
}

func newReport() *cobra.Command {
	var f reportFlags
	c := &cobra.Command{
		Use:   "report PATH...",
		Short: "Analyse a season and write the report (the main job)",
		Long: `report reads every recording below the given files, folders and archives,
judges the season and writes pictures, report.html, season.json, runs.csv and
ledger.csv. Where the folder holds an earlier report, the closing lines tell what
is new since.`,
		Example: `  easyday report ~/watch-exports
  easyday report garmin/ phone/ --units km -o report
  easyday report ~/watch-exports --from 2025-06-01 --to 2025-08-31`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return &usageError{&hintError{errors.New("report needs a file or folder to read"), "for example: easyday report ~/Downloads/watch-exports"}}
			}
			return f.settle(c)
		},
		RunE: func(c *cobra.Command, args []string) error {
			return makeReport(c.Context(), args, &f)
		},
	}
	f.register(c)
	completeFlags(c)
	return c
}

// makeReport goes the whole way from paths to a written report. That the paths
// are there and the folder can be written is seen before any work is spent.
func makeReport(ctx context.Context, paths []string, f *reportFlags) error {
	if err := pathsExist(paths); err != nil {
		return err
	}
	out, err := openOutput(f.folder)
	if err != nil {
		return err
	}
	defer out.discard()
	defer f.traces.Close()
	s, ledger, err := readSeason(ctx, paths, &f.seasonFlags, f.folder)
	if err != nil {
		return err
	}
	part, err := f.within(s)
	if err != nil {
		return err
	}
	return writeReport(ctx, out, part, ledger, f)
}

// readSeason imports paths and judges the season; what a report writes into the
// folders of reports is not read.
func readSeason(ctx context.Context, paths []string, f *seasonFlags, reports ...string) (*analysis.Season, activity.Ledger, error) {
	said, err := f.readLabels(paths)
	if err != nil {
		return nil, activity.Ledger{}, err
	}
	var bar progress // shows nothing
	if !f.quiet {
		bar = newProgress(f.stderr)
	}
	defer bar.end()
	var zones zoneat.Finder // reads nothing until it is asked
	kept := f.openCache()
	result, err := importer.Import(ctx, paths, importer.Options{
		Jobs: f.jobs,
		Zone: f.zone(),
		AsOf: f.asOf,

		Reports: reports,

		ZoneAt:  zones.At,
		Cache:   kept,
		Ignore:  f.ignoredDevice,
		Stow:    f.layDown,
		Scratch: f.traces,
		Progress: func(done, total int) {
			if done%heedEach == 1 {
				boundMemory(done, 0)
			}
			bar.show(done, total)
		},
	}, analysis.Summarize)
	if err == nil {
		err = zones.Err()
	}
	if err != nil {
		return nil, activity.Ledger{}, err
	}
	if kept != nil {
		_ = kept.Tidy() // what is too much now goes another time
	}
	boundMemory(len(result.Recordings), 0)
	runs := make([]analysis.Run, len(result.Recordings))
	for i := range result.Recordings {
		r := &result.Recordings[i]
		runs[i] = analysis.Run{ID: r.ID, Files: r.Files, LocalDate: r.LocalDate, Zone: r.Zone, Recording: r.Value}
		runs[i].Recording.Notes = append(runs[i].Recording.Notes, r.Notes...)
	}
	account := result.WithoutValues()
	o := f.settings.Options
	o.AsOf = f.asOf
	known := f.settings.Known
	known.Reading = analysis.Reading{Zone: f.settings.Zone, NamesUnread: f.noHints, IgnoredDevices: f.settings.IgnoredDevices}
	if known.Labels, err = said.match(runs, account.Ledger, f); err != nil {
		return nil, activity.Ledger{}, err
	}
	s := analysis.NewSeason(runs, known, o)
	if err := f.traces.Err(); err != nil {
		return nil, activity.Ledger{}, err
	}
	f.accountForLabels(account.Ledger, paths, said)
	for _, x := range s.Excluded {
		account.Exclude(x.ID, x.Outcome, x.Reason)
	}
	return s, account.Ledger, nil
}

// errNothing is the end of a season without a run to judge.
var errNothing = errors.New("no runs found")

// nothing is the error of files without a run among them; what became of them
// is told by outcome and reason, of every file with --verbose.
func (f *seasonFlags) nothing(l activity.Ledger, hint string) error {
	if len(l.Entries) == 0 {
		return &hintError{fmt.Errorf("%w: no files", errNothing), "name the folder your watch exports lie in"}
	}
	var table bytes.Buffer
	if err := report.WriteLedgerTable(&table, l, f.verbose); err != nil {
		return err
	}
	if table.Len() > 0 {
		t := newTerminal(f.stderr, colourNever)
		if err := t.paragraphs(table.String()); err != nil {
			return err
		}
	}
	if f.asOf != nil && l.Count(activity.Ignored) > 0 {
		hint = fmt.Sprintf("--as-of %s leaves out what is later", f.asOf)
	}
	return &hintError{fmt.Errorf("%w: %s", errNothing, report.LedgerSum(l)), hint}
}

// writeReport writes every output and prints the closing lines. A season
// without a run still leaves its ledger, so that it can be seen why.
func writeReport(ctx context.Context, out *output, s *analysis.Season, ledger activity.Ledger, f *reportFlags) error {
	if err := out.write("ledger.csv", func(w io.Writer) error { return report.WriteLedgerCSV(w, ledger) }); err != nil {
		return err
	}
	if len(s.Runs) == 0 {
		if err := out.publish(); err != nil {
			return err
		}
		return f.nothing(ledger, fmt.Sprintf("%s says what became of every file", filepath.Join(f.folder, "ledger.csv")))
	}
	since := out.news(s, f)
	tables := []struct {
		name  string
		write func(io.Writer) error
	}{
		{"season.json", func(w io.Writer) error { return report.WriteJSON(w, s, ledger) }},
		{"runs.csv", func(w io.Writer) error { return report.WriteRunsCSV(w, s) }},
		{"report.html", func(w io.Writer) error { return report.WriteHTML(w, s, ledger, f.options) }},
	}
	for _, t := range tables {
		if err := out.write(t.name, t.write); err != nil {
			return err
		}
	}
	var pictures []string
	if !f.noPictures {
		var err error
		if pictures, err = writePictures(ctx, out, s, f); err != nil {
			return err
		}
	}
	if err := f.traces.Err(); err != nil {
		return err
	}
	if err := out.publish(); err != nil {
		return err
	}
	if err := out.clearPictures(pictures); err != nil {
		return err
	}
	if f.quiet {
		return nil
	}
	var text bytes.Buffer
	if err := report.WriteText(&text, s, ledger, f.options); err != nil {
		return err
	}
	if err := f.tellLedger(&text, ledger); err != nil {
		return err
	}
	text.Write(since)
	fmt.Fprintln(&text, "Report:", f.folder)
	return f.out.paragraphs(text.String())
}
