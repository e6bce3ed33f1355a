package analysis

import (
	"cmp"
	"hash/fnv"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"easyday/importer/activity"
)

// Factor is what recovery runs are grouped by when patterns are looked for.
type Factor string

// The factors, in the order they are looked at.
const (
	ByHours   Factor = "hours_after" // hours since the hard effort
	ByKind    Factor = "after_kind"  // kind of the hard effort
	ByWeekday Factor = "weekday"
	ByMonth   Factor = "month"
)

// Hours since the hard effort are looked at in three groups. The bounds lie
// between the half days at which runners with regular hours run; 24 and 48 h cut
// through the middle of the usual day.
const (
	SinceMiddle Hours = 18
	SinceLate   Hours = 30
)

// The names of the groups of ByHours. Those of ByKind are hard reasons, of
// ByWeekday "monday", of ByMonth "2025-01".
const (
	HoursEarly  = "under_18_h"
	HoursMiddle = "18_to_30_h"
	HoursLate   = "over_30_h"
)

// PatternLeast is the fewest runs a group, and the rest beside it, must have to
// be looked at.
const PatternLeast = 8

const (
	// patternLevel is the greatest P, adjusted for all that was looked at, of
	// a pattern that is said.
	patternLevel = .05
	// patternsMost is how many are said.
	patternsMost = 2
)

// Patterns is what was looked at among judged recovery runs, and what stands
// out from chance.
type Patterns struct {
	Runs   int       // judged recovery runs
	Looked []Pattern // one for each factor, whether it could be tested or not
	// Found are the factors of Looked that stand out, the clearest first, at
	// most two. A second is there only where it holds among runs that are
	// alike in the first, so that one habit is not told twice.
	Found []Factor
}

// Get is what was seen by a factor.
func (p *Patterns) Get(f Factor) Pattern {
	for _, l := range p.Looked {
		if l.By == f {
			return l
		}
	}
	return Pattern{By: f, P: math.NaN(), Adjusted: math.NaN()}
}

// Pattern is one factor: the groups of runs it makes, and the one group that
// stands apart the most from all other runs.
type Pattern struct {
	By     Factor
	Groups []PatternGroup // in their natural order
	Tested bool           // at least one group, and the rest beside it, has enough runs
	P      float64        // two-sided, by permutation; NaN where not tested
	// Adjusted is P after Holm over every factor tested; NaN where not tested.
	Adjusted float64
	Apart    PatternGroup // the group that stands apart the most; empty where not tested
	Rest     PatternGroup // all other runs
	Faster   bool         // Apart is faster against comfortable than Rest
}

// PatternGroup is a group of judged recovery runs.
type PatternGroup struct {
	Name    string
	N       int
	TooFast int
	Over    float64 // median of Recovery.Over, s/km; NaN for none
}

// patternRun is a judged recovery run as patterns see it.
type patternRun struct {
	id     string
	date   activity.Date
	excess float64 // log speed over comfortable
	run    *Run
	name   map[Factor]string // the group of each factor
}

// FindPatterns looks for differences in how fast judged recovery runs were
// against comfortable: by hours since the hard effort, its kind, weekday and
// month. Each is tested by permuting groups among runs, on ranks, after a
// straight line over the season is taken out, so that a change with time, which
// has its own test, does not pass for a kind of run or a month. The permutations
// are seeded from the runs' ids: the same runs, in any order, give the same
// result.
func FindPatterns(s *Season) Patterns {
	obs := patternRuns(s)
	out := Patterns{Runs: len(obs)}
	factors := []Factor{ByHours, ByKind, ByWeekday, ByMonth}
	groups := make(map[Factor]*grouping)
	var p []float64
	for _, f := range factors {
		g := newGrouping(obs, f)
		groups[f] = g
		out.Looked = append(out.Looked, g.pattern(obs))
		p = append(p, out.Looked[len(out.Looked)-1].P)
	}
	for i, a := range holm(p) {
		out.Looked[i].Adjusted = a
	}
	clear := slices.Clone(out.Looked)
	clear = slices.DeleteFunc(clear, func(l Pattern) bool { return !(l.Adjusted <= patternLevel) || !l.agrees() })
	slices.SortStableFunc(clear, func(a, b Pattern) int { return cmp.Compare(a.P, b.P) })
	for _, l := range clear {
		g := groups[l.By]
		if len(out.Found) > 0 && g.within(obs, groups[out.Found[0]]) > patternLevel {
			continue
		}
		if out.Found = append(out.Found, l.By); len(out.Found) == patternsMost {
			break
		}
	}
	return out
}

// agrees reports whether the medians, as they are told, differ the way the test
// says.
func (p *Pattern) agrees() bool {
	return (p.Apart.Over > p.Rest.Over) == p.Faster && p.Apart.Over != p.Rest.Over
}

// patternRuns are the judged recovery runs after a hard effort, by id.
func patternRuns(s *Season) []patternRun {
	var out []patternRun
	for i := range s.Runs {
		r := &s.Runs[i]
		v := r.Recovery
		if v == nil || v.Verdict == CantTell || v.After == "" {
			continue
		}
		e := math.Log1p(v.Over / float64(r.EffortPace))
		if math.IsNaN(e) || math.IsInf(e, 0) {
			continue
		}
		out = append(out, patternRun{id: r.ID, date: r.LocalDate, excess: e, run: r, name: map[Factor]string{
			ByHours:   hoursGroup(v.Since),
			ByKind:    string(v.AfterReason),
			ByWeekday: strings.ToLower(r.LocalDate.Weekday().String()),
			ByMonth:   r.LocalDate.Midnight().Format("2006-01"),
		}})
	}
	slices.SortFunc(out, func(a, b patternRun) int { return strings.Compare(a.id, b.id) })
	return out
}

func hoursGroup(since time.Duration) string {
	switch {
	case since < SinceMiddle.Duration():
		return HoursEarly
	case since < SinceLate.Duration():
		return HoursMiddle
	}
	return HoursLate
}

// grouping is the runs divided by a factor.
type grouping struct {
	by     Factor
	names  []string
	of     []int // group of each run
	values []float64
	seed   uint64
}

func newGrouping(obs []patternRun, by Factor) *grouping {
	g := &grouping{by: by, of: make([]int, len(obs))}
	h := fnv.New64a()
	for _, o := range obs {
		if !slices.Contains(g.names, o.name[by]) {
			g.names = append(g.names, o.name[by])
		}
		_, _ = io.WriteString(h, o.id+" "+o.name[by]+"\n") // a hash takes everything
	}
	g.seed = h.Sum64()
	slices.SortFunc(g.names, func(a, b string) int {
		return cmp.Or(cmp.Compare(groupOrder(by, a), groupOrder(by, b)), strings.Compare(a, b))
	})
	for i, o := range obs {
		g.of[i] = slices.Index(g.names, o.name[by])
	}
	g.values = withoutLine(obs)
	return g
}

// groupOrder puts groups in their natural order; 0 leaves it to their names.
func groupOrder(by Factor, name string) int {
	switch by {
	case ByHours:
		return slices.Index([]string{HoursEarly, HoursMiddle, HoursLate}, name)
	case ByWeekday:
		for d := range 7 {
			if strings.EqualFold(time.Weekday(d).String(), name) {
				return (d + 6) % 7 // Monday first
			}
		}
	}
	return 0
}

func (g *grouping) test() *rankTest { return newRankTest(g.values, g.of, len(g.names), PatternLeast) }

// pattern counts the groups and tests them.
func (g *grouping) pattern(obs []patternRun) Pattern {
	p := Pattern{By: g.by, P: math.NaN(), Adjusted: math.NaN()}
	for i, name := range g.names {
		p.Groups = append(p.Groups, groupOf(name, obs, func(j int) bool { return g.of[j] == i }))
	}
	t := g.test()
	if p.Tested = t.possible(); !p.Tested {
		return p
	}
	at, z := t.farthest(g.of, make([]float64, len(g.names)))
	p.Faster = z > 0
	p.Apart = p.Groups[at]
	p.Rest = groupOf("", obs, func(j int) bool { return g.of[j] != at })
	p.P = t.p(rand.New(rand.NewPCG(g.seed, 1)), nil)
	return p
}

// within tests the factor again among runs that are alike in another: with the
// other's group means taken out, and permuted within its groups.
func (g *grouping) within(obs []patternRun, other *grouping) float64 {
	sum, n := make([]float64, len(other.names)), make([]float64, len(other.names))
	for i := range obs {
		sum[other.of[i]] += g.values[i]
		n[other.of[i]]++
	}
	values := slices.Clone(g.values)
	for i := range values {
		values[i] -= sum[other.of[i]] / n[other.of[i]]
	}
	t := newRankTest(values, g.of, len(g.names), PatternLeast)
	return t.p(rand.New(rand.NewPCG(g.seed, 2)), other.of)
}

func groupOf(name string, obs []patternRun, in func(int) bool) PatternGroup {
	g := PatternGroup{Name: name}
	var over []float64
	for i, o := range obs {
		if !in(i) {
			continue
		}
		g.N++
		if o.run.Recovery.Verdict == TooFast {
			g.TooFast++
		}
		over = append(over, o.run.Recovery.Over)
	}
	g.Over = quantile(over, .5)
	return g
}

// withoutLine are the excesses less their straight line over the dates, rounded
// so that values equal but for arithmetic rank as equals.
func withoutLine(obs []patternRun) []float64 {
	n := float64(len(obs))
	var mx, my float64
	for _, o := range obs {
		mx += float64(o.date-obs[0].date) / n
		my += o.excess / n
	}
	var xx, xy float64
	for _, o := range obs {
		x := float64(o.date-obs[0].date) - mx
		xx += x * x
		xy += x * (o.excess - my)
	}
	slope := 0.0
	if xx > 0 {
		slope = xy / xx
	}
	out := make([]float64, len(obs))
	for i, o := range obs {
		v := o.excess - my - slope*(float64(o.date-obs[0].date)-mx)
		out[i] = math.Round(v*1e9) / 1e9
	}
	return out
}
