package analysis

import (
	"easyday/importer/activity"
)

// Knowledge is what the runner says beside the recordings. The zero value says
// nothing.
type Knowledge struct {
	Labels []Label
	Paces  []KnownPace
	Races  []KnownRace
}

// Label overrides the kind of one run. Kind is one of KindHard, KindRecovery,
// KindLong, KindEasy; Race makes a hard effort a race; Ignore leaves the run
// out. From is FromLabel or FromNameHint.
type Label struct {
	RunID  string
	Kind   Kind
	Race   bool
	Ignore bool
	From   Source
}

// KnownPace is a comfortable pace the runner states for a date, with how sure
// it is as the standard deviation of its logarithm (0 means .03).
type KnownPace struct {
	Date activity.Date
	Pace activity.Pace
	SD   float64
}

// KnownRace is a race result: metres in seconds on a date.
type KnownRace struct {
	Date     activity.Date
	Distance float64
	Seconds  float64
}
