package importer

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"easyday/importer/activity"
)

// BenchmarkRepairs times each repair on an hour at 1 Hz.
func BenchmarkRepairs(b *testing.B) {
	var m mender
	for _, r := range []struct {
		name string
		run  func(a *activity.Activity)
	}{
		{"heartRateRange", m.heartRateRange},
		{"positions", m.positions},
		{"speeds", m.speeds},
		{"distance", func(a *activity.Activity) { m.distance(a) }},
		{"pauses", m.pauses},
		{"altitude", m.altitude},
		{"motion", m.settleMotion},
		{"heartRateFlat", m.heartRateFlat},
		{"cadenceLock", m.cadenceLock},
		{"figures", func(a *activity.Activity) { m.settleFigures(a, 0) }},
		{"all", m.mend},
	} {
		b.Run(r.name, func(b *testing.B) {
			a := steady(3600)
			m.settleMotion(a)
			b.ReportAllocs()
			for b.Loop() {
				a.Notes = a.Notes[:0]
				r.run(a)
			}
		})
	}
	b.Run("distance from positions", func(b *testing.B) {
		a := steady(3600)
		b.ReportAllocs()
		for b.Loop() {
			a.Notes = a.Notes[:0]
			for i := range a.Samples.Distance {
				a.Samples.Distance[i] = math.NaN()
			}
			m.distance(a)
		}
	})
}

// BenchmarkInflate times reading a file of 100 KB as it is and gzipped, without
// decoding it.
func BenchmarkInflate(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	data := []byte("no recording\n")
	for len(data) < 100<<10 {
		data = fmt.Appendf(data, "%.1f %d\n", 100+30*r.Float64(), r.IntN(200))
	}
	for _, name := range []string{"run.txt", "run.txt.gz"} {
		b.Run(name, func(b *testing.B) {
			content := data
			if strings.HasSuffix(name, ".gz") {
				content = gzipped(b, data)
			}
			dir := tree(b, map[string][]byte{name: content})
			all := []parser{{format: activity.FIT, sniff: func([]byte) bool { return true }, decode: func([]byte, activity.Hints) ([]activity.Activity, error) {
				return nil, activity.ErrNotActivity
			}}}
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := importWith(b.Context(), []string{dir}, Options{Jobs: 1}, all, func(*activity.Activity) int { return 0 }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestMendAllocations holds the repairs to the memory of their worker.
func TestMendAllocations(t *testing.T) {
	var m mender
	a := steady(3600)
	m.mend(a)
	if n := testing.AllocsPerRun(10, func() {
		a.Notes = a.Notes[:0]
		m.mend(a)
	}); n > 20 {
		t.Errorf("%v allocations for an hour of samples, want at most 20", n)
	}
}

// BenchmarkGroup times finding duplicates in a season of 1000 recordings, half
// of which are copies.
func BenchmarkGroup(b *testing.B) {
	var all []*candidate
	start := time.Date(2024, 1, 1, 6, 0, 0, 0, time.UTC)
	for i := range 1000 {
		r := morning(1)
		r.Start = start.Add(time.Duration(i/2) * 9 * time.Hour).Format(time.RFC3339)
		r.HeartRate += float64(i / 2 % 30)
		all = append(all, candidateOf(activity.FIT, r, byte(i)))
	}
	b.ReportAllocs()
	for b.Loop() {
		if got := len(group(all)); got != 500 {
			b.Fatalf("%d runs", got)
		}
	}
}

// BenchmarkImport times the import of a folder of 60 made-up files without the
// cost of a real parser: walking, reading, repairs, duplicates, ledger.
func BenchmarkImport(b *testing.B) {
	files := map[string][]byte{}
	for i := range 60 {
		r := morning(1 + i%28)
		r.Seconds, r.HeartRate = 3600, 130+float64(i/28)
		files[fmt.Sprintf("%d/%02d.fit", i%4, i)] = fake(activity.FIT, r)
	}
	dir := tree(b, files)
	b.ReportAllocs()
	for b.Loop() {
		if got := importFake(b, Options{}, dir); len(got.Ledger.Entries) != 60 {
			b.Fatal(len(got.Ledger.Entries))
		}
	}
}
