package report

import (
	"bufio"
	"io"

	"easyday/analysis"
	"easyday/importer/activity"
)

// WriteText writes the closing lines a terminal shows: the verdict, what it
// rests on, the comfortable pace beside the runner's habit, the advice and the
// ledger's sum. It ends with a line feed.
func WriteText(w io.Writer, s *analysis.Season, l activity.Ledger, o Options) error {
	b := bufio.NewWriter(w)
	line := func(parts ...string) {
		n := 0
		for _, p := range parts {
			if p == "" {
				continue
			}
			if n++; n > 1 {
				b.WriteByte(' ')
			}
			b.WriteString(p)
		}
		if n > 0 {
			b.WriteByte('\n')
		}
	}
	m := &s.Summary
	line(Headline(s) + ".")
	rest := verdictCounts(m.Counts)
	if m.Judged() == 0 {
		rest = ""
	}
	if rest != "" {
		rest += "."
	}
	if share := m.TooFastShare; share.N > 1 {
		if rest != "" {
			rest += " "
		}
		rest += "Share too fast " + percent(share.Value) + " (90% interval " + whole(100*share.Low) + enDash + percent(share.High) +
			", " + count(share.N, "run", "runs") + ")."
	}
	line(rest, changeSentence(m.Change), backToBackSentence(s))
	line(trendSentence(s, o.Units), habitSentence(s, o.Units))
	line(modeSentence(s))
	line(patternSentences(s, o.Units)...)
	line(gapSentence(s, o.Units))
	line(sureSentences(s)...)
	line(Advice(s, o.Units))
	line(LedgerSum(l))
	return b.Flush()
}
