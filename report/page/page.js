"use strict";
(() => {
const $ = (s, e = document) => e.querySelector(s), all = (s, e = document) => [...e.querySelectorAll(s)];
const root = document.documentElement, theme = $("#theme");
const dark = () => getComputedStyle(root).colorScheme === "dark";
const told = () => { theme.textContent = dark() ? "Light" : "Dark"; theme.setAttribute("aria-pressed", dark()); };
theme.addEventListener("click", () => { root.dataset.theme = dark() ? "light" : "dark"; told(); });
told();

const table = $("#table"), tip = $("#tip");
if (!table) return;
const body = table.tBodies[0], heads = all("th", table.tHead), pills = all(".pills button");
const key = (tr, i) => tr.cells[i].dataset.v ?? tr.cells[i].textContent;
const words = new Set([1]);
heads.forEach((th, i) => $("button", th).addEventListener("click", () => {
  const up = th.getAttribute("aria-sort") === "descending" || (!th.hasAttribute("aria-sort") && i < 2);
  heads.forEach(h => h.removeAttribute("aria-sort"));
  th.setAttribute("aria-sort", up ? "ascending" : "descending");
  const rows = all("tr", body).map((tr, n) => [key(tr, i), tr, n]);
  rows.sort(([a, , m], [b, , n]) => {
    if ((a === "") !== (b === "")) return a === "" ? 1 : -1;
    const d = words.has(i) ? a.localeCompare(b, "en") : a - b;
    return (up ? d : -d) || m - n;
  });
  body.append(...rows.map(r => r[1]));
}));
const show = kind => {
  let n = 0;
  for (const tr of body.rows) { tr.hidden = kind !== "" && tr.dataset.kind !== kind; n += !tr.hidden; }
  pills.forEach(p => p.setAttribute("aria-pressed", p.dataset.kind === kind));
  $("#shown").textContent = n + " of " + body.rows.length + " runs shown";
};
pills.forEach(p => p.addEventListener("click", () => show(p.dataset.kind)));
show("");

const rowOf = id => document.getElementById("t" + id);
const marks = {};
all(".hits circle").forEach(c => (marks[c.dataset.i] ||= []).push(c));
const ring = (id, on) => (marks[id] || []).forEach(c => c.classList.toggle("on", on));
const hide = () => { tip.hidden = true; };
const say = c => {
  const tr = rowOf(c.dataset.i), t = i => tr.cells[i].textContent;
  const lines = [t(0) + ": " + t(1), t(2) + " at " + t(4) + " grade-adjusted", "comfortable " + t(5)];
  if (t(6)) lines.push(t(6) + " s over the limit, " + (t(7) || 0) + " min over");
  if (t(9)) lines.push(t(9));
  tip.textContent = lines.join("\n");
  tip.hidden = false;
  const r = c.getBoundingClientRect(), w = tip.offsetWidth, h = tip.offsetHeight;
  const x = Math.max(8, Math.min(innerWidth - w - 8, r.left + r.width / 2 - w / 2));
  const y = r.top - h - 8 < 0 ? r.bottom + 8 : r.top - h - 8;
  tip.style.left = x + scrollX + "px";
  tip.style.top = y + scrollY + "px";
};
let held = null;
for (const c of Object.values(marks).flat()) {
  c.addEventListener("pointerenter", () => { ring(c.dataset.i, true); say(c); });
  c.addEventListener("pointerleave", () => { ring(c.dataset.i, false); hide(); });
  c.addEventListener("click", e => {
    if (e.pointerType === "touch" && held !== c) { held = c; say(c); return; }
    const tr = rowOf(c.dataset.i);
    if (tr.hidden) show("");
    hide();
    tr.scrollIntoView({ block: "center" });
    tr.focus({ preventScroll: true });
  });
}
body.addEventListener("pointerover", e => { const tr = e.target.closest("tr"); if (tr) ring(tr.id.slice(1), true); });
body.addEventListener("pointerout", e => { const tr = e.target.closest("tr"); if (tr) ring(tr.id.slice(1), false); });
addEventListener("keydown", e => { if (e.key === "Escape") hide(); });
addEventListener("hashchange", () => { const d = document.getElementById(location.hash.slice(1)); if (d && d.tagName === "DETAILS") d.open = true; });
})();
