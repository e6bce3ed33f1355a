package importer

import (
	"context"
	"encoding"
	"fmt"
	"time"

	"easyday/importer/activity"
	"easyday/importer/cache"
	"easyday/importer/scratch"
)

// Options of an import; the zero value serves.
type Options struct {
	// Jobs is the number of decoding workers; 0 is one per usable core.
	Jobs int
	// Zone is the runner's zone from the config; nil where none is given.
	Zone *time.Location
	// ZoneAt looks up the zone at a position in degrees. It is asked only
	// for runs whose local time is not known otherwise: without a Cache
	// from one goroutine, after every file has been read; with one from
	// several, also for runs of which Zone would tell, so that what is kept
	// serves whatever Zone will be. May be nil.
	ZoneAt func(lat, lon float64) (*time.Location, bool)
	// AsOf hides runs of later local dates: they take no part in anything
	// and their files are ignored. Nil hides none.
	AsOf *activity.Date
	// Reports lists folders of which what a report writes there is not read and
	// leaves no entry, such as the one a report is about to be written to.
	Reports []string
	// Ignore says why a recording is to be left out, by what summarize made
	// of it, before recordings of one run are matched; empty leaves it in.
	// May be nil.
	Ignore func(value any) (reason string)
	// Stow is called once with every value that summarize made or the cache
	// gave back, on the worker that did, after the cache has kept it; what it
	// returns, of the same type, takes its place. It is where what need not
	// stay in memory is laid elsewhere. May be nil.
	Stow func(value any) any
	// Scratch takes what is needed of a recording only to tell whether another
	// is of the same run. Nil leaves it in memory. Its Err says whether the
	// result can be believed.
	Scratch *scratch.File
	// Progress is called after each file with the files done and how many
	// there are, which is 0 until they are counted and grows by the members
	// of archives that are not named as such. It is called from the
	// goroutine that called Import. May be nil.
	Progress func(done, total int)
	// Cache keeps what each file came to, free of these options and of
	// positions, and is asked before a file is decoded. The result is the
	// same with and without. What summarize returns must be Keepable, else
	// nothing is kept. The version of the folder must change with
	// SourceFiles and with summarize. May be nil.
	Cache *cache.Folder
}

// Keepable is what a summary's pointer has to be so that it can be kept in
// Options.Cache: decoded, it must serve as it did before it was encoded.
type Keepable interface {
	encoding.BinaryAppender
	encoding.BinaryUnmarshaler
}

// Recording is one run that goes on, with what summarize made of it.
type Recording[T any] struct {
	ID        string   // UTC start, such as "20250304T061200Z", with "-2" for a tie
	Files     []string // names as in Entry.Name, the recording that serves first
	Start     time.Time
	LocalDate activity.Date
	Zone      activity.Zone
	// Notes are what became known only beside the other files; notes from
	// reading and repairing are in the Activity given to summarize.
	Notes []activity.Note
	Value T
}

// Result is a season's runs in order of start, and the account of every file.
type Result[T any] struct {
	Recordings []Recording[T]
	Ledger     activity.Ledger
}

// Import reads every file below paths and returns the runs among them.
//
// summarize is called for each running activity on the worker that read it,
// several at a time. The activity, its columns included, is valid only during
// the call and is used for the next file afterwards.
//
// The error is a *PathError for a path that does not exist or cannot be read,
// or the context's error; a bad file among others is an entry in the ledger
// and never an error.
func Import[T any](ctx context.Context, paths []string, o Options, summarize func(*activity.Activity) T) (Result[T], error) {
	return importWith(ctx, paths, o, formats(), summarize)
}

func importWith[T any](ctx context.Context, paths []string, o Options, ps []parser, summarize func(*activity.Activity) T) (Result[T], error) {
	reads, err := gather(ctx, paths, o, ps, func(a *activity.Activity) any { return summarize(a) }, newShelf[T](o))
	if err != nil {
		return Result[T]{}, err
	}
	runs, ledger := settle(reads, o)
	result := Result[T]{Recordings: make([]Recording[T], 0, len(runs)), Ledger: ledger}
	for _, r := range runs {
		value, _ := r.best.value.(T) // a nil interface value stays the zero T
		r.best.value = nil           // not in memory twice
		result.Recordings = append(result.Recordings, Recording[T]{
			ID: r.id, Files: r.files, Start: r.best.start,
			LocalDate: r.date, Zone: r.local.Zone, Notes: r.notes, Value: value,
		})
	}
	return result, nil
}

// WithoutValues is the result without what summarize made, so that memory can be
// used again.
func (r Result[T]) WithoutValues() Result[struct{}] {
	out := Result[struct{}]{Recordings: make([]Recording[struct{}], len(r.Recordings)), Ledger: r.Ledger}
	for i := range r.Recordings {
		x := &r.Recordings[i]
		out.Recordings[i] = Recording[struct{}]{ID: x.ID, Files: x.Files, Start: x.Start, LocalDate: x.LocalDate, Zone: x.Zone, Notes: x.Notes}
	}
	return out
}

// Exclude takes the run with an id out of the result and gives its files the
// outcome and reason in the ledger. A file that another run of the result
// still comes from keeps its outcome. It reports whether there is such a run.
func (r *Result[T]) Exclude(id string, outcome activity.Outcome, reason string) bool {
	at := -1
	for i := range r.Recordings {
		if r.Recordings[i].ID == id {
			at = i
		}
	}
	if at < 0 {
		return false
	}
	gone := map[string]bool{}
	for _, f := range r.Recordings[at].Files {
		gone[f] = true
	}
	r.Recordings = append(r.Recordings[:at:at], r.Recordings[at+1:]...)
	for _, other := range r.Recordings {
		for _, f := range other.Files {
			delete(gone, f)
		}
	}
	entries := append([]activity.Entry(nil), r.Ledger.Entries...)
	for i := range entries {
		e := &entries[i]
		if gone[e.Name()] && (e.Outcome == activity.Imported || e.Outcome == activity.Duplicate) {
			e.Outcome, e.Reason, e.SameAs = outcome, reason, ""
		}
	}
	r.Ledger.Entries = entries
	return true
}

// PathError is a path given to Import that cannot be read at all. It unwraps
// to the cause, so errors.Is(err, fs.ErrNotExist) holds for one that is not
// there.
type PathError struct {
	Path string
	Err  error
}

func (e *PathError) Error() string { return fmt.Sprintf("%s: %v", e.Path, e.Err) }

// Unwrap returns the cause.
func (e *PathError) Unwrap() error { return e.Err }
