package importer

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
	"sync/atomic"

	"easyday/importer/activity"
)

// sniffLength is how much of a file the parsers see to tell whether it is
// theirs.
const sniffLength = 4096

// The notes that say a recording is not whole, the parsers' words among them.
const (
	noteDamaged   = "damaged"
	noteTruncated = "truncated"
	noteChecksum  = "checksum"
	noteUnpacking = "unpacking"
)

// largeFile is the size in bytes, unpacked, beyond which the memory that a file was
// read in is not kept for the next: a day's recording is smaller.
const largeFile = 8 << 20

const notRecording = "not a FIT, GPX or TCX file"

// read is what one leaf came to: its entry, final but for the part duplicates
// play, and the runs found in it.
type read struct {
	entry activity.Entry
	runs  []candidate
	// others are the activities beside the runs, in plain words.
	others []string
}

// worker reads one leaf after the other in the same memory.
type worker struct {
	parsers   []parser
	summarize func(*activity.Activity) any
	kept      *shelf        // nil where nothing is kept
	inner     *atomic.Int64 // members found less the files that turned out to be archives
	deliver   func(read)

	buffered *bufio.Reader
	data     []byte
	columns  activity.Buffer
	mender   mender
}

func newWorker(ps []parser, summarize func(*activity.Activity) any, kept *shelf, inner *atomic.Int64, deliver func(read)) *worker {
	return &worker{
		parsers: ps, summarize: summarize, kept: kept, inner: inner, deliver: deliver,
		buffered: bufio.NewReaderSize(nil, 1<<16),
	}
}

// read delivers what the leaf comes to: one read, or one for each member where
// it turns out to be an archive.
func (w *worker) read(ctx context.Context, l leaf) {
	if l.settled != nil {
		w.deliver(read{entry: *l.settled})
		return
	}
	r, err := l.open()
	if err != nil {
		w.unreadable(l, inflateReason(err))
		return
	}
	defer r.Close()
	w.buffered.Reset(&bounded{ctx: ctx, r: r, packed: l.packed})
	in := w.buffered
	for layer := 0; ; layer++ {
		head, err := in.Peek(sniffLength)
		switch {
		case ctx.Err() != nil:
			return
		case len(head) == 0 && err != nil && !errors.Is(err, io.EOF):
			w.unreadable(l, inflateReason(err))
			return
		case len(head) == 0:
			w.unreadable(l, "empty file")
			return
		case isZip(head):
			w.archive(ctx, l, in, layer)
			return
		case !isGzip(head):
			w.recording(ctx, l, in, head, err)
			return
		case layer == maxLayers:
			w.unreadable(l, fmt.Sprintf("packed more than %d times", maxLayers))
			return
		}
		z, err := gzip.NewReader(in)
		if err != nil {
			w.unreadable(l, "damaged gz: "+inflateReason(err))
			return
		}
		in = bufio.NewReaderSize(&bounded{ctx: ctx, r: z, packed: l.packed}, sniffLength)
	}
}

func (w *worker) unreadable(l leaf, reason string) {
	w.deliver(read{entry: l.entry(activity.Unreadable, reason)})
}

// archive reads an archive that is not named as one, member by member.
func (w *worker) archive(ctx context.Context, l leaf, in io.Reader, layer int) {
	var from io.ReaderAt
	var size int64
	if l.path != "" && layer == 0 {
		f, err := os.Open(l.path)
		if err != nil {
			w.unreadable(l, cause(err).Error())
			return
		}
		defer f.Close()
		from, size = f, l.packed
	} else {
		// Memory of its own: the worker's is needed for the members.
		held, n, closer, err := hold(in, heldInMemory) // within limits: in reads from bounded
		defer closer()
		if ctx.Err() != nil {
			return
		}
		if errors.As(err, new(*roomError)) {
			w.unreadable(l, inflateReason(err))
			return
		}
		if err != nil {
			w.unreadable(l, "damaged archive: "+inflateReason(err))
			return
		}
		from, size = held, n
	}
	w.inner.Add(-1) // its members stand for it
	_ = expand(ctx, l, from, size, nil, func(m leaf) error {
		w.inner.Add(1)
		w.read(ctx, m)
		m.done()
		return ctx.Err()
	})
}

// recording delivers what a parser takes for its own, from the cache or
// decoded; cut is the error that ended head.
func (w *worker) recording(ctx context.Context, l leaf, in io.Reader, head []byte, cut error) {
	at := slices.IndexFunc(w.parsers, func(p parser) bool { return p.sniff(head) })
	if at < 0 {
		if cut != nil && !errors.Is(cut, io.EOF) {
			w.unreadable(l, inflateReason(cut))
			return
		}
		if f := promised(l.name()); f != "" {
			w.unreadable(l, "not a "+strings.ToUpper(string(f))+" file, as its name says")
			return
		}
		w.deliver(read{entry: l.entry(activity.NotActivity, notRecording)})
		return
	}
	row, _ := stravaRowOf(l)
	key, keyed := w.kept.key(l, row)
	if keyed {
		if r, ok := w.kept.recall(key, l); ok {
			w.deliver(r)
			return
		}
	}
	r, decoded := w.decoded(ctx, l, in, w.parsers[at], row)
	if ctx.Err() != nil {
		return
	}
	if cap(w.data) > largeFile {
		w.data, w.columns, w.mender = nil, activity.Buffer{}, mender{}
	}
	if keyed && decoded {
		// A file that was being written meanwhile is not what was hashed.
		if again, ok := w.kept.key(l, row); ok && again == key {
			w.kept.keep(key, &r)
		}
	}
	w.deliver(r)
}

// decoded reads the whole recording; decoded is false where it did not come to
// that, or ctx ended.
func (w *worker) decoded(ctx context.Context, l leaf, in io.Reader, p parser, row stravaRow) (r read, decoded bool) {
	var note *activity.Note
	into := bytes.NewBuffer(w.data[:0])
	_, err := into.ReadFrom(in) // within limits: in reads from bounded
	data := into.Bytes()
	w.data = data
	switch {
	case ctx.Err() != nil:
		return read{}, false
	case errors.Is(err, errTooLarge), errors.Is(err, errBomb):
		return read{entry: l.entry(activity.Unreadable, err.Error())}, false
	case errors.Is(err, gzip.ErrHeader):
		// Bytes after the end of a gz, as some tools leave; what came before is whole.
	case err != nil:
		note = &activity.Note{Code: noteUnpacking, Count: 1, Text: "unpacking: " + inflateReason(err)}
	}
	w.columns.Reset()
	acts, err := decode(p, data, activity.Hints{Buffer: &w.columns})
	if len(acts) == 0 {
		return read{entry: undecoded(l, err, note)}, true
	}
	if err != nil {
		acts[0].Notes = append(acts[0].Notes, activity.Note{Code: noteDamaged, Count: 1, Text: err.Error()})
	}
	if note != nil {
		acts[0].Notes = append(acts[0].Notes, *note)
	}
	return w.sort(l, acts, row, sha256.Sum256(data)), true
}

// undecoded is the entry of a file in which the parser found no activity.
func undecoded(l leaf, err error, note *activity.Note) activity.Entry {
	e := l.entry(activity.NotActivity, "no activity in it")
	if err != nil {
		e.Reason = err.Error()
		if !errors.Is(err, activity.ErrNotActivity) {
			e.Outcome = activity.Unreadable
		} else { // the outcome says it already
			e.Reason = strings.TrimPrefix(e.Reason, activity.ErrNotActivity.Error()+": ")
			e.Reason = strings.TrimSuffix(e.Reason, ": "+activity.ErrNotActivity.Error())
		}
	}
	if note != nil {
		e.Outcome = activity.Unreadable
		e.Reason = note.Text + "; " + e.Reason
	}
	return e
}

// decode asks the parser, and makes an error of a failure in it: one file must
// not end the import of a thousand.
func decode(p parser, data []byte, h activity.Hints) (acts []activity.Activity, err error) {
	defer func() {
		if r := recover(); r != nil {
			acts, err = nil, fmt.Errorf("%w: the %s reader failed on it: %v", activity.ErrFormat, p.format, r)
		}
	}()
	acts, err = p.decode(data, h)
	for i := range acts {
		if bad := acts[i].Check(); bad != nil {
			return nil, fmt.Errorf("%w: %w", activity.ErrFormat, bad)
		}
	}
	return acts, err
}

// promised is the format a file's name says it is of, or "".
func promised(name string) activity.Format {
	ext := path.Ext(strings.TrimSuffix(strings.ToLower(name), ".gz"))
	for _, f := range []activity.Format{activity.FIT, activity.GPX, activity.TCX} {
		if ext == "."+string(f) {
			return f
		}
	}
	return ""
}

// sort parts a file's activities into runs, which are repaired and summarized,
// and others, and draws up the file's entry.
func (w *worker) sort(l leaf, acts []activity.Activity, row stravaRow, digest [sha256.Size]byte) read {
	r := read{entry: l.entry(activity.Imported, "")}
	outcome := activity.OtherSport
	for i := range acts {
		a := &acts[i]
		if a.Name == "" {
			a.Name = row.title
		}
		row.settleSport(a, len(acts) == 1)
		o, reason := w.run(l, a)
		if o != activity.Imported {
			if o == activity.NotActivity {
				outcome = o
			}
			if !slices.Contains(r.others, reason) {
				r.others = append(r.others, reason)
			}
			continue
		}
		row.note(a)
		c := newCandidate(a, digest, i)
		c.value = w.summarize(a)
		r.runs = append(r.runs, c)
		r.entry.Notes = append(r.entry.Notes, a.Notes...)
	}
	others := strings.Join(r.others, ", ")
	switch {
	case len(r.runs) == 0:
		r.entry.Outcome, r.entry.Reason = outcome, others
	case others != "":
		r.entry.Reason = fmt.Sprintf("%d of %d activities in it; besides: %s", len(r.runs), len(acts), others)
	case len(r.runs) > 1:
		r.entry.Reason = fmt.Sprintf("%d runs in it", len(r.runs))
	}
	return r
}

// run decides whether an activity is a run and mends it where it is: Imported,
// or what it is instead and why.
func (w *worker) run(l leaf, a *activity.Activity) (activity.Outcome, string) {
	if !settleSport(a, path.Base(l.name())) {
		return activity.OtherSport, sportWords(a)
	}
	if !w.mender.clock(a) {
		return activity.NotActivity, "clock was not set"
	}
	if a.Samples.Len() == 0 && !(a.Totals.Timer > 0) && !(a.Totals.Elapsed > 0) {
		return activity.NotActivity, "neither samples nor totals in it"
	}
	w.mender.mend(a)
	if reason := movesLikeNoRun(a); reason != "" {
		return activity.OtherSport, reason
	}
	return activity.Imported, ""
}
