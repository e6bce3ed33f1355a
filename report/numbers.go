package report

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"easyday/analysis"
	"easyday/importer/activity"
)

const (
	minus  = "\u2212" // a minus sign as wide as a digit
	enDash = "\u2013"
	// none stands for a number that is missing.
	none = enDash
)

// FormatPace writes a pace as minutes and seconds per unit, "8:17", to the
// nearest second; an en dash where there is no pace.
func FormatPace(p activity.Pace, u Units) string {
	if !known(p) {
		return none
	}
	return clock(float64(p) * u.Metres() / activity.Kilometre)
}

// known reports whether a pace is one.
func known(p activity.Pace) bool { return p > 0 && !math.IsInf(float64(p), 0) }

// clock writes seconds as m:ss, and as h:mm:ss from an hour on.
func clock(seconds float64) string {
	if math.IsNaN(seconds) || math.IsInf(seconds, 0) || math.Abs(seconds) > 1e7 {
		return none
	}
	s := int(math.Round(seconds))
	sign := ""
	if s < 0 {
		sign, s = minus, -s
	}
	if s >= 3600 {
		return sign + strconv.Itoa(s/3600) + ":" + two(s/60%60) + ":" + two(s%60)
	}
	return sign + strconv.Itoa(s/60) + ":" + two(s%60)
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// perUnit turns seconds per kilometre into seconds per unit.
func perUnit(secondsPerKilometre float64, u Units) float64 {
	return secondsPerKilometre * u.Metres() / activity.Kilometre
}

// whole writes a number without decimals, with a true minus sign.
func whole(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return none
	}
	return strings.Replace(strconv.FormatFloat(math.Round(v)+0, 'f', 0, 64), "-", minus, 1)
}

// signed is whole with its sign always written; 0 has none.
func signed(v float64) string {
	s := whole(v)
	if math.Round(v) > 0 {
		return "+" + s
	}
	return s
}

// percent writes a share of 0..1 as "15%".
func percent(v float64) string {
	if math.IsNaN(v) {
		return none
	}
	return whole(100*v) + "%"
}

// FormatProbability writes a probability in percent; none is certain.
func FormatProbability(p float64) string {
	switch n := math.Round(100 * p); {
	case n < 1:
		return "under 1%"
	case n > 99:
		return "over 99%"
	default:
		return whole(n) + "%"
	}
}

// distance writes metres in units with one decimal, "4.1 mi".
func distance(metres float64, u Units) string {
	if math.IsNaN(metres) {
		return none
	}
	return strconv.FormatFloat(metres/u.Metres(), 'f', 1, 64) + " " + u.Short()
}

// halfBand is half the width of a 90 % band in seconds per unit, NaN where
// there is none.
func halfBand(b analysis.PaceBand, u Units) float64 {
	return perUnit(float64(b.High-b.Low)/2, u)
}

// hours writes a span of time in whole hours, in days from three days on, and
// in minutes below one hour.
func hours(d time.Duration) string {
	switch {
	case d < 59*time.Minute+30*time.Second:
		return whole(d.Minutes()) + " min"
	case d < 72*time.Hour:
		return whole(d.Hours()) + " h"
	}
	return whole(d.Hours()/24) + " days"
}

// day writes a date as "Wed 25 Feb".
func day(d activity.Date) string { return d.Midnight().Format("Mon 2 Jan") }

// shortDay writes a date as "25 Feb".
func shortDay(d activity.Date) string { return d.Midnight().Format("2 Jan") }

// yearDay writes a date as "25 Feb ’26", for small pictures of several years.
func yearDay(d activity.Date) string { return d.Midnight().Format("2 Jan ’06") }

// repeatsDates reports whether a season is so long that a day without its year
// may be taken for another's.
func repeatsDates(s *analysis.Season) bool {
	const elevenMonths = 334
	return s.Runs[len(s.Runs)-1].LocalDate-s.Runs[0].LocalDate > elevenMonths
}

// fullDay writes a date as "25 Feb 2026".
func fullDay(d activity.Date) string { return d.Midnight().Format("2 Jan 2006") }

// period writes a span of dates, "2 Feb – 15 Nov 2026", naming the first
// year only where it differs.
func period(from, to activity.Date) string {
	a, b := from.Midnight(), to.Midnight()
	switch {
	case from == to:
		return fullDay(from)
	case a.Year() != b.Year():
		return fullDay(from) + " " + enDash + " " + fullDay(to)
	}
	return shortDay(from) + " " + enDash + " " + fullDay(to)
}

// count writes a number with its noun in the right number.
func count(n int, singular, plural string) string {
	if n == 1 {
		return "1 " + singular
	}
	return strconv.Itoa(n) + " " + plural
}

// trimmed writes a number with the decimals it needs.
func trimmed(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// percentages writes shares that make up a whole so that they add up to 100:
// each is rounded down, and those with the largest remainders up.
func percentages(shares ...float64) []string {
	whole, left := make([]int, len(shares)), 100
	for i, s := range shares {
		whole[i] = int(100 * s)
		left -= whole[i]
	}
	order := make([]int, len(shares))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(100*shares[b]-float64(whole[b]), 100*shares[a]-float64(whole[a]))
	})
	out := make([]string, len(shares))
	for n, i := range order {
		if n < left {
			whole[i]++
		}
		out[i] = strconv.Itoa(whole[i]) + "%"
	}
	return out
}
