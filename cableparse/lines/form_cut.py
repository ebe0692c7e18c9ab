"""A line of a form's heading cut into labels and values, each value known by its type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cableparse.lines import labels
from cableparse.lines.evidence import airgram, between, form_address, form_print, line_words, running, typed, words
from cableparse.lines.kinds import LineKind
from cableparse.lines.labelled import Labelled
from cableparse.pages import Line
from cableparse.vocabulary import offices, posts, telling_words

# Symbols and specks that stand before a value; more of them are words of a sentence.
_MOST_BEFORE = 3
# Dates with a year; without one a day is a number line's.
_STAMPED = ("stamp", "dated")
# Letters of what OCR makes of a speck or a symbol.
_SPECK = 3
# A label of a line that is text from end to end stands within so many characters.
_LABEL_END = 40
# A typewriter of twelve letters an inch has no more on a line; a longer one of words is a paragraph's.
_LONGEST_TYPED = 102
_RUNNING = 0.8
_COPY_MARKS = frozenset(telling_words.words("copy mark"))
_BLANKLESS = re.compile(r"\S+")
_GAP = re.compile(r"(?<=\S) {2,}+(?=\S)")
# What a page's layout sets beside something else, and how wide the gap between them is at least.
_ALONE, _WIDE = frozenset({"column", "column_info", "circular", "print", "handling", "banner"}), re.compile(r" {4,}")
_BESIDE = re.compile(r"(?<=\S) {5,}+(?=\S)")
_SYMBOL = re.compile(r"(?P<office>[A-Z/]{1,6}|[A-Z][a-z]{3,5}) {3,}(?=\S)")


class LinePart(NamedTuple):
    """A stretch of a line.

    `label` is empty where only the type is known; `value` is where what the label stands for begins; `type` is the kind
    of value, empty for a label alone, `words` and `prose` for words that have none.
    """

    start: int
    end: int
    label: str
    value: int
    type: str = ""


@lru_cache(maxsize=4096)
def cut(text: str) -> list[LinePart]:
    """The parts of a line of the heading, in order; what is neither label nor value of a type is a part, too."""
    return list(_cut(text, 0, len(text)))


def _cut(text: str, start: int, end: int) -> list[LinePart]:
    while start < end and text[start] in line_words.SIGNS:
        start += 1
    while end > start and text[end - 1] in " \t|*_":
        end -= 1
    stretch = text[start:end]
    if not stretch:
        return []
    if cell := _first_cell(stretch):
        name, stop = cell
        return [LinePart(start, start + stop, name, start), *_cut(text, start + stop, end)]
    if headed := _headed(text, start, end):
        return [*headed, *_cut(text, headed[-1].end, end)]
    listed = typed.sent(stretch)
    if listed is not None:
        return [LinePart(start, end, "sent", start + listed, "list")]
    behind = _behind_symbol(stretch)
    if behind and (_is_addressed(stretch[behind:]) or form_print.labelled(stretch[behind:])):
        return [*_margin(text, start, start + behind), *_cut(text, start + behind, end)]
    if to_all := form_address.collective(stretch):
        part = LinePart(start + to_all.start, start + to_all.end, "", start + to_all.start, "collective")
        return [part, *_cut(text, start + to_all.end, end)]
    if _is_prose(stretch):
        if beside := _labelled_beside(stretch):
            return [*_cut(text, start, start + beside), *_cut(text, start + beside, end)]
        return [LinePart(start, end, "", start, "prose")]
    seen = form_print.labelled(stretch)
    if seen is not None and not (seen.label == "to" and form_print.instruction(stretch)):  # CHARGE TO
        return _at_label(text, start, end, seen)
    name = _whole(stretch)
    if name:
        return [LinePart(start, end, name, end if form_print.column_word(stretch) else start)]
    if apart := _apart(text, start, end):
        return apart
    found = _typed(stretch)
    if found is None or not _may_precede(stretch[: found.start]) or running.prose(stretch[found.end :]) >= 1:
        return _untyped(text, start, end)
    value = start + found.start
    label = found.type if found.type == "banner" else ""
    part = LinePart(value, start + found.end, label, value, found.type)
    return [*_margin(text, start, value), part, *_cut(text, start + found.end, end)]


def _apart(text: str, start: int, end: int) -> list[LinePart]:
    """The parts of a line that begins with one thing before a wide gap: page layouts keep such gaps."""
    gap = _WIDE.search(text, start, end)
    name = _whole(text[start : gap.start()]) if gap else ""
    if not gap or name not in _ALONE:
        return []
    value = gap.start() if form_print.column_word(text[start : gap.start()]) else start
    return [LinePart(start, gap.start(), name, value), *_cut(text, gap.end(), end)]


def _first_cell(stretch: str) -> tuple[str, int] | None:
    """What stands first on a line of several things with wide gaps between: an airgram's number, the title."""
    gap = _GAP.search(stretch)
    if gap is None:
        return None
    cell = stretch[: gap.start()]
    titled = form_print.title(cell) == 1.0 or form_print.letterhead(cell) == 1.0
    name = "airgram" if airgram.is_number(cell) else "title" if titled else ""
    return (name, gap.start()) if name else None


def _headed(text: str, start: int, end: int) -> list[LinePart]:
    """The word over the column and the offices beside it (FORMATS.md 2): `Action: EUR`; `ACTION COPY` is a mark."""
    gap = _GAP.search(text, start, end)
    stop = gap.start() if gap else end
    first, *symbols = list(_margin_words(text, start, stop)) or [(start, start)]
    head = form_print.column_word(text[slice(*first)])
    printed = [text[slice(*symbol)] for symbol in symbols]
    if not head or not printed or " ".join([text[slice(*first)], *printed]).upper() in _COPY_MARKS:
        return []
    if not all(symbol.isupper() and offices.known(symbol) and not posts.find(symbol) for symbol in printed):
        return []
    return [
        LinePart(*first, head, first[1]),
        *(LinePart(begin, close, "column_info", begin) for begin, close in symbols),
    ]


def _labelled_beside(stretch: str) -> int:
    """Where a label stands behind a wide gap, beside a notice that is printed on the form; 0 where none does."""
    for gap in _BESIDE.finditer(stretch):
        seen = form_print.labelled(stretch[gap.end() :])
        if seen is not None and not seen.start:
            return gap.end()
    return 0


def _is_addressed(stretch: str) -> bool:
    """Whether it is addressees with their serials, all posts of a kind, or one post more."""
    return typed.sent(stretch) is not None or form_address.collective(stretch) is not None or typed.address(stretch)


def _is_prose(stretch: str) -> bool:
    prose = running.prose(stretch)
    if len(stretch) > _LONGEST_TYPED and prose >= _RUNNING:
        return True
    return prose >= 1 and ":" not in stretch[:_LABEL_END] and not form_print.title(stretch)


def _behind_symbol(stretch: str) -> int:
    """Where a line begins that an office of the column stands before, behind a wide gap; 0 where none does."""
    found = _SYMBOL.match(stretch)
    above = found is not None and (offices.known(found["office"]) or form_print.column_word(found["office"]))
    return found.end() if found and above else 0


def _may_precede(margin: str) -> bool:
    """Whether symbols and specks before a value are no more than that."""
    found = line_words.words(margin)
    return len(found) <= _MOST_BEFORE and sum(len(word.text) > _SPECK for word in found) < _MOST_BEFORE - 1


def _untyped(text: str, start: int, end: int) -> list[LinePart]:
    """What is no label and no value of a type: an office of the column with specks behind it, text, or words."""
    stretch = text[start:end]
    first, *rest = line_words.words(stretch) or (line_words.LineWord(0, 0, ""),)
    if first.text.isupper() and offices.known(first.text) and not any(len(word.text) > _SPECK for word in rest):
        return _margin(text, start, end)
    return [LinePart(start, end, "", start, "prose" if running.prose(stretch) else "words")]


def _at_label(text: str, start: int, end: int, seen: form_print.Printed) -> list[LinePart]:
    value = start + seen.value
    found = typed.value_of(seen.label, text[value:end])
    stop = value + found.end if found else end
    if not found:
        hour = next(
            (i for i in range(value, end) if (i == value or text[i - 1] == " ") and typed.clock(text[i:end])), None
        )
        stop = hour if hour is not None else end
    if found and found.type == "post" and (day := typed.dated(text[value:stop])) and day.type in _STAMPED:
        stop = value + day.start  # the clock's stamp stands beside the addressee
    if found and found.type == "circular":
        label = LinePart(start + seen.start, value, seen.label, value)
        return [*_margin(text, start, start + seen.start), label, *_cut(text, value, end)]
    if not text[value:stop].strip(line_words.SIGNS):
        return [*_margin(text, start, start + seen.start), LinePart(start + seen.start, stop, seen.label, stop)]
    value += len(text[value:stop]) - len(text[value:stop].lstrip(line_words.SIGNS))
    part = LinePart(start + seen.start, stop, seen.label, value, found.type if found else "words")
    return [*_margin(text, start, start + seen.start), part, *_cut(text, stop, end)]


def _margin(text: str, start: int, end: int) -> list[LinePart]:
    """What stands before a label or value: a mark of the copy, symbols of the column, or specks."""
    if form_print.copy_mark(text[start:end]):
        return [LinePart(start, end, "print", start)]
    parts = []
    for first, last in _margin_words(text, start, end):
        stretch = text[first:last]
        head = form_print.column_word(stretch)
        name = head or ("column_info" if stretch.isupper() and offices.known(stretch) else "speck")
        parts.append(LinePart(first, last, name, last if head else first))
    return parts


def _margin_words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the words of the margin stand; the strokes of an office part none: S/S."""
    for found in _BLANKLESS.finditer(text, start, end):
        if "/" in found[0] and offices.known(found[0]):
            yield found.span()
        else:
            yield from ((found.start() + word.start, found.start() + word.end) for word in line_words.words(found[0]))


def _whole(stretch: str) -> str:
    """The label of a stretch that is one thing from end to end, whatever stands around it; empty where it is not."""
    symbol = form_print.symbol(stretch)
    if "/" in stretch and offices.known(stretch.strip(line_words.SIGNS)):
        return "column_info"
    if form_print.copy_mark(stretch):
        return "print"
    if form_print.column_word(stretch):
        return form_print.column_word(stretch)
    if symbol and offices.known(symbol):
        return "column_info"
    name, fit = between.furniture(stretch)
    if fit >= between.FIT:
        return name
    plain = stretch.strip(line_words.SIGNS)
    if form_print.reproduction(stretch) or form_print.form_number(stretch):
        return "print"
    if form_print.title(stretch) or form_print.letterhead(stretch):
        return "title"
    if typed.urgent(stretch):
        return "precedence"
    if handled(plain):
        return "handling"
    if form_print.instruction(stretch):
        return "print"
    if airgram.is_number(stretch):
        return "airgram"
    if (series := form_address.number(stretch)) and series.end == len(stretch):
        return "circular"
    if plain.replace("-", "").isdigit() and not typed.number_alone(stretch):
        return "count"
    return "column_info" if symbol and not (typed.alone(stretch) or typed.number_alone(stretch)) else ""


def handled(text: str) -> bool:
    """Whether a line is captions or an attention line; captions stand beside each other with a dash between."""
    return all(words.handling(part) for part in text.split(" - ")) if text else False


def _typed(stretch: str) -> line_words.Find | None:
    """The value in a stretch that has no label."""
    department = typed.level(stretch) or form_address.of_department(stretch) or typed.addressed(stretch)
    if department is None and typed.alone(stretch):
        return typed.post(stretch)
    return department or typed.dated(stretch) or typed.hour(stretch) or typed.number_alone(stretch)


def stretch(line: Line, start: int, end: int, name: str) -> Labelled:
    """The stretch with a label, without the signs and blanks at its edges."""
    while start < end and line.text[start] in line_words.SIGNS:
        start += 1
    return Labelled(line, start, len(line.text[:end].rstrip()), name, labels.kind(name), start)


def blank(line: Line) -> Labelled:
    """An empty line."""
    return Labelled(line, 0, len(line.text), "blank", LineKind.BLANK, 0)


def whole(line: Line, name: str) -> Labelled:
    """The line with one label for all that is printed on it."""
    start = len(line.text) - len(line.text.lstrip())
    return Labelled(line, start, len(line.text.rstrip()), name, labels.kind(name), start)
