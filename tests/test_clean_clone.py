"""In a clean clone README's own line installs the program, and then what README shows runs, and all Python examples.

The manual's other examples run in the checkout, tests/test_readme.py.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from examples import DOCUMENTS, blocks, check, check_python, examples
from uv import find_uv_bin

# Installing fetches some 100 megabytes.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
_NO_NETWORK = ("error sending request", "ConnectionError", "ResolutionError", "ProxyError", "name resolution")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What git would have of the checkout, changes that are not committed included."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    listed = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True)
    folder = tmp_path / "clone"
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def fresh(tmp_path: Path) -> dict[str, str]:
    """An environment that knows nothing of this checkout; programs that are installed go below `tmp_path`."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    homes = {"PIPX_HOME": str(tmp_path / "pipx"), "PIPX_BIN_DIR": str(tmp_path / "bin")}
    return {**kept, **homes, "UV_SYSTEM_CERTS": "true", "COLUMNS": "100"}


def bash(command: str, folder: Path, environment: dict[str, str]) -> str:
    """What a command prints; the test is skipped where the command reaches no package registry."""
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode and any(sign in done.stderr for sign in _NO_NETWORK):
        pytest.skip("no package registry can be reached")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_examples_run_after_readmes_own_line(clone: Path, fresh: dict[str, str], tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    environment = {**fresh, "PATH": os.pathsep.join([str(tmp_path / "venv" / "bin"), fresh["PATH"]])}
    printed = bash(blocks(clone / "README.md", "sh")[0], clone, environment)
    assert json.loads(printed[printed.index("\n{\n") :])["id"] == "2000STATE185645"
    for line in (line for path in DOCUMENTS[1:] for block in blocks(path, "sh") for line in block.splitlines()):
        if line.startswith("pip "):
            bash(line, clone, environment)
    for example in (example for example in examples() if example.name.startswith("README")):
        folder = tmp_path / example.name
        folder.mkdir()
        check(example, folder, environment)
    for path in DOCUMENTS:
        if blocks(path, "python"):
            folder = tmp_path / f"{path.stem}-python"
            folder.mkdir()
            check_python(path, folder, environment, str(tmp_path / "venv" / "bin" / "python"))


@pytest.mark.parametrize("program", ["uvx", "pipx"])
def test_nothing_need_be_installed(clone: Path, fresh: dict[str, str], program: str) -> None:
    environment = {**fresh, "PATH": os.pathsep.join([str(Path(find_uv_bin()).parent), fresh["PATH"]])}
    if not shutil.which(program, path=environment["PATH"]):
        pytest.skip(f"{program} is not installed")
    (block,) = blocks(clone / "cableparse" / "manual" / "01-start.md", "sh")
    (line,) = (line for line in block.splitlines() if line.startswith(f"{program} "))
    assert "PAKISTANI SUPPORT FOR TALIBAN" in bash(line, clone, environment)
