"""What the releasing agency stamped on the document: decision, exemptions, reviewer, date, case and document."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.fields import release_stamp
from cableparse.fields.release_stamp import StampValue
from cableparse.lines import Labelled, LineKind
from cableparse.lines.evidence import stamp as evidence
from cableparse.pages import Span
from cableparse.reading import Piece, Reading, fold
from cableparse.vocabulary import exemptions, release_markings, review_options

Print = tuple[StampValue, list[Span]]

_MARKING_KEYS = ("review_markings", "markings")
_REVIEW = "systematic review"
# Lines of one stamp stand close together; OCR leaves blank lines between them.
_SAME_STAMP = 3
# The codes stand on the decision's own line or on the next printed ones.
_CODE_LINES = 3
_COLUMNS = re.compile(r"\s{2,}")
# ERROR READING TEXT INDEX FILE, EXPAND ERROR ENCOUNTERED, their blanks lost or not; TERRITORY is no error.
_ERROR = re.compile(r"(?:\b|D)ERR")


def read(draft: Draft, lines: Sequence[Labelled]) -> bool:
    """Fill in `release` from the stamp's lines in order; tell whether they hold a marking of release at all."""
    found: dict[str, list[Print]] = defaultdict(list)
    released = False
    for stamp in _stamps(lines):
        reading = Reading([Piece(line.line, line.start, line.end) for line in stamp])
        stamped, marked = release_stamp.values(reading.text)
        released |= marked
        for value in stamped:
            found[value.field].append((value, reading.spans(value.start, value.end)))
    codes = found.pop("exemptions", [])
    for field, prints in found.items():
        _put(draft, field, prints)
    if draft.get("release.status") == "RELEASED IN PART":
        _put_exemptions(draft, codes)
    return released


def stamp_lines(lines: Sequence[Labelled]) -> list[Labelled]:
    """The stamp's lines, with the codes that stand below a decision: `RELEASED IN PART` / `B6 CONFIDENTIAL`."""
    taken: list[Labelled] = []
    below, bare = 0, False
    for line in lines:
        if line.kind is LineKind.STAMP:
            taken.append(line)
            if any(marking.role == "part" for marking in release_markings.find_all(line.text)):
                below, bare = _CODE_LINES, not exemptions.find_all(line.text)
        elif below and line.kind is not LineKind.BLANK:
            below -= 1
            if evidence.is_margin(line.text):
                taken.append(line)
            elif bare and (part := _codes_at_edge(line)) is not None:
                taken.append(part)
                bare = False
    return taken


def unticked(lines: Sequence[Labelled]) -> str:
    """What to say where a form of review stands on the page and no box of it can be read as ticked; else empty."""
    form = next((line.text for line in lines if review_options.options(line.text)), None)
    return f"A review's boxes stand there, none read as ticked: `{fold(form)}`." if form else ""


def fill_from_attributes(draft: Draft) -> None:
    """The stamp that a web page or a table's row gives beside the text, where the text itself bears none."""
    marking = next((m for key in _MARKING_KEYS if (m := draft.get(f"attributes.{key}"))), None)
    if marking is None or draft.get("release.status") is not None:
        return
    spans = next((s for key in _MARKING_KEYS if (s := draft.provenance.get(f"attributes.{key}"))), [])
    for value in release_stamp.values(marking)[0]:
        path = f"release.{value.field}"
        if value.field != "exemptions" and draft.get(path) is None:
            draft.put(path, value.value, spans)
            draft.note(Code.FROM_ATTRIBUTES, f"`{path}`.", spans)


def is_review(text: str) -> bool:
    """Whether a line of attributes repeats the stamp of the Department's systematic review."""
    return _says(text, _REVIEW)


def lost_text(lines: Sequence[Labelled]) -> Labelled | None:
    """The line that NARA's system printed in place of a text that it could not read."""
    asked = 0
    for line in lines:
        text = line.line.text
        if line.line.number == asked:  # a line of many stretches is looked through once
            continue
        asked = line.line.number
        if "ERR" in text and _ERROR.search(text) and _says(text, "text lost"):
            return line
    return None


def _says(text: str, role: str) -> bool:
    return any(marking.role == role for marking in release_markings.find_all(text))


def _put(draft: Draft, field: str, prints: list[Print]) -> None:
    """The first decision; of the rest what most prints of the first kind say (RECORD.md, convention 20)."""
    if field == "status":
        decided = [item for item in prints if item[0].value != "DECLASSIFIED"]
        value, spans = (decided or prints)[0]
    else:
        alike = [item for item in prints if item[0].role == prints[0][0].role]
        ((most, count),) = Counter(found.value for found, _ in alike).most_common(1)
        value, spans = min((i for i in alike if i[0].value == most), key=lambda item: item[0].printed is not None)
        draft.agreement[f"release.{field}"] = count / len(alike)
    draft.put(f"release.{field}", value.value, spans)
    if value.printed is not None:
        detail = f"`{value.printed}` was read as `{value.value}`."
        draft.note(Code.REPAIRED, detail, spans, printed=value.printed, score=value.score)


def _put_exemptions(draft: Draft, codes: list[Print]) -> None:
    """Each code once."""
    for value, spans in codes:
        if value.value not in (draft.get("release.exemptions") or []):
            draft.add("release.exemptions", value.value, spans)


def _codes_at_edge(line: Labelled) -> Labelled | None:
    """The codes before or behind what else OCR put on a line, or None."""
    text = line.line.text
    word = text[line.start : line.end].split(maxsplit=1)[:1]
    if word and exemptions.normalise(word[0].strip(",")):
        return line._replace(end=line.start + len(word[0]))
    columns = [gap.end() for gap in _COLUMNS.finditer(text, line.start, line.end)]
    if columns and evidence.is_margin(text[columns[-1] : line.end]):
        return line._replace(start=columns[-1])
    return None


def _stamps(lines: Sequence[Labelled]) -> Iterator[list[Labelled]]:
    held: list[Labelled] = []
    for line in lines:
        if held and not 0 <= line.line.number - held[-1].line.number <= _SAME_STAMP:
            yield held
            held = []
        held.append(line)
    if held:
        yield held
