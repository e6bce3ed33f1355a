package report

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"easyday/analysis"
	"easyday/importer/activity"
)

// Headline is the season's finding as a title without a full stop. It counts
// runs judged too fast alone, of those that could be judged, and claims a change
// only where the season's one test of change shows it.
func Headline(s *analysis.Season) string {
	c := s.Summary.Counts
	n := c.Judged()
	switch {
	case c.Total() == 0:
		return "No recovery runs found"
	case n == 0 && c.Total() == 1:
		return "The one recovery run could not be judged"
	case n == 0 && c.Total() == 2:
		return "Neither of 2 recovery runs could be judged"
	case n == 0:
		return "None of " + strconv.Itoa(c.Total()) + " recovery runs could be judged"
	}
	of := "recovery runs"
	if c.CantTell > 0 {
		of = "judged recovery runs"
	}
	if n == 1 {
		verdict := "kept easy"
		switch {
		case c.TooFast == 1:
			verdict = "too fast"
		case c.Borderline == 1:
			verdict = "too close to call"
		}
		return "The one " + strings.TrimSuffix(of, "s") + " was " + verdict
	}
	var t string
	switch {
	case c.TooFast == 0 && n == 2:
		t = "Neither of 2 " + of + " was too fast"
	case c.TooFast == 0:
		t = "None of " + strconv.Itoa(n) + " " + of + " was too fast"
	case c.TooFast == 1:
		t = "1 of " + strconv.Itoa(n) + " " + of + " was too fast"
	case c.TooFast == n && n == 2:
		t = "Both " + of + " were too fast"
	case c.TooFast == n:
		t = "All " + strconv.Itoa(n) + " " + of + " were too fast"
	default:
		t = strconv.Itoa(c.TooFast) + " of " + strconv.Itoa(n) + " " + of + " were too fast"
	}
	switch s.Summary.Change.Direction() {
	case -1:
		t += " " + enDash + " fewer as time went on"
	case 1:
		t += " " + enDash + " more as time went on"
	}
	return t
}

// verdictCounts lists the verdicts other than too fast, "24 kept easy, 2 too
// close to call".
func verdictCounts(c analysis.Counts) string {
	var parts []string
	if c.KeptEasy > 0 {
		parts = append(parts, strconv.Itoa(c.KeptEasy)+" kept easy")
	}
	if c.Borderline > 0 {
		parts = append(parts, strconv.Itoa(c.Borderline)+" too close to call")
	}
	if c.CantTell > 0 {
		parts = append(parts, strconv.Itoa(c.CantTell)+" that cannot be judged")
	}
	return strings.Join(parts, ", ")
}

// changeSentence says what the test of change rests on; empty where there was
// none.
func changeSentence(c analysis.Change) string {
	if !c.Tested || c.Early.Judged() == 0 || c.Late.Judged() == 0 {
		return ""
	}
	figures := wereTooFast(c.Early) + ", " + ofThe("last", c.Late) + "."
	if c.Direction() == 0 {
		return "No clear change over the season: " + figures
	}
	return figures
}

// wereTooFast says how many of the first judged runs were too fast.
func wereTooFast(c analysis.Counts) string {
	if c.TooFast == 1 {
		return ofThe("first", c) + " judged was too fast"
	}
	return ofThe("first", c) + " judged were too fast"
}

// ofThe is how many of the first or last judged runs were too fast, "3 of the last 14".
func ofThe(which string, c analysis.Counts) string {
	return strconv.Itoa(c.TooFast) + " of the " + which + " " + strconv.Itoa(c.Judged())
}

func tooFastOf(c analysis.Counts) string {
	return strconv.Itoa(c.TooFast) + " of " + strconv.Itoa(c.Judged())
}

// backToBackSentence says how many hard efforts came in another's recovery window;
// empty where none did.
func backToBackSentence(s *analysis.Season) string {
	hard := 0
	for i := range s.Runs {
		if classOf(&s.Runs[i]) == classHard {
			hard++
		}
	}
	switch n := s.Summary.BackToBack; n {
	case 0:
		return ""
	case 1:
		return "1 of " + count(hard, "hard effort", "hard efforts") + " came within the recovery window of another."
	default:
		return strconv.Itoa(n) + " of " + strconv.Itoa(hard) + " hard efforts came within the recovery window of another."
	}
}

// trendSentence says how the comfortable pace moved, or that no change is clear;
// empty where none could be learned.
func trendSentence(s *analysis.Season, u Units) string {
	first, last := s.Summary.First.Value, s.Summary.Last.Value
	if !known(last) {
		return ""
	}
	unit := " min/" + u.String()
	if u == Kilometres {
		unit = " min/km"
	}
	a, b := FormatPace(first, u), FormatPace(last, u)
	switch {
	case !known(first) || a == b:
		return "Comfortable pace: " + b + unit + "."
	case math.IsNaN(s.Summary.Progress.SD):
		return "Comfortable pace: " + b + unit + "; " + a + " at the start."
	case s.Summary.Progress.Direction() == 0:
		return "Comfortable pace: " + b + unit + "; " + a + " at the start" + furthest(s, u) + ", no clear change."
	}
	return "Comfortable pace went from " + a + " to " + b + unit + furthest(s, u) + "."
}

// furthest tells of the day on which the comfortable pace was furthest beyond both the
// season's ends; empty where that is by less than swing.
func furthest(s *analysis.Season, u Units) string {
	const swing = .03
	first, last := float64(s.Summary.First.Value), float64(s.Summary.Last.Value)
	words, most := "", swing
	for _, d := range s.Trend {
		v := float64(d.Comfortable.Value)
		slower, faster := v/max(first, last)-1, min(first, last)/v-1
		of := " at its slowest, in "
		if faster > slower {
			of = " at its fastest, in "
		}
		if far := max(slower, faster); far > most {
			most = far
			words = ", " + FormatPace(d.Comfortable.Value, u) + of + d.Date.Midnight().Format("January 2006")
		}
	}
	return words
}

// habitSentence sets the runner's own easy days beside the comfortable pace and
// says whether they clearly differ; empty where the level rests on those days.
func habitSentence(s *analysis.Season, u Units) string {
	m := &s.Summary
	if m.Mode == analysis.ModeHabit || !known(m.HabitLast) || !known(m.Last.Value) {
		return ""
	}
	now := "now run "
	if s.Period.Past() {
		now = "ran "
	}
	return "Your easy days " + now + FormatPace(m.HabitLast, u) + "/" + u.Short() +
		"; comfortable is " + FormatPace(m.Last.Value, u) + "/" + u.Short() + habitDifference(s) + "."
}

// habitDifference says by how much easy days are faster or slower than
// comfortable, where that is clear.
func habitDifference(s *analysis.Season) string {
	v, low, high := s.HabitFaster()
	switch {
	case math.IsNaN(v):
		return ""
	case low > 0:
		return ": " + percent(v) + " faster (90% interval " + oneSided(low, high) + ")"
	case high < 0:
		return ": " + percent(-v) + " slower (90% interval " + oneSided(-high, -low) + ")"
	}
	return ": no clear difference (90% interval " + nearPercent(-low) + " slower to " + nearPercent(high) + " faster)"
}

// oneSided is an interval above 0, which is not to be read as one that 0 lies in.
func oneSided(low, high float64) string {
	if low >= .005 {
		return interval(low, high)
	}
	return nearPercent(low) + " to " + nearPercent(high)
}

// nearPercent is a fraction above 0 in percent, with a decimal where it would else be 0.
func nearPercent(v float64) string {
	if v >= .005 {
		return percent(v)
	}
	return strconv.FormatFloat(math.Max(100*v, .1), 'f', 1, 64) + "%"
}

// modeSentence says that the level is relative where it is.
func modeSentence(s *analysis.Season) string {
	if s.Summary.Mode != analysis.ModeHabit || !known(s.Summary.Last.Value) {
		return ""
	}
	without := "without heart rate or a race."
	if s.Summary.WithHR > 0 {
		without = "from so few runs with heart rate, without a race."
	}
	return "Relative to your own easy runs: whether those are themselves too fast cannot be told " + without
}

// AdjustedFor says what the paces that runs are judged by are adjusted for.
func AdjustedFor(s *analysis.Season) string {
	if h := s.Summary.Heat; h.Own+h.Near+h.Climate > 0 {
		return "grade- and heat-adjusted"
	}
	return "grade-adjusted"
}

// Advice is the season's one line of advice in both units, the runner's first.
// Where the season is judged as of a date more than Options.AdviceExpiresDays
// after the last run, it says that it is too long ago to say.
func Advice(s *analysis.Season, u Units) string {
	m := &s.Summary
	const lead = "Next recovery run: "
	if s.Period.Past() {
		return lead + "not told for a period that ends before the last run, on " + fullDay(s.Period.LastRun)
	}
	if m.Clock == analysis.AsOf {
		if days := int(m.AsOf - m.AdviceFrom); days > s.Options.AdviceExpiresDays {
			return lead + "too long ago to say; the last run was " + strconv.Itoa(days) + " days earlier, on " + fullDay(m.AdviceFrom)
		}
	}
	if !known(m.Advice) || len(s.Runs) == 0 {
		return lead + "too little to say yet"
	}
	return lead + "no faster than " + bothPaces(m.Advice, u) + ", by your runs up to " + fullDay(m.AdviceFrom)
}

// bothPaces writes a pace in both units, "8:37/mi (5:21/km)".
func bothPaces(p activity.Pace, u Units) string {
	o := u.other()
	return FormatPace(p, u) + "/" + u.Short() + " (" + FormatPace(p, o) + "/" + o.Short() + ")"
}

// LedgerSum is the ledger in words: "179 files: 170 imported, 9 other sport".
func LedgerSum(l activity.Ledger) string {
	var parts []string
	for _, o := range activity.Outcomes() {
		if n := l.Count(o); n > 0 {
			parts = append(parts, strconv.Itoa(n)+" "+outcomeWord(o, n))
		}
	}
	sum := count(len(l.Entries), "file", "files")
	if len(parts) == 0 {
		return sum
	}
	return sum + ": " + strings.Join(parts, ", ")
}

func outcomeWord(o activity.Outcome, n int) string {
	switch o {
	case activity.Duplicate:
		if n != 1 {
			return "duplicates"
		}
		return "duplicate"
	case activity.OtherSport:
		return "other sport"
	case activity.NotActivity:
		return "not an activity"
	}
	return string(o)
}

// worst lists the runs judged too fast, the furthest over first; equal excess
// by order of date.
func worst(s *analysis.Season) []*analysis.Run {
	var out []*analysis.Run
	for i := range s.Runs {
		if r := &s.Runs[i]; r.Recovery != nil && r.Recovery.Verdict == analysis.TooFast {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b *analysis.Run) int { return cmp.Compare(b.Recovery.Over, a.Recovery.Over) })
	return out
}
