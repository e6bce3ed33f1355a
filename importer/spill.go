package importer

import (
	"bytes"
	"fmt"
	"io"
	"os"
)

// roomError is that there was no room for a temporary file: what was to be held is
// not to blame.
type roomError struct{ err error }

func (e *roomError) Error() string { return fmt.Sprintf("no temporary file for it: %v", cause(e.err)) }
func (e *roomError) Unwrap() error { return e.err }

// roomWriter makes a roomError of every failure to write.
type roomWriter struct{ w io.Writer }

func (r roomWriter) Write(p []byte) (int, error) {
	n, err := r.w.Write(p)
	if err != nil {
		err = &roomError{err}
	}
	return n, err
}

// hold reads all of r so that it can be read at any place: in memory up to
// inMemory bytes, in a temporary file beyond. closer lets go of it and is never
// nil. What was read before an error is returned with it.
//
// The file loses its name as soon as it is open, so that nothing is left behind
// even where the program is killed; where the system does not allow that, closer
// removes it.
func hold(r io.Reader, inMemory int64) (held io.ReaderAt, size int64, closer func() error, err error) {
	closer = func() error { return nil }
	var head bytes.Buffer
	n, err := io.CopyN(&head, r, inMemory)
	if err == io.EOF {
		err = nil
	}
	if err != nil || n < inMemory {
		return bytes.NewReader(head.Bytes()), n, closer, err
	}
	f, err := os.CreateTemp("", "easyday-*.zip")
	if err != nil {
		return nil, 0, closer, &roomError{err}
	}
	named := os.Remove(f.Name()) != nil
	closer = func() error {
		err := f.Close()
		if named {
			os.Remove(f.Name())
		}
		return err
	}
	size, err = io.Copy(roomWriter{f}, io.MultiReader(&head, r))
	return f, size, closer, err
}
