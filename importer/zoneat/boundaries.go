package zoneat

import "fmt"

// boundaries are the areas of all zones, in the order of the zones' names. Their
// lines stay as they are stored and are followed anew for every question: a
// few milliseconds, where points in memory would take a hundred megabytes.
type boundaries struct{ areas []area }

// area is a connected part of a zone.
type area struct {
	zone  string
	west  int // the least and the greatest coordinates, in units of perDegree
	east  int
	south int
	north int
	outer ring
	holes []ring
}

// ring is a closed line of longitudes and latitudes, stored as Google's encoded
// polylines: differences of coordinates in units of perDegree, zigzag, in groups of
// five bits.
type ring []byte

const perDegree = 1e5

// at is the first zone that holds a position; empty for none.
func (b *boundaries) at(lat, lon float64) string {
	x, y := lon*perDegree, lat*perDegree
	for i := range b.areas {
		if a := &b.areas[i]; a.holds(x, y) {
			return a.zone
		}
	}
	return ""
}

func (a *area) holds(x, y float64) bool {
	if x < float64(a.west) || x > float64(a.east) || y < float64(a.south) || y > float64(a.north) || !a.outer.holds(x, y) {
		return false
	}
	for _, h := range a.holes {
		if h.holds(x, y) {
			return false
		}
	}
	return true
}

// holds reports whether a point lies within the ring, by the parity of the lines
// that are crossed on the way east.
func (r ring) holds(x, y float64) bool {
	inside, first := false, true
	var x0, y0, startX, startY float64
	cross := func(x1, y1 float64) {
		if (y0 > y) != (y1 > y) && x < x0+(x1-x0)*(y-y0)/(y1-y0) {
			inside = !inside
		}
		x0, y0 = x1, y1
	}
	r.follow(func(px, py int) {
		if first {
			x0, y0, first = float64(px), float64(py), false
			startX, startY = x0, y0
			return
		}
		cross(float64(px), float64(py))
	})
	cross(startX, startY)
	return inside
}

// follow calls f with every point; it reports whether the ring ends with a whole
// one.
func (r ring) follow(f func(x, y int)) bool {
	x, y := 0, 0
	for len(r) > 0 {
		var dx, dy int
		var ok bool
		if dx, r, ok = difference(r); !ok {
			return false
		}
		if dy, r, ok = difference(r); !ok {
			return false
		}
		x, y = x+dx, y+dy
		f(x, y)
	}
	return true
}

// difference is the first number of an encoded polyline, and what follows it.
func difference(r ring) (value int, rest ring, ok bool) {
	for i, c := range r {
		if c < 63 || i > 6 {
			break
		}
		value |= int(c-63) & 31 << (5 * i)
		if c-63 < 32 {
			return value>>1 ^ -(value & 1), r[i+1:], true
		}
	}
	return 0, nil, false
}

// readBoundaries reads a message CompressedTimezones of tzf: timezones = 2 of
// data = 1 and name = 2, the data of points = 1 and holes = 2, which again have
// points.
func readBoundaries(data []byte) (*boundaries, error) {
	b := &boundaries{}
	err := fields(data, func(n, _ uint64, zone []byte) error {
		if n != 2 {
			return nil
		}
		from, name := len(b.areas), ""
		err := fields(zone, func(n, _ uint64, v []byte) error {
			switch n {
			case 1:
				a, err := readArea(v)
				b.areas = append(b.areas, a)
				return err
			case 2:
				name = string(v)
			}
			return nil
		})
		for i := range b.areas[from:] {
			b.areas[from+i].zone = name
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("boundaries of zones: %w", err)
	}
	return b, nil
}

func readArea(data []byte) (area, error) {
	var a area
	err := fields(data, func(n, _ uint64, v []byte) error {
		switch n {
		case 1:
			a.outer = v
		case 2:
			return fields(v, func(n, _ uint64, points []byte) error {
				if n == 1 {
					a.holes = append(a.holes, points)
				}
				return nil
			})
		}
		return nil
	})
	if err != nil {
		return a, err
	}
	first := true
	whole := a.outer.follow(func(x, y int) {
		if first {
			a.west, a.east, a.south, a.north, first = x, x, y, y, false
		}
		a.west, a.east = min(a.west, x), max(a.east, x)
		a.south, a.north = min(a.south, y), max(a.north, y)
	})
	if !whole || first {
		return a, errWire
	}
	return a, nil
}
