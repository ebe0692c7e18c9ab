// The answers to a sample, each person's apart: those of each record, and how many each record has.

const sample = JSON.parse(document.body.dataset.sample);
const drawerOf = (by) => `cableparse:${sample.key}:${encodeURIComponent(by ?? "")}`;
const plural = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

const answers = {
  get counts() { return store.get(drawerOf(person)) ?? {}; },
  count(number, given) {
    const counts = answers.counts;
    if (given) counts[number] = given;
    else delete counts[number];
    store.set(drawerOf(person), counts);
  },
  get given() { return Object.values(answers.counts).reduce((sum, count) => sum + count, 0); },
  // What was answered last, so that it can be taken back from wherever one is.
  get past() { return store.get(`${drawerOf(person)}!`) ?? []; },
  set past(entries) { store.set(`${drawerOf(person)}!`, entries.slice(-200)); },
  // All that is kept, and what a page has that could not be kept.
  recordsWith(own) {
    const kept = store.keys(`${drawerOf(person)}:`).map((key) => store.get(key));
    const found = [...kept.filter(({ source }) => !own.some((other) => same(source, other.source))), ...own];
    return found.sort((one, other) => `${one.source.path}`.localeCompare(other.source.path) || one.source.index - other.source.index);
  },
};

const handAnswers = (own = []) => askWho((by) => hand(`${sample.folder}.${by}`, answers.recordsWith(own)));

function showWho() {
  document.getElementById("who-open").textContent = person ? `Checking: ${person}` : "Say who is checking";
}

// A page that the browser had kept as it was left knows nothing of what was answered since.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
