// Package demo holds the season that ships with the program: about a hundred
// made-up runs over nine months of a runner whose comfortable pace improves
// from 10:30 to 8:30 per mile. The files are made, byte for byte, by
//
//	go run ./cmd/seasongen -kind demo -seed 2 -out cmd/easyday/demo/files
//
// No one ran them; their positions lie in the open ocean.
package demo

import (
	"embed"
	"io/fs"
)

// Seed is the seed the season is made with.
const Seed = 2

//go:embed files
var embedded embed.FS

// Files are the season's files, in one folder.
func Files() fs.FS {
	files, err := fs.Sub(embedded, "files")
	if err != nil {
		// The name above is a valid path, the only thing fs.Sub checks.
		return embedded
	}
	return files
}
