"""What became of each line of a message, and of each word of its heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.lines import Labelled, LabelledMessage, LineKind
from cableparse.pages import Line, Span
from cableparse.record import MESSAGES

# What `Cable.coverage` counts a line as; blank lines are not counted.
COVERAGE = {
    LineKind.HEADER: "header",
    LineKind.BODY: "body",
    LineKind.FURNITURE: "furniture",
    LineKind.BANNER: "furniture",
    LineKind.STAMP: "release",
    LineKind.MARGIN: "release",
    LineKind.ATTRIBUTES: "attributes",
    LineKind.ENVELOPE: "envelope",
    LineKind.UNPARSED: "unparsed",
}

_WORD = re.compile(r"\S+")
_SIGNS = re.compile(r"(?<!\S)[^\w\s]+(?!\S)")
_LEGIBLE = re.compile(r"[^\W_]")
# What covers a character of a heading's line.
_NOTHING, _LABEL, _VALUE, _OTHER_KIND = range(4)


class Unassigned(NamedTuple):
    """A stretch of a line that went into no field: `start` and `end` count characters of the line."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        """What is printed there."""
        return self.line.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.line.span(self.start, self.end)

    @property
    def plain(self) -> dict[str, Any]:
        """As the record holds it."""
        span = self.span
        return {"page": span.page, "line": span.line, "start": span.start, "end": span.end, "text": self.text}


class Account(NamedTuple):
    """`coverage` is that of the record; `unparsed` are lines that no rule could place, `leftover` words of others."""

    coverage: dict[str, Any]
    unparsed: list[Unassigned]
    leftover: list[Unassigned]


def settle(message: LabelledMessage, draft: Draft) -> Account:
    """The account of a message whose fields have all been read; what is left over is noted in `draft`.

    What is no message has no heading that could be read: no word of it is counted.
    """
    lines = as_read(message.lines, ((one["code"], one["span"]) for one in draft.diagnostics))
    kinds = {part.line.number: part.kind for part in reversed(lines)}
    several = len(kinds) < len(lines)
    if message.joined_above:
        del kinds[lines[0].line.number]
    counts = Counter(kinds.values())
    printed = {part.line.number: part.line for part in lines} if counts[LineKind.UNPARSED] else {}
    unparsed = [Unassigned(line, 0, len(line.text)) for n, line in printed.items() if kinds.get(n) is LineKind.UNPARSED]
    for kept in unparsed:
        draft.note(Code.UNPARSED_LINE, spans=[kept.span])
    heading = _heading(lines, several) if message.kind in MESSAGES else []
    words, leftover = _words(heading, draft.provenance, _shared(message))
    for kept in leftover:
        draft.note(Code.WORDS_LEFT, f"`{kept.text}`.", [kept.span])
    return Account({**_shares(counts), "words": words}, unparsed, leftover)


def _shared(message: LabelledMessage) -> dict[int, tuple[int, int]]:
    """Of the lines that the message shares with another, by their numbers, where its own part begins and ends."""
    own: dict[int, tuple[int, int]] = {}
    if message.joined_above:
        first = message.lines[0]
        own[first.line.number] = first.start, len(first.line.text)
    if message.joined_below:
        last = message.lines[-1]
        start, _ = own.get(last.line.number, (0, 0))
        own[last.line.number] = start, last.end
    return own


def as_read(lines: Sequence[Labelled], diagnostics: Iterable[tuple[str, Span | None]]) -> Sequence[Labelled]:
    """The lines of a message as its record has them: what was taken out of the text whole is print, and no text.

    `diagnostics` are codes and places of all that were noted.
    """
    taken: dict[int, list[Span]] = {}
    for code, span in diagnostics:
        if code == Code.BANNER_IN_TEXT.code and span:
            taken.setdefault(span.line, []).append(span)
    if not taken:
        return lines
    return [_print(part) if _is_taken(part, taken.get(part.line.number, ())) else part for part in lines]


def _is_taken(part: Labelled, spans: Iterable[Span]) -> bool:
    """Whether one of the spans has all of a stretch of text that can be read."""
    if part.kind is not LineKind.BODY:
        return False
    line = part.line
    places = [(max(line.at(span.start), part.start), min(line.at(span.end), part.end)) for span in spans]
    rests = [line.text[part.start : start] + line.text[end : part.end] for start, end in places if start < end]
    return any(_LEGIBLE.search(rest) is None for rest in rests)


def _print(part: Labelled) -> Labelled:
    return part._replace(label="print", kind=LineKind.FURNITURE)


def _shares(kinds: Counter[LineKind]) -> dict[str, float]:
    """How many lines there are of each kind."""
    del kinds[LineKind.BLANK]
    total = kinds.total()
    counts: dict[str, float] = dict.fromkeys(COVERAGE.values(), 0)
    for kind, count in kinds.items():
        counts[COVERAGE[kind]] += count
    return {**counts, "lines": total, "share": round(1 - counts["unparsed"] / total, 4) if total else 1.0}


def _heading(lines: Sequence[Labelled], several: bool) -> list[list[Labelled]]:
    """The lines that a stretch of the heading stands on, each with all its stretches."""
    heading = [[part] for part in lines if part.kind is LineKind.HEADER]
    if not several:
        return heading
    found: dict[int, list[Labelled]] = {part.line.number: [] for (part,) in heading}
    for part in lines:
        if part.line.number in found:
            found[part.line.number].append(part)
    return list(found.values())


def _words(
    heading: Sequence[list[Labelled]], provenance: Mapping[str, list[Span]], shared: Mapping[int, tuple[int, int]]
) -> tuple[dict[str, int], list[Unassigned]]:
    """How many words are what, and the stretches of those that are left; of `shared` lines the own part alone."""
    taken: dict[int, list[tuple[int, int]]] = {parts[0].line.number: [] for parts in heading}
    for spans in provenance.values():
        for span in spans:
            if span.line in taken:
                taken[span.line].append((span.start, span.end))
    label = value = 0
    counts = {"label": 0, "value": 0, "separator": 0, "left": 0}
    leftover: list[Unassigned] = []
    for parts in heading:
        part, line = parts[0], parts[0].line
        ranges = taken[line.number] if line.places is None else _in_text(line, taken[line.number])
        if line.number in shared:
            _count(parts, ranges, counts, leftover, *shared[line.number])
        elif len(parts) == 1 and _is_covered(part, ranges):
            labels = len(line.text[: part.value].split()) if part.value else 0
            label += labels
            value += len(line.text.split()) - labels
        else:
            _count(parts, ranges, counts, leftover, 0, len(line.text))
    counts["label"] += label
    counts["value"] += value
    return {"printed": sum(counts.values()), **counts}, leftover


def _in_text(line: Line, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of the input as if no marks of its carrier stood among the line's characters."""
    return [(line.offset + line.at(start), line.offset + line.at(end)) for start, end in ranges]


def _is_covered(part: Labelled, ranges: list[tuple[int, int]]) -> bool:
    """Whether each word of a line is the label's or a value's, as on most lines."""
    text, offset, start, at = part.line.text, part.line.offset, part.start, part.value
    if start < at < len(text) and not text[at - 1].isspace():
        return False
    for first, last in ranges if not start else ():  # nearly always the one span of a value
        if first - offset <= at and last - offset >= len(text):
            return True
    bare = [text[:start]]
    ranges.sort()
    for first, last in ranges:
        if first - offset > at:
            bare.append(text[at : first - offset])
        if last - offset > at:
            at = last - offset
    rest = "".join([*bare, text[at:]])
    return not rest or rest.isspace() or not (_LEGIBLE.search(rest) or _SIGNS.search(text))


def _count(
    parts: Sequence[Labelled],
    ranges: Iterable[tuple[int, int]],
    counts: dict[str, int],
    leftover: list[Unassigned],
    first: int,
    last: int,
) -> None:
    """Count the words of one line from `first` to `last`, and keep the stretches of words that are left."""
    line = parts[0].line
    goes_on = False
    for name, start, end in _each_word(line, _cover(parts, ranges), first, last):
        counts[name] += 1
        if name == "left":
            if goes_on:
                start = leftover.pop().start
            leftover.append(Unassigned(line, start, end))
        goes_on = name == "left" or (goes_on and name == "separator")


def _cover(parts: Sequence[Labelled], ranges: Iterable[tuple[int, int]]) -> bytearray:
    """What covers each character of a line."""
    line = parts[0].line
    length, offset = len(line.text), line.offset
    cover = bytearray(length)
    for part in parts:
        if part.kind is LineKind.HEADER:
            cover[part.start : part.value] = bytes([_LABEL]) * (part.value - part.start)
        elif part.kind is not LineKind.UNPARSED:
            cover[part.start : part.end] = bytes([_OTHER_KIND]) * (part.end - part.start)
    for start, end in ranges:
        first, last = max(start - offset, 0), min(end - offset, length)
        cover[first:last] = bytes([_VALUE]) * max(last - first, 0)
    return cover


def _each_word(line: Line, cover: bytearray, first: int, last: int) -> Iterator[tuple[str, int, int]]:
    """What each word of the heading is; of one that is left in part, the part's place."""
    text = line.text
    for word in _WORD.finditer(text, first, last):
        start, end = word.span()
        covered = set(cover[start:end])
        bare = [at for at in range(start, end) if cover[at] == _NOTHING and text[at].isalnum()]
        if bare:
            yield "left", *((start, end) if covered == {_NOTHING} else (bare[0], bare[-1] + 1))
        elif _VALUE in covered:
            yield "value", start, end
        elif _LABEL in covered:
            yield "label", start, end
        elif covered == {_NOTHING}:
            yield "separator", start, end
