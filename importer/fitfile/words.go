package fitfile

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/muktihari/fit/profile/typedef"

	"easyday/importer/activity"
)

// fileActivity is the file type of an activity.
const fileActivity = byte(typedef.FileActivity)

// fileTypeWords says what a file of a type is, for types other than activity.
func fileTypeWords(t byte) string {
	// The last three are of newer profiles than the libraries'.
	const metrics, sleep, hrv = 44, 49, 68
	switch t {
	case byte(typedef.FileDevice):
		return "a device description"
	case byte(typedef.FileSettings):
		return "settings"
	case byte(typedef.FileSport):
		return "sport settings"
	case byte(typedef.FileWorkout):
		return "a workout"
	case byte(typedef.FileCourse):
		return "a course"
	case byte(typedef.FileSchedules):
		return "a schedule"
	case byte(typedef.FileWeight):
		return "weight data"
	case byte(typedef.FileTotals):
		return "totals"
	case byte(typedef.FileGoals):
		return "goals"
	case byte(typedef.FileBloodPressure):
		return "blood pressure data"
	case byte(typedef.FileMonitoringA), byte(typedef.FileMonitoringB), byte(typedef.FileMonitoringDaily):
		return "monitoring data"
	case byte(typedef.FileActivitySummary):
		return "an activity summary"
	case byte(typedef.FileSegment):
		return "a segment"
	case byte(typedef.FileSegmentList):
		return "a segment list"
	case byte(typedef.FileExdConfiguration):
		return "display settings"
	case metrics:
		return "training metrics"
	case sleep:
		return "sleep data"
	case hrv:
		return "heart rate variability data"
	}
	return fmt.Sprintf("a file of type %d", t)
}

// sportOf maps a FIT sport and sub-sport. The sub-sport is the profile's word,
// empty for "generic"; for a sport that is not one of the activity package's it
// is the sport's own word where the sub-sport says nothing. A sport that is
// not stated at all is Unstated.
func sportOf(sport, subSport uint8) (activity.Sport, string) {
	sub := subSportWord(subSport)
	switch s := typedef.Sport(sport); s {
	case typedef.SportRunning:
		return activity.Running, sub
	case typedef.SportWalking:
		return activity.Walking, sub
	case typedef.SportHiking:
		return activity.Hiking, sub
	case typedef.SportCycling, typedef.SportEBiking:
		return activity.Cycling, sub
	case typedef.SportSwimming:
		return activity.Swimming, sub
	case typedef.SportInvalid:
		return activity.Unstated, sub
	case typedef.SportGeneric, typedef.SportAll:
		// The runner chose a profile that is not running.
		if sub == "" {
			sub = "generic"
		}
		return activity.Other, sub
	case typedef.SportFitnessEquipment:
		// The profile lists both of these under running and under fitness
		// equipment; a treadmill's own console writes the latter.
		switch typedef.SubSport(subSport) {
		case typedef.SubSportTreadmill, typedef.SubSportIndoorRunning:
			return activity.Running, sub
		}
		if sub == "" {
			sub = s.String()
		}
		return activity.Other, sub
	default:
		if sub == "" {
			sub = profileWord(s.String())
		}
		if sub == "" {
			sub = fmt.Sprintf("sport_%d", sport)
		}
		return activity.Other, sub
	}
}

// subSportWord is the profile's word for a sub-sport; empty where it says
// nothing.
func subSportWord(subSport uint8) string {
	switch s := typedef.SubSport(subSport); s {
	case typedef.SubSportGeneric, typedef.SubSportAll, typedef.SubSportInvalid:
		return ""
	default:
		if word := profileWord(s.String()); word != "" {
			return word
		}
		return fmt.Sprintf("sub_sport_%d", subSport)
	}
}

// intensityWord is the profile's word for a lap's intensity; empty where
// unstated.
func intensityWord(intensity uint8) string {
	return profileWord(typedef.Intensity(intensity).String())
}

// plainText is a name in valid UTF-8, without control characters and blanks
// around it.
func plainText(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.TrimSpace(s)
}
