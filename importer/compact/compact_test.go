package compact_test

import (
	"errors"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"easyday/importer/compact"
)

type word string

type lap struct {
	From, To float64
	Word     word
}

type plain struct {
	On      bool
	N       int
	Small   int8
	Lasting time.Duration
	Count   uint16
	Half    float32
	Whole   float64
	Name    string
	At      time.Time
	Laps    []lap
	Pair    [2]float64
	Columns [2][]float32
	Moving  []bool
	Raw     []byte
	Names   []string
}

func sample() plain {
	return plain{
		On: true, N: -7, Small: -128, Lasting: 90 * time.Minute, Count: 65535, Half: 1.5, Whole: math.Pi,
		Name: "Abendlauf – ü", At: time.Date(2025, 3, 4, 6, 12, 0, 7, time.UTC),
		Laps: []lap{{0, 61.5, "active"}, {}}, Pair: [2]float64{math.Inf(1), math.NaN()},
		Columns: [2][]float32{{1, float32(math.NaN()), -0.5}, nil},
		Moving:  []bool{true, false, false, true, true, false, true, false, true},
		Raw:     []byte{0, 255}, Names: []string{"", "b"},
	}
}

var compare = cmp.Options{cmp.AllowUnexported(plain{}), cmp.Comparer(func(a, b float64) bool {
	return math.Float64bits(a) == math.Float64bits(b)
}), cmp.Comparer(func(a, b float32) bool { return math.Float32bits(a) == math.Float32bits(b) })}

func encode(t testing.TB, v any) []byte {
	t.Helper()
	b, err := compact.Append(nil, v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestThereAndBack(t *testing.T) {
	empty := plain{Laps: []lap{}, Names: []string{}, Moving: []bool{}, Raw: []byte{}, Whole: math.Copysign(0, -1)}
	for name, want := range map[string]plain{"full": sample(), "zero": {}, "empty slices": empty} {
		t.Run(name, func(t *testing.T) {
			got := plain{N: 1, Names: []string{"left over"}}
			if err := compact.Decode(encode(t, want), &got); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, got, compare); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestBytes holds the form itself, so that it cannot change unseen.
func TestBytes(t *testing.T) {
	v := struct {
		On     bool
		N      int
		Half   float32
		Name   string
		Moving []bool
		None   []float32
	}{true, -1, 1, "ab", []bool{true, false, true}, nil}
	want := []byte{1, 1, 0, 0, 0x80, 0x3f, 2, 'a', 'b', 4, 5, 0}
	if d := cmp.Diff(want, encode(t, v)); d != "" {
		t.Error(d)
	}
}

// TestEveryPrefixIsDamaged cuts the bytes everywhere, and adds one.
func TestEveryPrefixIsDamaged(t *testing.T) {
	whole := encode(t, sample())
	for n := range whole {
		var got plain
		if err := compact.Decode(whole[:n], &got); !errors.Is(err, compact.ErrDamaged) {
			t.Fatalf("%d of %d bytes: %v", n, len(whole), err)
		}
	}
	var got plain
	if err := compact.Decode(append(whole, 0), &got); !errors.Is(err, compact.ErrDamaged) {
		t.Errorf("a byte too many: %v", err)
	}
}

func TestHugeLengths(t *testing.T) {
	huge := []byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1}
	for _, into := range []any{new([]float32), new([]bool), new([]lap), new(string), new([]byte), new([][]string)} {
		if err := compact.Decode(huge, into); !errors.Is(err, compact.ErrDamaged) {
			t.Errorf("%T: %v", into, err)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, v := range []any{nil, map[string]int{}, new(int), struct{ M map[int]int }{}, []struct{}{{}}, func() {}} {
		if _, err := compact.Append(nil, v); err == nil {
			t.Errorf("%T was written", v)
		}
	}
	if err := compact.Decode(nil, plain{}); err == nil {
		t.Error("decoded into a value that is no pointer")
	}
}

// TestAnyValue draws values at random: each must come back as it was.
func TestAnyValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := plain{
			On: rapid.Bool().Draw(t, "on"), N: rapid.Int().Draw(t, "n"), Whole: rapid.Float64().Draw(t, "whole"),
			Half: rapid.Float32().Draw(t, "half"), Name: rapid.String().Draw(t, "name"),
			At:     time.Unix(rapid.Int64Range(-1e12, 1e12).Draw(t, "s"), rapid.Int64Range(0, 1e9-1).Draw(t, "ns")).UTC(),
			Moving: rapid.SliceOf(rapid.Bool()).Draw(t, "moving"), Raw: rapid.SliceOf(rapid.Byte()).Draw(t, "raw"),
		}
		want.Columns[1] = rapid.SliceOf(rapid.Float32()).Draw(t, "column")
		b, err := compact.Append(nil, want)
		if err != nil {
			t.Fatal(err)
		}
		var got plain
		if err := compact.Decode(b, &got); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got, compare); d != "" {
			t.Error(d)
		}
	})
}

// FuzzDecode must neither panic nor take more memory than bytes allow; what it
// does read is written as the same value again.
func FuzzDecode(f *testing.F) {
	f.Add(encode(f, sample()))
	f.Add(encode(f, plain{}))
	f.Fuzz(func(t *testing.T, data []byte) {
		var v, again plain
		if compact.Decode(data, &v) != nil {
			return
		}
		if err := compact.Decode(encode(t, v), &again); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(v, again, compare); d != "" {
			t.Error(d)
		}
	})
}
