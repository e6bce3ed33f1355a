package config

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Write prints the settings in force as a file that Parse reads, each with
// what it means, its range and where its value comes from.
func (c *Config) Write(w io.Writer) error {
	var b strings.Builder
	table := ""
	for _, s := range c.settings() {
		key := s.key
		if t, k, ok := strings.Cut(key, "."); ok {
			if t != table {
				fmt.Fprintf(&b, "[%s]\n\n", t)
				table = t
			}
			key = k
		}
		fmt.Fprintf(&b, "# %s; %s (%s)\n%s = %s\n\n", s.about, s.limits(), c.from(s.key), key, s.value())
	}
	for _, s := range statements() {
		fmt.Fprintf(&b, "# %s.\n", s.about)
		tables := s.tables(c)
		if len(tables) == 0 {
			b.WriteString("# None is given (default). One would be:\n")
			for _, l := range strings.Split("[["+s.key+"]]\n"+s.sample, "\n") {
				b.WriteString("# " + l + "\n")
			}
			b.WriteByte('\n')
		}
		for i, t := range tables {
			fmt.Fprintf(&b, "[[%s]] # %s\n%s\n", s.key, c.from(s.key+"."+strconv.Itoa(i)), t)
		}
	}
	_, err := io.WriteString(w, strings.TrimSuffix(b.String(), "\n"))
	return err
}

// from says where a setting's value comes from.
func (c *Config) from(key string) string {
	if o := c.origin[key]; o != "" {
		return o
	}
	return "default"
}
