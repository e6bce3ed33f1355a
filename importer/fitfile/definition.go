package fitfile

import (
	"encoding/binary"
	"strings"
)

// definition is the layout of a local message type.
type definition struct {
	known     bool
	bigEndian bool
	message   uint16
	size      int    // of a data message without its header byte
	fields    []byte // number, size and base type of each field
	developer []byte // number, size and developer index of each developer field
}

// endsInDefinition says that a definition message is cut off.
const endsInDefinition = "the data ends within a definition"

// parseDefinition reads the definition message that b begins with, and its
// length. stopped says why it cannot be one.
func parseDefinition(b []byte) (d definition, n int, stopped string) {
	const fixed = 6
	if len(b) < fixed {
		return d, 0, endsInDefinition
	}
	switch b[2] {
	case 0:
		d.message = binary.LittleEndian.Uint16(b[3:5])
	case 1:
		d.message, d.bigEndian = binary.BigEndian.Uint16(b[3:5]), true
	default:
		return d, 0, "a definition of unknown byte order"
	}
	n = fixed + 3*int(b[5])
	if len(b) < n {
		return d, 0, endsInDefinition
	}
	d.fields = b[fixed:n]
	if b[0]&0x20 != 0 {
		if len(b) < n+1 {
			return d, 0, endsInDefinition
		}
		end := n + 1 + 3*int(b[n])
		if len(b) < end {
			return d, 0, endsInDefinition
		}
		d.developer, n = b[n+1:end], end
	}
	for i := 1; i < len(d.fields); i += 3 {
		d.size += int(d.fields[i])
	}
	for i := 1; i < len(d.developer); i += 3 {
		d.size += int(d.developer[i])
	}
	d.known = true
	return d, n, ""
}

// second is why a message of this definition is one tormoder/fit refuses or
// reads only in part; empty where it reads it. What depends on its profile is
// left to it to refuse.
func (d *definition) second(header byte) string {
	if len(d.fields) == 0 && header&0x20 != 0 {
		return "developer fields alone" // it skips their definition
	}
	var has [256]bool
	for f := d.fields; len(f) >= 3; f = f[3:] {
		has[f[0]] = true
		if n, ok := baseSize(f[2]); !ok || int(f[1]) < n {
			return "a field smaller than its type" // it refuses the file
		}
	}
	if d.message != messageRecord {
		return ""
	}
	switch {
	case d.accumulates():
		return "accumulated fields"
	case has[recordSpeed] && has[recordEnhancedSpeed],
		has[recordAltitude] && has[recordEnhancedAltitude]:
		return "fields in two sizes" // it keeps the coarser
	}
	return ""
}

// accumulates reports whether a record has a field that tormoder/fit adds up
// in a package variable: from file to file, in all goroutines at once. It also
// loses the upper half of a compressed distance.
func (d *definition) accumulates() bool {
	if d.message != messageRecord {
		return false
	}
	for f := d.fields; len(f) >= 3; f = f[3:] {
		switch f[0] {
		case recordCompressed, recordCycles, recordCompressedPower:
			return true
		}
	}
	return false
}

// baseSize is the size of a base type, by its number (FIT SDK, "Base types").
// Text may be of any length, so it has none.
func baseSize(base byte) (size int, ok bool) {
	switch base {
	case 0x00, 0x01, 0x02, 0x0A, 0x0D:
		return 1, true
	case 0x07:
		return 0, true
	case 0x83, 0x84, 0x8B:
		return 2, true
	case 0x85, 0x86, 0x88, 0x8C:
		return 4, true
	case 0x89, 0x8E, 0x8F, 0x90:
		return 8, true
	}
	return 0, false
}

// field is the bytes of a field in a message of this definition; nil without.
func (d *definition) field(message []byte, number byte) []byte {
	at := 0
	for f := d.fields; len(f) >= 3; f = f[3:] {
		size := int(f[1])
		if f[0] == number {
			return message[at : at+size]
		}
		at += size
	}
	return nil
}

// enum is a field of one byte; invalid8 without.
func (d *definition) enum(message []byte, number byte) byte {
	if b := d.field(message, number); len(b) == 1 {
		return b[0]
	}
	return invalid8
}

// text is a text field, up to its first zero byte; empty without.
func (d *definition) text(message []byte, number byte) string {
	s, _, _ := strings.Cut(string(d.field(message, number)), "\x00")
	return plainText(s)
}

// cutsText reports whether a text that is kept has no zero byte at its end.
func (d *definition) cutsText(message []byte) bool {
	var b []byte
	switch d.message {
	case messageFileID:
		b = d.field(message, 8)
	case messageSession:
		b = d.field(message, 110)
	case messageDeviceInfo:
		b = d.field(message, 27)
	}
	return len(b) > 0 && b[len(b)-1] != 0
}
