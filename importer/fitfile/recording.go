package fitfile

import (
	"math"

	"easyday/importer/activity"
)

// The values that mean "not recorded", by base type (FIT SDK, "Base types").
const (
	invalid8  uint8  = math.MaxUint8
	invalid16 uint16 = math.MaxUint16
	invalid32 uint32 = math.MaxUint32
	invalidS8 int8   = math.MaxInt8
	invalidS4 int32  = math.MaxInt32
)

// recording is what both readers fill: one part of a FIT file in the file's own
// numbers, scales and values for "not recorded". Times are seconds since
// 1989-12-31 UTC.
type recording struct {
	id       device
	records  []record
	sessions []session
	laps     []lap
	events   []event
	devices  []device

	// The activity message.
	timestamp, localTimestamp uint32
	timer                     uint32 // ms

	// From the survey, for either reader.
	beats       []beat // of the whole file, in order
	sport       sportMessage
	workoutName string
	steps       []activity.WorkoutStep
	resting     byte // beats per minute
}

// newRecording is a recording with nothing stated and room for what the survey
// counted.
func newRecording(look *look) *recording {
	return &recording{
		id:             newDevice(),
		records:        make([]record, 0, look.records),
		sessions:       make([]session, 0, look.sessions),
		laps:           make([]lap, 0, look.laps),
		events:         make([]event, 0, look.events),
		devices:        make([]device, 0, look.devices),
		timestamp:      invalid32,
		localTimestamp: invalid32,
		timer:          invalid32,
		sport:          sportMessage{sport: invalid8, subSport: invalid8},
		resting:        invalid8,
	}
}

// record is a record message. It is kept small, as there are many.
type record struct {
	time                uint32
	latitude, longitude int32  // semicircles
	distance            uint32 // cm
	speed               uint32 // mm/s
	altitude            uint32 // 0.2 m above -500 m
	power               uint16 // W
	heartRate           uint8  // beats per minute
	cadence             uint8  // per minute, one leg
	cadenceFraction     uint8  // 1/128 per minute
	temperature         int8   // degrees Celsius
}

func newRecord() record {
	return record{
		time: invalid32, latitude: invalidS4, longitude: invalidS4,
		distance: invalid32, speed: invalid32, altitude: invalid32, power: invalid16,
		heartRate: invalid8, cadence: invalid8, cadenceFraction: invalid8, temperature: invalidS8,
	}
}

// session is a session message.
type session struct {
	time, start            uint32
	elapsed, timer, moving uint32 // ms
	distance               uint32 // cm
	averageSpeed           uint32 // mm/s
	ascent                 uint16 // m
	sport, subSport        uint8
	averageHeartRate       uint8
	maximumHeartRate       uint8
	name                   string
}

func newSession() session {
	return session{
		time: invalid32, start: invalid32, elapsed: invalid32, timer: invalid32, moving: invalid32,
		distance: invalid32, averageSpeed: invalid32, ascent: invalid16,
		sport: invalid8, subSport: invalid8, averageHeartRate: invalid8, maximumHeartRate: invalid8,
	}
}

// lap is a lap message.
type lap struct {
	time, start      uint32
	elapsed, timer   uint32 // ms
	distance         uint32 // cm
	averageHeartRate uint8
	intensity        uint8
	sport, subSport  uint8
}

func newLap() lap {
	return lap{
		time: invalid32, start: invalid32, elapsed: invalid32, timer: invalid32, distance: invalid32,
		averageHeartRate: invalid8, intensity: invalid8, sport: invalid8, subSport: invalid8,
	}
}

// event is an event message of the timer.
type event struct {
	time uint32
	kind uint8 // event_type
}

// device is a device_info message, or what the file_id message says of the
// device that wrote the file.
type device struct {
	index       uint8
	kind        uint8 // device_type, whose meaning depends on source
	source      uint8 // source_type
	maker       uint16
	product     uint16
	serial      uint32 // 0 where unstated
	antNumber   uint16 // ANT device number; 0 where unstated
	productName string
	created     uint32 // file_id alone
}

func newDevice() device {
	return device{
		index: invalid8, kind: invalid8, source: invalid8,
		maker: invalid16, product: invalid16, created: invalid32,
	}
}

// sportMessage is the sport message.
type sportMessage struct {
	sport, subSport uint8
	name            string
}
