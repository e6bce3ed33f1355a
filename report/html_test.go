package report

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"easyday/analysis"
	"easyday/importer/activity"

	"golang.org/x/net/html"
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

// TestPageOfHostileNames writes names that would break out of the page, names
// in other scripts and very long ones, wherever the page shows a name.
func TestPageOfHostileNames(t *testing.T) {
	for _, name := range []string{
		`</script><script>alert(1)</script>`, `</style><b>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, `{{.Title}}`, "a\u202egnp.fit",
		"\u0628\u0639\u062f/\u65e5\u672c.fit", strings.Repeat("long-", 400) + ".fit",
	} {
		s := seasons()["full"]
		for i := range s.Runs {
			s.Runs[i].Files, s.Runs[i].Recording.Name = []string{name}, name
		}
		l := activity.Ledger{Entries: []activity.Entry{
			{File: name, Outcome: activity.Unreadable, Reason: name}, {File: "b.zip", Member: name, Outcome: activity.Imported, Notes: []activity.Note{{Text: name}}},
		}}
		var b bytes.Buffer
		if err := WriteHTML(&b, s, l, Options{}); err != nil {
			t.Fatal(err)
		}
		doc, err := html.Parse(&b)
		if err != nil {
			t.Fatal(err)
		}
		shown, scripts := 0, 0
		for n := range doc.Descendants() {
			switch {
			case n.Type == html.TextNode && strings.Contains(n.Data, name):
				shown++
			case n.Type == html.ElementNode && (n.Data == "img" || n.Data == "b" && n.Parent.Data != "dd"):
				t.Errorf("%q became an element", name)
			case n.Type == html.ElementNode && n.Data == "script":
				scripts++
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") {
					t.Errorf("%q became an attribute", name)
				}
			}
		}
		if scripts != 1 || shown < 4 {
			t.Errorf("%q: %d scripts, shown %d times", name, scripts, shown)
		}
	}
}

// TestPageSaysWhoSaid holds that a kind from a label or a name is told apart.
func TestPageSaysWhoSaid(t *testing.T) {
	r := seasons()["full"].Runs[0]
	r.Kind, r.Recovery, r.Hard = analysis.KindLong, nil, nil
	for source, want := range map[analysis.Source]string{
		analysis.FromModel: "long", analysis.FromLabel: "long (you said)", analysis.FromNameHint: "long (by its name)",
	} {
		if r.Source = source; rowName(&r) != want {
			t.Errorf("%s: %q, want %q", source, rowName(&r), want)
		}
	}
}

// TestPageHoldsEverySetting compares the box of settings with season.json's.
func TestPageHoldsEverySetting(t *testing.T) {
	o := analysis.DefaultOptions()
	o.TooFastFrom = .7
	got, err := pageSettings(o)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	want := 0
	for _, v := range all {
		if inner, ok := v.(map[string]any); ok {
			want += len(inner)
			continue
		}
		want++
	}
	if len(got) != want {
		t.Errorf("%d settings, season.json has %d", len(got), want)
	}
	for _, s := range got {
		if (s.Default != "") != (s.Name == "too_fast_from") {
			t.Errorf("%s is %s with default %q", s.Name, s.Value, s.Default)
		}
	}
}

// TestPageGrowsSlowly bounds the page of seasons that are far longer.
func TestPageGrowsSlowly(t *testing.T) {
	if testing.Short() {
		t.Skip("slow, and sequential: nothing for the race detector")
	}
	for _, tt := range []struct{ days, runs, most int }{{365, 700, 1_500_000}, {1500, 2800, 3_000_000}} {
		m := spring()
		m.days = tt.days
		for i, w := range m.perWeek {
			m.perWeek[i] = w + "+easy+easy"
		}
		s := m.season()
		var b bytes.Buffer
		if err := WriteHTML(&b, s, activity.Ledger{}, Options{}); err != nil {
			t.Fatal(err)
		}
		t.Logf("%d runs, %d flagged: %d bytes", len(s.Runs), s.Summary.TooFast, b.Len())
		if len(s.Runs) < tt.runs || b.Len() > tt.most {
			t.Errorf("%d runs give %d bytes, want at most %d for %d", len(s.Runs), b.Len(), tt.most, tt.runs)
		}
	}
}
