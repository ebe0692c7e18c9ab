"""The objects of a damaged PDF as they stand in the file, whatever its cross-reference says of them."""

from __future__ import annotations

import re
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from pdfminer.pdfparser import PDFStreamParser
from pdfminer.pdftypes import PDFStream

from cableparse.sources.pdf.structure.sections import CrossReference, from_stream, from_table
from cableparse.sources.pdf.structure.soundness import BEGUN, END_OF_STREAM, LENGTH, OBJECT, STREAM
from cableparse.sources.pdf.structure.streams import unpacked

_MARK = re.compile(OBJECT.pattern + rb"|\bxref\b|\btrailer\b|\bstartxref\b|%%EOF")
_BODY = re.compile(rb"\bendobj\b|(?<!end)" + STREAM.pattern + rb"|" + OBJECT.pattern)
_END = re.compile(rb"endstream|endobj")
_NUMBER = re.compile(OBJECT.pattern + rb"\s+(\d{1,10})\s+endobj")
_SECTION = re.compile(rb"/Type\s*/XRef\b")
_LINEARIZED = re.compile(rb"/Linearized\b")
# A section has some 5 bytes an object; no file of a size that is read has four million.
_LARGEST_SECTION = 20_000_000
# An object's number and what comes before it are shorter.
_TAIL = 1024


class FoundObject(NamedTuple):
    """An object: what it is, or a stream's dictionary, is `head`; a stream's data is `data[begin:end]`.

    `revision` counts the revisions before its own. `is_wrong` says that a stream's length is told wrong.
    """

    number: int
    generation: int
    place: int
    revision: int
    head: bytes
    begin: int = 0
    end: int = 0
    is_wrong: bool = False


@dataclass
class Objects:
    """What stands in a file: the last definition of each number, the cross-reference sections, the last trailer.

    `is_finished` says that the last revision has a trailer.
    """

    found: dict[int, FoundObject] = field(default_factory=dict)
    sections: list[tuple[int, CrossReference]] = field(default_factory=list)  # each with its revision
    trailer: dict[str, Any] = field(default_factory=dict)
    starts: list[int] = field(default_factory=lambda: [0])  # where revisions begin
    is_finished: bool = False

    @property
    def revision(self) -> int:
        """The number of the last revision, from 0."""
        return len(self.starts) - 1


def find_objects(data: bytes) -> Objects:
    """The objects of a file, which is looked through from its beginning to its end."""
    return _Search(data).objects


def value_of(text: bytes) -> Any:
    """The first value that `text` spells, references unresolved; None where it spells none."""
    with suppress(Exception):  # pdfminer raises whatever damage makes it raise
        return PDFStreamParser(text).nextobject()[1]
    return None


class _Search:
    def __init__(self, data: bytes) -> None:
        self.objects = Objects()
        self._data = data
        self._closed_at = 0  # where a revision ended, if what comes next begins another
        self._is_linearized = False
        mark = _MARK.search(data)
        while mark is not None:
            at = self._object(mark) if mark[1] else mark.end()
            following = _MARK.search(data, at)
            if not mark[1]:
                self._mark(mark, following.start() if following else len(data))
            mark = following
        if BEGUN.search(data, len(data) - _TAIL):
            self._begin()

    def _object(self, mark: re.Match[bytes]) -> int:
        """Take an object; the place behind it."""
        self._begin()
        number, generation = int(mark[1]), int(mark[2])
        body = _BODY.search(self._data, mark.end())
        head = self._data[mark.end() : body.start() if body else None]
        found = FoundObject(number, generation, mark.start(), self.objects.revision, head)
        if body is None:
            self.objects.found[number] = found
            return len(self._data)
        if body[1]:  # the next object, since this one has no end
            self.objects.found[number] = found
            return body.start()
        if body[0] != b"endobj":
            end, is_right = self._end_of_stream(body.end(), head)
            found = found._replace(begin=body.end(), end=end, is_wrong=not is_right)
        if not self.objects.found and _LINEARIZED.search(head):
            self._is_linearized = True
        self.objects.found[number] = found
        if found.begin and _SECTION.search(head):
            self._take_stream(found)
        return found.end or body.end()

    def _begin(self) -> None:
        """Begin another revision if one ended before."""
        if self._closed_at:
            # Of a linearized file the first section stands before most objects (ISO 32000-1, annex F).
            if not self._is_linearized:
                self.objects.starts.append(self._closed_at)
            self._is_linearized = self.objects.is_finished = False
        self._closed_at = 0

    def _end_of_stream(self, begin: int, head: bytes) -> tuple[int, bool]:
        """Where a stream ends, and whether that is where its length says."""
        told = LENGTH.search(head)
        sizes = (self._numbers[int(told[1])] if told[2] else [int(told[1])]) if told else []
        for size in sizes:
            if END_OF_STREAM.match(self._data, begin + size):
                return begin + size, True
        keyword = _END.search(self._data, begin)
        if keyword is None:
            return len(self._data), False
        end = keyword.start()
        line_end = 2 if self._data[end - 2 : end] == b"\r\n" else self._data[end - 1 : end] in (b"\r", b"\n")
        return max(end - line_end, begin), False

    @cached_property
    def _numbers(self) -> defaultdict[int, list[int]]:
        """The objects that are numbers, by their own."""
        numbers: defaultdict[int, list[int]] = defaultdict(list)
        for found in _NUMBER.finditer(self._data):
            numbers[int(found[1])].append(int(found[3]))
        return numbers

    def _mark(self, mark: re.Match[bytes], end: int) -> None:
        """Take a table or a trailer, which `end` with the next mark."""
        if mark[0] == b"xref":
            self._begin()
            self.objects.sections.append((self.objects.revision, from_table(self._data, mark.start(), end)))
            return
        self._closed_at = mark.end()
        if mark[0] == b"trailer":
            entries = value_of(self._data[mark.end() : end])
            if isinstance(entries, dict):
                self._take_trailer(entries)
                if "XRefStm" in entries and self.objects.sections:
                    self.objects.sections[-1][1].hybrid = True

    def _take_stream(self, found: FoundObject) -> None:
        """Take a cross-reference stream."""
        entries = value_of(found.head)
        with suppress(Exception):  # as above
            data = unpacked(PDFStream(entries, self._data[found.begin : found.end]), _LARGEST_SECTION)
            section = from_stream(entries, data or b"", found.place)
            self.objects.sections.append((self.objects.revision, section))
            self._take_trailer(entries)

    def _take_trailer(self, entries: dict[str, Any]) -> None:
        if "Root" in entries:
            self.objects.trailer = entries
            self.objects.is_finished = True
