package importer

import (
	"encoding/csv"
	"errors"
	"io"
	"path"
	"strings"

	"easyday/importer/activity"
)

// stravaTable is a Strava list as far as the import needs it.
type stravaTable struct {
	rows                   map[string]stravaRow // by stravaKey of the file
	fileless, filelessRuns int                  // rows that name no file, and the runs among them
}

type stravaRow struct{ kind, title, gear, description string }

// stravaTextLimit is how much of a description is kept, in letters.
const stravaTextLimit = 300

// note leaves on the activity what the list alone knows of it.
func (r stravaRow) note(a *activity.Activity) {
	if r.gear != "" {
		note(a, "gear", 0, "gear: %s", r.gear)
	}
	if r.description != "" {
		note(a, "description", 0, "described as: %s", r.description)
	}
}

// settleSport gives the activity the sport of the list: to one that names none,
// and to one alone in its file also where the file says otherwise, since a type
// is changed in Strava where the watch had it wrong. Types that are no sport,
// such as "Workout", change nothing.
func (r stravaRow) settleSport(a *activity.Activity, alone bool) {
	sport, known := stravaSport(r.kind)
	switch {
	case !known || sport == a.Sport:
	case a.Sport == activity.Unstated:
		a.Sport = sport
	case alone && sport != activity.Other:
		note(a, "sport_listed", 0, "Strava's list calls it %s, the recording %s", sport, sportWords(a))
		a.Sport, a.SubSport = sport, ""
	}
}

// stravaColumns is where the list's columns are.
//
// Headers are in the runner's language and some stand twice, so the file column
// is found by what it holds, and title and type by their English headers (the
// first of two) or else by the place they have in every language: third and
// fourth. So are the description, the fifth, and the gear, the one before the
// file.
type stravaColumns struct {
	title, kind, description, gear int // the last two -1 where no header says
	english                        bool
}

func newStravaColumns(header []string) stravaColumns {
	c := stravaColumns{title: 2, kind: 3, description: -1, gear: -1}
	var id, file bool
	for i := len(header) - 1; i >= 0; i-- { // backwards, so that the first of two stays
		switch strings.TrimSpace(strings.TrimPrefix(header[i], "\uFEFF")) {
		case "Activity ID":
			id = true
		case "Filename":
			file = true
		case "Activity Name":
			c.title = i
		case "Activity Type":
			c.kind = i
		case "Activity Description":
			c.description = i
		case "Activity Gear":
			c.gear = i
		}
	}
	c.english = id && file
	return c
}

// stravaWidth is the fewest columns of the lists of recent years, in which the
// file is the twelfth column or a later one.
const stravaWidth = 12

// row is what a row says of the file named in column at.
func (c stravaColumns) row(cells []string, at int) stravaRow {
	cell := func(i, place int) string {
		if i < 0 && !c.english && at >= stravaWidth-1 {
			i = place
		}
		if i < 0 || i >= len(cells) {
			return ""
		}
		return stravaText(cells[i])
	}
	return stravaRow{
		kind: strings.TrimSpace(cells[c.kind]), title: strings.TrimSpace(cells[c.title]),
		description: cell(c.description, 4), gear: cell(c.gear, at-1),
	}
}

// stravaText is a cell in one line, shortened where it is long.
func stravaText(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	if letters := []rune(s); len(letters) > stravaTextLimit {
		s = string(letters[:stravaTextLimit]) + " …"
	}
	return s
}

// readStravaList reads the list; nil where it is none of Strava's. It is one
// where a row names a file of the export's folder, where the header is Strava's
// English one, or where every row is as wide as Strava's and begins with a
// number, as a translated list does of activities that all lack a file.
func readStravaList(r io.Reader) *stravaTable {
	c := csv.NewReader(r)
	c.FieldsPerRecord = -1
	c.LazyQuotes = true
	c.ReuseRecord = true
	header, err := c.Read()
	if err != nil {
		return nil
	}
	columns := newStravaColumns(header)
	numbered := true
	list := &stravaTable{rows: map[string]stravaRow{}}
	for {
		cells, err := c.Read()
		if bad := (*csv.ParseError)(nil); errors.As(err, &bad) {
			continue // a bad line is not the end of the list
		}
		if err != nil {
			break
		}
		if columns.kind >= len(cells) || columns.title >= len(cells) {
			continue
		}
		if at := stravaFileAt(cells); at >= 0 {
			list.rows[stravaKey(cells[at])] = columns.row(cells, at)
			continue
		}
		list.fileless++
		if sport, _ := stravaSport(strings.TrimSpace(cells[columns.kind])); sport == activity.Running {
			list.filelessRuns++
		}
		numbered = numbered && len(cells) >= stravaWidth && isNumber(cells[0])
	}
	if len(list.rows) == 0 && !columns.english && !(numbered && list.fileless > 0) {
		return nil
	}
	return list
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// stravaFileAt is the index of the cell that names a recording in the export's
// folder, -1 where none does.
func stravaFileAt(row []string) int {
	for i, cell := range row {
		if !strings.HasPrefix(cell, stravaFolder) {
			continue
		}
		switch path.Ext(stravaKey(cell)) {
		case ".fit", ".gpx", ".tcx":
			return i
		}
	}
	return -1
}
