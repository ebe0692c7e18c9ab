"""The print around a place that is asked about, from its file where that is still there as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import NamedTuple

from cableparse.audit.question import Example
from cableparse.confidence import FIELDS
from cableparse.corrections import Key, source_of
from cableparse.field_path import list_of
from cableparse.pages import Line, Span
from cableparse.record import Cable
from cableparse.sources.options import SourceOptions
from cableparse.views.page.origin import Origin, find_again

# So many lines of print before and behind what is asked about, and so many of one long field.
_AROUND, _MOST = 2, 12
# So many characters of a long line stand beside what is asked about: together half of what fits on a screen.
_BESIDE = 60
# Where no print can be shown, so many addressees and stretches that no field has tell which cable it is.
_MOST_ADDRESSEES, _MOST_LEFTOVER = 3, 5
# Recognising a picture anew takes a minute a page: nobody waits for that.
_TEXT_LAYERS = (None, "text")


class LitPiece(NamedTuple):
    """A stretch of a line; `lit` where it is what the question is about."""

    text: str
    lit: bool


class ShownExample(NamedTuple):
    """An example: what it is called, its file, and numbered lines of its print; else what is known of its record."""

    title: str
    path: str
    lines: list[tuple[int, list[LitPiece]]]
    known: list[tuple[str, str]]


def contexts(
    examples: Iterable[tuple[Example, str | None]], options: SourceOptions
) -> dict[tuple[Key, str], ShownExample]:
    """Each example's context by its record and path; with it is given what was printed, where that is known."""
    wanted: dict[Key, list[tuple[Example, str | None]]] = {}
    for example, printed in examples:
        wanted.setdefault(source_of(example.cable).key, []).append((example, printed))
    cables = [of_one[0][0].cable for of_one in wanted.values()]
    found = {(key, example.path): _unseen(example.cable) for key, some in wanted.items() for example, _ in some}
    texts = sorted((c for c in cables if c.source.layer in _TEXT_LAYERS), key=lambda c: c.source.path)
    for shown in find_again(texts, options):
        for cable in shown.cables if shown.origin else ():
            key = source_of(cable).key
            for example, printed in wanted[key]:
                if shown.origin and (lines := _lines(example, printed, shown.origin)):
                    found[key, example.path] = found[key, example.path]._replace(lines=lines, known=[])
    return found


def _unseen(cable: Cable) -> ShownExample:
    known = [
        ("From", cable.from_.name),
        ("To", "; ".join(one.name for one in cable.to[:_MOST_ADDRESSEES])),
        ("Date", cable.dtg.as_printed),
        ("Subject", cable.subject),
        ("Left over", " ... ".join(words.text for words in cable.leftover[:_MOST_LEFTOVER])),
    ]
    name = PurePath(cable.source.path).name
    return ShownExample(cable.id or name, name, [], [(label, text) for label, text in known if text])


def _lines(example: Example, printed: str | None, origin: Origin) -> list[tuple[int, list[LitPiece]]]:
    spans = _places(example, printed, origin)
    numbers = sorted({span.line for span in spans})[:_MOST]
    near = sorted({n for number in numbers for n in range(number - _AROUND, number + _AROUND + 1)})
    lines = origin.document.lines
    return [(n, _pieces(lines[n - 1], spans)) for n in near if 0 < n <= len(lines)]


def _places(example: Example, printed: str | None, origin: Origin) -> list[Span]:
    """Where the repaired print stands, else where the field was read, else where a label of it stands."""
    cable, path = example.cable, example.path
    read = cable.provenance.get(path) or cable.provenance.get(list_of(path), [])
    inside = [
        found.span
        for found in cable.diagnostics
        if found.span and found.printed and found.printed == printed and _overlaps(found.span, read)
    ]
    spans = inside or [span for span in read if span.column is None]
    labels = {label for label, field in FIELDS.items() if field == path}
    return spans or [part.span for part in origin.lines_of(cable) if part.label in labels]


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(other.column is None and other.start < span.end and span.start < other.end for other in others)


def _pieces(line: Line, spans: Sequence[Span]) -> list[LitPiece]:
    here = sorted((line.at(s.start), line.at(s.end)) for s in spans if s.line == line.number)
    found, at = [], 0
    for start, end in here:
        start = max(start, at)
        if end > start:
            found += [LitPiece(line.text[at:start], False), LitPiece(line.text[start:end], True)]
            at = end
    found.append(LitPiece(line.text[at:], False))
    return [_short(piece, bool(number), number < len(found) - 1) for number, piece in enumerate(found) if piece.text]


def _short(piece: LitPiece, follows: bool, goes_on: bool) -> LitPiece:
    """A stretch that is not asked about, as much of it as stands beside what is: OCR may give a page as one line."""
    text = piece.text
    if piece.lit or len(text) <= 2 * _BESIDE:
        return piece
    before = text[:_BESIDE] if follows or not goes_on else ""
    behind = text[-_BESIDE:] if goes_on else ""
    return LitPiece(f"{before} … {behind}", False)
