package analysis

import (
	"embed"
	"io/fs"
)

//go:embed *.go
var sourceFiles embed.FS

// SourceFiles is the source of this package, Summarize among it: a Recording that
// was kept by another source may differ from what this one would make.
func SourceFiles() fs.FS { return sourceFiles }
