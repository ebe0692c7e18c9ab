"""What a PDF costs: `python tests/benchmark_pdf.py [PAGES] [--against REVISION]`; made of fixture texts, 5,000 pages.

Prints the time to read the first pages against pdfplumber's own time to list their characters; the time of a page with
drawings, annotations or images against that of a plain one; and the peak memory of reading all pages. With a REVISION
of the repository, which is checked out into a temporary folder, both versions read the plain pages in turns. Times are
the processor's, so that what else the machine does counts for little.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

import pdfplumber
from corpus import FIXTURES, ROOT
from make_pdf import Sheet, typed

COMPARED = 200
_ROUNDS = 3
_PAIRS = 7  # an odd number, so that one of them is the median

# Run in a process of its own, so that the peak of its memory is that of the reading.
_READ = """
import json, resource, sys, time
from pathlib import Path
from cableparse.sources.options import OcrChoice
from cableparse.sources.pdf.paint.bounds import PdfLimits
from cableparse.sources.pdf.reader import read_pdf
data = Path(sys.argv[1]).read_bytes()
read_pdf("warm.pdf", data, limits=PdfLimits(max_pages=1), ocr=OcrChoice.NEVER)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
document = read_pdf("benchmark.pdf", data, limits=PdfLimits(max_pages=int(sys.argv[2])), ocr=OcrChoice.NEVER)
spent = time.process_time() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([document.pages, spent, peak / 1024, (peak - before) / 1024]))
"""


class Read(NamedTuple):
    """What reading took: pages, seconds, and in MB the peak of the memory and how much the reading added to it."""

    pages: int
    seconds: float
    peak: float
    added: float


def made(pages: int, decorate: Callable[[int, Sheet], None] | None = None) -> bytes:
    texts = [p.read_text() for p in sorted((FIXTURES / "aad-1973-79").glob("*.txt")) if ".gutter." not in p.name]
    return typed("\f".join(islice(cycle(texts), pages)), decorate)


def boxed(number: int, sheet: Sheet) -> None:
    """A table's cells before the margin, and three redactions."""
    for line in range(50):
        sheet.white_box(line, -8, 6)
    for line in (10, 20, 30):
        sheet.black_box(line, 10, 20)


def annotated(number: int, sheet: Sheet) -> None:
    for line in range(5, 50, 5):
        sheet.annotate("Square", line, 10, 20)


def illustrated(number: int, sheet: Sheet) -> None:
    for line in (10, 20, 30):
        sheet.image_box(line, 10, 20)


def characters(path: Path, pages: int) -> float:
    """Seconds that pdfplumber takes to list the characters of the first pages."""
    start = time.process_time()
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages[:pages]:
            assert page.chars
            page.close()
    return time.process_time() - start


def reading(path: Path, pages: int, root: Path = ROOT) -> Read:
    """What the version in a folder takes to read the first pages."""
    command = [sys.executable, "-c", _READ, str(path), str(pages)]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run(command, cwd=root, env=environment, stdout=subprocess.PIPE, check=True)
    return Read(*json.loads(done.stdout))


@contextmanager
def checked_out(revision: str) -> Iterator[Path]:
    """A folder with a revision of this repository."""
    git = ["git", "-C", str(ROOT), "worktree"]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "revision")
        subprocess.run([*git, "add", "--quiet", "--detach", str(folder), revision], check=True)
        try:
            yield folder
        finally:
            subprocess.run([*git, "remove", "--force", str(folder)], check=True)


def tell_pdfplumber(plain: Path) -> None:
    rounds = [(characters(plain, COMPARED), reading(plain, COMPARED).seconds) for _ in range(_ROUNDS)]
    theirs, ours = (min(times) for times in zip(*rounds, strict=True))
    print(f"{COMPARED} pages: pdfplumber's characters {theirs:.2f} s, reading {ours:.2f} s, ratio {ours / theirs:.2f}")


def tell_revision(plain: Path, revision: str) -> None:
    """Both versions in turns: what else the machine does falls on both."""
    with checked_out(revision) as folder:
        pairs = [(reading(plain, COMPARED, folder).seconds, reading(plain, COMPARED).seconds) for _ in range(_PAIRS)]
    before, now = (min(times) for times in zip(*pairs, strict=True))
    ratios = sorted(ours / theirs for theirs, ours in pairs)
    print(
        f"{COMPARED} plain pages: {revision} {before:.2f} s, now {now:.2f} s; ratio of pairs: "
        f"median {statistics.median(ratios):.2f}, from {ratios[0]:.2f} to {ratios[-1]:.2f}"
    )


def tell_drawings(plain: Path, folder: Path) -> None:
    files = {"plain": plain}
    for decorate in (boxed, annotated, illustrated):
        files[decorate.__name__] = folder / f"{decorate.__name__}.pdf"
        files[decorate.__name__].write_bytes(made(COMPARED, decorate))
    rounds = [{name: reading(path, COMPARED) for name, path in files.items()} for _ in range(_ROUNDS)]
    spent = {name: min(done[name].seconds / done[name].pages for done in rounds) for name in files}
    for name, seconds in spent.items():
        print(f"a page, {name}: {seconds * 1000:.1f} ms, ratio {seconds / spent['plain']:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="?", type=int, default=5_000)
    parser.add_argument("--against", metavar="REVISION", help="an older revision to compare with")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        plain, whole = Path(scratch, "plain.pdf"), Path(scratch, "whole.pdf")
        plain.write_bytes(made(COMPARED))
        tell_pdfplumber(plain)
        if arguments.against:
            tell_revision(plain, arguments.against)
        tell_drawings(plain, Path(scratch))
        whole.write_bytes(made(arguments.pages))
        read = reading(whole, arguments.pages)
        print(
            f"{read.pages} pages, {whole.stat().st_size / 1e6:.1f} MB: {read.seconds:.1f} s, "
            f"peak memory {read.peak:.0f} MB, {read.added:.0f} MB of it for the reading"
        )


if __name__ == "__main__":
    main()
