// Command validate carries made-up seasons of known truth the whole way, from
// real files to verdicts, and prints how well they were judged, for every kind
// of runner, beside two simple rules.
//
//	go run ./cmd/validate -seeds 6
//
// Seeds below 1000 were used for tuning; the default ones never were.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/signal"
	"slices"

	"golang.org/x/sync/errgroup"

	"easyday/analysis"
	"easyday/importer/synth"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var c config
	flag.IntVar(&c.seeds, "seeds", 6, "seasons of each kind")
	flag.Uint64Var(&c.first, "first", 1000, "first seed; those below 1000 are for tuning")
	flag.StringVar(&c.kind, "kind", "", "only this kind of runner")
	flag.BoolVar(&c.each, "each", false, "print every season's line too")
	flag.BoolVar(&c.baselines, "baselines", true, "tune and print the simple rules")
	flag.BoolVar(&c.worlds, "worlds", true, "print the mean in other worlds, too")
	flag.Parse()
	if err := run(ctx, os.Stdout, c); err != nil {
		fmt.Fprintln(os.Stderr, "validate:", err)
		os.Exit(1)
	}
}

type config struct {
	seeds     int
	first     uint64
	kind      string
	each      bool
	baselines bool
	worlds    bool
}

// other is a world unlike the usual one.
type other struct {
	name  string
	world synth.World
}

// worlds tell how much of a miss is owed to what no recording shows, and how much
// of a hit to recovery runs that are what the model takes them for.
func worlds() []other {
	return []other{
		{"hard ground", synth.World{Spread: 1, HardGround: true}},
		{"and like bodies", synth.World{Spread: .5, HardGround: true}},
		{"held back 3 %", synth.World{Spread: 1, Held: .02}},
		{"held back 8 %", synth.World{Spread: 1, Held: -.03}},
		{"heedless by 3 %", synth.World{Spread: 1, Heedless: -.03}},
		{"heedless by 10%", synth.World{Spread: 1, Heedless: .04}},
		{"all in one way", synth.World{Spread: 1, OneWay: true}},
	}
}

// kinds are the kinds of runner that validation reports on.
func kinds(only string) ([]synth.Kind, error) {
	if only != "" {
		k, err := synth.ParseKind(only)
		return []synth.Kind{k}, err
	}
	return synth.Standard(), nil
}

// carryAll carries seeds first.. of every kind, two at a time.
func carryAll(ctx context.Context, world synth.World, ks []synth.Kind, first uint64, seeds int, o analysis.Options) ([]*trial, error) {
	trials := make([]*trial, len(ks)*seeds)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(2)
	for i := range trials {
		g.Go(func() (err error) {
			trials[i], err = carry(ctx, world, ks[i/seeds], first+uint64(i%seeds), o)
			return err
		})
	}
	return trials, g.Wait()
}

func run(ctx context.Context, w io.Writer, c config) error {
	ks, err := kinds(c.kind)
	if err != nil {
		return err
	}
	trials, err := carryAll(ctx, synth.Usual(), ks, c.first, c.seeds, analysis.DefaultOptions())
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%d seasons of each of %d kinds, seeds %d to %d\n\n", c.seeds, len(ks), c.first, c.first+uint64(c.seeds)-1)
	header(w)
	table(w, ks, trials, byModel, c.each, func(*figures) {})
	if c.kind == "" {
		fmt.Fprintln(w, "\nrunners who live otherwise")
		further, err := carryAll(ctx, synth.Usual(), synth.Further(), c.first, c.seeds, analysis.DefaultOptions())
		if err != nil {
			return err
		}
		rows(w, synth.Further(), further, byModel, c.each, func(*figures) {})
	}
	fmt.Fprintln(w, "\nwhere the runner says, mean")
	for _, s := range sayings() {
		line(w, s.name, seasonMean(told(trials, s), byModel))
	}
	rules := baselines()
	if c.baselines {
		tuning, err := carryAll(ctx, synth.Usual(), ks, 0, 2, analysis.DefaultOptions())
		if err != nil {
			return err
		}
		for _, b := range rules {
			b.tune(tuning)
		}
	}
	if c.worlds {
		fmt.Fprintln(w, "\nmean in other worlds; by the 42-day mean, and by whoever knows the level of the trend")
		inWorld := func(name string, trials []*trial) {
			line(w, name, seasonMean(trials, byModel))
			by := func(name string, v verdictOf) {
				f := seasonMean(trials, v)
				verdictOnly(&f)
				line(w, name, f)
			}
			if c.baselines {
				by("  42-day mean", rules[0].verdict)
			}
			by("  level known", byTruth)
		}
		inWorld("the usual one", trials)
		for _, o := range worlds() {
			others, err := carryAll(ctx, o.world, ks, c.first, c.seeds, analysis.DefaultOptions())
			if err != nil {
				return err
			}
			inWorld(o.name, others)
		}
	}
	if !c.baselines {
		return nil
	}
	for _, b := range rules {
		fmt.Fprintf(w, "\n%s of all runs, margin %+.1f %% (tuned on seeds 0 and 1)\n", b.name, 100*b.margin)
		table(w, ks, trials, b.verdict, false, verdictOnly)
	}
	return nil
}

// seasonMean is the mean score of verdicts over seasons.
func seasonMean(trials []*trial, v verdictOf) figures {
	var all []figures
	for _, t := range trials {
		s := t.grade(v)
		all = append(all, s.figures())
	}
	return meanOf(all)
}

func header(w io.Writer) {
	fmt.Fprintln(w, "kind            hard F1  rec. P  rec. R  fast F1  false/100  Brier  MAE s/mi  shape  cover  share")
}

// verdictOnly blanks what a verdict rule of its own has no part in: the trend and
// the intervals.
func verdictOnly(f *figures) {
	for _, c := range []int{trendMAE, shapeMAE, coverage, shareCoverage} {
		f[c] = math.NaN()
	}
}

// rows prints a line per kind, after one for each of its seasons if wanted. It
// gives the figures of every season and the means of every kind.
func rows(w io.Writer, ks []synth.Kind, trials []*trial, v verdictOf, each bool, blank func(*figures)) (all, means []figures) {
	for _, k := range ks {
		var of []figures
		for _, t := range trials {
			if t.kind != k {
				continue
			}
			s := t.grade(v)
			f := s.figures()
			blank(&f)
			of = append(of, f)
			if each {
				line(w, fmt.Sprintf("  seed %d", t.seed), f)
			}
		}
		m := meanOf(of)
		means = append(means, m)
		line(w, string(k), m)
		all = append(all, of...)
	}
	return all, means
}

// table prints the rows, the mean over all seasons with its 90 % bootstrap
// interval over seasons, and the worst kind of each column.
func table(w io.Writer, ks []synth.Kind, trials []*trial, v verdictOf, each bool, blank func(*figures)) {
	all, means := rows(w, ks, trials, v, each, blank)
	line(w, "mean", meanOf(all))
	low, high := bootstrap(all)
	line(w, "  90% from", low)
	line(w, "  90% to", high)
	var worst figures
	for c := range columns {
		worst[c] = means[0][c]
		for _, m := range means {
			switch c {
			case falseAlarms, brier, trendMAE, shapeMAE:
				worst[c] = max(worst[c], m[c])
			default:
				worst[c] = min(worst[c], m[c])
			}
		}
	}
	line(w, "worst kind", worst)
}

// line prints a row; a figure that does not apply is a dash.
func line(w io.Writer, name string, f figures) {
	row := fmt.Sprintf("%-15s", name)
	for c, form := range [columns]struct{ width, places int }{{8, 3}, {8, 3}, {8, 3}, {9, 3}, {11, 1}, {7, 3}, {10, 1}, {7, 1}, {7, 2}, {7, 2}} {
		if math.IsNaN(f[c]) {
			row += fmt.Sprintf("%*s", form.width, "-")
			continue
		}
		row += fmt.Sprintf("%*.*f", form.width, form.places, f[c])
	}
	fmt.Fprintln(w, row)
}

// meanOf is the mean of every column over the seasons that have it.
func meanOf(fs []figures) figures {
	var out figures
	for c := range columns {
		var v []float64
		for _, f := range fs {
			v = append(v, f[c])
		}
		out[c] = mean(v)
	}
	return out
}

// bootstrap is the 90 % interval of the mean over 2,000 resamples of seasons,
// with a seed of its own so that the table is the same each time.
func bootstrap(fs []figures) (low, high figures) {
	r := rand.New(rand.NewPCG(1, 2))
	const draws = 2000
	var samples [columns][]float64
	pick := make([]figures, len(fs))
	for range draws {
		for i := range pick {
			pick[i] = fs[r.IntN(len(fs))]
		}
		m := meanOf(pick)
		for c := range columns {
			samples[c] = append(samples[c], m[c])
		}
	}
	for c := range columns {
		v := slices.DeleteFunc(samples[c], math.IsNaN)
		slices.Sort(v)
		if len(v) == 0 {
			low[c], high[c] = math.NaN(), math.NaN()
			continue
		}
		low[c], high[c] = v[len(v)/20], v[len(v)-1-len(v)/20]
	}
	return low, high
}
