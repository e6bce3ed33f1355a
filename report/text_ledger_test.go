package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"easyday/importer/activity"
)

func TestLedgerTable(t *testing.T) {
	l := activity.Ledger{Entries: []activity.Entry{
		{File: "a.fit", Outcome: activity.Imported},
		{File: "b.fit", Outcome: activity.Duplicate, Reason: "the same bytes as a.fit"},
		{File: "c.gpx", Outcome: activity.Duplicate, Reason: "the same run as a.fit"},
		{File: "d.gpx", Outcome: activity.Unreadable, Reason: "line 12: damaged file"},
		{File: "e.zip", Member: "e.gpx", Outcome: activity.Unreadable, Reason: "line 7: damaged file"},
		{File: "f.gpx", Outcome: activity.Unreadable, Reason: "empty file"},
		{File: "g.fit", Outcome: activity.Imported},
		{File: "h\x1b[2J.fit", Outcome: activity.Imported},
		{File: "i.fit", Outcome: activity.Imported},
		{File: "j.fit", Outcome: activity.OtherSport, Reason: "cycling"},
		{File: "k.gpx", Outcome: activity.OtherSport, Reason: "moves at 7.5 m/s on average"},
		{File: "l1.fit", Outcome: activity.Ignored, Reason: "later than 2025-06-30"},
		{File: "l2.fit", Outcome: activity.Ignored, Reason: "later than 2025-06-30"},
		{File: "m.gpx", Outcome: activity.OtherSport, Reason: "moves at 12.1 m/s on average"},
	}}
	for _, tt := range []struct {
		name    string
		ledger  activity.Ledger
		verbose bool
		want    []string
	}{
		{"empty", activity.Ledger{}, false, []string{""}},
		{"short", l, false, []string{
			"     4  imported (a.fit, g.fit, h\uFFFD[2J.fit and 1 more)",
			"     1  duplicate: the same bytes as another file (b.fit)",
			"     1  duplicate: the same run as another file (c.gpx)",
			"     2  other sport: moves at N m/s on average (k.gpx, m.gpx)",
			"     1  other sport: cycling (j.fit)",
			"     2  unreadable: damaged file (d.gpx, e.zip!e.gpx)",
			"     1  unreadable: empty file (f.gpx)",
			"     2  ignored: later than 2025-06-30 (l1.fit, l2.fit)",
			"",
		}},
		{"verbose", activity.Ledger{Entries: l.Entries[2:5]}, true, []string{
			"     1  duplicate: the same run as another file",
			"        c.gpx: the same run as a.fit",
			"     2  unreadable: damaged file",
			"        d.gpx: line 12: damaged file",
			"        e.zip!e.gpx: line 7: damaged file",
			"",
		}},
	} {
		var b strings.Builder
		if err := WriteLedgerTable(&b, tt.ledger, tt.verbose); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(tt.want, strings.Split(b.String(), "\n")); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}
