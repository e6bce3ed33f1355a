package fitfile

import "strings"

// developerField is a developer field of the record message that stands for
// one of ours.
type developerField struct {
	index, number byte
	as            byte    // recordPower, recordSpeed or recordDistance
	factor        float64 // from the field's units to W, m/s or m
	scale, offset float64 // as the field description states them
}

// developerFields returns those of the described fields that a record
// definition has.
func (d *definition) developerFields(described []developerField) []developerField {
	if d.message != messageRecord {
		return nil
	}
	var out []developerField
	for f := d.developer; len(f) >= 3; f = f[3:] {
		for _, w := range described {
			if w.number == f[0] && w.index == f[2] {
				out = append(out, w)
				break
			}
		}
	}
	return out
}

// description reads a field description message; ok where the field is a
// running power, a speed or a distance, by its native number or its name, in
// units that are known.
func (d *definition) description(message []byte) (f developerField, ok bool) {
	f = developerField{index: d.enum(message, 0), number: d.enum(message, 1), scale: 1}
	name := strings.ToLower(d.text(message, 3))
	units := strings.ToLower(d.text(message, 8))
	native := d.enum(message, 15)
	if b := d.field(message, 14); len(b) == 2 {
		if m := d.order().Uint16(b); m != messageRecord && m != invalid16 {
			native, name = invalid8, "" // a field of another message
		}
	}
	switch {
	case native == recordPower || name == "power" || name == "running power" || name == "rp_power":
		f.as = recordPower
	case native == recordSpeed || native == recordEnhancedSpeed || name == "speed":
		f.as = recordSpeed
	case native == recordDistance || name == "distance":
		f.as = recordDistance
	default:
		return f, false
	}
	if s := d.enum(message, 6); s != 0 && s != invalid8 {
		f.scale = float64(s)
	}
	if o := int8(d.enum(message, 7)); o != -1 && o != invalidS8 {
		f.offset = float64(o)
	}
	f.factor = unitFactor(f.as, units)
	return f, f.factor != 0
}

// unitFactor is the factor from a developer field's units, in lower case, to
// watts, metres per second or metres; 0 where they are not known.
func unitFactor(as byte, units string) float64 {
	switch as {
	case recordPower:
		switch units {
		case "watts", "watt", "w":
			return 1
		}
	case recordSpeed:
		switch units {
		case "m/s", "mps":
			return 1
		case "mm/s":
			return 1e-3
		case "km/h", "kph", "kmh":
			return 1 / 3.6
		}
	case recordDistance:
		switch units {
		case "m", "meter", "meters", "metre", "metres":
			return 1
		case "km", "kilometers", "kilometres":
			return 1000
		}
	}
	return 0
}
