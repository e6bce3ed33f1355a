// Package config reads the settings a runner keeps in a TOML file, refuses what
// it does not know or what is out of range with the line and the nearest right
// name, and prints the settings in force with what each means, its range and
// where it comes from.
package config

import (
	"errors"
	"fmt"
	"time"

	"easyday/analysis"
)

// Config are the settings of a file. Get DefaultConfig for the values without
// one.
type Config struct {
	Units     string // "mi" or "km"
	Theme     string // "light" or "dark"
	Out       string // folder of the report
	Zone      string // IANA name; empty for none
	NameHints bool
	// IgnoredDevices are the devices whose recordings are left out: a maker,
	// or a maker and its product, in lower case.
	IgnoredDevices []string
	Options        analysis.Options
	// Known are the paces, races and heart rates stated with their dates; it
	// has no labels.
	Known analysis.Knowledge

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

// DefaultConfig are the settings that serve without a file.
func DefaultConfig() Config {
	return Config{Units: "mi", Theme: "light", Out: "easyday-report", NameHints: true, Options: analysis.DefaultOptions(), origin: map[string]string{}}
}

// Override says that a setting's value comes from elsewhere, such as a flag.
func (c *Config) Override(key, origin string) { c.origin[key] = origin }

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
		{key: "limit_margin", about: "corrects the comfortable pace that was learned, as a fraction of speed: above 0 it is faster", number: &o.LimitMargin, low: -.1, top: .1},
		{key: "advice_margin", about: "how much slower than comfortable the advice is, as a fraction of pace", number: &o.AdviceMargin, low: 0, top: .2},
		{key: "heart_rate.maximum", about: "your highest heart rate in beats per minute, 0 to read it from the season", number: &o.HeartRateMaximum, low: lowestMaximum, top: highestMaximum, zeroTo: true},
		{key: "heart_rate.rest", about: "your resting heart rate in beats per minute, 0 where not known", number: &o.HeartRateRest, low: lowestRest, top: highestRest, zeroTo: true},
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
		{
			key: "devices.ignore", about: "devices whose recordings are left out, such as \"garmin\" or \"garmin 3113\"; easyday show names a recording's",
			list: &c.IgnoredDevices,
		},
	}
}

// The believable heart rates of a runner, in beats per minute: the ranges lie 20
// apart, so that any rest lies well below any maximum.
const (
	lowestMaximum, highestMaximum = 120, 230
	lowestRest, highestRest       = 25, 100
)
