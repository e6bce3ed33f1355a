package report

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"easyday/analysis"
	"easyday/importer/activity"
)

// sensitivitySentence says how many flags a looser limit leaves; empty where
// there is none to lose.
func sensitivitySentence(s *analysis.Season) string {
	v := s.Summary.Sensitivity
	if v.Flags == 0 || v.Looser <= 0 {
		return ""
	}
	lead := "With a limit " + trimmed(100*v.Looser) + "% looser, "
	switch {
	case v.Flags == 1 && v.Remain == 1:
		return lead + "the one flag remains."
	case v.Flags == 1:
		return lead + "the one flag goes."
	case v.Remain == 0:
		return lead + "none of " + strconv.Itoa(v.Flags) + " flags remains."
	case v.Remain == 1:
		return lead + "1 of " + strconv.Itoa(v.Flags) + " flags remains."
	}
	return lead + strconv.Itoa(v.Remain) + " of " + strconv.Itoa(v.Flags) + " flags remain."
}

// anchorSentence says what the level of the comfortable pace rests on.
func anchorSentence(s *analysis.Season) string {
	m := &s.Summary
	races := "races and structured sessions"
	switch {
	case m.Races > 0 && m.Sessions == 0:
		races = "races"
	case m.Sessions > 0 && m.Races == 0:
		races = "structured sessions"
	}
	switch {
	case m.Stated > 0 && m.Races+m.Sessions == 0:
		races = "what you said"
	case m.Stated > 0:
		races += " and what you said"
	}
	on := ""
	switch m.Mode {
	case analysis.ModeHeartRate:
		on = "heart rate"
	case analysis.ModeRaces:
		on = races
	case analysis.ModeBoth:
		on = "heart rate, and on " + races
	default:
		return "The level is anchored on the runner's own easy days alone."
	}
	if n := s.Summary.LevelRuns; n > 0 {
		on += ", and narrowed down by " + count(n, "recovery run", "recovery runs")
	}
	return "The level is anchored on " + on + "."
}

// heatSentence says by what the comfortable pace allows for heat; empty where all
// runs were indoors.
func heatSentence(s *analysis.Season) string {
	h := s.Summary.Heat
	const lead, weather = "Heat is allowed for ", "the weather usual there and then"
	switch n := h.Outdoors(); n {
	case 0:
		return ""
	case h.Unknown:
		return "Heat is not allowed for: no recording outdoors has a temperature or a place."
	case h.Own:
		return lead + "by the watch's thermometer."
	case h.Climate:
		return lead + "by " + weather + ", since no recording outdoors has the temperature."
	default:
		var by []string
		for _, part := range []struct {
			n  int
			by string
		}{{h.Own, "by the watch's thermometer"}, {h.Near, "by that of runs about that day"}, {h.Climate, "by " + weather}, {h.Unknown, "not at all"}} {
			if part.n > 0 {
				by = append(by, "in "+strconv.Itoa(part.n)+" "+part.by)
			}
		}
		return "Of " + count(n, "run", "runs") + " outdoors heat is allowed for " + strings.Join(by[:len(by)-1], ", ") + " and " + by[len(by)-1] + "."
	}
}

// treadmillSentence says how many runs were on a treadmill, or count as such, and by
// how much it is off; empty without one.
func treadmillSentence(s *analysis.Season) string {
	t := s.Summary.Treadmill
	if t.Runs == 0 {
		return ""
	}
	text := count(t.Runs, "run", "runs") + " on a treadmill"
	switch {
	case t.Unplaced == t.Runs:
		text = count(t.Runs, "run", "runs") + " without positions, judged as on a treadmill"
	case t.Unplaced > 0:
		text += ", " + strconv.Itoa(t.Unplaced) + " of them taken for one since they have no positions"
	}
	if math.IsNaN(t.Reads) {
		return text + "; its pace is taken as it is."
	}
	way := " slow"
	if t.Reads > 0 {
		way = " fast"
	}
	const z90 = 1.645
	return text + ", corrected for a belt that reads " + percent(math.Abs(math.Expm1(t.Reads))) + way + " (±" + percent(z90*t.ReadsSD) + ")."
}

// baselineSentence says how much the comfortable pace was learned from.
func baselineSentence(s *analysis.Season) string {
	m := &s.Summary
	if len(s.Runs) == 0 || m.Usable == 0 {
		return ""
	}
	text := "Learned from " + count(m.Usable, "easy run", "easy runs") + " over " + count(m.Days, "day", "days") + "; of all runs " +
		percent(float64(m.WithHR)/float64(m.Recordings)) + " with heart rate that could be used and " +
		percent(float64(m.WithAltitude)/float64(m.Recordings)) + " with altitude."
	if s.Period.Limited() {
		text += " Reported here: " + periodWords(s) + "."
	}
	return text
}

// periodWords names the period that is reported and what lies outside it.
func periodWords(s *analysis.Season) string {
	p := s.Period
	text := ""
	switch {
	case p.From != nil && p.To != nil:
		text = fullDay(*p.From) + " to " + fullDay(*p.To)
	case p.From != nil:
		text = "from " + fullDay(*p.From)
	case p.To != nil:
		text = "to " + fullDay(*p.To)
	}
	return text + ", " + strconv.Itoa(len(s.Runs)) + " of " + count(s.Summary.Recordings, "run", "runs")
}

// zoneSentence says of how many runs the time zone is not known; empty where it is
// of all.
func zoneSentence(s *analysis.Season) string {
	n := 0
	for i := range s.Runs {
		if s.Runs[i].Zone.Source == activity.ZoneUnknown {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return "Dates and times of " + count(n, "run", "runs") + " are UTC's, since nothing tells the time zone; the setting zone does."
}

// sureSentences say how sure the season's findings are: what a looser limit
// leaves, what the level rests on, what it was learned from, by what it allows
// for heat, what it makes of a treadmill, and whose clock its dates are.
func sureSentences(s *analysis.Season) []string {
	baseline := baselineSentence(s)
	if baseline == "" {
		return said(zoneSentence(s))
	}
	return said(sensitivitySentence(s), baseline, anchorSentence(s), heatSentence(s), treadmillSentence(s), zoneSentence(s))
}

// boundTerms are the runner's own bounds on the last day, each with how sure it is
// and what it rests on.
func boundTerms(s *analysis.Season, u Units) []term {
	b := &s.Summary.Bounds
	var out []term
	if hr := b.HeartRateMaximum; hr > 0 {
		out = append(out,
			term{"Highest heart rate", whole(hr) + " bpm, give or take " + whole(b.HeartRateReach()) + ": " + b.HeartRateMaximumFrom + "."},
			term{"Resting heart rate", whole(b.HeartRateRest) + " bpm: " + b.HeartRateRestFrom + "."})
	}
	if p := b.CriticalSpeed.Pace(); known(p) {
		low, high := b.CriticalPaces()
		out = append(out, term{
			"Critical speed",
			FormatPace(p, u) + "/" + u.Short() + " (90% interval " + FormatPace(low, u) + enDash + FormatPace(high, u) +
				"), what you could race for 35 to 40 minutes: " + b.CriticalSpeedFrom + ".",
		})
	}
	return out
}

// said are the sentences there are.
func said(sentences ...string) []string {
	return slices.DeleteFunc(sentences, func(t string) bool { return t == "" })
}
