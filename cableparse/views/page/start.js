// Brings the page to life: one panel at a time, each in two columns that scroll by themselves.

document.body.classList.add("scripted");
for (const panel of all(".panel")) {
  const sheets = panel.querySelector(".sheets");
  if (sheets.matches(".pictured")) sheets.dataset.view = "picture";
  panel.querySelector(".stretch")?.setAttribute("tabindex", "0");
  let kind = null;
  for (const line of all(".line:not(.k-blank)", panel)) {
    const own = line.querySelector(".kind").textContent;
    line.classList.toggle("turn", own !== kind);
    kind = own;
  }
}
for (const ledger of ledgers.values()) refresh(ledger);

function follow() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const panel = named?.closest(".panel") ?? document.querySelector(".panel");
  showPanel(panel);
  read(panel, Boolean(named?.matches(".reading")));
  if (named?.matches(".line, .field")) goTo(named);
}
addEventListener("hashchange", follow);
follow();
