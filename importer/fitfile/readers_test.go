package fitfile

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"easyday/importer/activity"
)

// rawKey is the key of a device, from the digest's text.
func rawKey(t *testing.T, text string) string {
	t.Helper()
	return fmt.Sprintf("%x", sha256.Sum256([]byte(text)))[:16]
}

// readWith reads a file of one part with one reader.
func readWith(t *testing.T, read reader, data []byte) *recording {
	t.Helper()
	parts, _, err := split(data)
	if err != nil {
		t.Fatal(err)
	}
	look := survey(parts[0].body)
	rec, err := read(&parts[0], &look)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// compareRecordings reports where two readers' recordings of a part differ.
func compareRecordings(a, b *recording) string {
	return cmp.Diff(a, b, cmp.AllowUnexported(recording{}, record{}, session{}, lap{}, event{}, device{}, sportMessage{}))
}

// sharedData is a folder of the real recordings the project is developed with,
// which a checkout does not have.
func sharedData(t testing.TB, folder string) string {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "data", folder)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no real recordings in %s", dir)
	}
	return dir
}

// fitFiles are the FIT files under a folder, by name.
func fitFiles(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	files := make(map[string][]byte)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.EqualFold(filepath.Ext(path), ".fit") {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = data
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestReadersAgree holds the two libraries against each other on every real
// part that the survey leaves to tormoder/fit: every field kept must agree.
func TestReadersAgree(t *testing.T) {
	for _, folder := range []string{"fixtures", "seasons/coros-fit", "seasons/amazfit-fit"} {
		t.Run(folder, func(t *testing.T) {
			var compared, refused, records int
			for name, data := range fitFiles(t, sharedData(t, folder)) {
				parts, _, err := split(data)
				if err != nil {
					continue
				}
				for i := range parts {
					p := &parts[i]
					look := survey(p.body)
					if look.second != "" || p.notActivity(&look) != nil {
						continue
					}
					first, err := readTormoder(p, &look)
					if errors.Is(err, errAmbiguousTime) {
						continue
					}
					if err != nil {
						refused++
						continue
					}
					second, err := readMuktihari(p, &look)
					if err != nil {
						t.Errorf("%s, part %d: muktihari/fit: %v", name, i, err)
						continue
					}
					if diff := compareRecordings(first, second); diff != "" {
						t.Errorf("%s, part %d: (-tormoder +muktihari):\n%.2000s", name, i, diff)
					}
					compared++
					records += len(first.records)
				}
			}
			t.Logf("%d parts with %d records agree", compared, records)
			if compared == 0 {
				t.Error("nothing compared")
			}
			// A refusal that only its profile explains is not foreseen, and
			// costs a second reading.
			if refused > compared/50 {
				t.Errorf("tormoder/fit refuses %d parts that the survey leaves to it", refused)
			}
		})
	}
}

// TestReadersAgreeInPart compares what both libraries read alike, on the real
// parts that the survey gives to muktihari/fit and tormoder/fit can read too.
func TestReadersAgreeInPart(t *testing.T) {
	compared := 0
	for name, data := range fitFiles(t, sharedData(t, "fixtures")) {
		parts, _, err := split(data)
		if err != nil {
			continue
		}
		for i := range parts {
			p := &parts[i]
			look := survey(p.body)
			if look.second == "" || p.notActivity(&look) != nil {
				continue
			}
			first, err := readTormoder(p, &look)
			if err != nil {
				continue
			}
			second, err := readMuktihari(p, &look)
			if err != nil {
				t.Errorf("%s, part %d: muktihari/fit: %v", name, i, err)
				continue
			}
			compared++
			if look.barred { // its distance, and its speed, are those that are wrong
				for _, r := range [...][]record{first.records, second.records} {
					for j := range r {
						r[j].speed, r[j].distance = invalid32, invalid32
					}
				}
			}
			if len(first.records) != len(second.records) {
				t.Errorf("%s, part %d: %d and %d records", name, i, len(first.records), len(second.records))
				continue
			}
			for j, a := range first.records {
				b := second.records[j]
				// From a developer field where tormoder/fit has none.
				if a.power == invalid16 {
					b.power = invalid16
				}
				if a.speed == invalid32 {
					b.speed = invalid32
				}
				if a.distance == invalid32 {
					b.distance = invalid32
				}
				if a != b {
					t.Errorf("%s, part %d, record %d: %+v and %+v", name, i, j, a, b)
					break
				}
			}
			sessions := cmp.Diff(first.sessions, second.sessions, cmp.AllowUnexported(session{}))
			laps := cmp.Diff(first.laps, second.laps, cmp.AllowUnexported(lap{}))
			if diff := sessions + laps; diff != "" {
				t.Errorf("%s, part %d: (-tormoder +muktihari):\n%s", name, i, diff)
			}
		}
	}
	t.Logf("%d parts agree", compared)
	if compared == 0 {
		t.Error("nothing compared")
	}
}

// TestReadersAgreeOnMade does the same on files made here.
func TestReadersAgreeOnMade(t *testing.T) {
	big := &builder{big: true, short: true}
	big.fileID(4)
	big.records(t0, 20)
	big.session(t0, 19, 1, 3)
	big.events(t0, 0, t0+4, 1, t0+6, 0, t0+19, 4)
	for name, data := range map[string][]byte{
		"hour":       hourRun(t),
		"simple":     simpleRun(30).bytes(),
		"big-endian": big.bytes(),
	} {
		if diff := compareRecordings(readWith(t, readTormoder, data), readWith(t, readMuktihari, data)); diff != "" {
			t.Errorf("%s: (-tormoder +muktihari):\n%s", name, diff)
		}
	}
}

// TestSurveySeesWhatIsRefused holds that the survey foresees most refusals of
// tormoder/fit, so that few files are read twice.
func TestSurveySeesWhatIsRefused(t *testing.T) {
	var refused, foreseen int
	for _, data := range fitFiles(t, sharedData(t, "seasons/coros-fit")) {
		parts, _, err := split(data)
		if err != nil {
			t.Fatal(err)
		}
		look := survey(parts[0].body)
		if _, err := readTormoder(&parts[0], &look); err != nil {
			refused++
			if look.second != "" {
				foreseen++
			}
		}
	}
	if refused != 133 || foreseen != refused {
		t.Errorf("%d of %d refusals foreseen, want all of 133", foreseen, refused)
	}
}

func TestSeasons(t *testing.T) {
	for _, tt := range []struct {
		folder      string
		files, runs int
	}{
		{"coros-fit", 179, 170},
		{"amazfit-fit", 200, 200},
	} {
		files := fitFiles(t, sharedData(t, "seasons/"+tt.folder))
		if len(files) != tt.files {
			t.Errorf("%s: %d files, want %d", tt.folder, len(files), tt.files)
		}
		runs := 0
		var buffer activity.Buffer
		for name, data := range files {
			buffer.Reset()
			activities, err := Decode(data, activity.Hints{Buffer: &buffer})
			if err != nil || len(activities) != 1 {
				t.Errorf("%s/%s: %d activities, error %v", tt.folder, name, len(activities), err)
				continue
			}
			a := &activities[0]
			if err := a.Check(); err != nil {
				t.Errorf("%s/%s: %v", tt.folder, name, err)
			}
			if parts, _, _ := split(data); survey(parts[0].body).records != a.Samples.Len() {
				t.Errorf("%s/%s: %d samples of %d records", tt.folder, name, a.Samples.Len(), survey(parts[0].body).records)
			}
			if len(a.Notes) > 0 {
				t.Errorf("%s/%s: notes %v", tt.folder, name, codes(a.Notes))
			}
			if a.Sport != activity.Running {
				continue
			}
			runs++
			if !activity.Has(a.Samples.HeartRate) && tt.folder == "coros-fit" {
				t.Errorf("%s/%s: no heart rate", tt.folder, name)
			}
			// Steps of both feet.
			if c := median(a.Samples.Cadence); c < 110 || c > 220 {
				t.Errorf("%s/%s: median cadence %v", tt.folder, name, c)
			}
			// The other season's totals are a service's, not the watch's.
			if d, total := a.Samples.Distance, a.Totals.Distance; tt.folder == "coros-fit" && activity.Has(d) {
				if last := lastNumber(d); math.Abs(last-total) > .02*total+30 {
					t.Errorf("%s/%s: distance ends at %.0f m, total %.0f m", tt.folder, name, last, total)
				}
			}
			if a.TimerEvents {
				stood := 0.0
				for _, p := range a.Pauses {
					stood += p.To - p.From
				}
				// Totals are in milliseconds, events in seconds.
				if want := a.Totals.Elapsed - a.Totals.Timer; math.Abs(stood-want) > 3+2*float64(len(a.Pauses)) {
					t.Errorf("%s/%s: %.0f s in %d pauses, elapsed less timer is %.0f s", tt.folder, name, stood, len(a.Pauses), want)
				}
			}
		}
		if runs != tt.runs {
			t.Errorf("%s: %d runs, want %d", tt.folder, runs, tt.runs)
		}
	}
}

func median(column []float64) float64 {
	var v []float64
	for _, x := range column {
		if !math.IsNaN(x) && x > 0 {
			v = append(v, x)
		}
	}
	if len(v) == 0 {
		return math.NaN()
	}
	sort.Float64s(v)
	return v[len(v)/2]
}

func lastNumber(column []float64) float64 {
	for i := len(column) - 1; i >= 0; i-- {
		if !math.IsNaN(column[i]) {
			return column[i]
		}
	}
	return math.NaN()
}

// TestFixtures holds what is known of files that other parsers' tests use. A
// file not named must give one activity or more, without an error.
func TestFixtures(t *testing.T) {
	type result struct {
		activities int
		samples    int // in all
		kind       error
		notes      string
	}
	notActivity := result{kind: activity.ErrNotActivity}
	want := map[string]result{
		"Settings.fit":                               notActivity,
		"Settings2.fit":                              notActivity,
		"MonitoringFile.fit":                         notActivity,
		"WeightScaleSingleUser.fit":                  notActivity,
		"WeightScaleMultiUser.fit":                   notActivity,
		"WorkoutCustomTargetValues.fit":              notActivity,
		"WorkoutIndividualSteps.fit":                 notActivity,
		"WorkoutRepeatGreaterThanStep.fit":           notActivity,
		"WorkoutRepeatSteps.fit":                     notActivity,
		"cptr001.fit":                                notActivity,
		"cptr002.fit":                                notActivity,
		"cptr003.fit":                                notActivity,
		"cptr003_connect.fit":                        notActivity,
		"invalid_truncated.fit":                      notActivity,
		"DeveloperData.fit":                          notActivity, // its records have no time
		"nick.fit":                                   {1, 14391, nil, "truncated"},
		"activity-unexpected-eof.fit":                {1, 14, nil, "truncated"},
		"activity-filecrc.fit":                       {1, 14, nil, "checksum"},
		"activity-activity-filecrc.fit":              {2, 28, nil, "checksum"},
		"activity-settings.fit":                      {1, 14, nil, "parts"},
		"activity-settings-nodata.fit":               {1, 14, nil, "parts"},
		"activity-settings-corruptheader.fit":        {1, 14, nil, "trailing"},
		"compressed-speed-distance.fit":              {1, 755, nil, "clock"},
		"antfs-dump.63.fit":                          {1, 686, nil, "clock"},
		"null_compressed_speed_dist.fit":             {1, 1808, nil, ""},
		"triathlon_summary_first.fit":                {5, 4043, nil, ""},
		"triathlon_summary_last.fit":                 {5, 4043, nil, ""},
		"activity_multisport.fit":                    {2, 78, nil, ""},
		"activity-large-fenxi2-multisport.fit":       {7, 24239, nil, "order"},
		"garmin-edge-500-activitiy.fit":              {1, 10686, nil, ""},
		"coros-pace-2-cycling-misaligned-fields.fit": {1, 11272, nil, ""},
		"sample_mulitple_header.fit":                 {5, 1773, nil, "stored_heart_rate"},
	}
	seen := make(map[string]bool)
	for name, data := range fitFiles(t, sharedData(t, "fixtures")) {
		base := name[strings.LastIndex(name, "/")+1:]
		w, named := want[base]
		seen[base] = true
		activities, err := Decode(data, activity.Hints{})
		if w.kind != nil {
			if !errors.Is(err, w.kind) {
				t.Errorf("%s: error %v, want %v", name, err, w.kind)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := result{activities: len(activities)}
		var notes []string
		dropped := 0
		for i := range activities {
			if err := activities[i].Check(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			got.samples += activities[i].Samples.Len()
			notes = append(notes, codes(activities[i].Notes)...)
			for _, n := range activities[i].Notes {
				if n.Code == "no_time" || n.Code == "unread" {
					dropped += n.Count
				}
			}
		}
		got.notes = strings.Join(notes, " ")
		if named && got != w {
			t.Errorf("%s: %+v, want %+v", name, got, w)
		}
		// All that the file holds is kept, or counted in a note.
		parts, _, _ := split(data)
		held := 0
		for i := range parts {
			if look := survey(parts[i].body); parts[i].notActivity(&look) == nil {
				held += look.records
			}
		}
		if got.samples+dropped != held {
			t.Errorf("%s: %d records kept and %d noted as dropped, of %d", name, got.samples, dropped, held)
		}
		if dropped*100 > held && base != "TestEncode.fit" { // its one record has no time
			t.Errorf("%s: %d of %d records dropped", name, dropped, held)
		}
	}
	for base := range want {
		if !seen[base] {
			t.Errorf("%s is not among the fixtures", base)
		}
	}
}

// TestCompressedTotal holds the compressed distance of a real file against the
// session's own total, which is written uncompressed.
func TestCompressedTotal(t *testing.T) {
	path := filepath.Join(sharedData(t, "fixtures"), "tormoder__fit", "testdata", "python-fitparse", "compressed-speed-distance.fit")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a := decode(t, data)[0]
	if last := lastNumber(a.Samples.Distance); math.Abs(last-a.Totals.Distance) > .01*a.Totals.Distance {
		t.Errorf("distance ends at %.1f m, the session says %.1f m", last, a.Totals.Distance)
	}
}
