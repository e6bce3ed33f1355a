package analysis

import (
	"math"
	"testing"
	"time"
)

// TestClimate holds the climate against the annual means of cities that are not
// among its places, as published with their normals.
func TestClimate(t *testing.T) {
	cities := []struct {
		name                          string
		latitude, longitude, altitude float64
		mean                          float64
	}{
		{"Alexandra", -45.9, 169.7, 140, 11.0},
		{"Algiers", 36.7, 3.1, 30, 18.2},
		{"Austin", 30.3, -97.7, 150, 20.7},
		{"Baltimore", 39.3, -76.6, 10, 13.1},
		{"Baku", 40.4, 49.9, 0, 15.1},
		{"Beirut", 33.9, 35.5, 20, 20.9},
		{"Bilbao", 43.3, -2, 20, 14.7},
		{"Bloemfontein", -29.1, 26.2, 1400, 15.6},
		{"Brussels", 50.8, 4.4, 30, 10.5},
		{"Busan", 35.1, 129, 20, 15.0},
		{"Cairns", -16.9, 145.8, 10, 25.0},
		{"Canberra", -35.3, 149.1, 580, 13.1},
		{"Charlotte", 35.2, -80.8, 230, 16.1},
		{"Columbus", 39.9, -83, 250, 11.7},
		{"Cracow", 50.1, 19.9, 220, 9.3},
		{"Dunedin", -45.9, 170.5, 10, 11.1},
		{"Fresno", 36.7, -119.8, 100, 17.9},
		{"Fukuoka", 33.6, 130.4, 10, 17},
		{"Gaborone", -24.7, 25.9, 1000, 21},
		{"Heraklion", 35.3, 25.1, 30, 18.9},
		{"Ho Chi Minh City", 10.8, 106.7, 10, 27.4},
		{"Indianapolis", 39.8, -86.2, 220, 11.8},
		{"Jacksonville", 30.3, -81.7, 10, 20.3},
		{"Jerusalem", 31.8, 35.2, 780, 18.3},
		{"Kuala Lumpur", 3.1, 101.7, 50, 27.3},
		{"Kunming", 25, 102.7, 1890, 15.7},
		{"Lahore", 31.6, 74.3, 210, 24.3},
		{"Ljubljana", 46, 14.5, 300, 10.9},
		{"Louisville", 38.3, -85.7, 140, 13.9},
		{"Luxembourg", 49.6, 6.1, 300, 9.3},
		{"Lviv", 49.8, 24, 300, 7.8},
		{"Marrakesh", 31.6, -8, 450, 19.6},
		{"Memphis", 35.1, -90, 80, 17.2},
		{"Milwaukee", 43, -87.9, 190, 8.9},
		{"Minsk", 53.9, 27.6, 220, 6.7},
		{"Moncton", 46.1, -64.8, 10, 6.1},
		{"Naha", 26.2, 127.7, 10, 23.1},
		{"Napoli", 40.9, 14.3, 20, 15.9},
		{"Odesa", 46.5, 30.7, 50, 10.7},
		{"Oklahoma City", 35.5, -97.5, 360, 15.9},
		{"Omaha", 41.3, -95.9, 300, 10.6},
		{"Ottawa", 45.4, -75.7, 70, 6.6},
		{"Oulu", 65, 25.5, 10, 2.7},
		{"Philadelphia", 39.9, -75.1, 10, 13.2},
		{"Pittsburgh", 40.4, -79.9, 300, 10.8},
		{"Portland", 45.5, -122.7, 10, 12.4},
		{"Porto", 41.1, -8.6, 100, 15.7},
		{"Sacramento", 38.6, -121.5, 10, 16.3},
		{"San Antonio", 29.4, -98.5, 200, 20.8},
		{"San Jose", 37.3, -121.9, 20, 16.4},
		{"Saskatoon", 52.1, -106.7, 480, 3.3},
		{"Skopje", 42, 21.4, 240, 12.4},
		{"Split", 43.5, 16.4, 20, 16.1},
		{"St. Louis", 38.6, -90.2, 140, 13.9},
		{"Suwałki", 54.1, 22.9, 170, 7.2},
		{"Tallinn", 59.4, 24.8, 20, 6.4},
		{"Tampa", 27.9, -82.5, 10, 22.9},
		{"Thessaloniki", 40.6, 22.9, 20, 16},
		{"Tucson", 32.2, -110.9, 730, 20.9},
		{"Valencia", 39.5, -0.4, 10, 18.3},
		{"Vilnius", 54.9, 25.3, 110, 6},
		{"Vladivostok", 43.1, 131.9, 20, 4.9},
		{"Virginia Beach", 36.8, -75.9, 10, 15.8},
		{"Wichita", 37.7, -97.3, 400, 13.9},
		{"Wrocław", 51.1, 17, 120, 9.6},
		{"Xi'an", 34.3, 108.9, 400, 14.1},
		{"Zagreb", 45.8, 16, 150, 10.7},
	}
	sum, far := 0.0, 0
	for _, c := range cities {
		year := 0.0
		for day := range 365 {
			for hour := range 4 {
				year += climate(c.latitude, c.longitude, c.altitude, time.Date(2025, 1, 1+day, 6*hour, 0, 0, 0, time.UTC))
			}
		}
		off := year/(4*365) - c.mean
		sum += off * off
		if math.Abs(off) > 3 {
			far++
		}
		if math.Abs(off) > 6.5 {
			t.Errorf("%s: %.1f °C off", c.name, off)
		}
	}
	rms := math.Sqrt(sum / float64(len(cities)))
	t.Logf("%.2f °C off (root mean square) in %d cities, more than 3 in %d", rms, len(cities), far)
	if rms > 1.85 {
		t.Errorf("%.2f °C off (root mean square) in %d cities", rms, len(cities))
	}
	if far > 7 {
		t.Errorf("%d of %d cities more than 3 °C off", far, len(cities))
	}
}

func TestClimateThroughTheYear(t *testing.T) {
	noon := func(m time.Month, utc int) time.Time { return time.Date(2025, m, 16, utc, 0, 0, 0, time.UTC) }
	for _, tt := range []struct {
		name          string
		lat, lon, alt float64
		at            time.Time
		want, within  float64
	}{
		{"Austin, a July afternoon", 30.3, -97.7, 150, noon(time.July, 21), 33.5, 2},
		{"Austin, a July morning", 30.3, -97.7, 150, noon(time.July, 12), 26, 2},
		{"Austin, a January afternoon", 30.3, -97.7, 150, noon(time.January, 21), 16, 2.5},
		{"Minsk, a January morning", 53.9, 27.6, 220, noon(time.January, 6), -6, 3},
		{"Canberra, a January evening", -35.3, 149.1, 580, noon(time.January, 8), 22, 3.5},
		{"Canberra, a July morning", -35.3, 149.1, 580, noon(time.July, 21), 3, 3.5},
		{"over Canberra's hills", -35.3, 149.1, 1580, noon(time.July, 21), -3, 3.5},
		{"where the date changes", -18, 179.9, math.NaN(), noon(time.January, 0), 29, 3},
		{"a coast below the Andes, a July noon", -18.5, -70.3, 20, noon(time.July, 17), 19, 4},
		{"the same without altitude", -18.5, -70.3, math.NaN(), noon(time.July, 17), 19, 4},
		{"a coast without altitude, the nearest city high up", 16.9, -99.9, math.NaN(), noon(time.January, 18), 28, 4},
		{"high in the Andes, a July noon", -13.5, -72, 3400, noon(time.July, 17), 12, 4},
		{"the pole", -90, 0, 2800, noon(time.January, 0), -10, 15},
	} {
		got := climate(tt.lat, tt.lon, tt.alt, tt.at)
		near(t, tt.name, got, tt.want, tt.within)
		if got != math.Round(got) {
			t.Errorf("%s: %v says more of the place than whole degrees", tt.name, got)
		}
	}
	if got := climate(math.NaN(), 3, 0, noon(time.July, 0)); !math.IsNaN(got) {
		t.Errorf("%v without a position", got)
	}
	// Nor where within a degree.
	if a, b := climate(47.4, 8.4, 500, noon(time.May, 9)), climate(46.6, 7.6, 500, noon(time.May, 9)); a != b {
		t.Errorf("%v and %v within a degree", a, b)
	}
	if east, west := climate(-18, 179.99, 0, noon(time.July, 0)), climate(-18, -179.99, 0, noon(time.July, 0)); east != west {
		t.Errorf("%v and %v on either side of the date line", east, west)
	}
}
