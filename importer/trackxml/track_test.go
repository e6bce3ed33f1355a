package trackxml

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"easyday/importer/activity"
)

// begin is a moment in 2025, in microseconds since 1970.
const begin = 1.7e15

// recorded is an activity with samples at seconds after begin, each with its
// place in the file as heart rate.
func recorded(seconds ...float64) *activity.Activity {
	var b *activity.Buffer
	a := &activity.Activity{Samples: b.Samples(len(seconds))}
	for i, s := range seconds {
		a.Samples.Time[i] = begin + s*1e6
		a.Samples.HeartRate[i] = float64(i)
	}
	return a
}

func TestSettle(t *testing.T) {
	const year = 365 * 86400
	tests := []struct {
		name     string
		seconds  []float64
		segments []Segment
		times    []float64
		from     []float64 // the place in the file of each sample
		pauses   []activity.Interval
		code     string
		count    int
	}{
		{"in order", []float64{0, 1, 2}, []Segment{{0, 3}}, []float64{0, 1, 2}, []float64{0, 1, 2}, nil, "", 0},
		{"jitter", []float64{0, 3, 1, 4}, []Segment{{0, 4}}, []float64{0, 1, 3, 4}, []float64{0, 2, 1, 3}, nil, "order", 1},
		{"jitter across segments", []float64{0, 3, 1, 4}, []Segment{{0, 2}, {2, 4}}, []float64{0, 1, 3, 4}, []float64{0, 2, 1, 3}, nil, "order", 1},
		{"equal times stay in order", []float64{1, 1, 0}, []Segment{{0, 3}}, []float64{0, 1, 1}, []float64{2, 0, 1}, nil, "order", 1},
		{
			"segments the wrong way round",
			[]float64{100, 101, 0, 1},
			[]Segment{{0, 2}, {2, 4}},
			[]float64{0, 1, 100, 101},
			[]float64{2, 3, 0, 1},
			[]activity.Interval{{From: 1, To: 100}},
			"order", 1,
		},
		{"set back", []float64{0, 60, 120, 30, 90}, []Segment{{0, 5}}, []float64{0, 60, 120}, []float64{0, 1, 2}, nil, "order", 2},
		{"ahead", []float64{0, 500, 60, 120, 180}, []Segment{{0, 5}}, []float64{0, 60, 120, 180}, []float64{0, 2, 3, 4}, nil, "order", 1},
		{
			"a stranger in a segment of its own",
			[]float64{0, 1, 2 * year, 60, 61},
			[]Segment{{0, 2}, {2, 3}, {3, 5}},
			[]float64{0, 1, 60, 61},
			[]float64{0, 1, 3, 4},
			[]activity.Interval{{From: 1, To: 60}},
			"clock", 1,
		},
		{"strangers on both sides", []float64{-year, 0, 1, 2, 3, year, 2 * year}, []Segment{{0, 7}}, []float64{0, 1, 2, 3}, []float64{1, 2, 3, 4}, nil, "clock", 3},
		{
			"too many to be strangers",
			[]float64{0, 1, 2, 3, year, year + 1, year + 2, year + 3},
			[]Segment{{0, 8}},
			[]float64{0, 1, 2, 3, year, year + 1, year + 2, year + 3},
			[]float64{0, 1, 2, 3, 4, 5, 6, 7},
			nil, "", 0,
		},
		{"before all clocks", []float64{-50 * year, 0, 1}, []Segment{{0, 3}}, []float64{0, 1}, []float64{1, 2}, nil, "clock", 1},
		{"no clock at all", []float64{-50 * year, -50*year + 1}, []Segment{{0, 2}}, []float64{0, 1}, []float64{0, 1}, nil, "clock", 2},
		{
			"breaks",
			[]float64{0, 1, 2, 3, 10, 11, 13, 14},
			[]Segment{{0, 4}, {4, 6}, {6, 8}},
			[]float64{0, 1, 2, 3, 10, 11, 13, 14},
			[]float64{0, 1, 2, 3, 4, 5, 6, 7},
			[]activity.Interval{{From: 3, To: 10}},
			"", 0,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := recorded(tt.seconds...)
			Settle(a, tt.segments)
			if err := a.Check(); err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff(tt.times, a.Samples.Time); diff != "" {
				t.Errorf("times (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.from, a.Samples.HeartRate); diff != "" {
				t.Errorf("samples (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.pauses, a.Pauses); diff != "" {
				t.Errorf("pauses (-want +got):\n%s", diff)
			}
			var code string
			var count int
			if len(a.Notes) > 0 {
				code, count = a.Notes[0].Code, a.Notes[0].Count
			}
			if code != tt.code || count != tt.count || len(a.Notes) > 1 {
				t.Errorf("notes %+v, want %q with %d", a.Notes, tt.code, tt.count)
			}
			if want := int64(begin) + int64(tt.seconds[int(tt.from[0])]*1e6); a.Start.UnixMicro() != want {
				t.Errorf("start %v", a.Start)
			}
		})
	}
}

// TestSettleAnything holds that any times and segments come out sound.
func TestSettleAnything(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	for range 5000 {
		n := 1 + random.IntN(30)
		seconds := make([]float64, n)
		at := 0.0
		for i := range seconds {
			at += float64(random.IntN(5))
			switch random.IntN(12) {
			case 0:
				at -= float64(random.IntN(100))
			case 1:
				seconds[i] = at + float64(random.IntN(7)-3)*1e9
				continue
			}
			seconds[i] = at
		}
		var segments []Segment
		for from := 0; from < n; {
			to := min(n, from+1+random.IntN(10))
			segments = append(segments, Segment{from, to})
			from = to
		}
		a := recorded(seconds...)
		Settle(a, segments)
		if err := a.Check(); err != nil {
			t.Fatalf("%v %v: %v", seconds, segments, err)
		}
		if a.Samples.Len() == 0 || a.Samples.Time[0] != 0 {
			t.Fatalf("%v %v: %v", seconds, segments, a.Samples.Time)
		}
		from := slices.Clone(a.Samples.HeartRate)
		slices.Sort(from)
		if len(slices.Compact(from)) != a.Samples.Len() {
			t.Fatalf("%v %v: a sample twice: %v", seconds, segments, a.Samples.HeartRate)
		}
	}
}

func TestSettleNothing(t *testing.T) {
	var a activity.Activity
	Settle(&a, nil)
	if !a.Start.IsZero() || a.Pauses != nil || a.Notes != nil {
		t.Errorf("%+v", a)
	}
}
