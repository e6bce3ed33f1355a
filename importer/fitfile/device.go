package fitfile

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/muktihari/fit/profile/typedef"

	"easyday/importer/activity"
)

// creatorIndex is the device_index of the device that wrote the file.
const creatorIndex = uint8(typedef.DeviceIndexCreator)

// device is what made the recording: the file_id message, completed by the
// device_info message of the creator, with what the sensors' device_info
// messages say.
func (rec *recording) device() activity.Device {
	id := rec.id
	for _, d := range rec.devices {
		if d.index != creatorIndex {
			continue
		}
		if id.maker == invalid16 {
			id.maker = d.maker
		}
		if id.product == invalid16 {
			id.product = d.product
		}
		if id.serial == 0 {
			id.serial = d.serial
		}
		if id.productName == "" {
			id.productName = d.productName
		}
	}
	out := activity.Device{Maker: makerWord(id.maker), Product: id.productWord(), Key: id.key()}

	var strap, wrist *device
	for i := range rec.devices {
		d := &rec.devices[i]
		switch {
		case d.measuresHeartRate():
			// The first with a number of its own: a strap is listed again
			// whenever it reconnects.
			if strap == nil || !strap.numbered() && d.numbered() {
				strap = d
			}
		case d.source == uint8(typedef.SourceTypeLocal) && d.kind == uint8(typedef.LocalDeviceTypeWhr):
			wrist = d
		case d.source == uint8(typedef.SourceTypeLocal) && d.kind == uint8(typedef.LocalDeviceTypeBarometer):
			out.Barometer = true
		}
	}
	// A watch lists its own sensor even while it takes heart rate from a
	// strap, which it does whenever one is connected.
	switch {
	case strap != nil:
		out.HeartRateSource, out.HeartRateKey = activity.HeartRateStrap, strap.key()
	case wrist != nil:
		out.HeartRateSource, out.HeartRateKey = activity.HeartRateWrist, out.Key
	}
	return out
}

// measuresHeartRate reports whether a device_info message is of a heart-rate
// sensor apart from the watch. Some write the ANT+ number of the kind for a
// sensor on Bluetooth, and some state no source.
func (d *device) measuresHeartRate() bool {
	switch typedef.SourceType(d.source) {
	case typedef.SourceTypeAnt, typedef.SourceTypeAntplus:
		return d.kind == uint8(typedef.AntplusDeviceTypeHeartRate)
	case typedef.SourceTypeBluetooth, typedef.SourceTypeBluetoothLowEnergy:
		return d.kind == uint8(typedef.BleDeviceTypeHeartRate) || d.kind == uint8(typedef.AntplusDeviceTypeHeartRate)
	case typedef.SourceTypeInvalid:
		return d.index != creatorIndex && d.kind == uint8(typedef.AntplusDeviceTypeHeartRate)
	}
	return false
}

// numbered reports whether a device states a number that tells it from others
// of its kind.
func (d *device) numbered() bool {
	return d.serial != 0 || d.antNumber != 0
}

// key is a one-way digest of maker, product and serial number: the first 16 hex
// digits of the SHA-256 of the three, in decimal, joined by "/", with nothing
// for a number that is not stated. A sensor without a serial number has its ANT
// device number there, and a device without a product number its name. Empty
// where nothing is stated.
func (d *device) key() string {
	var maker, product, serial string
	if d.maker != invalid16 {
		maker = strconv.Itoa(int(d.maker))
	}
	if d.product != invalid16 {
		product = strconv.Itoa(int(d.product))
	} else {
		product = plainText(d.productName)
	}
	switch {
	case d.serial != 0:
		serial = strconv.FormatUint(uint64(d.serial), 10)
	case d.antNumber != 0:
		serial = strconv.Itoa(int(d.antNumber))
	}
	if maker+product+serial == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(maker + "/" + product + "/" + serial))
	return hex.EncodeToString(sum[:8])
}

// makerWord is a manufacturer's name in the profile, in lower case; empty for
// one that it does not know.
func makerWord(maker uint16) string {
	return strings.ToLower(profileWord(typedef.Manufacturer(maker).String()))
}

// productWord is the product's own name, or else the profile's for a Garmin
// product, or else its number.
func (d *device) productWord() string {
	if name := plainText(d.productName); name != "" {
		return name
	}
	if d.product == invalid16 {
		return ""
	}
	if typedef.Manufacturer(d.maker) == typedef.ManufacturerGarmin {
		if word := profileWord(typedef.GarminProduct(d.product).String()); word != "" {
			return word
		}
	}
	return strconv.Itoa(int(d.product))
}

// profileWord is a word of the FIT profile; empty where the library says that
// the number stands for none, which it writes as "SportInvalid(99)".
func profileWord(s string) string {
	if strings.Contains(s, "Invalid") {
		return ""
	}
	return s
}
