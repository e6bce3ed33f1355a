package main

import (
	"context"
	"math"
	"os"
	"slices"
	"time"

	"easyday/analysis"
	"easyday/importer"
	"easyday/importer/activity"
	"easyday/importer/synth"
)

// trial is one made-up season carried the whole way: written as files, read,
// analysed, and laid beside its truth.
type trial struct {
	kind  synth.Kind
	seed  uint64
	truth *synth.Season
	runs  []analysis.Run // as read from the files
	found *analysis.Season
	run   []int // index into found.Runs of each true run; -1 where it was not imported
}

// carry writes a season's files to a temporary folder and analyses them.
func carry(ctx context.Context, world synth.World, k synth.Kind, seed uint64, o analysis.Options) (*trial, error) {
	dir, err := os.MkdirTemp("", "easyday-validate-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	truth := world.New(k, seed)
	if err := truth.WriteFolder(dir, synth.FolderOptions{}); err != nil {
		return nil, err
	}
	result, err := importer.Import(ctx, []string{dir}, importer.Options{}, analysis.Summarize)
	if err != nil {
		return nil, err
	}
	runs := make([]analysis.Run, len(result.Recordings))
	for i, r := range result.Recordings {
		runs[i] = analysis.Run{ID: r.ID, Files: r.Files, LocalDate: r.LocalDate, Zone: r.Zone, Recording: r.Value}
	}
	t := &trial{kind: k, seed: seed, truth: truth, runs: runs}
	return t.judged(analysis.Knowledge{}, o), nil
}

// judged is the trial with its runs judged under the given knowledge.
func (t *trial) judged(known analysis.Knowledge, o analysis.Options) *trial {
	out := *t
	out.found = analysis.NewSeason(t.runs, known, o)
	out.match()
	return &out
}

// match finds every true run's recording by its start, which a clock may have
// put a little off.
func (t *trial) match() {
	t.run = make([]int, len(t.truth.Runs))
	taken := make([]bool, len(t.found.Runs))
	for i := range t.truth.Runs {
		t.run[i] = -1
		best := 10 * time.Minute
		for j := range t.found.Runs {
			if d := t.found.Runs[j].Start().Sub(t.truth.Runs[i].Start).Abs(); d < best && !taken[j] {
				best, t.run[i] = d, j
			}
		}
		if j := t.run[i]; j >= 0 {
			taken[j] = true
		}
	}
}

// ratio counts for precision and recall.
type ratio struct{ hit, falsely, missed int }

func (r *ratio) add(found, truth bool) {
	switch {
	case found && truth:
		r.hit++
	case found:
		r.falsely++
	case truth:
		r.missed++
	}
}

func (r ratio) precision() float64 { return float64(r.hit) / float64(r.hit+r.falsely) }
func (r ratio) recall() float64    { return float64(r.hit) / float64(r.hit+r.missed) }
func (r ratio) f1() float64        { return 2 * float64(r.hit) / float64(2*r.hit+r.falsely+r.missed) }

// score is how well a season, or several, was judged.
type score struct {
	hard     ratio
	recovery ratio
	tooFast  ratio // missed where not called recovery, or not told
	// compliant counts true recovery runs that were not too fast; alarms those
	// of them called too fast.
	compliant, alarms int
	brier             []float64
	trend             []float64 // signed error of the comfortable pace by day, s/mile
	shape             []float64 // the same with the season's mean taken out
	covered           []float64 // 1 where the band holds the truth
	unjudged          int       // true recovery runs that could not be told
	share             float64   // 1 where the interval of the share too fast holds the truth, 0 where not
}

// learning is the time at a season's start in which nothing is judged.
func (t *trial) learning(d activity.Date) bool {
	return int(d-t.found.Trend[0].Date) < t.found.Options.LearningDays
}

// verdictOf decides whether the run at index j of the season was found too
// fast, and with what probability.
type verdictOf func(t *trial, j int) (flagged bool, p float64)

// byModel is the program's own verdict.
func byModel(t *trial, j int) (bool, float64) {
	rec := t.found.Runs[j].Recovery
	if rec == nil {
		return false, math.NaN()
	}
	return rec.Verdict == analysis.TooFast, rec.TooFast
}

// byTruth is the verdict of whoever knows the comfortable pace of every day, in the
// units that the season's recordings have on the whole, and reads the effort from the
// recording as the program does: what it misses is not the level's.
func byTruth(t *trial, j int) (bool, float64) {
	o := &t.found.Options
	recorded := func(i int) float64 { // log speed over the true effort
		if t.run[i] < 0 {
			return math.NaN()
		}
		return -math.Log(float64(t.found.Runs[t.run[i]].EffortPace/activity.Kilometre) * t.truth.Runs[i].Truth.EffortSpeed)
	}
	var usual []float64
	for i := range t.truth.Runs {
		if truth := &t.truth.Runs[i].Truth; !truth.Hard && truth.Role != synth.RolePart {
			usual = append(usual, recorded(i))
		}
	}
	i := slices.Index(t.run, j)
	over := t.truth.Runs[i].Truth.EffortOverComfortable + recorded(i) - mean(usual)
	p := math.Erfc(-over/o.Model.MeasurementSD/math.Sqrt2) / 2 // the normal distribution's
	return p >= o.TooFastFrom, p
}

// grade lays a trial beside its truth, with verdicts by v. Runs of the first
// weeks, runs shorter than can be judged and lesser recordings of a session
// have no say in the verdict's figures.
func (t *trial) grade(v verdictOf) score {
	var s score
	for i := range t.truth.Runs {
		truth := &t.truth.Runs[i].Truth
		if truth.Role == synth.RolePart {
			continue
		}
		j := t.run[i]
		if j < 0 {
			s.hard.add(false, truth.Hard)
			s.recovery.add(false, truth.Recovery)
			s.tooFast.add(false, truth.Recovery && truth.TooFast)
			continue
		}
		r := &t.found.Runs[j]
		s.hard.add(r.Hard != nil, truth.Hard)
		s.recovery.add(r.Kind == analysis.KindRecovery, truth.Recovery)
		if t.learning(r.LocalDate) || truth.Short {
			continue
		}
		flagged, p := v(t, j)
		flagged = flagged && r.Kind == analysis.KindRecovery
		s.tooFast.add(flagged, truth.Recovery && truth.TooFast)
		if !truth.Recovery {
			continue
		}
		if !truth.TooFast {
			s.compliant++
			if flagged {
				s.alarms++
			}
		}
		if r.Kind != analysis.KindRecovery {
			continue
		}
		if math.IsNaN(p) {
			s.unjudged++
			continue
		}
		outcome := 0.0
		if truth.TooFast {
			outcome = 1
		}
		s.brier = append(s.brier, (p-outcome)*(p-outcome))
	}
	s.share = t.shareHeld()
	mean := 0.0
	for _, d := range t.found.Trend {
		if t.learning(d.Date) || math.IsNaN(float64(d.Comfortable.Value)) {
			continue
		}
		truth := activity.Speed(t.truth.ComfortableSpeed(d.Date)).Pace()
		e := (d.Comfortable.Value - truth).PerMile()
		s.trend = append(s.trend, e)
		mean += e
		in := 0.0
		if d.Comfortable.Low <= truth && truth <= d.Comfortable.High {
			in = 1
		}
		s.covered = append(s.covered, in)
	}
	mean /= float64(len(s.trend))
	for _, e := range s.trend {
		s.shape = append(s.shape, math.Abs(e-mean))
	}
	return s
}

// shareHeld is 1 where the season's interval of the share too fast holds the
// true share of the recovery runs that were judged, 0 where not; NaN where none
// was.
func (t *trial) shareHeld() float64 {
	judged, tooFast := 0, 0
	for i := range t.truth.Runs {
		if t.run[i] < 0 {
			continue
		}
		if rec := t.found.Runs[t.run[i]].Recovery; rec != nil && rec.Verdict != analysis.CantTell {
			judged++
			if t.truth.Runs[i].Truth.TooFast {
				tooFast++
			}
		}
	}
	if judged == 0 {
		return math.NaN()
	}
	s := &t.found.Summary.TooFastShare
	if v := float64(tooFast) / float64(judged); s.Low <= v && v <= s.High {
		return 1
	}
	return 0
}

// figures are a season's score as the numbers of the table.
type figures [columns]float64

// The table's columns.
const (
	hardF1 = iota
	recoveryPrecision
	recoveryRecall
	tooFastF1
	falseAlarms // per 100 compliant recovery runs
	brier
	trendMAE
	shapeMAE
	coverage
	shareCoverage
	columns
)

func (s *score) figures() figures {
	var abs []float64
	for _, e := range s.trend {
		abs = append(abs, math.Abs(e))
	}
	return figures{
		hardF1: s.hard.f1(), recoveryPrecision: s.recovery.precision(), recoveryRecall: s.recovery.recall(),
		tooFastF1: s.tooFast.f1(), falseAlarms: 100 * float64(s.alarms) / float64(s.compliant),
		brier: mean(s.brier), trendMAE: mean(abs), shapeMAE: mean(s.shape), coverage: mean(s.covered),
		shareCoverage: s.share,
	}
}

// mean of the numbers among v; NaN where there is none.
func mean(v []float64) float64 {
	sum, n := 0.0, 0
	for _, x := range v {
		if !math.IsNaN(x) {
			sum += x
			n++
		}
	}
	return sum / float64(n)
}

// baseline flags a recovery run that is faster than the mean or median effort
// speed of all runs within ±21 days, less a margin in log speed.
type baseline struct {
	name   string
	center func([]float64) float64
	margin float64
}

func (b *baseline) verdict(t *trial, j int) (bool, float64) {
	day := t.found.Runs[j].LocalDate
	var y []float64
	for k := range t.found.Runs {
		r := &t.found.Runs[k]
		if v := float64(r.EffortPace); v > 0 && max(r.LocalDate-day, day-r.LocalDate) <= 21 {
			y = append(y, -math.Log(v))
		}
	}
	own := -math.Log(float64(t.found.Runs[j].EffortPace))
	if math.IsNaN(own) || len(y) == 0 {
		return false, math.NaN()
	}
	return own > b.center(y)+b.margin, math.NaN()
}

func median(v []float64) float64 {
	v = slices.Clone(v)
	slices.Sort(v)
	n := len(v)
	return (v[(n-1)/2] + v[n/2]) / 2
}

// baselines are the two simple rules the model is held against, their margins
// not yet tuned.
func baselines() []*baseline {
	return []*baseline{
		{name: "42-day mean", center: mean},
		{name: "42-day median", center: median},
	}
}

// tune sets the margin that gives the best too-fast F1 over trials.
func (b *baseline) tune(trials []*trial) {
	best, margin := -1.0, 0.0
	for m := -.06; m <= .06; m += .005 {
		b.margin = m
		var all []float64
		for _, t := range trials {
			s := t.grade(b.verdict)
			all = append(all, s.tooFast.f1())
		}
		if f := mean(all); f > best {
			best, margin = f, m
		}
	}
	b.margin = margin
}
