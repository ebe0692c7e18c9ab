"""The message number: originator, serial, section, and the joinable id made of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from lark import Token

from cableparse.dates import full_year
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.fields.value import Printed
from cableparse.grammars import pattern
from cableparse.layout.cues import Mark
from cableparse.pages import Span
from cableparse.reading import fold
from cableparse.vocabulary import classifications, posts

_DIGITS = str.maketrans("OoIilJ@B[|!S;", "0011110811151")
_WORDS = {"ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5, "SIX": 6}
_DOCUMENT_NUMBER = re.compile(r"Document Numbers?[ :]+(?P<year>\d{4})(?P<station>[A-Z]{3,6})(?P<number>\d{5,6})\b")
_MRN = re.compile(r"(?P<year>\d\d|\d{4})\s+(?P<originator>[A-Z][A-Za-z .'-]*?)\s+(?P<number>\d{1,7})\b")


def joinable_id(originator: str | None, number: int | None, year: int | None) -> str | None:
    """Year, station and serial as NARA's document numbers have them: 1974STATE173977, 1973PHNOM10625."""
    if not originator or number is None or year is None:
        return None
    station = posts.station(originator)
    return f"{year}{station}{number:0{6 if station == 'STATE' else 5}d}"


class PageLine:
    """What one page line prints of the message number."""

    __slots__ = ("section", "sections", "serial", "span", "station")

    def __init__(self, found: re.Match[str], span: Span) -> None:
        self.station = fold(found["station"]).strip(" .")
        self.serial = found["serial"]
        self.section = int(found["section"]) if found["section"] else None
        self.sections = int(found["sections"]) if found["sections"] else None
        self.span = span


def page_lines(marks: Iterable[Mark]) -> list[PageLine]:
    """The message numbers of the page lines among `marks`, whole ones and those split over two lines."""
    place, head = pattern("page", "PLACE"), pattern("page", "PAGE")
    found: list[PageLine] = []
    for mark in marks:
        start = mark.start
        page = head.match(mark.line.text, start)
        if page is not None:
            start = page.end()
        match = place.search(mark.line.text, start, mark.end)
        if match is not None:
            found.append(PageLine(match, mark.line.span(*match.span())))
    return found


def read_class_line(draft: Draft, token: Token, printed: Printed) -> None:
    """The classification line; a second one (a quoted message's) is kept out of the message's own fields."""
    if draft.get("message.number") is not None:
        return
    parts = pattern("telegram", "CLASS_LINE").match(token)
    if parts is None:
        return
    end = parts.start("handling") if parts["handling"] else parts.start("originator")
    marking = re.split(r"SE?CTI?ON|ECTION|FINAL|LAST", token[:end])[0].removeprefix("QUOTE")
    _level(draft, fold(marking), parts["handling"], printed.part(token, 0, end))
    if parts["last"]:
        count = _count(parts["last"])
        draft.put("message.section", {"number": count, "of": count}, printed.part(token, *parts.span("last")))
    elif parts["section"]:
        section = {"number": _count(parts["section"]), "of": _count(parts["sections"])}
        draft.put("message.section", section, printed.part(token, parts.start("section"), parts.end("sections")))
    start, stop = parts.span("originator")
    _originator(draft, fold(parts["originator"]), printed.part(token, start, stop))
    draft.put("message.number", parts["number"], printed.part(token, *parts.span("number")))


def read_mrn(draft: Draft, printed: Printed) -> None:
    """SMART's MRN: 11 PORT AU PRINCE 504."""
    parts = _MRN.match(printed.text)
    if parts is None:
        return
    year = int(parts["year"])
    draft.put("message.year", full_year(year) if year < 100 else year, printed.spans)
    draft.put("message.originator", parts["originator"], printed.spans)
    draft.put("message.number", int(parts["number"]), printed.spans)


def fill_from_print_head(draft: Draft, stamps: Iterable[Mark]) -> None:
    """The number in the head of a print from the archive's system: `Document Number: 1997STATE231842`."""
    for mark in stamps:
        found = _DOCUMENT_NUMBER.search(mark.line.text)
        if found is None:
            continue
        post = posts.expand(found["station"])
        spans = [mark.line.span(*found.span())]
        values = {
            "message.originator": post.name if post else found["station"],
            "message.number": int(found["number"]),
            "message.year": int(found["year"]),
        }
        for path, value in values.items():
            if draft.get(path) is None:
                draft.put(path, value, spans)
        identifier = joinable_id(draft.get("message.originator"), draft.get("message.number"), draft.year)
        if draft.get("id") is None and identifier is not None:
            draft.put("id", identifier, spans)
        return


def settle(draft: Draft, pages: Sequence[PageLine]) -> None:
    """Compare the classification line's number with the page lines'; fill in what only they have."""
    printed = draft.get("message.number")
    if isinstance(printed, str) or (printed is None and pages):
        number, spans = _number(printed, pages, draft)
        if number is not None:
            draft.put("message.number", number, spans)
    if draft.get("message.originator") is None and pages:
        post = posts.plad(draft.get("from.name") or "")
        station = Counter(p.station for p in pages).most_common(1)[0][0]
        known = post is not None and posts.station(post.name) == posts.station(station)
        draft.put("message.originator", post.name if post and known else station, [pages[0].span])
    section = next((p for p in pages if p.section), None)
    if draft.get("message.section") is None and section is not None:
        draft.put("message.section", {"number": section.section, "of": section.sections}, [section.span])
    identifier = joinable_id(draft.get("message.originator"), draft.get("message.number"), draft.year)
    if identifier is not None:
        draft.put("id", identifier, draft.provenance.get("message.number", []))


def _number(printed: str | None, pages: Sequence[PageLine], draft: Draft) -> tuple[int | None, list[Span]]:
    """The serial that the readings agree on.

    The classification line prints no leading zeros, or more of them: its number of digits tells which of a page line's
    digits are zeros that OCR read as something else.
    """
    spans = draft.provenance.get("message.number", [])
    serials = [p.serial.translate(_DIGITS) for p in pages]
    if printed is None:
        clean = [p.serial for p in pages if p.serial.isdigit()] or serials
        return int(Counter(clean).most_common(1)[0][0]), [pages[0].span]
    own = printed.translate(_DIGITS)
    if printed.isdigit() and (not pages or any(int(s) == int(own) for s in serials if s.isdigit())):
        return int(own), spans
    readings = [own, *(s[-len(own) :].rjust(len(own), "0") for s in serials)]
    digits = [Counter(column).most_common(1)[0][0] for column in zip(*readings, strict=True)]
    number = int("".join(digits)) if "".join(digits).isdigit() else None
    if number is not None and str(number) != printed.lstrip("0"):
        draft.note(Code.REPAIRED, f"`{printed}` read as {number}, with the page lines.", spans)
    return number, spans


def _originator(draft: Draft, printed: str, spans: list[Span]) -> None:
    printed = printed.upper()
    if posts.find(printed) is None:
        fixed = posts.repair_post(printed)
        if fixed is not None:
            draft.note(Code.REPAIRED, f"`{printed}` read as {fixed[0]} (score {fixed[1]:.2f}).", spans)
            printed = fixed[0]
    draft.put("message.originator", printed, spans)


def _level(draft: Draft, marking: str, handling: str | None, spans: list[Span]) -> None:
    level = classifications.level(marking)
    if level is None:
        fixed = classifications.repair_level(marking)
        if fixed is not None:
            draft.note(Code.REPAIRED, f"`{marking}` read as {fixed[0]} (score {fixed[1]:.2f}).", spans)
            level = fixed[0]
    if level == "UNCLASSIFIED" and handling and ("FOUO" in handling or "FOR OFFICIAL" in handling):
        level = "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
    if level is not None:
        draft.put("classification.level", level, spans)


def _count(printed: str) -> int:
    return int(printed) if printed.isdigit() else _WORDS[printed]
