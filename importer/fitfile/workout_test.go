package fitfile

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"easyday/importer/activity"
)

func TestWorkoutSteps(t *testing.T) {
	for _, big := range []bool{false, true} {
		b := &builder{big: big}
		b.fileID(4)
		b.define(3, messageWorkoutStep, nil, field{0, 7, baseString}, field{1, 1, baseEnum}, field{2, 4, baseUint32},
			field{4, 4, baseUint32}, field{7, 1, baseEnum})
		b.data(3, "Easy\x00\x00\x00", uint8(0), uint32(600_000), invalid32, uint8(2)) // ten minutes, warm-up
		b.data(3, "\x00\x00\x00\x00\x00\x00\x00", uint8(1), uint32(40_000), invalid32, uint8(0))
		b.data(3, "\x00\x00\x00\x00\x00\x00\x00", uint8(5), invalid32, invalid32, uint8(1)) // rest until the button
		b.data(3, "\x00\x00\x00\x00\x00\x00\x00", uint8(6), uint32(1), uint32(8), uint8(255))
		b.records(t0, 20)
		b.session(t0, 19, 1, 3)
		want := []activity.WorkoutStep{
			{Name: "Easy", Intensity: "warmup", Duration: 600, Distance: nan},
			{Intensity: "active", Duration: nan, Distance: 400},
			{Intensity: "rest", Duration: nan, Distance: nan},
			{Duration: nan, Distance: nan, From: 1, Times: 8},
		}
		if d := cmp.Diff(want, decode(t, b.bytes())[0].Workout, cmpopts.EquateNaNs()); d != "" {
			t.Errorf("big-endian %v (-want +got):\n%s", big, d)
		}
	}
}
