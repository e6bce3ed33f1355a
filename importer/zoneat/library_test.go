package zoneat

import (
	"math/rand/v2"
	"testing"

	"github.com/ringsaturn/tzf"
	tzfrellite "github.com/ringsaturn/tzf-rel-lite"
)

// TestAsTheLibrary holds names against those of the library whose data it is: for
// positions anywhere, and for positions within a few kilometres of boundaries.
func TestAsTheLibrary(t *testing.T) {
	library, err := tzf.NewDefaultFinder()
	if err != nil {
		t.Fatal(err)
	}
	var f Finder
	r := rand.New(rand.NewPCG(3, 4))
	check := func(lat, lon float64) {
		if got, want := f.name(lat, lon), library.GetTimezoneName(lon, lat); got != want {
			t.Errorf("%.6f, %.6f: %q, want %q", lat, lon, got, want)
		}
	}
	for range 2000 {
		check(180*r.Float64()-90, 360*r.Float64()-180)
	}
	f.name(47.66, 9.17) // reads the boundaries
	for range 300 {
		a := &f.boundaries.value.areas[r.IntN(len(f.boundaries.value.areas))]
		points, n := 0, 0
		a.outer.follow(func(int, int) { points++ })
		pick := r.IntN(points)
		a.outer.follow(func(x, y int) {
			if n == pick {
				check(float64(y)/perDegree+.04*(r.Float64()-.5), float64(x)/perDegree+.04*(r.Float64()-.5))
			}
			n++
		})
	}
}

// TestDamagedData holds that data cut anywhere is an error or less of it, never a
// panic.
func TestDamagedData(t *testing.T) {
	for _, tt := range []struct {
		name string
		data []byte
		read func([]byte) error
	}{
		{"tiles", tzfrellite.PreindexData, func(b []byte) error { _, err := readTiles(b); return err }},
		{"boundaries", tzfrellite.LiteCompressData[:1<<16], func(b []byte) error { _, err := readBoundaries(b); return err }},
	} {
		if err := tt.read(tt.data[:len(tt.data)-1]); err == nil {
			t.Errorf("%s without their last byte are read", tt.name)
		}
		for cut := range 300 {
			_ = tt.read(tt.data[:cut*7])
		}
	}
	if r := ring("_p~iF~ps|U_ulL"); r.follow(func(int, int) {}) {
		t.Error("a point without a latitude is a point")
	}
	if r := ring("\x1e\x1e"); r.follow(func(int, int) {}) {
		t.Error("bytes that no polyline has are points")
	}
}
