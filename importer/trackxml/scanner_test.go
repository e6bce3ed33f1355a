package trackxml

import (
	"encoding/xml"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tokens are the tokens of a document in words, and the scanner after them.
func tokens(doc string) ([]string, *Scanner) {
	s := NewScanner([]byte(doc))
	var out []string
	for {
		switch s.Next() {
		case Start:
			out = append(out, fmt.Sprintf("<%s %d", s.Name(), s.Depth()))
		case End:
			out = append(out, fmt.Sprintf(">%s %d", s.Name(), s.Depth()))
		case Text:
			out = append(out, string(s.Text()))
		case EOF:
			return out, s
		}
	}
}

func TestScanner(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
		err      string
		line     int
	}{
		{"nesting", "<a><b:c>x</b:c><d/></a>", []string{"<a 1", "<c 2", "x", ">c 1", "<d 2", ">d 1", ">a 0"}, "", 1},
		{"blanks", " <a >\n <b\n/> \n</a\t>", []string{"<a 1", "<b 2", ">b 1", ">a 0"}, "", 4},
		{"what is no element", `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x ">">]><!-- <b> --><a><?p >?><!-- -- -->x<!---->y</a>`, []string{"<a 1", "x", "y", ">a 0"}, "", 1},
		{"CDATA", "<a><![CDATA[ <b>&amp; ]]></a>", []string{"<a 1", "<b>&amp;", ">a 0"}, "", 1},
		{"references", "<a>&lt;&#65;&#x42;&amp;amp; &x; & &#0; &#xD800; &</a>", []string{"<a 1", "<AB&amp; &x; & &#0; &#xD800; &", ">a 0"}, "", 1},
		{"a value with brackets", `<a b='>' c=">/">x</a>`, []string{"<a 1", "x", ">a 0"}, "", 1},
		{"what follows the root", "<a/><b/>junk", []string{"<a 1", ">a 0"}, "", 1},
		{"what comes before", "junk<a/>", []string{"<a 1", ">a 0"}, "", 1},
		{"wrong end", "<a>\n<b></a>", []string{"<a 1", "<b 2"}, "<b> is ended by </a>", 2},
		{"prefix differs", "<x:a></a>", []string{"<a 1"}, "<x:a> is ended by </a>", 1},
		{"no end", "<a>\n\n<b>x", []string{"<a 1", "<b 2"}, "the file ends inside <b>", 3},
		{"half a tag", "<a><b c='1", []string{"<a 1"}, "the tag <b> has no end", 1},
		{"a quote left open", `<a><b c="1></b><d e="2"/></a>`, []string{"<a 1"}, "the tag <b> has no end", 1},
		{"half an end tag", "<a></a", []string{"<a 1"}, "a broken end tag", 1},
		{"half a comment", "<a><!-- </a>", []string{"<a 1"}, "a comment has no end", 1},
		{"half an instruction", "<?xml", nil, "an instruction has no end", 1},
		{"half CDATA", "<a><![CDATA[ ]]", []string{"<a 1"}, "CDATA has no end", 1},
		{"half a declaration", "<!DOCTYPE a [ >", nil, "a declaration has no end", 1},
		{"a bracket in text", "<a>1 < 2</a>", []string{"<a 1", "1"}, `a "<" that begins no tag`, 1},
		{"an end first", "</a>", nil, "</a> ends nothing", 1},
		{"blanks alone", " \n ", nil, "the file is empty", 2},
		{"no element", "abc", nil, "the file holds no element", 1},
		{"a bracket alone", "<", nil, "the file holds no element", 1},
		{"too deep", strings.Repeat("<a>", maxDepth+1), nil, "more than 200 elements inside each other", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, s := tokens(tt.in)
			if tt.want != nil || len(tt.in) < 20 {
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			}
			msg := ""
			if err := s.Err(); err != nil {
				msg = err.Error()
			}
			if msg != tt.err || s.Line() != tt.line {
				t.Errorf("line %d: %q, want line %d: %q", s.Line(), msg, tt.line, tt.err)
			}
			if s.Next() != EOF {
				t.Error("more after the end")
			}
		})
	}
}

func TestSkipAndContent(t *testing.T) {
	s := NewScanner([]byte("<a><b><c>x</c><b/></b><d> one <e>two</e> three\n</d><f/><g/></a>"))
	s.Next() // a
	s.Next() // b
	if s.Skip(); s.Next() != Start || string(s.Name()) != "d" {
		t.Fatalf("after Skip: %s", s.Name())
	}
	if got := s.Content(); got != "one" || s.Depth() != 1 {
		t.Errorf("content %q at depth %d", got, s.Depth())
	}
	s.Next() // f
	if s.Skip(); s.Next() != Start || string(s.Name()) != "g" {
		t.Errorf("after Skip of an empty element: %s", s.Name())
	}
}

func TestAttribute(t *testing.T) {
	s := NewScanner([]byte(`<a lat = "1.5" x:lon=' -2 ' bare=3 flag name="A &amp; &#66;" lat="9" empty=""/>`))
	s.Next()
	for name, want := range map[string]string{"lat": "1.5", "lon": "-2", "bare": "3", "name": "A & B", "empty": ""} {
		if got, ok := s.Attribute(name); !ok || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, ok)
		}
	}
	for _, name := range []string{"flag", "la", "at", ""} {
		if got, ok := s.Attribute(name); ok {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestAgainstStandardLibrary holds the scanner against encoding/xml on random
// documents that are well-formed.
func TestAgainstStandardLibrary(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var element func(depth int) string
	element = func(depth int) string {
		name := []string{"a", "b", "trkpt", "x-y.z"}[random.IntN(4)]
		attributes := []string{"", ` k="v"`, ` k='"&gt;' l = ">"`}[random.IntN(3)]
		if random.IntN(4) == 0 {
			return "<" + name + attributes + "/>"
		}
		var b strings.Builder
		for range random.IntN(4) {
			switch random.IntN(6) {
			case 0:
				b.WriteString(" t&amp;&#x41;é ")
			case 1:
				b.WriteString("<!-- <c> --><?p q?>")
			case 2:
				b.WriteString("<![CDATA[<&]]>")
			default:
				if depth < 5 {
					b.WriteString(element(depth + 1))
				}
			}
		}
		return "<" + name + attributes + ">" + b.String() + "</" + name + "\n>"
	}
	for range 500 {
		doc := element(0)
		var want []string
		d := xml.NewDecoder(strings.NewReader(doc))
		for depth := 0; ; {
			token, err := d.Token()
			if err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", doc, err)
			}
			switch v := token.(type) {
			case xml.StartElement:
				depth++
				want = append(want, fmt.Sprintf("<%s %d", v.Name.Local, depth))
			case xml.EndElement:
				depth--
				want = append(want, fmt.Sprintf(">%s %d", v.Name.Local, depth))
			case xml.CharData:
				want = append(want, string(v))
			}
		}
		got, s := tokens(doc)
		// How text is cut up is each one's own.
		if a, b := words(want), words(got); a != b || s.Err() != nil {
			t.Fatalf("%s: %v\nstandard library: %s\nscanner:          %s", doc, s.Err(), a, b)
		}
	}
}

func words(tokens []string) string {
	return strings.Join(strings.Fields(strings.Join(tokens, " ")), "")
}

func TestScannerAllocations(t *testing.T) {
	doc := []byte("<a>" + strings.Repeat(`<b c="1">text &amp; more</b>`, 1000) + "</a>")
	n := testing.AllocsPerRun(3, func() {
		s := NewScanner(doc)
		for k := s.Next(); k != EOF; k = s.Next() {
			if k == Text {
				s.Text()
			}
		}
	})
	if n > 5 {
		t.Errorf("%v allocations", n)
	}
}
