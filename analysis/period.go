package analysis

import (
	"math"
	"slices"

	"easyday/importer/activity"
)

// Period is a span of local dates, both inclusive; nil is open.
type Period struct {
	From, To *activity.Date
	// LastRun is the date of the whole season's last run. Within sets it.
	LastRun activity.Date
}

// Limited reports whether the period leaves anything out.
func (p Period) Limited() bool { return p.From != nil || p.To != nil }

// Has reports whether a date lies in the period.
func (p Period) Has(d activity.Date) bool {
	return (p.From == nil || d >= *p.From) && (p.To == nil || d <= *p.To)
}

// Past reports whether the period ends before the season's last run, so that
// what comes next lies outside it.
func (p Period) Past() bool { return p.To != nil && p.LastRun > *p.To }

// Within is the part of a season that lies in a period: its runs, its days, and
// what is counted over them. The verdicts, the comfortable pace and the labels'
// account are those of the whole season, which all was learned from. Of a period
// that ends before the season's last run there is no advice for the next one.
//
// Hard efforts before the period still cast their windows into it. s is not
// changed; runs are shared.
func (s *Season) Within(p Period) *Season {
	if !p.Limited() || len(s.Runs) == 0 {
		return s
	}
	part := *s
	for i := range s.Runs {
		p.LastRun = max(p.LastRun, s.Runs[i].LocalDate)
	}
	part.Period = p
	part.Runs = slices.DeleteFunc(slices.Clone(s.Runs), func(r Run) bool { return !p.Has(r.LocalDate) })
	// The trend goes from the first run to the last, as that of a season.
	first, last := activity.Date(1), activity.Date(0)
	for i := range part.Runs {
		d := part.Runs[i].LocalDate
		if i == 0 {
			first, last = d, d
		}
		first, last = min(first, d), max(last, d)
	}
	part.Trend = slices.DeleteFunc(slices.Clone(s.Trend), func(d Day) bool { return d.Date < first || d.Date > last })
	part.count(first, last)
	sum := &part.Summary
	sum.Notes = append(slices.Clip(sum.Notes), p.words())
	if len(part.Runs) > 0 {
		sum.AdviceFrom = last
	}
	if p.Past() {
		sum.Advice = activity.Pace(math.NaN())
	}
	// The covariance between two days within the season is not kept.
	if len(part.Trend) < len(s.Trend) {
		sum.Progress = Progress{math.NaN(), math.NaN()}
	}
	sum.ends(part.Trend)
	part.Patterns, part.Gap = FindPatterns(&part), FindGap(&part)
	return &part
}

// words are the period as a note.
func (p Period) words() string {
	text := "what is reported is limited"
	if p.From != nil {
		text += " from " + p.From.String()
	}
	if p.To != nil {
		text += " to " + p.To.String()
	}
	return text + "; all runs were learned from"
}
