// Package zoneat tells the time zone at a position, from boundaries that are
// part of the program: nothing is looked up elsewhere.
//
// The boundaries are those of github.com/ringsaturn/tzf, simplified to within
// a few hundred metres (its own "lite" data, from the timezone-boundary-builder
// project). Reading them takes about half a second and some 60 MB, so that
// happens at the first question and not before.
package zoneat

import (
	"fmt"
	"math"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the rules of zones, where the machine has none

	"github.com/ringsaturn/tzf"
)

// Finder answers with the zone at a position. The zero value serves; it may be
// used from several goroutines. It must not be copied.
type Finder struct {
	once   sync.Once
	finder tzf.F
	err    error

	mu        sync.Mutex
	locations map[string]*time.Location // nil for a name without rules
}

// At is the zone at a position in degrees, north and east positive; false for
// a position that is none (NaN, infinite, beyond 90° or 180°, or 0° and 0°, which
// is what a receiver without a fix writes), on the high seas, where zones are nautical
// and no runner's, and where boundaries or rules cannot be read (see Err).
func (f *Finder) At(lat, lon float64) (*time.Location, bool) {
	if !(math.Abs(lat) <= 90) || !(math.Abs(lon) <= 180) || lat == 0 && lon == 0 {
		return nil, false
	}
	f.once.Do(f.load)
	if f.err != nil {
		return nil, false
	}
	name := f.finder.GetTimezoneName(lon, lat)
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

// Err is why no position can be told, once At was asked; nil otherwise.
func (f *Finder) Err() error { return f.err }

// load reads the boundaries. The library ends in a panic where its own data is
// damaged, which is made an error.
func (f *Finder) load() {
	defer func() {
		if v := recover(); v != nil {
			f.err = fmt.Errorf("zone boundaries: %v", v)
		}
	}()
	f.finder, f.err = tzf.NewDefaultFinder()
}
