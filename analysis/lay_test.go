package analysis

import (
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"easyday/importer/activity"
)

// openRecording is a recording as the models read it.
func openRecording(r *Recording) *opened {
	m := &opened{measures: measure(r), trace: &r.Trace}
	m.lay(m.trace, m.noise)
	return m
}

// memoryStore is a store that lies in memory after all; full refuses, lost
// forgets.
type memoryStore struct {
	bytes      []byte
	full, lost bool
}

func (m *memoryStore) Keep(b []byte) (int64, bool) {
	if m.full {
		return 0, false
	}
	m.bytes = append(m.bytes, b...)
	return int64(len(m.bytes) - len(b)), true
}

func (m *memoryStore) Fetch(b []byte, place int64, from int) {
	clear(b)
	if !m.lost {
		copy(b, m.bytes[int(place)+from:])
	}
}

func TestLayDownAndWhole(t *testing.T) {
	full := recorded(1, true)
	full.Laps = []activity.Lap{{Start: 0, Elapsed: 600, Timer: 590, Distance: 1770, AverageHeartRate: 140, Intensity: "warmup"}}
	full.Workout = []activity.WorkoutStep{{Name: "easy", Duration: 600}}
	empty := activity.Activity{}
	s := &memoryStore{bytes: []byte("before")}
	for name, a := range map[string]*activity.Activity{"full": &full, "empty": &empty} {
		t.Run(name, func(t *testing.T) {
			want := Summarize(a)
			want.measures = want.read()
			got := want
			got.LayDown(s)
			if got.Trace.At != nil || got.Laps != nil || got.Workout != nil {
				t.Error("the columns are still in memory")
			}
			got.LayDown(s) // a second time changes nothing
			if d := cmp.Diff(want, got.Whole(), sameBits); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(want, keptAndRead(t, &got), sameBits); d != "" {
				t.Errorf("kept between sessions: %s", d)
			}
		})
	}
	refused := Summarize(&full)
	want := refused
	refused.LayDown(&memoryStore{full: true})
	if d := cmp.Diff(want, refused, sameBits); d != "" {
		t.Errorf("a full store: %s", d)
	}
}

// TestSeasonFromAStore judges a season whose traces lie in a store: the same to
// the bit, and no more than a store's loss can do is an empty trace.
func TestSeasonFromAStore(t *testing.T) {
	runs := plan(30, func(w int) float64 { return .04 * float64(w%3-1) })
	want := digest(t, NewSeason(runs, Knowledge{}, DefaultOptions()))
	s := &memoryStore{}
	laid := slices.Clone(runs)
	for i := range laid {
		laid[i].Recording.LayDown(s)
	}
	judged := NewSeason(laid, Knowledge{}, DefaultOptions())
	if got := digest(t, judged); got != want {
		t.Error("another season than from memory")
	}
	s.lost = true
	NewSeason(laid, Knowledge{}, DefaultOptions())
}

// TestLaidRunIsSmall holds what a run takes in memory, of which there may be ten
// thousand, and what judging it allocates.
func TestLaidRunIsSmall(t *testing.T) {
	runs := plan(25, func(int) float64 { return .02 })
	laid := make([]Run, 0, len(runs))
	s := &memoryStore{bytes: make([]byte, 0, 4<<20)}
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	for i := range runs {
		runs[i].Recording.LayDown(s)
	}
	laid = append(laid, runs...)
	before := heap()
	for i := range runs {
		laid[i].Recording = runs[i].Recording.Whole()
		laid[i].Recording.measures = nil
		laid[i].Recording.LayDown(s)
	}
	per := (float64(heap()) - float64(before)) / float64(len(runs))
	if most := 1200.; per > most {
		t.Errorf("%.0f bytes beside the run itself, want at most %.0f", per, most)
	}
	runtime.KeepAlive(laid)
	runtime.KeepAlive(runs)

	n := testing.AllocsPerRun(1, func() { NewSeason(laid, Knowledge{}, DefaultOptions()) }) / float64(len(runs))
	if n > 110 {
		t.Errorf("%.0f allocations a run, want at most 110", n)
	}
}
