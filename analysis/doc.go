// Package analysis learns a runner's comfortable pace from a season of runs,
// finds the hard efforts and judges the recovery runs that came after them.
//
// Summarize turns one recording's samples into a Recording: a few figures and
// a compact trace. NewSeason takes all of a season's recordings and returns the
// Season: hard efforts, the trend of the comfortable pace with its band, every
// recovery run's verdict, and the counts.
//
// Each model has a file of its own, with its source:
//
//	a recording        summarize.go, recording.go, grade.go, climate.go, measures.go, grid.go, smooth.go, bestefforts.go, shuttle.go (to and fro); kept by keep.go and lay.go
//	what is a run      choose.go: no walks, rides and stray dates
//	what is hard       findhard.go (all runs), hard.go (one), and by sort race.go, course.go, session.go, hills.go, steady.go; stretches.go, criticalspeed.go
//	what it stands in  outing.go (recordings of one session), usual.go (what the runner does about that day)
//	its window         window.go
//	the trend          model.go (constants), heat.go, treadmill.go, evidence.go (what observes it), kalman.go, trend.go, level.go (what recovery runs say)
//	the verdict        recovery.go, where.go
//	what you know      knowledge.go, labels.go, bounds.go
//	what it comes to   compliance.go, patterns.go, permutation.go, gap.go, period.go, summary.go, season.go (all that is reported)
//	all of it          newseason.go, in order; options.go, statistics.go, words.go, source.go
//
// What a runner may set and the constants of the trend's model stand in Options and
// nowhere else; the thresholds that tell one sort of run from another are named beside
// the rule they belong to, with what they were read from. The package reads no file, no
// clock and no environment; its results do not depend on the order of its input.
package analysis
