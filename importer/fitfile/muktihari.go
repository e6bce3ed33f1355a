package fitfile

import (
	"fmt"

	"github.com/muktihari/fit/decoder"
	"github.com/muktihari/fit/profile/factory"
	"github.com/muktihari/fit/profile/typedef"
	"github.com/muktihari/fit/profile/untyped/mesgnum"
	"github.com/muktihari/fit/proto"
)

// readMuktihari reads a part with github.com/muktihari/fit. Messages are taken
// as they are read, so that what comes before an error is kept and nothing is
// held twice.
func readMuktihari(p *part, look *look) (*recording, error) {
	l := &listener{recording: newRecording(look), developer: look.developer}
	dec := decoder.New(p.reader(look.end),
		// It refuses sound files without a header checksum; the part's own
		// check stands for it.
		decoder.WithIgnoreChecksum(),
		// It writes speed over enhanced speed; compressed fields are
		// expanded here.
		decoder.WithNoComponentExpansion(),
		decoder.WithBroadcastOnly(),
		decoder.WithMesgListener(l),
		decoder.WithFactory(newAsStated()),
	)
	if _, err := dec.Decode(); err != nil {
		return l.recording, fmt.Errorf("cannot be read: %w", err)
	}
	return l.recording, nil
}

// asStated is a field factory that knows no field of the profile, so that every
// value is read in the type its file states. With the profile's own, a distance
// stated as a floating-point number would be read as if it were an integer. It
// also spares the allocation the library makes for each unknown field.
type asStated struct {
	profile *factory.Factory
	fields  [256]proto.FieldBase
}

func newAsStated() *asStated {
	f := &asStated{profile: factory.StandardFactory()}
	for i := range f.fields {
		f.fields[i] = proto.FieldBase{Name: factory.NameUnknown, Num: byte(i), Scale: 1}
	}
	return f
}

// CreateField implements decoder.Factory. The messages the library itself reads
// keep their profile.
func (f *asStated) CreateField(message typedef.MesgNum, number byte) proto.Field {
	switch message {
	case mesgnum.FileId, mesgnum.FieldDescription, mesgnum.DeveloperDataId:
		return f.profile.CreateField(message, number)
	}
	return proto.Field{FieldBase: &f.fields[number]}
}

// listener fills a recording message by message.
type listener struct {
	*recording
	developer []developerField
	identity  bool // a file_id message was read

	compressed     uint32 // distance of compressed fields so far, 1/16 m
	lastCompressed uint32
}

// OnMesg implements decoder.MesgListener.
func (l *listener) OnMesg(m proto.Message) {
	switch m.Num {
	case mesgnum.Record:
		l.record(&m)
	case mesgnum.Session:
		l.session(&m)
	case mesgnum.Lap:
		l.lap(&m)
	case mesgnum.Event:
		l.event(&m)
	case mesgnum.DeviceInfo:
		l.device(&m)
	case mesgnum.Activity:
		l.activity(&m)
	case mesgnum.FileId:
		l.fileID(&m)
	}
}

func (l *listener) record(m *proto.Message) {
	r := newRecord()
	speed, altitude := invalid32, invalid32
	var compressed []byte
	for i := range m.Fields {
		v := m.Fields[i].Value
		switch m.Fields[i].Num {
		case fieldTimestamp:
			set(&r.time, v)
		case recordLatitude:
			set(&r.latitude, v)
		case recordLongitude:
			set(&r.longitude, v)
		case recordDistance:
			set(&r.distance, v)
		case recordSpeed:
			set(&speed, v)
		case recordEnhancedSpeed:
			set(&r.speed, v)
		case recordAltitude:
			set(&altitude, v)
		case recordEnhancedAltitude:
			set(&r.altitude, v)
		case recordPower:
			set(&r.power, v)
		case recordHeartRate:
			set(&r.heartRate, v)
		case recordCadence:
			set(&r.cadence, v)
		case recordFraction:
			set(&r.cadenceFraction, v)
		case recordTemperature:
			set(&r.temperature, v)
		case recordCompressed:
			compressed = v.SliceUint8()
		}
	}
	if r.speed == invalid32 {
		r.speed = speed
	}
	if r.altitude == invalid32 {
		r.altitude = altitude
	}
	if len(compressed) == 3 {
		l.expand(&r, [3]byte(compressed))
	}
	for i := range m.DeveloperFields {
		l.developerField(&r, &m.DeveloperFields[i])
	}
	l.records = append(l.records, r)
}

// expand reads the field compressed_speed_distance: 12 bits of speed in cm/s
// and 12 bits of distance in 1/16 m that roll over (FIT profile, record).
func (l *listener) expand(r *record, b [3]byte) {
	if b == [3]byte{0xFF, 0xFF, 0xFF} {
		return
	}
	const mask = 1<<12 - 1
	if speed := uint32(b[0]) | uint32(b[1]&0x0F)<<8; speed != mask && r.speed == invalid32 {
		r.speed = speed * 10
	}
	distance := uint32(b[1]>>4) | uint32(b[2])<<4
	l.compressed += (distance - l.lastCompressed) & mask
	l.lastCompressed = distance
	if r.distance == invalid32 {
		r.distance = uint32((uint64(l.compressed)*100 + 8) / 16)
	}
}

// developerField takes a developer field where the record has no value of its
// own.
func (l *listener) developerField(r *record, f *proto.DeveloperField) {
	for _, d := range l.developer {
		if d.index != f.DeveloperDataIndex || d.number != f.Num {
			continue
		}
		x, ok := number(f.Value)
		if !ok {
			return
		}
		x = (x/d.scale - d.offset) * d.factor
		switch {
		case x < 0:
		case d.as == recordPower && r.power == invalid16:
			setNumber(&r.power, x)
		case d.as == recordSpeed && r.speed == invalid32:
			setNumber(&r.speed, x*1000)
		case d.as == recordDistance && r.distance == invalid32:
			setNumber(&r.distance, x*100)
		}
		return
	}
}

func (l *listener) session(m *proto.Message) {
	s := newSession()
	speed := invalid32
	for i := range m.Fields {
		v := m.Fields[i].Value
		switch m.Fields[i].Num {
		case fieldTimestamp:
			setTime(&s.time, v)
		case 2:
			setTime(&s.start, v)
		case 5:
			set(&s.sport, v)
		case 6:
			set(&s.subSport, v)
		case 7:
			set(&s.elapsed, v)
		case 8:
			set(&s.timer, v)
		case 9:
			set(&s.distance, v)
		case 14:
			set(&speed, v)
		case 16:
			set(&s.averageHeartRate, v)
		case 17:
			set(&s.maximumHeartRate, v)
		case 22:
			set(&s.ascent, v)
		case 59:
			set(&s.moving, v)
		case 110:
			s.name = text(v)
		case 124:
			set(&s.averageSpeed, v)
		}
	}
	if s.averageSpeed == invalid32 {
		s.averageSpeed = speed
	}
	l.sessions = append(l.sessions, s)
}

func (l *listener) lap(m *proto.Message) {
	lap := newLap()
	for i := range m.Fields {
		v := m.Fields[i].Value
		switch m.Fields[i].Num {
		case fieldTimestamp:
			setTime(&lap.time, v)
		case 2:
			setTime(&lap.start, v)
		case 7:
			set(&lap.elapsed, v)
		case 8:
			set(&lap.timer, v)
		case 9:
			set(&lap.distance, v)
		case 15:
			set(&lap.averageHeartRate, v)
		case 23:
			set(&lap.intensity, v)
		case 25:
			set(&lap.sport, v)
		case 39:
			set(&lap.subSport, v)
		}
	}
	l.laps = append(l.laps, lap)
}

func (l *listener) event(m *proto.Message) {
	e := event{time: invalid32, kind: invalid8}
	what := invalid8
	for i := range m.Fields {
		v := m.Fields[i].Value
		switch m.Fields[i].Num {
		case fieldTimestamp:
			setTime(&e.time, v)
		case 0:
			set(&what, v)
		case 1:
			set(&e.kind, v)
		}
	}
	if what == uint8(typedef.EventTimer) {
		l.events = append(l.events, e)
	}
}

func (l *listener) device(m *proto.Message) {
	d := newDevice()
	for i := range m.Fields {
		v := m.Fields[i].Value
		switch m.Fields[i].Num {
		case 0:
			set(&d.index, v)
		case 1:
			set(&d.kind, v)
		case 2:
			set(&d.maker, v)
		case 3:
			set(&d.serial, v)
		case 4:
			set(&d.product, v)
		case 21:
			set(&d.antNumber, v)
		case 25:
			set(&d.source, v)
		case 27:
			d.productName = text(v)
		}
	}
	l.devices = append(l.devices, d)
}

func (l *listener) fileID(m *proto.Message) {
	if l.identity {
		return
	}
	l.identity = true
	for i := range m.Fields {
		v := m.Fields[i].Value
		switch m.Fields[i].Num {
		case 1:
			set(&l.id.maker, v)
		case 2:
			set(&l.id.product, v)
		case 3:
			set(&l.id.serial, v)
		case 4:
			setTime(&l.id.created, v)
		case 8:
			l.id.productName = text(v)
		}
	}
}

func (l *listener) activity(m *proto.Message) {
	for i := range m.Fields {
		v := m.Fields[i].Value
		switch m.Fields[i].Num {
		case fieldTimestamp:
			setTime(&l.timestamp, v)
		case 0:
			set(&l.timer, v)
		case 5:
			setTime(&l.localTimestamp, v)
		}
	}
}
