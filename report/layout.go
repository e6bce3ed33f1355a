package report

import (
	"strings"

	"gonum.org/v1/plot/vg"
)

// cutTop takes a strip of the given height off the top of r.
func cutTop(r *vg.Rectangle, height vg.Length) vg.Rectangle {
	strip := *r
	strip.Min.Y = r.Max.Y - height
	r.Max.Y = strip.Min.Y
	return strip
}

// cutBottom takes a strip of the given height off the bottom of r.
func cutBottom(r *vg.Rectangle, height vg.Length) vg.Rectangle {
	strip := *r
	strip.Max.Y = r.Min.Y + height
	r.Min.Y = strip.Max.Y
	return strip
}

// inset moves the edges of r inwards.
func inset(r vg.Rectangle, left, right, bottom, top vg.Length) vg.Rectangle {
	r.Min.X += left
	r.Max.X -= right
	r.Min.Y += bottom
	r.Max.Y -= top
	return r
}

func overlap(a, b vg.Rectangle) bool {
	return a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y
}

// wrap breaks a text into the fewest lines that fit width, and those lines as
// even as can be, so that no word is left alone. A word wider than width keeps
// a line of its own.
func (k *pen) wrap(s string, st style, width vg.Length) []string {
	lines := k.fill(s, st, width)
	if len(lines) < 2 {
		return lines
	}
	low, high := vg.Length(0), width
	for range 20 {
		mid := (low + high) / 2
		if l := k.fill(s, st, mid); len(l) > len(lines) || k.widest(l, st) > mid {
			low = mid
		} else {
			high = mid
		}
	}
	return k.fill(s, st, high)
}

// fill breaks a text greedily.
func (k *pen) fill(s string, st style, width vg.Length) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		if line == "" {
			line = word
			continue
		}
		if k.width(line+" "+word, st) <= width {
			line += " " + word
			continue
		}
		lines = append(lines, line)
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

func (k *pen) widest(lines []string, st style) vg.Length {
	w := vg.Length(0)
	for _, l := range lines {
		w = max(w, k.width(l, st))
	}
	return w
}

// paragraph draws lines from the top of r downwards and cuts them off it.
func (k *pen) paragraph(r *vg.Rectangle, s string, st style, leading vg.Length) {
	for _, l := range k.wrap(s, st, r.Max.X-r.Min.X) {
		row := cutTop(r, leading)
		k.text(row.Min.X, row.Max.Y-.82*st.size-(leading-st.size)/2+.04*st.size, l, st)
	}
}

// shortened cuts a text to width, with an ellipsis.
func (k *pen) shortened(s string, st style, width vg.Length) string {
	if k.width(s, st) <= width {
		return s
	}
	runes := []rune(s)
	for n := len(runes) - 1; n > 0; n-- {
		if t := strings.TrimRight(string(runes[:n]), " ") + "…"; k.width(t, st) <= width {
			return t
		}
	}
	return ""
}

// spread moves labels that want to be centred at want, each of its height,
// apart so that none overlaps, as little as possible in the least-squares
// sense, within low..high where there is room. Labels must be in order of want.
func spread(want, height []vg.Length, low, high vg.Length) []vg.Length {
	type block struct {
		sum, height vg.Length // of wanted lower ends relative to the block, and in all
		n           int
		at          vg.Length // lower end
	}
	var blocks []block
	place := func(b block) vg.Length {
		return max(low, min(high-b.height, b.sum/vg.Length(b.n)))
	}
	for i := range want {
		b := block{sum: want[i] - height[i]/2, height: height[i], n: 1}
		b.at = place(b)
		for len(blocks) > 0 {
			prev := blocks[len(blocks)-1]
			if prev.at+prev.height <= b.at {
				break
			}
			blocks = blocks[:len(blocks)-1]
			b = block{sum: prev.sum + b.sum - vg.Length(b.n)*prev.height, height: prev.height + b.height, n: prev.n + b.n}
			b.at = place(b)
		}
		blocks = append(blocks, b)
	}
	out := make([]vg.Length, 0, len(want))
	i := 0
	for _, b := range blocks {
		y := b.at
		for range b.n {
			out = append(out, y+height[i]/2)
			y += height[i]
			i++
		}
	}
	return out
}
