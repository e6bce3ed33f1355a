package importer

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"easyday/importer/activity"
)

// gather lists every file below paths and has each read by one of the workers.
// Memory is one file per worker. It returns once every goroutine it started
// has ended, also when ctx is cancelled.
func gather(ctx context.Context, paths []string, o Options, ps []parser, summarize func(*activity.Activity) any, kept *shelf) ([]read, error) {
	roots, err := findRoots(paths)
	if err != nil {
		return nil, err
	}
	jobs := o.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	var found atomic.Int64
	leaves := make(chan leaf)
	results := make(chan read, jobs)

	go func() {
		defer close(leaves)
		w := walker{skip: statAll(o.Skip), emit: func(l leaf) error {
			found.Add(1)
			select {
			case leaves <- l:
				return nil
			case <-ctx.Done():
				l.done()
				return ctx.Err()
			}
		}}
		for _, root := range roots {
			if w.root(ctx, root) != nil {
				return // only ever the context's error
			}
		}
	}()

	var workers sync.WaitGroup
	for range jobs {
		workers.Go(func() {
			w := newWorker(ps, summarize, kept, &found, func(r read) {
				select {
				case results <- r:
				case <-ctx.Done():
				}
			})
			for l := range leaves {
				if ctx.Err() == nil {
					w.read(ctx, l)
				}
				l.done()
			}
		})
	}
	go func() {
		workers.Wait()
		close(results)
	}()

	var reads []read
	for r := range results {
		reads = append(reads, r)
		if o.Progress != nil {
			o.Progress(len(reads), int(found.Load()))
		}
	}
	return reads, ctx.Err()
}
