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
		m.quicken(speeds)
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

// TestBestEfforts holds that a run has the efforts that it is long enough for, at
// the speed of its fastest stretch, and a treadmill none.
func TestBestEfforts(t *testing.T) {
	tr := newTrace(20 * 60 / TraceStep)
	for i := range tr.Len() {
		v := float32(3)
		if s := i * TraceStep; s >= 300 && s < 500 { // 800 m at 4 m/s
			v = 4
		}
		tr.At[i], tr.Speed[i], tr.EffortSpeed[i], tr.Moving[i] = float32(i*TraceStep), v, v, true
	}
	run := Run{ID: "a", Recording: Recording{Start: time.Date(2026, 5, 1, 7, 0, 0, 0, time.UTC), Trace: tr}}
	s := NewSeason([]Run{run}, Knowledge{}, DefaultOptions())
	e := s.Runs[0].BestEfforts
	near(t, "seconds over 400 m", e[Over400m].Seconds, 100, .01)
	near(t, "seconds over 1 km", e[Over1km].Seconds, 200+200./3, .01)
	near(t, "seconds over a mile", e[Over1mile].Seconds, 200+(activity.Mile-800)/3, .01)
	near(t, "metres in 12 min", e[In12min].Metres, 800+520*3, 5)
	for _, l := range []EffortLength{Over5km, In30min} {
		if e[l].Known() {
			t.Errorf("20 minutes have a best effort %v", e[l])
		}
	}
	if n := len(s.Summary.Efforts); n != 4 {
		t.Errorf("%d best efforts of the season, want 4", n)
	}
	run.Recording.Indoor, run.Recording.measures = true, nil
	if s := NewSeason([]Run{run}, Knowledge{}, DefaultOptions()); s.Runs[0].BestEfforts[Over400m].Known() || len(s.Summary.Efforts) > 0 {
		t.Error("a treadmill has a best effort")
	}
}

// TestBestOf holds which runs a season's best efforts of late are looked for in, and
// which of equals is told.
func TestBestOf(t *testing.T) {
	const last = activity.Date(1000)
	run := func(id string, d activity.Date, seconds float64) Run {
		r := Run{ID: id, LocalDate: d}
		r.BestEfforts[Over400m] = BestEffort{400, seconds}
		return r
	}
	runs := []Run{run("early", last-EffortDays, 60), run("first", last-EffortDays+1, 90), run("slow", last-9, 95), run("equal", last, 90), run("after", last+1, 60)}
	got := bestOf(runs, last)
	if len(got) != 1 || got[0].RunID != "first" || got[0].Seconds != 90 || got[0].Length != Over400m {
		t.Errorf("best of %v", got)
	}
}

// TestOfMaximal holds a best effort against the all-out effort of critical speed.
func TestOfMaximal(t *testing.T) {
	near(t, "40 minutes at critical speed", BestEffort{4 * 2400, 2400}.OfMaximal(4), 1, 1e-9)
	near(t, "12 minutes", BestEffort{4 * 720, 720}.OfMaximal(4), 1/EnduranceFactor(720), 1e-9)
	if x := (BestEffort{400, 80}).OfMaximal(4); !math.IsNaN(x) {
		t.Errorf("of 80 s it tells %v", x)
	}
}
