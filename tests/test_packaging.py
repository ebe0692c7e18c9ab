from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import ROOT
from make_pdf import QUITO_4711, typed
from test_fuzz import READERS
from uv import find_uv_bin

from cableparse.writers import FORMATS

pytestmark = pytest.mark.slow


def python(*arguments: str | Path, cwd: Path, site: Path | None = None) -> str:
    environment = {**os.environ, "PYTHONPATH": str(site or "")}
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    python("-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel installed in it, without network."""
    folder = tmp_path_factory.mktemp("site")
    python("-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", folder, wheel, cwd=folder)
    return folder


def contents(wheel: Path) -> dict[str, bytes]:
    with ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_wheel_holds_grammar_vocabulary_and_nothing_else_of_the_checkout(wheel: Path) -> None:
    names = set(contents(wheel))
    grammars = {f"cableparse/_grammar/{path.name}" for path in (ROOT / "grammar").glob("*.lark")}
    assert grammars <= names
    assert {name.replace(".lark", ".table") for name in grammars} <= names
    assert {f"cableparse/vocabulary/{path.name}" for path in (ROOT / "cableparse/vocabulary").glob("*.csv")} <= names
    assert {f"cableparse/views/page/{path.name}" for path in (ROOT / "cableparse/views/page").glob("*.[!p]*")} <= names
    assert {f"cableparse/manual/{path.name}" for path in (ROOT / "cableparse/manual").glob("*.md")} <= names
    assert {"cableparse/views/manual/page.html", "cableparse/views/manual/page.css"} <= names
    assert {"cableparse/meanings.csv", "cableparse/writers/queries.toml"} <= names
    assert any(name.endswith(".lark") for name in names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"cableparse"}


def test_sdist_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    python("-m", "build", "--no-isolation", "--outdir", tmp_path, ROOT, cwd=tmp_path)
    assert contents(next(tmp_path.glob("*.whl"))) == contents(wheel)


def test_installed_command_parses_outside_the_checkout(site: Path, seed: Path, tmp_path: Path) -> None:
    home = python("-c", "import cableparse; print(cableparse.__file__)", cwd=tmp_path, site=site).strip()
    assert Path(home).is_relative_to(site)
    (tmp_path / "cable.txt").write_bytes(seed.read_bytes())
    record = json.loads(python(site / "bin" / "cableparse", "parse", "cable.txt", cwd=tmp_path, site=site))
    assert record["id"] == "2000STATE185645"
    python(site / "bin" / "cableparse", "view", "cable.txt", "-o", "page.html", cwd=tmp_path, site=site)
    assert "2000STATE185645" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_installed_grammar_is_the_wheels_own(site: Path, tmp_path: Path) -> None:
    check = (
        "import cableparse.grammars as g; assert g.FOLDER.name == '_grammar'; "
        "import cableparse; print(cableparse.parse_text('PAGE 01 LIMA 00042 010203Z')[0].kind)"
    )
    assert python("-c", check, cwd=tmp_path, site=site).strip() == "cable"


def test_an_installed_command_needs_no_lark(site: Path, seed: Path, tmp_path: Path) -> None:
    check = "import sys, cableparse; print(cableparse.parse_file(sys.argv[1])[0].id, 'lark' in sys.modules)"
    assert python("-c", check, seed, cwd=tmp_path, site=site).split() == ["2000STATE185645", "False"]


def uv(*arguments: str | Path, cwd: Path) -> None:
    """Run uv, which goes to a package registry; where there is none to reach the test is skipped."""
    environment = {**os.environ, "UV_SYSTEM_CERTS": "true"}
    done = subprocess.run(
        [find_uv_bin(), *map(str, arguments)], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    if "error sending request" in done.stderr:
        pytest.skip("no package registry can be reached")
    assert done.returncode == 0, done.stderr


@pytest.fixture
def oldest(wheel: Path, tmp_path: Path) -> Callable[..., list[str]]:
    """What installs the wheel with some extras, each dependency as old as is allowed, and gives its Python."""

    def install(*extras: str) -> list[str]:
        uv("venv", "--python", sys.executable, tmp_path / "oldest", cwd=tmp_path)
        program = tmp_path / "oldest" / "bin" / "python"
        # bagit is the one package without a wheel
        wheels = ("--only-binary", ":all:", "--no-binary", "bagit")
        oldest = ("--python", program, *wheels, "--resolution", "lowest-direct")
        chosen = [word for extra in extras for word in ("--extra", extra)]
        uv("pip", "install", *oldest, "-r", ROOT / "pyproject.toml", *chosen, cwd=tmp_path)
        uv("pip", "install", *oldest, "--no-deps", wheel, cwd=tmp_path)
        return [str(program), "-W", "error"]

    return install


def answer(*command: str | Path, cwd: Path) -> str:
    """What a command of another environment prints."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    return done.stdout


def test_the_oldest_dependencies_that_are_allowed_will_do(
    oldest: Callable[..., list[str]], seed: Path, tmp_path: Path
) -> None:
    (tmp_path / "cable.pdf").write_bytes(typed(QUITO_4711))
    (tmp_path / "cable.html").write_text(f"<style>b {{color: #fff}}</style><pre>{QUITO_4711}</pre><b>HIDDEN</b>")
    (tmp_path / "cable.txt").write_bytes(seed.read_bytes())
    read = "import sys, cableparse; [print(*(c.id for c in cableparse.parse_file(name))) for name in sys.argv[1:]]"
    command = oldest()
    ids = answer(*command, "-c", read, "cable.pdf", "cable.html", "cable.txt", cwd=tmp_path).split()
    assert ids == ["1974QUITO04711", "1974QUITO04711", "2000STATE185645"]
    assert 'id="batch"' in answer(*command, "-m", "cableparse", "manual", "--html", cwd=tmp_path)


@pytest.mark.timeout(900)  # it installs some hundred megabytes
def test_the_oldest_extras_that_are_allowed_will_do(oldest: Callable[..., list[str]], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for kind in ("word", "workbook", "outlook", "7z", "text"):
        (folder / kind).write_bytes(READERS[kind]())
    with (ROOT / "pyproject.toml").open("rb") as file:
        extras = [name for name in tomllib.load(file)["project"]["optional-dependencies"] if name != "test"]
    command = [*oldest(*extras), "-m", "cableparse"]
    records = answer(*command, "parse", "--format", "jsonl", folder, cwd=tmp_path)
    assert records.count('"1974LIMA00042"') >= 5
    formats = [word for name in FORMATS for word in ("--format", name.name)]
    answer(*command, "batch", folder, "-o", "out", "--compress", "zst", *formats, cwd=tmp_path)
    answer(*command, "batch", folder, "-o", "far", "--cluster", "local:1", cwd=tmp_path)
    answer(*command, "sample", "out", "--margin", "30%", "-o", "sample", cwd=tmp_path)
    # What takes no checked sample, no corrected records and no engine of recognition beside it.
    figures = (
        "from cableparse.audit.figures import *; assert interval(0.9, 60, 0.95, 59)[0] < 0.9; "
        "assert levels([0.1, 0.5, 0.3], [1, 1, 1]) == [0, 1, 3]; assert kappa([[9, 1], [1, 9]])"
    )
    answer(*command[:3], "-c", figures, cwd=tmp_path)
    answer(*command[:3], "-c", "from cableparse.audit.sides import sides; assert not sides([], 0.2).test", cwd=tmp_path)
    assert "RapidOCR" in answer(*command[:3], "-c", "import rapidocr; print(rapidocr.RapidOCR)", cwd=tmp_path)
