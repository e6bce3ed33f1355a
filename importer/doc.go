// Package importer turns a runner's files into the runs of a season and an
// account of every file.
//
// Import walks files, folders and archives, decodes FIT, GPX and TCX in
// parallel, repairs what watches and telephones get wrong, and hands each run
// to the caller's summarize function while its columns are still in memory.
// What summarize returns is kept; then duplicates are removed, each run gets
// its id, its zone and its local date, and the ledger is drawn up.
//
// # What gets an entry
//
// Every regular file and every file within an archive has exactly one entry.
// An archive itself has an entry only where it has nothing in it or cannot be
// read; otherwise its members stand for it. A .gz is one file, not an archive.
// A folder has an entry only where it cannot be listed. What an earlier report
// of easyday wrote, or one to a folder of Options.Reports, has none.
//
//   - imported: at least one run of the file serves in the season
//   - duplicate: its run is in the season from a better recording; SameAs is its id
//   - other_sport: an activity, but no run
//   - not_an_activity: sound, but no timed activity; a file that is no FIT, GPX
//     or TCX and does not claim to be one; a recording whose clock was not set
//   - unreadable: empty, damaged, or not what its name promises
//   - ignored: what operating systems leave behind, links to folders that are
//     read anyway, devices and pipes, Strava's list of activities, and
//     recordings later than Options.AsOf
//
// An activity that Strava's list names without a file is no file and has no
// entry: the entry of the list says how many there are, and how many are runs.
//
// Results do not depend on the order of files, on the number of workers, on
// the machine's clock or on its time zone.
package importer
