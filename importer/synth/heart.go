package synth

import "math"

// Fractions of heart-rate reserve that other states than running ask for.
const (
	reserveWaiting  = .24 // before the start
	reserveStanding = .30
	reserveWalking  = .42
)

// beat fills in the true heart rate: the reserve that effort asks for, with the
// day's form, heat and drift, followed with the runner's lag. Falling is a
// little slower than rising.
func (s *Season) beat(t *trace, index int) {
	run, n := &s.Runs[index], &s.Runner
	r := s.random(streamHeart, index)
	form := normal(r, 0, n.HeartDay)
	if run.Truth.InWindow {
		form += normal(r, 0, .01) // tired: some days higher, some lower
	}
	form += n.HeatHeart * max(0, run.heat-n.HeatFrom)
	small := newDrift(r, .008, 40)
	f := reserveWaiting
	for k := range t.len() {
		target := reserveStanding
		switch e := t.effort[k]; {
		case !math.IsNaN(e):
			warm := max(0, float64(k)-900) / 3600
			target = min(n.reserve(e)*math.Exp(form+n.HeartDrift*warm+small.next()), 1)
		case t.speed[k] > 0 && run.segments[t.segment[k]].gait == walking:
			target = reserveWalking
		}
		lag := n.HeartLag
		if target < f {
			lag *= 1.25
		}
		f += (target - f) / lag
		t.heart[k] = n.HRrest + f*(n.HRmax-n.HRrest)
	}
}
