package analysis

import (
	"time"

	"easyday/importer/activity"
)

// Options are every setting that can change a number of the season. Their
// defaults are DefaultOptions; the zero value is not useful. Speeds enter the
// model as natural logarithms of m/s ("log speed"), so .01 is about 1 %.
type Options struct {
	// AsOf hides every run after that local date; nil is hindsight.
	AsOf *activity.Date `json:"as_of"`

	// The limit and the advice.

	// LimitMargin corrects the comfortable pace that was learned, in log speed:
	// positive makes it faster. The limit, the advice and every comfortable pace
	// that is told have it in them. Range -.1..+.1.
	LimitMargin float64 `json:"limit_margin"`
	// AdviceMargin is how much slower than comfortable the advice is, as a
	// fraction of pace. Coaches put recovery 4–5 % slower than general easy
	// running (Pfitzinger-style tables: marathon pace + 20..30 % against
	// + 15..25 %).
	AdviceMargin float64 `json:"advice_margin"`
	// TooFastFrom and KeptEasyBelow are the probabilities at which a verdict
	// is given; what lies between is too close to call.
	TooFastFrom   float64 `json:"too_fast_from"`
	KeptEasyBelow float64 `json:"kept_easy_below"`

	// The runner's bounds, where the runner states them; 0 means not stated.

	HeartRateMaximum float64 `json:"heart_rate_maximum_bpm"`
	HeartRateRest    float64 `json:"heart_rate_rest_bpm"`

	// What counts as a hard effort.

	ThresholdMinutesWithContrast float64 `json:"threshold_minutes_with_contrast"`
	ThresholdMinutesWithHeart    float64 `json:"threshold_minutes_with_heart"` // where heart rate rises and falls as a session's does
	ThresholdMinutesAlone        float64 `json:"threshold_minutes_alone"`      // of a steady run at TempoShare
	ThresholdMinutesGrey         float64 `json:"threshold_minutes_grey"`       // of one at GreyShare
	TempoShare                   float64 `json:"tempo_share_of_cs"`
	GreyShare                    float64 `json:"grey_share_of_cs"`
	Contrast                     float64 `json:"contrast"`            // least p85/p25 of 30-s effort speeds of a structured run
	ContrastOverUsual            float64 `json:"contrast_over_usual"` // and this much over the runner's usual contrast
	HeartContrast                float64 `json:"heart_contrast"`      // least p85/p25 of the share of heart-rate reserve of a session
	OutOfHabit                   float64 `json:"out_of_habit"`        // log speed above habit that makes a steady run hard
	HardHeartRate                float64 `json:"hard_heart_rate"`     // fraction of the maximum
	HardHeartRateMinutes         float64 `json:"hard_heart_rate_min"` // minutes at it
	LongMinutes                  float64 `json:"long_min"`            // least moving minutes of a run hard by duration
	LongOverUsual                float64 `json:"long_over_usual"`     // and this many times the median of the last 28 days
	LongRunFactor                float64 `json:"long_run_factor"`     // times the median that makes a run of an hour or more "long" without being hard
	SessionGapMinutes            float64 `json:"session_gap_min"`     // recordings closer than this are one session
	WalkBelowUsual               float64 `json:"walk_below_usual"`    // log speed below the season's median that, under 1.9 m/s, makes a recording a walk, whatever its tag
	RideOverUsual                float64 `json:"ride_over_usual"`     // log speed above the median of the season's runs that, from 4.2 m/s on, makes a recording a ride
	ShortestRunMinutes           float64 `json:"shortest_run_min"`    // below it nothing is judged or learned
	HighestAltitude              float64 `json:"highest_altitude_m"`  // above it nothing is judged
	LargestBand                  float64 `json:"largest_band"`        // half width of the 90 % band, in log speed, above which nothing is judged
	LearningDays                 int     `json:"learning_days"`       // first days without verdicts
	LearningRuns                 int     `json:"learning_runs"`       // usable runs before the first verdict
	AdviceExpiresDays            int     `json:"advice_expires_days"` // days after the last run
	MonthMinimum                 int     `json:"month_minimum"`       // judged recovery runs a month needs to be given a rate
	ComplianceBandwidthDays      float64 `json:"compliance_sd_days"`  // standard deviation of the smoothed share's kernel
	SensitivityMargin            float64 `json:"sensitivity_margin"`  // how much looser the limit is in the sensitivity line
	EasyBelowCriticalSpeed       float64 `json:"easy_below_cs"`       // fraction of critical speed that ends easy intensity
	RecoveryWithin               Hours   `json:"recovery_within_h"`   // runs after the first one count within this
	Windows                      Windows `json:"windows"`             // how long each effort's shadow is
	Model                        Model   `json:"model"`               // the state-space model of the trend
}

// Hours is a duration in hours.
type Hours float64

// Duration is h as a time.Duration.
func (h Hours) Duration() time.Duration { return time.Duration(float64(h) * float64(time.Hour)) }

// Windows are the recovery windows, in hours from the end of the effort. A
// session's is Base + PerThresholdMinute × its threshold-equivalent minutes,
// within Shortest..Longest. The hours are rounded readings of autonomic
// recovery (Stanley, Peake & Buchheit 2013: 24–48 h after threshold work, 48 h
// and more after high intensity) and of muscle recovery after marathons.
type Windows struct {
	Base               Hours   `json:"base_h"`
	PerThresholdMinute float64 `json:"per_threshold_minute_h"`
	Shortest           Hours   `json:"shortest_h"`
	Longest            Hours   `json:"longest_h"`
	LongRun            Hours   `json:"long_run_h"`
	Steady             Hours   `json:"steady_h"`        // the most after an unstructured steady effort
	ShortRace          Hours   `json:"race_to_10k_h"`   // of any race below 20 km
	HalfMarathon       Hours   `json:"half_marathon_h"` // from 20 km on
	Marathon           Hours   `json:"marathon_h"`      // from 40 km on
	Ultra              Hours   `json:"ultra_h"`         // from 45 km on
}

// DefaultOptions are the settings that serve without any being given.
func DefaultOptions() Options {
	return Options{
		AdviceMargin:                 .04,
		TooFastFrom:                  .65,
		KeptEasyBelow:                .35,
		ThresholdMinutesWithContrast: 6,
		ThresholdMinutesWithHeart:    4,
		ThresholdMinutesAlone:        9,
		ThresholdMinutesGrey:         25,
		TempoShare:                   .905,
		GreyShare:                    .88,
		Contrast:                     1.13,
		ContrastOverUsual:            .055,
		HeartContrast:                1.16,
		OutOfHabit:                   .05,
		HardHeartRate:                .90,
		HardHeartRateMinutes:         8,
		LongMinutes:                  90,
		LongOverUsual:                1.5,
		LongRunFactor:                1.5,
		SessionGapMinutes:            90,
		WalkBelowUsual:               .35,
		RideOverUsual:                .5,
		ShortestRunMinutes:           12,
		HighestAltitude:              1500,
		LargestBand:                  .10,
		LearningDays:                 21,
		LearningRuns:                 6,
		AdviceExpiresDays:            21,
		MonthMinimum:                 3,
		ComplianceBandwidthDays:      26,
		SensitivityMargin:            .03,
		EasyBelowCriticalSpeed:       .823,
		RecoveryWithin:               36,
		Windows: Windows{
			Base: 20, PerThresholdMinute: 1.4, Shortest: 24, Longest: 72,
			LongRun: 36, Steady: 48,
			ShortRace: 72, HalfMarathon: 120, Marathon: 240, Ultra: 336,
		},
		Model: defaultModel(),
	}
}
