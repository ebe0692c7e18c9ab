// Asks for the fields of a sample one after the other, by keys alone.

const OPENED = `cableparse:${sample.key}`;
const askedOf = (panel) => all(".field.asked", panel);
const numberOf = (panel) => Number(panel.dataset.number);
let current = null; // the asked field that a key answers
let isBegun = false;

const verdictOf = (field) => {
  const { path } = field.dataset;
  const ledger = ledgerOf(field);
  if (ledger.unclear.has(path)) return "unclear";
  if (ledger.corrections.has(path)) return "corrected";
  return ledger.checked.has(path) ? "right" : "";
};
const isOpen = (field) => !verdictOf(field);
const openOf = (panel) => askedOf(panel).filter(isOpen);

drawer = () => drawerOf(person);
count = showProgress;

function showProgress() {
  for (const field of all(".field.asked")) {
    field.querySelector("[data-answer]").textContent = verdictOf(field);
    field.classList.toggle("doubted", ledgerOf(field).unclear.has(field.dataset.path));
  }
  const given = answers.given;
  document.getElementById("progress").value = given;
  document.getElementById("progress-text").textContent =
    `record ${numberOf(shownPanel() ?? document.querySelector(".panel")).toLocaleString("en")} of ${sample.records.toLocaleString("en")}, `
    + `${given.toLocaleString("en")} of ${plural(sample.fields, "field")}`;
  document.getElementById("full").hidden = !store.isFull;
  unsaved = store.isFull;
}

// Answers fields of one record, which is one step to be taken back.
function answer(fields, change) {
  askWho((by) => {
    const ledger = ledgerOf(fields[0]);
    for (const field of fields) change(ledger, field.dataset.path, by);
    settled(fields);
    goOn(fields.at(-1));
  });
}

function settled(fields) {
  const panel = fields[0].closest(".panel");
  const page = location.pathname.split("/").at(-1);
  answers.past = [...answers.past, { page, number: numberOf(panel), paths: fields.map((field) => field.dataset.path) }];
  counted(panel);
}

function counted(panel) {
  answers.count(numberOf(panel), askedOf(panel).filter((field) => !isOpen(field)).length);
  refresh(ledgers.get(panel));
}

function ask(field) {
  if (!field) return;
  goTo(field);
  showProgress();
}

// To what is open after a field, then before it in its record, then in the records that follow.
function goOn(field) {
  const panel = field.closest(".panel");
  const open = openOf(panel);
  const next = open.find((other) => field.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) ?? open[0];
  if (next) ask(next);
  else onward();
}

function goOnAfter(panel, leave) {
  const panels = all(".panel");
  const next = panels.slice(panels.indexOf(panel) + 1).find((other) => openOf(other).length);
  if (next) return enter(next);
  const way = document.querySelector("[rel=next]");
  return leave(way ? new URL("#go-on", way.href) : new URL(`#after=${numberOf(panels.at(-1))}`, document.querySelector(".back").href));
}

function enter(panel) {
  current = null;
  openPanel(panel, false);
  showProgress();
  ask(openOf(panel)[0] ?? askedOf(panel)[0]);
}

function takeBack() {
  const past = answers.past;
  const last = past.pop();
  if (!last) return tell("There is no answer to take back.");
  const panel = all(".panel").find((other) => numberOf(other) === last.number);
  if (!panel) return location.assign(`${last.page}#back`);
  answers.past = past;
  const ledger = ledgers.get(panel);
  for (const path of last.paths) ledger.undo(path);
  counted(panel);
  openPanel(panel, false);
  ask(ledger.fields.get(last.paths[0]));
  tell("The last answer is taken back.");
}

// Does it to the field that has the focus, or had it last; one that is not asked is not answered in passing.
const toMeant = (act) => () => {
  const focused = document.activeElement.closest(".field");
  if (focused && !focused.matches(".asked")) tell("This field is not asked.");
  else if (current) act(current);
  else onward();
};
const right = toMeant((field) => answer([field], (ledger, path, by) => {
  ledger.undo(path);
  ledger.check(path, true, by);
}));
const wrong = toMeant(edit);
const unclear = toMeant((field) => answer([field], (ledger, path, by) => ledger.doubt(path, by)));
const allRight = () => {
  const open = openOf(shownPanel());
  if (open.length) answer(open, (ledger, path, by) => ledger.check(path, true, by));
  else onward();
};
const onward = () => goOnAfter(shownPanel(), (address) => location.assign(address));
const turnTo = (by) => {
  const panel = shownPanel();
  turn(by);
  if (shownPanel() !== panel) enter(shownPanel());
};
const keys = {
  y: right,
  x: wrong,
  u: unclear,
  Y: (event) => (event.shiftKey ? allRight() : right()), // with caps lock it is a y
  z: takeBack,
  Backspace: takeBack,
  j: () => turnTo(1),
  k: () => turnTo(-1),
};
const ANSWERS = ["y", "x", "u", "Y"];
for (const [key, act] of Object.entries(keys)) letters[key] = (event) => {
  if (!isBegun || event.repeat) return;
  if (ANSWERS.includes(key) && current && !isSeen(current)) ask(current); // nothing is answered unseen
  else act(event);
};

document.addEventListener("focusin", (event) => { current = event.target.closest(".field.asked") ?? current; });
document.addEventListener("put", ({ target }) => {
  if (!target.matches(".asked")) return;
  settled([target]);
  goOn(target);
});
document.addEventListener("click", ({ target }) => {
  const key = target.closest("[data-answer-key]")?.dataset.answerKey;
  if (!key) return;
  current?.querySelector(".value").focus();
  keys[key]({ shiftKey: true });
});
document.addEventListener("who", load);
document.getElementById("who-open").addEventListener("click", () => openWho(begin));
document.getElementById("answers-save").addEventListener("click", () => {
  handAnswers(filled().map((ledger) => ledger.plain));
  unsaved = false;
});

function load() {
  for (const ledger of ledgers.values()) {
    ledger.load();
    refresh(ledger);
  }
  showWho();
}
