package analysis

import "math"

// near calls f with every run within ± days of run i, itself included.
func (b *builder) near(i, days int, f func(j int)) {
	for j := i; j >= 0 && b.day[i]-b.day[j] <= days; j-- {
		f(j)
	}
	for j := i + 1; j < len(b.runs) && b.day[j]-b.day[i] <= days; j++ {
		f(j)
	}
}

// usualHeart sets the median steady heart rate of the easy runs within ± 30
// days of each run.
func (b *builder) usualHeart() {
	b.easyHR = make([]float64, len(b.runs))
	for i := range b.runs {
		var hr []float64
		b.near(i, 30, func(j int) {
			if j != i && b.hard[j] == nil {
				hr = append(hr, b.m[j].steadyHeart)
			}
		})
		b.easyHR[i] = quantile(hr, .5)
	}
}

// usualContrast sets the least contrast of a structured run: some recordings
// have a high one in every run, from a coarse track or a winding route.
func (b *builder) usualContrast() {
	b.least = make([]float64, len(b.runs))
	for i := range b.runs {
		var c []float64
		b.near(i, b.o.Model.ContrastDays, func(j int) {
			if !math.IsNaN(b.m[j].contrast) {
				c = append(c, b.m[j].contrast)
			}
		})
		b.least[i] = b.o.Contrast
		if len(c) >= b.o.Model.ContrastRuns {
			b.least[i] = max(b.o.Contrast, quantile(c, .4)+b.o.ContrastOverUsual)
		}
	}
}

// usualMinutes sets the median duration of the 28 days before each run.
func (b *builder) usualMinutes() {
	b.usual = make([]float64, len(b.runs))
	for i := range b.runs {
		var minutes []float64
		for j := i - 1; j >= 0 && b.day[i]-b.day[j] <= 28; j-- {
			if b.m[j].movingMinutes >= b.o.ShortestRunMinutes && !b.part(j) {
				minutes = append(minutes, b.m[j].movingMinutes)
			}
		}
		b.usual[i] = quantile(minutes, .5)
	}
}
