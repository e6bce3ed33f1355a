package report

import "easyday/analysis"

// whereWords says where in a recovery run its minutes over the limit lie, and
// whether it ended in a surge. Empty where there are too few minutes over to
// say.
func whereWords(r *analysis.Run) string {
	v := r.Recovery
	if v == nil {
		return ""
	}
	words := placeWords(v.Where(r.Recording.Figures.Moving / 60))
	if words != "" && v.FinishSurge {
		words += ", with a surge at the finish"
	}
	return words
}

func placeWords(p analysis.Place) string {
	switch p {
	case analysis.FirstThird:
		return "mostly in the first third"
	case analysis.MiddleThird:
		return "mostly in the middle third"
	case analysis.LastThird:
		return "mostly in the last third"
	case analysis.AfterFirstThird:
		return "mostly after the first third"
	case analysis.BeforeLastThird:
		return "mostly before the last third"
	case analysis.Throughout:
		return "throughout the run"
	case analysis.Scattered:
		return "spread over the run"
	}
	return ""
}
