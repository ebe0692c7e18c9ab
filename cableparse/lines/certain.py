"""A telegram that prints every label exactly and in order: one pass, nothing weighed.

Nine in ten telegrams of the electronic system are printed so. A line that this pass does not expect is one for
`decide`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from cableparse.lines import labels
from cableparse.lines.cut import LineStretch
from cableparse.lines.evidence import printed, shape, stamp, words
from cableparse.lines.evidence.between import furniture
from cableparse.lines.kinds import LineKind
from cableparse.lines.labelled import Labelled
from cableparse.vocabulary import agencies, classifications, posts

_OFFICES = re.compile(
    r"(?:[A-Z][A-Z0-9]{0,4}-\d\d[ ,]*)+(?:\( ?ISO ?\) ?[A-Z]?|/ ?\d{2,3} ?[A-Z]?)?$|/ ?\d{2,3} ?[A-Z]?$"
)
# A word of six letters, damaged or not, and an office with its copies.
_LISTING = re.compile(r"\S{5,8} +[A-Z][A-Z0-9]{0,4}-\d\d\b")
_LISTED = frozenset({"origin", "action"})
_ADDRESS = re.compile(r"(?:[A-Z]{1,7}/)?[A-Z][A-Z.&'()/,-]*(?: [A-Z.&'()/,-]+)*(?: \d{1,5})?$")
_OFFICER = re.compile(r"[A-Z][A-Z0-9/ -]{0,18}?(?: ?[:=]| ?- ?)[ ]?[A-Z][A-Z .,'()/:-]*$")
_NUMBER = re.compile(r"\d{1,2}\. {0,3}[A-Z(\"]")
_TAGS = re.compile(r"(?:[A-Z]{2,4}|\([A-Z ,.'-]+\))(?:[ ,]+(?:[A-Z]{2,4}|\([A-Z ,.'-]+\)))*,?$")
_ORDER = re.compile(r"\d{5}(?: ?:|$)")
# Shorter lines of a text may be a damaged banner, page line or end mark.
_SHORT = 32
_LABEL_LENGTH = 24
# A label and its office are longer.
_LONGEST_OFFICE = 12
_OFFICE_END = re.compile(r"[:=]| ?- ")
# One letter in five of a level may be damaged.
_LEVEL = 0.8
# INFO and one letter of the indicator that OCR joined to it.
_LONGEST_SENDER_LABEL = 5
_ADDRESSING = labels.openings("fm", "to", "info")
_DISTRIBUTING = labels.openings("origin", "action", "copies")
_NEEDED = frozenset({"dtg", "fm", "to", "class_line", "subject"})
_LAST_OF_HEADING = labels.row("subject", "telegram").place or 0
# NNNN, BT and a serial of four figures with its sign.
_SHORTEST_NAME = 5
# A line is certain that fits so well: what fits less has lost something.
_SURE = 0.85
_CONTENTS = {
    "origin": _OFFICES, "action": _OFFICES, "copies": _OFFICES, "fm": _ADDRESS, "to": _ADDRESS, "info": _ADDRESS,
    "tags": _TAGS, "eo": _ORDER, "exempted": _ADDRESS,
}  # fmt: skip
_GOES_ON = frozenset({"origin", "action", "copies", "to", "info", "drafted", "approved"})
_SUBJECT_BLOCK = frozenset({"eo", "tags", "subject", "ref"})
_ANY_VALUE = _SUBJECT_BLOCK | {"drafted", "approved"}
_WITHOUT_COLON = frozenset({"eo", "drafted", "approved"})


class Way:
    """The way down a telegram, line by line as long as each is certain.

    `found` are the lines so far, `label` the one of the heading that is open, empty where none is, `place` its rank,
    `seen` all of them, `last` the last line of `found` that is the heading's or the text's. Where `go` has come to the
    end and the way `is_whole`, there is nothing to decide.
    """

    def __init__(self, stretches: Sequence[LineStretch]) -> None:
        self.stretches = stretches
        self.found: list[Labelled] = []
        self.place, self.label = 0, ""
        self.text_begun = self.below_page = self.below_stamp = self.numbered = False
        self.seen: set[str] = set()
        self.last = -1

    @property
    def is_whole(self) -> bool:
        """Whether all was seen that a telegram's heading is never without, and a text below it."""
        return self.text_begun and self.seen >= _NEEDED

    def go(self) -> int:
        """Go on from the line after the last of `found`; the index of the first that is not certain, or the end."""
        for at in range(len(self.found), len(self.stretches)):
            stretch = self.stretches[at]
            text = stretch.text
            if not text:
                self.found.append(_labelled(stretch, "speck" if stretch.line.text.strip() else "blank"))
                continue
            name, value = self._label(at, text)
            if not name:
                return at
            self.below_page = name == "page" and shape.is_page_alone(text)
            self.below_stamp = name == "release"
            if name == "text":
                self.text_begun, self.last = True, at
                self.numbered = self.numbered or shape.number(text) > 0
            elif not self.text_begun and name not in _BETWEEN:
                self.place, self.label, self.last = _places()[name], name, at
                self.seen.add(name)
            elif name == "end_mark":  # BT closes the addressees
                self.label = ""
            self.found.append(_labelled(stretch, name, value))
        return len(self.stretches)

    def go_on(self, lines: Sequence[Labelled], label: str, place: int, numbered: bool) -> None:
        """Take further lines, of which the last has left a label open."""
        own = [at for at, line in enumerate(lines, len(self.found)) if line.kind in _OWN]
        self.last = own[-1] if own else self.last
        self.found += lines
        self.seen.update([line.label for line in lines])
        self.place, self.label, self.numbered = place, label, numbered
        self.text_begun = label == "text"

    def _label(self, at: int, text: str) -> tuple[str, int]:
        if self.below_page and shape.place(text):
            return "place", 0
        if self.text_begun:
            numbered = self.numbered or shape.number(text) > 0
            labelled = not numbered and surely_printed(text) is not None
            stamped = self.below_stamp and 0 < stamp.is_stamp(text) < 1
            return ("", 0) if labelled or stamped or begins_distribution(text) else (in_text(text), 0)
        name, value = _in_heading(text, self.place, self.label)
        if not name and self.label == "subject":
            return _subject_goes_on(self.stretches, at), 0
        return name, value


_OWN = frozenset({LineKind.HEADER, LineKind.BODY, LineKind.ENVELOPE})
_BETWEEN = frozenset({"end_mark", "page", "place", "banner", "count", "release"})


def in_text(text: str) -> str:
    """`text`, or the furniture that the line exactly is; empty where it may be more."""
    if len(text) >= _SHORT and text.isupper() and not _may_be_furniture(text):
        return "" if is_heading(text) else "text"
    name, fit = furniture(text)
    if name and fit < 1.0:
        return ""
    return name or ("" if is_heading(text) or _OFFICES.match(text) or words.noise(text) else "text")


def _may_be_furniture(text: str) -> bool:
    """Whether a full line of capitals may be more than text: a page line, or a stamp with its colon or its word."""
    if text.startswith("PAGE ") or text.endswith("DEPARTMENT OF STATE"):
        return True
    return ":" in text[:_LABEL_LENGTH] or "AUTHORITY:" in text or "RELEASE" in text


def begins_distribution(text: str) -> bool:
    """Whether a list of offices begins, as at the head of a message."""
    return text.startswith(_DISTRIBUTING) and _OFFICES.match(text.partition(" ")[2].lstrip()) is not None


def lists_offices(text: str) -> bool:
    """Whether a list of offices stands behind a damaged label."""
    if not _LISTING.match(text):
        return False
    return any(
        seen.label in _LISTED and words.offices(text[seen.value :]) == 1.0 for seen in printed.near(text, "telegram")
    )


def is_heading(text: str) -> bool:
    """Whether another heading may begin: a date-time group, a filing line, a sender."""
    first = text[0]
    if first == "-":
        return shape.filing(text) == 1.0
    if first in "ZOPR" and shape.is_clean_dtg(text):
        return True
    if first.isdigit() or " " not in text[: _LONGEST_SENDER_LABEL + 1]:
        return False
    _, _, address = text.partition(" ")
    known = address.partition(" ")[0] in posts.missions()
    return known or (text.startswith(_ADDRESSING) and words.addressee(address) >= _SURE)


def _in_heading(text: str, place: int, label: str) -> tuple[str, int]:
    """The label of a heading line and where its value begins; empty where it is not certain."""
    first = text[0]
    if first.isdigit():
        if place >= _places()["class_line"]:
            return ("text", 0) if text.startswith("1.") and _NUMBER.match(text) else ("", 0)
        is_count = shape.count(text) if label else shape.count(text) or shape.two_counts(text)
        return ("count", 0) if is_count and place < _places()["dtg"] else ("", 0)
    if len(text) <= _SHORTEST_NAME and furniture(text) == ("end_mark", 1.0):
        return "end_mark", 0
    if not text.isupper() and stamp.is_stamp(text) >= 1.0:
        return "release", 0
    if first == "P" and shape.page(text) == 1.0:
        return "page", 0
    if first in "ZOPR" and place < _places()["dtg"] and shape.is_clean_dtg(text):
        return "dtg", 0
    if first == "-":
        is_filing = place < _places()["dtg"] and shape.filing(text) == 1.0 and not shape.speck(text)
        return ("filing", 0) if is_filing else ("", 0)
    seen = surely_printed(text)
    if seen is not None and _in_order(seen, place, label):
        return seen.label, seen.value
    if place >= _places()["class_line"]:
        return _in_subject_block(text, label)
    if label in _GOES_ON and typed(label, text):
        return label, 0
    if classifications.level(text):
        return "banner", 0
    return ("class_line", 0) if place >= _places()["fm"] and _class_line().match(text) else ("", 0)


def _in_subject_block(text: str, label: str) -> tuple[str, int]:
    if classifications.level(text):
        return "banner", 0
    if label == "ref" and words.references(text) > _SURE and not _OFFICES.match(text):
        return "ref", 0
    if label in ("class_line", "handling") and words.handling(text):
        return "handling", 0
    return ("text", 0) if label in ("subject", "ref") and words.opens_text(text) else ("", 0)


@lru_cache(maxsize=8192)
def surely_printed(text: str) -> printed.LabelPrint | None:
    """The label that a telegram's line prints exactly, with the colon and the content that go with it."""
    return next((seen for seen in printed.exact(text, "telegram") if _fits(seen, text)), None)


def _fits(seen: printed.LabelPrint, text: str) -> bool:
    if seen.row.place is None or seen.row.place > _LAST_OF_HEADING:
        return False
    if seen.label == "eo" and stamp.is_stamp(text) >= 1.0:
        return False
    if seen.label in _ANY_VALUE:
        colon = seen.colon or seen.label in _WITHOUT_COLON
        value = text[seen.value :]
        return bool(value) and (colon or (seen.label == "ref" and words.references(value) > _SURE))
    content = _CONTENTS.get(seen.label)
    return content is not None and content.match(text, seen.value) is not None


def _in_order(seen: printed.LabelPrint, place: int, label: str) -> bool:
    to = seen.row.place or 0
    return to > place or (to == place and seen.label in _SUBJECT_BLOCK and seen.label != label)


@lru_cache(maxsize=8192)
def typed(label: str, text: str) -> bool:
    """Whether the line goes on with the label's list, and is no damaged label itself."""
    content = _CONTENTS.get(label, _OFFICER)
    if not content.match(text):
        return False
    if content is _OFFICER and any(seen.colon and seen.label != label for seen in printed.near(text, "telegram")):
        return False
    if content is _ADDRESS:
        if shape.speck(text):
            return False
        first = text.partition(" ")[0].rpartition("/")[2]
        return first in _known_words() or not (printed.near(text, "telegram") or shape.level(text)[0] > _LEVEL)
    return content is _OFFICES or len(_OFFICE_END.split(text, maxsplit=1)[0]) <= _LONGEST_OFFICE


@cache
def _known_words() -> frozenset[str]:
    """The words that an address begins with."""
    return posts.missions() | agencies.words()


@cache
def _class_line() -> re.Pattern[str]:
    """A classification line without damage: level, perhaps a section, post and number."""
    return re.compile(
        rf"(?:{classifications.pattern()})(?: SECTION \d{{1,2}} OF \d{{1,2}})? [A-Z][A-Z .']{{2,20}} \d{{2,6}}$"
    )


def _subject_goes_on(stretches: Sequence[LineStretch], at: int) -> str:
    """`subject` where the line can be nothing else: no empty line above it, and a certain line soon below."""
    stretch, before = stretches[at], stretches[at - 1].text
    following = [s.text for s in stretches[at + 1 : at + 1 + _SUBJECT_LINES] if s.text]
    labelled = any(p.colon for text in following for p in printed.exact(text, "telegram"))
    numbered = bool(following) and _NUMBER.match(following[0]) is not None
    full = len(before) + 1 + len(stretch.text.partition(" ")[0]) > _FULL or words.joins(before)
    if stretch.gap or not (labelled or (numbered and full)) or before.endswith("."):
        return ""
    if words.opens_text(stretch.text) or words.handling(stretch.text) or printed.near(stretch.text, "telegram"):
        return ""
    return "subject"


# A full line of a telegram has some 60 characters.
_FULL = 50
_SUBJECT_LINES = 2


@cache
def _places() -> dict[str, int]:
    return {label.name: label.place or 0 for label in reversed(labels.family("telegram"))}


def _labelled(stretch: LineStretch, name: str, value: int = 0) -> Labelled:
    start = stretch.start
    return Labelled(stretch.line, start, stretch.end, name, labels.kind(name), start + value)
