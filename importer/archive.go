package importer

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"sync/atomic"
	"syscall"

	"easyday/importer/activity"
)

// Limits on what archives may hold. A day's recording is under 10 MB, and text
// of a recording packs 10 to 50 to 1; what is beyond these was made to do harm
// or is no recording.
const (
	maxInflated  = 256 << 20 // bytes of one file or member, inflated
	maxRatio     = 250       // bytes inflated for each packed byte
	ratioMinimum = 4 << 20   // bytes inflated before the ratio is judged
	maxLayers    = 4         // archives within archives; gzip within gzip

	// An archive within an archive has members of its own to be bounded, so
	// it may be larger, as Garmin's exports are; beyond heldInMemory it is
	// spilled to a temporary file.
	maxNested    = 32 << 30
	heldInMemory = 64 << 20
)

var (
	errTooLarge = fmt.Errorf("larger than %d MiB", maxInflated>>20)
	errBomb     = fmt.Errorf("inflates more than %d to 1", maxRatio)
)

func isZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

func isGzip(head []byte) bool { return bytes.HasPrefix(head, []byte{0x1f, 0x8b, 8}) }

// readHead is the first bytes of r, as many as tell an archive.
func readHead(r io.ReaderAt) []byte {
	head := make([]byte, 4)
	n, _ := r.ReadAt(head, 0)
	return head[:n]
}

// bounded reads until it was given more than the limits allow, or until ctx
// ends.
type bounded struct {
	ctx    context.Context
	r      io.Reader
	packed int64
	most   int64 // bytes; 0 is maxInflated
	n      int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := b.r.Read(p)
	b.n += int64(n)
	switch {
	case b.n > cmp.Or(b.most, maxInflated):
		return 0, errTooLarge
	case b.n > ratioMinimum && b.n > maxRatio*max(b.packed, 1):
		return 0, errBomb
	}
	return n, err
}

// isDocument reports whether a file is of a kind that is an archive inside but
// holds no recordings.
func isDocument(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".jar", ".apk",
		".kmz", ".pages", ".numbers", ".key", ".whl":
		return true
	}
	return false
}

// expand emits a leaf for every member of the archive l, and an entry for the
// archive itself where that is empty, damaged or too deep. closer is called
// once the last member is done with; l itself stays the caller's to release.
// The only error is emit's or the context's.
func expand(ctx context.Context, l leaf, r io.ReaderAt, size int64, closer func() error, emit func(leaf) error) error {
	var users atomic.Int64
	users.Store(1)
	release := func() {
		if users.Add(-1) == 0 && closer != nil {
			closer()
		}
	}
	defer release()

	settle := func(m leaf, o activity.Outcome, reason string) error {
		e := m.entry(o, reason)
		m.settled, m.open, m.release = &e, nil, nil
		return emit(m)
	}
	if l.layers >= maxLayers {
		return settle(l, activity.Unreadable, fmt.Sprintf("archives more than %d deep", maxLayers))
	}
	if isDocument(l.name()) {
		return settle(l, activity.NotActivity, notRecording)
	}
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // names are only shown
		return settle(l, activity.Unreadable, "damaged archive: "+strings.TrimPrefix(err.Error(), "zip: "))
	}
	inner := ""
	if l.member != "" {
		inner = l.member + "!"
	}
	exports := append(l.exports[:len(l.exports):len(l.exports)], archiveExports(ctx, z, l.file+"!"+inner)...)
	files := 0
	for _, f := range z.File {
		if err := ctx.Err(); err != nil {
			return err
		}
		name := memberName(f)
		if strings.HasSuffix(name, "/") || f.Mode().IsDir() {
			continue
		}
		files++
		users.Add(1)
		m := leaf{
			file: l.file, member: inner + name, packed: int64(f.CompressedSize64),
			layers: l.layers + 1, exports: exports, release: release,
			open: func() (io.ReadCloser, error) { return openMember(f) },
			raw: func() (io.ReadCloser, error) {
				r, err := f.OpenRaw()
				return io.NopCloser(r), err
			},
			packing: fmt.Sprintf("zip method %d flags %d crc %08x of %d bytes", f.Method, f.Flags, f.CRC32, f.UncompressedSize64),
		}
		if err := member(ctx, m, f, settle, emit); err != nil {
			return err
		}
	}
	if files == 0 {
		return settle(l, activity.NotActivity, "archive without files")
	}
	return nil
}

// member emits one member of an archive, or expands it where it is an archive
// by name and content, or by content and larger than a recording may be. m's release is called by whoever takes the leaf.
func member(ctx context.Context, m leaf, f *zip.File, settle func(leaf, activity.Outcome, string) error, emit func(leaf) error) error {
	name := memberName(f)
	listReason, listed := isStravaList(m)
	// A smaller archive by another name is noticed by the worker that reads it.
	nested := strings.EqualFold(path.Ext(name), ".zip") || f.UncompressedSize64 > maxInflated && beginsAsZip(f)
	refuse := func(o activity.Outcome, reason string) error {
		defer m.done()
		return settle(m, o, reason)
	}
	switch {
	case litter(name) != "":
		return refuse(activity.Ignored, litter(name))
	case f.Flags&1 != 0:
		return refuse(activity.Unreadable, "encrypted")
	case f.UncompressedSize64 > maxInflated && !nested:
		return refuse(activity.Unreadable, errTooLarge.Error())
	case listed:
		return refuse(activity.Ignored, listReason)
	case !nested:
		return emit(m)
	}
	r, err := m.open()
	if err != nil {
		return emit(m) // the worker meets the same error and says so
	}
	defer r.Close()
	held, size, closer, err := hold(&bounded{ctx: ctx, r: r, packed: m.packed, most: maxNested}, heldInMemory)
	var head []byte
	if held != nil {
		head = readHead(held)
	}
	switch {
	case ctx.Err() != nil:
		m.done()
		closer()
		return ctx.Err()
	case err != nil && (!isZip(head) || errors.As(err, new(*roomError))):
		closer()
		return refuse(activity.Unreadable, inflateReason(err))
	case err != nil:
		closer()
		return refuse(activity.Unreadable, "damaged archive: "+inflateReason(err))
	case !isZip(head):
		closer()
		return emit(m)
	}
	defer m.done()
	return expand(ctx, m, held, size, closer, emit)
}

// openMember opens a member. That the directory leads nowhere, which the library
// tells in the words of whoever reads for it, is zip.ErrFormat.
func openMember(f *zip.File) (io.ReadCloser, error) {
	r, err := f.Open()
	var system syscall.Errno
	if err != nil && !errors.Is(err, zip.ErrAlgorithm) && !errors.As(err, &system) {
		err = zip.ErrFormat
	}
	return r, err
}

// beginsAsZip reports whether a member's content is an archive.
func beginsAsZip(f *zip.File) bool {
	r, err := openMember(f)
	if err != nil {
		return false
	}
	defer r.Close()
	head := make([]byte, 4)
	n, _ := io.ReadFull(r, head)
	return isZip(head[:n])
}

// memberName is a member's name with "/" between its parts, as valid UTF-8.
func memberName(f *zip.File) string {
	return strings.ToValidUTF8(strings.ReplaceAll(f.Name, `\`, "/"), "\uFFFD")
}

// inflateReason is an inflating error in plain words.
func inflateReason(err error) string {
	switch {
	case errors.Is(err, zip.ErrAlgorithm):
		return "packed by a method that is not supported"
	case errors.Is(err, zip.ErrChecksum):
		return "checksum of the archive does not match"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "cut short"
	case errors.Is(err, zip.ErrFormat):
		return "not a valid archive member"
	}
	var room *roomError
	if errors.As(err, &room) {
		return room.Error()
	}
	return cause(err).Error()
}
