"""Which glyphs of a page can be seen: those without which it would look otherwise at the place of their ink."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from cableparse.pages import INCH, Box
from cableparse.sources.pdf.paint.painted import PaintedPage
from cableparse.sources.pdf.paint.text_run import TextRun
from cableparse.sources.pdf.sight.sheets import sheets_of
from cableparse.sources.pdf.sight.strings import objects_of
from cableparse.sources.pdf.sight.stripe import Stripe

# Dots an inch: a letter of common print is then some eight dots wide.
_RESOLUTION = 100
# A page is looked at in stripes of so many dots at most.
_MOST_DOTS = 8_000_000
# In points: no viewer shows smaller type so that it can be read without being magnified.
LEAST_SIZE = 2.0
# The share of its ink that shows of a glyph that can be read, and of one that nothing covers.
_READABLE = 0.6
_WHOLE = 0.75
# Of a string: where its ink shows up to so little, and glyphs have theirs elsewhere than the font's widths say.
_ALL = 0.95
# In heights of the type, for each glyph of a string: ink that is pressed together more is a stroke and no letters.
_NARROWEST = 0.1


def look(runs: Sequence[TextRun], page: PaintedPage) -> list[bool]:
    """Whether each run, all of which have ink, can be seen; what is drawn invisibly cannot."""
    places = objects_of(runs, page.objects)
    strings: dict[int, list[int]] = defaultdict(list)
    for i, (run, place) in enumerate(zip(runs, places, strict=True)):
        if place is not None and not run.hidden and run.size >= LEAST_SIZE:
            strings[place].append(i)
    shares_of = dict.fromkeys(range(len(runs)), 0.0)
    for sheet in sheets_of(
        page.objects, {place: "".join(runs[i].text for i in string) for place, string in strings.items()}
    ):
        for area, stripe_strings in _stripes(page, {place: strings[place] for place in sheet}, runs):
            stripe = _compared(page, area, sheet)
            for place, string in stripe_strings.items():
                found = _shares(stripe, [runs[i] for i in string], page.objects[place].box)
                shares_of.update(zip(string, found, strict=True))
    return _settled(runs, list(shares_of.values()))


def _stripes(
    page: PaintedPage, strings: dict[int, list[int]], runs: Sequence[TextRun]
) -> Iterator[tuple[Box, dict[int, list[int]]]]:
    """The areas of a page that have some of the strings, each wide enough for the runs whose middle lies in it."""
    width, height = page.size
    deep = _MOST_DOTS * (INCH / _RESOLUTION) ** 2 / max(width, 1.0)
    rows: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, string in strings.items():
        for i in string:
            rows[int(runs[i].center[1] / deep)][place].append(i)
    for row, found in sorted(rows.items()):
        edge = max(runs[i].size for string in found.values() for i in string)
        yield Box(0.0, max(row * deep - edge, 0.0), width, min((row + 1) * deep + edge, height)), found


def _compared(page: PaintedPage, area: Box, sheet: Collection[int]) -> Stripe:
    shown = page.seen(area, _RESOLUTION)
    ground = page.seen(area, _RESOLUTION, [page.objects[place] for place in sheet])
    return Stripe(area, shown, ground, page.ink(area, _RESOLUTION, sheet))


def _shares(stripe: Stripe, string: Sequence[TextRun], place: Box) -> list[float]:
    """The share that shows of each glyph of a string, whose ink takes a place."""
    if max(place.x1 - place.x0, place.bottom - place.top) < _NARROWEST * string[0].size * len(string):
        return [0.0] * len(string)
    shares = stripe.shares([run.cell for run in string])
    absent = shares.count(None)
    shown = 2 * absent < len(shares) and absent > 0 and (stripe.shares([place])[0] or 0.0) >= _ALL
    found = [float(shown) if share is None else share for share in shares]
    overlaid = _overlaid(string) if _turns(string) else set()
    return [0.0 if i in overlaid else share for i, share in enumerate(found)]


def _turns(string: Sequence[TextRun]) -> bool:
    """Whether a string goes back over its own glyphs."""
    steps = [(b.x - a.x) * a.dx + (b.y - a.y) * a.dy for a, b in pairwise(string)]
    return min(steps, default=1.0) <= 0


def _overlaid(string: Sequence[TextRun]) -> set[int]:
    """The glyphs over which another letter of the same string is drawn; both have one ink."""
    cells = [run.cell for run in string]
    return {
        i
        for i, run in enumerate(string)
        for other, cell in zip(string[i + 1 :], cells[i + 1 :], strict=True)
        if other.text.isalnum() and other.text != run.text and _holds(cell, run.center)
    }


def _holds(cell: Box, point: tuple[float, float]) -> bool:
    x, y = point
    return cell.x0 < x < cell.x1 and cell.top < y < cell.bottom


def _settled(runs: Sequence[TextRun], shares: Sequence[float]) -> list[bool]:
    """Whether enough shows of each run; of what is half covered, nothing beside what is covered."""
    seen = [share >= _READABLE for share in shares]
    for order in (range(1, len(runs)), range(len(runs) - 2, -1, -1)):
        for i in order:
            beside = i - 1 if order.step > 0 else i + 1
            if seen[i] and shares[i] < _WHOLE and not seen[beside] and runs[i].string == runs[beside].string:
                seen[i] = False
    return seen
