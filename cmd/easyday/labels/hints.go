package labels

import (
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

// hintWords are the words that are clear in English, German, French, Spanish,
// Italian, Dutch, Portuguese, Swedish, Polish and Japanese. Words that also
// mean something else in a title ("long", "rest", "test") are left out.
func hintWords() []struct {
	kind  string
	words []string
} {
	return []struct {
		kind  string
		words []string
	}{
		{"race", []string{
			"race", "parkrun",
			"wettkampf", "volkslauf",
			"compétition", "course officielle",
			"carrera popular", "competición",
			"gara",
			"wedstrijd",
			"corrida oficial", "prova oficial",
			"tävling",
			"zawody", "wyścig",
			"レース", "大会",
		}},
		{"hard", []string{
			"intervals", "interval", "tempo run", "threshold", "fartlek", "hill repeats", "speedwork",
			"intervalle", "intervalltraining", "tempolauf", "tempodauerlauf",
			"fractionné", "fractionnés", "seuil",
			"intervalos", "series", "umbral",
			"ripetute",
			"intervaltraining", "intervallen", "tempoloop",
			"tiros", "treino intervalado",
			"intervaller", "intervallpass", "tröskelpass",
			"interwały", "bieg tempowy",
			"インターバル", "閾値走", "テンポ走",
		}},
		{"easy", []string{
			"recovery", "recovery run", "easy", "easy run",
			"regeneration", "regenerationslauf", "erholungslauf", "lockerer dauerlauf", "locker",
			"récupération", "footing facile",
			"recuperación", "rodaje suave", "suave",
			"recupero", "corsa lenta",
			"herstelloop", "herstel", "rustige duurloop",
			"recuperação", "rodagem leve",
			"återhämtning", "återhämtningspass", "lugn löpning",
			"regeneracja", "bieg regeneracyjny", "rozbieganie",
			"リカバリー", "リカバリーラン", "回復走", "ジョグ",
		}},
	}
}

// ReadName finds what a name says of its run: false where it says nothing, or
// two things, or denies it ("no race", "race pace").
func ReadName(name string) (Hint, bool) {
	name = strings.ToLower(name)
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) })
	for _, w := range []string{"not", "no", "pre", "before", "after", "pace", "kein", "keine", "vor", "nach", "pas", "avant", "après", "before", "recon"} {
		if slices.Contains(words, w) {
			return Hint{}, false
		}
	}
	padded := " " + strings.Join(words, " ") + " "
	var found Hint
	for _, group := range hintWords() {
		for _, w := range group.words {
			hit := strings.Contains(padded, " "+w+" ")
			if !hit && w[0] >= 0xe3 { // Japanese is written without spaces
				hit = strings.Contains(name, w)
			}
			if !hit {
				continue
			}
			if found.Kind != "" && found.Kind != group.kind {
				return Hint{}, false
			}
			if len(w) > len(found.Word) {
				found = Hint{group.kind, w}
			}
		}
	}
	return found, found.Kind != ""
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
