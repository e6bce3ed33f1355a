package main

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
)

// writeHelp writes the help of a command, in lines that fit the terminal, or as
// they are written in a pipe.
func writeHelp(c *cobra.Command) error {
	c.InitDefaultHelpFlag()
	t := newTerminal(c.OutOrStdout(), colourNever)
	var b strings.Builder
	about := cmp.Or(c.Long, c.Short+".")
	if t.width > 0 {
		about = unfold(about)
	}
	b.WriteString(about + "\n\nUsage:\n")
	if c.Runnable() && !c.HasAvailableSubCommands() || !c.HasParent() {
		b.WriteString("  " + c.UseLine() + "\n")
	}
	if c.HasAvailableSubCommands() {
		b.WriteString("  " + c.CommandPath() + " COMMAND\n")
	}
	if c.HasExample() {
		b.WriteString("\nExamples:\n" + c.Example + "\n")
	}
	if c.HasAvailableSubCommands() {
		b.WriteString("\nCommands:\n")
		longest := 0
		for _, x := range c.Commands() {
			longest = max(longest, len(x.Name()))
		}
		for _, x := range c.Commands() {
			if x.IsAvailableCommand() || x.Name() == "help" {
				b.WriteString(hanging(fmt.Sprintf("  %-*s  ", longest, x.Name()), x.Short, t.width))
			}
		}
	}
	if c.HasAvailableLocalFlags() {
		b.WriteString("\nFlags:\n" + flagLines(c.LocalFlags().FlagUsages(), t.width))
	}
	if c.HasAvailableSubCommands() {
		b.WriteString("\n\"" + c.CommandPath() + " COMMAND --help\" tells more of a command.\n")
	}
	lines := strings.SplitAfter(b.String(), "\n")
	for i, l := range lines {
		if !strings.HasPrefix(l, " ") {
			lines[i] = strings.Join(fold(strings.TrimSuffix(l, "\n"), t.width), "\n") + strings.Repeat("\n", strings.Count(l, "\n"))
		}
	}
	_, err := fmt.Fprint(t.w, strings.Join(lines, ""))
	return err
}

// leastHelp is the least room, in characters, for what a flag does beside its
// name; with less it stands below.
const leastHelp = 24

// flagLines fits a list of flags, each with what it does, to a width.
func flagLines(list string, width int) string {
	parts := regexp.MustCompile(`^( +(?:-\w, )?--\S+(?: \S+)? {3,})(.*)$`)
	var b strings.Builder
	for line := range strings.Lines(list) {
		line = strings.TrimSuffix(line, "\n")
		m := parts.FindStringSubmatch(line)
		switch {
		case m == nil || width == 0:
			b.WriteString(line + "\n")
		case width-len(m[1]) < leastHelp:
			b.WriteString(strings.TrimRight(m[1], " ") + "\n" + hanging("        ", m[2], width))
		default:
			b.WriteString(hanging(m[1], m[2], width))
		}
	}
	return b.String()
}

// unfold joins the lines of each paragraph; lines that begin with spaces stay.
func unfold(text string) string {
	var b strings.Builder
	for i, l := range strings.Split(text, "\n") {
		switch {
		case i == 0:
		case l == "" || strings.HasPrefix(l, " ") || strings.HasSuffix(b.String(), "\n"):
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(l)
	}
	return b.String()
}

// hanging is a text after a lead, its further lines below its first.
func hanging(lead, text string, width int) string {
	indent := utf8.RuneCountInString(lead)
	return lead + strings.Join(fold(text, width-indent), "\n"+strings.Repeat(" ", indent)) + "\n"
}
