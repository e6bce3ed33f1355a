// Package zoneat tells the time zone at a position, from boundaries that are
// part of the program: nothing is looked up elsewhere.
//
// The boundaries are those of github.com/ringsaturn/tzf, simplified to within
// a few hundred metres (its own "lite" data, from the timezone-boundary-builder
// project). An index of tiles, read at the first question, answers for most
// positions. Reading the boundaries themselves takes about half a second and
// 130 MB, so that happens for the first position that the index leaves open, near
// a boundary.
package zoneat

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the rules of zones, where the machine has none

	"github.com/ringsaturn/tzf"
	tzfrellite "github.com/ringsaturn/tzf-rel-lite"
	pb "github.com/ringsaturn/tzf/gen/go/tzf/v1"
	"google.golang.org/protobuf/proto"
)

// Finder answers with the zone at a position. The zero value serves; it may be
// used from several goroutines. It must not be copied.
type Finder struct {
	tiles, boundaries lookup

	mu        sync.Mutex
	locations map[string]*time.Location // nil for a name without rules
}

// lookup is a finder of the library's, read when it is first asked for.
type lookup struct {
	once   sync.Once
	finder tzf.F
	err    error
}

// name is the zone's name at a position, empty where the finder does not know.
func (l *lookup) name(lat, lon float64, read func() (tzf.F, error)) string {
	l.once.Do(func() {
		// The library ends in a panic where its own data is damaged.
		defer func() {
			if v := recover(); v != nil {
				l.err = fmt.Errorf("zone boundaries: %v", v)
			}
		}()
		l.finder, l.err = read()
	})
	if l.err != nil {
		return ""
	}
	return l.finder.GetTimezoneName(lon, lat)
}

// At is the zone at a position in degrees, north and east positive; false for
// a position that is none (NaN, infinite, beyond 90° or 180°, or 0° and 0°, which
// is what a receiver without a fix writes), on the high seas, where zones are nautical
// and no runner's, and where boundaries or rules cannot be read (see Err).
func (f *Finder) At(lat, lon float64) (*time.Location, bool) {
	if !(math.Abs(lat) <= 90) || !(math.Abs(lon) <= 180) || lat == 0 && lon == 0 {
		return nil, false
	}
	name := f.tiles.name(lat, lon, readTiles)
	if name == "" {
		name = f.boundaries.name(lat, lon, tzf.NewDefaultFinder)
	}
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

// readTiles reads the index of tiles that lie within one zone.
func readTiles() (tzf.F, error) {
	var index pb.PreindexTimezones
	if err := proto.Unmarshal(tzfrellite.PreindexData, &index); err != nil {
		return nil, err
	}
	return tzf.NewFuzzyFinderFromPB(&index)
}
