package analysis

import (
	"math"
	"time"
)

// after is how long a hard effort's shadow is.
func (w *Windows) after(h *effort, m *measures, c *hardContext) time.Duration {
	base := w.Base + Hours(w.PerThresholdMinute*h.ThresholdMinutes)
	base = max(w.Shortest, min(w.Longest, base))
	switch {
	case h.Reason == Race:
		switch d := h.metres; {
		case d > beyondMarathon:
			base = w.Ultra
		case d > marathon:
			base = w.Marathon
		case d > halfMarathon:
			base = w.HalfMarathon
		default:
			base = w.ShortRace
		}
	case h.Reason == Duration:
		base = w.LongRun
	case !m.structured(c) && m.effort < math.Log(wholeShare*c.criticalSpeed):
		// A steady run near critical speed is a race or a tempo and casts
		// the whole shadow; a grey one does not.
		base = min(base, w.Steady)
	}
	return base.Duration()
}

// wholeShare is the share of critical speed from which on an even effort casts
// the whole of its shadow.
const wholeShare = .93

// What makes up for the threshold minutes that sessions lose or gain on the way
// through a recording: each hill repetition loses climbLost minutes to the
// smoothing of altitude, intervals lose to that of speed, and an even effort gains
// from noise. Of sessions made up for tuning, the medians.
const climbLost, restsLost, wanderAdds = .75, 1.08, .95

// restored are an effort's threshold minutes with what the recording took.
func (h *effort) restored() float64 {
	switch h.Reason {
	case Hills:
		return h.ThresholdMinutes + climbLost*float64(len(h.Stretches))
	case Intervals:
		return h.ThresholdMinutes * restsLost
	case Tempo, Progression:
		return h.ThresholdMinutes * wanderAdds
	}
	return h.ThresholdMinutes
}

// shadow is a run's place after hard efforts.
type shadow struct {
	in     bool // within some hard effort's window
	counts bool // and a recovery run of it by definition
	after  int  // the hard effort, valid where in
	since  time.Duration
	next   bool // no other run lies between
}

// castShadows finds for every run the hard effort in whose window it lies. Of
// several, the latest that makes it a recovery run counts: one that it is the first
// run after, or within RecoveryWithin of, or a race of a half marathon or more.
func (b *builder) castShadows() {
	b.after = make([]shadow, len(b.runs))
	ended := make([]time.Time, len(b.runs)) // when all runs so far had
	longest := time.Duration(0)
	for i := range b.runs {
		ended[i] = b.runs[i].Recording.End()
		if i > 0 && ended[i-1].After(ended[i]) {
			ended[i] = ended[i-1]
		}
		if h := b.hard[i]; h != nil {
			longest = max(longest, h.Window)
		}
		if b.part(i) {
			continue
		}
		next := true
		for j := i - 1; j >= 0 && b.runs[i].Recording.Start.Sub(ended[j]) <= longest; j-- {
			if b.outing[j] == b.outing[i] {
				continue
			}
			h := b.hard[j]
			if h == nil {
				// A lesser recording of a session is no run between, and a
				// jog too short to be judged does not hide the first run.
				next = next && (b.part(j) || b.m[j].movingMinutes < b.o.ShortestRunMinutes)
				continue
			}
			since := b.runs[i].Recording.Start.Sub(b.runs[j].Recording.End())
			if since <= h.Window {
				long := h.Reason == Race && h.metres > halfMarathon
				s := shadow{in: true, after: j, since: max(0, since), next: next}
				s.counts = next || since <= b.o.RecoveryWithin.Duration() || long
				if !b.after[i].in || s.counts {
					b.after[i] = s
				}
				if s.counts {
					break
				}
			}
			next = false
		}
	}
}
