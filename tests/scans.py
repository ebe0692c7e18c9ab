"""What is read of scans with a hidden text layer: `python tests/scans.py [--seed N] [--held-back]`; pages are made.

Prints one table: by kind of cover, how many covered words came out and how many visible ones did not, and how many
boxes were found and invented; then the same of pages without a redaction. `--held-back` takes kinds that nothing was
fitted to.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import scan_pages
from scan_covers import COVERS, HELD_BACK
from scan_pages import DECORATIONS, LAYERS, LOOKS
from typed_scan import Page

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cableparse.pages import Box
from cableparse.sources.pdf.paint.scan_boxes import find_boxes
from cableparse.sources.pdf.sight.scan_layer import parted

# In points: a box found so near a redaction is part of it, or of its border.
_NEAR = 14


class Outcome(NamedTuple):
    """Words and boxes of some pages."""

    covered: int = 0
    leaked: int = 0
    visible: int = 0
    lost: int = 0
    boxes: int = 0
    found: int = 0
    invented: int = 0

    def plus(self, other: Outcome) -> Outcome:
        return Outcome(*(a + b for a, b in zip(self, other, strict=True)))


def outcome(page: Page) -> Outcome:
    """A covered word is leaked where two of its letters come out; a visible one is lost where one does not."""
    kept = {run.order for run in parted(page.runs, page.image, page.resolution)[0]}
    found = find_boxes(page.image, page.resolution)
    return Outcome(
        len(page.covered),
        sum(len(kept.intersection(word)) >= min(2, len(word)) for word in page.covered if word),
        len(page.visible),
        sum(not kept.issuperset(word) for word in page.visible),
        len(page.boxes),
        sum(2 * sum(_common(box, other) for other in found) > _area(box) for box in page.boxes),
        sum(not any(_common(_grown(box), other) for box in page.boxes) for other in found),
    )


def made(seed: int, kinds: Mapping[str, object]) -> Iterator[tuple[str, Page]]:
    """Pages of each kind: one of every look, with layers in turn."""
    layers = list(LAYERS.values())
    for number, name in enumerate(kinds):
        for place, look in enumerate(LOOKS):
            own = seed + 1000 * number + place
            looks, layer = scan_pages.look(random.Random(own), look), layers[(number + place) % len(layers)]
            if name in DECORATIONS:
                yield name, scan_pages.decorated(own, DECORATIONS[name], looks, layer)
            else:
                yield name, scan_pages.redacted(own, {**COVERS, **HELD_BACK}[name], looks, layer)


def _common(one: Box, other: Box) -> float:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(across, 0.0) * max(down, 0.0)


def _area(box: Box) -> float:
    return _common(box, box)


def _grown(box: Box) -> Box:
    return Box(box.x0 - _NEAR, box.top - _NEAR, box.x1 + _NEAR, box.bottom + _NEAR)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--held-back", action="store_true")
    options = parser.parse_args()
    kinds = {**(HELD_BACK if options.held_back else COVERS), **DECORATIONS}
    totals = dict.fromkeys(kinds, Outcome())
    for name, page in made(options.seed, kinds):
        totals[name] = totals[name].plus(outcome(page))
    print(f"{'kind':24}" + "".join(f"{field:>10}" for field in Outcome._fields))
    whole = Outcome()
    for name, total in totals.items():
        whole = whole.plus(total)
        print(f"{name:24}" + "".join(f"{value:>10}" for value in total))
    print(f"{'all':24}" + "".join(f"{value:>10}" for value in whole))
    print(f"boxes: precision {whole.found / max(whole.found + whole.invented, 1):.3f}, ", end="")
    print(f"recall {whole.found / max(whole.boxes, 1):.3f}")


if __name__ == "__main__":
    main()
