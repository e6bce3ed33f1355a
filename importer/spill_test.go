package importer

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"easyday/importer/activity"
)

// failing gives an error after what r gives.
type failing struct{ r io.Reader }

var errTest = errors.New("cut")

func (f failing) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if err == io.EOF {
		err = errTest
	}
	return n, err
}

func TestHold(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for _, n := range []int{0, 1, 999, 1000, 1001, 5000} {
		data := bytes.Repeat([]byte("x"), n)
		for _, cut := range []bool{false, true} {
			var r io.Reader = bytes.NewReader(data)
			if cut {
				r = failing{r}
			}
			held, size, closer, err := hold(r, 1000)
			if cut != (err != nil) && n != 1000 {
				t.Errorf("%d bytes, cut %v: error %v", n, cut, err)
			}
			got, _ := io.ReadAll(io.NewSectionReader(held, 0, size))
			if !bytes.Equal(got, data) {
				t.Errorf("%d bytes, cut %v: %d bytes held", n, cut, len(got))
			}
			if _, onDisk := held.(*os.File); onDisk != (n >= 1000) {
				t.Errorf("%d bytes: in a file %v", n, onDisk)
			}
			if err := closer(); err != nil {
				t.Error(err)
			}
		}
	}
	if left, _ := os.ReadDir(os.TempDir()); len(left) > 0 {
		t.Errorf("%d files left behind", len(left))
	}
}

// TestNoRoomForArchive holds that an archive in an archive is not called damaged
// where there is no room to unpack it.
func TestNoRoomForArchive(t *testing.T) {
	var inner, outer bytes.Buffer
	for _, x := range []struct {
		into *bytes.Buffer
		name string
		data func() []byte
	}{{&inner, "a.bin", func() []byte { return make([]byte, heldInMemory) }}, {&outer, "inner.zip", inner.Bytes}} {
		z := zip.NewWriter(x.into)
		w, err := z.CreateHeader(&zip.FileHeader{Name: x.name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(x.data()); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
	}
	dir := tree(t, map[string][]byte{"outer.zip": outer.Bytes()})
	t.Setenv("TMPDIR", filepath.Join(dir, "gone"))
	want := []string{"outer.zip!inner.zip unreadable: no temporary file for it: no such file or directory"}
	if d := cmp.Diff(want, lines(importFake(t, Options{}, dir).Ledger)); d != "" {
		t.Error(d)
	}
	_, err := roomWriter{failingWriter{}}.Write([]byte("x"))
	if got := inflateReason(err); got != "no temporary file for it: cut" {
		t.Errorf("a full disk is told as %q", got)
	}
}

// failingWriter is a disk that is full.
type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errTest }

// TestLargeNestedArchive reads an archive in an archive that is larger than one
// recording may be, as a download of a whole account holds them.
func TestLargeNestedArchive(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 260 MB")
	}
	for _, inside := range []string{"DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0.zip", "everything"} {
		t.Run(inside, func(t *testing.T) { largeNestedArchive(t, inside) })
	}
}

// largeNestedArchive reads an archive of that kind whose name is inside.
func largeNestedArchive(t *testing.T, inside string) {
	t.Helper()
	dir := t.TempDir()
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	f, err := os.Create(filepath.Join(dir, "export.zip"))
	if err != nil {
		t.Fatal(err)
	}
	store := func(z *zip.Writer, name string) io.Writer {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	outer := zip.NewWriter(f)
	inner := zip.NewWriter(store(outer, inside))
	block := make([]byte, 1<<20)
	for w, i := store(inner, "big.bin"), 0; i <= maxInflated>>20; i++ {
		if _, err := w.Write(block); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := store(inner, "1_ACTIVITY.fit").Write(fake(activity.FIT, morning(1))); err != nil {
		t.Fatal(err)
	}
	for _, c := range []io.Closer{inner, outer, f} {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	name := "export.zip!" + inside + "!"
	want := []string{name + "1_ACTIVITY.fit imported", name + "big.bin unreadable: larger than 256 MiB"}
	if d := cmp.Diff(want, lines(importFake(t, Options{}, dir).Ledger)); d != "" {
		t.Error(d)
	}
	// Interrupted in the middle of it, nothing stays.
	ctx, cancel := context.WithCancel(t.Context())
	o := Options{Progress: func(int, int) { cancel() }}
	if _, err := importWith(ctx, []string{dir}, o, fakeParsers(), keep); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: error %v", err)
	}
	if left, _ := os.ReadDir(temp); len(left) > 0 {
		t.Errorf("%d temporary files left behind", len(left))
	}
}
