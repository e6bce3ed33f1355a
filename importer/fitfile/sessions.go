package fitfile

import (
	"math"
	"slices"

	"github.com/muktihari/fit/profile/typedef"

	"easyday/importer/activity"
)

// legs are the sessions in order of start, each with a start, and the number of
// session messages left out: those that repeat another, and a summary of
// several. There is always at least one: a recording without a session is one
// of the sport that its sport message or its laps state.
func (rec *recording) legs() (legs []session, left int) {
	for _, s := range rec.sessions {
		if s.start == invalid32 && s.time != invalid32 {
			s.start = s.time - min(s.time, wholeSeconds(s.elapsed))
		}
		if s.start == invalid32 && len(rec.records) == 0 {
			s.start = min(rec.timestamp, rec.id.created)
		}
		legs = append(legs, s)
	}
	if len(legs) == 0 {
		s := newSession()
		s.timer = rec.timer
		legs = append(legs, s)
	}
	if len(legs) > 1 {
		n := len(legs)
		legs = slices.DeleteFunc(legs, func(s session) bool { return s.sport == uint8(typedef.SportMultisport) })
		if len(legs) == 0 {
			legs = append(legs, rec.sessions[0])
		}
		// The longer last, to which the records fall.
		slices.SortStableFunc(legs, func(a, b session) int {
			if c := compareTime(a.start, b.start); c != 0 {
				return c
			}
			return compareTime(wholeSeconds(a.elapsed), wholeSeconds(b.elapsed))
		})
		legs = slices.CompactFunc(legs, func(a, b session) bool {
			return a.start == b.start && a.elapsed == b.elapsed && a.sport == b.sport
		})
		left = n - len(legs)
	}
	for i := range legs {
		s := &legs[i]
		if s.sport == invalid8 {
			s.sport, s.subSport = rec.statedSport(s.subSport)
		}
	}
	return legs, left
}

// statedSport is the sport of the sport message, or else of the first lap that
// states one. A sub-sport the session states itself stands.
func (rec *recording) statedSport(subSport uint8) (uint8, uint8) {
	sport, sub := rec.sport.sport, rec.sport.subSport
	for i := 0; sport == invalid8 && i < len(rec.laps); i++ {
		sport, sub = rec.laps[i].sport, rec.laps[i].subSport
	}
	if subSport != invalid8 {
		sub = subSport
	}
	return sport, sub
}

// begin is when the session begins: at its stated start where that is
// believable and not after the first record, otherwise with the first record.
func (s *session) begin(records []record) uint32 {
	const day = 86400
	switch {
	case len(records) == 0 && s.start != invalid32:
		return s.start
	case len(records) == 0:
		return 0
	case s.start == invalid32, s.start > records[0].time, records[0].time-s.start > day:
		return records[0].time
	}
	return s.start
}

// until is when the session ends. A session that is alone lasts at least to its
// last record.
func (s *session) until(start uint32, records []record, alone bool) uint32 {
	end := uint64(start)
	if s.elapsed != invalid32 {
		end += (uint64(s.elapsed) + 999) / 1000
	}
	if n := len(records); n > 0 && (alone || s.elapsed == invalid32) {
		end = max(end, uint64(records[n-1].time))
	}
	return uint32(min(end, math.MaxUint32))
}

func (s *session) totals() activity.Totals {
	return activity.Totals{
		Distance:         scaled(s.distance, 100),
		Timer:            scaled(s.timer, 1000),
		Elapsed:          scaled(s.elapsed, 1000),
		Moving:           scaled(s.moving, 1000),
		Ascent:           scaled(s.ascent, 1),
		AverageHeartRate: heartRate(s.averageHeartRate),
		MaximumHeartRate: heartRate(s.maximumHeartRate),
		AverageSpeed:     scaled(s.averageSpeed, 1000),
		RestingHeartRate: math.NaN(),
	}
}
