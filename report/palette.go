package report

import (
	"image/color"
	"math"

	"easyday/analysis"
)

// palette is a theme's colours by role. Marks follow Okabe and Ito's palette
// for all kinds of colour vision (Color Universal Design, 2008); each class has
// a shape beside its colour. Colours of text reach 4.5:1 against the
// background, and in-bar text against its bar (WCAG 2.2, 1.4.3).
type palette struct {
	background, ink, sub, muted   color.NRGBA
	grid, axis, rest              color.NRGBA
	tooFast, tooFastText          color.NRGBA
	keptEasy, keptEasyText        color.NRGBA
	hard, hardText                color.NRGBA
	easy, easyText                color.NRGBA
	moderate, moderateText        color.NRGBA
	heartRate                     color.NRGBA
	barTooFast, barKeptEasy       color.NRGBA // fills that carry inBar text
	inBar                         color.NRGBA
	band, zone, cell              color.NRGBA
	habit                         color.NRGBA
	overFill, hardFill, elevation color.NRGBA
}

func (t Theme) palette() *palette {
	if t == Dark {
		return &palette{
			background: hex(0x14181D), ink: hex(0xF3F4F6), sub: hex(0xC3CAD3), muted: hex(0x98A2AE),
			grid: hex(0x2A3038), axis: hex(0x5B6470), rest: hex(0x1E242B),
			tooFast: hex(0xFF8A3D), tooFastText: hex(0xFF9D5C),
			keptEasy: hex(0x1FC796), keptEasyText: hex(0x3AD9AA),
			hard: hex(0x56B4E9), hardText: hex(0x7CC6F0),
			easy: alpha(0x7C8794, .80), easyText: hex(0xC3CAD3),
			moderate: hex(0xE9B949), moderateText: hex(0xF0C667),
			heartRate:  hex(0xF08AB8),
			barTooFast: hex(0xFF8A3D), barKeptEasy: hex(0x1FC796), inBar: hex(0x14181D),
			band: alpha(0xF3F4F6, .16), zone: alpha(0x1FC796, .08), cell: hex(0x545E6A),
			habit:    hex(0x98A2AE),
			overFill: alpha(0xFF8A3D, .38), hardFill: alpha(0x56B4E9, .16), elevation: hex(0x3A424C),
		}
	}
	return &palette{
		background: hex(0xFFFFFF), ink: hex(0x1B1F24), sub: hex(0x4B5563), muted: hex(0x6B7280),
		grid: hex(0xE5E7EB), axis: hex(0x9CA3AF), rest: hex(0xF1F3F5),
		tooFast: hex(0xD55E00), tooFastText: hex(0xB44D00),
		keptEasy: hex(0x009E73), keptEasyText: hex(0x007355),
		hard: hex(0x0072B2), hardText: hex(0x005F95),
		easy: alpha(0x98A3AF, .75), easyText: hex(0x4B5563),
		moderate: hex(0xE69F00), moderateText: hex(0x8A5F00),
		heartRate:  hex(0xB0386B),
		barTooFast: hex(0xC25500), barKeptEasy: hex(0x00855F), inBar: hex(0xFFFFFF),
		band: alpha(0x1B1F24, .13), zone: alpha(0x009E73, .07), cell: hex(0xC0C7CF),
		habit:    hex(0x6B7280),
		overFill: alpha(0xD55E00, .30), hardFill: alpha(0x0072B2, .13), elevation: hex(0xC8CDD3),
	}
}

func hex(rgb uint32) color.NRGBA {
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 255}
}

func alpha(rgb uint32, a float64) color.NRGBA {
	c := hex(rgb)
	c.A = uint8(math.Round(255 * a))
	return c
}

// over is the opaque colour that c gives when painted on an opaque ground.
func over(c, ground color.NRGBA) color.NRGBA {
	a := float64(c.A) / 255
	mix := func(x, y uint8) uint8 { return uint8(math.Round(a*float64(x) + (1-a)*float64(y))) }
	return color.NRGBA{R: mix(c.R, ground.R), G: mix(c.G, ground.G), B: mix(c.B, ground.B), A: 255}
}

// class is what a run is drawn as.
type class int

// The classes, the most telling first.
const (
	classTooFast class = iota
	classBorderline
	classKeptEasy
	classCantTell
	classHard
	classEasy
	classes // their number
)

func classOf(r *analysis.Run) class {
	if r.Recovery != nil {
		switch r.Recovery.Verdict {
		case analysis.TooFast:
			return classTooFast
		case analysis.Borderline:
			return classBorderline
		case analysis.KeptEasy:
			return classKeptEasy
		}
		return classCantTell
	}
	if r.Kind == analysis.KindHard || r.Hard != nil {
		return classHard
	}
	return classEasy
}

// textColour is the colour of words about a class.
func (p *palette) textColour(c class) color.NRGBA {
	switch c {
	case classTooFast, classBorderline:
		return p.tooFastText
	case classKeptEasy:
		return p.keptEasyText
	case classHard:
		return p.hardText
	case classCantTell:
		return p.sub
	}
	return p.easyText
}
