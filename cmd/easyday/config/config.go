// Package config reads the settings a runner keeps in a TOML file, refuses what
// it does not know or what is out of range with the line and the nearest right
// name, and prints the settings in force with what each means, its range and
// where it comes from.
package config

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"easyday/analysis"
	"easyday/cmd/easyday/spelling"
)

// Config are the settings of a file. Get DefaultConfig for the values without
// one.
type Config struct {
	Units     string // "mi" or "km"
	Theme     string // "light" or "dark"
	Out       string // folder of the report
	Zone      string // IANA name; empty for none
	NameHints bool
	Options   analysis.Options

	origin map[string]string
}

// Error is a setting that cannot be used.
type Error struct {
	File    string
	Line    int // from 1; 0 where it is not known
	Problem string
	Hint    string // what to do; may be empty
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Problem
	}
	return fmt.Sprintf("%s: line %d: %s", e.File, e.Line, e.Problem)
}

// setting is one key of the file: exactly one of text, number and truth points
// at its value.
type setting struct {
	key   string
	about string
	text  *string
	// words are the values of text; nil for any that valid takes.
	words    []string
	valid    func(string) error
	number   *float64
	low, top float64 // range of number, inclusive
	zeroTo   bool    // 0 is valid beside the range: "not stated"
	truth    *bool
}

func (c *Config) settings() []setting {
	o := &c.Options
	hours := func(key, about string, h *analysis.Hours, top float64) setting {
		return setting{key: "windows." + key, about: about, number: (*float64)(h), low: 0, top: top}
	}
	return []setting{
		{key: "units", about: "units of distance and pace", text: &c.Units, words: []string{"mi", "km"}},
		{key: "theme", about: "colours of the pictures", text: &c.Theme, words: []string{"light", "dark"}},
		{key: "out", about: "folder the report is written to", text: &c.Out, valid: func(s string) error {
			if s == "" {
				return errors.New("is empty")
			}
			return nil
		}},
		{key: "zone", about: "time zone of runs whose file does not say, such as \"Europe/Zurich\"", text: &c.Zone, valid: func(s string) error {
			if _, err := time.LoadLocation(s); err != nil || s == "Local" {
				return errors.New("is no time zone such as \"Europe/Zurich\"")
			}
			return nil
		}},
		{key: "name_hints", about: "whether names such as \"parkrun\" say what a run was", truth: &c.NameHints},
		{key: "limit_margin", about: "makes the limit faster (above 0) or slower (below), as a fraction of speed", number: &o.LimitMargin, low: -.1, top: .1},
		{key: "advice_margin", about: "how much slower than comfortable the advice is, as a fraction of pace", number: &o.AdviceMargin, low: 0, top: .2},
		{key: "heart_rate.maximum", about: "your highest heart rate in beats per minute, 0 to read it from the season", number: &o.HeartRateMaximum, low: 120, top: 230, zeroTo: true},
		{key: "heart_rate.rest", about: "your resting heart rate in beats per minute, 0 where not known", number: &o.HeartRateRest, low: 25, top: 100, zeroTo: true},
		hours("base_h", "hours of recovery after any hard session", &o.Windows.Base, 96),
		{key: "windows.per_threshold_minute_h", about: "hours more for each threshold-equivalent minute", number: &o.Windows.PerThresholdMinute, low: 0, top: 10},
		hours("shortest_h", "the shortest window of a hard session in hours", &o.Windows.Shortest, 96),
		hours("longest_h", "the longest window of a hard session in hours", &o.Windows.Longest, 240),
		hours("long_run_h", "hours of recovery after a long run", &o.Windows.LongRun, 240),
		hours("steady_h", "the most hours after an unstructured steady effort", &o.Windows.Steady, 240),
		hours("race_to_10k_h", "hours of recovery after a race to 10 km", &o.Windows.ShortRace, 480),
		hours("half_marathon_h", "hours of recovery after a half marathon", &o.Windows.HalfMarathon, 720),
		hours("marathon_h", "hours of recovery after a marathon", &o.Windows.Marathon, 1440),
		hours("ultra_h", "hours of recovery after a longer race", &o.Windows.Ultra, 2160),
	}
}

// DefaultConfig are the settings that serve without a file.
func DefaultConfig() Config {
	return Config{Units: "mi", Theme: "light", Out: "easyday-report", NameHints: true, Options: analysis.DefaultOptions(), origin: map[string]string{}}
}

// Parse reads a file of settings over the defaults. Errors are of type *Error.
func Parse(name string, data []byte) (Config, error) {
	c := DefaultConfig()
	var tree map[string]any
	_, err := toml.Decode(string(data), &tree)
	var bad toml.ParseError
	if errors.As(err, &bad) {
		return c, &Error{File: name, Line: bad.Position.Line, Problem: bad.Message}
	}
	if err != nil {
		return c, &Error{File: name, Problem: err.Error()}
	}
	settings := c.settings()
	values := map[string]any{}
	flatten("", tree, values)
	lines := keyLines(string(data))
	var order []string
	for key := range values {
		order = append(order, key)
	}
	slices.SortFunc(order, func(a, b string) int {
		if d := lines[a] - lines[b]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	for _, key := range order {
		i := slices.IndexFunc(settings, func(s setting) bool { return s.key == key })
		if i < 0 {
			var keys []string
			for _, s := range settings {
				keys = append(keys, s.key)
			}
			hint := "easyday config lists the settings"
			if n, ok := spelling.Nearest(key, keys); ok {
				hint = fmt.Sprintf("did you mean %q?", n)
			}
			return c, &Error{name, lines[key], fmt.Sprintf("unknown setting %q", key), hint}
		}
		if problem, hint := settings[i].set(values[key]); problem != "" {
			return c, &Error{name, lines[key], key + " " + problem, hint}
		}
		c.origin[key] = name
		if n := lines[key]; n > 0 {
			c.origin[key] = fmt.Sprintf("%s, line %d", name, n)
		}
	}
	if w := &c.Options.Windows; w.Shortest > w.Longest {
		return c, &Error{name, lines["windows.shortest_h"], "windows.shortest_h is more than windows.longest_h", ""}
	}
	return c, nil
}

// flatten gives every value its dotted key.
func flatten(prefix string, tree map[string]any, into map[string]any) {
	for k, v := range tree {
		if sub, ok := v.(map[string]any); ok {
			flatten(prefix+k+".", sub, into)
			continue
		}
		into[prefix+k] = v
	}
}

// keyLines finds the line of each dotted key of a document that is known to be
// valid; keys in quotes and in inline tables are not found.
func keyLines(text string) map[string]int {
	out := map[string]int{}
	table := ""
	for i, l := range strings.Split(text, "\n") {
		l = strings.TrimSpace(l)
		if strings.HasPrefix(l, "[") {
			if name, _, ok := strings.Cut(strings.TrimLeft(l, "["), "]"); ok {
				table = strings.TrimSpace(name) + "."
			}
			continue
		}
		if k, _, ok := strings.Cut(l, "="); ok && !strings.HasPrefix(l, "#") {
			k = table + strings.ReplaceAll(strings.TrimSpace(k), " ", "")
			if _, seen := out[k]; !seen {
				out[k] = i + 1
			}
		}
	}
	return out
}

// set takes a value of the file; problem is empty where it is valid.
func (s *setting) set(v any) (problem, hint string) {
	switch {
	case s.text != nil:
		t, ok := v.(string)
		if !ok {
			return "needs text in quotes", ""
		}
		if s.words != nil && !slices.Contains(s.words, t) {
			return fmt.Sprintf("%q is not %s", t, s.limits()), ""
		}
		if s.valid != nil {
			if err := s.valid(t); err != nil {
				return fmt.Sprintf("%q %v", t, err), ""
			}
		}
		*s.text = t
	case s.truth != nil:
		b, ok := v.(bool)
		if !ok {
			return "needs true or false", ""
		}
		*s.truth = b
	default:
		var n float64
		switch v := v.(type) {
		case int64:
			n = float64(v)
		case float64:
			n = v
		default:
			return "needs a number", ""
		}
		if math.IsNaN(n) || (n < s.low || n > s.top) && !(s.zeroTo && n == 0) {
			nearest := min(max(n, s.low), s.top)
			if math.IsNaN(n) {
				nearest = s.low
			}
			return number(n) + " is not within " + s.limits(), "the nearest value is " + number(nearest)
		}
		*s.number = n
	}
	return "", ""
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// limits say which values are valid.
func (s *setting) limits() string {
	switch {
	case s.words != nil:
		return strings.Join(s.words, " or ")
	case s.truth != nil:
		return "true or false"
	case s.number == nil:
		return "text"
	case s.zeroTo:
		return "0 or " + number(s.low) + " to " + number(s.top)
	}
	return number(s.low) + " to " + number(s.top)
}

// Override says that a setting's value comes from elsewhere, such as a flag.
func (c *Config) Override(key, origin string) { c.origin[key] = origin }

// Write prints the settings in force as a file that Parse reads, each with
// what it means, its range and where its value comes from.
func (c *Config) Write(w io.Writer) error {
	var b strings.Builder
	table := ""
	for _, s := range c.settings() {
		key := s.key
		if t, k, ok := strings.Cut(key, "."); ok {
			if t != table {
				fmt.Fprintf(&b, "[%s]\n\n", t)
				table = t
			}
			key = k
		}
		from := c.origin[s.key]
		if from == "" {
			from = "default"
		}
		value := ""
		switch {
		case s.text != nil:
			value = strconv.Quote(*s.text)
		case s.truth != nil:
			value = strconv.FormatBool(*s.truth)
		default:
			value = number(*s.number)
		}
		fmt.Fprintf(&b, "# %s; %s (%s)\n%s = %s\n\n", s.about, s.limits(), from, key, value)
	}
	_, err := io.WriteString(w, strings.TrimSuffix(b.String(), "\n"))
	return err
}
