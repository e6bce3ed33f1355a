// Rivals times easyday beside the libraries it reads with, on the same folder:
// whole processes in turn, medians of several pairs.
//
//	go build -o /tmp/easyday ./cmd/easyday
//	go run -C testdata/rivals . -easyday /tmp/easyday -format fit -pairs 9 FOLDER
//
// The library merely decodes every file in memory, on one core. easyday imports,
// repairs, judges the season and writes its numbers (report --no-pictures), on
// as many cores as it is given. It prints the medians of wall and CPU time, both
// as ratios to the library's, and easyday's peak memory.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/tkrajina/gpxgo/gpx"
	"github.com/tormoder/fit"
)

func main() {
	easyday := flag.String("easyday", "", "the easyday command to time")
	format := flag.String("format", "fit", "fit or gpx: what the folder holds")
	pairs := flag.Int("pairs", 9, "runs of each, in turn")
	only := flag.Bool("decode", false, "merely decode the folder, as the rival process does")
	flag.Parse()
	err := errors.New("one folder, please")
	switch {
	case flag.NArg() != 1:
	case *only:
		err = decode(flag.Arg(0), *format)
	case *easyday == "":
		err = errors.New("-easyday is missing")
	default:
		err = compare(*easyday, *format, flag.Arg(0), *pairs)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "rivals:", err)
		os.Exit(1)
	}
}

// decode reads every file of the format below a folder with its library.
func decode(folder, format string) error {
	files, failed := 0, 0
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.EqualFold(filepath.Ext(path), "."+format) {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		if format == "gpx" {
			_, err = gpx.ParseBytes(data)
		} else {
			_, err = fit.Decode(bytes.NewReader(data))
		}
		if err != nil {
			failed++
		}
		return nil
	})
	fmt.Printf("%d files, %d failed\n", files, failed)
	return err
}

// cost is what a process took.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // kilobytes
}

func compare(easyday, format, folder string, pairs int) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	out, err := os.MkdirTemp("", "rivals-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(out)
	var library, ours []cost
	for range pairs {
		l := exec.Command(self, "-decode", "-format", format, folder)
		l.Env = append(os.Environ(), "GOMAXPROCS=1")
		c, err := run(l)
		if err != nil {
			return err
		}
		library = append(library, c)
		e := exec.Command(easyday, "report", "--no-pictures", "--quiet", "--out", filepath.Join(out, "report"), folder)
		e.Env = append(os.Environ(), "XDG_CACHE_HOME="+filepath.Join(out, fmt.Sprint(len(ours)))) // nothing remembered
		if c, err = run(e); err != nil {
			return err
		}
		ours = append(ours, c)
	}
	a, b := median(library), median(ours)
	fmt.Printf("library  wall %v, CPU %v, peak %d MB\n", a.wall, a.cpu, a.peak>>10)
	fmt.Printf("easyday  wall %v, CPU %v, peak %d MB\n", b.wall, b.cpu, b.peak>>10)
	fmt.Printf("ratio    wall %.2f, CPU %.2f (medians of %d pairs)\n", float64(b.wall)/float64(a.wall), float64(b.cpu)/float64(a.cpu), pairs)
	return nil
}

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
