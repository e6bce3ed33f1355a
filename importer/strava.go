package importer

import (
	"archive/zip"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path"
	"strings"

	"easyday/importer/activity"
)

// A Strava export is a folder or archive with a list of activities beside a
// folder of the same name:
//
//	activities.csv
//	activities/123.gpx  activities/456.fit.gz  …
//
// The list names type and title of each, which a GPX file may not.
const (
	stravaList       = "activities.csv"
	stravaListReason = "Strava's list of activities, read for what it says of the files"
	stravaListLimit  = 64 << 20 // bytes; 10,000 activities are about 5 MB
)

// export is a Strava list that holds for every file whose name, as in the
// ledger, begins with prefix.
type export struct {
	prefix string
	byHand int                  // rows that name no file
	table  map[string]stravaRow // by file name without ".gz", such as "activities/123.fit"
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

// stravaText is a cell in one line, shortened where it is long.
func stravaText(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	if letters := []rune(s); len(letters) > stravaTextLimit {
		s = string(letters[:stravaTextLimit]) + " …"
	}
	return s
}

// isStravaList reports whether the leaf is itself a list that was understood,
// and gives the reason of its entry. A row without a file is an activity entered
// by hand: no file, so no entry of its own, but counted here.
func isStravaList(l leaf) (reason string, is bool) {
	for _, e := range l.exports {
		if l.name() != e.prefix+stravaList {
			continue
		}
		if e.byHand > 0 {
			verb := " was entered"
			if e.byHand > 1 {
				verb = " were entered"
			}
			rows := strings.Replace(plural(e.byHand, "activity"), "ys", "ies", 1)
			return stravaListReason + "; " + rows + " of it" + verb + " by hand and left out", true
		}
		return stravaListReason, true
	}
	return "", false
}

// stravaRowOf is what the nearest list says of a file.
func stravaRowOf(l leaf) (stravaRow, bool) {
	name := l.name()
	for i := len(l.exports) - 1; i >= 0; i-- {
		if rest, ok := strings.CutPrefix(name, l.exports[i].prefix); ok {
			if row, ok := l.exports[i].table[stravaKey(rest)]; ok {
				return row, true
			}
		}
	}
	return stravaRow{}, false
}

// stravaKey makes "activities/1.fit.gz" and an unpacked "activities/1.fit" the
// same.
func stravaKey(name string) string {
	return strings.TrimSuffix(strings.ToLower(strings.ReplaceAll(name, `\`, "/")), ".gz")
}

func readStravaFile(file string) (table map[string]stravaRow, byHand int) {
	f, err := os.Open(file)
	if err != nil {
		return nil, 0
	}
	defer f.Close()
	return readStravaList(io.LimitReader(f, stravaListLimit))
}

func readStravaMember(ctx context.Context, f *zip.File) (table map[string]stravaRow, byHand int) {
	r, err := f.Open()
	if err != nil {
		return nil, 0
	}
	defer r.Close()
	return readStravaList(io.LimitReader(&bounded{ctx: ctx, r: r, packed: int64(f.CompressedSize64)}, stravaListLimit))
}

// readStravaList reads the list, and counts the rows that name no file; nil
// where it is none. Headers are in the
// runner's language and some stand twice, so the file column is found by what
// it holds, and title and type by their English headers (the first of two) or
// else by the place they have in every language: third and fourth. So are the
// description, the fifth, and the gear, the one before the file.
func readStravaList(r io.Reader) (table map[string]stravaRow, byHand int) {
	c := csv.NewReader(r)
	c.FieldsPerRecord = -1
	c.LazyQuotes = true
	c.ReuseRecord = true
	header, err := c.Read()
	if err != nil {
		return nil, 0
	}
	title, kind, description, gear := 2, 3, -1, -1
	for i := len(header) - 1; i >= 0; i-- { // backwards, so that the first of two stays
		switch strings.TrimSpace(strings.TrimPrefix(header[i], "\uFEFF")) {
		case "Activity Name":
			title = i
		case "Activity Type":
			kind = i
		case "Activity Description":
			description = i
		case "Activity Gear":
			gear = i
		}
	}
	english := description >= 0 || gear >= 0
	table = map[string]stravaRow{}
	for {
		row, err := c.Read()
		if err != nil {
			var bad *csv.ParseError
			if errors.As(err, &bad) {
				continue // a bad line is not the end of the list
			}
			return table, byHand
		}
		if kind >= len(row) || title >= len(row) {
			continue
		}
		at := stravaFileAt(row)
		if at < 0 {
			byHand++ // an activity entered by hand has no file
			continue
		}
		said := stravaRow{kind: strings.TrimSpace(row[kind]), title: strings.TrimSpace(row[title])}
		cell := func(i, place int) string {
			// By place only in the whole list of recent years, where the
			// file is the twelfth column or a later one.
			if i < 0 && !english && at >= 11 {
				i = place
			}
			if i < 0 || i >= len(row) {
				return ""
			}
			return stravaText(row[i])
		}
		said.description, said.gear = cell(description, 4), cell(gear, at-1)
		table[stravaKey(row[at])] = said
	}
}

// stravaFileAt is the index of the cell that names a recording in the export's
// folder, -1 where none does.
func stravaFileAt(row []string) int {
	for i, cell := range row {
		if !strings.HasPrefix(cell, "activities/") {
			continue
		}
		switch path.Ext(stravaKey(cell)) {
		case ".fit", ".gpx", ".tcx":
			return i
		}
	}
	return -1
}

// stravaSport is the sport of Strava's "Activity Type", which is written in
// the language of the runner's settings; false where the word is not known.
// Such a type leaves the sport to what the file says and to how it moves.
func stravaSport(kind string) (activity.Sport, bool) {
	switch strings.ToLower(kind) {
	case "run", "trail run", "virtual run", "lauf", "laufen", "traillauf", "course à pied", "trail",
		"carrera", "corsa", "corrida", "hardloopsessie", "hardlopen", "ランニング":
		return activity.Running, true
	case "ride", "virtual ride", "e-bike ride", "mountain bike ride", "gravel ride", "radfahrt", "radfahren",
		"virtuelle radfahrt", "sortie à vélo", "vélo", "bicicleta", "giro", "pedalada", "fietsrit":
		return activity.Cycling, true
	case "walk", "spaziergang", "marche", "caminata", "camminata", "caminhada", "wandeling":
		return activity.Walking, true
	case "hike", "wanderung", "randonnée", "senderismo", "escursione":
		return activity.Hiking, true
	case "swim", "schwimmen", "natation", "natación", "nuoto":
		return activity.Swimming, true
	case "workout", "weight training", "yoga", "elliptical", "rowing", "nordic ski", "alpine ski",
		"inline skate", "ice skate", "kayaking", "canoe", "stand up paddling", "crossfit", "rock climb", "stair-stepper":
		return activity.Other, true
	}
	return activity.Unstated, false
}
