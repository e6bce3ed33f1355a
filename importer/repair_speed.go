package importer

import (
	"math"

	"easyday/importer/activity"
)

// speeds takes out of the device's speeds what no runner reaches: below 0,
// above sprintSpeed, and above sustainedSpeed for longer than sustainedTime.
func (m *mender) speeds(a *activity.Activity) {
	v, t := a.Samples.Speed, a.Samples.Time
	out := 0
	for i := range v {
		if v[i] < 0 || v[i] > sprintSpeed {
			v[i] = math.NaN()
			out++
		}
	}
	for i := 0; i < len(v); i++ {
		if !(v[i] > sustainedSpeed) {
			continue
		}
		j := i
		for j+1 < len(v) && v[j+1] > sustainedSpeed {
			j++
		}
		if t[j]-t[i] > sustainedTime {
			for k := i; k <= j; k++ {
				v[k] = math.NaN()
			}
			out += j - i + 1
		}
		i = j
	}
	if out > 0 {
		note(a, "speed_limit", out, "%s of the device faster than anyone runs", plural(out, "speed"))
	}
}
