package analysis

import (
	"math"
	"slices"
)

// HeatSources counts the runs outdoors by what told how warm they were.
type HeatSources struct {
	Own     int // the recording's thermometer
	Near    int // that of runs about that day
	Climate int // what the season and the hour bring at that place, or where runs about that day were
	Unknown int // nothing; heat is not allowed for
}

// Outdoors is the number of runs outdoors.
func (h HeatSources) Outdoors() int { return h.Own + h.Near + h.Climate + h.Unknown }

// temperatures are the degrees over those of a cool day at each run. Outdoors: its own
// reading, less what a wrist adds; else the climate there and then and what the
// readings of the runs of ± HeatNeighbour days were over theirs; else the one of the
// two that is known. A cool day has HeatFrom, or what a tenth of the season's runs
// are not warmer than: who runs where it is never cool has no use for the pace of a
// day that is. Indoors it is as warm as rooms are, whatever a watch reads.
func (b *builder) temperatures() []float64 {
	const hottest = 25 // degrees over HeatFrom; beyond is a watch in the sun
	m := &b.o.Model
	out := make([]float64, len(b.runs))
	outdoors := make([]float64, 0, len(b.runs))
	for i := range b.runs {
		r := &b.runs[i].Recording
		if r.Indoor {
			out[i] = max(0, m.RoomTemperature-m.HeatFrom)
			continue
		}
		t := r.Temperature - m.WristWarmer
		if !math.IsNaN(t) {
			b.warm.Own++
		} else {
			t = b.temperatureNear(i)
		}
		if c := t - m.HeatFrom; c > 0 {
			out[i] = min(c, hottest)
		}
		outdoors = append(outdoors, out[i])
	}
	if len(outdoors) == 0 {
		return out
	}
	slices.Sort(outdoors)
	cool := outdoors[len(outdoors)/10]
	for i := range out {
		out[i] = max(0, out[i]-cool)
	}
	return out
}

// temperatureNear is the temperature of a run without a thermometer in degrees
// Celsius; NaN where nothing tells.
func (b *builder) temperatureNear(i int) float64 {
	m := &b.o.Model
	var readings, climates, over []float64 // of the runs about that day
	b.near(i, m.HeatNeighbour, func(j int) {
		r := &b.runs[j].Recording
		if r.Indoor {
			return
		}
		air := r.Temperature - m.WristWarmer
		readings, climates, over = append(readings, air), append(climates, r.Climate), append(over, air-r.Climate)
	})
	own := b.runs[i].Recording.Climate
	reading := quantile(readings, .5)
	switch weather := quantile(over, .5); {
	case !math.IsNaN(own + weather):
		b.warm.Near++
		return own + weather
	case !math.IsNaN(own):
		b.warm.Climate++
		return own
	case !math.IsNaN(reading):
		b.warm.Near++
		return reading
	}
	climate := quantile(climates, .5)
	if math.IsNaN(climate) {
		b.warm.Unknown++
	} else {
		b.warm.Climate++
	}
	return climate
}
