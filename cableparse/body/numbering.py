"""Paragraph numbers: which of the numbers at the beginning of lines open a paragraph.

All numbers of the text are weighed together: the best way to go through them takes each as the next paragraph, as an
item of a list inside one, or as no number at all. A text whose numbers are 1, 2, 3, ... needs no weighing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cableparse import damage
from cableparse.body import portion
from cableparse.body.stretch import TextStretch
from cableparse.reading import ends_sentence
from cableparse.vocabulary import telling_words

_NUMBER = re.compile(r"(\d{1,2}|[^\W_]{1,2}|[|!\]]) ?(?:([.,)»])(?!\d)[ \t]*|(?=\([A-Z]))|(\d{1,2}) +(?=[A-Z\"“])")
_ROMAN = re.compile(r"(?:I{1,3}|IV|VI{0,3}) ?[.,)»][ \t]*")
_STOPS = frozenset(".,)»(")
# A second figure and a blank may stand before the stop.
_STOP_WITHIN = 3
_ANNOUNCES = re.compile(rf"(?::|--|\b(?:{telling_words.pattern('announces')})\b[.,]?)\s*$", re.IGNORECASE)
_SECTION_END = re.compile(r"\bEND (?:OF )?[A-Z]+\W*$")
_DATE = re.compile(r"(?:19|20)\d\d\b")

# Evidence in units of about one halving of doubt. What stands around a number:
_PLAIN = 1.0  # a number at a line's start with a stop behind it
_MARKED = 6.0  # a portion mark behind it: only paragraphs carry one
_APART = 1.5  # an empty line before it
_RUNS_ON = -2.0  # the line before closes no sentence
_AFTER_COLON = -3.0  # a 1 that a colon announces begins a list
_REPAIRED = -1.5  # its digits are read out of letters
_NO_STOP = -3.0  # no stop behind it
_COMMA = -1.0  # numbers of dates stand before a comma
_BEFORE_FIGURE = -1.5  # figures behind it: more of a table, a date or an amount
_INSIDE = -1.0  # in the middle of a line
# From one paragraph to the next:
_NEXT = 1.5
_FIRST = -0.5  # the first number of a text, where it is none but 1: the text before it is unnumbered or lost
_GAP = -0.3  # for each number left out, up to
_WIDEST_GAP = -3.0
_AGAIN = -0.8  # the same number twice
_RESTART = -2.5  # from 1 again
_BACK = -4.0  # to a lower number
_MISREAD = -4.0  # the number that is due, printed as another
_OTHER_STOP = -0.5  # `1)` among `1.`
# A list inside a paragraph:
_ANNOUNCED = 2.0
_NOT_ANNOUNCED = -2.0
_NEXT_ITEM = _PLAIN + _NEXT  # as likely as the next paragraph: how the list began decides
_INDENTED = 1.0
# Ways through the numbers that are followed at the same time; the best one is seldom beyond the third.
_WAYS = 12


class Opening(NamedTuple):
    """A number that opens a paragraph; `end` counts characters of the stretch, up to where its text begins."""

    number: str
    end: int
    printed: str
    out_of_order: bool = False


class _Candidate(NamedTuple):
    """A number at the beginning of a stretch; `stop` is what stands behind it, empty where nothing does."""

    at: int
    value: int
    printed: str
    end: int
    stop: str


class _Weighed(NamedTuple):
    """A candidate with what stands around it."""

    candidate: _Candidate
    evidence: float
    indent: int
    announced: bool
    apart: bool
    marked: bool


class _Way(NamedTuple):
    """A way through the numbers so far: the last paragraph's number, and that of the last item of a list in it.

    `paragraph` is where the last paragraph's number stands, `before` the way to the paragraph before it; `loose` is
    whether an empty line stands before the last item.
    """

    score: float
    last: int
    item: int
    paragraph: _Weighed | None
    out_of_order: bool
    before: _Way | None
    loose: bool = False


def openings(stretches: Sequence[TextStretch]) -> dict[int, Opening]:
    """The stretches that open a numbered paragraph, by index."""
    candidates = _candidates(stretches)
    stopped = [c for c in candidates if c.stop]
    if not stopped:
        return _roman(stretches)
    if all(c.value == i and c.printed.isdigit() for i, c in enumerate(stopped, 1)):
        return {c.at: Opening(c.printed, c.end, c.printed) for c in stopped}
    found = {}
    way: _Way | None = _best([_weighed(stretches, candidate) for candidate in candidates])
    while way is not None and way.paragraph is not None:
        at, value, printed, end, _ = way.paragraph.candidate
        number = printed if printed.isdigit() else str(value)
        found[at] = Opening(number, end, printed, way.out_of_order)
        way = way.before
    if not any(opening.printed.isdigit() for opening in found.values()):
        return _roman(stretches) or found
    return dict(sorted(found.items()))


def _roman(stretches: Sequence[TextStretch]) -> dict[int, Opening]:
    """The number of a section that the text begins with, where none of its paragraphs is numbered otherwise."""
    found = _ROMAN.match(stretches[0].text) if stretches else None
    if found is None:
        return {}
    number = found[0].rstrip().rstrip(".,)» ")
    return {0: Opening(number, found.end(), number)}


def _candidates(stretches: Sequence[TextStretch]) -> list[_Candidate]:
    found = []
    letter = "@"  # the last letter that opened a line, as A. B. C. do; @ stands before A
    for index, (line, start, end, _, _, _) in enumerate(stretches):
        text = line.text
        if not text[start].isdigit() and _STOPS.isdisjoint(text[start + 1 : start + 1 + _STOP_WITHIN]):
            continue
        match = _NUMBER.match(text, start, end)
        if match is None:
            continue
        printed = match[1] or match[3]
        if printed.isupper() and len(printed) == 1:
            follows, letter = ord(printed) == ord(letter) + 1, printed
            if follows:
                continue
        value = damage.digits(printed)
        if value.isdigit() and int(value) > 0 and _is_number(match):
            stop = match[2] or ("" if match[3] else "(")
            found.append(_Candidate(index, int(value), printed, match.end() - start, stop))
    return found


def _is_number(match: re.Match[str]) -> bool:
    """Whether a number has its stop or a portion mark behind it, and no year as a date has."""
    text, end = match.string, match.end()
    has_stop = bool(match[2] or match[3]) or portion.whole(text, end) is not None
    return has_stop and not _DATE.match(text, end)


def _weighed(stretches: Sequence[TextStretch], candidate: _Candidate) -> _Weighed:
    at, value, printed, end, stop = candidate
    stretch = stretches[at]
    text = stretch.text
    before = stretches[at - 1].text.rstrip() if at else ""
    announced = value == 1 and _ANNOUNCES.search(before) is not None
    is_marked = portion.whole(text, end) is not None
    evidence = _PLAIN
    if is_marked:
        evidence += _MARKED
    if stretch.gap:
        evidence += _APART
    elif before and not ends_sentence(before) and not _SECTION_END.search(before):
        evidence += _RUNS_ON
    if announced:
        evidence += _AFTER_COLON
    if not printed.isdigit():
        evidence += _REPAIRED
    if not stop:
        evidence += _NO_STOP
    if stop == ",":
        evidence += _COMMA
    if text[end : end + 1].isdigit():
        evidence += _BEFORE_FIGURE
    if stretch.joined:
        evidence += _INSIDE
    return _Weighed(candidate, evidence, stretch.start, announced, stretch.gap, is_marked)


def _best(numbers: Sequence[_Weighed]) -> _Way:
    ways = [_Way(0.0, 0, 0, None, out_of_order=False, before=None)]
    for number in numbers:
        following = {(way.last, way.item): way for way in ways}
        for way in ways:
            for step in (_paragraph(way, number), _due(way, number), _item(way, number)):
                if step is not None:
                    held = following.get((step.last, step.item))
                    if held is None or step.score > held.score:
                        following[step.last, step.item] = step
        ways = sorted(following.values(), key=lambda way: -way.score)[:_WAYS]
    return ways[0]


def _paragraph(way: _Way, number: _Weighed) -> _Way:
    """The number as the next paragraph's."""
    last, value = way.last, number.candidate.value
    if value == last + 1:
        score = _NEXT
    elif not last:
        score = _FIRST
    elif value > last:
        score = max(_GAP * (value - last - 1), _WIDEST_GAP)
    elif value == last:
        score = _AGAIN
    else:
        score = _RESTART if value == 1 else _BACK
    return _taken(way, number, value, score, out_of_order=bool(last) and value != last + 1)


def _due(way: _Way, number: _Weighed) -> _Way | None:
    """The number as the one that is due, one of its digits misread."""
    due = way.last + 1
    if number.candidate.value == due or due == 1 or len(str(due)) != len(number.candidate.printed):
        return None
    return _taken(way, number, due, _NEXT + _MISREAD, out_of_order=True)


def _taken(way: _Way, number: _Weighed, value: int, score: float, *, out_of_order: bool) -> _Way:
    if way.paragraph is not None and way.paragraph.candidate.stop != number.candidate.stop:
        score += _OTHER_STOP
    return _Way(way.score + number.evidence + score, value, 0, number, out_of_order, way)


def _item(way: _Way, number: _Weighed) -> _Way | None:
    """The number as an item of a list inside the last paragraph."""
    value = number.candidate.value
    if way.paragraph is None or value not in (1, way.item + 1):
        return None
    score = _NEXT_ITEM
    if value == 1:
        score = _ANNOUNCED if number.announced else _NOT_ANNOUNCED
        if number.indent > way.paragraph.indent + 1:
            score += _INDENTED
    elif number.apart and not way.loose:
        score -= _APART
    if number.marked:
        score -= _MARKED
    return way._replace(score=way.score + score, item=value, loose=number.apart)
