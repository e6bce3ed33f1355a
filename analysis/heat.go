package analysis

import "math"

// heatSources counts the runs whose temperature a thermometer measured, on them
// or on runs near them, and those for which the climate had to do.
type heatSources struct{ measured, expected int }

// temperatures are the degrees over HeatFrom at each run: its own reading, or
// the median of the runs of ± HeatNeighbour days, less what a wrist adds; where
// there is none, those of the climate.
func (b *builder) temperatures() []float64 {
	const hottest = 25 // degrees over HeatFrom; beyond is a watch in the sun
	m := &b.o.Model
	out := make([]float64, len(b.runs))
	for i := range b.runs {
		r := &b.runs[i].Recording
		if r.Indoor {
			continue
		}
		t := r.Temperature
		if math.IsNaN(t) {
			var near []float64
			b.near(i, m.HeatNeighbour, func(j int) {
				if !b.runs[j].Recording.Indoor {
					near = append(near, b.runs[j].Recording.Temperature)
				}
			})
			t = quantile(near, .5)
		}
		switch t -= m.WristWarmer; {
		case !math.IsNaN(t):
			b.warm.measured++
		case !math.IsNaN(r.Climate):
			t = r.Climate
			b.warm.expected++
		}
		if c := t - m.HeatFrom; c > 0 {
			out[i] = min(c, hottest)
		}
	}
	return out
}
