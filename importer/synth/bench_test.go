package synth_test

import (
	"bytes"
	"testing"

	"easyday/importer/activity"
	"easyday/importer/synth"
)

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		synth.New(synth.Steady, 1)
	}
}

// BenchmarkRecord makes one run after the other of a season.
func BenchmarkRecord(b *testing.B) {
	for _, k := range []synth.Kind{synth.Steady, synth.NoHeartRate, synth.Mountain} {
		b.Run(string(k), func(b *testing.B) {
			s := synth.New(k, 1)
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				s.Record(i % len(s.Runs))
				i++
			}
		})
	}
}

func BenchmarkWrite(b *testing.B) {
	s := synth.New(synth.Steady, 1)
	a := s.Record(3)
	for _, f := range []activity.Format{activity.FIT, activity.GPX, activity.TCX} {
		b.Run(string(f), func(b *testing.B) {
			b.ReportAllocs()
			var out bytes.Buffer
			for b.Loop() {
				out.Reset()
				if err := synth.Write(&out, &a, f); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(int64(out.Len()))
		})
	}
}
