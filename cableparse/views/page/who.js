// Who corrects: the name goes with all that a person does, and is asked for once.

let person = null;

// Gives `use` the name of the person.
function askWho(use, cancelled = () => {}) {
  person ??= store.get("cableparse:by");
  if (person) use(person);
  else openWho(use, cancelled);
}

function openWho(use, cancelled) {
  const dialog = document.getElementById("who");
  const input = document.getElementById("who-name");
  input.value = person ?? "";
  dialog.querySelector("form").onsubmit = (event) => {
    event.preventDefault();
    if (!input.value.trim()) return;
    person = input.value.trim();
    store.set("cableparse:by", person);
    document.dispatchEvent(new Event("who"));
    dialog.close();
  };
  dialog.addEventListener("close", () => (person ? use(person) : cancelled()), { once: true });
  dialog.showModal();
  input.select();
}

for (const button of all("dialog [data-close]")) button.addEventListener("click", () => button.closest("dialog").close());
