package importer

import (
	"easyday/importer/activity"
	"easyday/importer/fitfile"
	"easyday/importer/gpxfile"
	"easyday/importer/tcxfile"
)

// parser is one file format the importer reads.
type parser struct {
	format activity.Format
	sniff  func(head []byte) bool
	decode func(data []byte, h activity.Hints) ([]activity.Activity, error)
}

// formats are the parsers in the order they are asked.
func formats() []parser {
	return []parser{
		{activity.FIT, fitfile.Sniff, fitfile.Decode},
		{activity.GPX, gpxfile.Sniff, gpxfile.Decode},
		{activity.TCX, tcxfile.Sniff, tcxfile.Decode},
	}
}
