// What a person answers, as decisions; kept in the browser until they are downloaded.

// An answer belongs to its question's words, wherever another page lists it.
const asked = (question) => JSON.parse(question.dataset.decision);
const keyOf = (question) => `cableparse:review:${question.dataset.decision}`;
const answers = new Map();
const order = [];
for (const question of all(".question")) {
  const held = store.get(keyOf(question));
  if (held) answers.set(question, held);
}
let unsaved = false;

function answer(question, given) {
  answers.set(question, { ...asked(question), ...given, at: now() });
  order.push(question);
  store.set(keyOf(question), answers.get(question));
  unsaved = true;
}

function takeBack(question) {
  answers.delete(question);
  store.set(keyOf(question), null);
  unsaved = true;
}

function download() {
  const decisions = all(".question").filter((question) => answers.has(question)).map((question) => answers.get(question));
  const file = { version: 1, records: [], decisions };
  const link = make("a", {
    href: URL.createObjectURL(new Blob([`${JSON.stringify(file, null, 1)}\n`], { type: "application/json" })),
    download: `${document.body.dataset.name.replace(/[^\w.-]+/g, "_")}.decisions.corrections.json`,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  unsaved = false;
}
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

// Inputs for what should be there. Empty stands for null: the page shows no such thing.
const words = (name) => name.replaceAll("_", " ");

function single(label, { kind, options }, value) {
  const input = kind === "choice"
    ? make("select", {}, ...["", ...options].map((o) => make("option", { value: o, textContent: o || "not on the page" })))
    : make(kind === "long" ? "textarea" : "input", kind === "integer" ? { type: "number", step: 1 } : { spellcheck: false });
  if (kind === "long") input.rows = Math.min(Math.ceil(String(value ?? "").length / 70) + 1, 12);
  input.value = value ?? "";
  const read = () => {
    const given = input.value.trim();
    if (given === "") return null;
    return kind === "integer" ? Number(given) : given;
  };
  return { element: make("label", {}, label, input), read };
}

function inputs(label, given, value) {
  if (given.kind === "lines") {
    const input = make("textarea", { rows: Math.min(given.lines.length + 1, 12), value: given.lines.join("\n"), spellcheck: false });
    const read = () => input.value.split("\n").map((line) => line.trim()).filter(Boolean);
    return { element: make("label", {}, `${label}, one a line`, input), read };
  }
  if (given.kind !== "parts") return single(label, given, value);
  const parts = given.columns.map((column) => [column.name, single(words(column.name), column, value?.[column.name])]);
  const read = () => {
    const typed = Object.fromEntries(parts.map(([name, one]) => [name, one.read()]));
    return Object.values(typed).every((part) => part === null) ? null : { ...value, ...typed };
  };
  return { element: make("div", {}, ...parts.map(([, one]) => one.element)), read };
}
