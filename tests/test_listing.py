"""CONTRIBUTING says of each file what it is for, and of each addition what it takes."""

from __future__ import annotations

import re
from pathlib import Path

import listing
from conftest import ROOT

from cableparse.diagnostics import Code

TEXT = listing.TARGET.read_text(encoding="utf-8")
TOUCHED = re.findall(r"`((?:cableparse|grammar|tests|fixtures)/[\w./-]+)`", TEXT)


def test_the_listing_is_that_of_the_files() -> None:
    assert listing.written(TEXT) == TEXT, "python tests/listing.py writes it anew"


def test_every_file_says_what_it_is_for() -> None:
    silent = [path for path in listing.PACKAGE.rglob("*.py") if not listing.first_line(path)]
    assert silent == []


def test_what_is_named_is_there() -> None:
    gone = {path for path in TOUCHED if not (ROOT / path).exists() and not _is_an_example(path)}
    assert gone == set()


def _is_an_example(path: str) -> bool:
    return "NAME" in path or "TOPIC" in path or Path(path).stem == "program"


def test_every_diagnostic_is_raised() -> None:
    package = "".join(path.read_text(encoding="utf-8") for path in listing.PACKAGE.rglob("*.py"))
    assert [code.name for code in Code if f"Code.{code.name}" not in package] == []
