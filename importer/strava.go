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
	stravaListReason = "Strava's list of activities, read for types and titles"
	stravaListLimit  = 64 << 20 // bytes; 10,000 activities are about 5 MB
)

// export is a Strava list that holds for every file whose name, as in the
// ledger, begins with prefix.
type export struct {
	prefix string
	table  map[string]stravaRow // by file name without ".gz", such as "activities/123.fit"
}

type stravaRow struct{ kind, title string }

// isStravaList reports whether the leaf is itself a list that was understood.
func isStravaList(l leaf) bool {
	for _, e := range l.exports {
		if l.name() == e.prefix+stravaList {
			return true
		}
	}
	return false
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

func readStravaFile(file string) map[string]stravaRow {
	f, err := os.Open(file)
	if err != nil {
		return nil
	}
	defer f.Close()
	return readStravaList(io.LimitReader(f, stravaListLimit))
}

func readStravaMember(ctx context.Context, f *zip.File) map[string]stravaRow {
	r, err := f.Open()
	if err != nil {
		return nil
	}
	defer r.Close()
	return readStravaList(io.LimitReader(&bounded{ctx: ctx, r: r, packed: int64(f.CompressedSize64)}, stravaListLimit))
}

// readStravaList reads the list; nil where it is none. Headers are in the
// runner's language and some stand twice, so the file column is found by what
// it holds, and title and type by their English headers (the first of two) or
// else by the place they have in every language: third and fourth.
func readStravaList(r io.Reader) map[string]stravaRow {
	c := csv.NewReader(r)
	c.FieldsPerRecord = -1
	c.LazyQuotes = true
	c.ReuseRecord = true
	header, err := c.Read()
	if err != nil {
		return nil
	}
	title, kind := 2, 3
	for i := len(header) - 1; i >= 0; i-- { // backwards, so that the first of two stays
		switch strings.TrimSpace(strings.TrimPrefix(header[i], "\uFEFF")) {
		case "Activity Name":
			title = i
		case "Activity Type":
			kind = i
		}
	}
	table := map[string]stravaRow{}
	for {
		row, err := c.Read()
		if err != nil {
			var bad *csv.ParseError
			if errors.As(err, &bad) {
				continue // a bad line is not the end of the list
			}
			return table
		}
		file := stravaFileOf(row)
		if file == "" || kind >= len(row) || title >= len(row) {
			continue // an activity entered by hand has no file
		}
		table[stravaKey(file)] = stravaRow{kind: strings.TrimSpace(row[kind]), title: strings.TrimSpace(row[title])}
	}
}

// stravaFileOf is the cell that names a recording in the export's folder.
func stravaFileOf(row []string) string {
	for _, cell := range row {
		if !strings.HasPrefix(cell, "activities/") {
			continue
		}
		switch path.Ext(stravaKey(cell)) {
		case ".fit", ".gpx", ".tcx":
			return cell
		}
	}
	return ""
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
