package report

import (
	"fmt"

	"easyday/importer/activity"
)

// Units are the units a runner reads distances and paces in.
type Units int

// The units. Miles are the default.
const (
	Miles Units = iota
	Kilometres
)

// Metres is the length of one unit of distance.
func (u Units) Metres() float64 {
	if u == Kilometres {
		return activity.Kilometre
	}
	return activity.Mile
}

// Short is the unit's sign, "mi" or "km".
func (u Units) Short() string {
	if u == Kilometres {
		return "km"
	}
	return "mi"
}

// String is the unit in the singular.
func (u Units) String() string {
	if u == Kilometres {
		return "kilometre"
	}
	return "mile"
}

// other is the unit that is not u.
func (u Units) other() Units {
	if u == Kilometres {
		return Miles
	}
	return Kilometres
}

// Theme is the colour scheme of pictures.
type Theme int

// The themes. Light is the default.
const (
	Light Theme = iota
	Dark
)

// Options are how a report is shown. The zero value is valid: miles, light,
// each picture at its own resolution.
type Options struct {
	Units Units
	Theme Theme
	// DPI is the resolution of pictures in pixels per 72 logical pixels: 72
	// draws one pixel for each, 144 two, 216 three. 0 takes each chart's own,
	// 144 for most, 72 for one beyond twelve million pixels. Values from 1 to 432 are valid.
	DPI int
}

// maximumDPI keeps a mistaken resolution from asking for gigabytes of pixels.
const maximumDPI = 432

func (o Options) check() error {
	if o.DPI < 0 || o.DPI > maximumDPI {
		return fmt.Errorf("resolution %d: not between 0 and %d", o.DPI, maximumDPI)
	}
	return nil
}
