"""What stands inside body lines and is no text: banners, page lines, codes in the margin, markdown's marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from cableparse.body.paragraph import Stretch
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.grammars import pattern
from cableparse.layout.cues import Mark
from cableparse.layout.kinds import LineKind
from cableparse.pages import Line
from cableparse.vocabulary import classifications, exemptions

_INLINE_PAGE = re.compile(
    r"(?:\b(?:UNCLASSIFIED|CONFIDENTIAL|SECRET|LIMITED OFFICIAL USE)\s+){0,2}"
    r"PAGE \d\d [A-Z][A-Z ]{1,8}\d{5,6}(?: \d{6}Z)?"
)
_MARKDOWN = re.compile(r"[\s#*>|]*")
_LONGEST_CODE = 9
_WRECKAGE_TABS = 4


class MarginCode(NamedTuple):
    """A code at the end of a line, and its place in the line."""

    code: str
    start: int
    end: int


def stretches(draft: Draft, mark: Mark, following: LineKind | None) -> tuple[list[Stretch], MarginCode | None]:
    """The stretches of a body line that are text, and the code in the margin beside it.

    `following` is the kind of the next printed line: a banner may be joined to the last line of a page.
    """
    line, end = mark.line, mark.end
    if following is LineKind.FURNITURE:
        end = _cut_banner(draft, line, mark.start, end)
    code = None
    if "   " in line.text or "\t" in line.text:
        end, code = _cut_code(line, end)
        if line.text.count("\t") >= _WRECKAGE_TABS:
            draft.note(Code.WRECKAGE, spans=[line.whole])
    start = min(_text_start(mark), end)
    if "PAGE" not in line.text:
        return [Stretch(line, start, end)], code
    return _without_pages(draft, line, start, end), code


def _text_start(mark: Mark) -> int:
    text = mark.line.text
    if mark.cue == "number" or text[:1].isalnum():
        return mark.start
    lead = _MARKDOWN.match(text)
    return lead.end() if lead else 0


def _cut_banner(draft: Draft, line: Line, start: int, end: int) -> int:
    """A banner that OCR joined to the last line of its page."""
    level = pattern("banner", "LEVEL")
    words = line.text[start:end].split()
    for count in (3, 1, 2):
        tail = " ".join(words[-count:])
        if len(words) > count and classifications.level(tail) and level.fullmatch(tail):
            cut = line.text.rindex(words[-count], start, end)
            draft.note(Code.BANNER_IN_TEXT, spans=[line.span(cut, end)])
            return cut
    return end


def _cut_code(line: Line, end: int) -> tuple[int, MarginCode | None]:
    """A code behind a wide gap or a tab at the end of a line."""
    text = line.text[:end]
    head, _, tail = text.rpartition("\t" if "\t" in text else " ")
    if len(tail) > _LONGEST_CODE or not (head.endswith("   ") or "\t" in text):
        return end, None
    code = exemptions.normalise(tail, lenient=True)
    if code is None:
        return end, None
    return len(head.rstrip()), MarginCode(code, end - len(tail), end)


def _without_pages(draft: Draft, line: Line, start: int, end: int) -> list[Stretch]:
    """The line without the page lines that stand inside it, as web copies have them."""
    found, position = [], start
    for page in _INLINE_PAGE.finditer(line.text, start, end):
        found.append(Stretch(line, position, page.start()))
        draft.note(Code.BANNER_IN_TEXT, spans=[line.span(*page.span())])
        position = page.end()
    return [*found, Stretch(line, position, end)]
