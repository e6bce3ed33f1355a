package fitfile

import (
	"testing"

	"easyday/importer/activity"
)

func BenchmarkDecodeHour(b *testing.B) {
	data := hourRun(b)
	var buffer activity.Buffer
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		buffer.Reset()
		if _, err := Decode(data, activity.Hints{Buffer: &buffer}); err != nil {
			b.Fatal(err)
		}
	}
}

func benchmarkReader(b *testing.B, read reader) {
	data := hourRun(b)
	parts, _, err := split(data)
	if err != nil {
		b.Fatal(err)
	}
	look := survey(parts[0].body)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := read(&parts[0], &look); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTormoder(b *testing.B)  { benchmarkReader(b, readTormoder) }
func BenchmarkMuktihari(b *testing.B) { benchmarkReader(b, readMuktihari) }

func BenchmarkSurvey(b *testing.B) {
	data := hourRun(b)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		parts, _, err := split(data)
		if err != nil {
			b.Fatal(err)
		}
		if look := survey(parts[0].body); look.records != 3601 {
			b.Fatal(look.records)
		}
	}
}

// TestAllocations bounds the allocations of decoding an hour at one record a
// second. tormoder/fit makes a few for every record; the rest of the work, and
// muktihari/fit, make a number that does not depend on the records.
func TestAllocations(t *testing.T) {
	data := hourRun(t)
	var buffer activity.Buffer
	whole := testing.AllocsPerRun(5, func() {
		buffer.Reset()
		if _, err := Decode(data, activity.Hints{Buffer: &buffer}); err != nil {
			t.Fatal(err)
		}
	})
	parts, _, err := split(data)
	if err != nil {
		t.Fatal(err)
	}
	look := survey(parts[0].body)
	reading := testing.AllocsPerRun(5, func() {
		if _, err := readTormoder(&parts[0], &look); err != nil {
			t.Fatal(err)
		}
	})
	second := testing.AllocsPerRun(5, func() {
		if _, err := readMuktihari(&parts[0], &look); err != nil {
			t.Fatal(err)
		}
	})
	t.Logf("whole %v, tormoder %v, muktihari %v", whole, reading, second)
	if bound := 8.0 * 3601; whole > bound {
		t.Errorf("Decode: %v allocations, bound %v", whole, bound)
	}
	if rest := whole - reading; rest > 100 {
		t.Errorf("Decode beside tormoder/fit: %v allocations, bound 100", rest)
	}
	if second > 100 {
		t.Errorf("muktihari/fit: %v allocations, bound 100", second)
	}
}
