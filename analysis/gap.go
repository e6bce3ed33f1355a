package analysis

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/stat/distuv"

	"easyday/importer/activity"
)

// Gap is how far a runner's hard and easy paces lie apart. All but N are NaN
// without a hard effort that has stretches.
type Gap struct {
	// Value is the speed of hard stretches over that of easy days, less one:
	// the median over hard efforts, each against the habit of its day, with
	// the 90 % interval of the median, NaN for fewer than five.
	Value, Low, High float64
	// Early and Late are the medians of the first and the last third of the
	// hard efforts; NaN for fewer than nine. Whether they differ is not tested.
	Early, Late float64
	// Easy and Hard are the medians of the habit on those days and of the hard
	// stretches' mean effort pace.
	Easy, Hard activity.Pace
	N          int // hard efforts with stretches; long runs, hard by duration, are not among them
}

// FindGap measures the easy–hard gap of a season.
func FindGap(s *Season) Gap {
	type session struct {
		id  string
		gap float64
	}
	habit := make(map[activity.Date]activity.Pace, len(s.Trend))
	for _, d := range s.Trend {
		habit[d.Date] = d.Habit
	}
	var sessions []session
	var easy, hard []float64
	for i := range s.Runs {
		r := &s.Runs[i]
		if r.Hard == nil || r.Kind != KindHard {
			continue
		}
		metres, seconds := 0.0, 0.0
		for _, st := range r.Hard.Stretches {
			if d := (st.To - st.From) / float64(st.EffortPace); d > 0 {
				metres += d * activity.Kilometre
				seconds += st.To - st.From
			}
		}
		h, ok := habit[r.LocalDate]
		if !ok || !(seconds > 0) || !(h > 0) {
			continue
		}
		pace := seconds / metres * activity.Kilometre
		easy, hard = append(easy, float64(h)), append(hard, pace)
		sessions = append(sessions, session{r.ID, float64(h)/pace - 1})
	}
	slices.SortFunc(sessions, func(a, b session) int { return strings.Compare(a.id, b.id) })
	gaps := make([]float64, len(sessions))
	for i := range sessions {
		gaps[i] = sessions[i].gap
	}
	n := len(gaps)
	g := Gap{
		N: n, Value: quantile(gaps, .5), Easy: activity.Pace(quantile(easy, .5)), Hard: activity.Pace(quantile(hard, .5)),
		Early: math.NaN(), Late: math.NaN(),
	}
	g.Low, g.High = medianInterval(gaps)
	if n >= 9 {
		g.Early, g.Late = quantile(gaps[:n/3], .5), quantile(gaps[n-n/3:], .5)
	}
	return g
}

// medianInterval is the 90 % interval of a median by order statistics: the
// narrowest pair, equally far from either end, between which the median lies
// with that probability whatever the distribution. NaN for fewer than five.
func medianInterval(v []float64) (low, high float64) {
	s := sorted(v)
	low, high = math.NaN(), math.NaN()
	b := distuv.Binomial{N: float64(len(s)), P: .5}
	for k := 0; 2*k < len(s) && b.CDF(float64(k)) <= .05; k++ {
		low, high = s[k], s[len(s)-1-k]
	}
	return low, high
}

// HabitFaster is how much faster than comfortable the runner's easy days are on
// the last day, as a fraction of speed, with its 90 % interval. NaN where the
// level rests on those days themselves.
func (s *Season) HabitFaster() (value, low, high float64) {
	m := &s.Summary
	nan := math.NaN()
	if m.Mode == ModeHabit || !(m.HabitBiasSD > 0) {
		return nan, nan, nan
	}
	half := s.Options.Model.BandScale * z90 * m.HabitBiasSD
	return math.Expm1(m.HabitBias), math.Expm1(m.HabitBias - half), math.Expm1(m.HabitBias + half)
}
