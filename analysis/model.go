package analysis

import "math"

// Model are the constants of the state-space model of the comfortable pace, in
// log speed and days. The state on each day is
//
//	x  log of the comfortable flat, cool speed
//	v  its slope per day
//	m  habit bias: how much faster than comfortable easy days are run
//	b  heart-rate bias: what the reserve at comfortable differs from Reference by
//	k  log of critical speed over comfortable speed
//	s  slowing per °C over a cool day (see temperatures), of speed
//	h  and of speed at a given heart rate
//	p  how far hard sessions from training stay below a maximal effort
//	c  slowing per unit of mean absolute grade that the grade model leaves
//	d  what a long lay-off costs, of which lay-offs take and give back a share
//	t  by how much a treadmill's belt, or what a watch makes of it, is read as faster
//	i  how much harder than outdoors easy days are run on it
//	j  and how much less a heart rate there asks for
//
// and the observations of a run are
//
//	habit       y            = x + m + offset - s·heat - c·hills + e   (runs that are not hard)
//	heart rate  y - β ln(f/f₀) = x + b - h·heat - c·hills + e          (steady running)
//	race        ln CS        = x + k - s·heat - c·hills + e            (races and confirmed maximal efforts)
//	session     ln NP        = x + k - p - s·heat - c·hills + e        (structured sessions)
//
// on a treadmill t + i more in the habit and t + j in the heart rate, and no other
// observation, with y the log of the run's effort speed and f its share of the heart-rate
// reserve. Habit, heart rate and critical speed have a bias each, so that a
// runner who is always too fast moves m and not x.
type Model struct {
	SpeedNoise      float64 `json:"speed_noise"`       // sd of x per day
	SpeedNoiseBreak float64 `json:"speed_noise_break"` // added sd for each day without a run beyond BreakDays
	SlopeNoiseBreak float64 `json:"slope_noise_break"` // sd the slope gains for each day of a break beyond BreakDays
	BreakDays       int     `json:"break_days"`
	// A lay-off of LayoffFrom days costs speed as it lasts, from BreakDays on, and
	// its return takes as many weeks (Coyle et al. 1984: maximal oxygen uptake 7 %
	// lower after three weeks and 16 % after eight to twelve, of which running
	// economy hides a part). A shorter break needs no such help.
	LayoffFrom   int     `json:"layoff_from_days"`
	LayoffLoss   float64 `json:"layoff_loss"`
	LayoffLossSD float64 `json:"layoff_loss_sd"`
	LayoffDays   float64 `json:"layoff_days"`       // time constant of the loss
	ReturnDays   float64 `json:"return_days"`       // and of the way back
	SlopeMemory  float64 `json:"slope_memory_days"` // the slope decays as exp(-days/this)
	SlopeNoise   float64 `json:"slope_noise"`
	SlopeSD      float64 `json:"slope_sd"`
	LevelSD      float64 `json:"level_sd"` // sd of x on the first day
	LevelRuns    int     `json:"level_runs"`

	// Habit: coaches' and athletes' ratings agree that easy days are run
	// harder than meant (Foster 2001; Barnes 2017), so the mean is positive.
	HabitMean        float64 `json:"habit_mean"`
	HabitSD          float64 `json:"habit_sd"`
	HabitNoise       float64 `json:"habit_noise"`
	HabitRunSD       float64 `json:"habit_run_sd"` // of one easy run about the habit, where the fit starts
	HabitRunSDLow    float64 `json:"habit_run_sd_low"`
	HabitRunSDHigh   float64 `json:"habit_run_sd_high"`
	WindowOffset     float64 `json:"window_offset"`
	WindowSD         float64 `json:"window_sd"`
	IndoorSD         float64 `json:"indoor_sd"`      // added on a treadmill
	WalkedSD         float64 `json:"walked_sd"`      // added, times the share walked, whose part in the effort is a convention
	HabitAloneSD     float64 `json:"habit_alone_sd"` // of m where nothing anchors the level
	FastShare        float64 `json:"fast_share"`     // share of runs of another sort, faster ...
	FastMean         float64 `json:"fast_mean"`
	FastSD           float64 `json:"fast_sd"`
	SlowShare        float64 `json:"slow_share"` // ... and slower than habit
	SlowMean         float64 `json:"slow_mean"`
	SlowSD           float64 `json:"slow_sd"`
	HabitPriorWeight float64 `json:"habit_prior_weight"`

	// Treadmills: what one is read as faster or slower than the ground. Neither habit
	// nor heart rate tells it better than they are alike in a room: there is no wind,
	// and another mood.
	BeltSD        float64 `json:"belt_sd"`
	IndoorHabitSD float64 `json:"indoor_habit_sd"`
	IndoorHeartSD float64 `json:"indoor_heart_sd"`

	// Recovery runs, in log speed over comfortable: held back, or run with no
	// thought of recovery (athletes run days meant easy harder than coaches mean,
	// Foster 2001), or by RecoveryOdd of them neither.
	RecoveryHeld     float64 `json:"recovery_held"`
	RecoveryHeedless float64 `json:"recovery_heedless"`
	RecoveryRunSD    float64 `json:"recovery_run_sd"` // of one run about either, the same so that the spread does not tell which
	RecoverySD       float64 `json:"recovery_sd"`     // of a runner's two means about these, together
	RecoveryOdd      float64 `json:"recovery_odd"`
	RecoveryOddSD    float64 `json:"recovery_odd_sd"`
	RecoveryHeart    float64 `json:"recovery_heart"` // weight of heart rate in how hard they were
	RecoveryRuns     int     `json:"recovery_runs"`  // fewest that tell the level
	LevelDays        int     `json:"level_days"`     // of recovery runs that tell it together

	// Heart rate: at the comfortable pace about Reference of the reserve;
	// critical speed lies at about .88 of it and comfortable at .78 of
	// critical speed.
	Reference      float64 `json:"heart_rate_reference"`
	Exponent       float64 `json:"heart_rate_exponent"`
	HeartRateSD    float64 `json:"heart_rate_sd"`      // of the bias, maximum from the season
	HeartRateSDSet float64 `json:"heart_rate_sd_set"`  // the runner gave the maximum
	HeartRateSDLow float64 `json:"heart_rate_sd_weak"` // the season's maximum is unconfirmed
	MaximumUnseen  float64 `json:"heart_rate_unseen"`  // beats per minute that a season's hardest 30 s stay below the maximum
	HeartRateNoise float64 `json:"heart_rate_noise"`   // of the bias per day
	HeartRateRunSD float64 `json:"heart_rate_run_sd"`
	SensorSD       float64 `json:"sensor_sd"` // added to the bias at a change of sensor
	SensorRuns     int     `json:"sensor_runs"`
	HeartRateRuns  int     `json:"heart_rate_runs"` // runs with clean heart rate that anchor the level

	// Critical speed: 1/.78 of comfortable (VT1/RCT = .80, Condello 2014;
	// easy ends at .823 of critical speed, Muniz-Pumares 2025).
	RatioMean     float64 `json:"cs_ratio_mean"` // ln(CS/comfortable)
	RatioSD       float64 `json:"cs_ratio_sd"`
	RaceSD        float64 `json:"race_sd"`
	SessionSD     float64 `json:"session_sd"`
	SessionBelow  float64 `json:"session_below"` // how far sessions stay below maximal
	SessionBelowS float64 `json:"session_below_sd"`
	SessionRuns   int     `json:"session_runs"` // structured sessions that anchor the level

	// Heat: Ely 2007, .19 %/°C and more for slower runners; heart rate in
	// heat 1.4 % per °C in the laboratory, in wind less.
	HeatFrom        float64 `json:"heat_from_c"`
	HeatSpeed       float64 `json:"heat_speed"`
	HeatSpeedSD     float64 `json:"heat_speed_sd"`
	HeatHeart       float64 `json:"heat_heart"`
	HeatHeartSD     float64 `json:"heat_heart_sd"`
	WristWarmer     float64 `json:"wrist_warmer_c"` // a watch on the wrist reads this much over air
	HeatNeighbour   int     `json:"heat_neighbour_days"`
	RoomTemperature float64 `json:"room_c"` // of the air about a treadmill

	// Hills: runners' costs differ from any one grade model by up to a third
	// of what a grade adds, so the rest is learned.
	HillMean float64 `json:"hill_mean"`
	HillSD   float64 `json:"hill_sd"`
	HillMost float64 `json:"hill_most"` // mean absolute grade counts up to this

	// The verdict.
	MeasurementSD    float64 `json:"measurement_sd"`   // of a run's effort speed (watch distance, grade model)
	HeartRateRunOnly float64 `json:"verdict_heart_sd"` // of one run's heart rate against effort
	Disagree         float64 `json:"verdict_disagree"` // log speed apart at which heart rate and pace contradict
	BandScale        float64 `json:"band_scale"`       // factor on the band's half width
	RecordedSD       float64 `json:"recorded_sd"`      // added to it: of all that is recorded against the truth (the watch's distance, the ground)
	Passes           int     `json:"passes"`           // robust passes of filter and smoother
	OuterPasses      int     `json:"outer_passes"`     // hard efforts and trend in turn
	ContrastDays     int     `json:"contrast_days"`    // ± days of a run's usual contrast
	ContrastRuns     int     `json:"contrast_runs"`    // runs it needs
	StudentDF        float64 `json:"student_df"`       // of heart-rate and race errors
}

// defaultModel are the model's constants as tuned on generated seasons.
func defaultModel() Model {
	return Model{
		SpeedNoise: .0015, SpeedNoiseBreak: .007, SlopeNoiseBreak: .00015, BreakDays: 10,
		LayoffFrom: 21, LayoffLoss: .085, LayoffLossSD: .04, LayoffDays: 14, ReturnDays: 38,
		SlopeMemory: 120, SlopeNoise: 7e-5, SlopeSD: 5e-4,
		LevelSD: .15, LevelRuns: 12,

		HabitMean: .025, HabitSD: .055, HabitNoise: .0015,
		HabitRunSD: .035, HabitRunSDLow: .02, HabitRunSDHigh: .06, HabitPriorWeight: 10,
		WindowOffset: -.02, WindowSD: .05, IndoorSD: .015, WalkedSD: .4,
		HabitAloneSD: .01,
		FastShare:    .12, FastMean: .10, FastSD: .06,
		SlowShare: .08, SlowMean: -.12, SlowSD: .07,

		BeltSD: .04, IndoorHabitSD: .02, IndoorHeartSD: .03,

		RecoveryHeld: -.05, RecoveryHeedless: .06, RecoveryRunSD: .0375, RecoverySD: .015,
		RecoveryOdd: .03, RecoveryOddSD: .15, RecoveryHeart: .25,
		RecoveryRuns: 5, LevelDays: 400,

		Reference: .69, Exponent: .95,
		HeartRateSD: .06, HeartRateSDSet: .05, HeartRateSDLow: .10,
		MaximumUnseen: 2, HeartRateNoise: .0006, HeartRateRunSD: .03,
		SensorSD: .07, SensorRuns: 4, HeartRateRuns: 15,

		RatioMean: -math.Log(.78), RatioSD: .035,
		RaceSD: .045, SessionSD: .045, SessionBelow: .083, SessionBelowS: .02, SessionRuns: 3,

		HeatFrom: 14, HeatSpeed: .0018, HeatSpeedSD: .0015,
		HeatHeart: .004, HeatHeartSD: .003, WristWarmer: 6, HeatNeighbour: 20, RoomTemperature: 20,

		HillMean: 0, HillSD: .6, HillMost: .12,

		MeasurementSD: .015, HeartRateRunOnly: .045, Disagree: .12,
		BandScale: 1.3, RecordedSD: .017, Passes: 3, OuterPasses: 2,
		ContrastDays: 45, ContrastRuns: 10, StudentDF: 4,
	}
}
