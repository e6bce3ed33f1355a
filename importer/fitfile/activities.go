package fitfile

import (
	"fmt"
	"math"
	"slices"
	"time"

	"easyday/importer/activity"
)

// activities turns a recording into activities, one for each session, in order
// of their starts; none where there is neither a session nor a record with a
// time. Columns come from h.Buffer.
func (rec *recording) activities(h activity.Hints) []activity.Activity {
	notes := append(rec.orderRecords(), rec.fillHeartRate()...)
	if len(rec.records) == 0 && len(rec.sessions) == 0 {
		return nil
	}
	legs, repeated := rec.legs()
	if repeated > 0 {
		notes = append(notes, activity.Note{
			Code: "sessions", Count: repeated,
			Text: fmt.Sprintf("%d session messages repeat another or sum up the others", repeated),
		})
	}
	// Laps fall to the legs as records do, by their starts.
	slices.SortStableFunc(rec.laps, func(a, b lap) int { return compareTime(a.began(), b.began()) })
	stops, timed := rec.stops()
	device := rec.device()
	if stored := len(notes) > 0 && notes[len(notes)-1].Code == storedHeartRate; stored && device.HeartRateSource == activity.HeartRateUnknown {
		device.HeartRateSource = activity.HeartRateStrap
	}
	offset, offsetKnown := rec.offset()

	out := make([]activity.Activity, len(legs))
	var nextRecord, nextLap int
	for i, leg := range legs {
		records, laps := rec.records[nextRecord:], rec.laps[nextLap:]
		if i+1 < len(legs) {
			next := legs[i+1].start
			records = records[:countWhile(records, func(r record) bool { return r.time < next })]
			laps = laps[:countWhile(laps, func(l lap) bool { return l.began() < next })]
		}
		nextRecord += len(records)
		nextLap += len(laps)

		a := &out[i]
		start := leg.begin(records)
		a.Format = activity.FIT
		a.Sport, a.SubSport = sportOf(leg.sport, leg.subSport)
		a.Name = rec.name(leg, len(legs))
		a.Start = fitDate(start)
		a.Offset, a.OffsetKnown = offset, offsetKnown
		a.Device = device
		a.Totals = leg.totals()
		a.Totals.RestingHeartRate = heartRate(rec.resting)
		a.Samples = columns(records, start, stepsPerCycle(a.Sport), h)
		a.Laps = lapsFrom(laps, start)
		if len(legs) == 1 {
			a.Workout = rec.steps
		}
		a.Pauses = pausesWithin(stops, start, leg.until(start, records, len(legs) == 1))
		a.TimerEvents = timed
		a.Notes = append(slices.Clone(notes), clockNote(start, records)...)
		if i == 0 {
			continue
		}
		// What was dropped or sorted is said once.
		a.Notes = a.Notes[len(notes):]
	}
	return out
}

// orderRecords drops records without a time, puts the rest in order and says
// what it did.
func (rec *recording) orderRecords() []activity.Note {
	var notes []activity.Note
	n := len(rec.records)
	rec.records = slices.DeleteFunc(rec.records, func(r record) bool { return r.time == invalid32 })
	if n -= len(rec.records); n > 0 {
		notes = append(notes, activity.Note{
			Code: "no_time", Count: n,
			Text: fmt.Sprintf("%d records without a time left out", n),
		})
	}
	var late int
	var latest uint32
	for _, r := range rec.records {
		if r.time < latest {
			late++
		} else {
			latest = r.time
		}
	}
	if late > 0 {
		slices.SortStableFunc(rec.records, func(a, b record) int { return compareTime(a.time, b.time) })
		notes = append(notes, activity.Note{
			Code: "order", Count: late,
			Text: fmt.Sprintf("%d records out of order sorted by time", late),
		})
	}
	return notes
}

// name is the workout's name, or else what the session or the sport is called.
// In a file of several sessions only what each is called itself stands for it.
func (rec *recording) name(leg session, legs int) string {
	name := plainText(leg.name)
	switch {
	case legs > 1:
	case rec.workoutName != "":
		name = rec.workoutName
	case name == "":
		name = rec.sport.name
	}
	return name
}

// columns are the samples of records in order, with times after start.
func columns(records []record, start uint32, stepsPerCycle float64, h activity.Hints) activity.Samples {
	const degrees = 180.0 / (1 << 31) // of a semicircle
	s := h.Buffer.Samples(len(records))
	for i := range records {
		r := &records[i]
		s.Time[i] = float64(r.time - start)
		if r.latitude != invalidS4 && r.longitude != invalidS4 && r.latitude >= -1<<30 && r.latitude <= 1<<30 {
			s.Latitude[i] = float64(r.latitude) * degrees
			s.Longitude[i] = float64(r.longitude) * degrees
		}
		s.Distance[i] = scaled(r.distance, 100)
		s.Speed[i] = scaled(r.speed, 1000)
		if r.altitude != invalid32 {
			s.Altitude[i] = float64(r.altitude)/5 - 500
		}
		s.HeartRate[i] = heartRate(r.heartRate)
		if r.cadence != invalid8 {
			s.Cadence[i] = float64(r.cadence)
			if r.cadenceFraction != invalid8 {
				s.Cadence[i] += float64(r.cadenceFraction) / 128
			}
			s.Cadence[i] *= stepsPerCycle
		}
		if r.temperature != invalidS8 {
			s.Temperature[i] = float64(r.temperature)
		}
		s.Power[i] = scaled(r.power, 1)
	}
	return s
}

// stepsPerCycle is 2 on foot, where FIT counts one leg, and 1 elsewhere. A
// recording of no stated sport is taken to be on foot, as it matters only if it
// turns out to be a run.
func stepsPerCycle(s activity.Sport) float64 {
	switch s {
	case activity.Running, activity.Walking, activity.Hiking, activity.Unstated:
		return 2
	}
	return 1
}

func lapsFrom(laps []lap, start uint32) []activity.Lap {
	if len(laps) == 0 {
		return nil
	}
	out := make([]activity.Lap, len(laps))
	for i, l := range laps {
		out[i] = activity.Lap{
			Start:            math.NaN(),
			Elapsed:          scaled(l.elapsed, 1000),
			Timer:            scaled(l.timer, 1000),
			Distance:         scaled(l.distance, 100),
			AverageHeartRate: heartRate(l.averageHeartRate),
			Intensity:        intensityWord(l.intensity),
		}
		if t := l.began(); t != invalid32 {
			// A lap can state a start a second before the session's.
			out[i].Start = max(0, float64(t)-float64(start))
		}
	}
	return out
}

// began is when a lap began, invalid32 where that cannot be told.
func (l *lap) began() uint32 {
	if l.start == invalid32 && l.time != invalid32 && l.elapsed != invalid32 {
		return l.time - min(l.time, wholeSeconds(l.elapsed))
	}
	return l.start
}

// clockNote says that a clock was not set: times in the first years of the FIT
// calendar, on the last day of 2009, where some watches start, or after 2100.
func clockNote(start uint32, records []record) []activity.Note {
	n := 0
	for i := range records {
		if clockUnset(records[i].time) {
			n++
		}
	}
	if n == 0 && !clockUnset(start) {
		return nil
	}
	return []activity.Note{{
		Code: "clock", Count: n,
		Text: fmt.Sprintf("the clock was not set: the recording begins at %s", fitDate(start).Format(time.RFC3339)),
	}}
}

// clockUnset reports whether only a clock that was not set gives a time: before
// 1995, before any device wrote FIT; on 2009-12-31; from 2100 on.
func clockUnset(t uint32) bool {
	const (
		year1995 = 788918400 - fitEpoch
		eve2009  = 1262217600 - fitEpoch
		year2010 = 1262304000 - fitEpoch
		year2100 = 4102444800 - fitEpoch
	)
	return t < year1995 || t >= eve2009 && t < year2010 || t >= year2100
}

// offset is the local offset from UTC that the activity message states. Many
// write something else there, so only a quarter of an hour within 14 hours is
// believed.
func (rec *recording) offset() (time.Duration, bool) {
	const quarter, most = 15 * 60, 14 * 3600
	if rec.timestamp == invalid32 || rec.localTimestamp == invalid32 {
		return 0, false
	}
	d := int64(rec.localTimestamp) - int64(rec.timestamp)
	if d%quarter != 0 || d < -most || d > most {
		return 0, false
	}
	return time.Duration(d) * time.Second, true
}

// fitDate is the date and time of FIT seconds, UTC.
func fitDate(t uint32) time.Time { return time.Unix(fitEpoch+int64(t), 0).UTC() }

// compareTime orders times, with those not stated last.
func compareTime(a, b uint32) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// countWhile is the length of the beginning of s for which in holds; it must
// hold for no later element.
func countWhile[T any](s []T, in func(T) bool) int {
	n, _ := slices.BinarySearchFunc(s, true, func(e T, _ bool) int {
		if in(e) {
			return -1
		}
		return 1
	})
	return n
}

// scaled is a number in its unit; NaN where it was not recorded.
func scaled[T uint16 | uint32](v T, scale float64) float64 {
	if v == ^T(0) {
		return math.NaN()
	}
	return float64(v) / scale
}

// heartRate is a heart rate in beats per minute; NaN where none was recorded,
// which many devices write as 0.
func heartRate(v uint8) float64 {
	if v == 0 || v == invalid8 {
		return math.NaN()
	}
	return float64(v)
}

// wholeSeconds is milliseconds in seconds, rounded up; 0 where not stated.
func wholeSeconds(ms uint32) uint32 {
	if ms == invalid32 {
		return 0
	}
	return uint32((uint64(ms) + 999) / 1000)
}
