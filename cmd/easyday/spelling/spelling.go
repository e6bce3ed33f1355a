// Package spelling finds the word that was meant among those that exist.
package spelling

// Nearest is the candidate closest to word by Levenshtein's distance, the
// first of equals; false where none is within 2 changes or a third of word's
// length, whichever is more: what is further off is another word.
func Nearest(word string, candidates []string) (string, bool) {
	best, found := "", false
	least := max(2, len(word)/3) + 1
	for _, c := range candidates {
		if d := Distance(word, c); d < least {
			best, least, found = c, d, true
		}
	}
	return best, found
}

// Distance is Levenshtein's distance between two words in bytes.
func Distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
