package analysis

import (
	"encoding/binary"
	"math"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"easyday/importer/activity"
	"easyday/importer/compact"
)

// sameBits compares numbers by their bits, so that NaN is NaN.
var sameBits = cmp.Options{
	cmp.Comparer(func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) }),
	cmp.Comparer(func(a, b float32) bool { return math.Float32bits(a) == math.Float32bits(b) }),
	cmp.AllowUnexported(Recording{}, measures{}),
}

func keptAndRead(t *testing.T, r *Recording) Recording {
	t.Helper()
	b, err := r.AppendBinary([]byte("before"))
	if err != nil {
		t.Fatal(err)
	}
	got := Recording{Name: "left over"}
	if err := got.UnmarshalBinary(b[len("before"):]); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestRecordingIsKept(t *testing.T) {
	runs := map[string]activity.Activity{"plain": recorded(1, false), "paused": recorded(3, true), "empty": {}}
	full := recorded(1, true)
	full.Name = "Long run – easy"
	full.Device = activity.Device{Maker: "garmin", Product: "7", Key: "a1", HeartRateSource: activity.HeartRateStrap, HeartRateKey: "b2", Barometer: true}
	full.Laps = []activity.Lap{{Start: 0, Elapsed: 600, Timer: 590, Distance: 1770, AverageHeartRate: math.NaN(), Intensity: "warmup"}}
	full.Notes = []activity.Note{{Code: "gear", Text: "gear: shoes"}, {Code: "spikes", Count: 3, Text: "3 spikes"}}
	full.Samples.HeartRate[100] = math.NaN()
	runs["full"] = full
	for name, a := range runs {
		t.Run(name, func(t *testing.T) {
			want := Summarize(&a)
			if want.measures == nil {
				want.measures = measure(&want)
			}
			if d := cmp.Diff(want, keptAndRead(t, &want), sameBits); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestNoFieldIsForgotten fills every field of a recording by reflection, those
// that are yet to be added among them.
func TestNoFieldIsForgotten(t *testing.T) {
	var want Recording
	n := 0
	fill(t, reflect.ValueOf(&want).Elem(), &n)
	want.measures = measure(&want)
	if d := cmp.Diff(want, keptAndRead(t, &want), sameBits); d != "" {
		t.Error(d)
	}
}

func fill(t *testing.T, v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(float64(*n) + .5)
	case reflect.String:
		v.SetString(string(rune('a' + *n%26)))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 3, 3))
		for i := range 3 {
			fill(t, v.Index(i), n)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Unix(int64(*n), 5).UTC()))
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(t, v.Field(i), n)
			}
		}
	default:
		t.Fatalf("a recording has a field of kind %s, which is not kept", v.Kind())
	}
}

// TestNoPositionIsKept looks for a position in every form among the bytes.
func TestNoPositionIsKept(t *testing.T) {
	a := recorded(1, false)
	for i := range a.Samples.Latitude {
		a.Samples.Latitude[i], a.Samples.Longitude[i] = 12.3456789, 98.7654321
	}
	r := Summarize(&a)
	b, err := r.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, degrees := range []float64{12.3456789, 98.7654321} {
		for i := range len(b) - 8 {
			d := math.Float64frombits(binary.LittleEndian.Uint64(b[i:]))
			f := float64(math.Float32frombits(binary.LittleEndian.Uint32(b[i:])))
			if math.Abs(d-degrees) < 1e-3 || math.Abs(f-degrees) < 1e-3 {
				t.Errorf("byte %d: %v stands there", i, degrees)
			}
		}
	}
}

func TestUnevenTraceIsRefused(t *testing.T) {
	a := recorded(1, false)
	r := Summarize(&a)
	for name, spoil := range map[string]func(*Trace){
		"grade":  func(t *Trace) { t.Grade = t.Grade[1:] },
		"moving": func(t *Trace) { t.Moving = nil },
		"at":     func(t *Trace) { t.At = nil },
	} {
		t.Run(name, func(t *testing.T) {
			bad := r
			spoil(&bad.Trace)
			b, err := bad.AppendBinary(nil)
			if err != nil {
				t.Fatal(err)
			}
			var got Recording
			if err := got.UnmarshalBinary(b); err == nil {
				t.Error("was read")
			}
		})
	}
}

// FuzzRecording reads damaged bytes: an error, or a recording whose measures
// can be taken and which is kept as the same bytes again.
func FuzzRecording(f *testing.F) {
	for _, pause := range []bool{false, true} {
		a := recorded(10, pause)
		r := Summarize(&a)
		b, err := compact.Append(nil, r)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var r Recording
		if r.UnmarshalBinary(data) != nil {
			return
		}
		if again := keptAndRead(t, &r); again.Trace.Len() != r.Trace.Len() {
			t.Error("another length")
		}
	})
}

func BenchmarkUnmarshalBinary(b *testing.B) {
	a := recorded(1, true)
	r := Summarize(&a)
	data, err := r.AppendBinary(nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		var got Recording
		if err := got.UnmarshalBinary(data); err != nil {
			b.Fatal(err)
		}
	}
}
