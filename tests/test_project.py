from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

MOST_LINES = 400
SOURCES = sorted(path for folder in ("cableparse", "tests") for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_small(path: Path) -> None:
    assert len(path.read_text().splitlines()) < MOST_LINES


def test_layers_import_only_from_below() -> None:
    # In a process of its own, since it disables all loggers that it finds.
    check = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_module_is_a_drawer() -> None:
    assert not [path.name for path in SOURCES if path.stem in {"helpers", "utils", "util", "misc", "common"}]
