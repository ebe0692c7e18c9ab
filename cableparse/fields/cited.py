"""The references of a REF value: which of its words and numbers are one reference, and of what kind."""

from __future__ import annotations

import re
from typing import NamedTuple

from cableparse import damage
from cableparse.dates import full_year
from cableparse.fields.reference_parts import EDGES, FULL_YEAR, GROUP, YEAR, Element, Part, paper_kind, parts
from cableparse.vocabulary import posts, reference_words

_NOTHING = frozenset({"N/A", "NA", "NONE"})
_AIRGRAM = re.compile(r"C?A-\d+", re.I)
_GLUED = re.compile(r"(?P<year>'?\d{2}|(?:19|20)\d\d)?(?P<post>[A-Z][A-Z.']{2,})-?(?P<serial>\d{1,7})?", re.I)
# After a serial two digits are its year where they could be no section: `AMMAN 07718 99`, `HARARE 811/90`.
_TRAILING = re.compile(r"[6-9]\d")
_GLUED_YEAR = re.compile(r"[4-9]\d")
# A name of more words is a sentence (the longest of posts.csv have four, with its mission word five).
_LONGEST_POST = 5
# A number alone is a message only where it is long enough to be no date or paragraph.
_SHORTEST_ALONE = 3
_SHORTEST_POST = 3
_GROUP_DIGITS = 6
_DATES = frozenset({"dates", "paragraph", "group", "month"})


class Cited(NamedTuple):
    """One reference: `[start:end]` is what is printed of it, and up to `covered` what else is said of it.

    `post` is the sender as printed; `serial` and `year` are digits, None where there are none. A `damaged` serial has
    letters read as digits.
    """

    label: str | None
    kind: str
    start: int
    end: int
    covered: int
    post: str = ""
    serial: str | None = None
    year: int | None = None
    damaged: bool = False


def take_apart(text: str) -> list[Cited]:
    """The references of a value in their order."""
    reader = _Reader()
    for part in parts(text):
        reader.read(part)
    return reader.labelled()


class _Reader:
    """Reads parts one after the other; a number alone is of the post before it: `STATE 18, 25`."""

    def __init__(self) -> None:
        self.found: list[Cited] = []
        self.groups: list[tuple[list[str], int]] = []  # labels, and how many references stand before them
        self.label: str | None = None
        self.post = ""
        self.year: int | None = None
        self.elements: list[Element] = []
        self.at = 0
        self.fresh = True
        self.printed_end = 0

    def labelled(self) -> list[Cited]:
        """The references; where labels stand together and their references behind them, each gets its own."""
        ends = [*(start for _, start in self.groups), len(self.found)][1:]
        for (labels, start), end in zip(self.groups, ends, strict=False):
            if len(labels) > 1 and len(labels) == end - start:
                for index, label in enumerate(labels, start):
                    self.found[index] = self.found[index]._replace(label=label)
        return self.found

    def read(self, part: Part) -> None:
        """Add the references of one part."""
        if part.labels:
            labels = list(dict.fromkeys(part.labels))
            self.groups.append((labels, len(self.found)))
            self.label = labels[-1]
        self.fresh = bool(part.labels) or not self.found
        self.elements, self.at = part.elements, 0
        if any(element.kind == "DEBRIS" and len(element.text) > 1 for element in part.elements):
            if any(len(re.sub(r"\W", "", element.text)) >= _SHORTEST_ALONE for element in part.elements):
                self._add("unknown", 0, len(self.elements))
            return
        while self.at < len(self.elements):
            self._one()

    def _one(self) -> None:
        while self.at < len(self.elements) and self.elements[self.at].role in ("joins", "remark", "repeats"):
            self.at += 1
        rest = self.elements[self.at :]
        if not rest:
            return
        number = next((at for at, element in enumerate(rest, self.at) if element.kind == "NUMBER"), None)
        message = self._first_message()
        paper = paper_kind(self.elements[self.at : message if message is not None else None])
        group = number is not None and self._is_group(number)
        if paper is not None and not group:
            self._add(paper, self.at, message if message is not None else len(self.elements))
            self.at = message if message is not None else len(self.elements)
        elif number is None:
            self._words()
        else:
            self._numbered(number)

    def _first_message(self) -> int | None:
        """Where the words of the first post with a serial behind it begin."""
        for index in range(self.at, len(self.elements)):
            if self.elements[index].kind == "NUMBER" and not self._is_date(index) and not self._is_group(index):
                start = self._post_before(index)
                if start is not None:
                    return start
        return None

    def _post_before(self, index: int) -> int | None:
        """Where a known post begins that ends before the element at `index`; words for a serial may stand between."""
        end = index
        while end > self.at and (self.elements[end - 1].kind == "REMARK" or self.elements[end - 1].role == "serial"):
            end -= 1
        for start in range(max(self.at, end - _LONGEST_POST), end):
            if all(element.kind == "WORD" for element in self.elements[start:end]):
                name = sender(" ".join(element.text for element in self.elements[start:end]))
                if posts.find(name) is not None and not is_no_post(name):
                    return start
        return None

    def _is_date(self, index: int) -> bool:
        """Whether a number is the day or year of a date."""
        before = self.elements[index - 1].role if index > self.at else ""
        after = self.elements[index + 1].role if index + 1 < len(self.elements) else ""
        return before in ("month", "dates", "paragraph") or after == "month"

    def _is_group(self, index: int) -> bool:
        """Whether a number is a date-time group, its Z printed apart or not."""
        text = self.elements[index].text.strip(EDGES)
        following = self.elements[index + 1].word if index + 1 < len(self.elements) else ""
        return GROUP.fullmatch(text) is not None or (
            len(text) == _GROUP_DIGITS and text.isdecimal() and following == "Z"
        )

    def _words(self) -> None:
        """Words without a number: a reference only where one is due, else a remark on the one before."""
        words = [element for element in self.elements[self.at :] if element.kind == "WORD"]
        printed = " ".join(element.word for element in words)
        known = reference_words.kind(printed)
        due = (self.fresh or known) and printed not in _NOTHING
        if due and any(len(word.word) >= _SHORTEST_ALONE and not word.role for word in words):
            self._add(known or "unknown", self.at, len(self.elements))
        self.at = len(self.elements)

    def _numbered(self, number: int) -> None:
        element = self.elements[number]
        text = element.text.strip(EDGES)
        glued = None if number > self.at else _GLUED.fullmatch(text)
        if self._is_group(number):
            self._group(number)
        elif glued is not None and len(glued["post"]) >= _SHORTEST_POST:
            self._glued(element, glued)
        elif number == self.at and YEAR.fullmatch(text) and self._is_post_next(number + 1):
            self._message(number + 1, text)
        else:
            self._message(self.at, None)

    def _group(self, number: int) -> None:
        """A message by its sender and date-time group."""
        end = number + 1
        if end < len(self.elements) and self.elements[end].word == "Z":
            end += 1
        if end < len(self.elements) and self.elements[end].role == "month":
            end += 1
            if end < len(self.elements) and self.elements[end].kind == "NUMBER":
                end += 1
        self._add("dtg", self.at, end)
        self.at = end

    def _glued(self, element: Element, glued: re.Match[str]) -> None:
        """A year or a serial that is glued to the post: 91HARARE10232, STATE-93410, 91HARARE 10232."""
        lead = element.start + (len(element.text) - len(element.text.lstrip(EDGES)))
        pieces = [Element("WORD", glued["post"], lead + glued.start("post"), lead + glued.end("post"))]
        if glued["year"]:
            pieces.insert(0, Element("NUMBER", glued["year"], lead, lead + glued.end("year")))
        if glued["serial"]:
            pieces.append(Element("NUMBER", glued["serial"], lead + glued.start("serial"), element.end))
        self.elements[self.at : self.at + 1] = pieces
        if not glued["serial"] and not any(other.kind == "NUMBER" for other in self.elements[self.at + len(pieces) :]):
            self._words()

    def _is_post_next(self, index: int) -> bool:
        """Whether a name follows, so that the number before it is its year."""
        word = self.elements[index] if index < len(self.elements) else None
        return word is not None and word.kind == "WORD" and not word.role and len(word.word) >= _SHORTEST_POST

    def _message(self, first: int, year: str | None) -> None:
        """A post and its serial, with what is said of them; or a number alone."""
        begin, self.at = self.at, first
        number = next((i for i in range(first, len(self.elements)) if self.elements[i].kind == "NUMBER"), None)
        if number is None:
            self._words()
            return
        words = [element for element in self.elements[first:number] if element.kind == "WORD"]
        if self._is_date(number) or (len(words) > _LONGEST_POST and self._post_before(number) is None):
            self._sentence(begin)
            return
        if words:
            start = self._post_before(number)
            if start is not None and year is None:
                begin = start
            kept = [e for e in self.elements[start if start is not None else first : number] if e.kind == "WORD"]
            while len(kept) > 1 and kept[-1].role == "serial":
                kept.pop()
            self.post, self.year = sender(" ".join(element.text for element in kept)), _year(year)
        elif not self.post and len(self.elements[number].text.strip(EDGES)) < _SHORTEST_ALONE:
            self.at = number + 1
            return
        if _AIRGRAM.fullmatch(self.elements[number].text.strip(EDGES)):
            self._add("airgram", begin, number + 1)
            self.at = number + 1
            return
        for element in self.elements[first:number]:
            if element.kind == "REMARK":
                self._remark(element)
        self._serials(begin, number, bool(words))

    def _sentence(self, begin: int) -> None:
        """Numbers that are dates: a reference in words where one is due."""
        self.at = begin
        if self.fresh:
            self._add("unknown", begin, len(self.elements))
        self.at = len(self.elements)

    def _serials(self, begin: int, number: int, named: bool) -> None:
        """The serial, with section and year glued to it; more serials of the post behind strokes."""
        element = self.elements[number]
        head, *others = re.split(r"[/-](?=\d)", element.text.strip(EDGES))
        self.at = number + 1
        further = [other for other in others if len(other) >= _SHORTEST_ALONE]
        for other in others:
            if len(other) == 2 and _GLUED_YEAR.fullmatch(other):
                self.year = _year(other)
        end = self._qualified()
        read = damage.digits(head)
        if not read.isdecimal() or 2 * sum(sign.isdecimal() for sign in head) < len(head):
            self._add("unknown", begin, end)
            return
        stop = self.elements[end - 1].end
        kind = "telegram" if named or self.post else "number"
        self._put(kind, self.elements[begin].start, self.printed_end, stop, read, read != head)
        for other in further:
            self._put(kind, element.start + element.text.index(other), element.end, element.end, other, False)

    def _put(self, kind: str, start: int, end: int, covered: int, serial: str, damaged: bool) -> None:
        self.found.append(Cited(self.label, kind, start, end, covered, self.post, serial, self.year, damaged))
        self.fresh = False

    def _qualified(self) -> int:
        """Go past what is said of the message: year, date, group, paragraphs, NOTAL, the number of its repetition."""
        self.printed_end = self.elements[self.at - 1].end
        while self.at < len(self.elements):
            element = self.elements[self.at]
            role = element.role
            if element.kind == "REMARK":
                self._remark(element)
            elif element.kind == "NUMBER" and self._is_trailing_year():
                self.year, self.printed_end = _year(element.text.strip(EDGES)), element.end
            elif role == "repeats":
                self._repetition()
            elif role in _DATES or (element.kind == "NUMBER" and self._is_group(self.at)):
                self._date(role)
            elif role != "remark" and not (role == "joins" and self._role_of(self.at + 1) == "joins"):
                break
            self.at += 1
        return self.at

    def _role_of(self, index: int) -> str:
        return self.elements[index].role if index < len(self.elements) else "joins"

    def _is_trailing_year(self) -> bool:
        text = self.elements[self.at].text.strip(EDGES)
        return _TRAILING.fullmatch(text) is not None and not self._is_post_next(self.at + 1)

    def _remark(self, remark: Element) -> None:
        """A year in parentheses is part of the reference, anything else is said of it."""
        inside = remark.text.strip("() ")
        if YEAR.fullmatch(inside):
            self.year, self.printed_end = _year(inside), max(self.printed_end, remark.end)

    def _date(self, opening: str) -> None:
        """OF 1991; DATED DEC 12, 1991; DTG 031200Z MAY 74; PARAS 2 AND 3: goes to the last word of it."""
        while self.at + 1 < len(self.elements):
            element = self.elements[self.at + 1]
            if element.kind == "NUMBER":
                self._year_of(element, opening)
            elif element.role == "joins" and opening == "paragraph":
                if self.at + 2 == len(self.elements) or self.elements[self.at + 2].kind != "NUMBER":
                    return
            elif element.role not in ("month", "group"):
                return
            self.at += 1

    def _year_of(self, element: Element, opening: str) -> None:
        text = element.text.strip(EDGES)
        if FULL_YEAR.fullmatch(text) and opening in ("dates", "month"):
            self.year = int(text)
            if self.elements[self.at].role == "dates":
                self.printed_end = element.end

    def _repetition(self) -> None:
        """RPTD STATE 23144: the same message under another number; goes to the last word of it."""
        while self.at + 1 < len(self.elements) and self.elements[self.at].kind != "NUMBER":
            self.at += 1

    def _add(self, kind: str, begin: int, end: int) -> None:
        """A reference that no id can be made of."""
        start, stop = self.elements[begin].start, self.elements[end - 1].end
        self.post, self.year, self.fresh = "", None, False
        self.found.append(Cited(self.label, kind, start, stop, stop))


def sender(printed: str) -> str:
    """A sender's name without its address's first word: AMEMBASSY LIMA and LIMA'S are LIMA."""
    name = " ".join(printed.upper().split()).strip(" .'").removesuffix("'S")
    if posts.find(name) is None:
        post = posts.plad(name)
        return post.name if post else name
    return name


def is_no_post(name: str) -> bool:
    """Whether the words before a number say that it is no serial of a post: EMBTEL 1234, MEMO 12."""
    words = name.split()
    if not words or {name, words[0], words[-1]} & reference_words.words():
        return True
    return len(name) < _SHORTEST_POST and posts.find(name) is None


def _year(printed: str | None) -> int | None:
    if printed is None:
        return None
    digits = printed.strip("'")
    return int(digits) if len(digits) == 4 else full_year(int(digits))
