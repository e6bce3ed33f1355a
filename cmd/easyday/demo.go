package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"easyday/cmd/easyday/demo"
)

func newDemo() *cobra.Command {
	var f reportFlags
	var files string
	c := &cobra.Command{
		Use:   "demo",
		Short: "Write the report of a made-up season that ships with the program",
		Long: `demo runs the whole way on the recordings of a made-up runner: nine months in
which the comfortable pace goes from 10:30 to 8:30 a mile. It takes the flags
of report.`,
		Example: `  easyday demo
  easyday demo --files demo-season`,
		ValidArgsFunction: cobra.NoFileCompletions,
		Args: func(c *cobra.Command, args []string) error {
			if err := noArguments(c, args); err != nil {
				return err
			}
			return f.settle(c)
		},
		RunE: func(c *cobra.Command, _ []string) error {
			dir := files
			if dir == "" {
				tmp, err := os.MkdirTemp("", "easyday-demo-")
				if err != nil {
					return err
				}
				defer os.RemoveAll(tmp)
				dir = filepath.Join(tmp, "demo")
			}
			if err := os.CopyFS(dir, demo.Files()); err != nil {
				return &hintError{fmt.Errorf("the demo's recordings: %w", err), "--files needs a folder that does not hold them yet"}
			}
			return makeReport(c.Context(), []string{dir}, &f)
		},
	}
	f.register(c)
	c.Flags().StringVar(&files, "files", "", "keep the demo's recordings in this new `folder`")
	completeFlags(c)
	return c
}
