package main

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
)

// Up to these bytes the collector of garbage takes its time; beyond, it collects
// rather than take more memory from the system. They grow with the recordings
// read, a few kilobytes of each of which stay, and for pictures.
const (
	easyMemory   = 56 << 20
	recordMemory = 3 << 10
	// besideLive is what the bound leaves at least, beside a fourth of what is in
	// use: asked for what cannot be, the collector would do nothing but collect.
	// More than foreseen is in use while a recording of days is read, and where
	// the folder of temporary files is full and traces stay in memory.
	besideLive = 12 << 20
	// heedEach is after how many recordings the bound is set anew.
	heedEach = 16
)

// boundMemory sets the bound of a process that has read so many files and needs
// more bytes beside; GOMEMLIMIT in the environment is the user's own word.
func boundMemory(files int, more int64) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(max(easyMemory+recordMemory*int64(files), besideLive+liveMemory()/4*5) + more)
	}
}

// liveMemory is how many bytes were in use when garbage was last collected.
func liveMemory() int64 {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if live[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return int64(live[0].Value.Uint64())
}
