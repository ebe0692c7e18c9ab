// Looks for words in the texts. The index lies in pieces beside the page, and a piece is loaded when it is asked for.

const data = JSON.parse(document.getElementById("entries").textContent);
const pieces = new Set(data.pieces);
const loading = new Map();
const taken = new Map();

// Each piece is a script that calls this.
globalThis.take = (name, value) => taken.set(name, value);

// A page from disk may fetch nothing, but it may run a script that lies beside it.
function load(name) {
  if (!loading.has(name)) {
    loading.set(name, new Promise((done) => {
      const script = make("script", { src: `search/${name}.js`, async: true });
      for (const event of ["load", "error"]) script.addEventListener(event, () => {
        script.remove();
        done(taken.get(name));
      });
      document.head.append(script);
    }));
  }
  return loading.get(name);
}

const wordsOf = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

// The numbers of the records that have a word which begins so; of one letter, that have it as a word.
async function recordsWith(beginning) {
  const letters = [...beginning].slice(0, data.prefix).map((letter) => letter.codePointAt(0).toString(16));
  const name = `words-${letters.join("-")}`;
  const found = new Set();
  if (!pieces.has(name)) return found;
  for (const [word, steps] of Object.entries((await load(name)) ?? {})) {
    if (!word.startsWith(beginning)) continue;
    let number = 0;
    for (const by of steps) found.add(number += by);
  }
  return found;
}

// The numbers of the records whose text has all words of a term, as `S/CT` has two; null where it has none.
async function textsWith(term) {
  const found = await Promise.all(wordsOf(term).map(recordsWith));
  return found.length ? found.reduce((one, other) => new Set([...one].filter((number) => other.has(number)))) : null;
}

async function textOf(number) {
  const held = await load(`texts-${Math.floor(number / data.texts)}`);
  return held?.[number % data.texts] ?? "";
}

// Two lines on a wide screen.
const BEFORE = 80;
const AFTER = 160;

// The first place in a text where a word begins with one of the beginnings, among its neighbours; null where none does.
function passage(text, beginnings) {
  const place = beginnings.length && new RegExp(`(?<![\\p{L}\\p{N}])(?:${beginnings.join("|")})[\\p{L}\\p{N}]*`, "iu").exec(text);
  if (!place) return null;
  const end = place.index + place[0].length;
  const [before, after] = [text.slice(Math.max(place.index - BEFORE, 0), place.index), text.slice(end, end + AFTER)];
  return make("p", { className: "passage" }, place.index > BEFORE ? before.replace(/^\S*\s/, "… ") : before,
    make("mark", { textContent: place[0] }), end + AFTER < text.length ? after.replace(/\s\S*$/, " …") : after);
}
