package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"easyday/cmd/easyday/spelling"
	"easyday/importer/activity"
	"easyday/report"
)

// flagHint names the flag nearest to one that does not exist, or the value
// nearest to one that a flag does not take, or where to read of them.
func flagHint(c *cobra.Command, err error) string {
	see := "see: " + c.CommandPath() + " --help"
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() == "" {
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if best, ok := spelling.Nearest(unknown.GetSpecifiedName(), names); ok {
			return fmt.Sprintf("did you mean --%s? %s", best, see)
		}
		report, _, err := c.Root().Find([]string{"report"}) // the likeliest
		if err != nil {
			return see
		}
		for _, other := range append([]*cobra.Command{report}, c.Root().Commands()...) {
			if other.Flags().Lookup(unknown.GetSpecifiedName()) != nil {
				return fmt.Sprintf("%s takes --%s, %s does not; %s", other.CommandPath(), unknown.GetSpecifiedName(), c.CommandPath(), see)
			}
		}
	}
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		values := strings.Split(invalid.GetFlag().Value.Type(), "|")
		if best, ok := spelling.Nearest(invalid.GetValue(), values); ok && len(values) > 1 {
			return fmt.Sprintf("did you mean --%s %s? %s", invalid.GetFlag().Name, best, see)
		}
		if len(values) > 1 {
			return fmt.Sprintf("the values are %s; %s", strings.Join(values, ", "), see)
		}
	}
	return see
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
		return errors.New("is neither mi nor km")
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
		return errors.New("is neither light nor dark")
	}
	return nil
}

// mostJobs is the most files that may be read at the same time: each takes
// memory, and no machine gains from more.
const mostJobs = 256

// jobsFlag is a number of workers as a flag.
type jobsFlag struct{ value *int }

func (f jobsFlag) String() string {
	if f.value == nil {
		return ""
	}
	return strconv.Itoa(*f.value)
}
func (f jobsFlag) Type() string { return "number" }
func (f jobsFlag) Set(s string) error {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > mostJobs {
		return fmt.Errorf("is not a number from 1 to %d", mostJobs)
	}
	*f.value = n
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
