package report

import (
	"encoding/json"
	"fmt"
	"io"

	"easyday/analysis"
	"easyday/importer/activity"
)

// checkJSON is what check --json prints.
type checkJSON struct {
	Schema     int           `json:"schema"`
	From       activity.Date `json:"from"`
	To         activity.Date `json:"to"`
	Advice     string        `json:"advice"`
	AdvicePace cents         `json:"advice_s_per_km"`
	Runs       []runJSON     `json:"runs"`
}

// WriteCheckJSON writes the last runs of a season, of which there is one at least, as
// they are in season.json, with the advice.
func WriteCheckJSON(w io.Writer, s *analysis.Season, runs []analysis.Run, u Units) error {
	out := checkJSON{
		Schema: SchemaVersion, From: runs[0].LocalDate, To: runs[len(runs)-1].LocalDate,
		Advice: Advice(s, u), AdvicePace: cents(s.Summary.Advice), Runs: make([]runJSON, len(runs)),
	}
	for i := range runs {
		out.Runs[i] = newRunJSON(&runs[i])
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(out); err != nil {
		return fmt.Errorf("runs as JSON: %w", err)
	}
	return nil
}
