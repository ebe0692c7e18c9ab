"""What the rows of the vocabularies say of their sources is true, and no unverified row comes in unnoticed."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import gutter
import pytest
from corpus import ROOT

from cableparse.vocabulary.tables import forms

PACKAGE = ROOT / "cableparse"
TABLES = [*sorted((PACKAGE / "vocabulary").glob("*.csv")), PACKAGE / "lines" / "labels.csv"]
# By table, the rows of which the word alone can be looked up, and those of which nothing can. CONTRIBUTING.md says when
# a number may grow.
UNVERIFIED = {
    "agencies": (40, 23),
    "captions": (15, 20),
    "classifications": (3, 14),
    "columns": (0, 73),
    "document_types": (0, 4),
    "executive_orders": (9, 0),
    "exemptions": (11, 18),
    "labels": (0, 18),
    "telling_words": (142, 92),
    "missions": (8, 8),
    "number_words": (10, 0),
    "offices": (299, 9),
    "ordinary_words": (0, 12),
    "passing": (10, 14),
    "posts": (181, 76),
    "precedence": (1, 3),
    "reference_words": (70, 60),
    "release_markings": (0, 15),
    "review_options": (0, 7),
    "organizations": (0, 5),
    "senders": (12, 15),
    "short_words": (0, 0),
    "tags": (78, 81),
}
# A list of exemption codes prints their letters alone after the first, and labels name no printed word.
NOT_IN_ONE_PIECE = {"exemptions", "labels"}
WORDS = ("code", "symbol", "post", "aliases", "word", "caption", "variants", "marking", "name")
_PATH = re.compile(r"(?:fixtures|seeds)/[^\s;,|]+\.(?:gutter\.)?txt")
_PRINT = re.compile(rf"print: ({_PATH.pattern})")


@cache
def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8", errors="replace").upper()


@cache
def labels(path: str) -> frozenset[str]:
    return frozenset(label for row in gutter.read(ROOT / path) for label in row.labels)


def is_printed(form: str, path: str) -> bool:
    """Whether the words of `form` stand in the text, whatever is between them."""
    between = r"[\W_]*".join(re.findall(r"[^\W_]+", form.upper()))
    return bool(between) and re.search(rf"(?<![^\W_]){between}(?![^\W_])", text(path)) is not None


def printed_forms(row: dict[str, str]) -> list[str]:
    listed = [form for name in WORDS for cell in row.get(name, "").split(" / ") for form in forms(cell)]
    return listed + forms(row.get("words", ""))


def name(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_every_row_has_the_columns_of_its_head(path: Path) -> None:
    assert [row for row in table(path) if None in row or None in row.values()] == []


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_every_row_names_its_source_and_what_it_shows(path: Path) -> None:
    rows = table(path)
    assert [row for row in rows if not row["source"].strip() or row["verified"] not in ("yes", "print", "no")] == []
    assert [row for row in rows if row["verified"] == "yes" and "general knowledge" in row["source"]] == []


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_unverified_rows_are_counted(path: Path) -> None:
    verified = [row["verified"] for row in table(path)]
    assert (verified.count("print"), verified.count("no")) == UNVERIFIED[path.stem]


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_texts_that_are_named_are_there(path: Path) -> None:
    named = {found for row in table(path) for found in _PATH.findall(row["source"])}
    assert sorted(found for found in named if not (ROOT / found).is_file()) == []


def test_labels_are_in_the_gutter_that_is_named() -> None:
    rows = [row for row in table(PACKAGE / "lines" / "labels.csv") if row["verified"] == "yes"]
    assert [row for row in rows if row["name"] not in labels(row["source"])] == []


@pytest.mark.parametrize("path", [path for path in TABLES if path.stem not in NOT_IN_ONE_PIECE], ids=name)
def test_words_are_printed_in_the_text_that_is_named(path: Path) -> None:
    prints = [(row, found) for row in table(path) for found in _PRINT.findall(row["source"])]
    assert [row for row, found in prints if not any(is_printed(form, found) for form in printed_forms(row))] == []
