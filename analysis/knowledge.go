package analysis

import (
	"slices"

	"easyday/importer/activity"
)

// Knowledge is what the runner says beside the recordings. The zero value says
// nothing.
type Knowledge struct {
	Labels     []Label
	Paces      []KnownPace
	Races      []KnownRace
	HeartRates []KnownHeartRate
	// Reading is how the recordings were read. The analysis does nothing with
	// it; a report tells it, since it can change a number.
	Reading Reading
}

// Reading is what the runner said of how recordings are to be read.
type Reading struct {
	Zone           string   // of runs whose file does not say; empty for none
	NamesUnread    bool     // whether names of recordings are no hints
	IgnoredDevices []string // whose recordings are left out
}

// until is what could be known on a date; nil is everything.
func (k Knowledge) until(asOf *activity.Date) Knowledge {
	if asOf == nil {
		return k
	}
	k.Paces = slices.DeleteFunc(slices.Clone(k.Paces), func(p KnownPace) bool { return p.Date > *asOf })
	k.Races = slices.DeleteFunc(slices.Clone(k.Races), func(r KnownRace) bool { return r.Date > *asOf })
	k.HeartRates = slices.DeleteFunc(slices.Clone(k.HeartRates), func(h KnownHeartRate) bool { return h.From > *asOf })
	return k
}

// Label overrides the kind of one run. Kind is one of KindHard, KindRecovery,
// KindLong, KindEasy; Race makes a hard effort a race; Ignore leaves the run
// out. From is FromLabel or FromNameHint; Word is the word of the name that
// says so, for FromNameHint alone; Note is what the runner adds.
type Label struct {
	RunID  string
	Kind   Kind
	Race   bool
	Ignore bool
	From   Source
	Word   string
	Note   string
}

// words are the label as a reason, without its note.
func (l *Label) words() string {
	switch {
	case l.From == FromNameHint:
		return "its name says \"" + l.Word + "\""
	case l.Race:
		return "you said: race"
	case l.Ignore:
		return "you said: ignore"
	}
	return "you said: " + string(l.Kind)
}

// said is the label as a reason, with its note.
func (l *Label) said() string {
	if l.Note == "" {
		return l.words()
	}
	return l.words() + " (" + l.Note + ")"
}

// KnownPace is a comfortable pace the runner states for a date, with how sure
// it is as the standard deviation of its logarithm (0 means .03).
type KnownPace struct {
	Date activity.Date
	Pace activity.Pace
	SD   float64
}

// KnownRace is a race result: metres in seconds on a date, both above 0.
type KnownRace struct {
	Date     activity.Date
	Distance float64
	Seconds  float64
}

// KnownHeartRate are the runner's heart-rate bounds from a local date on, in
// beats per minute, until a later statement; 0 leaves one as it was. Runs
// before the date keep what held for them.
type KnownHeartRate struct {
	From          activity.Date
	Maximum, Rest float64
}
