package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"easyday/analysis"
	"easyday/importer/activity"
)

// RunsCSVHeader names the columns of runs.csv, in order. Units are in the
// names and in FORMATS.md; columns may be added at the end, never renamed,
// moved or removed.
func RunsCSVHeader() []string {
	return []string{
		"id", "start", "local_date", "zone", "kind", "source", "in_window", "back_to_back",
		"distance_m", "moving_s", "timer_s", "elapsed_s", "hr_bpm", "pace_s_per_km", "effort_pace_s_per_km",
		"hard_reason", "threshold_minutes", "window_h",
		"after", "hours_after", "next_run", "verdict", "probability_too_fast",
		"comfortable_s_per_km", "low_s_per_km", "high_s_per_km", "advice_s_per_km",
		"over_s_per_km", "minutes_over", "holding_back_adds_s",
		"reasons", "notes", "files",
		"after_reason", "minutes_over_first_third", "minutes_over_middle_third", "minutes_over_last_third", "where", "finish_surge",
	}
}

// LedgerCSVHeader names the columns of ledger.csv, in order.
func LedgerCSVHeader() []string {
	return []string{"file", "member", "outcome", "reason", "same_as", "notes"}
}

// WriteRunsCSV writes one line a run, in order of start, under RunsCSVHeader:
// RFC 4180 with LF, numbers rounded as in season.json, a missing number an
// empty cell. comfortable, low and high are the run's own day's, for every run
// they are known for. Lists are joined with " | ".
func WriteRunsCSV(w io.Writer, s *analysis.Season) error {
	c := csv.NewWriter(w)
	header := RunsCSVHeader()
	if err := c.Write(header); err != nil {
		return fmt.Errorf("runs as CSV: %w", err)
	}
	for i := range s.Runs {
		if err := c.Write(runCells(&s.Runs[i])); err != nil {
			return fmt.Errorf("runs as CSV: %w", err)
		}
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return fmt.Errorf("runs as CSV: %w", err)
	}
	return nil
}

func runCells(r *analysis.Run) []string {
	f := &r.Recording.Figures
	cells := []string{
		r.ID, r.Start().UTC().Format(time.RFC3339), r.LocalDate.String(), cell(r.Zone.Name),
		string(r.Kind), string(r.Source), strconv.FormatBool(r.InWindow), strconv.FormatBool(r.BackToBack),
		number(f.Distance, 2), number(f.Moving, 1), number(f.Timer, 1), number(f.Elapsed, 1), number(f.HeartRate, 2),
		number(float64(r.Pace), 2), number(float64(r.EffortPace), 2),
	}
	if h := r.Hard; h != nil {
		cells = append(cells, string(h.Reason), number(h.ThresholdMinutes, 2), number(h.Window.Hours(), 2))
	} else {
		cells = append(cells, "", "", "")
	}
	v := r.Recovery
	if v != nil {
		cells = append(cells, v.After, number(sinceHours(v), 2), strconv.FormatBool(v.NextRun), string(v.Verdict), number(v.TooFast, 4))
	} else {
		cells = append(cells, "", "", "", "", "")
	}
	b := r.Comfortable
	cells = append(cells, number(float64(b.Value), 2), number(float64(b.Low), 2), number(float64(b.High), 2))
	if v != nil {
		cells = append(cells, number(float64(v.AdvicePace), 2), number(v.Over, 2), number(v.MinutesOver, 2), number(v.HoldingBackAdds, 1), joined(v.Reasons))
	} else {
		cells = append(cells, "", "", "", "", "")
	}
	cells = append(cells, joined(runNotes(r)), joined(r.Files))
	if v == nil {
		return append(cells, "", "", "", "", "", "")
	}
	cells = append(cells, string(v.AfterReason))
	for _, m := range v.MinutesOverByThird {
		cells = append(cells, number(m, 2))
	}
	return append(cells, string(v.Where(f.Moving/60)), strconv.FormatBool(v.FinishSurge))
}

// WriteLedgerCSV writes one line a file or archive member, in the ledger's
// order, under LedgerCSVHeader.
func WriteLedgerCSV(w io.Writer, l activity.Ledger) error {
	c := csv.NewWriter(w)
	if err := c.Write(LedgerCSVHeader()); err != nil {
		return fmt.Errorf("ledger as CSV: %w", err)
	}
	for _, e := range l.Entries {
		notes := make([]string, len(e.Notes))
		for i, n := range e.Notes {
			notes[i] = n.Text
		}
		if err := c.Write([]string{cell(e.File), cell(e.Member), string(e.Outcome), cell(e.Reason), e.SameAs, joined(notes)}); err != nil {
			return fmt.Errorf("ledger as CSV: %w", err)
		}
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return fmt.Errorf("ledger as CSV: %w", err)
	}
	return nil
}

// cell makes a text safe to open in a spreadsheet, which would take one that
// begins with = + - @, their full-width forms, a tab or the end of a line for a
// formula (OWASP, CSV injection): such a text is given an apostrophe in front.
// Numbers are not texts; a negative one stays a number.
func cell(s string) string {
	if r, _ := utf8.DecodeRuneInString(s); s != "" && strings.ContainsRune("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20", r) {
		return "'" + s
	}
	return s
}

func joined(list []string) string { return cell(strings.Join(list, " | ")) }

// number writes v as season.json does, and nothing where it is missing.
func number(v float64, places int) string {
	if d := string(decimal(v, places)); d != "null" {
		return d
	}
	return ""
}
