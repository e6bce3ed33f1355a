package main

import (
	"hash/fnv"
	"math/rand/v2"

	"easyday/analysis"
	"easyday/importer/activity"
	"easyday/importer/synth"
)

// saying is something a runner may say beside the recordings, said as well as
// runners know it.
type saying struct {
	name string
	say  func(t *trial, r *rand.Rand, k *analysis.Knowledge, o *analysis.Options)
}

// sayings are what the program takes from the runner, each alone. A pace is what
// the watch shows at comfortable effort and off by 2 %, a 5K is run 1 % (standard deviation) below the best possible, the
// maximum is off by 2 beats per minute and the resting rate by 3. Hard runs are the
// labels of all sessions and races; runs hard by their duration are left to the program.
func sayings() []saying {
	return []saying{
		{"easy pace", func(t *trial, r *rand.Rand, k *analysis.Knowledge, _ *analysis.Options) {
			d := t.middle()
			v := t.truth.ComfortableSpeed(d) * t.shown() * (1 + .02*r.NormFloat64())
			k.Paces = append(k.Paces, analysis.KnownPace{Date: d, Pace: activity.Speed(v).Pace()})
		}},
		{"5K time", func(t *trial, r *rand.Rand, k *analysis.Knowledge, _ *analysis.Options) {
			d := t.middle()
			k.Races = append(k.Races, analysis.KnownRace{Date: d, Distance: 5000, Seconds: t.best(d, 5000) * (1.01 + .01*r.NormFloat64())})
		}},
		{"HRmax", func(t *trial, r *rand.Rand, _ *analysis.Knowledge, o *analysis.Options) {
			o.HeartRateMaximum = t.truth.Runner.HRmax + 2*r.NormFloat64()
		}},
		{"resting HR", func(t *trial, r *rand.Rand, _ *analysis.Knowledge, o *analysis.Options) {
			o.HeartRateRest = t.truth.Runner.HRrest + 3*r.NormFloat64()
		}},
		{"hard runs", func(t *trial, _ *rand.Rand, k *analysis.Knowledge, _ *analysis.Options) {
			for i, j := range t.run {
				if truth := &t.truth.Runs[i].Truth; j >= 0 && truth.Hard && truth.Role != synth.RolePart && truth.Reason != synth.Duration {
					k.Labels = append(k.Labels, analysis.Label{RunID: t.found.Runs[j].ID, Kind: analysis.KindHard, Race: truth.Reason == synth.Race, From: analysis.FromLabel, Word: "hard"})
				}
			}
		}},
	}
}

// shown is the speed that recordings give easy runs over the one that their
// effort is worth: what corners, soft ground and the watch take, the median of
// the season.
func (t *trial) shown() float64 {
	var ratios []float64
	for i, j := range t.run {
		truth := &t.truth.Runs[i].Truth
		if j < 0 || truth.Role == synth.RolePart || truth.Hard {
			continue
		}
		if v := float64(t.found.Runs[j].EffortPace.Speed()) / truth.EffortSpeed; v > 0 {
			ratios = append(ratios, v)
		}
	}
	return median(ratios)
}

// middle is the date in the middle of the season.
func (t *trial) middle() activity.Date { return t.truth.First + activity.Date(t.truth.Days/2) }

// best is the time in seconds in which a distance in metres can be raced on a
// date, by the runner's own endurance.
func (t *trial) best(d activity.Date, distance float64) float64 {
	n := &t.truth.Runner
	cs := t.truth.CriticalSpeed(d)
	// Within the hyperbola, distance = cs·t + cs·reserve·(1 - t/limit).
	return (distance/cs - n.EnduranceReserve) / (1 - n.EnduranceReserve/n.EnduranceTime)
}

// told judges every trial again with something said.
func told(trials []*trial, s saying) []*trial {
	out := make([]*trial, len(trials))
	for i, t := range trials {
		h := fnv.New64a()
		h.Write([]byte(t.kind))
		r := rand.New(rand.NewPCG(t.seed, h.Sum64()))
		var k analysis.Knowledge
		o := analysis.DefaultOptions()
		s.say(t, r, &k, &o)
		out[i] = t.judged(k, o)
	}
	return out
}
