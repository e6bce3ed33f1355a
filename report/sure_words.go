package report

import (
	"strconv"

	"easyday/analysis"
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
	switch s.Summary.Mode {
	case analysis.ModeHeartRate:
		return "The level is anchored on heart rate."
	case analysis.ModeRaces:
		return "The level is anchored on races and structured sessions."
	case analysis.ModeBoth:
		return "The level is anchored on heart rate, and on races and structured sessions."
	}
	return "The level is anchored on the runner's own easy days alone."
}

// baselineSentence says how much the comfortable pace was learned from.
func baselineSentence(s *analysis.Season) string {
	m := &s.Summary
	if len(s.Runs) == 0 || m.Usable == 0 {
		return ""
	}
	days := int(s.Runs[len(s.Runs)-1].LocalDate-s.Runs[0].LocalDate) + 1
	return "Learned from " + count(m.Usable, "run", "runs") + " over " + count(days, "day", "days") + "; of all runs " +
		percent(float64(m.WithHR)/float64(len(s.Runs))) + " with heart rate and " +
		percent(float64(m.WithAltitude)/float64(len(s.Runs))) + " with altitude."
}
