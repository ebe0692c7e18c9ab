"""The date-time group and the precedence before it; SMART's date beside its group."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from cableparse import damage
from cableparse.dates import iso_date, read_dtg
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.fields import labelled_values
from cableparse.grammars import Token, Tree, parser
from cableparse.lines import Block
from cableparse.pages import Span
from cableparse.reading import Reading, fold
from cableparse.vocabulary import precedence

# DDHHMM; a seventh digit before it is a stroke that OCR misread.
_DIGITS = 6
# What most lines are: the grammar says the same of it.
_UNDAMAGED = re.compile(r"((?:[ZOPR]{1,2} )*)(\d{6} ?Z [A-Z]{3} \d\d)(?: (Z[A-Z]{2}\d?))?")
_PROSIGN = re.compile(r"\w+")


def read(draft: Draft, block: Block) -> None:
    """The line of precedence and date-time group.

    A second one does not replace the first: a further section's, which prints the same, is kept apart, a quoted
    message's is not read.
    """
    reading = block.value
    if printed := draft.get("dtg.as_printed"):
        again = _UNDAMAGED.fullmatch(reading.text)
        if again and fold(again[2]) == printed:
            labelled_values.read(draft, block)
        return
    if undamaged := _UNDAMAGED.fullmatch(reading.text):
        for prosign in _PROSIGN.finditer(reading.text, 0, undamaged.end(1)):
            _precedence(draft, prosign[0], reading.spans(*prosign.span()))
        signal = reading.spans(*undamaged.span(3)) if undamaged[3] else []
        _put(draft, undamaged[2], reading.spans(*undamaged.span(2)), signal)
        return
    nodes = parser("dtg").parse(reading.text).children
    group = next((node for node in nodes if isinstance(node, Tree)), None)
    before = nodes[: nodes.index(group)] if group else nodes
    date = next((node for node in before if isinstance(node, Token) and node.type == "DATE"), None)
    # what the relay, the operator and SMART add to the group
    beside = [node for node in nodes if isinstance(node, Token) and node.type in ("DATE", "RELAY", "SIGNAL")]
    for node in before:
        if isinstance(node, Token) and node.type == "PROSIGN":
            _precedence(draft, node, _spans(reading, node))
    _worded(draft, [node for node in before if isinstance(node, Token) and node.type == "WORD"], reading)
    if group:
        _group(draft, group, date, reading, [span for token in beside for span in _spans(reading, token)])


def _precedence(draft: Draft, token: str, spans: list[Span]) -> None:
    """A prosign's letter, or two in one word: `O`, `OR`; ACP-127's doubled `OO` is one."""
    for letter, name in _prosigns(token):
        if name not in (draft.get("precedence") or []):
            draft.add("precedence", name, spans)
        if letter not in token:
            draft.repaired(token, letter, damage.closeness(token, letter), spans)


def _worded(draft: Draft, words: Sequence[Token], reading: Reading) -> None:
    """Precedences in words, as the NSC's prints have them; one may be of two words: `NIACT IMMEDIATE`."""
    at = 0
    while at < len(words):
        for end in (at + 2, at + 1):
            name = " ".join(word.upper() for word in words[at:end])
            if name in precedence.WORDS:
                draft.add("precedence", name, [span for word in words[at:end] for span in _spans(reading, word)])
                at = end - 1
                break
        at += 1


@lru_cache(maxsize=1024)
def _prosigns(token: str) -> tuple[tuple[str, str], ...]:
    """The letters of a word that stand for a precedence, each once, and what they stand for."""
    letters = dict.fromkeys(damage.letters(token.upper()))
    return tuple((letter, name) for letter in letters if (name := precedence.from_prosign(letter)) is not None)


def _group(draft: Draft, group: Tree, date: Token | None, reading: Reading, beside: list[Span]) -> None:
    tokens = [token for token in group.children if isinstance(token, Token)]
    start, end = tokens[0].start_pos or 0, tokens[-1].end_pos or 0
    printed, spans = reading.text[start:end], reading.spans(start, end)
    day = iso_date(date) if date is not None else None
    if tokens[0].type != "TIME":
        _rest(draft, tokens, [*spans, *beside])
    elif day is not None and _has_stroke(tokens[0], day):
        draft.repaired(printed, printed[1:], None, spans)
        _put(draft, printed[1:], spans, beside)
    else:
        _put(draft, printed, spans, beside)
    if day is not None and draft.year is None:
        draft.put("message.year", int(day[:4]), beside)


def _has_stroke(time: Token, day: str) -> bool:
    """Whether OCR read the stroke before the group as a digit: SMART's date gives the day."""
    digits = time.rstrip(" Zz")
    return len(digits) == _DIGITS + 1 and digits[1:3] == day[8:]


def _put(draft: Draft, printed: str, spans: list[Span], beside: list[Span]) -> None:
    """The group as printed; the time where all of the group was read, and not a part of it."""
    group, whole = read_dtg(printed), fold(printed)
    utc = group.utc if group.as_printed == whole else None
    draft.put("dtg.as_printed", whole, [*spans, *beside])
    if utc:
        draft.put("dtg.utc", utc, spans)
    if group.year and draft.year is None:
        draft.put("message.year", group.year, spans)
    if group.damaged or utc is None:
        draft.note(Code.DAMAGED_DTG, f"`{whole}`.", spans)


def _rest(draft: Draft, tokens: list[Token], spans: list[Span]) -> None:
    """Month and year of a group whose digits are lost."""
    month, year = tokens
    first = iso_date(f"1 {month} {damage.digits(year)}")
    if first is None or draft.year is not None:
        return
    draft.put("message.year", int(first[:4]), spans)
    draft.note(Code.DAMAGED_DTG, f"`{fold(' '.join(tokens))}`.", spans)


def _spans(reading: Reading, token: Token) -> list[Span]:
    return reading.spans(token.start_pos or 0, token.end_pos or 0)
