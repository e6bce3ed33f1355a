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
	var inner atomic.Int64 // members of archives noticed only by a worker
	leaves := make(chan leaf)
	results := make(chan read, jobs)

	go func() {
		defer close(leaves)
		w := walker{reports: statAll(o.Reports), emit: func(l leaf) error {
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
			w := newWorker(ps, summarize, kept, &inner, func(r read) {
				for i := range r.runs {
					c := &r.runs[i]
					if o.Stow != nil {
						c.value = o.Stow(c.value)
					}
					if o.Scratch != nil {
						c.stow(o.Scratch)
					}
				}
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
	var listed atomic.Int64
	if o.Progress != nil {
		workers.Go(func() { listed.Store(countLeaves(ctx, roots, o.Reports)) })
	}
	go func() {
		workers.Wait()
		close(results)
	}()

	var reads []read
	for r := range results {
		reads = append(reads, r)
		if o.Progress != nil {
			total := 0
			if n := listed.Load(); n > 0 {
				total = max(int(n+inner.Load()), len(reads))
			}
			o.Progress(len(reads), total)
		}
	}
	return reads, ctx.Err()
}

// countLeaves walks the roots a second time, ahead of the one that waits for the
// workers, and returns how many leaves there are.
func countLeaves(ctx context.Context, roots []root, reports []string) int64 {
	n := int64(0)
	w := walker{reports: statAll(reports), emit: func(l leaf) error {
		n++
		l.done()
		return ctx.Err()
	}}
	for _, r := range roots {
		if w.root(ctx, r) != nil {
			return 0
		}
	}
	return n
}
