package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"easyday/importer/activity"
)

// ledgerNames is how many names a row of the short ledger shows.
const ledgerNames = 3

// WriteLedgerTable writes the ledger as a terminal shows it: a row for each
// outcome and reason, the outcomes in their order and the most frequent reason
// first, with the number of files and the first few names. Numbers in a reason,
// such as the line of an error, do not part rows, and are told where they are the
// same in all of a row. With verbose every entry has
// a line of its own, under its row, with its own reason. Each entry is in
// exactly one row. An empty ledger writes nothing.
func WriteLedgerTable(w io.Writer, l activity.Ledger, verbose bool) error {
	b := bufio.NewWriter(w)
	for _, o := range activity.Outcomes() {
		for _, r := range ledgerRows(l, o) {
			title := strings.ReplaceAll(string(o), "_", " ")
			if reason := r.words(o); reason != "" {
				title += ": " + reason
			}
			fmt.Fprintf(b, "%6d  %s", len(r.entries), title)
			if !verbose {
				names := make([]string, 0, ledgerNames)
				for _, e := range r.entries[:min(len(r.entries), ledgerNames)] {
					names = append(names, PlainLine(e.Name()))
				}
				fmt.Fprintf(b, " (%s", strings.Join(names, ", "))
				if more := len(r.entries) - len(names); more > 0 {
					fmt.Fprintf(b, " and %d more", more)
				}
				b.WriteByte(')')
			}
			b.WriteByte('\n')
			if !verbose {
				continue
			}
			for _, e := range r.entries {
				fmt.Fprintf(b, "        %s", PlainLine(e.Name()))
				if e.Reason != "" {
					fmt.Fprintf(b, ": %s", PlainLine(e.Reason))
				}
				b.WriteByte('\n')
			}
		}
	}
	return b.Flush()
}

// ledgerRow is the entries of one outcome whose reasons are alike.
type ledgerRow struct {
	reason  string
	entries []activity.Entry // in the ledger's order
}

// words are the reason of a row with its numbers, where all its entries have the
// same, else what their reasons have in common.
func (r *ledgerRow) words(o activity.Outcome) string {
	first := r.entries[0].Reason
	if o == activity.Duplicate || slices.ContainsFunc(r.entries, func(e activity.Entry) bool { return e.Reason != first }) {
		return r.reason
	}
	return PlainLine(first)
}

func ledgerRows(l activity.Ledger, o activity.Outcome) []ledgerRow {
	var rows []ledgerRow
	at := map[string]int{}
	for _, e := range l.Entries {
		if e.Outcome != o {
			continue
		}
		reason := reasonKind(e)
		i, ok := at[reason]
		if !ok {
			i = len(rows)
			at[reason] = i
			rows = append(rows, ledgerRow{reason: reason})
		}
		rows[i].entries = append(rows[i].entries, e)
	}
	slices.SortFunc(rows, func(a, b ledgerRow) int {
		return cmp.Or(cmp.Compare(len(b.entries), len(a.entries)), cmp.Compare(a.reason, b.reason))
	})
	return rows
}

// reasonKind is what entries of a row have in common: a duplicate's reason
// without the name of its twin, a place without its number, other numbers as "N".
func reasonKind(e activity.Entry) string {
	reason := PlainLine(e.Reason)
	if e.Outcome == activity.Duplicate {
		for _, kind := range []string{"the same bytes", "the same run"} {
			if strings.HasPrefix(reason, kind+" as ") {
				return kind + " as another file"
			}
		}
	}
	for _, place := range []string{"line ", "byte ", "record "} {
		if rest, ok := strings.CutPrefix(reason, place); ok {
			if rest = strings.TrimLeft(rest, "0123456789"); strings.HasPrefix(rest, ": ") {
				reason = rest[2:]
			}
		}
	}
	var b strings.Builder
	number := false
	for _, r := range reason {
		digit := r >= '0' && r <= '9'
		switch {
		case !digit:
			b.WriteRune(r)
		case !number:
			b.WriteByte('N')
		}
		number = digit
	}
	return strings.ReplaceAll(b.String(), "N.N", "N")
}

// PlainLine is a text from a file or its name without control characters, which
// a terminal would obey.
func PlainLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return '\uFFFD'
		}
		return r
	}, s)
}
