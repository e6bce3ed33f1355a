package analysis

import (
	"math"

	"easyday/importer/activity"
)

// Shuttle is the longest part of a run that goes to and fro over the same ground:
// repetitions up a hill, which blurred altitudes hide, and little else. The zero
// value is none.
type Shuttle struct {
	Turns []float32 // seconds after the start at which the runner turned back, in order; three or more
	Leg   float64   // median metres from turn to turn
	// Rise is by how many metres the first leg, third and so on go up, and the others
	// down, by their medians; NaN where unknown. Hairpins up a mountain have none.
	Rise float64
}

const (
	// About a turn the same ground is run twice: the positions of turnStep, two and
	// three of these metres before and after it lie within turnNear metres of each
	// other, and those furthest from it at least turnAway from it.
	turnStep, turnNear, turnAway = 20, 25, 35
	// turnBlocks is how many blocks either way that ground is looked for, so that a
	// stand of hours takes no time.
	turnBlocks = 5 * 60 / TraceStep
	// A shuttle comes back to the same two ends, each within endNear metres, by legs
	// of shortestLeg to longestLeg.
	endNear, shortestLeg, longestLeg = 50, 50, 800
	// longestFix is for how many seconds the way between two positions is taken to be
	// straight.
	longestFix = 60
)

// path is where a run led, block by block.
type path struct {
	starts []float64 // seconds after the start
	along  []float64 // metres run
	x, y   []float64 // metres east and north of somewhere; NaN where unknown
}

// newPath takes the positions in the middles of blocks, into memory for two numbers
// each; nil without any.
func newPath(s *activity.Samples, starts, along, xy []float64) *path {
	const degree = 111.2e3 // metres
	m := middlePosition(s)
	if m < 0 {
		return nil
	}
	p := &path{starts: starts, along: along, x: xy[:len(starts)], y: xy[len(starts):]}
	narrowed := degree * math.Cos(s.Latitude[m]*math.Pi/180)
	at := func(j int) (x, y float64) {
		// From somewhere near, so that no line of longitude is crossed between two.
		return math.Remainder(s.Longitude[j]-s.Longitude[m], 360) * narrowed, (s.Latitude[j] - s.Latitude[m]) * degree
	}
	last, j := -1, 0 // the fix before a block's middle, and the first sample after it
	for i, start := range starts {
		middle := start + TraceStep/2.
		for ; j < s.Len() && s.Time[j] <= middle; j++ {
			if !math.IsNaN(s.Latitude[j] + s.Longitude[j]) {
				last = j
			}
		}
		next := j
		for next < s.Len() && s.Time[next] <= middle+longestFix && math.IsNaN(s.Latitude[next]+s.Longitude[next]) {
			next++
		}
		p.x[i], p.y[i] = math.NaN(), math.NaN()
		if last < 0 || next == s.Len() || !(s.Time[next]-s.Time[last] <= longestFix) {
			continue
		}
		fromX, fromY := at(last)
		toX, toY := at(next)
		part := (middle - s.Time[last]) / (s.Time[next] - s.Time[last])
		p.x[i], p.y[i] = fromX+part*(toX-fromX), fromY+part*(toY-fromY)
	}
	return p
}

// beside is the position metres before block i, or after it, by step -1 or 1; NaN
// where it is not known.
func (p *path) beside(i, step int, metres float64) (x, y float64) {
	for j := i + step; j >= 0 && j < len(p.along) && (j-i)*step <= turnBlocks; j += step {
		d := math.Abs(p.along[j] - p.along[i])
		if d < metres {
			continue
		}
		k := j - step
		back := (d - metres) / math.Abs(p.along[j]-p.along[k])
		return p.x[j] + back*(p.x[k]-p.x[j]), p.y[j] + back*(p.y[k]-p.y[j])
	}
	return math.NaN(), math.NaN()
}

// turn is how far apart, in metres, the ways to block i and from it lie; +Inf where
// the runner did not turn back.
func (p *path) turn(i int) float64 {
	sum, away := 0.0, 0.0
	for k := range 3 {
		d := float64(k+1) * turnStep
		x, y := p.beside(i, -1, d)
		toX, toY := p.beside(i, 1, d)
		apart := math.Hypot(x-toX, y-toY)
		if !(apart <= turnNear) {
			return math.Inf(1)
		}
		sum += apart
		away = math.Hypot((x+toX)/2-p.x[i], (y+toY)/2-p.y[i])
	}
	if !(away >= turnAway) {
		return math.Inf(1)
	}
	return sum
}

// turns are the blocks at which the runner turned back.
func (p *path) turns() []int {
	var out []int
	least := 0.0 // of the last
	for i := range p.along {
		apart := p.turn(i)
		switch n := len(out); {
		case math.IsInf(apart, 1):
		case n == 0 || p.along[i]-p.along[out[n-1]] >= shortestLeg:
			out, least = append(out, i), apart
		case apart < least:
			out[n-1], least = i, apart
		}
	}
	return out
}

// apart is how far apart blocks i and j lie, in metres.
func (p *path) apart(i, j int) float64 { return math.Hypot(p.x[i]-p.x[j], p.y[i]-p.y[j]) }

// shuttle is the longest row of turns at the same two ends, with altitudes by block.
func (p *path) shuttle(altitude []float64) Shuttle {
	turns := p.turns()
	var row []int
	for from := 0; from+len(row) < len(turns); from++ {
		to := from + 1
		for to < len(turns) && p.along[turns[to]]-p.along[turns[to-1]] <= longestLeg &&
			(to-from < 2 || p.apart(turns[to-2], turns[to]) <= endNear && p.apart(turns[from+(to-from)%2], turns[to]) <= endNear) {
			to++
		}
		if to-from > len(row) {
			row = turns[from:to]
		}
	}
	if len(row) < 3 {
		return Shuttle{}
	}
	out := Shuttle{Turns: make([]float32, len(row))}
	legs := make([]float64, 0, len(row))
	var rises [2][]float64 // of every other leg
	for k, i := range row {
		out.Turns[k] = float32(p.starts[i] + TraceStep/2.)
		if k > 0 {
			before := row[k-1]
			legs = append(legs, p.along[i]-p.along[before])
			rises[k%2] = append(rises[k%2], altitude[i]-altitude[before])
		}
	}
	out.Leg, out.Rise = quantile(legs, .5), (quantile(rises[1], .5)-quantile(rises[0], .5))/2
	return out
}
