"""The text of a message: paragraphs with number and portion mark, redactions, signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.grammars import pattern
from cableparse.layout import Sheet
from cableparse.layout.cues import Mark
from cableparse.layout.kinds import LineKind, Placed
from cableparse.pages import Line, Span
from cableparse.reading import fold
from cableparse.vocabulary import classifications, exemptions

_NUMBER = re.compile(
    r"(?P<number>\d{1,2}|I{1,3}|IV|VI{0,3})(?P<stop> ?[.,)»])[ \t]*(?=[(A-Z\"“«]|[a-z]|\d|$)|(?P<bare>\d{1,2})\.?$"
)
_NUMBER_BEGINS = frozenset("0123456789IV")
_PORTION = re.compile(r"\(([^()]{1,20})\)[ \t]*")
_INLINE_PAGE = re.compile(
    r"(?:\b(?:UNCLASSIFIED|CONFIDENTIAL|SECRET|LIMITED OFFICIAL USE)\s+){0,2}PAGE \d\d [A-Z][A-Z ]{1,8}\d{5,6}(?: \d{6}Z)?"
)
_SENTENCE_END = re.compile(r"[.?!:\"”’)]\W*$")
_SUMMARY_END = re.compile(r"END (?:OF )?SUMM?ARY\.?\W*$")
_SIGNATURE = re.compile(r"([A-Z][A-Z'-]{2,}(?:[ -][A-Z][A-Z'-]{2,})?)$")
_CLOSING_NAME = re.compile(r"[.!?)\"]\s+([A-Z][A-Z'-]{2,})\W{0,3}$")
_GROUP_MARK = re.compile(r"GP-?\d\W*$")
_NOT_NAMES = frozenset(
    {"UNQUOTE", "QUOTE", "END", "TEXT", "SUMMARY", "COMMENT", "CONFIDENTIAL", "SECRET", "UNCLASSIFIED"}
)
_NO_SIGNATURE = ("END ", "BEGIN ")
_LONGEST_CODE = 9
_BROKEN_WORD = re.compile(r"\w-$")
_MARKDOWN = re.compile(r"[\s#*>|]*")
_WRECKAGE_TABS = 4
_HEADING_LENGTH = 100


class _Stretch(NamedTuple):
    """A stretch of a body line that belongs to the text."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]

    @property
    def span(self) -> Span:
        return self.line.span(self.start, self.end)


class _Paragraph:
    """A paragraph in the making; `text` grows with each stretch."""

    def __init__(self, number: str | None, portion: str | None, heading: str | None) -> None:
        self.number = number
        self.portion = portion
        self.heading = heading
        self.stretches: list[_Stretch] = []
        self.parts: list[str] = []  # the printed text of each stretch, white space folded
        self.last_block = 0  # where the lines after the last empty line begin in `stretches`
        self.redactions: list[int] = []

    def append(self, stretch: _Stretch) -> None:
        self.stretches.append(stretch)
        self.parts.append(fold(stretch.text))

    def pop(self) -> None:
        """Take the last stretch off."""
        self.stretches.pop()
        self.parts.pop()

    @property
    def end(self) -> str:
        """The last printed line."""
        return next((part for part in reversed(self.parts) if part), "")

    @property
    def text(self) -> str:
        glued = [part if part[-1:] == "-" and _BROKEN_WORD.search(part) else f"{part} " for part in self.parts if part]
        return "".join(glued).rstrip(" ")


def read(sheet: Sheet, draft: Draft) -> None:
    """Read the text of `sheet` into `draft`."""
    body = _Body(draft)
    body.read(sheet.lines, sheet.marks)
    body.finish()


class _Body:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.paragraphs: list[_Paragraph] = []
        self.last = 0
        self.sub = 0
        self.pending: tuple[str, _Stretch] | None = None
        self.margin_line = -9
        self.level = pattern("banner", "LEVEL")

    def read(self, lines: Sequence[Placed], marks: Sequence[Mark]) -> None:
        body = [i for i, p in enumerate(lines) if p.kind is LineKind.BODY]
        if not body:
            return
        self.numbered = any(lines[i].rule == "paragraph" for i in body)
        gap, page_break = False, False
        spaced = _is_double_spaced(lines, body[0], body[-1])
        for i in range(body[0], len(lines)):
            placed = lines[i]
            if placed.kind is LineKind.BLANK:
                gap = True
            elif placed.kind is LineKind.BODY:
                last = i + 1 == len(lines) or lines[i + 1].kind is not LineKind.BODY
                closing = self._next_printed(lines, i) if last else None
                self._line(marks[i], placed, gap and not spaced, page_break, closing)
                gap = page_break = False
            elif placed.kind is LineKind.MARGIN:
                self._margin(placed.line)
            elif placed.kind is not LineKind.HEADER:
                page_break = True

    def _next_printed(self, lines: Sequence[Placed], index: int) -> LineKind | None:
        for placed in lines[index + 1 : index + 6]:
            if placed.kind is not LineKind.BLANK:
                return placed.kind
        return None

    def _line(self, mark: Mark, placed: Placed, gap: bool, page_break: bool, closing: LineKind | None) -> None:
        line = mark.line
        end = mark.end
        if closing is LineKind.FURNITURE:
            end = self._cut_banner(line, mark.start, end)
        if "   " in line.text or "\t" in line.text:
            end = self._cut_code(line, end)
            if line.text.count("\t") >= _WRECKAGE_TABS:
                self.draft.note(Code.WRECKAGE, spans=[line.whole])
        start = _text_start(line.text, mark)
        for stretch in self._without_pages(line, start, end):
            self._stretch(stretch, placed, gap, page_break)
            gap = False

    def _cut_code(self, line: Line, end: int) -> int:
        """A code in the margin at the end of a line: a redaction beside it."""
        head, _, tail = line.text[:end].rpartition(" ") if "\t" not in line.text else line.text[:end].rpartition("\t")
        if len(tail) > _LONGEST_CODE or not (head.endswith("   ") or "\t" in line.text):
            return end
        code = exemptions.normalise(tail, lenient=True)
        if code is None:
            return end
        self._redaction([code], line, end - len(tail), end)
        return len(head.rstrip())

    def _cut_banner(self, line: Line, start: int, end: int) -> int:
        """A banner that OCR joined to the last line of its page."""
        words = line.text[start:end].split()
        for count in (3, 1, 2):
            tail = " ".join(words[-count:])
            if len(words) > count and classifications.level(tail) and self.level.fullmatch(tail):
                cut = line.text.rindex(words[-count], start, end)
                self.draft.note(Code.BANNER_IN_TEXT, spans=[line.span(cut, end)])
                return cut
        return end

    def _without_pages(self, line: Line, start: int, end: int) -> list[_Stretch]:
        if "PAGE" not in line.text:
            return [_Stretch(line, start, end)]
        stretches, position = [], start
        for page in _INLINE_PAGE.finditer(line.text, start, end):
            stretches.append(_Stretch(line, position, page.start()))
            self.draft.note(Code.BANNER_IN_TEXT, spans=[line.span(*page.span())])
            position = page.end()
        stretches.append(_Stretch(line, position, end))
        return stretches

    def _stretch(self, stretch: _Stretch, placed: Placed, gap: bool, page_break: bool) -> None:
        if not stretch.text.strip():
            return
        number = self._number(stretch, placed.rule, gap)
        if number is not None:
            return
        if self._begins_unnumbered(stretch, gap, page_break):
            self._open(None, stretch, 0)
            return
        paragraph = self.paragraphs[-1]
        if gap and (not page_break or _SENTENCE_END.search(paragraph.end)):
            paragraph.last_block = len(paragraph.stretches)
        paragraph.append(stretch)

    def _number(self, stretch: _Stretch, rule: str, gap: bool) -> str | None:
        text = stretch.text
        found = _NUMBER.match(text) if text[:1] in _NUMBER_BEGINS else None
        if found is None or not (found["number"] or found["bare"]):
            if self.pending is not None:
                printed, first = self.pending
                self.pending = None
                self._open(printed, stretch, 0, first)
                return printed
            return None
        printed = found["number"] or found["bare"]
        if found["bare"] and rule not in ("paragraph", "orphan_number"):
            return None
        mark = _PORTION.match(text, found.end())
        if not (mark and classifications.portion(mark[1])) and not self._accept(printed, gap):
            return None
        self.last = int(printed) if printed.isdigit() else self.last
        if found.end() == len(text.rstrip()):
            self.pending = printed, stretch
        else:
            self._open(printed, stretch, found.end())
        return printed

    def _accept(self, printed: str, gap: bool) -> bool:
        """Whether the number is the next paragraph's, and no item of a list inside one."""
        if not printed.isdigit():
            return not self.last and not self.paragraphs
        number = int(printed)
        if number == 0:
            return False
        if not self.last:
            return number < 60
        before = self.paragraphs[-1].end if self.paragraphs else ""
        if number == 1 and before.endswith(":"):
            self.sub = 1
            return False
        if self.sub and number == self.sub + 1 and not gap:
            self.sub = number
            return False
        if number == self.last + 1:
            self.sub = 0
            return True
        if number in (self.last, self.last + 2) and number > 1 and _SENTENCE_END.search(before):
            self.draft.note(Code.PARAGRAPH_OUT_OF_ORDER, f"{number} follows {self.last}.")
            return True
        return False

    def _begins_unnumbered(self, stretch: _Stretch, gap: bool, page_break: bool) -> bool:
        if not self.paragraphs:
            return True
        before = self.paragraphs[-1]
        text = before.end
        if _SUMMARY_END.search(text) and before.number is None:
            return True
        if not gap:
            return False
        if page_break and not _SENTENCE_END.search(text):
            return False
        if before.number is None:
            return not (self.numbered and self.last) and (_SENTENCE_END.search(text) is not None or not page_break)
        return False

    def _open(self, number: str | None, stretch: _Stretch, offset: int, first: _Stretch | None = None) -> None:
        start = stretch.start + offset
        portion = None
        found = _PORTION.match(stretch.line.text, start, stretch.end)
        if found is not None and classifications.portion(found[1]):
            portion = re.sub(r"\s+", "", found[1]).upper()
            start = found.end()
        heading = self._take_heading(number) if number else None
        paragraph = _Paragraph(number, portion, heading)
        paragraph.append(_Stretch(stretch.line, start, stretch.end))
        self.paragraphs.append(paragraph)

    def _take_heading(self, number: str | None) -> str | None:
        """A line that stands alone before a numbered paragraph is its heading (RECORD.md, convention 6)."""
        if not self.paragraphs:
            return None
        before = self.paragraphs[-1]
        block = before.stretches[before.last_block :]
        if len(block) != 1 or (before.last_block == 0 and (before.number or len(self.paragraphs) == 1)):
            return None
        heading = fold(block[0].text)
        if not self._is_heading(heading):
            return None
        before.pop()
        if not before.stretches:
            self.paragraphs.pop()
        elif not _SENTENCE_END.search(before.end):
            before.append(block[0])
            return None
        return heading

    def _is_heading(self, text: str) -> bool:
        return len(text) < _HEADING_LENGTH and (not text.endswith((".", ":", ";", ",")) or text.endswith("..."))

    def _margin(self, line: Line) -> None:
        codes = [code for code, _, _ in exemptions.find_all(line.text)]
        start = len(line.text) - len(line.text.lstrip())
        self._redaction(codes, line, start, len(line.text.rstrip()))

    def _redaction(self, codes: list[str], line: Line, start: int, end: int) -> None:
        """Codes one below the other in the margin mark one place."""
        items = self.draft.get("redactions") or []
        span = line.span(start, end)
        near = items and line.number - self.margin_line <= 2 and items[-1]["page"] == line.page
        self.margin_line = line.number
        if near:
            items[-1]["codes"].extend(c for c in codes if c not in items[-1]["codes"])
            self.draft.provenance[f"redactions[{len(items) - 1}]"].append(span)
            return
        paragraph = self.paragraphs[-1] if self.paragraphs else None
        item = {
            "codes": list(codes),
            "page": line.page,
            "paragraph": paragraph.number if paragraph else None,
            "span": span,
        }
        self.draft.add("redactions", item, [span])
        if paragraph is not None:
            paragraph.redactions.append(len(items) if items else 0)

    def finish(self) -> None:
        """Take the signature off the end and put the paragraphs into the record."""
        signature = self.draft.get("body.signature")
        if signature is None:
            self._sign()
        else:
            self._take_repeated(signature)
        for paragraph in self.paragraphs:
            text = paragraph.text
            self.draft.add(
                "body.paragraphs",
                {
                    "number": paragraph.number,
                    "classification": paragraph.portion,
                    "text": text,
                    "heading": paragraph.heading,
                    "redactions": paragraph.redactions,
                },
                [s.span for s in paragraph.stretches if s.text.strip()],
            )

    def _take_repeated(self, signature: str) -> None:
        """The signature that a pasted telegram prints above SMART's own label."""
        if self.paragraphs and self.paragraphs[-1].end == signature:
            self.paragraphs[-1].pop()

    def _sign(self) -> None:
        if not self.paragraphs:
            return
        last = self.paragraphs[-1].stretches
        while last and not last[-1].text.strip():
            self.paragraphs[-1].pop()
        if not last:
            return
        stretch = last[-1]
        text = stretch.text.strip()
        alone = _SIGNATURE.fullmatch(text.strip(" ."))
        before = last[-2].text if len(last) > 1 else ""
        if (
            alone
            and alone[1] not in _NOT_NAMES
            and not alone[1].startswith(_NO_SIGNATURE)
            and (_SENTENCE_END.search(before) or (len(last) == 1 and len(self.paragraphs) > 1))
        ):
            self._put_signature(stretch, alone[1])
            self.paragraphs[-1].pop()
            if not last:
                self.paragraphs.pop()
            return
        closing = _CLOSING_NAME.search(stretch.text)
        if closing and closing[1] not in _NOT_NAMES:
            self._put_signature(stretch, closing[1])
            self.paragraphs[-1].pop()
            self.paragraphs[-1].append(_Stretch(stretch.line, stretch.start, stretch.start + closing.start(1)))

    def _put_signature(self, stretch: _Stretch, name: str) -> None:
        start = stretch.line.text.rindex(name, stretch.start, stretch.end)
        self.draft.put("body.signature", name, [stretch.line.span(start, start + len(name))])


def _text_start(text: str, mark: Mark) -> int:
    """Where the text of a body line starts: markdown's marks and list dashes before a number are none of it."""
    if mark.cue == "number" or text[:1].isalnum():
        return mark.start
    lead = _MARKDOWN.match(text)
    return lead.end() if lead else 0


def _is_double_spaced(lines: Sequence[Placed], first: int, last: int) -> bool:
    """Whether an empty line follows nearly every line of the text."""
    printed = sum(p.kind is LineKind.BODY for p in lines[first : last + 1])
    lone = sum(
        a.kind is LineKind.BODY
        and b.kind is LineKind.BLANK
        and c.kind is LineKind.BODY
        and not _SENTENCE_END.search(a.line.text)
        for a, b, c in zip(lines[first:], lines[first + 1 :], lines[first + 2 :], strict=False)
    )
    return printed > 6 and lone > 0.25 * printed
