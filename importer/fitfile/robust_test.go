package fitfile

import (
	"errors"
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"easyday/importer/activity"
)

// valid reports what is wrong with a result of Decode: it must be valid
// activities or an error of a known kind.
func valid(activities []activity.Activity, err error) error {
	if err != nil {
		if !errors.Is(err, activity.ErrFormat) && !errors.Is(err, activity.ErrNotActivity) {
			return err
		}
		return nil
	}
	if len(activities) == 0 {
		return errors.New("neither activities nor an error")
	}
	for i := range activities {
		if err := activities[i].Check(); err != nil {
			return err
		}
	}
	return nil
}

// goodFile is a small file with every kind of message that is read.
func goodFile() []byte {
	b := new(builder)
	b.fileID(fileActivity)
	b.events(t0, 0, t0+4, 1, t0+9, 0, t0+30, 4)
	b.define(4, messageSport, nil, field{0, 1, baseEnum}, field{1, 1, baseEnum}, field{3, 5, baseString})
	b.data(4, uint8(1), uint8(4), "Lauf\x00")
	b.define(5, messageDeviceInfo, nil, field{0, 1, baseUint8}, field{1, 1, baseUint8}, field{25, 1, baseEnum})
	b.data(5, uint8(1), uint8(120), uint8(1))
	b.records(t0, 20)
	b.define(6, messageFieldDescription, nil, field{0, 1, baseUint8}, field{1, 1, baseUint8}, field{2, 1, baseUint8}, field{3, 6, baseString}, field{8, 6, baseString})
	b.data(6, uint8(0), uint8(0), uint8(baseUint16), "Power\x00", "Watts\x00")
	b.define(7, messageRecord, [][3]byte{{0, 2, 0}}, field{253, 4, baseUint32}, field{recordCompressed, 3, baseByte})
	for i := range uint32(5) {
		b.data(7, t0+20+i, []byte{1, 2, byte(i)}, uint16(250))
	}
	b.define(8, messageLap, nil, field{2, 4, baseUint32}, field{7, 4, baseUint32}, field{23, 1, baseEnum})
	b.data(8, t0, uint32(15_000), uint8(0))
	b.session(t0, 15, 1, 0)
	b.session(t0+15, 15, 2, 0)
	b.define(9, messageActivity, nil, field{253, 4, baseUint32}, field{5, 4, baseUint32})
	b.data(9, t0+30, t0+3630)
	return b.bytes()
}

// goodFiles are three sound files: for the second reader, for the first, and an
// hour long as a library writes it.
func goodFiles(t *testing.T) map[string][]byte {
	return map[string][]byte{"second reader": goodFile(), "first reader": simpleRun(20).bytes(), "an hour": hourRun(t)}
}

// decodeWithin is Decode, held to the bound on memory: 40 times the file and 32
// megabytes, here of all that is allocated, whether kept or not.
func decodeWithin(t *testing.T, data []byte) ([]activity.Activity, error) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	activities, err := Decode(data, activity.Hints{})
	runtime.ReadMemStats(&after)
	if took, bound := after.TotalAlloc-before.TotalAlloc, uint64(40*len(data)+32<<20); took > bound {
		t.Fatalf("%d bytes allocated for %d, bound %d", took, len(data), bound)
	}
	return activities, err
}

// TestEveryPrefix cuts files at every byte of the header, and at every byte of
// the rest or 200 bytes spread over it.
func TestEveryPrefix(t *testing.T) {
	for name, data := range goodFiles(t) {
		step := 1
		if len(data) > 2000 {
			step = (len(data) - longHeader) / 200
		}
		most := 0
		for n := 0; n <= len(data); {
			activities, err := decodeWithin(t, data[:n:n])
			if err := valid(activities, err); err != nil {
				t.Fatalf("%s: first %d bytes: %v", name, n, err)
			}
			kept := 0
			for i := range activities {
				kept += activities[i].Samples.Len()
			}
			// What is there is used: more bytes never give fewer records.
			if kept < most {
				t.Fatalf("%s: first %d bytes give %d records, fewer bytes gave %d", name, n, kept, most)
			}
			most = kept
			if n < longHeader {
				n++
			} else {
				n += step
			}
		}
		if most == 0 {
			t.Errorf("%s: the whole file gives no records", name)
		}
	}
}

// TestFlippedBytes damages files 10,000 times, up to three bytes each.
func TestFlippedBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	files := goodFiles(t)
	for _, tt := range []struct {
		name  string
		times int
	}{{"second reader", 4900}, {"first reader", 4900}, {"an hour", 200}} {
		good, readable := files[tt.name], 0
		for range tt.times {
			data := append([]byte(nil), good...)
			for range 1 + r.IntN(3) {
				data[r.IntN(len(data))] ^= byte(1 + r.IntN(255))
			}
			activities, err := decodeWithin(t, data)
			if bad := valid(activities, err); bad != nil {
				t.Fatalf("%s: %v in %.4000x", tt.name, bad, data)
			}
			if err == nil {
				readable++
			}
		}
		if readable < tt.times/2 {
			t.Errorf("%s: %d of %d damaged files gave anything", tt.name, readable, tt.times)
		}
	}
}

// TestConcurrent holds that files do not touch each other: the same bytes give
// the same result again, in several goroutines at once.
func TestConcurrent(t *testing.T) {
	files := [][]byte{goodFile(), simpleRun(20).bytes(), hourRun(t)}
	want := make([][]activity.Activity, len(files))
	for i := range files {
		want[i] = decode(t, files[i])
	}
	var wg sync.WaitGroup
	for range 4 {
		for i := range files {
			wg.Go(func() {
				got, err := Decode(files[i], activity.Hints{})
				if err != nil {
					t.Error(err)
				}
				if diff := cmp.Diff(want[i], got, cmpopts.EquateNaNs()); diff != "" {
					t.Errorf("file %d (-first +again):\n%s", i, diff)
				}
			})
		}
	}
	wg.Wait()
}

// TestPanic holds that a panic in a library becomes an error.
func TestPanic(t *testing.T) {
	broken := reader(func(*part, *look) (*recording, error) { panic("broken") })
	if rec, err := broken.guarded(nil, nil); rec != nil || err == nil {
		t.Errorf("guarded = %v, %v, want an error", rec, err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(goodFile())
	f.Add(simpleRun(5).bytes())
	f.Add(goodFile()[:200])
	b := &builder{short: true, big: true}
	b.fileID(4)
	b.records(t0, 3)
	f.Add(b.bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		activities, err := Decode(data, activity.Hints{})
		if err := valid(activities, err); err != nil {
			t.Error(err)
		}
	})
}
