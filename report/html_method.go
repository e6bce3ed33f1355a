package report

import (
	"bytes"
	"encoding/json"
	"fmt"

	"easyday/analysis"
)

// setting is one of the options with its value.
type setting struct {
	Name, Value string
	Default     string // where the value is another
}

// term is a word of the report with what it means in this season.
type term struct{ Name, Meaning string }

// methodTerms explains the report's words with the season's own settings.
func methodTerms(s *analysis.Season) []term {
	o := &s.Options
	hours := func(h analysis.Hours) string { return trimmed(float64(h)) }
	return []term{
		{
			"Comfortable pace, the limit",
			"A state-space model in the logarithm of grade-adjusted speed follows the comfortable pace from day to day, fed by what easy runs were run at, " +
				"by the speed at a given share of the heart-rate reserve, and by critical speed from races and structured sessions. " +
				"Each kind of evidence has a bias of its own, so that easy days run too fast move the habit and not the limit. " +
				"It is that of a cool day on the flat; how warm a run was the watch's thermometer says, or else the weather usual there and then. Its band holds 90%.",
		},
		{"Advice", percent(o.AdviceMargin) + " slower than comfortable."},
		{
			"Hard effort",
			"A race, a structured session, a steady run well above habit, a high heart rate for long, or an unusually long run. It casts a shadow of " +
				hours(o.Windows.Shortest) + " to " + hours(o.Windows.Longest) + " h by how hard it was; a long race casts a longer one, up to " + trimmed(float64(o.Windows.Ultra)/24) + " days.",
		},
		{
			"Recovery run",
			"A run without a hard effort that begins in such a shadow and is the first after it, or begins within " + hours(o.RecoveryWithin) +
				" h of it, or follows a race of half-marathon length or more.",
		},
		{
			"Verdict",
			"The probability that the run was faster than the comfortable pace of its day, learned with the run itself left out: too fast from " +
				percent(o.TooFastFrom) + ", kept easy below " + percent(o.KeptEasyBelow) + ", too close to call between. Slower never makes a run more probably too fast.",
		},
		{
			"Cannot be judged",
			"In the first " + count(o.LearningDays, "day", "days") + ", under " + trimmed(o.ShortestRunMinutes) + " min, above " + trimmed(o.HighestAltitude) +
				" m, on a treadmill without heart rate, where the band is too wide, or where pace and heart rate contradict each other.",
		},
		{"You said", "The kind of the run is the runner's own, from a labels file; the program does not overrule it."},
	}
}

// pageSettings lists every setting that can change a number, in the order and
// under the names of season.json, with the default beside a value that is
// another.
func pageSettings(o analysis.Options) ([]setting, error) {
	now, err := settingsOf(o)
	if err != nil {
		return nil, err
	}
	usual, err := settingsOf(analysis.DefaultOptions())
	if err != nil {
		return nil, err
	}
	byDefault := make(map[string]string, len(usual))
	for _, u := range usual {
		byDefault[u.Name] = u.Value
	}
	for i, n := range now {
		if v, ok := byDefault[n.Name]; ok && v != n.Value {
			now[i].Default = v
		}
	}
	return now, nil
}

func settingsOf(o analysis.Options) ([]setting, error) {
	b, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	return readSettings(d, "")
}

// readSettings reads one JSON object up to its end in its own order, names of
// objects within it joined by a dot.
func readSettings(d *json.Decoder, prefix string) ([]setting, error) {
	var out []setting
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		name := prefix + fmt.Sprint(key)
		value, err := d.Token()
		if err != nil {
			return nil, err
		}
		switch v := value.(type) {
		case json.Delim:
			inner, err := readSettings(d, name+".")
			if err != nil {
				return nil, err
			}
			out = append(out, inner...)
		case nil:
			out = append(out, setting{Name: name, Value: "not set"})
		default:
			out = append(out, setting{Name: name, Value: fmt.Sprint(v)})
		}
	}
	_, err := d.Token()
	return out, err
}
