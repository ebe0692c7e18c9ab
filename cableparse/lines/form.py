"""What the lines of a typed form are: INCOMING TELEGRAM, OUTGOING TELEGRAM, AIRGRAM (FORMATS.md 2 and 11).

OCR reads a form in any order: the column of offices at the left margin between the lines, labels before their values or
not at all. So values are known by their type (a serial with a day, a date with a year, a name that is nothing but a
post), labels are hints, and the heading ends where its evidence is outweighed by running text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cableparse.lines import labels
from cableparse.lines.evidence import form
from cableparse.lines.evidence.furniture import stamps, furniture
from cableparse.lines.form_heading import Part, cut, handled
from cableparse.lines.kinds import LineKind
from cableparse.lines.labelled import Labelled
from cableparse.pages import Line
from cableparse.vocabulary import offices

# What each sight of the heading is worth, once, against one line of running text.
_WEIGHTS = {
    "title": 1.0, "letterhead": 1.0, "number": 3.0, "received": 2.0, "control": 1.0, "fm": 2.0, "to": 2.0, "info": 1.0,
    "date": 2.0, "sent": 2.0, "precedence": 1.0, "handling": 1.0, "ref": 1.5, "subject": 1.5, "airgram": 2.0,
}  # fmt: skip
# What a value is taken for where no label waits for it.
_DEFAULTS = {
    "number": "number", "dated": "received", "stamp": "date", "day": "date", "clock": "received", "post": "fm",
    "department": "to", "serial": "count", "year": "received",
}  # fmt: skip
# The types that a label without a value on its line waits for.
_WAITS = {
    "fm": ("post",), "to": ("department", "post"), "info": ("post",), "number": ("number", "serial"),
    "control": ("serial",), "received": ("dated", "day", "clock"), "date": ("day", "dated", "number"),
}  # fmt: skip
_LABELS = frozenset({*_WAITS, "ref", "subject"})
# What only a form has: a memorandum has a date, an addressee and a subject as well.
_OWN = frozenset({"title", "control", "airgram"})
# No heading comes back after so many lines of text.
_FAR = 12.0
# The reproduction note and the head of a further page stand on nothing but a form.
_NOTE = 3.0
# The least that the sights of a form come to.
_LEAST = 4.0
# How well furniture must fit to be taken for it.
_FIT = 0.7
# A page's head is at most so many lines long.
_HEAD_LINES = 16
# An office stands before a line of text where two of the three lines above and below have one.
_REACH = 3
_COMPANY = 2
# A record sheet has more labels than this; a memorandum has one or two of them.
_SHEET_LABELS = 4
# The sheet is the first page, with an empty line after each where OCR put them.
_SHEET_LINES = 100
# The page of a record sheet ends within so many lines after its last label.
_SHEET_END = 40
# A stamp is at most so many lines from its first to its last.
_STAMP_LINES = 5
_TICKS = ("_", "-", "—")
_BOX = frozenset({"drafted", "approved", "cleared"})
_TYPIST = re.compile(r"\W?[A-Z]{2,4} ?[:/;] ?[A-Za-z0-9/]{0,6}\W?$|\W?[A-Z]{2,3}$")
_SENTENCE_END = re.compile(r"[.?!)\"”]\W*$")


def label(lines: Sequence[Line]) -> list[Labelled] | None:
    """The lines of one message that is a typed form, each with what it is; None where too little of a form is there."""
    return _Form(lines).run()


def weight(lines: Sequence[Line]) -> float:
    """How much of a typed form is there: 0 where nothing of a form's own is, else what its sights come to."""
    form_ = _Form(lines)
    return form_.weight if form_.own else 0.0


class _Form:
    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.texts = [line.text for line in lines]
        self.parts: dict[int, list[Part]] = {}
        self.cover = self.first = cover(lines)
        self.stamped = stamps([text.strip() for text in self.texts])
        self.capitals = sum(text.isupper() for text in self.texts) * 2 > sum(bool(text.strip()) for text in self.texts)
        self.weight = 0.0
        self.own = False
        self.text = self._boundary()
        self.first = self._opening()
        self.head: list[Labelled] = []
        self.waiting: list[str] = []
        self.held: set[str] = set()
        self.column = ""
        self.dated = "received"
        self.last = ""

    def run(self) -> list[Labelled] | None:
        if self.weight < _LEAST or not self.own:
            return None
        self.head = [self._around(line) for line in self.lines[: self.first]]
        for index in range(self.first, self.text):
            self.head += self._heading(index)
        return self.head + self._body()

    # --- the heading

    def _boundary(self) -> int:
        """The line after the last one of the heading: where the sights of a heading outweigh the text most."""
        total, best, end, seen = 0.0, 0.0, self.first, set[str]()
        for index in range(self.first, len(self.texts)):
            parts = self.parts[index] = self._cut(index)
            for part in parts:
                name = part.label or _DEFAULTS.get(part.type, "")
                self.own = self.own or name in _OWN or part.type == "number"
                if name in _WEIGHTS and name not in seen:
                    total += _WEIGHTS[name] if part.type or part.label not in _WAITS else 1.0
                    if part.type or name not in _WAITS:
                        seen.add(name)
                elif part.type == "prose":
                    total -= form.prose(self.texts[index])
            if total > best:
                best, end = total, index + 1
            if total < best - _FAR:
                break
        note = any(form.reproduction(text) or form.page_head(text) for text in self.texts)
        self.weight = best + (_NOTE if note else 0.0)
        self.own = self.own or note
        return end

    def _opening(self) -> int:
        """The first line of the form: what stands before its first word is the archive's."""
        own = {*_WEIGHTS, "column", "banner"}
        sights = (
            i
            for i in range(self.first, self.text)
            if any(part.label in own or part.type in _DEFAULTS for part in self.parts[i])
        )
        return next(sights, self.first)

    def _cut(self, index: int) -> list[Part]:
        """The parts of a line; a line that begins with a colon has the value of the label above it."""
        text = self.texts[index]
        above = next((part for i in range(index - 1, self.first - 1, -1) for part in self.parts[i]), None)
        if text.lstrip().startswith(":") and above and above.label in _LABELS and (parts := cut(text)):
            return [Part(parts[0].start, parts[-1].end, "", parts[0].start, "value")]
        below = next((text for text in self.texts[index + 1 : index + 3] if text.strip()), "")
        if below.lstrip().startswith(":") and len(parts := cut(text + ":")) == 1 and parts[0].label in _LABELS:
            return [parts[0]._replace(end=len(text), value=len(text))]
        return cut(text)

    def _heading(self, index: int) -> list[Labelled]:
        line = self.lines[index]
        if not line.text.strip():
            return [_blank(line)]
        return [self._labelled(line, part) for part in self.parts[index]] or [_whole(line, "speck")]

    def _labelled(self, line: Line, part: Part) -> Labelled:
        name = part.label
        if name in ("column", "column_info"):
            name = self._office(line.text[part.start : part.end], part)
        elif part.type and not name:
            name = self._typed(part)
        elif name == "title" and "to" in self.waiting and form.letterhead(line.text[part.start : part.end]):
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
        if name not in ("column_info", "speck"):
            self.last = name
        return Labelled(line, part.start, part.end, name, labels.kind(name), part.value)

    def _goes_on(self, text: str) -> str:
        """Whether a line goes on with the addressees above it: a serial and a precedence, or one more post."""
        number = form.serial(text)
        return self.last if form.address(text) or (number is not None and form.urgent(text)) else ""

    def _typed(self, part: Part) -> str:
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

    def _office(self, text: str, part: Part) -> str:
        """The first office below the word Action has the action, all others have the information."""
        word = form.column_word(text)
        if word:
            self.column = word
            return word
        name = self.column or "column_info"
        self.column = "column_info"
        return name

    def _around(self, line: Line) -> Labelled:
        """A line before the form: the archive's record sheet, its marks."""
        if not line.text.strip():
            return _blank(line)
        name, fit = furniture(line.text.strip())
        if fit >= _FIT and name in ("release", "speck"):
            return _whole(line, name)
        return _whole(line, "record_sheet" if self.cover else "envelope")

    # --- the text and what is below it

    def _body(self) -> list[Labelled]:
        names = [self._name(index) for index in range(self.text, len(self.lines))]
        self._first_lines(names)
        self._column(names)
        self._note(names)
        self._stamps(names)
        self._page_heads(names)
        box = self._box(names)
        close = self._signature(names if box is None else names[:box])
        self._below(names, close)
        found: list[Labelled] = []
        for index, name in enumerate(names, self.text):
            line = self.lines[index]
            if name == "blank":
                found.append(_blank(line))
            elif name == "text" and (symbol := self._symbol(names, index - self.text)):
                found += [_stretch(line, *symbol, "column_info"), _stretch(line, symbol[1], len(line.text), "text")]
            elif name == "text" and (drafted := form.drafter(line.text)) and "received" not in self.held:
                found += [_stretch(line, *drafted, "drafted"), _stretch(line, drafted[1], len(line.text), "cleared")]
            elif name in _BOX and (seen := form.box_label(line.text.strip())):
                start = len(line.text) - len(line.text.lstrip())
                end = len(line.text.rstrip())
                found.append(Labelled(line, start, end, name, labels.kind(name), min(start + seen.value, end)))
            elif name in ("print", "form_page") and (level := form.level_in(line.text)):
                found += [_stretch(line, 0, level[0], name), _stretch(line, *level, "banner"), _stretch(line, level[1], len(line.text), name)]
            elif name == "signature" and (span := form.surname(line.text)):
                found += [
                    _stretch(line, 0, span[0], "speck"),
                    _stretch(line, *span, "signature"),
                    _stretch(line, span[1], len(line.text), "speck"),
                ]
            else:
                found.append(_whole(line, name))
        return [part for part in found if part.end > part.start or part.kind is LineKind.BLANK]

    def _name(self, index: int) -> str:
        text = self.texts[index].strip()
        if not text:
            return "blank"
        if index in self.stamped:
            return "release"
        name, fit = furniture(text)
        if fit >= _FIT:
            return name
        if form.reproduction(text):
            return "print"
        if form.page_head(text):
            return "form_page"
        if form.group(text):
            return "group"
        if self.column and (symbol := form.symbol(text)) and (offices.known(symbol) or offices.repair(symbol)):
            return "column_info"
        if len(text) < 5 and text.isdigit():
            return "count"
        return "speck" if form.debris(text, self.capitals) else "text"

    def _first_lines(self, names: list[str]) -> None:
        """Between the heading and the text stand the rest of the addressees, captions and attention lines, and marks."""
        listed = self.head[-1] if self.head and self.head[-1].label == "sent" else None
        before = listed.text if listed else ""
        for i, name in enumerate(names):
            text = self.texts[self.text + i].strip()
            if name == "blank":
                continue
            if name == "text" and before and form.goes_on_sent(text, before):
                names[i], before = "sent", text
            elif name == "text" and form.prose(text) < 1 and handled(text.strip(form.SIGNS)):
                names[i] = "handling"
            elif name == "text" and text[:1] in _TICKS and len(form.words(text)) == 1:
                names[i] = "envelope"  # the routing list of a reader's office: names with a space to tick before them
            elif form.prose(text) >= 1:
                break

    def _column(self, names: list[str]) -> None:
        """Symbols that no vocabulary knows, and that stand among the column's."""
        if not self.column:
            return
        printed = [i for i, name in enumerate(names) if name != "blank"]
        for at, i in enumerate(printed):
            symbol = form.symbol(self.texts[self.text + i])
            near = [names[j] for j in (*printed[max(at - _REACH, 0) : at], *printed[at + 1 : at + 1 + _REACH])]
            if names[i] in ("text", "speck") and symbol and near.count("column_info") >= _COMPANY:
                names[i] = "column_info"

    def _note(self, names: list[str]) -> None:
        """Lines next to a piece of the reproduction note that go on with it."""
        printed = [i for i, name in enumerate(names) if name not in ("blank", "speck")]
        for before, after in pairwise(printed):
            for one, other in ((before, after), (after, before)):
                if (
                    names[one] == "print"
                    and names[other] == "text"
                    and form.goes_on_note(self.texts[self.text + other])
                ):
                    names[other] = "print"

    def _stamps(self, names: list[str]) -> None:
        """Lines between two of a stamp, and print between a reproduction note and the end of its page."""
        above = [line.label for line in self.head[-_STAMP_LINES:]]
        at = [-1] if "release" in above else []
        at += [i for i, name in enumerate(names) if name in ("release", "print", "form_page", "footer")]
        for before, after in pairwise(at):
            inside = [i for i in range(before + 1, after) if names[i] in ("text", "column_info", "typist")]
            if not inside or any(form.prose(self.texts[self.text + i]) >= 1 for i in inside):
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
                if names[i] in ("print", "release") or form.prose(self.texts[self.text + i]) >= 1:
                    break
                if names[i] in ("text", "column_info"):
                    names[i] = "form_page"

    def _signature(self, names: list[str]) -> int | None:
        """The line with the signer's name: behind a sentence's end, and with little text below it."""
        texts = self.texts[self.text : self.text + len(names)]
        weights = [form.prose(text) if name == "text" else 0.0 for text, name in zip(texts, names, strict=True)]
        below, best, found = 0.0, 0.0, None
        mixed = any(w and not t.isupper() for t, w in zip(texts, weights, strict=True))
        above = sum(weights)
        for i in range(len(texts) - 1, -1, -1):
            above -= weights[i]
            if names[i] in ("text", "column_info") and form.surname(texts[i]) and below <= above / 2:
                score = self._signed(names, i) + (1.0 if mixed else 0.0) - below
                if score > best:
                    best, found = score, i
            below += weights[i]
        return found

    def _signed(self, names: list[str], index: int) -> float:
        before = next((i for i in range(index - 1, -1, -1) if names[i] in ("text", "group")), None)
        if before is None:
            return 0.0
        ended = names[before] == "group" or _SENTENCE_END.search(self.texts[self.text + before]) is not None
        after = next((i for i in range(index + 1, len(names)) if names[i] not in ("blank", "speck")), None)
        closed = (
            after is None or names[after] != "text" or _TYPIST.match(self.texts[self.text + after].strip()) is not None
        )
        return 1.0 + ended + closed

    def _below(self, names: list[str], close: int | None) -> None:
        """What stands below the signature is no text: typist, notes, another agency's routing, handwriting, the box.

        The box stands below the text also where no signature was found.
        """
        box = self._box(names)
        first = min(at for at in (close, box, len(names)) if at is not None)
        label = ""
        for i in range(first, len(names)):
            if i == close:
                names[i] = "signature"
            elif names[i] in ("text", "column_info", "speck", "release"):
                text = self.texts[self.text + i].strip()
                seen = form.box_label(text) if box is not None and i >= box else None
                label = seen.label if seen else label
                if label:
                    names[i] = label
                elif _TYPIST.match(text):
                    names[i] = "typist"
                elif names[i] in ("text", "column_info"):
                    names[i] = "envelope"

    def _box(self, names: list[str]) -> int | None:
        """The first line of the drafting box: no text stands below it."""
        texts = self.texts[self.text :]
        below = 0.0
        found = None
        for i in range(len(names) - 1, -1, -1):
            if names[i] in ("text", "speck") and form.box_label(texts[i].strip()):
                found = i
            elif names[i] == "text":
                below += form.prose(texts[i]) >= 1
            if below:
                break
        return found

    def _symbol(self, names: list[str], i: int) -> tuple[int, int] | None:
        """The office before the text on its line, where the lines around have one as well."""
        span = form.leading_symbol(self.texts[self.text + i])
        if span is None or not self.column:
            return None
        near, reach = 0, 0
        least = _COMPANY + (span[1] - span[0] == 1)
        for step in (-1, 1):
            j, reach = i + step, 0
            while 0 <= j < len(names) and reach < _REACH:
                if names[j] not in ("blank", "speck"):
                    reach += 1
                    near += names[j] == "column_info" or form.leading_symbol(self.texts[self.text + j]) is not None
                j += step
        near += sum(line.label == "column_info" for line in self.head[-_REACH:]) if i < _REACH else 0
        return span if near >= least else None


def cover(lines: Sequence[Line]) -> int:
    """The line after an archive's record sheet at the head of the file, its page's end included; 0 where there is none."""
    sheet = [i for i, line in enumerate(lines[:_SHEET_LINES]) if form.record_sheet(line.text)]
    if len(sheet) < _SHEET_LABELS:
        return 0
    last = sheet[-1]
    ends = (i for i in range(last + 1, min(last + _SHEET_END, len(lines))) if form.page_break(lines[i], lines[i - 1]))
    return next(ends, last + 1)


def _stretch(line: Line, start: int, end: int, name: str) -> Labelled:
    while start < end and line.text[start] in form.SIGNS:
        start += 1
    return Labelled(line, start, len(line.text[:end].rstrip()), name, labels.kind(name), start)


def _blank(line: Line) -> Labelled:
    return Labelled(line, 0, len(line.text), "blank", LineKind.BLANK, 0)


def _whole(line: Line, name: str) -> Labelled:
    start = len(line.text) - len(line.text.lstrip())
    return Labelled(line, start, len(line.text.rstrip()), name, labels.kind(name), start)
