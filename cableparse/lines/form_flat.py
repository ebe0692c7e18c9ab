"""A typed form whose line breaks are lost: all of it on one line, as web copies of OCR print it.

The line is parted where a label, a title, an addressee, a list of addressees, a number or a paragraph begins, and its
parts are read like lines. What they are is said of the line itself in the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice, pairwise
from typing import NamedTuple

from cableparse.lines import labels
from cableparse.lines.evidence import form_print
from cableparse.lines.labelled import Labelled
from cableparse.pages import Line
from cableparse.vocabulary import classifications, telling_words

# A typed line has some 70 characters, two of them that OCR joined twice as many.
_FLAT = 160
# Of its labels a form that lost its line breaks has these many on one line.
_LEAST = 2
_COLON = frozenset(
    {"fm", "to", "info", "number", "control", "received", "date", "ref", "subject", "eo", "tags", *form_print.BOX}
)
_TITLES = ("title", "letterhead")
# A form of some pages has fewer labels and paragraphs; what stands behind is one stretch of text.
_MOST = 200
# A list of addressees with their serials ends with a sentence's stop, behind a word; some forty posts are a list.
_LISTED = re.compile(r"(?<!\S)SENT [A-Z].{0,600}?[A-Z]{3}\. (?=[A-Z\d])")
# The signer behind the last stop; the shortest name of a Secretary, RUSK, has four letters.
_SIGNER = re.compile(r"(?<=[.?!] )[A-Z]{4,}(?: [A-Z]{4,})?\W*$")


class FormStretch(NamedTuple):
    """A part of a line as a line of its own, and where it begins in it."""

    line: Line
    of: Line
    start: int


def parts(lines: Sequence[Line]) -> list[FormStretch]:
    """The lines, those that hold a whole form in parts."""
    return [part for line in lines for part in _parts(line)]


def whole(labelled: Iterable[Labelled], of: Sequence[FormStretch]) -> list[Labelled]:
    """What was said of parts, said of the lines that they are of."""
    places = {id(part.line): part for part in of}
    return [_of_line(one, places[id(one.line)]) for one in labelled]


def _of_line(labelled: Labelled, part: FormStretch) -> Labelled:
    start, end, value = (place + part.start for place in (labelled.start, labelled.end, labelled.value))
    return labelled._replace(line=part.of, start=start, end=end, value=value)


def _parts(line: Line) -> list[FormStretch]:
    text = line.text
    if (
        len(text) < _FLAT
        or sum(1 for _ in islice(_labels().finditer(text), _LEAST)) < _LEAST
        or not _title().search(text)
    ):
        return [FormStretch(line, line, 0)]
    cuts = {0, *(found.start() for found in islice(_joint().finditer(text), _MOST)), *_around_drafter(text)}
    cuts.update(found.end() for found in islice(_title().finditer(text), _MOST))
    if listed := _LISTED.search(text):
        cuts.add(listed.end())
    if signer := _SIGNER.search(text):
        cuts.add(signer.start())
    ends = [*sorted(cuts), len(text)]
    return [_part(line, start, end) for start, end in pairwise(ends) if text[start:end].strip()]


def _part(line: Line, start: int, end: int) -> FormStretch:
    if line.places is None:
        return FormStretch(line._replace(text=line.text[start:end], offset=line.offset + start), line, start)
    return FormStretch(line._replace(text=line.text[start:end], places=line.places[start : end + 1]), line, start)


def _around_drafter(text: str) -> tuple[int, ...]:
    """Where the drafter of the box below the text begins and ends: `AF/E:JDoe:ab 4/6/71`."""
    found = form_print.DRAFTER.search(text)
    return found.span() if found else ()


@cache
def _labels() -> re.Pattern[str]:
    """A label of the form, in any case, with its colon or what OCR made of it, and its value behind."""
    forms = {form for row in labels.family("form") if row.name in _COLON for form in row.forms}
    listed = "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
    return re.compile(rf"(?<!\S)(?i:{listed}) ?[:;](?=\s)")


@cache
def _title() -> re.Pattern[str]:
    forms = {form for row in labels.family("form") if row.name in _TITLES for form in row.forms}
    listed = "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
    return re.compile(rf"(?<!\S)(?i:{listed})(?!\S)")


@cache
def _joint() -> re.Pattern[str]:
    """Where a part begins; a list of addressees ends with its first stop, and the text begins behind it."""
    others = (
        rf"(?:{classifications.pattern()})(?= (?:{_title().pattern}|{_labels().pattern}))",
        rf"(?:{telling_words.pattern('address')})(?= [A-Z])",
        r"INDICATE:",
        r"STATE \d{5,6}(?!\d)",
        r"SENT [A-Z]",
        r"\d{1,2}\. [A-Z]",
    )
    either = "|".join([_title().pattern, _labels().pattern, *(rf"(?<!\S){other}" for other in others)])
    return re.compile(either)
