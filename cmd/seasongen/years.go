package main

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"time"

	"easyday/importer/activity"
	"easyday/importer/synth"
)

// years are many recordings, to time the program with: seasons one after the
// other from yearsFrom on, each kind in turn.
type years struct {
	runs   int
	seed   uint64
	format activity.Format // empty: as each device of the season writes
	gz     bool            // all of them, or none with a format, or four in five
	strava bool            // as one archive that Strava exports
}

// yearsFrom is the first day of the first season: the importer believes no date
// before 2000.
func yearsFrom() activity.Date { return activity.NewDate(2000, time.January, 3) }

// yearFile is one recording of the years, made when it is asked for.
type yearFile struct {
	name   string // without its format's ending
	season *synth.Season
	run    int
	shift  time.Duration // from the season's own time to its place in the years
	format activity.Format
	gz     bool
}

// files lists the recordings in order of time.
func (y years) files() []yearFile {
	var out []yearFile
	kinds := append(synth.Standard(), synth.Demo)
	next := yearsFrom()
	for n := uint64(0); len(out) < y.runs; n++ {
		s := synth.New(kinds[n%uint64(len(kinds))], y.seed+n)
		// Whole weeks, so that a Sunday stays a Sunday.
		shift := time.Duration((next-s.First)/7) * 7 * 24 * time.Hour
		for i := range s.Runs {
			if len(out) == y.runs {
				break
			}
			r := &s.Runs[i]
			f := yearFile{
				name:   fmt.Sprintf("%s-%06d", r.Start.Add(r.Offset+shift).Format("2006-01-02-150405"), len(out)),
				season: s, run: i, shift: shift, format: cmp.Or(y.format, r.Format), gz: y.gz,
			}
			if y.format == "" && !y.strava {
				f.gz = y.gz || len(out)%5 > 0
			}
			out = append(out, f)
		}
		next += activity.Date((s.Days + 7) / 7 * 7)
	}
	return out
}

// bytes is the content of a recording.
func (f yearFile) bytes() ([]byte, error) {
	a := f.season.Record(f.run)
	a.Start = a.Start.Add(f.shift)
	var b bytes.Buffer
	if !f.gz {
		err := synth.Write(&b, &a, f.format)
		return b.Bytes(), err
	}
	z := gzip.NewWriter(&b)
	if err := synth.Write(z, &a, f.format); err != nil {
		return nil, err
	}
	err := z.Close()
	return b.Bytes(), err
}

func (f yearFile) fileName() string {
	name := f.name + "." + string(f.format)
	if f.gz {
		name += ".gz"
	}
	return name
}

// write fills dir, which must be empty or missing, with the recordings.
func (y years) write(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	there, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	if len(there) > 0 {
		return fmt.Errorf("%s: holds %s; empty the folder first", dir, there[0].Name())
	}
	files := y.files()
	if y.strava {
		return writeStrava(filepath.Join(dir, "export_1.zip"), files)
	}
	var all sync.WaitGroup
	errs := make([]error, runtime.GOMAXPROCS(0))
	for w := range errs {
		all.Go(func() {
			for i := w; i < len(files) && errs[w] == nil; i += len(errs) {
				var data []byte
				if data, errs[w] = files[i].bytes(); errs[w] == nil {
					errs[w] = os.WriteFile(filepath.Join(dir, files[i].fileName()), data, 0o644)
				}
			}
		})
	}
	all.Wait()
	return cmp.Or(errs...)
}

// writeStrava writes the recordings as the archive that Strava sends to those
// who ask for their data.
func writeStrava(name string, files []yearFile) (err error) {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, f.Close()) }()
	z := zip.NewWriter(f)
	var list bytes.Buffer
	rows := csv.NewWriter(&list)
	header := []string{
		"Activity ID", "Activity Date", "Activity Name", "Activity Type", "Activity Description", "Elapsed Time",
		"Distance", "Max Heart Rate", "Relative Effort", "Commute", "Activity Private Note", "Activity Gear", "Filename",
	}
	if err := rows.Write(header); err != nil {
		return err
	}
	for i, x := range files {
		x.name = strconv.Itoa(1000001 + i)
		data, err := x.bytes()
		if err != nil {
			return err
		}
		member := "activities/" + x.fileName()
		row := make([]string, len(header))
		row[0], row[2], row[3], row[12] = x.name, "Run", "Run", member
		if err := rows.Write(row); err != nil {
			return err
		}
		method := zip.Deflate
		if x.gz {
			method = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: member, Method: method})
		if err != nil {
			return err
		}
		if _, err := w.Write(data); err != nil {
			return err
		}
	}
	rows.Flush()
	w, err := z.Create("activities.csv")
	if err != nil {
		return err
	}
	if _, err := w.Write(list.Bytes()); err != nil {
		return err
	}
	return z.Close()
}
