package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"

	"easyday/analysis"
	"easyday/importer/activity"
)

// Earlier is what the season.json of an earlier report says, as far as news
// needs it.
type Earlier struct {
	settings []byte // params as written
	period   [2]string
	runs     map[string]earlierRun // by id
	months   map[string]analysis.Counts
}

type earlierRun struct {
	date    string
	verdict analysis.Verdict // empty for a run that was no recovery run
}

// ReadEarlier reads a season.json. It is an error where that is no JSON, or of
// another schema than SchemaVersion.
func ReadEarlier(r io.Reader) (*Earlier, error) {
	var file struct {
		Schema int             `json:"schema"`
		Params json.RawMessage `json:"params"`
		Runs   []struct {
			ID       string `json:"id"`
			Date     string `json:"local_date"`
			Recovery *struct {
				Verdict analysis.Verdict `json:"verdict"`
			} `json:"recovery"`
		} `json:"runs"`
		Months []struct {
			Month string `json:"month"`
			countsJSON
		} `json:"months"`
	}
	if err := json.NewDecoder(r).Decode(&file); err != nil {
		return nil, err
	}
	if file.Schema != SchemaVersion {
		return nil, fmt.Errorf("schema %d, this program writes %d", file.Schema, SchemaVersion)
	}
	e := &Earlier{
		runs:   make(map[string]earlierRun, len(file.Runs)),
		months: make(map[string]analysis.Counts, len(file.Months)),
	}
	for _, run := range file.Runs {
		known := earlierRun{date: run.Date}
		if run.Recovery != nil {
			known.verdict = run.Recovery.Verdict
		}
		e.runs[run.ID] = known
	}
	for _, m := range file.Months {
		e.months[m.Month] = analysis.Counts{KeptEasy: m.KeptEasy, Borderline: m.Borderline, TooFast: m.TooFast, CantTell: m.CantTell}
	}
	var err error
	e.settings, e.period, err = splitParams(file.Params)
	return e, err
}

// splitParams parts params into the settings, in one canonical form, and the
// reported period.
func splitParams(params []byte) (settings []byte, period [2]string, err error) {
	var p map[string]json.RawMessage
	if err := json.Unmarshal(params, &p); err != nil {
		return nil, period, fmt.Errorf("params: %w", err)
	}
	for i, key := range []string{"from", "to"} {
		period[i] = string(p[key])
		delete(p, key)
	}
	settings, err = json.Marshal(p) // with its keys in order
	return settings, period, err
}

// newsRuns is how many runs news names one by one.
const newsRuns = 5

// WriteNews tells what changed since an earlier report: how many runs are new,
// the verdicts of the recovery runs among them, the rate of the latest month
// then and now, and the verdicts that moved. It writes a line in any case.
func WriteNews(w io.Writer, e *Earlier, s *analysis.Season, o Options) error {
	params, err := json.Marshal(newParamsJSON(s))
	if err != nil {
		return err
	}
	settings, period, err := splitParams(params)
	if err != nil {
		return err
	}
	if period != e.period {
		_, err := io.WriteString(w, "The last report here was of another period, so nothing is said of what is new.\n")
		return err
	}
	n := e.compare(s, o.Units)
	if n.gone == len(e.runs) && n.gone > 0 {
		_, err := io.WriteString(w, "The last report here was of other runs, so nothing is said of what is new.\n")
		return err
	}
	var b bytes.Buffer
	if !bytes.Equal(settings, e.settings) {
		b.WriteString("The settings, or the program's, are not those of the last report; earlier verdicts may have moved by that.\n")
	}
	if n.added+n.gone+len(n.moved) == 0 {
		b.WriteString("Nothing new since the last report.\n")
	}
	if n.added > 0 {
		fmt.Fprintf(&b, "New since the last report: %s, %s among them.\n", count(n.added, "run", "runs"), recoveryRuns(len(n.judged)))
		writeSome(&b, n.judged)
		b.WriteString(n.month)
	}
	if len(n.moved) > 0 {
		fmt.Fprintf(&b, "%s of earlier runs moved:\n", count(len(n.moved), "verdict", "verdicts"))
		writeSome(&b, n.moved)
	}
	if n.gone > 0 {
		fmt.Fprintf(&b, "%s of the last report %s no longer there.\n", count(n.gone, "run", "runs"), isAre(n.gone))
	}
	_, err = w.Write(b.Bytes())
	return err
}

// news is how a season differs from an earlier report.
type news struct {
	added, gone int
	judged      []string // a line for each new recovery run, latest first
	moved       []string // a line for each earlier run whose verdict moved, latest first
	month       string   // the rate of the latest month that gained a recovery run, with its line feed
}

// compare lays a season beside an earlier one.
func (e *Earlier) compare(s *analysis.Season, u Units) news {
	var n news
	here := 0
	var latest activity.Date
	for i := len(s.Runs) - 1; i >= 0; i-- {
		r := &s.Runs[i]
		var verdict analysis.Verdict
		if r.Recovery != nil {
			verdict = r.Recovery.Verdict
		}
		day := r.LocalDate.Midnight().Format("Mon 2 Jan 2006")
		known, ok := e.runs[r.ID]
		switch {
		case !ok:
			n.added++
			if r.Recovery != nil {
				n.judged = append(n.judged, day+": "+newVerdict(r, u))
				latest = max(latest, r.LocalDate)
			}
		case known.verdict != verdict:
			n.moved = append(n.moved, day+": from "+verdictPhrase(known.verdict)+" to "+verdictPhrase(verdict))
		}
		if ok {
			here++
		}
	}
	n.gone = len(e.runs) - here
	if len(n.judged) > 0 {
		n.month = e.monthNews(s, latest)
	}
	return n
}

// monthNews is the rate of a day's month, before and now.
func (e *Earlier) monthNews(s *analysis.Season, day activity.Date) string {
	at := day.Midnight()
	for _, m := range s.Months {
		if m.Year != at.Year() || m.Month != at.Month() || m.Judged() == 0 {
			continue
		}
		text := at.Format("January 2006") + ": " + tooFastOf(m.Counts) + " too fast"
		if before, ok := e.months[at.Format("2006-01")]; ok && before.Judged() > 0 {
			text += ", before " + tooFastOf(before)
		}
		return text + ".\n"
	}
	return ""
}

// newVerdict is the verdict on a new recovery run with its figures.
func newVerdict(r *analysis.Run, u Units) string {
	text := verdictPhrase(r.Recovery.Verdict)
	if !math.IsNaN(r.Recovery.Over) {
		text += ", " + FormatPace(r.EffortPace, u) + " against " + FormatPace(r.Comfortable.Value, u) + "/" + u.Short()
	} else if why := r.Recovery.Reasons; len(why) > 0 {
		text += ", " + why[0]
	}
	if r.Recovery.After != "" {
		text += ", " + after(r.Recovery.Since)
	}
	return text
}

// verdictPhrase is a verdict as the end of "from ... to ...".
func verdictPhrase(v analysis.Verdict) string {
	switch v {
	case analysis.KeptEasy:
		return "kept easy"
	case analysis.Borderline:
		return "too close to call"
	case analysis.TooFast:
		return "too fast"
	case analysis.CantTell:
		return "cannot be judged"
	}
	return "no recovery run"
}

// writeSome writes the first lines, indented, and how many more there are.
func writeSome(b *bytes.Buffer, lines []string) {
	for i, line := range lines {
		if i == newsRuns {
			fmt.Fprintf(b, "  and %d more\n", len(lines)-i)
			return
		}
		b.WriteString("  " + line + "\n")
	}
}

func recoveryRuns(n int) string {
	switch n {
	case 0:
		return "no recovery run"
	case 1:
		return "1 recovery run"
	}
	return strconv.Itoa(n) + " recovery runs"
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
