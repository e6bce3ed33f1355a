package main

import "github.com/spf13/cobra"

func newConfig() *cobra.Command {
	var f reportFlags
	c := &cobra.Command{
		Use:   "config",
		Short: "Print the settings in force, with ranges and where each comes from",
		Long: `config prints the settings in force as a file of settings: each with what it
means, its range and where its value comes from. Keep it as easyday/config.toml in
your folder of settings (~/.config on Linux), or name it with --config; lines left out
keep their defaults.`,
		Example: `  easyday config
  easyday config --units km > easyday.toml`,
		ValidArgsFunction: cobra.NoFileCompletions,
		Args: func(c *cobra.Command, args []string) error {
			if err := noArguments(c, args); err != nil {
				return err
			}
			return f.settle(c)
		},
		RunE: func(c *cobra.Command, _ []string) error { return f.settings.Write(c.OutOrStdout()) },
	}
	f.registerSettings(c)
	f.registerOutput(c)
	completeFlags(c)
	return c
}
