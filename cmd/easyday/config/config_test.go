package config_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"easyday/cmd/easyday/config"
)

func TestParse(t *testing.T) {
	got, err := config.Parse("c.toml", []byte("units = \"km\"\nname_hints = false\nlimit_margin = -0.02\n[heart_rate]\nmaximum = 188\n[windows]\nlong_run_h = 30\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := config.DefaultConfig()
	want.Units, want.NameHints = "km", false
	want.Options.LimitMargin, want.Options.HeartRateMaximum, want.Options.Windows.LongRun = -.02, 188, 30
	if d := cmp.Diff(want, got, cmpopts.IgnoreUnexported(config.Config{})); d != "" {
		t.Error(d)
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct{ text, want, hint string }{
		{"\nuntis = \"km\"", `c.toml: line 2: unknown setting "untis"`, `did you mean "units"?`},
		{"[windows]\nlong_runs_h = 3", `c.toml: line 2: unknown setting "windows.long_runs_h"`, `did you mean "windows.long_run_h"?`},
		{"elephants = 3", `c.toml: line 1: unknown setting "elephants"`, "easyday config lists the settings"},
		{"limit_margin = 2", "c.toml: line 1: limit_margin 2 is not within -0.1 to 0.1", "the nearest value is 0.1"},
		{"limit_margin = nan", "c.toml: line 1: limit_margin NaN is not within -0.1 to 0.1", "the nearest value is -0.1"},
		{"[heart_rate]\nmaximum = 90", "c.toml: line 2: heart_rate.maximum 90 is not within 0 or 120 to 230", "the nearest value is 120"},
		{"units = \"furlong\"", `c.toml: line 1: units "furlong" is not mi or km`, ""},
		{"units = 3", "c.toml: line 1: units needs text in quotes", ""},
		{"zone = \"Mars/Olympus\"", `c.toml: line 1: zone "Mars/Olympus" is no time zone such as "Europe/Zurich"`, ""},
		{"name_hints = 1", "c.toml: line 1: name_hints needs true or false", ""},
		{"out = \"\"", `c.toml: line 1: out "" is empty`, ""},
		{"[windows]\nshortest_h = 90", "c.toml: line 2: windows.shortest_h is more than windows.longest_h", ""},
	} {
		_, err := config.Parse("c.toml", []byte(c.text))
		var e *config.Error
		if !errors.As(err, &e) {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		if e.Error() != c.want || e.Hint != c.hint {
			t.Errorf("%q: %q (%s), want %q (%s)", c.text, e.Error(), e.Hint, c.want, c.hint)
		}
	}
	if _, err := config.Parse("c.toml", []byte("units = \n")); err == nil || !strings.HasPrefix(err.Error(), "c.toml: line 1: ") {
		t.Errorf("broken TOML: %v", err)
	}
}

// TestWrite holds that what is printed reads back as what was in force.
func TestWrite(t *testing.T) {
	c, err := config.Parse("c.toml", []byte("units = \"km\"\nzone = \"Europe/Zurich\"\nlimit_margin = 0.01\n"))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := c.Write(&b); err != nil {
		t.Fatal(err)
	}
	again, err := config.Parse("printed", []byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(c, again, cmpopts.IgnoreUnexported(config.Config{})); d != "" {
		t.Error(d)
	}
	for _, want := range []string{
		"mi or km (c.toml, line 1)\nunits = \"km\"", "light or dark (default)\ntheme = \"light\"", "-0.1 to 0.1 (c.toml, line 3)\nlimit_margin = 0.01",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in:\n%s", want, b.String())
		}
	}
}
