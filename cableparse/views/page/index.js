"use strict";
// Searches the list and narrows it by facets; the address keeps both, so that going back finds them again.

const SHOWN = 100;
const data = JSON.parse(document.getElementById("entries").textContent);
const entries = data.rows.map((row) => Object.fromEntries(row.map((value, index) => [data.names[index], value])));
const facets = [...document.querySelectorAll(".facet")].map((element) => ({ element, name: element.dataset.facet, chosen: new Set() }));
const search = document.getElementById("words");
const list = document.getElementById("list");
const more = document.getElementById("more");
let found = [];
let shown = 0;

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const NONE = "not read";
const values = (entry, name) => (Array.isArray(entry[name]) ? entry[name] : [String(entry[name] ?? NONE)]);
for (const entry of entries) {
  const { id, subject, sender, addressees, tags, file } = entry;
  entry.words = [id, subject, sender, ...addressees, ...tags, file].filter(Boolean).join("\n").toLowerCase();
}

const fits = (entry, facet) => !facet.chosen.size || values(entry, facet.name).some((value) => facet.chosen.has(value));

function narrow() {
  const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = entries.filter((entry) => wanted.every((word) => entry.words.includes(word)));
  for (const facet of facets) count(facet, matching.filter((entry) => facets.every((other) => other === facet || fits(entry, other))));
  found = matching.filter((entry) => facets.every((facet) => fits(entry, facet)));
  document.getElementById("count").textContent = `${found.length.toLocaleString("en")} of ${entries.length.toLocaleString("en")} records`;
  list.replaceChildren();
  shown = 0;
  showMore();
  remember(wanted);
}

function showMore() {
  list.append(...found.slice(shown, shown + SHOWN).map(item));
  shown = Math.min(shown + SHOWN, found.length);
  more.hidden = shown >= found.length;
  more.textContent = `Show more (${(found.length - shown).toLocaleString("en")} left)`;
}

function item(entry) {
  const title = entry.subject ?? (entry.kind === "cable" ? "No subject was read" : entry.kind);
  const facts = [entry.date, entry.sender, entry.level && `drafted as ${entry.level}`, `release: ${entry.release}`, entry.tags.join(" "), entry.file].filter(Boolean);
  const meta = make("div", { className: "meta" }, make("span", { className: "id", textContent: entry.id ?? "no identifier" }),
    ...facts.map((textContent) => make("span", { textContent })));
  if (entry.unparsed) meta.append(make("span", { className: "unparsed", textContent: `${entry.unparsed} unparsed` }));
  return make("li", {}, make("a", { href: entry.href, textContent: title }), meta);
}

// A value is listed with its count under the other facets; the most frequent first, years in order.
function build(facet) {
  const counts = new Map();
  for (const entry of entries) for (const value of values(entry, facet.name)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort(facet.name === "year" ? (a, b) => a[0].localeCompare(b[0]) : (a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  facet.rows = new Map(sorted.map(([value]) => {
    const box = make("input", { type: "checkbox" });
    const number = make("span", { className: "count" });
    box.addEventListener("change", () => {
      if (box.checked) facet.chosen.add(value);
      else facet.chosen.delete(value);
      narrow();
    });
    return [value, { box, number, row: make("li", {}, make("label", {}, box, make("span", { textContent: value }), number)) }];
  }));
  facet.element.querySelector("ul").replaceChildren(...[...facet.rows.values()].map(({ row }) => row));
}

function count(facet, among) {
  const counts = new Map();
  for (const entry of among) for (const value of values(entry, facet.name)) counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const [value, { box, number, row }] of facet.rows) {
    const held = counts.get(value) ?? 0;
    number.textContent = held.toLocaleString("en");
    row.classList.toggle("none", !held);
    box.checked = facet.chosen.has(value);
  }
}

function remember(wanted) {
  const state = new URLSearchParams();
  if (wanted.length) state.set("words", wanted.join(" "));
  for (const { name, chosen } of facets) for (const value of chosen) state.append(name, value);
  try { history.replaceState(null, "", state.size ? `#${state}` : location.pathname); } catch { /* some browsers keep no address for files */ }
}

function recall() {
  const state = new URLSearchParams(location.hash.slice(1));
  search.value = state.get("words") ?? "";
  for (const facet of facets) facet.chosen = new Set(state.getAll(facet.name).filter((value) => facet.rows.has(value)));
  narrow();
}

facets.forEach(build);
recall();
let typed = 0;
search.addEventListener("input", () => {
  clearTimeout(typed);
  typed = setTimeout(narrow, 80);
});
more.addEventListener("click", showMore);
document.getElementById("search").addEventListener("submit", (event) => event.preventDefault());
document.getElementById("reset").addEventListener("click", () => {
  search.value = "";
  for (const facet of facets) facet.chosen.clear();
  narrow();
});
