// Package labels reads what a runner says about single runs: a file of lines,
// each with a date or a recording's file, a kind and a note. It matches the
// lines with the season's runs, and refuses a line that matches none or more
// than one rather than guess.
//
// As CSV the first line names the columns date, file, kind and note, in any
// order, of which date or file and kind are needed; as TOML each line is a
// table [[label]] with the same keys.
package labels

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"easyday/analysis"
	"easyday/cmd/easyday/spelling"
	"easyday/importer/activity"
)

// Line is one line of a labels file.
type Line struct {
	Number int // in the file, from 1
	Date   activity.Date
	Dated  bool   // whether Date was given
	File   string // as in the ledger, or its end; empty where only the date was given
	Kind   string // one of Kinds
	Note   string
}

// Kinds lists the kinds a line may give.
func Kinds() []string { return []string{"recovery", "easy", "long", "hard", "race", "ignore"} }

// Error is a line that cannot be used.
type Error struct {
	File    string
	Line    int // from 1; 0 where it concerns the whole file
	Problem string
	Hint    string // what to do; may be empty
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Problem
	}
	return fmt.Sprintf("%s: line %d: %s", e.File, e.Line, e.Problem)
}

// Parse reads a labels file; the end of its name, .csv or .toml, says which
// form it has. Errors are of type *Error.
func Parse(name string, data []byte) ([]Line, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	switch strings.ToLower(path.Ext(name)) {
	case ".csv":
		return parseCSV(name, data)
	case ".toml":
		return parseTOML(name, data)
	}
	return nil, &Error{File: name, Problem: "neither .csv nor .toml", Hint: "easyday labels PATH writes one to start from"}
}

func columns() []string { return []string{"date", "file", "kind", "note"} }

func parseCSV(name string, data []byte) ([]Line, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = true
	r.Comment = '#'
	if first, _, _ := bytes.Cut(data, []byte("\n")); !bytes.Contains(first, []byte(",")) && bytes.Contains(first, []byte(";")) {
		r.Comma = ';' // as spreadsheets write it where the comma is the decimal sign
	}
	var header []string
	var out []Line
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			return nil, &Error{File: name, Line: bad.Line, Problem: bad.Err.Error()}
		}
		if err != nil {
			return nil, &Error{File: name, Problem: err.Error()}
		}
		number, _ := r.FieldPos(0)
		if header == nil {
			for _, f := range fields {
				f = strings.ToLower(strings.TrimSpace(f))
				if !slices.Contains(columns(), f) {
					return nil, &Error{name, number, fmt.Sprintf("unknown column %q", f), meant(f, columns(), "the columns are")}
				}
				header = append(header, f)
			}
			continue
		}
		values := map[string]string{}
		for i, f := range fields {
			if i >= len(header) {
				return nil, &Error{name, number, fmt.Sprintf("%d fields for %d columns", len(fields), len(header)), "put a note with commas in quotes"}
			}
			values[header[i]] = strings.TrimSpace(f)
		}
		if values["kind"] == "" {
			continue // a line of a file to start from that was not filled in
		}
		l, err := newLine(name, number, values)
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

func parseTOML(name string, data []byte) ([]Line, error) {
	var file struct {
		Label []map[string]any `toml:"label"`
	}
	meta, err := toml.Decode(string(data), &file)
	var bad toml.ParseError
	if errors.As(err, &bad) {
		return nil, &Error{File: name, Line: bad.Position.Line, Problem: bad.Message}
	}
	if err != nil {
		return nil, &Error{File: name, Problem: err.Error(), Hint: "each label is a table [[label]] with date or file, kind and note"}
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, &Error{File: name, Problem: fmt.Sprintf("unknown key %q", unknown[0].String()), Hint: "each label is a table [[label]] with date or file, kind and note"}
	}
	var numbers []int
	for i, l := range strings.Split(string(data), "\n") {
		if head, _, _ := strings.Cut(l, "#"); strings.ReplaceAll(strings.TrimSpace(head), " ", "") == "[[label]]" {
			numbers = append(numbers, i+1)
		}
	}
	var out []Line
	for i, table := range file.Label {
		number := 0
		if len(numbers) == len(file.Label) {
			number = numbers[i]
		}
		values := map[string]string{}
		for _, key := range slices.Sorted(keys(table)) {
			if !slices.Contains(columns(), key) {
				return nil, &Error{name, number, fmt.Sprintf("unknown key %q", key), meant(key, columns(), "the keys are")}
			}
			switch v := table[key].(type) {
			case string:
				values[key] = v
			case interface{ Format(string) string }: // a date of its own kind
				values[key] = v.Format("2006-01-02")
			default:
				return nil, &Error{name, number, fmt.Sprintf("%s is neither text nor a date", key), ""}
			}
		}
		l, err := newLine(name, number, values)
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

func keys(m map[string]any) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func newLine(name string, number int, values map[string]string) (Line, error) {
	l := Line{Number: number, File: values["file"], Kind: strings.ToLower(values["kind"]), Note: values["note"]}
	if d := values["date"]; d != "" {
		date, err := activity.ParseDate(d)
		if err != nil {
			return l, &Error{name, number, err.Error(), ""}
		}
		l.Date, l.Dated = date, true
	}
	switch {
	case !l.Dated && l.File == "":
		return l, &Error{name, number, "neither a date nor a file", "say which run is meant by its date or its file"}
	case l.Kind == "":
		return l, &Error{name, number, "no kind", "the kinds are " + strings.Join(Kinds(), ", ")}
	case !slices.Contains(Kinds(), l.Kind):
		return l, &Error{name, number, fmt.Sprintf("unknown kind %q", l.Kind), meant(l.Kind, Kinds(), "the kinds are")}
	}
	return l, nil
}

func meant(word string, candidates []string, all string) string {
	if n, ok := spelling.Nearest(word, candidates); ok {
		return fmt.Sprintf("did you mean %q?", n)
	}
	return all + " " + strings.Join(candidates, ", ")
}

// kindOf is the kind that a line has for a label.
func kindOf(l *analysis.Label) string {
	switch {
	case l.Ignore:
		return "ignore"
	case l.Race:
		return "race"
	}
	return string(l.Kind)
}

// label is the line as the analysis takes it.
func (l *Line) label(id string) analysis.Label {
	out := analysis.Label{RunID: id, From: analysis.FromLabel, Note: l.Note}
	switch l.Kind {
	case "race":
		out.Kind, out.Race = analysis.KindHard, true
	case "ignore":
		out.Ignore = true
	default:
		out.Kind = analysis.Kind(l.Kind)
	}
	return out
}
