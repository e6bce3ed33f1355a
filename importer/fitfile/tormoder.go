package fitfile

import (
	"errors"
	"fmt"
	"time"

	"github.com/tormoder/fit"
)

// errAmbiguousTime is what stops the first reader at a record at the very first
// moment of the FIT calendar, which tormoder/fit also gives to a record without
// a time.
var errAmbiguousTime = errors.New("a record at 1989-12-31T00:00:00Z or without a time")

// readTormoder reads a part with github.com/tormoder/fit.
func readTormoder(p *part, look *look) (*recording, error) {
	file, err := fit.Decode(p.reader(look.end))
	if file == nil {
		return nil, fmt.Errorf("cannot be read: %w", err)
	}
	a, notActivity := file.Activity()
	if notActivity != nil || a == nil {
		return nil, fmt.Errorf("cannot be read: %w", errors.Join(err, notActivity))
	}
	rec := newRecording(look)
	rec.id = device{
		index: invalid8, kind: invalid8, source: invalid8,
		maker:       uint16(file.FileId.Manufacturer),
		product:     file.FileId.Product,
		serial:      stated(file.FileId.SerialNumber),
		productName: file.FileId.ProductName,
		created:     statedTime(file.FileId.TimeCreated),
	}
	for _, m := range a.Records {
		r := record{
			time:            fitTime(m.Timestamp),
			latitude:        m.PositionLat.Semicircles(),
			longitude:       m.PositionLong.Semicircles(),
			distance:        m.Distance,
			speed:           m.EnhancedSpeed, // made from speed where the file has that alone
			altitude:        m.EnhancedAltitude,
			power:           m.Power,
			heartRate:       m.HeartRate,
			cadence:         m.Cadence,
			cadenceFraction: m.FractionalCadence,
			temperature:     m.Temperature,
		}
		if r.time == 0 {
			return rec, errAmbiguousTime
		}
		rec.records = append(rec.records, r)
	}
	for _, m := range a.Sessions {
		rec.sessions = append(rec.sessions, session{
			time:             statedTime(m.Timestamp),
			start:            statedTime(m.StartTime),
			elapsed:          m.TotalElapsedTime,
			timer:            m.TotalTimerTime,
			moving:           m.TotalMovingTime,
			distance:         m.TotalDistance,
			averageSpeed:     m.EnhancedAvgSpeed,
			ascent:           m.TotalAscent,
			sport:            uint8(m.Sport),
			subSport:         uint8(m.SubSport),
			averageHeartRate: m.AvgHeartRate,
			maximumHeartRate: m.MaxHeartRate,
			name:             m.SportProfileName,
		})
	}
	for _, m := range a.Laps {
		rec.laps = append(rec.laps, lap{
			time:             statedTime(m.Timestamp),
			start:            statedTime(m.StartTime),
			elapsed:          m.TotalElapsedTime,
			timer:            m.TotalTimerTime,
			distance:         m.TotalDistance,
			averageHeartRate: m.AvgHeartRate,
			intensity:        uint8(m.Intensity),
			sport:            uint8(m.Sport),
			subSport:         uint8(m.SubSport),
		})
	}
	for _, m := range a.Events {
		if m.Event == fit.EventTimer {
			rec.events = append(rec.events, event{time: statedTime(m.Timestamp), kind: uint8(m.EventType)})
		}
	}
	for _, m := range a.DeviceInfos {
		rec.devices = append(rec.devices, device{
			index:       uint8(m.DeviceIndex),
			kind:        m.DeviceType,
			source:      uint8(m.SourceType),
			maker:       uint16(m.Manufacturer),
			product:     m.Product,
			serial:      stated(m.SerialNumber),
			antNumber:   stated(m.AntDeviceNumber),
			productName: m.ProductName,
			created:     invalid32,
		})
	}
	if m := a.Activity; m != nil {
		rec.timestamp = statedTime(m.Timestamp)
		rec.timer = m.TotalTimerTime
		// The library gives local time as UTC in a zone; its clock reading
		// is what the file states.
		_, offset := m.LocalTimestamp.Zone()
		rec.localTimestamp = statedTime(m.LocalTimestamp.Add(time.Duration(offset) * time.Second))
	}
	if err != nil {
		return rec, fmt.Errorf("cannot be read: %w", err)
	}
	return rec, nil
}

// stated is a number for which 0 means that it is not stated, as do all bits
// set, which devices write as well.
func stated[T uint16 | uint32](v T) T {
	if v == ^T(0) {
		return 0
	}
	return v
}

// fitEpoch is 1989-12-31T00:00:00Z, where FIT times begin, in Unix seconds.
const fitEpoch = 631065600

// fitTime is a time in FIT seconds.
func fitTime(t time.Time) uint32 { return uint32(t.Unix() - fitEpoch) }

// statedTime is a time in FIT seconds; invalid32 for the first moment of the
// calendar, which the library gives where no time is stated.
func statedTime(t time.Time) uint32 {
	if s := fitTime(t); s != 0 {
		return s
	}
	return invalid32
}
