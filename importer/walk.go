package importer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"easyday/importer/activity"
)

// leaf is one file or archive member to be read, or an entry settled without
// reading it.
type leaf struct {
	file, member string
	path         string // on disk; empty for a member
	open         func() (io.ReadCloser, error)
	raw          func() (io.ReadCloser, error) // the bytes as they lie on disk or in the archive, packed
	packing      string                        // how an archive packed them, with its checksum
	packed       int64                         // bytes on disk or in the archive
	layers       int                           // archives around it
	exports      []export
	settled      *activity.Entry
	release      func() // may be nil; called once when the leaf is done with
}

func (l leaf) done() {
	if l.release != nil {
		l.release()
	}
}

// name is the leaf's file, joined with its member by "!".
func (l leaf) name() string { return activity.Entry{File: l.file, Member: l.member}.Name() }

// entry is the leaf's entry with an outcome.
func (l leaf) entry(o activity.Outcome, reason string) activity.Entry {
	return activity.Entry{File: l.file, Member: l.member, Outcome: o, Reason: reason}
}

// root is one PATH given to Import with the prefix its files' names get.
type root struct {
	path   string
	prefix string // with its "/", or empty
	name   string // for a PATH that is a file
	info   fs.FileInfo
}

// findRoots checks that every path can be read and gives each its prefix: none
// for a single PATH, else the PATH's base name, made unique where two share it.
// A PATH given twice is taken once.
func findRoots(paths []string) ([]root, error) {
	var roots []root
	seen := map[string]bool{}
	for _, p := range paths {
		clean := filepath.Clean(p)
		if seen[clean] {
			continue
		}
		seen[clean] = true
		info, err := os.Stat(clean)
		if err == nil && (info.IsDir() || info.Mode().IsRegular()) { // a pipe would wait for its writer
			err = readable(clean, info)
		}
		if err != nil {
			return nil, &PathError{Path: p, Err: cause(err)}
		}
		base := filepath.Base(clean)
		if base == "." || base == ".." {
			if abs, err := filepath.Abs(clean); err == nil {
				base = filepath.Base(abs)
			}
		}
		base = strings.Trim(shownName(base), "/")
		roots = append(roots, root{path: clean, name: base, info: info})
	}
	if len(roots) == 1 {
		return roots, nil
	}
	// Numbered in order of path, so that the order of arguments changes no name.
	sort.Slice(roots, func(i, j int) bool { return roots[i].path < roots[j].path })
	used := map[string]bool{}
	for i := range roots {
		name := roots[i].name
		for k := 2; used[name]; k++ {
			name = fmt.Sprintf("%s-%d", roots[i].name, k)
		}
		used[name] = true
		roots[i].name = name
		if roots[i].info.IsDir() {
			roots[i].prefix = name + "/"
		}
	}
	return roots, nil
}

// readable opens a file, or lists a folder, to prove that it can be read.
func readable(path string, info fs.FileInfo) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if info.IsDir() {
		if _, err = f.ReadDir(1); errors.Is(err, io.EOF) {
			err = nil
		}
	}
	return err
}

// cause takes the operation and the machine's path off a file system error.
func cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// statAll is the files and folders that exist among paths.
func statAll(paths []string) []fs.FileInfo {
	var infos []fs.FileInfo
	for _, p := range paths {
		if info, err := os.Stat(p); err == nil {
			infos = append(infos, info)
		}
	}
	return infos
}

// walker lists the files below a root in order of name and emits a leaf for
// each. Links to files are followed; a link to a folder is followed unless that
// folder is read anyway or holds the link itself.
type walker struct {
	reports []fs.FileInfo // folders
	emit    func(leaf) error

	folders []string // real paths of the root and of the linked folders entered
}

// place is where in the tree the walk is.
type place struct {
	dir     string // on disk
	name    string // as in the ledger, with its "/", or empty
	exports []export
	runs    bool // the folder of a report's pictures of single runs
}

// root emits the leaves of one root. The only error is emit's.
func (w *walker) root(ctx context.Context, r root) error {
	if !r.info.IsDir() {
		return w.file(ctx, place{}, r.path, r.name, r.info)
	}
	w.folders = nil
	if real, err := realPath(r.path); err == nil {
		w.folders = append(w.folders, real)
	}
	return w.folder(ctx, place{dir: r.path, name: r.prefix})
}

func (w *walker) folder(ctx context.Context, at place) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	list, err := os.ReadDir(at.dir)
	if err != nil && len(list) == 0 {
		return w.settle(strings.TrimSuffix(at.name, "/"), activity.Unreadable, "folder cannot be listed: "+cause(err).Error())
	}
	names := make(map[string]bool, len(list))
	for _, d := range list {
		names[d.Name()] = true
	}
	if names[stravaList] {
		if e, ok := folderExport(at.dir, at.name); ok {
			at.exports = append(at.exports[:len(at.exports):len(at.exports)], e)
		}
	}
	report := isReportFolder(names) || w.holdsReport(at.dir)
	for _, d := range list {
		if report && isReportFile(d.Name()) || at.runs && isRunPicture(d.Name()) {
			continue
		}
		if err := w.child(ctx, at, d, report && d.Name() == "runs"); err != nil {
			return err
		}
	}
	return nil
}

// child walks an entry of a folder; runs says that it is that of a report's pictures
// of single runs, if it is a folder.
func (w *walker) child(ctx context.Context, at place, d fs.DirEntry, runs bool) error {
	file := filepath.Join(at.dir, d.Name())
	name := at.name + shownName(d.Name())
	info, err := os.Stat(file) // of what a link points to
	switch {
	case err != nil && d.Type()&fs.ModeSymlink != 0:
		return w.settle(name, activity.Unreadable, "link that leads nowhere")
	case err != nil:
		return w.settle(name, activity.Unreadable, cause(err).Error())
	case info.IsDir():
		if d.Type()&fs.ModeSymlink != 0 && !w.enter(file) {
			return w.settle(name, activity.Ignored, "link to a folder that is read anyway")
		}
		return w.folder(ctx, place{dir: file, name: name + "/", exports: at.exports, runs: runs})
	}
	return w.file(ctx, at, file, name, info)
}

// shownName is a file's name as it is told: with "/" between its parts, as valid
// UTF-8, which every output is.
func shownName(name string) string {
	return strings.ToValidUTF8(filepath.ToSlash(name), "\uFFFD")
}

// enter reports whether a linked folder is to be read: not one that is read
// anyway, and not one that holds a folder being read, which would have no end.
func (w *walker) enter(link string) bool {
	real, err := realPath(link)
	if err != nil {
		return false
	}
	for _, f := range w.folders {
		if within(real, f) || within(f, real) {
			return false
		}
	}
	w.folders = append(w.folders, real)
	return true
}

// realPath is where a path leads, from the root of the system on, so that any two
// can be compared.
func realPath(p string) (string, error) {
	real, err := filepath.EvalSymlinks(p)
	if err != nil {
		return "", err
	}
	return filepath.Abs(real)
}

// within reports whether p is dir or below it.
func within(p, dir string) bool {
	rel, err := filepath.Rel(dir, p)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// holdsReport reports whether a folder is said to be one of a report.
func (w *walker) holdsReport(dir string) bool {
	if len(w.reports) == 0 {
		return false
	}
	info, err := os.Stat(dir)
	return err == nil && slices.ContainsFunc(w.reports, func(r fs.FileInfo) bool { return os.SameFile(r, info) })
}

func (w *walker) settle(file string, o activity.Outcome, reason string) error {
	e := activity.Entry{File: file, Outcome: o, Reason: reason}
	return w.emit(leaf{file: file, settled: &e})
}

func (w *walker) file(ctx context.Context, at place, file, name string, info fs.FileInfo) error {
	if why := litter(name); why != "" {
		return w.settle(name, activity.Ignored, why)
	}
	if !info.Mode().IsRegular() {
		return w.settle(name, activity.Ignored, "not a regular file")
	}
	l := leaf{
		file: name, path: file, packed: info.Size(), exports: at.exports,
		open: func() (io.ReadCloser, error) { return os.Open(file) },
		raw:  func() (io.ReadCloser, error) { return os.Open(file) },
	}
	if reason, is := isStravaList(l); is {
		return w.settle(name, activity.Ignored, reason)
	}
	// Archives that are named as such are opened here, so that their members
	// are shared among the workers; others are noticed by the worker.
	if strings.EqualFold(path.Ext(name), ".zip") {
		if f, err := os.Open(file); err == nil {
			if isZip(readHead(f)) {
				return expand(ctx, l, f, info.Size(), f.Close, w.emit)
			}
			f.Close()
		}
	}
	return w.emit(l)
}
