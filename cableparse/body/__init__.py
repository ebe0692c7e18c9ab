"""The text of a message: paragraphs with number and portion mark, redactions, signature."""

from __future__ import annotations

import re

from cableparse.body import cuts, excisions, numbering, portion, signature
from cableparse.body.cuts import Margin
from cableparse.body.numbering import Opening
from cableparse.body.paragraph import ParagraphLines
from cableparse.body.portion import Mark
from cableparse.body.stretch import TextStretch
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.lines import LabelledMessage
from cableparse.pages import Span
from cableparse.reading import ends_sentence

_SUMMARY_END = re.compile(r"END (?:OF )?SUMM?ARY\.?\W*$")
_GOES_ON = re.compile(r"[ -]*[a-z]+\b")
# Codes one below the other in the margin mark one place; an empty line parts those of two paragraphs.
_SAME_PLACE = 2


def read(message: LabelledMessage, draft: Draft) -> None:
    """Read the text of `message` into `draft`."""
    text = cuts.cut(draft, message.lines)
    body = _Body(draft)
    body.read(signature.take(draft, text), text.margins)
    body.put()


class _Body:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.paragraphs: list[ParagraphLines] = []
        self.pending: tuple[Opening, TextStretch] | None = None  # a number alone on its line
        self.taken: list[int] = []  # what was taken out beside that number
        self.margin_line = -_SAME_PLACE - 1

    def read(self, stretches: list[TextStretch], margins: list[Margin]) -> None:
        """Put the stretches into paragraphs, and the codes of the margin beside them."""
        openings = numbering.openings(stretches)
        marks = portion.marks(stretches, {index: opening.end for index, opening in openings.items()})
        waiting = margins[::-1]
        for index, stretch in enumerate(stretches):
            while waiting and waiting[-1].after <= index:
                self._redaction(waiting.pop())
            if index in openings:
                self._number(openings[index], stretch, marks.get(index))
            elif not stretch.gap and self.pending is None and self.paragraphs and self.paragraphs[-1].number:
                self.paragraphs[-1].stretches.append(stretch)
            else:
                self._text(stretch, marks.get(index))
        while waiting:
            self._redaction(waiting.pop())
        self._flush()

    def _number(self, opening: Opening, stretch: TextStretch, mark: Mark | None) -> None:
        self._flush()
        if opening.out_of_order:
            self.draft.note(Code.PARAGRAPH_OUT_OF_ORDER, f"At {opening.number}.", [stretch.span])
        if opening.printed != opening.number:
            span = stretch.part(0, len(opening.printed)).span
            self.draft.repaired(opening.printed, opening.number, None, [span])
        if opening.end >= len(stretch.text):
            self.pending = opening, stretch
        else:
            self._open(opening.number, stretch, opening.end, mark)

    def _text(self, stretch: TextStretch, mark: Mark | None) -> None:
        if self.pending is not None:
            number = self.pending[0].number
            self.pending = None
            self._open(number, stretch, 0, mark)
        elif self._begins_unnumbered(stretch):
            self._open(None, stretch, 0, portion.whole(stretch.text, 0))
        elif stretch.gap and not self._runs_over_page(stretch):
            self.paragraphs[-1].open_block(stretch)
        else:
            self.paragraphs[-1].stretches.append(stretch)

    def _flush(self) -> None:
        """A number with nothing behind it is a paragraph too."""
        if self.pending is not None:
            opening, stretch = self.pending
            self.pending = None
            self._open(opening.number, stretch, len(stretch.text), None)

    def _begins_unnumbered(self, stretch: TextStretch) -> bool:
        """Whether a line with no number begins a paragraph: only where none is numbered yet."""
        if not self.paragraphs:
            return True
        before = self.paragraphs[-1]
        if before.number is not None:
            return False
        last = before.stretches[-1].text
        if "END" in last and _SUMMARY_END.search(last):
            return True
        return stretch.gap and not _GOES_ON.match(stretch.text) and not self._runs_over_page(stretch)

    def _runs_over_page(self, stretch: TextStretch) -> bool:
        """Whether a page's furniture or a header only interrupts the sentence that the stretch goes on with."""
        return stretch.turned and not ends_sentence(self.paragraphs[-1].end)

    def _open(self, number: str | None, stretch: TextStretch, start: int, mark: Mark | None) -> None:
        heading = self._take_heading(stretch) if number else None
        paragraph = ParagraphLines(number, mark.portion if mark else None, heading)
        paragraph.redactions += self.taken
        self.taken = []
        if mark is not None:
            start = mark.end
            if mark.score != 1:
                reading = f"the portion mark ({mark.portion})" if mark.portion else "a portion mark that is struck out"
                self.draft.repaired(mark.printed, reading, mark.score, [stretch.part(mark.start, mark.end).span])
        paragraph.stretches.append(stretch._replace(start=stretch.start + start) if start else stretch)
        self.paragraphs.append(paragraph)

    def _take_heading(self, stretch: TextStretch) -> str | None:
        """A line that stands alone before a numbered paragraph is its heading (RECORD.md, convention 6)."""
        if not self.paragraphs:
            return None
        before = self.paragraphs[-1]
        heading = before.take_heading(stretch, may_be_whole=len(self.paragraphs) > 1)
        if not before.stretches:
            self.paragraphs.pop()
        return heading

    def _redaction(self, margin: Margin) -> None:
        line = margin.line
        items = self.draft.get("redactions") or []
        span = line.span(margin.start, margin.end)
        apart = line.number - self.margin_line
        beside = self.taken if self.pending else self.paragraphs[-1].redactions if self.paragraphs else []
        same = len(items) - 1 in beside
        same = same or (apart == 1 and not any(excisions.find(line.text)))
        near = items and apart <= _SAME_PLACE and same and items[-1]["page"] == line.page
        self.margin_line = line.number
        if near:
            items[-1]["codes"].extend(code for code in margin.codes if code not in items[-1]["codes"])
            self.draft.provenance[f"redactions[{len(items) - 1}]"].append(span)
            return
        if self.pending is None:
            self._take_out(self.paragraphs[-1] if self.paragraphs else None, margin.codes, [span])
        else:
            index = self._take_out(None, margin.codes, [span])
            self.draft.get("redactions")[index]["paragraph"] = self.pending[0].number
            self.taken.append(index)

    def _take_out(self, paragraph: ParagraphLines | None, codes: list[str], spans: list[Span]) -> int:
        """Add a redaction, and return its index."""
        index = len(self.draft.get("redactions") or [])
        if paragraph is not None:
            paragraph.redactions.append(index)
        number = paragraph.number if paragraph else None
        item = {"codes": list(codes), "page": spans[0].page, "paragraph": number, "span": spans[0]}
        self.draft.add("redactions", item, spans)
        return index

    def _excisions(self, paragraph: ParagraphLines) -> None:
        """What the print says was taken out; a code beside one of its lines is its reason."""
        reading, provenance = paragraph.reading, self.draft.provenance
        beside = {
            span.line: index for index in reversed(paragraph.redactions) for span in provenance[f"redactions[{index}]"]
        }
        for places in excisions.together(reading.text):
            spans = [span for place in places for span in reading.spans(place.start, place.end)]
            codes = [code for place in places for code in place.codes]
            index = next((beside.pop(span.line) for span in spans if span.line in beside), None)
            if index is None:
                self._take_out(paragraph, codes, spans)
                continue
            known = self.draft.get("redactions")[index]["codes"]
            known += [code for code in codes if code not in known]
            provenance[f"redactions[{index}]"] += spans

    def put(self) -> None:
        """Put the paragraphs into the record."""
        for paragraph in self.paragraphs:
            if any([excisions.may_hold(stretch.line.text) for stretch in paragraph.stretches]):
                self._excisions(paragraph)
            item = {
                "number": paragraph.number,
                "classification": paragraph.portion,
                "text": paragraph.text,
                "heading": paragraph.heading,
                "redactions": paragraph.redactions,
            }
            spans = [line.span(start, end) for line, start, end, _, _, _ in paragraph.stretches if start < end]
            self.draft.add("body.paragraphs", item, spans)
