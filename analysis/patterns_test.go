package analysis

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"easyday/importer/activity"
)

// diary is a made season of hard efforts and the recovery runs after them:
// intervals on Tuesdays, a tempo run on Fridays, a long run on Sundays in some
// weeks, each followed by a run 8 to 35 h later. excess gives the log speed
// over comfortable of each recovery run.
func diary(r *rand.Rand, weeks int, excess func(date activity.Date, since time.Duration, after HardReason) float64) *Season {
	s := &Season{Options: DefaultOptions()}
	monday := time.Date(2025, 2, 3, 0, 0, 0, 0, time.UTC)
	for w := range weeks {
		for _, h := range []struct {
			day    int
			reason HardReason
			share  float64
		}{{1, Intervals, .9}, {4, Tempo, .5}, {6, Duration, .5}} {
			if r.Float64() > h.share {
				continue
			}
			start := monday.AddDate(0, 0, 7*w+h.day).Add(18 * time.Hour)
			hard := Run{ID: start.Format("20060102T150405Z"), LocalDate: activity.DateOf(start), Hard: &HardEffort{Reason: h.reason}}
			hard.Recording.Start = start
			s.Runs = append(s.Runs, hard)
			since := []time.Duration{11, 23, 24, 25, 34}[r.IntN(5)] * time.Hour
			at := start.Add(time.Hour + since)
			rec := Run{ID: at.Format("20060102T150405Z"), LocalDate: activity.DateOf(at), Kind: KindRecovery}
			rec.Recording.Start = at
			const comfortable = 340
			e := excess(rec.LocalDate, since, h.reason)
			rec.EffortPace = activity.Pace(comfortable * math.Exp(-e))
			rec.Recovery = &Recovery{After: hard.ID, AfterReason: hard.Hard.Reason, Since: since, Over: comfortable - float64(rec.EffortPace), Verdict: KeptEasy}
			if e > .015 {
				rec.Recovery.Verdict = TooFast
			}
			s.Runs = append(s.Runs, rec)
		}
	}
	return s
}

// runnerNoise is a runner whose recovery runs differ by chance alone: kept easy
// or not, and slowly wandering where drift is above 0.
func runnerNoise(r *rand.Rand, drift, trend float64) func(activity.Date) float64 {
	level, last := drift*r.NormFloat64(), activity.Date(0)
	start := activity.NewDate(2025, 2, 3)
	return func(d activity.Date) float64 {
		if last > 0 {
			keep := math.Exp(-float64(d-last) / 60)
			level = keep*level + drift*math.Sqrt(1-keep*keep)*r.NormFloat64()
		}
		last = d
		mean, sd := -.05, .035
		if r.Float64() < .35 {
			mean, sd = .05, .04
		}
		return level + trend*float64(d-start)/270 + mean + sd*r.NormFloat64()
	}
}

// TestPatternsOfChance counts the seasons without a pattern that are said to
// have one: with runs that differ by chance, with a level that wanders by 1 %
// over about two months as an imperfect trend may, and with a share too fast
// that grows over the season.
func TestPatternsOfChance(t *testing.T) {
	seasons := 500
	if testing.Short() {
		seasons = 120
	}
	for _, tt := range []struct {
		name         string
		drift, trend float64
	}{{"chance", 0, 0}, {"wandering level", .01, 0}, {"growing", 0, .05}} {
		said := 0
		by := map[Factor]int{}
		for i := range seasons {
			r := rand.New(rand.NewPCG(uint64(i), 7))
			noise := runnerNoise(r, tt.drift, tt.trend)
			s := diary(r, 20+r.IntN(25), func(d activity.Date, _ time.Duration, _ HardReason) float64 { return noise(d) })
			if p := FindPatterns(s); len(p.Found) > 0 {
				said++
				by[p.Found[0]]++
			}
		}
		t.Logf("%s: %d of %d seasons, %v", tt.name, said, seasons, by)
		if said > seasons/20 {
			t.Errorf("%s: %d of %d seasons without a pattern have one said", tt.name, said, seasons)
		}
	}
}

// TestPatternsAreFound plants a pattern and counts the seasons it is found in.
func TestPatternsAreFound(t *testing.T) {
	seasons := 100
	if testing.Short() {
		seasons = 30
	}
	for _, tt := range []struct {
		name  string
		weeks int
		by    Factor
		apart string
		least float64 // share of seasons it is found first in, or another name of the same
		plant func(d activity.Date, since time.Duration, after HardReason) bool
	}{
		{"after intervals", 40, ByKind, "intervals", .7, func(_ activity.Date, _ time.Duration, after HardReason) bool { return after == Intervals }},
		{"after intervals, half a season", 20, ByKind, "intervals", .4, func(_ activity.Date, _ time.Duration, after HardReason) bool { return after == Intervals }},
		{"within 18 h", 40, ByHours, HoursEarly, .4, func(_ activity.Date, since time.Duration, _ HardReason) bool { return since < 18*time.Hour }},
		{"on Wednesdays", 40, ByWeekday, "wednesday", .65, func(d activity.Date, _ time.Duration, _ HardReason) bool { return d.Weekday() == time.Wednesday }},
	} {
		any, right, twice := 0, 0, 0
		for i := range seasons {
			r := rand.New(rand.NewPCG(uint64(i), 9))
			noise := runnerNoise(r, 0, 0)
			p := FindPatterns(diary(r, tt.weeks, func(d activity.Date, since time.Duration, after HardReason) float64 {
				e := noise(d)
				if tt.plant(d, since, after) {
					e += .06
				}
				return e
			}))
			if len(p.Found) > 0 {
				any++
				if l := p.Get(p.Found[0]); l.By == tt.by && l.Apart.Name == tt.apart && l.Faster {
					right++
				}
			}
			if len(p.Found) > 1 {
				twice++
			}
		}
		t.Logf("%s: said in %d of %d seasons, so named in %d, two patterns in %d", tt.name, any, seasons, right, twice)
		if float64(any) < tt.least*float64(seasons) || float64(twice) > .1*float64(seasons) || float64(right) < .5*float64(any) {
			t.Errorf("%s: said in %d, so named in %d, two in %d of %d", tt.name, any, right, twice, seasons)
		}
	}
}

func TestPatternsNeedEnoughRuns(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	s := diary(r, 6, func(d activity.Date, _ time.Duration, after HardReason) float64 {
		if after == Intervals {
			return .2
		}
		return -.2
	})
	p := FindPatterns(s)
	if len(p.Found) > 0 {
		t.Errorf("from %d runs it says %v", p.Runs, p.Found)
	}
	for _, l := range p.Looked {
		if l.Tested && (l.Apart.N < PatternLeast || l.Rest.N < PatternLeast) {
			t.Errorf("%s tested with %d and %d runs", l.By, l.Apart.N, l.Rest.N)
		}
	}
	none := FindPatterns(&Season{})
	if none.Runs != 0 || len(none.Found) != 0 || len(none.Looked) != 4 {
		t.Errorf("of no runs: %+v", none)
	}
}

func TestPatternsIgnoreOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	s := diary(r, 30, func(_ activity.Date, _ time.Duration, after HardReason) float64 {
		if after == Tempo {
			return .02 + .05*r.NormFloat64()
		}
		return -.02 + .05*r.NormFloat64()
	})
	want := FindPatterns(s)
	for range 3 {
		r.Shuffle(len(s.Runs), func(i, j int) { s.Runs[i], s.Runs[j] = s.Runs[j], s.Runs[i] })
		if d := cmp.Diff(want, FindPatterns(s), cmp.Comparer(func(a, b float64) bool { return a == b || a != a && b != b })); d != "" {
			t.Fatal(d)
		}
	}
}

func TestRankTest(t *testing.T) {
	// Eight against eight, wholly apart: 2 of 12,870 arrangements.
	var values []float64
	var group []int
	for i := range 16 {
		values, group = append(values, float64(i)), append(group, i/8)
	}
	test := newRankTest(values, group, 2, 8)
	if at, z := test.farthest(group, make([]float64, 2)); at != 1 || z < 3 {
		t.Errorf("group %d at %v stands apart", at, z)
	}
	near(t, "exact P", test.p(nil, nil), 2./12870, 1e-12)
	// The random one agrees where both can be had.
	mixed := []int{0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1}
	test = newRankTest(values, mixed, 2, 8)
	near(t, "random P", test.p(rand.New(rand.NewPCG(4, 4)), make([]int, 16)), test.p(nil, nil), .08)
	// Where a stratum fixes the group nothing can be seen within it.
	near(t, "P within itself", newRankTest(values, group, 2, 8).p(rand.New(rand.NewPCG(4, 4)), group), 1, 0)
}

func TestHolm(t *testing.T) {
	nan := math.NaN()
	got := holm([]float64{.04, nan, .01, .03, .9})
	want := []float64{.09, nan, .04, .09, .9}
	for i := range want {
		if math.IsNaN(want[i]) != math.IsNaN(got[i]) || math.Abs(got[i]-want[i]) > 1e-12 {
			t.Errorf("%v, want %v", got, want)
		}
	}
}
