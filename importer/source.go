package importer

import (
	"embed"
	"io/fs"
)

//go:embed *.go activity/*.go cache/*.go compact/*.go fitfile/*.go gpxfile/*.go tcxfile/*.go trackxml/*.go
var sourceFiles embed.FS

// SourceFiles is the source of this package and of all it reads files with but the
// libraries: what was kept in Options.Cache by another source may differ from
// what this one would read.
//
// Note: a number to be raised by hand was not chosen. A reader that is mended
// for one watch changes nothing that a test would see, and would go on with
// what it read before.
func SourceFiles() fs.FS { return sourceFiles }
