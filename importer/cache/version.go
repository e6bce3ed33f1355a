package cache

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"
)

// VersionOf is a version for Options that changes with the source of a program:
// a digest of the names and contents of every Go file but tests, and of the
// words given, such as the versions of modules.
func VersionOf(words []string, sources ...fs.FS) (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "%q\n", words)
	for _, source := range sources {
		err := fs.WalkDir(source, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			data, err := fs.ReadFile(source, name)
			fmt.Fprintf(h, "%q %x\n", name, sha256.Sum256(data))
			return err
		})
		if err != nil {
			return "", fmt.Errorf("the cache's version: %w", err)
		}
		fmt.Fprintln(h)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
