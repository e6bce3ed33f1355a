package labels

import (
	"fmt"
	"slices"
	"strings"

	"easyday/analysis"
	"easyday/cmd/easyday/spelling"
	"easyday/importer/activity"
)

// Match finds the run each line means. Lines about a date after asOf are left
// out, and so are those about a file the ledger knows but whose run is hidden
// by asOf; nil hides none. A line that matches no run or several is an *Error, as are two lines
// about one run.
func Match(name string, lines []Line, runs []analysis.Run, ledger activity.Ledger, asOf *activity.Date) ([]analysis.Label, error) {
	var known []analysis.Label
	said := make(map[string]int)
	for _, l := range lines {
		if asOf != nil && l.Dated && l.Date > *asOf {
			continue
		}
		var found []*analysis.Run
		for i := range runs {
			if l.means(&runs[i]) {
				found = append(found, &runs[i])
			}
		}
		switch {
		case len(found) == 0 && l.File != "" && asOf != nil && inLedger(ledger, l.File):
			continue
		case len(found) == 0:
			return nil, &Error{name, l.Number, "no run " + l.place(), nearest(&l, runs, ledger)}
		case len(found) > 1:
			return nil, &Error{name, l.Number, fmt.Sprintf("%d runs %s", len(found), l.place()), "say which by its file: " + strings.Join(firstFiles(found), " or ")}
		}
		id := found[0].ID
		if before, ok := said[id]; ok {
			return nil, &Error{name, l.Number, fmt.Sprintf("the same run as in line %d", before), "keep one of the two lines"}
		}
		said[id] = l.Number
		known = append(known, l.label(id))
	}
	return known, nil
}

// place says where the line's run was looked for.
func (l *Line) place() string {
	switch {
	case l.File == "":
		return "on " + l.Date.String()
	case l.Dated:
		return fmt.Sprintf("on %s in %q", l.Date, l.File)
	}
	return fmt.Sprintf("in %q", l.File)
}

func (l *Line) means(r *analysis.Run) bool {
	if l.Dated && r.LocalDate != l.Date {
		return false
	}
	return l.File == "" || slices.ContainsFunc(r.Files, func(f string) bool { return isFile(f, l.File) })
}

// isFile reports whether a ledger's name is file or ends in it.
func isFile(name, file string) bool {
	file = strings.ReplaceAll(file, `\`, "/")
	if name == file {
		return true
	}
	rest, ok := strings.CutSuffix(name, file)
	return ok && (strings.HasSuffix(rest, "/") || strings.HasSuffix(rest, "!"))
}

func inLedger(l activity.Ledger, file string) bool {
	return slices.ContainsFunc(l.Entries, func(e activity.Entry) bool { return isFile(e.Name(), file) })
}

func firstFiles(runs []*analysis.Run) []string {
	var out []string
	for _, r := range runs {
		out = append(out, r.Files[0])
	}
	return out
}

// nearest is the hint for a line that matches no run.
func nearest(l *Line, runs []analysis.Run, ledger activity.Ledger) string {
	if l.File != "" {
		for i := range runs {
			if slices.ContainsFunc(runs[i].Files, func(f string) bool { return isFile(f, l.File) }) {
				return "that file's run is on " + runs[i].LocalDate.String()
			}
		}
		for _, e := range ledger.Entries {
			if isFile(e.Name(), l.File) && e.Outcome != activity.Imported {
				return strings.TrimSuffix(fmt.Sprintf("that file is no run: %s, %s", strings.ReplaceAll(string(e.Outcome), "_", " "), e.Reason), ", ")
			}
		}
		var names []string
		for i := range runs {
			names = append(names, runs[i].Files...)
		}
		if n, ok := spelling.Nearest(l.File, names); ok {
			return fmt.Sprintf("did you mean %q?", n)
		}
		return "ledger.csv lists the files as they are named"
	}
	if len(runs) == 0 {
		return "no run was read"
	}
	best := &runs[0]
	for i := range runs {
		if distance(runs[i].LocalDate, l.Date) < distance(best.LocalDate, l.Date) {
			best = &runs[i]
		}
	}
	return "the nearest run is on " + best.LocalDate.String()
}

func distance(a, b activity.Date) int { return max(int(a-b), int(b-a)) }
