package main

import (
	"os"
	"runtime/debug"
)

// Up to these bytes the collector of garbage takes its time; beyond, it collects
// rather than take more memory from the system. They grow with the recordings
// read, a few kilobytes of each of which stay, so that it is never asked for what
// cannot be, and for pictures.
const (
	easyMemory   = 56 << 20
	recordMemory = 3 << 10
	// heedEach is after how many recordings the bound is set anew.
	heedEach = 512
)

// boundMemory sets the bound of a process that has read so many files and needs
// more beside; GOMEMLIMIT in the environment is the user's own word.
func boundMemory(files int, more int64) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(easyMemory + recordMemory*int64(files) + more)
	}
}
