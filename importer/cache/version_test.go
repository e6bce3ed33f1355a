package cache

import (
	"io/fs"
	"testing"
	"testing/fstest"
)

func TestVersionOf(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	base := fstest.MapFS{"a.go": file("package a"), "b/b.go": file("package b")}
	version := func(words []string, sources ...fstest.MapFS) string {
		t.Helper()
		var all []fs.FS
		for _, s := range sources {
			all = append(all, s)
		}
		v, err := VersionOf(words, all...)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	want := version([]string{"lib v1"}, base)
	if got := version([]string{"lib v1"}, fstest.MapFS{
		"a.go": base["a.go"], "b/b.go": base["b/b.go"], "a_test.go": file("tests"), "notes.txt": file("notes"),
	}); got != want {
		t.Error("tests and notes change the version")
	}
	for name, got := range map[string]string{
		"a library":        version([]string{"lib v2"}, base),
		"a file's content": version([]string{"lib v1"}, fstest.MapFS{"a.go": file("package a "), "b/b.go": base["b/b.go"]}),
		"a file's name":    version([]string{"lib v1"}, fstest.MapFS{"c.go": base["a.go"], "b/b.go": base["b/b.go"]}),
		"a file more":      version([]string{"lib v1"}, fstest.MapFS{"a.go": base["a.go"], "b/b.go": base["b/b.go"], "c.go": file("")}),
		"two sources":      version([]string{"lib v1"}, fstest.MapFS{"a.go": base["a.go"]}, fstest.MapFS{"b/b.go": base["b/b.go"]}),
	} {
		if got == want {
			t.Errorf("%s leaves the version as it is", name)
		}
	}
}
