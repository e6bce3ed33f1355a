package report

import (
	"bytes"
	"math"
	"strings"
	"testing"
	"time"

	"easyday/analysis"
	"easyday/importer/activity"

	"github.com/google/go-cmp/cmp"
)

func counted(kept, borderline, tooFast, cantTell int) *analysis.Season {
	s := &analysis.Season{Options: analysis.DefaultOptions(), Runs: make([]analysis.Run, 1)}
	s.Summary.Counts = analysis.Counts{KeptEasy: kept, Borderline: borderline, TooFast: tooFast, CantTell: cantTell}
	return s
}

// change gives a season a tested change.
func change(s *analysis.Season, slope, p float64) *analysis.Season {
	s.Summary.Change = analysis.Change{Tested: true, Slope: slope, P: p}
	return s
}

func TestHeadline(t *testing.T) {
	for _, tt := range []struct {
		season *analysis.Season
		want   string
	}{
		{counted(0, 0, 0, 0), "No recovery runs found"},
		{counted(0, 0, 0, 1), "The one recovery run could not be judged"},
		{counted(0, 0, 0, 2), "Neither of 2 recovery runs could be judged"},
		{counted(0, 0, 0, 5), "None of 5 recovery runs could be judged"},
		{counted(0, 0, 1, 0), "The one recovery run was too fast"},
		{counted(0, 0, 2, 0), "Both recovery runs were too fast"},
		{counted(0, 0, 2, 16), "Both judged recovery runs were too fast"},
		{counted(0, 0, 8, 0), "All 8 recovery runs were too fast"},
		{counted(0, 1, 0, 3), "The one judged recovery run was too close to call"},
		{counted(1, 0, 0, 0), "The one recovery run was kept easy"},
		{counted(1, 1, 0, 0), "Neither of 2 recovery runs was too fast"},
		{counted(10, 2, 0, 4), "None of 12 judged recovery runs was too fast"},
		{counted(10, 1, 1, 0), "1 of 12 recovery runs was too fast"},
		{counted(24, 9, 6, 2), "6 of 39 judged recovery runs were too fast"},
		{change(counted(24, 9, 6, 2), -1, .01), "6 of 39 judged recovery runs were too fast – fewer as time went on"},
		{change(counted(24, 9, 6, 2), 1, .01), "6 of 39 judged recovery runs were too fast – more as time went on"},
		{change(counted(24, 9, 6, 2), 1, .2), "6 of 39 judged recovery runs were too fast"},
		{change(counted(24, 9, 6, 2), 1, math.NaN()), "6 of 39 judged recovery runs were too fast"},
	} {
		if got := Headline(tt.season); got != tt.want {
			t.Errorf("%+v: %q, want %q", tt.season.Summary.Counts, got, tt.want)
		}
	}
}

func TestChangeSentence(t *testing.T) {
	early, late := analysis.Counts{KeptEasy: 5, TooFast: 8}, analysis.Counts{KeptEasy: 12, TooFast: 1}
	for _, tt := range []struct {
		change analysis.Change
		want   string
	}{
		{analysis.Change{}, ""},
		{analysis.Change{Tested: true, P: .01, Slope: -1, Early: early, Late: late}, "8 of the first 13 judged were too fast, 1 of the last 13."},
		{analysis.Change{Tested: true, P: .5, Slope: -1, Early: late, Late: early}, "No clear change over the season: 1 of the first 13 judged was too fast, 8 of the last 13."},
	} {
		if got := changeSentence(tt.change); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

// TestTrendSentence holds that a change of pace is claimed or denied only where
// it was tested: of a part of a season it is not.
func TestTrendSentence(t *testing.T) {
	nan := math.NaN()
	for _, tt := range []struct {
		first, last float64
		progress    analysis.Progress
		want        string
	}{
		{400, 340, analysis.Progress{Growth: .16, SD: .02}, "Comfortable pace went from 6:40 to 5:40 min/km."},
		{400, 396, analysis.Progress{Growth: .01, SD: .02}, "Comfortable pace: 6:36 min/km; 6:40 at the start, no clear change."},
		{400, 340, analysis.Progress{Growth: nan, SD: nan}, "Comfortable pace: 5:40 min/km; 6:40 at the start."},
		{400, 400, analysis.Progress{Growth: nan, SD: nan}, "Comfortable pace: 6:40 min/km."},
		{nan, nan, analysis.Progress{Growth: nan, SD: nan}, ""},
	} {
		s := &analysis.Season{}
		s.Summary.First.Value, s.Summary.Last.Value, s.Summary.Progress = activity.Pace(tt.first), activity.Pace(tt.last), tt.progress
		if got := trendSentence(s, Kilometres); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

// TestComplianceTitle holds that the title claims a change, or none, only where
// there was something to change.
func TestComplianceTitle(t *testing.T) {
	for _, tt := range []struct {
		s    *analysis.Season
		want string
	}{
		{change(counted(10, 2, 8, 0), -1, .01), "Fewer recovery runs were too fast as time went on"},
		{change(counted(10, 2, 8, 0), 1, .01), "More recovery runs were too fast as time went on"},
		{change(counted(10, 2, 8, 0), 1, .3), "No clear change in the share of recovery runs too fast"},
		{change(counted(10, 2, 0, 0), 1, .9), "None of 12 recovery runs was too fast"},
		{change(counted(0, 0, 12, 1), 1, .9), "All 12 judged recovery runs were too fast"},
		{counted(2, 0, 1, 0), "1 of 3 recovery runs was too fast"},
		{counted(0, 0, 0, 3), "None of 3 recovery runs could be judged"},
	} {
		if got, _ := complianceTitle(tt.s); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

func TestSureSentences(t *testing.T) {
	for _, tt := range []struct {
		flags, remain int
		mode          analysis.Mode
		recovery      int // runs that told the level
		heat          analysis.HeatSources
		want          string
	}{
		{14, 9, analysis.ModeBoth, 31, analysis.HeatSources{Own: 170}, "With a limit 3% looser, 9 of 14 flags remain. Learned from 52 easy runs over 274 days; of all runs 79% with heart rate that could be used and 100% with altitude. The level is anchored on heart rate, and on races and structured sessions, and narrowed down by 31 recovery runs. Heat is allowed for by the watch's thermometer."},
		{2, 1, analysis.ModeRaces, 0, analysis.HeatSources{Own: 8, Near: 144, Climate: 8, Unknown: 10}, "With a limit 3% looser, 1 of 2 flags remains. Learned from 52 easy runs over 274 days; of all runs 79% with heart rate that could be used and 100% with altitude. The level is anchored on races and structured sessions. Of 170 runs outdoors heat is allowed for in 8 by the watch's thermometer, in 144 by that of runs about that day, in 8 by the weather usual there and then and in 10 not at all."},
		{1, 0, analysis.ModeHeartRate, 0, analysis.HeatSources{Climate: 160}, "With a limit 3% looser, the one flag goes. Learned from 52 easy runs over 274 days; of all runs 79% with heart rate that could be used and 100% with altitude. The level is anchored on heart rate. Heat is allowed for by the weather usual there and then, since no recording outdoors has the temperature."},
		{0, 0, analysis.ModeHabit, 0, analysis.HeatSources{Unknown: 3}, "Learned from 52 easy runs over 274 days; of all runs 79% with heart rate that could be used and 100% with altitude. The level is anchored on the runner's own easy days alone. Heat is not allowed for: no recording outdoors has a temperature or a place."},
	} {
		s := &analysis.Season{Runs: make([]analysis.Run, 1)}
		m := &s.Summary
		m.Sensitivity.Looser, m.Sensitivity.Flags, m.Sensitivity.Remain, m.Mode = .03, tt.flags, tt.remain, tt.mode
		m.Usable, m.Days, m.Recordings, m.WithHR, m.WithAltitude, m.LevelRuns = 52, 274, 170, 135, 170, tt.recovery
		m.Heat = tt.heat
		if got := strings.Join(sureSentences(s), " "); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

// TestAnchorSentence holds that the level is said to rest on what there was.
func TestAnchorSentence(t *testing.T) {
	for _, tt := range []struct {
		races, sessions, stated int
		want                    string
	}{
		{3, 26, 0, "The level is anchored on races and structured sessions."},
		{3, 0, 0, "The level is anchored on races."},
		{0, 4, 0, "The level is anchored on structured sessions."},
		{0, 4, 1, "The level is anchored on structured sessions and what you said."},
		{0, 0, 1, "The level is anchored on what you said."},
	} {
		s := &analysis.Season{}
		m := &s.Summary
		m.Mode, m.Races, m.Sessions, m.Stated = analysis.ModeRaces, tt.races, tt.sessions, tt.stated
		if got := anchorSentence(s); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

func TestBoundTerms(t *testing.T) {
	s := &analysis.Season{}
	s.Summary.Bounds = analysis.Bounds{
		HeartRateMaximum: 186, HeartRateMaximumSD: 5, HeartRateMaximumFrom: "highest 30 s of the season",
		HeartRateRest: 47, HeartRateRestFrom: "as your watch has it",
		CriticalSpeed: activity.Speed(4), CriticalSpeedSD: .02, CriticalSpeedFrom: "from 3 races and 20 structured sessions",
	}
	want := []term{
		{"Highest heart rate", "186 bpm, give or take 8: highest 30 s of the season."},
		{"Resting heart rate", "47 bpm: as your watch has it."},
		{"Critical speed", "4:10/km (90% interval 4:02\u20134:18), what you could race for 35 to 40 minutes: from 3 races and 20 structured sessions."},
	}
	if d := cmp.Diff(want, boundTerms(s, Kilometres)); d != "" {
		t.Error(d)
	}
	nan := math.NaN()
	s.Summary.Bounds = analysis.Bounds{HeartRateMaximum: nan, HeartRateRest: 52, CriticalSpeed: activity.Speed(nan)}
	if got := boundTerms(s, Miles); len(got) != 0 {
		t.Errorf("of nothing known: %v", got)
	}
}

func TestAdvice(t *testing.T) {
	last := activity.NewDate(2026, time.March, 3)
	season := func(pace float64, clock analysis.Clock, days int) *analysis.Season {
		s := counted(1, 0, 0, 0)
		s.Summary.Advice, s.Summary.AdviceFrom = activity.Pace(pace), last
		s.Summary.Clock, s.Summary.AsOf = clock, last+activity.Date(days)
		return s
	}
	for _, tt := range []struct {
		season *analysis.Season
		units  Units
		want   string
	}{
		{season(365, analysis.Hindsight, 0), Kilometres, "Next recovery run: no faster than 6:05/km (9:47/mi), by your runs up to 3 Mar 2026"},
		{season(365, analysis.Hindsight, 0), Miles, "Next recovery run: no faster than 9:47/mi (6:05/km), by your runs up to 3 Mar 2026"},
		{season(365, analysis.AsOf, 21), Miles, "Next recovery run: no faster than 9:47/mi (6:05/km), by your runs up to 3 Mar 2026"},
		{season(365, analysis.AsOf, 22), Miles, "Next recovery run: too long ago to say; the last run was 22 days earlier, on 3 Mar 2026"},
		{season(365, analysis.Hindsight, 400), Miles, "Next recovery run: no faster than 9:47/mi (6:05/km), by your runs up to 3 Mar 2026"},
		{season(math.NaN(), analysis.Hindsight, 0), Miles, "Next recovery run: too little to say yet"},
	} {
		if got := Advice(tt.season, tt.units); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

func TestLedgerSum(t *testing.T) {
	ledger := func(outcomes ...activity.Outcome) activity.Ledger {
		var l activity.Ledger
		for _, o := range outcomes {
			l.Entries = append(l.Entries, activity.Entry{Outcome: o})
		}
		return l
	}
	for _, tt := range []struct {
		ledger activity.Ledger
		want   string
	}{
		{ledger(), "0 files"},
		{ledger(activity.Imported), "1 file: 1 imported"},
		{ledger(activity.OtherSport, activity.Imported, activity.Imported), "3 files: 2 imported, 1 other sport"},
		{
			ledger(activity.Ignored, activity.Unreadable, activity.NotActivity, activity.Duplicate, activity.Duplicate),
			"5 files: 2 duplicates, 1 not an activity, 1 unreadable, 1 ignored",
		},
		{ledger(activity.Duplicate), "1 file: 1 duplicate"},
	} {
		if got := LedgerSum(tt.ledger); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	nan := math.NaN()
	for _, tt := range []struct{ got, want string }{
		{FormatPace(300, Kilometres), "5:00"},
		{FormatPace(299.6, Kilometres), "5:00"},
		{FormatPace(299.4, Kilometres), "4:59"},
		{FormatPace(300, Miles), "8:03"},
		{FormatPace(activity.Pace(nan), Miles), "–"},
		{FormatPace(activity.Pace(math.Inf(1)), Miles), "–"},
		{clock(3600), "1:00:00"},
		{clock(-75), "−1:15"},
		{whole(-3.6), "−4"},
		{whole(-.2), "0"},
		{whole(nan), "–"},
		{signed(12.4), "+12"},
		{signed(-12.4), "−12"},
		{signed(.4), "0"},
		{percent(.155), "16%"},
		{percent(nan), "–"},
		{strings.Join(percentages(.196, .549, .255), " "), "20% 55% 25%"},
		{strings.Join(percentages(1./3, 1./3, 1./3), " "), "34% 33% 33%"},
		{distance(6600, Miles), "4.1 mi"},
		{distance(6600, Kilometres), "6.6 km"},
		{hours(25*time.Hour + 40*time.Minute), "26 h"},
		{hours(40 * time.Minute), "40 min"},
		{hours(96 * time.Hour), "4 days"},
		{count(1, "run", "runs"), "1 run"},
		{count(0, "run", "runs"), "0 runs"},
		{period(activity.NewDate(2026, 2, 2), activity.NewDate(2026, 11, 15)), "2 Feb – 15 Nov 2026"},
		{period(activity.NewDate(2025, 9, 1), activity.NewDate(2026, 4, 2)), "1 Sep 2025 – 2 Apr 2026"},
		{period(activity.NewDate(2025, 9, 1), activity.NewDate(2025, 9, 1)), "1 Sep 2025"},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, want %q", tt.got, tt.want)
		}
	}
}

func TestWriteText(t *testing.T) {
	all := seasons()
	ledger := activity.Ledger{Entries: []activity.Entry{{File: "a.fit", Outcome: activity.Imported}, {File: "b.fit", Outcome: activity.OtherSport}}}
	for _, tt := range []struct {
		season string
		units  Units
		want   string
	}{
		{"full", Miles, `4 of 27 recovery runs were too fast – fewer as time went on.
20 kept easy, 3 too close to call. Share too fast 15% (90% interval 7–29%, 27 runs). 3 of the first 9 judged were too fast, 0 of the last 9.
Comfortable pace went from 10:34 to 8:16 min/mile. Your easy days now run 7:59/mi; comfortable is 8:16/mi: 4% faster (90% interval 1–6%).
The recovery runs are too alike in hours since the hard effort, its kind, weekday and month to look for patterns.
Hard stretches ran 34% faster than the easy days around them (median of 66 hard efforts, 6:49 against 9:08/mi).
Next recovery run: no faster than 8:36/mi (5:21/km), by your runs up to 15 Nov 2026
2 files: 1 imported, 1 other sport
`},
		{"one run", Kilometres, `No recovery runs found.
Next recovery run: too little to say yet
2 files: 1 imported, 1 other sport
`},
		{"no runs", Kilometres, `No recovery runs found.
Next recovery run: too little to say yet
2 files: 1 imported, 1 other sport
`},
		{"habit", Kilometres, `7 of 27 recovery runs were too fast – more as time went on.
18 kept easy, 2 too close to call. Share too fast 26% (90% interval 15–42%, 27 runs). 2 of the first 9 judged were too fast, 3 of the last 9.
Comfortable pace went from 6:34 to 5:08 min/km.
Relative to your own easy runs: whether those are themselves too fast cannot be told without heart rate or a race.
The recovery runs are too alike in hours since the hard effort, its kind, weekday and month to look for patterns.
Hard stretches ran 39% faster than the easy days around them (median of 66 hard efforts, 4:14 against 5:53/km).
Next recovery run: no faster than 5:21/km (8:36/mi), by your runs up to 15 Nov 2026
2 files: 1 imported, 1 other sport
`},
	} {
		var b bytes.Buffer
		if err := WriteText(&b, all[tt.season], ledger, Options{Units: tt.units}); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(tt.want, b.String()); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.season, d)
		}
	}
}

func TestTreadmillSentence(t *testing.T) {
	nan := math.NaN()
	for want, m := range map[string]analysis.Treadmill{
		"": {Reads: nan, ReadsSD: nan},
		"1 run on a treadmill; its pace is taken as it is.":                                                                            {Runs: 1, Reads: nan, ReadsSD: nan},
		"12 runs on a treadmill, corrected for a belt that reads 4% fast (±3%).":                                                       {Runs: 12, Reads: .04, ReadsSD: .02},
		"12 runs on a treadmill, 5 of them taken for one since they have no positions, corrected for a belt that reads 5% slow (±3%).": {Runs: 12, Unplaced: 5, Reads: -.05, ReadsSD: .02},
		"84 runs without positions, judged as on a treadmill, corrected for a belt that reads 0% fast (±2%).":                          {Runs: 84, Unplaced: 84, Reads: .001, ReadsSD: .012},
	} {
		s := &analysis.Season{Summary: analysis.Summary{Treadmill: m}}
		if got := treadmillSentence(s); got != want {
			t.Errorf("%+v: %q, want %q", m, got, want)
		}
	}
}

// TestSmallSentences holds the sentences that a whole report rarely needs.
func TestSmallSentences(t *testing.T) {
	day := activity.NewDate(2026, time.January, 10)
	trend := func(seconds ...float64) *analysis.Season {
		s := &analysis.Season{}
		for i, v := range seconds {
			s.Trend = append(s.Trend, analysis.Day{Date: day + activity.Date(40*i), Comfortable: analysis.PaceBand{Value: activity.Pace(v)}})
		}
		s.Summary.First, s.Summary.Last = s.Trend[0].Comfortable, s.Trend[len(s.Trend)-1].Comfortable
		return s
	}
	runs := func(hard, backToBack int, zone activity.ZoneSource) *analysis.Season {
		s := &analysis.Season{Runs: make([]analysis.Run, hard+1)}
		for i := range s.Runs {
			s.Runs[i].Zone.Source = zone
			if i < hard {
				s.Runs[i].Kind = analysis.KindHard
			}
		}
		s.Summary.BackToBack = backToBack
		return s
	}
	for _, c := range []struct{ name, got, want string }{
		{"slower between", furthest(trend(300, 320, 290), Kilometres), ", 5:20 at its slowest, in February 2026"},
		{"faster between", furthest(trend(300, 270, 290), Kilometres), ", 4:30 at its fastest, in February 2026"},
		{"hardly", furthest(trend(300, 306, 290), Kilometres), ""},
		{"one back to back", backToBackSentence(runs(1, 1, activity.ZoneFromConfig)), "1 of 1 hard effort came within the recovery window of another."},
		{"some", backToBackSentence(runs(9, 4, activity.ZoneFromConfig)), "4 of 9 hard efforts came within the recovery window of another."},
		{"none", backToBackSentence(runs(9, 0, activity.ZoneFromConfig)), ""},
		{"an interval of some percent", oneSided(.02, .061), "2" + enDash + "6%"},
		{"from next to nothing", oneSided(.001, .12), "0.1% to 12%"},
		{"of next to nothing", oneSided(.001, .004), "0.1% to 0.4%"},
		{"no zone", strings.Join(sureSentences(runs(2, 0, activity.ZoneUnknown)), " "), "Dates and times of 3 runs are UTC's, since nothing tells the time zone; the setting zone does."},
		{"a zone", zoneSentence(runs(2, 0, activity.ZoneFromConfig)), ""},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}
