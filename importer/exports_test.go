package importer

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"easyday/importer/activity"
	"easyday/importer/synth"
)

// These tests make whole exports as services hand them out, of generated runs in
// the real formats, and read them as a folder and as the archive they come in.

// generated is one run of a made season in a format; untagged leaves its sport
// and name out.
func generated(t testing.TB, i int, f activity.Format, untagged bool) []byte {
	t.Helper()
	a := synth.New(synth.Steady, 21).Record(i)
	if untagged {
		a.Sport, a.SubSport, a.Name = activity.Unstated, "", ""
	}
	var b bytes.Buffer
	if err := synth.Write(&b, &a, f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// fitOfType is a sound FIT file of a type and with nothing in it: 2 is settings,
// 32 monitoring, 49 sleep.
func fitOfType(kind byte) []byte {
	body := []byte{
		0x40, 0, 0, 0, 0, 1, 0, 1, 0, // definition of local message 0: file_id, one field: type, one byte, enum
		0x00, kind,
	}
	file := append([]byte{12, 0x10, 0, 8, byte(len(body)), 0, 0, 0, '.', 'F', 'I', 'T'}, body...)
	sum := fitChecksum(file)
	return append(file, byte(sum), byte(sum>>8))
}

// fitChecksum is the checksum of the FIT protocol (Garmin, FIT SDK, "CRC"),
// which is CRC-16/ARC.
func fitChecksum(data []byte) uint16 {
	sum := uint16(0)
	for _, b := range data {
		sum ^= uint16(b)
		for range 8 {
			odd := sum&1 == 1
			sum >>= 1
			if odd {
				sum ^= 0xa001
			}
		}
	}
	return sum
}

// archiveOf is an archive of files, in order of name.
func archiveOf(t testing.TB, files map[string][]byte) []byte {
	t.Helper()
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	var members []any
	for _, name := range names {
		members = append(members, name, files[name])
	}
	return zipped(t, members...)
}

// ledgerOf is the ledger of a folder read by the real parsers.
func ledgerOf(t testing.TB, dir string) []string {
	t.Helper()
	r, err := Import(t.Context(), []string{dir}, Options{}, keep)
	if err != nil {
		t.Fatal(err)
	}
	got := lines(r.Ledger)
	for i, line := range got {
		if name, _, ok := strings.Cut(line, ": the same run as "); ok { // whose id says enough
			got[i] = name + line[strings.LastIndex(line, " = "):]
		}
	}
	return got
}

// asFolderAndArchive holds that an export says the same of its files as a folder
// and as an archive.
func asFolderAndArchive(t *testing.T, files map[string][]byte, want []string) {
	t.Helper()
	if d := cmp.Diff(want, ledgerOf(t, tree(t, files))); d != "" {
		t.Errorf("folder (-want +got):\n%s", d)
	}
	var members []string
	for _, line := range want {
		members = append(members, "export.zip!"+line)
	}
	dir := tree(t, map[string][]byte{"export.zip": archiveOf(t, files)})
	if d := cmp.Diff(members, ledgerOf(t, dir)); d != "" {
		t.Errorf("archive (-want +got):\n%s", d)
	}
}

func runID(i int) string {
	return synth.New(synth.Steady, 21).Record(i).Start.UTC().Format("20060102T150405Z")
}

func TestWholeStravaExport(t *testing.T) {
	const rest = ",1800,5.0,,,false,,%s,%s,,,1800.0,1700.0,5000,3.1\n"
	row := func(id int, kind, title, gear, file string) string {
		return fmt.Sprintf("%d,\"2 Mar 2025, 06:12:00\",%q,%s,\"slept well, no plan\""+rest, id, title, kind, gear, file)
	}
	list := "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Max Heart Rate,Relative Effort," +
		"Commute,Activity Private Note,Activity Gear,Filename,Athlete Weight,Bike Weight,Elapsed Time,Moving Time,Distance,Max Speed\n" +
		row(1, "Run", "Loops", "Blue", "activities/1.fit.gz") + row(2, "Run", "Along the river", "", "activities/2.gpx") +
		row(3, "Ride", "To work", "", "activities/3.gpx.gz") + row(4, "Run", "Hills", "", "activities/4.tcx.gz") +
		row(5, "Run", "Treadmill, by hand", "", "") + row(6, "Yoga", "Stretching", "", "") + row(7, "Run", "Lost", "", "activities/7.fit.gz") +
		row(8, "Run", "Telephone", "", "activities/8.gpx")
	asFolderAndArchive(t, map[string][]byte{
		"activities.csv":      []byte(list),
		"activities/1.fit.gz": gzipped(t, generated(t, 0, activity.FIT, false)),
		"activities/2.gpx":    generated(t, 1, activity.GPX, true),
		"activities/3.gpx.gz": gzipped(t, generated(t, 2, activity.GPX, true)),
		// Strava puts blanks before the declaration of a TCX file.
		"activities/4.tcx.gz": gzipped(t, append([]byte("          "), generated(t, 3, activity.TCX, false)...)),
		"activities/8.gpx":    generated(t, 0, activity.GPX, true),
		"media/a.jpg":         []byte("\xff\xd8\xff"),
		"profile.csv":         []byte("a,b\n1,2\n"),
		".DS_Store":           []byte("x"),
	}, []string{
		".DS_Store ignored: folder settings of the operating system",
		"activities.csv ignored: Strava's list of activities, read for what it says of the files; 2 activities in it have no file, 1 of them runs; 1 file it names is not there",
		"activities/1.fit.gz imported",
		"activities/2.gpx imported",
		"activities/3.gpx.gz other_sport: cycling",
		"activities/4.tcx.gz imported",
		"activities/8.gpx duplicate = " + runID(0),
		"media/a.jpg not_an_activity: not a FIT, GPX or TCX file",
		"profile.csv not_an_activity: not a FIT, GPX or TCX file",
	})
}

func TestWholeGarminExport(t *testing.T) {
	const uploads = "DI_CONNECT/DI-Connect-Uploaded-Files/"
	first := archiveOf(t, map[string][]byte{
		"someone_1.fit": generated(t, 0, activity.FIT, false),
		"someone_2.fit": fitOfType(32),
		"someone_3.fit": fitOfType(2),
		"someone_4.fit": fitOfType(49),
		// What was uploaded by hand keeps its format under the name of a FIT file.
		"someone_5.gpx": generated(t, 1, activity.GPX, false),
		"someone_6.fit": archiveOf(t, map[string][]byte{"6_ACTIVITY.fit": generated(t, 2, activity.FIT, false)}),
	})
	second := archiveOf(t, map[string][]byte{
		"someone_7.fit":         generated(t, 3, activity.FIT, false),
		"someone_8.tcx":         generated(t, 3, activity.TCX, false),
		"__MACOSX/._someone_7":  []byte("x"),
		"part/someone_9.zip":    archiveOf(t, map[string][]byte{"x.fit": generated(t, 4, activity.FIT, false), "Thumbs.db": []byte("x")}),
		"part/someone_10.fit":   {},
		"part/no/someone_11.fi": generated(t, 5, activity.FIT, false),
	})
	third := archiveOf(t, map[string][]byte{"someone_12.fit": generated(t, 6, activity.FIT, false)})
	third = third[:len(third)-30] // its directory is cut
	asFolderAndArchive(t, map[string][]byte{
		uploads + "UploadedFiles_0-_Part1.zip":                                  first,
		uploads + "UploadedFiles_0-_Part2.zip":                                  second,
		uploads + "UploadedFiles_0-_Part3.zip":                                  third,
		"DI_CONNECT/DI-Connect-Fitness/someone_0_summarizedActivities.json":     []byte("[]"),
		"DI_CONNECT/DI-Connect-Wellness/2025-01-01_2025-04-11_1_sleepData.json": []byte("[]"),
		"IT_ECOMMERCE/empty.zip":                                                zipped(t),
		"customer_data/customer.json":                                           []byte("{}"),
	}, []string{
		"DI_CONNECT/DI-Connect-Fitness/someone_0_summarizedActivities.json not_an_activity: not a FIT, GPX or TCX file",
		uploads + "UploadedFiles_0-_Part1.zip!someone_1.fit imported",
		uploads + "UploadedFiles_0-_Part1.zip!someone_2.fit not_an_activity: monitoring data",
		uploads + "UploadedFiles_0-_Part1.zip!someone_3.fit not_an_activity: settings",
		uploads + "UploadedFiles_0-_Part1.zip!someone_4.fit not_an_activity: sleep data",
		uploads + "UploadedFiles_0-_Part1.zip!someone_5.gpx imported",
		uploads + "UploadedFiles_0-_Part1.zip!someone_6.fit!6_ACTIVITY.fit imported",
		uploads + "UploadedFiles_0-_Part2.zip!__MACOSX/._someone_7 ignored: left behind by macOS archives",
		uploads + "UploadedFiles_0-_Part2.zip!part/no/someone_11.fi imported",
		uploads + "UploadedFiles_0-_Part2.zip!part/someone_10.fit unreadable: empty file",
		uploads + "UploadedFiles_0-_Part2.zip!part/someone_9.zip!Thumbs.db ignored: folder settings of the operating system",
		uploads + "UploadedFiles_0-_Part2.zip!part/someone_9.zip!x.fit imported",
		uploads + "UploadedFiles_0-_Part2.zip!someone_7.fit imported",
		uploads + "UploadedFiles_0-_Part2.zip!someone_8.tcx duplicate = " + runID(3),
		uploads + "UploadedFiles_0-_Part3.zip unreadable: damaged archive: not a valid zip file",
		"DI_CONNECT/DI-Connect-Wellness/2025-01-01_2025-04-11_1_sleepData.json not_an_activity: not a FIT, GPX or TCX file",
		"IT_ECOMMERCE/empty.zip not_an_activity: archive without files",
		"customer_data/customer.json not_an_activity: not a FIT, GPX or TCX file",
	})
}

// TestDamagedDirectories holds that an archive whose directory cannot be read
// has one entry that says so, at the top and within another, that of one whose
// directory leads nowhere every member has, and that everything beside it is read.
func TestDamagedDirectories(t *testing.T) {
	run := func(i int) []byte { return generated(t, i, activity.FIT, false) }
	good := zipped(t, "a.fit", run(0), "b.fit", run(1))
	cut := good[:len(good)-30]
	torn := bytes.Clone(good) // the first record of the directory is none
	torn[bytes.Index(torn, []byte("PK\x01\x02"))+2] = 'x'
	astray := bytes.Clone(good) // the directory is not where its end says
	astray[len(astray)-6] ^= 0x55
	const whole, member = " unreadable: damaged archive: not a valid zip file", " unreadable: not a valid archive member"
	for _, tt := range []struct {
		name string
		bad  []byte
		want []string // after the archive's name
	}{
		{"cut", cut, []string{whole}},
		{"torn", torn, []string{whole}},
		{"astray", astray, []string{"!a.fit" + member, "!b.fit" + member}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			want := []string{"c.fit imported", "outer.zip!z.fit imported"}
			for _, name := range []string{"bad.zip", "by-name.fit", "outer.zip!in/bad.zip", "outer.zip!in/bad.fit"} {
				for _, w := range tt.want {
					want = append(want, name+w)
				}
			}
			slices.Sort(want)
			got := ledgerOf(t, tree(t, map[string][]byte{
				"bad.zip":     tt.bad,
				"by-name.fit": tt.bad,
				"c.fit":       run(2),
				"outer.zip":   zipped(t, "in/bad.zip", tt.bad, "in/bad.fit", tt.bad, "z.fit", run(3)),
			}))
			slices.Sort(got)
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d)
			}
		})
	}
}
