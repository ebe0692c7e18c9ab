"""Which message it is: originator, number, year and section, by agreement of all places that print them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cableparse import damage
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.fields import class_line, form_values, mrn
from cableparse.fields.class_line import Counts, PrintedNumber
from cableparse.lines import Block, Labelled, LabelledMessage, LineKind
from cableparse.pages import Span
from cableparse.vocabulary import posts

_DOCUMENT_NUMBER = re.compile(r"Document Numbers?[ :]+(?P<year>\d{4})(?P<station>[A-Z]{3,6})(?P<number>\d{5,6})\b")
# PAGE 01, or PAGE 01 OF 03 as message centers print it.
_PAGE_HEAD = re.compile(r"\S+\s+\S+\s+(?:OF \w{1,3}\s+)?(?=\S)")
# NARA's document numbers have six digits for the Department; no serial of a year had more.
_MOST_DIGITS = 6
# Page lines cut the originator's name to six letters (FORMATS.md 3.3).
_PAGE_LINE = 6
# How near a misread originator must be to one that another place prints; what agrees need not be as near as what is
# looked up among all posts.
_AGREES = 0.6
# Two damaged prints that read the same are each other's proof.
_PROOF = 2


class NumberPrint(NamedTuple):
    """One print of the message number: what it says, and where; whether it stands in the heading."""

    originator: str | None
    serial: str | None
    originator_spans: list[Span]
    serial_spans: list[Span]
    year: int | None = None
    section: tuple[int, int] | None = None
    section_spans: Sequence[Span] = ()
    in_heading: bool = False


def joinable_id(originator: str | None, number: int | None, year: int | None) -> str | None:
    """Year, station and serial as NARA's document numbers have them: 1974STATE173977, 1973PHNOM10625."""
    if not originator or number is None or year is None:
        return None
    station = posts.station(originator)
    return f"{year}{station}{number:0{6 if station == 'STATE' else 5}d}"


def settle(draft: Draft, message: LabelledMessage, blocks: Iterable[Block]) -> None:
    """Fill `message` and `id`: what most prints say, classification line first; the others are noted as repaired.

    An originator that is no post and agrees with no other print is null, and with it number and id.
    """
    form_values.prepare(draft, message)
    prints = [*_in_heading(draft, blocks), *_in_furniture(message)]
    _year(draft, prints)
    _section(draft, prints)
    originator = _originator(draft, prints)
    if originator is None:
        if any(known.serial for known in prints):
            _unknown(draft, prints)
        return
    number = _number(draft, [known for known in prints if _is_of(known.originator, originator)])
    identifier = joinable_id(originator, number, draft.year)
    if identifier is not None:
        draft.put("id", identifier, draft.provenance["message.number"])


def _in_heading(draft: Draft, blocks: Iterable[Block]) -> list[NumberPrint]:
    """The prints of classification lines, MRN and DE line; a form's own number, which its reader has put."""
    lines: list[NumberPrint] = []
    found: list[NumberPrint] = []
    for block in blocks:
        if block.label == "class_line":
            parsed = class_line.parse(block.value.text)
            if parsed.numbered is not None and not parsed.quoted:
                lines.append(_print(block, parsed.numbered))
        elif block.label == "mrn":
            year, _, _, numbered = mrn.parse(block.value.text)
            if numbered is not None:
                found.append(_print(block, numbered, year))
        elif block.label == "routing":
            found += _after_number_sign(block.lines)
    number = draft.get("message.number")
    if number is not None:
        found.append(NumberPrint(None, str(number), [], draft.provenance["message.number"]))
    return [*_own(lines, _sender(draft)), *found]


def _own(lines: Sequence[NumberPrint], sender: posts.Post | None) -> Iterator[NumberPrint]:
    """The classification lines of the message itself.

    That is the first one of a post; a further one of that post is another section's, unless it has another number: then
    it is a quoted message's, as are those of other posts.
    """
    own = next((known for known in lines if _is_originator(known.originator, sender)), lines[0] if lines else None)
    for known in lines:
        if known is own or (own is not None and _is_section_of(known, own)):
            yield known


def _is_section_of(known: NumberPrint, own: NumberPrint) -> bool:
    if not own.originator or not _is_of(known.originator, own.originator):
        return False
    return known.serial == own.serial or not (_is_whole(known.serial or "") and _is_whole(own.serial or ""))


def _is_originator(printed: str | None, sender: posts.Post | None) -> bool:
    """Whether it is a post, or the sender misread."""
    return printed is not None and (_post(printed) is not None or (sender is not None and _is_of(printed, sender.name)))


def _print(block: Block, numbered: PrintedNumber, year: int | None = None) -> NumberPrint:
    return NumberPrint(
        numbered.name or None,
        numbered.serial,
        block.value.spans(numbered.name_start, numbered.name_end),
        block.value.spans(numbered.start, numbered.end),
        year,
        in_heading=True,
    )


def _in_furniture(message: LabelledMessage) -> Iterator[NumberPrint]:
    for line in message.lines:
        if line.kind is LineKind.FURNITURE:
            if line.label in ("page", "place", "section_head"):
                yield from _page_line(line)
            elif line.label == "form_page":
                for serial, spans in form_values.page_serials(line):
                    yield NumberPrint(None, serial, [], spans)
            elif line.label == "end_mark":
                yield from _after_number_sign([line])
            elif line.label == "print":
                yield from _document_number(line)
        elif line.kind is LineKind.STAMP:
            yield from _document_number(line)


def _page_line(line: Labelled) -> Iterator[NumberPrint]:
    """PAGE 01 SAIGON 07853 01 OF 02 140841Z, what stands behind PAGE 01 on a line of its own, SECTION 2 OF 2 alone."""
    text = line.text
    start = 0
    if line.label == "page":
        head = _PAGE_HEAD.match(text)
        if head is None:
            return
        start = head.end()
    numbered, counts = _place(text[start:])
    base = line.start + start
    section = (counts.number, counts.of) if counts else None
    section_spans = [line.line.span(base + counts.start, base + counts.end)] if counts else []
    if numbered is None:
        yield NumberPrint(None, None, [], [], section=section, section_spans=section_spans)
        return
    yield NumberPrint(
        numbered.name or None,
        numbered.serial,
        [line.line.span(base + numbered.name_start, base + numbered.name_end)],
        [line.line.span(base + numbered.start, base + numbered.end)],
        section=section,
        section_spans=section_spans,
    )


@lru_cache(maxsize=4096)
def _place(text: str) -> tuple[PrintedNumber | None, Counts | None]:
    """What follows the page number; the same on every page of a message."""
    printed, counts = class_line.counts(class_line.words(text))
    return class_line.numbered(printed), counts


def _after_number_sign(lines: Iterable[Labelled]) -> Iterator[NumberPrint]:
    """The serial of `DE RUEHXX #0077/01 0731503` and of the closing `#0077`."""
    for line in lines:
        before, sign, after = line.text.partition("#")
        serial = after.split(None, 1)[0].partition("/")[0] if after.strip() else ""
        if sign and serial:
            start = line.start + len(before)
            yield NumberPrint(None, serial, [], [line.line.span(start, start + after.index(serial) + len(serial) + 1)])


def _document_number(line: Labelled) -> Iterator[NumberPrint]:
    """The number in the head of a print from the archive's system: `Document Number: 1997STATE231842`."""
    found = _DOCUMENT_NUMBER.search(line.line.text)
    if found is not None:
        spans = [line.line.span(*found.span())]
        yield NumberPrint(found["station"], found["number"], spans, spans, int(found["year"]))


def _year(draft: Draft, prints: Sequence[NumberPrint]) -> None:
    """The year of the archive's document number, where nothing else tells one."""
    known = next((known for known in prints if known.year is not None), None)
    if known is not None and draft.year is None:
        draft.put("message.year", known.year, known.serial_spans)


def _section(draft: Draft, prints: Sequence[NumberPrint]) -> None:
    sections = [known.section for known in prints if known.section]
    if sections and draft.get("message.section") is None:
        section = Counter(sections).most_common(1)[0][0]
        known = next(known for known in prints if known.section == section)
        draft.put("message.section", {"number": section[0], "of": section[1]}, known.section_spans)


def _originator(draft: Draft, prints: Sequence[NumberPrint]) -> str | None:
    """The post of most prints, or what a form's own reader found."""
    told = draft.get("message.originator")
    if told:
        return str(told)
    named = [known for known in prints if known.originator]
    sender = _sender(draft)
    name = _agreed_post(named, sender)
    if name is None:
        return None
    agreeing = [known for known in named if _is_of(known.originator, name)]
    places = [known.originator_spans for index, known in enumerate(agreeing) if not index or known.in_heading]
    spans = [span for place in places for span in place] or draft.provenance.get("from.name", [])
    draft.put("message.originator", _value(name, sender, agreeing), spans)
    if named:
        draft.agreement["message.originator"] = len(agreeing) / len(named)
    misread = [known for known in named if known.originator != name and _post(known.originator) is None]
    _repairs(draft, misread, name)
    return name


def _agreed_post(named: Sequence[NumberPrint], sender: posts.Post | None) -> str | None:
    """The post of most prints; where none of them is a post, the sender's that they are near to."""
    whole = [post.name for known in named if (post := _post(known.originator))]
    if whole:
        agreed_on = whole.count(whole[0]) == len(whole)  # as nearly always
        return whole[0] if agreed_on else Counter(whole).most_common(1)[0][0]
    if sender is not None and (not named or any(_is_of(known.originator, sender.name) for known in named)):
        return sender.name
    return _without_post(named)


def _value(name: str, sender: posts.Post | None, agreeing: Sequence[NumberPrint]) -> str:
    """The name; where nothing but page lines tells of the post, what they print of it."""
    printed = [known.originator or "" for known in agreeing]
    if not printed or (sender and sender.name == name) or any(len(p) > _PAGE_LINE or p == name for p in printed):
        return name
    return printed[0] if posts.find(printed[0]) else name


def _without_post(named: Sequence[NumberPrint]) -> str | None:
    """An originator of which no print is a post: printed in nothing but look-alikes of one, or in two places."""
    printed = [known.originator or "" for known in named]
    for name in printed:
        fixed = posts.repair_post(name)
        if fixed is not None and damage.alike(name, fixed[0]):
            return fixed[0]
    cut = Counter(name[:_PAGE_LINE] for name in printed)
    return max(printed, key=len) if cut and cut.most_common(1)[0][1] >= _PROOF else None


def _sender(draft: Draft) -> posts.Post | None:
    """The post that FM or FROM names, misread or not."""
    printed = draft.get("from.name") or ""
    post = posts.plad(printed)
    fixed = posts.repair_post(printed) if printed and post is None else None
    return posts.find(fixed[0]) if fixed else post


@lru_cache(maxsize=8192)
def _post(printed: str | None) -> posts.Post | None:
    return posts.find(printed) or posts.expand(printed) if printed else None


@lru_cache(maxsize=4096)
def _is_of(printed: str | None, name: str) -> bool:
    """Whether a print of an originator, whole, cut to six letters or misread, is of that post; no name says nothing."""
    if printed is None:
        return True
    post = _post(printed)
    if post is not None:
        return post.name == name
    return max(damage.closeness(printed, name), damage.closeness(printed, name[: len(printed)])) >= _AGREES


def _repairs(draft: Draft, misread: Sequence[NumberPrint], name: str) -> None:
    for printed in dict.fromkeys(known.originator or "" for known in misread):
        spans = next(known.originator_spans for known in misread if known.originator == printed)
        draft.repaired(printed, name, round(damage.closeness(printed, name), 2), spans)


def _unknown(draft: Draft, prints: Sequence[NumberPrint]) -> None:
    """Say what is printed where no originator is certain."""
    for known in prints:
        if known.serial:
            printed = " ".join(filter(None, (known.originator, known.serial)))
            draft.note(Code.UNKNOWN_ORIGINATOR, f"`{printed}`.", known.originator_spans or known.serial_spans)
            break


def _number(draft: Draft, prints: Sequence[NumberPrint]) -> int | None:
    """The serial that the prints agree on; the prints that say something else are noted as repaired."""
    printed = [known.serial for known in prints if known.serial]
    number = agreed(tuple(printed))
    if number is None:
        if printed:
            detail = ", ".join(f"`{serial}`" for serial in dict.fromkeys(printed))
            draft.note(Code.DAMAGED_NUMBER, f"{detail}.", next(k.serial_spans for k in prints if k.serial))
        return None
    whole = {serial for serial in set(printed) if _is_number(serial, number)}
    first = next((known for known in prints if known.serial in whole), None) or prints[0]
    spans = [span for known in prints if known is first or known.in_heading for span in known.serial_spans]
    draft.put("message.number", number, spans)
    misread = [known for known in prints if known.serial and known.serial not in whole]
    draft.agreement["message.number"] = (len(printed) - len(misread)) / len(printed)
    told: set[str] = set()
    for known in misread:
        if known.serial and known.serial not in told:
            told.add(known.serial)
            score = round(damage.closeness(known.serial.lstrip("0"), str(number)), 2)
            draft.repaired(known.serial, number, score, known.serial_spans)
    return number


@lru_cache(maxsize=1024)
def agreed(printed: tuple[str, ...]) -> int | None:
    """The number that prints of it agree on, the classification line's first; None where that is not certain.

    A serial that two prints have whole is the number. Else each digit is what most prints have in its place; where two
    prints differ the first one tells, and a letter is read as a digit only where another print has one.
    """
    whole = Counter(int(serial) for serial in printed if _is_whole(serial))
    if whole and ((len(whole) == 1 and len(printed) == whole.total()) or whole.most_common(1)[0][1] >= _PROOF):
        return whole.most_common(1)[0][0]
    # The classification line has no leading zeros, or more than the others: its length tells how many are digits.
    width = len(printed[0]) if printed else 0
    if len(printed) < _PROOF or not 0 < width <= _MOST_DIGITS:
        return None
    columns = zip(*(serial[-width:].rjust(width, "0") for serial in printed), strict=True)
    digits = "".join(_digit(column) for column in columns)
    return int(digits) if digits.isdecimal() else None


def _digit(column: Sequence[str]) -> str:
    """The digit that most prints have in a place; nothing where none is certain."""
    read = [damage.digits(sign) for sign in column]
    votes = Counter(digit for digit in read if digit.isdecimal())
    if not votes:
        return "?"
    digit, most = votes.most_common(1)[0]
    certain = most >= _PROOF or votes.total() == _PROOF or (votes.total() == 1 and digit in column)
    return digit if certain else "?"


def _is_whole(serial: str) -> bool:
    return serial.isdecimal() and len(serial.lstrip("0")) <= _MOST_DIGITS


def _is_number(serial: str, number: int) -> bool:
    return _is_whole(serial) and int(serial) == number
