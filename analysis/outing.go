package analysis

import "time"

// groupOutings joins recordings less than SessionGapMinutes apart; the longest
// stands for the outing until hard efforts are known.
func (b *builder) groupOutings() {
	b.outing = make([]int, len(b.runs))
	from := 0
	end := b.runs[0].Recording.End()
	settle := func(to int) {
		main := from
		for i := from; i < to; i++ {
			if b.m[i].movingMinutes > b.m[main].movingMinutes {
				main = i
			}
		}
		for i := from; i < to; i++ {
			b.outing[i] = main
		}
	}
	for i := 1; i < len(b.runs); i++ {
		gap := b.runs[i].Recording.Start.Sub(end)
		if gap >= time.Duration(b.o.SessionGapMinutes*float64(time.Minute)) {
			settle(i)
			from = i
		}
		if e := b.runs[i].Recording.End(); e.After(end) || i == from {
			end = e
		}
	}
	settle(len(b.runs))
}

// hardestStands lets the hardest of an outing's recordings stand for it.
func (b *builder) hardestStands() {
	for i := range b.runs {
		h, main := b.hard[i], b.outing[i]
		if h == nil || b.hard[main] != nil && b.hard[main].ThresholdMinutes >= h.ThresholdMinutes {
			continue
		}
		for j, m := range b.outing {
			if m == main {
				b.outing[j] = i
			}
		}
	}
}

// part reports whether run i is a warm-up, cool-down or other lesser recording
// of an outing.
func (b *builder) part(i int) bool { return b.outing[i] != i }

// accompanied reports whether a recording beside run i is its warm-up or its cool-down.
func (b *builder) accompanied(i int) bool { return b.jogged(i-1, i) || b.jogged(i+1, i) }

// jogged reports whether recording j is of the outing of run i beside it, and
// shorter and slower.
func (b *builder) jogged(j, i int) bool {
	if j < 0 || j >= len(b.outing) || b.outing[j] != b.outing[i] {
		return false
	}
	jog, m := b.m[j], b.m[i]
	return jog.movingMinutes < m.movingMinutes && jog.effort <= m.effort-warmedSlower
}
