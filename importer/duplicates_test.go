package importer

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"easyday/importer/activity"
)

func TestSameRun(t *testing.T) {
	base := recipe{
		Start: "2025-03-01T06:00:00Z", Seconds: 3600, Speed: 2.8, HeartRate: 140, Rise: 12,
		Sport: activity.Running, Device: true, Altitude: true,
	}
	with := func(f func(*recipe)) recipe {
		r := base
		r.Salt = "other bytes"
		f(&r)
		return r
	}
	later := func(d time.Duration) string {
		at, _ := time.Parse(time.RFC3339, base.Start)
		return at.Add(d).Format(time.RFC3339)
	}
	for _, tt := range []struct {
		name  string
		other recipe
		want  bool
	}{
		{"the same", with(func(*recipe) {}), true},
		{"a minute and a half later, a little shorter", with(func(r *recipe) { r.Start, r.Seconds = later(90*time.Second), 3450 }), true},
		{"a telephone that measured 6 % more", with(func(r *recipe) { r.Speed *= 1.06 }), true},
		{"another runner, 25 % faster", with(func(r *recipe) { r.Speed *= 1.25 }), false},
		{"no distance, same time", with(func(r *recipe) { r.Speed, r.Device = 0, false }), true},
		{"trimmed by 6 minutes before and after", with(func(r *recipe) { r.Start, r.Seconds = later(6*time.Minute), 3600-720 }), true},
		{"trimmed, but at another pace", with(func(r *recipe) { r.Start, r.Seconds, r.Speed = later(6*time.Minute), 3600-720, 3.4 }), false},
		{"starts within, ends after", with(func(r *recipe) { r.Start, r.Seconds = later(6*time.Minute), 3600 }), false},
		{"a short piece of it", with(func(r *recipe) { r.Start, r.Seconds = later(6*time.Minute), 900 }), false},
		{"right after it", with(func(r *recipe) { r.Start, r.Seconds = later(61*time.Minute), 1200 }), false},
		{"an hour later, same in all", with(func(r *recipe) { r.Start = later(time.Hour) }), true},
		{"five and three quarter hours earlier, same in all", with(func(r *recipe) { r.Start = later(-345 * time.Minute) }), true},
		{"an hour later, another heart rate", with(func(r *recipe) { r.Start, r.HeartRate = later(time.Hour), 141 }), false},
		{"an hour later, no heart rate", with(func(r *recipe) { r.Start, r.HeartRate = later(time.Hour), 0 }), false},
		{"70 minutes later, same in all", with(func(r *recipe) { r.Start = later(70 * time.Minute) }), false},
		{"the next day, same in all", with(func(r *recipe) { r.Start = later(24 * time.Hour) }), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, b := candidateOf(activity.FIT, base, 1), candidateOf(activity.GPX, tt.other, 2)
			if got := sameRun(a, b); got != tt.want {
				t.Errorf("sameRun = %v, want %v", got, tt.want)
			}
			if sameRun(a, b) != sameRun(b, a) {
				t.Error("sameRun depends on the order")
			}
		})
	}
}

// candidateOf is the candidate that a file with the recipe comes to.
func candidateOf(f activity.Format, r recipe, digest byte) *candidate {
	a := r.activity(f, nil)
	var m mender
	m.mend(&a)
	c := newCandidate(&a, [32]byte{digest}, 0)
	return &c
}

func TestWhichRecordingServes(t *testing.T) {
	full := morning(1)
	bare := full
	bare.Device = false
	sparse := full
	sparse.Step = 5
	noHeart := full
	noHeart.HeartRate = 0
	died := full
	died.Seconds = full.Seconds * 7 / 10
	cut := full
	cut.Salt = noteTruncated
	plain := full
	plain.Device, plain.HeartRate, plain.Altitude, plain.Step = false, 0, false, 5
	for _, tt := range []struct {
		name  string
		files map[string][]byte
		want  []string
	}{
		{"FIT before TCX before GPX", map[string][]byte{
			"a.gpx": fake(activity.GPX, full), "b.tcx": fake(activity.TCX, full), "c.fit": fake(activity.FIT, full),
		}, []string{"c.fit", "b.tcx", "a.gpx"}},
		{"device distance counts", map[string][]byte{
			"a.fit": fake(activity.FIT, bare), "b.gpx": fake(activity.GPX, full),
		}, []string{"b.gpx", "a.fit"}},
		{"heart rate counts", map[string][]byte{
			"a.fit": fake(activity.FIT, noHeart), "b.gpx": fake(activity.GPX, full),
		}, []string{"b.gpx", "a.fit"}},
		{"samples count", map[string][]byte{
			"a.fit": fake(activity.FIT, sparse), "b.gpx": fake(activity.GPX, full),
		}, []string{"b.gpx", "a.fit"}},
		{"half a run does not serve", map[string][]byte{
			"a.fit": fake(activity.FIT, died), "b.gpx": fake(activity.GPX, plain),
		}, []string{"b.gpx", "a.fit"}},
		{"whole before cut short", map[string][]byte{
			"a.fit": fake(activity.FIT, cut), "b.fit": fake(activity.FIT, full),
		}, []string{"b.fit", "a.fit"}},
		{"names of copies", map[string][]byte{
			"b.fit": fake(activity.FIT, full), "a.fit": fake(activity.FIT, full),
		}, []string{"a.fit", "b.fit"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := importFake(t, Options{}, tree(t, tt.files))
			if len(got.Recordings) != 1 {
				t.Fatalf("%d runs, want 1", len(got.Recordings))
			}
			if d := cmp.Diff(tt.want, got.Recordings[0].Files); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestRunsOfADay holds that runs which do not lie over each other are never
// merged, whatever else they share.
func TestRunsOfADay(t *testing.T) {
	files := map[string][]byte{}
	for i, start := range []string{"06:00:00", "06:21:00", "06:45:30", "18:00:00"} {
		r := morning(1)
		r.Start, r.Seconds, r.HeartRate = "2025-03-01T"+start+"Z", 1200, 140+2*float64(i)
		files[fmt.Sprintf("%d.fit", i)] = fake(activity.FIT, r)
	}
	if got := importFake(t, Options{}, tree(t, files)); len(got.Recordings) != 4 {
		t.Errorf("%d runs, want 4", len(got.Recordings))
	}
}
