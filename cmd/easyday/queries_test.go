package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// pythonWith is a Python that has a module; empty where there is none.
func pythonWith(module string) string {
	for _, name := range []string{"python3", "/usr/bin/python3", "python"} {
		path, err := exec.LookPath(name)
		if err == nil && exec.Command(path, "-c", "import "+module).Run() == nil {
			return path
		}
	}
	return ""
}

// reportedFolder is a folder that the demo's report without pictures lies in,
// under the name it has by default.
func reportedFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	c := exec.Command("easyday", "demo", "--no-pictures", "-q")
	c.Dir = dir
	c.Env = append(os.Environ(), "XDG_CONFIG_HOME="+dir)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return dir
}

// runsTable is runs.csv as a table of texts by column.
func runsTable(t *testing.T, dir string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "easyday-report", "runs.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		r := make(map[string]string)
		for i, name := range rows[0] {
			r[name] = row[i]
		}
		out = append(out, r)
	}
	return out
}

// TestDocsPandas runs the example in pandas on a report and holds its figures
// against the report's own.
func TestDocsPandas(t *testing.T) {
	python := pythonWith("pandas")
	if python == "" {
		t.Skip("no Python with pandas: the example of docs/data.md is not run")
	}
	dir := reportedFolder(t)
	examples := blocks(readPage(t, "../../docs/data.md"), "python")
	if len(examples) != 1 {
		t.Fatalf("%d examples", len(examples))
	}
	verdicts := make(map[string]int)
	for _, r := range runsTable(t, dir) {
		if r["verdict"] != "" && r["over_s_per_km"] != "" {
			verdicts[r["verdict"]]++
		}
	}
	var stderr bytes.Buffer
	c := exec.Command(python, "-c", examples[0])
	c.Dir, c.Stderr = dir, &stderr
	out, err := c.Output()
	if err != nil || stderr.Len() > 0 {
		t.Fatalf("%v: %s", err, stderr.String())
	}
	told := 0
	for line := range strings.Lines(string(out)) {
		w := strings.Fields(line)
		if len(w) < 3 || verdicts[w[0]] == 0 {
			continue
		}
		told++
		if n, err := strconv.ParseFloat(w[1], 64); err != nil || int(n) != verdicts[w[0]] {
			t.Errorf("%q, want %d", strings.TrimSpace(line), verdicts[w[0]])
		}
	}
	if told != len(verdicts) || told == 0 {
		t.Errorf("%d of %d verdicts are told in\n%s", told, len(verdicts), out)
	}
	if !strings.Contains(string(out), "'value': ") {
		t.Errorf("the share too fast is not told in\n%s", out)
	}
}

// duckDB is a command that runs the query in its last argument and prints the
// answer as CSV; nil where there is none: the program, or the module of Python or
// of Node.
func duckDB() []string {
	if path, err := exec.LookPath("duckdb"); err == nil {
		return []string{path, "-csv", "-c"}
	}
	if python := pythonWith("duckdb"); python != "" {
		return []string{python, "-c", `import csv, duckdb, sys
answer = duckdb.sql(sys.argv[1])
out = csv.writer(sys.stdout)
out.writerow(answer.columns)
out.writerows(answer.fetchall())`}
	}
	if exec.Command("node", "-e", "require('@duckdb/node-api')").Run() == nil {
		return []string{"node", "-e", `(async () => {
const { DuckDBInstance } = require('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const answer = await connection.runAndReadAll(process.argv[1]);
for (const row of [answer.columnNames(), ...answer.getRows()]) console.log(row.join(','));
})();`}
	}
	return nil
}

// ask runs a query in a folder and returns its rows, the names of the columns
// first.
func ask(t *testing.T, program []string, dir, query string) [][]string {
	t.Helper()
	c := exec.Command(program[0], append(program[1:len(program):len(program)], strings.TrimRight(query, "; \n"))...)
	c.Dir = dir
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%s\n%v: %s", query, err, out)
	}
	rows, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestDocsDuckDB runs the queries in DuckDB on a report and holds their answers
// against the report's own rows.
func TestDocsDuckDB(t *testing.T) {
	program := duckDB()
	if program == nil {
		t.Skip("no DuckDB: the queries of docs/data.md are not run")
	}
	queries := blocks(readPage(t, "../../docs/data.md"), "sql")
	if len(queries) != 2 {
		t.Fatalf("%d queries", len(queries))
	}
	dir := reportedFolder(t)
	byReason := ask(t, program, dir, queries[0])
	if len(byReason) < 3 || strings.Join(byReason[0], " ") != "hard_reason runs flagged seconds" {
		t.Fatalf("the first query tells %v", byReason)
	}
	type tally struct{ runs, flagged int }
	table := runsTable(t, dir)
	reasons := make(map[string]string)
	want := make(map[string]tally)
	for _, r := range table {
		reasons[r["id"]] = r["hard_reason"]
	}
	for _, r := range table {
		if reason, ok := reasons[r["after"]]; ok {
			n := want[reason]
			n.runs++
			if r["verdict"] == "too_fast" {
				n.flagged++
			}
			want[reason] = n
		}
	}
	for _, row := range byReason[1:] {
		runs, errRuns := strconv.Atoi(row[1])
		flagged, errFlagged := strconv.Atoi(row[2])
		if got := (tally{runs, flagged}); errRuns != nil || errFlagged != nil || got != want[row[0]] {
			t.Errorf("%v, want %+v", row, want[row[0]])
		}
	}
	if len(byReason)-1 != len(want) {
		t.Errorf("%d reasons, want %d", len(byReason)-1, len(want))
	}
	weeks := ask(t, program, dir, queries[1])
	if len(weeks) < 30 || strings.Join(weeks[0], " ") != "week comfortable habit" {
		t.Fatalf("the second query tells %d rows, %v first", len(weeks)-1, weeks[0])
	}
	for _, w := range weeks[1:] {
		if pace, err := strconv.ParseFloat(w[1], 64); err != nil || pace < 180 || pace > 900 {
			t.Errorf("%v: no pace of a runner", w)
		}
	}
}
