package analysis

import (
	"math"
	"slices"
	"testing"
	"time"

	"easyday/importer/activity"
)

// outings is a builder of recordings that follow one another after so many minutes.
func outings(recordings []Recording, after []float64) *builder {
	o := DefaultOptions()
	b := &builder{o: &o, hard: make([]*effort, len(recordings))}
	at := time.Date(2025, 3, 1, 8, 0, 0, 0, time.UTC)
	for i, r := range recordings {
		at = at.Add(time.Duration(after[i] * float64(time.Minute)))
		r.Start = at
		at = r.End()
		b.runs = append(b.runs, Run{Recording: r})
		b.m = append(b.m, measure(&r))
	}
	return b
}

// TestOutings holds that the longest of an outing's recordings stands for it, and the
// hardest where any is hard.
func TestOutings(t *testing.T) {
	b := outings([]Recording{steps(15, 3), steps(20, 4), steps(40, 2.9), steps(50, 3)}, []float64{0, 5, 5, 600})
	b.groupOutings()
	if want := []int{2, 2, 2, 3}; !slices.Equal(b.outing, want) {
		t.Errorf("outings %v, want %v", b.outing, want)
	}
	b.hard[0] = &effort{HardEffort: HardEffort{ThresholdMinutes: 2}}
	b.hard[1] = &effort{HardEffort: HardEffort{ThresholdMinutes: 21}}
	b.hardestStands()
	if want := []int{1, 1, 1, 3}; !slices.Equal(b.outing, want) {
		t.Errorf("with hard ones, outings %v, want %v", b.outing, want)
	}
	if b.part(1) || !b.part(2) || b.part(3) {
		t.Error("the hardest is a part, or a lesser one is none")
	}
}

// TestLongRaceShadow holds that every easy run in the window of a half marathon is a
// recovery run, not the first alone, and of a shorter race none but the first and those
// near it.
func TestLongRaceShadow(t *testing.T) {
	easy := steps(40, 3)
	for _, c := range []struct {
		metres float64
		want   bool
	}{{21.1e3, true}, {10e3, false}} {
		b := outings([]Recording{steps(90, 4), easy, easy}, []float64{0, 30 * 60, 30 * 60})
		b.groupOutings()
		b.hard[0] = &effort{HardEffort: HardEffort{Reason: Race, Window: 120 * time.Hour}, metres: c.metres}
		b.castShadows()
		if !b.after[1].counts || b.after[2].counts != c.want || !b.after[2].in {
			t.Errorf("a race of %.0f m: %+v", c.metres, b.after)
		}
	}
}

// TestSensorChanges holds that a change of the heart-rate sensor is told on its first
// day, be it to or from one without a name, and that some runs with another are none.
func TestSensorChanges(t *testing.T) {
	type stretch struct {
		key  string
		runs int
	}
	for _, c := range []struct {
		name     string
		sensors  []stretch
		want     []int // days
		noHearts int   // first runs without heart rate
	}{
		{"one", []stretch{{"A", 20}}, nil, 0},
		{"another", []stretch{{"A", 10}, {"B", 10}}, []int{20}, 0},
		{"two runs with another", []stretch{{"A", 10}, {"B", 2}, {"A", 8}}, nil, 0},
		{"one without a name", []stretch{{"A", 10}, {"", 10}}, []int{20}, 0},
		{"from one without", []stretch{{"", 10}, {"A", 10}}, []int{20}, 0},
		{"by way of one without", []stretch{{"A", 10}, {"", 10}, {"B", 10}}, []int{20, 40}, 0},
		{"two runs with another before", []stretch{{"A", 10}, {"B", 2}, {"A", 38}, {"", 30}}, []int{100}, 0},
		{"before heart rate was recorded", []stretch{{"A", 10}, {"B", 10}}, nil, 10},
	} {
		o := DefaultOptions()
		b := &builder{o: &o}
		for _, s := range c.sensors {
			for range s.runs {
				b.day = append(b.day, 2*len(b.day))
				b.runs = append(b.runs, Run{Recording: Recording{Device: activity.Device{HeartRateKey: s.key}}})
				m := &measures{steadyHeart: 140}
				if len(b.m) < c.noHearts {
					m.steadyHeart = math.NaN()
				}
				b.m = append(b.m, m)
			}
		}
		if got := b.sensorChanges(); !slices.Equal(got, c.want) {
			t.Errorf("%s: changes on days %v, want %v", c.name, got, c.want)
		}
	}
}

// TestShadowBesideOverlap holds that a recording that goes on far beyond those after it
// does not hide the hard effort it is from a run in its window.
func TestShadowBesideOverlap(t *testing.T) {
	b := outings([]Recording{steps(120, 4), steps(20, 3), steps(40, 3)}, []float64{0, -110, 47 * 60})
	b.outing = []int{0, 1, 2}
	b.hard[0] = &effort{HardEffort: HardEffort{Reason: Intervals, Window: 46 * time.Hour}}
	b.castShadows()
	if !b.after[2].in {
		t.Errorf("%+v, the hard effort ended %v before", b.after[2], b.runs[2].Recording.Start.Sub(b.runs[0].Recording.End()))
	}
}
