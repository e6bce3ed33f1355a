package report

import (
	"math"

	"easyday/analysis"
)

// otherLimit is by how many seconds a unit the limit of a run's own course of pace must
// differ from the comfortable pace of its day to be told apart.
const otherLimit = 3

// runTitle says what became of the run.
func runTitle(r *analysis.Run, o Options) (title, subtitle string) {
	u := o.Units
	title = r.LocalDate.Midnight().Format("Mon 2 Jan 2006") + ": "
	moving := r.Recording.Figures.Moving / 60
	length := distance(r.Recording.Figures.Distance, u)
	if h := r.Hard; h != nil {
		title += hardTitle(h, u)
		subtitle = length + ". "
		if h.Words != "" {
			subtitle += capital(h.Words) + ". "
		}
		return title, subtitle + "It opens a recovery window of " + hours(h.Window) + "."
	}
	v := r.Recovery
	if v == nil {
		kind := string(r.Kind) + " run"
		if r.Kind == analysis.KindUnknown {
			kind = "a run without its pace over time"
		}
		return title + kind + ", " + length + " at " + FormatPace(r.Pace, u) + " min/" + u.Short(), ""
	}
	switch {
	case v.Verdict == analysis.CantTell:
		title += "a recovery run that cannot be judged"
	case v.Verdict == analysis.KeptEasy && !(v.MinutesOver >= .5):
		title += "kept easy throughout"
	case !math.IsNaN(v.MinutesOver):
		switch v.Verdict {
		case analysis.KeptEasy:
			title += "kept easy, "
		case analysis.Borderline:
			title += "too close to call, "
		}
		title += whole(v.MinutesOver) + " of " + count(int(math.Round(moving)), "minute", "minutes") + " faster than comfortable"
	default:
		title += "a recovery run"
	}
	subtitle = "Recovery run, " + length + ", " + sinceWords(v) + "."
	if where := whereWords(r); where != "" {
		subtitle += " The minutes over lie " + where + "."
	}
	if math.Abs(perUnit(float64(v.Limit-r.Comfortable.Value), u)) >= otherLimit {
		here := " in this run's heat and on its hills."
		if r.Recording.Indoor {
			here = " as this treadmill reads."
		}
		subtitle += " Comfortable that day was " + FormatPace(r.Comfortable.Value, u) + ", and " + FormatPace(v.Limit, u) + here
	}
	if v.HoldingBackAdds >= .5 {
		subtitle += " Holding to the comfortable pace would have added " + clock(v.HoldingBackAdds) + "."
	}
	for _, reason := range v.Reasons {
		if v.Verdict == analysis.CantTell {
			subtitle += " " + capital(reason) + "."
		}
	}
	return title, subtitle
}

// hardTitle names a hard effort, and what made it one: its stretches, or for a
// race and what is hard by length or heart rate its own words.
func hardTitle(h *analysis.HardEffort, u Units) string {
	name := hardWord(h.Reason)
	if name != string(h.Reason) {
		name = "hard " + name
	}
	detail := h.Words
	switch h.Reason {
	case analysis.Race, analysis.Duration, analysis.HeartRate:
	default:
		if len(h.Stretches) > 0 {
			detail = stretchWords(h, u)
		}
	}
	if detail == "" {
		return name
	}
	return name + ", " + detail
}

// stretchWords counts a hard effort's stretches and says how fast they were.
func stretchWords(h *analysis.HardEffort, u Units) string {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, st := range h.Stretches {
		if p := float64(st.EffortPace); !math.IsNaN(p) {
			lo, hi = min(lo, p), max(hi, p)
		}
	}
	t := count(len(h.Stretches), "hard stretch", "hard stretches")
	if math.IsInf(lo, 0) {
		return t
	}
	a, b := clock(perUnit(lo, u)), clock(perUnit(hi, u))
	if a == b {
		return t + " at " + a + " min/" + u.Short()
	}
	return t + ", " + a + " to " + b + " min/" + u.Short()
}

// hardWord is a reason in plain words.
func hardWord(r analysis.HardReason) string {
	switch r {
	case analysis.Duration:
		return "by its length"
	case analysis.HeartRate:
		return "by heart rate"
	case analysis.OtherHard:
		return "by its pace"
	}
	return string(r)
}

// sinceWords say how long after which hard effort a recovery run was.
func sinceWords(v *analysis.Recovery) string {
	if v.After == "" {
		return "after no hard effort"
	}
	return hours(v.Since) + " after " + hardEffort(v.AfterReason)
}

// hardEffort names a hard effort by what made it one.
func hardEffort(r analysis.HardReason) string {
	switch r {
	case analysis.Intervals, analysis.Hills:
		return string(r)
	case analysis.Race:
		return "a race"
	case analysis.Tempo, analysis.Fartlek, analysis.Progression:
		return "a " + string(r) + " run"
	case analysis.Duration:
		return "a long run"
	}
	return "a hard effort"
}

func capital(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}
