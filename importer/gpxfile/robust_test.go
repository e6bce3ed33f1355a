package gpxfile

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
	"runtime/metrics"
	"strings"
	"sync"
	"testing"
	"time"

	"easyday/importer/activity"
)

// sound fails the test unless what Decode returned is an error or activities
// that keep the model's contract.
func sound(t *testing.T, data []byte) {
	t.Helper()
	as, err := Decode(data, activity.Hints{})
	if (err == nil) == (len(as) == 0) {
		t.Fatalf("%d activities and error %v", len(as), err)
	}
	for i := range as {
		if err := as[i].Check(); err != nil {
			t.Fatalf("activity %d: %v", i, err)
		}
	}
}

func TestPrefixes(t *testing.T) {
	data := document(25, 30)
	read := 0
	for n := range data {
		sound(t, data[:n])
		if as, err := Decode(data[:n], activity.Hints{}); err == nil {
			read++
			if _, ok := notes(as...)["truncated"]; !ok && n < len(data)-len("\n") {
				t.Fatalf("prefix of %d bytes: no note", n)
			}
		}
	}
	// Ten minutes are 21 of the 25 points.
	if read < len(data)/8 || read > len(data)/4 {
		t.Errorf("%d of %d prefixes were read", read, len(data))
	}
}

func TestFlips(t *testing.T) {
	good := document(25, 30)
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		data := bytes.Clone(good)
		for range 1 + random.IntN(3) {
			data[random.IntN(len(data))] ^= byte(1 + random.IntN(255))
		}
		sound(t, data)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(document(3, 1))
	f.Add(document(25, 30)[:3000])
	f.Add([]byte(oneTrack(at("06:00:00", "<bpm>140</bpm>") + at("05:00:00"))))
	f.Add([]byte("\xff\xfe<\x00g\x00p\x00x\x00>\x00"))
	f.Add([]byte(`<?xml version="1.0" encoding="big5"?><gpx><trk><name>` + "\xa4\xa4" + `</name>`))
	f.Fuzz(func(t *testing.T, data []byte) { sound(t, data) })
}

// TestMemory holds the memory in use while reading against 40 times the input
// and 32 MB, for documents made to need much of it.
func TestMemory(t *testing.T) {
	const size = 4 << 20
	fill := func(head, unit, tail string) []byte {
		return []byte(head + strings.Repeat(unit, size/len(unit)) + tail)
	}
	tests := map[string][]byte{
		"points":           fill(`<gpx><trk><trkseg>`, `<trkpt lat="1" lon="1"><time>2025-03-04T06:00Z</time></trkpt>`, `</trkseg></trk></gpx>`),
		"bare points":      fill(`<gpx><trk><trkseg>`, `<trkpt/>`, `</trkseg></trk></gpx>`),
		"segments":         fill(`<gpx><trk>`, `<trkseg><trkpt lat="1" lon="1"><time>2025-03-04T06:00Z</time></trkpt></trkseg>`, `</trk></gpx>`),
		"empty segments":   fill(`<gpx><trk>`, `<trkseg/>`, `</trk></gpx>`),
		"tracks":           fill(`<gpx>`, `<trk><trkseg><trkpt lat="1" lon="1"><time>2025-03-04T06:00Z</time></trkpt></trkseg></trk>`, `</gpx>`),
		"empty tracks":     fill(`<gpx>`, `<trk/>`, `</gpx>`),
		"waypoints":        fill(`<gpx>`, `<wpt/>`, `</gpx>`),
		"extensions":       fill(`<gpx><trk><trkseg><trkpt lat="1" lon="1"><time>2025-03-04T06:00Z</time><extensions>`, `<a/>`, `</extensions></trkpt></trkseg></trk></gpx>`),
		"attributes":       fill(`<gpx `, `a="" `, `></gpx>`),
		"depth":            fill(`<gpx>`, `<a>`, ``),
		"times that clash": fill(`<gpx><trk><trkseg>`, `<trkpt lat="1" lon="1"><time>2025-03-04T06:00Z</time></trkpt><trkpt lat="1" lon="1"><time>2021-03-04T06:00Z</time></trkpt>`, `</trkseg></trk></gpx>`),
		"a name":           fill(`<gpx><trk><name>`, `a &amp; `, `</name></trk></gpx>`),
	}
	for name, data := range tests {
		t.Run(name, func(t *testing.T) {
			if used, most := inUse(func() { sound(t, data) }), uint64(40*len(data)+32<<20); used > most {
				t.Errorf("%d MB in use, want at most %d", used>>20, most>>20)
			}
		})
	}
}

// inUse is the largest number of bytes that objects on the heap took, garbage
// included, while f ran, beyond those before.
func inUse(f func()) uint64 {
	heap := func() uint64 {
		s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		metrics.Read(s)
		return s[0].Value.Uint64()
	}
	runtime.GC() // so that before counts no garbage
	before, most := heap(), uint64(0)
	done := make(chan struct{})
	var watch sync.WaitGroup
	watch.Go(func() {
		for {
			if now := heap(); now > before {
				most = max(most, now-before)
			}
			select {
			case <-done:
				return
			case <-time.After(200 * time.Microsecond):
			}
		}
	})
	f()
	close(done)
	watch.Wait()
	return most
}

// TestAllocations bounds what a point costs: gpxgo takes about 24 allocations
// a point, the rest of the reading none.
func TestAllocations(t *testing.T) {
	const n = 3600
	data := document(n, 1)
	var buffer activity.Buffer
	per := testing.AllocsPerRun(3, func() {
		buffer.Reset()
		if _, err := Decode(data, activity.Hints{Buffer: &buffer}); err != nil {
			t.Error(err)
		}
	}) / n
	if per > 26 {
		t.Errorf("%.1f allocations a point", per)
	}
}

func TestSameBytesSameResult(t *testing.T) {
	data := document(100, 7)
	first, err := Decode(data, activity.Hints{})
	if err != nil {
		t.Fatal(err)
	}
	var buffer activity.Buffer
	for range 3 {
		buffer.Reset()
		again, err := Decode(data, activity.Hints{Buffer: &buffer})
		if err != nil {
			t.Fatal(err)
		}
		if a, b := fmt.Sprintf("%+v", first), fmt.Sprintf("%+v", again); a != b {
			t.Fatalf("%s\n%s", a, b)
		}
	}
}
