package compact

import (
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
	"time"
)

// reader takes values off the front of data.
type reader struct{ data []byte }

// take is the next n bytes.
func (r *reader) take(n int) ([]byte, error) {
	if n < 0 || n > len(r.data) {
		return nil, fmt.Errorf("%w: %d bytes wanted, %d left", ErrDamaged, n, len(r.data))
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b, nil
}

func (r *reader) uvarint() (uint64, error) {
	v, n := binary.Uvarint(r.data)
	if n <= 0 {
		return 0, fmt.Errorf("%w: no number", ErrDamaged)
	}
	r.data = r.data[n:]
	return v, nil
}

func (r *reader) varint() (int64, error) {
	v, n := binary.Varint(r.data)
	if n <= 0 {
		return 0, fmt.Errorf("%w: no number", ErrDamaged)
	}
	r.data = r.data[n:]
	return v, nil
}

func (r *reader) value(v reflect.Value) error {
	switch v.Kind() {
	case reflect.Bool:
		b, err := r.take(1)
		if err != nil {
			return err
		}
		if b[0] > 1 {
			return fmt.Errorf("%w: a bool of %d", ErrDamaged, b[0])
		}
		v.SetBool(b[0] == 1)
		return nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, err := r.varint()
		if err == nil && v.OverflowInt(n) {
			err = fmt.Errorf("%w: %d is too large", ErrDamaged, n)
		}
		v.SetInt(n)
		return err
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		n, err := r.uvarint()
		if err == nil && v.OverflowUint(n) {
			err = fmt.Errorf("%w: %d is too large", ErrDamaged, n)
		}
		v.SetUint(n)
		return err
	case reflect.Float32:
		b, err := r.take(4)
		if err == nil {
			v.SetFloat(float64(math.Float32frombits(binary.LittleEndian.Uint32(b))))
		}
		return err
	case reflect.Float64:
		b, err := r.take(8)
		if err == nil {
			v.SetFloat(math.Float64frombits(binary.LittleEndian.Uint64(b)))
		}
		return err
	case reflect.String:
		b, err := r.counted()
		v.SetString(string(b))
		return err
	case reflect.Slice:
		return r.slice(v)
	case reflect.Array:
		return r.elements(v)
	case reflect.Struct:
		return r.structure(v)
	}
	return fmt.Errorf("%s is no plain value", v.Type())
}

// counted is as many bytes as the number before them says.
func (r *reader) counted() ([]byte, error) {
	n, err := r.uvarint()
	if err != nil {
		return nil, err
	}
	if n > uint64(len(r.data)) {
		return nil, fmt.Errorf("%w: %d bytes wanted, %d left", ErrDamaged, n, len(r.data))
	}
	return r.take(int(n))
}

func (r *reader) slice(v reflect.Value) error {
	n64, err := r.uvarint()
	switch {
	case err != nil:
		return err
	case n64 == 0:
		v.SetZero()
		return nil
	}
	n64--
	elem := v.Type().Elem()
	size, most := least(elem), uint64(len(r.data))
	switch {
	case elem == reflect.TypeFor[bool]():
		most *= 8
	case size == 0:
		return fmt.Errorf("%s is no plain value: its elements take no bytes", v.Type())
	default:
		most /= uint64(size)
	}
	if n64 > most {
		return fmt.Errorf("%w: %d elements wanted, %d bytes left", ErrDamaged, n64, len(r.data))
	}
	n := int(n64)
	v.Set(reflect.MakeSlice(v.Type(), n, n))
	switch column := v.Interface().(type) {
	case []float32:
		b, err := r.take(4 * n)
		if err != nil {
			return err
		}
		for i := range column {
			column[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		}
		return nil
	case []byte:
		b, err := r.take(n)
		copy(column, b)
		return err
	case []bool:
		b, err := r.take((n + 7) / 8)
		if err != nil {
			return err
		}
		for i := range column {
			column[i] = b[i/8]>>(i%8)&1 == 1
		}
		return nil
	}
	return r.elements(v)
}

func (r *reader) elements(v reflect.Value) error {
	for i := range v.Len() {
		if err := r.value(v.Index(i)); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) structure(v reflect.Value) error {
	if isTime(v.Type()) {
		sec, err := r.varint()
		if err != nil {
			return err
		}
		nano, err := r.uvarint()
		if err != nil {
			return err
		}
		if nano >= 1e9 {
			return fmt.Errorf("%w: a time with %d nanoseconds", ErrDamaged, nano)
		}
		v.Set(reflect.ValueOf(time.Unix(sec, int64(nano)).UTC()))
		return nil
	}
	for i := range v.NumField() {
		if !v.Type().Field(i).IsExported() {
			continue
		}
		if err := r.value(v.Field(i)); err != nil {
			return fmt.Errorf("%s: %w", v.Type().Field(i).Name, err)
		}
	}
	return nil
}
