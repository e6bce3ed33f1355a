package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"easyday/cmd/easyday/spelling"
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
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	best, ok := spelling.Nearest(name, names)
	if !ok {
		return see
	}
	return fmt.Sprintf("did you mean --%s? %s", best, see)
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
