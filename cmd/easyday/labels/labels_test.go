package labels_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"easyday/analysis"
	"easyday/cmd/easyday/labels"
	"easyday/importer/activity"
)

func TestReadName(t *testing.T) {
	names := labels.NewNames()
	for _, c := range []struct{ name, kind string }{
		{"Recovery run", "easy"},
		{"Easy 10k", "easy"},
		{"Easy run in Long Beach", "easy"},
		{"Shakeout", "easy"},
		{"Bushy parkrun #412", "race"},
		{"Race day!", "race"},
		{"Tuesday Intervals 6x800", "hard"},
		{"Hill repeats", "hard"},
		{"Lockerer Dauerlauf", "easy"},
		{"Regenerativ an der Isar", "easy"},
		{"Wettkampf 10 km", "race"},
		{"Tempolauf am Fluss", "hard"},
		{"Fahrtspiel", "hard"},
		{"Fractionné 10x400", "hard"},
		{"Séance seuil", "hard"},
		{"Footing facile", "easy"},
		{"Re\u0301cupe\u0301ration", "easy"}, // accents as marks of their own
		{"RÉCUPÉRATION", "easy"},
		{"Endurance fondamentale", "easy"},
		{"Rodaje suave", "easy"},
		{"Recuperacion", "easy"},
		{"Series cortas", "hard"},
		{"Carrera popular de Burgos", "race"},
		{"Corsa lenta", "easy"},
		{"Gara 10 km", "race"},
		{"Ripetute in pista", "hard"},
		{"Rustige duurloop", "easy"},
		{"Intervaltraining", "hard"},
		{"Wedstrijd", "race"},
		{"Recuperação", "easy"},
		{"Treino de tiros", "hard"},
		{"Återhämtning", "easy"},
		{"Tröskelpass", "hard"},
		{"Tävling 5 km", "race"},
		{"Bieg regeneracyjny", "easy"},
		{"Interwały", "hard"},
		{"Zawody na 10 km", "race"},
		{"朝の回復走", "easy"},
		{"インターバル走", "hard"},
		{"ジョグ10km", "easy"},
		{"市民マラソン大会", "race"},
		{"ロードレース", "race"},

		// Places and things.
		{"Easy Street loop", ""},
		{"The Big Easy", ""},
		{"Race Street Pier", ""},
		{"Race Point lighthouse", ""},
		{"Race track laps", ""},
		{"Easy Street, easy", "easy"},
		{"Race Street parkrun", "race"},
		{"Foot Locker", ""},
		{"Gara de Nord", ""},
		{"Seuil de Naurouze", ""},
		{"Summer Series", ""},
		{"Bel tempo", ""},
		{"トレース", ""},
		{"ジョグジャカルタ", ""},

		// Words within words.
		{"Embrace the rain", ""},
		{"Terrace and back", ""},
		{"Racecourse", ""},
		{"Uneasy", ""},
		{"Niagara", ""},
		{"Discovery trail", ""},

		// Another run, another day, or denied.
		{"Race pace session", ""},
		{"Post-race jog", ""},
		{"After the parkrun", ""},
		{"Jog to parkrun", ""},
		{"parkrun warm-up", ""},
		{"Race week", ""},
		{"Recovery week", ""},
		{"Not easy", ""},
		{"Nach dem Wettkampf", ""},
		{"Veille de compétition", ""},
		{"Na de wedstrijd", ""},
		{"Inför tävling", ""},
		{"Ritmo gara", ""},
		{"Run/walk intervals", ""},
		{"レース前日", ""},
		{"レースペース", ""},

		// Two things, or easy in part.
		{"Easy run then intervals", ""},
		{"Easy with tempo finish", ""},
		{"Easy 6x100", ""},
		{"Recovery, fast finish", ""},

		{"Morning Run", ""},
		{"Long run", ""},
		{"Zürich - Laufen", ""},
		{"", ""},
	} {
		h, ok := names.Read(c.name)
		if h.Kind != c.kind || ok != (c.kind != "") {
			t.Errorf("Read(%q) = %+v, %v; want %q", c.name, h, ok, c.kind)
		}
	}
}

// TestHintWordsAreHints holds that each listed word alone says its kind, so that
// none is shut out by another list.
func TestHintWordsAreHints(t *testing.T) {
	names := labels.NewNames()
	for kind, words := range labels.HintWords() {
		for _, w := range words {
			if h, ok := names.Read(w); !ok || h.Kind != kind || h.Word != w {
				t.Errorf("%q says %+v, %v; want %s", w, h, ok, kind)
			}
		}
	}
}

func date(s string) activity.Date {
	d, err := activity.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestMatch(t *testing.T) {
	runs := []analysis.Run{
		{ID: "a", Files: []string{"x/a.fit", "b.zip!c.gpx"}, LocalDate: date("2025-03-05")},
		{ID: "b", Files: []string{"b.fit"}, LocalDate: date("2025-03-05")},
		{ID: "c", Files: []string{"c.fit"}, LocalDate: date("2025-03-09")},
	}
	ledger := activity.Ledger{Entries: []activity.Entry{
		{File: "swim.fit", Outcome: activity.OtherSport, Reason: "swimming"},
	}}
	for _, c := range []struct {
		file, want, hint string // want is the matched run's id, or the error's text
		asOf             string
	}{
		{"2025-03-09,,easy", "c", "", ""},
		{",a.fit,hard", "a", "", ""},
		{",c.gpx,hard", "a", "", ""},
		{"2025-03-05,b.fit,race", "b", "", ""},
		{"2025-03-05,,easy", "l.csv: line 2: 2 runs on 2025-03-05", "say which by its file: x/a.fit or b.fit", ""},
		{"2025-03-08,,easy", "l.csv: line 2: no run on 2025-03-08", "the nearest run is on 2025-03-09", ""},
		{",swim.fit,easy", `l.csv: line 2: no run in "swim.fit"`, "that file is no run: other sport, swimming", ""},
		{",swim.fit,easy", "", "", "2025-03-05"}, // its run may be hidden
		{"2025-03-10,,easy", "", "", "2025-03-05"},
	} {
		lines, err := labels.Parse("l.csv", []byte("date,file,kind\n"+c.file+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		var asOf *activity.Date
		if c.asOf != "" {
			d := date(c.asOf)
			asOf = &d
		}
		known, err := labels.Match("l.csv", lines, runs, ledger, asOf)
		got, hint := "", ""
		var e *labels.Error
		switch {
		case errors.As(err, &e):
			got, hint = e.Error(), e.Hint
		case len(known) == 1:
			got = known[0].RunID
		}
		if got != c.want || hint != c.hint {
			t.Errorf("%s: got %q (%s), want %q (%s)", c.file, got, hint, c.want, c.hint)
		}
	}
}

func TestParseForms(t *testing.T) {
	want := []labels.Line{
		{Number: 2, Date: date("2025-03-05"), Dated: true, Kind: "race", Note: "club, relay"},
	}
	for _, text := range []string{
		"date,kind,note\n2025-03-05,Race,\"club, relay\"\n",
		"\xef\xbb\xbfdate;kind;note\r\n2025-03-05;race;club, relay\r\n",
	} {
		got, err := labels.Parse("l.csv", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q:\n%s", text, d)
		}
	}
	want[0].Number = 1
	got, err := labels.Parse("l.toml", []byte("[[label]]\ndate = \"2025-03-05\"\nkind = \"race\"\nnote = \"club, relay\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for name, text := range map[string]string{
		"l.txt":  "date,kind\n",
		"l.csv":  "date,colour\n",
		"l.toml": "[[label\n",
		"m.csv":  "date,kind\n,easy\n",
		"n.csv":  "date,kind\n5 March,easy\n",
	} {
		_, err := labels.Parse(name, []byte(text))
		var e *labels.Error
		if !errors.As(err, &e) || !strings.HasPrefix(e.Error(), name+": ") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func BenchmarkNames(b *testing.B) {
	names := labels.NewNames()
	for b.Loop() {
		names.Read("Lunch Run along the river with Tom")
	}
}
