package cache

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// noon is the present of these tests.
func noon() time.Time { return time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC) }

func open(t testing.TB, dir string, o Options) *Folder {
	t.Helper()
	if o.Now.IsZero() {
		o.Now = noon()
	}
	f, err := Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *Folder) keyOf(s string) Key {
	h := f.KeyHash()
	h.Write([]byte(s))
	return KeyOf(h)
}

func put(t testing.TB, f *Folder, name string, content []byte) Key {
	t.Helper()
	k := f.keyOf(name)
	if err := f.Put(k, content); err != nil {
		t.Fatal(err)
	}
	return k
}

func TestPutAndGet(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "cache")
	f := open(t, dir, Options{Version: "1"})
	k := f.keyOf("x")
	if _, ok := f.Get(k); ok {
		t.Error("an empty folder has an entry")
	}
	for _, want := range [][]byte{[]byte("content"), {}, bytes.Repeat([]byte{7}, 1<<20)} {
		if err := f.Put(k, want); err != nil {
			t.Fatal(err)
		}
		got, ok := open(t, dir, Options{Version: "1"}).Get(k)
		if !ok || !bytes.Equal(got, want) {
			t.Errorf("got %d bytes (%v), want %d", len(got), ok, len(want))
		}
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder is %v, %v", info.Mode(), err)
	}
	if info, err := os.Stat(f.path(k)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the entry is %v, %v", info.Mode(), err)
	}
	f.Drop(k)
	if _, ok := f.Get(k); ok {
		t.Error("dropped, and still there")
	}
}

func TestVersionIsPartOfTheKey(t *testing.T) {
	dir := t.TempDir()
	keys := map[Key]string{}
	for _, version := range []string{"", "1", "2", "11"} {
		for _, content := range []string{"", "1", "2", "12"} {
			k := open(t, dir, Options{Version: version}).keyOf(content)
			if other, taken := keys[k]; taken {
				t.Errorf("%q, %q has the key of %s", version, content, other)
			}
			keys[k] = fmt.Sprintf("%q, %q", version, content)
		}
	}
}

// TestDamage truncates an entry everywhere and flips every bit of it: it must
// be none, and gone, and be made again.
func TestDamage(t *testing.T) {
	f := open(t, t.TempDir(), Options{})
	want := []byte("what a file came to")
	k := put(t, f, "x", want)
	whole, err := os.ReadFile(f.path(k))
	if err != nil {
		t.Fatal(err)
	}
	check := func(name string, damaged []byte) {
		t.Helper()
		if err := os.WriteFile(f.path(k), damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, ok := f.Get(k); ok {
			t.Fatalf("%s: still an entry", name)
		}
		if _, err := os.Stat(f.path(k)); err == nil {
			t.Fatalf("%s: not removed", name)
		}
	}
	for n := range whole {
		check(fmt.Sprintf("%d bytes", n), whole[:n])
	}
	for bit := range 8 * len(whole) {
		damaged := bytes.Clone(whole)
		damaged[bit/8] ^= 1 << (bit % 8)
		check(fmt.Sprintf("bit %d", bit), damaged)
	}
	check("a byte too many", append(bytes.Clone(whole), 0))
	other := put(t, f, "y", want)
	foreign, err := os.ReadFile(f.path(other))
	if err != nil {
		t.Fatal(err)
	}
	check("another entry in its place", foreign)
	put(t, f, "x", want)
	if got, ok := f.Get(k); !ok || !bytes.Equal(got, want) {
		t.Errorf("made again: %q, %v", got, ok)
	}
}

// age says when an entry was last used.
func age(t *testing.T, path string, d time.Duration) {
	t.Helper()
	if err := os.Chtimes(path, noon().Add(-d), noon().Add(-d)); err != nil {
		t.Fatal(err)
	}
}

func TestLeastRecentlyUsedGoesFirst(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir, Options{Limit: 5000})
	content := make([]byte, 900) // 996 with key and checksum
	var keys []Key
	for i := range 6 {
		k := put(t, f, fmt.Sprint(i), content)
		age(t, f.path(k), time.Duration(10-i)*24*time.Hour)
		keys = append(keys, k)
	}
	if _, ok := f.Get(keys[0]); !ok { // the oldest is used again
		t.Fatal("entry 0 is gone")
	}
	if err := f.Tidy(); err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{true, false, false, true, true, true} {
		if _, err := os.Stat(f.path(keys[i])); (err == nil) != want {
			t.Errorf("entry %d: there %v, want %v", i, err == nil, want)
		}
	}
	info, err := Inspect(dir)
	if err != nil || info.Entries != 4 || info.Bytes > 4500 {
		t.Errorf("%+v, %v", info, err)
	}
	if err := f.Tidy(); err != nil {
		t.Fatal(err)
	}
	if again, _ := Inspect(dir); again != info {
		t.Errorf("within its limit it went from %+v to %+v", info, again)
	}
}

func TestAbandonedFilesGo(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir, Options{})
	write := func(name string, old time.Duration) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		age(t, path, old)
		return path
	}
	stays := map[string]bool{
		write("123.part", time.Hour):       false,
		write("456.part", time.Minute):     true, // its writer may be alive
		write("mine.part", time.Hour):      true, // not the cache's
		write("notes.txt", 9999*time.Hour): true,
	}
	if err := f.Tidy(); err != nil {
		t.Fatal(err)
	}
	for path, want := range stays {
		if _, err := os.Stat(path); (err == nil) != want {
			t.Errorf("%s: there %v, want %v", filepath.Base(path), err == nil, want)
		}
	}
}

func TestClearLeavesOtherFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	f := open(t, dir, Options{})
	put(t, f, "x", []byte("1"))
	put(t, f, "y", []byte("2"))
	other := filepath.Join(dir, "season.run")
	if err := os.WriteFile(other, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := Clear(dir)
	if err != nil || got.Entries != 2 || got.Bytes != 2*(1+int64(len(magic))+64) {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := os.Stat(other); err != nil {
		t.Error(err)
	}
	if err := os.Remove(other); err != nil {
		t.Fatal(err)
	}
	for range 2 { // empty, then not there
		if got, err := Clear(dir); err != nil || got != (Info{}) {
			t.Errorf("%+v, %v", got, err)
		}
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("the empty folder is left")
	}
	put(t, f, "x", []byte("1")) // by a process that was running meanwhile
	if _, ok := f.Get(f.keyOf("x")); !ok {
		t.Error("a folder that was cleared meanwhile keeps nothing")
	}
}

// TestManyAtOnce has writers, readers, tidying and clearing meet: what is read
// is always what was written.
func TestManyAtOnce(t *testing.T) {
	dir := t.TempDir()
	content := func(i int) []byte { return bytes.Repeat([]byte{byte(i)}, 1000+i) }
	var all sync.WaitGroup
	for worker := range 8 {
		all.Go(func() {
			f := open(t, dir, Options{Limit: 20_000})
			for i := range 100 {
				n := (i*7 + worker) % 30
				k := f.keyOf(fmt.Sprint(n))
				if got, ok := f.Get(k); ok && !bytes.Equal(got, content(n)) {
					t.Errorf("entry %d holds something else", n)
				}
				_ = f.Put(k, content(n)) // may meet a folder being cleared
				switch i {
				case 50:
					_ = f.Tidy()
				case 75:
					_, _ = Clear(dir)
				}
			}
		})
	}
	all.Wait()
	left, err := filepath.Glob(filepath.Join(dir, "*"+unfinished))
	if err != nil || len(left) > 0 {
		t.Errorf("left over: %v, %v", left, err)
	}
}

func TestOpenFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(filepath.Join(file, "cache"), Options{}); err == nil {
		t.Error("a folder below a file was opened")
	}
}
