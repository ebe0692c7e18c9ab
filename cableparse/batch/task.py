"""What a worker does: looks at files, or reads them into records. All of it can be sent to another process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from cableparse.errors import CableparseError, UnreadableInput
from cableparse.sources.file import open_file, read_start
from cableparse.sources.options import SourceOptions
from cableparse.sources.part import InputPart, PassedOver, file_name, writable
from cableparse.sources.unpacked import Leaf
from cableparse.sources.unpacking import CONTAINERS, documents, kind_of_part, leaves

if TYPE_CHECKING:
    from cableparse.record import Cable

# kind, id, originator, year, level, current, release, grade: the columns of the ledger's `cable` after its key
CableRow = tuple[str, str | None, str | None, int | None, str | None, str | None, str | None, str | None]
# The most bytes of a file that are sent from the process that looked at it to the one that parses it.
SENT = 256_000

# code, severity, times, page, line: the columns of the ledger's `finding` after its key
FindingRow = tuple[str, str, int, int | None, int | None]


class FilePlace(NamedTuple):
    """A file: `path` is its name in records and reports, `local` where it is read."""

    path: str
    local: str


class Surveyed(NamedTuple):
    """What a file is: the SHA-256 of its content, or whether it holds others, or why it cannot be read.

    `sha256` is null where not all of it was read.
    `leaf` is what was read of it, so that it need not be read again; null for a file of more than `SENT` bytes. `lost`
    says that the task was lost on it.
    """

    sha256: str | None = None
    leaf: Leaf | None = None
    is_container: bool = False
    reason: str | None = None
    lost: bool = False


class Inside(NamedTuple):
    """What a container holds: the way to it, its bytes and their SHA-256, or why it is not read."""

    member: str
    size: int | None = None
    sha256: str | None = None
    reason: str | None = None
    is_passed: bool = False


class TaskItem(NamedTuple):
    """A source to be read, by its number in the ledger: a file, or the leaf of one, or a file's bytes."""

    number: int
    source: FilePlace | Leaf | InputPart


class Parsed(NamedTuple):
    """How one source fared: its records as JSON Lines, what the ledger keeps of them, and what went wrong.

    `sha256` is null where nothing could be read, as of a file that is gone. `lost` says that the task was lost on it.
    """

    number: int
    sha256: str | None = None
    records: bytes = b""
    cables: tuple[tuple[CableRow, tuple[FindingRow, ...]], ...] = ()
    reason: str | None = None
    lost: bool = False


def survey(places: Sequence[FilePlace], options: SourceOptions) -> list[Surveyed]:
    """What the files are, one by one."""
    return [_survey(place, options) for place in places]


def members(place: FilePlace, options: SourceOptions) -> list[Inside]:
    """What a container holds, in order; what cannot be read in it has a reason."""
    found: list[Inside] = []
    try:
        for number, leaf in enumerate(leaves(place.local, options), 1):
            if isinstance(leaf, UnreadableInput):
                found.append(Inside(f"part {number}", reason=str(leaf), is_passed=isinstance(leaf, PassedOver)))
            else:
                found.append(Inside(writable(leaf.part.member or ""), len(leaf.part.data), leaf.part.sha256))
    except CableparseError as error:
        found.append(Inside(f"after part {len(found)}", reason=str(error)))
    return found


def parse(items: Sequence[TaskItem], options: SourceOptions) -> list[Parsed]:
    """The records of the sources, one by one."""
    return [_parse(item, options) for item in items]


def read_part(place: FilePlace, options: SourceOptions) -> InputPart:
    """The bytes of a file, of one that is too large the first.

    Raises:
        UnreadableInput: it cannot be read.
    """
    with open_file(place.local) as file:
        return InputPart(place.path, file_name(place.path), read_start(file, place.local, options.max_bytes))


def _survey(place: FilePlace, options: SourceOptions) -> Surveyed:
    part = None
    try:
        part = read_part(place, options)
        with part.unforeseen():
            kind = kind_of_part(part, options)
        if kind in CONTAINERS:
            return Surveyed(is_container=True)
        if len(part.data) > options.max_bytes:
            raise part.error(options.too_large)
    except UnreadableInput as error:
        is_whole = part is not None and len(part.data) <= options.max_bytes
        return Surveyed(part.sha256 if part and is_whole else None, reason=str(error))
    return Surveyed(part.sha256, Leaf(part, kind) if len(part.data) <= SENT else None)


def _parse(item: TaskItem, options: SourceOptions) -> Parsed:
    from cableparse.pipeline import each_record  # takes longer than all else of a start, and the parent parses nothing

    sha256 = None
    records: list[bytes] = []
    cables: list[tuple[CableRow, tuple[FindingRow, ...]]] = []
    reasons: list[str] = []
    options = options.begun()
    try:
        leaf = _leaf(item.source, options)
        sha256 = leaf.part.sha256
        for found in documents(leaf, options):
            if isinstance(found, UnreadableInput):
                reasons.append(str(found))
                continue
            for cable in each_record(found.document):
                records.append(cable.to_json().encode() + b"\n")
                cables.append((_row(cable), _findings(cable)))
    except CableparseError as error:
        reasons.append(str(error))
    return Parsed(item.number, sha256, b"".join(records), tuple(cables), "; ".join(reasons) or None)


def _leaf(source: FilePlace | Leaf | InputPart, options: SourceOptions) -> Leaf:
    if isinstance(source, Leaf):
        return source
    part = source if isinstance(source, InputPart) else read_part(source, options)
    if len(part.data) > options.max_bytes:
        raise part.error(options.too_large)
    return Leaf(part, kind_of_part(part, options))


def _row(cable: Cable) -> CableRow:
    message, classification = cable.message, cable.classification
    level, current = classification.level, classification.current
    release, grade = cable.release.status, cable.grade
    return cable.kind, cable.id, message.originator, message.year, level, current, release, grade


def _findings(cable: Cable) -> tuple[FindingRow, ...]:
    found: dict[str, FindingRow] = {}
    for diagnostic in cable.diagnostics:
        span = diagnostic.span
        before = found.get(diagnostic.code)
        if before:
            code, severity, times, page, line = before
            found[diagnostic.code] = code, severity, times + 1, page, line
        else:
            place = (span.page, span.line) if span else (None, None)
            found[diagnostic.code] = diagnostic.code, diagnostic.severity, 1, *place
    return tuple(found.values())
