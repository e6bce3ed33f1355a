package synth

import (
	"math"
	"math/rand/v2"

	"easyday/importer/activity"
)

// course is the shape fitness takes over a season.
type course int

const (
	linear course = iota
	saturating
	logistic
	bumps
)

func drawCourse(r *rand.Rand) course { return course(r.IntN(4)) }

// share is how much of the season's gain has come at a share of its days, 0 at
// 0 and 1 at 1.
func (c course) share(at float64) float64 {
	switch c {
	case saturating:
		return (1 - math.Exp(-2.2*at)) / (1 - math.Exp(-2.2))
	case logistic:
		f := func(x float64) float64 { return 1 / (1 + math.Exp(-(x-.5)/.13)) }
		return (f(at) - f(0)) / (f(1) - f(0))
	}
	return at
}

// drawFitness lays out comfortable speed, the ratio of critical speed to it and
// the habit, day by day.
func (s *Season) drawFitness(r *rand.Rand) {
	p := &s.profile
	n := s.Days
	s.fitness, s.ratio, s.habit = make([]float64, n), make([]float64, n), make([]float64, n)

	type bump struct{ day, width, height float64 }
	var hills []bump
	if p.course == bumps {
		for range whole(r, 2, 4) {
			hills = append(hills, bump{
				day: uniform(r, .1, .9) * float64(n), width: uniform(r, 12, 30),
				height: uniform(r, .012, .03) * float64(1-2*r.IntN(2)),
			})
		}
	}
	form := newDrift(r, .004, 25)
	ratio := newDrift(r, .008, 90)
	if p.kind == Demo {
		form, ratio = newDrift(r, 0, 25), newDrift(r, .004, 90)
	}
	start := math.Log(activity.Kilometre / p.pace)
	for d := range n {
		at := float64(d) / float64(n-1)
		x := start + p.gain*p.course.share(at) + form.next()
		for _, h := range hills {
			z := (float64(d) - h.day) / h.width
			x += h.height * math.Exp(-z*z/2)
		}
		s.fitness[d] = x + p.detrained(d)
		s.ratio[d] = s.Runner.CriticalRatio + ratio.next()
		// No habit is so fast that every easy day would be a session.
		s.habit[d] = min(p.habit[0]+(p.habit[1]-p.habit[0])*at, s.ratio[d]+math.Log(.865))
	}
}

// detrained is the ln speed missing because of the lay-off: lost while it
// lasts, quickly at first, and regained over the weeks after. The loss is of
// the size that Coyle et al. 1984 found for maximal oxygen uptake.
func (p *profile) detrained(day int) float64 {
	from, to := p.layoff[0], p.layoff[1]
	if p.loss == 0 || day < from {
		return 0
	}
	away := float64(min(day, to) - from)
	lost := p.loss * (1 - math.Exp(-away/18)) / (1 - math.Exp(-float64(to-from)/18))
	if day <= to {
		return -lost
	}
	return -lost * math.Exp(-float64(day-to)/38)
}

// drawWeather lays out the mean temperature of every day: the year's course,
// coldest in late January in the north, and spells of some days.
func (s *Season) drawWeather(r *rand.Rand) {
	p := &s.profile
	turn := 25.
	if s.home.south {
		turn += 182
	}
	spell := newDrift(r, 3.2, 4)
	s.air = make([]float64, s.Days)
	for d := range s.air {
		date := (s.First + activity.Date(d)).Midnight()
		phase := 2 * math.Pi * (float64(date.YearDay()) - turn) / 365.25
		s.air[d] = p.warmth - p.seasons*math.Cos(phase) + spell.next()
	}
}

// airAt is the temperature on a day at an hour of the local clock: coldest
// about five, warmest about fifteen hours.
func (s *Season) airAt(day int, hour float64) float64 {
	return at(s.air, day) + 4*math.Cos(2*math.Pi*(hour-15)/24)
}
