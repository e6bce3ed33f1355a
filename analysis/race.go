package analysis

import "math"

// raced reports whether a run is a race, and the minutes of its best effort. A
// race is run evenly from the start and out of habit; over a course, with a warm-up or
// cool-down recorded apart, as evenly as a run without structure will do. Over the
// distance of a race course its best effort, normalised by endurance, comes within .075
// of critical speed at a heart rate, where that is known, of at least .86 of the maximum
// (.84 beyond an hour), or further off where it is as even as nothing else, above all
// from a half marathon on; over another distance, where a tempo may come as near, within
// .02 (0 without heart rate) at .92 (.905 beyond half an hour), and makes up raceShare of
// the moving time.
func (m *opened) raced(r *Recording, c *hardContext, o *Options) (bool, float64) {
	long := c.course && r.Figures.Distance > halfMarathon
	even := max(evenContrast, c.contrast-evenerCoarse)
	if c.course && c.accompanied {
		even = max(even, c.contrast)
	}
	if r.Indoor || !(m.contrast <= even) || m.effort < c.habit+o.OutOfHabit && !long {
		return false, 0
	}
	potential, k := m.racePotential()
	if math.IsNaN(potential) {
		return false, 0
	}
	minutes := effortMinutes[k]
	potential -= math.Log(c.criticalSpeed)
	heart := math.NaN()
	if !m.distrusted {
		heart = m.heartOverBest(k) / c.heartMaximum
	}
	known := !math.IsNaN(heart)
	if d := r.Figures.Distance; long && d > marathon && d < beyondMarathon && m.effort >= c.habit-marathonBelow &&
		(heart >= softHeart || !(m.hilly >= pushedGrade)) {
		return true, minutes // few run that far on roads in training, and not that distance
	}
	if long && m.contrast <= c.contrast-longEvener && m.effort >= c.habit+longRace {
		fast := m.effort >= c.habit+2*longRace || potential >= -longNear
		return potential >= -longReach && (!known && fast || heart >= softHeart), minutes
	}
	if c.course && minutes >= 15 && m.contrast <= c.contrast-evener && m.effort >= c.habit+softRace &&
		potential >= -softReach && (!known || heart >= softHeart && m.steadyHeart >= c.usualHeart+beatsOverUsual) {
		// Nothing but a race is so even, so far out of habit and so long to
		// the metre, however much the runner held back.
		return true, minutes
	}
	if c.course && minutes >= 15 {
		least := courseHeart
		if minutes > 60 {
			least = courseHeartLong
		}
		return potential >= -courseReach && (!known || heart >= least), minutes
	}
	reach, least := -anyReach, anyHeart
	if !known {
		reach = 0
	}
	if minutes > 30 {
		least = anyHeartLong
	}
	return minutes >= max(15, raceShare*m.movingMinutes) && potential >= reach && (!known || heart >= least), minutes
}

const (
	// evenContrast is the highest contrast of a race: of those made up for
	// tuning, 99 in 100 stay below 1.09 on roads and 1.125 on trails.
	evenContrast = 1.125
	// evenerCoarse below the least contrast of a session is as even, in
	// recordings whose noise makes a contrast of every run.
	evenerCoarse = .09
	// raceShare is the least share of a race's recording that is the race,
	// where the distance does not say so.
	raceShare = .7
	// A race held back stays within softReach of critical speed, at softRace
	// above habit, and its contrast evener below the least of a session: that of
	// three quarters of those made up for tuning, and of one in ten easy runs.
	softReach, softRace, evener = .12, .07, .08
	// A race of halfMarathon metres or more need only be longRace above habit, or
	// twice that, or longNear critical speed, without heart rate, within longReach of
	// critical speed and longEvener below the least contrast of a session: long runs are
	// slower than the habit as a rule, and less even.
	halfMarathon, longRace, longReach, longNear, longEvener = 20e3, .025, .13, .05, .07
	// Over a usual course a race comes within courseReach (log speed) of critical
	// speed, over any other within anyReach; the shares of the heart-rate maximum
	// that racing brings, less beyond an hour and half an hour.
	courseReach, courseHeart, courseHeartLong = .075, .86, .84
	anyReach, anyHeart, anyHeartLong          = .02, .92, .905
	// softHeart is the share of it that a race held back brings.
	softHeart = .8
	// A race within a recording, after withinWarmUp seconds and more and with at most
	// withinStrides of other fast running. Of races made up for tuning nine in ten are
	// as long as their course to withinNear, of other efforts with a warm-up one in
	// twenty, and fewer as near critical speed.
	withinNear, withinReach, withinHeart = .02, .045, .90
	withinEven                           = .05 // log speed of the first half over the second
	withinMinutes                        = 8   // threshold minutes
	withinSlack                          = .02 // between a stretch and the best effort of a round length in it
	withinWarmUp, withinStrides          = 180, 300
	// Over the course of a marathon whatever is not slower than habit by more than
	// marathonBelow is a race, but on a trail with a calm heart, or an unknown one.
	marathon, beyondMarathon, marathonBelow = 40e3, 45e3, .06
)

// racedWithin reports whether a run is a race recorded with its warm-up, where it lies
// and the length of its course: one stretch, but for strides, after warming up, no
// faster or slower at its end than withinEven, as long as a usual race to withinNear,
// that comes within withinReach of critical speed at a heart rate, where that is known,
// of withinHeart of the maximum.
func (m *opened) racedWithin(tem float64, r *Recording, c *hardContext) (block Stretch, course float64, raced bool) {
	// Most runs have no quarter of an hour that fast, which is sooner told.
	if p, _ := m.racePotential(); r.Indoor || tem < withinMinutes || !(p >= math.Log(c.criticalSpeed)-withinReach-withinSlack) {
		return block, 0, false
	}
	stretches := m.stretches(c)
	for _, s := range stretches {
		if s.To-s.From > block.To-block.From {
			block = s
		}
	}
	t := block.To - block.From
	if t < 15*60 || block.From < withinWarmUp || seconds(stretches)-t > withinStrides ||
		float64(block.EffortPace.Speed()) < math.Exp(-withinReach)*EnduranceFactor(t)*c.criticalSpeed {
		return block, 0, false
	}
	middle := (block.From + block.To) / 2
	if math.Abs(math.Log(m.meanBetween(block.From, middle)/m.meanBetween(middle, block.To))) > withinEven ||
		!m.distrusted && m.heartBetween(block.From, block.To) < withinHeart*c.heartMaximum {
		return block, 0, false
	}
	metres, _ := m.trace.covered(block)
	for _, course := range usualRaces {
		if math.Abs(metres/course-1) <= withinNear {
			return block, course, true
		}
	}
	return block, 0, false
}

// heartOverBest is the mean heart rate over the best window of effortMinutes[k]
// but its first three minutes; NaN where it is not known.
func (m *opened) heartOverBest(k int) float64 {
	w := int(effortMinutes[k] * 60 / TraceStep)
	best, end := -1.0, 0
	for from, to := range m.pieces {
		sum := 0.0
		for i := from; i < to; i++ {
			sum += m.smooth[i]
			if i-w >= from {
				sum -= m.smooth[i-w]
			}
			if i-w >= from-1 && sum > best {
				best, end = sum, i
			}
		}
	}
	return m.heartBetween(m.at[end-w+1], m.at[end]+TraceStep)
}

// heartBetween is the mean heart rate between two seconds after the start but for the
// first three minutes; NaN where it is not known for half of it.
func (m *opened) heartBetween(from, to float64) float64 {
	total, n := 0.0, 0
	for i, hr := range m.trace.HeartRate {
		if at := float64(m.trace.At[i]); hr == hr && at >= from+3*60 && at < to {
			total += float64(hr)
			n++
		}
	}
	if float64(n) < (to-from)/TraceStep/2 {
		return math.NaN()
	}
	return total / float64(n)
}
