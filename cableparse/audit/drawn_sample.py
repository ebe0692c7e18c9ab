"""A sample of a collection: how it was drawn and what was drawn, kept in `sample.json` beside the drawn records.

A sample is drawn within each stratum for itself, without replacement, every unit with the same chance. A unit is a
record, or a document with all its records.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cableparse.corrections import CorrectedSource, Key, source_of
from cableparse.errors import UnreadableInput
from cableparse.record import Cable
from cableparse.records import Records
from cableparse.sources.text import decode

PLAN = "sample.json"
RECORDS = "records.jsonl"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Stratum(_Model):
    """A group that was drawn from for itself: its name in each of `Sample.by`, what it has and what was drawn of it.

    Several groups that were too small to draw from are one, and have no name.
    """

    names: list[str] | None
    records: int
    documents: int
    drawn_records: int
    drawn_documents: int


class Drawn(_Model):
    """A record of the sample; `stratum` counts in `Sample.strata`, from 0."""

    source: CorrectedSource
    id: str | None
    stratum: int

    @property
    def document(self) -> tuple[str, str | None]:
        """What tells its document from all others."""
        return self.source.sha256, self.source.member


class Sample(_Model):
    """`sample.json`. `margin` is what was asked for, half of an interval; `level` is that of all intervals."""

    version: Literal[1] = 1
    program: str
    drawn_on: str
    seed: int
    by: list[str]
    whole_documents: bool
    level: float = Field(gt=0, lt=1)
    margin: float | None
    fields: list[str]
    collection: list[str]
    records: int
    documents: int
    strata: list[Stratum]
    drawn: list[Drawn]

    @cached_property
    def by_key(self) -> dict[Key, Drawn]:
        """What was drawn, by the record's key."""
        return {drawn.source.key: drawn for drawn in self.drawn}


def read(folder: Path) -> Sample:
    """The sample that was drawn into `folder`.

    Raises:
        UnreadableInput: it holds none.
    """
    path = folder / PLAN
    try:
        return Sample.model_validate_json(decode(path.read_bytes())[0])
    except OSError as error:
        raise UnreadableInput(f"{folder}: holds no sample ({PLAN}): {error.strerror or error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise UnreadableInput(f"{path}: is no sample of version 1: {'.'.join(map(str, first['loc']))}") from error


def records(folder: Path) -> Iterator[tuple[Drawn, Cable]]:
    """The drawn records as they were when they were drawn.

    Raises:
        UnreadableInput: they are missing, or are not those of the sample.
    """
    sample = read(folder)
    found = 0
    for cable in Records([folder / RECORDS]):
        drawn = sample.by_key.get(source_of(cable).key)
        if drawn is None:
            raise UnreadableInput(f"{folder / RECORDS}: holds a record that was not drawn: {cable.source.path}")
        found += 1
        yield drawn, cable
    if found != len(sample.drawn):
        raise UnreadableInput(f"{folder / RECORDS}: holds {found} records of the {len(sample.drawn)} that were drawn")
