package fitfile

import (
	"math"
	"slices"
	"unsafe"

	"github.com/tormoder/fit"

	"easyday/importer/activity"
)

// Numbers of the messages that are looked at (FIT profile, type mesg_num).
const (
	messageFileID           = 0
	messageUserProfile      = 3
	messageSport            = 12
	messageSession          = 18
	messageLap              = 19
	messageRecord           = 20
	messageEvent            = 21
	messageDeviceInfo       = 23
	messageWorkout          = 26
	messageWorkoutStep      = 27
	messageActivity         = 34
	messageHeartRate        = 132
	messageFieldDescription = 206
)

// Numbers of the record message's fields that are looked at.
const (
	recordLatitude         = 0
	recordLongitude        = 1
	recordAltitude         = 2
	recordHeartRate        = 3
	recordCadence          = 4
	recordDistance         = 5
	recordSpeed            = 6
	recordPower            = 7
	recordCompressed       = 8 // speed and distance in three bytes
	recordTemperature      = 13
	recordCycles           = 18
	recordCompressedPower  = 28
	recordFraction         = 53
	recordEnhancedSpeed    = 73
	recordEnhancedAltitude = 78
	fieldTimestamp         = 253
)

// maxDescriptions is the number of developer fields a file may describe, far
// above what recordings do; a library keeps each, so there must be an end.
const maxDescriptions = 1000

// look is what a survey finds.
type look struct {
	fileType byte   // of the first file_id message; invalid8 without one
	end      int    // length of the messages that are whole
	stopped  string // why the survey stopped before the end of the data
	short    bool   // because the data ends within a message

	records, sessions, laps, events, devices int
	storedHeartRate                          int // messages of a strap that kept heart rate until later
	other                                    int // data messages of any other kind

	// second is why tormoder/fit would read the part only in part or not at
	// all; empty where it can read it.
	second string
	// barred is set where tormoder/fit must not read the part even if the
	// other refuses it.
	barred bool

	beats       []beat // of those messages
	developer   []developerField
	sport       sportMessage
	workoutName string
	steps       []activity.WorkoutStep
	resting     byte // heart rate of the runner's profile; invalid8 without one
}

// survey walks the message headers of a part's body without decoding the
// messages. It stops at the first byte that cannot be one.
func survey(body []byte) look {
	l := look{fileType: invalid8, resting: invalid8, sport: sportMessage{sport: invalid8, subSport: invalid8}}
	var (
		defs         [16]definition
		descriptions int
		wanted       []developerField // described so far
		compressed   bool
		messages     int
		stored       = strap{offset: math.NaN()}
	)
	for l.end < len(body) {
		at := l.end
		header := body[at]
		if header&0xC0 == 0x40 { // a definition
			def, n, stopped := parseDefinition(body[at:])
			if stopped != "" {
				l.stopped, l.short = stopped, stopped == endsInDefinition
				break
			}
			defs[header&0x0F] = def
			if l.second == "" {
				l.second = def.second(header)
			}
			l.barred = l.barred || def.accumulates()
			for _, f := range def.developerFields(wanted) {
				if !slices.Contains(l.developer, f) {
					l.developer = append(l.developer, f)
				}
				l.second = "developer fields"
			}
			if messages == 0 && def.message != messageFileID && l.second == "" {
				l.second = "no file_id message first"
			}
			l.end += n
			continue
		}
		local := header & 0x0F
		if header&0x80 != 0 {
			local = header >> 5 & 0x03
			compressed = true
		}
		def := &defs[local]
		if !def.known {
			l.stopped = "a message of no defined kind"
			break
		}
		if at+1+def.size > len(body) {
			l.stopped, l.short = "the data ends within a message", true
			break
		}
		message := body[at+1 : at+1+def.size]
		if messages == 0 && def.message != messageFileID && l.second == "" {
			l.second = "no file_id message first"
		}
		switch def.message {
		case messageRecord:
			l.records++
		case messageSession:
			l.sessions++
		case messageLap:
			l.laps++
		case messageEvent:
			l.events++
		case messageDeviceInfo:
			l.devices++
		case messageFieldDescription:
			if descriptions++; descriptions > maxDescriptions {
				l.stopped = "too many developer fields"
			} else if f, ok := def.description(message); ok {
				wanted = append(wanted, f)
			}
		case messageFileID:
			if l.fileType == invalid8 {
				l.fileType = def.enum(message, 0)
			} else if l.second == "" {
				l.second = "several file_id messages"
			}
		case messageHeartRate:
			l.storedHeartRate++
			stored.read(def, message)
		case messageUserProfile:
			if r := def.enum(message, 8); r != 0 && r != invalid8 {
				l.resting = r
			}
			l.other++
		case messageSport:
			if l.sport.sport == invalid8 && l.sport.name == "" {
				l.sport = sportMessage{def.enum(message, 0), def.enum(message, 1), def.text(message, 3)}
			}
		case messageWorkout:
			if l.workoutName == "" {
				l.workoutName = def.text(message, 8)
			}
		case messageWorkoutStep:
			if len(l.steps) < maxSteps {
				l.steps = append(l.steps, def.workoutStep(message))
			}
		default:
			l.other++
		}
		if l.stopped != "" {
			break
		}
		if l.second == "" && def.cutsText(message) {
			l.second = "text without an end" // it drops the last letter
		}
		messages++
		l.end = at + 1 + def.size
	}
	l.beats = stored.beats
	if l.fileType == invalid8 && l.second == "" {
		l.second = "no stated file type"
	}
	if compressed && l.second == "" {
		// tormoder/fit counts from the last time in a message it knows,
		// though the reference is the last time in any message.
		l.second = "compressed timestamps"
	}
	if l.firstReaderMemory() > memoryFloor/2+memoryFactor/2*len(body) {
		l.second, l.barred = "messages too small for their number", true
	}
	return l
}

// heartRateAlone reports whether a part holds nothing but what a strap stored.
func (l *look) heartRateAlone() bool {
	return l.storedHeartRate > 0 && l.fileType == invalid8 && l.records+l.sessions+l.laps == 0
}

// memory is what reading and building take at most, in bytes: the recording
// and what is made of it.
func (l *look) memory() int {
	const columns = 10 * 8
	return l.records*(int(unsafe.Sizeof(record{}))+columns) +
		l.sessions*int(unsafe.Sizeof(session{})+unsafe.Sizeof(activity.Activity{})+1024) +
		l.laps*int(unsafe.Sizeof(lap{})+unsafe.Sizeof(activity.Lap{})) +
		l.events*int(unsafe.Sizeof(event{})+2*unsafe.Sizeof(activity.Interval{})) +
		l.devices*int(unsafe.Sizeof(device{}))
}

// firstReaderMemory is what tormoder/fit holds at the end, in bytes: a struct
// with every field of the profile for each message.
func (l *look) firstReaderMemory() int {
	const pointer = 16 // with room the slice grows by
	return l.records*int(unsafe.Sizeof(fit.RecordMsg{})+pointer) +
		l.sessions*int(unsafe.Sizeof(fit.SessionMsg{})+pointer) +
		l.laps*int(unsafe.Sizeof(fit.LapMsg{})+pointer) +
		l.events*int(unsafe.Sizeof(fit.EventMsg{})+pointer) +
		l.devices*int(unsafe.Sizeof(fit.DeviceInfoMsg{})+pointer) +
		(l.other+l.storedHeartRate)*int(unsafe.Sizeof(fit.LengthMsg{})+pointer)
}
