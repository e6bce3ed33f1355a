package spelling_test

import (
	"testing"

	"easyday/cmd/easyday/spelling"
)

func TestNearest(t *testing.T) {
	words := []string{"units", "theme", "out", "as-of"}
	for _, c := range []struct {
		word, want string
		found      bool
	}{
		{"untis", "units", true},
		{"ou", "out", true},
		{"theme", "theme", true},
		{"asof", "as-of", true},
		{"elephant", "", false},
	} {
		if got, found := spelling.Nearest(c.word, words); got != c.want || found != c.found {
			t.Errorf("Nearest(%q) = %q, %v; want %q, %v", c.word, got, found, c.want, c.found)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"kitten", "sitting", 3}, {"flaw", "lawn", 2}} {
		if got := spelling.Distance(c.a, c.b); got != c.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
