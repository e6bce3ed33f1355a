package main

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"time"
)

// cost is what a process took.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // kilobytes
}

// run runs a command to its end; children that it waited for are counted.
func run(c *exec.Cmd) (cost, error) {
	c.Stderr = os.Stderr
	start := time.Now()
	if err := c.Run(); err != nil {
		return cost{}, fmt.Errorf("%s: %w", c, err)
	}
	p := c.ProcessState
	out := cost{wall: time.Since(start), cpu: p.UserTime() + p.SystemTime()}
	if u, ok := p.SysUsage().(*syscall.Rusage); ok {
		out.peak = u.Maxrss
	}
	return out, nil
}

// median takes the median of each figure by itself.
func median(costs []cost) cost {
	pick := func(f func(cost) int64) int64 {
		v := make([]int64, len(costs))
		for i, c := range costs {
			v[i] = f(c)
		}
		slices.Sort(v)
		return v[len(v)/2]
	}
	return cost{
		wall: time.Duration(pick(func(c cost) int64 { return int64(c.wall) })),
		cpu:  time.Duration(pick(func(c cost) int64 { return int64(c.cpu) })),
		peak: pick(func(c cost) int64 { return c.peak }),
	}
}

// contender is one of the commands that take turns.
type contender struct {
	name    string
	command func(turn int) *exec.Cmd
}

// takeTurns runs every contender once in each turn, and prints a table of
// medians; ratios are to the first.
func takeTurns(all []contender, turns int) error {
	costs := make([][]cost, len(all))
	for turn := range turns {
		for i, x := range all {
			c, err := run(x.command(turn))
			if err != nil {
				return err
			}
			costs[i] = append(costs[i], c)
		}
	}
	first := median(costs[0])
	fmt.Printf("%-28s %10s %10s %8s %8s %8s\n", "", "wall", "CPU", "wall", "CPU", "peak MB")
	for i, x := range all {
		c := median(costs[i])
		fmt.Printf("%-28s %10v %10v %8.2f %8.2f %8d\n", x.name, c.wall.Round(time.Millisecond), c.cpu.Round(time.Millisecond),
			float64(c.wall)/float64(first.wall), float64(c.cpu)/float64(first.cpu), c.peak>>10)
	}
	fmt.Printf("medians of %d turns, ratios to the first line\n", turns)
	return nil
}
