package analysis

import (
	"math"
	"slices"
)

const (
	// walking is the effort speed in m/s, and walkingOfUsual the share of the
	// run's own usual speed, below which half a minute was walked.
	walking        = 1.9
	walkingOfUsual = .8
	// twoSpeeds is by how much the faster speeds (80th percentile) of who walks more
	// than runs are more than the median; then they count as the usual.
	twoSpeeds     = 1.2
	walkingBlocks = 7 // 35 s, so that a noisy position is no walk
	// slowStep is the cadence in steps per minute from which on nobody walks.
	slowStep = 150
	// runnersStep is the least cadence of most of a run that nobody pedals.
	runnersStep = 140
	// slowestOfUsual is the share of the run's own faster speeds (60th percentile) at which a verdict block
	// counts at least: a break counts a little, however slow it is, and slowing
	// down in it never makes the run the faster.
	slowestOfUsual = .8
	// walkedShare is the share of a run from which on its walking belongs to it.
	walkedShare = .25

	warmUp      = 5 * 60 // seconds left out of the median
	firstMinute = 60     // seconds left out of the effort and of minutes over
	steepGrade  = .15    // blocks steeper than this are left out of the median

	steadyFrom    = 6 * 60  // heart rate is read between these times
	steadyTo      = 45 * 60 // later it drifts
	steadyGrade   = .06
	steadyMinutes = 8 // fewest minutes of clean heart rate
	stepsNear     = 3 // beats or steps per minute between heart rate and cadence that count as one

	// noisySpeed is the noise of a block's speed from which on a recording is
	// smoothed over 25 s and not 15: a telephone's positions every few seconds.
	noisySpeed = .05

	longestPause = 600 // seconds; a longer one is cut to this on the elapsed grid
	blockSeconds = 15  // verdict blocks
	blockSteps   = blockSeconds / TraceStep
)

// effortMinutes are the lengths in minutes of the windows whose best mean speed
// is kept.
var effortMinutes = [...]float64{12, 15, 20, 25, 30, 35, 40, 50, 60, 75, 90, 120, 180, 240}

// measures are what the models read from a run's trace, free of settings: the
// figures that stay in memory for every run.
type measures struct {
	movingMinutes float64
	end           float64 // seconds after the start at which the last motion ended; 0 without any
	median        float64 // log effort speed after the warm-up, median
	effort        float64 // log effort speed after the first minute, 5 % trimmed mean of 15-s blocks
	running       float64 // the same of what was not walked
	contrast      float64 // p85/p25 of 30-s means
	quick         float64 // that p85, effort speed in m/s
	runContrast   float64 // the same of what was not walked
	walked        float64 // share of the moving time that was walked
	noise         float64 // of a block's speed, fraction of it
	hilly         float64 // mean absolute grade

	steadyHeart float64 // beats per minute
	wholeHeart  float64 // the same with what was walked: what a verdict hears, so that it does not hang on what counts as a walk
	steadySpeed float64 // log effort speed over the same blocks
	peakHeart   float64 // highest 30-s sustained heart rate after a 15-s median
	lowHeart    float64 // 25th percentile of 15-s means of moving blocks after the warm-up
	highHeart   float64 // and the 85th
	rhythm      float64 // how regularly heart rate rises and falls, see rhythm; 0 without
	stepping    float64 // share of the steady blocks whose heart rate is their cadence; 0 without either
	stepped     bool    // half of the moving blocks have a runner's cadence
	distrusted  bool    // the heart rate of the trace is not to be used, see distrustSteps

	best  [len(effortMinutes)]float64 // best mean effort speed, m/s; NaN where shorter
	power [len(effortMinutes)]float64 // best fourth-power mean, m/s

	quickest [len(effortMetres)]float64 // least seconds over each distance; NaN where shorter
}

// measure reads a recording's trace. All figures are NaN where the trace does
// not tell.
func measure(r *Recording) *measures {
	m := &measures{
		median: math.NaN(), effort: math.NaN(), running: math.NaN(), contrast: math.NaN(), quick: math.NaN(), runContrast: math.NaN(), hilly: math.NaN(),
		steadyHeart: math.NaN(), wholeHeart: math.NaN(), steadySpeed: math.NaN(), peakHeart: math.NaN(),
		lowHeart: math.NaN(), highHeart: math.NaN(),
	}
	t := &r.Trace
	m.end = t.lastMotion()
	walked, share := walkedBlocks(t)
	m.walked = share
	m.paces(t, walked)
	if share >= walkedShare {
		clear(walked)
	}
	m.heart(t, walked)
	m.heartSpread(t)
	var g grid
	g.lay(t, m.noise)
	m.bests(&g)
	m.quicken(&g)
	return m
}

// lastMotion is when the runner last moved, in seconds after the start. Without a
// distance a heart rate or steps tell that the run goes on.
func (t *Trace) lastMotion() float64 {
	for i := t.Len() - 1; i >= 0; i-- {
		if t.Moving[i] || math.IsNaN(float64(t.Speed[i])) && (t.HeartRate[i] > 0 || t.Cadence[i] >= runnersStep) {
			return float64(t.At[i]) + TraceStep
		}
	}
	return 0
}

// paces reads what the moving blocks' effort speeds tell; walked says which of them
// were walked, a share of m.walked.
func (m *measures) paces(t *Trace, walked []bool) {
	n := t.Len()
	share := m.walked
	beside := t.besideStops()
	column := func() []float64 { return make([]float64, 0, n) }
	after, grade := column(), column()
	all := verdictBlocks{means: make([]float64, 0, n/blockSteps+1)}
	run := verdictBlocks{}
	gliding, running := column(), column() // effort speed of moving blocks, and of those not walked
	moved, stepped := 0, 0
	for i := range n {
		v := float64(t.EffortSpeed[i])
		if !t.Moving[i] {
			continue
		}
		elapsed := float64(moved) * TraceStep // moving time so far
		moved++
		if t.Cadence[i] >= runnersStep {
			stepped++
		}
		gliding = append(gliding, v)
		g := math.Abs(float64(t.Grade[i]))
		if !math.IsNaN(g) {
			grade = append(grade, g)
		}
		if !walked[i] {
			running = append(running, v)
		}
		if elapsed >= warmUp && !(g > steepGrade) && !(walked[i] && share < walkedShare) {
			after = append(after, v)
		}
		if elapsed >= firstMinute && !beside[i] {
			all.add(v)
			if share > 0 && !walked[i] {
				run.add(v)
			}
		}
	}
	m.movingMinutes = float64(moved) * TraceStep / 60
	m.stepped = 2*stepped > moved
	if len(after) >= 12 {
		m.median = math.Log(quantile(after, .5))
	}
	slowest := slowestOfUsual * quantile(gliding, .6)
	m.effort = all.effort(slowest)
	if m.running = m.effort; share > 0 {
		m.running = run.effort(slowest)
	}
	if len(grade) > 0 {
		m.hilly = meanOf(grade)
	}
	m.noise = speedNoise(gliding)
	m.contrast, m.quick = contrast(gliding)
	m.runContrast, _ = contrast(running)
}

// verdictBlocks gathers effort speeds into blocks of 15 s.
type verdictBlocks struct {
	means []float64
	sum   float64
	n     int
}

func (b *verdictBlocks) add(v float64) {
	b.sum += v
	if b.n++; b.n == blockSteps {
		b.means = append(b.means, b.sum/blockSteps)
		b.sum, b.n = 0, 0
	}
}

// effort is the log of the blocks' trimmed mean, none of them counted as slower
// than slowest; NaN for less than a minute.
func (b *verdictBlocks) effort(slowest float64) float64 {
	if len(b.means) < 4 {
		return math.NaN()
	}
	for i, v := range b.means {
		b.means[i] = max(v, slowest)
	}
	return math.Log(trimmedMean(b.means, .05))
}

// besideStops marks the moving blocks that slow to a stop or speed up from one;
// none where that is most of them.
func (t *Trace) besideStops() []bool {
	beside := make([]bool, t.Len())
	n, moving := 0, 0
	for i := range beside {
		stop := func(j int) bool {
			return j >= 0 && j < t.Len() && (!t.Moving[j] || math.Abs(float64(t.At[j]-t.At[i])) > 1.5*TraceStep)
		}
		if !t.Moving[i] {
			continue
		}
		moving++
		if stop(i-1) || stop(i+1) {
			beside[i] = true
			n++
		}
	}
	if 2*n > moving {
		clear(beside)
	}
	return beside
}

// walkedBlocks marks the blocks that were walked, and tells their share of the
// moving ones.
func walkedBlocks(t *Trace) (walked []bool, share float64) {
	walked = make([]bool, t.Len())
	speed := make([]float64, t.Len())
	for i := range speed {
		speed[i] = math.NaN()
		if t.Moving[i] {
			speed[i] = float64(t.EffortSpeed[i])
		}
	}
	usual := quantile(speed, .5)
	if faster := quantile(speed, .8); usual < walking && faster > twoSpeeds*usual {
		usual = faster // runs and walks by turns, and walks more
	}
	limit := min(walking, walkingOfUsual*usual)
	n, moving := 0, 0
	for i, v := range movingMean(speed, walkingBlocks) {
		if !t.Moving[i] {
			continue
		}
		moving++
		if v < limit && !(t.Cadence[i] >= slowStep) {
			walked[i] = true
			n++
		}
	}
	return walked, float64(n) / float64(max(1, moving))
}

// speedNoise is the noise of a block's speed as a fraction of the median:
// from the median absolute second difference, whose variance is six times its own. NaN for
// less than two minutes.
func speedNoise(v []float64) float64 {
	if len(v) < 120/TraceStep {
		return math.NaN()
	}
	d := make([]float64, 0, len(v))
	for i := 2; i < len(v); i++ {
		d = append(d, math.Abs(v[i]-2*v[i-1]+v[i-2]))
	}
	return deviationOfMedian * quantileWithin(d, .5) / math.Sqrt(6) / quantile(v, .5)
}

// contrast is the 85th over the 25th percentile of 30-s means of the effort
// speeds of moving blocks, the first and last minute left out, and the former; NaN
// for less than five minutes.
func contrast(v []float64) (ratio, quick float64) {
	const minute, width = 60 / TraceStep, 30 / TraceStep
	if len(v) < 7*minute {
		return math.NaN(), math.NaN()
	}
	v = v[minute : len(v)-minute]
	means := make([]float64, 0, len(v))
	sum := 0.0
	for i, x := range v {
		sum += x
		if i >= width {
			sum -= v[i-width]
		}
		if i >= width-1 {
			means = append(means, sum/width)
		}
	}
	quick = quantileWithin(means, .85)
	return quick / quantileWithin(means, .25), quick
}

// heart reads steady and peak heart rate.
func (m *measures) heart(t *Trace, walked []bool) {
	var sumHR, sumV, whole float64
	n, steps, wholes := 0, 0, 0
	running := 0.0
	for i := range t.Len() {
		running += TraceStep
		hr, v, g := float64(t.HeartRate[i]), float64(t.EffortSpeed[i]), math.Abs(float64(t.Grade[i]))
		if running < steadyFrom || running > steadyTo || !t.Moving[i] ||
			math.IsNaN(hr) || math.IsNaN(v) || g >= steadyGrade {
			continue
		}
		whole += hr
		wholes++
		if walked[i] {
			continue
		}
		n++
		sumHR += hr
		sumV += v
		if math.Abs(hr-float64(t.Cadence[i])) <= stepsNear {
			steps++
		}
	}
	if wholes*TraceStep >= steadyMinutes*60 {
		m.wholeHeart = whole / float64(wholes)
	}
	if n*TraceStep >= steadyMinutes*60 {
		m.steadyHeart = sumHR / float64(n)
		m.steadySpeed = math.Log(sumV / float64(n))
		m.stepping = float64(steps) / float64(n)
	}

	// Highest value held for 30 s after a median over 15 s.
	hr := make([]float64, t.Len())
	for i, v := range t.HeartRate {
		hr[i] = float64(v)
	}
	hr = movingMedian3(hr)
	const hold = 30 / TraceStep
	for i := warmUp / TraceStep; i+hold <= len(hr); i++ {
		low := slices.Min(hr[i : i+hold]) // NaN where one is missing
		if low > m.peakHeart || math.IsNaN(m.peakHeart) && !math.IsNaN(low) {
			m.peakHeart = low
		}
	}
}

// heartSpread reads what heart rate the run's easier and harder parts had: the
// session's effort as the heart saw it, whatever the ground did to the pace.
func (m *measures) heartSpread(t *Trace) {
	var hr []float64
	for i, v := range t.HeartRate {
		if t.Moving[i] {
			hr = append(hr, float64(v))
		}
	}
	const from, fewest = warmUp / TraceStep, 150 / TraceStep
	if len(hr) < from+fewest {
		return
	}
	m.rhythm = rhythm(hr)
	hr = slices.DeleteFunc(movingMean(movingMedian3(hr), 3)[from:], math.IsNaN)
	if len(hr) >= fewest {
		m.lowHeart, m.highHeart = quantileWithin(hr, .25), quantileWithin(hr, .85)
	}
}

// rhythm is how regularly a column of blocks rises and falls with a period of
// 80 to 420 s: the best, over spans of 20 minutes and over periods, of the
// lesser of its autocorrelation at the period and its negative at half of it, in
// means of 15 s less their own mean over 6 minutes. 1 is a wave, 0 no rhythm.
func rhythm(column []float64) float64 {
	const step, slow, span, stride = 3, 25, 80, 8
	const shortest, longest, fewest = 6, 28, 40
	v := make([]float64, len(column)/step)
	for i := range v {
		v[i] = (column[step*i] + column[step*i+1] + column[step*i+2]) / step
	}
	trend := movingMean(v, slow)
	for i := range v {
		if v[i] -= trend[i]; math.IsNaN(v[i]) {
			v[i] = 0
		}
	}
	best := 0.0
	for from := 0; from+fewest <= len(v); from += stride {
		x := v[from:min(len(v), from+span)]
		power := dot(x, x)
		if power == 0 {
			continue
		}
		like := func(lag int) float64 {
			return dot(x[lag:], x[:len(x)-lag]) / power * float64(len(x)) / float64(len(x)-lag)
		}
		for lag := shortest; lag <= longest && lag <= len(x)/2; lag++ {
			best = max(best, min(like(lag), -like(lag/2)))
		}
	}
	return best
}

func dot(x, y []float64) float64 {
	sum := 0.0
	for i := range x {
		sum += x[i] * y[i]
	}
	return sum
}

// bests fills the best mean and fourth-power-mean speeds over each length, none
// across a pause that the grid cuts.
func (m *measures) bests(g *grid) {
	n := len(g.smooth)
	sum := make([]float64, n+1)
	fourth := make([]float64, n+1)
	for i, v := range g.smooth {
		sum[i+1] = sum[i] + v
		fourth[i+1] = fourth[i] + v*v*v*v
	}
	for k, minutes := range effortMinutes {
		m.best[k], m.power[k] = math.NaN(), math.NaN()
		w := int(minutes * 60 / TraceStep)
		if w > n {
			continue
		}
		b, p := 0.0, 0.0
		for from, to := range g.pieces {
			for i := from + w; i <= to; i++ {
				b = max(b, sum[i]-sum[i-w])
				p = max(p, fourth[i]-fourth[i-w])
			}
		}
		if b > 0 {
			m.best[k] = b / float64(w)
			m.power[k] = math.Pow(p/float64(w), .25)
		}
	}
}
