package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"easyday/cmd/easyday/spelling"
	"easyday/importer"
	"easyday/report"
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
	root.SetArgs(commandFirst(root, args))
	var help error // cobra's way of asking for help has none to give
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { help = writeHelp(c) })
	err := cmp.Or(root.ExecuteContext(ctx), help)
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
	fmt.Fprintln(stderr, "easyday:", report.PlainLine(err.Error()))
	var hint *hintError
	if errors.As(err, &hint) {
		fmt.Fprintln(stderr, "hint:", report.PlainLine(hint.hint))
	}
	var usage *usageError
	var path *importer.PathError
	switch {
	case errors.As(err, &usage):
		return statusUsage
	case errors.As(err, &path) && errors.Is(err, fs.ErrNotExist):
		return statusUsage
	}
	return statusFailed
}

// commandFirst moves the command to the front of a line that begins with flags,
// so that flags may stand before it too: cobra would take the command for the
// value of a flag that the root does not know.
func commandFirst(root *cobra.Command, args []string) []string {
	if len(args) == 0 || !strings.HasPrefix(args[0], "-") {
		return args
	}
	for i, a := range args {
		if slices.ContainsFunc(root.Commands(), func(c *cobra.Command) bool { return c.Name() == a }) {
			return slices.Concat([]string{a}, args[:i], args[i+1:])
		}
	}
	return args
}

func newRoot(stdout, stderr io.Writer) *cobra.Command {
	var version bool
	root := &cobra.Command{
		Use:   "easyday",
		Short: "Were your recovery runs easy? Learns your comfortable pace from watch exports and says.",
		Long: `easyday reads a season of watch exports (FIT, GPX and TCX), learns your own
comfortable pace and how it moves, finds the hard efforts, and says which of the
recovery runs after them were too fast. Nothing leaves your machine.`,
		Example: `  easyday demo
  easyday report ~/watch-exports
  easyday check ~/watch-exports`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if version {
				return printVersion(c.OutOrStdout())
			}
			if len(args) == 0 {
				return c.Help()
			}
			return unknownCommand(c, "easyday", args)
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	root.Flags().BoolVar(&version, "version", false, "print the version, as the command of that name does")
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return &usageError{&hintError{err, flagHint(c, err)}}
	})
	root.AddCommand(newReport(), newCheck(), newShow(), newDemo(), newLabels(), newConfig(), newCache(), newVersion(), newCompletion())
	root.SetHelpCommand(newHelp())
	root.CompletionOptions.DisableDefaultCmd = true
	return root
}

// unknownCommand is the error of a first word that is no command: a command
// mistyped, or a path without one. line is what stands before it.
func unknownCommand(root *cobra.Command, line string, args []string) error {
	hint := "see: easyday --help"
	var names []string
	for _, c := range root.Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
		}
	}
	if n, ok := spelling.Nearest(args[0], names); ok {
		hint = "did you mean: " + line + " " + strings.Join(append([]string{n}, args[1:]...), " ")
	} else if _, err := os.Stat(args[0]); err == nil {
		hint = "did you mean: easyday report " + strings.Join(args, " ")
	}
	return &usageError{&hintError{fmt.Errorf("unknown command %q", args[0]), hint}}
}

func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND...]",
		Short:   "Help about a command",
		Example: `  easyday help check`,
		RunE: func(c *cobra.Command, args []string) error {
			root := c.Root()
			if len(args) == 0 {
				return writeHelp(root)
			}
			about, rest, err := root.Find(args)
			if err != nil || about == root {
				return unknownCommand(root, "easyday help", args)
			}
			if len(rest) > 0 {
				return unknownCommand(about, "easyday help "+about.Name(), rest)
			}
			return writeHelp(about)
		},
		ValidArgsFunction: func(c *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, x := range c.Root().Commands() {
				if len(args) == 0 && x.IsAvailableCommand() {
					names = append(names, cobra.CompletionWithDesc(x.Name(), x.Short))
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: `  easyday version`,
		Args:    noArguments,

		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(c *cobra.Command, _ []string) error { return printVersion(c.OutOrStdout()) },
	}
}

func printVersion(w io.Writer) error {
	version := "(unknown)"
	if info, ok := debug.ReadBuildInfo(); ok {
		version = info.Main.Version
	}
	_, err := fmt.Fprintln(w, "easyday", version)
	return err
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
