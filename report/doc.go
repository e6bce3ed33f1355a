// Package report writes a judged season for people and for programs: text for
// a terminal, CSV and JSON for scripts, and pictures.
//
// Everything takes an analysis.Season that is complete and leaves it unchanged.
// The same season and Options give the same bytes, whatever the machine's
// clock, locale or zone. No position and no serial number is written. What is
// missing is null in JSON, an empty cell in CSV and an en dash in words.
//
// Pictures are values of type Chart. A chart draws on any gonum/plot canvas, in
// a coordinate system where one point is one logical pixel; WritePNG gives it
// pixels. One drawing code therefore serves every size, theme and format.
package report
