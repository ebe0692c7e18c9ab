from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from importlinter.cli import lint_imports

MOST_LINES = 400
SOURCES = sorted(path for folder in ("cableparse", "tests") for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_small(path: Path) -> None:
    assert len(path.read_text().splitlines()) < MOST_LINES


def test_layers_import_only_from_below() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_no_module_is_a_drawer() -> None:
    assert not [path.name for path in SOURCES if path.stem in {"helpers", "utils", "util", "misc", "common"}]
