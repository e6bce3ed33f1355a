package synth

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"easyday/importer/activity"
)

// runTruth is a run's truth as JSON.
type runTruth struct {
	File     string  `json:"file"`
	Start    string  `json:"start"`
	Date     string  `json:"local_date"`
	Elapsed  float64 `json:"elapsed_s"`
	Role     Role    `json:"role"`
	Hard     bool    `json:"hard"`
	Reason   Reason  `json:"reason,omitempty"`
	TEM      float64 `json:"threshold_minutes"`
	Window   float64 `json:"window_h"`
	InWindow bool    `json:"in_window"`
	After    string  `json:"after,omitempty"` // start of the effort
	Since    float64 `json:"hours_after"`
	Recovery bool    `json:"recovery"`
	Back     bool    `json:"back_to_back"`
	TooFast  bool    `json:"too_fast"`
	Excess   float64 `json:"ln_effort_over_comfortable"`
	Effort   float64 `json:"effort_m_per_s"`
	Comfort  float64 `json:"comfortable_m_per_s"`
	Critical float64 `json:"critical_m_per_s"`
}

// WriteTruth writes the season's truth as JSON: the runner, and every run.
func (s *Season) WriteTruth(w io.Writer, o FolderOptions) error {
	name := make([]string, len(s.Runs))
	for _, f := range s.Files(o) {
		if name[f.Run] == "" {
			name[f.Run] = f.Name
		}
	}
	runs := make([]runTruth, len(s.Runs))
	for i := range s.Runs {
		run := &s.Runs[i]
		t := &run.Truth
		runs[i] = runTruth{
			File: name[i], Start: run.Start.Format(time.RFC3339), Date: run.LocalDate.String(),
			Elapsed: run.Elapsed.Seconds(), Role: t.Role, Hard: t.Hard, Reason: t.Reason,
			TEM: t.ThresholdMinutes, Window: t.Window.Hours(), InWindow: t.InWindow,
			Since: t.Since.Hours(), Recovery: t.Recovery, Back: t.BackToBack, TooFast: t.TooFast,
			Excess: t.EffortOverComfortable, Effort: t.EffortSpeed, Comfort: t.Comfortable, Critical: t.Critical,
		}
		if t.After >= 0 {
			runs[i].After = s.Runs[t.After].Start.Format(time.RFC3339)
		}
	}
	out := struct {
		Kind   Kind       `json:"kind"`
		Seed   uint64     `json:"seed"`
		Zone   string     `json:"zone"`
		Runner Runner     `json:"runner"`
		Runs   []runTruth `json:"runs"`
	}{s.Kind, s.Seed, s.home.name, s.Runner, runs}
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	return e.Encode(out)
}

// Summary is the season in a few lines of plain words, for the reader at a
// terminal.
func (s *Season) Summary() string {
	hard, recovery, fast := 0, 0, 0
	for i := range s.Runs {
		t := &s.Runs[i].Truth
		if t.Hard {
			hard++
		}
		if t.Recovery {
			recovery++
		}
		if t.TooFast {
			fast++
		}
	}
	pace := func(d activity.Date) string {
		p := activity.Speed(s.ComfortableSpeed(d)).Pace().PerMile()
		return fmt.Sprintf("%d:%02d", int(p+.5)/60, int(p+.5)%60)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s, seed %d: %d runs from %s to %s, %d hard, %d recovery runs, %d of them too fast; ",
		s.Kind, s.Seed, len(s.Runs), s.First, s.First+activity.Date(s.Days-1), hard, recovery, fast)
	fmt.Fprintf(&b, "comfortable pace %s to %s per mile", pace(s.First), pace(s.First+activity.Date(s.Days-1)))
	return b.String()
}
