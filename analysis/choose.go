package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"easyday/importer/activity"
)

// ordered are the runs in order of time, in memory of their own and without notes.
func ordered(runs []Run) []Run {
	runs = slices.Clone(runs)
	for i := range runs {
		runs[i].Notes = nil
	}
	slices.SortFunc(runs, func(x, y Run) int {
		return cmp.Or(x.Recording.Start.Compare(y.Recording.Start), cmp.Compare(x.ID, y.ID))
	})
	return runs
}

// choose leaves out of the ordered runs, which it takes over, what is none.
func (b *builder) choose(s *Season, runs []Run) {
	exclude := func(r *Run, outcome activity.Outcome, reason string) {
		s.Excluded = append(s.Excluded, Exclusion{ID: r.ID, Files: r.Files, LocalDate: r.LocalDate, Reason: reason, Outcome: outcome})
	}
	// What is kept moves up in place: there is one copy of the runs.
	kept := runs[:0]
	all := make([]*measures, 0, len(runs))
	medians, hearts := make([]float64, 0, len(runs)), make([]float64, 0, len(runs))
	for i := range runs {
		r := &runs[i]
		l := b.label[r.ID]
		switch {
		case b.o.AsOf != nil && r.LocalDate > *b.o.AsOf:
			exclude(r, activity.Ignored, "after the as-of date")
			continue
		case l.Ignore:
			exclude(r, activity.Ignored, l.said())
			continue
		}
		m := r.Recording.read()
		kept, all = append(kept, *r), append(all, m)
		medians, hearts = append(medians, m.median), append(hearts, m.steadyHeart)
	}
	usual := quantile(medians, .5)
	rides := newRides(medians, hearts)
	stray := strayDates(kept)
	b.runs, b.m = kept[:0], all[:0]
	for i := range kept {
		switch {
		case b.label[kept[i].ID].From == FromLabel:
		case all[i].walk(usual, b.o):
			exclude(&kept[i], activity.OtherSport, "a walk by its pace")
			continue
		case rides.hold(all[i], b.label[kept[i].ID].Race, b.o):
			exclude(&kept[i], activity.OtherSport, "a ride by its pace")
			continue
		case stray[i]:
			exclude(&kept[i], activity.Ignored, fmt.Sprintf("dated %s, more than %d years from the other runs, as by a clock that was wrong", kept[i].LocalDate, strayYears))
			continue
		}
		b.runs, b.m = append(b.runs, kept[i]), append(b.m, all[i])
	}
	if len(b.runs) == 0 {
		b.runs, b.m = nil, nil
	}
}

// walk reports whether a recording is a walk: far slower than usual, and even. Who
// runs and walks by turns has a walker's median and two speeds, and so has who walks
// up and down a mountain.
func (m *measures) walk(usual float64, o *Options) bool {
	byTurns := (m.contrast >= runWalkContrast && m.quick >= walking || m.stepped) && !(m.hilly >= pushedGrade)
	return m.median < usual-o.WalkBelowUsual && math.Exp(m.median) < walking && !byTurns
}

// runWalkContrast is the least contrast of runs and walks by turns. Of those made up
// for tuning it is 1.24 to 1.6, and their quick half-minutes are faster than
// walking; those of walks, whose contrast a telephone's noise may bring to 1.34, are
// at most 1.85 m/s.
const runWalkContrast = 1.2

// rides tells a bicycle's recordings from a runner's.
type rides struct {
	usual      float64 // log median speed of the season's runs; NaN for too few to tell
	usualHeart float64 // beats per minute; NaN
}

const (
	// ridesFrom is the fewest runs that tell what is far faster than any.
	ridesFrom = 8
	// A ride holds rideSpeed for 12 minutes, or calmRide with a heart calmer than
	// usual: m/s, 15 and 13 km/h.
	rideSpeed, calmRide = 4.2, 3.6
)

// newRides learns the usual from all recordings' log median speeds, walks left
// out, and steady heart rates.
func newRides(medians, hearts []float64) rides {
	medians = slices.DeleteFunc(slices.Clone(medians), func(y float64) bool { return !(math.Exp(y) >= walking) })
	if len(medians) < ridesFrom {
		return rides{math.NaN(), math.NaN()}
	}
	return rides{quantile(medians, .5), quantile(hearts, .5)}
}

// hold reports whether a recording is a ride: far faster than usual (RideOverUsual,
// over 12 minutes) without a racing heart, or three fifths of that with a calm one.
// A runner's cadence, which a sensor on the cranks can imitate, speaks against it,
// but for one that is far faster and far calmer, and not named a race.
func (r rides) hold(m *measures, named bool, o *Options) bool {
	const farCalmer = 15 // beats per minute; the least of rides with such a cadence made up for tuning is 16
	speed := m.best[0]
	over := math.Log(speed) - r.usual
	far := speed >= rideSpeed && over > o.RideOverUsual
	if m.stepped {
		return far && !named && m.steadyHeart < r.usualHeart-farCalmer
	}
	return far && !(m.steadyHeart >= r.usualHeart+beatsOverUsual) ||
		speed >= calmRide && over > .6*o.RideOverUsual && m.steadyHeart < r.usualHeart
}

// A run or two more than strayYears from all others have nothing to say about
// them, and stretch the season to where a watch without a fix put them; fewer
// than strayFrom others may be where the season begins or ends.
const strayYears, strayRuns, strayFrom = 5, 2, 10

// strayDates tells of runs, in order of start, those that lie years from a season
// of at least strayFrom.
func strayDates(runs []Run) []bool {
	out := make([]bool, len(runs))
	most := 0
	var groups [][2]int // of runs without such a gap, from (inclusive) to (exclusive)
	for from := 0; from < len(runs); {
		to := from + 1
		for to < len(runs) && float64(runs[to].LocalDate-runs[to-1].LocalDate) <= strayYears*365.25 {
			to++
		}
		groups = append(groups, [2]int{from, to})
		most = max(most, to-from)
		from = to
	}
	for _, g := range groups {
		for i := g[0]; i < g[1]; i++ {
			out[i] = most >= strayFrom && g[1]-g[0] <= strayRuns
		}
	}
	return out
}
