"""Reads the signs of RTF one by one (Rich Text Format Specification 1.9.1)."""

from __future__ import annotations

from collections import Counter
from copy import copy
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from cableparse.sources.format_marks import rtf_start
from cableparse.sources.office.flow import Flow
from cableparse.sources.office.furnished import BREAK, DocumentSection
from cableparse.sources.office.letters import BLACK, WHITE, Color, hidden_by, letters
from cableparse.sources.office.rtf_sign import (
    AROUND,
    ASIDE,
    CHARACTER_SETS,
    FONT_CHARACTER_SETS,
    FURNITURE,
    INSIDE,
    SIGNS,
    TOKEN,
    WORDS,
    code_page,
)

_SOLID = 10000  # hundredths of a percent
_HALVES = 2  # of a point, that \fs counts
_SIZE = 24  # in halves, where no \fs tells (RTF 1.9.1, "Font (Character) Formatting Properties")
_UNITS = 0x10000  # of UTF-16: RTF has those of its second half as negative numbers
_BRIGHTEST = 255  # of a shade
# Groups nested deeper are no document's.
_DEEPEST = 1000


class _Place(Enum):
    """What the text of a group is: the document's, none, around such text, a table of fonts or colours, a comment."""

    TEXT = 0
    ASIDE = 1
    AROUND = 2
    FONTS = 3
    COLORS = 4
    COMMENT = 5


@dataclass
class _State:
    """What holds in a group: where its text goes, and how it looks; colours are numbers of the table's."""

    flow: Flow
    place: _Place = _Place.TEXT
    is_box: bool = False
    font: int = 0
    skipped: int = 1  # characters that stand for one that a program cannot show
    in_table: bool = False
    is_hidden: bool = False
    is_deleted: bool = False
    halves: int = _SIZE
    ink: int = 0
    mark: int = 0
    letter_paper: int = 0
    letter_pattern: int = 0
    letter_share: int = 0
    paper: int = 0


class Reader:
    """Reads a document: `body`, its `sections`, the `notes` below it, what it withholds as `concealed`."""

    def __init__(self, data: bytes) -> None:
        """Read `data`; raises ValueError where it ends before the document does."""
        self.body = Flow()
        self.sections: list[DocumentSection] = []
        self.notes: list[str] = []
        self.concealed: Counter[str] = Counter()
        self.both_sides = False
        self._state = _State(self.body)
        self._around: list[_State] = []
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._default_font = 0
        self._font = 0
        self._colors: list[Color | None] = []
        self._shades: dict[str, int] = {}
        self._bytes = bytearray()
        self._to_skip = 0
        self._is_marked = False
        self._note_flows: list[Flow] = []
        self._furniture: dict[str, Flow] = {}
        self._has_first = False
        self._begins_page = True
        self._has_shaded_cells = False
        self._read(data[rtf_start(data) or 0 :].decode("latin_1"))

    def _read(self, text: str) -> None:
        place = text.index("{")
        depth = 0
        while place < len(text):
            token = TOKEN.match(text, place)
            assert token is not None
            place = token.end()
            word, number, code, sign, brace, plain = token.groups()
            if plain is not None:
                self._plain(plain)
            elif code is not None:
                self._code(int(code, 16))
            elif brace == "{":
                self._open()
                depth += 1
                if depth > _DEEPEST:
                    raise ValueError(f"it has more than {_DEEPEST:,} groups in each other")
            elif brace == "}":
                self._close()
                depth -= 1
                if not depth:
                    break
            elif word == "bin":
                place += max(int(number or 0), 0)
            elif word is not None:
                self._word(word, None if number is None else int(number))
            elif sign is not None:
                self._sign(sign)
        if depth:
            raise ValueError("it ends before its last group does")
        self._end(text[place:])

    def _end(self, behind: str) -> None:
        self._flush()
        self.body.close()
        if not self.sections or len(self.body.lines) > self.sections[-1].end:
            self._end_section()
        for number, flow in enumerate(self._note_flows, 1):
            flow.close()
            first, *others = flow.lines or [""]
            self.notes += [f"[{number}] {first.lstrip()}", *others]
        if count := letters(behind.replace("\0", " ")):
            self.concealed["standing behind the document's end"] += count

    def _open(self) -> None:
        self._flush()
        self._to_skip = 0
        self._is_marked = False
        self._around.append(self._state)
        self._state = copy(self._state)

    def _close(self) -> None:
        self._flush()
        self._to_skip = 0
        ended, self._state = self._state, self._around.pop()
        if ended.flow is not self._state.flow:
            ended.flow.close()
            if ended.is_box and not self._state.is_box:
                self._state.flow.add_box(ended.flow.lines)

    def _plain(self, text: str) -> None:
        skipped = min(self._to_skip, len(text))
        self._to_skip -= skipped
        text = text[skipped:]
        if self._state.place is _Place.COLORS:
            self._colors += [self._color() for _ in range(text.count(";"))]
        elif text:
            self._bytes += text.encode("latin_1")

    def _code(self, code: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._bytes.append(code)

    def _sign(self, sign: str) -> None:
        self._flush()
        if self._to_skip:
            self._to_skip -= 1
        elif sign == "*":
            self._is_marked = True
        elif sign in "\r\n":
            self._paragraph()
        else:
            self._add(SIGNS.get(sign, ""))

    def _word(self, word: str, number: int | None) -> None:
        self._flush()
        is_marked, self._is_marked = self._is_marked, False
        if self._to_skip:
            self._to_skip -= 1
        elif self._turns_aside(word, is_marked):
            return
        elif self._state.place is _Place.FONTS:
            self._font_word(word, number)
        elif self._state.place is _Place.COLORS:
            self._shades[word] = number or 0
        elif word == "u" and number is not None:
            self._unicode(number)
        elif word in WORDS:
            self._add(WORDS[word])
        elif word in CHARACTER_SETS:
            self._encoding = CHARACTER_SETS[word]
        elif not self._structure(word, number or 0):
            self._look(word, number)

    def _turns_aside(self, word: str, is_marked: bool) -> bool:
        """Whether a word says that the text of its group is another text, or none."""
        state = self._state
        if state.place not in (_Place.TEXT, _Place.AROUND):
            return False
        if word in INSIDE and state.place is _Place.AROUND:
            state.place = _Place.TEXT
            if word != "ud":
                state.flow, state.is_box, state.in_table = Flow(), True, False
        elif word in AROUND:
            state.place = _Place.AROUND
        elif state.place is _Place.AROUND:
            state.place = _Place.ASIDE if is_marked or word in ASIDE else state.place
        elif word in ("fonttbl", "colortbl", "annotation"):
            state.place = {"fonttbl": _Place.FONTS, "colortbl": _Place.COLORS}.get(word, _Place.COMMENT)
        elif word == "footnote":
            state.flow = Flow()
            self._note_flows.append(state.flow)
        elif word in FURNITURE:
            state.flow = self._furniture[FURNITURE[word]] = Flow()
        elif is_marked or word in ASIDE:
            state.place = _Place.ASIDE
        else:
            return False
        return True

    def _font_word(self, word: str, number: int | None) -> None:
        if word == "f" and number is not None:
            self._font = number
        elif word == "fcharset" and number in FONT_CHARACTER_SETS:
            self._fonts[self._font] = FONT_CHARACTER_SETS[number]
        elif word == "cpg" and (encoding := code_page(number)):
            self._fonts[self._font] = encoding

    def _unicode(self, number: int) -> None:
        self._to_skip = max(self._state.skipped, 0)
        self._add(chr(number % _UNITS))

    def _structure(self, word: str, number: int) -> bool:
        """Whether a word, which is followed, tells of paragraphs, rows, sections or the whole document."""
        state = self._state
        if word == "par":
            self._paragraph()
        elif word == "pard":
            state.in_table, state.paper = False, 0
        elif word == "intbl":
            state.in_table = True
        elif word == "cell" and state.place is _Place.TEXT:
            state.flow.end_cell()
        elif word == "row" and state.place is _Place.TEXT:
            state.flow.end_row()
        elif word == "trowd":
            self._has_shaded_cells = False
        elif word in ("clcbpat", "clcfpat", "clshdng", "trcbpat"):
            self._has_shaded_cells = True
        elif word == "pagebb":
            self._add(BREAK)
        elif word == "sect":
            self._paragraph()
            self._end_section()
        elif word in ("sbknone", "sbkcol"):
            self._begins_page = False
        elif word == "titlepg":
            self._has_first = True
        elif word == "facingp":
            self.both_sides = True
        elif word == "chftn" and state.flow not in self._note_flows:
            self._add(f"[{len(self._note_flows) + 1}]")
        elif word == "ansicpg" and (encoding := code_page(number)):
            self._encoding = encoding
        elif word == "deff":
            self._default_font = state.font = number
        else:
            return False
        return True

    def _look(self, word: str, number: int | None) -> None:
        """Follow a word that tells how letters look."""
        state, is_on = self._state, number != 0
        if word == "plain":
            self._state = replace(state, font=self._default_font, **_PLAIN)
        elif word == "v":
            state.is_hidden = is_on
        elif word in ("deleted", "mvf"):
            state.is_deleted = is_on
        elif (name := _NUMBERED.get(word)) is not None:
            setattr(state, name, number or 0)

    def _paragraph(self) -> None:
        if self._state.place is _Place.TEXT:
            self._state.flow.end_paragraph(self._state.in_table)

    def _end_section(self) -> None:
        furniture = {}
        for name, flow in self._furniture.items():
            flow.close()
            furniture[name] = flow.lines
        self.sections.append(DocumentSection(len(self.body.lines), furniture, self._has_first, self._begins_page))
        self._furniture, self._has_first, self._begins_page = {}, False, True

    def _flush(self) -> None:
        """Add the characters that stand by their codes, which may take two to make one."""
        if self._bytes:
            encoding = self._fonts.get(self._state.font, self._encoding)
            data = bytes(self._bytes)
            self._bytes.clear()
            self._add(data.decode(encoding, "replace"))

    def _add(self, text: str) -> None:
        state = self._state
        if state.place is _Place.COMMENT:
            self._conceal(text, "being a comment")
        if state.place is not _Place.TEXT or not text:
            return
        hidden = self._hidden_by()
        if hidden is None or not text.strip():
            state.flow.add(text)
        else:
            self._conceal(text, hidden)
            state.flow.hide()

    def _conceal(self, text: str, way: str) -> None:
        if count := letters(text):
            self.concealed[way] += count

    def _hidden_by(self) -> str | None:
        state = self._state
        if state.is_hidden:
            return "being marked as hidden"
        if state.is_deleted:
            return "being deleted"
        is_known = not state.is_box and not (state.in_table and self._has_shaded_cells)
        paper = self._color_of(state.paper) or (WHITE if is_known else None)
        own = state.mark or (state.letter_pattern if state.letter_share >= _SOLID else state.letter_paper)
        ink = self._color_of(state.ink)
        # Programs differ in whether letters without a colour of their own turn white on dark marks.
        if own:
            paper, ink = self._color_of(own), ink or BLACK
        return hidden_by(ink, paper, state.halves / _HALVES)

    def _color_of(self, number: int) -> Color | None:
        return self._colors[number] if 0 <= number < len(self._colors) else None

    def _color(self) -> Color | None:
        """The next colour of the table; None where it leaves the colour to the program."""
        shades, self._shades = self._shades, {}
        if not shades.keys() & {"red", "green", "blue"}:
            return None
        return Color(*(min(max(shades.get(name, 0), 0), _BRIGHTEST) / _BRIGHTEST for name in ("red", "green", "blue")))


_PLAIN: dict[str, Any] = {
    "is_hidden": False, "halves": 24, "ink": 0, "mark": 0, "letter_paper": 0, "letter_pattern": 0, "letter_share": 0,
}  # fmt: skip
_NUMBERED = {
    "f": "font", "uc": "skipped", "fs": "halves", "cf": "ink", "highlight": "mark", "chcbpat": "letter_paper",
    "cb": "letter_paper", "chcfpat": "letter_pattern", "chshdng": "letter_share", "cbpat": "paper",
}  # fmt: skip
