package importer

import (
	"archive/zip"
	"bytes"
	"math"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"easyday/importer/activity"
	"easyday/importer/cache"
	"easyday/importer/compact"
)

func (k *kept) AppendBinary(b []byte) ([]byte, error) { return compact.Append(b, *k) }
func (k *kept) UnmarshalBinary(data []byte) error     { return compact.Decode(data, k) }

// counted are the fake parsers, counting what they decode.
func counted(n *atomic.Int64) []parser {
	ps := fakeParsers()
	for i := range ps {
		decode := ps[i].decode
		ps[i].decode = func(data []byte, h activity.Hints) ([]activity.Activity, error) {
			n.Add(1)
			return decode(data, h)
		}
	}
	return ps
}

func openCache(t testing.TB, dir, version string) *cache.Folder {
	t.Helper()
	f, err := cache.Open(dir, cache.Options{Version: version, Now: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// importCounted imports with the fake parsers and says how many files were
// decoded.
func importCounted(t testing.TB, o Options, paths ...string) (Result[kept], int) {
	t.Helper()
	var n atomic.Int64
	got, err := importWith(t.Context(), paths, o, counted(&n), keep)
	if err != nil {
		t.Fatal(err)
	}
	return got, int(n.Load())
}

func packed(t testing.TB, method uint16, members map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, data := range members {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// seasonOfAll is a folder with every sort of file: plain, packed, in archives
// and archives within them, copies, other sports, damaged, cut short, runs
// without a zone, and a Strava export. It holds 20 files that a parser decodes.
func seasonOfAll(t testing.TB) string {
	t.Helper()
	placed := morning(9)
	placed.Lat, placed.Lon = 47.4, 8.5
	zoned := morning(10)
	zoned.Offset = "1h"
	ride := morning(11)
	ride.Sport = activity.Cycling
	unstated := morning(12)
	unstated.Sport = activity.Unstated
	short := morning(13)
	short.Salt = noteTruncated
	copied := morning(1)
	copied.Salt = "telephone"
	copied.Altitude = false
	two := []recipe{morning(14), morning(15), ride}
	cut := gzipped(t, fake(activity.FIT, morning(16)))
	return tree(t, map[string][]byte{
		"a/1.fit":                 fake(activity.FIT, morning(1)),
		"a/1 again.fit":           fake(activity.FIT, morning(1)),
		"a/1.gpx":                 fake(activity.GPX, copied),
		"a/2.tcx.gz":              gzipped(t, gzipped(t, fake(activity.TCX, morning(2)))),
		"placed.gpx":              fake(activity.GPX, placed),
		"zoned.fit":               fake(activity.FIT, zoned),
		"ride.fit":                fake(activity.FIT, ride),
		"evening run.gpx":         fake(activity.GPX, unstated),
		"evening walk.gpx":        fake(activity.GPX, unstated),
		"short.fit":               fake(activity.FIT, short),
		"two and a ride.fit":      fake(activity.FIT, two...),
		"cut.fit.gz":              cut[:len(cut)-9],
		"course.fit":              []byte("fake fit\ncourse"),
		"panic.fit":               []byte("fake fit\npanic"),
		"damaged.tcx":             []byte("fake tcx\n{"),
		"notes.txt":               []byte("not a recording"),
		"empty.fit":               nil,
		"promise.fit":             []byte("nothing of the sort"),
		"export/activities.csv":   []byte("Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Activity Gear,Filename\n5,x,Dawn,Run,flat,shoes,activities/5.gpx\n6,x,Home,Ride,,,activities/6.gpx\n"),
		"export/activities/5.gpx": fake(activity.GPX, unstated),
		"export/activities/6.gpx": fake(activity.GPX, unstated),
		"deflated.zip":            packed(t, zip.Deflate, map[string][]byte{"3.fit": fake(activity.FIT, morning(3)), "in.zip": packed(t, zip.Store, map[string][]byte{"4.fit": fake(activity.FIT, morning(4))})}),
		"hidden archive":          packed(t, zip.Deflate, map[string][]byte{"5.fit": fake(activity.FIT, morning(5))}),
	})
}

const decodedOfAll = 20

var compareResults = cmp.Options{cmp.Comparer(func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) })}

func zurich(t testing.TB) *time.Location {
	t.Helper()
	z, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// TestSecondImportDecodesNothing holds that what is kept makes the same result
// as what was decoded, and that settings neither spoil nor miss it.
func TestSecondImportDecodesNothing(t *testing.T) {
	dir := seasonOfAll(t)
	at := zurich(t)
	asOf := activity.NewDate(2025, time.March, 9)
	found := func(lat, _ float64) (*time.Location, bool) { return at, lat > 0 }
	settings := []Options{
		{ZoneAt: found},
		{ZoneAt: found, Jobs: 1},
		{ZoneAt: found, Zone: time.FixedZone("NPT", 20700)},
		{ZoneAt: found, AsOf: &asOf},
		{Zone: at},
		{},
		{ZoneAt: func(float64, float64) (*time.Location, bool) { return nil, false }},
	}
	first := map[string]int{}
	folder := openCache(t, t.TempDir(), "1")
	for i, o := range settings {
		want, n := importCounted(t, o, dir)
		if n != decodedOfAll {
			t.Fatalf("%d files decoded without a cache, want %d", n, decodedOfAll)
		}
		if i == 6 {
			// What a finder says is taken to be a fact of the position.
			continue
		}
		o.Cache = folder
		got, n := importCounted(t, o, dir)
		if d := cmp.Diff(want, got, compareResults); d != "" {
			t.Errorf("settings %d: %s", i, d)
		}
		// At first a copy is decoded or not, as its twin was kept by then.
		if least := map[bool]int{true: decodedOfAll - 2}[i == 0]; n < least || i > 0 && n > 0 {
			t.Errorf("settings %d: %d files decoded", i, n)
		}
		first[lines(got.Ledger)[0]]++
	}
}

// TestDamagedCache cuts and flips entries: each is decoded again, and the result
// is as if there were none.
func TestDamagedCache(t *testing.T) {
	dir, kept := seasonOfAll(t), t.TempDir()
	want, _ := importCounted(t, Options{}, dir)
	o := Options{Cache: openCache(t, kept, "1")}
	importCounted(t, o, dir)
	entries, err := filepath.Glob(filepath.Join(kept, "*.run"))
	if err != nil || len(entries) < 6 {
		t.Fatalf("%d entries, %v", len(entries), err)
	}
	for i, name := range entries[:6] {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if i%2 == 0 {
			data = data[:len(data)*i/6]
		} else {
			data[len(data)*i/6] ^= 4
		}
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, n := importCounted(t, o, dir)
	if d := cmp.Diff(want, got, compareResults); d != "" {
		t.Error(d)
	}
	if n != 6 {
		t.Errorf("%d files decoded again, want 6", n)
	}
	if _, n := importCounted(t, o, dir); n != 0 {
		t.Errorf("%d files decoded after that", n)
	}
}
