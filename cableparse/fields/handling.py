"""Captions and passing lines: what stands between the classification line and the labels, captions on banners, too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cableparse import damage
from cableparse.draft import Draft
from cableparse.lines import Block, Labelled, LineKind
from cableparse.pages import Span
from cableparse.reading import fold
from cableparse.vocabulary import captions, classifications

_BLANKS = re.compile(r"\s+")
_PARTS = re.compile(r"\s*[;,/+]\s*|\s+-\s+|\s*\(")
# Before whom a message is meant for.
_MEANT_FOR = " FOR "
_BANNER_WORD = re.compile(r"[^\s/,;]+")
_EDGES = " \t\n).*"
# A damaged caption is looked for among words of this length: shorter ones are near to too many, longer ones are lines.
_LONGEST = 24
_SHORTEST = 4


def read(draft: Draft, block: Block) -> None:
    """Each line is captions, or it is kept as a passing line, which a caption may begin: `EYES ONLY FOR DOE`."""
    for start, line in _lines(block.value.text):
        if not _captions(draft, block, line, start):
            head = line[: max(line.find(_MEANT_FOR), 0)]
            if head.strip() and captions.find(head):
                _caption(draft, head.strip(), block.value.spans(start, start + len(head)))
            _passing(draft, block, line, start)


def read_captions(draft: Draft, block: Block) -> None:
    """SMART's Captions, and what a form's caption lines list; a caption that is not known is kept."""
    for part, start, end in _pieces(block.value.text, _PARTS):
        spans = block.value.spans(start, end)
        if not _caption(draft, part, spans):
            add(draft, fold(part).upper(), spans)


def read_pass_line(draft: Draft, block: Block) -> None:
    """SMART's Pass Line, a line each."""
    for start, line in _lines(block.value.text):
        _passing(draft, block, line, start)


def read_banners(draft: Draft, lines: Sequence[Labelled]) -> None:
    """Captions that the heads and feet of pages print, and no line of the heading, before those of the heading."""
    held = draft.get("captions") or []
    found: dict[str, list[Span]] = {}
    for line in lines:
        if line.kind is LineKind.BANNER:
            for name, start, end in _beside_levels(line.text):
                found.setdefault(name, []).append(line.line.span(line.start + start, line.start + end))
    added = [(name, spans) for name, spans in found.items() if name not in held]
    if not added:
        return
    printed = [(name, draft.provenance[f"captions[{at}]"]) for at, name in enumerate(held)]
    draft.values["captions"] = []
    for name, spans in [*added, *printed]:
        draft.add("captions", name, spans)


def _beside_levels(text: str) -> Iterator[tuple[str, int, int]]:
    """The captions of a banner, with their places; a level has words of captions, too: SENSITIVE BUT UNCLASSIFIED."""
    words = [(found.start(), found.end()) for found in _BANNER_WORD.finditer(text)]
    at = 0
    while at < len(words):
        for end in range(len(words), at, -1):
            start, stop = words[at][0], words[end - 1][1]
            known = captions.find(text[start:stop])
            if classifications.level(text[start:stop]):
                break
            if known and known.name in captions.names():
                yield known.name, start, stop
                break
        else:
            end = at + 1
        at = end


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, line
        start += len(line) + 1


def _passing(draft: Draft, block: Block, line: str, start: int) -> None:
    draft.add("passing", fold(line), block.value.spans(start, start + len(line)))


def _captions(draft: Draft, block: Block, line: str, start: int) -> bool:
    """Whether the line holds captions, as a whole, in parts or word by word.

    A remark in parentheses belongs to the caption before it; another part is a passing line.
    """
    if _caption(draft, line.strip(), block.value.spans(start, start + len(line))):
        return True
    rest: list[tuple[str, int, int]] = []
    held = len(draft.get("captions") or [])
    for part, first, last in _pieces(line, _PARTS):
        if not _caption(draft, part, block.value.spans(start + first, start + last)):
            rest.append((part, first, last))
    if len(draft.get("captions") or []) > held:
        for part, first, last in rest:
            spans = block.value.spans(start + first, start + last)
            if line[:first].rstrip().endswith("("):
                path = f"captions[{len(draft.get('captions')) - 1}]"
                draft.provenance[path] += block.value.spans(start + first - 1, start + len(line))
            else:
                draft.add("passing", fold(part), spans)
        return True
    words = list(_pieces(line, _BLANKS))
    if len(words) < 2 or not all(captions.find(word) for word, _, _ in words):
        return False
    return all([_caption(draft, word, block.value.spans(start + first, start + last)) for word, first, last in words])


def _pieces(text: str, separator: re.Pattern[str]) -> Iterator[tuple[str, int, int]]:
    """The parts of a text between separators, with their places."""
    start = 0
    plain = damage.plain(text)
    for end, following in [*(m.span() for m in separator.finditer(plain)), (len(plain),) * 2]:
        part = plain[start:end].strip(_EDGES)
        if part:
            first = plain.index(part, start)
            yield part, first, first + len(part)
        start = following


def _caption(draft: Draft, printed: str, spans: list[Span]) -> bool:
    known = captions.find(printed)
    name = known.name if known and known.name in captions.names() else None
    if known is None and _SHORTEST < len(printed) < _LONGEST:
        fixed = captions.repair(printed)
        if fixed is not None:
            draft.repaired(printed, fixed[0], fixed[1], spans)
            name = fixed[0]
    if name is None:
        return False
    add(draft, name, spans)
    return True


def add(draft: Draft, name: str, spans: list[Span]) -> None:
    """Add a caption; one that is printed again is one."""
    held = draft.get("captions") or []
    if name in held:
        draft.provenance[f"captions[{held.index(name)}]"] += spans
    else:
        draft.add("captions", name, spans)
