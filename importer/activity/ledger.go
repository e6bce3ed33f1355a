package activity

// Outcome is what became of a file or archive member.
type Outcome string

// The outcomes. Every file and every archive member has exactly one.
const (
	Imported    Outcome = "imported"        // at least one run of it is in the season
	Duplicate   Outcome = "duplicate"       // its run is in the season from a better recording
	OtherSport  Outcome = "other_sport"     // an activity, but no run
	NotActivity Outcome = "not_an_activity" // a course, workout, settings file, a track without times
	Unreadable  Outcome = "unreadable"      // damaged or of no known format
	Ignored     Outcome = "ignored"         // system litter, an archive's container, a label "ignore"
)

// Outcomes lists every outcome in the order reports use.
func Outcomes() []Outcome {
	return []Outcome{Imported, Duplicate, OtherSport, NotActivity, Unreadable, Ignored}
}

// Entry accounts for one file or archive member.
type Entry struct {
	File    string // relative to the path given, with "/"
	Member  string // within an archive; empty for a plain file
	Outcome Outcome
	Reason  string // plain words; empty where the outcome says it all
	SameAs  string // the id of the run a duplicate belongs to; empty otherwise
	Notes   []Note // what was mended or left out while reading it
}

// Name is the entry's file, joined with its member by "!".
func (e Entry) Name() string {
	if e.Member == "" {
		return e.File
	}
	return e.File + "!" + e.Member
}

// Ledger accounts for every file, ordered by file and member.
type Ledger struct{ Entries []Entry }

// Count is the number of entries with an outcome.
func (l Ledger) Count(o Outcome) int {
	n := 0
	for _, e := range l.Entries {
		if e.Outcome == o {
			n++
		}
	}
	return n
}
