package synth

import (
	"math"
	"math/rand/v2"
)

// Runner is the body and its ways, the same all season. Heart rates are in
// beats per minute, fractions of heart-rate reserve in 0..1, speeds as ln
// ratios.
type Runner struct {
	HRmax, HRrest float64

	// CriticalRatio is ln of critical over comfortable speed on the first day.
	CriticalRatio float64
	// ComfortableReserve is the fraction of heart-rate reserve used at
	// comfortable effort on a cool day, before drift.
	ComfortableReserve float64
	// ReserveSlope is d ln(fraction of reserve) / d ln(effort speed).
	ReserveSlope float64
	// HeartLag is the time constant, in seconds, of the heart's answer.
	HeartLag float64
	// HeartDrift is the rise of ln(fraction of reserve) per hour at a steady
	// effort, from the 15th minute on.
	HeartDrift float64
	// HeartDay is the standard deviation of ln(fraction of reserve) from day to
	// day at the same effort.
	HeartDay float64

	// EnduranceTime is the longest time, in seconds, that critical speed can be
	// raced at; EnduranceReserve, in seconds, the distance that can be run above
	// it over critical speed (D'/CS); EnduranceFade the exponent of the slower
	// longer races.
	EnduranceTime, EnduranceReserve, EnduranceFade float64

	// Uphill and Downhill scale what a grade adds to, or takes from, the cost of
	// running by Minetti et al. 2002.
	Uphill, Downhill float64
	// Push is the share of an uphill's extra cost that the runner pays with
	// effort and not with pace.
	Push float64

	// HeatFrom is the temperature in degrees Celsius above which HeatPace (ln
	// speed per degree) is lost at the same effort and HeatHeart (ln fraction of
	// reserve per degree) added.
	HeatFrom, HeatPace, HeatHeart float64

	// HabitSD is the spread of easy days around the habit, ln speed.
	HabitSD float64
	// Cadence in steps per minute (both feet) at 2.8 m/s.
	Cadence float64

	easyMinutes float64
	longMinutes float64
	morning     float64 // chance that a working day's run is a morning run
	presses     float64 // chance that the lap button is used in a session
	guided      float64 // chance that a session with laps is a programmed workout
	breaks      float64 // chance that an easy run has walking breaks
}

// drawRunner draws a body; spread scales how far it lies from the mean one in what
// the level of comfortable speed is told by.
func drawRunner(r *rand.Rand, p *profile, spread float64) Runner {
	n := Runner{
		HRmax:            math.Round(bounded(r, 186, 9, 165, 208)),
		HRrest:           math.Round(bounded(r, 52, 6, 40, 66)),
		HeartLag:         uniform(r, 30, 50),
		HeartDrift:       uniform(r, .015, .05),
		HeartDay:         uniform(r, .012, .026),
		EnduranceTime:    uniform(r, 1800, 3000),
		EnduranceReserve: bounded(r, 55, 12, 30, 85),
		EnduranceFade:    bounded(r, .07, .012, .045, .1),
		Uphill:           bounded(r, .85, .12, .6, 1.15),
		Downhill:         bounded(r, .42, .13, .15, .75),
		Push:             uniform(r, 0, .35),
		HeatFrom:         uniform(r, 13, 19),
		HeatPace:         bounded(r, .0019, .0007, .0004, .004),
		HeatHeart:        bounded(r, .0022, .001, .0002, .005),
		HabitSD:          uniform(r, .026, .044),
		Cadence:          bounded(r, 167, 6, 152, 184),
		easyMinutes:      uniform(r, 38, 54),
		longMinutes:      uniform(r, 82, 112),
		morning:          []float64{.1, .5, .9}[r.IntN(3)],
		presses:          uniform(r, .2, .9),
		guided:           uniform(r, .1, .7),
		breaks:           []float64{0, .03, .12}[r.IntN(3)],
	}
	// Comfortable and critical effort are two points of one heart-rate line;
	// a runner whose line would be unlike any body's is drawn anew.
	for range 200 {
		n.CriticalRatio = bounded(r, math.Log(1/.78), .05*spread, .14, .36)
		n.ComfortableReserve = .69 * math.Exp(normal(r, 0, .045*spread))
		critical := bounded(r, .885, .02, .84, .93)
		n.ReserveSlope = math.Log(critical/n.ComfortableReserve) / n.CriticalRatio
		if n.ReserveSlope > .7 && n.ReserveSlope < 1.35 {
			break
		}
	}
	n.ReserveSlope = clamp(n.ReserveSlope, .7, 1.35)
	switch p.kind {
	case Sparse:
		n.longMinutes = uniform(r, 75, 100)
	case Beginner:
		n.easyMinutes, n.longMinutes = uniform(r, 28, 38), uniform(r, 60, 80)
		n.breaks = .2
	case Marathoner:
		n.easyMinutes, n.longMinutes = uniform(r, 45, 60), uniform(r, 105, 135)
		n.breaks = 0
	}
	if p.kind == Demo {
		n.easyMinutes, n.longMinutes = 42, 74
		n.HRmax, n.HRrest = 184, 53
		n.breaks = 0
	}
	return n
}

// enduranceRatio is the speed that can be raced at for a time, over critical
// speed: the hyperbola of the critical-speed model up to EnduranceTime, a power
// law beyond (Riegel 1981). Seconds, from 120 up.
func (n *Runner) enduranceRatio(seconds float64) float64 {
	if seconds <= n.EnduranceTime {
		return 1 + n.EnduranceReserve*(1/seconds-1/n.EnduranceTime)
	}
	return math.Pow(seconds/n.EnduranceTime, -n.EnduranceFade)
}

// raceTime is the time in seconds for a flat, cool race of metres at full
// effort with a critical speed in metres per second.
func (n *Runner) raceTime(metres, critical float64) float64 {
	low, high := 120., 12*3600.
	for range 60 {
		mid := (low + high) / 2
		if critical*n.enduranceRatio(mid)*mid < metres {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}

// cost is the runner's own cost of running on a grade (a fraction, kept within
// ±.35) over that on the flat: the polynomial of Minetti et al. 2002 (J Appl
// Physiol 93:1039), its climbs and descents scaled to this runner. Descents
// are scaled down because braking limits speed before energy does.
func (n *Runner) cost(grade float64) float64 {
	i := clamp(grade, -.35, .35)
	excess := ((((155.4*i-30.4)*i-43.3)*i+46.3)*i + 19.5) * i / 3.6
	if i > 0 {
		return 1 + excess*n.Uphill
	}
	return 1 + excess*n.Downhill
}

// reserve is the fraction of heart-rate reserve that a lasting effort comes to
// ask for, bent towards a ceiling of 1 as it nears it. Effort is ln effort
// speed over comfortable speed.
func (n *Runner) reserve(effort float64) float64 {
	f := n.ComfortableReserve * math.Exp(n.ReserveSlope*effort)
	if f > .86 {
		f = .86 + .14*(1-math.Exp(-(f-.86)/.14))
	}
	return f
}
