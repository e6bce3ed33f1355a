package scratch

import (
	"bytes"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// piece is n bytes that tell themselves from others.
func piece(i, n int) []byte {
	return bytes.Repeat([]byte{byte(i), byte(i >> 8), byte(i ^ n)}, n/3)
}

// TestKeepAndFetch has several writers keep more than stays in memory and reads
// all of it back, whole and in part.
func TestKeepAndFetch(t *testing.T) {
	dir := t.TempDir()
	f := &File{Dir: dir}
	const n, size = 900, 9000
	places := make([]int64, n)
	var all sync.WaitGroup
	for w := range 4 {
		all.Go(func() {
			for i := w; i < n; i += 4 {
				b := piece(i, size)
				place, ok := f.Keep(b)
				if !ok {
					t.Error("not kept")
				}
				clear(b) // it is the caller's again
				places[i] = place
			}
		})
	}
	all.Wait()
	for i, place := range places {
		for _, from := range []int{0, 17, size - 1, size} {
			b := make([]byte, size-from)
			if f.Fetch(b, place, from); !bytes.Equal(b, piece(i, size)[from:]) {
				t.Fatalf("piece %d from byte %d is another", i, from)
			}
		}
	}
	if err := f.Err(); err != nil {
		t.Error(err)
	}
	if f.file == nil {
		t.Error("there is no file: the test keeps too little")
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 && !f.named {
		t.Errorf("the file has a name: %v, %v", left, err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if left, err = os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	b := []byte{1}
	if f.Fetch(b, places[n-1], 0); b[0] != 0 || f.Err() == nil {
		t.Error("a closed file still has its bytes")
	}
	if _, ok := f.Keep(b); ok {
		t.Error("a closed file keeps")
	}
}

func TestSmallSeasonsTouchNoDisk(t *testing.T) {
	f := &File{Dir: filepath.Join(t.TempDir(), "missing")}
	place, ok := f.Keep([]byte("trace"))
	b := make([]byte, 5)
	if f.Fetch(b, place, 0); !ok || string(b) != "trace" || f.Err() != nil {
		t.Errorf("%q, %v, %v", b, ok, f.Err())
	}
	if _, ok := f.Keep(make([]byte, inMemory)); ok {
		t.Error("kept in a folder that is not there")
	}
	if _, ok := f.Keep(make([]byte, 10)); !ok {
		t.Error("a little more finds no room in memory")
	}
	if err := f.Err(); err != nil {
		t.Errorf("what was not kept is no loss: %v", err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}

// TestFullDisk has the disk refuse: the caller keeps what follows itself, and what
// was kept before is still there.
func TestFullDisk(t *testing.T) {
	const full = "/dev/full"
	if _, err := os.Stat(full); err != nil {
		t.Skip("no " + full + " here")
	}
	f := &File{}
	early, _ := f.Keep([]byte("early"))
	var err error
	if f.file, err = os.OpenFile(full, os.O_RDWR, 0); err != nil {
		t.Skip(err)
	}
	if _, ok := f.Keep(make([]byte, inMemory)); ok {
		t.Fatal("a full disk keeps")
	}
	if _, ok := f.Keep(make([]byte, inMemory)); ok || !f.full {
		t.Error("it is asked again")
	}
	b := make([]byte, 5)
	if f.Fetch(b, early, 0); string(b) != "early" || f.Err() != nil {
		t.Errorf("%q, %v", b, f.Err())
	}
	f.Close()
}

func TestLostBytes(t *testing.T) {
	f := &File{Dir: t.TempDir()}
	defer f.Close()
	f.Keep(make([]byte, inMemory))
	place, ok := f.Keep([]byte("trace"))
	if !ok {
		t.Fatal("not kept")
	}
	if err := f.file.Truncate(2); err != nil {
		t.Fatal(err)
	}
	b := []byte("other")
	if f.Fetch(b, place, 0); !bytes.Equal(b, make([]byte, 5)) || f.Err() == nil {
		t.Errorf("%q, %v", b, f.Err())
	}
}

func TestAbandonedFilesGo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "tmp[1]") // a name, no pattern
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	stays := map[string]bool{}
	for name, c := range map[string]struct {
		age   time.Duration
		stays bool
	}{
		"easyday-1.scratch":    {72 * time.Hour, false},
		"easyday-2.scratch":    {time.Hour, true}, // its process may live
		"easyday-mine.scratch": {72 * time.Hour, true},
		"notes.txt":            {720 * time.Hour, true},
	} {
		at := filepath.Join(dir, name)
		if err := os.WriteFile(at, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(at, now, now.Add(-c.age)); err != nil {
			t.Fatal(err)
		}
		stays[name] = c.stays
	}
	clearAbandoned(dir, now)
	for name, want := range stays {
		if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != want {
			t.Errorf("%s: there %v, want %v", name, err == nil, want)
		}
	}
}
