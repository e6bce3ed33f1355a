package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// assumedRest is the resting heart rate, in beats per minute, of a runner of whom
// nothing states one. From leastRest to mostRest a watch's settings are believed;
// the maximum they hold is not, since watches work it out from the age.
const assumedRest, leastRest, mostRest = 52, 33, 90

// setBounds finds the runner's heart-rate bounds on the day of each run: what
// was said for the last date at or before it, else what holds for the season.
func (b *builder) setBounds() {
	dated := slices.Clone(b.known.HeartRates)
	slices.SortStableFunc(dated, func(x, y KnownHeartRate) int { return cmp.Compare(x.From, y.From) })
	o := *b.o
	for _, k := range dated {
		if k.From > b.first {
			break
		}
		// What was said before the first run holds from the beginning.
		if k.Maximum > 0 {
			o.HeartRateMaximum = k.Maximum
		}
		if k.Rest > 0 {
			o.HeartRateRest = k.Rest
		}
	}
	b.o = &o
	b.bounds = heartBounds(b.m, b.o)
	if rest := b.watchRest(); o.HeartRateRest == 0 && rest <= b.bounds.HeartRateMaximum-leastReserve {
		b.bounds.HeartRateRest, b.bounds.HeartRateRestFrom = rest, "as your watch has it"
	}
	b.heart = make([]Bounds, len(b.runs))
	for i := range b.runs {
		b.heart[i] = b.bounds
		for _, k := range dated {
			if k.From > b.runs[i].LocalDate {
				break
			}
			if k.Maximum > 0 {
				b.heart[i].HeartRateMaximum, b.heart[i].HeartRateMaximumSD = k.Maximum, statedMaximumSD
				b.heart[i].HeartRateMaximumFrom = "you said, from " + k.From.String()
			}
			if k.Rest > 0 {
				b.heart[i].HeartRateRest, b.heart[i].HeartRateRestFrom = k.Rest, "you said, from "+k.From.String()
			}
		}
	}
}

// watchRest is the resting heart rate that the season's devices have in their
// settings, the median over its runs; NaN where none has one.
func (b *builder) watchRest() float64 {
	var rest []float64
	for i := range b.runs {
		if r := b.runs[i].Recording.RestingHeartRate; r >= leastRest && r <= mostRest {
			rest = append(rest, r)
		}
	}
	return quantile(rest, .5)
}

// lastBounds are the bounds on the day of the last run.
func (b *builder) lastBounds() Bounds {
	last := 0
	for i := range b.runs {
		if b.day[i] >= b.day[last] {
			last = i
		}
	}
	return b.heart[last]
}

// boundChanges are the days on which bounds the runner stated begin to hold
// within the season: heart rate against effort is learned anew from there, as
// after a change of sensor.
func (b *builder) boundChanges() []int {
	var out []int
	for _, k := range b.known.HeartRates {
		if day := int(k.From - b.first); day > 0 && day < b.days {
			out = append(out, day)
		}
	}
	return out
}

// statedMaximumSD is how sure a heart-rate maximum is that the runner states,
// in beats per minute.
const statedMaximumSD = 2

// And one that the season shows, where a second run confirms it and where none does.
const confirmedMaximumSD, unconfirmedMaximumSD = 5, 10

// heartBounds finds the heart-rate maximum: what the runner says, or the
// highest rate held for 30 s that a second run confirms within 3 bpm, or the
// highest there is.
func heartBounds(ms []*measures, o *Options) Bounds {
	b := Bounds{
		HeartRateMaximum: math.NaN(), HeartRateMaximumSD: math.NaN(),
		HeartRateRest: assumedRest, HeartRateRestFrom: "assumed; say yours for a better estimate",
	}
	if o.HeartRateRest > 0 {
		b.HeartRateRest, b.HeartRateRestFrom = o.HeartRateRest, "you said"
	}
	if o.HeartRateMaximum > 0 {
		b.HeartRateMaximum, b.HeartRateMaximumSD, b.HeartRateMaximumFrom = o.HeartRateMaximum, statedMaximumSD, "you said"
		return b
	}
	var peaks []float64
	for _, m := range ms {
		if !math.IsNaN(m.peakHeart) {
			peaks = append(peaks, m.peakHeart)
		}
	}
	slices.Sort(peaks)
	slices.Reverse(peaks)
	over := fmt.Sprintf("%.0f over the highest 30 s", o.Model.MaximumUnseen)
	for i := 0; i+1 < len(peaks); i++ {
		if peaks[i]-peaks[i+1] <= 3 {
			b.HeartRateMaximum, b.HeartRateMaximumSD = peaks[i]+o.Model.MaximumUnseen, confirmedMaximumSD
			b.HeartRateMaximumFrom = fmt.Sprintf("%s that a second run confirms (%d runs with heart rate)", over, len(peaks))
			return b
		}
	}
	if len(peaks) > 0 {
		b.HeartRateMaximum, b.HeartRateMaximumSD = peaks[0]+o.Model.MaximumUnseen, unconfirmedMaximumSD
		b.HeartRateMaximumFrom = over + " of the season, which no second run confirms"
	}
	return b
}

// distrustSteps leaves the heart rate of runs out whose sensor counted steps from
// beginning to end, so that the recording alone does not tell: for most of the
// run it is the cadence, and well over what runs as fast, about that day, had.
func (b *builder) distrustSteps() {
	const share, days, fewest, over, asFast = .6, 45, 3, 10, .03
	for i, m := range b.m {
		if m.stepping < share {
			continue
		}
		var hr []float64
		b.near(i, days, func(j int) {
			if n := b.m[j]; n.stepping < share && n.effort >= m.effort-asFast && !math.IsNaN(n.steadyHeart) {
				hr = append(hr, n.steadyHeart)
			}
		})
		if len(hr) < fewest || m.steadyHeart < quantile(hr, .5)+over {
			continue
		}
		nan := math.NaN()
		own := *m
		own.distrusted = true
		own.steadyHeart, own.wholeHeart, own.steadySpeed, own.peakHeart, own.lowHeart, own.highHeart, own.rhythm = nan, nan, nan, nan, nan, nan, 0
		b.m[i] = &own
		r := &b.runs[i]
		r.HeartRateDistrusted = true
		r.Notes = append(r.Notes, "heart rate not used: it follows the steps")
	}
}
