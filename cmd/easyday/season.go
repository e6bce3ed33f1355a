package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"easyday/analysis"
	"easyday/cmd/easyday/config"
	"easyday/cmd/easyday/labels"
	"easyday/cmd/easyday/spelling"
	"easyday/importer"
	"easyday/importer/activity"
	"easyday/importer/scratch"
	"easyday/report"
)

// seasonFlags are the flags of every command that reads a season.
type seasonFlags struct {
	jobs    int
	asOf    *activity.Date
	period  analysis.Period
	labels  string
	noHints bool
	config  string
	options report.Options
	colour  colourFlag
	verbose bool
	quiet   bool
	noCache bool

	// Set by settle.
	settings config.Config
	traces   *scratch.File // what need not be in memory; let go by the command that read it
	stderr   io.Writer     // where progress is shown
	out      terminal      // what results are written to
}

func (f *seasonFlags) register(c *cobra.Command) {
	f.registerSettings(c)
	c.Flags().Var(dateFlag{&f.asOf}, "as-of", "judge by what could be known on this local date, such as 2025-06-30; later files are left out")
	c.Flags().StringVar(&f.labels, "labels", "", "`file` with what you say of single runs, .csv or .toml (default easyday-labels.* in a folder given)")
	c.Flags().Var(&f.colour, "color", "colours on the terminal; auto heeds NO_COLOR and is plain in a pipe")
	c.Flags().BoolVarP(&f.verbose, "verbose", "v", false, "tell of every file what became of it")
	c.Flags().BoolVarP(&f.quiet, "quiet", "q", false, "print nothing but results and errors")
	c.Flags().BoolVar(&f.noCache, "no-cache", false, "read every file again, and remember nothing")
	f.jobs = runtime.GOMAXPROCS(0)
	c.Flags().Var(jobsFlag{&f.jobs}, "jobs", fmt.Sprintf("files read at the same time, 1 to %d", mostJobs))
}

// registerSettings adds the flags that change a setting of the file, and the one
// that names it.
func (f *seasonFlags) registerSettings(c *cobra.Command) {
	c.Flags().Var(unitsFlag{&f.options.Units}, "units", "units of distance and pace")
	c.Flags().BoolVar(&f.noHints, "no-name-hints", false, "do not read kinds from the names of runs, such as \"parkrun\"")
	c.Flags().StringVar(&f.config, "config", "", "`file` of settings (default easyday/config.toml in your folder of settings)")
}

// registerPeriod adds the flags of the commands that report on a span of days.
func (f *seasonFlags) registerPeriod(c *cobra.Command) {
	c.Flags().Var(dateFlag{&f.period.From}, "from", "report from this local date on; earlier runs are still learned from")
	c.Flags().Var(dateFlag{&f.period.To}, "to", "report to this local date; later runs are still learned from (--as-of leaves them out)")
}

// within is the part of a season that --from and --to ask for. That none of its
// runs lies there is an error, that none was read is not.
func (f *seasonFlags) within(s *analysis.Season) (*analysis.Season, error) {
	part := s.Within(f.period)
	if len(part.Runs) == 0 && len(s.Runs) > 0 {
		return nil, &hintError{
			fmt.Errorf("%w%s", errNothing, f.periodWords()),
			fmt.Sprintf("the runs read lie from %s to %s", s.Runs[0].LocalDate, s.Runs[len(s.Runs)-1].LocalDate),
		}
	}
	return part, nil
}

func (f *seasonFlags) periodWords() string {
	words := ""
	if f.period.From != nil {
		words += " from " + f.period.From.String()
	}
	if f.period.To != nil {
		words += " to " + f.period.To.String()
	}
	return words
}

// settle checks the flags and puts the settings in force together: a flag
// given, else the file of settings, else the default.
func (f *seasonFlags) settle(c *cobra.Command) error {
	if f.verbose && f.quiet {
		return &usageError{&hintError{errors.New("--verbose and --quiet contradict each other"), "give one of them"}}
	}
	if p := f.period; p.From != nil && p.To != nil && *p.From > *p.To {
		return &usageError{&hintError{fmt.Errorf("--from %s is later than --to %s", p.From, p.To), fmt.Sprintf("for example: --from %s --to %s", p.To, p.From)}}
	}
	s, err := readConfig(f.config)
	if err != nil {
		return err
	}
	for _, o := range []struct {
		key, flag string
		fromFlag  func()
		fromFile  func() error
	}{
		{"units", "units", func() { s.Units = f.options.Units.Short() }, func() error { return unitsFlag{&f.options.Units}.Set(s.Units) }},
		{"theme", "theme", func() { s.Theme = themeFlag{&f.options.Theme}.String() }, func() error { return themeFlag{&f.options.Theme}.Set(s.Theme) }},
		{"name_hints", "no-name-hints", func() { s.NameHints = !f.noHints }, func() error { f.noHints = !s.NameHints; return nil }},
	} {
		if c.Flags().Changed(o.flag) {
			o.fromFlag()
			s.Override(o.key, "--"+o.flag)
		} else if err := o.fromFile(); err != nil {
			return err
		}
	}
	f.settings, f.stderr, f.traces = s, c.ErrOrStderr(), new(scratch.File)
	if f.quiet {
		f.stderr = io.Discard
	}
	f.out = newTerminal(c.OutOrStdout(), f.colour)
	return nil
}

// tellLedger writes, where --verbose asks for it, what became of every file.
func (f *seasonFlags) tellLedger(w io.Writer, l activity.Ledger) error {
	if !f.verbose {
		return nil
	}
	var table bytes.Buffer
	if err := report.WriteLedgerTable(&table, l, true); err != nil {
		return err
	}
	t := newTerminal(w, colourNever)
	return t.paragraphs(table.String())
}

// readConfig reads the file of settings: the one named, else the one in the
// user's folder of settings where there is one, else none.
func readConfig(name string) (config.Config, error) {
	given := name != ""
	if !given {
		dir, err := os.UserConfigDir()
		if err != nil {
			return config.DefaultConfig(), nil // a user without a home has no settings
		}
		name = filepath.Join(dir, "easyday", "config.toml")
	}
	data, err := os.ReadFile(name)
	switch {
	case err != nil && !given && (errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)):
		return config.DefaultConfig(), nil
	case err != nil:
		return config.Config{}, &usageError{&hintError{fmt.Errorf("the settings: %w", err), "easyday config prints a file to start from"}}
	}
	s, err := config.Parse(name, data)
	var bad *config.Error
	if errors.As(err, &bad) {
		if bad.Hint != "" {
			err = &hintError{err, bad.Hint}
		}
		err = &usageError{err}
	}
	return s, err
}

// zone is the zone of the settings; nil where none is given.
func (f *seasonFlags) zone() *time.Location {
	if f.settings.Zone == "" {
		return nil
	}
	z, err := time.LoadLocation(f.settings.Zone) // known to be there since it was parsed
	if err != nil {
		return nil
	}
	return z
}

// ignoredDevice says that the settings leave out the device a recording is
// from; empty where they do not.
func (f *seasonFlags) ignoredDevice(value any) string {
	r, ok := value.(analysis.Recording)
	if !ok {
		return ""
	}
	for _, d := range f.settings.IgnoredDevices {
		if d == strings.ToLower(r.Device.Maker) || d == strings.ToLower(deviceName(r.Device)) {
			return "you said: ignore the device " + deviceName(r.Device)
		}
	}
	return ""
}

// layDown leaves of a recording only its figures in memory.
func (f *seasonFlags) layDown(value any) any {
	r, ok := value.(analysis.Recording)
	if ok {
		r.LayDown(f.traces)
		return r
	}
	return value
}

// deviceName names a device as the settings do: its maker and its product;
// empty where neither is known.
func deviceName(d activity.Device) string {
	if strings.HasPrefix(strings.ToLower(d.Product), strings.ToLower(d.Maker)) {
		return d.Product
	}
	return strings.TrimSpace(d.Maker + " " + d.Product)
}

// pathsExist is the first path's error that is not there or cannot be seen.
func pathsExist(paths []string) error {
	for _, p := range paths {
		if p == "" {
			return &usageError{&hintError{errors.New("a path is empty"), "for example: ~/Downloads/watch-exports"}}
		}
		if _, err := os.Stat(p); err != nil {
			var e *fs.PathError
			if errors.As(err, &e) {
				err = e.Err
			}
			wrong := &importer.PathError{Path: p, Err: err}
			if p == "-" {
				return &hintError{wrong, "standard input is not read; name a file or a folder"}
			}
			if near, ok := nearestPath(p); ok && errors.Is(err, fs.ErrNotExist) {
				return &hintError{wrong, "did you mean " + near + "?"}
			}
			return wrong
		}
	}
	return nil
}

// nearestPath is what lies in the folder of a path that is not there, under
// almost its name.
func nearestPath(p string) (string, bool) {
	dir, base := filepath.Split(filepath.Clean(p))
	entries, err := os.ReadDir(cmp.Or(dir, "."))
	if err != nil {
		return "", false
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	near, ok := spelling.Nearest(base, names)
	ok = ok && near != base // a link that leads nowhere
	return filepath.Join(dir, near), ok
}

// needsPath is the Args of a command that reads recordings.
func needsPath(f *seasonFlags) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return &usageError{&hintError{
				fmt.Errorf("%s needs a file or folder to read", c.Name()),
				"for example: " + c.CommandPath() + " ~/Downloads/watch-exports",
			}}
		}
		return f.settle(c)
	}
}

// labelFile is a labels file that was read; the zero value says nothing.
type labelFile struct {
	name  string
	lines []labels.Line
}

// labelsName is the name of a labels file, without its end, that is found
// beside the recordings.
const labelsName = "easyday-labels"

// accountForLabels says in the ledger what became of files of labels, which are
// no recordings: that the one in force was read, and that others were not.
func (f *seasonFlags) accountForLabels(l activity.Ledger, paths []string, said labelFile) {
	for i := range l.Entries {
		e := &l.Entries[i]
		base := path.Base(e.Name())
		if e.Outcome != activity.NotActivity || base != labelsName+".csv" && base != labelsName+".toml" {
			continue
		}
		e.Outcome = activity.Ignored
		inForce := slices.ContainsFunc(paths, func(p string) bool {
			name := base
			if len(paths) > 1 {
				name = filepath.Base(filepath.Clean(p)) + "/" + base
			}
			return e.Name() == name && filepath.Join(p, base) == filepath.Clean(said.name)
		})
		if inForce {
			e.Reason = "your labels, read"
			continue
		}
		e.Reason = "labels that are not read: they lie in none of the folders given, or --labels names others"
	}
}

// readLabels reads the labels file that --labels names or that lies in one of
// the folders given. Beside files that are given one by one there may be labels of
// others, so they are asked for by name.
func (f *seasonFlags) readLabels(paths []string) (labelFile, error) {
	name := f.labels
	if name == "" {
		var found []string
		for _, p := range paths {
			for _, end := range []string{".csv", ".toml"} {
				at := filepath.Join(p, labelsName+end)
				if i, err := os.Stat(at); err == nil && i.Mode().IsRegular() && !slices.Contains(found, at) {
					found = append(found, at)
				}
			}
		}
		switch len(found) {
		case 0:
			return labelFile{}, nil
		case 1:
			name = found[0]
		default:
			return labelFile{}, &usageError{&hintError{
				fmt.Errorf("%d labels files: %s", len(found), strings.Join(found, ", ")),
				"say which with --labels",
			}}
		}
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return labelFile{}, &usageError{&hintError{fmt.Errorf("the labels file: %w", err), "easyday labels PATH writes one to start from"}}
	}
	lines, err := labels.Parse(name, data)
	return labelFile{name, lines}, labelError(err)
}

// labelError gives a labels file's error its hint and its exit status.
func labelError(err error) error {
	var e *labels.Error
	if !errors.As(err, &e) {
		return err
	}
	if e.Hint != "" {
		err = &hintError{err, e.Hint}
	}
	return &usageError{err}
}

// match finds the runs that the labels mean and adds what the names of the
// other runs say.
func (l labelFile) match(runs []analysis.Run, ledger activity.Ledger, f *seasonFlags) ([]analysis.Label, error) {
	known, err := labels.Match(l.name, l.lines, runs, ledger, f.asOf)
	if err != nil || f.noHints {
		return known, labelError(err)
	}
	said := make(map[string]bool)
	for _, k := range known {
		said[k.RunID] = true
	}
	names := labels.NewNames()
	for i := range runs {
		if h, ok := names.Read(runs[i].Recording.Name); ok && !said[runs[i].ID] {
			known = append(known, h.Label(runs[i].ID))
		}
	}
	return known, nil
}
