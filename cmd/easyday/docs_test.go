package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"easyday/cmd/easyday/config"
	"easyday/cmd/easyday/labels"
)

// pages are the README and the pages of docs.
func pages(t *testing.T) []string {
	t.Helper()
	out, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(out) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	return append(out, "../../README.md")
}

func readPage(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// blocks are a page's examples in a language.
func blocks(page, language string) []string {
	var out []string
	for _, m := range regexp.MustCompile("(?ms)^```"+language+"\n(.*?)^```$").FindAllStringSubmatch(page, -1) {
		out = append(out, m[1])
	}
	return out
}

// runDocs runs every easyday command of pages as a shell would: docs FILE...
func runDocs(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: docs file...")
	}
	for _, name := range args {
		for _, block := range blocks(ts.ReadFile(name), "sh") {
			for line := range strings.Lines(block) {
				switch line = strings.TrimSpace(line); {
				case strings.HasPrefix(line, "easyday "):
					runLine(ts, line)
				case !strings.HasPrefix(line, "go "):
					ts.Fatalf("%s: %q is neither an easyday nor a go command", name, line)
				}
			}
		}
	}
}

func TestDocsLinks(t *testing.T) {
	for _, name := range pages(t) {
		for _, m := range regexp.MustCompile(`\]\(([^)#:]+)\)`).FindAllStringSubmatch(readPage(t, name), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(name), m[1])); err != nil {
				t.Errorf("%s: %v", filepath.Base(name), err)
			}
		}
	}
}

// TestDocsExamples holds that the files of settings and labels in the docs are
// ones that can be read.
func TestDocsExamples(t *testing.T) {
	settings := blocks(readPage(t, "../../docs/settings.md"), "toml")
	if len(settings) < 4 {
		t.Errorf("%d examples of settings", len(settings))
	}
	for _, text := range append(settings, strings.Join(settings[:3], "\n")) {
		if _, err := config.Parse("example.toml", []byte(text)); err != nil {
			t.Errorf("%v in\n%s", err, text)
		}
	}
	page := readPage(t, "../../docs/labels.md")
	for _, kind := range labels.Kinds() {
		if !strings.Contains(page, "`"+kind+"`") {
			t.Errorf("the kind %s is not told", kind)
		}
	}
	for _, form := range []string{"csv", "toml"} {
		for _, text := range blocks(page, form) {
			lines, err := labels.Parse("example."+form, []byte(text))
			if err != nil || len(lines) == 0 {
				t.Errorf("%d lines, %v in\n%s", len(lines), err, text)
			}
		}
	}
}

// TestDocsFields holds that the fields named in the queries are ones that
// season.json and runs.csv have.
func TestDocsFields(t *testing.T) {
	schema, err := os.ReadFile("../../report/season.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(schema, &tree); err != nil {
		t.Fatal(err)
	}
	known := []string{"hard_reason", "date_trunc", "parse_dates", "read_csv", "too_fast"}
	collectKeys(tree, &known)
	page := readPage(t, "../../docs/data.md")
	for _, block := range append(blocks(page, "sql"), blocks(page, "python")...) {
		for _, word := range regexp.MustCompile(`[a-z]+(_[a-z]+)+`).FindAllString(block, -1) {
			if !slices.Contains(known, word) {
				t.Errorf("%s is no field", word)
			}
		}
	}
}

func collectKeys(tree any, into *[]string) {
	switch v := tree.(type) {
	case map[string]any:
		for k, sub := range v {
			*into = append(*into, k)
			collectKeys(sub, into)
		}
	case []any:
		for _, sub := range v {
			collectKeys(sub, into)
		}
	}
}
