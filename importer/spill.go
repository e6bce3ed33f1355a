package importer

import (
	"bytes"
	"io"
	"os"
)

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
		return nil, 0, closer, cause(err)
	}
	named := os.Remove(f.Name()) != nil
	closer = func() error {
		err := f.Close()
		if named {
			os.Remove(f.Name())
		}
		return err
	}
	size, err = io.Copy(f, io.MultiReader(&head, r))
	return f, size, closer, err
}
