"""What CONTRIBUTING says an addition takes is all that it takes: each is made in a copy of the checkout, and tried."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from conftest import ROOT

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
TELEGRAM = """\
R 131215Z MAY 74
FM AMEMBASSY LIMA
TO SECSTATE WASHDC
UNCLAS LIMA 0240
E.O. 11652: N/A
TAGS: EAID, PE{tags}
PROGRAM: PL 480 TITLE II (FY 74)
SUBJECT: SHIPMENTS IN AUGUST
1. THE SHIPMENTS ARRIVED.
"""
SUBJECTS = '''\
"""The subjects alone, a line each."""

from cableparse.output import replacing
from cableparse.writers import Notes


def write(records, target, options):
    with replacing(target) as path:
        path.write_text("".join(f"{cable.subject}\\n" for cable in records))
    return Notes()
'''
FOLDERS = ("cableparse", "grammar")

Parse = Callable[..., dict[str, Any]]


def taken(addition: str) -> int:
    """How many files the guide says that it takes."""
    found = re.search(rf"^\| {addition}[^|]*\| (\d+) \|", GUIDE, re.MULTILINE)
    assert found
    return int(found[1])


def block(begin: str) -> str:
    """The example of the guide that begins so."""
    found = re.search(rf"^( *)```\w*\n( *{re.escape(begin)}.*?)^\1```$", GUIDE, re.MULTILINE | re.DOTALL)
    assert found, begin
    return dedent(found[2])


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its grammars."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.table"))
    return tmp_path


@pytest.fixture
def parse(copy: Path, environment: dict[str, str]) -> Parse:
    """Reads a telegram with the copy."""

    def parse(tags: str = "") -> dict[str, Any]:
        printed = cableparse(copy, environment, "parse", "--format", "json", "-", stdin=TELEGRAM.format(tags=tags))
        return dict(json.loads(printed))

    return parse


def cableparse(copy: Path, environment: dict[str, str], *arguments: str, stdin: str = "") -> str:
    command = [sys.executable, "-m", "cableparse", *arguments]
    variables = {**environment, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        command, cwd=copy, env=variables, input=stdin, capture_output=True, text=True, check=True
    ).stdout


def add(file: Path, text: str, after: str | None = None) -> None:
    """Put a text at the end of a file, which may be new, or behind the first place of another."""
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    assert after is None or after in before
    whole = before + text if after is None else before.replace(after, after + text, 1)
    file.write_text(whole, encoding="utf-8", newline="\n")


def touched(copy: Path) -> int:
    """How many files differ from the checkout's, or are new; compiled grammars are no one's work."""
    files = [
        path for name in FOLDERS for path in (copy / name).rglob("*") if path.is_file() and path.suffix != ".table"
    ]
    before = {path: ROOT / path.relative_to(copy) for path in files}
    return sum(not old.exists() or old.read_bytes() != path.read_bytes() for path, old in before.items())


def add_label(copy: Path) -> None:
    add(copy / "cableparse/lines/labels.csv", block("name,family,kind").splitlines(keepends=True)[1])


def add_field(copy: Path) -> None:
    package = copy / "cableparse"
    add_label(copy)
    add(copy / "grammar/program.lark", block("// The aid program"))
    add(package / "fields/program.py", block('"""The aid program'))
    add(package / "fields/readers.py", "    program,\n", after="    mrn,\n")
    add(package / "fields/readers.py", '\n    "program": program.read,', after="READERS: dict[str, Reader] = {")
    model, field = block("class Program"), "    program: Program = Field(default_factory=Program)\n"
    assert field.strip() in GUIDE
    add(package / "record.py", f"{model}\n\n", after="    detail: str | None = None\n\n\n")
    add(package / "record.py", field, after="    subject: str | None = None\n")
    add(package / "meanings.csv", block("Cable,program"))


def test_a_label(copy: Path, parse: Parse) -> None:
    assert parse()["labelled"] == {}
    add_label(copy)
    assert parse()["labelled"] == {"program": "PL 480 TITLE II (FY 74)"}
    assert touched(copy) == taken("a label")


def test_a_field_with_a_label_of_its_own(copy: Path, parse: Parse, environment: dict[str, str]) -> None:
    add_field(copy)
    record = parse()
    assert record["program"] == {"name": "PL 480 TITLE II", "fiscal_year": 1974}
    assert {"program.name", "program.fiscal_year"} <= {*record["provenance"]}
    assert "the aid program that it is about" in cableparse(copy, environment, "schema")
    assert touched(copy) == taken("a field with a label of its own")


def test_a_vocabulary_row(copy: Path, parse: Parse) -> None:
    added = copy / "cableparse/vocabulary/tags.csv"
    add(added, "EQQQ,subject,Invented Programs,Economic Affairs,1973-1979,,invented for this test,no\n")
    assert ("EQQQ", "Invented Programs") in {(tag["code"], tag["name"]) for tag in parse(tags=", EQQQ")["tags"]}
    assert touched(copy) == taken("a vocabulary row")


def test_an_export_format(copy: Path, environment: dict[str, str]) -> None:
    writers = copy / "cableparse/writers"
    add(writers / "subjects.py", SUBJECTS)
    row = '\n    ExportFormat("subjects", "the subjects alone", "subjects", "subjects.txt", False),'
    add(writers / "__init__.py", row, after="FORMATS: tuple[ExportFormat, ...] = (")
    add(
        copy / "cableparse/manual/05-formats.md",
        "| `subjects` | the subjects alone | |\n",
        after="| --- | --- | --- |\n",
    )
    cable = cableparse(copy, environment, "parse", "--format", "jsonl", "-", stdin=TELEGRAM.format(tags=""))
    (copy / "records.jsonl").write_text(cable)
    assert cableparse(copy, environment, "export", "records.jsonl", "--to", "subjects", "--output", "-") == (
        "SHIPMENTS IN AUGUST\n"
    )
    assert touched(copy) == taken("an export format")


def test_a_diagnostic(copy: Path, parse: Parse) -> None:
    add(
        copy / "cableparse/diagnostics.py",
        '    SHORT = _Meaning("short", "info", "The text is short.", "Look at it.")\n',
        after='be improved.\n    """\n\n',
    )
    add(copy / "cableparse/fields/subject.py", "    draft.note(Code.SHORT)\n", after='a second one is kept apart."""\n')
    add(copy / "cableparse/fields/subject.py", "from cableparse.diagnostics import Code\n", after="annotations\n\n")
    assert "short" in {diagnostic["code"] for diagnostic in parse()["diagnostics"]}
    assert touched(copy) == taken("a diagnostic")
