package gpxfile

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"

	"github.com/tkrajina/gpxgo/gpx"

	"easyday/importer/activity"
	"easyday/importer/trackxml"
)

// batch is how many points gpxgo is given at a time: it takes about 1.3 kB for
// each, which is let go after every batch.
const batch = 2048

// track is a track of the file.
type track struct {
	number     int    // among the file's tracks
	name, kind string // as gpxgo returns them
	totals     activity.Totals
	segments   []trackxml.Segment // within the reader's samples
	zone       trackxml.Time      // the first time that states an offset
	untimed    int                // points left out for want of a time
	unplaced   int                // points left out for want of a position
	nowhere    int                // points kept whose position is 0, 0
}

// reader reads a document once. It is the xml.TokenReader that gpxgo reads
// from: Token scans on as far as the next usable point.
type reader struct {
	scanner *trackxml.Scanner
	samples activity.Samples // Time in microseconds since 1970
	n       int              // points read into samples
	placed  int              // of these, points gpxgo has returned

	creator string
	tracks  []track // those with a usable point

	// What the file holds, usable or not.
	points, timed, routes, waypoints int

	// Where the scanner is.
	inTrack, inSegment bool
	trackNumber        int    // tracks begun
	segmentNumber      int    // segments begun
	before             track  // the track until its first usable point
	name, kind         string // what the track is called, until gpxgo is told

	// What gpxgo is being told.
	queue    []xml.Token
	head     int // of the queue
	told     level
	inBatch  int   // points of the batch
	batchEnd bool  // nothing follows the queue in this batch
	finished bool  // nor in any other
	owners   []int // of each track told in the batch, the index in tracks
	numbers  []int // of each segment told in the batch, the number
	point    pointTokens

	lastSegment int // the number of the segment placed last
}

// level is how deep in the document gpxgo has been told it is.
type level int

const (
	levelNone level = iota
	levelGPX
	levelTrack
	levelSegment
)

// element is the name of the element that a level is within.
func (l level) element() xml.Name {
	return xml.Name{Local: [...]string{levelGPX: "gpx", levelTrack: "trk", levelSegment: "trkseg"}[l]}
}

func newReader(text []byte, b *activity.Buffer) *reader {
	n := bytes.Count(text, []byte("<trkpt")) + bytes.Count(text, []byte(":trkpt"))
	return &reader{
		scanner:     trackxml.NewScanner(text),
		samples:     b.Samples(n),
		queue:       make([]xml.Token, 0, 16),
		point:       newPointTokens(),
		lastSegment: -1,
	}
}

// read reads the document into samples and tracks. Damage is left in the
// scanner's error; the error here is for what is no GPX at all.
func (r *reader) read() error {
	if r.scanner.Next() != trackxml.Start {
		return trackxml.Damaged(r.scanner.Line(), r.scanner.Err())
	}
	if name := r.scanner.Name(); string(name) != "gpx" {
		return trackxml.Damaged(r.scanner.Line(), fmt.Errorf("the root element is <%.40s>, not <gpx>", name))
	}
	if v, ok := r.scanner.Attribute("creator"); ok {
		r.creator = trackxml.String(v)
	}
	for !r.finished {
		if err := r.readBatch(); err != nil {
			return trackxml.Damaged(r.scanner.Line(), err)
		}
	}
	return nil
}

// readBatch has gpxgo read the next points and takes them over.
func (r *reader) readBatch() (err error) {
	// gpxgo did not panic on any of 12,362 real files, but it is not made to
	// be safe on any input either.
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("gpx: %v", p)
		}
	}()
	r.batchEnd, r.inBatch = false, 0
	r.owners, r.numbers = r.owners[:0], r.numbers[:0]
	r.open(levelGPX)
	// Without the document's beginning gpxgo takes version 1.1, which is right
	// for 1.0 too: the versions place their points alike.
	doc, err := gpx.ParseDecoder(xml.NewTokenDecoder(r), nil)
	if err != nil {
		return err
	}
	return r.take(doc)
}

// take copies what gpxgo built of a batch into the columns.
func (r *reader) take(doc *gpx.GPX) error {
	segment := 0
	for k, t := range doc.Tracks {
		owner := &r.tracks[r.owners[k]]
		if t.Name != "" {
			owner.name = t.Name
		}
		if t.Type != "" {
			owner.kind = t.Type
		}
		for _, s := range t.Segments {
			if number := r.numbers[segment]; number != r.lastSegment {
				owner.segments = append(owner.segments, trackxml.Segment{From: r.placed, To: r.placed})
				r.lastSegment = number
			}
			segment++
			if r.placed+len(s.Points) > r.n {
				return errors.New("gpx: more points than were read")
			}
			for i := range s.Points {
				r.placePoint(owner, &s.Points[i])
			}
			owner.segments[len(owner.segments)-1].To = r.placed
		}
	}
	if r.placed != r.n {
		return fmt.Errorf("gpx: %d points of %d", r.placed, r.n)
	}
	return nil
}

func (r *reader) placePoint(t *track, p *gpx.GPXPoint) {
	i := r.placed
	r.placed++
	if p.Latitude == 0 && p.Longitude == 0 {
		// How a recorder writes "no fix"; the sea there sees no runners.
		t.nowhere++
	} else {
		r.samples.Latitude[i], r.samples.Longitude[i] = p.Latitude, p.Longitude
	}
	if p.Elevation.NotNull() {
		r.samples.Altitude[i] = p.Elevation.Value()
	}
}

// Token is the next token of the batch for gpxgo.
func (r *reader) Token() (xml.Token, error) {
	for r.head == len(r.queue) {
		r.queue, r.head = r.queue[:0], 0
		if r.batchEnd {
			return nil, io.EOF
		}
		if r.scan(); r.finished || r.inBatch >= batch {
			r.batchEnd = true
			r.close(levelGPX)
		}
	}
	t := r.queue[r.head]
	r.head++
	return t, nil
}

// open begins the elements down to a level that gpxgo is not in yet.
func (r *reader) open(to level) {
	for r.told < to {
		r.told++
		r.queue = append(r.queue, xml.StartElement{Name: r.told.element()})
		switch r.told {
		case levelTrack:
			r.owners = append(r.owners, len(r.tracks)-1)
			r.tellText("name", r.name)
			r.tellText("type", r.kind)
			r.name, r.kind = "", ""
		case levelSegment:
			r.numbers = append(r.numbers, r.segmentNumber)
		}
	}
}

// tellText queues an element that holds text alone.
func (r *reader) tellText(name, text string) {
	if text == "" {
		return
	}
	n := xml.Name{Local: name}
	r.queue = append(r.queue, xml.StartElement{Name: n}, xml.CharData(text), xml.EndElement{Name: n})
}

// close ends the elements gpxgo is in, that of a level included.
func (r *reader) close(to level) {
	for ; r.told >= to; r.told-- {
		r.queue = append(r.queue, xml.EndElement{Name: r.told.element()})
	}
}

// scan goes to the next thing gpxgo has to hear of.
func (r *reader) scan() {
	s := r.scanner
	switch s.Next() {
	case trackxml.EOF:
		r.finished = true
	case trackxml.Start:
		r.start()
	case trackxml.End:
		switch {
		case r.inSegment:
			r.inSegment = false
			r.close(levelSegment)
		case r.inTrack:
			r.endTrack()
		}
	}
}

func (r *reader) start() {
	s := r.scanner
	name := string(s.Name())
	switch {
	case r.inSegment && name == "trkpt":
		r.readPoint()
	case r.inSegment:
		s.Skip()
	case r.inTrack && name == "trkseg":
		r.inSegment = true
		r.segmentNumber++
	case r.inTrack && name == "name":
		r.name = r.scanner.Content()
	case r.inTrack && name == "type":
		r.kind = r.scanner.Content()
	case r.inTrack && name == "extensions":
		r.trackExtensions()
	case r.inTrack:
		s.Skip()
	case name == "trk":
		r.inTrack = true
		r.trackNumber++
		r.before = track{number: r.trackNumber, totals: trackxml.NoTotals()}
		r.name, r.kind = "", ""
	default:
		switch name {
		case "rte":
			r.routes++
		case "wpt":
			r.waypoints++
		}
		s.Skip()
	}
}

func (r *reader) endTrack() {
	// Names may stand after the points, against the schema.
	if r.track() != &r.before && (r.name != "" || r.kind != "") {
		r.open(levelTrack)
		r.tellText("name", r.name)
		r.tellText("type", r.kind)
	}
	r.close(levelTrack)
	r.inTrack = false
}

// track is the track the scanner is in.
func (r *reader) track() *track {
	if k := len(r.tracks) - 1; k >= 0 && r.tracks[k].number == r.before.number {
		return &r.tracks[k]
	}
	return &r.before
}
