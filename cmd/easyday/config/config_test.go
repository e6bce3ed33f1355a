package config_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"easyday/analysis"
	"easyday/cmd/easyday/config"
	"easyday/importer/activity"
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
		{"theme = \"drak\"", `c.toml: line 1: theme "drak" is not light or dark`, `did you mean "dark"?`},
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

func date(t *testing.T, s string) activity.Date {
	t.Helper()
	d, err := activity.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestStatements(t *testing.T) {
	got, err := config.Parse("c.toml", []byte(`units = "mi"
[devices]
ignore = ["Garmin 3113"]
[[pace]]
date = 2025-03-01
easy = "9:30"
[[pace]]
date = "2025-06-01"
easy = "5:30/km"
[[race]]
date = 2025-04-06
distance = "10k"
time = "45:10"
[[race]]
date = 2025-10-05
distance = "half marathon"
time = "1:38:20"
[[heart_rate.from]]
date = 2025-06-01
maximum = 186
`))
	if err != nil {
		t.Fatal(err)
	}
	want := analysis.Knowledge{
		Paces: []analysis.KnownPace{
			{Date: date(t, "2025-03-01"), Pace: 570 / 1.609344},
			{Date: date(t, "2025-06-01"), Pace: 330},
		},
		Races: []analysis.KnownRace{
			{Date: date(t, "2025-04-06"), Distance: 10e3, Seconds: 2710},
			{Date: date(t, "2025-10-05"), Distance: 21097.5, Seconds: 5900},
		},
		HeartRates: []analysis.KnownHeartRate{{From: date(t, "2025-06-01"), Maximum: 186}},
	}
	if d := cmp.Diff(want, got.Known, cmpopts.EquateApprox(0, 1e-9)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"garmin 3113"}, got.IgnoredDevices); d != "" {
		t.Error(d)
	}
	var b strings.Builder
	if err := got.Write(&b); err != nil {
		t.Fatal(err)
	}
	again, err := config.Parse("printed", []byte(b.String()))
	if err != nil {
		t.Fatalf("%v in:\n%s", err, b.String())
	}
	if d := cmp.Diff(got, again, cmpopts.IgnoreUnexported(config.Config{}), cmpopts.EquateApprox(0, .1)); d != "" {
		t.Error(d)
	}
	for _, want := range []string{"[[pace]] # c.toml, line 4\n", "[[race]] # c.toml, line 14\n", "[[heart_rate.from]] # c.toml, line 18\n", "a list of texts (c.toml, line 3)\nignore"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in:\n%s", want, b.String())
		}
	}
}

func TestStatementsRefused(t *testing.T) {
	for _, c := range []struct{ text, want, hint string }{
		{"[[pace]]\ndate = 2025-03-01\n", "c.toml: line 1: pace has no easy", "the keys are date, easy"},
		{"[[pace]]\neasy = \"9:30\"\n", "c.toml: line 1: pace: no date", ""},
		{"[[pace]]\ndate = 2025-03-01\neasy = \"1:30\"\n", `c.toml: line 3: pace.easy "1:30" is not within 4:49.7 to 24:08.4`, "the nearest value is 4:49.7"},
		{"[[pace]]\ndate = 2025-03-01\neasy = \"quick\"\n", `c.toml: line 3: pace.easy "quick" is no pace`, `write it as "9:30/mi" or "5:54/km"`},
		{"[[pace]]\ndate = 2025-03-01\neasy = 570\n", `c.toml: line 3: pace.easy needs text in quotes`, `write it as "9:30/mi" or "5:54/km"`},
		{"[[pace]]\ndate = \"1 March\"\neasy = \"9:30\"\n", `c.toml: line 2: pace: date "1 March" is not of the form 2025-03-31`, ""},
		{"[[pace]]\ndate = 2025-03-01\neasy = \"9:30\"\n[[pace]]\ndate = 2025-03-02\nesay = \"9:30\"\n", `c.toml: line 6: unknown key "esay" in pace`, `did you mean "easy"?`},
		{"pace = 3", "c.toml: line 1: pace is a table with a date", "write [[pace]] on a line of its own"},
		{"[[paces]]\ndate = 2025-03-01\n", `c.toml: line 1: unknown setting "paces"`, `did you mean "pace"?`},
		{"[[race]]\ndate = 2025-03-01\ndistance = \"10 km\"\ntime = \"4:51\"\n", "c.toml: line 1: race 4:51 for 10 km is no race", "a race is run at 2:20/km to 15:00/km; time is h:mm:ss or mm:ss"},
		{"[[race]]\ndate = 2025-03-01\ndistance = \"500 km\"\ntime = \"4:51\"\n", `c.toml: line 3: race.distance "500 km" is not within 1 to 110 km`, "the nearest value is 110 km"},
		{"[[race]]\ndate = 2025-03-01\ndistance = \"ten\"\ntime = \"4:51\"\n", `c.toml: line 3: race.distance "ten" is no distance`, `write it as "10 km", "10 mi", "half marathon" or "marathon"`},
		{"[[race]]\ndate = 2025-03-01\ndistance = \"10k\"\ntime = \"soon\"\n", `c.toml: line 4: race.time "soon" is no time`, `write it as "45:10" or "1:38:20"`},
		{"[[heart_rate.from]]\ndate = 2025-03-01\nmaximum = 300\n", "c.toml: line 3: heart_rate.from.maximum 300 is not within 120 to 230", "the nearest value is 230"},
		{"[[heart_rate.from]]\ndate = 2025-03-01\n", "c.toml: line 1: heart_rate.from says neither maximum nor rest", "give one of them or both"},
		{"[devices]\nignore = \"garmin\"\n", `c.toml: line 2: devices.ignore needs a list of texts in quotes, such as ["garmin"]`, ""},
		{"[heart_rate]\nmaximum = 120\nrest = 100.5\n", "c.toml: line 3: heart_rate.rest 100.5 is not within 0 or 25 to 100", "the nearest value is 100"},
		{"\"untis\" = \"km\"", `c.toml: line 1: unknown setting "untis"`, `did you mean "units"?`},
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
}
