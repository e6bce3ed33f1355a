package analysis

import (
	"math"
)

// alike is by how much of either what a race is stated at and recorded as may differ.
const alike = .1

// labelRaces makes races of the recordings of those the runner states, by date, and
// distance and time within alike; of several the nearest. A label of the runner's
// own goes before.
func (b *builder) labelRaces(runs []Run) {
	taken := make(map[string]bool)
	for _, k := range b.known.Races {
		id, nearest := "", math.Inf(1)
		for i := range runs {
			f := &runs[i].Recording.Figures
			far, late := math.Abs(f.Distance/k.Distance-1), math.Abs(f.Moving/k.Seconds-1)
			if runs[i].LocalDate == k.Date && !taken[runs[i].ID] && far <= alike && late <= alike && far+late < nearest {
				id, nearest = runs[i].ID, far+late
			}
		}
		if id == "" {
			continue
		}
		taken[id] = true
		if b.label[id].From != FromLabel {
			b.label[id] = Label{RunID: id, Kind: KindHard, Race: true, From: FromLabel}
		}
	}
}

// applyLabel lets the runner's word override what was found.
func (b *builder) applyLabel(i int, c *hardContext) {
	l, ok := b.label[b.runs[i].ID]
	if !ok {
		return
	}
	h := b.hard[i]
	if h == nil && l.Race && l.From == FromNameHint {
		// Before there is a trend nothing but a name would make it a race, and
		// a runner's every parkrun would say how fast that runner can race.
		if b.trend == nil {
			return
		}
		if b.belied(i, c) {
			delete(b.label, l.RunID)
			r := &b.runs[i]
			r.Notes = append(r.Notes, l.words()+", but it was run as easily as any other")
			return
		}
	}
	if l.Kind != KindHard && !l.Race {
		b.hard[i] = nil
		// Hard by its duration, whatever else was found in it: a name tells of the
		// pace, not of the hours.
		if h != nil && (l.Kind == KindLong || l.From == FromNameHint) && b.m[i].longEnough(c, b.o) {
			h.Reason, h.Words = Duration, b.m[i].longWords(c)
			h.Window = b.o.Windows.after(h, b.m[i], c)
			b.hard[i] = h
		}
		return
	}
	if h == nil {
		m := b.open(i)
		tem := m.thresholdMinutes(c.criticalSpeed)
		h = &effort{
			HardEffort: HardEffort{Reason: OtherHard, ThresholdMinutes: tem, Stretches: m.stretches(c)},
			read:       tem, metres: b.runs[i].Recording.Figures.Distance,
		}
	}
	h.Words = l.words()
	h.within = h.within && !l.Race // what the runner calls a race is one
	if l.Race && h.Reason != Race {
		h.Reason, h.ThresholdMinutes = Race, h.read
	}
	h.Window = b.o.Windows.after(h, b.m[i], c)
	b.hard[i] = h
}

// belied reports whether run i, not found to be hard, was run as no race ever is,
// whatever its name says: a parkrun that was jogged. With too few other runs to know
// the habit, nothing is belied.
func (b *builder) belied(i int, c *hardContext) bool {
	const fewMinutes = 4
	others := 0
	for _, e := range b.trend.evidence {
		if e.kind == obsHabit && e.run != i {
			others++
		}
	}
	return others >= b.o.LearningRuns && b.m[i].effort < c.habit+b.o.OutOfHabit && !b.m[i].structured(c) &&
		b.open(i).thresholdMinutes(c.criticalSpeed) < fewMinutes
}
