package fitfile

import (
	"bytes"
	"encoding/binary"
	"io"
)

// The sizes of a FIT header: without and with a checksum of its own.
const (
	shortHeader = 12
	longHeader  = 14
	checksumLen = 2
)

// part is one FIT file of a chain: most files are a chain of one.
type part struct {
	start      int    // offset of the header in the file
	headerSize int    // 12 or 14
	header     []byte // as in the file
	body       []byte // the messages; shorter than stated where the file ends early
	sum        []byte // the two bytes of checksum; empty where the file ends early
	whole      bool   // header, body and checksum are all there
	checksum   bool   // the checksum matches
}

// split cuts a file into its chained parts. trailing counts bytes after the
// last part that begin no further one.
func split(data []byte) (parts []part, trailing int, err error) {
	if len(data) == 0 {
		return nil, 0, damaged(0, "an empty file")
	}
	for at := 0; at < len(data); {
		rest := data[at:]
		if !Sniff(rest) || len(rest) < int(rest[0]) {
			if at == 0 {
				return nil, 0, damaged(0, "no FIT header")
			}
			return parts, len(rest), nil
		}
		p := part{start: at, headerSize: int(rest[0])}
		p.header, rest = rest[:p.headerSize], rest[p.headerSize:]
		size := int64(binary.LittleEndian.Uint32(p.header[4:8]))
		// A recorder that stopped before its end leaves a size of 0.
		if size == 0 || size+checksumLen > int64(len(rest)) {
			p.body = rest
			if size != 0 && size < int64(len(rest)) {
				p.body = rest[:size]
			}
			return append(parts, p), 0, nil
		}
		p.body, p.sum, p.whole = rest[:size], rest[size:size+checksumLen], true
		end := at + p.headerSize + int(size)
		// Over header and data, whether or not the header has its own.
		p.checksum = crc16(data[at:end]) == binary.LittleEndian.Uint16(p.sum)
		parts = append(parts, p)
		at = end + checksumLen
	}
	return parts, 0, nil
}

// reader is the part's first n bytes of messages as a FIT file that is sound in
// its framing, so that a library reads all of them: under the file's own header
// and checksum where these are right, otherwise under made ones.
func (p *part) reader(n int) io.Reader {
	if p.whole && p.checksum && n == len(p.body) {
		return io.MultiReader(bytes.NewReader(p.header), bytes.NewReader(p.body), bytes.NewReader(p.sum))
	}
	header := bytes.Clone(p.header)
	binary.LittleEndian.PutUint32(header[4:8], uint32(n))
	if len(header) == longHeader {
		header[12], header[13] = 0, 0 // 0 means that it has no checksum
	}
	body := p.body[:n]
	sum := binary.LittleEndian.AppendUint16(nil, crc16(header, body))
	return io.MultiReader(bytes.NewReader(header), bytes.NewReader(body), bytes.NewReader(sum))
}

// crc16 is the checksum of the FIT protocol over the blocks in turn: the
// reflected polynomial 0xA001, starting at 0 (FIT SDK, "Cyclic redundancy
// check"). The SDK goes by half bytes; this goes by eight bytes, with a table for
// each (Kounavis & Berry 2008, "slicing by 8"), with the same result.
func crc16(blocks ...[]byte) uint16 {
	var table [8][256]uint16 // of a byte, and of a byte with zeros after it
	for i := range table[0] {
		c := uint16(i)
		for range 8 {
			if c&1 != 0 {
				c = c>>1 ^ 0xA001
			} else {
				c >>= 1
			}
		}
		table[0][i] = c
	}
	for k := 1; k < len(table); k++ {
		for i, c := range table[k-1] {
			table[k][i] = c>>8 ^ table[0][byte(c)]
		}
	}
	var crc uint16
	for _, b := range blocks {
		for ; len(b) >= 8; b = b[8:] {
			crc = table[7][byte(crc)^b[0]] ^ table[6][byte(crc>>8)^b[1]] ^ table[5][b[2]] ^ table[4][b[3]] ^
				table[3][b[4]] ^ table[2][b[5]] ^ table[1][b[6]] ^ table[0][b[7]]
		}
		for _, c := range b {
			crc = crc>>8 ^ table[0][byte(crc)^c]
		}
	}
	return crc
}
