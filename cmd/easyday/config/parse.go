package config

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"easyday/cmd/easyday/spelling"
	"easyday/importer/activity"
)

// Parse reads a file of settings over the defaults. Errors are of type *Error.
func Parse(name string, data []byte) (Config, error) {
	c := DefaultConfig()
	var tree map[string]any
	text := strings.TrimPrefix(string(data), "\ufeff")
	_, err := toml.Decode(text, &tree)
	var bad toml.ParseError
	if errors.As(err, &bad) {
		return c, &Error{File: name, Line: bad.Position.Line, Problem: bad.Message, Hint: "texts stand in quotes, numbers do not; easyday config prints every setting as it is written"}
	}
	if err != nil {
		return c, &Error{File: name, Problem: err.Error()}
	}
	f := file{name: name, lines: keyLines(text), values: map[string]any{}, tables: map[string][]map[string]any{}}
	f.flatten("", tree)
	if err := f.readSettings(&c); err != nil {
		return c, err
	}
	for _, s := range statements() {
		if err := f.readStatements(&c, s); err != nil {
			return c, err
		}
	}
	if w := &c.Options.Windows; w.Shortest > w.Longest {
		return c, f.fail("windows.shortest_h", "windows.shortest_h is more than windows.longest_h", "")
	}
	return c, nil
}

// file is a file of settings, taken apart.
type file struct {
	name   string
	lines  map[string]int
	values map[string]any              // by dotted key
	tables map[string][]map[string]any // of the statements
}

// flatten gives every value its dotted key, and puts the statements' tables
// aside.
func (f *file) flatten(prefix string, tree map[string]any) {
	for k, v := range tree {
		key := prefix + k
		known := slices.ContainsFunc(statements(), func(s statement) bool { return s.key == key })
		switch v := v.(type) {
		case map[string]any:
			f.flatten(key+".", v)
			continue
		case []map[string]any:
			if known {
				f.tables[key] = v
				continue
			}
		case []any:
			if tables, ok := asTables(v); ok && known {
				f.tables[key] = tables
				continue
			}
		}
		f.values[key] = v
	}
}

// asTables is a list in one line as tables, where it is one of tables.
func asTables(list []any) ([]map[string]any, bool) {
	var out []map[string]any
	for _, v := range list {
		t, ok := v.(map[string]any)
		if !ok {
			return nil, false
		}
		out = append(out, t)
	}
	return out, true
}

// fail is an error at the line of a key, or of the nearest key above it whose
// line is known.
func (f *file) fail(key, problem, hint string) error {
	line := 0
	for {
		if n, ok := f.lines[key]; ok {
			line = n
			break
		}
		i := strings.LastIndexByte(key, '.')
		if i < 0 {
			break
		}
		key = key[:i]
	}
	return &Error{f.name, line, problem, hint}
}

// byLine orders keys by their lines, those without one last, so that the first
// error of a file is reported.
func (f *file) byLine(a, b string) int {
	la, oka := f.lines[a]
	lb, okb := f.lines[b]
	if oka != okb {
		if oka {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(la, lb), strings.Compare(a, b))
}

func (f *file) readSettings(c *Config) error {
	settings := c.settings()
	var order []string
	for key := range f.values {
		order = append(order, key)
	}
	slices.SortFunc(order, f.byLine)
	for _, key := range order {
		i := slices.IndexFunc(settings, func(s setting) bool { return s.key == key })
		if i < 0 {
			return f.unknown(key, settings)
		}
		if problem, hint := settings[i].set(f.values[key]); problem != "" {
			return f.fail(key, key+" "+problem, hint)
		}
		c.origin[key] = f.name
		if n := f.lines[key]; n > 0 {
			c.origin[key] = fmt.Sprintf("%s, line %d", f.name, n)
		}
	}
	return nil
}

// unknown is the error of a key that is none, with the nearest that is.
func (f *file) unknown(key string, settings []setting) error {
	var keys []string
	for _, s := range settings {
		keys = append(keys, s.key)
	}
	for _, s := range statements() {
		if s.key == key {
			return f.fail(key, key+" is a table with a date", "write [["+key+"]] on a line of its own")
		}
		keys = append(keys, s.key)
	}
	hint := "easyday config lists the settings"
	if n, ok := spelling.Nearest(key, keys); ok {
		hint = fmt.Sprintf("did you mean %q?", n)
	}
	return f.fail(key, fmt.Sprintf("unknown setting %q", key), hint)
}

// readStatements reads the tables of one kind.
func (f *file) readStatements(c *Config, s statement) error {
	for i, table := range f.tables[s.key] {
		at := s.key + "." + strconv.Itoa(i)
		var keys []string
		for k := range table {
			keys = append(keys, k)
		}
		slices.SortFunc(keys, func(a, b string) int { return f.byLine(at+"."+a, at+"."+b) })
		names := []string{"date"}
		for _, x := range s.fields {
			names = append(names, x.key)
		}
		values := map[string]float64{}
		for _, k := range keys {
			if k == "date" {
				continue
			}
			j := slices.IndexFunc(s.fields, func(x field) bool { return x.key == k })
			if j < 0 {
				hint := "the keys are " + strings.Join(names, ", ")
				if n, ok := spelling.Nearest(k, names); ok {
					hint = fmt.Sprintf("did you mean %q?", n)
				}
				return f.fail(at+"."+k, fmt.Sprintf("unknown key %q in %s", k, s.key), hint)
			}
			v, problem, hint := s.fields[j].read(table[k], c.Units)
			if problem != "" {
				return f.fail(at+"."+k, s.key+"."+k+" "+problem, hint)
			}
			values[k] = v
		}
		date, err := readDate(table["date"])
		if err != nil {
			return f.fail(at+".date", s.key+": "+err.Error(), "")
		}
		for _, x := range s.fields {
			if _, ok := values[x.key]; !ok && !x.optional {
				return f.fail(at, s.key+" has no "+x.key, "the keys are "+strings.Join(names, ", "))
			}
		}
		if problem, hint := s.keep(c, date, values); problem != "" {
			return f.fail(at, s.key+" "+problem, hint)
		}
		key := s.key + "." + strconv.Itoa(i)
		c.origin[key] = f.name
		if n := f.lines[at]; n > 0 {
			c.origin[key] = fmt.Sprintf("%s, line %d", f.name, n)
		}
	}
	return nil
}

// readDate reads a date of the file, with or without quotes.
func readDate(v any) (activity.Date, error) {
	switch v := v.(type) {
	case nil:
		return 0, errors.New("no date")
	case string:
		return activity.ParseDate(v)
	case time.Time:
		return activity.ParseDate(v.Format(time.DateOnly))
	}
	return 0, errors.New("date is not of the form 2025-03-31")
}

// keyLines finds the line of each dotted key of a document that is known to be
// valid, the keys of the nth table of an array as "name.n.key" from 0. Keys of
// tables within one line are not found.
func keyLines(text string) map[string]int {
	out := map[string]int{}
	count := map[string]int{}
	table := ""
	for i, l := range strings.Split(text, "\n") {
		l = strings.TrimSpace(l)
		plain := strings.NewReplacer(" ", "", `"`, "", "'", "")
		if strings.HasPrefix(l, "[") {
			name, _, ok := strings.Cut(strings.TrimLeft(l, "["), "]")
			if !ok {
				continue
			}
			table = plain.Replace(name)
			if strings.HasPrefix(l, "[[") {
				if count[table] == 0 {
					out[table] = i + 1
				}
				count[table]++
				table += "." + strconv.Itoa(count[table]-1)
			}
			if _, seen := out[table]; !seen {
				out[table] = i + 1
			}
			table += "."
			continue
		}
		if k, _, ok := strings.Cut(l, "="); ok && !strings.HasPrefix(l, "#") {
			k = table + plain.Replace(k)
			if _, seen := out[k]; !seen {
				out[k] = i + 1
			}
		}
	}
	return out
}
