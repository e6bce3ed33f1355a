package report

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"time"

	"easyday/analysis"
	"easyday/importer/activity"
)

// SchemaVersion is the version of season.json's schema. Fields may be added
// within a version; none is renamed or removed.
const SchemaVersion = 1

// WriteJSON writes season.json: UTF-8, LF, one space a level, fields in the
// order of the schema. Numbers are rounded half away from zero to the decimals
// their place is known to: seconds per kilometre, metres, beats, minutes and
// hours to 2, seconds to 1, probabilities and shares to 4. A number that is
// missing is null. Schema describes the file.
func WriteJSON(w io.Writer, s *analysis.Season, l activity.Ledger) error {
	j := newJSONStream(w)
	j.open("")
	j.field("schema", SchemaVersion)
	j.field("params", newParamsJSON(s))
	j.field("summary", newSummaryJSON(s))
	j.list("runs", len(s.Runs), func(i int) any { return newRunJSON(&s.Runs[i]) })
	j.list("trend", len(s.Trend), func(i int) any { return newDayJSON(&s.Trend[i]) })
	j.list("months", len(s.Months), func(i int) any { return newMonthJSON(&s.Months[i]) })
	j.ledger(l)
	j.close()
	if err := j.end(); err != nil {
		return fmt.Errorf("season as JSON: %w", err)
	}
	return nil
}

// The numbers of season.json, by the decimals they are rounded to.
type (
	tenths  float64
	cents   float64
	shares4 float64
)

func (v tenths) MarshalJSON() ([]byte, error)  { return decimal(float64(v), 1), nil }
func (v cents) MarshalJSON() ([]byte, error)   { return decimal(float64(v), 2), nil }
func (v shares4) MarshalJSON() ([]byte, error) { return decimal(float64(v), 4), nil }

// decimal writes v with at most the given decimals and no trailing zeros; null
// where v is no finite number.
func decimal(v float64, places int) []byte {
	scale := math.Pow(10, float64(places))
	r := math.Round(v*scale) / scale
	if math.IsNaN(r) || math.IsInf(r, 0) {
		return []byte("null")
	}
	return strconv.AppendFloat(nil, r+0, 'f', -1, 64) // + 0 turns -0 into 0
}

// paramsJSON are the options, how the recordings were read and what the runner
// stated beside them; labels are told with their runs. From and To are what is
// reported, not what is learned from.
type paramsJSON struct {
	analysis.Options
	Zone       *string              `json:"zone"`
	NameHints  bool                 `json:"name_hints"`
	Devices    []string             `json:"ignored_devices"`
	From       *string              `json:"from"`
	To         *string              `json:"to"`
	Paces      []knownPaceJSON      `json:"known_paces"`
	Races      []knownRaceJSON      `json:"known_races"`
	HeartRates []knownHeartRateJSON `json:"heart_rates_from"`
}

type knownPaceJSON struct {
	Date string `json:"date"`
	Pace cents  `json:"s_per_km"`
}

type knownRaceJSON struct {
	Date     string `json:"date"`
	Distance cents  `json:"distance_m"`
	Time     tenths `json:"time_s"`
}

type knownHeartRateJSON struct {
	From    string `json:"from"`
	Maximum cents  `json:"maximum_bpm"`
	Rest    cents  `json:"rest_bpm"`
}

func newParamsJSON(s *analysis.Season) paramsJSON {
	out := paramsJSON{
		Options:    s.Options,
		NameHints:  !s.Known.Reading.NamesUnread,
		Devices:    append([]string{}, s.Known.Reading.IgnoredDevices...), // [] rather than null
		Paces:      make([]knownPaceJSON, len(s.Known.Paces)),
		Races:      make([]knownRaceJSON, len(s.Known.Races)),
		HeartRates: make([]knownHeartRateJSON, len(s.Known.HeartRates)),
	}
	if z := s.Known.Reading.Zone; z != "" {
		out.Zone = &z
	}
	date := func(d *activity.Date) *string {
		if d == nil {
			return nil
		}
		text := d.String()
		return &text
	}
	out.From, out.To = date(s.Period.From), date(s.Period.To)
	for i, p := range s.Known.Paces {
		out.Paces[i] = knownPaceJSON{p.Date.String(), cents(p.Pace)}
	}
	for i, r := range s.Known.Races {
		out.Races[i] = knownRaceJSON{r.Date.String(), cents(r.Distance), tenths(r.Seconds)}
	}
	stated := func(bpm float64) cents {
		if bpm > 0 {
			return cents(bpm)
		}
		return cents(math.NaN())
	}
	for i, h := range s.Known.HeartRates {
		out.HeartRates[i] = knownHeartRateJSON{h.From.String(), stated(h.Maximum), stated(h.Rest)}
	}
	return out
}

type countsJSON struct {
	RecoveryRuns int `json:"recovery_runs"`
	KeptEasy     int `json:"kept_easy"`
	Borderline   int `json:"borderline"`
	TooFast      int `json:"too_fast"`
	CantTell     int `json:"cant_tell"`
}

type shareJSON struct {
	Value shares4 `json:"value"`
	Low   shares4 `json:"low"`
	High  shares4 `json:"high"`
	N     int     `json:"n"`
}

type summaryJSON struct {
	countsJSON
	BackToBack   int            `json:"back_to_back_hard"`
	TooFastShare shareJSON      `json:"too_fast_share"`
	First        cents          `json:"comfortable_s_per_km_first"`
	Last         cents          `json:"comfortable_s_per_km_last"`
	Habit        cents          `json:"habit_s_per_km_last"`
	Advice       cents          `json:"advice_s_per_km"`
	Mode         analysis.Mode  `json:"mode"`
	Clock        analysis.Clock `json:"clock"`
	AsOf         *string        `json:"as_of"`
	Notes        []string       `json:"notes"`
	findingsJSON
}

type runJSON struct {
	ID             string              `json:"id"`
	Files          []string            `json:"files"`
	Start          string              `json:"start"`
	LocalDate      string              `json:"local_date"`
	Zone           string              `json:"zone"`
	ZoneSource     activity.ZoneSource `json:"zone_source"`
	Sport          activity.Sport      `json:"sport"`
	Distance       cents               `json:"distance_m"`
	StreamDistance cents               `json:"distance_stream_m"`
	Moving         tenths              `json:"moving_s"`
	Timer          tenths              `json:"timer_s"`
	Elapsed        tenths              `json:"elapsed_s"`
	HeartRate      cents               `json:"hr_bpm"`
	Pace           cents               `json:"pace_s_per_km"`
	EffortPace     cents               `json:"effort_pace_s_per_km"`
	Kind           analysis.Kind       `json:"kind"`
	Source         analysis.Source     `json:"source"`
	InWindow       bool                `json:"in_window"`
	BackToBack     bool                `json:"back_to_back"`
	Hard           *hardJSON           `json:"hard"`
	Recovery       *recoveryJSON       `json:"recovery"`
	Notes          []string            `json:"notes"`
	Efforts        effortsJSON         `json:"best_efforts"`
}

type hardJSON struct {
	Reason           analysis.HardReason `json:"reason"`
	ThresholdMinutes cents               `json:"threshold_minutes"`
	Window           cents               `json:"window_h"`
	Stretches        []stretchJSON       `json:"stretches"`
}

type stretchJSON struct {
	From       tenths `json:"from_s"`
	To         tenths `json:"to_s"`
	EffortPace cents  `json:"effort_pace_s_per_km"`
}

type recoveryJSON struct {
	After           *string          `json:"after"`
	HoursAfter      cents            `json:"hours_after"`
	NextRun         bool             `json:"next_run"`
	Verdict         analysis.Verdict `json:"verdict"`
	TooFast         shares4          `json:"probability_too_fast"`
	Comfortable     cents            `json:"comfortable_s_per_km"`
	Low             cents            `json:"low_s_per_km"`
	High            cents            `json:"high_s_per_km"`
	Advice          cents            `json:"advice_s_per_km"`
	Over            cents            `json:"over_s_per_km"`
	MinutesOver     cents            `json:"minutes_over"`
	ByThird         [3]cents         `json:"minutes_over_by_third"`
	HoldingBackAdds tenths           `json:"holding_back_adds_s"`
	Reasons         []string         `json:"reasons"`
	AfterReason     *string          `json:"after_reason"`
	Limit           cents            `json:"limit_s_per_km"`
	Where           *string          `json:"where"`
	FinishSurge     bool             `json:"finish_surge"`
}

type dayJSON struct {
	Date        string `json:"date"`
	Comfortable cents  `json:"comfortable_s_per_km"`
	Low         cents  `json:"low_s_per_km"`
	High        cents  `json:"high_s_per_km"`
	Habit       cents  `json:"habit_s_per_km"`
}

type monthJSON struct {
	Month string `json:"month"`
	countsJSON
	TooFastShare *shareJSON `json:"too_fast_share"`
}

type entryJSON struct {
	File    string           `json:"file"`
	Member  *string          `json:"member"`
	Outcome activity.Outcome `json:"outcome"`
	Reason  string           `json:"reason"`
	SameAs  *string          `json:"same_as"`
}

func newDayJSON(d *analysis.Day) dayJSON {
	b := d.Comfortable
	return dayJSON{d.Date.String(), cents(b.Value), cents(b.Low), cents(b.High), cents(d.Habit)}
}

func newMonthJSON(m *analysis.Month) monthJSON {
	out := monthJSON{
		Month:      fmt.Sprintf("%04d-%02d", m.Year, int(m.Month)),
		countsJSON: newCountsJSON(m.Counts),
	}
	if sh := m.TooFastShare; !math.IsNaN(sh.Value) {
		out.TooFastShare = &shareJSON{shares4(sh.Value), shares4(sh.Low), shares4(sh.High), sh.N}
	}
	return out
}

func newCountsJSON(c analysis.Counts) countsJSON {
	return countsJSON{c.Total(), c.KeptEasy, c.Borderline, c.TooFast, c.CantTell}
}

func newSummaryJSON(s *analysis.Season) summaryJSON {
	m := &s.Summary
	sh := m.TooFastShare
	out := summaryJSON{
		countsJSON:   newCountsJSON(m.Counts),
		BackToBack:   m.BackToBack,
		TooFastShare: shareJSON{shares4(sh.Value), shares4(sh.Low), shares4(sh.High), sh.N},
		First:        cents(m.First.Value),
		Last:         cents(m.Last.Value),
		Habit:        cents(m.HabitLast),
		Advice:       cents(m.Advice),
		Mode:         m.Mode,
		Clock:        m.Clock,
		Notes:        notNil(m.Notes),
		findingsJSON: newFindingsJSON(s),
	}
	if m.Clock == analysis.AsOf {
		d := m.AsOf.String()
		out.AsOf = &d
	}
	return out
}

func newRunJSON(r *analysis.Run) runJSON {
	f := &r.Recording.Figures
	out := runJSON{
		ID:             r.ID,
		Files:          notNil(r.Files),
		Start:          r.Start().UTC().Format(time.RFC3339),
		LocalDate:      r.LocalDate.String(),
		Zone:           r.Zone.Name,
		ZoneSource:     r.Zone.Source,
		Sport:          activity.Running,
		Distance:       cents(f.Distance),
		StreamDistance: cents(f.StreamDistance),
		Moving:         tenths(f.Moving),
		Timer:          tenths(f.Timer),
		Elapsed:        tenths(f.Elapsed),
		HeartRate:      cents(f.HeartRate),
		Pace:           cents(r.Pace),
		EffortPace:     cents(r.EffortPace),
		Kind:           r.Kind,
		Source:         r.Source,
		InWindow:       r.InWindow,
		BackToBack:     r.BackToBack,
		Notes:          runNotes(r),
		Efforts:        newEffortsJSON(r),
	}
	if h := r.Hard; h != nil {
		out.Hard = &hardJSON{h.Reason, cents(h.ThresholdMinutes), cents(h.Window.Hours()), make([]stretchJSON, len(h.Stretches))}
		for i, st := range h.Stretches {
			out.Hard.Stretches[i] = stretchJSON{tenths(st.From), tenths(st.To), cents(st.EffortPace)}
		}
	}
	if v := r.Recovery; v != nil {
		out.Recovery = &recoveryJSON{
			After:           orNull(v.After),
			HoursAfter:      cents(sinceHours(v)),
			NextRun:         v.NextRun,
			Verdict:         v.Verdict,
			TooFast:         shares4(v.TooFast),
			Comfortable:     cents(r.Comfortable.Value),
			Low:             cents(r.Comfortable.Low),
			High:            cents(r.Comfortable.High),
			Advice:          cents(v.AdvicePace),
			Over:            cents(v.Over),
			MinutesOver:     cents(v.MinutesOver),
			HoldingBackAdds: tenths(v.HoldingBackAdds),
			Reasons:         notNil(v.Reasons),
			AfterReason:     orNull(string(v.AfterReason)),
			Limit:           cents(v.Limit),
			Where:           orNull(string(v.Where(f.Moving / 60))),
			FinishSurge:     v.FinishSurge,
		}
		for i, m := range v.MinutesOverByThird {
			out.Recovery.ByThird[i] = cents(m)
		}
	}
	return out
}

// sinceHours are the hours since the hard effort; NaN where there was none.
func sinceHours(v *analysis.Recovery) float64 {
	if v.After == "" {
		return math.NaN()
	}
	return v.Since.Hours()
}

// runNotes are a run's own notes followed by those of its recording.
func runNotes(r *analysis.Run) []string {
	out := make([]string, 0, len(r.Notes)+len(r.Recording.Notes))
	out = append(out, r.Notes...)
	for _, n := range r.Recording.Notes {
		out = append(out, n.Text)
	}
	return out
}

// ledger writes the account of every file.
func (j *jsonStream) ledger(l activity.Ledger) {
	j.open("ledger")
	j.field("files", len(l.Entries))
	for _, o := range activity.Outcomes() {
		j.field(string(o), l.Count(o))
	}
	j.list("entries", len(l.Entries), func(i int) any {
		e := &l.Entries[i]
		return entryJSON{e.File, orNull(e.Member), e.Outcome, e.Reason, orNull(e.SameAs)}
	})
	j.close()
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// notNil makes a missing list an empty one, which JSON writes as [].
func notNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
