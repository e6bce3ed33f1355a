package synth

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// intent is a session the runner means to run.
type intent struct {
	day     int
	hour    float64 // of the local clock
	session session
	race    raceKind
}

// plan fills the season with runs: weeks of intentions first, then, in order of
// time, what becomes of each.
func (s *Season) plan(r *rand.Rand) {
	var all []intent
	races := s.raceDays(r)
	early := -r.IntN(2) // the week's sessions a day earlier or not
	if s.Kind == Demo || s.profile.parkrun > 0 {
		early = 0
	}
	breakDay := -1
	if s.Kind != Demo && chance(r, .3) { // a week or more of illness
		breakDay = whole(r, 40, s.Days-20)
	}
	illness := whole(r, 6, 10)
	emptyWeek := -1
	if s.Kind == Sparse {
		emptyWeek = whole(r, 8, s.Days/7-6)
	}
	for week := range s.Days / 7 {
		if week == emptyWeek {
			continue
		}
		for _, in := range s.week(r, week, early, races) {
			if in.day >= s.profile.layoff[0] && in.day < s.profile.layoff[1] {
				continue
			}
			if breakDay >= 0 && in.day >= breakDay && in.day < breakDay+illness {
				continue
			}
			all = append(all, in)
		}
	}
	slices.SortStableFunc(all, func(a, b intent) int {
		return cmp.Compare(float64(a.day)*24+a.hour, float64(b.day)*24+b.hour)
	})
	l := &life{s: s, r: r}
	for _, in := range all {
		l.live(in)
	}
}

// raceDays spreads the races over the season, after the base and away from a
// lay-off, each on its week's long-run day.
func (s *Season) raceDays(r *rand.Rand) map[int]raceKind {
	p := &s.profile
	weeks := s.Days / 7
	from := p.base/7 + 4
	out := map[int]raceKind{}
	n := len(p.races)
	for i, k := range p.races {
		width := float64(weeks-2-from) / float64(n)
		w := from + int(width*(float64(i)+uniform(r, .35, .95)))
		if k == raceMarathon {
			w = weeks - whole(r, 4, 6)
		}
		if s.Kind == Demo {
			w = []int{10, 20, 31}[i]
		}
		for out[w] != noRace {
			w++
		}
		day := 7 * w
		if p.layoff[1] > 0 && day > p.layoff[0]-8 && day < p.layoff[1]+42 {
			continue
		}
		out[w] = k
	}
	return out
}

// week is a week's intentions. Days count from Monday.
func (s *Season) week(r *rand.Rand, w, early int, races map[int]raceKind) []intent {
	p := &s.profile
	base := 7*w < p.base || (p.layoff[1] > 0 && 7*w >= p.layoff[0] && 7*w < p.layoff[1]+30)
	race := races[w]
	var out []intent
	add := func(weekday int, k session) {
		if chance(r, p.skip) && k != raceRun {
			return
		}
		d := 7*w + weekday + early
		if k == easyRun && chance(r, .07) {
			d++
		}
		if d < 0 || d >= s.Days {
			return
		}
		in := intent{day: d, hour: s.hour(r, (weekday+early+7)%7), session: k}
		if k == raceRun {
			in.race, in.hour = race, uniform(r, 8.5, 10.5)
		}
		out = append(out, in)
	}
	hard := func() session {
		if base || !chance(r, p.quality) || (race != noRace && chance(r, .6)) {
			return easyRun
		}
		return s.quality(r)
	}
	easyWeekly := 1.
	if s.Kind == Demo && !base {
		easyWeekly = .3
	}
	first := hard()
	add(1, first)
	switch {
	case s.Kind == Demo && first == easyRun && !base:
		// The day after a hard session that fell out is free as well.
	case p.perWeek == 3 && chance(r, .4):
		add(3, easyRun)
	default:
		add(2, easyRun)
	}
	if p.perWeek >= 6 {
		add(3, mediumLongRun)
	}
	if p.perWeek >= 5 {
		if !base && race == noRace && chance(r, p.second) {
			add(4, s.quality(r))
		} else {
			add(4, easyRun)
		}
		add(5, easyRun)
	} else if p.perWeek == 4 && chance(r, easyWeekly) {
		add(4, easyRun)
	}
	if race == noRace && !base && p.parkrun > 0 && chance(r, p.parkrun) {
		in := intent{day: 7*w + 5, hour: uniform(r, 8.95, 9.1), session: raceRun, race: race5K}
		if chance(r, p.jogged) {
			in.session = parkrunJog
		}
		out = append(out, in)
	}
	switch {
	case race != noRace:
		add(6, raceRun)
	case !base && chance(r, p.blocks):
		add(6, blockRun)
	default:
		if s.Kind != Demo || base || chance(r, .62) {
			add(6, longRun)
		}
	}
	if first != easyRun && chance(r, p.doubles) {
		i := slices.IndexFunc(out, func(in intent) bool { return in.session == first })
		if i >= 0 {
			in := out[i]
			in.session = easyRun
			in.hour = uniform(r, 6, 7)
			if out[i].hour < 12 {
				in.hour = uniform(r, 17.5, 19.5)
			}
			out = append(out, in)
		}
	}
	return out
}

// quality draws the week's hard session.
func (s *Season) quality(r *rand.Rand) session {
	menu := []session{
		tempoRun, tempoRun, tempoRun, cruiseRun, cruiseRun, reps400, reps400,
		reps800, reps800, reps1000, reps1000, hillReps, fartlekRun, progressionRun,
	}
	switch s.Kind {
	case Mountain:
		menu = append(menu, hillReps, hillReps, hillReps, tempoRun)
	case Demo:
		menu = []session{tempoRun, tempoRun, cruiseRun, reps400, reps800, reps800, reps1000}
	}
	return menu[r.IntN(len(menu))]
}

// hour is when a run starts on the local clock.
func (s *Season) hour(r *rand.Rand, weekday int) float64 {
	if weekday >= 5 {
		return bounded(r, 9, 1.1, 6.5, 12)
	}
	if chance(r, s.Runner.morning) {
		return bounded(r, 6.4, .4, 5.5, 7.5)
	}
	if chance(r, s.profile.midnight) {
		return uniform(r, 23.2, 23.95)
	}
	return bounded(r, 18.3, .7, 16.5, 20.5)
}
