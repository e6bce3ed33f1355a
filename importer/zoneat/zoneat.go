// Package zoneat tells the time zone at a position, from boundaries that are
// part of the program: nothing is looked up elsewhere.
//
// The boundaries are those of github.com/ringsaturn/tzf, simplified to within
// a few hundred metres (its own "lite" data, from the timezone-boundary-builder
// project). An index of tiles, read at the first question, answers for most
// positions; the boundaries themselves are followed for those that the index leaves
// open. The library's own reader takes half a second and 130 MB for it, and starting
// it a third of the time that the program takes to say how it is used; tests hold
// that this one answers as it does.
package zoneat

import (
	"errors"
	"math"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the rules of zones, where the machine has none

	tzfrellite "github.com/ringsaturn/tzf-rel-lite"
)

// Finder answers with the zone at a position. The zero value serves; it may be
// used from several goroutines. It must not be copied.
type Finder struct {
	tiles      lazily[tiles]
	boundaries lazily[boundaries]

	mu        sync.Mutex
	locations map[string]*time.Location // nil for a name without rules
}

// lazily is something that is read when it is first asked for.
type lazily[T any] struct {
	once  sync.Once
	value *T // nil before, and where it cannot be read
	err   error
}

func (l *lazily[T]) get(data []byte, read func([]byte) (*T, error)) *T {
	l.once.Do(func() { l.value, l.err = read(data) })
	return l.value
}

// name is the zone's name at a position, empty where none is known.
func (f *Finder) name(lat, lon float64) string {
	index := f.tiles.get(tzfrellite.PreindexData, readTiles)
	if index == nil {
		return ""
	}
	if name := index.at(lat, lon); name != "" {
		return name
	}
	lines := f.boundaries.get(tzfrellite.LiteCompressData, readBoundaries)
	if lines == nil {
		return ""
	}
	if name := lines.at(lat, lon); name != "" {
		return name
	}
	// Simplified boundaries leave gaps between neighbours.
	const gap = .02 // degrees
	for _, east := range []float64{-gap, 0, gap} {
		for _, north := range []float64{-gap, 0, gap} {
			if name := index.at(lat+north, lon+east); name != "" {
				return name
			}
			if name := lines.at(lat+north, lon+east); name != "" {
				return name
			}
		}
	}
	return ""
}

// At is the zone at a position in degrees, north and east positive; false for
// a position that is none (NaN, infinite, beyond 90° or 180°, or 0° and 0°, which
// is what a receiver without a fix writes), on the high seas, where zones are nautical
// and no runner's, and where boundaries or rules cannot be read (see Err).
func (f *Finder) At(lat, lon float64) (*time.Location, bool) {
	if !(math.Abs(lat) <= 90) || !(math.Abs(lon) <= 180) || lat == 0 && lon == 0 {
		return nil, false
	}
	name := f.name(lat, lon)
	if name == "" || strings.HasPrefix(name, "Etc/") {
		return nil, false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	loc, ok := f.locations[name]
	if !ok {
		loc, _ = time.LoadLocation(name) // nil, and remembered, for a name that is not known
		if f.locations == nil {
			f.locations = map[string]*time.Location{}
		}
		f.locations[name] = loc
	}
	return loc, loc != nil
}

// Err is why some position cannot be told, once At was asked; nil otherwise.
func (f *Finder) Err() error { return errors.Join(f.tiles.err, f.boundaries.err) }
