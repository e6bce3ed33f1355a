package importer

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"easyday/importer/activity"
)

func gzipped(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// zipped is an archive of names and contents in turn.
func zipped(t testing.TB, namesAndContents ...any) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(namesAndContents); i += 2 {
		w, err := z.Create(namesAndContents[i].(string))
		if err != nil {
			t.Fatal(err)
		}
		if c, ok := namesAndContents[i+1].([]byte); ok {
			if _, err := w.Write(c); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestArchives(t *testing.T) {
	run := func(day int) []byte { return fake(activity.FIT, morning(day)) }
	whole := zipped(t, "a.fit", run(1), "b.fit", run(2))
	deep := run(3)
	for range maxLayers + 1 {
		deep = zipped(t, "in.zip", deep)
	}
	// The innermost of these is a recording named .zip; four archives hold it.
	four := run(4)
	for range maxLayers {
		four = zipped(t, "in.zip", four)
	}
	layers := run(5)
	for range maxLayers + 1 {
		layers = gzipped(t, layers)
	}
	noise := make([]byte, 20000)
	for i := range noise {
		noise[i] = byte(i * i >> 3)
	}
	cutLate := gzipped(t, append([]byte("fake fit\n"), noise...))
	cutLate = cutLate[:len(cutLate)-20]
	large := bytes.Repeat(noise, 300) // 6 MB that pack 20 to 1
	zeros := make([]byte, 8<<20)
	broken := bytes.Clone(whole)
	broken[40] ^= 0xff // within the first member
	encrypted := bytes.Clone(whole)
	at := bytes.Index(encrypted, []byte("PK\x01\x02"))
	encrypted[at+8] |= 1
	for _, tt := range []struct {
		name string
		data []byte
		want []string
	}{
		{"plain.fit.gz", gzipped(t, run(1)), []string{"plain.fit.gz imported"}},
		{"gz by content.fit", gzipped(t, run(1)), []string{"gz by content.fit imported"}},
		{"gz in gz.fit.gz", gzipped(t, gzipped(t, run(1))), []string{"gz in gz.fit.gz imported"}},
		{"gz too deep.gz", layers, []string{"gz too deep.gz unreadable: packed more than 4 times"}},
		{"gz with more.fit.gz", append(gzipped(t, run(1)), "more"...), []string{"gz with more.fit.gz imported"}},
		{"gz of much.gpx.gz", gzipped(t, append([]byte("fake gpx\n["), large...)), []string{"gz of much.gpx.gz unreadable: byte 7: damaged file"}},
		{"gz of nothing.fit.gz", gzipped(t, nil), []string{"gz of nothing.fit.gz unreadable: empty file"}},
		{"gz cut.fit.gz", gzipped(t, run(1))[:30], []string{"gz cut.fit.gz unreadable: cut short"}},
		{"gz cut late.fit.gz", cutLate, []string{"gz cut late.fit.gz unreadable: unpacking: cut short; byte 7: damaged file"}},
		{"gz cut at once.fit.gz", gzipped(t, run(1))[:5], []string{"gz cut at once.fit.gz unreadable: damaged gz: cut short"}},
		{"gz bomb.gpx.gz", gzipped(t, append([]byte("fake gpx\n"), zeros...)), []string{"gz bomb.gpx.gz unreadable: inflates more than 250 to 1"}},
		{"two.zip", whole, []string{"two.zip!a.fit imported", "two.zip!b.fit imported"}},
		{"original.fit", zipped(t, "1_ACTIVITY.fit", run(1)), []string{"original.fit!1_ACTIVITY.fit imported"}},
		{"zip in gz.gz", gzipped(t, whole), []string{"zip in gz.gz!a.fit imported", "zip in gz.gz!b.fit imported"}},
		{
			"nested.zip",
			zipped(t, "top.fit", run(1), "part/", nil, "part/in.zip", zipped(t, "x.fit.gz", gzipped(t, run(2)), "orig.fit", zipped(t, "y.fit", run(3)))),
			[]string{"nested.zip!part/in.zip!orig.fit!y.fit imported", "nested.zip!part/in.zip!x.fit.gz imported", "nested.zip!top.fit imported"},
		},
		{"four deep.zip", four, []string{"four deep.zip!in.zip!in.zip!in.zip!in.zip imported"}},
		{"too deep.zip", deep, []string{"too deep.zip!in.zip!in.zip!in.zip!in.zip unreadable: archives more than 4 deep"}},
		{"empty.zip", zipped(t), []string{"empty.zip not_an_activity: archive without files"}},
		{"folders.zip", zipped(t, "a/", nil, "a/b/", nil), []string{"folders.zip not_an_activity: archive without files"}},
		{"cut.zip", whole[:len(whole)-30], []string{"cut.zip unreadable: damaged archive: not a valid zip file"}},
		{"broken.zip", broken, []string{"broken.zip!a.fit unreadable: ", "broken.zip!b.fit imported"}},
		{"encrypted.zip", encrypted, []string{"encrypted.zip!a.fit unreadable: encrypted", "encrypted.zip!b.fit imported"}},
		{
			"bomb.zip", zipped(t, "a.fit", run(1), "bomb.gpx", append([]byte("fake gpx\n"), zeros...), "bomb.zip", zeros),
			[]string{"bomb.zip!a.fit imported", "bomb.zip!bomb.gpx unreadable: inflates more than 250 to 1", "bomb.zip!bomb.zip unreadable: inflates more than 250 to 1"},
		},
		{
			"litter.zip", zipped(t, "a.fit", run(1), "__MACOSX/._a.fit", []byte("x"), "sub/Thumbs.db", []byte("x"), `win\b.fit`, run(2)),
			[]string{
				"litter.zip!__MACOSX/._a.fit ignored: left behind by macOS archives", "litter.zip!a.fit imported",
				"litter.zip!sub/Thumbs.db ignored: folder settings of the operating system", "litter.zip!win/b.fit imported",
			},
		},
		{"letter.docx", zipped(t, "word/document.xml", []byte("x")), []string{"letter.docx not_an_activity: not a FIT, GPX or TCX file"}},
		{"text.zip", []byte("hello"), []string{"text.zip not_an_activity: not a FIT, GPX or TCX file"}},
		{
			"up.zip", zipped(t, "../../etc/a.fit", run(1)),
			[]string{"up.zip!../../etc/a.fit imported"}, // never written anywhere
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := lines(importFake(t, Options{}, tree(t, map[string][]byte{tt.name: tt.data})).Ledger)
			for i := range got {
				// A damaged member's error is the library's own.
				if i < len(tt.want) && strings.HasSuffix(tt.want[i], ": ") && strings.HasPrefix(got[i], tt.want[i]) {
					got[i] = tt.want[i]
				}
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestLitter(t *testing.T) {
	for name, want := range map[string]bool{
		"a/b/run.fit": false, "my._run.fit": false, "trash/run.fit": false, "desktop.ini.fit": false,
		"._run.fit": true, "x/.DS_Store": true, "__MACOSX/a/b.fit": true, ".Trashes/a.fit": true,
		"$Recycle.bin/a.fit": true, "$RECYCLE.BIN/S-1/a.fit": true, "Thumbs.db": true, "x/Desktop.ini": true,
		".thumbnails/a.png": true, "@eaDir/a.fit": true,
	} {
		if got := litter(name) != ""; got != want {
			t.Errorf("litter(%q) = %q", name, litter(name))
		}
	}
}
