package importer

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"easyday/importer/activity"
)

func TestOutcomes(t *testing.T) {
	ride := morning(2)
	ride.Sport = activity.Cycling
	rope := morning(3)
	rope.Sport, rope.Sub = activity.Other, "jump_rope"
	car := morning(4)
	car.Sport, car.Speed = activity.Unstated, 7.5
	untagged := morning(5)
	untagged.Sport = activity.Unstated
	walk := morning(6)
	walk.Sport, walk.Name = activity.Unstated, "Evening Walk"
	unset := morning(7)
	unset.Start = "1989-12-31T00:00:10Z"
	second := morning(8)
	second.Sport = activity.Swimming
	empty := recipe{Start: "2025-03-09T06:00:00Z", Sport: activity.Running, Seconds: -1}

	dir := tree(t, map[string][]byte{
		"a/run.fit":          fake(activity.FIT, morning(1)),
		"a/ride.fit":         fake(activity.FIT, ride),
		"a/rope.fit":         fake(activity.FIT, rope),
		"a/car.gpx":          fake(activity.GPX, car),
		"a/untagged.gpx":     fake(activity.GPX, untagged),
		"a/walk.gpx":         fake(activity.GPX, walk),
		"a/unset.fit":        fake(activity.FIT, unset),
		"a/both.tcx":         fake(activity.TCX, morning(8), second),
		"a/nothing.fit":      fake(activity.FIT, empty),
		"a/none.fit":         fake(activity.FIT),
		"b/course.fit":       []byte("fake fit\ncourse"),
		"b/damaged.fit":      []byte("fake fit\n[{"),
		"b/panic.fit":        []byte("fake fit\npanic"),
		"b/empty.gpx":        {},
		"b/wrong.tcx":        []byte("hello"),
		"b/wrong.fit.gz":     gzipped(t, []byte("hello")),
		"b/README":           []byte("hello"),
		"b/picture.png":      []byte("\x89PNG"),
		"copy/run-again.fit": fake(activity.FIT, morning(1)),
		"copy/run.gpx":       fake(activity.GPX, morning(1)),
		".DS_Store":          []byte("x"),
		"b/._run.fit":        []byte("x"),
		".Trash-1000/x.fit":  fake(activity.FIT, morning(9)),
		".hidden/run.fit":    fake(activity.FIT, morning(10)),
	})
	got := importFake(t, Options{}, dir)
	want := []string{
		".DS_Store ignored: folder settings of the operating system",
		".Trash-1000/x.fit ignored: in the trash",
		".hidden/run.fit imported",
		"a/both.tcx imported: 1 of 2 activities in it; besides: swimming",
		"a/car.gpx other_sport: no sport named, and moves at 7.5 m/s on average, faster than a run",
		"a/none.fit not_an_activity: no activity in it",
		"a/nothing.fit not_an_activity: neither samples nor totals in it",
		"a/ride.fit other_sport: cycling",
		"a/rope.fit other_sport: jump rope",
		"a/run.fit imported",
		"a/unset.fit not_an_activity: clock was not set",
		"a/untagged.gpx imported",
		"a/walk.gpx other_sport: walking",
		"b/._run.fit ignored: left behind by macOS",
		"b/README not_an_activity: not a FIT, GPX or TCX file",
		"b/course.fit not_an_activity: a course",
		"b/damaged.fit unreadable: byte 7: damaged file",
		"b/empty.gpx unreadable: empty file",
		"b/panic.fit unreadable: damaged file: the fit reader failed on it: fake failure",
		"b/picture.png not_an_activity: not a FIT, GPX or TCX file",
		"b/wrong.fit.gz unreadable: not a FIT file, as its name says",
		"b/wrong.tcx unreadable: not a TCX file, as its name says",
		"copy/run-again.fit duplicate: the same bytes as a/run.fit = 20250301T061200Z",
		"copy/run.gpx duplicate: the same run as a/run.fit = 20250301T061200Z",
	}
	if d := cmp.Diff(want, lines(got.Ledger)); d != "" {
		t.Errorf("ledger (-want +got):\n%s", d)
	}
	sum := 0
	for _, o := range activity.Outcomes() {
		sum += got.Ledger.Count(o)
	}
	if sum != len(got.Ledger.Entries) {
		t.Errorf("outcomes add up to %d of %d entries", sum, len(got.Ledger.Entries))
	}
	var ids []string
	for _, r := range got.Recordings {
		ids = append(ids, r.ID+" "+strings.Join(r.Files, " "))
	}
	want = []string{
		"20250301T061200Z a/run.fit copy/run-again.fit copy/run.gpx",
		"20250305T061200Z a/untagged.gpx",
		"20250308T061200Z a/both.tcx",
		"20250310T061200Z .hidden/run.fit",
	}
	if d := cmp.Diff(want, ids); d != "" {
		t.Errorf("recordings (-want +got):\n%s", d)
	}
}

func TestTiesAreNumbered(t *testing.T) {
	short := morning(1)
	short.Seconds, short.Speed = 600, 3.6
	long := morning(1)
	long.Seconds, long.Speed = 3600, 2.2
	dir := tree(t, map[string][]byte{"x.fit": fake(activity.FIT, short), "y.fit": fake(activity.FIT, long)})
	got := importFake(t, Options{}, dir)
	var ids []string
	for _, r := range got.Recordings {
		ids = append(ids, r.ID)
		if len(r.Notes) != 1 || r.Notes[0].Code != "overlap" {
			t.Errorf("%s: notes %v, want one on the overlap", r.ID, r.Notes)
		}
	}
	if d := cmp.Diff([]string{"20250301T061200Z", "20250301T061200Z-2"}, ids); d != "" {
		t.Error(d)
	}
}

func TestNames(t *testing.T) {
	dir := tree(t, map[string][]byte{
		"one/2024/a.fit": fake(activity.FIT, morning(1)),
		"two/2024/b.fit": fake(activity.FIT, morning(2)),
		"c.fit":          fake(activity.FIT, morning(3)),
	})
	in := func(parts ...string) string { return filepath.Join(append([]string{dir}, parts...)...) }
	for _, tt := range []struct {
		name  string
		paths []string
		want  []string
	}{
		{"none", nil, nil},
		{"file", []string{in("c.fit")}, []string{"c.fit"}},
		{"folder", []string{in("one")}, []string{"2024/a.fit"}},
		{"folder twice", []string{in("one"), in("one", ".")}, []string{"2024/a.fit"}},
		{"several", []string{in("one"), in("c.fit")}, []string{"c.fit", "one/2024/a.fit"}},
		{"one base name", []string{in("two", "2024"), in("one", "2024")}, []string{"2024-2/b.fit", "2024/a.fit"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, e := range importFake(t, Options{}, tt.paths...).Ledger.Entries {
				got = append(got, e.Name())
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestNamesAreText holds that names that are no UTF-8, which some systems allow,
// are told as such, in order and each with its entry.
func TestNamesAreText(t *testing.T) {
	dir := t.TempDir()
	season := filepath.Join(dir, "saison\xe9")
	if err := os.MkdirAll(filepath.Join(season, "\xe9t\xe9"), 0o777); err != nil {
		t.Skip("names are UTF-8 here")
	}
	for i, name := range []string{"a\xff.fit", "a\xfe.fit", "\xe9t\xe9/b.fit"} {
		if err := os.WriteFile(filepath.Join(season, name), fake(activity.FIT, morning(i+1)), 0o666); err != nil {
			t.Skip("names are UTF-8 here")
		}
	}
	one := filepath.Join(dir, "c.fit")
	if err := os.WriteFile(one, fake(activity.FIT, morning(5)), 0o666); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"c.fit imported",
		"saison\ufffd/a\ufffd.fit imported",
		"saison\ufffd/a\ufffd.fit imported",
		"saison\ufffd/\ufffdt\ufffd/b.fit imported",
	}
	if d := cmp.Diff(want, lines(importFake(t, Options{}, season, one).Ledger)); d != "" {
		t.Error(d)
	}
}

// TestLargeFilesLeaveNoMemory holds that a worker keeps the memory it read a file in
// for the next, and not that of a file far larger than others.
func TestLargeFilesLeaveNoMemory(t *testing.T) {
	small := fake(activity.FIT, morning(1))
	large := append(fake(activity.FIT, morning(2)), bytes.Repeat([]byte(" "), largeFile)...)
	dir := tree(t, map[string][]byte{"a.fit": small, "b.fit": large})
	got := 0
	w := newWorker(fakeParsers(), func(*activity.Activity) any { return nil }, nil, nil, func(r read) { got += len(r.runs) })
	for _, x := range []struct {
		name string
		kept bool
	}{{"a.fit", true}, {"b.fit", false}, {"a.fit", true}} {
		at := filepath.Join(dir, x.name)
		w.read(t.Context(), leaf{file: x.name, path: at, packed: int64(len(large)), open: func() (io.ReadCloser, error) { return os.Open(at) }})
		if cap(w.data) > largeFile || (cap(w.data) > 0) != x.kept {
			t.Errorf("%s: %d bytes kept", x.name, cap(w.data))
		}
	}
	if got != 3 {
		t.Errorf("%d runs, want 3", got)
	}
}

func TestPathErrors(t *testing.T) {
	dir := t.TempDir()
	missing := filepath.Join(dir, "nowhere")
	_, err := importWith(t.Context(), []string{dir, missing}, Options{}, fakeParsers(), keep)
	var pe *PathError
	if !errors.Is(err, fs.ErrNotExist) || !errors.As(err, &pe) || pe.Path != missing {
		t.Errorf("error %v, want a PathError for %s that is ErrNotExist", err, missing)
	}
}

// TestOrder imports the same files under other names, in other folders and
// with other numbers of workers: the runs must be the same.
func TestOrder(t *testing.T) {
	var contents [][]byte
	for day := 1; day <= 12; day++ {
		r := morning(day)
		contents = append(contents, fake(activity.FIT, r))
		switch day % 4 {
		case 0: // a copy
			contents = append(contents, fake(activity.FIT, r))
		case 1: // the same run, equally good, other bytes
			r.Salt = "x"
			contents = append(contents, fake(activity.FIT, r))
		case 2: // another format, trimmed
			r.Start = "2025-03-" + r.Start[8:11] + "06:15:00Z"
			r.Seconds -= 400
			contents = append(contents, fake(activity.GPX, r))
		case 3: // a tie
			r.Seconds, r.Speed = 700, 4
			contents = append(contents, fake(activity.FIT, r))
		}
	}
	var first []Recording[kept]
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 6 {
		files := map[string][]byte{}
		for i, k := range random.Perm(len(contents)) {
			folder := []string{"", "a/", "a/b/", "z/"}[random.IntN(4)]
			files[folder+string(rune('A'+i))+".dat"] = contents[k]
		}
		got := importFake(t, Options{Jobs: 1 + round}, tree(t, files))
		if len(got.Ledger.Entries) != len(contents) {
			t.Fatalf("%d entries for %d files", len(got.Ledger.Entries), len(contents))
		}
		if round == 0 {
			first = got.Recordings
			if len(first) != 15 {
				t.Fatalf("%d runs, want 15", len(first))
			}
			continue
		}
		if d := cmp.Diff(first, got.Recordings, cmpopts.IgnoreFields(Recording[kept]{}, "Files"), cmpopts.EquateNaNs()); d != "" {
			t.Errorf("round %d (-first +got):\n%s", round, d)
		}
	}
}

func TestCancel(t *testing.T) {
	files := map[string][]byte{}
	for i := range 60 {
		r := morning(1 + i%28)
		r.Start = r.Start[:11] + []string{"05", "12", "18"}[i/28] + r.Start[13:]
		files[string(rune('A'+i))+".fit"] = fake(activity.FIT, r)
	}
	dir := tree(t, files)
	before := runtime.NumGoroutine()
	for _, after := range []int{0, 1, 20} {
		ctx, cancel := context.WithCancel(t.Context())
		if after == 0 {
			cancel()
		}
		o := Options{Jobs: 3, Progress: func(done, _ int) {
			if done == after {
				cancel()
			}
		}}
		got, err := importWith(ctx, []string{dir}, o, fakeParsers(), keep)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled after %d: error %v", after, err)
		}
		if len(got.Recordings) != 0 {
			t.Errorf("cancelled after %d: %d runs come back", after, len(got.Recordings))
		}
		cancel()
	}
	for i := 0; runtime.NumGoroutine() > before; i++ {
		if i == 200 {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func TestProgress(t *testing.T) {
	dir := tree(t, map[string][]byte{
		"a.fit": fake(activity.FIT, morning(1)),
		"b.fit": fake(activity.FIT, morning(2)),
		"c.zip": zipped(t, "x.fit", fake(activity.FIT, morning(3)), "y.txt", []byte("hello")),
		"d.fit": zipped(t, "z.fit", fake(activity.FIT, morning(4))), // a zip by another name
	})
	calls, last := 0, 0
	importFake(t, Options{Progress: func(done, total int) {
		calls++
		if done != calls || total != 0 && total < done {
			t.Errorf("call %d: %d of %d", calls, done, total)
		}
		last = total
	}}, dir)
	if calls != 5 || last != 5 && last != 0 {
		t.Errorf("%d calls, total %d in the end; want 5, and 5 or not yet counted", calls, last)
	}
	roots, err := findRoots([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	if n := countLeaves(t.Context(), roots, nil); n != 5 {
		t.Errorf("%d files counted, want 5: the zip by another name is one until it is opened", n)
	}
}

func TestAsOf(t *testing.T) {
	late := morning(2)
	late.Start, late.Offset = "2025-03-02T22:30:00Z", "13h" // 3 March there
	dir := tree(t, map[string][]byte{
		"a.fit": fake(activity.FIT, morning(1)),
		"b.fit": fake(activity.FIT, late),
		"c.fit": fake(activity.FIT, morning(4)),
	})
	as := activity.NewDate(2025, 3, 2)
	got := importFake(t, Options{AsOf: &as}, dir)
	want := []string{"a.fit imported", "b.fit ignored: later than 2025-03-02", "c.fit ignored: later than 2025-03-02"}
	if d := cmp.Diff(want, lines(got.Ledger)); d != "" {
		t.Error(d)
	}
	// The hidden run must not lend its zone to the one that is left.
	if z := got.Recordings[0].Zone; z.Source != activity.ZoneUnknown {
		t.Errorf("zone %v, want none", z)
	}
}

func TestExclude(t *testing.T) {
	dir := tree(t, map[string][]byte{
		"a.fit": fake(activity.FIT, morning(1)),
		"a.gpx": fake(activity.GPX, morning(1)),
		"b.fit": fake(activity.FIT, morning(1), morning(2)),
	})
	got := importFake(t, Options{}, dir)
	if got.Exclude("nobody", activity.Ignored, "x") {
		t.Error("a run that is not there was excluded")
	}
	if !got.Exclude("20250301T061200Z", activity.Ignored, "label") {
		t.Error("a run that is there was not excluded")
	}
	want := []string{"a.fit ignored: label", "a.gpx ignored: label", "b.fit imported: 2 runs in it"}
	if d := cmp.Diff(want, lines(got.Ledger)); d != "" {
		t.Error(d)
	}
	if len(got.Recordings) != 1 || got.Recordings[0].ID != "20250302T061200Z" {
		t.Errorf("left over: %v", got.Recordings)
	}
}

func TestReportFolderIsNotRead(t *testing.T) {
	files := map[string][]byte{
		"a.fit":               fake(activity.FIT, morning(1)),
		"out/kept.fit":        fake(activity.FIT, morning(2)),
		"elsewhere/runs.csv":  []byte("x"),
		"begun/run.fit":       fake(activity.FIT, morning(3)),
		"begun/season.png":    []byte("x"),
		"begun/.easyday-123":  []byte("x"),
		"out/sub/another.csv": []byte("x"),
		"out/runs/own.fit":    fake(activity.FIT, morning(4)),
		"out/runs/own.png":    []byte("x"),
	}
	for _, n := range []string{"season.json", "runs.csv", "ledger.csv", "report.html", "season.png", "runs/20250301T061200Z.png"} {
		files["out/"+n] = []byte("x")
	}
	dir := tree(t, files)
	got := importFake(t, Options{Reports: []string{filepath.Join(dir, "begun"), filepath.Join(dir, "not there")}}, dir)
	want := []string{
		"a.fit imported",
		"begun/run.fit imported",
		"elsewhere/runs.csv not_an_activity: not a FIT, GPX or TCX file",
		"out/kept.fit imported",
		"out/runs/own.fit imported",
		"out/runs/own.png not_an_activity: not a FIT, GPX or TCX file",
		"out/sub/another.csv not_an_activity: not a FIT, GPX or TCX file",
	}
	if d := cmp.Diff(want, lines(got.Ledger)); d != "" {
		t.Error(d)
	}
}

func TestLinks(t *testing.T) {
	dir := tree(t, map[string][]byte{"a/run.fit": fake(activity.FIT, morning(1)), "b/x.txt": []byte("x")})
	outside := tree(t, map[string][]byte{"away.fit": fake(activity.FIT, morning(2))})
	for link, to := range map[string]string{
		"a/loop":     dir,
		"b/again":    filepath.Join(dir, "a"),
		"b/away":     outside,
		"b/file.fit": filepath.Join(dir, "a", "run.fit"),
		"b/broken":   filepath.Join(dir, "gone"),
	} {
		if err := os.Symlink(to, filepath.Join(dir, filepath.FromSlash(link))); err != nil {
			t.Skip("no symbolic links here")
		}
	}
	want := []string{
		"a/loop ignored: link to a folder that is read anyway",
		"a/run.fit imported",
		"b/again ignored: link to a folder that is read anyway",
		"b/away/away.fit imported",
		"b/broken unreadable: link that leads nowhere",
		"b/file.fit duplicate: the same bytes as a/run.fit = 20250301T061200Z",
		"b/x.txt not_an_activity: not a FIT, GPX or TCX file",
	}
	if d := cmp.Diff(want, lines(importFake(t, Options{}, dir).Ledger)); d != "" {
		t.Error(d)
	}
}

// TestLinksFromRelativePaths holds that a folder named from where the process
// stands is known again in links that name it from the root, and where it lies
// below what a link names.
func TestLinksFromRelativePaths(t *testing.T) {
	dir := tree(t, map[string][]byte{"season/a/run.fit": fake(activity.FIT, morning(1))})
	season := filepath.Join(dir, "season")
	for link, to := range map[string]string{"absolute": season, "above": "..", "beside": filepath.Join(season, "a")} {
		if err := os.Symlink(to, filepath.Join(season, link)); err != nil {
			t.Skip("no symbolic links here")
		}
	}
	want := []string{
		"a/run.fit imported",
		"above ignored: link to a folder that is read anyway",
		"absolute ignored: link to a folder that is read anyway",
		"beside ignored: link to a folder that is read anyway",
	}
	for from, path := range map[string]string{dir: "season", season: "."} {
		t.Chdir(from)
		if d := cmp.Diff(want, lines(importFake(t, Options{}, path).Ledger)); d != "" {
			t.Errorf("%s: %s", path, d)
		}
	}
}
