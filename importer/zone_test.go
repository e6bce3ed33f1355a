package importer

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"easyday/importer/activity"
)

func TestZones(t *testing.T) {
	kathmandu := time.FixedZone("Asia/Kathmandu", (5*60+45)*60)
	// A zone with summer time, made here so that no zone database is needed.
	east := func(lat, _ float64) (*time.Location, bool) {
		return time.FixedZone("Far/East", 13*3600), lat > 0
	}
	at := func(start, offset string) recipe {
		r := morning(1)
		r.Start, r.Offset = start, offset
		return r
	}
	placed := func(start string, lat float64) recipe {
		r := at(start, "")
		r.Lat, r.Lon = lat, 20
		return r
	}
	type zoned struct {
		Date   string
		Name   string
		Offset time.Duration
		Source activity.ZoneSource
	}
	for _, tt := range []struct {
		name    string
		options Options
		runs    []recipe
		want    []zoned
	}{
		{
			"nothing known",
			Options{},
			[]recipe{at("2025-03-01T23:59:59Z", "")},
			[]zoned{{"2025-03-01", "UTC", 0, activity.ZoneUnknown}},
		},
		{
			"the file's, after and before midnight",
			Options{Zone: kathmandu},
			[]recipe{at("2025-03-01T10:59:59Z", "13h"), at("2025-03-02T11:00:00Z", "13h"), at("2025-03-04T02:00:00Z", "-3h30m")},
			[]zoned{
				{"2025-03-01", "UTC+13:00", 13 * time.Hour, activity.ZoneFromFile},
				{"2025-03-03", "UTC+13:00", 13 * time.Hour, activity.ZoneFromFile},
				{"2025-03-03", "UTC-03:30", -210 * time.Minute, activity.ZoneFromFile},
			},
		},
		{
			"garbage in the file, then the config",
			Options{Zone: kathmandu, ZoneAt: east},
			[]recipe{at("2025-03-01T18:14:59Z", "15h"), at("2025-03-02T18:15:00Z", "1h7m"), placed("2025-03-05T12:00:00Z", 47)},
			[]zoned{
				{"2025-03-01", "Asia/Kathmandu", 345 * time.Minute, activity.ZoneFromConfig},
				{"2025-03-03", "Asia/Kathmandu", 345 * time.Minute, activity.ZoneFromConfig},
				{"2025-03-05", "Asia/Kathmandu", 345 * time.Minute, activity.ZoneFromConfig},
			},
		},
		{
			"position, and the season for those without",
			Options{ZoneAt: east},
			[]recipe{placed("2025-03-01T12:00:00Z", 47), at("2025-03-02T12:00:00Z", ""), placed("2025-03-03T12:00:00Z", -10)},
			[]zoned{
				{"2025-03-02", "Far/East", 13 * time.Hour, activity.ZoneFromPosition},
				{"2025-03-03", "Far/East", 13 * time.Hour, activity.ZoneFromSeason},
				{"2025-03-04", "Far/East", 13 * time.Hour, activity.ZoneFromSeason},
			},
		},
		{
			"what most of the season's runs have",
			Options{},
			[]recipe{at("2025-03-01T12:00:00Z", "1h"), at("2025-03-02T12:00:00Z", "1h"), at("2025-03-03T12:00:00Z", "9h"), at("2025-03-04T12:00:00Z", "")},
			[]zoned{
				{"2025-03-01", "UTC+01:00", time.Hour, activity.ZoneFromFile},
				{"2025-03-02", "UTC+01:00", time.Hour, activity.ZoneFromFile},
				{"2025-03-03", "UTC+09:00", 9 * time.Hour, activity.ZoneFromFile},
				{"2025-03-04", "UTC+01:00", time.Hour, activity.ZoneFromSeason},
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := map[string][]byte{}
			for i, r := range tt.runs {
				files[string(rune('a'+i))+".fit"] = fake(activity.FIT, r)
			}
			var got []zoned
			for _, r := range importFake(t, tt.options, tree(t, files)).Recordings {
				got = append(got, zoned{r.LocalDate.String(), r.Zone.Name, r.Zone.Offset, r.Zone.Source})
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestZoneFollowsSummerTime holds that an offset lent by the season is that of
// the time of year.
func TestZoneFollowsSummerTime(t *testing.T) {
	files := map[string][]byte{}
	add := func(name, start, offset string) {
		r := morning(1)
		r.Start, r.Offset = start, offset
		r.HeartRate += float64(len(files) % 40) // no two the same
		files[name] = fake(activity.FIT, r)
	}
	day := time.Date(2025, 1, 1, 17, 0, 0, 0, time.UTC)
	for i := range 120 {
		offset := "1h"
		if i >= 89 { // from 31 March
			offset = "2h"
		}
		add(string(rune('a'+i/26))+string(rune('a'+i%26))+".fit", day.AddDate(0, 0, i).Format(time.RFC3339), offset)
	}
	add("winter.fit", "2025-02-01T06:00:00Z", "")
	add("summer.fit", "2025-04-20T06:00:00Z", "")
	got := map[string]time.Duration{}
	for _, r := range importFake(t, Options{}, tree(t, files)).Recordings {
		got[r.Files[0]] = r.Zone.Offset
	}
	if got["winter.fit"] != time.Hour || got["summer.fit"] != 2*time.Hour {
		t.Errorf("winter %v, summer %v", got["winter.fit"], got["summer.fit"])
	}
}

func TestZoneAtIsAskedOnlyWhenNeeded(t *testing.T) {
	stated := morning(1)
	stated.Offset, stated.Lat = "1h", 47
	open := morning(2)
	open.Lat = 47
	dir := tree(t, map[string][]byte{"a.fit": fake(activity.FIT, stated), "b.fit": fake(activity.FIT, open)})
	asked := 0
	importFake(t, Options{ZoneAt: func(_, _ float64) (*time.Location, bool) { asked++; return nil, false }}, dir)
	if asked != 1 {
		t.Errorf("asked %d times, want once", asked)
	}
}

// TestNearestRuns holds that the runs looked at for a zone hold all those nearest
// in time, however crowded a moment is.
func TestNearestRuns(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		var known []*run
		for range random.IntN(60) {
			start := time.Unix(int64(random.IntN(40))*60, 0).UTC()
			known = append(known, &run{best: &candidate{start: start}})
		}
		slices.SortFunc(known, compareRuns)
		r := &run{best: &candidate{start: time.Unix(int64(random.IntN(40))*60, 0).UTC()}}
		away := func(k *run) time.Duration { return k.best.start.Sub(r.best.start).Abs() }
		nearest := func(runs []*run) []time.Duration {
			var d []time.Duration
			for _, k := range runs {
				d = append(d, away(k))
			}
			slices.Sort(d)
			return d[:min(len(d), seasonRuns)]
		}
		if d := cmp.Diff(nearest(known), nearest(around(r, known))); d != "" {
			t.Fatalf("(-want +got):\n%s", d)
		}
	}
}
