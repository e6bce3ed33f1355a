package trackxml

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"strings"
	"unicode"

	"easyday/importer/activity"
)

// EnoughToSalvage is how many seconds of recording must lie before the break
// of a damaged file for it to be worth keeping.
const EnoughToSalvage = 600

// Damaged is the error for a file that breaks off at a line.
func Damaged(line int, err error) error {
	return &activity.PlaceError{
		Place: fmt.Sprintf("line %d", line),
		Err:   fmt.Errorf("%w: %w", activity.ErrFormat, err),
	}
}

// Salvaged is the note on an activity read up to such a break.
func Salvaged(line int, err error) activity.Note {
	return activity.Note{
		Code: "truncated",
		Text: fmt.Sprintf("the file is damaged from line %d on (%v); what came before was read", line, err),
	}
}

// NoTotals is totals of which nothing is stated.
func NoTotals() activity.Totals {
	n := math.NaN()
	return activity.Totals{
		Distance: n, Timer: n, Elapsed: n, Moving: n, Ascent: n,
		AverageHeartRate: n, MaximumHeartRate: n, AverageSpeed: n, RestingHeartRate: n,
	}
}

// Duration is the seconds from the first sample to the last.
func Duration(a *activity.Activity) float64 {
	if n := a.Samples.Len(); n > 0 {
		return a.Samples.Time[n-1]
	}
	return 0
}

// oneLeg is the cadence below which a recording counts one leg: runners take
// 140 to 210 steps a minute and walkers rarely fewer than 80, half of which
// lies well below.
const oneLeg = 120

// BothFeet doubles the cadence of a recording on foot, or of an unstated sport,
// where it counts one leg only: where the median of its values above 0 is below
// 120 a minute. Note "cadence" has the count of doubled values.
func BothFeet(a *activity.Activity) {
	switch a.Sport {
	case activity.Running, activity.Walking, activity.Hiking, activity.Unstated:
	default:
		return
	}
	var histogram [301]int // Cadence lets no more through
	total := 0
	for _, c := range a.Samples.Cadence {
		if c > 0 {
			histogram[min(int(c), len(histogram)-1)]++
			total++
		}
	}
	below := 0
	for _, n := range histogram[:oneLeg] {
		below += n
	}
	if 2*below <= total {
		return
	}
	for i := range a.Samples.Cadence {
		a.Samples.Cadence[i] *= 2
	}
	a.Notes = append(a.Notes, activity.Note{
		Code: "cadence", Count: total,
		Text: fmt.Sprintf("cadence counted one leg; %d values were doubled", total),
	})
}

// Maker splits the name of a device or program into its first word in lower
// case and the rest.
func Maker(name string) (maker, product string) {
	maker, product, _ = strings.Cut(String([]byte(name)), " ")
	return strings.ToLower(maker), strings.TrimLeft(product, "- ")
}

// Digest is the first 16 hexadecimal digits of the SHA-256 of the parts, or ""
// where all are empty.
func Digest(parts ...string) string {
	joined := strings.Join(parts, "\x00")
	if strings.Trim(joined, "\x00") == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(joined))
	return hex.EncodeToString(sum[:8])
}

// SportOf is the sport a word or phrase names, in any case, and what else it
// says in lower case ("trail" of "Trail Running"). A word it does not know is
// Unstated, with the word as second result: a run called by an unknown name
// must not be lost. Numbers are Strava's, as its GPX exports had them until
// 2023 and as readers of those exports found out: 1 ride, 4 hike, 9 run,
// 10 walk, 16 swim.
func SportOf(word string) (sport activity.Sport, sub string) {
	switch word = normalise(word); word {
	case "1":
		return activity.Cycling, ""
	case "4":
		return activity.Hiking, ""
	case "9":
		return activity.Running, ""
	case "10":
		return activity.Walking, ""
	case "16":
		return activity.Swimming, ""
	case "", "unknown", "generic", "uncategorized", "activity", "track":
		return activity.Unstated, ""
	}
	for _, k := range sportWords() {
		for _, w := range k.parts {
			if !strings.Contains(word, w) {
				continue
			}
			if k.sport == activity.Running {
				return k.sport, subSport(word)
			}
			// One word alone says no more than the sport, but for a sport that
			// has no name in the model.
			if word == "other" || k.sport != activity.Other && !strings.Contains(word, "_") {
				word = ""
			}
			return k.sport, word
		}
	}
	return activity.Unstated, word
}

type sportWord struct {
	sport activity.Sport
	parts []string
}

// sportWords lists parts of words that name a sport, the first match telling.
func sportWords() []sportWord {
	return []sportWord{
		{activity.Running, []string{
			"run", "jog", "lauf", "course_a_pied", "course_à_pied", "corsa", "corrida", "carrera", "correr",
			"hardlopen", "løb", "löp", "bieg", "juoksu", "бег", "跑步", "ランニング",
		}},
		{activity.Hiking, []string{"hik", "trek", "mountaineer", "wander"}},
		{activity.Walking, []string{"walk", "stroll"}},
		{activity.Running, []string{"treadmill"}},
		{activity.Other, []string{"horse", "motor"}},
		{activity.Swimming, []string{"swim"}},
		{activity.Cycling, []string{"cycl", "bik", "ride", "riding", "rad"}},
		{activity.Other, []string{
			"other", "ski", "snow", "skat", "row", "kayak", "canoe", "paddl", "sail", "surf", "boat", "golf", "tennis",
			"ball", "soccer", "climb", "driv", "car", "fly", "flight", "elliptical", "strength", "yoga", "hiit", "gym",
			"fitness", "dance", "training", "workout", "transition",
		}},
	}
}

func subSport(word string) string {
	if word == "indoor_running" || word == "indoor_run" {
		return "indoor_running"
	}
	for _, w := range []string{"treadmill", "indoor", "virtual", "trail", "track", "street"} {
		if strings.Contains(word, w) {
			return w
		}
	}
	return ""
}

// normalise is a word in lower case with "_" between its parts, of which a
// capital inside a word begins one ("TrailRun").
func normalise(word string) string {
	var b strings.Builder
	gap, wasLower := false, false
	for _, r := range String([]byte(word)) {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			gap, wasLower = b.Len() > 0, false
			continue
		}
		if gap || wasLower && unicode.IsUpper(r) {
			b.WriteByte('_')
		}
		gap, wasLower = false, unicode.IsLower(r)
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
