package tcxfile

import (
	"fmt"
	"math"
	"strings"
	"time"

	"easyday/importer/activity"
	"easyday/importer/trackxml"
)

// minute is in microseconds, as are the times of laps and samples.
const minute = 60 * 1e6

// activity makes an activity of a recording, and reports false where that has
// neither trackpoints nor totals.
func (r *reader) activity(rec *recording) (activity.Activity, bool) {
	a := activity.Activity{
		Format: activity.TCX,
		Name:   rec.title(),
		Device: rec.creator.device(),
		Totals: totals(rec),
	}
	a.Sport, a.SubSport = trackxml.SportOf(rec.sport)
	a.Offset, a.OffsetKnown = rec.zone.Offset, rec.zone.OffsetKnown
	count(&a, "untimed", rec.untimed, "no time and were left out", "no time and was left out")
	count(&a, "position", rec.nowhere,
		"latitude and longitude 0; the position was left out", "latitude and longitude 0; the position was left out")
	a.Samples = r.samples.Slice(rec.from, rec.to)
	starts := r.lapStarts(rec)
	if a.Samples.Len() == 0 {
		if !(a.Totals.Timer > 0 || a.Totals.Distance > 0) {
			return a, false
		}
		a.Start = time.UnixMicro(int64(starts[0])).UTC()
	} else {
		if n := r.addUpDistance(rec); n > 0 {
			a.Notes = append(a.Notes, activity.Note{
				Code: "distance", Count: n,
				Text: fmt.Sprintf("distance began anew with the lap %d times and was added up", n),
			})
		}
		trackxml.Settle(&a, r.segments(rec, starts))
		trackxml.BothFeet(&a)
		startWithLap(&a, starts[0])
	}
	a.Laps = laps(rec, &a, starts)
	return a, true
}

func (rec *recording) title() string {
	for _, s := range []string{rec.name, rec.notes, rec.plan} {
		if s != "" {
			return s
		}
	}
	return ""
}

// lapStarts is when each lap starts, in microseconds since 1970: as stated, or
// with its first trackpoint where that is not stated or a day from it.
func (r *reader) lapStarts(rec *recording) []float64 {
	const day = 24 * 60 * minute
	starts := make([]float64, len(rec.laps))
	for i, l := range rec.laps {
		starts[i] = float64(l.start.Micros)
		if len(l.tracks) > 0 {
			first := r.samples.Time[l.tracks[0].From]
			if !l.started || math.Abs(starts[i]-first) > day {
				starts[i] = first
			}
		}
	}
	return starts
}

// addUpDistance makes distance count from the start of the activity where it
// begins anew with laps, and returns how often it does.
func (r *reader) addUpDistance(rec *recording) int {
	anew, base, last := 0, 0.0, 0.0
	for _, l := range rec.laps {
		begun := false
		for _, t := range l.tracks {
			d := r.samples.Distance[t.From:t.To]
			for i, v := range d {
				if math.IsNaN(v) {
					continue
				}
				// A device that goes on counting may fall back by metres.
				if !begun && v < last/2 {
					base += last
					anew++
				}
				begun, last = true, v
				d[i] = v + base
			}
		}
	}
	return anew
}

// segments are the stretches of a recording without a pause the file states:
// its Track elements, joined over the end of a lap unless the timers of the
// laps on both sides leave out at least half of the break.
func (r *reader) segments(rec *recording, starts []float64) []trackxml.Segment {
	var out []trackxml.Segment
	stopped := r.stopped(rec, starts)
	since := 0.0 // stopped time since the last sample, its lap's included
	for k, l := range rec.laps {
		since += stopped[k]
		for i, t := range l.tracks {
			own := trackxml.Segment{From: t.From - rec.from, To: t.To - rec.from}
			if len(out) == 0 {
				out = append(out, own)
				continue
			}
			if gap := r.samples.Time[t.From] - r.samples.Time[t.From-1]; i > 0 || since >= gap/2 {
				out = append(out, own)
			} else {
				out[len(out)-1].To = own.To
			}
		}
		if len(l.tracks) > 0 {
			since = stopped[k]
		}
	}
	return out
}

// stopped is, for each lap, the time in microseconds that its timer did not
// run, without the breaks between its own tracks; 0 where it states no timer.
func (r *reader) stopped(rec *recording, starts []float64) []float64 {
	out := make([]float64, len(rec.laps))
	times := r.samples.Time
	for k, l := range rec.laps {
		end := times[rec.to-1]
		if k+1 < len(starts) {
			end = starts[k+1]
		}
		d := end - starts[k] - l.seconds*1e6
		for i := 1; i < len(l.tracks); i++ {
			d -= times[l.tracks[i].From] - times[l.tracks[i-1].To-1]
		}
		if d > 0 {
			out[k] = d
		}
	}
	return out
}

// startWithLap lets an activity start with its first lap, if that starts up to
// a minute before the first sample.
func startWithLap(a *activity.Activity, start float64) {
	ahead := float64(a.Start.UnixMicro()) - start
	if !(0 < ahead && ahead <= minute) {
		return
	}
	a.Start = time.UnixMicro(int64(start)).UTC()
	seconds := ahead / 1e6
	for i := range a.Samples.Time {
		a.Samples.Time[i] += seconds
	}
	for i := range a.Pauses {
		a.Pauses[i].From += seconds
		a.Pauses[i].To += seconds
	}
}

// laps are the laps of a recording. A lap lasts until the next one starts, the
// last one until its last sample, and none for less than its timer ran.
func laps(rec *recording, a *activity.Activity, starts []float64) []activity.Lap {
	first := float64(a.Start.UnixMicro())
	out := make([]activity.Lap, len(rec.laps))
	for i, l := range rec.laps {
		out[i] = activity.Lap{
			Start:            (starts[i] - first) / 1e6,
			Timer:            l.seconds,
			Distance:         l.meters,
			AverageHeartRate: l.averageHeartRate,
			Intensity:        l.intensity,
		}
		elapsed := trackxml.Duration(a) - out[i].Start
		if i+1 < len(starts) {
			elapsed = (starts[i+1] - starts[i]) / 1e6
		}
		if elapsed = max(elapsed, 0); l.seconds > elapsed {
			elapsed = l.seconds
		}
		out[i].Elapsed = elapsed
	}
	return out
}

// totals are the sums over the laps: a figure one of them does not state is not
// known of all, but for heart rate, which is that of the laps that state it.
func totals(rec *recording) activity.Totals {
	t := trackxml.NoTotals()
	var meters, seconds, beats, beating float64
	for _, l := range rec.laps {
		meters += l.meters
		seconds += l.seconds
		if l.seconds > 0 && !math.IsNaN(l.averageHeartRate) {
			beats += l.averageHeartRate * l.seconds
			beating += l.seconds
		}
		if !(l.maximumHeartRate <= t.MaximumHeartRate) && !math.IsNaN(l.maximumHeartRate) {
			t.MaximumHeartRate = l.maximumHeartRate
		}
	}
	// 0 is written for "not measured".
	if meters > 0 {
		t.Distance = meters
	}
	if seconds > 0 {
		t.Timer = seconds
	}
	if beating > 0 {
		t.AverageHeartRate = beats / beating
	}
	if !rec.whole {
		// Of the activity as it was, not of what is left.
		return trackxml.NoTotals()
	}
	return t
}

// device is what the Creator element tells. Garmin's watches give their model
// without the maker.
func (c creator) device() activity.Device {
	d := activity.Device{Key: trackxml.Digest(c.name, c.unit, c.product)}
	d.Maker, d.Product = trackxml.Maker(c.name)
	switch d.Maker {
	case "forerunner", "edge", "fenix", "fēnix", "vivoactive", "vívoactive", "epix", "instinct", "venu", "vivosport", "vívosport":
		d.Maker, d.Product = "garmin", c.name
	}
	if n := strings.TrimLeft(c.product, "0"); n != "" {
		d.Product = c.product
	}
	return d
}

func count(a *activity.Activity, code string, n int, several, one string) {
	switch {
	case n == 1:
		a.Notes = append(a.Notes, activity.Note{Code: code, Count: 1, Text: "1 trackpoint had " + one})
	case n > 1:
		a.Notes = append(a.Notes, activity.Note{Code: code, Count: n, Text: fmt.Sprintf("%d trackpoints had %s", n, several)})
	}
}
