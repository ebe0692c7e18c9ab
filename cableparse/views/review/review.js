// A question at a time, answered by keys.

document.body.classList.add("scripted");
const questions = all(".question");
const states = all(".overview .state");
const shown = () => document.querySelector(".question.shown");
const spoken = { right: "Right", wrong: "Wrong", unclear: "Unclear" };

const plainly = (value) => {
  if (value === null || value === "" || (Array.isArray(value) && !value.length)) return "nothing";
  if (Array.isArray(value)) return value.map(plainly).join("; ");
  if (typeof value === "object") return Object.values(value).filter((part) => part !== null && part !== "" && !Array.isArray(part)).join(" ");
  return String(value);
};

function show(question, focus = true) {
  if (!question) return;
  shown()?.classList.remove("shown");
  question.classList.add("shown");
  if (focus) {
    question.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

const beside = (question, step) => questions[questions.indexOf(question) + step];

function next(question) {
  const later = [...questions.slice(questions.indexOf(question) + 1), ...questions];
  show(later.find((one) => !answers.has(one)) ?? question);
}

function refresh(question) {
  const given = answers.get(question);
  const verdict = question.querySelector(".verdict");
  verdict.hidden = !given;
  verdict.textContent = !given ? "" : given.verdict === "wrong" ? `Wrong: should be ${plainly(given.now)}` : spoken[given.verdict];
  for (const button of all("[data-verdict]", question)) button.setAttribute("aria-pressed", String(button.dataset.verdict === given?.verdict));
  states[questions.indexOf(question)].textContent = given ? spoken[given.verdict].toLowerCase() : "";
}

function count() {
  const settled = questions.filter((one) => answers.has(one) && answers.get(one).verdict !== "unclear");
  const removed = settled.reduce((sum, one) => sum + Number(one.dataset.errors), 0);
  const total = document.getElementById("total");
  document.getElementById("bar").value = removed;
  total.textContent = `${removed.toFixed(1)} of ${Number(total.dataset.errors).toFixed(1)} in all records`;
  document.getElementById("count").textContent = `${answers.size} of ${questions.length} answered`;
}

function decide(question, given) {
  askWho((by) => {
    answer(question, { ...given, by });
    refresh(question);
    count();
    next(question);
  });
}

function correct(question) {
  if (question.querySelector(".answer")) return;
  const label = question.querySelector("h2").lastChild.textContent.trim();
  const held = answers.get(question);
  const given = JSON.parse(question.dataset.inputs);
  const before = held?.verdict === "wrong" ? held.now : asked(question).was;
  const typed = inputs(`${label} should be`, given, before);
  const note = make("input", { value: held?.note ?? "" });
  const cancel = make("button", { type: "button", className: "quiet", textContent: "Cancel" });
  const form = make("form", { className: "answer" }, typed.element,
    make("p", { className: "hint", textContent: "Leave it empty where the page shows no such thing. Enter keeps, Escape goes back." }),
    make("label", {}, "Note (why)", note), make("div", { className: "choices" }, make("button", { textContent: "Keep" }), cancel));
  form.setAttribute("aria-label", `Correct ${label}`);
  const close = () => {
    form.remove();
    question.focus();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const value = typed.read();
    form.remove();
    decide(question, { verdict: "wrong", now: value, note: note.value.trim() || null });
  });
  form.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") close();
  });
  cancel.addEventListener("click", close);
  question.querySelector(".answers").after(form);
  const first = form.querySelector("input, select, textarea");
  first.focus();
  first.select?.();
}

function given(question, verdict) {
  if (verdict === "wrong") correct(question);
  else decide(question, { verdict });
}

function undo() {
  const question = order.pop() ?? (answers.has(shown()) ? shown() : null);
  if (!question) return;
  takeBack(question);
  refresh(question);
  count();
  show(question);
}

const keys = {
  y: (question) => given(question, "right"),
  x: (question) => given(question, "wrong"),
  Enter: (question) => given(question, "wrong"),
  u: (question) => given(question, "unclear"),
  z: undo,
  j: (question) => show(beside(question, 1)),
  k: (question) => show(beside(question, -1)),
  ArrowRight: (question) => show(beside(question, 1)),
  ArrowLeft: (question) => show(beside(question, -1)),
  s: download,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  if (!keys[event.key] || !shown()) return;
  event.preventDefault();
  keys[event.key](shown());
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-verdict]");
  if (button) given(button.closest(".question"), button.dataset.verdict);
});
document.getElementById("save").addEventListener("click", download);
addEventListener("hashchange", () => show(document.getElementById(location.hash.slice(1))?.closest(".question")));
for (const question of questions) refresh(question);
count();
show(document.getElementById(location.hash.slice(1))?.closest(".question") ?? questions.find((one) => !answers.has(one)) ?? questions[0]);
