package labels

// HintWords are the listed words by kind, for tests.
func HintWords() map[string][]string {
	out := make(map[string][]string)
	for _, g := range hintWords() {
		out[g.kind] = g.words
	}
	return out
}
