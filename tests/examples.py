"""The examples of README.md and of the manual: blocks of commands, each with what it prints."""

from __future__ import annotations

import doctest
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from conftest import ROOT

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "cableparse" / "manual").glob("*.md"))]
_INPUTS = re.compile(r"(?<![\w/])(?:seeds|fixtures/[\w-]+)")
_CHECKER = doctest.OutputChecker()


class Example(NamedTuple):
    """A block whose commands run one after the other in one folder."""

    name: str
    commands: list[tuple[str, str]]  # each with what is printed under it; `...` is any output


def blocks(path: Path, language: str) -> list[str]:
    """The text of each fenced block of that language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def examples() -> Iterator[Example]:
    """All blocks of commands, `$ ` before each command."""
    for path in DOCUMENTS:
        for number, block in enumerate(blocks(path, "console"), 1):
            parts = [part.partition("\n") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
            yield Example(f"{path.stem}-{number}", [(command, output) for command, _, output in parts])


def put_inputs(example: str, folder: Path) -> None:
    """Copy what an example names of `seeds/` and `fixtures/` into a folder where it may write."""
    for name in set(_INPUTS.findall(example)):
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)


def check(example: Example, folder: Path, environment: Mapping[str, str]) -> None:
    """Run the commands of an example with bash, and hold what each prints against the document."""
    put_inputs("\n".join(command for command, _ in example.commands), folder)
    for command, output in example.commands:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert _CHECKER.check_output(output, done.stdout, doctest.ELLIPSIS), f"$ {command}\n{done.stdout}"


def check_python(path: Path, folder: Path, environment: Mapping[str, str], python: str = sys.executable) -> None:
    """Run the Python examples of a document, in one session."""
    session = "\n".join(blocks(path, "python"))
    put_inputs(session, folder)
    (folder / "session.txt").write_text(session, encoding="utf-8")
    done = subprocess.run(
        [python, "-m", "doctest", "-o", "ELLIPSIS", "session.txt"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
