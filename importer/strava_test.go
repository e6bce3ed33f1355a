package importer

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"easyday/importer/activity"
)

func TestStravaExport(t *testing.T) {
	untagged := func(day int) []byte {
		r := morning(day)
		r.Sport = activity.Unstated
		return fake(activity.GPX, r)
	}
	english := "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Filename,Elapsed Time,Distance,Activity Type\n" +
		"1,\"1 Mar 2025, 06:12:00\",\"Loops, slow\",Run,,1800,5.0,activities/1.gpx,1800.0,5000,x\n" +
		"2,\"2 Mar 2025, 06:12:00\",To work,Ride,,1800,5.0,activities/2.gpx.gz,1800.0,5000,x\n" +
		"3,\"3 Mar 2025, 06:12:00\",By hand,Run,,1800,5.0,,1800.0,5000,x\n" +
		"4,\"4 Mar 2025, 06:12:00\",Somewhere,Quidditch,,1800,5.0,activities/4.gpx,1800.0,5000,x\n" +
		"5,\"5 Mar 2025, 06:12:00\",Gone,Run,,1800,5.0,activities/5.gpx,1800.0,5000,x\n"
	german := "\uFEFFAktivitäts-ID,Datum der Aktivität,Name der Aktivität,Aktivitätsart,Dateiname,Distanz,Distanz\n" +
		"1,01.03.2025,Runde,Lauf,activities/1.gpx,5,5000\n" +
		"2,02.03.2025,Zur Arbeit,Radfahrt,activities/2.gpx.gz,5,5000\n"
	files := func(list string) map[string][]byte {
		return map[string][]byte{
			"activities.csv":      []byte(list),
			"activities/1.gpx":    untagged(1),
			"activities/2.gpx.gz": gzipped(t, untagged(2)),
			"activities/4.gpx":    untagged(4),
			"media/1.jpg":         []byte("x"),
		}
	}
	const reason = "ignored: Strava's list of activities, read for what it says of the files"
	listed := map[string]string{
		"English": reason + "; 1 activity in it, a run, has no file; 1 file it names is not there", "German": reason,
	}
	wanted := func(name string) []string {
		return []string{
			"activities.csv " + listed[name],
			"activities/1.gpx imported",
			"activities/2.gpx.gz other_sport: cycling",
			"activities/4.gpx imported",
			"media/1.jpg not_an_activity: not a FIT, GPX or TCX file",
		}
	}
	for name, list := range map[string]string{"English": english, "German": german} {
		t.Run(name, func(t *testing.T) {
			want := wanted(name)
			if d := cmp.Diff(want, lines(importFake(t, Options{}, tree(t, files(list))).Ledger)); d != "" {
				t.Errorf("folder: %s", d)
			}
			var members []any
			for _, n := range []string{"activities.csv", "activities/1.gpx", "activities/2.gpx.gz", "activities/4.gpx", "media/1.jpg"} {
				members = append(members, "export_1/"+n, files(list)[n])
			}
			var wantZip []string
			for _, w := range want {
				wantZip = append(wantZip, "export.zip!export_1/"+w)
			}
			dir := tree(t, map[string][]byte{"export.zip": zipped(t, members...)})
			if d := cmp.Diff(wantZip, lines(importFake(t, Options{}, dir).Ledger)); d != "" {
				t.Errorf("archive: %s", d)
			}
		})
	}
	t.Run("titles", func(t *testing.T) {
		got, err := importWith(t.Context(), []string{tree(t, files(english))}, Options{}, fakeParsers(),
			func(a *activity.Activity) string { return a.Name + "/" + string(a.Sport) })
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, r := range got.Recordings {
			names = append(names, r.Value)
		}
		if d := cmp.Diff([]string{"Loops, slow/running", "Somewhere/"}, names); d != "" {
			t.Error(d)
		}
	})
	t.Run("gear and description", func(t *testing.T) {
		const columns = ",Zeit,Distanz,Puls,Aufwand,Pendeln,Notiz,"
		for name, list := range map[string]string{
			"English": "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Distance,Activity Gear,Filename,Distance\n" +
				"1,x,Loops,Run,\"Two laps,\nslowly\",5,Blue shoes,activities/1.gpx,5000\n",
			"German": "Aktivitäts-ID,Datum,Name,Art,Beschreibung" + columns + "Ausrüstung,Dateiname\n" +
				"1,x,Runde,Lauf,\"Two laps,\nslowly\",,,,,,,Blue shoes,activities/1.gpx\n",
		} {
			got, err := importWith(t.Context(), []string{tree(t, files(list))}, Options{}, fakeParsers(), func(a *activity.Activity) string {
				var b strings.Builder
				for _, n := range a.Notes {
					if n.Code == "gear" || n.Code == "description" {
						b.WriteString(n.Text + "\n")
					}
				}
				return b.String()
			})
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff("gear: Blue shoes\ndescribed as: Two laps, slowly\n", got.Recordings[0].Value); d != "" {
				t.Errorf("%s: %s", name, d)
			}
		}
	})
	t.Run("corrected types", func(t *testing.T) {
		list := "Activity ID,Activity Date,Activity Name,Activity Type,Filename\n" +
			"1,x,Stroll,Walk,activities/1.fit\n2,x,Tempo,Run,activities/2.fit\n3,x,Track,Workout,activities/3.fit\n4,x,Brick,Ride,activities/4.fit\n"
		other := morning(2)
		other.Sport, other.Sub = activity.Other, "training"
		ride := morning(4)
		ride.Sport, ride.Start = activity.Cycling, "2025-03-04T09:00:00Z"
		dir := tree(t, map[string][]byte{
			"activities.csv": []byte(list), "activities/1.fit": fake(activity.FIT, morning(1)), "activities/2.fit": fake(activity.FIT, other),
			"activities/3.fit": fake(activity.FIT, morning(3)), "activities/4.fit": fake(activity.FIT, morning(4), ride),
		})
		want := []string{
			"activities.csv " + reason, "activities/1.fit other_sport: walking", "activities/2.fit imported", "activities/3.fit imported",
			"activities/4.fit imported: 1 of 2 activities in it; besides: cycling",
		}
		got := importFake(t, Options{}, dir)
		if d := cmp.Diff(want, lines(got.Ledger)); d != "" {
			t.Error(d)
		}
		if d := cmp.Diff("Strava's list calls it running, the recording training", got.Ledger.Entries[2].Notes[0].Text); d != "" {
			t.Error(d)
		}
	})
	t.Run("no list", func(t *testing.T) {
		dir := tree(t, map[string][]byte{"activities.csv": []byte("a,b\n1,2\n"), "x.gpx": untagged(1)})
		want := []string{"activities.csv not_an_activity: not a FIT, GPX or TCX file", "x.gpx imported"}
		if d := cmp.Diff(want, lines(importFake(t, Options{}, dir).Ledger)); d != "" {
			t.Error(d)
		}
	})
}

// TestStravaLists holds what is taken for a list of Strava's, and what is said of
// the activities in it that have no file.
func TestStravaLists(t *testing.T) {
	const reason = "Strava's list of activities, read for what it says of the files"
	const english = "Activity ID,Activity Date,Activity Name,Activity Type,Filename\n"
	const german = "Aktivitäts-ID,Datum,Name,Art,Beschreibung,Zeit,Distanz,Puls,Aufwand,Pendeln,Ausrüstung,Dateiname\n"
	for _, tt := range []struct{ name, list, want string }{ // want "" is no list
		{"without rows", english, reason},
		{"none has a file", english + "1,x,To work,Ride,\n2,x,Home,Ride,\n", reason + "; 2 activities in it have no file, 0 of them runs"},
		{"two, a run", english + "1,x,Easy,Run,\n2,x,Home,Ride,\n", reason + "; 2 activities in it have no file, 1 of them runs"},
		{"one ride", english + "1,x,Home,Ride,\n", reason + "; 1 activity in it, no run, has no file"},
		{"files that are not there", english + "1,x,a,Run,activities/1.fit.gz\n2,x,b,Run,activities/2.gpx\n", reason + "; 2 files it names are not there"},
		{"a file as it was packed", english + "1,x,a,Run,activities/7.FIT.gz\n", reason},
		{"translated, none has a file", german + "1,x,Runde,Lauf,,,,,,,,\n", reason + "; 1 activity in it, a run, has no file"},
		{"translated, without rows", german, ""},
		{"another list", "day,title,a,b,c,d,e,f,g,h,i,j\nMonday,x,,,,,,,,,,\n", ""},
		{"narrow", "a,b\n1,2\n", ""},
		{"nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			want := "activities.csv ignored: " + tt.want
			switch {
			case tt.list == "":
				want = "activities.csv unreadable: empty file"
			case tt.want == "":
				want = "activities.csv not_an_activity: not a FIT, GPX or TCX file"
			}
			got := lines(importFake(t, Options{}, tree(t, map[string][]byte{
				"activities.csv": []byte(tt.list), "activities/7.fit": fake(activity.FIT, morning(1)),
			})).Ledger)
			if d := cmp.Diff([]string{want, "activities/7.fit imported"}, got); d != "" {
				t.Error(d)
			}
		})
	}
}
