package config

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"easyday/analysis"
	"easyday/importer/activity"
)

// statement is a kind of table that may stand in the file any number of times,
// each with a date: what the runner knows beside the recordings.
type statement struct {
	key    string // of the table
	about  string
	fields []field
	sample string // a table as one would write it
	// keep adds a table, whose fields are known to be valid, to the settings.
	keep func(c *Config, date activity.Date, values map[string]float64) (problem, hint string)
	// tables are those of the settings, as the file writes their fields.
	tables func(c *Config) []string
}

// field is one key of a statement, beside its date.
type field struct {
	key      string
	optional bool
	// read turns the value into SI; units are those of the file.
	read func(v any, units string) (value float64, problem, hint string)
}

func statements() []statement {
	return []statement{
		{
			key: "heart_rate.from", about: "heart rates from a date on, where they changed; what was before keeps the values above. maximum and rest in beats per minute, one or both",
			fields: []field{
				{"maximum", true, beats(lowestMaximum, highestMaximum)},
				{"rest", true, beats(lowestRest, highestRest)},
			},
			sample: "date = 2025-06-01\nmaximum = 186\nrest = 46",
			keep: func(c *Config, d activity.Date, v map[string]float64) (string, string) {
				if len(v) == 0 {
					return "says neither maximum nor rest", "give one of them or both"
				}
				if slices.ContainsFunc(c.Known.HeartRates, func(h analysis.KnownHeartRate) bool { return h.From == d }) {
					return "heart rates from " + d.String() + " are stated twice", "keep one table of that date, with both"
				}
				c.Known.HeartRates = append(c.Known.HeartRates, analysis.KnownHeartRate{From: d, Maximum: v["maximum"], Rest: v["rest"]})
				return "", ""
			},
			tables: func(c *Config) []string {
				var out []string
				for _, h := range c.Known.HeartRates {
					t := "date = " + h.From.String() + "\n"
					if h.Maximum > 0 {
						t += "maximum = " + number(h.Maximum) + "\n"
					}
					if h.Rest > 0 {
						t += "rest = " + number(h.Rest) + "\n"
					}
					out = append(out, t)
				}
				return out
			},
		},
		{
			key: "pace", about: "an easy pace you know was comfortable at a date, 3:00/km to 15:00/km; without /km or /mi in the file's units",
			fields: []field{{"easy", false, readPace}},
			sample: "date = 2025-03-01\neasy = \"9:30/mi\"",
			keep: func(c *Config, d activity.Date, v map[string]float64) (string, string) {
				c.Known.Paces = append(c.Known.Paces, analysis.KnownPace{Date: d, Pace: activity.Pace(v["easy"])})
				return "", ""
			},
			tables: func(c *Config) []string {
				var out []string
				for _, p := range c.Known.Paces {
					out = append(out, fmt.Sprintf("date = %s\neasy = %q\n", p.Date, c.paceText(p.Pace)))
				}
				return out
			},
		},
		{
			key: "race", about: "a race result; distance such as \"5 km\", \"10 mi\", \"half marathon\" or \"marathon\", 1 to 110 km; time as h:mm:ss or mm:ss",
			fields: []field{{"distance", false, readDistance}, {"time", false, readTime}},
			sample: "date = 2025-04-06\ndistance = \"10 km\"\ntime = \"45:10\"",
			keep: func(c *Config, d activity.Date, v map[string]float64) (string, string) {
				if p := v["time"] / v["distance"] * activity.Kilometre; p < 140 || p > 900 {
					return fmt.Sprintf("%s for %s is no race", clock(v["time"]), distanceText(v["distance"])), "a race is run at 2:20/km to 15:00/km; time is h:mm:ss or mm:ss"
				}
				c.Known.Races = append(c.Known.Races, analysis.KnownRace{Date: d, Distance: v["distance"], Seconds: v["time"]})
				return "", ""
			},
			tables: func(c *Config) []string {
				var out []string
				for _, r := range c.Known.Races {
					out = append(out, fmt.Sprintf("date = %s\ndistance = %q\ntime = %q\n", r.Date, distanceText(r.Distance), clock(r.Seconds)))
				}
				return out
			},
		},
	}
}

func beats(low, top float64) func(any, string) (float64, string, string) {
	return func(v any, _ string) (float64, string, string) {
		n, ok := asNumber(v)
		if !ok {
			return 0, "needs a number", ""
		}
		problem, hint := within(n, low, top, false)
		return n, problem, hint
	}
}

// The paces a runner may call easy, in seconds per kilometre.
const fastestEasy, slowestEasy = 180, 900

func readPace(v any, units string) (float64, string, string) {
	const sample = "write it as \"9:30/mi\" or \"5:54/km\""
	t, ok := v.(string)
	if !ok {
		return 0, "needs text in quotes", sample
	}
	text, per, found := strings.Cut(strings.ReplaceAll(t, " ", ""), "/")
	if !found {
		per = units
	}
	s, err := readClock(text)
	if err != nil || per != "mi" && per != "km" {
		return 0, fmt.Sprintf("%q is no pace", t), sample
	}
	if per == "mi" {
		s *= activity.Kilometre / activity.Mile
	}
	if s < fastestEasy || s > slowestEasy {
		nearest := min(max(s, fastestEasy), slowestEasy)
		factor := 1.
		if per == "mi" {
			factor = activity.Mile / activity.Kilometre
		}
		return 0, fmt.Sprintf("%q is not within %s to %s", t, clock(fastestEasy*factor), clock(slowestEasy*factor)), "the nearest value is " + clock(nearest*factor)
	}
	return s, "", ""
}

func readDistance(v any, units string) (float64, string, string) {
	const sample = "write it as \"10 km\", \"10 mi\", \"half marathon\" or \"marathon\""
	t, ok := v.(string)
	if !ok {
		return 0, "needs text in quotes", sample
	}
	metres := map[string]float64{"marathon": 42195, "half marathon": 21097.5, "half": 21097.5}[strings.ToLower(t)]
	if metres == 0 {
		parts := regexp.MustCompile(`^([0-9]+(?:\.[0-9]+)?) ?(km|k|mi|miles?|m)?$`).FindStringSubmatch(strings.ToLower(strings.TrimSpace(t)))
		if parts == nil {
			return 0, fmt.Sprintf("%q is no distance", t), sample
		}
		n, err := strconv.ParseFloat(parts[1], 64)
		if err != nil {
			return 0, fmt.Sprintf("%q is no distance", t), sample
		}
		switch unit := parts[2]; {
		case unit == "m":
			metres = n
		case unit == "km" || unit == "k" || unit == "" && units == "km":
			metres = n * activity.Kilometre
		default:
			metres = n * activity.Mile
		}
	}
	if problem, _ := within(metres, 1000, 110e3, false); problem != "" {
		return 0, fmt.Sprintf("%q is not within 1 to 110 km", t), "the nearest value is " + distanceText(min(max(metres, 1000), 110e3))
	}
	return metres, "", ""
}

func readTime(v any, _ string) (float64, string, string) {
	const sample = "write it as \"45:10\" or \"1:38:20\""
	t, ok := v.(string)
	if !ok {
		return 0, "needs text in quotes", sample
	}
	s, err := readClock(t)
	if err != nil || s <= 0 {
		return 0, fmt.Sprintf("%q is no time", t), sample
	}
	return s, "", ""
}

// readClock reads h:mm:ss or m:ss as seconds.
func readClock(t string) (float64, error) {
	if !regexp.MustCompile(`^[0-9]{1,3}(:[0-5][0-9]){1,2}(\.[0-9]+)?$`).MatchString(t) {
		return 0, errors.New("is not of the form mm:ss or h:mm:ss")
	}
	total := 0.
	for _, part := range strings.Split(t, ":") {
		n, err := strconv.ParseFloat(part, 64)
		if err != nil {
			return 0, err
		}
		total = 60*total + n
	}
	return total, nil
}

// clock writes seconds as h:mm:ss, or m:ss below an hour, with what fraction
// there is.
func clock(seconds float64) string {
	tenths := math.Round(seconds * 10)
	whole, rest := int(tenths)/10, int(tenths)%10
	text := fmt.Sprintf("%d:%02d", whole/60, whole%60)
	if whole >= 3600 {
		text = fmt.Sprintf("%d:%02d:%02d", whole/3600, whole/60%60, whole%60)
	}
	if rest != 0 {
		text += "." + strconv.Itoa(rest)
	}
	return text
}

func distanceText(metres float64) string {
	switch metres {
	case 42195:
		return "marathon"
	case 21097.5:
		return "half marathon"
	}
	if miles := metres / activity.Mile; math.Abs(miles-math.Round(100*miles)/100) < 1e-9 {
		return number(math.Round(100*miles)/100) + " mi"
	}
	return number(math.Round(metres)/activity.Kilometre) + " km"
}

// paceText writes a pace, "9:30/mi": in the units in force, or in the other
// where it was stated in those.
func (c *Config) paceText(p activity.Pace) string {
	mile, kilometre := clock(p.PerMile())+"/mi", clock(float64(p))+"/km"
	whole := func(seconds float64) bool { return math.Abs(seconds-math.Round(seconds)) < 1e-6 }
	if whole(p.PerMile()) || c.Units == "mi" && !whole(float64(p)) {
		return mile
	}
	return kilometre
}
