package report

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"easyday/importer/activity"
)

func pageOf(t *testing.T, name string, o Options) string {
	t.Helper()
	l := activity.Ledger{Entries: []activity.Entry{
		{File: "a.fit", Outcome: activity.Imported},
		{File: "<script>alert(1)</script>.gpx", Outcome: activity.Unreadable, Reason: "no point"},
	}}
	var b bytes.Buffer
	if err := WriteHTML(&b, seasons()[name], l, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPageOfEverySeason(t *testing.T) {
	if testing.Short() {
		t.Skip("slow, and sequential: nothing for the race detector")
	}
	reference := regexp.MustCompile(`(?i)\b(src|action|srcset|xlink:href)\s*=|href="[^#]|url\(|@import|https?:`)
	for _, name := range names(seasons()) {
		t.Run(name, func(t *testing.T) {
			p := pageOf(t, name, Options{})
			if len(p) > 1_000_000 && len(seasons()[name].Runs) <= 250 {
				t.Errorf("%d bytes, want less than 1 MB", len(p))
			}
			if m := reference.FindString(p); m != "" {
				t.Errorf("the page refers to something outside it: %q", m)
			}
			if strings.Contains(p, "NaN") || strings.Contains(p, "ZgotmplZ") {
				t.Error("the page holds a missing number or a refused value")
			}
			if strings.Contains(p, "<script>alert") {
				t.Error("a file's name is not escaped")
			}
			if name == "full" && pageOf(t, name, Options{}) != p {
				t.Error("two pages of one season differ")
			}
			if !strings.Contains(p, "Content-Security-Policy") || strings.Count(p, "<h1>") != 1 {
				t.Error("no policy, or not one heading")
			}
			ids := regexp.MustCompile(`\sid="([^"]+)"`).FindAllStringSubmatch(p, -1)
			seen := map[string]bool{}
			for _, m := range ids {
				if seen[m[1]] {
					t.Errorf("id %q twice", m[1])
				}
				seen[m[1]] = true
			}
		})
	}
}

func TestPageColoursAreAllRoles(t *testing.T) {
	light, dark := map[string]string{}, map[string]string{}
	for i, r := range Light.palette().roles() {
		d := Dark.palette().roles()[i]
		if other, ok := light[r.css()]; ok && dark[other] != d.css() {
			t.Errorf("%s and %s are one colour in the light theme and two in the dark", r.name, other)
		}
		light[r.css()], dark[r.name] = r.name, d.css()
	}
}
