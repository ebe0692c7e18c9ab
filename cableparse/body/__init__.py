"""The text of a message: paragraphs with number and portion mark, redactions, signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cableparse.body import cuts, signature
from cableparse.body.numbering import Numbering, portion_mark
from cableparse.body.paragraph import SENTENCE_END, Paragraph, Stretch
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.layout import Sheet
from cableparse.layout.cues import Mark
from cableparse.layout.kinds import LineKind, Placed
from cableparse.pages import Line
from cableparse.vocabulary import exemptions

_SUMMARY_END = re.compile(r"END (?:OF )?SUMM?ARY\.?\W*$")
_GOES_ON = re.compile(r"[ -]*[a-z]+\b")
_NUMBER_RULES = ("paragraph", "orphan_number")


def read(sheet: Sheet, draft: Draft) -> None:
    """Read the text of `sheet` into `draft`."""
    body = _Body(draft)
    body.read(sheet.lines, sheet.marks)
    body.finish()


class _Body:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.paragraphs: list[Paragraph] = []
        self.numbering = Numbering()
        self.pending: tuple[str, Stretch] | None = None  # a number alone on its line
        self.margin_line = -9

    def read(self, lines: Sequence[Placed], marks: Sequence[Mark]) -> None:
        first = next((i for i, p in enumerate(lines) if p.kind is LineKind.BODY), None)
        if first is None:
            return
        gap, page_break = False, False
        spaced = _is_double_spaced(lines[first:])
        for i in range(first, len(lines)):
            kind = lines[i].kind
            if kind is LineKind.BLANK:
                gap = True
            elif kind is LineKind.BODY:
                self._line(marks[i], lines[i].rule, _following(lines, i), gap and not spaced, page_break)
                gap = page_break = False
            elif kind is LineKind.MARGIN:
                self._margin(lines[i].line)
            elif kind is not LineKind.HEADER:
                page_break = True

    def _line(self, mark: Mark, rule: str, following: LineKind | None, gap: bool, page_break: bool) -> None:
        stretches, code = cuts.stretches(self.draft, mark, following)
        for stretch in stretches:
            if stretch.text.strip():
                self._stretch(stretch, rule, gap, page_break)
                gap = False
        if code is not None:
            name, start, end = code
            self._redaction([name], mark.line, start, end)

    def _stretch(self, stretch: Stretch, rule: str, gap: bool, page_break: bool) -> None:
        before = self.paragraphs[-1].end if self.paragraphs else None
        opening = self.numbering.opening(stretch, alone=rule in _NUMBER_RULES, gap=gap, before=before)
        if opening is not None:
            if opening.out_of_order:
                self.draft.note(Code.PARAGRAPH_OUT_OF_ORDER, f"At {opening.number}.", [stretch.span])
            if opening.end == len(stretch.text.rstrip()):
                self.pending = opening.number, stretch
            else:
                self._open(opening.number, stretch, stretch.start + opening.end)
        elif self.pending is not None:
            number, _ = self.pending
            self.pending = None
            self._open(number, stretch, stretch.start)
        elif self._begins_unnumbered(stretch, gap, page_break):
            self._open(None, stretch, stretch.start)
        else:
            paragraph = self.paragraphs[-1]
            opens_block = gap and (not page_break or SENTENCE_END.search(paragraph.end) is not None)
            paragraph.append(stretch, opens_block=opens_block)

    def _begins_unnumbered(self, stretch: Stretch, gap: bool, page_break: bool) -> bool:
        """Whether a line with no number begins a paragraph: only where none is numbered yet."""
        if not self.paragraphs:
            return True
        before = self.paragraphs[-1]
        if before.number is not None:
            return False
        if _SUMMARY_END.search(before.end):
            return True
        if not gap or _GOES_ON.match(stretch.text):
            return False
        return not page_break or SENTENCE_END.search(before.end) is not None

    def _open(self, number: str | None, stretch: Stretch, start: int) -> None:
        portion, start = portion_mark(stretch, start)
        paragraph = Paragraph(number, portion, self._take_heading() if number else None)
        paragraph.append(Stretch(stretch.line, start, stretch.end))
        self.paragraphs.append(paragraph)

    def _take_heading(self) -> str | None:
        """A line that stands alone before a numbered paragraph is its heading (RECORD.md, convention 6)."""
        if not self.paragraphs:
            return None
        before = self.paragraphs[-1]
        if not before.ends_with_heading(may_be_whole=len(self.paragraphs) > 1):
            return None
        heading = before.end
        before.pop()
        if not before.stretches:
            self.paragraphs.pop()
        return heading

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
        if paragraph is not None:
            paragraph.redactions.append(len(items))
        number = paragraph.number if paragraph else None
        item = {"codes": list(codes), "page": line.page, "paragraph": number, "span": span}
        self.draft.add("redactions", item, [span])

    def finish(self) -> None:
        """Take the signature off the end and put the paragraphs into the record."""
        if self.pending is not None:
            number, stretch = self.pending
            self._open(number, stretch, stretch.end)
        signature.take(self.draft, self.paragraphs)
        for paragraph in self.paragraphs:
            item = {
                "number": paragraph.number,
                "classification": paragraph.portion,
                "text": paragraph.text,
                "heading": paragraph.heading,
                "redactions": paragraph.redactions,
            }
            self.draft.add("body.paragraphs", item, [s.span for s in paragraph.stretches if s.text.strip()])


def _following(lines: Sequence[Placed], index: int) -> LineKind | None:
    """The kind of the next printed line."""
    after = index + 1
    while after < len(lines) and lines[after].kind is LineKind.BLANK:
        after += 1
    return lines[after].kind if after < len(lines) else None


def _is_double_spaced(lines: Sequence[Placed]) -> bool:
    """Whether an empty line follows nearly every line of the text."""
    printed = sum(p.kind is LineKind.BODY for p in lines)
    lone = sum(
        a.kind is LineKind.BODY
        and b.kind is LineKind.BLANK
        and c.kind is LineKind.BODY
        and not SENTENCE_END.search(a.line.text)
        for a, b, c in zip(lines, lines[1:], lines[2:], strict=False)
    )
    return printed > 6 and lone > 0.25 * printed
