from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

ROOT = Path(__file__).resolve().parent.parent

# A fixed seed and no time limit by example: a slow machine changes no result.
settings.register_profile("short", deadline=None, derandomize=True, max_examples=100)
settings.register_profile("long", deadline=None, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of the accuracy gate, tests/test_accuracy.py."""
    parser.addoption("--raise-floors", action="store_true", help="take better accuracy scores as the new floors")
    parser.addoption(
        "--lower-floors", action="store_true", help="take the accuracy scores as the floors, worse ones too"
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are processors: a quarter of the time tests wait for a browser or a time-out."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture
def seed() -> Path:
    """The cable that the project grew from, 2000 STATE 185645."""
    return ROOT / "seeds" / "004_2f7603ce0caf6724.txt"


@pytest.fixture(scope="module")
def browser_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the browser keeps its profile and, in `downloads`, what it was given."""
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="module")
def opened(browser_folder: Path) -> Iterator[Chrome]:
    """A browser for the tests of a module."""
    from browser import browser

    with browser(browser_folder) as chrome:
        yield chrome


@pytest.fixture
def chrome(opened: Chrome) -> Iterator[Chrome]:
    """The browser for one test, which asks for no file but those on disk."""
    from browser import watched

    with watched(opened) as chrome:
        yield chrome


@pytest.fixture
def command() -> list[str]:
    """The command line of this checkout."""
    return [sys.executable, "-m", "cableparse"]


@pytest.fixture
def environment() -> dict[str, str]:
    """An environment in which the checkout is what `cableparse` means."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def run(command: list[str], environment: dict[str, str], tmp_path: Path) -> Run:
    """Run the command line in an empty folder; bytes in, bytes out."""

    def run(*arguments: str | Path, stdin: bytes = b"", **variables: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [*command, *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**environment, **variables},
            check=False,
        )

    return run
