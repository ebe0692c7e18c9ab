// What a person did is kept in this browser until it is downloaded.

const store = {
  isFull: false, // a full store or a private window keeps nothing
  get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  set(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
      store.isFull = false;
    } catch { store.isFull = true; }
  },
  drop(key) { try { localStorage.removeItem(key); } catch { /* as above */ } },
  keys(beginning) { try { return Object.keys(localStorage).filter((key) => key.startsWith(beginning)); } catch { return []; } },
};
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const now = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");

// Gives the person a corrections file.
function hand(name, records) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${JSON.stringify({ version: 1, records }, null, 1)}\n`], { type: "application/json" }));
  link.download = `${name.replace(/[^\p{L}\p{N}_.-]+/gu, "_")}.corrections.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
