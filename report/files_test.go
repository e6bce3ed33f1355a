package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"easyday/analysis"
	"easyday/importer/activity"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

func testLedger() activity.Ledger {
	return activity.Ledger{Entries: []activity.Entry{
		{File: "2026/a.fit", Outcome: activity.Imported},
		{File: "export.zip", Member: "=cmd.gpx", Outcome: activity.Duplicate, SameAs: "20260203T061200Z"},
		{File: "+b.tcx", Outcome: activity.Unreadable, Reason: "line 4: damaged", Notes: []activity.Note{{Code: "x", Text: "-1 point left out"}}},
		{File: "\"quoted\",\nname.gpx", Outcome: activity.NotActivity, Reason: "a track without times"},
	}}
}

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("season.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("season.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestJSONKeepsTheSchema(t *testing.T) {
	sch := schema(t)
	all := seasons()
	asOf := *all["full"]
	asOf.Summary.Clock, asOf.Summary.AsOf = analysis.AsOf, activity.NewDate(2026, time.June, 1)
	all["as of"] = &asOf
	for _, name := range names(all) {
		if name == "no runs" {
			empty := *all[name]
			nan := activity.Pace(math.NaN())
			empty.Summary.Mode, empty.Summary.Clock = analysis.ModeHabit, analysis.Hindsight
			empty.Summary.First.Value, empty.Summary.Last.Value, empty.Summary.HabitLast, empty.Summary.Advice = nan, nan, nan, nan
			all[name] = &empty
		}
		var b bytes.Buffer
		if err := WriteJSON(&b, all[name], testLedger()); err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if err := sch.Validate(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if bytes.Contains(b.Bytes(), []byte("\r")) || !bytes.HasSuffix(b.Bytes(), []byte("}\n")) {
			t.Errorf("%s: not LF throughout, or no LF at the end", name)
		}
	}
}

func TestSchemaRefusesStrangers(t *testing.T) {
	sch := schema(t)
	var b bytes.Buffer
	if err := WriteJSON(&b, seasons()["three weeks"], testLedger()); err != nil {
		t.Fatal(err)
	}
	for _, change := range []struct{ old, new string }{
		{`"schema": 1`, `"schema": 2`},
		{`"name_hints": true`, `"name_hints": "yes"`},
		{`"back_to_back_hard"`, `"back_to_back"`},
		{`"kind": "easy"`, `"kind": "medium"`},
		{`"outcome": "duplicate"`, `"outcome": "lost"`},
		{`"zone": "`, `"latitude": 47.1, "zone": "`},
		{`"comfortable_s_per_km": 394`, `"comfortable_s_per_km": "6:34"`},
	} {
		text := strings.Replace(b.String(), change.old, change.new, 1)
		if text == b.String() {
			t.Fatalf("%s does not occur", change.old)
		}
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if sch.Validate(doc) == nil {
			t.Errorf("%s was accepted", change.new)
		}
	}
}

// TestJSONFields holds the order of fields and how numbers are written.
func TestJSONFields(t *testing.T) {
	s := seasons()["three weeks"]
	var b bytes.Buffer
	if err := WriteJSON(&b, s, testLedger()); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Params map[string]any
		Runs   []struct {
			ID       string
			Start    string
			Recovery *struct {
				Over    *float64   `json:"over_s_per_km"`
				ByThird []*float64 `json:"minutes_over_by_third"`
				Hours   *float64   `json:"hours_after"`
			}
		}
		Trend  []map[string]any
		Months []map[string]any
		Ledger struct{ Entries []map[string]any }
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Runs) != len(s.Runs) || len(got.Trend) != len(s.Trend) {
		t.Fatalf("%d runs and %d days, want %d and %d", len(got.Runs), len(got.Trend), len(s.Runs), len(s.Trend))
	}
	if got.Params["advice_margin"] != .04 {
		t.Errorf("params hold advice_margin %v", got.Params["advice_margin"])
	}
	for key, want := range map[string]any{"zone": nil, "name_hints": true, "ignored_devices": []any{}} {
		if d := cmp.Diff(want, got.Params[key]); d != "" {
			t.Errorf("params of a season of which nothing is said, %s:\n%s", key, d)
		}
	}
	for i, r := range got.Runs {
		want := s.Runs[i]
		if r.ID != want.ID || r.Start != want.Start().UTC().Format(time.RFC3339) || !strings.HasSuffix(r.Start, "Z") {
			t.Errorf("run %d: %s %s", i, r.ID, r.Start)
		}
		if want.Recovery == nil {
			continue
		}
		if r.Recovery.Over != nil || len(r.Recovery.ByThird) != 3 || r.Recovery.ByThird[0] != nil {
			t.Errorf("run %d cannot be judged but has an excess", i)
		}
		if h := want.Recovery.Since.Hours(); math.Abs(*r.Recovery.Hours-h) > .005 {
			t.Errorf("run %d: %v h after, want %v", i, *r.Recovery.Hours, h)
		}
	}
	if m := got.Ledger.Entries[0]["member"]; m != nil {
		t.Errorf("member of a plain file is %v, want null", m)
	}
	if m := got.Months[0]["too_fast_share"]; m != nil {
		t.Errorf("share of a month without judged runs is %v, want null", m)
	}
	at := 0
	for _, key := range []string{`"schema"`, `"params"`, `"summary"`, `"runs"`, `"trend"`, `"months"`, `"ledger"`} {
		i := strings.Index(b.String()[at:], "\n "+key)
		if i < 0 {
			t.Fatalf("%s is not where it should be", key)
		}
		at += i
	}
	var again bytes.Buffer
	if err := WriteJSON(&again, s, testLedger()); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("the same season gives other bytes")
	}
}

// TestParamsTellTheReading holds that what was said of how recordings are read
// stands in season.json, in the form of the schema.
func TestParamsTellTheReading(t *testing.T) {
	s := *seasons()["three weeks"]
	s.Known.Reading = analysis.Reading{Zone: "Europe/Zurich", NamesUnread: true, IgnoredDevices: []string{"garmin 3113"}}
	var b bytes.Buffer
	if err := WriteJSON(&b, &s, testLedger()); err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema(t).Validate(doc); err != nil {
		t.Error(err)
	}
	params := doc.(map[string]any)["params"].(map[string]any)
	for key, want := range map[string]any{"zone": "Europe/Zurich", "name_hints": false, "ignored_devices": []any{"garmin 3113"}} {
		if d := cmp.Diff(want, params[key]); d != "" {
			t.Errorf("%s:\n%s", key, d)
		}
	}
}

func TestDecimal(t *testing.T) {
	for _, tt := range []struct {
		v      float64
		places int
		want   string
	}{
		{1.005, 1, "1"},
		{2.345, 2, "2.35"},
		{-.001, 2, "0"},
		{-2.5, 0, "-3"},
		{math.NaN(), 2, "null"},
		{math.Inf(1), 2, "null"},
		{1e9, 2, "1000000000"},
	} {
		if got := string(decimal(tt.v, tt.places)); got != tt.want {
			t.Errorf("%v to %d places: %s, want %s", tt.v, tt.places, got, tt.want)
		}
	}
}

func TestRunsCSV(t *testing.T) {
	s := seasons()["full"]
	s.Runs[0].Files = []string{"=1+1.fit", "b.gpx"}
	var b bytes.Buffer
	if err := WriteRunsCSV(&b, s); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != len(s.Runs)+1 {
		t.Fatalf("%d rows for %d runs", len(rows), len(s.Runs))
	}
	if d := cmp.Diff(RunsCSVHeader(), rows[0]); d != "" {
		t.Errorf("header (-want +got):\n%s", d)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	if got := rows[1][column["files"]]; got != "'=1+1.fit | b.gpx" {
		t.Errorf("files: %q", got)
	}
	for i, r := range s.Runs {
		row := rows[i+1]
		verdict := ""
		if r.Recovery != nil {
			verdict = string(r.Recovery.Verdict)
		}
		if row[0] != r.ID || row[column["verdict"]] != verdict || (row[column["hard_reason"]] != "") != (r.Hard != nil) {
			t.Errorf("row %d: %q", i, row)
		}
		if over := row[column["over_s_per_km"]]; r.Recovery != nil && r.Recovery.Over < -1 && !strings.HasPrefix(over, "-") {
			t.Errorf("row %d: excess %q is no plain number", i, over)
		}
	}
}

func TestLedgerCSV(t *testing.T) {
	var b bytes.Buffer
	if err := WriteLedgerCSV(&b, testLedger()); err != nil {
		t.Fatal(err)
	}
	want := `file,member,outcome,reason,same_as,notes
2026/a.fit,,imported,,,
export.zip,'=cmd.gpx,duplicate,,20260203T061200Z,
'+b.tcx,,unreadable,line 4: damaged,,'-1 point left out
"""quoted"",
name.gpx",,not_an_activity,a track without times,,
`
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestCell(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "a=b": "a=b", "=1": "'=1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx", "\n=x": "'\n=x", "–x": "–x",
		"\uff1dx": "'\uff1dx", "\uff0bx": "'\uff0bx", "\uff0dx": "'\uff0dx", "\uff20x": "'\uff20x", "ü=x": "ü=x",
	} {
		if got := cell(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

// TestFormatsNamesEveryColumn holds the page of formats to the files: every
// column of both tables, in order, and no other.
func TestFormatsNamesEveryColumn(t *testing.T) {
	text, err := os.ReadFile("FORMATS.md")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\|")
	for heading, want := range map[string][]string{"## runs.csv": RunsCSVHeader(), "## ledger.csv": LedgerCSVHeader()} {
		_, part, found := strings.Cut(string(text), heading+"\n")
		if !found {
			t.Errorf("no section %q", heading)
			continue
		}
		part, _, _ = strings.Cut(part, "\n## ")
		var got []string
		for _, m := range row.FindAllStringSubmatch(part, -1) {
			got = append(got, m[1])
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", heading, d)
		}
	}
}

// broken fails after some bytes, as a full disk does.
type broken struct{ left int }

var errFull = errors.New("no space left")

func (b *broken) Write(p []byte) (int, error) {
	if len(p) > b.left {
		return 0, errFull
	}
	b.left -= len(p)
	return len(p), nil
}

func TestWritersReportErrors(t *testing.T) {
	s, l := seasons()["full"], testLedger()
	for name, write := range map[string]func(w *broken) error{
		"json":   func(w *broken) error { return WriteJSON(w, s, l) },
		"runs":   func(w *broken) error { return WriteRunsCSV(w, s) },
		"ledger": func(w *broken) error { return WriteLedgerCSV(w, l) },
		"text":   func(w *broken) error { return WriteText(w, s, l, Options{}) },
		"png":    func(w *broken) error { return WritePNG(w, named("trend"), s, Options{DPI: 36}) },
	} {
		if err := write(&broken{left: 10}); !errors.Is(err, errFull) {
			t.Errorf("%s: error %v, want %v", name, err, errFull)
		}
	}
}

func BenchmarkWriteHTML(b *testing.B) {
	s, l := seasons()["three years"], testLedger()
	b.ReportAllocs()
	for b.Loop() {
		var w bytes.Buffer
		if err := WriteHTML(&w, s, l, Options{}); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(w.Len()))
	}
}

// TestTablesAllocations holds the files of numbers to a bound for a run, so that
// a report of ten thousand is made of small pieces.
func TestTablesAllocations(t *testing.T) {
	s, l := seasons()["three years"], testLedger()
	for name, c := range map[string]struct {
		most  float64
		write func() error
	}{
		"season.json": {170, func() error { return WriteJSON(io.Discard, s, l) }},
		"runs.csv":    {60, func() error { return WriteRunsCSV(io.Discard, s) }},
	} {
		n := testing.AllocsPerRun(3, func() {
			if err := c.write(); err != nil {
				t.Fatal(err)
			}
		}) / float64(len(s.Runs))
		if n > c.most {
			t.Errorf("%s: %.0f allocations a run, want at most %.0f", name, n, c.most)
		}
	}
}

func BenchmarkWriteJSON(b *testing.B) {
	s, l := seasons()["three years"], testLedger()
	b.ReportAllocs()
	for b.Loop() {
		var w bytes.Buffer
		if err := WriteJSON(&w, s, l); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(w.Len()))
	}
}

// TestLargePictures holds that a picture which grows with the years is drawn at
// a pixel for each of its logical size where it would be too large, and that no
// other is.
func TestLargePictures(t *testing.T) {
	large := Chart{Name: "large", DPI: 144, size: ofSize(1200, 4000)}
	if got, want := large.Pixels(nil, Options{}), 1200*4000; got != want {
		t.Errorf("%d pixels, want %d", got, want)
	}
	if got, want := large.Pixels(nil, Options{DPI: 144}), 4*1200*4000; got != want {
		t.Errorf("%d pixels at a resolution that was asked for, want %d", got, want)
	}
	s := seasons()["three years"]
	for _, c := range Charts() {
		if got := c.dpi(s, Options{}); got != c.DPI {
			t.Errorf("%s of three years is drawn at %d, want %d", c.Name, got, c.DPI)
		}
	}
}

// TestReasonOutsideThePeriod holds that a recovery run keeps what made its hard effort
// one where that lies before the period reported.
func TestReasonOutsideThePeriod(t *testing.T) {
	s := seasons()["full"]
	for i := range s.Runs {
		v := s.Runs[i].Recovery
		if v == nil || v.After == "" {
			continue
		}
		from := s.Runs[i].LocalDate
		part := s.Within(analysis.Period{From: &from})
		if slices.ContainsFunc(part.Runs, func(r analysis.Run) bool { return r.ID == v.After }) {
			continue // of the same day
		}
		var table, doc bytes.Buffer
		if err := WriteRunsCSV(&table, part); err != nil {
			t.Fatal(err)
		}
		if err := WriteJSON(&doc, part, activity.Ledger{}); err != nil {
			t.Fatal(err)
		}
		row := strings.Split(table.String(), "\n")[1]
		if want := `"after_reason": "` + string(v.AfterReason) + `"`; !strings.Contains(row, string(v.AfterReason)) || !strings.Contains(doc.String(), want) {
			t.Errorf("%s: %s not in %s, or not in season.json", s.Runs[i].ID, v.AfterReason, row)
		}
		return
	}
	t.Error("no recovery run after a hard effort of another day")
}
