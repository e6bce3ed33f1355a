package importer

import (
	"bytes"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"easyday/importer/activity"
	"easyday/importer/synth"
)

// TestSameRunInEveryFormat writes generated runs as FIT, TCX and GPX and
// imports each on its own: the figures must agree.
//
// Tolerances: start and elapsed one second (FIT counts whole seconds), stream
// distance .1 % of FIT's in TCX, and 3 % in GPX, which has positions alone, so
// that their noise is in it; timer and moving time 20 s, since TCX and GPX have
// no timer events and a stop of a few seconds is no gap in them; heart rate 1 beat.
func TestSameRunInEveryFormat(t *testing.T) {
	type summary struct {
		figures activity.Figures
		sport   activity.Sport
	}
	within := func(name string, i int, f activity.Format, got, want, tolerance float64) {
		t.Helper()
		if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > tolerance {
			t.Errorf("run %d as %s: %s %.2f, FIT gives %.2f, allowed is %.2f", i, f, name, got, want, tolerance)
		}
	}
	s := synth.New(synth.Steady, 11)
	compared := 0
	for i := 0; i < len(s.Runs) && compared < 12; i += 7 {
		a := s.Record(i)
		if a.Treadmill() || !activity.Has(a.Samples.Latitude) {
			continue // GPX has nothing to tell of it
		}
		compared++
		got := map[activity.Format]Recording[summary]{}
		for _, f := range []activity.Format{activity.FIT, activity.TCX, activity.GPX} {
			var b bytes.Buffer
			if err := synth.Write(&b, &a, f); err != nil {
				t.Fatal(err)
			}
			r, err := Import(t.Context(), []string{tree(t, map[string][]byte{"run." + string(f): b.Bytes()})}, Options{},
				func(a *activity.Activity) summary { return summary{a.Figures, a.Sport} })
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Recordings) != 1 {
				t.Fatalf("run %d as %s: %v", i, f, lines(r.Ledger))
			}
			got[f] = r.Recordings[0]
		}
		fit := got[activity.FIT]
		for _, f := range []activity.Format{activity.TCX, activity.GPX} {
			other := got[f]
			if other.Value.sport != fit.Value.sport {
				t.Errorf("run %d as %s: sport %q, want %q", i, f, other.Value.sport, fit.Value.sport)
			}
			x, y := other.Value.figures, fit.Value.figures
			share := .001
			if f == activity.GPX {
				share = .03
			}
			within("start", i, f, other.Start.Sub(fit.Start).Seconds(), 0, 1)
			within("elapsed", i, f, x.Elapsed, y.Elapsed, 1)
			within("stream distance", i, f, x.StreamDistance, y.StreamDistance, share*y.StreamDistance)
			within("timer", i, f, x.Timer, y.Timer, 20)
			within("moving", i, f, x.Moving, y.Moving, 20)
			within("heart rate", i, f, x.HeartRate, y.HeartRate, 1)
		}
	}
	if compared < 12 {
		t.Errorf("%d runs compared", compared)
	}
}

// smallFiles are three generated runs in a format, cut to eleven minutes.
func smallFiles(t *testing.T, f activity.Format) [][]byte {
	t.Helper()
	s := synth.New(synth.Steady, 3)
	var out [][]byte
	for i := 0; len(out) < 3; i += 9 {
		a := s.Record(i)
		n := 2
		for n < a.Samples.Len() && a.Samples.Time[n-1] < 660 { // ten minutes are enough to salvage
			n++
		}
		end := a.Samples.Time[n-1]
		a.Samples = a.Samples.Slice(0, n)
		a.Laps, a.Pauses = nil, nil
		a.Totals.Elapsed, a.Totals.Timer = end, end
		var b bytes.Buffer
		if err := synth.Write(&b, &a, f); err != nil {
			t.Fatal(err)
		}
		out = append(out, b.Bytes())
	}
	return out
}

// TestDamagedFiles cuts and flips good files of each format: every cut of the
// first 200 bytes, 200 cuts over the rest, and 10,000 flipped bytes in all give
// an error or valid activities, and no file takes more than 40 times its size
// and 32 MB of new memory. What is counted is all that was allocated, kept or
// not, so that the bound holds for the peak.
func TestDamagedFiles(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	flips := 10_000
	if testing.Short() {
		flips = 300
	}
	for _, p := range formats() {
		t.Run(string(p.format), func(t *testing.T) {
			most := 0.0
			try := func(data []byte) {
				t.Helper()
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				acts, err := decode(p, data, activity.Hints{})
				runtime.ReadMemStats(&after)
				used := float64(after.TotalAlloc - before.TotalAlloc)
				most = max(most, used)
				if limit := 40*float64(len(data)) + 32<<20; used > limit {
					t.Errorf("%.0f MB for %d bytes", used/(1<<20), len(data))
				}
				if err == nil && len(acts) == 0 {
					t.Error("neither an activity nor an error")
				}
				for i := range acts {
					if err := acts[i].Check(); err != nil {
						t.Error(err)
					}
				}
			}
			files := smallFiles(t, p.format)
			for _, good := range files {
				for n := range 200 {
					try(good[:n:n])
				}
				for k := range 200 {
					n := 200 + (len(good)-200)*k/200
					try(good[:n:n])
				}
			}
			for k := range flips / 3 {
				data := bytes.Clone(files[k%3])
				data[random.IntN(len(data))] ^= byte(1 + random.IntN(255))
				try(data)
			}
			t.Logf("most allocated for one file: %.1f MB", most/(1<<20))
		})
	}
}
