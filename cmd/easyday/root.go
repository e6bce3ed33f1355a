package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"easyday/importer"
)

// Exit statuses.
const (
	statusDone        = 0
	statusFailed      = 1
	statusUsage       = 2
	statusTooFast     = 3 // check --exit-code alone
	statusInterrupted = 130
)

// usageError is wrong use of the command line.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// hintError is an error with a sentence that says what to do.
type hintError struct {
	err  error
	hint string
}

func (e *hintError) Error() string { return e.err.Error() }
func (e *hintError) Unwrap() error { return e.err }

// run runs one command line and returns its exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := newRoot(stdout, stderr)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return statusDone
	}
	if ctx.Err() != nil {
		fmt.Fprintln(stderr, "easyday: interrupted")
		return statusInterrupted
	}
	if errors.Is(err, errTooFast) {
		return statusTooFast // the table says it
	}
	fmt.Fprintf(stderr, "easyday: %v\n", err)
	var hint *hintError
	if errors.As(err, &hint) {
		fmt.Fprintf(stderr, "hint: %s\n", hint.hint)
	}
	var usage *usageError
	var path *importer.PathError
	switch {
	case errors.As(err, &usage), isUnknownCommand(err):
		return statusUsage
	case errors.As(err, &path) && errors.Is(err, fs.ErrNotExist):
		return statusUsage
	}
	return statusFailed
}

// isUnknownCommand reports whether cobra refused a command's name, for which it
// has no error of its own kind.
func isUnknownCommand(err error) bool { return strings.HasPrefix(err.Error(), "unknown command ") }

func newRoot(stdout, stderr io.Writer) *cobra.Command {
	root := &cobra.Command{
		Use:   "easyday",
		Short: "Were your recovery runs easy? Learns your comfortable pace from watch exports and says.",
		Long: `easyday reads a season of watch exports (FIT, GPX and TCX), learns your own
comfortable pace and how it moves, finds the hard efforts, and says which of the
recovery runs after them were too fast. Nothing leaves your machine.`,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.SuggestionsMinimumDistance = 2
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return &usageError{&hintError{err, flagHint(c, err)}}
	})
	root.AddCommand(newReport(), newCheck(), newShow(), newDemo(), newLabels(), newConfig(), newVersion())
	return root
}

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			version := "(unknown)"
			if info, ok := debug.ReadBuildInfo(); ok {
				version = info.Main.Version
			}
			_, err := fmt.Fprintln(c.OutOrStdout(), "easyday", version)
			return err
		},
	}
}

func noArguments(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return &usageError{&hintError{
			fmt.Errorf("%s takes no arguments, got %q", c.CommandPath(), args[0]),
			"see: " + c.CommandPath() + " --help",
		}}
	}
	return nil
}
