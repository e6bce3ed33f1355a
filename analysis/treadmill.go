package analysis

import "math"

// Treadmill says what is known of the runs on one.
type Treadmill struct {
	Runs     int
	Unplaced int // of those, runs taken for a treadmill's since they have no positions
	// Reads is the log of what it reads over the runs outdoors, on the last day,
	// with its standard deviation; NaN where nothing tells.
	Reads, ReadsSD float64
}

// treadmill is what the summary says of them.
func (b *builder) treadmill() Treadmill {
	t := Treadmill{Reads: math.NaN(), ReadsSD: math.NaN()}
	for i := range b.runs {
		if b.runs[i].Recording.Indoor {
			t.Runs++
		}
		if b.unplaced[i] {
			t.Unplaced++
		}
	}
	if b.trend == nil || t.Runs == 0 || !b.trend.learnsBelt() {
		return t
	}
	g := &b.trend.states[b.days-1]
	t.Reads, t.ReadsSD = g.mean[stBelt], math.Sqrt(g.cov[stBelt][stBelt])
	return t
}

// findTreadmills takes recordings without positions for indoor ones where most of
// those not said to be have positions: not every export says what was run indoors,
// and whatever it was, its distance is one that no satellite measured. A race that
// the runner labels is none.
func (b *builder) findTreadmills() {
	b.unplaced = make([]bool, len(b.runs))
	outdoors, without := 0, 0
	for i := range b.runs {
		r := &b.runs[i].Recording
		if r.Indoor {
			continue
		}
		outdoors++
		l := b.label[b.runs[i].ID]
		if math.IsNaN(r.Climate) {
			without++
			b.unplaced[i] = !(l.Race && l.From == FromLabel) && !math.IsNaN(b.m[i].effort)
		}
	}
	if 2*without >= outdoors {
		clear(b.unplaced)
	}
	for i, yes := range b.unplaced {
		if yes {
			b.runs[i].Recording.Indoor = true
		}
	}
}

// belt is what a treadmill adds to run i's log speed, by a state.
func (b *builder) belt(i int, g *gaussian) float64 {
	if b.runs[i].Recording.Indoor {
		return g.mean[stBelt]
	}
	return 0
}

// learnsBelt reports whether there are runs outdoors to hold a treadmill against.
func (t *trend) learnsBelt() bool { return t.prior.cov[stBelt][stBelt] > 0 }

// knowsBelt reports whether the belt is known to knownBelt, by a state.
func (t *trend) knowsBelt(g *gaussian) bool {
	return t.learnsBelt() && g.cov[stBelt][stBelt] <= knownBelt*knownBelt
}

// knownBelt is how well a treadmill's belt must be known, as the standard deviation of
// log speed, for its recovery runs to tell the level.
const knownBelt = .02
