package importer

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"easyday/importer/activity"
)

// vehicleSpeed is the average moving speed in metres per second above which an
// untagged recording is no run: above the men's world record over 3000 m
// (7:17.55, 6.86 m/s; World Athletics, 2024).
const vehicleSpeed = 7.0

// riddenSpeed is the average moving speed in metres per second above which an
// untagged recording with a stretch at a vehicle's speed is no run: 10 km in 33
// minutes. Below it the stretch is a runner's way home with the watch still on.
const riddenSpeed = 5.0

// settleSport reports whether a recording may be a run: tagged as one, or
// untagged and not named as something else. A name that says so tags an
// untagged one.
func settleSport(a *activity.Activity, file string) bool {
	switch a.Sport {
	case activity.Running:
		return true
	case activity.Unstated:
	default:
		return false
	}
	for _, name := range []string{a.Name, file} {
		if s := sportInName(name); s != activity.Unstated {
			a.Sport = s
			break
		}
	}
	if a.Sport == activity.Unstated {
		a.Notes = append(a.Notes, activity.Note{Code: "sport_unstated", Text: "the recording names no sport"})
	}
	return a.Sport == activity.Unstated || a.Sport == activity.Running
}

// sportInName is the sport that the words of a name agree on, Unstated where
// they name none or several.
func sportInName(name string) activity.Sport {
	found := activity.Unstated
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, word := range words {
		s := activity.Unstated
		switch word {
		case "run", "running", "jog", "jogging", "parkrun", "lauf", "laufen", "corsa", "correr", "hardlopen":
			s = activity.Running
		case "ride", "cycling", "biking", "bike", "radfahren", "radfahrt", "rennrad", "vélo", "velo", "ciclismo", "fietsen":
			s = activity.Cycling
		case "walk", "walking", "spaziergang", "marche", "camminata", "caminata", "wandelen":
			s = activity.Walking
		case "hike", "hiking", "wanderung", "wandern", "randonnée", "senderismo":
			s = activity.Hiking
		case "swim", "swimming", "schwimmen", "natation", "nuoto", "natación":
			s = activity.Swimming
		case "driving", "skiing", "snowboarding", "kayaking", "rowing", "skating", "sailing":
			s = activity.Other
		}
		switch {
		case s == activity.Unstated || s == found:
		case found == activity.Unstated:
			found = s
		default:
			return activity.Unstated
		}
	}
	return found
}

// movesLikeNoRun says why an untagged recording is no run, or "" where it may
// be one. Walks are left to the analysis, which knows how fast the runner runs.
func movesLikeNoRun(a *activity.Activity) string {
	if a.Sport != activity.Unstated {
		return ""
	}
	f := a.Figures
	switch {
	case !(f.StreamDistance > 0):
		return "no sport named, and no distance that would tell a run"
	case f.Moving == 0:
		return "no sport named, and it hardly moves"
	}
	v := f.Distance / f.Moving
	rode := slices.ContainsFunc(a.Notes, func(n activity.Note) bool { return n.Code == "ride" })
	switch {
	case v > vehicleSpeed:
		return fmt.Sprintf("no sport named, and moves at %.1f m/s on average, faster than a run", v)
	case rode && v > riddenSpeed:
		return fmt.Sprintf("no sport named, and moves at %.1f m/s on average with parts at a vehicle's speed", v)
	}
	return ""
}

// sportWords names another sport in the ledger.
func sportWords(a *activity.Activity) string {
	switch {
	case a.Sport == activity.Other && a.SubSport != "":
		return strings.ReplaceAll(a.SubSport, "_", " ")
	case a.Sport == activity.Other:
		return "marked as a sport other than running"
	}
	return string(a.Sport)
}
