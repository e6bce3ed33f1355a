package fitfile

import (
	"math"

	"github.com/muktihari/fit/profile/typedef"

	"easyday/importer/activity"
)

// maxSteps is how many workout steps of a part are kept; watches take up to a
// hundred.
const maxSteps = 200

// workoutStep reads a workout step message.
func (d *definition) workoutStep(message []byte) activity.WorkoutStep {
	s := activity.WorkoutStep{
		Name:      plainText(d.text(message, 0)),
		Intensity: intensityWord(d.enum(message, 7)),
		Duration:  math.NaN(), Distance: math.NaN(),
	}
	value, target := d.long(message, 2), d.long(message, 4)
	switch typedef.WktStepDuration(d.enum(message, 1)) {
	case typedef.WktStepDurationTime:
		s.Duration = scaled(value, 1000)
	case typedef.WktStepDurationDistance:
		s.Distance = scaled(value, 100)
	case typedef.WktStepDurationRepeatUntilStepsCmplt:
		if value < maxSteps && target != invalid32 {
			s.From, s.Times = int(value), int(min(target, math.MaxInt16))
		}
	}
	return s
}

// long is a field of four bytes, invalid32 where the message has none.
func (d *definition) long(message []byte, number byte) uint32 {
	if b := d.field(message, number); len(b) == 4 {
		return d.order().Uint32(b)
	}
	return invalid32
}
