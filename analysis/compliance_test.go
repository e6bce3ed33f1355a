package analysis

import (
	"math"
	"strings"
	"testing"

	"easyday/importer/activity"
)

func shareOf(runs []judgedRun) (value, low, high float64) {
	var t tally
	for i := range runs {
		t.add(&runs[i], 1)
	}
	return t.share(t.all)
}

// Where every run is as clear as can be the interval is that of Jeffreys.
func TestShareOfClearRuns(t *testing.T) {
	// For 4 of 10 the interval cuts 5 % off each end of a Beta(4.5, 6.5),
	// whose density is summed up here.
	v, low, high := shareOf(verdicts("xxxxoooooo"))
	near(t, "value", v, .4, 1e-12)
	var below, above, all float64
	for x := 5e-6; x < 1; x += 1e-5 {
		p := math.Pow(x, 3.5) * math.Pow(1-x, 5.5)
		all += p
		if x < low {
			below += p
		}
		if x > high {
			above += p
		}
	}
	near(t, "below the interval", below/all, .05, 1e-4)
	near(t, "above the interval", above/all, .05, 1e-4)
	if _, low, _ := shareOf(verdicts("ooooo")); low != 0 {
		t.Errorf("low %v of none", low)
	}
	if _, _, high := shareOf(verdicts("xxxxx")); high != 1 {
		t.Errorf("high %v of all", high)
	}
	if v, _, _ := shareOf(nil); !math.IsNaN(v) {
		t.Errorf("%v of no runs", v)
	}
}

// Runs that a limit a little off would judge otherwise make the share less sure,
// on the side on which they lie.
func TestShareOfCloseRuns(t *testing.T) {
	of := func(close float64) (low, high float64) {
		runs := make([]Run, 40)
		for i := range runs {
			rec := &Recovery{Verdict: KeptEasy, Slack: -.2, LimitSD: .02}
			switch {
			case i < 10:
				rec.Verdict, rec.Slack = TooFast, .2
			case i < 20:
				rec.Slack = close
			}
			runs[i] = Run{LocalDate: activity.Date(20000 + i), Recovery: rec}
		}
		v, low, high := shareOf(judgedOf(runs))
		near(t, "share", v, .25, 1e-12)
		return low, high
	}
	clearLow, clearHigh := of(-.2)
	low, high := of(-.01)
	if high < clearHigh+.08 || low > .25 || low < clearLow-.03 {
		t.Errorf("%.3f to %.3f; %.3f to %.3f with clear runs", low, high, clearLow, clearHigh)
	}
}

func verdicts(pattern string) []judgedRun {
	var out []judgedRun
	for i, c := range pattern {
		r := judgedRun{date: activity.Date(20000 + 7*i), verdict: KeptEasy, slack: -1}
		if c == 'x' {
			r.verdict, r.slack, r.places = TooFast, 1, limitPlaces
		}
		out = append(out, r)
	}
	return out
}

func TestChangeOf(t *testing.T) {
	for _, c := range []struct {
		pattern string
		want    int
	}{
		{"xxxxxoxoxoooooooooo", -1},
		{"ooooooxoxoxxxxxx", 1},
		{"xoxoxoxoxoxoxoxo", 0},
		{"xxxooo", 0}, // too few
		{"oooooooooooo", 0},
		{"xxxxxxxxoooooooo", -1}, // separated by date
	} {
		if got := changeOf(verdicts(c.pattern)); got.Direction() != c.want {
			t.Errorf("%s: %+v, want %d", c.pattern, got, c.want)
		}
	}
	// The clearest change there is, with a break between: all, then none.
	parted := verdicts(strings.Repeat("x", 30) + strings.Repeat("o", 30))
	for i := range parted[30:] {
		parted[30+i].date += 200
	}
	if got := changeOf(parted); got.Direction() != -1 || !(got.P < 1e-6) || !(got.Slope < 0) || math.IsInf(got.Slope, 0) {
		t.Errorf("separated by a break: %+v", got)
	}
}

func TestSmoothedShare(t *testing.T) {
	s := smoothed(verdicts("xxxxxxxxxxoooooooooo"), 26)
	if len(s) != 19*7+1 {
		t.Fatalf("%d days", len(s))
	}
	if s[0].Value < .9 || s[len(s)-1].Value > .1 {
		t.Errorf("from %v to %v", s[0].Value, s[len(s)-1].Value)
	}
	far := append(verdicts("xo"), verdicts("xo")...)
	for i := range far[2:] {
		far[2+i].date += 9 * 365
	}
	s = append(s, smoothed(far, 26)...)
	for _, d := range s {
		if !(d.Low <= d.Value && d.Value <= d.High) || d.N < leastRuns || d.N > 20 {
			t.Errorf("%+v", d)
		}
	}
	// Between runs a season apart nothing is known, beside them something is.
	apart := smoothed(append(verdicts("ooo"), far[2:]...), 26)
	if a, b := apart[0], apart[len(apart)/2]; a.N < 2 || b.N > leastRuns || a.High-a.Low > .7 || b.High-b.Low < .95 {
		t.Errorf("beside runs %+v, far from all %+v", a, b)
	}
}
