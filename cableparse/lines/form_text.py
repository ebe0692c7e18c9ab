"""The text of a typed form, what stands in it and below it: column, page heads, notes, stamps, drafting box."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cableparse.lines import labels
from cableparse.lines.evidence import form_print, line_words, running, stamp, typed
from cableparse.lines.evidence.between import FIT, furniture
from cableparse.lines.form_cut import blank, handled, stretch, whole
from cableparse.lines.form_heading import FormHeading
from cableparse.lines.kinds import LineKind
from cableparse.lines.labelled import Labelled
from cableparse.pages import Line
from cableparse.reading import ends_sentence
from cableparse.vocabulary import offices

# The serial in a page's head, alone on a line.
_PAGE_FIGURES = 4
# A page's head is at most so many lines long.
_HEAD_LINES = 16
# An office stands before a line of text where two of the three lines above and below have one.
_REACH = 3
_COMPANY = 2
# A stamp is at most so many lines from its first to its last.
_STAMP_LINES = 5
# A drafter's line is one of the text, or below the signature.
_APART = ("text", "envelope")
_TICKS = ("_", "-", "—")
_TYPIST = re.compile(r"\W?[A-Z]{2,4} ?[:/;] ?[A-Za-z0-9/]{0,6}\W?$|\W?[A-Z]{2,3}$")
# A line of the box's second column begins so near to the one with its label; no line begins where there is none.
_COLUMN_APART, _NOWHERE = 3, 100
# What parts two columns of the box.
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)|^ {20,}(?=\S)")
# Empty lines stand between those above and below.
_AROUND = 12


class FormText:
    """The lines of a form below its heading; `above` are the heading's."""

    def __init__(self, lines: Sequence[Line], heading: FormHeading, above: list[Labelled]) -> None:
        texts = [line.text for line in lines]
        self.lines = lines[heading.text :]
        self.texts = texts[heading.text :]
        self.above = above
        self.column = heading.column
        self.beside = -_NOWHERE, ""  # where the box's second column begins, and its label
        self.filled = False  # whether something stands behind that label
        self.outgoing = "received" not in heading.held
        self.stamped = {i - heading.text for i in stamp.run_on([text.strip() for text in texts])}
        self.capitals = sum(text.isupper() for text in texts) * 2 > sum(bool(text.strip()) for text in texts)

    def label(self) -> list[Labelled]:
        """The lines from the heading's end on."""
        names = [self._name(index) for index in range(len(self.lines))]
        self._first_lines(names)
        self._column(names)
        self._note(names)
        self._stamps(names)
        self._page_heads(names)
        close = self._signature(names[: self._trailer(names)])
        self._below(names, close)
        found: list[Labelled] = []
        for index, name in enumerate(names):
            line = self.lines[index]
            if name == "blank":
                found.append(blank(line))
            elif name == "text" and (symbol := self._symbol(names, index)):
                found += [stretch(line, *symbol, "column_info"), stretch(line, symbol[1], len(line.text), "text")]
            elif name in _APART and (drafted := form_print.drafter(line.text)) and self.outgoing:
                cleared = self._behind_label(line, drafted[1], len(line.text), "cleared")
                found += [stretch(line, *drafted, "drafted"), cleared]
            elif name in form_print.BOX or name == "enclosures":
                found += self._boxed(line, name)
            elif name in ("print", "form_page") and (level := typed.level_in(line.text)):
                found += [
                    stretch(line, 0, level[0], name),
                    stretch(line, *level, "banner"),
                    stretch(line, level[1], len(line.text), name),
                ]
            elif name == "signature" and (span := form_print.surname(line.text)):
                found += [
                    stretch(
                        line, 0, span[0], "column_info" if offices.known(line.text[: span[0]].strip()) else "speck"
                    ),
                    stretch(line, *span, "signature"),
                    stretch(line, span[1], len(line.text), "speck"),
                ]
            else:
                found.append(whole(line, name))
        return [part for part in found if part.end > part.start or part.kind is LineKind.BLANK]

    def _boxed(self, line: Line, name: str) -> list[Labelled]:
        """A line of the box, its label cut off; the box has two columns where another label stands behind a gap."""
        for at in [gap.end() for gap in _GAP.finditer(line.text.rstrip())][::-1]:
            if seen := form_print.box_label(line.text[at:].strip()):
                self.beside = at, seen.label
            elif abs(at - self.beside[0]) > _COLUMN_APART:
                continue
            left = [self._behind_label(line, 0, at, name)] if line.text[:at].strip() else []
            right = self._behind_label(line, at, len(line.text), self.beside[1])
            self.filled = right.end > right.value
            return [*left, right]
        whole = self._behind_label(line, 0, len(line.text), name)
        if self.filled and whole.is_labelled:  # another label below what the second column holds: that is at its end
            self.beside = -_NOWHERE, ""
        return [whole]

    @staticmethod
    def _behind_label(line: Line, start: int, end: int, name: str) -> Labelled:
        """The stretch as a line of the box; the label that it may begin with is no part of its value."""
        text = line.text[start:end]
        start += len(text) - len(text.lstrip())
        end = start + len(text.strip())
        seen = form_print.box_label(text.strip()) or form_print.enclosures(text.strip())
        value = min(start + seen.value, end) if seen else start
        return Labelled(line, start, end, name, labels.kind(name), value)

    def _name(self, index: int) -> str:
        text = self.texts[index].strip()
        if not text:
            return "blank"
        if index in self.stamped:
            return "release"
        name, fit = furniture(text)
        if fit >= FIT:
            return name
        if form_print.reproduction(text) or form_print.form_number(text):
            return "print"
        if form_print.page_head(text):
            return "form_page"
        if form_print.group(text):
            return "group"
        if self.column and (symbol := form_print.symbol(text)) and (offices.known(symbol) or offices.repair(symbol)):
            return "column_info"
        if len(text) <= _PAGE_FIGURES and text.isdigit():
            return "count"
        return "speck" if running.debris(text, self.capitals) else "text"

    def _first_lines(self, names: list[str]) -> None:
        """Between the heading and the text stand the rest of the addressees, captions, attention lines, and marks."""
        listed = self.above[-1] if self.above and self.above[-1].label == "sent" else None
        before = listed.text if listed else ""
        for i, name in enumerate(names):
            text = self.texts[i].strip()
            if name == "blank":
                continue
            if name == "text" and before and typed.goes_on_sent(text, before):
                names[i], before = "sent", text
            elif name == "text" and running.prose(text) < 1 and handled(text.strip(line_words.SIGNS)):
                names[i] = "handling"
            elif name == "text" and text[:1] in _TICKS and len(line_words.words(text)) == 1:
                names[i] = "envelope"  # the routing list of a reader's office: names with a space to tick before them
            elif running.prose(text) >= 1:
                break

    def _column(self, names: list[str]) -> None:
        """Symbols that no vocabulary knows, and that stand among the column's."""
        if not self.column:
            return
        printed = [i for i, name in enumerate(names) if name != "blank"]
        for at, i in enumerate(printed):
            symbol = form_print.symbol(self.texts[i])
            near = [names[j] for j in (*printed[max(at - _REACH, 0) : at], *printed[at + 1 : at + 1 + _REACH])]
            if names[i] in ("text", "speck") and symbol and near.count("column_info") >= _COMPANY:
                names[i] = "column_info"

    def _note(self, names: list[str]) -> None:
        """Lines next to a piece of the reproduction note that go on with it."""
        printed = [i for i, name in enumerate(names) if name not in ("blank", "speck")]
        for before, after in pairwise(printed):
            for one, other in ((before, after), (after, before)):
                if names[one] == "print" and names[other] == "text" and form_print.goes_on_note(self.texts[other]):
                    names[other] = "print"

    def _stamps(self, names: list[str]) -> None:
        """Lines between two of a stamp, and print between a reproduction note and the end of its page."""
        above = [line.label for line in self.above[-_STAMP_LINES:]]
        at = [-1] if "release" in above else []
        at += [i for i, name in enumerate(names) if name in ("release", "print", "form_page", "footer")]
        for before, after in pairwise(at):
            inside = [i for i in range(before + 1, after) if names[i] in ("text", "column_info", "typist")]
            if not inside or any(running.prose(self.texts[i]) >= 1 for i in inside):
                continue
            stamped = before < 0 or names[before] == "release"
            if stamped and names[after] == "release" and len(inside) < _STAMP_LINES:
                for i in inside:
                    names[i] = "release"
            elif before >= 0 and names[before] == "print" and names[after] in ("release", "footer"):
                for i in inside:
                    names[i] = "envelope"

    def _page_heads(self, names: list[str]) -> None:
        """What stands between a page's end and the head of the next: its title, level and control number."""
        for place in [i for i, name in enumerate(names) if name == "form_page"]:
            for i in range(place - 1, max(place - _HEAD_LINES, -1), -1):
                if names[i] in ("print", "release") or running.prose(self.texts[i]) >= 1:
                    break
                if names[i] in ("text", "column_info"):
                    names[i] = "form_page"

    def _signature(self, names: list[str]) -> int | None:
        """The line with the signer's name: behind a sentence's end, and with little text below it."""
        texts = self.texts[: len(names)]
        weights = [running.prose(text) if name == "text" else 0.0 for text, name in zip(texts, names, strict=True)]
        below, best, found = 0.0, 0.0, None
        mixed = any(w and not t.isupper() for t, w in zip(texts, weights, strict=True))
        above = sum(weights)
        for i in range(len(texts) - 1, -1, -1):
            above -= weights[i]
            if names[i] in ("text", "column_info") and form_print.surname(texts[i]) and below <= above / 2:
                score = self._signed(names, i) + (1.0 if mixed else 0.0) - below
                if score > best:
                    best, found = score, i
            below += weights[i]
        return found

    def _signed(self, names: list[str], index: int) -> float:
        before = next((i for i in range(index - 1, -1, -1) if names[i] in ("text", "group")), None)
        if before is None:
            return 0.0
        ended = names[before] == "group" or ends_sentence(self.texts[before])
        after = next((i for i in range(index + 1, len(names)) if names[i] not in ("blank", "speck")), None)
        closed = after is None or names[after] != "text" or _TYPIST.match(self.texts[after].strip()) is not None
        return 1.0 + ended + closed

    def _below(self, names: list[str], close: int | None) -> None:
        """What stands below the signature is no text: typist, notes, another agency's routing, handwriting, the box.

        The box stands below the text also where no signature was found; below it the form's number ends it.
        """
        box = self._box(names)
        first = self._trailer(names) if close is None else close
        label = ""
        for i in range(first, len(names)):
            if i == close:
                names[i] = "signature"
            elif label and form_print.form_number(self.texts[i]):
                label = "print"
            elif names[i] in ("text", "column_info", "speck", "release"):
                text = self.texts[i].strip()
                seen = form_print.box_label(text) if box is not None and i >= box else form_print.enclosures(text)
                label = seen.label if seen else label
                if label == "enclosures" and form_print.drafter(text):
                    label = "drafted"  # the box below the list has no label for him
                if close is None and self._signs_below(names, i):
                    names[i] = "signature"
                elif label:
                    names[i] = label
                elif self.outgoing and form_print.drafter(text):
                    names[i], label = "envelope", "cleared"  # the drafter's line lost its label; clearances follow
                elif _TYPIST.match(text):
                    names[i] = "typist"
                elif names[i] in ("text", "column_info"):
                    names[i] = "envelope"

    def _signs_below(self, names: list[str], index: int) -> bool:
        """Whether the signer stands below the drafter, as the last line of all: the form has both at its foot."""
        above = next((self.texts[i] for i in range(index - 1, -1, -1) if names[i] != "blank"), "")
        text = self.texts[index].strip()
        last = not any(other.strip() for other in self.texts[index + 1 :])
        return (
            last and text.isupper() and form_print.drafter(above) is not None and form_print.surname(text) is not None
        )

    def _trailer(self, names: list[str]) -> int:
        """The first line of the box, or of the list of enclosures above it; the end where there is neither."""
        box = self._box(names)
        end = len(names) if box is None else box
        listed = (i for i in range(end) if names[i] == "text" and form_print.enclosures(self.texts[i].strip()))
        return next(listed, end)

    def _opens_box(self, text: str) -> bool:
        """Whether a line prints a label of the drafting box, or, on the Department's own form, is the drafter's."""
        return form_print.box_label(text) is not None or (self.outgoing and form_print.drafter(text) is not None)

    def _box(self, names: list[str]) -> int | None:
        """The first line of the drafting box: no text stands below it."""
        texts = self.texts
        below = 0.0
        found = None
        for i in range(len(names) - 1, -1, -1):
            if names[i] in ("text", "speck") and self._opens_box(texts[i].strip()):
                found = i
            elif names[i] == "text":
                below += running.prose(texts[i]) >= 1
            if below:
                break
        return found

    def _symbol(self, names: list[str], i: int) -> tuple[int, int] | None:
        """The office before the text on its line, where the lines around have one as well."""
        span = form_print.leading_symbol(self.texts[i])
        if span is None or not self.column:
            return None
        near = 0
        least = _COMPANY + (span[1] - span[0] == 1)
        for nearby in (range(i - 1, max(i - _AROUND, -1), -1), range(i + 1, min(i + _AROUND, len(names)))):
            beside = [j for j in nearby if names[j] not in ("blank", "speck")][:_REACH]
            near += sum(
                names[j] == "column_info" or form_print.leading_symbol(self.texts[j]) is not None for j in beside
            )
        near += sum(line.label == "column_info" for line in self.above[-_REACH:]) if i < _REACH else 0
        return span if near >= least else None
