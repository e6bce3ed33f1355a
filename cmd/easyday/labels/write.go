package labels

import (
	"cmp"
	"encoding/csv"
	"io"
	"slices"

	"easyday/analysis"
	"easyday/importer/activity"
)

// Write writes a labels file to start from, or to go on with: one line a run with
// its date and its file, the kind and note of the label in force or no kind and,
// as note, what the program took it for; and one for each run that a label
// ignores. A line without a kind is passed over when the file is read, so that
// the file as written changes nothing.
func Write(w io.Writer, s *analysis.Season) error {
	said := make(map[string]*analysis.Label)
	for i := range s.Known.Labels {
		if l := &s.Known.Labels[i]; l.From == analysis.FromLabel {
			said[l.RunID] = l
		}
	}
	type line struct {
		date   activity.Date
		id     string
		fields []string
	}
	var lines []line
	add := func(date activity.Date, id, file, kind, note string) {
		lines = append(lines, line{date, id, []string{date.String(), file, kind, note}})
	}
	for i := range s.Runs {
		r := &s.Runs[i]
		kind, note := "", "taken for "+string(r.Kind)
		if r.Hard != nil {
			note += ": " + r.Hard.Words
		}
		if l, ok := said[r.ID]; ok {
			kind, note = kindOf(l), l.Note
		}
		add(r.LocalDate, r.ID, r.Files[0], kind, note)
	}
	for _, e := range s.Excluded {
		if l, ok := said[e.ID]; ok && l.Ignore && s.Period.Has(e.LocalDate) {
			add(e.LocalDate, e.ID, e.Files[0], kindOf(l), l.Note)
		}
	}
	slices.SortFunc(lines, func(a, b line) int { return cmp.Or(cmp.Compare(a.date, b.date), cmp.Compare(a.id, b.id)) })
	c := csv.NewWriter(w)
	if err := c.Write(columns()); err != nil {
		return err
	}
	for _, l := range lines {
		if err := c.Write(l.fields); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}
