package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"easyday/cmd/easyday/spelling"
)

func newCompletion() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion " + strings.Join(shells, "|"),
		Short: "Print the completions for a shell",
		Long: `completion prints what a shell needs to complete easyday's commands, flags and
their values. Load it where the shell starts:

  bash, in ~/.bashrc, with bash-completion installed:
    source <(easyday completion bash)
  zsh, in ~/.zshrc, after compinit:
    source <(easyday completion zsh)
  fish, in ~/.config/fish/config.fish:
    easyday completion fish | source
  PowerShell, in $PROFILE:
    easyday completion powershell | Out-String | Invoke-Expression`,
		Example:   `  easyday completion bash > easyday.bash`,
		ValidArgs: shells,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &usageError{&hintError{
					fmt.Errorf("completion needs one shell, got %d", len(args)),
					"the shells are " + strings.Join(shells, ", "),
				}}
			}
			w, root := c.OutOrStdout(), c.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(w, true)
			case "zsh":
				return root.GenZshCompletion(w)
			case "fish":
				return root.GenFishCompletion(w, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(w)
			}
			hint := "the shells are " + strings.Join(shells, ", ")
			if n, ok := spelling.Nearest(args[0], shells); ok {
				hint = "did you mean: easyday completion " + n
			}
			return &usageError{&hintError{fmt.Errorf("unknown shell %q", args[0]), hint}}
		},
	}
}

// completeFlags says how the values of a command's flags are completed: one of
// those their type lists, a folder, a file of an ending, or nothing.
func completeFlags(c *cobra.Command) {
	none := cobra.FixedCompletions(nil, cobra.ShellCompDirectiveNoFileComp)
	c.Flags().VisitAll(func(f *pflag.Flag) {
		complete := none
		switch f.Name {
		case "out", "season", "files":
			complete = cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs)
		case "config":
			complete = cobra.FixedCompletions([]string{"toml"}, cobra.ShellCompDirectiveFilterFileExt)
		case "labels":
			complete = cobra.FixedCompletions([]string{"csv", "toml"}, cobra.ShellCompDirectiveFilterFileExt)
		case "last":
			complete = cobra.FixedCompletions([]string{"7d", "14d", "30d", "90d"}, cobra.ShellCompDirectiveNoFileComp)
		default:
			if values := strings.Split(f.Value.Type(), "|"); len(values) > 1 {
				complete = cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)
			}
		}
		// It fails only for a flag that is not there.
		_ = c.RegisterFlagCompletionFunc(f.Name, complete)
	})
}
