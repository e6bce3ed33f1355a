package synth

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"

	"easyday/importer/activity"
)

// device is what recorded a run, with its faults. Biases are ln ratios and last
// as long as the device.
type device struct {
	from    int // first day it is used
	maker   string
	product string
	key     string
	formats formats

	every    [2]int // seconds between stored points, least and most; both 1 for every second
	pauses   bool   // stops its timer while the runner stands
	events   bool   // stores that in timer events
	distance float64
	gps      positioning
	height   altimeter
	pulse    pulse
	heats    float64 // degrees Celsius its thermometer reads too high once warm; 0 without one
	named    bool    // gives recordings a name
	sport    bool    // states the sport in GPX
}

// formats are the shares of recordings that come as FIT, GPX and TCX.
type formats [3]float64

func (f formats) draw(r *rand.Rand) activity.Format {
	u := r.Float64() * (f[0] + f[1] + f[2])
	switch {
	case u < f[0]:
		return activity.FIT
	case u < f[0]+f[1]:
		return activity.GPX
	}
	return activity.TCX
}

// positioning is a satellite receiver: error in metres with its time constant,
// error from second to second, smoothing of the way in seconds, and the chances
// of a run with jumps, and with a stretch without reception.
type positioning struct {
	sd, seconds, white, smooth float64
	jumps, tunnels             float64
}

// altimeter is a barometer, or altitude by satellite.
type altimeter struct {
	barometer       bool
	sd, seconds     float64 // slow error in metres, its time constant
	white, constant float64 // noise from second to second; error of a whole run, standard deviation
}

// pulse is a heart-rate sensor.
type pulse struct {
	source    activity.HeartRateSource // unknown: there is none
	key       string
	gain      float64 // ln of what it reads over the truth
	sd        float64 // beats per minute
	lag       float64 // seconds on top of the heart's own
	locked    float64 // chance of a run in which it counts steps instead
	missing   float64 // chance of a run without a reading
	gaps      float64 // chance of a run with readings missing for minutes
	poorStart float64 // chance of false readings in the first minutes
}

func key(parts ...any) string {
	sum := sha256.Sum256([]byte(fmt.Sprint(parts...)))
	return hex.EncodeToString(sum[:8])
}

func (s *Season) drawDevices(r *rand.Rand) {
	p := &s.profile
	switch s.Kind {
	case NoHeartRate:
		s.devices = append(s.devices, telephone(r))
		if chance(r, .3) {
			later := telephone(r)
			later.from = whole(r, 60, s.Days-40)
			s.devices = append(s.devices, later)
		}
		return
	case Beginner:
		d := telephone(r)
		switch r.IntN(4) {
		case 0:
			d.pulse = wrist(r)
		case 1:
			d.pulse = strap(r)
		}
		s.devices = append(s.devices, d)
		return
	case Demo:
		d := watch(r, strap(r))
		d.formats = formats{.6, .4, 0}
		d.every = [2]int{4, 6}
		d.distance, d.pulse.missing, d.pulse.gaps = .003, 0, 0
		d.height = altimeter{barometer: true, sd: 2, seconds: 2400, white: .12, constant: 4}
		d.sport = true
		s.devices = append(s.devices, d)
		return
	}
	var sensor pulse
	switch {
	case s.Kind == Comeback || s.Kind == Disciplined || s.Kind == Creeping:
		sensor = strap(r)
	case s.Kind == Mountain && chance(r, .5):
		sensor = strap(r)
	default:
		sensor = wrist(r)
	}
	d := watch(r, sensor)
	switch s.Kind {
	case Steady:
		d.formats = formats{.75, 0, .25}
	case Sparse:
		d.formats = formats{.5, .5, 0}
	case Disciplined:
		d.formats = formats{.8, 0, .2}
	case Mountain:
		d.every = [2]int{1, 7}
	}
	s.devices = append(s.devices, d)
	switch {
	case s.Kind == Creeping:
		later := watch(r, wrist(r))
		later.from = int(uniform(r, .4, .6) * float64(s.Days))
		later.pulse.gain = uniform(r, .03, .06) * float64(1-2*r.IntN(2))
		s.devices = append(s.devices, later)
	case s.Kind == Comeback && chance(r, .3):
		later := watch(r, wrist(r))
		later.from = p.layoff[1]
		s.devices = append(s.devices, later)
	case chance(r, .25):
		later := watch(r, wrist(r))
		later.from = whole(r, 60, s.Days-40)
		later.formats = d.formats
		s.devices = append(s.devices, later)
	}
	// The telephone takes over on a day without the watch.
	spare := telephone(r)
	spare.from = s.Days
	s.devices = append(s.devices, spare)
}

// chooseDevice is the newest device of the day, now and then the telephone.
func (s *Season) chooseDevice(r *rand.Rand, run *Run) int {
	newest := 0
	for i, d := range s.devices {
		if d.from <= run.day {
			newest = i
		}
	}
	last := len(s.devices) - 1
	if chance(r, .02) && s.devices[last].from == s.Days && run.route != indoorRoute {
		return last
	}
	return newest
}

func watch(r *rand.Rand, p pulse) device {
	d := device{
		maker: "development", product: fmt.Sprint(whole(r, 1, 900)),
		key:      key("watch", r.Uint64()),
		formats:  formats{1, 0, 0},
		every:    [2]int{1, 1},
		pauses:   chance(r, .6),
		events:   chance(r, .75),
		distance: uniform(r, -.018, .018),
		gps: positioning{
			sd: uniform(r, 1.5, 3.5), seconds: uniform(r, 40, 90), white: .2, smooth: uniform(r, 1, 3),
			jumps: .1, tunnels: .06,
		},
		height: altimeter{barometer: true, sd: 3, seconds: 2400, white: .15, constant: 8},
		pulse:  p,
		heats:  uniform(r, 4, 8),
		named:  chance(r, .5),
		sport:  chance(r, .7),
	}
	if chance(r, .3) {
		d.height = altimeter{sd: uniform(r, 3, 6), seconds: uniform(r, 80, 160), white: .3, constant: 12}
	}
	if chance(r, .15) {
		d.heats = 0
	}
	return d
}

func telephone(r *rand.Rand) device {
	d := device{
		maker: "telephone", product: fmt.Sprint(whole(r, 1, 900)),
		key:      key("telephone", r.Uint64()),
		formats:  formats{0, 1, 0},
		every:    [2]int{5, 5},
		pauses:   chance(r, .5),
		distance: 0,
		gps: positioning{
			sd: uniform(r, 2, 4), seconds: uniform(r, 30, 80), white: uniform(r, .5, 1.8), smooth: uniform(r, 1, 4),
			jumps: .15, tunnels: .08,
		},
		height: altimeter{sd: uniform(r, 4, 7), seconds: uniform(r, 80, 200), white: .4, constant: 15},
		named:  chance(r, .5),
		sport:  chance(r, .5),
	}
	if chance(r, .5) {
		d.every = [2]int{2, 6}
	}
	return d
}

func strap(r *rand.Rand) pulse {
	return pulse{
		source: activity.HeartRateStrap, key: key("strap", r.Uint64()),
		gain: normal(r, 0, .003), sd: .8, lag: 1,
		missing: uniform(r, .01, .06), gaps: .05, poorStart: .06,
	}
}

func wrist(r *rand.Rand) pulse {
	return pulse{
		source: activity.HeartRateWrist, key: key("wrist", r.Uint64()),
		gain: normal(r, -.004, .01), sd: uniform(r, 1.5, 2.8), lag: uniform(r, 5, 12),
		locked: .05, missing: .02, gaps: .06, poorStart: .3,
	}
}
