package importer

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
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
//
// A row is no file, so it has no entry of its own: the entry of the list counts
// the rows that name no file, as those entered by hand do, and the files named
// that are not there. Neither is imported: without samples there is nothing to
// judge.
const (
	stravaFolder    = "activities/"
	stravaList      = "activities.csv"
	stravaListLimit = 64 << 20 // bytes; 10,000 activities are about 5 MB
)

// export is a Strava list that holds for every file whose name, as in the
// ledger, begins with prefix.
type export struct {
	prefix  string
	list    *stravaTable
	missing int // files the list names that are not there
}

// newExport is the export with a list, where there is the set of its files that
// are there, by stravaKey.
func newExport(prefix string, list *stravaTable, there map[string]bool) export {
	e := export{prefix: prefix, list: list}
	for file := range list.rows {
		if !there[file] {
			e.missing++
		}
	}
	return e
}

// reason is what the list's entry says.
func (e export) reason() string {
	reason := "Strava's list of activities, read for what it says of the files"
	switch n := e.list.fileless; {
	case n == 1 && e.list.filelessRuns == 1:
		reason += "; 1 activity in it, a run, has no file"
	case n == 1:
		reason += "; 1 activity in it, no run, has no file"
	case n > 1:
		reason += fmt.Sprintf("; %d activities in it have no file, %d of them runs", n, e.list.filelessRuns)
	}
	switch {
	case e.missing == 1:
		reason += "; 1 file it names is not there"
	case e.missing > 1:
		reason += fmt.Sprintf("; %d files it names are not there", e.missing)
	}
	return reason
}

// isStravaList reports whether the leaf is itself a list that was understood,
// and gives the reason of its entry.
func isStravaList(l leaf) (reason string, is bool) {
	for _, e := range l.exports {
		if l.name() == e.prefix+stravaList {
			return e.reason(), true
		}
	}
	return "", false
}

// stravaRowOf is what the nearest list says of a file.
func stravaRowOf(l leaf) (stravaRow, bool) {
	name := l.name()
	for i := len(l.exports) - 1; i >= 0; i-- {
		if rest, ok := strings.CutPrefix(name, l.exports[i].prefix); ok {
			if row, ok := l.exports[i].list.rows[stravaKey(rest)]; ok {
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

// folderExport is the export whose list lies in a folder, named prefix in the
// ledger; false where its activities.csv is no list of Strava's.
func folderExport(dir, prefix string) (export, bool) {
	f, err := os.Open(filepath.Join(dir, stravaList))
	if err != nil {
		return export{}, false
	}
	defer f.Close()
	list := readStravaList(io.LimitReader(f, stravaListLimit))
	if list == nil {
		return export{}, false
	}
	there := map[string]bool{}
	if files, err := os.ReadDir(filepath.Join(dir, filepath.FromSlash(stravaFolder))); err == nil {
		for _, d := range files {
			there[stravaKey(stravaFolder+d.Name())] = true
		}
	}
	return newExport(prefix, list, there), true
}

// archiveExports are the exports whose lists lie in an archive; outer is what
// its members' names begin with in the ledger.
func archiveExports(ctx context.Context, z *zip.Reader, outer string) []export {
	var exports []export
	for _, f := range z.File {
		folder, is := strings.CutSuffix(memberName(f), stravaList)
		if !is || folder != "" && !strings.HasSuffix(folder, "/") {
			continue
		}
		list := readStravaMember(ctx, f)
		if list == nil {
			continue
		}
		there := map[string]bool{}
		for _, f := range z.File {
			if file, ok := strings.CutPrefix(memberName(f), folder); ok {
				there[stravaKey(file)] = true
			}
		}
		exports = append(exports, newExport(outer+folder, list, there))
	}
	return exports
}

func readStravaMember(ctx context.Context, f *zip.File) *stravaTable {
	r, err := openMember(f)
	if err != nil {
		return nil
	}
	defer r.Close()
	return readStravaList(io.LimitReader(&bounded{ctx: ctx, r: r, packed: int64(f.CompressedSize64)}, stravaListLimit))
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
