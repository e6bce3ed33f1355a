package labels

import (
	"encoding/csv"
	"io"

	"easyday/analysis"
)

// Write writes a labels file to start from: one line a run with its date, its
// file, no kind, and as note what the program took it for. A line without a
// kind is passed over when the file is read, so that the file as written
// changes nothing.
func Write(w io.Writer, runs []analysis.Run) error {
	c := csv.NewWriter(w)
	if err := c.Write(columns()); err != nil {
		return err
	}
	for i := range runs {
		r := &runs[i]
		note := "taken for " + string(r.Kind)
		if r.Hard != nil {
			note += ": " + r.Hard.Words
		}
		if err := c.Write([]string{r.LocalDate.String(), r.Files[0], "", note}); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}
