"""From labelled lines to the stretches that are text: banners, page lines and codes in the margin are cut out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cableparse.body import inline_furniture
from cableparse.body.stretch import TextStretch
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.lines import Labelled, LineKind
from cableparse.pages import Line
from cableparse.reading import ends_sentence
from cableparse.vocabulary import classifications, exemptions

_MARKDOWN = re.compile(r"[\s#*>|]*")
_NUMBERED = re.compile(r"\d{1,2} ?[.,)»]")
# What closes a message: BT, its serial, the end-of-transmission N's.
_END_MARK = re.compile(r"BT|#\d{4}|N{3,4}")
# `#0077`.
_LONGEST_END_MARK = 5
_NOTE = re.compile(r"NOTE BY [A-Z][A-Z/-]{1,8} ?:")
# `1.4(B)(D)`; a longer word is no code.
_LONGEST_CODE = 9
# In a double-spaced text nearly every line is followed by an empty one; headings and lost full stops give a few.
_DOUBLE_SPACED = 0.25
_FEW_BLANKS = 1
# So many tabs are what OCR makes of a stain.
_WRECKAGE_TABS = 4
# Lines are typed to 69 characters: a much longer one holds several whose breaks were lost.
_WIDEST = 160
_WIDE_NUMBER = re.compile(r"\d{1,2} ?[.)] ?[(A-Z\"“]")
# Bracket, quotation mark and two blanks may stand between the stop and a number.
_SENTENCE_TAIL = 4
# LIMITED OFFICIAL USE before USE; then levels of one word, which are more than those of two.
_BANNER_WORDS = (3, 1, 2)
# A number with a portion mark behind it opens a paragraph wherever it stands.
_MARK = re.compile(r"\d ?[.)] ?\(")
_MARKED_NUMBER = re.compile(r"\s(\d{1,2} ?[.)] ?)\([A-Z/]{1,6}\) ?[A-Z\"“]")
# A group marking and an editors' note stand apart below the text or a paragraph, and turn no page.
_APART = frozenset({"group", "source_note", "footnote"})


class Margin(NamedTuple):
    """Codes in the margin behind the first `after` stretches of the text."""

    after: int
    codes: list[str]
    line: Line
    start: int
    end: int


class MessageText(NamedTuple):
    """The text of a message; `closed` where something is printed below it that is none.

    `ended` is how many of the stretches stand above the last end mark: all of them where there is none below the text.
    """

    stretches: list[TextStretch]
    margins: list[Margin]
    closed: bool
    ended: int


def cut(draft: Draft, lines: Sequence[Labelled]) -> MessageText:
    """The stretches of `lines` that are text, in order."""
    kinds = [part.kind for part in lines]
    if LineKind.BODY not in kinds:
        return MessageText([], [], closed=False, ended=0)
    first = kinds.index(LineKind.BODY)
    cutter = _Cutter(draft, lines[first:] if first else lines, kinds[first:])
    cutter.run()
    ended = len(cutter.stretches) if cutter.ended is None else cutter.ended
    return MessageText(cutter.stretches, cutter.margins, cutter.closed, ended)


class _Cutter:
    def __init__(self, draft: Draft, lines: Sequence[Labelled], kinds: Sequence[LineKind]) -> None:
        self.draft = draft
        self.lines = lines
        self.stretches: list[TextStretch] = []
        self.margins: list[Margin] = []
        self.gap = self.turned = self.closed = self.noting = False
        self.ended: int | None = None
        texts = [part.line.text for part in lines if part.kind is LineKind.BODY]
        text = "\n".join(texts)
        self.holds_furniture = inline_furniture.may_hold(text)
        self.is_plain = not (self.holds_furniture or "   " in text or "\t" in text or "NOTE BY" in text)
        most = max(_DOUBLE_SPACED * len(texts), _FEW_BLANKS)
        self.spaced = kinds.count(LineKind.BLANK) > most and _lone_blanks(lines) > most

    def run(self) -> None:
        for part in self.lines:
            kind = part.kind
            if kind is LineKind.BODY:
                line, end = part.line, part.end
                if self.is_plain and not part.start and _LONGEST_END_MARK < end < _WIDEST and not _has_mark(line.text):
                    self._append(line, 0, end, joined=False)
                else:
                    self._body(part)
            elif kind is LineKind.BLANK:
                self.gap = self.gap or not self.spaced
                self.noting = False
            elif kind is LineKind.MARGIN:
                text = part.line.text
                codes = [code for code, _, _ in exemptions.find_all(text)]
                start = len(text) - len(text.lstrip())
                self.margins.append(Margin(len(self.stretches), codes, part.line, start, len(text.rstrip())))
            elif part.label in _APART:
                self.gap = self.closed = True
            else:
                if kind is LineKind.FURNITURE:
                    self._cut_joined_banner()
                    if part.label == "end_mark":
                        self.ended = len(self.stretches)
                self.turned = self.closed = True
        if self.stretches and len(self.stretches[-1].line.text) > _WIDEST:
            self._cut_joined_banner()

    def _body(self, part: Labelled) -> None:
        line, start, end = part.line, part.start, part.end
        text = line.text
        if start:
            start = _start(part)
        code = None
        if "   " in text or "\t" in text:
            end, code = _without_code(line, start, end)
            if text.count("\t") >= _WRECKAGE_TABS and not _stand_for_blanks(text[start:end]):
                self.draft.note(Code.WRECKAGE, spans=[line.whole])
        may_be_print = self.noting or end - start <= _LONGEST_END_MARK or text.startswith("NOTE BY", start)
        if may_be_print and self._is_print(text, start, end):
            self._remove(line, start, end)
        elif self.holds_furniture and inline_furniture.may_hold(text):
            self._without_furniture(line, start, end)
        else:
            self._add(line, start, end)
        if code is not None:
            self.margins.append(Margin(len(self.stretches), [code], line, end, part.end))

    def _is_print(self, text: str, start: int, end: int) -> bool:
        """End marks of the transmission, and notes of the communications centre with the line they run on to."""
        if self.noting:
            self.noting = False
            return True
        if end - start <= _LONGEST_END_MARK:
            if _END_MARK.fullmatch(text.strip()) is None:
                return False
            self.ended = len(self.stretches)
            return True
        note = _NOTE.match(text, start, end)
        self.noting = note is not None and not ends_sentence(text[start:end])
        return note is not None

    def _without_furniture(self, line: Line, start: int, end: int) -> None:
        position = start
        for found in inline_furniture.find(line.text[start:end]):
            self._add(line, position, start + found.start)
            self._remove(line, start + found.start, start + found.end)
            position = start + found.end
        self._add(line, position, end)

    def _remove(self, line: Line, start: int, end: int) -> None:
        self.draft.note(Code.BANNER_IN_TEXT, spans=[line.span(start, end)])
        self.turned = self.closed = True

    def _add(self, line: Line, start: int, end: int) -> None:
        """Add a stretch, cut where a line whose breaks were lost goes on with another number."""
        text = line.text
        while start < end and text[start].isspace():
            start += 1
        if start >= end:
            return
        joined = bool(self.stretches) and self.stretches[-1].line is line
        if len(text) > _WIDEST or _has_mark(text, start + 1, end):
            for at in _inner_numbers(text, start, end):
                self._append(line, start, at, joined=joined)
                start, joined = at, True
        self._append(line, start, end, joined=joined)

    def _append(self, line: Line, start: int, end: int, *, joined: bool) -> None:
        self.stretches.append(TextStretch(line, start, end, self.gap, self.turned, joined))
        self.gap = self.turned = self.closed = False

    def _cut_joined_banner(self) -> None:
        """A banner that OCR joined to the last line of its page."""
        if not self.stretches or self.turned:
            return
        last = self.stretches[-1]
        words = last.text.split()
        for count in _BANNER_WORDS:
            tail = " ".join(words[-count:])
            if len(words) > count and tail.isupper() and classifications.level(tail):
                at = last.line.text.rindex(words[-count], last.start, last.end)
                self._remove(last.line, at, last.end)
                self.stretches[-1] = last._replace(end=at)
                return


def _start(part: Labelled) -> int:
    """Where the text of a line begins: quotation marks before the stretch are text, Markdown's marks are none."""
    start, text = part.start, part.line.text
    if text[:start].isspace():
        return start
    if not any(map(str.isalnum, text[:start])):
        lead = _MARKDOWN.match(text)
        return start if lead is None or _NUMBERED.match(text, start) else lead.end()
    while start and not text[start - 1].isspace() and not text[start - 1].isalnum():
        start -= 1
    return start


def _has_mark(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a number with a portion mark behind it stands between two characters; most lines have no bracket."""
    return "(" in text and _MARK.search(text, start, len(text) if end is None else end) is not None


def _inner_numbers(text: str, start: int, end: int) -> Iterator[int]:
    """Where a number inside a line can open a paragraph: before a portion mark, or behind a sentence of a wide line."""
    if len(text) > _WIDEST:
        for found in _WIDE_NUMBER.finditer(text, start + 2, end):
            at = found.start()
            if text[at - 1].isspace() and ends_sentence(text[max(at - _SENTENCE_TAIL, 0) : at]):
                yield at
    else:
        for found in _MARKED_NUMBER.finditer(text, start + 1, end):
            yield found.start(1)


def _without_code(line: Line, start: int, end: int) -> tuple[int, str | None]:
    """The end of the text and the code behind a wide gap or a tab after it."""
    text = line.text[:end]
    head, _, tail = text.rpartition("\t" if "\t" in text else " ")
    if len(tail) > _LONGEST_CODE or not (head.endswith("   ") or "\t" in text):
        return end, None
    code = exemptions.normalise(tail, lenient=True)
    return (end, None) if code is None else (max(len(head.rstrip()), start), code)


def _stand_for_blanks(text: str) -> bool:
    """Whether the tabs of a line stand between single words, as a text layer sets them for blanks."""
    return "\t\t" not in text and text.count(" ") < text.count("\t") / 2


def _lone_blanks(lines: Sequence[Labelled]) -> int:
    """How many empty lines stand between two lines of one sentence."""
    body, blank = LineKind.BODY, LineKind.BLANK
    return sum(
        b.kind is blank and a.kind is body and c.kind is body and not ends_sentence(a.line.text)
        for a, b, c in zip(lines, lines[1:], lines[2:], strict=False)
    )
