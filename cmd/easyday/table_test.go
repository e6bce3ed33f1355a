package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFold(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"one two three", 0, []string{"one two three"}},
		{"one two three", 13, []string{"one two three"}},
		{"one two three", 12, []string{"one two", "three"}},
		{"one two three", 7, []string{"one two", "three"}},
		{"one two three", 2, []string{"one", "two", "three"}},
		{"é à ü", 3, []string{"é à", "ü"}},
		{"", 5, []string{""}},
	} {
		if d := cmp.Diff(c.want, fold(c.text, c.width)); d != "" {
			t.Errorf("%q at %d:\n%s", c.text, c.width, d)
		}
	}
}

func TestTable(t *testing.T) {
	x := table{
		heading: []string{"date", "pace", "verdict", "why"},
		right:   []bool{false, true, false, false},
		lead:    []int{0, 2},
		tight:   map[int]int{2: 9},
		rows: [][]cell{
			{{text: "2025-03-05"}, {text: "9:05"}, {"too fast", red}, {text: "twelve minutes were over the limit"}},
			{{text: "2025-03-06"}, {text: "10:05"}, {"too close to call", yellow}, {}},
		},
	}
	for _, c := range []struct {
		name string
		t    terminal
		want string
	}{
		{"a pipe", terminal{}, `date         pace  verdict            why
2025-03-05   9:05  too fast           twelve minutes were over the limit
2025-03-06  10:05  too close to call
`},
		{"just roomy", terminal{width: 72}, `date         pace  verdict            why
2025-03-05   9:05  too fast           twelve minutes were over the limit
2025-03-06  10:05  too close to call
`},
		{"folded", terminal{width: 50}, `date         pace  verdict    why
2025-03-05   9:05  too fast   twelve minutes were
                              over the limit
2025-03-06  10:05  too close
                   to call
`},
		{"narrow", terminal{width: 30}, `2025-03-05  too fast
  pace 9:05
  twelve minutes were over the
  limit
2025-03-06  too close to call
  pace 10:05
`},
		{"colours", terminal{width: 30, colour: true}, "2025-03-05  \x1b[31mtoo fast\x1b[0m\n  pace 9:05\n  twelve minutes were over the\n  limit\n2025-03-06  \x1b[33mtoo close to call\x1b[0m\n  pace 10:05\n"},
	} {
		got := x.text(&c.t)
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s:\n%s", c.name, d)
		}
		for _, l := range strings.Split(got, "\n") {
			if c.t.width > 0 && !c.t.colour && len([]rune(l)) > c.t.width {
				t.Errorf("%s: %q is wider than %d", c.name, l, c.t.width)
			}
			if strings.TrimRight(l, " ") != l {
				t.Errorf("%s: %q ends in spaces", c.name, l)
			}
		}
	}
}
