package fitfile

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"easyday/importer/activity"
)

// storedHeart writes what a strap stored: a beat at t0-10 that sets the clock,
// then beats of 100, 101, ... bpm half a second apart from t0 on, six of them.
func storedHeart(b *builder, big bool) {
	const clock = 4090 // of the first beat, just before its lower bits roll over
	b.big = big
	b.define(10, messageHeartRate, nil, field{253, 4, baseUint32}, field{strapEvent, 4, baseUint32}, field{strapFraction, 2, baseUint16}, field{strapRate, 1, baseUint8})
	b.data(10, t0-10, uint32(clock), uint16(0), uint8(90))
	b.define(11, messageHeartRate, nil, field{strapEvent, 4, baseUint32}, field{strapRate, 1, baseUint8})
	b.data(11, uint32(clock+10*1024), uint8(100))
	b.define(12, messageHeartRate, nil, field{strapRate, 6, baseUint8}, field{strapEvent12, 9, baseByte})
	var packed []byte
	for i := uint32(0); i < 6; i += 2 {
		x, y := (clock+10*1024+512*(i+1))&0xFFF, (clock+10*1024+512*(i+2))&0xFFF
		packed = append(packed, byte(x), byte(x>>8)|byte(y&0x0F)<<4, byte(y>>4))
	}
	b.data(12, []byte{101, 102, 103, 0, 105, 255}, packed)
}

// TestStoredHeartRate holds which records get which beats, whether these lie in
// the run's own part or in one after it.
func TestStoredHeartRate(t *testing.T) {
	run := func(b *builder) {
		b.fileID(4)
		b.define(2, messageRecord, nil, field{253, 4, baseUint32}, field{recordHeartRate, 1, baseUint8})
		for i, own := range []uint8{255, 0, 160, 255, 255, 255, 255, 255} {
			b.data(2, t0+uint32(i), own)
		}
		b.session(t0, 7, 1, 0)
	}
	for _, tt := range []struct {
		name string
		data func() []byte
	}{
		{"in its own part", func() []byte { b := new(builder); run(b); storedHeart(b, false); return b.bytes() }},
		{"before the records", func() []byte {
			b := new(builder)
			b.fileID(4)
			storedHeart(b, false)
			run(b)
			return b.bytes()
		}},
		{"big-endian", func() []byte { b := &builder{big: true}; run(b); storedHeart(b, true); return b.bytes() }},
		{"in a part after it", func() []byte {
			b, heart := new(builder), new(builder)
			run(b)
			storedHeart(heart, false)
			return slices.Concat(b.bytes(), heart.bytes())
		}},
	} {
		a := decode(t, tt.data())
		if len(a) != 1 {
			t.Errorf("%s: %d activities", tt.name, len(a))
			continue
		}
		// At t0 the beat of that moment; at t0+1 those of half a second and
		// one; at t0+2 the record's own; at t0+3 that of 2.5 s, which holds
		// for the next two; from t0+6 on it is too long ago.
		want := []float64{100, 102, 160, 105, 105, 105, nan, nan}
		if d := cmp.Diff(want, a[0].Samples.HeartRate, cmpopts.EquateNaNs()); d != "" {
			t.Errorf("%s: heart rate (-want +got):\n%s", tt.name, d)
		}
		if d := cmp.Diff([]string{storedHeartRate}, codes(a[0].Notes)); d != "" || a[0].Notes[0].Count != 5 {
			t.Errorf("%s: notes %v", tt.name, a[0].Notes)
		}
		if a[0].Device.HeartRateSource != activity.HeartRateStrap {
			t.Errorf("%s: source %q", tt.name, a[0].Device.HeartRateSource)
		}
	}
}

// TestStoredHeartRateUnanchored holds that beats without a time are left out.
func TestStoredHeartRateUnanchored(t *testing.T) {
	b := simpleRun(3)
	b.define(11, messageHeartRate, nil, field{strapEvent, 4, baseUint32}, field{strapRate, 1, baseUint8})
	b.data(11, uint32(1024), uint8(100))
	parts, _, err := split(b.bytes())
	if err != nil {
		t.Fatal(err)
	}
	if l := survey(parts[0].body); len(l.beats) != 0 || l.storedHeartRate != 1 {
		t.Errorf("%d beats of %d messages", len(l.beats), l.storedHeartRate)
	}
}

// TestStoredTotals holds the stored heart rate of real recordings against the
// device's own average, which it makes over a little less than the recording.
func TestStoredTotals(t *testing.T) {
	seen := 0
	for name, data := range fitFiles(t, sharedData(t, "fixtures")) {
		activities, err := Decode(data, activity.Hints{})
		if err != nil {
			continue
		}
		for i := range activities {
			a := &activities[i]
			if !slices.Contains(codes(a.Notes), storedHeartRate) {
				continue
			}
			seen++
			sum, n := 0.0, 0.0
			for _, v := range a.Samples.HeartRate {
				if v > 0 {
					sum, n = sum+v, n+1
				}
			}
			if mean := sum / n; mean < a.Totals.AverageHeartRate-7 || mean > a.Totals.AverageHeartRate+3 {
				t.Errorf("%s: mean %.1f, device %.0f", name, mean, a.Totals.AverageHeartRate)
			}
		}
	}
	if seen < 6 {
		t.Errorf("stored heart rate in %d recordings, want 6", seen)
	}
}
