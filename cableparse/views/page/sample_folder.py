"""Writes the pages of a sample: one a document, which asks for its fields, and a list that tells how far it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import file_digest, sha256
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from cableparse.audit.counted import asked
from cableparse.audit.drawn_sample import PLAN, RECORDS, Sample
from cableparse.audit.strata import stratum
from cableparse.record import Cable
from cableparse.records import Records
from cableparse.sources.options import SourceOptions
from cableparse.views.page.checking import SampleEntry, SamplePages, Task
from cableparse.views.page.heading import title
from cableparse.views.page.origin import ShownDocument, find_again
from cableparse.views.page.panel import panels
from cableparse.views.page.render import Ways, page, sample_page
from cableparse.views.page.write import INDEX, PAGES, check_folder, file_name, name_of, told, write_page

# Prints that look alike follow each other, so that the eyes stay with one kind.
_ORDER = ("family", "year")
# Answers are kept apart by so many digits of a digest: a person has a few samples.
_KEY_DIGITS = 16
_Key = tuple[int, str | None, str]


class _Entry(NamedTuple):
    """A record of a document: what the list says of it, and what is asked."""

    title: str
    id: str | None
    paths: frozenset[str]


class _Document(NamedTuple):
    """A document with drawn records, which gets a page."""

    group: tuple[str, ...]
    path: str
    member: str
    first: int
    key: _Key
    name: str
    entries: list[_Entry]


def must_be_ours(folder: Path) -> None:
    """Raise OutputError where `folder` holds anything but an earlier sample: the answers of people may lie there."""
    with told(folder):
        check_folder(folder, (INDEX, PAGES, PLAN, RECORDS), (), "sample")


def write_pages(sample: Sample, folder: Path, name: str, options: SourceOptions) -> None:
    """Write the pages of the sample whose plan and records are in `folder`; `name` is what the folder will be called.

    The records are read twice and each source once, so that a sample may be large.
    """
    documents = _documents(sample, folder)
    entries = [entry for document in documents for entry in document.entries]
    checking = SamplePages(_key(sample, folder), name, len(entries), sum(len(entry.paths) for entry in entries))
    names = [file_name(number, document.name) for number, document in enumerate(documents, 1)]
    firsts = _firsts(documents)
    places = {document.key: place for place, document in enumerate(documents)}
    (folder / PAGES).mkdir()
    for key, shown in _found(folder, options):
        place = places[key]
        document = documents[place]
        listed = [
            replace(panel, task=Task(firsts[place] + at, entry.paths))
            for at, (panel, entry) in enumerate(zip(panels(shown, options.pdf), document.entries, strict=True))
        ]
        text = page(listed, document.name, _ways(names, place), checking)
        write_page(folder / PAGES / names[place], text)
    write_page(folder / INDEX, sample_page(sample, checking, list(_groups(documents, names, firsts))))


def _documents(sample: Sample, folder: Path) -> list[_Document]:
    """The documents in the order in which a person checks them."""
    found: dict[_Key, _Document] = {}
    for run, cables in _by_file(folder):
        for cable in cables:
            source = cable.source
            key = run, source.member, source.sha256
            group = stratum(cable, _ORDER)
            new = _Document(group, source.path, source.member or "", source.index, key, name_of(cable), [])
            paths = frozenset(field.path for field in asked(cable, sample.fields))
            found.setdefault(key, new).entries.append(_Entry(title(cable), cable.id, paths))
    return sorted(found.values(), key=lambda one: (one.group, one.path, one.member, one.first))


def _found(folder: Path, options: SourceOptions) -> Iterator[tuple[_Key, ShownDocument]]:
    """The documents with their sources, as these are found."""
    for run, cables in _by_file(folder):
        for shown in find_again(cables, options):
            source = shown.cables[0].source
            yield (run, source.member, source.sha256), shown


def _by_file(folder: Path) -> Iterator[tuple[int, Iterable[Cable]]]:
    """The records of each file that follow each other, counted."""
    runs = groupby(Records([folder / RECORDS]), key=lambda cable: cable.source.path)
    return ((run, cables) for run, (_, cables) in enumerate(runs))


def _firsts(documents: Iterable[_Document]) -> list[int]:
    """The number of each document's first record."""
    firsts = [1]
    for document in documents:
        firsts.append(firsts[-1] + len(document.entries))
    return firsts[:-1]


def _ways(names: list[str], place: int) -> Ways:
    # Where a page is entered by its fields, it knows that it was led to.
    around = [f"{names[at]}#c0-check" if 0 <= at < len(names) else None for at in (place - 1, place + 1)]
    return Ways(f"../{INDEX}", *around)


def _groups(documents: list[_Document], names: list[str], firsts: list[int]) -> Iterator[tuple[str, list[SampleEntry]]]:
    pages = zip(documents, names, firsts, strict=True)
    for group, of_group in groupby(pages, key=lambda one: one[0].group):
        yield (
            ", ".join(group).replace("_", " "),
            [
                SampleEntry(
                    first + at, f"{PAGES}/{name}#c{at}-check", entry.title, entry.id, document.name, len(entry.paths)
                )
                for document, name, first in of_group
                for at, entry in enumerate(document.entries)
            ],
        )


def _key(sample: Sample, folder: Path) -> str:
    """What tells the sample from others that were made of other records, or ask for other fields."""
    with (folder / RECORDS).open("rb") as file:
        records = file_digest(file, "sha256").hexdigest()
    return sha256(f"{records} {sample.fields}".encode()).hexdigest()[:_KEY_DIGITS]
