package fitfile

import (
	"math"

	"github.com/muktihari/fit/proto"
)

// integer is a type a recording's numbers have.
type integer interface {
	~uint8 | ~uint16 | ~uint32 | ~int8 | ~int32
}

// set sets a field from a value of whatever type the file states, and leaves it
// as it is where the value is not recorded or does not fit.
func set[T integer](field *T, v proto.Value) {
	if x, ok := number(v); ok {
		setNumber(field, x)
	}
}

// setTime sets a time; 0 is none.
func setTime(field *uint32, v proto.Value) {
	if x, ok := number(v); ok && x != 0 {
		setNumber(field, x)
	}
}

// setNumber sets a field to the nearest integer, and leaves it as it is where
// that does not fit.
func setNumber[T integer](field *T, x float64) {
	x = math.RoundToEven(x)
	// Within uint32 and int32, so that the conversions below are exact.
	if !(x >= math.MinInt32 && x <= math.MaxUint32) {
		return
	}
	if n := T(int64(x)); float64(n) == x {
		*field = n
	}
}

// number is a value, or the first of several, as a number; ok is false where it
// is not recorded or no number.
func number(v proto.Value) (x float64, ok bool) {
	switch v.Type() {
	case proto.TypeUint8:
		n := v.Uint8()
		return float64(n), n != math.MaxUint8
	case proto.TypeInt8:
		n := v.Int8()
		return float64(n), n != math.MaxInt8
	case proto.TypeUint16:
		n := v.Uint16()
		return float64(n), n != math.MaxUint16
	case proto.TypeInt16:
		n := v.Int16()
		return float64(n), n != math.MaxInt16
	case proto.TypeUint32:
		n := v.Uint32()
		return float64(n), n != math.MaxUint32
	case proto.TypeInt32:
		n := v.Int32()
		return float64(n), n != math.MaxInt32
	case proto.TypeUint64:
		n := v.Uint64()
		return float64(n), n != math.MaxUint64
	case proto.TypeInt64:
		n := v.Int64()
		return float64(n), n != math.MaxInt64
	case proto.TypeFloat32:
		f := float64(v.Float32())
		return f, !math.IsNaN(f) && !math.IsInf(f, 0)
	case proto.TypeFloat64:
		f := v.Float64()
		return f, !math.IsNaN(f) && !math.IsInf(f, 0)
	case proto.TypeSliceUint8:
		return first(v.SliceUint8(), math.MaxUint8)
	case proto.TypeSliceInt8:
		return first(v.SliceInt8(), math.MaxInt8)
	case proto.TypeSliceUint16:
		return first(v.SliceUint16(), math.MaxUint16)
	case proto.TypeSliceInt16:
		return first(v.SliceInt16(), math.MaxInt16)
	case proto.TypeSliceUint32:
		return first(v.SliceUint32(), math.MaxUint32)
	case proto.TypeSliceInt32:
		return first(v.SliceInt32(), math.MaxInt32)
	}
	return 0, false
}

// first is the first of several values, where it is recorded.
func first[T integer | ~int16](values []T, invalid T) (float64, bool) {
	if len(values) == 0 || values[0] == invalid {
		return 0, false
	}
	return float64(values[0]), true
}

// text is a value that is text; empty where it is none.
func text(v proto.Value) string {
	switch v.Type() {
	case proto.TypeString:
		return v.String()
	case proto.TypeSliceString:
		if s := v.SliceString(); len(s) > 0 {
			return s[0]
		}
	}
	return ""
}
