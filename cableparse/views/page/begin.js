// Where one is to be on this page: where the address says, and of what is open the first.
function begin() {
  isBegun = true;
  const open = all(".panel").find((panel) => openOf(panel).length);
  if (location.hash === "#back") takeBack();
  else if (location.hash !== "#go-on") enter(shownPanel());
  else if (open) enter(open);
  else goOnAfter(all(".panel").at(-1), (address) => location.replace(address));
}

document.getElementById("apart").hidden = location.hash === "" || Boolean(store.get(OPENED));
store.set(OPENED, true);
for (const panel of all(".panel")) panel.classList.add("hide-empty");
person ??= store.get("cableparse:by");
load();
// Not before: what an address names takes the focus away when the page has been read to its end.
addEventListener("load", () => setTimeout(() => askWho(begin, begin)));
