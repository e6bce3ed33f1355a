package analysis

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"easyday/importer/activity"
)

// TestQuickestOver holds the least time over a distance against a search of every
// start and end within a tenth of a second.
func TestQuickestOver(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		speeds := make([]float64, 60)
		for i := range speeds {
			if speeds[i] = 2 + 3*r.Float64(); r.IntN(10) == 0 {
				speeds[i] = 0 // stood
			}
		}
		fine := []float64{0}
		for i := range len(speeds) * TraceStep * 10 {
			fine = append(fine, fine[i]+speeds[i/10/TraceStep]/10)
		}
		var m measures
		at := make([]float64, len(speeds))
		for i := range at {
			at[i] = float64(i) * TraceStep
		}
		m.quicken(&grid{steady: speeds, at: at})
		for k, metres := range effortMetres {
			want := math.NaN()
			for from := range fine {
				for to := from; to < len(fine); to++ {
					if fine[to]-fine[from] >= metres {
						if s := float64(to-from) / 10; !(s >= want) {
							want = s
						}
						break
					}
				}
			}
			if got := m.quickest[k]; math.IsNaN(want) != math.IsNaN(got) || math.Abs(got-want) > .11 {
				t.Errorf("%.0f m in %.2f s, want %.1f", metres, got, want)
			}
		}
	}
}

// fastMiddle is a run of 20 minutes at 3 m/s with 200 s at 4 m/s in it.
func fastMiddle() Recording {
	tr := newTrace(20 * 60 / TraceStep)
	for i := range tr.Len() {
		v := float32(3)
		if s := i * TraceStep; s >= 300 && s < 500 {
			v = 4
		}
		tr.At[i], tr.Speed[i], tr.EffortSpeed[i], tr.Moving[i] = float32(i*TraceStep), v, v, true
	}
	r := Recording{Start: time.Date(2026, 5, 1, 7, 0, 0, 0, time.UTC), Trace: tr}
	r.Figures.Distance = 3800
	return r
}

// TestBestEfforts holds that a run has the efforts that it is long enough for, at the
// speed of its fastest stretch, and which recordings have none.
func TestBestEfforts(t *testing.T) {
	of := func(r Recording) (BestEfforts, *Season) {
		s := NewSeason([]Run{{ID: "a", Recording: r}}, Knowledge{}, DefaultOptions())
		return s.Runs[0].BestEfforts, s
	}
	e, s := of(fastMiddle())
	near(t, "seconds over 400 m", e[Over400m].Seconds, 100, .01)
	near(t, "seconds over 1 km", e[Over1km].Seconds, 200+200./3, .01)
	near(t, "seconds over a mile", e[Over1mile].Seconds, 200+(activity.Mile-800)/3, .01)
	near(t, "metres in 12 min", e[In12min].Metres, 800+520*3, 5)
	if n := len(s.Summary.Efforts); n != 4 || e[Over5km].Known() || e[In30min].Known() {
		t.Errorf("%d best efforts, of the run %v", n, e)
	}
	known := func(e BestEfforts) (n int) {
		for _, x := range e {
			if x.Known() {
				n++
			}
		}
		return n
	}
	for name, c := range map[string]struct {
		change func(r *Recording)
		want   int
	}{
		"on a treadmill":         {func(r *Recording) { r.Indoor = true }, 0},
		"1.2 km up a steep hill": {func(r *Recording) { r.Figures.Distance = 1200 }, 3},
		"mended":                 {func(r *Recording) { r.Notes = []activity.Note{{Code: "distance_leaps"}} }, 1},
		"faster than anyone": {func(r *Recording) {
			for i := range r.Trace.Speed {
				r.Trace.EffortSpeed[i] *= 2.5
			}
		}, 0},
		"an hour's stop in the middle": {func(r *Recording) {
			for i := r.Trace.Len() / 2; i < r.Trace.Len(); i++ {
				r.Trace.At[i] += 3600
			}
		}, 4},
	} {
		r := fastMiddle()
		c.change(&r)
		if e, _ := of(r); known(e) != c.want {
			t.Errorf("%s: best efforts %v, want %d of them", name, e, c.want)
		}
	}
}

// TestBestOf holds which runs a season's best efforts of late are looked for in,
// which of equals is told, and the critical speed they are held against.
func TestBestOf(t *testing.T) {
	const last = activity.Date(1000)
	run := func(id string, d activity.Date, seconds float64) Run {
		r := Run{ID: id, LocalDate: d}
		r.BestEfforts[In12min] = BestEffort{seconds * 4, 720}
		return r
	}
	s := Season{
		Runs:  []Run{run("early", last-EffortDays, 900), run("first", last-EffortDays+1, 720), run("slow", last-9, 700), run("equal", last, 720), run("after", last+1, 900)},
		Trend: []Day{{Date: last - EffortDays + 1, CriticalSpeed: 4}, {Date: last, CriticalSpeed: 3}},
	}
	got := s.bestOf(last)
	if len(got) != 1 || got[0].RunID != "first" || got[0].Length != In12min {
		t.Fatalf("best of %v", got)
	}
	near(t, "of an all-out effort", got[0].OfMaximal(), 1/EnduranceFactor(720), 1e-9)
	if x := (DatedEffort{BestEffort: BestEffort{400, 80}, CriticalSpeed: 4}).OfMaximal(); !math.IsNaN(x) {
		t.Errorf("of 80 s it tells %v", x)
	}
}

// TestPausesKeepBestEfforts holds that pauses of some seconds, as at crossings, take
// nothing from a run's best efforts but the time they last, that one the grid cuts ends
// them, and that critical speed can be told all the same.
func TestPausesKeepBestEfforts(t *testing.T) {
	for _, c := range []struct {
		name    string
		pauses  int
		seconds float32 // of each
		most    int     // minutes of the longest best effort
	}{
		{"none", 0, 0, 60},
		{"two of some seconds", 2, 7, 60},
		{"twenty of them", 20, 7, 60},
		{"twenty of half a minute", 20, 33, 75},
		{"one that the grid cuts", 1, 700, 40}, // ten of them stood
	} {
		r := steps(66, 4)
		tr := &r.Trace
		paused := float32(0)
		for i := range tr.At {
			if c.pauses > 0 && i > 0 && i%(tr.Len()/(c.pauses+1)) == 0 {
				paused += c.seconds
			}
			tr.At[i] += paused
		}
		m := measure(&r)
		for k, minutes := range effortMinutes {
			want := math.NaN()
			if int(minutes) <= c.most {
				want = 4
			}
			if math.IsNaN(want) != math.IsNaN(m.best[k]) || m.best[k] > 4.05 || m.best[k] < 3.3 {
				t.Errorf("%s: best %.0f minutes at %v m/s, want %v", c.name, minutes, m.best[k], want)
			}
		}
		if v := m.sessionPotential(); math.IsNaN(v) {
			t.Errorf("%s: no critical speed", c.name)
		}
	}
}
