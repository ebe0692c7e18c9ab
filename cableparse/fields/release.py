"""What the releasing agency stamped on the document: decision, exemptions, reviewer, date, case and document."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from lark import Token, Tree

from cableparse import damage
from cableparse.dates import iso_date
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.grammars import parser
from cableparse.lines import Labelled, LineKind
from cableparse.pages import Span
from cableparse.reading import Piece, Reading, fold
from cableparse.vocabulary import classifications, exemptions, release_markings
from cableparse.vocabulary.release_markings import Marking

_STATUS = {
    "full": "RELEASED IN FULL",
    "part": "RELEASED IN PART",
    "denied": "DENIED IN FULL",
    "declassified": "DECLASSIFIED",
    "systematic review": "DECLASSIFIED",
}
_MARKING_KEYS = ("review_markings", "markings")
_REVIEW = "systematic review"
# Lines of one stamp stand close together; OCR leaves blank lines between them.
_SAME_STAMP = 3
# The codes stand on the decision's own line or on the next printed ones.
_CODE_LINES = 3
_COLUMNS = re.compile(r"\s{2,}")
# The border of a stamp's box, read as a letter or digit before the capitalised word of its line.
_BORDER = re.compile(r"^\w(?=[A-Z][a-z])", re.MULTILINE)
_LEAST_BORDER = 0.5
_LONGEST_NAME = 5
_NUMERIC_DATE = 10
# The Department's document numbers are the letter C and eight digits (release_markings.csv).
_DOCUMENT_DIGITS = 9


class Found(NamedTuple):
    """A value in a stamp's text at `start:end`; `printed` is null where it was not repaired."""

    field: str
    value: str
    role: str
    start: int
    end: int
    printed: str | None = None
    score: float = 1.0


def read(draft: Draft, lines: Sequence[Labelled]) -> bool:
    """Fill in `release` from the stamp's lines in order; tell whether they hold a marking of release at all."""
    found: dict[str, list[tuple[Found, list[Span]]]] = defaultdict(list)
    released = False
    for stamp in _stamps(lines):
        reading = Reading([Piece(line.line, line.start, line.end) for line in stamp])
        values, marked = _values(reading.text)
        released |= marked
        for value in values:
            found[value.field].append((value, reading.spans(value.start, value.end)))
    for field, values in found.items():
        if field == "exemptions":
            _put_exemptions(draft, values, found["status"])
        else:
            _put(draft, field, values)
    return released


def stamp_lines(lines: Sequence[Labelled]) -> list[Labelled]:
    """The stamp's lines, with the codes that stand below a decision: `RELEASED IN PART` / `B6 CONFIDENTIAL`."""
    taken: list[Labelled] = []
    codes = 0
    for line in lines:
        if line.kind is LineKind.STAMP:
            taken.append(line)
            codes = _CODE_LINES if "RELEASED IN PART" in _decisions(line.text) else codes
        elif codes and line.kind is not LineKind.BLANK:
            codes -= 1
            if line.kind is LineKind.MARGIN:
                taken.append(line)
            elif (part := _codes_at_edge(line)) is not None:
                taken.append(part)
                codes = 0
    return taken


def fill_from_attributes(draft: Draft) -> None:
    """The stamp that a web page or a table's row gives beside the text, where the text itself bears none."""
    marking = next((m for key in _MARKING_KEYS if (m := draft.get(f"attributes.{key}"))), None)
    if marking is None or draft.get("release.status") is not None:
        return
    spans = next((s for key in _MARKING_KEYS if (s := draft.provenance.get(f"attributes.{key}"))), [])
    for value in _values(marking)[0]:
        path = f"release.{value.field}"
        if value.field != "exemptions" and draft.get(path) is None:
            draft.put(path, value.value, spans)
            draft.note(Code.FROM_ATTRIBUTES, f"`{path}`.", spans)


def is_review(text: str) -> bool:
    """Whether a line of attributes repeats the stamp of the Department's systematic review."""
    return any(marking.role == _REVIEW for marking in release_markings.find_all(text))


def is_text_lost(line: Labelled) -> bool:
    """Whether the line is what NARA's system printed in place of a text that it could not read."""
    text = line.text
    return "ERR" in text and any(found.role == "text lost" for found in release_markings.find_all(text))


def _put(draft: Draft, field: str, values: list[tuple[Found, list[Span]]]) -> None:
    """The first decision; of the rest what most prints of the first kind say (RECORD.md, convention 20)."""
    if field == "status":
        plain = [value for value in values if value[0].value != "DECLASSIFIED"]
        value, spans = (plain or values)[0]
    else:
        alike = [value for value in values if value[0].role == values[0][0].role]
        ((most, count),) = Counter(value.value for value, _ in alike).most_common(1)
        prints = [item for item in alike if item[0].value == most]
        value, spans = min(prints, key=lambda item: item[0].printed is not None)
        draft.agreement[f"release.{field}"] = count / len(alike)
    draft.put(f"release.{field}", value.value, spans)
    if value.printed is not None:
        detail = f"`{value.printed}` was read as `{value.value}`."
        draft.note(Code.REPAIRED, detail, spans, printed=value.printed, score=value.score)


def _put_exemptions(
    draft: Draft, codes: list[tuple[Found, list[Span]]], decisions: list[tuple[Found, list[Span]]]
) -> None:
    """Each code once; a document that is released in full has none."""
    if not any(value.value == "RELEASED IN PART" for value, _ in decisions):
        return
    for value, spans in codes:
        if value.value not in (draft.get("release.exemptions") or []):
            draft.add("release.exemptions", value.value, spans)


def _decisions(text: str) -> set[str | None]:
    return {_STATUS.get(marking.role) for marking in release_markings.find_all(text)}


def _codes_at_edge(line: Labelled) -> Labelled | None:
    """The codes before or behind what else OCR put on a line, or None."""
    text = line.line.text
    word = text[line.start : line.end].split(maxsplit=1)[:1]
    if word and exemptions.normalise(word[0].strip(",")):
        return line._replace(end=line.start + len(word[0]))
    columns = [gap.end() for gap in _COLUMNS.finditer(text, line.start, line.end)]
    if columns and exemptions.find_all(text[columns[-1] : line.end]):
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


@lru_cache(maxsize=1024)
def _values(text: str) -> tuple[tuple[Found, ...], bool]:
    """The values of one stamp's text, and whether a marking of release or declassification is among it."""
    bare = _BORDER.sub(_without_border, damage.plain(text))
    markings = [m for m in release_markings.find_all(bare) if m.role in release_markings.STAMP]
    found: list[Found] = []
    ends = [*(marking.start for marking in markings), len(bare)]
    found += _numbers(_Gap(bare, 0, ends[0]), "")
    for index, marking in enumerate(markings):
        gap = _Gap(bare, marking.end, ends[index + 1])
        before = _Gap(bare, markings[index - 1].end if index else 0, marking.start)
        following = markings[index + 1].role if index + 1 < len(markings) else ""
        found += _status(marking, text)
        found += _numbers(gap, marking.role)
        found += _of_role(marking.role, gap, before, following)
    return tuple(found), any(m.role in _STATUS or m.role == "released" for m in markings)


def _without_border(found: re.Match[str]) -> str:
    return " " if damage.closeness(found[0], "|") >= _LEAST_BORDER else found[0]


def _status(marking: Marking, text: str) -> Iterator[Found]:
    if status := _STATUS.get(marking.role):
        printed = text[marking.start : marking.end] if marking.score < 1 else None
        yield Found("status", status, marking.role, marking.start, marking.end, printed, marking.score)


def _of_role(role: str, gap: _Gap, before: _Gap, following: str) -> Iterator[Found]:
    """What the marking's own role says of the words beside it."""
    if role == "part":
        yield from gap.codes()
    if role in ("full", "part", "declassified") and following == "issuer":
        yield from gap.person(role, first=True)
    elif role == "reviewer":
        yield from gap.person(role, first=True)
    elif role == _REVIEW:
        yield from before.person(role, first=False)
    if role in ("issuer", _REVIEW, "case", "banner", "document", "box", "released"):
        yield from gap.date(role)


def _numbers(gap: _Gap, role: str) -> Iterator[Found]:
    """Case and document numbers: by their shape anywhere, and whatever stands behind their label."""
    for token in gap.tokens:
        if token.type == "CASE_ID" and role != "document":
            yield gap.found("case_id", str(token), role, token)
            role = ""
        elif token.type == "DOCUMENT_ID" and role not in ("case", "banner"):
            yield gap.found("document_id", str(token), role, token)
            role = ""
        elif token.type == "FIGURES" and role in ("case", "banner", "document") and not _date(token):
            field = "document_id" if role == "document" else "case_id"
            number = _number(token.strip(".()[]"), role)
            if number is not None:
                printed = None if number == token.strip(".()[]") else str(token)
                yield gap.found(field, number, role, token, printed)
            role = ""


def _number(printed: str, role: str) -> str | None:
    """A number with what OCR took for letters read as digits; None where too few digits are left to tell."""
    if printed.isdigit() and not (role == "document" and len(printed) == _DOCUMENT_DIGITS):
        return printed
    if role == "document" and len(printed) == _DOCUMENT_DIGITS:
        digits = damage.digits(printed[1:])
        return f"C{digits}" if digits.isdigit() else None
    head, *parts = printed.split("-")
    number = "-".join([head, *map(damage.digits, parts)]) if parts else damage.digits(printed)
    return number if "".join(number.split("-")[bool(parts) :]).isdigit() else None


def _date(printed: str) -> str | None:
    """The ISO date of a stamp's date, also where a slash of `03/26/2014` is read as a digit."""
    if found := iso_date(printed):
        return found
    if len(printed) == _NUMERIC_DATE and "/" in (printed[2], printed[5]):
        return iso_date("/".join(map(damage.digits, (printed[:2], printed[3:5], printed[6:]))))
    day, _, rest = printed.replace("-", " ").partition(" ")
    month, _, year = rest.partition(" ")
    return iso_date(f"{damage.digits(day)} {damage.letters(month)} {damage.digits(year)}") if year else None


def _likeness(printed: str, date: str) -> float:
    """How close a damaged date is to the same date as stamps print it."""
    year, month, day = date.split("-")
    return round(damage.closeness(printed, f"{month}/{day}/{year}"), 2) if "/" in printed else 1 - 1 / len(printed)


class _Gap:
    """What stands between two markings: the tokens of its tree, and where they begin in the stamp's text."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text[start:end]
        self.base = start
        self.children = parser("release").parse(self.text).children if self.text.strip() else []

    @property
    def tokens(self) -> Iterator[Token]:
        """All tokens but the words of persons."""
        return (child for child in self.children if isinstance(child, Token))

    def found(self, field: str, value: str, role: str, token: Token, printed: str | None = None) -> Found:
        start = self.base + (token.start_pos or 0)
        score = 1.0 if printed is None else round(damage.closeness(printed, value), 2)
        return Found(field, value, role, start, start + len(token), printed, score)

    def person(self, role: str, *, first: bool) -> Iterator[Found]:
        """The first or the last person; what stands behind its comma is a title (RECORD.md, convention 15)."""
        persons = [child for child in self.children if isinstance(child, Tree) and _is_person(child)]
        if persons:
            words = [word for word in persons[0 if first else -1].children if isinstance(word, Token)]
            start, end = words[0].start_pos or 0, words[-1].end_pos or 0
            name = fold(self.text[start:end]).rstrip(".")
            yield Found("authority", name, role, self.base + start, self.base + start + len(name))

    def date(self, role: str) -> Iterator[Found]:
        """The first date."""
        for token in self.tokens:
            if token.type in ("DATE", "FIGURES") and (date := _date(token)):
                found = self.found("date", date, role, token, None if iso_date(token) else str(token))
                yield found if found.printed is None else found._replace(score=_likeness(token, date))
                return

    def codes(self) -> Iterator[Found]:
        """The exemption codes that the gap begins with, and no other figures behind them."""
        known = exemptions.find_all(self.text)
        end = len(self.text)
        found = []
        for token in self._flat():
            start = token.start_pos or 0
            if token.type in ("COMMA", "SIGN", "NEWLINE") or token.upper() == "AND":
                continue
            if any(first <= start < last for _, first, last in known):
                continue
            code = exemptions.normalise(token, lenient=not token.isdigit())
            if code is None:
                end = start
                break
            found.append((code, start, start + len(token)))
        for code, first, last in sorted([*found, *known], key=lambda item: item[1]):
            if first < end:
                yield Found("exemptions", code, "part", self.base + first, self.base + last)

    def _flat(self) -> Iterator[Token]:
        for child in self.children:
            if isinstance(child, Token):
                yield child
            else:
                yield from (word for word in child.children if isinstance(word, Token))


def _is_person(tree: Tree[Token]) -> bool:
    """Two to five words that are no classification: a name."""
    words = " ".join(map(str, tree.children))
    return 1 < len(tree.children) <= _LONGEST_NAME and classifications.level(words) is None
