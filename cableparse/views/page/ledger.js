// What a person corrected and checked, by record; kept in the browser until it is downloaded.

// Where it is kept: the checking of a sample has a place of its own for each person.
let drawer = () => "cableparse";

class Ledger {
  constructor(panel) {
    this.panel = panel;
    this.source = JSON.parse(panel.dataset.source);
    this.id = JSON.parse(panel.dataset.id);
    this.fields = new Map(all(".field", panel).map((field) => [field.dataset.path, field]));
    this.load();
  }

  get key() {
    return `${drawer()}:${this.source.sha256}:${this.source.member ?? ""}:${this.source.index}`;
  }

  load() {
    this.clear();
    const held = store.get(this.key);
    for (const one of held?.corrections ?? []) if (same(this.read(one.path), one.was)) this.corrections.set(one.path, one);
    for (const one of held?.checked ?? []) if (same(this.value(one.path), one.value)) this.checked.set(one.path, one);
    for (const one of held?.unclear ?? []) this.unclear.set(one.path, one);
    this.whole = Boolean(held?.whole);
  }

  read(path) {
    const field = this.fields.get(path);
    return field && JSON.parse(field.dataset.value);
  }

  value(path) {
    return this.corrections.has(path) ? this.corrections.get(path).now : this.read(path);
  }

  correct(path, value, by, note) {
    if (same(value, this.read(path))) this.corrections.delete(path);
    else this.corrections.set(path, { path, was: this.read(path), now: value, by, at: now(), note: note || null });
    this.check(path, true, by);
  }

  undo(path) {
    this.corrections.delete(path);
    this.check(path, false, null);
  }

  doubt(path, by) {
    this.undo(path);
    this.unclear.set(path, { path, by, at: now() });
    this.keep();
  }

  check(path, on, by) {
    this.unclear.delete(path);
    if (on) this.checked.set(path, { path, value: this.value(path), by, at: now() });
    else {
      this.checked.delete(path);
      this.whole = false;
    }
    this.keep();
  }

  checkAll(on, by) {
    for (const [path, field] of this.fields) if (field.querySelector("[data-check]")) this.check(path, on, by);
    this.whole = on;
    this.keep();
  }

  clear() {
    this.corrections = new Map();
    this.checked = new Map();
    this.unclear = new Map();
    this.whole = false;
  }

  keep() {
    if (this.isEmpty) store.drop(this.key);
    else store.set(this.key, this.plain);
  }

  get isEmpty() { return this.corrections.size + this.checked.size + this.unclear.size === 0; }

  get plain() {
    const { source, id, whole } = this;
    const [corrections, checked, unclear] = [this.corrections, this.checked, this.unclear].map((held) => [...held.values()]);
    return { source, id, corrections, checked, unclear, whole };
  }
}

const ledgers = new Map(all(".panel").map((panel) => [panel, new Ledger(panel)]));
const ledgerOf = (element) => ledgers.get(element.closest(".panel"));
const filled = () => [...ledgers.values()].filter((ledger) => !ledger.isEmpty);
let unsaved = false;

function download() {
  hand(document.querySelector(".top h1").textContent, filled().map((ledger) => ledger.plain));
  unsaved = false;
}

let count = () => {
  const used = filled();
  const corrections = used.reduce((sum, ledger) => sum + ledger.corrections.size, 0);
  const checked = used.reduce((sum, ledger) => sum + ledger.checked.size, 0);
  document.getElementById("ledger").hidden = used.length === 0;
  document.getElementById("ledger-text").textContent =
    `${corrections} ${corrections === 1 ? "correction" : "corrections"}, ${checked} ${checked === 1 ? "field" : "fields"} checked`;
};

document.getElementById("ledger-save")?.addEventListener("click", download);
document.getElementById("ledger-drop")?.addEventListener("click", () => {
  if (!confirm("Discard all corrections and checks of this page?")) return;
  for (const ledger of ledgers.values()) {
    ledger.clear();
    ledger.keep();
    refresh(ledger);
  }
  unsaved = false;
});
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
