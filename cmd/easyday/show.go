package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"easyday/analysis"
	"easyday/importer/activity"
	"easyday/report"
)

func newShow() *cobra.Command {
	var f seasonFlags
	var season, out string
	var noPictures bool
	c := &cobra.Command{
		Use:   "show FILE",
		Short: "Show one recording: what was read, its laps and hard stretches, its picture",
		Long: `show prints what was read from one recording and what was mended, the run's
figures, its laps and its hard stretches, and draws it. With --season and the folder the
season lies in, the run is judged among the others and its verdict is told; alone there
is little to judge it by.`,
		Example: `  easyday show run.fit
  easyday show season/run.fit --season season`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &usageError{&hintError{
					fmt.Errorf("show needs one file, got %d", len(args)),
					"for example: easyday show run.fit --season ~/watch-exports",
				}}
			}
			return f.settle(c)
		},
		RunE: func(c *cobra.Command, args []string) error {
			ctx := c.Context()
			if err := pathsExist(args); err != nil {
				return err
			}
			if i, err := os.Stat(args[0]); err == nil && i.IsDir() {
				return &usageError{&hintError{
					fmt.Errorf("show needs one file, and %s is a folder", args[0]),
					"name a file in it; easyday check " + args[0] + " tells of its last runs",
				}}
			}
			if season != "" {
				if err := pathsExist([]string{season}); err != nil {
					return err
				}
			}
			var folder *output
			if !noPictures {
				var err error
				if folder, err = openOutput(out); err != nil {
					return err
				}
				defer folder.discard()
			}
			defer f.traces.Close()
			alone := f
			alone.labels = ""
			s, ledger, err := readSeason(ctx, args, &alone)
			if err != nil {
				return err
			}
			w := c.OutOrStdout()
			var b strings.Builder
			for _, e := range ledger.Entries {
				showEntry(&b, e)
			}
			if len(s.Runs) == 0 {
				if err := f.out.paragraphs(b.String()); err != nil {
					return err
				}
				return &hintError{fmt.Errorf("%w: %s", errNothing, report.LedgerSum(ledger)), "show needs a recording of a run; the reason is above"}
			}
			runs := s.Runs
			if season != "" {
				whole, _, err := readSeason(ctx, []string{season}, &f)
				if err != nil {
					return err
				}
				if runs, err = amongSeason(whole, runs); err != nil {
					return err
				}
				s = whole
			}
			for i := range runs {
				showRun(&b, s, &runs[i], f.options.Units, season != "")
			}
			if season == "" {
				b.WriteString("Read alone: what is hard is told by this run's own paces. With --season FOLDER it is judged among the others.\n")
			}
			if err := f.traces.Err(); err != nil { // what was read of them is in b
				return err
			}
			if err := f.out.paragraphs(b.String()); err != nil || noPictures {
				return err
			}
			for i := range runs {
				chart := report.RunChart(&runs[i])
				if err := folder.write(chart.Name+".png", func(w io.Writer) error { return report.WritePNG(w, chart, s, f.options) }); err != nil {
					return err
				}
			}
			if err := f.traces.Err(); err != nil {
				return err
			}
			if err := folder.publish(); err != nil {
				return err
			}
			for i := range runs {
				if _, err := fmt.Fprintln(w, "Picture:", filepath.Join(out, report.RunChart(&runs[i]).Name+".png")); err != nil {
					return err
				}
			}
			return nil
		},
	}
	f.register(c)
	c.Flags().StringVar(&season, "season", "", "`folder` of the season the run is judged among")
	c.Flags().StringVarP(&out, "out", "o", ".", "`folder` the picture is written to, made if missing")
	c.Flags().Var(themeFlag{&f.options.Theme}, "theme", "colours of the picture")
	c.Flags().BoolVar(&noPictures, "no-pictures", false, "draw nothing")
	completeFlags(c)
	return c
}

// amongSeason finds runs read alone among those of their season, by their
// starts.
func amongSeason(s *analysis.Season, alone []analysis.Run) ([]analysis.Run, error) {
	var out []analysis.Run
	for i := range alone {
		at := slices.IndexFunc(s.Runs, func(r analysis.Run) bool { return r.Start().Equal(alone[i].Start()) })
		if at < 0 {
			return nil, &usageError{&hintError{
				errors.New("the run is not in the season"),
				"--season names a folder that holds the file; as another recording of the same run it may have been set aside",
			}}
		}
		out = append(out, s.Runs[at])
	}
	return out, nil
}

// showEntry says what became of the file and what was mended.
func showEntry(b *strings.Builder, e activity.Entry) {
	line := report.PlainLine(e.Name()) + ": " + strings.ReplaceAll(string(e.Outcome), "_", " ")
	if e.Reason != "" {
		line += ": " + e.Reason
	}
	b.WriteString(line + "\n")
	for _, n := range e.Notes {
		b.WriteString("  " + n.Text + "\n")
	}
}

// workoutText is a programmed workout in a line, such as "warmup 10:00, 8 × (active
// 400 m, rest), cooldown"; empty where there is none.
func workoutText(steps []activity.WorkoutStep, u report.Units) string {
	var parts []string // one for each step, empty where within another
	for i, s := range steps {
		if s.Times > 0 && s.From < i {
			inner := slices.DeleteFunc(slices.Clone(parts[s.From:]), func(p string) bool { return p == "" })
			for j := s.From; j < i; j++ {
				parts[j] = ""
			}
			parts = append(parts, fmt.Sprintf("%d × (%s)", s.Times, strings.Join(inner, ", ")))
			continue
		}
		words := make([]string, 0, 3)
		for _, w := range []string{s.Name, s.Intensity} {
			if w != "" {
				words = append(words, w)
			}
		}
		switch {
		case s.Duration > 0:
			words = append(words, clockText(s.Duration))
		case s.Distance > 0 && s.Distance < 2000:
			words = append(words, fmt.Sprintf("%.0f m", s.Distance))
		case s.Distance > 0:
			words = append(words, distanceText(s.Distance, u))
		}
		if len(words) == 0 {
			words = append(words, "a step")
		}
		parts = append(parts, strings.Join(words, " "))
	}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), ", ")
}

// showRun prints a run's figures, laps, hard stretches and, among its season,
// its verdict.
func showRun(b *strings.Builder, s *analysis.Season, r *analysis.Run, u report.Units, judged bool) {
	f := &r.Recording.Figures
	fmt.Fprintf(b, "%s, %s in %s moving (%s elapsed), %s/%s", r.LocalStart().Format("Mon 2006-01-02 15:04"),
		distanceText(f.Distance, u), clockText(f.Moving), clockText(f.Elapsed), report.FormatPace(r.Pace, u), u.Short())
	if r.EffortPace > 0 {
		fmt.Fprintf(b, ", %s %s/%s", report.AdjustedFor(s), report.FormatPace(r.EffortPace, u), u.Short())
	}
	if f.HeartRate > 0 {
		fmt.Fprintf(b, ", %.0f bpm", f.HeartRate)
	}
	b.WriteByte('\n')
	if d := deviceName(r.Recording.Device); d != "" {
		fmt.Fprintf(b, "  recorded by %s\n", d)
	}
	whole := r.Recording.Whole()
	if w := workoutText(whole.Workout, u); w != "" {
		fmt.Fprintf(b, "  programmed: %s\n", w)
	}
	// Some watches call every lap a rest.
	oneWord := !slices.ContainsFunc(whole.Laps, func(l activity.Lap) bool { return l.Intensity != whole.Laps[0].Intensity })
	for i, l := range whole.Laps {
		fmt.Fprintf(b, "  lap %d: %s", i+1, lapText(l.Distance, l.Timer, u))
		if l.AverageHeartRate > 0 {
			fmt.Fprintf(b, ", %.0f bpm", l.AverageHeartRate)
		}
		if l.Intensity != "" && !oneWord {
			b.WriteString(", " + l.Intensity)
		}
		b.WriteByte('\n')
	}
	if best := report.EffortsText(r, u); best != "" {
		fmt.Fprintf(b, "  best as on the flat: %s\n", best)
	}
	if h := r.Hard; h != nil {
		reason := "Hard effort"
		if word := hardWord(h.Reason); word != "hard effort" {
			reason += " (" + word + ")"
		}
		fmt.Fprintf(b, "%s: %s.\n", reason, h.Words)
		for _, x := range h.Stretches {
			fmt.Fprintf(b, "  hard from %s to %s, grade-adjusted %s/%s\n", clockText(x.From), clockText(x.To), report.FormatPace(x.EffortPace, u), u.Short())
		}
	}
	for _, n := range r.Notes {
		b.WriteString("  " + n + "\n")
	}
	if !judged {
		return
	}
	b.WriteString("In its season: " + seasonText(r, u) + ".\n")
}

// seasonText is what a run was among the others of its season: its verdict with
// all that is known of it, or what it was, and why.
func seasonText(r *analysis.Run, u report.Units) string {
	word, _ := verdictWord(r)
	pace := report.FormatPace(r.Comfortable.Value, u) + "/" + u.Short()
	v := r.Recovery
	if v == nil || v.Verdict == analysis.CantTell {
		return strings.Join(filled(word+afterText(v), "limit of the day "+pace, why(r)), "; ")
	}
	limit := "the limit of the day, " + pace
	// The picture draws what that comes to on the run's own ground and in its weather.
	if own := report.FormatPace(v.Limit, u) + "/" + u.Short(); own != pace {
		limit += " (" + own + " with its heat and hills)"
	}
	parts := filled(word + afterText(v))
	switch over := v.Over * u.Metres() / activity.Kilometre; {
	case over >= .5:
		parts = append(parts, fmt.Sprintf("%.0f s/%s faster than %s", over, u.Short(), limit))
	case over <= -.5:
		parts = append(parts, fmt.Sprintf("%.0f s/%s slower than %s", -over, u.Short(), limit))
	default:
		parts = append(parts, "just at "+limit)
	}
	parts = append(parts, "probability of too fast "+report.FormatProbability(v.TooFast), why(r))
	if v.HoldingBackAdds >= 1 {
		parts = append(parts, "holding to the limit would have added "+clockText(v.HoldingBackAdds))
	}
	return strings.Join(append(parts, v.Reasons...), "; ")
}

// afterText says how long after which hard effort a recovery run was; empty for
// any other run.
func afterText(v *analysis.Recovery) string {
	if v == nil || v.After == "" {
		return ""
	}
	return fmt.Sprintf(", %.0f h after %s", v.Since.Hours(), aHardEffort(v.AfterReason))
}

// filled are the texts that say something.
func filled(texts ...string) []string {
	return slices.DeleteFunc(texts, func(t string) bool { return t == "" })
}

// lapText writes a lap's distance, time and pace, as far as they are known.
func lapText(metres, seconds float64, u report.Units) string {
	switch {
	case metres > 0 && seconds > 0:
		pace := activity.Pace(seconds / metres * activity.Kilometre)
		return fmt.Sprintf("%s in %s, %s/%s", distanceText(metres, u), clockText(seconds), report.FormatPace(pace, u), u.Short())
	case metres > 0:
		return distanceText(metres, u)
	}
	return clockText(seconds)
}

// aHardEffort names a hard effort in a sentence.
func aHardEffort(r analysis.HardReason) string {
	switch word := hardWord(r); r {
	case analysis.Intervals, analysis.Hills:
		return word
	case analysis.Tempo, analysis.Fartlek, analysis.Progression:
		return "a " + word + " run"
	default:
		return "a " + word
	}
}

// distanceText writes metres with two decimals.
func distanceText(metres float64, u report.Units) string {
	if math.IsNaN(metres) {
		return "unknown distance"
	}
	return fmt.Sprintf("%.2f %s", metres/u.Metres(), u.Short())
}

// clockText writes seconds as h:mm:ss, or m:ss below an hour.
func clockText(seconds float64) string {
	if math.IsNaN(seconds) {
		return "unknown time"
	}
	n := int(math.Round(seconds))
	if n >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", n/3600, n/60%60, n%60)
	}
	return fmt.Sprintf("%d:%02d", n/60, n%60)
}
