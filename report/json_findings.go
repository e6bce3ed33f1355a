package report

import "easyday/analysis"

// findingsJSON is what the summary says beyond counts and paces.
type findingsJSON struct {
	Sentences   []string        `json:"sentences"`
	Change      changeJSON      `json:"change"`
	Progress    progressJSON    `json:"progress"`
	HabitFaster rangeJSON       `json:"habit_faster"`
	Gap         gapJSON         `json:"easy_hard_gap"`
	Patterns    []patternJSON   `json:"patterns"`
	Sensitivity sensitivityJSON `json:"sensitivity"`
	Baseline    baselineJSON    `json:"baseline"`
	Bounds      boundsJSON      `json:"bounds"`
	// Of the last 90 days.
	Efforts []datedEffortJSON `json:"best_efforts"`
}

type changeJSON struct {
	Tested bool       `json:"tested"`
	Slope  shares4    `json:"log_odds_per_30_days"`
	P      shares4    `json:"p"`
	Early  countsJSON `json:"first_third"`
	Late   countsJSON `json:"last_third"`
}

type progressJSON struct {
	Growth    shares4 `json:"log_speed"`
	SD        shares4 `json:"sd"`
	Direction int     `json:"direction"`
}

type rangeJSON struct {
	Value shares4 `json:"value"`
	Low   shares4 `json:"low"`
	High  shares4 `json:"high"`
}

type gapJSON struct {
	rangeJSON
	Early shares4 `json:"first_third"`
	Late  shares4 `json:"last_third"`
	Easy  cents   `json:"easy_s_per_km"`
	Hard  cents   `json:"hard_s_per_km"`
	N     int     `json:"n"`
}

type patternJSON struct {
	By       analysis.Factor `json:"by"`
	Tested   bool            `json:"tested"`
	P        shares4         `json:"p"`
	Adjusted shares4         `json:"p_adjusted"`
	Found    bool            `json:"found"`
	Apart    *string         `json:"apart"`
	Faster   bool            `json:"apart_is_faster"`
	Groups   []groupJSON     `json:"groups"`
}

type groupJSON struct {
	Name    string `json:"name"`
	N       int    `json:"n"`
	TooFast int    `json:"too_fast"`
	Over    cents  `json:"median_over_s_per_km"`
}

type sensitivityJSON struct {
	Margin  shares4 `json:"margin"`
	Flags   int     `json:"flags"`
	Looser  int     `json:"flags_looser"`
	Tighter int     `json:"flags_tighter"`
}

type baselineJSON struct {
	Used         int `json:"runs_used"`
	Days         int `json:"days"`
	Runs         int `json:"runs"`
	WithHR       int `json:"runs_with_heart_rate"`
	WithAltitude int `json:"runs_with_altitude"`
	Level        int `json:"recovery_runs_of_level"`
	// Runs outdoors by what told how warm they were.
	Heat      heatJSON      `json:"heat_by"`
	Treadmill treadmillJSON `json:"treadmill"`
}

type treadmillJSON struct {
	Runs     int     `json:"runs"`
	Unplaced int     `json:"runs_without_positions"`
	Reads    shares4 `json:"reads_over"`
	ReadsSD  shares4 `json:"reads_over_sd"`
}

type heatJSON struct {
	Own     int `json:"thermometer"`
	Near    int `json:"thermometer_about_that_day"`
	Climate int `json:"climate"`
	Unknown int `json:"nothing"`
}

type boundsJSON struct {
	Maximum      cents  `json:"heart_rate_maximum_bpm"`
	MaximumSD    cents  `json:"heart_rate_maximum_sd_bpm"`
	MaximumFrom  string `json:"heart_rate_maximum_from"`
	Rest         cents  `json:"heart_rate_rest_bpm"`
	RestFrom     string `json:"heart_rate_rest_from"`
	Critical     cents  `json:"critical_speed_s_per_km"`
	CriticalLow  cents  `json:"critical_speed_low_s_per_km"`
	CriticalHigh cents  `json:"critical_speed_high_s_per_km"`
	CriticalFrom string `json:"critical_speed_from"`
}

func newBoundsJSON(b *analysis.Bounds) boundsJSON {
	low, high := b.CriticalPaces()
	return boundsJSON{
		cents(b.HeartRateMaximum), cents(b.HeartRateMaximumSD), b.HeartRateMaximumFrom, cents(b.HeartRateRest), b.HeartRateRestFrom,
		cents(b.CriticalSpeed.Pace()), cents(low), cents(high), b.CriticalSpeedFrom,
	}
}

func newFindingsJSON(s *analysis.Season) findingsJSON {
	m := &s.Summary
	c, g := m.Change, s.Gap
	value, low, high := s.HabitFaster()
	return findingsJSON{
		Sentences:   notNil(seasonSentences(s, Kilometres)),
		Change:      changeJSON{c.Tested, shares4(c.Slope), shares4(c.P), newCountsJSON(c.Early), newCountsJSON(c.Late)},
		Progress:    progressJSON{shares4(m.Progress.Growth), shares4(m.Progress.SD), m.Progress.Direction()},
		HabitFaster: rangeJSON{shares4(value), shares4(low), shares4(high)},
		Gap: gapJSON{
			rangeJSON{shares4(g.Value), shares4(g.Low), shares4(g.High)},
			shares4(g.Early), shares4(g.Late), cents(g.Easy), cents(g.Hard), g.N,
		},
		Patterns:    newPatternsJSON(&s.Patterns),
		Sensitivity: sensitivityJSON{shares4(m.Sensitivity.Looser), m.Sensitivity.Flags, m.Sensitivity.Remain, m.Sensitivity.Tighter},
		Baseline: baselineJSON{
			m.Usable, m.Days, m.Recordings, m.WithHR, m.WithAltitude, m.LevelRuns, heatJSON(m.Heat),
			treadmillJSON{m.Treadmill.Runs, m.Treadmill.Unplaced, shares4(m.Treadmill.Reads), shares4(m.Treadmill.ReadsSD)},
		},
		Bounds:  newBoundsJSON(&m.Bounds),
		Efforts: newDatedEffortsJSON(s),
	}
}

func newPatternsJSON(p *analysis.Patterns) []patternJSON {
	out := make([]patternJSON, len(p.Looked))
	for i, l := range p.Looked {
		out[i] = patternJSON{
			By: l.By, Tested: l.Tested, P: shares4(l.P), Adjusted: shares4(l.Adjusted),
			Apart: orNull(l.Apart.Name), Faster: l.Faster, Groups: make([]groupJSON, len(l.Groups)),
		}
		for _, f := range p.Found {
			out[i].Found = out[i].Found || f == l.By
		}
		for j, g := range l.Groups {
			out[i].Groups[j] = groupJSON{g.Name, g.N, g.TooFast, cents(g.Over)}
		}
	}
	return out
}
