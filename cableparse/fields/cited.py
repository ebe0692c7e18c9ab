"""The references of a REF value: which of its words and numbers are one reference, and of what kind."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from cableparse import damage
from cableparse.fields.cited_sender import LONGEST_POST, SHORTEST_POST, is_no_post, sender
from cableparse.fields.cited_telegrams import Cited, telegrams
from cableparse.fields.reference_parts import (
    FULL_YEAR,
    GROUP,
    YEAR,
    ReferenceElement,
    ReferenceLabel,
    ReferencePart,
    is_year_of,
    paper_kind,
    parts,
    year_of,
    year_of_date,
    year_of_day,
)
from cableparse.vocabulary import posts, reference_words, telling_words

_NOTHING = frozenset(telling_words.words("nothing"))
_AIRGRAM = re.compile(r"C?A-\d+", re.I)
_SIGN = re.compile(r"\W")
# After a serial two digits are its year where they could be no section: `AMMAN 07718 99`, `HARARE 811/90`.
_TRAILING = re.compile(r"[6-9]\d")
_GLUED_YEAR = re.compile(r"[4-9]\d")
# A number alone is a message only where it is long enough to be no date or paragraph.
_SHORTEST_ALONE = 3
_GROUP_DIGITS = 6
_DATES = frozenset({"dates", "paragraph", "group", "month"})


def take_apart(text: str, citing: int | None = None) -> list[Cited]:
    """The references of a value in their order; `citing` is the year of the message that it is of."""
    undamaged = telegrams(text)
    if undamaged:
        return undamaged
    reader = _Reader(citing)
    for part in parts(text, citing):
        reader.read(part)
    return reader.labelled()


class _Reader:
    """Reads parts one after the other; a number alone is of the post before it: `STATE 18, 25`."""

    def __init__(self, citing: int | None) -> None:
        self.citing = citing
        self.found: list[Cited] = []
        self.groups: list[tuple[list[ReferenceLabel], int]] = []  # labels, and how many references stand before them
        self.label: ReferenceLabel | None = None
        self.post = ""
        self.year: int | None = None
        self.elements: list[ReferenceElement] = []
        self.messages: list[int] = []
        self.starts: dict[int, int | None] = {}  # where the post before a number begins
        self.unpapered = -1  # how far no word names a paper
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

    def read(self, part: ReferencePart) -> None:
        """Add the references of one part."""
        if part.labels:
            self.groups.append((part.labels, len(self.found)))
            self.label = part.labels[-1]
        self.fresh = bool(part.labels) or not self.found
        self.elements, self.at, self.unpapered, self.starts = part.elements, 0, -1, {}
        if any(element.kind == "DEBRIS" and len(element.text) > 1 for element in part.elements):
            if any(len(_SIGN.sub("", element.text)) >= _SHORTEST_ALONE for element in part.elements):
                self._add("unknown", 0, len(self.elements))
            return
        if part.separator == "," and not part.labels and self._is_date_only():
            printed = " ".join(element.plain for element in part.elements)
            year = year_of_date(printed) or year_of_day(printed) or self.found[-1].year
            self.found[-1] = self.found[-1]._replace(covered=part.elements[-1].end, year=year)
            return
        self.messages = list(self._known_messages())
        while self.at < len(self.elements):
            self._one()

    def _is_date_only(self) -> bool:
        """Whether nothing but the date of the message before stands here: `A-251, JULY 12`, `11/16/72`."""
        first, *rest = self.elements
        if not self.found or (first.role != "month" and (rest or year_of_day(first.plain) is None)):
            return False
        return all(element.kind == "NUMBER" for element in rest)

    def _known_messages(self) -> Iterator[int]:
        """Where the words of each known post with a serial behind it begin."""
        for index, element in enumerate(self.elements):
            if element.kind == "NUMBER" and not self._is_date(index) and not self._is_group(index):
                start = self._post_before(index)
                if start is not None:
                    yield start

    def _one(self) -> None:
        while self.at < len(self.elements) and self.elements[self.at].role in ("joins", "remark", "repeats"):
            if self.found:
                self.found[-1] = self.found[-1]._replace(covered=self.elements[self.at].end)
            self.at += 1
        if self.at == len(self.elements):
            return
        end = len(self.elements)
        number = next((index for index in range(self.at, end) if self.elements[index].kind == "NUMBER"), None)
        message = bisect_left(self.messages, self.at)
        end = self.messages[message] if message < len(self.messages) else end
        if number is not None and self._is_group(number):
            self._group(number)
        elif (paper := self._paper(end)) is not None:
            self._add(paper, self.at, end)
        elif number is None:
            self._words()
        else:
            text = self.elements[number].plain
            is_year = number == self.at and YEAR.fullmatch(text) and self._is_post_next(number + 1)
            self._message(number + 1 if is_year else self.at, text if is_year else None)

    def _paper(self, end: int) -> str | None:
        """The kind of paper that the words before `end` name; looked for once."""
        if self.unpapered == end:
            return None
        self.unpapered = end
        return paper_kind(self.elements[self.at : end])

    def _post_before(self, index: int) -> int | None:
        """Where a known post begins that ends before the element at `index`; words for a serial may stand between."""
        if index not in self.starts:
            self.starts[index] = self._start_before(index)
        return self.starts[index]

    def _start_before(self, index: int) -> int | None:
        end = index
        while end and (self.elements[end - 1].kind == "REMARK" or self.elements[end - 1].role == "serial"):
            end -= 1
        for start in range(max(0, end - LONGEST_POST), end):
            if all(element.kind == "WORD" for element in self.elements[start:end]):
                name = sender(" ".join(element.text for element in self.elements[start:end]))
                if posts.find(name) is not None and not is_no_post(name):
                    return start
        return None

    def _is_date(self, index: int) -> bool:
        """Whether a number is the day or year of a date."""
        before = self.elements[index - 1].role if index else ""
        after = self.elements[index + 1].role if index + 1 < len(self.elements) else ""
        return before in ("month", "dates", "paragraph") or after == "month"

    def _is_group(self, index: int) -> bool:
        """Whether a number is a date-time group, its Z printed apart or not."""
        text = self.elements[index].plain
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

    def _is_post_next(self, index: int) -> bool:
        """Whether a name follows, so that the number before it is its year; a post may begin with two letters."""
        word = self.elements[index] if index < len(self.elements) else None
        if word is None or word.kind != "WORD" or word.role:
            return False
        if len(word.word) >= SHORTEST_POST:
            return True
        following = next((i for i in range(index, len(self.elements)) if self.elements[i].kind != "WORD"), index)
        return self._post_before(following) == index

    def _message(self, first: int, year: str | None) -> None:
        """A post and its serial, with what is said of them; or a number alone."""
        begin, self.at = self.at, first
        number = next((i for i in range(first, len(self.elements)) if self.elements[i].kind == "NUMBER"), None)
        if number is None:
            self._words()
            return
        words = [element for element in self.elements[first:number] if element.kind == "WORD"]
        if words and year is None and self._is_year_between(number):
            number, year = number + 1, self.elements[number].plain
        if self._is_date(number) or (len(words) > LONGEST_POST and self._post_before(number) is None):
            self._sentence(begin)
            return
        if words:
            start = self._post_before(number)
            if start is not None and year is None:
                begin = start
            kept = [e for e in self.elements[start if start is not None else first : number] if e.kind == "WORD"]
            while len(kept) > 1 and kept[-1].role == "serial":
                kept.pop()
            self.post, self.year = sender(" ".join(element.text for element in kept)), year_of(year)
        elif not self.post and len(self.elements[number].plain) < _SHORTEST_ALONE:
            self.at = number + 1
            return
        if _AIRGRAM.fullmatch(self.elements[number].plain):
            self.at = number + 1
            self._add("airgram", begin, number + 1, self._qualified())  # with its date: A-14 OF MARCH 3
            return
        for element in self.elements[first:number]:
            if element.kind == "REMARK":
                self._remark(element)
        self._serials(begin, number, bool(words))

    def _is_year_between(self, number: int) -> bool:
        """Whether a number is the year between a post and its serial: `STATE 1976 112233`."""
        following = self.elements[number + 1 : number + 2]
        serial = bool(following) and following[0].kind == "NUMBER" and following[0].plain.isdecimal()
        year = FULL_YEAR.fullmatch(self.elements[number].plain)
        return serial and year is not None and self._post_before(number) is not None

    def _sentence(self, begin: int) -> None:
        """Numbers that are dates: a reference in words where one is due."""
        self.at = begin
        if self.fresh:
            self._add("unknown", begin, len(self.elements))
        self.at = len(self.elements)

    def _serials(self, begin: int, number: int, named: bool) -> None:
        """The serial, with section and year glued to it; more serials of the post behind strokes."""
        element = self.elements[number]
        head, *others = re.split(r"[/-](?=\d)", element.plain)
        self.at = number + 1
        further = [(other, damage.digits(other)) for other in others if len(other) >= _SHORTEST_ALONE]
        for other in others:
            if len(other) == 2 and _GLUED_YEAR.fullmatch(other):
                self.year = year_of(other)
        end = self._qualified()
        read = damage.digits(head)
        if not read.isdecimal() or 2 * sum(sign.isdecimal() for sign in head) < len(head):
            self._add("unknown", begin, end)
            return
        stop = self.elements[end - 1].end
        kind = "telegram" if named or self.post else "number"
        self._put(kind, self.elements[begin].start, self.printed_end, stop, read, read != head)
        text = element.text.upper()
        for other, serial in further:
            if serial.isdecimal():
                self._put(kind, element.start + text.index(other), element.end, element.end, serial, serial != other)

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
            elif element.kind == "NUMBER" and (year := year_of_day(element.plain)):
                self.year = year
            elif element.kind == "NUMBER" and self._is_trailing_year():
                self.year, self.printed_end = year_of(element.plain), element.end
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
        number = self.elements[self.at]
        is_year = _TRAILING.fullmatch(number.plain) or is_year_of(self.elements[self.at - 1], number, self.citing)
        return bool(is_year) and not self._is_post_next(self.at + 1)

    def _remark(self, remark: ReferenceElement) -> None:
        """A year in parentheses is part of the reference, anything else is said of it."""
        inside = remark.text.strip("() ")
        if YEAR.fullmatch(inside):
            self.year, self.printed_end = year_of(inside), max(self.printed_end, remark.end)
        else:
            self.year = year_of_date(inside) or year_of_day(inside) or self.year

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

    def _year_of(self, element: ReferenceElement, opening: str) -> None:
        text = element.plain
        month = self.elements[self.at].role == "month"
        if month and len(text) == len("76") and opening not in ("dates", "month", "paragraph"):  # of a date-time group
            self.year = year_of(text)
        elif opening == "dates" and (year := year_of_day(text)):
            self.year = year
        elif FULL_YEAR.fullmatch(text) and opening in ("dates", "month"):
            self.year = int(text)
            if self.elements[self.at].role == "dates":
                self.printed_end = element.end

    def _repetition(self) -> None:
        """RPTD STATE 23144: the same message under another number; goes to the last word of it."""
        while self.at + 1 < len(self.elements) and self.elements[self.at].kind != "NUMBER":
            self.at += 1

    def _add(self, kind: str, begin: int, end: int, qualified: int = 0) -> None:
        """A reference that no id can be made of; a word that joins it with the next is none of it."""
        self.at = max(end, qualified)
        while self.at < len(self.elements) and (
            self.elements[self.at].kind == "REMARK" or self._role_of(self.at) == "remark"
        ):
            self.at += 1
        covered = self.elements[self.at - 1].end
        while end > begin + 1 and self.elements[end - 1].role == "joins":
            end -= 1
        self.post, self.year, self.fresh = "", None, False
        self.found.append(Cited(self.label, kind, self.elements[begin].start, self.elements[end - 1].end, covered))
