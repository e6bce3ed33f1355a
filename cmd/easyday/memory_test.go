package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
)

// TestMemoryBound holds that the bound leaves room above what is in use, however
// much that is, and is no higher than foreseen where little is.
func TestMemoryBound(t *testing.T) {
	t.Setenv("GOMEMLIMIT", "")
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(math.MaxInt64))
	const held = 200 << 20
	ballast := make([]byte, held)
	runtime.GC()
	boundMemory(100, 0)
	if got := debug.SetMemoryLimit(-1); got < held*5/4 {
		t.Errorf("%d MB in use and bound by %d MB", held>>20, got>>20)
	}
	runtime.KeepAlive(ballast)
	ballast = nil
	runtime.GC()
	boundMemory(100, 1<<20)
	if got, want := debug.SetMemoryLimit(-1), int64(easyMemory+100*recordMemory+1<<20); got > want {
		t.Errorf("little in use and bound by %d MB, want %d", got>>20, want>>20)
	}
	t.Setenv("GOMEMLIMIT", "off")
	boundMemory(0, 0)
	if got := debug.SetMemoryLimit(-1); got < easyMemory+100*recordMemory {
		t.Error("the bound is set against the user's word")
	}
}
