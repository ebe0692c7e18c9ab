// Corrects a field in its place: inputs by the type of the field.

const words = (name) => name.replaceAll("_", " ");

// An input for one value: a label, and how to read it. Empty stands for null where the field can be null.
function single(label, { kind, options, nullable }, value) {
  const text = value ?? "";
  const input = kind === "choice"
    ? make("select", {}, ...(nullable ? [""] : []).concat(options).map((o) => make("option", { value: o, textContent: o || "not on the page" })))
    : make(kind === "long" ? "textarea" : "input", kind === "integer" ? { type: "number", step: 1 } : {});
  if (kind === "long") input.rows = Math.min(Math.ceil(String(text).length / 60) + 1, 14);
  input.value = text;
  input.required = !nullable && kind !== "text";
  const read = () => {
    const given = input.value.trim();
    if (given === "") return nullable ? null : given;
    return kind === "integer" ? Number(given) : given;
  };
  return { element: make("label", { className: kind === "long" ? "wide" : "" }, label, input), input, read };
}

function part(columns, item) {
  const inputs = columns.map((column) => {
    const one = single(words(column.name), column, item[column.name]);
    one.input.required = !column.nullable && column.kind !== "choice";
    return [column.name, one];
  });
  const element = make("div", { className: "part" }, ...inputs.map(([, one]) => one.element));
  const blank = () => columns.every(({ name }, index) => !item[name] && !inputs[index][1].input.value);
  const read = () => ({ ...item, ...Object.fromEntries(inputs.map(([name, one]) => [name, one.read()])) });
  return { element, read, blank };
}

const blankItem = (columns) => Object.fromEntries(columns.map((c) => [c.name, c.nullable ? null : c.options.at(-1) ?? ""]));

function rows(editor, value) {
  let parts = [];
  const list = make("div", { className: "editor" });
  const add = (item) => {
    const one = part(editor.columns, item);
    const remove = make("button", { type: "button", className: "quiet", textContent: "Remove" });
    remove.addEventListener("click", () => {
      parts = parts.filter((other) => other !== one);
      one.element.remove();
      more.focus();
    });
    one.element.append(remove);
    parts.push(one);
    list.append(one.element);
  };
  const more = make("button", { type: "button", textContent: "Add one" });
  value.forEach(add);
  more.addEventListener("click", () => {
    add(blankItem(editor.columns));
    parts.at(-1).element.querySelector("input").focus();
  });
  return { element: make("div", { className: "editor" }, list, make("div", { className: "choices" }, more)), read: () => parts.map((p) => p.read()) };
}

function lines(label, value) {
  const input = make("textarea", { rows: value.length + 1, value: value.join("\n") });
  const read = () => input.value.split("\n").map((line) => line.trim()).filter(Boolean);
  return { element: make("label", {}, `${label}, one a line`, input), read };
}

function object(editor, value) {
  const one = part(editor.columns, value ?? blankItem(editor.columns));
  const none = () => editor.nullable && all("input, textarea", one.element).every((input) => !input.value);
  if (editor.nullable) for (const input of all("[required]", one.element)) input.required = false;
  return { element: one.element, read: () => (none() ? null : one.read()) };
}

function inputs(label, editor, value) {
  if (editor.kind === "rows") return rows(editor, value);
  if (editor.kind === "list") return lines(label, value);
  if (editor.kind === "object") return object(editor, value);
  return single(label, editor, value);
}

function edit(field) {
  if (field.classList.contains("editing") || !field.querySelector(".edit")) return;
  const ledger = ledgerOf(field);
  const { path } = field.dataset;
  const held = field.querySelector(".held");
  const label = field.querySelector(".label").textContent;
  const editor = JSON.parse(field.dataset.editor);
  const asked = inputs(label, editor, ledger.value(path));
  const note = make("input", { value: ledger.corrections.get(path)?.note ?? "" });
  const hint = make("p", { className: "hint", textContent: editor.kind === "rows" || editor.kind === "list" ? "" : "Leave empty what the page does not show." });
  const cancel = make("button", { type: "button", className: "quiet", textContent: "Cancel" });
  const form = make("form", { className: "editor" }, asked.element, hint, make("label", {}, "Note (why)", note),
    make("div", { className: "choices" }, make("button", { textContent: "Keep" }), cancel));
  form.setAttribute("aria-label", `Correct ${label}`);
  const close = () => {
    form.remove();
    field.classList.remove("editing");
    for (const child of held.children) child.hidden = false;
    field.querySelector(".value").focus();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const value = asked.read();
    askWho((by) => {
      ledger.correct(path, value, by, note.value.trim());
      unsaved = true;
      close();
      refresh(ledger);
      field.dispatchEvent(new Event("put", { bubbles: true }));
      tell(ledger.corrections.has(path) ? `${label} is corrected.` : `${label} is as it was read.`);
    });
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  cancel.addEventListener("click", close);
  for (const child of held.children) child.hidden = true;
  field.classList.add("editing");
  held.append(form);
  form.querySelector("input, select, textarea, button").focus();
}

const plainly = (value) => {
  if (value === null || value === "" || (Array.isArray(value) && !value.length)) return "nothing";
  if (Array.isArray(value)) return value.map(plainly).join("\n");
  if (typeof value === "object") return Object.values(value).filter((part) => part !== null && part !== "" && !Array.isArray(part)).join(" ");
  return String(value);
};

// Shows a field as the ledger has it.
function refreshField(ledger, field) {
  const { path } = field.dataset;
  const correction = ledger.corrections.get(path);
  const value = field.querySelector(".value");
  field.printed ??= [...value.childNodes];
  field.querySelector(".held .mine")?.remove();
  field.classList.toggle("changed", Boolean(correction));
  field.classList.toggle("checked", ledger.checked.has(path));
  const tick = field.querySelector("[data-check]");
  if (tick) tick.checked = ledger.checked.has(path);
  if (!correction) return value.replaceChildren(...field.printed);
  value.replaceChildren(make("span", { className: "item", textContent: plainly(correction.now) }));
  const undo = make("button", { type: "button", className: "edit", textContent: "Undo" });
  undo.setAttribute("aria-label", `Undo the correction of ${field.querySelector(".label").textContent}`);
  undo.addEventListener("click", () => {
    ledger.undo(path);
    unsaved = true;
    refresh(ledger);
    value.focus();
  });
  const note = correction.note ? ` ${correction.note}` : "";
  const was = make("del", { textContent: plainly(correction.was) });
  value.after(make("p", { className: "corrected mine" }, `Corrected by ${correction.by}; was `, was, `.${note} `, undo));
}

function refresh(ledger) {
  for (const field of ledger.fields.values()) refreshField(ledger, field);
  const whole = ledger.panel.querySelector("[data-whole]");
  if (whole) whole.checked = ledger.whole;
  count();
}

function tick(box, change) {
  const on = box.checked;
  const done = (by) => {
    change(ledgerOf(box), on, by);
    unsaved = true;
    refresh(ledgerOf(box));
  };
  if (on) askWho(done, () => { box.checked = false; });
  else done(null);
}

document.addEventListener("click", (event) => {
  if (event.target.matches(".tools .edit")) edit(event.target.closest(".field"));
});
document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.matches("[data-check]")) tick(box, (ledger, on, by) => ledger.check(box.closest(".field").dataset.path, on, by));
  if (box.matches("[data-whole]")) tick(box, (ledger, on, by) => ledger.checkAll(on, by));
});
document.addEventListener("keydown", (event) => {
  if (!event.target.matches(".field .value")) return;
  const field = event.target.closest(".field");
  if (event.key === "Enter") {
    event.preventDefault();
    edit(field);
  } else if (event.key === " ") {
    event.preventDefault();
    field.querySelector("[data-check]")?.click();
  }
});
