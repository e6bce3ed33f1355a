// Package compact writes plain values as bytes and reads them back: structs of
// numbers, strings, times and columns, as they are kept in the cache.
//
// The form is little-endian and the same on every machine and in every process.
// Fields stand in the order they are declared in, without names, so bytes can
// only be read into the type they were written from.
// A number reads back as itself, −0 and NaN too, and a nil slice as nil.
//
//   - bool: one byte, 0 or 1; a []bool: eight to a byte
//   - int, uint: a varint as in encoding/binary
//   - float32, float64: 4 or 8 bytes; columns of them lie in one piece
//   - string: its length as a uvarint and its bytes
//   - slice: 0 where nil, else its length + 1 as a uvarint, and its elements
//   - time.Time: seconds since 1970 and nanoseconds, as varints; read as UTC
//   - array, struct: their elements or exported fields one after the other
//
// Other kinds, maps and pointers among them, are refused. Unexported fields are
// left out.
package compact

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"time"
)

// ErrDamaged is wrapped by the errors of Decode for bytes that cannot have been
// written by Append from the same type.
var ErrDamaged = errors.New("damaged")

// Append appends the bytes of v to b. The error is that of a kind that is not
// plain.
func Append(b []byte, v any) ([]byte, error) {
	if v == nil {
		return b, errors.New("nil is no plain value")
	}
	return appendValue(b, reflect.ValueOf(v))
}

// Decode fills what into points to from bytes written by Append. All of data
// must be used. It never holds more than a small multiple of len(data), however
// damaged data is.
func Decode(data []byte, into any) error {
	p := reflect.ValueOf(into)
	if p.Kind() != reflect.Pointer || p.IsNil() {
		return fmt.Errorf("decoding into a %T, which is no pointer", into)
	}
	r := reader{data: data}
	if err := r.value(p.Elem()); err != nil {
		return err
	}
	if len(r.data) > 0 {
		return fmt.Errorf("%w: %d bytes too many", ErrDamaged, len(r.data))
	}
	return nil
}

func isTime(t reflect.Type) bool { return t == reflect.TypeFor[time.Time]() }

func appendValue(b []byte, v reflect.Value) ([]byte, error) {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1), nil
		}
		return append(b, 0), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return binary.AppendVarint(b, v.Int()), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return binary.AppendUvarint(b, v.Uint()), nil
	case reflect.Float32:
		return binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(v.Float()))), nil
	case reflect.Float64:
		return binary.LittleEndian.AppendUint64(b, math.Float64bits(v.Float())), nil
	case reflect.String:
		b = binary.AppendUvarint(b, uint64(v.Len()))
		return append(b, v.String()...), nil
	case reflect.Slice:
		return appendSlice(b, v)
	case reflect.Array:
		return appendElements(b, v)
	case reflect.Struct:
		return appendStruct(b, v)
	}
	return b, fmt.Errorf("%s is no plain value", v.Type())
}

func appendSlice(b []byte, v reflect.Value) ([]byte, error) {
	if v.IsNil() {
		return append(b, 0), nil
	}
	b = binary.AppendUvarint(b, uint64(v.Len())+1)
	switch column := v.Interface().(type) {
	case []float32:
		for _, x := range column {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
		}
		return b, nil
	case []byte:
		return append(b, column...), nil
	case []bool:
		for i, x := range column {
			if i%8 == 0 {
				b = append(b, 0)
			}
			if x {
				b[len(b)-1] |= 1 << (i % 8)
			}
		}
		return b, nil
	}
	if least(v.Type().Elem()) == 0 {
		return b, fmt.Errorf("%s is no plain value: its elements take no bytes", v.Type())
	}
	return appendElements(b, v)
}

func appendElements(b []byte, v reflect.Value) ([]byte, error) {
	var err error
	for i := range v.Len() {
		if b, err = appendValue(b, v.Index(i)); err != nil {
			return b, err
		}
	}
	return b, nil
}

func appendStruct(b []byte, v reflect.Value) ([]byte, error) {
	if isTime(v.Type()) {
		t, _ := v.Interface().(time.Time)
		b = binary.AppendVarint(b, t.Unix())
		return binary.AppendUvarint(b, uint64(t.Nanosecond())), nil
	}
	var err error
	for i := range v.NumField() {
		if !v.Type().Field(i).IsExported() {
			continue
		}
		if b, err = appendValue(b, v.Field(i)); err != nil {
			return b, fmt.Errorf("%s: %w", v.Type().Field(i).Name, err)
		}
	}
	return b, nil
}

// least is the fewest bytes a value of a type takes.
func least(t reflect.Type) int {
	switch t.Kind() {
	case reflect.Float32:
		return 4
	case reflect.Float64:
		return 8
	case reflect.Array:
		return t.Len() * least(t.Elem())
	case reflect.Struct:
		if isTime(t) {
			return 2
		}
		n := 0
		for i := range t.NumField() {
			if t.Field(i).IsExported() {
				n += least(t.Field(i).Type)
			}
		}
		return n
	}
	return 1
}
