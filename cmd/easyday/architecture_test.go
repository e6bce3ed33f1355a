package main

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// room says what a package may know.
type room struct {
	own     []string // packages of the project it may import
	modules []string // modules it may import itself, beside golang.org/x
	never   []string // standard packages it must not import itself
}

// rooms are the project's packages and the only ways between them.
func rooms() map[string]room {
	const activity = "easyday/importer/activity"
	pure := []string{"os", "net", "net/http", "os/exec", "syscall"}
	gonum := "gonum.org/v1/gonum"
	return map[string]room{
		activity:                    {never: pure},
		"easyday/importer/fitfile":  {own: []string{activity}, modules: []string{"github.com/tormoder/fit", "github.com/muktihari/fit"}, never: pure},
		"easyday/importer/trackxml": {own: []string{activity}, never: pure},
		"easyday/importer/gpxfile":  {own: []string{activity, "easyday/importer/trackxml"}, modules: []string{"github.com/tkrajina/gpxgo"}, never: pure},
		"easyday/importer/tcxfile":  {own: []string{activity, "easyday/importer/trackxml"}, never: pure},
		"easyday/importer": {own: []string{
			activity, "easyday/importer/fitfile", "easyday/importer/gpxfile", "easyday/importer/tcxfile",
			"easyday/importer/cache", "easyday/importer/compact", "easyday/importer/scratch",
		}, modules: []string{gonum}},
		"easyday/importer/cache":       {},
		"easyday/importer/compact":     {never: pure},
		"easyday/importer/scratch":     {},
		"easyday/importer/zoneat":      {own: []string{activity}, modules: []string{"github.com/ringsaturn/tzf-rel-lite"}, never: pure},
		"easyday/importer/synth":       {own: []string{activity}, modules: []string{"github.com/muktihari/fit"}},
		"easyday/analysis":             {own: []string{activity, "easyday/importer/compact"}, modules: []string{gonum}, never: pure},
		"easyday/report":               {own: []string{activity, "easyday/analysis"}, modules: []string{gonum, "gonum.org/v1/plot", "git.sr.ht/~sbinet/gg"}, never: pure},
		"easyday/cmd/easyday/browser":  {}, // tests alone
		"easyday/cmd/easyday/demo":     {},
		"easyday/cmd/easyday/spelling": {},
		"easyday/cmd/easyday/config": {
			own:     []string{activity, "easyday/analysis", "easyday/cmd/easyday/spelling"},
			modules: []string{"github.com/BurntSushi/toml"}, never: pure,
		},
		"easyday/cmd/easyday/labels": {
			own:     []string{activity, "easyday/analysis", "easyday/cmd/easyday/spelling"},
			modules: []string{"github.com/BurntSushi/toml"}, never: pure,
		},
		"easyday/cmd/easyday": {
			own:     []string{activity, "easyday/importer", "easyday/importer/zoneat", "easyday/importer/cache", "easyday/importer/scratch", "easyday/analysis", "easyday/report", "easyday/cmd/easyday/demo", "easyday/cmd/easyday/config", "easyday/cmd/easyday/labels", "easyday/cmd/easyday/spelling"},
			modules: []string{"github.com/spf13/cobra", "github.com/spf13/pflag", "github.com/schollz/progressbar/v3"},
		},
		"easyday/cmd/seasongen": {own: []string{activity, "easyday/importer/synth"}},
		"easyday/cmd/validate":  {own: []string{activity, "easyday/importer/synth", "easyday/importer", "easyday/analysis"}},
	}
}

type listed struct {
	ImportPath, Dir string
	Imports, Deps   []string
	Module          *struct{ Path string }
	Standard        bool
}

// list runs go list with -json on the whole project.
func list(t *testing.T, args ...string) map[string]listed {
	t.Helper()
	c := exec.Command("go", append([]string{"list", "-json=ImportPath,Dir,Imports,Deps,Module,Standard"}, args...)...)
	c.Dir = filepath.Join("..", "..")
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	all := make(map[string]listed)
	d := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p listed
		err := d.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all[p.ImportPath] = p
	}
}

// TestArrows holds every package to the rooms: what it imports of the project,
// of other modules and of the standard library.
func TestArrows(t *testing.T) {
	deps := list(t, "-deps", "./...")
	own := list(t, "./...")
	all := rooms()
	for path, p := range own {
		r, ok := all[path]
		if !ok {
			t.Errorf("%s is no room of the project; add it to rooms or to its neighbour", path)
			continue
		}
		for _, i := range p.Imports {
			d, known := deps[i]
			switch {
			case !known:
				t.Errorf("%s imports %s, which go list does not know", path, i)
			case d.Standard:
				if slices.Contains(r.never, i) {
					t.Errorf("%s must not import %s", path, i)
				}
			case d.Module.Path == "easyday":
				if !slices.Contains(r.own, i) {
					t.Errorf("%s must not import %s", path, i)
				}
			case !slices.Contains(r.modules, d.Module.Path) && !strings.HasPrefix(d.Module.Path, "golang.org/x/"):
				t.Errorf("%s must not import %s", path, i)
			}
		}
	}
	for path := range all {
		if _, ok := own[path]; !ok {
			t.Errorf("room %s has no package", path)
		}
	}
	// Through whom it comes does not matter to these.
	for _, forbidden := range []struct{ from, to string }{
		{"easyday/analysis", "gonum.org/v1/plot"},
		{"easyday/analysis", "github.com/"},
		{"easyday/importer/activity", "golang.org/x/"},
		{"easyday/report", "easyday/importer/fitfile"},
		{"easyday/cmd/easyday", "easyday/importer/synth"},
		{"easyday/cmd/easyday", "github.com/chromedp/"},
		{"easyday/cmd/easyday/browser", "github.com/"},
	} {
		for _, d := range own[forbidden.from].Deps {
			if strings.HasPrefix(d, forbidden.to) {
				t.Errorf("%s depends on %s", forbidden.from, d)
			}
		}
	}
}

// TestNoInit holds that no package does work at start-up by an init function.
func TestNoInit(t *testing.T) {
	for path, p := range list(t, "./...") {
		files, err := filepath.Glob(filepath.Join(p.Dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
					t.Errorf("%s: init function in %s", path, filepath.Base(name))
				}
			}
		}
	}
}
