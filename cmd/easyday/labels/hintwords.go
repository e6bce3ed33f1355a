package labels

// hintGroup is a kind with the words that say it of a run.
type hintGroup struct {
	kind  string
	words []string
}

// hintWords are the words that are clear in English, German, French, Spanish,
// Italian, Dutch, Portuguese, Swedish, Polish and Japanese, in that order. Words
// that also mean something else in a title are left out: "long" and "rest", which
// are of places and of days; "tempo", which is any pace in half of Europe and the
// weather in Italy; "series", which is of races in English; "locker", which is a
// shop's; "tiros", which is a town's.
func hintWords() []hintGroup {
	return []hintGroup{
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
			"レース", "ロードレース", "トレイルレース", "大会",
		}},
		{"hard", []string{
			"intervals", "interval", "tempo run", "threshold", "fartlek", "hill repeats", "hill reps", "mile repeats", "speedwork",
			"intervalle", "intervalltraining", "intervalllauf", "tempolauf", "tempodauerlauf", "schwellenlauf", "fahrtspiel",
			"fractionné", "fractionnés", "seuil", "vma",
			"intervalos", "series cortas", "series largas", "series de", "umbral",
			"ripetute",
			"intervaltraining", "intervallen", "tempoloop",
			"treino de tiros", "tiros de", "treino intervalado", "intervalado",
			"intervaller", "intervallpass", "tröskelpass",
			"interwały", "bieg tempowy",
			"インターバル", "インターバルトレーニング", "閾値走", "テンポ走",
		}},
		{"easy", []string{
			"recovery", "recovery run", "easy", "easy run", "shakeout",
			"regeneration", "regenerationslauf", "regenerativ", "regenerativer dauerlauf", "erholungslauf", "lockerer dauerlauf", "lockerer lauf", "ganz locker", "locker gelaufen",
			"récupération", "footing facile", "endurance fondamentale",
			"recuperación", "rodaje suave", "rodaje regenerativo", "trote suave", "carrera suave",
			"recupero", "corsa lenta", "fondo lento", "lento rigenerante",
			"herstelloop", "herstel", "rustige duurloop",
			"recuperação", "rodagem leve", "corrida leve", "trote leve", "regenerativo",
			"återhämtning", "återhämtningspass", "lugn löpning", "lugnt pass",
			"regeneracja", "bieg regeneracyjny", "rozbieganie", "spokojny bieg",
			"リカバリー", "リカバリーラン", "回復走", "ジョグ",
		}},
	}
}

// voidWords make a name say nothing: they deny what follows, put the run before
// or after it, or make it one of its parts.
func voidWords() []string {
	return []string{
		"not", "no", "without", "never", "pre", "post", "before", "after", "pace", "paced", "pacing", "pacer",
		"recon", "prep", "plan", "rehearsal", "simulation", "practice", "course preview", "walk", "walking",
		"warm", "warmup", "cool", "cooldown", "to", "from", "volunteer", "volunteering", "tail", "marshal",
		"kein", "keine", "nicht", "ohne", "vor", "nach", "vorbereitung", "zum", "vom", "einlaufen", "auslaufen",
		"pas", "sans", "avant", "après", "veille", "prépa", "préparation", "échauffement", "retour", "allure",
		"sin", "antes", "después", "calentamiento", "ritmo",
		"senza", "prima", "dopo", "riscaldamento", "ritmo gara",
		"geen", "zonder", "voor", "na wedstrijd", "na de wedstrijd", "inlopen", "uitlopen",
		"não", "sem", "depois", "pós", "pré", "aquecimento",
		"inte", "ingen", "utan", "före", "efter", "inför", "uppvärmning", "nedjogg",
		"nie", "bez", "przed", "rozgrzewka",
	}
}

// doubtWords leave an easy run in doubt: a part of it was none.
func doubtWords() []string {
	return []string{
		"tempo", "fast", "hard", "hills", "hill", "sprints", "progression", "steady", "finish",
		"schnell", "zügig", "rapide", "vite", "rápido", "veloce", "snel", "snabb", "szybki",
	}
}

// followers are words after which a word is part of another: a place, a thing, a
// span of days.
func followers() map[string][]string {
	return map[string][]string{
		"race":     {"street", "st", "road", "rd", "lane", "ln", "point", "pt", "track", "course", "way", "week", "season", "report", "director", "number", "kit", "expo", "village", "shoes"},
		"easy":     {"street", "st", "rider", "way", "week"},
		"recovery": {"week", "drink", "shake", "ride", "swim", "cafe", "centre", "center", "room", "boots", "road"},
		"gara":     {"de", "du", "centrala"}, // stations, in Romanian
		"seuil":    {"de"},                   // a pass
		"parkrun":  {"course", "volunteer"},
	}
}

// leaders are words before which a word is part of another.
func leaders() map[string][]string {
	return map[string][]string{
		"easy": {"big"}, // New Orleans
		"race": {"mill", "rat", "horse"},
	}
}

// japaneseVoids put a run before or after a race, or on its course.
func japaneseVoids() []string { return []string{"前", "後", "翌", "下見", "試走", "会場"} }
