"""Writers: records become what other programs load. One module a format; this table names them all.

A module has one public function, `write(records, target, options) -> Notes`. It reads the records once or more often,
in flat memory, writes `target` through `output.replacing`, and returns what could not be carried. `BLOCKING` are those
of its notes that tell why an import will fail.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cableparse.errors import MissingProgram

if TYPE_CHECKING:
    from cableparse.record import Cable
    from cableparse.statement import AccuracyStatement

# A sentence that a person can act on, and how many records it is true of.
Notes = Counter[str]


class DateCodes(str, Enum):
    """The code of the first date column in row 1 of an ArchivesSpace template: releases differ in it."""

    NUMBERED = "begin_1"
    PLAIN = "begin"


@dataclass(frozen=True, slots=True)
class WriterOptions:
    """What a cable cannot know, and how a format is to be written.

    `excel` makes a CSV safe and readable for Excel. `root` is the folder of the input that the folders of the format
    json, and the paths of files in the archival formats, begin at; without it they mirror the whole of `source.path`.

    `repository` holds the documents, `collection` is what they are described under there: a call number or slug, for
    ArchivesSpace the EAD ID or the URI of the resource. `rights` is a statement on use that is true of all of them.
    `omeka` gives Dublin Core the headers of Omeka S, `components` writes EAD3 as one component a file,
    `archivesspace_dates` follows the template of the release, `archivesspace_extent_type` is of the instance's own list
    (without it the type is one of the default list), and `withhold_concealed` leaves originals out of a bag
    that have text which their records withhold. `own` says that the records were made by who exports them: a bag then
    takes each original from where its record says. `statement` tells how accurate the records are, for the formats that
    carry one.
    """

    excel: bool = False
    root: str | None = None
    repository: str | None = None
    collection: str | None = None
    rights: str | None = None
    omeka: bool = False
    components: bool = False
    archivesspace_dates: DateCodes = DateCodes.NUMBERED
    archivesspace_extent_type: str | None = None
    withhold_concealed: bool = False
    own: bool = False
    statement: AccuracyStatement | None = None


class Writer(Protocol):
    """Writes the records of an iterable, which can be iterated more than once, to `target`."""

    def __call__(self, records: Iterable[Cable], target: Path, options: WriterOptions) -> Notes:
        """Write the records.

        Raises:
            OutputError: `target` cannot be written.
            MissingProgram: an extra is not installed.
        """


class ExportFormat(NamedTuple):
    """A format: what it is in one line, the module that writes it, its target's name, and the extra that it takes.

    `by_shard` says that a batch writes one target a shard, in parallel, rather than one for all records. `besides`
    are the names of what is written beside the target. `states` says that it carries a statement of accuracy.
    """

    name: str
    summary: str
    module: str
    target: str
    by_shard: bool
    extra: str | None = None
    besides: tuple[str, ...] = ()
    states: bool = False

    @property
    def is_flat(self) -> bool:
        """Whether it is one file of lines or rows, which can go to standard output."""
        return self.target.endswith((".csv", ".jsonl", ".txt"))


FORMATS: tuple[ExportFormat, ...] = (
    ExportFormat(
        "jsonl",
        "a record a line (.jsonl, .jsonl.gz, .jsonl.zst), the schema beside them",
        "jsonl",
        "cables.jsonl",
        True,
    ),
    ExportFormat("json", "a folder with a JSON file a cable, in the folders of the input", "json", "json", False),
    ExportFormat("csv", "a flat table, one row a cable", "csv", "cables.csv", True),
    ExportFormat("parquet", "Parquet with nested lists and structs", "parquet", "cables.parquet", True, "parquet"),
    ExportFormat(
        "sqlite",
        "an SQLite database with full-text search, for Datasette",
        "sqlite",
        "cables.db",
        False,
        "sqlite",
        ("cables.metadata.json",),
    ),
    ExportFormat(
        "dublin-core", "Dublin Core for Archivematica (metadata.csv) or Omeka S", "dublin_core", "metadata.csv", False
    ),
    ExportFormat("atom", "AtoM's ISAD(G) table", "atom", "atom.csv", False),
    ExportFormat("archivesspace", "ArchivesSpace's bulk import table", "archivesspace", "archivesspace.csv", False),
    ExportFormat("islandora", "a table for Islandora Workbench", "islandora", "islandora.csv", False),
    ExportFormat("contentdm", "a tab-delimited table for CONTENTdm", "contentdm", "contentdm.txt", False),
    ExportFormat("csl", "CSL JSON for Zotero and other reference managers", "csl", "csl.json", False),
    ExportFormat("ead3", "an EAD3 finding aid", "ead3", "ead3.xml", False, "archives", states=True),
    ExportFormat(
        "premis",
        "PREMIS 3 events of what was done to the files",
        "premis",
        "premis.xml",
        False,
        "archives",
        states=True,
    ),
    ExportFormat("tei", "TEI, the documents encoded as FRUS has them", "tei", "tei.xml", False, "archives"),
    ExportFormat("bag", "a BagIt bag of originals, records and metadata", "bag", "bag", False, "archives"),
)
FormatName = Enum("FormatName", {f.name.upper().replace("-", "_"): f.name for f in FORMATS}, type=str)  # type: ignore[misc]


def writer(form: ExportFormat) -> Writer:
    """The function that writes a format.

    Raises:
        MissingProgram: its extra is not installed.
    """
    write: Writer = _module(form).write
    return write


def blocking(form: ExportFormat) -> frozenset[str]:
    """The notes of a format that tell why an import will fail, until a person does something.

    Raises:
        MissingProgram: its extra is not installed.
    """
    found: frozenset[str] = getattr(_module(form), "BLOCKING", frozenset())
    return found


def _module(form: ExportFormat) -> ModuleType:
    try:
        return import_module(f"cableparse.writers.{form.module}")
    except ModuleNotFoundError as error:
        if form.extra is None:
            raise
        raise MissingProgram(
            f"the format {form.name} takes an extra: install it with `pip install 'cableparse[{form.extra}]'`"
        ) from error
