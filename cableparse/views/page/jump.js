// From place to place by keyboard and by link. A focused element is in view.

const shownPanel = () => document.querySelector(".panel.shown");
const isTyping = (target) => target.closest("input:not([type=checkbox], [type=radio]), select, textarea, dialog[open]");
const tell = (text) => { document.getElementById("told").textContent = text; };

function goTo(element) {
  if (!element) return;
  const panel = element.closest(".panel");
  if (panel && panel !== shownPanel()) showPanel(panel);
  if (panel) read(panel, element.matches(".reading"));
  const folded = element.closest("details");
  if (folded) folded.open = true;
  if (element.matches(".line") && !isSeen(element)) show(panel, "text");
  const value = element.matches(".field") ? element.querySelector(".value") : element;
  value.focus();
  value.scrollIntoView({ block: "nearest" });
}

function showPanel(panel) {
  for (const other of all(".panel")) other.classList.toggle("shown", other === panel);
  for (const link of all(".cables a")) {
    if (link.hash === `#${panel.id}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

// The text alone, or the source beside the record.
function read(panel, alone) {
  panel.classList.toggle("reads", alone);
  if (alone || location.hash.endsWith("-reading")) keepAddress(alone ? `#${panel.id}-reading` : `#${panel.id}`);
}

function keepAddress(hash) {
  try { history.replaceState(null, "", hash); } catch { /* some browsers keep no address for files */ }
}

function toggleReading() {
  const panel = shownPanel();
  goTo(panel.querySelector(panel.matches(".reads") ? ".source" : ".reading"));
  scrollTo(0, 0);
}

// To the cable after or before this one, in this file, else in its folder; whoever reads goes on reading.
function turn(by) {
  const panels = all(".panel");
  const reads = shownPanel().matches(".reads");
  const next = panels[panels.indexOf(shownPanel()) + by];
  const way = document.querySelector(by > 0 ? "[rel=next]" : "[rel=prev]");
  if (next) openPanel(next, reads);
  else if (way) location.assign(reads ? new URL("#c0-reading", way.href) : way.href);
  else tell(by > 0 ? "This is the last cable." : "This is the first cable.");
}

function openPanel(panel, reads) {
  goTo(panel.querySelector(reads ? ".reading" : "h2"));
  keepAddress(reads ? `#${panel.id}-reading` : `#${panel.id}`);
  scrollTo(0, 0);
}

function show(panel, view) {
  panel.querySelector(".sheets").dataset.view = view;
  const radio = panel.querySelector(`.views input[value=${view}]`);
  if (radio) radio.checked = true;
}

function step(elements, by, wrap) {
  const active = document.activeElement;
  const at = elements.indexOf(active);
  if (at >= 0) return elements[wrap ? (at + by + elements.length) % elements.length : at + by];
  const after = elements.findIndex((e) => active.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
  return by > 0 ? elements[Math.max(after, 0)] : elements[after < 0 ? elements.length - 1 : Math.max(after - 1, 0)];
}

function jump(selector, by, none) {
  const line = step(all(selector, shownPanel()), by, true);
  if (line) goTo(line);
  else tell(none);
}

const letters = {
  n: () => jump("[data-unparsed]", 1, "Every line was placed."),
  p: () => jump("[data-unparsed]", -1, "Every line was placed."),
  d: () => jump("[data-finding]", 1, "No diagnostic has a line."),
  r: toggleReading,
  j: () => turn(1),
  k: () => turn(-1),
  s: () => goTo(partners(document.activeElement.closest(".field") ?? document.body).find(isSeen)),
  "?": () => openDialog("help"),
};

function move(by) {
  const active = document.activeElement;
  const kind = [".field .value", ".stretch"].find((selector) => active.matches(selector));
  if (!kind) return false;
  const next = step(all(kind, shownPanel()).filter(isSeen), by, false);
  if (!next) return true;
  if (kind === ".stretch") rove(next);
  next.focus();
  return true;
}

// One place of the source is in the tab order; the arrows lead on from there.
function rove(stretch) {
  for (const other of all(".stretch[tabindex='0']", stretch.closest(".source"))) other.tabIndex = -1;
  stretch.tabIndex = 0;
}

function openDialog(id) {
  document.getElementById(id).showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const arrows = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in arrows && move(arrows[event.key])) event.preventDefault();
  else if (Object.hasOwn(letters, event.key) && document.getElementById("keys-on").checked) {
    event.preventDefault();
    letters[event.key](event);
  }
});

document.addEventListener("click", (event) => {
  const way = event.target.closest(".ways [rel]");
  if (way && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    return turn(way.rel === "next" ? 1 : -1);
  }
  const hash = event.target.closest("a[href^='#']")?.getAttribute("href");
  const target = hash && document.getElementById(hash.slice(1));
  if (!target) return;
  event.preventDefault();
  if (target.matches(".panel")) openPanel(target, shownPanel().matches(".reads"));
  else goTo(target);
});

document.addEventListener("change", (event) => {
  const panel = event.target.closest(".panel");
  if (event.target.matches(".views input")) show(panel, event.target.value);
  if (event.target.matches("[data-hide-empty]")) panel.classList.toggle("hide-empty", event.target.checked);
});

document.getElementById("help-open").addEventListener("click", () => openDialog("help"));
