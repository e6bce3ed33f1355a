package activity

import (
	"fmt"
	"math"
	"time"
)

// Metres in the units distances are shown in.
const (
	Kilometre = 1000.0
	Mile      = 1609.344
)

// Speed is in metres per second.
type Speed float64

// Pace is in seconds per kilometre.
type Pace float64

// Pace is the pace of a speed: +Inf at 0, NaN for NaN.
func (s Speed) Pace() Pace { return Pace(Kilometre / float64(s)) }

// Speed is the speed of a pace: +Inf at 0, NaN for NaN.
func (p Pace) Speed() Speed { return Speed(Kilometre / float64(p)) }

// PerMile is the pace in seconds per mile.
func (p Pace) PerMile() float64 { return float64(p) * Mile / Kilometre }

// Date is a civil date as days since 1970-01-01, so that dates subtract.
type Date int

// DateOf is the civil date that t has in its own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return NewDate(y, m, d)
}

// NewDate is the date of a year, month and day, normalised as time.Date does.
func NewDate(year int, month time.Month, day int) Date {
	return Date(math.Floor(float64(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()) / 86400))
}

// ParseDate reads "2006-01-02".
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("date %q is not of the form 2025-03-31", s)
	}
	return DateOf(t), nil
}

// Midnight is the start of the date, UTC.
func (d Date) Midnight() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.Midnight().Weekday() }

// String is the date as "2006-01-02".
func (d Date) String() string { return d.Midnight().Format(time.DateOnly) }

// MarshalText writes the date as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDate reads.
func (d *Date) UnmarshalText(b []byte) error {
	v, err := ParseDate(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

// Zone is the runner's local time for one recording and where that came from.
type Zone struct {
	Name   string // IANA name, or "UTC+05:45" where only an offset is known
	Offset time.Duration
	Source ZoneSource
}

// ZoneSource says where a recording's local time came from.
type ZoneSource string

// The sources of a zone, most trusted first.
const (
	ZoneFromFile     ZoneSource = "file"
	ZoneFromConfig   ZoneSource = "config"
	ZoneFromPosition ZoneSource = "position"
	ZoneFromSeason   ZoneSource = "season"
	ZoneUnknown      ZoneSource = "none" // UTC is used
)
