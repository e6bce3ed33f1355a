package analysis

import (
	"math"
	"math/rand/v2"
	"testing"
)

// comeback is a season of easy runs every other day at one log speed, a lay-off
// of 45 days that costs 9 %, and the way back with a time constant of 38 days.
func comeback(m *Model) (f fitting, ev []evidence, truth []float64) {
	const away, back, days = 90, 135, 210
	r := rand.New(rand.NewPCG(3, 4))
	ran := make([]bool, days)
	for day := range days {
		x := 1.
		if day >= away {
			x -= .09 * min(1, float64(day-away)/20) * math.Exp(-max(0, float64(day-back))/38)
		}
		truth = append(truth, x)
		if day%2 != 0 || day >= away && day < back {
			continue
		}
		ran[day] = true
		add := func(kind obsKind, sd float64, bias int) {
			o := observation{day: day, value: x + sd*r.NormFloat64(), variance: sd * sd}
			o.direction[stSpeed], o.direction[bias] = 1, 1
			ev = append(ev, evidence{observation: o, kind: kind, run: day, base: sd * sd, weight: 1})
		}
		add(obsHabit, .03, stHabit)
		add(obsHeart, .03, stHeart)
	}
	return fitting{model: m, days: days, ran: ran, level: 1, heartSD: m.HeartRateSD, mode: ModeHeartRate}, ev, truth
}

func TestTrendFollowsAComeback(t *testing.T) {
	m := defaultModel()
	f, ev, truth := comeback(&m)
	tr := f.fit(ev, new(smoother))
	// The level's own error is the same on every day; what is asked is the shape.
	level := 0.
	for day := range 90 {
		level += (tr.states[day].mean[stSpeed] - truth[day]) / 90
	}
	worst := 0.
	for day := 135; day < 210; day++ {
		worst = max(worst, math.Abs(tr.states[day].mean[stSpeed]-truth[day]-level))
	}
	if worst > .025 {
		t.Errorf("after the lay-off the trend is off by %.3f at worst, want at most .025", worst)
	}
	sd := func(day int) float64 { return math.Sqrt(tr.states[day].cov[stSpeed][stSpeed]) }
	if v := sd(112)*sd(112) - sd(45)*sd(45); v < .02*.02 {
		t.Errorf("in the lay-off the level is known to %.3f, before it to %.3f: no more unsure by a change of 2 %% and more", sd(112), sd(45))
	}
	m.SlopeNoiseBreak, m.SpeedNoiseBreak, m.LayoffLoss, m.LayoffLossSD = 0, 0, 0, 0
	f, ev, _ = comeback(&m)
	stiff := f.fit(ev, new(smoother))
	stiffest := 0.
	for day := 135; day < 210; day++ {
		stiffest = max(stiffest, math.Abs(stiff.states[day].mean[stSpeed]-truth[day]-level))
	}
	if stiffest < worst {
		t.Errorf("a trend that knows of no breaks does better: %.3f against %.3f", stiffest, worst)
	}
	t.Logf("worst %.3f, without breaks %.3f; sd %.3f before, %.3f within", worst, stiffest, sd(45), sd(112))
}

// TestLoss holds the share of a lay-off's cost, day by day.
func TestLoss(t *testing.T) {
	m := defaultModel()
	ran := func(days int, runs ...int) []bool {
		out := make([]bool, days)
		for _, d := range runs {
			out[d] = true
		}
		return out
	}
	if got := m.loss(ran(40, 0, 21, 39)); got != nil {
		t.Errorf("twenty days without a run are no lay-off: %v", got)
	}
	got := m.loss(ran(60, 0, 31, 59))
	near(t, "before", got[10], 0, 0)
	near(t, "first day", got[11], 1-math.Exp(-1/m.LayoffDays), 1e-12)
	near(t, "last day", got[30], 1-math.Exp(-20/m.LayoffDays), 1e-12)
	near(t, "the run that ends it", got[31], got[30]*math.Exp(-1/m.ReturnDays), 1e-12)
	near(t, "ten days on", got[41], got[31]*math.Exp(-10/m.ReturnDays), 1e-12)
	for day, share := range got {
		if share < 0 || share >= 1 {
			t.Errorf("day %d: share %v", day, share)
		}
	}
}

// TestRecoveryRunsAreHeard holds seasons in which the other easy runs say little:
// what recovery runs show of the pace, the heart rate and the sensor is learned all
// the same, and every one of two clear ways of running them is judged as it was.
func TestRecoveryRunsAreHeard(t *testing.T) {
	twoWays := func(w int) float64 {
		if w%3 == 0 {
			return .07
		}
		return -.05
	}
	recovery := func(i int) bool { return i%4 == 1 }
	mute := func(r *Recording) {
		for k := range r.Trace.HeartRate {
			r.Trace.HeartRate[k] = float32(math.NaN())
		}
	}
	faster := func(r *Recording, by float32) {
		for k := range r.Trace.Speed {
			r.Trace.Speed[k] *= by
			r.Trace.EffortSpeed[k] *= by
		}
	}
	for name, change := range map[string]func(i int, r *Recording){
		"heart rate in recovery runs alone": func(i int, r *Recording) {
			if !recovery(i) {
				mute(r)
			}
		},
		"the others on a treadmill that reads 8 % fast": func(i int, r *Recording) {
			if i%4 > 1 {
				r.Indoor = true
				faster(r, 1.08)
			}
		},
		"the others on one that reads 8 % slow": func(i int, r *Recording) {
			if i%4 > 1 {
				r.Indoor = true
				faster(r, .92)
			}
		},
		"a sensor of their own that reads 5 % high": func(i int, r *Recording) {
			if recovery(i) && i > 40 {
				r.Device.HeartRateKey = "another"
				for k := range r.Trace.HeartRate {
					r.Trace.HeartRate[k] *= 1.05
				}
			}
		},
	} {
		runs := plan(20, twoWays)
		for i := range runs {
			change(i, &runs[i].Recording)
			runs[i].Recording.measures = measure(&runs[i].Recording)
		}
		s := NewSeason(runs, Knowledge{}, DefaultOptions())
		told := 0
		for i := range s.Runs {
			v := s.Runs[i].Recovery
			if v == nil || v.Verdict == CantTell {
				continue
			}
			told++
			if want := map[bool]Verdict{true: TooFast, false: KeptEasy}[twoWays(i/4) > 0]; v.Verdict != want {
				t.Errorf("%s: run %d %s with %.2f, want %s", name, i, v.Verdict, v.TooFast, want)
			}
		}
		if told < 15 {
			t.Errorf("%s: %d judged", name, told)
		}
		if e := math.Log(float64(s.Summary.Last.Value) / 1000 * 2.8 * math.Exp(.1)); math.Abs(e) > .04 {
			t.Errorf("%s: the comfortable pace is %+.3f off", name, e)
		}
	}
}
