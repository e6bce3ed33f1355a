package zoneat

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// tiles is an index of the map tiles, of several sizes, that lie within one zone.
type tiles struct {
	coarsest, finest int // zoom levels
	names            []string
	zone             map[tile]uint16 // index into names
}

// tile is the zoom level, column and row, in 8, 28 and 28 bits, of a tile of the usual map of the web: of 2^zoom columns from the date line
// eastwards and as many rows from the north, in the projection of Mercator.
type tile uint64

func tileOf(zoom, x, y uint64) tile { return tile(zoom<<56 | x<<28 | y) }

// tileAt is the tile that holds a position in degrees.
func tileAt(lat, lon float64, zoom int) tile {
	size := float64(uint32(1) << zoom)
	sine := math.Sin(lat * math.Pi / 180)
	row := func(share float64) uint64 { return uint64(max(0, min(size-1, math.Floor(share*size)))) }
	return tileOf(uint64(zoom), row(lon/360+.5), row(.5-math.Log((1+sine)/(1-sine))/(4*math.Pi)))
}

// at is the zone of the coarsest tile that lies within one at a position; empty
// where the index leaves it open.
func (t *tiles) at(lat, lon float64) string {
	for zoom := t.coarsest; zoom <= t.finest; zoom++ {
		if name, ok := t.zone[tileAt(lat, lon, zoom)]; ok {
			return t.names[name]
		}
	}
	return ""
}

// readTiles reads a message PreindexTimezones of tzf: idx_zoom = 1, agg_zoom = 2,
// keys = 3 of name = 1, x = 2, y = 3, z = 4.
func readTiles(data []byte) (*tiles, error) {
	const bytesPerKey = 24
	t := &tiles{zone: make(map[tile]uint16, len(data)/bytesPerKey)}
	index := make(map[string]uint16)
	err := fields(data, func(n, v uint64, key []byte) error {
		switch n {
		case 1:
			t.finest = int(v)
		case 2:
			t.coarsest = int(v)
		case 3:
			var zoom, x, y uint64
			var name uint16
			err := fields(key, func(n, v uint64, text []byte) error {
				switch n {
				case 1:
					known, ok := index[string(text)]
					if !ok {
						known = uint16(len(t.names))
						t.names = append(t.names, string(text))
						index[string(text)] = known
					}
					name = known
				case 2:
					x = v
				case 3:
					y = v
				case 4:
					zoom = v
				}
				return nil
			})
			if err != nil {
				return err
			}
			at := tileOf(zoom, x, y)
			if _, ok := t.zone[at]; !ok { // where zones overlap, the first
				t.zone[at] = name
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("index of zones: %w", err)
	}
	return t, nil
}

var errWire = errors.New("damaged data")

// fields calls f with every field of a message in the wire format of protocol
// buffers: its number and its value, a number or bytes that are part of data. The
// messages read here have no other values.
func fields(data []byte, f func(number, v uint64, b []byte) error) error {
	for len(data) > 0 {
		tag, n := binary.Uvarint(data)
		if n <= 0 {
			return errWire
		}
		data = data[n:]
		v, n := binary.Uvarint(data) // the number, or how many bytes follow
		if n <= 0 {
			return errWire
		}
		data = data[n:]
		var b []byte
		switch tag & 7 {
		case 0:
		case 2:
			if v > uint64(len(data)) {
				return errWire
			}
			b, data = data[:v], data[v:]
		default:
			return errWire
		}
		if err := f(tag>>3, v, b); err != nil {
			return err
		}
	}
	return nil
}
