// Command easyday learns a runner's comfortable pace from a season of watch
// exports, finds the hard efforts and says which recovery runs after them were
// too fast.
//
// The rules of its user interface: flags may stand anywhere; every flag has a
// default that serves; results go to standard output and everything else to
// standard error; a report is written whole, or its folder stays as it was; a
// bad input file is an entry in the ledger, never the end. The exit status is 0
// for done, 1 where nothing could be analysed or input or output failed, 2 for
// wrong use, 3 where check --exit-code found a run too fast, 130 for interrupted.
//
// This package alone knows the clock, the environment and the exit status.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(Main()) }

// Main runs the command on the process's own arguments and streams and returns
// its exit status.
func Main() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return run(ctx, os.Args[1:], os.Stdout, os.Stderr)
}
