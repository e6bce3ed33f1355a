package report

import _ "embed"

//go:embed season.schema.json
var seasonSchema string

// Schema is the JSON Schema (draft 2020-12) that every season.json satisfies.
func Schema() []byte { return []byte(seasonSchema) }
