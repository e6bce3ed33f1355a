package report

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
)

// contentPolicy is the page's content-security policy: its own style and its
// own script, by their digests, and nothing else from anywhere.
func contentPolicy(style, script string) string {
	digest := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; style-src " + digest(style) + "; script-src " + digest(script) + "; base-uri 'none'; form-action 'none'"
}

// paletteCSS defines the colours of both themes as variables, the classes the
// pictures use, and light colours for paper.
func paletteCSS(start Theme) string {
	variables := func(t Theme) string {
		var b strings.Builder
		for _, r := range t.palette().roles() {
			b.WriteString("--" + r.name + ":" + r.css() + ";")
		}
		return b.String()
	}
	light, dark := variables(Light)+"color-scheme:light;", variables(Dark)+"color-scheme:dark;"
	var b strings.Builder
	if start == Dark {
		b.WriteString(":root{" + dark + "}\n")
	} else {
		b.WriteString(":root{" + light + "}\n@media (prefers-color-scheme:dark){:root{" + dark + "}}\n")
	}
	b.WriteString(":root[data-theme=light]{" + light + "}\n:root[data-theme=dark]{" + dark + "}\n")
	b.WriteString("@media print{:root,:root[data-theme=dark],:root[data-theme=light]{" + light + "}}\n")
	for _, r := range Light.palette().roles() {
		fmt.Fprintf(&b, ".f-%s{fill:var(--%s)}.s-%s{stroke:var(--%s);fill:none}", r.name, r.name, r.name, r.name)
	}
	b.WriteString("\n")
	for _, name := range []string{"ground", "zone-mixed"} {
		fmt.Fprintf(&b, ".h-%s{fill:none;stroke:var(--%s);stroke-width:3.6px;stroke-linejoin:round}", name, name)
	}
	return b.String() + "\n"
}
