package importer

import (
	"crypto/sha256"
	"encoding/binary"
	"io"
	"math"
	"path"
	"sync"
	"time"

	"easyday/importer/activity"
	"easyday/importer/cache"
	"easyday/importer/compact"
)

// shelf keeps reads in a cache. It is shared by the workers; nil keeps nothing.
type shelf struct {
	folder *cache.Folder
	zoneAt func(lat, lon float64) (*time.Location, bool)
	encode func(value any) ([]byte, error)
	decode func(data []byte) (any, error)

	locations sync.Map // of string to *time.Location: reading a zone's rules takes its time
}

// newShelf is the shelf for summaries of type T, nil where there is no cache or
// they cannot be kept.
func newShelf[T any](o Options) *shelf {
	if _, keepable := any(new(T)).(Keepable); o.Cache == nil || !keepable {
		return nil
	}
	return &shelf{
		folder: o.Cache, zoneAt: o.ZoneAt,
		encode: func(value any) ([]byte, error) {
			v, _ := value.(T)
			k, _ := any(&v).(Keepable)
			return k.AppendBinary(nil)
		},
		decode: func(data []byte) (any, error) {
			var v T
			k, _ := any(&v).(Keepable)
			err := k.UnmarshalBinary(data)
			return v, err
		},
	}
}

// keptRead is a read as it is kept: without the names of its file, without
// positions, and without anything that Options say.
type keptRead struct {
	Outcome activity.Outcome
	Reason  string
	Notes   []activity.Note
	Runs    []keptRun
}

// keptRun is a candidate as it is kept.
type keptRun struct {
	Value  []byte
	Digest []byte
	Nth    int

	Format            activity.Format
	Start             time.Time
	Elapsed, Distance float64
	Samples, Merits   int
	Broken            int
	Distances, Beats  []float32

	Offset      time.Duration
	OffsetKnown bool
	// Placed is false where there is a position that no zone was looked up
	// for. Place is the zone's name, empty where there is none.
	Placed bool
	Place  string
}

// key is the key of what a leaf comes to: of its bytes as they lie on disk or in
// the archive, which need not be unpacked for it, and of what its name and
// Strava's list say of it. It is false for a leaf that cannot be read.
func (s *shelf) key(l leaf, row stravaRow) (cache.Key, bool) {
	if s == nil || l.packed > maxInflated {
		return cache.Key{}, false
	}
	r, err := l.raw()
	if err != nil {
		return cache.Key{}, false
	}
	defer r.Close()
	h := s.folder.KeyHash()
	for _, said := range []string{
		l.packing, string(sportInName(path.Base(l.name()))),
		row.kind, row.title, row.gear, row.description,
	} {
		var n [8]byte
		binary.LittleEndian.PutUint64(n[:], uint64(len(said)))
		h.Write(n[:])
		io.WriteString(h, said)
	}
	// The reader alone, so that no other way of copying is looked for.
	if _, err := io.Copy(h, struct{ io.Reader }{r}); err != nil {
		return cache.Key{}, false
	}
	return cache.KeyOf(h), true
}

// keep writes a read to the cache, and looks up the zones of its runs for that.
// That it cannot be written only means that it will be decoded again.
func (s *shelf) keep(key cache.Key, r *read) {
	k := keptRead{Outcome: r.entry.Outcome, Reason: r.entry.Reason, Notes: r.entry.Notes}
	for i := range r.runs {
		c := &r.runs[i]
		s.place(c)
		value, err := s.encode(c.value)
		if err != nil {
			return
		}
		run := keptRun{
			Value: value, Digest: c.digest[:], Nth: c.nth,
			Format: c.format, Start: c.start, Elapsed: c.elapsed, Distance: c.distance,
			Samples: c.samples, Merits: c.merits, Broken: c.broken,
			Distances: c.profile.distance, Beats: c.profile.heartRate,
			Offset: c.offset, OffsetKnown: c.offsetKnown,
			Placed: c.placed || math.IsNaN(c.lat) || c.offsetKnown,
		}
		if c.place != nil {
			run.Place = c.place.String()
		}
		k.Runs = append(k.Runs, run)
	}
	data, err := compact.Append(nil, k)
	if err != nil {
		return
	}
	_ = s.folder.Put(key, data)
}

// place looks up the zone of a run that does not say its local time itself.
func (s *shelf) place(c *candidate) {
	if c.offsetKnown || s.zoneAt == nil || math.IsNaN(c.lat) {
		return
	}
	c.placed = true
	if loc, ok := s.zoneAt(c.lat, c.lon); ok {
		c.place = loc
	}
}

// recall is what the cache has of a leaf. It is false where there is nothing,
// nothing that can be used, or a run whose zone would have to be looked up.
func (s *shelf) recall(key cache.Key, l leaf) (read, bool) {
	data, ok := s.folder.Get(key)
	if !ok {
		return read{}, false
	}
	r, err := s.restore(data, l)
	if err != nil {
		s.folder.Drop(key)
		return read{}, false
	}
	for i := range r.runs {
		if c := &r.runs[i]; s.zoneAt != nil && !c.placed {
			return read{}, false
		}
	}
	return r, true
}

// restore makes a leaf's read of what keep wrote.
func (s *shelf) restore(data []byte, l leaf) (read, error) {
	var k keptRead
	if err := compact.Decode(data, &k); err != nil {
		return read{}, err
	}
	r := read{entry: l.entry(k.Outcome, k.Reason)}
	r.entry.Notes = k.Notes
	for _, run := range k.Runs {
		c := candidate{
			nth: run.Nth, format: run.Format, start: run.Start, elapsed: run.Elapsed, distance: run.Distance,
			samples: run.Samples, merits: run.Merits, broken: run.Broken,
			profile: profile{distance: run.Distances, heartRate: run.Beats},
			offset:  run.Offset, offsetKnown: run.OffsetKnown,
			lat: math.NaN(), lon: math.NaN(), placed: run.Placed,
		}
		if len(run.Digest) != sha256.Size || len(run.Distances) != len(run.Beats) {
			return read{}, compact.ErrDamaged
		}
		c.digest = [sha256.Size]byte(run.Digest)
		var err error
		if c.place, err = s.location(run.Place); err != nil {
			return read{}, err
		}
		if c.value, err = s.decode(run.Value); err != nil {
			return read{}, err
		}
		r.runs = append(r.runs, c)
	}
	return r, nil
}

// location is the zone of a name, nil of none.
func (s *shelf) location(name string) (*time.Location, error) {
	if name == "" {
		return nil, nil
	}
	if known, ok := s.locations.Load(name); ok {
		loc, _ := known.(*time.Location)
		return loc, nil
	}
	loc, err := time.LoadLocation(name)
	if err == nil {
		s.locations.Store(name, loc)
	}
	return loc, err
}
