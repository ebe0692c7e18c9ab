"""README.md and the manual: their `console` blocks are run by bash, their `python` blocks by doctest."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from examples import DOCUMENTS, Example, blocks, check, check_python, examples

EXAMPLES = list(examples())


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """An environment in which `cableparse` is the checkout's."""
    script = tmp_path / "bin" / "cableparse"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cableparse "$@"\n')
    script.chmod(0o755)
    path = os.pathsep.join([str(script.parent), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.name for example in EXAMPLES])
def test_shell_example(shell: dict[str, str], tmp_path: Path, example: Example) -> None:
    check(example, tmp_path, shell)


@pytest.mark.parametrize(
    "path", [path for path in DOCUMENTS if blocks(path, "python")], ids=lambda path: str(path.stem)
)
def test_python_examples(shell: dict[str, str], tmp_path: Path, path: Path) -> None:
    check_python(path, tmp_path, shell)


def test_readme_has_examples_and_a_screen_or_so_of_lines() -> None:
    assert sum(example.name.startswith("README") for example in EXAMPLES) >= 3
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 110


def test_the_pictures_and_files_that_readme_names_are_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r'src="([^"]*)"|\]\(([^)]*)\)', text)
    assert any(picture for picture, _ in named)
    assert [name for pair in named for name in pair if name and not (ROOT / name).exists()] == []
    assert all(re.search(r'alt="[^"]{100,}"', image) for image in re.findall(r"<img [^>]*>", text))


def test_readme_installs_in_one_line_and_tests_in_one() -> None:
    assert [block.strip() for block in blocks(ROOT / "README.md", "sh")] == [
        "pip install . && cableparse parse seeds/004_2f7603ce0caf6724.txt",
        "pip install '.[test]' && pytest -n auto",
    ]
