package trackxml

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// appendUnescaped appends text with its character references and the five
// predefined entities resolved; any other "&" stays as it is.
func appendUnescaped(dst, text []byte) []byte {
	for {
		i := bytes.IndexByte(text, '&')
		if i < 0 {
			return append(dst, text...)
		}
		dst = append(dst, text[:i]...)
		text = text[i:]
		// The longest reference is "&#x10ffff;".
		end := bytes.IndexByte(text[:min(len(text), 12)], ';')
		var r rune
		if end > 0 {
			r = reference(text[1:end])
		}
		if r == 0 {
			dst, text = append(dst, '&'), text[1:]
			continue
		}
		dst, text = utf8.AppendRune(dst, r), text[end+1:]
	}
}

// reference is the character a reference stands for, or 0.
func reference(name []byte) rune {
	switch string(name) {
	case "amp":
		return '&'
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "quot":
		return '"'
	case "apos":
		return '\''
	}
	if len(name) < 2 || name[0] != '#' {
		return 0
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	v, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || v > utf8.MaxRune || !utf8.ValidRune(rune(v)) {
		return 0
	}
	return rune(v)
}

// String is text as one line of valid UTF-8, at most 200 characters long.
func String(text []byte) string {
	const longest = 200
	if len(text) > 8*longest {
		text = text[:8*longest]
	}
	s := strings.Join(strings.Fields(strings.ToValidUTF8(string(text), "\ufffd")), " ")
	if utf8.RuneCountInString(s) > longest {
		s = string([]rune(s)[:longest])
	}
	return s
}

// Float reads a decimal number and returns it where it lies in [low, high];
// else NaN.
func Float(text []byte, low, high float64) float64 {
	if len(text) > 40 {
		return math.NaN()
	}
	for _, c := range text {
		// ParseFloat also takes hexadecimal, "inf" and "nan", which no writer of
		// recordings means.
		if !('0' <= c && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E') {
			return math.NaN()
		}
	}
	v, err := strconv.ParseFloat(string(text), 64)
	if err != nil || !(low <= v && v <= high) {
		return math.NaN()
	}
	return v
}

// HeartRate reads beats per minute; NaN for 0, which means "none", and for
// more than 255, the largest value a chest strap can send.
func HeartRate(text []byte) float64 { return Float(text, 1, 255) }

// Cadence reads revolutions or steps per minute, 0 to 300.
func Cadence(text []byte) float64 { return Float(text, 0, 300) }

// Temperature reads degrees Celsius, -60 to 80.
func Temperature(text []byte) float64 { return Float(text, -60, 80) }

// Speed reads metres per second, 0 to 350.
func Speed(text []byte) float64 { return Float(text, 0, 350) }

// Power reads watts, 0 to 3000.
func Power(text []byte) float64 { return Float(text, 0, 3000) }

// Altitude reads metres above sea level, -1000 to 15000: recorders write
// figures beyond that where they have none.
func Altitude(text []byte) float64 { return Float(text, -1000, 15000) }

// Distance reads metres, 0 to 10 million.
func Distance(text []byte) float64 { return Float(text, 0, 1e7) }

// Seconds reads a duration in seconds, 0 to a hundred days.
func Seconds(text []byte) float64 { return Float(text, 0, 100*86400) }

// Latitude reads degrees north, -90 to 90.
func Latitude(text []byte) float64 { return Float(text, -90, 90) }

// Longitude reads degrees east, -180 to 180.
func Longitude(text []byte) float64 { return Float(text, -180, 180) }

// Time is a moment as a recording states it.
type Time struct {
	// Micros is microseconds since 1970-01-01 UTC. A float64 holds it exactly
	// for a hundred years either side of now.
	Micros int64
	// Offset is the local offset from UTC, and OffsetKnown whether the text
	// states one other than zero: "Z" and "+00:00" are how a recorder writes
	// UTC, wherever it is.
	Offset      time.Duration
	OffsetKnown bool
}

// ParseTime reads a moment in the form of XML Schema's dateTime: a date, "T" or
// a blank, hours and minutes, then optionally seconds, a fraction after "." or
// ",", and "Z" or an offset; without either it is UTC. A fraction is kept to
// the microsecond. Offsets count as known within 14 hours and at a quarter
// hour, as the world's zones are; the moment takes any offset at its word.
//
// Source: XML Schema Part 2, section 3.2.7 (dateTime), and ISO 8601 for the
// offsets without a colon.
func ParseTime(text []byte) (Time, bool) {
	b := trim(text)
	year, b, ok1 := digits(b, 4, '-')
	month, b, ok2 := digits(b, 2, '-')
	day, b, ok3 := digits(b, 2, 0)
	if !ok1 || !ok2 || !ok3 {
		return Time{}, false
	}
	// time.Date normalises: a date that does not exist comes out as another.
	if _, m, d := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Date(); int(m) != month || d != day {
		return Time{}, false
	}
	if len(b) == 0 || b[0] != 'T' && b[0] != 't' && b[0] != ' ' {
		return Time{}, false
	}
	hour, b, ok1 := digits(b[1:], 2, ':')
	minute, b, ok2 := digits(b, 2, 0)
	if !ok1 || !ok2 || hour > 24 || minute > 59 {
		return Time{}, false
	}
	second := 0
	if len(b) > 0 && b[0] == ':' {
		// 60 is a leap second.
		if second, b, ok1 = digits(b[1:], 2, 0); !ok1 || second > 60 {
			return Time{}, false
		}
	}
	micros, b := fraction(b)
	offset, ok := parseOffset(trim(b))
	if !ok {
		return Time{}, false
	}
	moment := time.Date(year, time.Month(month), day, hour, minute, second-offset, 0, time.UTC)
	t := Time{Micros: moment.Unix()*1e6 + micros}
	if offset != 0 && offset%900 == 0 && -14*3600 <= offset && offset <= 14*3600 {
		t.Offset, t.OffsetKnown = time.Duration(offset)*time.Second, true
	}
	return t, true
}

// digits reads n digits and, unless it is 0, the byte after them.
func digits(b []byte, n int, after byte) (v int, rest []byte, ok bool) {
	if len(b) < n {
		return 0, b, false
	}
	for _, c := range b[:n] {
		if c < '0' || c > '9' {
			return 0, b, false
		}
		v = v*10 + int(c-'0')
	}
	if b = b[n:]; after == 0 {
		return v, b, true
	}
	if len(b) == 0 || b[0] != after {
		return 0, b, false
	}
	return v, b[1:], true
}

// fraction reads a fraction of a second in microseconds, cut off there.
func fraction(b []byte) (micros int64, rest []byte) {
	if len(b) < 2 || b[0] != '.' && b[0] != ',' {
		return 0, b
	}
	unit := int64(100_000)
	for b = b[1:]; len(b) > 0 && '0' <= b[0] && b[0] <= '9'; b = b[1:] {
		micros += int64(b[0]-'0') * unit
		unit /= 10
	}
	return micros, b
}

// parseOffset reads "", "Z", "+hh:mm", "+hhmm" or "+hh" as seconds east.
func parseOffset(b []byte) (seconds int, ok bool) {
	if len(b) == 0 || len(b) == 1 && (b[0] == 'Z' || b[0] == 'z') {
		return 0, true
	}
	sign := 1
	switch b[0] {
	case '-':
		sign = -1
	case '+':
	default:
		return 0, false
	}
	hours, b, ok := digits(b[1:], 2, 0)
	if !ok {
		return 0, false
	}
	minutes := 0
	if len(b) > 0 {
		if b[0] == ':' {
			b = b[1:]
		}
		if minutes, b, ok = digits(b, 2, 0); !ok || len(b) > 0 || minutes > 59 {
			return 0, false
		}
	}
	return sign * (hours*3600 + minutes*60), true
}
