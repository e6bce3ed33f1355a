package report

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"easyday/analysis"
)

// patternSentences say what stands out among the recovery runs, at most two, or
// that nothing does; none where no run was judged.
func patternSentences(s *analysis.Season, u Units) []string {
	p := &s.Patterns
	var out []string
	for _, f := range p.Found {
		out = append(out, patternSentence(p.Get(f), u))
	}
	if len(out) > 0 || p.Runs == 0 {
		return out
	}
	var tested []string
	for _, l := range p.Looked {
		if l.Tested {
			tested = append(tested, factorWords(l.By))
		}
	}
	switch {
	case len(tested) == 0 && p.Runs < 2*analysis.PatternLeast:
		return []string{"Too few recovery runs were judged to look for patterns."}
	case len(tested) == 0:
		return []string{"The recovery runs are too alike in hours since the hard effort, its kind, weekday and month to look for patterns."}
	}
	return []string{"No pattern by " + alternatives(tested) + " stands out from chance."}
}

// patternSentence tells one pattern with its medians and numbers.
func patternSentence(p analysis.Pattern, u Units) string {
	is := "slower"
	if p.Faster {
		is = "faster"
	}
	apart, rest := groupWords(p.By, p.Apart.Name)
	return "Recovery runs " + apart + " were " + is + " than " + rest + ": " +
		against(p.Apart.Over, u, " than comfortable") + " (median of " + strconv.Itoa(p.Apart.N) + ", " + strconv.Itoa(p.Apart.TooFast) + " too fast) against " +
		against(p.Rest.Over, u, "") + " (of " + strconv.Itoa(p.Rest.N) + ", " + strconv.Itoa(p.Rest.TooFast) + " too fast)."
}

// against writes seconds per kilometre over the comfortable pace in units.
func against(over float64, u Units, than string) string {
	switch v := math.Round(perUnit(over, u)); {
	case v > 0:
		return whole(v) + " s/" + u.Short() + " faster" + than
	case v < 0:
		return whole(-v) + " s/" + u.Short() + " slower" + than
	}
	return "at the comfortable pace"
}

func factorWords(f analysis.Factor) string {
	switch f {
	case analysis.ByHours:
		return "hours since the hard effort"
	case analysis.ByKind:
		return "kind of hard effort"
	}
	return string(f)
}

// groupWords name a group of runs and all others.
func groupWords(by analysis.Factor, name string) (group, rest string) {
	switch by {
	case analysis.ByHours:
		switch name {
		case analysis.HoursEarly:
			return "within 18 h of a hard effort", "later ones"
		case analysis.HoursMiddle:
			return "18 to 30 h after a hard effort", "at other times"
		}
		return "30 h or more after a hard effort", "earlier ones"
	case analysis.ByKind:
		return "after " + hardPlural(analysis.HardReason(name)), "after other efforts"
	case analysis.ByWeekday:
		return "on " + capital(name) + "s", "on other days"
	}
	if t, err := time.Parse("2006-01", name); err == nil {
		name = t.Format("January 2006")
	}
	return "in " + name, "in other months"
}

// hardPlural names hard efforts of one kind.
func hardPlural(r analysis.HardReason) string {
	switch r {
	case analysis.Intervals:
		return "intervals"
	case analysis.Race:
		return "races"
	case analysis.Hills:
		return "hill sessions"
	case analysis.Tempo, analysis.Fartlek, analysis.Progression:
		return string(r) + " runs"
	case analysis.Duration:
		return "long runs"
	case analysis.HeartRate:
		return "runs hard by heart rate"
	}
	return "runs hard by their pace"
}

// alternatives joins words as "a, b or c".
func alternatives(words []string) string {
	words = slices.Clone(words)
	if n := len(words); n > 1 {
		words = append(words[:n-2], words[n-2]+" or "+words[n-1])
	}
	return strings.Join(words, ", ")
}

// seasonSentences are all the season has to say, in order: its finding, what
// changed, its paces, its patterns, and how sure all that is.
func seasonSentences(s *analysis.Season, u Units) []string {
	out := said(Headline(s)+".", changeSentence(s.Summary.Change), trendSentence(s, u), habitSentence(s, u), modeSentence(s))
	out = append(out, patternSentences(s, u)...)
	out = append(out, said(gapSentence(s, u))...)
	return append(out, sureSentences(s)...)
}

// gapSentence says how far hard and easy paces lie apart; empty without hard
// stretches.
func gapSentence(s *analysis.Season, u Units) string {
	g := &s.Gap
	if g.N == 0 || math.IsNaN(g.Value) {
		return ""
	}
	t := "Hard stretches ran " + percent(math.Abs(g.Value)) + " faster than the easy days around them"
	if math.Round(100*g.Value) <= 0 {
		t = "Hard stretches ran no faster than the easy days around them"
	}
	t += " (median of " + count(g.N, "hard effort", "hard efforts") + ", " +
		FormatPace(g.Hard, u) + " against " + FormatPace(g.Easy, u) + "/" + u.Short()
	if percent(g.Low) != percent(g.High) {
		t += "; 90% interval " + interval(g.Low, g.High)
	}
	return t + ")."
}

// interval writes two fractions as percentages, "1–6%".
func interval(low, high float64) string {
	switch {
	case percent(low) == percent(high):
		return percent(low)
	case math.Round(100*low) < 0:
		return percent(low) + " to " + percent(high)
	}
	return whole(100*low) + enDash + percent(high)
}
