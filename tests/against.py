"""The speed of this tree and of an older revision, measured in turns in one run: others may use the machine as well."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIMED = Path(__file__).with_name("timed.py")
ROUNDS = 5
# lark looks for collisions where interegular, which only the tests need, is installed: that takes longer than the rest.
_START = "import runpy, sys; sys.modules['interegular'] = None; runpy.run_module('cableparse', run_name='__main__')"


def show(revision: str, files: Sequence[Path]) -> None:
    """Print how many times as fast this tree is, and both figures."""
    with checkout(revision) as old, tempfile.TemporaryDirectory() as bytecode:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = bytecode
        names = [str(path.resolve()) for path in files]
        rounds = [[_timed(tree, names) for tree in (old, ROOT)] for _ in range(ROUNDS)]
        count = rounds[0][1][2]
        _line("texts for the first time", [(before[0], now[0]) for before, now in rounds], count)
        _line("texts once more", [(before[1], now[1]) for before, now in rounds], count)
        seed = str(next((ROOT / "seeds").glob("*.txt")))
        for arguments in (["parse", seed, "--format", "json"], ["--help"]):
            starts = [(_started(old, arguments), _started(ROOT, arguments)) for _ in range(ROUNDS + 1)]
            _line(f"start of `{arguments[0]}`", starts[1:], 1)  # the first writes the bytecode


def _line(name: str, pairs: Sequence[tuple[float, float]], count: float) -> None:
    ratio = statistics.median(before / now for before, now in pairs)
    before, now = (1000 * statistics.median(times) / count for times in zip(*pairs, strict=True))
    print(f"{name:28}{ratio:6.2f} times as fast: {now:9.3f} ms of CPU, then {before:9.3f}")


@contextmanager
def checkout(revision: str) -> Iterator[Path]:
    """The revision's files in a folder of their own."""
    with tempfile.TemporaryDirectory() as folder:
        archive = subprocess.run(["git", "archive", revision], cwd=ROOT, stdout=subprocess.PIPE, check=True)
        subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)
        yield Path(folder)


def _timed(tree: Path, files: Sequence[str]) -> tuple[float, float, int]:
    command = [sys.executable, str(TIMED), *files]
    done = subprocess.run(command, env=_environment(tree), capture_output=True, text=True, check=True)
    first, again, count = done.stdout.split()
    return float(first), float(again), int(count)


def _started(tree: Path, arguments: Sequence[str]) -> float:
    """The CPU seconds of one command, from start to end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", _START, *arguments]
    subprocess.run(command, env=_environment(tree), cwd=tree, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _environment(tree: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(tree)}
