"""The heading of a typed form: where it ends, and what each stretch of its lines is."""

from __future__ import annotations

from collections.abc import Sequence

from cableparse.lines import labels
from cableparse.lines.evidence import form_print, running, typed, words
from cableparse.lines.evidence.between import FIT, furniture
from cableparse.lines.evidence.line_words import SIGNS
from cableparse.lines.form_cut import LinePart, blank, cut, whole
from cableparse.lines.labelled import Labelled
from cableparse.pages import Line

# What each sight of the heading is worth, once, against one line of running text.
_WEIGHTS = {
    "title": 1.0, "letterhead": 1.0, "number": 3.0, "received": 2.0, "control": 1.0, "fm": 2.0, "to": 2.0, "info": 1.0,
    "date": 2.0, "sent": 2.0, "precedence": 1.0, "handling": 1.0, "ref": 1.5, "subject": 1.5, "airgram": 2.0,
    "eo": 1.5, "tags": 1.5, "circular": 2.0,
}  # fmt: skip
# What a value is taken for where no label waits for it.
_DEFAULTS = {
    "number": "number", "numbered": "number", "dated": "received", "stamp": "date", "day": "date", "clock": "received",
    "post": "fm", "department": "to", "collective": "to", "serial": "count", "year": "received",
}  # fmt: skip
# The types that a label without a value on its line waits for.
_WAITS = {
    "fm": ("post",), "to": ("department", "post", "collective"), "info": ("post", "collective"),
    "number": ("number", "serial", "numbered"), "control": ("serial",), "received": ("dated", "day", "clock"),
    "date": ("day", "dated", "number"),
}  # fmt: skip
_LABELS = frozenset({*_WAITS, "ref", "subject", "eo", "tags"})
# Lines of one value stand so exactly below each other.
_BESIDE = 2
# What only a form has: a memorandum has a date, an addressee and a subject as well.
_OWN = frozenset({"title", "control", "airgram"})
# No heading comes back after so many lines of text.
_FAR = 12.0
# A label and its value stand so many lines apart, an empty one between them.
_NEARBY = 2
# Nor does one begin below so many.
_NONE_ABOVE = 4.0
# The reproduction note and the head of a further page stand on nothing but a form.
_NOTE = 3.0
# A heading of so much needs no more.
_SURE = 6.0
# The heading with its column has fewer printed lines than this, also where OCR gave each word one.
_LONGEST = 160
# The reproduction note stands at the foot of the first page, a further page's head below it.
_NOTE_LINES = 400


class FormHeading:
    """The heading of a form.

    `first` is its first line and `text` the line after its last, by index; `weight` is what its sights come to, and
    `own` says whether one of them is a form's own. `column` is the label that a further office of the column has.
    """

    def __init__(self, lines: Sequence[Line], cover: int) -> None:
        self.lines = lines
        self.texts = [line.text for line in lines]
        self.parts: dict[int, list[LinePart]] = {}
        self.cover = self.first = cover
        self.weight = 0.0
        self.own = False
        self.text = self._boundary()
        self.first = self._opening()
        self.waiting: list[str] = []
        self.held: set[str] = set()
        self.column = ""
        self.dated = "received"
        self.last = ""
        self.subject = 0, 0  # the number of its last line, and where its words begin
        self.listed = ""  # the last line of the addressees with their serials

    def label(self) -> list[Labelled]:
        """The lines up to the text."""
        found = [self._around(line) for line in self.lines[: self.first]]
        for index in range(self.first, self.text):
            found += self._heading(index)
        return found

    def _boundary(self) -> int:
        """The line after the last one of the heading: where the sights of a heading outweigh the text most."""
        total, best, end, seen, printed = 0.0, 0.0, self.first, set[str](), 0
        for index in range(self.first, len(self.texts)):
            printed += bool(self.texts[index].strip())
            parts = self.parts[index] = self._cut(index)
            for part in parts:
                name = part.label or _DEFAULTS.get(part.type, "")
                self.own = self.own or self._is_own(index, name) or part.type == "number"
                if name in _WEIGHTS and name not in seen and not (total < best and self._passes(index, part)):
                    total += _WEIGHTS[name] if part.type or part.label not in _WAITS else 1.0
                    if part.type or name not in _WAITS:
                        seen.add(name)
                elif part.type == "prose":
                    total -= running.prose(self.texts[index])
            if total > best:
                best, end = total, index + 1
            if total < best - (_FAR if best else _NONE_ABOVE) or printed > _LONGEST:
                break
        while end in self.parts and (self.texts[end].lstrip().startswith(":") or typed.address(self.texts[end])):
            end += 1  # the value of the last label, or one more addressee
        self.weight = best
        if not self.own or best < _SURE:
            note = any(form_print.reproduction(text) or form_print.page_head(text) for text in self.texts[:_NOTE_LINES])
            self.weight += _NOTE if note else 0.0
            self.own = self.own or note
        return end

    def _passes(self, index: int, part: LinePart) -> bool:
        """Whether a line passes the message on, as one below its text may; captions stand in the heading alone."""
        text = self.texts[index][part.start : part.end]
        return part.label == "handling" and words.handling(text.strip(SIGNS)) < 1.0

    def _is_own(self, index: int, name: str) -> bool:
        """Whether only a form has it; the Department's name alone heads its letters and memoranda, too."""
        return name in _OWN and (name != "title" or form_print.title(self.texts[index]) > 0)

    def _opening(self) -> int:
        """The first line of the form: what stands before its first word is the archive's."""
        own = {*_WEIGHTS, "column", "banner"}
        sights = (
            i
            for i in range(self.first, self.text)
            if any(part.label in own or part.type in _DEFAULTS for part in self.parts[i])
        )
        return next(sights, self.first)

    def _cut(self, index: int) -> list[LinePart]:
        """The parts of a line; a line that begins with a colon has the value of the label above it."""
        text = self.texts[index]
        if text.lstrip().startswith(":") and (parts := cut(text)):
            nearby = (self.parts.get(i, []) for i in range(index - 1, max(index - 1 - _NEARBY, -1), -1))
            above = next((part for line in nearby for part in line), None)
            if above is not None and above.label in _LABELS:
                return [LinePart(parts[0].start, parts[-1].end, "", parts[0].start, "value")]
        below = next((text for text in self.texts[index + 1 : index + 1 + _NEARBY] if text.strip()), "")
        if below.lstrip().startswith(":") and len(parts := cut(text + ":")) == 1 and parts[0].label in _LABELS:
            return [parts[0]._replace(end=len(text), value=len(text))]
        return cut(text)

    def _heading(self, index: int) -> list[Labelled]:
        line = self.lines[index]
        if not line.text.strip():
            return [blank(line)]
        return [self._labelled(line, part) for part in self.parts[index]] or [whole(line, "speck")]

    def _labelled(self, line: Line, part: LinePart) -> Labelled:
        name = part.label
        if name in ("column", "column_info"):
            name = self._office(line.text[part.start : part.end], part)
        elif part.type and not name:
            name = self._typed(part)
        elif name == "title" and "to" in self.waiting and form_print.letterhead(line.text[part.start : part.end]):
            name = self._typed(part._replace(type="department"))
        elif name in _LABELS:
            if part.type:
                self.held.add(name)
            elif part.value >= part.end:
                self.waiting.append(name)
        if name in ("received", "date") and part.type:
            self.dated = name
        if self.last in ("to", "info") and name in ("precedence", "unparsed", "count"):
            name = self._goes_on(line.text[part.start : part.end]) or name
        elif self.last == "subject" and name == "unparsed" and self._is_below_subject(line, part):
            name = "subject"
        elif self.last == "sent" and name == "unparsed" and typed.goes_on_sent(line.text, self.listed):
            name = "sent"
        if name not in ("column", "column_info", "speck"):
            self.last = name
        if name == "subject":
            self.subject = line.number, part.value
        if name == "sent":
            self.listed = line.text[part.start : part.end]
        return Labelled(line, part.start, part.end, name, labels.kind(name), part.value)

    def _is_below_subject(self, line: Line, part: LinePart) -> bool:
        """Whether a line stands right below the subject's, exactly where its words begin."""
        number, value = self.subject
        return line.number == number + 1 and abs(part.start - value) <= _BESIDE

    def _goes_on(self, text: str) -> str:
        """Whether a line goes on with the addressees above it: a serial and a precedence, or one more post."""
        number = typed.serial(text)
        return self.last if typed.address(text) or (number is not None and typed.urgent(text)) else ""

    def _typed(self, part: LinePart) -> str:
        """The label of a value that stands without one: the first that waits for its type, else the type's own."""
        if part.type == "prose":
            return "unparsed"  # a stamp, a note, or a line of the text that OCR read too early
        if part.type in ("value", "words"):
            return self.waiting.pop() if part.type == "value" and self.waiting else "unparsed"
        if part.type in ("clock", "year"):
            return self.dated
        if part.type == "day" and "received" in self.held and "date" not in self.waiting:
            return "number"  # a number line whose serial is unreadable
        for name in self.waiting:
            if part.type in _WAITS.get(name, ()):
                self.waiting.remove(name)
                self.held.add(name)
                return name
        name = _DEFAULTS[part.type]
        if name == "fm" and (name in self.held or self.last in ("to", "info")):
            return self.last if self.last in ("to", "info") else "unparsed"
        self.held.add(name)
        return name

    def _office(self, text: str, part: LinePart) -> str:
        """The first office below the word Action has the action, all others have the information."""
        word = form_print.column_word(text)
        if word:
            self.column = word
            return word
        name = self.column or "column_info"
        self.column = "column_info"
        return name

    def _around(self, line: Line) -> Labelled:
        """A line before the form: the archive's record sheet, its marks."""
        if not line.text.strip():
            return blank(line)
        name, fit = furniture(line.text.strip())
        if fit >= FIT and name in ("release", "speck"):
            return whole(line, name)
        return whole(line, "record_sheet" if self.cover else "envelope")
