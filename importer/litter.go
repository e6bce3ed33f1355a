package importer

import (
	"strings"
	"time"
)

// litter says why a file is what an operating system leaves behind and not the
// runner's, or "" where it is not. name has "/" between its parts.
func litter(name string) string {
	parts := strings.Split(name, "/")
	for i, part := range parts {
		lower := strings.ToLower(part)
		last := i == len(parts)-1
		switch {
		case part == "__MACOSX":
			return "left behind by macOS archives"
		case strings.HasPrefix(part, ".Trash"), lower == "$recycle.bin", lower == "recycler":
			return "in the trash"
		case lower == ".thumbnails", lower == "@eadir":
			return "thumbnail"
		case lower == "system volume information", lower == ".spotlight-v100", lower == ".fseventsd":
			return "left behind by the operating system"
		case !last:
			continue
		case strings.HasPrefix(part, "._"):
			return "left behind by macOS"
		case part == ".DS_Store", part == ".localized", lower == "thumbs.db", lower == "ehthumbs.db",
			lower == "desktop.ini", lower == ".directory":
			return "folder settings of the operating system"
		}
	}
	return ""
}

// isReportFolder reports whether easyday wrote a report into the folder that
// holds these names: where the three files of numbers stand together.
func isReportFolder(names map[string]bool) bool {
	return names["season.json"] && names["runs.csv"] && names["ledger.csv"]
}

// isReportFile reports whether a file of a report's folder is the report's and
// not the runner's, so that a second report over the same folder says the same
// as the first.
func isReportFile(name string) bool {
	switch name {
	case "season.json", "runs.csv", "ledger.csv", "report.html",
		"season.png", "phone.png", "trend.png", "compliance.png", "calendar.png",
		"intensity.png", "since.png", "too-fast.png":
		return true
	}
	return strings.HasPrefix(name, beingWritten)
}

// beingWritten begins the name of a file that a report is not done with.
const beingWritten = ".easyday-"

// isRunPicture reports whether a file of a report's folder runs is the report's: a
// picture with the name of a run's start.
func isRunPicture(name string) bool {
	const id = "20060102T150405Z"
	start, rest := name[:min(len(name), len(id))], name[min(len(name), len(id)):]
	_, err := time.Parse(id, start)
	return err == nil && strings.HasSuffix(rest, ".png") || strings.HasPrefix(name, beingWritten)
}
