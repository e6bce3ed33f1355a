package main

import (
	"github.com/spf13/cobra"

	"easyday/cmd/easyday/labels"
)

func newLabels() *cobra.Command {
	var f seasonFlags
	c := &cobra.Command{
		Use:   "labels PATH...",
		Short: "Print a labels file to start from",
		Long: `labels prints one line for every run: its date, its file, an empty kind, and as
note what it was taken for. Fill in the kinds that are wrong (recovery, easy,
long, hard, race, ignore) and keep the file as easyday-labels.csv beside the
recordings, or name it with --labels. A line without a kind changes nothing. What
the labels in force say stands in it again. The shell's > empties a file that is
there before it is read: write to another, and move that to its place.`,
		Example: `  easyday labels ~/watch-exports > ~/watch-exports/easyday-labels.csv`,
		Args:    needsPath(&f),
		RunE: func(c *cobra.Command, args []string) error {
			if err := pathsExist(args); err != nil {
				return err
			}
			defer f.traces.Close()
			s, ledger, err := readSeason(c.Context(), args, &f)
			if err != nil {
				return err
			}
			if len(s.Runs) == 0 {
				return f.nothing(ledger, "--verbose tells of every file, easyday show FILE of one")
			}
			if err := f.tellLedger(f.stderr, ledger); err != nil {
				return err
			}
			if s, err = f.within(s); err != nil {
				return err
			}
			return labels.Write(c.OutOrStdout(), s)
		},
	}
	f.register(c)
	f.registerPeriod(c)
	completeFlags(c)
	return c
}
