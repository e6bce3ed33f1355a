package synth

import (
	"math/rand/v2"
	"time"

	"easyday/importer/activity"
)

// life turns intentions into runs, one after the other.
type life struct {
	s     *Season
	r     *rand.Rand
	diary diary
	short int // very short jogs so far
	bare  int // indoor runs without heart rate so far
}

// live is what becomes of one intention.
func (l *life) live(in intent) {
	s, r := l.s, l.r
	z := s.zoneOn(in.day)
	local := (s.First + activity.Date(in.day)).Midnight().
		Add(time.Duration(in.hour * float64(time.Hour))).
		Truncate(time.Minute).Add(time.Duration(r.IntN(60)) * time.Second)
	start := z.utc(local)
	if n := len(s.Runs); n > 0 && start.Before(s.Runs[n-1].End().Add(150*time.Minute)) {
		return
	}
	if in.session != raceRun {
		// Nobody plans a session into the days after a long race.
		for _, h := range l.diary.shadows {
			if h.long && start.Sub(h.end) < h.window {
				if in.session == longRun || in.session != easyRun && chance(r, .95) {
					in.session = easyRun
				}
				if start.Sub(h.end) < h.window/3 && chance(r, .6) {
					return
				}
			}
		}
	}
	d := day{
		comfortable: exp(at(s.fitness, in.day)),
		ratio:       at(s.ratio, in.day),
		easy:        at(s.habit, in.day),
		slow:        1,
		runner:      &s.Runner,
	}
	run := Run{
		Start: start, Offset: z.offset(start), day: in.day, session: in.session, race: in.race,
		heat: s.airAt(in.day, in.hour), load: 1, wander: uniform(r, .024, .036),
	}
	d.slow = exp(-s.Runner.HeatPace * max(0, run.heat-s.Runner.HeatFrom))
	if in.session.even() {
		l.even(&run, &d)
		return
	}
	l.hard(&run, &d, in.race)
}

// even lives a run meant to be run at one effort.
func (l *life) even(run *Run, d *day) {
	s, r := l.s, l.r
	p, n := &s.profile, &s.Runner
	t := l.diary.place(run.Start)
	minutes := clamp(n.easyMinutes*exp(normal(r, 0, .17)), 22, 85)
	switch {
	case run.session == longRun:
		minutes = clamp(n.longMinutes*exp(normal(r, 0, .1)), 60, 160)
		if s.Kind == Demo {
			minutes = clamp(minutes, 62, 88)
		}
	case run.session == mediumLongRun:
		minutes = clamp(.72*n.longMinutes*exp(normal(r, 0, .1)), 50, 110)
	case t.Recovery:
		minutes *= uniform(r, .7, 1)
	}
	if s.Kind != Demo && run.session == easyRun && chance(r, p.steady) && !t.Recovery {
		run.session = steadyRun
	}
	indoors := run.session == easyRun && chance(r, p.treadmill)
	if t.Recovery {
		if s.Kind == Demo && l.short < 2 && len(s.Runs) > 30+25*l.short {
			l.short++
			minutes, run.session = uniform(r, 8.5, 10.5), shortRun
		} else if s.Kind == Demo && l.bare < 2 && len(s.Runs) > 45+22*l.bare {
			l.bare++
			indoors, run.bare = true, true
		} else if s.Kind != Demo && chance(r, .02) {
			minutes, run.session = uniform(r, 7.5, 11), shortRun
		}
	}
	company := run.session == easyRun && !indoors && chance(r, p.company)
	if run.session == easyRun && !indoors && chance(r, p.stroller) {
		run.load *= uniform(r, .93, .955)
	}
	breaks := run.session != shortRun && chance(r, n.breaks)
	often := .1
	if t.Recovery {
		often = .03
	}
	strides := run.session == easyRun && minutes > 30 && chance(r, often)
	effort := 0.
	if run.session == parkrunJog {
		effort = d.moderate(d.easy + normal(r, .02, .05))
		minutes = d.covering(race5K.metres()*uniform(r, 1.001, 1.006), effort) / 60
		breaks, strides = false, false
	}
	if run.day < p.runWalk {
		run.segments = runWalk(r, minutes, float64(run.day)/float64(p.runWalk))
	} else {
		run.segments = evenRun(r, d, minutes, breaks, strides)
	}
	t.Hard = l.diary.longEnough(run.Start, minutes)
	if t.Hard {
		t.Reason, t.Recovery = Duration, false
	}

	if run.session != parkrunJog {
		effort = l.effort(run, d, &t, company)
	}
	for i := range run.segments {
		if g := &run.segments[i]; g.part == evenPart {
			g.effort, g.to = effort, effort
		}
	}
	run.shape = shape{start: bounded(r, .045, .03, 0, .12), rise: normal(r, .01, .03)}
	if !t.Recovery && chance(r, .06) { // it felt good, and ended faster than it began
		run.shape.rise = uniform(r, .07, .13)
	}
	t.EffortOverComfortable = effort
	run.Truth = t
	l.finish(run, d, noRace, minutes, indoors)
}

// effort is how a run meant to be even is run: ln effort speed over comfortable
// speed. Recovery runs are drawn from two overlapping ways of running them.
func (l *life) effort(run *Run, d *day, t *Truth, company bool) float64 {
	s, r := l.s, l.r
	if t.Recovery {
		share := float64(run.day) / float64(s.Days-1)
		p := s.profile.violate
		heedless := chance(r, p[0]+(p[1]-p[0])*share)
		if s.profile.oneWay || s.world.OneWay {
			return d.moderate(normal(r, d.easy-.02+s.world.Held, s.Runner.HabitSD))
		}
		if heedless {
			t.Heedless = true
			return normal(r, .06+s.world.Heedless, .04)
		}
		return normal(r, -.05+s.world.Held, .035)
	}
	e := d.easy + normal(r, 0, s.Runner.HabitSD)
	switch {
	case run.session == steadyRun:
		return d.moderate(max(d.easy+.03, normal(r, .09, .02)))
	case company:
		e = normal(r, .02, .07)
	case run.session == longRun:
		e -= .02
	case t.InWindow:
		e -= .02
	}
	switch u := r.Float64(); {
	case u < .06:
		e += oddDay(r)
	case u < .11:
		e -= oddDay(r)
	}
	return d.moderate(e)
}

// moderate keeps the effort of a run that is no session below what a coach
// would call one: whoever would be faster falls back behind the bound.
func (d *day) moderate(effort float64) float64 {
	bound := d.at(moderateShare)
	if effort <= bound {
		return effort
	}
	return bound - min((effort-bound)/2, .03)
}

// moderateShare is the share of critical speed below which a run without
// structure stays: an hour at it makes 13 threshold minutes.
const moderateShare = .885

// oddDay is how far a day that goes unlike the others lies from the habit.
func oddDay(r *rand.Rand) float64 { return bounded(r, .08, .04, .02, .16) }

// hard lives a session or race, perhaps with its warm-up and cool-down in files
// of their own.
func (l *life) hard(run *Run, d *day, race raceKind) {
	s, r := l.s, l.r
	isRace := run.session == raceRun
	split := chance(r, s.profile.parts)
	if isRace {
		split = chance(r, 3*s.profile.parts)
		held := 0.
		if chance(r, .25) {
			held = uniform(r, .03, .08)
		} else {
			held = max(0, normal(r, .006, .008))
		}
		run.segments = d.race(r, race, held)
	} else {
		run.segments = d.session(r, run.session, split)
	}
	t := l.diary.place(run.Start)
	t.Recovery = false
	t.BackToBack = t.InWindow
	t.Hard, t.Reason = true, run.session.reason()
	t.ThresholdMinutes = thresholdMinutes(run.segments, d.ratio)
	t.Window = window(t.Reason, t.ThresholdMinutes, race)
	seconds, sum := 0, 0.
	for _, g := range run.segments {
		if g.gait == running {
			seconds += g.seconds
			sum += (g.effort + g.to) / 2 * float64(g.seconds)
		}
	}
	t.EffortOverComfortable = sum / float64(seconds)
	run.Truth = t

	if !split {
		l.finish(run, d, race, float64(seconds)/60, false)
		return
	}
	main := len(s.Runs) + 1
	up := l.part(run, d, warmUpFile, uniform(r, 12.5, 18), main)
	run.Start = up.End().Add(time.Duration(whole(r, 2, 14)) * time.Minute)
	l.finish(run, d, race, float64(seconds)/60, false)
	if chance(r, .8) {
		last := &s.Runs[main]
		after := *run
		after.load = 1
		after.Start = last.End().Add(time.Duration(whole(r, 1, 12)) * time.Minute)
		l.part(&after, d, coolDownFile, uniform(r, 7, 13), main)
	}
}

// part adds the warm-up or cool-down file of a session.
func (l *life) part(main *Run, d *day, k session, minutes float64, of int) *Run {
	run := *main
	run.session = k
	e := d.moderate(d.easy + normal(l.r, -.05, .03))
	run.segments = []segment{block(minutes*60, e, evenPart)}
	run.shape = shape{start: .03, rise: normal(l.r, 0, .02)}
	run.Truth = Truth{After: -1, PartOf: of, EffortOverComfortable: e}
	l.s.add(l.r, &run, d, false)
	return &l.s.Runs[len(l.s.Runs)-1]
}

// finish settles a session's role, adds its run and notes it in the diary.
func (l *life) finish(run *Run, d *day, race raceKind, minutes float64, indoors bool) {
	s := l.s
	t := &run.Truth
	t.Short = minutes < 12
	switch {
	case t.Hard && t.Reason == Duration:
		t.Role = RoleLong
		t.Window = window(Duration, 0, noRace)
	case t.Hard:
		t.Role = RoleHard
	case t.Recovery:
		t.Role = RoleRecovery
		t.TooFast = t.EffortOverComfortable > 0
	default:
		t.Role = RoleEasy
	}
	s.add(l.r, run, d, indoors)
	added := &s.Runs[len(s.Runs)-1]
	l.diary.note(len(s.Runs)-1, added.Start, added.End(), minutes, &added.Truth, race)
}

// add completes a run with its ground, device and stops, and appends it.
func (s *Season) add(r *rand.Rand, run *Run, d *day, indoors bool) {
	t := &run.Truth
	if t.PartOf >= 0 {
		t.Role = RolePart
	}
	t.Comfortable = d.comfortable
	t.Critical = d.comfortable * exp(d.ratio)
	t.EffortSpeed = d.comfortable * exp(t.EffortOverComfortable)
	z := s.zoneOn(run.day)
	run.Offset = z.offset(run.Start)
	run.LocalDate = activity.DateOf(run.Start.Add(run.Offset))
	run.route = s.chooseRoute(r, run, indoors)
	run.load *= s.routes[run.route].surface
	run.device = s.chooseDevice(r, run)
	run.Format = s.devices[run.device].formats.draw(r)
	if indoors && run.Format == activity.GPX {
		run.Format = activity.FIT
	}
	run.buttons = drawButtons(r, &s.Runner, run)
	moving := 0
	for _, g := range run.segments {
		moving += g.seconds
	}
	run.stops = s.drawStops(r, run, moving)
	total := moving
	for _, p := range run.stops {
		total += p.seconds
	}
	run.Elapsed = time.Duration(total) * time.Second
	s.Runs = append(s.Runs, *run)
}
