package synth

import (
	"math"
	"math/rand/v2"

	"easyday/importer/activity"
)

// measured is what the device's sensors say every second, before it chooses
// what to store.
type measured struct {
	zone        *zone
	x, y        []float64 // metres east and north of the zone's point; NaN without reception
	distance    []float64 // metres
	speed       []float64 // m/s
	altitude    []float64 // metres
	heart       []float64 // beats per minute
	cadence     []float64 // steps per minute, both feet
	temperature []float64 // degrees Celsius
}

func measure(r *rand.Rand, s *Season, run *Run, d *device, t *trace) *measured {
	n := t.len()
	c := make([]float64, 8*n)
	cut := func(k int) []float64 { return c[k*n : (k+1)*n : (k+1)*n] }
	m := &measured{
		zone: s.zoneOn(run.day), x: cut(0), y: cut(1), distance: cut(2), speed: cut(3),
		altitude: cut(4), heart: cut(5), cadence: cut(6), temperature: cut(7),
	}
	indoors := s.routes[run.route].ground == indoorGround
	m.pace(r, d, t, indoors)
	if indoors {
		blank(m.x)
		blank(m.y)
		blank(m.altitude)
	} else {
		m.track(r, d, t)
		m.climb(r, d, t)
	}
	m.pulse(r, d, t, run.bare)
	air := run.heat
	if indoors {
		air = 20
	}
	m.warm(r, d, air)
	for k := range n {
		m.cadence[k] = max(0, t.cadence[k]+normal(r, 0, .8))
		if t.cadence[k] == 0 {
			m.cadence[k] = 0
		}
	}
	return m
}

func blank(c []float64) {
	for k := range c {
		c[k] = math.NaN()
	}
}

// pace fills in the device's speed and distance: true speed with the device's
// bias, the run's own and an error that wanders. Indoors an accelerometer
// guesses.
func (m *measured) pace(r *rand.Rand, d *device, t *trace, indoors bool) {
	bias := d.distance + normal(r, 0, .005)
	errors := newDrift(r, .02, 15)
	if indoors {
		bias = normal(r, 0, .04)
		errors = newDrift(r, .012, 60)
	}
	scale := exp(bias)
	sum, shown := 0., 0.
	for k := range t.len() {
		v := t.speed[k] * scale * exp(errors.next())
		sum += v
		shown += (v - shown) / 4
		m.distance[k] = sum
		m.speed[k] = shown
		if shown < .15 {
			m.speed[k] = 0
		}
	}
}

// track fills in positions: the true way, smoothed by the receiver, with an
// error that wanders, a worse start, now and then a jump or no reception.
func (m *measured) track(r *rand.Rand, d *device, t *trace) {
	g := &d.gps
	n := t.len()
	ex, ey := newDrift(r, g.sd, g.seconds), newDrift(r, g.sd, g.seconds)
	sx, sy := normal(r, 0, 9), normal(r, 0, 9) // the receiver settles in the first minute
	fx, fy := t.x[0], t.y[0]
	for k := range n {
		fx += (t.x[k] - fx) / max(g.smooth, 1)
		fy += (t.y[k] - fy) / max(g.smooth, 1)
		settle := math.Exp(-float64(k) / 20)
		m.x[k] = fx + ex.next() + sx*settle + normal(r, 0, g.white)
		m.y[k] = fy + ey.next() + sy*settle + normal(r, 0, g.white)
	}
	if chance(r, g.jumps) {
		counted := chance(r, .3) // some devices add the way there and back
		for range whole(r, 1, 3) {
			at, length := r.IntN(n), whole(r, 1, 3)
			far, phi := uniform(r, 40, 220), uniform(r, 0, 2*math.Pi)
			for k := at; k < min(at+length, n); k++ {
				m.x[k] += far * math.Cos(phi)
				m.y[k] += far * math.Sin(phi)
			}
			if counted {
				for k := at; k < n; k++ {
					m.distance[k] += far
				}
			}
		}
	}
	if chance(r, g.tunnels) && n > 900 {
		at, length := whole(r, 300, n-300), whole(r, 25, 90)
		for k := at; k < min(at+length, n); k++ {
			m.x[k], m.y[k] = math.NaN(), math.NaN()
		}
	}
}

// climb fills in altitude.
func (m *measured) climb(r *rand.Rand, d *device, t *trace) {
	h := &d.height
	slow := newDrift(r, h.sd, h.seconds)
	fast := newDrift(r, h.white, 3)
	constant := normal(r, 0, h.constant)
	for k := range t.len() {
		m.altitude[k] = t.altitude[k] + slow.next() + fast.next() + constant
	}
}

// pulse fills in heart rate.
func (m *measured) pulse(r *rand.Rand, d *device, t *trace, bare bool) {
	p := &d.pulse
	if bare || p.source == activity.HeartRateUnknown || chance(r, p.missing) {
		blank(m.heart)
		return
	}
	n := t.len()
	noise := newDrift(r, p.sd, 25)
	constant := normal(r, 0, p.sd/2)
	shown := t.heart[0]
	for k := range n {
		shown += (t.heart[k] - shown) / max(p.lag, 1)
		m.heart[k] = shown*exp(p.gain) + constant + noise.next()
	}
	if chance(r, p.poorStart) {
		off, lasts := uniform(r, -25, 30), uniform(r, 40, 240)
		for k := 0; k < min(int(lasts), n); k++ {
			m.heart[k] += off * (1 - float64(k)/lasts)
		}
	}
	if chance(r, p.locked) {
		length := int(float64(n) * uniform(r, .3, 1))
		at := r.IntN(n - length + 1)
		for k := at; k < at+length; k++ {
			if t.cadence[k] > 140 {
				m.heart[k] = t.cadence[k] + normal(r, 0, 1.2)
			}
		}
	}
	if chance(r, p.gaps) {
		for range whole(r, 1, 3) {
			at, length := r.IntN(n), whole(r, 60, 600)
			blank(m.heart[at:min(at+length, n)])
		}
	}
	for k := range n {
		if h := m.heart[k]; h < 30 || h > 230 {
			m.heart[k] = clamp(h, 30, 230)
		}
	}
}

// warm fills in the thermometer of a watch on a warm wrist: it starts at the
// temperature of the room it comes from.
func (m *measured) warm(r *rand.Rand, d *device, air float64) {
	if d.heats == 0 {
		blank(m.temperature)
		return
	}
	shown := uniform(r, 22, 27)
	end := air + d.heats + normal(r, 0, 1)
	for k := range m.temperature {
		shown += (end - shown) / 500
		m.temperature[k] = shown
	}
}
