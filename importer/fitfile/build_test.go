package fitfile

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"
	"time"

	"github.com/muktihari/fit/encoder"
	"github.com/muktihari/fit/profile/mesgdef"
	"github.com/muktihari/fit/profile/typedef"
	"github.com/muktihari/fit/proto"
)

// builder writes a FIT file message by message, so that a test can write what
// no library would.
type builder struct {
	body  []byte
	short bool // a header of 12 bytes
	big   bool // big-endian messages
}

// field is a field definition.
type field struct{ number, size, base byte }

// Base types of the FIT protocol.
const (
	baseEnum   = 0x00
	baseSint8  = 0x01
	baseUint8  = 0x02
	baseString = 0x07
	baseByte   = 0x0D
	baseUint16 = 0x84
	baseSint32 = 0x85
	baseUint32 = 0x86
	baseFloat  = 0x88
)

func (b *builder) order() binary.AppendByteOrder {
	if b.big {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// define writes a definition message; dev are developer fields, each number,
// size, index.
func (b *builder) define(local byte, message uint16, dev [][3]byte, fields ...field) {
	header, arch := 0x40|local, byte(0)
	if dev != nil {
		header |= 0x20
	}
	if b.big {
		arch = 1
	}
	b.body = append(b.body, header, 0, arch)
	b.body = b.order().AppendUint16(b.body, message)
	b.body = append(b.body, byte(len(fields)))
	for _, f := range fields {
		b.body = append(b.body, f.number, f.size, f.base)
	}
	if dev != nil {
		b.body = append(b.body, byte(len(dev)))
		for _, d := range dev {
			b.body = append(b.body, d[:]...)
		}
	}
}

// data writes a data message under a header byte, which is the local message
// type or a compressed timestamp. The type of a value says how many bytes it
// takes.
func (b *builder) data(header byte, values ...any) {
	b.body = append(b.body, header)
	for _, v := range values {
		switch v := v.(type) {
		case uint8:
			b.body = append(b.body, v)
		case int8:
			b.body = append(b.body, byte(v))
		case uint16:
			b.body = b.order().AppendUint16(b.body, v)
		case uint32:
			b.body = b.order().AppendUint32(b.body, v)
		case int32:
			b.body = b.order().AppendUint32(b.body, uint32(v))
		case float32:
			b.body = b.order().AppendUint32(b.body, math.Float32bits(v))
		case string:
			b.body = append(b.body, v...)
		case []byte:
			b.body = append(b.body, v...)
		default:
			panic("a value of unknown width")
		}
	}
}

// fileID writes a file_id message of a type under local type 0.
func (b *builder) fileID(kind uint8) {
	b.define(0, messageFileID, nil, field{0, 1, baseEnum}, field{1, 2, baseUint16}, field{2, 2, baseUint16}, field{3, 4, 0x8C})
	b.data(0, kind, uint16(1), uint16(2691), uint32(1234567))
}

// session writes a session message under local type 1.
func (b *builder) session(start uint32, elapsed uint32, sport, subSport uint8) {
	b.define(1, messageSession, nil, field{253, 4, baseUint32}, field{2, 4, baseUint32}, field{5, 1, baseEnum},
		field{6, 1, baseEnum}, field{7, 4, baseUint32}, field{8, 4, baseUint32}, field{9, 4, baseUint32}, field{16, 1, baseUint8})
	b.data(1, start+elapsed, start, sport, subSport, elapsed*1000, elapsed*1000, elapsed*300, uint8(140))
}

// records writes n records a second apart under local type 2.
func (b *builder) records(from uint32, n int) {
	b.define(2, messageRecord, nil, field{253, 4, baseUint32}, field{recordDistance, 4, baseUint32},
		field{recordHeartRate, 1, baseUint8}, field{recordCadence, 1, baseUint8})
	for i := range n {
		b.data(2, from+uint32(i), uint32(300*i), uint8(140), uint8(85))
	}
}

// events writes timer events under local type 3, as pairs of time and
// event_type.
func (b *builder) events(pairs ...uint32) {
	b.define(3, messageEvent, nil, field{253, 4, baseUint32}, field{0, 1, baseEnum}, field{1, 1, baseEnum})
	for i := 0; i+1 < len(pairs); i += 2 {
		b.data(3, pairs[i], uint8(0), uint8(pairs[i+1]))
	}
}

// bytes is the file.
func (b *builder) bytes() []byte {
	size := byte(longHeader)
	if b.short {
		size = shortHeader
	}
	out := []byte{size, 0x20, 0x54, 0x08}
	out = binary.LittleEndian.AppendUint32(out, uint32(len(b.body)))
	out = append(out, ".FIT"...)
	if !b.short {
		out = append(out, 0, 0)
	}
	out = append(out, b.body...)
	return binary.LittleEndian.AppendUint16(out, crc16(out))
}

// t0 is 2025-03-04T06:00:00Z in FIT seconds.
const t0 = uint32(1741068000 - fitEpoch)

// simpleRun is a run of n seconds with a session, in the order given.
func simpleRun(n int) *builder {
	b := new(builder)
	b.fileID(fileActivity)
	b.records(t0, n)
	b.session(t0, uint32(n-1), 1, 3)
	return b
}

// hourRun is an hour's run at one record a second, as a library writes it: with
// positions, laps, events and devices.
func hourRun(tb testing.TB) []byte {
	tb.Helper()
	const seconds = 3600
	start := time.Date(2025, 3, 4, 6, 0, 0, 0, time.UTC)
	var messages []proto.Message
	add := func(m interface {
		ToMesg(*mesgdef.Options) proto.Message
	},
	) {
		messages = append(messages, m.ToMesg(nil))
	}
	add(mesgdef.NewFileId(nil).SetType(typedef.FileActivity).SetManufacturer(typedef.ManufacturerGarmin).
		SetProduct(2691).SetSerialNumber(1234567).SetTimeCreated(start))
	add(mesgdef.NewDeviceInfo(nil).SetTimestamp(start).SetDeviceIndex(typedef.DeviceIndexCreator).
		SetManufacturer(typedef.ManufacturerGarmin).SetProduct(2691).SetSerialNumber(1234567))
	add(mesgdef.NewDeviceInfo(nil).SetTimestamp(start).SetDeviceIndex(1).SetSourceType(typedef.SourceTypeLocal).
		SetDeviceType(uint8(typedef.LocalDeviceTypeBarometer)).SetManufacturer(typedef.ManufacturerGarmin))
	add(mesgdef.NewDeviceInfo(nil).SetTimestamp(start).SetDeviceIndex(2).SetSourceType(typedef.SourceTypeAntplus).
		SetDeviceType(uint8(typedef.AntplusDeviceTypeHeartRate)).SetManufacturer(typedef.ManufacturerGarmin).SetSerialNumber(7654321))
	add(mesgdef.NewEvent(nil).SetTimestamp(start).SetEvent(typedef.EventTimer).SetEventType(typedef.EventTypeStart))
	for i := range seconds + 1 {
		at := start.Add(time.Duration(i) * time.Second)
		r := mesgdef.NewRecord(nil).SetTimestamp(at).
			SetPositionLat(int32(40 * i)).SetPositionLong(int32(20 * i)).
			SetDistance(uint32(280 * i)).SetEnhancedSpeed(2800).
			SetEnhancedAltitude(uint32(2500 + 100*math.Sin(float64(i)/300)*5)).
			SetHeartRate(uint8(140 + i%10)).SetCadence(85).SetFractionalCadence(64).SetTemperature(12)
		add(r)
		if i > 0 && i%600 == 0 {
			add(mesgdef.NewLap(nil).SetTimestamp(at).SetStartTime(at.Add(-600 * time.Second)).
				SetTotalElapsedTime(600_000).SetTotalTimerTime(600_000).SetTotalDistance(168_000).
				SetAvgHeartRate(144).SetIntensity(typedef.IntensityActive))
		}
	}
	end := start.Add(seconds * time.Second)
	add(mesgdef.NewEvent(nil).SetTimestamp(end).SetEvent(typedef.EventTimer).SetEventType(typedef.EventTypeStopAll))
	add(mesgdef.NewSession(nil).SetTimestamp(end).SetStartTime(start).SetSport(typedef.SportRunning).
		SetSubSport(typedef.SubSportTrail).SetTotalElapsedTime(3_600_000).SetTotalTimerTime(3_600_000).
		SetTotalDistance(1_008_000).SetAvgHeartRate(144).SetMaxHeartRate(149).SetEnhancedAvgSpeed(2800).SetTotalAscent(80))
	add(mesgdef.NewActivity(nil).SetTimestamp(end).SetLocalTimestamp(end.Add(time.Hour)).SetTotalTimerTime(3_600_000).SetNumSessions(1))

	var buf bytes.Buffer
	if err := encoder.New(&buf).Encode(&proto.FIT{Messages: messages}); err != nil {
		tb.Fatal(err)
	}
	return buf.Bytes()
}
