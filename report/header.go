package report

import (
	"image/color"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"
)

// sizes are the type sizes and mark scale of a picture. One size serves axes,
// labels and keys; rank is shown by weight and colour.
type sizes struct {
	title, subtitle, text vg.Length
	mark                  vg.Length
}

func wideSizes() sizes  { return sizes{title: 27, subtitle: 15.5, text: 13, mark: 1} }
func pageSizes() sizes  { return sizes{title: 24, subtitle: 11, text: 11, mark: .8} }
func phoneSizes() sizes { return sizes{title: 23, subtitle: 13, text: 13, mark: .85} }

// narrowestTitle is how much smaller a title may be to stand in one line.
const narrowestTitle = .85

// titles draws the finding and what is shown, and cuts them off r. A title a
// little too long for a line is drawn smaller.
func (k *pen) titles(r *vg.Rectangle, z sizes, title, subtitle string) {
	st := style{size: z.title, bold: true, colour: k.p.ink}
	if fit := (r.Max.X - r.Min.X) / k.width(title, st); fit < 1 && fit >= narrowestTitle {
		st.size *= .995 * fit
	}
	k.paragraph(r, title, st, 1.2*z.title)
	cutTop(r, 3)
	if subtitle != "" {
		k.paragraph(r, subtitle, style{size: z.subtitle, colour: k.p.sub}, 1.38*z.subtitle)
	}
}

// sentences draws sentences as one paragraph and cuts it off r.
func (k *pen) sentences(r *vg.Rectangle, z sizes, list []string, c color.NRGBA) {
	if len(list) > 0 {
		k.paragraph(r, strings.Join(list, " "), style{size: z.subtitle, colour: c}, 1.38*z.subtitle)
	}
}

// footnote draws sentences as one paragraph at the bottom of r and cuts it off.
func (k *pen) footnote(r *vg.Rectangle, z sizes, list []string) {
	if len(list) == 0 {
		return
	}
	st := style{size: z.subtitle, colour: k.p.sub}
	lines := k.wrap(strings.Join(list, " "), st, r.Max.X-r.Min.X)
	foot := cutBottom(r, vg.Length(len(lines))*1.38*z.subtitle)
	k.sentences(&foot, z, list, k.p.sub)
	cutBottom(r, 8)
}

// section draws a panel's heading with its note beside it, and cuts it off r.
func (k *pen) section(r *vg.Rectangle, z sizes, heading, note string) {
	row := cutTop(r, 1.6*z.text)
	y := row.Min.Y + .45*z.text
	box := k.text(row.Min.X, y, heading, style{size: z.text * 1.09, bold: true, colour: k.p.ink})
	st := style{size: z.text, colour: k.p.muted}
	if note = k.shortened(note, st, row.Max.X-box.Max.X-8); note != "" {
		k.text(box.Max.X+8, y, note, st)
	}
}

// keyItem explains one kind of mark.
type keyItem struct {
	draw   func(at vg.Point)
	width  vg.Length // of the drawing
	text   string
	colour color.NRGBA
}

// keyGap is the room between the items of a key, in sizes of its text.
const keyGap = 1.35

// keyItemWidth is how wide an item is drawn, and how much of that lies before
// its text.
func (k *pen) keyItemWidth(it keyItem, z sizes) (width, lead vg.Length) {
	lead = it.width
	if lead > 0 {
		lead += .5 * z.text
	}
	return lead + k.width(it.text, style{size: z.text, bold: true}), lead
}

// oneRow reports whether items fit a row of the given width.
func (k *pen) oneRow(width vg.Length, z sizes, items []keyItem) bool {
	sum := -keyGap * z.text
	for _, it := range items {
		w, _ := k.keyItemWidth(it, z)
		sum += w + keyGap*z.text
	}
	return sum <= width
}

// key draws items in rows and cuts them off r.
func (k *pen) key(r *vg.Rectangle, z sizes, items []keyItem) {
	if len(items) == 0 {
		return
	}
	st := style{size: z.text, bold: true}
	leading := 1.55 * z.text
	row := cutTop(r, leading)
	x := row.Min.X
	for _, it := range items {
		st.colour = it.colour
		w, lead := k.keyItemWidth(it, z)
		if x > row.Min.X && x+w > row.Max.X {
			row = cutTop(r, leading)
			x = row.Min.X
		}
		mid := (row.Min.Y + row.Max.Y) / 2
		it.draw(vg.Point{X: x + it.width/2, Y: mid})
		k.text(x+lead, middle(mid, z.text), it.text, st)
		x += w + keyGap*z.text
	}
}

// classKey explains the marks of the classes that occur, with their numbers.
func (k *pen) classKey(n [classes]int, z sizes, short bool) []keyItem {
	names := [classes]string{"too fast", "too close to call", "kept easy", "cannot be judged", "hard", "other"}
	if short {
		names = shortNames()
	}
	var out []keyItem
	for c := range classes {
		if n[c] == 0 {
			continue
		}
		scale := z.mark
		if c == classEasy {
			scale *= 1.15
		}
		out = append(out, keyItem{
			draw:   func(at vg.Point) { k.mark(c, at, scale) },
			width:  .95 * z.text,
			text:   strconv.Itoa(n[c]) + " " + names[c],
			colour: k.p.textColour(c),
		})
	}
	return out
}
