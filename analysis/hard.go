package analysis

import (
	"fmt"
	"math"
	"slices"
	"time"

	"gonum.org/v1/gonum/stat"

	"easyday/importer/activity"
)

// hardContext is what a run's hardness is judged against.
type hardContext struct {
	criticalSpeed float64 // m/s on the day; NaN where it cannot be told
	contrast      float64 // least contrast of a structured run on that day
	habit         float64 // log speed of the day's easy runs; NaN before there is a trend
	usualHeart    float64 // median heart rate of easy runs about that day; NaN
	heartMaximum  float64 // NaN
	usualMinutes  float64 // median moving minutes of the 28 days before; NaN

	course bool // the distance is that of a race (see raceCourses)
	warmed bool // a recording of its own, shorter and slower, came just before

	// The heart's view of the run: the 85th percentile of its share of reserve
	// over that at critical speed, and over the 25th percentile; NaN without
	// heart rate or a trend.
	heartTop, heartContrast float64
}

// structured reports whether the run's pace changes as a session's does.
func (m *measures) structured(c *hardContext) bool { return m.contrast >= c.contrast }

// judgeHard decides whether a run is a hard effort and of what sort; nil where
// it is not. A run hard by duration alone has Reason Duration.
//
// Hard is: a race; a session by pace or heart rate (see session); a steady
// effort out of habit (see steadyEffort); eight minutes at 90 % of the
// heart-rate maximum with a heart rate or pace out of habit, or 25, where the pace is
// near critical speed too or the ground too steep to tell, since a sensor that
// counts steps reads as high; or a duration of at least 90 minutes and 1.5
// times the median of 28 days.
func judgeHard(r *Recording, m *opened, c *hardContext, o *Options) *HardEffort {
	if m.movingMinutes < o.ShortestRunMinutes || math.IsNaN(m.median) {
		return nil
	}
	tem := m.thresholdMinutes(c.criticalSpeed)
	h := &HardEffort{ThresholdMinutes: tem}
	outOfHabit := m.effort >= c.habit+o.OutOfHabit || math.IsNaN(c.habit)
	switch race, minutes := m.raced(r, c); {
	case race:
		h.Reason = Race
		h.Words = fmt.Sprintf("%.0f minutes at racing effort", minutes)
	case m.session(tem, c, o):
		h.Stretches = m.stretches(c)
		h.Reason = m.reason(h.Stretches)
	case outOfHabit && m.steadyEffort(tem, r, c, o) || m.warmedEffort(tem, c):
		// A stop or two make repetitions of no steady run.
		if h.Reason = Tempo; m.rising() {
			h.Reason = Progression
		}
	default:
		minutes := minutesAbove(m.trace, o.HardHeartRate*c.heartMaximum)
		believable := m.stepping < mostSteps && !m.distrusted && (math.Exp(m.effort) >= heartShare*c.criticalSpeed || m.hilly >= pushedGrade)
		if minutes >= o.HardHeartRateMinutes && believable && (outOfHabit || m.steadyHeart >= c.usualHeart+beatsOverUsual || minutes >= anyoneMinutes) {
			h.Reason = HeartRate
			h.Words = fmt.Sprintf("%.0f minutes at %.0f%% of your heart-rate maximum", minutes, 100*o.HardHeartRate)
			break
		}
		if !m.longEnough(c, o) {
			return nil
		}
		h.Reason, h.Words = Duration, m.longWords(c)
	}
	if h.Stretches == nil {
		h.Stretches = m.stretches(c)
	}
	h.restore()
	if h.Words == "" {
		h.Words = sessionWords(h.ThresholdMinutes, len(h.Stretches))
	}
	h.Window = o.Windows.after(h, r, m.measures, c)
	return h
}

// longEnough reports whether a run is hard by its duration alone: by the runner's
// own usual one, where there is one.
func (m *measures) longEnough(c *hardContext, o *Options) bool {
	return m.movingMinutes >= o.LongMinutes && !(m.movingMinutes < o.LongOverUsual*c.usualMinutes)
}

// longWords says how long a run was.
func (m *measures) longWords(c *hardContext) string {
	if math.IsNaN(c.usualMinutes) {
		return hoursMinutes(m.movingMinutes) + " of running"
	}
	return fmt.Sprintf("%s of running, %.1f times your usual", hoursMinutes(m.movingMinutes), m.movingMinutes/c.usualMinutes)
}

const (
	// sessionHeart is the least share of the heart-rate reserve at critical
	// speed that the harder part of a session reaches. Of sessions made up for
	// tuning, one in twenty stays below .905, the median of easy runs is .83.
	sessionHeart = .885
	// A heart rate at HardHeartRate of its maximum is believed from heartShare of
	// critical speed on, where no more than mostSteps of it is the cadence.
	heartShare, mostSteps = .86, .3
	// beatsOverUsual, in beats per minute, is a heart rate out of habit.
	beatsOverUsual = 8
	// anyoneMinutes at that rate are hard for anyone, whatever the habit.
	anyoneMinutes = 25
	// pushedGrade is the mean absolute grade from which on a climb that the
	// runner takes in stride looks like a repetition.
	pushedGrade = .04
	// plainContrast over the least contrast makes up for threshold minutes that
	// short climbs lose to the smoothing of altitude.
	plainContrast, plainMinutes = .05, 4.5
	// bareContrast over the least contrast is what the wandering pace of a brisk
	// even run may reach, with bareMinutes at most.
	bareContrast, bareMinutes = .03, 8
	// Positions every few seconds make threshold minutes of noise: up to
	// noisyMinutes in a recording noisier than coarseSpeed. Short repetitions
	// stand out of it all the same: no stretch of theirs is longer than shortRep
	// seconds.
	coarseSpeed, noisyMinutes, shortRep = .09, 10, 115
	// In a recording noisier than wildSpeed the noise alone makes threshold
	// minutes and contrast, and a heart that drifts the rest: where heart rate
	// is known it has to come and go by wildContrast or in a rhythm of wildRhythm,
	// and reach wildHeart in a steady effort.
	wildSpeed, wildContrast, wildRhythm, wildHeart = .14, 1.13, .55, .93
	// upGrade is the mean grade of stretches that are hill repetitions. Of
	// intervals made up for tuning none comes to it; smoothing leaves hills of
	// 5 to 8 % half of theirs.
	upGrade = .018
	// Who walks walkBreaks of a run and runs the rest evenly has the contrast, and
	// the heart, of a session without one: that takes walkedMinutes.
	walkBreaks, walkedMinutes = .1, 20
	// Hill repetitions: climbs stretches at least, of longestClimb seconds at most,
	// climbContrast over the least contrast, ground and effort both in a rhythm of
	// climbRhythm and correlated by climbTogether, and a heart, where it is known, that came to climbHeart. Of easy
	// runs made up for tuning, those with the contrast have one rhythm or the other.
	climbs, longestClimb                                  = 5, 150
	climbContrast, climbRhythm, climbTogether, climbHeart = .01, .62, .3, .87
	// fastShare is the least share of a run's moving time in fast stretches of a
	// session below noisyMinutes.
	fastShare = .08
	// calmHeart is the share of the reserve at critical speed below which the
	// harder part of a run is no session's, whatever a few fast minutes made of
	// its pace.
	calmHeart = .815
	// rhythmic is the least rhythm of a heart rate that repetitions move, and
	// rhythmContrast and rhythmMinutes what else they then show at least.
	rhythmic, rhythmContrast, rhythmHeart, rhythmMinutes = .75, 1.115, .83, 1.5
)

// session reports whether a run's pace, or heart rate, changes as a session's
// does and long enough near critical speed. On hilly ground, where the model of
// grades may be off for this runner, heart rate has a veto.
func (m *opened) session(tem float64, c *hardContext, o *Options) bool {
	if m.hilly >= pushedGrade && c.heartTop < sessionHeart+.015 && c.heartContrast < o.HeartContrast-.03 {
		return false
	}
	if m.walked >= walkBreaks && m.runContrast < c.contrast && tem < walkedMinutes {
		return false
	}
	return m.sessionByHeart(tem, c, o) || m.sessionByPace(tem, c, o) || m.sessionByClimbs(c)
}

func (m *opened) sessionByHeart(tem float64, c *hardContext, o *Options) bool {
	if c.heartContrast >= o.HeartContrast && c.heartTop >= sessionHeart && tem >= o.ThresholdMinutesWithHeart {
		return m.noise <= wildSpeed || math.IsNaN(m.noise) || m.rhythm >= wildRhythm || m.contrast >= c.contrast+bareContrast
	}
	return m.rhythm >= rhythmic && !(m.hilly >= pushedGrade) &&
		c.heartContrast >= rhythmContrast && c.heartTop >= rhythmHeart && tem >= rhythmMinutes
}

func (m *opened) sessionByPace(tem float64, c *hardContext, o *Options) bool {
	if !m.structured(c) || m.noise > wildSpeed && c.heartContrast < wildContrast && m.rhythm < rhythmic {
		return false
	}
	if tem < noisyMinutes {
		stretches := m.stretches(c)
		if c.heartTop < calmHeart || m.noise > coarseSpeed && longest(stretches) > shortRep ||
			seconds(stretches) < fastShare*60*m.movingMinutes {
			return false
		}
	}
	switch over := m.contrast - c.contrast; {
	case over >= plainContrast:
		return tem >= plainMinutes
	case over >= bareContrast:
		return tem >= o.ThresholdMinutesWithContrast
	}
	return tem >= max(bareMinutes, o.ThresholdMinutesWithContrast)
}

// sessionByClimbs reports whether ground and effort rise and fall together and in a
// rhythm, as hill repetitions do, of which a blurred altitude leaves too few
// threshold minutes.
func (m *opened) sessionByClimbs(c *hardContext) bool {
	if m.contrast < c.contrast+climbContrast || c.heartTop < climbHeart || m.noise > coarseSpeed {
		return false
	}
	s := m.stretches(c)
	if len(s) < climbs || longest(s) > longestClimb || !(gradeWithin(m.trace, s) > upGrade) {
		return false
	}
	grade, effort := make([]float64, 0, m.trace.Len()), make([]float64, 0, m.trace.Len())
	for i, g := range m.trace.Grade {
		if v := m.trace.EffortSpeed[i]; m.trace.Moving[i] && g == g && v == v {
			grade, effort = append(grade, float64(g)), append(effort, float64(v))
		}
	}
	return len(grade) > 0 && stat.Correlation(grade, effort, nil) >= climbTogether &&
		rhythm(grade) >= climbRhythm && rhythm(m.smooth) >= climbRhythm
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

// steadyEffort reports whether a run without structure is a tempo, or long and
// grey enough to be as hard as one, or so far out of habit that it is one for
// this runner. A treadmill's pace is believed only with heart rate near that of
// critical speed.
func (m *measures) steadyEffort(tem float64, r *Recording, c *hardContext, o *Options) bool {
	if r.Indoor && !(c.heartTop >= indoorHeart) || m.noise > wildSpeed && c.heartTop < wildHeart {
		return false
	}
	share := math.Exp(m.effort) / c.criticalSpeed
	return share >= o.TempoShare && tem >= o.ThresholdMinutesAlone ||
		share >= o.GreyShare && tem >= o.ThresholdMinutesGrey ||
		share >= farShare && tem >= farMinutes && m.effort >= c.habit+farHabit && c.heartTop >= farHeart
}

// warmedEffort reports whether a run is what a warm-up was recorded for: who warms
// up for a run that is faster than usual means it to be hard.
func (m *measures) warmedEffort(tem float64, c *hardContext) bool {
	return c.warmed && tem >= warmedMinutes && m.movingMinutes >= warmedLeast &&
		math.Exp(m.effort) >= warmedShare*c.criticalSpeed && m.effort >= c.habit+warmedHabit
}

const (
	// After a warm-up that was warmedSlower (log speed) slower, less than a tempo
	// does: these let in half of the tempos and races that were missed among those
	// made up for tuning, and next to no run that was none.
	warmedMinutes, warmedLeast, warmedShare, warmedHabit, warmedSlower = 2.5, 15, .85, .04, .06

	// indoorHeart is the share of the reserve at critical speed that a steady
	// effort on a treadmill asks for.
	indoorHeart = .95
	// A run farHabit (log speed) above habit is a tempo from farShare of critical
	// speed and farMinutes on, where the heart came to farHeart.
	farHabit, farShare, farMinutes, farHeart = .10, .86, 10, .94
)

func sessionWords(tem float64, stretches int) string {
	switch stretches {
	case 0:
		return fmt.Sprintf("%.0f threshold-equivalent minutes", tem)
	case 1:
		return fmt.Sprintf("%.0f threshold-equivalent minutes in one stretch", tem)
	}
	return fmt.Sprintf("%.0f threshold-equivalent minutes in %d stretches", tem, stretches)
}

func hoursMinutes(minutes float64) string {
	m := int(minutes + .5)
	return fmt.Sprintf("%d:%02d h", m/60, m%60)
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
	// twice that, or longNear critical speed, without heart rate, within longReach of critical speed and
	// longEvener below the least contrast of a session: long runs are slower than
	// the habit as a rule, and less even.
	halfMarathon, longRace, longReach, longNear, longEvener = 20e3, .025, .13, .05, .07
	// Over a usual course a race comes within courseReach (log speed) of critical
	// speed, over any other within anyReach; the shares of the heart-rate maximum
	// that racing brings, less beyond an hour and half an hour.
	courseReach, courseHeart, courseHeartLong = .075, .86, .84
	anyReach, anyHeart, anyHeartLong          = .02, .92, .905
	// softHeart is the share of it that a race held back brings.
	softHeart = .8
	// Over the course of a marathon whatever is not slower than habit by more than
	// marathonBelow is a race.
	marathon, beyondMarathon, marathonBelow = 40e3, 45e3, .06
)

// raced reports whether a run is a race, and the minutes of its best effort. A
// race is run evenly from the start and out of habit. Over the distance of a
// race course its best effort, normalised by endurance, comes within .075 of
// critical speed at a heart rate, where that is known, of at least .86 of the
// maximum (.84 beyond an hour), or further off where it is as even as nothing
// else, above all from a half marathon on; over another distance, where a tempo may come
// as near, within .02 (0 without heart rate) at .92 (.905 beyond half an hour),
// and makes up raceShare of the moving time.
func (m *opened) raced(r *Recording, c *hardContext) (bool, float64) {
	long := c.course && r.Figures.Distance > halfMarathon
	if r.Indoor || !(m.contrast <= max(evenContrast, c.contrast-evenerCoarse)) || m.effort < c.habit+.05 && !long {
		return false, 0
	}
	potential, seconds := m.racePotential()
	minutes := seconds / 60
	potential -= math.Log(c.criticalSpeed)
	heart := math.NaN()
	if k := slices.Index(effortMinutes[:], minutes); k >= 0 && !m.distrusted {
		heart = m.heartOverBest(k) / c.heartMaximum
	}
	known := !math.IsNaN(heart)
	if d := r.Figures.Distance; long && d > marathon && d < beyondMarathon && m.effort >= c.habit-marathonBelow {
		return true, minutes // few run that far in training, and not that distance
	}
	if long && m.contrast <= c.contrast-longEvener && m.effort >= c.habit+longRace {
		fast := m.effort >= c.habit+2*longRace || potential >= -longNear
		return potential >= -longReach && (!known && fast || heart >= softHeart), minutes
	}
	if c.course && minutes >= 15 && m.contrast <= c.contrast-evener && m.effort >= c.habit+softRace {
		// Nothing but a race is so even, so far out of habit and so long to
		// the metre, however much the runner held back.
		return potential >= -softReach && (!known || heart >= softHeart && m.steadyHeart >= c.usualHeart+beatsOverUsual), minutes
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

// heartOverBest is the mean heart rate over the best window of effortMinutes[k]
// but its first three minutes; NaN where it is not known.
func (m *opened) heartOverBest(k int) float64 {
	w := int(effortMinutes[k] * 60 / TraceStep)
	sum, best, end := 0.0, -1.0, 0
	for i, v := range m.smooth {
		sum += v
		if i >= w {
			sum -= m.smooth[i-w]
		}
		if i >= w-1 && sum > best {
			best, end = sum, i
		}
	}
	from, to := m.at[end-w+1]+3*60, m.at[end]
	total, n := 0.0, 0
	for i, hr := range m.trace.HeartRate {
		if at := float64(m.trace.At[i]); at >= from && at <= to && hr == hr {
			total += float64(hr)
			n++
		}
	}
	if n < w/2 {
		return math.NaN()
	}
	return total / float64(n)
}

// minutesAbove is the time in minutes at a heart rate of at least floor.
func minutesAbove(t *Trace, floor float64) float64 {
	n := 0
	for _, hr := range t.HeartRate {
		if float64(hr) >= floor {
			n++
		}
	}
	return float64(n) * TraceStep / 60
}

// stretches are the parts of a run faster than .92 of critical speed and 8 %
// faster than its own easy part. A stretch ends when speed has stayed 4 %
// lower for 15 s, and counts from 20 s on.
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

// reason names the sort of a hard session from its stretches.
func (m *opened) reason(s []Stretch) HardReason {
	if len(s) == 0 {
		return OtherHard
	}
	var length []float64
	longest := 0
	for i, x := range s {
		length = append(length, x.To-x.From)
		if length[i] > length[longest] {
			longest = i
		}
	}
	if len(s) >= 3 && length[longest] < 12*60 {
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
	if length[longest] >= 10*60 {
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

// What makes up for the threshold minutes that sessions lose or gain on the way
// through a recording: each hill repetition loses climbLost minutes to the
// smoothing of altitude, intervals lose to that of speed, and an even effort gains
// from noise. Of sessions made up for tuning, the medians.
const climbLost, restsLost, wanderAdds = .75, 1.08, .95

// restore gives an effort's threshold minutes back what the recording took.
func (h *HardEffort) restore() {
	switch h.Reason {
	case Hills:
		h.ThresholdMinutes += climbLost * float64(len(h.Stretches))
	case Intervals:
		h.ThresholdMinutes *= restsLost
	case Tempo, Progression:
		h.ThresholdMinutes *= wanderAdds
	}
}

// wholeShare is the share of critical speed from which on an even effort casts
// the whole of its shadow.
const wholeShare = .93

// after is how long a hard effort's shadow is.
func (w *Windows) after(h *HardEffort, r *Recording, m *measures, c *hardContext) time.Duration {
	base := w.Base + Hours(w.PerThresholdMinute*h.ThresholdMinutes)
	base = max(w.Shortest, min(w.Longest, base))
	switch {
	case h.Reason == Race:
		switch d := r.Figures.Distance; {
		case d > beyondMarathon:
			base = w.Ultra
		case d > marathon:
			base = w.Marathon
		case d > halfMarathon:
			base = w.HalfMarathon
		default:
			base = w.ShortRace
		}
	case h.Reason == Duration:
		base = w.LongRun
	case !m.structured(c) && m.effort < math.Log(wholeShare*c.criticalSpeed):
		// A steady run near critical speed is a race or a tempo and casts
		// the whole shadow; a grey one does not.
		base = min(base, w.Steady)
	}
	return base.Duration()
}
