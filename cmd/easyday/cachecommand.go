package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"easyday/analysis"
	"easyday/importer"
	"easyday/importer/cache"
)

// cacheVariable names the environment's variable for the folder in which
// easyday remembers what it read.
const cacheVariable = "EASYDAY_CACHE"

// cacheFolder is where it remembers: the variable's folder, or easyday in the
// user's folder for caches.
func cacheFolder() (string, error) {
	if dir := os.Getenv(cacheVariable); dir != "" {
		return dir, nil
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", &hintError{fmt.Errorf("no folder to remember in: %w", err), "name one in the variable " + cacheVariable}
	}
	return filepath.Join(dir, "easyday"), nil
}

// openCache opens the folder; nil with --no-cache and where there can be none,
// which costs time and nothing else.
func (f *seasonFlags) openCache() *cache.Folder {
	if f.noCache {
		return nil
	}
	dir, err := cacheFolder()
	if err != nil {
		return nil
	}
	version, err := cache.VersionOf(libraries(), importer.SourceFiles(), analysis.SourceFiles())
	if err != nil {
		return nil
	}
	folder, err := cache.Open(dir, cache.Options{Version: version, Now: time.Now()})
	if err != nil {
		return nil
	}
	return folder
}

// libraries are the versions of all that the program is built with, on which
// what a file comes to depends beside the program's own source.
func libraries() []string {
	words := []string{runtime.Version(), runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			words = append(words, m.Path+"@"+m.Version)
		}
	}
	return words
}

// newCache is the command for what is remembered.
func newCache() *cobra.Command {
	c := &cobra.Command{
		Use:   "cache",
		Short: "Tell, or clear, what is remembered of files read before",
		Long: `easyday remembers what it read of each file, without positions, so that the
next report or check of the same folder reads nothing again. It keeps that in your
folder for caches, or in the one that the variable ` + cacheVariable + ` names, below 256 MB; what
has not been used for longest goes first. Everything there can be deleted at any time.`,
		Example: `  easyday cache info
  easyday cache clear`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return c.Help()
			}
			return unknownCommand(c, "easyday cache", args)
		},
	}
	c.AddCommand(&cobra.Command{
		Use:     "info",
		Short:   "Tell where it is, and how much it holds",
		Example: "  easyday cache info",
		Args:    noArguments,

		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(c *cobra.Command, _ []string) error {
			return tellCache(c.OutOrStdout(), "", cache.Inspect)
		},
	}, &cobra.Command{
		Use:     "clear",
		Short:   "Forget everything",
		Example: "  easyday cache clear",
		Args:    noArguments,

		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(c *cobra.Command, _ []string) error {
			return tellCache(c.OutOrStdout(), "forgot ", cache.Clear)
		},
	})
	return c
}

// tellCache does something with the folder and tells what it held.
func tellCache(w io.Writer, did string, do func(string) (cache.Info, error)) error {
	dir, err := cacheFolder()
	if err != nil {
		return err
	}
	info, err := do(dir)
	if err != nil {
		return err
	}
	files := "files"
	if info.Entries == 1 {
		files = "file"
	}
	_, err = fmt.Fprintf(w, "%s%d %s, %.1f MB, in %s\n", did, info.Entries, files, float64(info.Bytes)/1e6, dir)
	return err
}
