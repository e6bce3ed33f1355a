package labels

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"easyday/analysis"
)

// Hint is what a recording's name says of it where that is clear.
type Hint struct {
	Kind string // "easy", "hard" or "race"
	Word string // the word that says so, as listed
}

// Names reads names of recordings. It is made once for many.
type Names struct {
	hints          []phrase
	voids, doubts  []string // plain, as text of plain words has them
	before, after  map[string][]string
	repeats        *regexp.Regexp // a session of repetitions such as "6x400"
	japaneseDenied []string
	letters        *strings.Replacer
}

// phrase is a word, or a few, that says a kind.
type phrase struct {
	hint     Hint
	plain    string // without accents, a space on either side
	japanese bool
}

// NewNames makes a reader of names.
func NewNames() *Names {
	n := &Names{
		before: leaders(), after: followers(), japaneseDenied: japaneseVoids(),
		repeats: regexp.MustCompile(`[0-9] ?[x×] ?[0-9]`), letters: plainLetters(),
	}
	for _, g := range hintWords() {
		for _, w := range g.words {
			n.hints = append(n.hints, phrase{Hint{g.kind, w}, n.plain(w), isJapanese(w)})
		}
	}
	for _, w := range voidWords() {
		n.voids = append(n.voids, n.plain(w))
	}
	for _, w := range doubtWords() {
		n.doubts = append(n.doubts, n.plain(w))
	}
	return n
}

// Read finds what a name says of its run: false where it says nothing, or two
// things, denies it or speaks of another run ("no race", "race pace", "after the
// parkrun"), where the word is part of a place's name ("Race Street"), or where an
// easy run had a part that may not have been ("easy, 6x400"). Case and accents do
// not matter; a word counts as a whole alone ("embrace" is no race).
func (n *Names) Read(name string) (Hint, bool) {
	name = strings.ToLower(name)
	text := n.plain(name)
	saysAny := func(list []string) bool {
		return slices.ContainsFunc(list, func(w string) bool { return strings.Contains(text, w) })
	}
	if saysAny(n.voids) {
		return Hint{}, false
	}
	var found Hint
	for _, p := range n.hints {
		switch {
		case p.japanese && !n.saysJapanese(name, p.hint.Word), !p.japanese && !n.says(text, p):
			continue
		case found.Kind != "" && found.Kind != p.hint.Kind:
			return Hint{}, false
		case len(p.hint.Word) > len(found.Word):
			found = p.hint
		}
	}
	if found.Kind == "easy" && (saysAny(n.doubts) || n.repeats.MatchString(name)) {
		return Hint{}, false
	}
	return found, found.Kind != ""
}

// plain is a text in lower case as words without accents, parted at all that is no
// letter, with a space on either side of each.
func (n *Names) plain(text string) string {
	text = strings.Map(func(r rune) rune {
		if r >= 0x300 && r <= 0x36f { // an accent as a mark of its own
			return -1
		}
		return r
	}, n.letters.Replace(text))
	return " " + strings.Join(strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }), " ") + " "
}

// plainLetters leaves out the accents of Latin letters.
func plainLetters() *strings.Replacer {
	return strings.NewReplacer(
		"à", "a", "á", "a", "â", "a", "ã", "a", "ä", "a", "å", "a", "ą", "a", "ç", "c", "ć", "c", "è", "e", "é", "e", "ê", "e", "ë", "e", "ę", "e",
		"ì", "i", "í", "i", "î", "i", "ï", "i", "ł", "l", "ñ", "n", "ń", "n", "ò", "o", "ó", "o", "ô", "o", "õ", "o", "ö", "o", "ś", "s",
		"ù", "u", "ú", "u", "û", "u", "ü", "u", "ź", "z", "ż", "z",
	)
}

// says finds a phrase in a text of plain words where it is not part of another's
// name.
func (n *Names) says(text string, p phrase) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], p.plain)
		if i < 0 {
			return false
		}
		before, after := strings.Fields(text[:at+i]), strings.Fields(text[at+i+len(p.plain):])
		part := len(after) > 0 && slices.Contains(n.after[p.hint.Word], after[0]) ||
			len(before) > 0 && slices.Contains(n.before[p.hint.Word], before[len(before)-1])
		if !part {
			return true
		}
		at += i + len(p.plain) - 1 // the space is the next word's too
	}
}

func isJapanese(word string) bool {
	return strings.ContainsFunc(word, func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Katakana) })
}

// saysJapanese finds a word in a text that is written without spaces. One in
// katakana ends where the katakana ends: there is a race in トレース otherwise, and
// a jog in ジョグジャカルタ.
func (n *Names) saysJapanese(name, word string) bool {
	if slices.ContainsFunc(n.japaneseDenied, func(v string) bool { return strings.Contains(name, v) }) {
		return false
	}
	katakana := func(r rune) bool { return unicode.Is(unicode.Katakana, r) || r == 'ー' }
	letters, text := []rune(word), []rune(name)
	for i := range text[:max(0, len(text)-len(letters)+1)] {
		end := i + len(letters)
		if !slices.Equal(text[i:end], letters) {
			continue
		}
		if i > 0 && katakana(letters[0]) && katakana(text[i-1]) ||
			end < len(text) && katakana(letters[len(letters)-1]) && katakana(text[end]) {
			continue
		}
		return true
	}
	return false
}

// Label is the hint as the analysis takes it. A name that says "easy" or
// "recovery" only says that the run was no hard effort: whether it is a recovery
// run is for the hard effort before it to tell.
func (h Hint) Label(id string) analysis.Label {
	l := analysis.Label{RunID: id, From: analysis.FromNameHint, Word: h.Word}
	switch h.Kind {
	case "race":
		l.Kind, l.Race = analysis.KindHard, true
	case "hard":
		l.Kind = analysis.KindHard
	}
	return l
}
