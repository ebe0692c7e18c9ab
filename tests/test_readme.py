"""README.md's `console` blocks are run by bash and its `python` blocks by doctest; `...` stands for any output."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

README = (ROOT / "README.md").read_text()
CHECKER = doctest.OutputChecker()


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands() -> list[tuple[str, str]]:
    """Each line that begins with `$ ` and the output printed under it."""
    found: list[tuple[str, str]] = []
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """An environment in which `cableparse` is the checkout's."""
    script = tmp_path / "cableparse"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cableparse "$@"\n')
    script.chmod(0o755)
    path = os.pathsep.join([str(tmp_path), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}


@pytest.mark.parametrize(("command", "output"), commands(), ids=[command for command, _ in commands()])
def test_shell_example(shell: dict[str, str], command: str, output: str) -> None:
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, env=shell, capture_output=True, text=True, check=False)
    assert CHECKER.check_output(output, done.stdout + done.stderr, doctest.ELLIPSIS), done.stdout + done.stderr


def test_python_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    examples = "\n".join(blocks("python"))
    test = doctest.DocTestParser().get_doctest(examples, {}, "README.md", "README.md", 0)
    results = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test)
    assert results.attempted > 0
    assert results.failed == 0


def test_readme_has_examples() -> None:
    assert len(commands()) >= 3


def test_exit_codes_are_listed() -> None:
    from cableparse.errors import MissingProgram, OutputError, UnreadableInput

    for error in (MissingProgram, OutputError, UnreadableInput):
        assert re.search(rf"^\| {error.exit_code} \|", README, re.MULTILINE)
