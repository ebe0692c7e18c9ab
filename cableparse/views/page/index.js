// Searches the list and narrows it by date and facets; the address keeps all of it, so that going back finds it again.

const SHOWN = 50;
const facets = all(".facet").map((element) => ({ element, name: element.dataset.facet, chosen: new Set() }));
const [search, order, since, until, list, more] = ["words", "order", "since", "until", "list", "more"].map((id) => document.getElementById(id));
const NONE = "not read";
const values = (entry, name) => (Array.isArray(entry[name]) ? entry[name] : [String(entry[name] ?? NONE)]);
const entries = data.rows.map((row, number) => {
  const entry = Object.fromEntries(row.map((value, index) => [data.names[index], value]));
  const { id, title, sender, addressees, tags, file } = entry;
  entry.number = number;
  entry.words = [id, title, sender, ...addressees, ...tags, file].filter(Boolean).join("\n").toLowerCase();
  return entry;
});
let found = [];
let terms = [];
let shown = 0;
let asked = 0;

// What is no message comes after all that is, and what has no date after what has one.
const MESSAGES = ["cable", "airgram"];
const byKind = (one, other) => MESSAGES.includes(other.kind) - MESSAGES.includes(one.kind);
const byDay = (one, other) => Boolean(other.day) - Boolean(one.day) || (one.day > other.day) - (one.day < other.day);
const orders = {
  oldest: byDay,
  newest: (one, other) => (one.day && other.day ? byDay(other, one) : byDay(one, other)),
  files: () => 0,
};
const sorted = {};
const ordered = (name) => sorted[name] ??= entries.slice().sort((one, other) => byKind(one, other) || orders[name](one, other));

const fits = (entry, facet) => !facet.chosen.size || values(entry, facet.name).some((value) => facet.chosen.has(value));
const isNarrowed = () => Boolean(since.value || until.value);

// A year alone lies in a range that touches it.
function isThen({ day }) {
  if (!isNarrowed()) return true;
  return Boolean(day) && day >= since.value.slice(0, day.length) && (!until.value || day <= until.value.slice(0, day.length));
}

async function narrow() {
  const turn = ++asked;
  const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const texts = await Promise.all(wanted.map(textsWith));
  if (turn !== asked) return; // more was typed meanwhile
  terms = wanted;
  const worded = ordered(order.value).filter(({ words, number }) => wanted.every((term, at) => words.includes(term) || texts[at]?.has(number)));
  const matching = worded.filter(isThen);
  for (const facet of facets) count(facet, matching.filter((entry) => facets.every((other) => other === facet || fits(entry, other))));
  found = matching.filter((entry) => facets.every((facet) => fits(entry, facet)));
  const undated = isNarrowed() ? worded.filter(({ day }) => !day).length : 0;
  document.getElementById("count").textContent = `${number(found.length)} of ${number(entries.length)} records${undated ? `; ${number(undated)} without a date left out` : ""}`;
  list.replaceChildren();
  shown = 0;
  showMore();
  remember();
}

const number = (count) => count.toLocaleString("en");

function showMore() {
  list.append(...found.slice(shown, shown + SHOWN).map(item));
  shown = Math.min(shown + SHOWN, found.length);
  more.hidden = shown >= found.length;
  more.textContent = `Show more (${number(found.length - shown)} left)`;
}

function item(entry) {
  const [first, ...others] = entry.addressees;
  const way = [entry.sender, first && `to ${first}${others.length ? ` and ${others.length} more` : ""}`].filter(Boolean).join(" ");
  const facts = [way, entry.date, entry.level && `drafted as ${entry.level}`, `release: ${entry.release}`, entry.tags.join(" "), entry.file].filter(Boolean);
  const meta = make("div", { className: "meta" }, make("span", { className: "id", textContent: entry.id ?? (MESSAGES.includes(entry.kind) ? "no identifier" : entry.kind) }),
    ...facts.map((textContent) => make("span", { textContent })));
  if (entry.unparsed) meta.append(make("span", { className: "unparsed", textContent: `${entry.unparsed} unparsed` }));
  const read = make("a", { className: "read", href: `${entry.href}-reading`, textContent: "Read" });
  read.setAttribute("aria-label", `Read the text of ${entry.title}`);
  const row = make("li", {}, make("a", { className: "title", href: entry.href, textContent: entry.title }), read, meta);
  if (terms.length) quote(row, entry);
  return row;
}

async function quote(row, entry) {
  const place = passage(await textOf(entry.number), terms.flatMap(wordsOf).filter((word) => word.length >= data.prefix));
  if (place) row.append(place);
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

function remember() {
  const state = new URLSearchParams();
  for (const box of [search, since, until, order]) if (box.value && box.value !== box.dataset.usual) state.set(box.id, box.value);
  for (const { name, chosen } of facets) for (const value of chosen) state.append(name, value);
  try { history.replaceState(null, "", state.size ? `#${state}` : location.pathname); } catch { /* some browsers keep no address for files */ }
}

function recall() {
  const state = new URLSearchParams(location.hash.slice(1));
  for (const box of [search, since, until, order]) box.value = state.get(box.id) ?? box.dataset.usual ?? "";
  if (!order.value) order.value = order.dataset.usual; // an address that names no order
  for (const facet of facets) facet.chosen = new Set(state.getAll(facet.name).filter((value) => facet.rows.has(value)));
  narrow();
}

// A calendar that opens at the first and the last day that there is.
function bound() {
  const days = entries.map(({ day }) => day).filter((day) => day?.length === 10).sort();
  for (const box of [since, until]) Object.assign(box, { min: days[0] ?? "", max: days.at(-1) ?? "" });
}

// In a narrow window the list comes first.
if (matchMedia("(max-width: 50rem)").matches) document.getElementById("narrow").open = false;
facets.forEach(build);
bound();
recall();
addEventListener("hashchange", recall);
let typed = 0;
search.addEventListener("input", () => {
  clearTimeout(typed);
  typed = setTimeout(narrow, 80);
});
for (const box of [since, until, order]) box.addEventListener("change", narrow);
more.addEventListener("click", () => {
  const next = shown;
  showMore();
  list.children[next].querySelector("a").focus();
});
document.getElementById("search").addEventListener("submit", (event) => event.preventDefault());
document.getElementById("reset").addEventListener("click", () => {
  for (const box of [search, since, until]) box.value = "";
  for (const facet of facets) facet.chosen.clear();
  narrow();
});
