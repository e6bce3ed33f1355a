package importer

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"math"
	"time"

	"easyday/importer/activity"
	"easyday/importer/scratch"
)

// candidate is a run read from a file, reduced to what tells whether two are
// the same and which of them is better, with what summarize made of it.
type candidate struct {
	value  any
	name   string // of the file, as in Entry.Name
	read   int    // index of the read it came from
	digest [sha256.Size]byte
	nth    int // among the file's activities

	format   activity.Format
	start    time.Time
	elapsed  float64 // seconds
	distance float64 // metres; NaN where unknown
	samples  int
	merits   int // of: the device's own distance, heart rate, altitude
	broken   int // 1 where it is damaged or cut short
	profile  profile
	stowed   stowed // where the profile lies when it is not in memory

	offset      time.Duration
	offsetKnown bool
	lat, lon    float64 // the first position, for the zone alone; NaN without, and of a run that was kept
	// place is the zone at the first position where placed says that it was
	// looked up; nil where none was found.
	place  *time.Location
	placed bool
}

func newCandidate(a *activity.Activity, digest [sha256.Size]byte, nth int) candidate {
	c := candidate{
		digest: digest, nth: nth, format: a.Format,
		start: a.Start.UTC(), elapsed: a.Figures.Elapsed, distance: a.Figures.Distance,
		samples: a.Samples.Len(), profile: newProfile(a),
		offset: a.Offset, offsetKnown: a.OffsetKnown && believableOffset(a.Offset),
		lat: math.NaN(), lon: math.NaN(),
	}
	for i, lat := range a.Samples.Latitude {
		if !math.IsNaN(lat) {
			c.lat, c.lon = lat, a.Samples.Longitude[i]
			break
		}
	}
	if a.Totals.Distance > 0 {
		c.merits++
	}
	for _, n := range a.Notes {
		switch n.Code {
		case noteDamaged, noteTruncated, noteChecksum, noteUnpacking:
			c.broken = 1
		}
	}
	for _, column := range [][]float64{a.Samples.HeartRate, a.Samples.Altitude} {
		if activity.Coverage(column) >= .5 {
			c.merits++
		}
	}
	return c
}

func (c *candidate) end() time.Time { return c.start.Add(seconds(c.elapsed)) }

func seconds(s float64) time.Duration {
	if math.IsNaN(s) {
		return 0
	}
	return time.Duration(s * float64(time.Second))
}

// compareQuality orders recordings best first: more of device distance, heart
// rate and altitude; more samples; FIT before TCX before GPX; whole before
// damaged. Ties go by content and by name only where the content is the same, so that renaming a
// file changes no result.
func compareQuality(a, b *candidate) int {
	return cmp.Or(
		cmp.Compare(b.merits, a.merits),
		cmp.Compare(b.samples, a.samples),
		cmp.Compare(formatRank(a.format), formatRank(b.format)),
		cmp.Compare(a.broken, b.broken),
		cmp.Compare(b.elapsed, a.elapsed),
		a.start.Compare(b.start),
		bytes.Compare(a.digest[:], b.digest[:]),
		cmp.Compare(a.nth, b.nth),
		cmp.Compare(a.name, b.name),
		cmp.Compare(a.read, b.read),
	)
}

func formatRank(f activity.Format) int {
	switch f {
	case activity.FIT:
		return 0
	case activity.TCX:
		return 1
	}
	return 2
}

// profileStep is the time in seconds between a profile's values.
const profileStep = 30.0

// profile is how far a run had come, and at which heart rate, at every
// profileStep after its start: enough to tell two recordings of one run from
// two runs, at two kilobytes an hour.
type profile struct {
	distance  []float32 // metres; empty where unknown
	heartRate []float32 // mean of the step that ends here; NaN where unknown
}

func newProfile(a *activity.Activity) profile {
	s := &a.Samples
	n := s.Len()
	if n < 2 || !(s.Time[n-1] > 0) || s.Time[n-1] > dayGap*14 {
		return profile{}
	}
	steps := int(s.Time[n-1]/profileStep) + 1
	p := profile{distance: make([]float32, steps), heartRate: make([]float32, steps)}
	k := 0
	for j := range steps {
		at := float64(j) * profileStep
		beats, count := 0.0, 0.0
		for k+1 < n && s.Time[k+1] <= at {
			k++
			if hr := s.HeartRate[k]; !math.IsNaN(hr) {
				beats += hr
				count++
			}
		}
		p.heartRate[j] = float32(beats / count)
		d := s.Distance[k]
		if k+1 < n && s.Time[k+1] > s.Time[k] && at > s.Time[k] {
			d += (s.Distance[k+1] - d) * (at - s.Time[k]) / (s.Time[k+1] - s.Time[k])
		}
		p.distance[j] = float32(d)
	}
	return p
}

// stowed says where a profile of so many steps lies.
type stowed struct {
	in    *scratch.File
	place int64
	steps int
}

// stow lays the profile in a file, since few recordings are ever compared by
// it. Where the file keeps nothing the profile stays.
func (c *candidate) stow(in *scratch.File) {
	n := len(c.profile.distance)
	if n == 0 {
		return
	}
	b := make([]byte, 0, 8*n)
	for _, column := range [][]float32{c.profile.distance, c.profile.heartRate} {
		for _, v := range column {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
		}
	}
	if place, ok := in.Keep(b); ok {
		c.stowed = stowed{in, place, n}
		c.profile = profile{}
	}
}

// course is the recording's profile, wherever it lies.
func (c *candidate) course() profile {
	n := c.stowed.steps
	if n == 0 {
		return c.profile
	}
	b := make([]byte, 8*n)
	c.stowed.in.Fetch(b, c.stowed.place, 0)
	p := profile{distance: make([]float32, n), heartRate: make([]float32, n)}
	for i := range n {
		p.distance[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		p.heartRate[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*(n+i):]))
	}
	return p
}

// between is the distance from one time to another, in seconds after the
// start; NaN where it is not known.
func (p *profile) between(from, to float64) float64 { return p.at(to) - p.at(from) }

func (p *profile) at(t float64) float64 {
	if len(p.distance) == 0 {
		return math.NaN()
	}
	x := min(max(t/profileStep, 0), float64(len(p.distance)-1))
	i := int(x)
	d := float64(p.distance[i])
	if i+1 < len(p.distance) {
		d += (float64(p.distance[i+1]) - d) * (x - float64(i))
	}
	return d
}
