package analysis

import (
	"math"
	"math/rand/v2"
	"testing"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: got %v, want %v ± %v", what, got, want, tolerance)
	}
}

func TestMinettiCost(t *testing.T) {
	for _, c := range []struct{ grade, want float64 }{
		{0, 3.6}, {.05, 4.685}, {.10, 5.968}, {-.10, 2.152}, {-.20, 1.800},
	} {
		near(t, "cost", minettiCost(c.grade), c.want, .001)
	}
}

func TestEffortFactor(t *testing.T) {
	for _, c := range []struct{ grade, want float64 }{
		{0, 1},
		// quadratic 1.18265, Minetti 4.685/3.6 = 1.3014
		{.05, 1.2420},
		// downhill the quadratic alone: 1 - .1448 + .03785
		{-.05, .89305},
		{-.0956, .8615},
		// 1 - .5792 + .6056: steep descents cost again
		{-.20, 1.0264},
		{-.9, EffortFactor(-.25)},
		{.9, EffortFactor(.30)},
	} {
		near(t, "factor", EffortFactor(c.grade), c.want, .0005)
	}
	if !math.IsNaN(EffortFactor(math.NaN())) {
		t.Error("a missing grade must give a missing factor")
	}
	for g := 0.0; g < .3; g += .01 {
		if EffortFactor(g+.01) <= EffortFactor(g) {
			t.Errorf("factor does not rise uphill at %v", g)
		}
	}
}

// slope is altitude and distance of n blocks at 3 m/s on a constant grade.
func slope(n int, grade float64) (altitude, distance []float64) {
	altitude, distance = make([]float64, n), make([]float64, n)
	for i := range n {
		distance[i] = 3 * TraceStep * (float64(i) + .5)
		altitude[i] = 100 + grade*distance[i]
	}
	return altitude, distance
}

func TestGradesOfAConstantSlope(t *testing.T) {
	altitude, distance := slope(300, .04)
	grade := make([]float64, 300)
	near(t, "noise", altitudeNoise(altitude), 0, 1e-9)
	grades(altitude, distance, grade)
	for i := 20; i < 280; i++ {
		near(t, "grade", grade[i], .04, 1e-6)
	}
}

func TestGradesShrinkNoise(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	altitude, distance := slope(600, 0)
	walk := 0.0
	for i := range altitude {
		walk += .3 * math.Sqrt(TraceStep) * r.NormFloat64()
		altitude[i] += walk
	}
	grade := make([]float64, 600)
	near(t, "noise in m/√s", altitudeNoise(altitude), .3, .06)
	grades(altitude, distance, grade)
	sum := 0.0
	for _, g := range grade[20:580] {
		sum += EffortFactor(g)
	}
	// Left alone, noise of this size raises flat speed by more than 1 %.
	near(t, "mean factor on the flat", sum/560, 1, .006)
}

func TestGradesWithoutAltitude(t *testing.T) {
	altitude, distance := slope(100, 0)
	for i := range altitude {
		altitude[i] = math.NaN()
	}
	grade := make([]float64, 100)
	grades(altitude, distance, grade)
	for i, g := range grade {
		if !math.IsNaN(g) {
			t.Fatalf("grade %v at %d of no altitude", g, i)
		}
	}
}
