"""The source of a record: as it has just been read, found again where it was, or gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from cableparse import sources
from cableparse.account import as_read
from cableparse.errors import CableparseError
from cableparse.lines import Labelled, arrange
from cableparse.pages import Document
from cableparse.record import Cable
from cableparse.sources import Opened, SourceOptions
from cableparse.sources.recorded import on_disk

_Key = tuple[str | None, str]


class Origin(NamedTuple):
    """A document with the bytes it was read from, and the lines of each of its cables."""

    document: Document
    data: bytes
    messages: list[list[Labelled]]

    def lines_of(self, cable: Cable) -> Sequence[Labelled]:
        """The lines of one of the document's cables."""
        lines = self.messages[cable.source.index] if self.messages else []
        return as_read(lines, ((one.code, one.span) for one in cable.diagnostics))

    @classmethod
    def of(cls, opened: Opened) -> Origin:
        """The origin of the records of a document that was just read."""
        document = opened.document
        return cls(document, opened.part.data, [message.lines for message in arrange(document)])


class ShownDocument(NamedTuple):
    """What one page shows: the records of a document, and the document or the reason why it is not there."""

    cables: list[Cable]
    origin: Origin | None
    missing: str | None = None


def find_again(cables: Iterable[Cable], options: SourceOptions) -> Iterator[ShownDocument]:
    """The records of each document with the document, where it is found where it was and has not changed."""
    for path, of_file in groupby(cables, key=lambda cable: cable.source.path):
        documents: dict[_Key, list[Cable]] = {}
        for cable in of_file:
            documents.setdefault((cable.source.member, cable.source.sha256), []).append(cable)
        yield from _in_file(path, documents, options)


def _in_file(path: str, wanted: dict[_Key, list[Cable]], options: SourceOptions) -> Iterator[ShownDocument]:
    """The documents of a file in the file's order; those that are not there any more come last."""
    reason = "it is not there any more, or has changed since"
    try:
        for found in sources.read_parts(on_disk(path), options=options) if path != "-" else ():
            if not isinstance(found, Opened):
                continue
            cables = wanted.pop((found.document.member, found.document.sha256), None)
            if cables:
                yield _fitting(cables, Origin.of(found))
            if not wanted:
                break
    except CableparseError as error:
        reason = str(error)
    for cables in wanted.values():
        yield ShownDocument(cables, None, reason)


def _fitting(cables: list[Cable], origin: Origin) -> ShownDocument:
    """Recognised text is another when it is recognised anew by another program: then no place fits."""
    if cables[0].source.layer != origin.document.layer or cables[-1].source.index >= max(len(origin.messages), 1):
        return ShownDocument(cables, None, "it was read in another way this time; parse it anew to see both")
    return ShownDocument(cables, origin)
