"""What the tests of the archival formats share: records, exports, tables read back, schemas of other people."""

from __future__ import annotations

import csv
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from every_record import every_record
from lxml import etree

from cableparse.record import Cable
from cableparse.writers import FORMATS, Notes, WriterOptions, writer


def corpus() -> list[Cable]:
    """The records of all fixtures and seeds, of damaged texts, and one with every field."""
    return every_record()


@cache
def described() -> list[Cable]:
    """Those that archival formats describe."""
    return [cable for cable in corpus() if cable.kind != "not_a_cable"]


def by_id(identifier: str) -> Cable:
    return next(cable for cable in corpus() if cable.id == identifier)


def cable(**fields: Any) -> Cable:
    """An invented cable with these fields."""
    source = {"path": "a/b.txt", "name": "b.txt", "sha256": "0" * 64, "media_type": "text/plain", "pages": 1}
    return Cable.model_validate({"kind": "cable", "source": source, **fields})


def export(name: str, cables: list[Cable], target: Path, options: WriterOptions | None = None) -> Notes:
    form = next(form for form in FORMATS if form.name == name)
    return writer(form)(cables, target, options or WriterOptions())


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def dicts(path: Path) -> list[dict[str, str]]:
    header, *rows = table(path)
    return [dict(zip(header, row, strict=True)) for row in rows]


def packaged(distribution: str, path: str) -> Path:
    """A file of an installed package, or the test is skipped."""
    try:
        found = Path(str(metadata.distribution(distribution).locate_file(path)))
    except metadata.PackageNotFoundError:
        pytest.skip(f"the package {distribution}, which ships {Path(path).name}, is not installed")
    if not found.is_file():
        pytest.skip(f"the installed {distribution} does not ship {path}")
    return found


def tree(path: Path) -> etree._ElementTree:
    return etree.parse(str(path))


def texts(node: Any, path: str, **prefixes: str) -> list[str]:
    """The whole text of every element at an XPath."""
    return ["".join(found.itertext()) for found in node.iterfind(path, prefixes)]
