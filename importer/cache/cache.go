// Package cache keeps what reading a file came to in a folder, one entry a
// file, so that the same content need not be read twice.
//
// Entries are found by Key, a SHA-256 of the folder's version and of whatever
// the writer says the entry depends on. Each is written beside its place and
// renamed, and carries its key and a checksum: an entry is whole or it is not
// there, one that was damaged since is removed and made again. Any number of
// processes may use a folder at once; the last to write an entry wins, which
// is no loss since all write the same.
//
// The folder is bounded in size; Tidy removes what has not been used for the
// longest time. Everything in it can be removed at any time.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// DefaultLimit is the size in bytes a folder is kept below: room for about ten
// thousand recordings of an hour.
const DefaultLimit = 256e6

const (
	// magic opens every entry; its number changes with the form of entries.
	magic = "easyday cache 1\n"
	// ending is how the names of entries and, while they are written, of
	// their temporary files end.
	ending, unfinished = ".run", ".part"

	// touchAfter is how old the last use on record may be before it is
	// brought up to date: the order of use need not be known to the minute.
	touchAfter = time.Hour
	// abandonedAfter is the age at which a temporary file is one that its
	// writer did not live to rename; writing an entry takes milliseconds.
	abandonedAfter = 10 * time.Minute
)

// Options of a folder.
type Options struct {
	// Version is part of every key: it names the program that makes the
	// entries, as far as they depend on it.
	Version string
	// Limit is the size in bytes the folder is kept below; 0 is DefaultLimit.
	Limit int64
	// Now is the present, by which entries are used and temporary files
	// abandoned.
	Now time.Time
}

// Folder is a cache in a folder. It may be used from several goroutines.
type Folder struct {
	dir string
	o   Options
}

// Open makes the folder where there is none, readable for its owner alone.
func Open(dir string, o Options) (*Folder, error) {
	if o.Limit == 0 {
		o.Limit = DefaultLimit
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("the cache: %w", err)
	}
	return &Folder{dir: dir, o: o}, nil
}

// Key finds an entry.
type Key [sha256.Size]byte

// KeyHash is a hash to which everything an entry depends on is written; its sum
// is the entry's key. The folder's version is in it already.
func (f *Folder) KeyHash() hash.Hash {
	h := sha256.New()
	fmt.Fprintf(h, "%s%d %s", magic, len(f.o.Version), f.o.Version)
	return h
}

// KeyOf is the key of what was written to a KeyHash.
func KeyOf(h hash.Hash) Key { return Key(h.Sum(nil)) }

func (f *Folder) path(k Key) string {
	return filepath.Join(f.dir, hex.EncodeToString(k[:])+ending)
}

// Get is the content of an entry; false where there is none. A damaged entry is
// none and is removed.
func (f *Folder) Get(k Key) ([]byte, bool) {
	path := f.path(k)
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, false
	}
	content, ok := unseal(k, data)
	if !ok {
		os.Remove(path)
		return nil, false
	}
	if info, err := os.Stat(path); err == nil && f.o.Now.Sub(info.ModTime()) > touchAfter {
		_ = os.Chtimes(path, f.o.Now, f.o.Now) // only its place in the order is lost
	}
	return content, true
}

// Drop removes an entry whose content the caller could not use.
func (f *Folder) Drop(k Key) { os.Remove(f.path(k)) }

// Put writes an entry in the place of any other with the key. After an error
// the entry is as it was before, or gone.
func (f *Folder) Put(k Key, content []byte) (err error) {
	t, err := os.CreateTemp(f.dir, "*"+unfinished)
	if errors.Is(err, fs.ErrNotExist) { // cleared in the meantime
		if err := os.MkdirAll(f.dir, 0o700); err != nil {
			return err
		}
		t, err = os.CreateTemp(f.dir, "*"+unfinished)
	}
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			t.Close()
			os.Remove(t.Name())
		}
	}()
	if _, err := t.Write(seal(k, content)); err != nil {
		return err
	}
	if err := t.Close(); err != nil {
		return err
	}
	return os.Rename(t.Name(), f.path(k))
}

// seal is content as it lies on disk: magic, key, content, and the SHA-256 of
// all before it.
func seal(k Key, content []byte) []byte {
	b := make([]byte, 0, len(magic)+len(k)+len(content)+sha256.Size)
	b = append(b, magic...)
	b = append(b, k[:]...)
	b = append(b, content...)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// unseal is the content of an entry; false where it is not k's, or not as it
// was written.
func unseal(k Key, data []byte) ([]byte, bool) {
	body := len(data) - sha256.Size
	if body < len(magic)+len(k) {
		return nil, false
	}
	sum := sha256.Sum256(data[:body])
	if !bytes.Equal(sum[:], data[body:]) {
		return nil, false
	}
	content, ok := bytes.CutPrefix(data[:body], append([]byte(magic), k[:]...))
	return content, ok
}
