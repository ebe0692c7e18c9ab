// A key names a field or one of its items; a place in the source carries the keys of all that was read from it.

const places = new Map();
for (const place of all("[data-at]")) {
  for (const key of place.dataset.at.split(" ")) {
    if (!places.has(key)) places.set(key, []);
    places.get(key).push(place);
  }
}

function partners(element) {
  if (element.dataset.at === undefined) return places.get(element.dataset.key) ?? [];
  return element.dataset.at.split(" ").flatMap((key) => all(`[data-key="${CSS.escape(key)}"]`));
}

function isSeen(element) {
  return element.getClientRects().length > 0;
}

function lightUp(element, bringIntoView) {
  for (const lit of all(".lit")) lit.classList.remove("lit");
  if (!element) return;
  element.classList.add("lit");
  const found = partners(element);
  for (const partner of found) {
    partner.classList.add("lit");
    partner.closest(".line")?.classList.add("lit");
  }
  const first = found.find(isSeen);
  if (bringIntoView && first && !first.contains(element)) first.scrollIntoView({ block: "nearest" });
}

const lightable = (target) => target.closest?.("[data-at], [data-key]");
let pointed = 0;

document.addEventListener("pointerover", (event) => {
  const element = lightable(event.target);
  if (!element || element.closest(".editing")) return;
  clearTimeout(pointed);
  lightUp(element, false);
  if (element.dataset.key) pointed = setTimeout(() => lightUp(element, true), 250);
});
document.addEventListener("pointerout", (event) => {
  if (lightable(event.target)) {
    clearTimeout(pointed);
    lightUp(lightable(document.activeElement), false);
  }
});
document.addEventListener("focusin", (event) => lightUp(lightable(event.target), true));
document.addEventListener("focusout", () => lightUp(null, false));
