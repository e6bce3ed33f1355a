package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"easyday/analysis"
	"easyday/importer/activity"
	"easyday/report"
)

// errTooFast is the answer of check --exit-code where a run was too fast.
var errTooFast = errors.New("a recovery run was too fast")

// defaultLastDays is how far check looks back from the last run.
const defaultLastDays = 14

// daysFlag is a number of days as a flag, "30d" or "30".
type daysFlag struct{ value *int }

func (f daysFlag) String() string {
	if f.value == nil {
		return ""
	}
	return strconv.Itoa(*f.value) + "d"
}
func (f daysFlag) Type() string { return "days" }
func (f daysFlag) Set(s string) error {
	n, err := strconv.Atoi(strings.TrimSuffix(s, "d"))
	if err != nil || n < 1 {
		return errors.New("is not a number of days such as 30d")
	}
	*f.value = n
	return nil
}

func newCheck() *cobra.Command {
	var f seasonFlags
	days := defaultLastDays
	var asJSON, exitCode bool
	c := &cobra.Command{
		Use:   "check PATH...",
		Short: "Say whether the last runs were easy enough",
		Long: `check reads the whole season and prints the verdicts on its last runs: the date,
what came before, the pace adjusted for hills and heat, the limit of that day, how
much faster than the limit, the verdict and why; then the pace not to be faster than
on the next recovery run. It writes no file.`,
		Example: `  easyday check ~/watch-exports
  easyday check ~/watch-exports --last 30d --json
  easyday check ~/watch-exports --exit-code`,
		Args: needsPath(&f),
		RunE: func(c *cobra.Command, args []string) error {
			if err := pathsExist(args); err != nil {
				return err
			}
			defer f.traces.Close()
			s, ledger, err := readSeason(c.Context(), args, &f)
			if err != nil {
				return err
			}
			if len(s.Runs) == 0 {
				return f.nothing(ledger, "--verbose tells of every file, easyday show FILE of one")
			}
			if err := f.tellLedger(f.stderr, ledger); err != nil {
				return err
			}
			if s, err = f.within(s); err != nil {
				return err
			}
			last := s.Runs
			if f.period.From == nil || c.Flags().Changed("last") {
				last = lastRuns(s, days)
			}
			if asJSON {
				err = report.WriteCheckJSON(c.OutOrStdout(), s, last, f.options.Units)
			} else {
				err = writeCheck(&f.out, s, last, f.options.Units)
			}
			if err != nil {
				return err
			}
			for i := range last {
				if v := last[i].Recovery; exitCode && v != nil && v.Verdict == analysis.TooFast {
					return errTooFast
				}
			}
			return nil
		},
	}
	f.register(c)
	f.registerPeriod(c)
	c.Flags().Var(daysFlag{&days}, "last", "how many days to look back from the last run (--from does without)")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON, its runs as in season.json")
	c.Flags().BoolVar(&exitCode, "exit-code", false, "end with status 3 where one of the runs was too fast")
	completeFlags(c)
	return c
}

// lastRuns are the runs of the given number of local days up to the last run.
func lastRuns(s *analysis.Season, days int) []analysis.Run {
	to := s.Runs[0].LocalDate
	for i := range s.Runs {
		to = max(to, s.Runs[i].LocalDate)
	}
	var out []analysis.Run
	for i := range s.Runs {
		if s.Runs[i].LocalDate > to-activity.Date(days) {
			out = append(out, s.Runs[i])
		}
	}
	return out
}

// roomyWidth is the least width, in characters, of a terminal that the whole
// table fits.
const roomyWidth = 110

// writeCheck prints the table of runs and the advice.
func writeCheck(t *terminal, s *analysis.Season, runs []analysis.Run, u report.Units) error {
	x := table{
		heading: []string{"date", "after", "pace", "limit", "over", "verdict", "why"},
		right:   []bool{false, false, true, true, true, false, false},
		lead:    []int{0, 5},
		tight:   map[int]int{5: len("cannot be")},
	}
	for i := range runs {
		row := checkRow(&runs[i], u)
		if t.width > 0 && t.width < roomyWidth {
			// There is no room for the weekday nor for long words.
			row[0].text = runs[i].LocalDate.String()
			row[6].text = strings.ReplaceAll(row[6].text, "threshold-equivalent minutes", "threshold min")
		}
		x.rows = append(x.rows, row)
	}
	if _, err := io.WriteString(t.w, x.text(t)); err != nil {
		return err
	}
	below := fmt.Sprintf("Paces in min/%s, %s.\n", u.Short(), report.AdjustedFor(s))
	if !slices.ContainsFunc(runs, func(r analysis.Run) bool { return r.Recovery != nil }) {
		below += "No recovery run is among these, so there is no verdict: only the first runs after a hard effort get one.\n"
	}
	return t.paragraphs(below + strings.TrimSuffix(report.Advice(s, u), ".") + ".\n")
}

// checkRow is a run as a row of the table.
func checkRow(r *analysis.Run, u report.Units) []cell {
	after, over := "", ""
	if v := r.Recovery; v != nil {
		if v.After != "" {
			after = fmt.Sprintf("%s, %.0f h", hardWord(v.AfterReason), v.Since.Hours())
		}
		if !math.IsNaN(v.Over) {
			over = fmt.Sprintf("%+.0f s", v.Over*u.Metres()/activity.Kilometre)
		}
	}
	verdict, c := verdictWord(r)
	return []cell{
		{text: r.LocalDate.Midnight().Format("Mon 2006-01-02")},
		{text: after},
		{text: report.FormatPace(r.EffortPace, u)},
		{text: report.FormatPace(r.Comfortable.Value, u)},
		{text: over},
		{verdict, c},
		{text: why(r)},
	}
}

// verdictWord is the verdict on a run, or what it was, with its colour.
func verdictWord(r *analysis.Run) (string, ink) {
	if r.Recovery == nil {
		return string(r.Kind) + " run", plain
	}
	switch r.Recovery.Verdict {
	case analysis.KeptEasy:
		return "kept easy", green
	case analysis.Borderline:
		return "too close to call", yellow
	case analysis.TooFast:
		return "too fast", red
	}
	return "cannot be judged", plain
}

// why is the reason of the row's verdict in a few words.
func why(r *analysis.Run) string {
	var parts []string
	if r.Said != "" {
		parts = append(parts, r.Said)
	}
	v := r.Recovery
	switch {
	case r.Hard != nil && r.Source == analysis.FromModel:
		parts = append(parts, r.Hard.Words)
	case v == nil:
		for _, n := range r.Notes {
			if n != r.Said {
				parts = append(parts, n)
			}
		}
		if r.Kind == analysis.KindUnknown {
			parts = append(parts, "too little was recorded to judge it by")
		}
		if r.Kind == analysis.KindEasy && r.InWindow {
			parts = append(parts, "not the first after its hard effort")
		}
	case v.Verdict == analysis.CantTell:
		parts = append(parts, v.Reasons...)
	case v.MinutesOver >= .5:
		parts = append(parts, fmt.Sprintf("%.0f min over the limit", v.MinutesOver))
	default:
		parts = append(parts, "no minute over the limit")
	}
	if r.BackToBack {
		parts = append(parts, "back-to-back hard")
	}
	return strings.Join(parts, "; ")
}

// hardWord names a hard effort by what made it one.
func hardWord(r analysis.HardReason) string {
	switch r {
	case analysis.Duration:
		return "long run"
	case analysis.HeartRate, analysis.OtherHard:
		return "hard effort"
	}
	return string(r)
}
