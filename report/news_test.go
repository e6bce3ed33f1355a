package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"easyday/analysis"
	"easyday/importer/activity"
)

// reported is what ReadEarlier makes of a season's own season.json.
func reported(t *testing.T, s *analysis.Season) *Earlier {
	t.Helper()
	var b bytes.Buffer
	if err := WriteJSON(&b, s, activity.Ledger{}); err != nil {
		t.Fatal(err)
	}
	e, err := ReadEarlier(&b)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// before is a copy of a season as it was at an earlier report.
func before(s *analysis.Season, change func(*analysis.Season)) *analysis.Season {
	old := *s
	old.Runs = append([]analysis.Run(nil), s.Runs...)
	old.Months = append([]analysis.Month(nil), s.Months...)
	change(&old)
	return &old
}

func TestWriteNews(t *testing.T) {
	full := seasons()["full"]
	last := -1 // the latest recovery run
	for i := range full.Runs {
		if full.Runs[i].Recovery != nil {
			last = i
		}
	}
	day, from := full.Runs[last].LocalDate, full.Runs[0].LocalDate
	date := day.Midnight().Format("Mon 2 Jan 2006")
	month := full.Months[len(full.Months)-1]
	for _, tt := range []struct {
		name   string
		change func(*analysis.Season)
		want   []string // the beginnings of the lines
	}{
		{"the same", func(*analysis.Season) {}, []string{"Nothing new since the last report."}},
		{"another runner's", func(s *analysis.Season) {
			for i := range s.Runs {
				s.Runs[i].ID += "-9"
			}
		}, []string{"The last report here was of other runs, so nothing is said of what is new."}},
		{"a recovery run more", func(s *analysis.Season) {
			s.Runs = append(s.Runs[:last:last], s.Runs[last+1:]...)
			s.Months[len(s.Months)-1].KeptEasy--
		}, []string{
			"New since the last report: 1 run, 1 recovery run among them.",
			"  " + date + ": " + verdictPhrase(full.Runs[last].Recovery.Verdict) + ", ",
			day.Midnight().Format("January 2006") + ": " + tooFastOf(month.Counts) + " too fast, before " +
				tooFastOf(analysis.Counts{KeptEasy: month.KeptEasy - 1, Borderline: month.Borderline, TooFast: month.TooFast}),
		}},
		{"a verdict moved", func(s *analysis.Season) {
			other := *s.Runs[last].Recovery
			other.Verdict = analysis.CantTell
			s.Runs[last].Recovery = &other
		}, []string{
			"1 verdict of earlier runs moved:",
			"  " + date + ": from cannot be judged to " + verdictPhrase(full.Runs[last].Recovery.Verdict),
		}},
		{"no recovery run before", func(s *analysis.Season) { s.Runs[last].Recovery = nil }, []string{
			"1 verdict of earlier runs moved:",
			"  " + date + ": from no recovery run to ",
		}},
		{"a run gone", func(s *analysis.Season) {
			gone := s.Runs[0]
			gone.ID = "20000101T000000Z"
			s.Runs = append(s.Runs, gone)
		}, []string{"1 run of the last report is no longer there."}},
		{"other settings", func(s *analysis.Season) { s.Options.LimitMargin = .02 }, []string{
			"The settings, or the program's, are not those of the last report;",
			"Nothing new since the last report.",
		}},
		{"another zone", func(s *analysis.Season) { s.Known.Reading.Zone = "Asia/Tokyo" }, []string{
			"The settings, or the program's, are not those of the last report;",
			"Nothing new since the last report.",
		}},
		{"names unread", func(s *analysis.Season) { s.Known.Reading.NamesUnread = true }, []string{
			"The settings, or the program's, are not those of the last report;",
			"Nothing new since the last report.",
		}},
		{"a device left out", func(s *analysis.Season) { s.Known.Reading.IgnoredDevices = []string{"garmin"} }, []string{
			"The settings, or the program's, are not those of the last report;",
			"Nothing new since the last report.",
		}},
		{"another period", func(s *analysis.Season) { s.Period.From = &from }, []string{
			"The last report here was of another period,",
		}},
		{"an empty report", func(s *analysis.Season) { s.Runs = nil }, []string{
			"New since the last report: ",
			"  " + date, "  ", "  ", "  ", "  ", "  and 22 more",
			day.Midnight().Format("January 2006"),
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := WriteNews(&b, reported(t, before(full, tt.change)), full, Options{}); err != nil {
				t.Fatal(err)
			}
			got := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
			for i, want := range tt.want {
				if i < len(got) && strings.HasPrefix(got[i], want) {
					got[i] = want
				}
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("lines (-want +got):\n%s", d)
			}
		})
	}
}

// TestNewVerdictPaces holds that a new verdict is told by paces that may be compared:
// that of the run and the comfortable one of its day, both on the flat and cool.
func TestNewVerdictPaces(t *testing.T) {
	pace := func(seconds float64) activity.Pace { return activity.Pace(seconds) }
	r := analysis.Run{EffortPace: pace(365), Comfortable: analysis.PaceBand{Value: pace(356)}, Recovery: &analysis.Recovery{
		Verdict: analysis.KeptEasy, Over: -9, Limit: pace(374), // in the heat of the day
	}}
	if got, want := newVerdict(&r, Kilometres), "kept easy, 6:05 against 5:56/km"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestReadEarlierRefuses(t *testing.T) {
	for text, want := range map[string]string{
		`{"schema":9}`:               "schema 9, this program writes 1",
		`{"schema":1,"params":3}`:    "params: ",
		`{"schema":1,"runs":"none"}`: "cannot unmarshal",
		`{"schema":1`:                "unexpected EOF",
		``:                           "EOF",
	} {
		if _, err := ReadEarlier(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", text, err, want)
		}
	}
}
