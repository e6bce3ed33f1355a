package importer

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	mfit "github.com/muktihari/fit/decoder"
	"github.com/muktihari/fit/profile/untyped/mesgnum"
	"github.com/tkrajina/gpxgo/gpx"
	"github.com/tormoder/fit"

	"easyday/importer/activity"
)

// TestNothingReadableIsRefused holds that no real file called unreadable is one
// that either FIT library, gpxgo or an XML parser reads as an activity with
// times.
func TestNothingReadableIsRefused(t *testing.T) {
	for _, folder := range []string{"fixtures", "seasons/coros-fit", "seasons/amazfit-fit", "seasons/phone-gpx"} {
		dir := realData(t, filepath.FromSlash(folder))
		got, err := Import(context.Background(), []string{dir}, Options{}, func(*activity.Activity) struct{} { return struct{}{} })
		if err != nil {
			t.Fatal(err)
		}
		refused := 0
		for _, e := range got.Ledger.Entries {
			if e.Outcome != activity.Unreadable {
				continue
			}
			refused++
			data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(e.File)))
			if err != nil {
				t.Fatal(err)
			}
			if by := readableBy(data); by != "" {
				t.Errorf("%s is called unreadable (%s), and %s reads it", e.Name(), e.Reason, by)
			}
		}
		t.Logf("%s: %d of %d unreadable", folder, refused, len(got.Ledger.Entries))
	}
}

// readableBy names the library that reads an activity with times in a file,
// "" where none does.
func readableBy(data []byte) string {
	if f, err := fit.Decode(bytes.NewReader(data)); err == nil {
		if a, err := f.Activity(); err == nil && len(a.Records) > 0 {
			return "tormoder/fit"
		}
	}
	if f, err := mfit.New(bytes.NewReader(data)).Decode(); err == nil {
		for i := range f.Messages {
			if f.Messages[i].Num == mesgnum.Record {
				return "muktihari/fit"
			}
		}
	}
	if doc, err := gpx.ParseBytes(data); err == nil {
		if b := doc.TimeBounds(); !b.StartTime.IsZero() && b.EndTime.After(b.StartTime) {
			return "gpxgo"
		}
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	times := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && times > 1 {
			return "encoding/xml"
		}
		if err != nil {
			return ""
		}
		if s, ok := token.(xml.StartElement); ok && strings.EqualFold(s.Name.Local, "time") {
			times++
		}
	}
}
