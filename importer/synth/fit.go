package synth

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"time"

	"github.com/muktihari/fit/encoder"
	"github.com/muktihari/fit/profile/factory"
	"github.com/muktihari/fit/profile/mesgdef"
	"github.com/muktihari/fit/profile/typedef"
	"github.com/muktihari/fit/profile/untyped/fieldnum"
	"github.com/muktihari/fit/proto"

	"easyday/importer/activity"
)

// WriteFIT writes an activity as a FIT activity file: file_id, device_info,
// timer events, records, laps, session and activity, the local time where the
// activity knows it. FIT counts whole seconds, so sample times are rounded to
// them, and pauses are written only with TimerEvents.
func WriteFIT(w io.Writer, a *activity.Activity) error {
	f := fitFile{a: a}
	f.head()
	f.records()
	f.summary()
	fit := proto.FIT{Messages: f.out}
	e := encoder.New(w, encoder.WithHeaderOption(encoder.HeaderOptionNormal, 15))
	if err := e.Encode(&fit); err != nil {
		return fmt.Errorf("fit: %w", err)
	}
	return nil
}

// fitFile collects an activity's messages.
type fitFile struct {
	a   *activity.Activity
	out []proto.Message
}

func (f *fitFile) at(seconds float64) time.Time {
	return f.a.Start.Add(time.Duration(math.Round(seconds)) * time.Second)
}

// end is the last moment of the recording in seconds.
func (f *fitFile) end() float64 {
	if n := f.a.Samples.Len(); n > 0 {
		return f.a.Samples.Time[n-1]
	}
	if e := f.a.Totals.Elapsed; e > 0 {
		return e
	}
	return 0
}

func (f *fitFile) add(m proto.Message) { f.out = append(f.out, m) }

func (f *fitFile) head() {
	a := f.a
	product, err := strconv.ParseUint(a.Device.Product, 10, 16)
	if err != nil {
		product = 0
	}
	maker := typedef.ManufacturerFromString(a.Device.Maker)
	if maker == typedef.ManufacturerInvalid {
		maker = typedef.ManufacturerDevelopment
	}
	serial := serialNumber(a.Device.Key)
	f.add(mesgdef.NewFileId(nil).
		SetType(typedef.FileActivity).
		SetManufacturer(maker).
		SetProduct(uint16(product)).
		SetSerialNumber(serial).
		SetTimeCreated(a.Start).ToMesg(nil))
	f.add(mesgdef.NewDeviceInfo(nil).
		SetTimestamp(a.Start).
		SetDeviceIndex(typedef.DeviceIndexCreator).
		SetManufacturer(maker).
		SetProduct(uint16(product)).
		SetSerialNumber(serial).
		SetSourceType(typedef.SourceTypeLocal).ToMesg(nil))
	index := typedef.DeviceIndex(0)
	sensor := func(kind uint8, source typedef.SourceType) *mesgdef.DeviceInfo {
		index++
		return mesgdef.NewDeviceInfo(nil).SetTimestamp(a.Start).SetDeviceIndex(index).
			SetManufacturer(maker).SetDeviceType(kind).SetSourceType(source)
	}
	if a.Device.Barometer {
		f.add(sensor(uint8(typedef.LocalDeviceTypeBarometer), typedef.SourceTypeLocal).ToMesg(nil))
	}
	switch a.Device.HeartRateSource {
	case activity.HeartRateWrist:
		f.add(sensor(uint8(typedef.LocalDeviceTypeWhr), typedef.SourceTypeLocal).
			SetSerialNumber(serialNumber(a.Device.HeartRateKey)).ToMesg(nil))
	case activity.HeartRateStrap:
		f.add(sensor(uint8(typedef.AntplusDeviceTypeHeartRate), typedef.SourceTypeAntplus).
			SetSerialNumber(serialNumber(a.Device.HeartRateKey)).ToMesg(nil))
	}
	f.timer(0, typedef.EventTypeStart)
}

// serialNumber makes a number of a digest, so that a new device shows as one.
func serialNumber(key string) uint32 {
	n, err := strconv.ParseUint(key[:min(len(key), 8)], 16, 32)
	if err != nil || n == 0 {
		return 1
	}
	return uint32(n)
}

func (f *fitFile) timer(seconds float64, t typedef.EventType) {
	f.add(mesgdef.NewEvent(nil).SetTimestamp(f.at(seconds)).
		SetEvent(typedef.EventTimer).SetEventType(t).ToMesg(nil))
}

// records writes the samples with the timer's events between them.
func (f *fitFile) records() {
	s := &f.a.Samples
	var pauses []activity.Interval
	if f.a.TimerEvents {
		pauses = f.a.Pauses
	}
	stopped := false
	for i, t := range s.Time {
		for len(pauses) > 0 {
			if !stopped && t > pauses[0].From {
				f.timer(pauses[0].From, typedef.EventTypeStopAll)
				stopped = true
			}
			if !stopped || t < pauses[0].To {
				break
			}
			f.timer(pauses[0].To, typedef.EventTypeStart)
			stopped, pauses = false, pauses[1:]
		}
		f.add(f.record(i))
	}
}

// record writes one sample, without the values that are missing. The fields are
// made directly, not by way of mesgdef.Record, which sets aside room for all 84.
func (f *fitFile) record(i int) proto.Message {
	s := &f.a.Samples
	fields := make([]proto.Field, 0, 9)
	put := func(number byte, v proto.Value) {
		field := factory.CreateField(typedef.MesgNumRecord, number)
		field.Value = v
		fields = append(fields, field)
	}
	known := func(x float64) bool { return !math.IsNaN(x) }
	put(fieldnum.RecordTimestamp, proto.Uint32(fitTime(f.at(s.Time[i]))))
	if lat, lon := s.Latitude[i], s.Longitude[i]; known(lat) && known(lon) {
		put(fieldnum.RecordPositionLat, proto.Int32(int32(math.Round(lat*(1<<31)/180))))
		put(fieldnum.RecordPositionLong, proto.Int32(int32(math.Round(lon*(1<<31)/180))))
	}
	if x := s.Distance[i]; known(x) {
		put(fieldnum.RecordDistance, proto.Uint32(uint32(math.Round(x*100))))
	}
	if x := s.Speed[i]; known(x) {
		put(fieldnum.RecordEnhancedSpeed, proto.Uint32(uint32(math.Round(x*1000))))
	}
	if x := s.Altitude[i]; known(x) {
		put(fieldnum.RecordEnhancedAltitude, proto.Uint32(uint32(math.Round((x+500)*5))))
	}
	if x := s.HeartRate[i]; known(x) {
		put(fieldnum.RecordHeartRate, proto.Uint8(uint8(math.Round(x))))
	}
	if x := s.Cadence[i]; known(x) {
		whole, half := math.Modf(x / 2) // one leg
		put(fieldnum.RecordCadence, proto.Uint8(uint8(whole)))
		put(fieldnum.RecordFractionalCadence, proto.Uint8(uint8(math.Round(half*128))))
	}
	if x := s.Temperature[i]; known(x) {
		put(fieldnum.RecordTemperature, proto.Int8(int8(math.Round(x))))
	}
	return proto.Message{Num: typedef.MesgNumRecord, Fields: fields}
}

// fitTime is a moment in the FIT epoch, which begins on 1989-12-31.
func fitTime(t time.Time) uint32 {
	return uint32(t.Unix() - time.Date(1989, time.December, 31, 0, 0, 0, 0, time.UTC).Unix())
}

func (f *fitFile) summary() {
	a, end := f.a, f.end()
	f.timer(end, typedef.EventTypeStopAll)
	sport := typedef.SportFromString(string(a.Sport))
	sub := typedef.SubSportFromString(a.SubSport)
	if a.Sport == activity.Unstated {
		sport = typedef.SportGeneric
	}
	if a.SubSport == "" {
		sub = typedef.SubSportGeneric
	}
	for i, l := range a.Laps {
		m := mesgdef.NewLap(nil).
			SetMessageIndex(typedef.MessageIndex(i)).
			SetTimestamp(f.at(l.Start + l.Elapsed)).
			SetStartTime(f.at(l.Start)).
			SetEvent(typedef.EventLap).SetEventType(typedef.EventTypeStop).
			SetSport(sport).SetSubSport(sub).
			SetTotalElapsedTime(fitLong(l.Elapsed, 1000)).
			SetTotalTimerTime(fitLong(l.Timer, 1000)).
			SetTotalDistance(fitLong(l.Distance, 100)).
			SetAvgHeartRate(fitByte(l.AverageHeartRate))
		if l.Intensity != "" {
			m.SetIntensity(typedef.IntensityFromString(l.Intensity))
		}
		f.add(m.ToMesg(nil))
	}
	t := a.Totals
	timer := t.Timer
	if math.IsNaN(timer) {
		timer = end
	}
	f.add(mesgdef.NewSession(nil).
		SetTimestamp(f.at(end)).
		SetStartTime(a.Start).
		SetEvent(typedef.EventLap).SetEventType(typedef.EventTypeStop).
		SetTrigger(typedef.SessionTriggerActivityEnd).
		SetSport(sport).SetSubSport(sub).
		SetTotalElapsedTime(fitLong(end, 1000)).
		SetTotalTimerTime(fitLong(timer, 1000)).
		SetTotalDistance(fitLong(t.Distance, 100)).
		SetEnhancedAvgSpeed(fitLong(t.AverageSpeed, 1000)).
		SetAvgHeartRate(fitByte(t.AverageHeartRate)).
		SetMaxHeartRate(fitByte(t.MaximumHeartRate)).
		SetTotalAscent(fitWord(t.Ascent)).
		SetFirstLapIndex(0).
		SetNumLaps(uint16(len(a.Laps))).ToMesg(nil))
	m := mesgdef.NewActivity(nil).
		SetTimestamp(f.at(end)).
		SetTotalTimerTime(fitLong(timer, 1000)).
		SetNumSessions(1).
		SetType(typedef.ActivityManual).
		SetEvent(typedef.EventActivity).SetEventType(typedef.EventTypeStop)
	if a.OffsetKnown {
		m.SetLocalTimestamp(f.at(end).Add(a.Offset))
	}
	f.add(m.ToMesg(nil))
}

// fitByte, fitWord and fitLong are a number in the width FIT has for it, rounded
// (the library's own scaling cuts), the invalid value where there is none.
func fitByte(x float64) uint8 {
	if math.IsNaN(x) || x < 0 || x > 254 {
		return math.MaxUint8
	}
	return uint8(math.Round(x))
}

func fitWord(x float64) uint16 {
	if math.IsNaN(x) || x < 0 || x > 65534 {
		return math.MaxUint16
	}
	return uint16(math.Round(x))
}

func fitLong(x, scale float64) uint32 {
	if x *= scale; math.IsNaN(x) || x < 0 || x > math.MaxUint32-1 {
		return math.MaxUint32
	}
	return uint32(math.Round(x))
}
