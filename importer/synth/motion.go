package synth

import (
	"math"
	"math/rand/v2"
)

// trace is what truly happened on a run, second by second.
type trace struct {
	speed    []float64 // m/s over the ground
	effort   []float64 // ln effort speed over comfortable speed; NaN where not running
	x, y     []float64 // metres east and north of the zone's point
	altitude []float64 // metres above the sea
	heart    []float64 // beats per minute
	cadence  []float64 // steps per minute, both feet
	segment  []int     // index of the plan's segment
	stopped  []bool    // standing at a crossing, not in a rest of the session
}

func newTrace(n int) *trace {
	c := make([]float64, 7*n)
	cut := func(k int) []float64 { return c[k*n : (k+1)*n : (k+1)*n] }
	return &trace{
		speed: cut(0), effort: cut(1), x: cut(2), y: cut(3), altitude: cut(4),
		heart: cut(5), cadence: cut(6), segment: make([]int, n), stopped: make([]bool, n),
	}
}

func (t *trace) len() int { return len(t.speed) }

// Bounds of what counts for a run's effort: running, not in the first minute,
// not in strides.
const effortFrom = 60

// motion runs a run. An even run's wandering, hills and shape are such that its
// mean effort over running time is the plan's to .0005 or little more; that takes
// trials.
func (s *Season) motion(i int) *trace {
	run := &s.Runs[i]
	t := newTrace(int(run.Elapsed.Seconds()))
	s.move(t, i, 0)
	if run.session.even() {
		// A shift changes the ground covered and with it the hills, so that on
		// steep ground one correction is not enough.
		shift := 0.
		for range 6 {
			off := run.Truth.EffortOverComfortable - t.meanEffort(run)
			if math.Abs(off) < .0005 {
				break
			}
			shift += off
			s.move(t, i, shift)
		}
	}
	s.beat(t, i)
	return t
}

// meanEffort is the mean of effort over the running time that counts.
func (t *trace) meanEffort(run *Run) float64 {
	sum, n := 0., 0
	for k := effortFrom; k < t.len(); k++ {
		if !math.IsNaN(t.effort[k]) && run.segments[t.segment[k]].part != stridePart {
			sum += t.effort[k]
			n++
		}
	}
	if n == 0 {
		return run.Truth.EffortOverComfortable
	}
	return sum / float64(n)
}

// mover is where the runner is on the route.
type mover struct {
	route *route
	p     float64 // metres along
	way   float64 // +1 or -1
	leg   int
	slow  int // seconds left of a corner
}

// move fills in everything but the heart. shift is added to the effort of even
// runs.
func (s *Season) move(t *trace, index int, shift float64) {
	run, n := &s.Runs[index], &s.Runner
	r := s.random(streamMotion, index)
	slow := newDrift(r, run.wander, 90)
	quick := newDrift(r, .01, 8)
	steps := newDrift(r, 1.5, 30)
	ground := &s.routes[run.route]
	m := mover{route: ground, way: 1}
	m.begin(r, run)
	comfortable := run.Truth.Comfortable
	air := exp(-n.HeatPace*max(0, run.heat-n.HeatFrom)) * run.load
	moving := 0
	for _, g := range run.segments {
		moving += g.seconds
	}
	turn := moving / 2
	even := run.session.even()
	if !even {
		// A session is run closer to its pace than an easy run.
		slow.add, slow.value = slow.add*.5, slow.value*.5
	}

	speed, base := 0., math.NaN()
	seg, inSeg, done, nextStop, waited := 0, 0, 0, 0, 0
	for k := range t.len() {
		stopped := nextStop < len(run.stops) && done == run.stops[nextStop].after
		if stopped {
			waited++
			if waited == run.stops[nextStop].seconds {
				nextStop, waited = nextStop+1, 0
			}
		}
		for !stopped && seg < len(run.segments)-1 && inSeg >= run.segments[seg].seconds {
			seg, inSeg = seg+1, 0
			m.climb(run.segments[seg])
		}
		g := &run.segments[seg]
		x, y, _ := m.place()
		alt, grade := m.altitude()
		t.x[k], t.y[k], t.altitude[k], t.segment[k], t.stopped[k] = x, y, alt, seg, stopped
		wander := slow.next() + quick.next()
		step := steps.next()

		target := 0.
		t.effort[k] = math.NaN()
		t.cadence[k] = 0
		switch {
		case stopped || g.gait == standing:
		case g.gait == walking:
			target = 1.45 * exp(wander) * (1 - clamp(grade, -.2, .3))
			t.cadence[k] = 112 + step
		default:
			e := g.effort
			if g.seconds > 0 {
				e += (g.to - g.effort) * float64(inSeg) / float64(g.seconds)
			}
			if even && g.part == evenPart {
				e += shift + run.shape.at(done, moving)
			}
			if math.IsNaN(base) {
				base = e
			}
			base += (e - base) / 3
			e = base + wander
			cost := n.cost(grade)
			if cost > 1 && g.climb == 0 {
				e += n.Push * math.Log(cost)
			}
			t.effort[k] = e
			target = comfortable * exp(e) * air / cost
			if m.slow > 0 {
				target *= .86
			}
			t.cadence[k] = n.Cadence + 8*(target-2.8) + step
		}
		speed += (target - speed) / 2.5
		if stopped || (g.gait == standing && speed < .3) {
			speed = 0
		}
		t.speed[k] = speed
		m.advance(speed)
		if !stopped {
			done++
			inSeg++
			if !ground.loop && ground.ground == open && done == turn {
				m.way = -m.way
			}
		}
	}
}

// at is the shape's part of the effort after some of a run's seconds.
func (h shape) at(done, of int) float64 {
	return -h.start*math.Exp(-float64(done)/150) + h.rise*(float64(done)/float64(of)-.5)
}

// begin chooses where on the route the run starts.
func (m *mover) begin(r *rand.Rand, run *Run) {
	switch {
	case m.route.loop:
		m.p = uniform(r, 0, m.route.length())
	case m.route.ground == hillGround:
		// So that the warm-up ends at the foot of the hill.
		d := 0.
		for _, g := range run.segments {
			if g.part != warmUpPart && g.part != stridePart {
				break
			}
			d += float64(g.seconds) * run.Truth.Comfortable * exp(g.effort)
		}
		m.p = m.route.foot - d
		if m.p < 0 {
			m.p, m.way = min(-m.p, m.route.foot), -1
		}
	}
}

// climb turns up or down the hill where the segment says so.
func (m *mover) climb(g segment) {
	switch {
	case g.climb != 0:
		m.way = float64(g.climb)
	case m.route.ground == hillGround && g.part == coolDownPart:
		m.way = -1
	}
}

// advance moves by a second's distance, turning back at the ends of a route
// that does not close.
func (m *mover) advance(metres float64) {
	if m.slow > 0 {
		m.slow--
	}
	m.p += m.way * metres
	length := m.route.length()
	if m.route.ground == indoorGround {
		return
	}
	if m.route.loop {
		if m.p >= length {
			m.p -= length
		}
		return
	}
	if m.p > length {
		m.p, m.way = 2*length-m.p, -1
	}
	if m.p < 0 {
		m.p, m.way = -m.p, 1
	}
}

// place is the position; passing a sharp corner slows the next seconds.
func (m *mover) place() (x, y float64, leg int) {
	x, y, leg = m.route.point(m.p)
	if leg != m.leg && m.leg != 0 && m.route.ground == open {
		if m.route.corner(min(leg, m.leg)) > .7 {
			m.slow = 3
		}
	}
	m.leg = leg
	return x, y, leg
}

func (m *mover) altitude() (metres, grade float64) {
	if m.route.ground == indoorGround {
		return m.route.base, 0
	}
	metres, grade = m.route.altitude(m.p)
	return metres, grade * m.way
}
