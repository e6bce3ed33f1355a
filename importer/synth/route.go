package synth

import (
	"math"
	"math/rand/v2"
	"sort"
)

// route is invented ground: a line of straight legs with corners, in metres
// east and north of the zone's point in the ocean, with a smooth elevation.
type route struct {
	ground  ground
	loop    bool
	surface float64 // factor on speed at the same effort, 1 on asphalt
	streets bool    // has crossings to stop at

	x, y    []float64 // vertices
	along   []float64 // metres from the first vertex
	base    float64   // metres above the sea at the start
	waves   []wave
	foot    float64 // metres along where the hill of a hill session begins; 0 without
	incline float64 // its grade
}

type ground int

const (
	open ground = iota
	indoorGround
	trackGround
	hillGround
)

// wave is one harmonic of the elevation along a route.
type wave struct{ height, number, phase float64 }

// The routes that are there for a purpose; the usual ones follow.
const (
	indoorRoute = iota
	trackRoute
	hillRoute
	raceRoute
	usualRoutes
)

func (s *Season) drawRoutes(r *rand.Rand) {
	p := &s.profile
	base := uniform(r, 15, 450)
	if p.kind == Mountain {
		base = uniform(r, 350, 800)
	}
	indoor := route{ground: indoorGround, surface: 1, x: []float64{0, 1}, y: []float64{0, 0}, along: []float64{0, 1}}
	race := wanderingRoute(r, 22000)
	race.elevation(r, .003)
	s.routes = append(s.routes, indoor, track(r), hill(r), race)
	const usual = 7
	for i := range usual {
		var t route
		if chance(r, .4) {
			t = loopRoute(r, uniform(r, 2200, 9000))
		} else {
			t = wanderingRoute(r, uniform(r, 6000, 13000))
		}
		// From the gentlest to the steepest, more of them gentle.
		share := float64(i) / (usual - 1)
		t.elevation(r, p.grade[0]+(p.grade[1]-p.grade[0])*share*share)
		t.streets = chance(r, .6)
		if chance(r, p.trails) {
			t.surface, t.streets = uniform(r, .94, .985), false
			if s.world.HardGround {
				t.surface = 1
			}
		}
		s.routes = append(s.routes, t)
	}
	for i := range s.routes {
		s.routes[i].base = base + normal(r, 0, 15)
	}
}

// chooseRoute is the ground for a run.
func (s *Season) chooseRoute(r *rand.Rand, run *Run, indoors bool) int {
	usual := usualRoutes + r.IntN(len(s.routes)-usualRoutes)
	steepest := len(s.routes) - 1
	switch {
	case indoors:
		return indoorRoute
	case run.session == hillReps:
		return hillRoute
	case run.session == raceRun && run.race == raceTrail:
		return steepest
	case run.session == raceRun:
		return raceRoute
	case (run.session == reps400 || run.session == reps800 || run.session == reps1000) && chance(r, .5):
		return trackRoute
	case run.session == tempoRun || run.session == cruiseRun || run.session == reps800 || run.session == reps1000 || run.session == reps400:
		return usualRoutes + r.IntN(3) // sessions are run where it is flat
	}
	return usual
}

func (t *route) length() float64 { return t.along[len(t.along)-1] }

func (t *route) measure() {
	t.along = make([]float64, len(t.x))
	for i := 1; i < len(t.x); i++ {
		t.along[i] = t.along[i-1] + math.Hypot(t.x[i]-t.x[i-1], t.y[i]-t.y[i-1])
	}
}

// wanderingRoute leads away from the start leg by leg, with corners like those
// of streets.
func wanderingRoute(r *rand.Rand, length float64) route {
	t := route{surface: 1}
	heading := uniform(r, 0, 2*math.Pi)
	main := heading
	x, y, sum := normal(r, 0, 800), normal(r, 0, 800), 0.
	t.x, t.y = append(t.x, x), append(t.y, y)
	for sum < length {
		leg := clamp(90*math.Exp(normal(r, 0, .7)), 15, 500)
		x, y = x+leg*math.Sin(heading), y+leg*math.Cos(heading)
		sum += leg
		t.x, t.y = append(t.x, x), append(t.y, y)
		if chance(r, .35) {
			heading += normal(r, 0, 1.2) // a corner
		} else {
			heading += normal(r, 0, .25) // a bend
		}
		heading += .3 * math.Sin(main-heading) // onward, not around
	}
	t.measure()
	return t
}

// loopRoute closes on itself.
func loopRoute(r *rand.Rand, length float64) route {
	t := route{surface: 1, loop: true}
	n := max(8, int(length/120))
	cx, cy := normal(r, 0, 700), normal(r, 0, 700)
	a, b := uniform(r, 0, 6), uniform(r, 0, 6)
	for i := range n + 1 {
		phi := 2 * math.Pi * float64(i%n) / float64(n)
		rad := 1 + .25*math.Sin(2*phi+a) + .15*math.Sin(5*phi+b)
		t.x = append(t.x, cx+rad*math.Cos(phi))
		t.y = append(t.y, cy+rad*math.Sin(phi))
	}
	t.measure()
	scale := length / t.length()
	for i := range n {
		t.x[i] = cx + (t.x[i]-cx)*scale + normal(r, 0, 12)
		t.y[i] = cy + (t.y[i]-cy)*scale + normal(r, 0, 12)
	}
	t.x[n], t.y[n] = t.x[0], t.y[0]
	t.measure()
	return t
}

// track is an oval of 400 m.
func track(r *rand.Rand) route {
	t := route{ground: trackGround, surface: 1, loop: true}
	const straight = 84.39
	radius := (400 - 2*straight) / (2 * math.Pi)
	cx, cy := normal(r, 0, 900), normal(r, 0, 900)
	const steps = 24
	for side := range 2 {
		sign := float64(1 - 2*side)
		for k := range steps + 1 {
			phi := -math.Pi/2 + math.Pi*float64(k)/steps
			t.x = append(t.x, cx+sign*(straight/2+radius*math.Cos(phi)))
			t.y = append(t.y, cy+sign*radius*math.Sin(phi))
		}
	}
	t.x, t.y = append(t.x, t.x[0]), append(t.y, t.y[0])
	t.measure()
	return t
}

// hill is a flat way to the foot of an even slope, and the slope.
func hill(r *rand.Rand) route {
	t := wanderingRoute(r, 2600)
	t.ground = hillGround
	t.foot = 1700
	t.incline = uniform(r, .045, .085)
	return t
}

// elevation lays waves over a route so that the root mean square of its grade
// is as given; long waves are the higher ones, as in real country.
func (t *route) elevation(r *rand.Rand, grade float64) {
	length := t.length()
	sum := 0.
	for range 12 {
		span := length / 350 // waves of 350 m at the shortest
		number := math.Round(math.Exp(uniform(r, 0, math.Log(max(span, 2)))))
		omega := 2 * math.Pi * number / length
		steep := exp(normal(r, 0, .5)) * math.Pow(number, -.25)
		t.waves = append(t.waves, wave{steep / omega, number, uniform(r, 0, 2*math.Pi)})
		sum += steep * steep / 2
	}
	for i := range t.waves {
		t.waves[i].height *= grade / math.Sqrt(sum)
	}
}

// altitude and grade at metres along the route.
func (t *route) altitude(p float64) (metres, grade float64) {
	metres = t.base
	length := t.length()
	for _, w := range t.waves {
		omega := 2 * math.Pi * w.number / length
		sin, cos := math.Sincos(omega*p + w.phase)
		metres += w.height * sin
		grade += w.height * omega * cos
	}
	if t.foot > 0 && p > t.foot {
		const ease = 60. // metres over which the slope sets in
		q := (p - t.foot) / ease
		if q < 1 {
			grade += t.incline * q * q * (3 - 2*q)
			metres += t.incline * ease * (q*q*q - q*q*q*q/2)
		} else {
			grade += t.incline
			metres += t.incline * (p - t.foot - ease/2)
		}
	}
	return metres, grade
}

// point is where the route is at metres along, and the leg that is on.
func (t *route) point(p float64) (x, y float64, leg int) {
	i := max(1, min(sort.SearchFloat64s(t.along, p), len(t.along)-1))
	span := t.along[i] - t.along[i-1]
	f := 0.
	if span > 0 {
		f = clamp((p-t.along[i-1])/span, 0, 1)
	}
	return t.x[i-1] + f*(t.x[i]-t.x[i-1]), t.y[i-1] + f*(t.y[i]-t.y[i-1]), i
}

// corner is the angle in radians between a leg and the next.
func (t *route) corner(leg int) float64 {
	if leg < 1 || leg+1 >= len(t.x) {
		return 0
	}
	a := math.Atan2(t.x[leg]-t.x[leg-1], t.y[leg]-t.y[leg-1])
	b := math.Atan2(t.x[leg+1]-t.x[leg], t.y[leg+1]-t.y[leg])
	return math.Abs(math.Remainder(b-a, 2*math.Pi))
}

// drawStops draws the stands at crossings and elsewhere.
func (s *Season) drawStops(r *rand.Rand, run *Run, moving int) []stop {
	t := &s.routes[run.route]
	rate := 0. // per second of running
	switch {
	case run.session == raceRun || t.ground == trackGround || t.ground == hillGround:
	case t.ground == indoorGround:
		rate = 1. / 5000
	case !run.session.even():
		rate = 1. / 3600
	case t.streets:
		rate = 1. / 700
	default:
		rate = 1. / 4000
	}
	if rate == 0 {
		return nil
	}
	var out []stop
	for at := 0.; ; {
		at += r.ExpFloat64() / rate
		if at > float64(moving-60) {
			return out
		}
		if at < 90 || len(out) > 0 && int(at) < out[len(out)-1].after+20 {
			continue
		}
		seconds := clamp(18*math.Exp(normal(r, 0, .7)), 5, 150)
		out = append(out, stop{int(at), int(seconds)})
	}
}
