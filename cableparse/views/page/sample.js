// The records of a sample: which are checked, and where to go on.

const records = all("[data-number]").map((row) => ({ row, number: Number(row.dataset.number), fields: Number(row.dataset.fields) }));
const isDone = ({ number, fields }, counts) => (counts[number] ?? 0) >= fields;
const after = new URLSearchParams(location.hash.slice(1)).get("after");

// What is open after a record, else from the beginning.
function openAfter(number, counts) {
  const open = records.filter((record) => !isDone(record, counts));
  return open.find((record) => record.number > number) ?? open[0];
}

function showState() {
  const counts = answers.counts;
  for (const record of records) {
    const given = counts[record.number] ?? 0;
    const state = isDone(record, counts) ? "done" : given ? "begun" : "open";
    record.row.className = state;
    record.row.querySelector("[data-state]").textContent = state === "begun" ? `${given} of ${record.fields}` : state;
  }
  const done = records.filter((record) => isDone(record, counts)).length;
  document.getElementById("progress").value = answers.given;
  document.getElementById("progress-text").textContent =
    `${done.toLocaleString("en")} of ${plural(records.length, "record")} done, ${answers.given.toLocaleString("en")} of ${plural(sample.fields, "field")}`;
  showWay(openAfter(Number(after ?? answers.past.at(-1)?.number ?? 0), counts), answers.given);
  showWho();
}

function showWay(next, given) {
  const way = document.getElementById("continue");
  way.hidden = !next;
  document.getElementById("answers-save").disabled = !given;
  document.getElementById("next-step").textContent = next
    ? `Next: record ${next.number.toLocaleString("en")}.`
    : "All is checked. Download the answers and give the file to whoever drew the sample.";
  if (!next) return document.getElementById("answers-save").focus();
  way.href = next.row.querySelector("a").href;
  way.textContent = given ? "Continue" : "Begin";
  way.focus();
  if (after !== null) location.replace(way.href); // from a page after which all is done
}

document.getElementById("answers-save").addEventListener("click", () => handAnswers());
document.getElementById("who-open").addEventListener("click", () => openWho(showState));
document.addEventListener("who", showState);
document.getElementById("apart").hidden = after === null || Boolean(store.get(`cableparse:${sample.key}`));
store.set(`cableparse:${sample.key}`, true);
person ??= store.get("cableparse:by");
showState();
if (!person) openWho(showState, showState);
