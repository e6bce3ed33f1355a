package analysis

import (
	"math"
	"testing"

	"easyday/importer/activity"
)

func TestShareOf(t *testing.T) {
	// For 4 of 10 the interval cuts 5 % off each end of a Beta(4.5, 6.5),
	// whose density is summed up here.
	v, low, high := shareOf(4, 10)
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
	if _, low, _ := shareOf(0, 5); low != 0 {
		t.Errorf("low %v of none", low)
	}
	if _, _, high := shareOf(5, 5); high != 1 {
		t.Errorf("high %v of all", high)
	}
}

func verdicts(pattern string) []judgedRun {
	var out []judgedRun
	for i, c := range pattern {
		v := KeptEasy
		if c == 'x' {
			v = TooFast
		}
		out = append(out, judgedRun{activity.Date(20000 + 7*i), v})
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
}

func TestSmoothedShare(t *testing.T) {
	s := smoothed(verdicts("xxxxxxxxxxoooooooooo"), 26)
	if len(s) != 19*7+1 {
		t.Fatalf("%d days", len(s))
	}
	if s[0].Value < .9 || s[len(s)-1].Value > .1 {
		t.Errorf("from %v to %v", s[0].Value, s[len(s)-1].Value)
	}
	for _, d := range s {
		if !(d.Low <= d.Value && d.Value <= d.High) || d.N < 1 || d.N > 20 {
			t.Errorf("%+v", d)
		}
	}
}
