package importer

import (
	"bytes"
	"context"
	"io"
	"sync/atomic"
	"testing"

	"easyday/importer/activity"
)

// FuzzSniff holds that no beginning of a file makes a sniffer fail, and that
// at most one parser takes it for its own, so that their order decides nothing.
func FuzzSniff(f *testing.F) {
	for _, head := range []string{
		"", "\x0e\x10\x43\x08\x78\x06\x09\x00.FIT\x96\x85", "\x0c\x10\x43\x08\x78\x06\x09\x00.FIT", "<gpx", "<?xml version=\"1.0\"?><gpx>",
		"  <TrainingCenterDatabase>", "\xef\xbb\xbf<!-- x --><gpx>", "PK\x03\x04", "\x1f\x8b\x08", "<x><gpx>",
	} {
		f.Add([]byte(head))
	}
	f.Fuzz(func(t *testing.T, head []byte) {
		var takers []activity.Format
		for _, p := range formats() {
			if p.sniff(head[:min(len(head), sniffLength)]) {
				takers = append(takers, p.format)
			}
		}
		if len(takers) > 1 && takers[0] == activity.FIT {
			t.Errorf("%v all take %q", takers, head)
		}
		isZip(head)
		isGzip(head)
	})
}

// FuzzArchive walks any bytes as an archive, and holds that every leaf is
// settled or can be opened, once, and is let go of.
func FuzzArchive(f *testing.F) {
	run := fake(activity.FIT, morning(1))
	f.Add(zipped(f, "a.fit", run, "b/c.gpx", []byte("<gpx>")))
	f.Add(zipped(f, "in.zip", zipped(f, "a.fit", run), "activities.csv", []byte("a,b\nx,activities/1.fit\n")))
	f.Add(zipped(f, "__MACOSX/._a", []byte("x"), "d/", nil))
	f.Add(zipped(f))
	f.Add(gzipped(f, run))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, data []byte) {
		entries := 0
		worker := newWorker(fakeParsers(), func(*activity.Activity) any { return nil }, nil, nil, func(r read) {
			entries++
			if r.entry.Outcome == "" {
				t.Errorf("%s has no outcome", r.entry.Name())
			}
		})
		ctx := context.Background()
		leaves, released := 0, 0
		top := leaf{file: "x.zip", packed: int64(len(data)), open: func() (io.ReadCloser, error) {
			return io.NopCloser(bytes.NewReader(data)), nil
		}}
		err := expand(ctx, top, bytes.NewReader(data), int64(len(data)), func() error { released++; return nil }, func(m leaf) error {
			leaves++
			if m.settled == nil && leaves > 50 {
				m.done()
				return io.EOF // enough seen
			}
			worker.inner = new(atomic.Int64)
			worker.read(ctx, m)
			m.done()
			return nil
		})
		if err != nil && err != io.EOF {
			t.Error(err)
		}
		if err == nil && entries < leaves {
			t.Errorf("%d entries of %d leaves", entries, leaves)
		}
		if err == nil && leaves == 0 {
			t.Error("nothing says what became of the archive")
		}
		if released != 1 {
			t.Errorf("the archive was let go of %d times", released)
		}
	})
}

// FuzzStravaList reads any bytes as activities.csv: every row it keeps names a
// file of the export's folder.
func FuzzStravaList(f *testing.F) {
	f.Add([]byte("Activity ID,Activity Date,Activity Name,Activity Type,Filename\n1,x,Loops,Run,activities/1.gpx\n"))
	f.Add([]byte("\uFEFFa,b,c,d\n1,2,\"three\nlines\",4,activities/1.fit.gz\n"))
	f.Add([]byte("\"a"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list := readStravaList(bytes.NewReader(data))
		if list == nil {
			return
		}
		if list.filelessRuns > list.fileless {
			t.Errorf("%d runs among %d activities", list.filelessRuns, list.fileless)
		}
		for file := range list.rows {
			if stravaFileAt([]string{file}) != 0 {
				t.Errorf("%q is no recording", file)
			}
		}
	})
}
