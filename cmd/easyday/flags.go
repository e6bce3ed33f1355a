package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"easyday/importer/activity"
	"easyday/report"
)

// flagHint names the flag nearest to one that does not exist, or where to read
// of them.
func flagHint(c *cobra.Command, err error) string {
	see := "see: " + c.CommandPath() + " --help"
	_, name, ok := strings.Cut(err.Error(), "unknown flag: --")
	if !ok {
		return see
	}
	best, distance := "", 3 // further off is another word
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if d := editDistance(name, f.Name); d < distance {
			best, distance = f.Name, d
		}
	})
	if best == "" {
		return see
	}
	return fmt.Sprintf("did you mean --%s? %s", best, see)
}

// editDistance is Levenshtein's distance between two words.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// unitsFlag is report.Units as a flag.
type unitsFlag struct{ value *report.Units }

func (f unitsFlag) String() string {
	if f.value == nil {
		return ""
	}
	return f.value.Short()
}
func (f unitsFlag) Type() string { return "mi|km" }
func (f unitsFlag) Set(s string) error {
	switch strings.ToLower(s) {
	case "mi", "mile", "miles":
		*f.value = report.Miles
	case "km", "kilometre", "kilometres", "kilometer", "kilometers":
		*f.value = report.Kilometres
	default:
		return fmt.Errorf("is neither mi nor km")
	}
	return nil
}

// themeFlag is report.Theme as a flag.
type themeFlag struct{ value *report.Theme }

func (f themeFlag) String() string {
	if f.value != nil && *f.value == report.Dark {
		return "dark"
	}
	return "light"
}
func (f themeFlag) Type() string { return "light|dark" }
func (f themeFlag) Set(s string) error {
	switch strings.ToLower(s) {
	case "light":
		*f.value = report.Light
	case "dark":
		*f.value = report.Dark
	default:
		return fmt.Errorf("is neither light nor dark")
	}
	return nil
}

// dateFlag is an optional local date as a flag.
type dateFlag struct{ value **activity.Date }

func (f dateFlag) String() string {
	if f.value == nil || *f.value == nil {
		return ""
	}
	return (*f.value).String()
}
func (f dateFlag) Type() string { return "date" }
func (f dateFlag) Set(s string) error {
	d, err := activity.ParseDate(s)
	if err != nil {
		return err
	}
	*f.value = &d
	return nil
}
