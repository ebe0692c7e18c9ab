"""Stretches of lines: a line without the marks at its edges, cut where OCR or a database joined it with the next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from cableparse.lines import labels
from cableparse.pages import Line
from cableparse.vocabulary import classifications, telling_words

# Markdown marks, bullets and specks before the text; a filing line's dashes, a total's slash and blanks in brackets,
# which stand for words taken out, are text.
_LEAD = re.compile(r"(?:(?:(?!\[ +\])[^\w(</\-])+|-(?!-{3}))*_*")
_TAIL = " \t*_#|"
# What only a heading prints, wherever it stands in a line.
# A number before the precedence is the relay's own, but one behind dashes closes the filing line.
_GROUP = r"(?<![ZOPRY] )(?:(?<!\d{6} )|(?<=- \d{6} ))[ZOPRY](?: [ZOPRY])? \d{6} ?Z [A-Z]{3} \d\d\b"
_RELAY = r"-{6,} ?[\dA-F]{6}|[0-9A-F]{6} \d{6}Z /\d\d"
_ADDRESS = (
    rf"(?:R[UH][A-Z]{{3,6}}/)?(?:{telling_words.pattern('address')}|(?:{telling_words.pattern('address word')}) )"
)
# An order behind these words is the one that the message was reviewed under, or that a reason is of.
_NO_LABEL = "".join(rf"(?<!{word}{end})" for word in telling_words.words("names order") for end in (" ", ": "))
# Behind these words an address is one that the message is passed on to.
_NOT_PASSED = "".join(rf"(?<!{word} )" for word in telling_words.words("passes on"))
_COPIES = r"[A-Z]{1,5}-\d\d\b"
# Two labels with a word each have more characters.
_SHORTEST_JOINED = 12
# A sign of a joint before this stands in the line's own label, or its number.
_FIRST_LABEL = 6
_ADDRESSED = (
    *telling_words.words("address"),
    *(f" {word} " for word in telling_words.words("address word")),
    *("RU", "RH"),  # routing indicators, ACP-127
)
# The number of an order, of a reason or of a paragraph; with what stands before it, which takes longer to look for.
_NUMBER = re.compile(r"1(?:\d{4}|\.)")
_NUMBERED = re.compile(r"[\s.][Ee][ .]{1,4}[Oo][ .:]{0,5}1\d{4}|(?<=[\d .:NSns][\d .])1\.")
_TIME = re.compile(r"\d{6} ?Z ")
_ADDRESSING = labels.openings("fm", "to", "info")
_ADDRESSES = tuple(word + name.lstrip() for word in _ADDRESSING for name in _ADDRESSED)
_DISTRIBUTING = labels.openings("origin", "action", "copies")
_COPY = re.compile(r"[A-Z]-\d\d")
_WITH_COLON = frozenset({"drafted", "approved", "classified", "tags", "captions", "subject", "ref"})
# One line that holds a whole message, as exports print it that lost their line ends: typed lines have 69 characters.
_FLAT = 160
_FLAT_START = re.compile(
    r"(?<!\S)(?:PAGE \d\d [A-Z]|\d{1,2}\. (?:\([A-Z/]{1,8}\) )?[A-Z]|(?:BEGIN )?SUMMARY:|N{3,4}(?!\S)|BT(?!\S)"
    rf"|(?:(?:{classifications.pattern()})"
    r"(?: SECTION \d+ OF \d+)?"
    r" (?!PAGE\b)[A-Z][A-Z ]{2,20} \d{2,6}\b))"
)


class LineStretch(NamedTuple):
    """`line.text[start:end]`; `text` is that, `gap` how many empty lines stand before it."""

    line: Line
    start: int
    end: int
    text: str
    gap: int


def stretches(lines: Iterable[Line]) -> Iterator[LineStretch]:
    """The lines' stretches in order, at least one a line; a blank line's has no text."""
    gap = 0
    for line in lines:
        text = line.text
        if not text:
            yield LineStretch(line, 0, 0, "", gap)
            gap += 1
            continue
        end = len(text.rstrip(_TAIL))
        lead = None if text[:1].isalnum() else _LEAD.match(text, 0, end)
        start = lead.end() if lead else 0
        if start >= end:
            yield LineStretch(line, 0, len(text), "", gap)
            gap += not text.strip()
            continue
        if (
            len(text) > _SHORTEST_JOINED
            and _may_be_joined(text)
            and _has_sign(text)
            and _joint().search(text, start + 1, end)
        ):
            yield from _cut(line, start, end, gap)
        else:
            yield LineStretch(line, start, end, text[start:end], gap)
        gap = 0


def _may_be_joined(text: str) -> bool:
    """Whether the line has a sign of a joint: the search for one costs fifty times as much."""
    if ":" in text[_FIRST_LABEL:] or "Z " in text[_FIRST_LABEL:]:
        return True
    if " TO " in text or " INFO " in text or " FM " in text:
        return "-" in text or any([word in text for word in _ADDRESSED])
    if "-" in text:
        return "------" in text[1:] or " ACTION " in text or " ORIGIN " in text
    return "1. " in text[_FIRST_LABEL:]


def _has_sign(text: str) -> bool:
    """Whether the line has what one of the joints is never without."""
    return (
        (_NUMBER.search(text, 1) is not None and _NUMBERED.search(text) is not None)
        or ("Z " in text and _TIME.search(text) is not None)
        or "------" in text
        or (any([word in text for word in _ADDRESSING]) and any([begun in text for begun in _ADDRESSES]))
        or (any([word in text for word in _DISTRIBUTING]) and _COPY.search(text) is not None)
        or (":" in text and _has_label(text))
    )


def _has_label(text: str) -> bool:
    """Whether a colon stands behind a label, in any case, that begins neither the line nor behind a colon."""
    heads = text.upper().split(":")
    return any([head[1:].rstrip(" ").endswith(_colon_forms()) for head in heads[:-1]])


def _cut(line: Line, start: int, end: int, gap: int) -> Iterator[LineStretch]:
    text = line.text
    cuts = [found.start() for found in _joint().finditer(text, start + 1, end)]
    if end - start > _FLAT:
        cuts = sorted({*cuts, *(found.start() for found in _FLAT_START.finditer(text, start + 1, end))})
    for cut in [*cuts, end]:
        stop = start + len(text[start:cut].rstrip())
        if stop > start:
            yield LineStretch(line, start, stop, text[start:stop], gap)
            gap = 0
            start = cut


@cache
def _colon_forms() -> tuple[str, ...]:
    """How the labels are printed that a colon tells, in capitals, longest first."""
    forms = {form.upper() for label in labels.family("telegram") for form in label.forms if label.name in _WITH_COLON}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


@cache
def _joint() -> re.Pattern[str]:
    """Where a label begins in mid-line: one that a colon follows, or one that its own content follows."""
    listed = "|".join(map(re.escape, _colon_forms()))
    return re.compile(
        rf"(?<=[\s.])(?i:{_NO_LABEL}E ?\.{{1,2}} ?O ?\.? ?:? ?1\d{{4}}\b|(?:{listed}) ?:(?= ?\S))"
        rf"|(?<=[A-Z ])(?:TAGS|SUBJ(?:ECT)?): ?[A-Z]|(?<=[A-Z])REF: ?[A-Z(]"
        rf"|(?<=\s){_NOT_PASSED}(?:{'|'.join(_ADDRESSING)}){_ADDRESS}"
        rf"|(?<=\s)(?:(?:{'|'.join(_DISTRIBUTING)}){_COPIES}|{_GROUP}|{_RELAY})"
        r"|(?<=STATE \d{6})1\. (?=[A-Z])"  # a paragraph's number glued to a serial, which has six digits at most
        r"|(?:(?<=\d{3} )|(?<=\d{3}\.)|(?<=\d{3}\. ))1\. (?=[A-Z])"  # or behind it
        rf"|(?<=\s)(?i:for )?REASONS?:? +1\.|(?<=\s)for reasons? 1\."
    )
