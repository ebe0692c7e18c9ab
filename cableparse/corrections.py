"""Corrections: what a person put right or checked, kept in files of their own and put into records on request.

A corrections file is a JSON object, `Corrections` below. It names each record by its source's SHA-256, member and
index, so it fits the record wherever the files have been moved to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from cableparse.errors import CableparseError, UnreadableInput
from cableparse.field_path import ITEM, NoSuchField, put_at, value_at
from cableparse.form_fields import held
from cableparse.grade import grade
from cableparse.meanings import describe
from cableparse.record import Cable, Check, Correction
from cableparse.sources.text import decode
from cableparse.vocabulary import glossary

# What the program says of its own work is not for correction.
_FIXED = frozenset(
    {"schema_version", "source", "provenance", "confidence", "grade", "diagnostics", "coverage", "unparsed", "leftover"}
    | {"calibration", "corrections", "checked"}
)

# What pages call the files that they make.
SUFFIX = ".corrections.json"


class Refused(CableparseError):
    """A correction does not fit its record; the message says which and why."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=describe)


@dataclass(frozen=True, slots=True)
class Key:
    """What tells a record from all others."""

    sha256: str
    member: str | None
    index: int


class CorrectedSource(_Model):
    """The file of a record."""

    sha256: str
    member: str | None = None
    index: int = 0
    path: str = ""

    @property
    def key(self) -> Key:
        """The record's."""
        return Key(self.sha256, self.member, self.index)

    @property
    def name(self) -> str:
        """How messages name the record."""
        cable = f"cable {self.index + 1}" if self.index else None
        return ": ".join(filter(None, [self.path or self.sha256, self.member, cable]))


class Checked(_Model):
    """A field that a person compared with the page and found right, or put right."""

    path: str
    value: JsonValue
    by: str = Field(min_length=1)
    at: str


class Unclear(_Model):
    """A field of which the page does not tell whether it is right, as where the print cannot be read."""

    path: str
    by: str = Field(min_length=1)
    at: str
    note: str | None = None


class CorrectedRecord(_Model):
    """What was done to one record."""

    source: CorrectedSource
    id: str | None = None
    corrections: list[Correction] = Field(default_factory=list)
    checked: list[Checked] = Field(default_factory=list)
    unclear: list[Unclear] = Field(default_factory=list)
    whole: bool = False


class Decision(_Model):
    """What a person said once of a reading that recurs: it holds wherever the same print was read so.

    `field` is a path with `[]` for any item. With `source` and `path` it is about that one field alone. Where the
    verdict is wrong, `now` is what should be there, null where the page shows no such thing.
    """

    field: str
    printed: str | None = None
    was: JsonValue = None
    verdict: Literal["right", "wrong", "unclear"]
    now: JsonValue = None
    source: CorrectedSource | None = None
    path: str | None = None
    by: str = Field(min_length=1)
    at: str
    note: str | None = None


class Corrections(_Model):
    """A corrections file."""

    version: Literal[1]
    records: list[CorrectedRecord]
    decisions: list[Decision] = Field(default_factory=list)


def read(path: Path) -> Corrections:
    """The corrections file at `path`.

    Raises:
        UnreadableInput: it is missing, or is no corrections file.
    """
    try:
        return Corrections.model_validate_json(decode(path.read_bytes())[0])
    except OSError as error:
        raise UnreadableInput(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValidationError as error:
        raise UnreadableInput(f"{path}: is no corrections file of version 1: {_first(error)}") from error


def files(paths: Iterable[Path]) -> list[Corrections]:
    """The corrections files among `paths`, and those in folders of them.

    Raises:
        UnreadableInput: one is missing or is no corrections file, or a folder holds none.
    """
    return [read(file) for path in paths for file in _in_path(path)]


def _in_path(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(path.glob(f"*{SUFFIX}"))
    if not found:
        raise UnreadableInput(f"{path}: holds no corrections files (NAME{SUFFIX})")
    return found


def by_record(files: Iterable[Corrections]) -> dict[Key, CorrectedRecord]:
    """What all files say of each record, from the earliest to the latest."""
    found: dict[Key, CorrectedRecord] = {}
    for record in (record for file in files for record in file.records):
        before = found.get(record.source.key)
        found[record.source.key] = _together(before, record) if before else record
    return found


def _together(one: CorrectedRecord, other: CorrectedRecord) -> CorrectedRecord:
    return one.model_copy(
        update={
            "corrections": sorted([*one.corrections, *other.corrections], key=lambda c: c.at),
            "checked": sorted([*one.checked, *other.checked], key=lambda c: c.at),
            "unclear": sorted([*one.unclear, *other.unclear], key=lambda c: c.at),
            "whole": one.whole or other.whole,
        }
    )


def source_of(cable: Cable) -> CorrectedSource:
    """How a corrections file names the record."""
    source = cable.source
    return CorrectedSource(sha256=source.sha256, member=source.member, index=source.index, path=source.path)


def apply(cable: Cable, corrections: Sequence[Correction], checked: Sequence[Checked] = ()) -> Cable:
    """The record with the corrections in it, each kept in `Cable.corrections`, and the checks in `Cable.checked`.

    Where a field holds the new value already, there is nothing to do.
    A corrected list's provenance is that of the whole list, since its items are no longer those that were read; an item
    that was corrected to null is taken out of its list, and the others keep theirs.
    A corrected or checked field has no confidence, which is the program's, and the grade is that of the corrected
    record. Whoever corrects a field has checked it, and a correction ends the checks that were made before it.

    Raises:
        Refused: a field does not exist, does not hold what the correction or the check says it did, or cannot hold the
            new value.
    """
    record = cable.model_dump(mode="json", by_alias=True)
    record.setdefault("checked", [])
    name = source_of(cable).name
    for correction in corrections:
        _put(record, correction, name)
    for check in checked:
        _check(record, check, name)
    words = [*record["release"]["exemptions"], *(code for r in record["redactions"] for code in r["codes"])]
    record["glossary"] = glossary.explain(record["captions"], words, record["message"]["year"])
    if record["grade"] is not None:
        record["grade"] = grade(record)
    return Cable.model_validate(record)


def _put(record: dict[str, Any], correction: Correction, name: str) -> None:
    path = correction.path
    where = f"{name}: {path}"
    held = _held(record, path, where)
    if held == correction.now:
        return
    if held != correction.was:
        raise Refused(
            f"{where}: the record has {held!r}, but the correction by {correction.by} was made to {correction.was!r}; "
            "correct the record as it is now, or apply to the records that were corrected"
        )
    record["corrections"].append(correction.model_dump(mode="json"))
    record["checked"] = [check for check in record["checked"] if not _is_within(check["path"], path)]
    _doubt_no_more(record, path)
    if correction.now is None and ITEM.fullmatch(path):
        _take_out(record, path)
    else:
        put_at(record, path, correction.now)
        if isinstance(held, list):
            _join_provenance(record["provenance"], path)
    _validate(record, where)


def _check(record: dict[str, Any], check: Checked, name: str) -> None:
    where = f"{name}: {check.path}"
    held = _held(record, check.path, where)
    for made in (made for made in record["corrections"] if made["path"] == check.path):
        if made["by"] == check.by and made["now"] == check.value:
            return
        if made["at"] >= check.at and held != check.value:
            return
    if held != check.value:
        raise Refused(f"{where}: the record has {held!r}, but {check.by} found {check.value!r} right")
    kept = Check(path=check.path, by=check.by, at=check.at).model_dump(mode="json")
    if kept not in record["checked"]:
        record["checked"].append(kept)
    _doubt_no_more(record, check.path)


def _held(record: dict[str, Any], path: str, where: str) -> Any:
    if path.partition(".")[0].partition("[")[0] in _FIXED:
        raise Refused(f"{where}: is not for correction")
    try:
        return held(record, path)
    except (NoSuchField, KeyError):
        raise Refused(f"{where}: the record has no such field") from None


def _doubt_no_more(record: dict[str, Any], path: str) -> None:
    for read in [read for read in record["confidence"] if _is_within(read, path)]:
        del record["confidence"][read]


def _is_within(path: str, field: str) -> bool:
    return path == field or path.startswith((f"{field}[", f"{field}."))


def _take_out(record: dict[str, Any], path: str) -> None:
    """Take an item out of its list; what is told of the items behind it follows them."""
    root, number = _parted(path)
    items = value_at(record, root)
    del items[number]
    for told in (record["provenance"], record["confidence"]):
        before = list(told.items())
        told.clear()
        told.update((_moved(at, root, number), value) for at, value in before if not _is_within(at, path))
    for check in record["checked"]:
        check["path"] = _moved(check["path"], root, number)


def _moved(path: str, root: str, gone: int) -> str:
    """The path after the item `gone` of a list was taken out."""
    if not path.startswith(f"{root}["):
        return path
    number, _, rest = path.removeprefix(f"{root}[").partition("]")
    return f"{root}[{int(number) - (int(number) > gone)}]{rest}"


def _parted(path: str) -> tuple[str, int]:
    found = ITEM.fullmatch(path)
    if found is None:
        raise NoSuchField(path)
    return found[1], int(found[2])


def _join_provenance(provenance: dict[str, list[Any]], path: str) -> None:
    items = [p for p in provenance if p.startswith(f"{path}[")]
    spans = [*provenance.get(path, []), *(span for p in items for span in provenance.pop(p))]
    if spans:
        provenance[path] = spans


def _validate(record: dict[str, Any], where: str) -> None:
    try:
        Cable.model_validate(record)
    except ValidationError as error:
        raise Refused(f"{where}: the new value is not valid: {_first(error)}") from error


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc'])) or 'the whole'}: {first['msg']}"
