package config

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"easyday/cmd/easyday/spelling"
)

// setting is one key of the file: exactly one of text, number, truth and list
// points at its value.
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
	list     *[]string
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
			hint := ""
			if n, ok := spelling.Nearest(t, s.words); ok {
				hint = fmt.Sprintf("did you mean %q?", n)
			}
			return fmt.Sprintf("%q is not %s", t, s.limits()), hint
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
	case s.list != nil:
		return s.setList(v)
	default:
		n, ok := asNumber(v)
		if !ok {
			return "needs a number", ""
		}
		if problem, hint := within(n, s.low, s.top, s.zeroTo); problem != "" {
			return problem, hint
		}
		*s.number = n
	}
	return "", ""
}

func (s *setting) setList(v any) (problem, hint string) {
	const needs = "needs a list of texts in quotes, such as [\"garmin\"]"
	items, ok := v.([]any)
	if !ok {
		return needs, ""
	}
	var out []string
	for _, item := range items {
		t, ok := item.(string)
		if !ok || strings.TrimSpace(t) == "" {
			return needs, ""
		}
		out = append(out, strings.ToLower(strings.TrimSpace(t)))
	}
	*s.list = out
	return "", ""
}

// asNumber is a value of the file as a number, where it is one.
func asNumber(v any) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// within says what is wrong with a number that is not within low..top, or 0
// where that is valid too; problem is empty for one that is.
func within(n, low, top float64, zeroTo bool) (problem, hint string) {
	if n >= low && n <= top || zeroTo && n == 0 {
		return "", ""
	}
	nearest := min(max(n, low), top)
	if math.IsNaN(n) {
		nearest = low
	}
	return number(n) + " is not within " + limits(low, top, zeroTo), "the nearest value is " + number(nearest)
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

func limits(low, top float64, zeroTo bool) string {
	l := number(low) + " to " + number(top)
	if zeroTo {
		l = "0 or " + l
	}
	return l
}

// limits say which values are valid.
func (s *setting) limits() string {
	switch {
	case s.words != nil:
		return strings.Join(s.words, " or ")
	case s.truth != nil:
		return "true or false"
	case s.list != nil:
		return "a list of texts"
	case s.number == nil:
		return "text"
	}
	return limits(s.low, s.top, s.zeroTo)
}

// value is the setting's value as the file writes it.
func (s *setting) value() string {
	switch {
	case s.text != nil:
		return strconv.Quote(*s.text)
	case s.truth != nil:
		return strconv.FormatBool(*s.truth)
	case s.list != nil:
		quoted := make([]string, len(*s.list))
		for i, t := range *s.list {
			quoted[i] = strconv.Quote(t)
		}
		return "[" + strings.Join(quoted, ", ") + "]"
	}
	return number(*s.number)
}
