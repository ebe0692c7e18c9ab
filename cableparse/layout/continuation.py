"""What an unlabelled line of the subject block can be: a label's next line, a caption, or the text's first line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from cableparse.layout.cues import Mark
from cableparse.layout.surroundings import Verdicts
from cableparse.vocabulary import agencies, captions, posts

_LABELS = frozenset({"eo", "tags", "subject", "ref", "classified"})
_OPENING = re.compile(
    r"(?:BEGIN )?(?:SUMMARY|INTRODUCTION|UNCLASSIFIED|TEXT)\b|\(?(?:C|S|U|SBU|LOU|CONFIDENTIAL|SECRET) ?- ?ENTIRE"
    r"|(?:THE )?FOLLOWING (?:IS|ARE|REPORT|TEXT|MESSAGE|REPEAT)|FOL RPT"
)
_PASSING = re.compile(
    r"(?:ALSO )?(?:PLS |PLEASE )?PASS(?: IMMEDIATELY)?(?: TO)?\b|INFORM (?:AM)?CONSULS|FOR [A-Z]"
    r"|FROM (?:US |AMB|THE |[A-Z]{3,})"
    r"|POSS(?:IBLE)? DUPE?|ALSO FOR |ATTN|TAKE AS |TOPOL \d|TOSEC \d|SECTO \d|CODEL |STAFFDEL "
)
_NAMED = re.compile(r"([A-Z0-9/ ,;.'-]{2,60}?) (?:ALSO |PLEASE |PLS )?(?:FOR|POUCH|PASS(?: TO)?)[ :]+[A-Z0-9]")
_REFERENCE = re.compile(
    r"\(?[A-Z]{1,2}[.)] ?\(?[A-Z0-9]|[A-Z](?::| -) [A-Z0-9]|[A-Z]{3,9} \d{1,2}(?:, \d{4}\b|[.;]?$)"
    r"|[A-Z][A-Z .]{2,24}\d{2,7}\b|\(?NOTAL\)?|AND \w+ \d"
    r"|\d{2,7}\b ?(?:[,;.)(]|AND\b|$)|\d{2} [A-Z]{3,}"
)
_TAGS = re.compile(
    r"\(?[A-Z0-9]{2,5}\)?(?:[,\s/]+\(?[A-Z0-9]{2,5}\)?)*[,\s/]*$|\([A-Z .,'-]+\)[,;\s]*(?:\([A-Z .,'-]+\)[,;\s]*)*$"
)
_INSTRUCTION = re.compile(r"(?:X?GDS|ADS|DECL|RDS|XDS|OADR|N/?A\b)")
_REASON = re.compile(r"REASONS?\b|\(?[a-hA-H]\)?(?:[, ]| and|\.$)|and \(", re.I)
_JOINS = re.compile(
    r"(?:(?<=\w)[,;:/(-]| -|\b(?:AND|OF|FOR|IN|ON|THE|TO|BY|WITH|AT|FROM|A|AN|OR|AS|OVER|UNDER|BETWEEN|ITS|RE))$", re.I
)
_MID_LABEL = re.compile(r"(TAGS|SUBJ(?:ECT)?|REF(?:S|TEL)?) ?:")
_JOINED = re.compile(r"\b(?:DRAFTED BY|APPROVED BY|ORIGIN|FM|SUBJECT|E\.O\.) ?[: ] ?[A-Z0-9]")
_WORD = re.compile(r"[A-Z][A-Za-z]{2}|\d")
_LONGEST_SUBJECT = 6
_LABEL_DISTANCE = 9


def opens_text(text: str) -> bool:
    """Whether the line is how a text begins where it has no number."""
    return _OPENING.match(text) is not None


@cache
def _caption_words() -> frozenset[str]:
    return frozenset(name.split()[0] for name in captions.names())


def has_word(text: str) -> bool:
    """Whether there is a word in the line; OCR leaves specks such as `ee` between lines."""
    return _WORD.search(text) is not None


def is_caption(text: str) -> bool:
    """Whether the line begins with a caption of the vocabulary."""
    if len(text) > 75:
        return False
    head = re.split(r"[;,(/]| {2,}", text, maxsplit=1)[0].strip()
    return any(c is not None and c.name in captions.names() for c in (captions.find(head), captions.find(text))) or (
        captions.repair(head) is not None
    )


def is_passing(text: str) -> bool:
    """Whether the line is a passing or attention line: DEPT PASS NSC, LONDON FOR AMB/EX, FROM AMBASSADOR."""
    if _PASSING.match(text):
        return True
    named = _NAMED.match(text)
    return named is not None and all(_is_addressee(part) for part in re.split(r"[,;/]| AND ", named[1]))


def _is_addressee(name: str) -> bool:
    """Whether a name before FOR or PASS is one that a message can be passed by: a post or an agency."""
    words = name.strip().removeprefix("ALSO ").split()
    return not words or posts.find(" ".join(words)) is not None or bool(agencies.words() & set(words))


def is_reference(text: str) -> bool:
    """Whether the line goes on with the list of references."""
    return _REFERENCE.match(text) is not None


def is_tags(text: str) -> bool:
    """Whether the line is nothing but TAGS codes or names in parentheses."""
    return _TAGS.match(text) is not None


def is_instruction(text: str) -> bool:
    """Whether the line is a declassification instruction that left its E.O. line."""
    return _INSTRUCTION.match(text) is not None


def is_reason(text: str) -> bool:
    """Whether the line goes on with a classification reason."""
    return _REASON.match(text) is not None or re.search(r"REASONS?:", text, re.I) is not None


def has_label(text: str) -> bool:
    """Whether labels stand in mid-line, where OCR joined the heading's lines."""
    return _JOINED.search(text) is not None


def last_label(text: str) -> str | None:
    """The label that the end of the line belongs to, where it is not the one it begins with."""
    found = _MID_LABEL.findall(text)
    return {"T": "tags", "S": "subject", "R": "ref"}[found[-1][0]] if found else None


def label_ahead(marks: Sequence[Mark], index: int) -> bool:
    """Whether a label of the subject block follows before a numbered paragraph."""
    ahead = 0
    for mark in marks[index + 1 :]:
        if mark.cue in _LABELS:
            return True
        if mark.cue == "number" or ahead > _LABEL_DISTANCE:
            return False
        ahead += mark.cue not in ("blank", "banner", "page", "place")
    return False


def subject_end(marks: Sequence[Mark], verdicts: Verdicts, index: int, double_spaced: bool) -> int:
    """The last line of the subject that begins at `index`.

    A subject has no end mark. It ends before a label, an empty line, a numbered paragraph or a passing line, and where
    a line was not full (the next word would have fitted) or the next lines are sentences.
    """
    lines, stop = _candidates(marks, verdicts, index, double_spaced)
    lines = [i for i in lines if has_word(marks[i].text)]
    if not lines or stop in ("ref", "tags", "eo", "classified"):
        return lines[-1] if lines else index
    last = index
    width = max(len(marks[i].text) for i in range(max(index - 3, 0), min(lines[-1] + 12, len(marks))))
    block = " ".join(marks[i].text for i in lines)
    if block.rstrip().endswith((".", ":")) and len(block.split()) > 7 and not _JOINS.search(marks[index].text):
        return index
    for i in lines:
        before, text = marks[last].text, marks[i].text
        full = len(before) + 1 + len(text.split(maxsplit=1)[0]) > min(width, 70) - 14
        if not (full or _JOINS.search(before)) or before.endswith((".", "?")):
            break
        last = i
    return last


def _candidates(marks: Sequence[Mark], verdicts: Verdicts, index: int, double_spaced: bool) -> tuple[list[int], str]:
    """The lines after a subject's first that may go on with it, and what stops them."""
    lines: list[int] = []
    for i in range(index + 1, len(marks)):
        mark = marks[i]
        if mark.cue == "blank" and not double_spaced:
            return lines, "blank"
        if verdicts[i] is not None:
            continue
        if mark.cue in _LABELS or mark.cue in ("number", "class_line"):
            return lines, mark.cue
        joined = _JOINS.search(marks[lines[-1] if lines else index].text) is not None
        if not joined and (opens_text(mark.text) or is_passing(mark.text)):
            return lines, "text"
        if len(lines) == _LONGEST_SUBJECT:
            return [], "text"
        lines.append(i)
    return lines, "end"
