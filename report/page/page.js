"use strict";
(() => {
const $ = (s, e = document) => e.querySelector(s), all = (s, e = document) => [...e.querySelectorAll(s)];
const root = document.documentElement, theme = $("#theme");
const dark = () => getComputedStyle(root).colorScheme === "dark";
const told = () => theme.setAttribute("aria-pressed", dark());
theme.hidden = false;
theme.addEventListener("click", () => { root.dataset.theme = dark() ? "light" : "dark"; told(); });
matchMedia("(prefers-color-scheme:dark)").addEventListener("change", told);
told();

// A link to a run opens its picture.
const open = id => { const d = id && document.getElementById(id); if (d && d.tagName === "DETAILS") d.open = true; };
addEventListener("hashchange", () => open(location.hash.slice(1)));
addEventListener("click", e => { const a = e.target.closest('a[href^="#r"]'); if (a) open(a.hash.slice(1)); });
open(location.hash.slice(1));

const table = $("#table"), tip = $("#tip");
if (!table) return;
const body = table.tBodies[0], heads = all("th", table.tHead), pills = all("#controls button"), month = $("#month");
const first = +table.dataset.first, more = $("#all"), runs = [...body.rows];
$("#controls").hidden = false;

// The table: a button in every head sorts, blanks last and equals by date.
const amount = t => {
  const s = t.replace("\u2212", "-");
  return s.includes(":") ? s.split(":").reduce((a, p) => 60 * a + +p, 0) : parseFloat(s);
};
const text = (tr, i) => tr.cells[i].textContent.trim();
const key = (tr, i) => tr.cells[i].dataset.v ?? text(tr, i);
let limit = first, kind = "";
const show = () => {
  let n = 0, drawn = 0;
  for (const tr of body.rows) {
    tr.hidden = (kind && tr.dataset.kind !== kind) || (month && month.value && tr.dataset.month !== month.value);
    if (!tr.hidden) n++;
    const late = !tr.hidden && n > limit;
    tr.classList.toggle("late", late);
    if (!tr.hidden && !late) drawn++;
  }
  pills.forEach(p => p.setAttribute("aria-pressed", p.dataset.kind === kind));
  $("#shown").textContent = drawn < n ? `${drawn} of ${n} runs shown` : `${n} of ${runs.length} runs shown`;
  more.hidden = drawn === n;
  more.textContent = `Show all ${n}`;
};
heads.forEach((th, i) => {
  const b = document.createElement("button"), words = th.hasAttribute("data-words");
  b.type = "button";
  b.append(...th.childNodes);
  th.append(b);
  b.addEventListener("click", () => {
    const was = th.getAttribute("aria-sort"), up = was ? was === "descending" : i < 2;
    heads.forEach(h => h.removeAttribute("aria-sort"));
    th.setAttribute("aria-sort", up ? "ascending" : "descending");
    const rows = runs.map((tr, n) => [words ? text(tr, i) : key(tr, i) === "" ? "" : amount(key(tr, i)), tr, n]);
    rows.sort(([a, , m], [b, , n]) => {
      if ((a === "") !== (b === "")) return a === "" ? 1 : -1;
      const d = a === b ? 0 : words ? a.localeCompare(b, "en") : a - b;
      return (up ? d : -d) || m - n;
    });
    body.append(...rows.map(r => r[1]));
    show();
  });
});
pills.forEach(p => p.addEventListener("click", () => { kind = p.dataset.kind; limit = first; show(); }));
if (month) month.addEventListener("change", () => { limit = first; show(); });
more.addEventListener("click", () => { limit = Infinity; show(); $(".scroll", $("#runs")).focus(); });
show();

const reveal = tr => {
  if (tr.hidden) { kind = ""; if (month) month.value = ""; show(); }
  if (tr.classList.contains("late")) { limit = Infinity; show(); }
};
const go = i => {
  const tr = runs[i];
  reveal(tr);
  hide();
  tr.tabIndex = -1;
  tr.scrollIntoView({ block: "center" });
  tr.focus({ preventScroll: true });
};
addEventListener("click", e => {
  const a = e.target.closest('a[href^="#t"]');
  if (a) { e.preventDefault(); go(+a.hash.slice(2)); }
});

// The pictures: what a mark stands for, by pointer, by finger and by keys.
const marks = new Map();
const ring = (i, on) => {
  for (const u of marks.get(+i) || []) {
    if (u.ring) { u.ring.remove(); u.ring = null; }
    if (!on) continue;
    const c = document.createElementNS(u.namespaceURI, "circle");
    for (const [n, v] of [["cx", u.getAttribute("x")], ["cy", u.getAttribute("y")], ["r", 9], ["class", "ring"]]) c.setAttribute(n, v);
    u.after(u.ring = c);
  }
};
const lines = i => {
  const tr = runs[i], t = n => text(tr, n), name = n => heads[n].textContent.trim();
  const out = [t(0) + ": " + t(1)];
  if (t(4)) out.push((t(2) ? t(2) + name(2).slice(9) + " at " : "") + t(4) + " adjusted");
  if (t(5)) out.push("comfortable " + t(5));
  if (t(6)) out.push(t(6) + " " + name(6) + (t(7) ? ", " + t(7) + " min" : ""));
  if (t(9)) out.push(t(9));
  return out;
};
let shown = null; // the mark of which the note tells
const hide = () => { if (shown) ring(shown.dataset.i, false); shown = null; tip.hidden = true; };
const say = u => {
  hide();
  shown = u;
  ring(u.dataset.i, true);
  tip.textContent = lines(u.dataset.i).join("\n");
  tip.hidden = false;
  const r = u.getBoundingClientRect(), w = tip.offsetWidth, h = tip.offsetHeight;
  const x = Math.max(8, Math.min(root.clientWidth - w - 8, r.left + r.width / 2 - w / 2));
  const y = r.top - h - 8 < 0 ? r.bottom + 8 : r.top - h - 8;
  tip.style.left = x + scrollX + "px";
  tip.style.top = y + scrollY + "px";
};
for (const svg of all("svg")) {
  const uses = all("use[data-i]", svg).sort((a, b) => a.dataset.i - b.dataset.i);
  if (!uses.length) continue;
  for (const u of uses) {
    const i = +u.dataset.i;
    if (!marks.has(i)) marks.set(i, []);
    marks.get(i).push(u);
  }
  // The mark under the pointer, or the nearest to it. Squares have no gaps.
  const near = svg.closest("#calendar") ? 0 : 18;
  const pick = e => {
    if (e.target.matches("use[data-i]")) return e.target;
    const m = svg.getScreenCTM();
    let best = null, least = near / m.a;
    for (const u of uses) {
      const d = Math.hypot((e.clientX - m.e) / m.a - u.getAttribute("x"), (e.clientY - m.f) / m.d - u.getAttribute("y"));
      if (d < least) { least = d; best = u; }
    }
    return best;
  };
  let held = null; // a finger's first tap shows the note, its second goes to the row
  svg.addEventListener("pointermove", e => {
    if (e.pointerType === "touch") return;
    const u = pick(e);
    svg.classList.toggle("at", !!u);
    if (u === shown) return;
    if (u) say(u); else hide();
  });
  svg.addEventListener("pointerleave", e => { if (e.pointerType !== "touch") hide(); });
  svg.addEventListener("click", e => {
    const u = pick(e);
    if (!u) return;
    e.stopPropagation();
    if (e.pointerType === "touch" && (held !== u || shown !== u)) { held = u; say(u); return; }
    held = null;
    go(+u.dataset.i);
  });
  // One stop of the tab key for each picture: arrows go from run to run.
  const walk = document.createElement("div");
  const title = $("title", svg).textContent;
  for (const [n, v] of [["class", "walk"], ["role", "slider"], ["tabindex", 0], ["aria-valuemin", 1], ["aria-valuemax", uses.length], ["aria-valuenow", 1],
    ["aria-valuetext", lines(uses[0].dataset.i).join(", ")], ["aria-label", "Runs in the picture: " + title + ". Arrow keys go from run to run, Enter to its row."]]) walk.setAttribute(n, v);
  let at = 0;
  const step = n => {
    at = Math.max(0, Math.min(uses.length - 1, n));
    walk.setAttribute("aria-valuenow", at + 1);
    walk.setAttribute("aria-valuetext", lines(uses[at].dataset.i).join(", "));
    uses[at].scrollIntoView({ block: "nearest" });
    say(uses[at]);
  };
  walk.addEventListener("focus", () => step(at));
  walk.addEventListener("blur", hide);
  walk.addEventListener("keydown", e => {
    const to = { ArrowRight: at + 1, ArrowUp: at + 1, ArrowLeft: at - 1, ArrowDown: at - 1, PageUp: at + 10, PageDown: at - 10, Home: 0, End: uses.length - 1 }[e.key];
    if (to !== undefined) { e.preventDefault(); step(to); } else if (e.key === "Enter") { e.preventDefault(); go(+uses[at].dataset.i); }
  });
  svg.before(walk);
}
body.addEventListener("pointerover", e => { const tr = e.target.closest("tr"); if (tr) ring(tr.id.slice(1), true); });
body.addEventListener("pointerout", e => { const tr = e.target.closest("tr"); if (tr) ring(tr.id.slice(1), false); });
addEventListener("click", hide);
addEventListener("keydown", e => { if (e.key === "Escape") hide(); });
})();
