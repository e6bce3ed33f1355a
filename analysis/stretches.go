package analysis

import (
	"math"
	"slices"

	"easyday/importer/activity"
)

// stretches are the parts of a run faster than .92 of critical speed and 8 %
// faster than its own easy part. A stretch ends when speed has stayed 4 %
// lower for more than 15 s, and counts from 20 s on.
func (m *opened) stretches(c *hardContext) []Stretch {
	const enterShare, leaveShare = .92, .96
	const patience, shortest = 3, 4
	moving := make([]float64, 0, len(m.smooth))
	for _, v := range m.smooth {
		if v >= standing {
			moving = append(moving, v)
		}
	}
	enter := enterShare * c.criticalSpeed
	if m.structured(c) {
		enter = max(enter, 1.08*quantile(moving, .25))
	}
	leave := leaveShare * enter
	if math.IsNaN(enter) {
		return nil
	}
	var out []Stretch
	from, last := -1, -1
	finish := func() {
		if from >= 0 && last-from+1 >= shortest {
			sum := 0.0
			for _, v := range m.smooth[from : last+1] {
				sum += v
			}
			out = append(out, Stretch{
				From: m.at[from], To: m.at[last] + TraceStep,
				EffortPace: activity.Speed(sum / float64(last+1-from)).Pace(),
			})
		}
		from = -1
	}
	for i, v := range m.smooth {
		switch {
		case from < 0 && v >= enter:
			from, last = i, i
		case from >= 0 && v >= leave:
			last = i
		case from >= 0 && i-last > patience:
			finish()
		}
	}
	finish()
	return m.joined(out, enter)
}

// joined joins stretches whose gap of at most a minute was run at .9 of the
// speed that begins one: a steady effort that breathes is one stretch, while
// the rest between repetitions is slower.
func (m *opened) joined(s []Stretch, enter float64) []Stretch {
	const longestGap, breathing = 60, .9
	var out []Stretch
	for _, x := range s {
		if n := len(out); n > 0 {
			last := &out[n-1]
			if x.From-last.To <= longestGap && m.meanBetween(last.To, x.From) >= breathing*enter {
				last.To = x.To
				last.EffortPace = activity.Speed(m.meanBetween(last.From, last.To)).Pace()
				continue
			}
		}
		out = append(out, x)
	}
	return out
}

// meanBetween is the mean effort speed of the grid's blocks that begin in a
// span of seconds; +Inf for none, as where two stretches touch.
func (m *opened) meanBetween(from, to float64) float64 {
	i, _ := slices.BinarySearch(m.at, from)
	sum, n := 0.0, 0
	for ; i < len(m.at) && m.at[i] < to; i++ {
		sum += m.smooth[i]
		n++
	}
	if n == 0 {
		return math.Inf(1)
	}
	return sum / float64(n)
}

// gradeWithin is the mean grade within stretches; NaN where unknown.
func gradeWithin(t *Trace, s []Stretch) float64 {
	sum, n, k := 0.0, 0, 0
	for i, at := range t.At {
		for k < len(s) && float64(at) >= s[k].To {
			k++
		}
		if k == len(s) {
			break
		}
		if g := float64(t.Grade[i]); float64(at) >= s[k].From && !math.IsNaN(g) {
			sum += g
			n++
		}
	}
	return sum / float64(n)
}

// seconds is how long all stretches take.
func seconds(s []Stretch) float64 {
	sum := 0.0
	for _, x := range s {
		sum += x.To - x.From
	}
	return sum
}

// longest is the length of the longest stretch in seconds; 0 for none.
func longest(s []Stretch) float64 {
	most := 0.0
	for _, x := range s {
		most = max(most, x.To-x.From)
	}
	return most
}

// reason names the sort of a hard session from its stretches.
func (m *opened) reason(s []Stretch) HardReason {
	if len(s) == 0 {
		return OtherHard
	}
	var length []float64
	for _, x := range s {
		length = append(length, x.To-x.From)
	}
	most := longest(s)
	if len(s) >= 3 && most < 12*60 {
		if grade := gradeWithin(m.trace, s); grade > upGrade {
			return Hills
		}
		// Repetitions are alike; fartlek is not.
		if quantile(length, .8) <= 2.2*quantile(length, .2) {
			return Intervals
		}
		return Fartlek
	}
	if m.rising() {
		return Progression
	}
	if most >= 10*60 {
		return Tempo
	}
	if len(s) >= 3 {
		return Intervals
	}
	return OtherHard
}

// rising reports whether the last third of the run is at least 5 % faster than
// the first and the middle lies between.
func (m *opened) rising() bool {
	third := m.thirds()
	return third[2] >= 1.05*third[0] && third[1] > third[0] && third[2] > third[1]
}

// thirds are the mean moving effort speeds of the grid's thirds.
func (m *opened) thirds() [3]float64 {
	var sum, n [3]float64
	for i, v := range m.smooth {
		if v >= standing {
			k := 3 * i / len(m.smooth)
			sum[k] += v
			n[k]++
		}
	}
	for k := range sum {
		sum[k] /= n[k]
	}
	return sum
}

// covered is the distance in metres run within a stretch, and the seconds that took.
func (t *Trace) covered(s Stretch) (metres, seconds float64) {
	i, _ := slices.BinarySearch(t.At, float32(s.From))
	for ; i < t.Len() && float64(t.At[i]) < s.To; i++ {
		if t.Moving[i] {
			metres += float64(t.Speed[i]) * TraceStep
			seconds += TraceStep
		}
	}
	return metres, seconds
}
