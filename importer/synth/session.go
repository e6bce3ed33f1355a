package synth

import (
	"math"
	"math/rand/v2"
)

// session is a sort of run as a training plan names it.
type session int

const (
	easyRun session = iota
	longRun
	mediumLongRun
	parkrunJog // five kilometres, timed, and not raced
	steadyRun  // moderate, between easy and hard; no coach calls it a session
	shortRun   // a jog of some minutes
	tempoRun
	cruiseRun // tempo in blocks
	reps400
	reps800
	reps1000
	hillReps
	fartlekRun
	progressionRun
	blockRun // a long run with a block at marathon effort
	raceRun
	warmUpFile
	coolDownFile
)

// even says whether the run is meant to be run at one effort.
func (k session) even() bool {
	switch k {
	case easyRun, longRun, mediumLongRun, parkrunJog, steadyRun, shortRun, warmUpFile, coolDownFile:
		return true
	}
	return false
}

func (k session) reason() Reason {
	switch k {
	case tempoRun, blockRun:
		return Tempo
	case cruiseRun, reps400, reps800, reps1000:
		return Intervals
	case hillReps:
		return Hills
	case fartlekRun:
		return Fartlek
	case progressionRun:
		return Progression
	case raceRun:
		return Race
	}
	return ""
}

type raceKind int

const (
	noRace raceKind = iota
	race5K
	race10K
	raceHalf
	raceMarathon
	raceTrail // about an hour up and down
)

func (k raceKind) metres() float64 {
	switch k {
	case race5K:
		return 5000
	case race10K:
		return 10000
	case raceHalf:
		return 21097.5
	case raceMarathon:
		return 42195
	case raceTrail:
		return 10000
	}
	return 0
}

type gait int

const (
	running gait = iota
	walking
	standing
)

// part is a segment's place in the session; laps are named after it.
type part int

const (
	evenPart part = iota // effort is the run's own, to be filled in
	warmUpPart
	workPart
	restPart
	coolDownPart
	stridePart
)

// segment is a stretch of a run in seconds, at an effort (ln effort speed over
// comfortable speed) that may change evenly from effort to to.
type segment struct {
	seconds    int
	effort, to float64
	gait       gait
	part       part
	climb      int // +1 up the hill of a hill session, -1 back down
}

// shape is how an even run's effort runs over its length, ln: it starts low by
// start, fading over some minutes, and rises by rise from beginning to end. The
// mean is taken out.
type shape struct{ start, rise float64 }

// stop is a stand at a crossing: after some seconds of motion, for some seconds.
type stop struct{ after, seconds int }

// day is what a session's make-up depends on.
type day struct {
	comfortable float64 // m/s
	ratio       float64 // ln critical over comfortable speed
	easy        float64 // ln effort of warm-ups and cool-downs
	slow        float64 // factor on speed by heat and load
	runner      *Runner
}

func block(seconds, effort float64, p part) segment {
	return segment{seconds: int(math.Round(seconds)), effort: effort, to: effort, part: p}
}

// at is ln effort of a share of critical speed.
func (d *day) at(share float64) float64 { return d.ratio + math.Log(share) }

// covering is the time in seconds that metres take on the flat at an effort.
func (d *day) covering(metres, effort float64) float64 {
	return metres / (d.comfortable * math.Exp(effort) * d.slow)
}

// evenRun is a run of some minutes at one effort, with walking breaks and
// strides where the runner has them.
func evenRun(r *rand.Rand, d *day, minutes float64, breaks, strides bool) []segment {
	total := minutes * 60
	var out []segment
	if breaks {
		n := whole(r, 2, 4)
		for range n {
			out = append(out, block(total/float64(n+1), 0, evenPart),
				segment{seconds: whole(r, 40, 110), gait: walking, part: evenPart})
		}
		out = append(out, block(total/float64(n+1), 0, evenPart))
		return out
	}
	if strides {
		n := whole(r, 4, 6)
		out = append(out, block(total-float64(n)*70, 0, evenPart))
		for range n {
			out = append(out, block(20, d.at(uniform(r, 1.1, 1.22)), stridePart), block(50, 0, evenPart))
		}
		return out
	}
	return append(out, block(total, 0, evenPart))
}

// runWalk is a beginner's run of some minutes: running and walking by turns, the
// stretches of running longer as progress goes from 0 to 1.
func runWalk(r *rand.Rand, minutes, progress float64) []segment {
	run := 60 * (1 + 7*progress) * uniform(r, .8, 1.2)
	walk := 60 * uniform(r, 1, 2)
	var out []segment
	for left := minutes * 60; left > 0; left -= run + walk {
		out = append(out, block(run, 0, evenPart), segment{seconds: int(walk), gait: walking, part: evenPart})
	}
	return out
}

// rest is the pause between two repetitions: standing, walking or jogging.
func rest(r *rand.Rand, style gait, seconds float64) segment {
	g := block(seconds, uniform(r, -.3, -.12), restPart)
	g.gait = style
	return g
}

// workout is the make-up of a hard session without warm-up and cool-down.
func workout(r *rand.Rand, d *day, k session) []segment {
	style := []gait{running, running, running, walking, standing}[r.IntN(5)]
	var out []segment
	repeat := func(n int, work func() segment, low, high float64, s gait) {
		for i := range n {
			if i > 0 {
				out = append(out, rest(r, s, uniform(r, low, high)))
			}
			out = append(out, work())
		}
	}
	metres := func(distance, share, spread float64) func() segment {
		return func() segment {
			e := d.at(share) + normal(r, 0, spread)
			return block(d.covering(distance, e), e, workPart)
		}
	}
	switch k {
	case tempoRun:
		g := block(60*uniform(r, 18, 34), d.at(uniform(r, .935, 1)), workPart)
		g.to += normal(r, .005, .01)
		out = append(out, g)
	case cruiseRun:
		share, length := uniform(r, .955, 1.01), uniform(r, 7, 11)*60
		repeat(whole(r, 3, 4), func() segment {
			return block(length, d.at(share)+normal(r, 0, .008), workPart)
		}, 60, 120, running)
	case reps400:
		repeat(whole(r, 8, 14), metres(400, uniform(r, 1.06, 1.13), .012), 60, 100, style)
	case reps800:
		repeat(whole(r, 5, 8), metres(800, uniform(r, 1.02, 1.07), .01), 90, 150, style)
	case reps1000:
		repeat(whole(r, 4, 7), metres(1000, uniform(r, .995, 1.045), .01), 90, 180, style)
	case hillReps:
		length, share := uniform(r, 50, 100), uniform(r, 1.03, 1.1)
		n := whole(r, 8, 12)
		for i := range n {
			up := block(length, d.at(share)+normal(r, 0, .012), workPart)
			up.climb = 1
			out = append(out, up)
			if i < n-1 {
				down := rest(r, running, length*uniform(r, 1.15, 1.4))
				down.climb = -1
				out = append(out, down)
			}
		}
	case fartlekRun:
		n := whole(r, 8, 12)
		for i := range n {
			out = append(out, block(uniform(r, 50, 130), d.at(uniform(r, .98, 1.08)), workPart))
			if i < n-1 {
				out = append(out, block(uniform(r, 50, 130), uniform(r, -.12, .02), restPart))
			}
		}
	case progressionRun:
		g := block(60*uniform(r, 12, 18), d.at(.88), workPart)
		g.to = d.at(uniform(r, .93, .96))
		last := block(60*uniform(r, 13, 18), g.to, workPart)
		last.to = d.at(uniform(r, .99, 1.03))
		out = append(out, g, last)
	case blockRun:
		out = append(out, block(60*uniform(r, 30, 45), d.at(uniform(r, .9, .935)), workPart))
	}
	return out
}

// session is a hard session with its warm-up and cool-down.
func (d *day) session(r *rand.Rand, k session, alone bool) []segment {
	work := workout(r, d, k)
	if alone {
		return work
	}
	up, down := uniform(r, 10, 17)*60, uniform(r, 6, 12)*60
	switch k {
	case progressionRun:
		up, down = uniform(r, 14, 20)*60, uniform(r, 2, 6)*60
	case blockRun:
		up, down = uniform(r, 35, 50)*60, uniform(r, 10, 20)*60
	case tempoRun:
		if chance(r, .12) { // straight from the door
			up = 150
		}
	}
	out := []segment{block(up, d.easy+normal(r, -.03, .02), warmUpPart)}
	if chance(r, .35) && k != progressionRun && k != blockRun && k != hillReps && up > 300 {
		for range whole(r, 3, 4) {
			out = append(out, block(20, d.at(uniform(r, 1.08, 1.18)), stridePart), block(60, d.easy-.1, warmUpPart))
		}
	}
	out = append(out, work...)
	return append(out, block(down, d.easy+normal(r, -.07, .03), coolDownPart))
}

// race is a race run at the full effort its length allows, less a holding back
// (ln): quick off the line, fading a little, with a last hard minute.
func (d *day) race(r *rand.Rand, k raceKind, held float64) []segment {
	critical := d.comfortable * math.Exp(d.ratio-held) * d.slow
	// Courses are run a little long: no runner takes every corner at its inside.
	metres := k.metres() * uniform(r, 1.001, 1.006)
	total := d.runner.raceTime(metres, critical)
	e := d.ratio - held + math.Log(d.runner.enduranceRatio(total))
	fade := uniform(r, -.008, .02)
	quick := uniform(r, 0, .04)
	out := []segment{
		{seconds: 150, effort: e + quick, to: e + fade/2, part: workPart},
		{seconds: int(math.Round(total)) - 210, effort: e + fade/2, to: e - fade/2, part: workPart},
		{seconds: 60, effort: e - fade/2 + .01, to: e + .05, part: workPart},
	}
	return out
}
