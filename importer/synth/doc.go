// Package synth makes seasons of running that never took place, with the truth
// known: a body with its physiology, a person's training habits, weather and
// ground, and a device that records it all badly. The analysis is held against
// it, and tests of the importer read the files it writes.
//
// The order of things is that of life. New draws the runner (Runner), the
// course of fitness, the weather, the devices and then the training day by day;
// it makes no samples and costs little. Record makes one run: the true motion
// second by second (effort, hills, heat, corners, stops), the heart's answer to
// it, and then what the device stored of that, with its biases, noise, lag and
// failures. WriteFIT, WriteGPX and WriteTCX turn a recording into a real file.
//
// Truth is stated in effort: flat-equivalent, cool, unladen speed in metres per
// second. It is never read off the recording.
//
// Everything is a function of Kind and seed alone; runs may be recorded in any
// order and from several goroutines. Positions lie in the open ocean. The
// package shares no code with the analysis and does not import it.
package synth
