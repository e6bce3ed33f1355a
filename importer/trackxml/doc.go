// Package trackxml is what the two XML formats of recordings, GPX and TCX, have
// in common: a tolerant scanner over the bytes, numbers and times as XML Schema
// writes them, and the mending of times that both need before their samples
// keep the contract of activity.Activity.
//
// The scanner is no general XML reader. It knows elements, attributes, text,
// CDATA, comments and instructions; it expands the five predefined entities
// and character references and nothing else, so no document can grow while it
// is read; and it takes a bare "&" as it stands, as many writers leave it.
// Tags that do not match, a "<" that begins no tag and an end inside an
// element are errors, with the line.
//
// The package belongs to the parsers gpxfile and tcxfile and knows neither.
package trackxml
