package fitfile

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"easyday/importer/activity"
)

var nan = math.NaN()

// decode decodes and checks every activity.
func decode(t *testing.T, data []byte) []activity.Activity {
	t.Helper()
	activities, err := Decode(data, activity.Hints{})
	if err != nil {
		t.Fatalf("Decode: %v", err)
	}
	for i := range activities {
		if err := activities[i].Check(); err != nil {
			t.Fatalf("activity %d: %v", i, err)
		}
	}
	return activities
}

func codes(notes []activity.Note) []string {
	var out []string
	for _, n := range notes {
		out = append(out, n.Code)
	}
	return out
}

func TestSniff(t *testing.T) {
	good := simpleRun(3).bytes()
	short := &builder{short: true}
	short.fileID(fileActivity)
	for _, tt := range []struct {
		name string
		head []byte
		want bool
	}{
		{"header of 14 bytes", good, true},
		{"header of 12 bytes", short.bytes(), true},
		{"just the signature", good[:12], true},
		{"too short", good[:11], false},
		{"nothing", nil, false},
		{"leading zeros", append([]byte{0, 0}, good...), false},
		{"other size", append([]byte{13}, good[1:]...), false},
		{"zip", []byte("PK\x03\x04aaaaaaaaaaaaa"), false},
	} {
		if got := Sniff(tt.head); got != tt.want {
			t.Errorf("%s: Sniff = %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestHourRun(t *testing.T) {
	a := decode(t, hourRun(t))[0]
	device := rawKey(t, "1/2691/1234567")
	strap := rawKey(t, "1//7654321")
	want := activity.Activity{
		Format: activity.FIT, Sport: activity.Running, SubSport: "trail",
		Start:  time.Date(2025, 3, 4, 6, 0, 0, 0, time.UTC),
		Offset: time.Hour, OffsetKnown: true,
		Device: activity.Device{
			Maker: "garmin", Product: "fr935", Key: device,
			HeartRateSource: activity.HeartRateStrap, HeartRateKey: strap, Barometer: true,
		},
		Totals: activity.Totals{
			Distance: 10080, Timer: 3600, Elapsed: 3600, Moving: nan, Ascent: 80,
			AverageHeartRate: 144, MaximumHeartRate: 149, AverageSpeed: 2.8, RestingHeartRate: nan,
		},
		TimerEvents: true,
	}
	for i := range 6 {
		want.Laps = append(want.Laps, activity.Lap{
			Start: float64(600 * i), Elapsed: 600, Timer: 600, Distance: 1680, AverageHeartRate: 144, Intensity: "active",
		})
	}
	if diff := cmp.Diff(want, a, cmpopts.EquateNaNs(), cmpopts.IgnoreFields(activity.Activity{}, "Samples")); diff != "" {
		t.Errorf("activity (-want +got):\n%s", diff)
	}
	s := a.Samples
	if s.Len() != 3601 {
		t.Fatalf("%d samples, want 3601", s.Len())
	}
	i := 3600
	got := []float64{s.Time[i], s.Latitude[i], s.Longitude[i], s.Distance[i], s.Speed[i], s.HeartRate[i], s.Cadence[i], s.Temperature[i], s.Power[i]}
	const deg = 180.0 / (1 << 31)
	wantRow := []float64{3600, 144000 * deg, 72000 * deg, 10080, 2.8, 140, 171, 12, nan}
	if diff := cmp.Diff(wantRow, got, cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("last sample (-want +got):\n%s", diff)
	}
	if s.Altitude[0] != 0 { // 2500/5 - 500
		t.Errorf("first altitude %v, want 0", s.Altitude[0])
	}
}

// TestDecode holds what comes of files made by hand, one entry a session.
func TestDecode(t *testing.T) {
	type leg struct {
		Sport    activity.Sport
		SubSport string
		Name     string
		Start    uint32 // after t0
		Samples  int
		Laps     int
		Pauses   []activity.Interval
		Timed    bool
		Distance []float64 // the column, where it matters
		Speed    []float64
		Power    []float64
		Cadence  []float64
		Notes    []string
	}
	for _, tt := range []struct {
		name   string
		build  func(b *builder)
		change func(data []byte) []byte
		check  string // columns to compare, a letter each
		want   []leg
	}{
		{
			name:  "plain",
			build: func(b *builder) { b.fileID(4); b.records(t0, 5); b.session(t0, 4, 1, 2) },
			check: "dc",
			want: []leg{{
				Sport: "running", SubSport: "street", Samples: 5,
				Distance: []float64{0, 3, 6, 9, 12}, Cadence: []float64{170, 170, 170, 170, 170},
			}},
		},
		{
			name:  "header of 12 bytes, big-endian, session first",
			build: func(b *builder) { b.short, b.big = true, true; b.fileID(4); b.session(t0, 4, 2, 7); b.records(t0, 5) },
			check: "c",
			want:  []leg{{Sport: "cycling", SubSport: "road", Samples: 5, Cadence: []float64{85, 85, 85, 85, 85}}},
		},
		{
			name:   "checksum",
			build:  func(b *builder) { b.fileID(4); b.records(t0, 5); b.session(t0, 4, 1, 0) },
			change: func(d []byte) []byte { d[len(d)-1] ^= 1; return d },
			want:   []leg{{Sport: "running", Samples: 5, Notes: []string{"checksum"}}},
		},
		{
			name:   "cut short within the records",
			build:  func(b *builder) { b.fileID(4); b.session(t0, 9, 1, 0); b.records(t0, 10) },
			change: func(d []byte) []byte { return d[:len(d)-15] },
			want:   []leg{{Sport: "running", Samples: 8, Notes: []string{"truncated"}}},
		},
		{
			name:  "size never written",
			build: func(b *builder) { b.fileID(4); b.session(t0, 9, 1, 0); b.records(t0, 10) },
			change: func(d []byte) []byte {
				copy(d[4:8], []byte{0, 0, 0, 0})
				return d[:len(d)-2]
			},
			want: []leg{{Sport: "running", Samples: 10, Notes: []string{"truncated"}}},
		},
		{
			name: "damaged in the middle",
			build: func(b *builder) {
				b.fileID(4)
				b.session(t0, 9, 1, 0)
				b.records(t0, 10)
				b.data(9)
				b.records(t0+10, 10)
			},
			want: []leg{{Sport: "running", Samples: 10, Notes: []string{"damaged"}}},
		},
		{
			name:  "chained, with settings and rubbish behind",
			build: func(b *builder) { b.fileID(4); b.records(t0, 5); b.session(t0, 4, 1, 0) },
			change: func(d []byte) []byte {
				s := new(builder)
				s.fileID(2)
				return append(slices.Concat(d, s.bytes(), simpleRun(7).bytes()), 1, 2, 3)
			},
			want: []leg{
				{Sport: "running", Samples: 5, Notes: []string{"trailing", "parts"}},
				{Sport: "running", SubSport: "trail", Samples: 7},
			},
		},
		{
			name: "triathlon, sessions last and out of order",
			build: func(b *builder) {
				b.fileID(4)
				b.events(t0, 0, t0+2, 4, t0+4, 0, t0+10, 4, t0+10, 0, t0+12, 1, t0+15, 0, t0+19, 4)
				b.records(t0, 20)
				b.session(t0+10, 9, 1, 0)
				b.session(t0, 10, 5, 18)
			},
			want: []leg{
				{Sport: "swimming", SubSport: "open_water", Samples: 10, Timed: true, Pauses: []activity.Interval{{From: 2, To: 4}}},
				{Sport: "running", Start: 10, Samples: 10, Timed: true, Pauses: []activity.Interval{{From: 2, To: 5}}},
			},
		},
		{
			name: "a session that sums up and one that repeats",
			build: func(b *builder) {
				b.fileID(4)
				b.records(t0, 20)
				b.session(t0, 19, 18, 0)
				b.session(t0, 9, 2, 0)
				b.session(t0+10, 9, 1, 0)
				b.session(t0+10, 9, 1, 0)
			},
			want: []leg{
				{Sport: "cycling", Samples: 10, Notes: []string{"sessions"}},
				{Sport: "running", Start: 10, Samples: 10},
			},
		},
		{
			name: "no session, sport message with a name",
			build: func(b *builder) {
				b.fileID(4)
				b.define(4, messageSport, nil, field{0, 1, baseEnum}, field{1, 1, baseEnum}, field{3, 5, baseString})
				b.data(4, uint8(1), uint8(4), "Lauf\x00")
				b.records(t0, 3)
			},
			want: []leg{{Sport: "running", SubSport: "track", Name: "Lauf", Samples: 3}},
		},
		{
			name: "no session, sport in the lap",
			build: func(b *builder) {
				b.fileID(4)
				b.records(t0, 3)
				b.define(4, messageLap, nil, field{2, 4, baseUint32}, field{25, 1, baseEnum}, field{39, 1, baseEnum})
				b.data(4, t0, uint8(17), uint8(0))
			},
			want: []leg{{Sport: "hiking", Samples: 3, Laps: 1}},
		},
		{
			name:  "no session and no sport",
			build: func(b *builder) { b.fileID(4); b.records(t0+7, 3) },
			want:  []leg{{Sport: "", Start: 7, Samples: 3}},
		},
		{
			name: "workout",
			build: func(b *builder) {
				b.fileID(4)
				b.define(4, messageWorkout, nil, field{8, 8, baseString})
				b.data(4, "8 x 400\x00")
				b.records(t0, 3)
				b.session(t0, 2, 1, 0)
			},
			want: []leg{{Sport: "running", Name: "8 x 400", Samples: 3}},
		},
		{
			name:  "entered by hand",
			build: func(b *builder) { b.fileID(4); b.session(t0, 1800, 1, 1) },
			want:  []leg{{Sport: "running", SubSport: "treadmill"}},
		},
		{
			name:  "other sport, unknown sport, no file type",
			build: func(b *builder) { b.session(t0, 3, 15, 0); b.records(t0, 3); b.session(t0+100, 3, 200, 0) },
			want: []leg{
				{Sport: "other", SubSport: "rowing", Samples: 3},
				{Sport: "other", SubSport: "sport_200", Start: 100},
			},
		},
		{
			name:  "treadmill as fitness equipment",
			build: func(b *builder) { b.fileID(4); b.records(t0, 2); b.session(t0, 1, 4, 1) },
			want:  []leg{{Sport: "running", SubSport: "treadmill", Samples: 2}},
		},
		{
			name:  "session starts after the first record",
			build: func(b *builder) { b.fileID(4); b.records(t0, 5); b.session(t0+2, 2, 1, 0) },
			want:  []leg{{Sport: "running", Samples: 5}},
		},
		{
			name:  "session starts years before",
			build: func(b *builder) { b.fileID(4); b.records(t0, 5); b.session(100, 5, 1, 0) },
			want:  []leg{{Sport: "running", Samples: 5}},
		},
		{
			name: "records out of order, twice at once, and without a time",
			build: func(b *builder) {
				b.fileID(4)
				b.define(2, messageRecord, nil, field{253, 4, baseUint32}, field{recordDistance, 4, baseUint32})
				b.data(2, t0, uint32(0))
				b.data(2, t0+2, uint32(200))
				b.data(2, t0+1, uint32(100))
				b.data(2, t0+2, uint32(201))
				b.data(2, invalid32, uint32(400))
				b.session(t0, 2, 1, 0)
			},
			check: "d",
			want: []leg{{
				Sport: "running", Samples: 4, Distance: []float64{0, 1, 2, 2.01},
				Notes: []string{"no_time", "order"},
			}},
		},
		{
			name: "compressed timestamps",
			build: func(b *builder) {
				b.fileID(4)
				b.session(t0, 40, 1, 0)
				// Enough to take the offset's five bits around.
				b.define(2, messageRecord, nil, field{recordDistance, 4, baseUint32})
				for i := range uint32(41) {
					b.data(0x80|2<<5|byte((t0+40+i)&0x1F), i*100)
				}
			},
			want: []leg{{Sport: "running", Samples: 41}},
		},
		{
			name: "compressed speed and distance",
			build: func(b *builder) {
				b.fileID(4)
				b.define(2, messageRecord, nil, field{253, 4, baseUint32}, field{recordCompressed, 3, baseByte})
				for i, d := range []uint32{4000, 4090, 100, 300} { // sixteenths of a metre, rolling over at 4096
					b.data(2, t0+uint32(i), []byte{0x2C, byte(d&0x0F)<<4 | 0x1, byte(d >> 4)})
				}
				b.data(2, t0+4, []byte{0xFF, 0xFF, 0xFF})
				b.session(t0, 4, 1, 0)
			},
			check: "ds",
			want: []leg{{
				Sport: "running", Samples: 5,
				Distance: []float64{250, 255.63, 262.25, 274.75, nan},
				Speed:    []float64{3, 3, 3, 3, nan},
			}},
		},
		{
			name: "speed and enhanced speed",
			build: func(b *builder) {
				b.fileID(4)
				b.define(2, messageRecord, nil, field{253, 4, baseUint32}, field{recordSpeed, 2, baseUint16}, field{recordEnhancedSpeed, 4, baseUint32})
				b.data(2, t0, uint16(3000), uint32(3001))
				b.data(2, t0+1, uint16(3000), invalid32)
				b.data(2, t0+2, invalid16, uint32(3001))
				b.session(t0, 2, 1, 0)
			},
			check: "s",
			want:  []leg{{Sport: "running", Samples: 3, Speed: []float64{3.001, 3, 3.001}}},
		},
		{
			name: "distance as a floating-point number, and a field too small",
			build: func(b *builder) {
				b.fileID(4)
				b.define(2, messageRecord, nil, field{253, 4, baseUint32}, field{recordDistance, 4, baseFloat}, field{recordPower, 1, baseUint16})
				b.data(2, t0, float32(1234), uint8(200))
				b.data(2, t0+1, float32(nan), uint8(201))
				b.session(t0, 1, 1, 0)
			},
			check: "dp",
			want:  []leg{{Sport: "running", Samples: 2, Distance: []float64{12.34, nan}, Power: []float64{200, 201}}},
		},
		{
			name: "power, speed and distance of a foot pod",
			build: func(b *builder) {
				b.fileID(4)
				b.define(4, messageFieldDescription, nil, field{0, 1, baseUint8}, field{1, 1, baseUint8}, field{2, 1, baseUint8}, field{3, 9, baseString}, field{8, 7, baseString})
				b.data(4, uint8(0), uint8(0), uint8(baseUint16), "Power\x00\x00\x00\x00", "Watts\x00\x00")
				b.data(4, uint8(0), uint8(1), uint8(baseFloat), "Speed\x00\x00\x00\x00", "km/h\x00\x00\x00")
				b.data(4, uint8(0), uint8(2), uint8(baseFloat), "Distance\x00", "meters\x00")
				b.data(4, uint8(0), uint8(3), uint8(baseUint16), "Form Pow\x00", "Watts\x00\x00")
				b.define(2, messageRecord, [][3]byte{{3, 2, 0}, {0, 2, 0}, {1, 4, 0}, {2, 4, 0}}, field{253, 4, baseUint32}, field{recordDistance, 4, baseUint32})
				b.data(2, t0, uint32(0), uint16(70), uint16(250), float32(10.8), float32(1))
				b.data(2, t0+1, invalid32, uint16(70), uint16(251), float32(10.8), float32(3))
				b.session(t0, 1, 1, 0)
			},
			check: "dsp",
			want: []leg{{
				Sport: "running", Samples: 2,
				Distance: []float64{0, 3}, Speed: []float64{3, 3}, Power: []float64{250, 251},
			}},
		},
		{
			name: "a pause whose start was never written, and a last stop",
			build: func(b *builder) {
				b.fileID(4)
				b.events(t0+3, 1, t0+6, 0, t0+8, 4, t0+8, 9)
				b.records(t0, 10)
				b.session(t0, 9, 1, 0)
			},
			want: []leg{{Sport: "running", Samples: 10, Timed: true, Pauses: []activity.Interval{{From: 3, To: 6}}}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := new(builder)
			tt.build(b)
			data := b.bytes()
			if tt.change != nil {
				data = tt.change(data)
			}
			var got []leg
			for _, a := range decode(t, data) {
				l := leg{
					Sport: a.Sport, SubSport: a.SubSport, Name: a.Name,
					Start: uint32(a.Start.Unix()-fitEpoch) - t0, Samples: a.Samples.Len(), Laps: len(a.Laps),
					Pauses: a.Pauses, Timed: a.TimerEvents, Notes: codes(a.Notes),
				}
				for _, c := range tt.check {
					switch c {
					case 'd':
						l.Distance = a.Samples.Distance
					case 's':
						l.Speed = a.Samples.Speed
					case 'p':
						l.Power = a.Samples.Power
					case 'c':
						l.Cadence = a.Samples.Cadence
					}
				}
				got = append(got, l)
			}
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateNaNs(), cmpopts.EquateApprox(0, 1e-9)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestCompressedTimes(t *testing.T) {
	b := new(builder)
	b.fileID(4)
	b.session(t0, 0, 1, 0) // its timestamp is the reference
	b.define(2, messageRecord, nil, field{recordDistance, 4, baseUint32})
	want := []float64{0, 3, 20, 33, 40, 70}
	for i, at := range want {
		b.data(0x80|2<<5|byte((t0+uint32(at))&0x1F), uint32(i))
	}
	a := decode(t, b.bytes())[0]
	if diff := cmp.Diff(want, a.Samples.Time); diff != "" {
		t.Errorf("times (-want +got):\n%s", diff)
	}
}

func TestSentinels(t *testing.T) {
	b := new(builder)
	b.fileID(4)
	b.define(2, messageRecord, nil, field{253, 4, baseUint32},
		field{recordLatitude, 4, baseSint32}, field{recordLongitude, 4, baseSint32}, field{recordDistance, 4, baseUint32},
		field{recordSpeed, 2, baseUint16}, field{recordAltitude, 2, baseUint16}, field{recordHeartRate, 1, baseUint8},
		field{recordCadence, 1, baseUint8}, field{recordTemperature, 1, baseSint8}, field{recordPower, 2, baseUint16})
	b.data(2, t0, invalidS4, invalidS4, invalid32, invalid16, invalid16, invalid8, invalid8, invalidS8, invalid16)
	b.data(2, t0+1, int32(1<<30+1), int32(0), uint32(0), uint16(0), uint16(0), uint8(0), uint8(0), int8(-7), uint16(0))
	b.session(t0, 1, 1, 0)
	s := decode(t, b.bytes())[0].Samples
	row := func(i int) []float64 {
		return []float64{
			s.Latitude[i], s.Longitude[i], s.Distance[i], s.Speed[i], s.Altitude[i],
			s.HeartRate[i], s.Cadence[i], s.Temperature[i], s.Power[i],
		}
	}
	want := [][]float64{
		{nan, nan, nan, nan, nan, nan, nan, nan, nan},
		{nan, nan, 0, 0, -500, nan, 0, -7, 0},
	}
	if diff := cmp.Diff(want, [][]float64{row(0), row(1)}, cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
