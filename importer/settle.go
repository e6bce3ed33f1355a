package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"easyday/importer/activity"
)

// run is one run of the season with all its recordings and what is settled
// about it beside all others.
type run struct {
	best    *candidate
	members []*candidate // best first

	id     string
	files  []string
	local  localTime
	date   activity.Date
	notes  []activity.Note
	hidden bool // later than Options.AsOf
}

// compareRuns orders runs by start, ties by content.
func compareRuns(a, b *run) int {
	return cmp.Or(a.best.start.Truncate(time.Second).Compare(b.best.start.Truncate(time.Second)), compareQuality(a.best, b.best))
}

// settle makes of everything read the runs of the season, in order of start,
// and the ledger. The order of reads does not matter.
func settle(reads []read, o Options) ([]*run, activity.Ledger) {
	slices.SortStableFunc(reads, func(a, b read) int {
		return cmp.Or(
			cmp.Compare(a.entry.File, b.entry.File),
			cmp.Compare(a.entry.Member, b.entry.Member),
			compareContent(a, b), // two members of one name
		)
	})
	var all []*candidate
	ignored := make(map[*candidate]string)
	for i := range reads {
		for j := range reads[i].runs {
			c := &reads[i].runs[j]
			c.read, c.name = i, reads[i].entry.Name()
			if o.Ignore != nil {
				if reason := o.Ignore(c.value); reason != "" {
					ignored[c] = reason
					continue
				}
			}
			all = append(all, c)
		}
	}
	runs := group(all)
	slices.SortFunc(runs, compareRuns)
	settleDates(runs, o)

	of := make(map[*candidate]*run, len(all))
	for _, r := range runs {
		for _, c := range r.members {
			of[c] = r
			if !slices.Contains(r.files, c.name) {
				r.files = append(r.files, c.name)
			}
		}
	}
	visible := slices.DeleteFunc(slices.Clone(runs), func(r *run) bool { return r.hidden })
	name(visible)
	noteOverlaps(visible)

	ledger := activity.Ledger{Entries: make([]activity.Entry, len(reads))}
	for i := range reads {
		ledger.Entries[i] = account(&reads[i], of, ignored, o)
	}
	return visible, ledger
}

func compareContent(a, b read) int {
	if c := cmp.Or(cmp.Compare(a.entry.Outcome, b.entry.Outcome), cmp.Compare(a.entry.Reason, b.entry.Reason)); c != 0 {
		return c
	}
	if len(a.runs) == 0 || len(b.runs) == 0 {
		return cmp.Compare(len(a.runs), len(b.runs))
	}
	return compareQuality(&a.runs[0], &b.runs[0])
}

// settleDates gives each run its zone and local date, and hides those later
// than Options.AsOf. Hidden runs have no say in the zone of others.
func settleDates(runs []*run, o Options) {
	var known []*run
	set := func(r *run, l localTime) {
		r.local = l
		r.date = activity.DateOf(r.best.start.In(time.FixedZone("", int(l.Offset/time.Second))))
		r.hidden = o.AsOf != nil && r.date > *o.AsOf
	}
	for _, r := range runs {
		if l := zoneOf(r, o); l.known() {
			set(r, l)
			if !r.hidden {
				known = append(known, r)
			}
		}
	}
	for _, r := range runs {
		if !r.local.known() {
			set(r, seasonZone(r, known))
		}
	}
}

// name gives ids: the UTC start, numbered where several runs share it.
func name(runs []*run) {
	same := map[string]int{}
	for _, r := range runs {
		id := r.best.start.Format("20060102T150405Z")
		same[id]++
		if n := same[id]; n > 1 {
			id = fmt.Sprintf("%s-%d", id, n)
		}
		r.id = id
	}
}

// noteOverlaps says of runs that lie over each other for more than half of the
// shorter, but could not be told to be the same, that both were kept.
func noteOverlaps(runs []*run) {
	for i, a := range runs {
		for _, b := range runs[i+1:] {
			if b.best.start.After(a.best.end()) {
				break
			}
			if overlap(a.best, b.best) <= min(a.best.elapsed, b.best.elapsed)/2 {
				continue
			}
			for _, pair := range [2][2]*run{{a, b}, {b, a}} {
				pair[0].notes = append(pair[0].notes, activity.Note{
					Code: "overlap", Count: 1,
					Text: fmt.Sprintf("lies over %s in time; both are kept, since they differ too much to be one run", pair[1].id),
				})
			}
		}
	}
}

// account is the final entry of what was read.
func account(r *read, of map[*candidate]*run, ignored map[*candidate]string, o Options) activity.Entry {
	e := r.entry
	if e.Outcome != activity.Imported {
		return e
	}
	var same []string
	var first *candidate // of those that serve in the place of r's
	identical := false
	leftOut := ""
	for i := range r.runs {
		c := &r.runs[i]
		g := of[c]
		switch {
		case g == nil:
			leftOut = ignored[c]
		case g.hidden:
		case g.best == c:
			return e
		default:
			if !slices.Contains(same, g.id) {
				same = append(same, g.id)
			}
			if first == nil {
				first = g.best
				identical = c.digest == g.best.digest
			}
		}
	}
	e.Notes = nil // nothing of it serves
	switch {
	case len(same) == 0 && leftOut != "":
		e.Outcome, e.Reason = activity.Ignored, leftOut
		return e
	case len(same) == 0:
		e.Outcome, e.Reason = activity.Ignored, fmt.Sprintf("later than %s", *o.AsOf)
		return e
	case identical:
		e.Reason = "the same bytes as " + first.name
	default:
		e.Reason = "the same run as " + first.name
	}
	e.Outcome, e.SameAs = activity.Duplicate, same[0]
	if len(same) > 1 {
		e.Reason += "; other runs of it: " + strings.Join(same[1:], ", ")
	}
	return e
}
