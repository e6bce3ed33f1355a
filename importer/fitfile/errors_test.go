package fitfile

import (
	"errors"
	"runtime"
	"slices"
	"testing"

	"easyday/importer/activity"
)

func TestErrors(t *testing.T) {
	settings := new(builder)
	settings.fileID(2)
	course := new(builder)
	course.fileID(6)
	course.records(t0, 5)
	empty := new(builder)
	empty.fileID(4)
	timeless := new(builder)
	timeless.fileID(4)
	timeless.define(2, messageRecord, nil, field{recordHeartRate, 1, baseUint8})
	timeless.data(2, uint8(140))
	undefined := new(builder)
	undefined.data(0)
	run := simpleRun(10).bytes()

	for _, tt := range []struct {
		name string
		data []byte
		kind error
		want string
	}{
		{"empty", nil, activity.ErrFormat, "byte 0: an empty file: damaged file"},
		{"zip", []byte("PK\x03\x04 and more of it"), activity.ErrFormat, "byte 0: no FIT header: damaged file"},
		{"settings", settings.bytes(), activity.ErrNotActivity, "settings: not an activity"},
		{"course", course.bytes(), activity.ErrNotActivity, "a course: not an activity"},
		{"no records", empty.bytes(), activity.ErrNotActivity, "an activity file without records: not an activity"},
		{"no times", timeless.bytes(), activity.ErrNotActivity, "an activity file whose records have no time: not an activity"},
		{"undefined message", undefined.bytes(), activity.ErrFormat, "byte 14: a message of no defined kind: damaged file"},
		{"header alone", run[:14], activity.ErrFormat, "byte 14: the file ends before it states its type: damaged file"},
		{"cut before the records", run[:46], activity.ErrFormat, "byte 46: the file ends before the first record: damaged file"},
	} {
		got, err := Decode(tt.data, activity.Hints{})
		if err == nil {
			t.Errorf("%s: %d activities, want an error", tt.name, len(got))
			continue
		}
		if !errors.Is(err, tt.kind) || err.Error() != tt.want {
			t.Errorf("%s: error %q, want %q", tt.name, err, tt.want)
		}
		var place *activity.PlaceError
		if got := errors.As(err, &place); got != errors.Is(tt.kind, activity.ErrFormat) {
			t.Errorf("%s: names a place: %v", tt.name, got)
		}
	}
}

// TestMemory holds the bound on memory for files of very many, very small
// messages.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	many := func(message uint16, n int) []byte {
		b := new(builder)
		b.fileID(4)
		b.session(t0, 9, 1, 0)
		b.define(2, message, nil)
		b.body = append(b.body, slices.Repeat([]byte{2}, n)...)
		return b.bytes()
	}
	compressed := new(builder)
	compressed.fileID(4)
	compressed.session(t0, 9, 1, 0)
	compressed.define(2, messageRecord, nil)
	for i := range 1_000_000 {
		compressed.body = append(compressed.body, 0xC0|byte(i&0x1F))
	}
	huge := simpleRun(10).bytes()
	copy(huge[4:8], "\xff\xff\xff\x7f")

	for name, data := range map[string][]byte{
		"records without fields": many(messageRecord, 1_000_000),
		"sessions":               many(messageSession, 1_000_000),
		"laps":                   many(messageLap, 1_000_000),
		"field descriptions":     many(messageFieldDescription, 1_000_000),
		"unknown messages":       many(0xFF00, 1_000_000),
		"compressed":             compressed.bytes(),
		"size of two gigabytes":  huge,
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		activities, err := Decode(data, activity.Hints{})
		runtime.GC()
		runtime.ReadMemStats(&after)
		held := int64(after.HeapAlloc) - int64(before.HeapAlloc)
		if bound := int64(40*len(data) + 32<<20); held > bound {
			t.Errorf("%s: %d bytes held for %d, bound %d", name, held, len(data), bound)
		}
		if err != nil && !errors.Is(err, activity.ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
		runtime.KeepAlive(activities)
	}
}
