"""What a PDF costs: `python tests/benchmark_pdf.py [PAGES]`; made of fixture texts, 5,000 pages unless told.

Prints the time to read its first pages against pdfplumber's own time to list their characters, and the peak memory of
reading all of them.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

import pdfplumber
from corpus import FIXTURES
from make_pdf import typed

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cableparse.sources.options import OcrChoice
from cableparse.sources.pdf.limits import PdfLimits
from cableparse.sources.pdf.reader import read_pdf

COMPARED = 200


def made(pages: int) -> bytes:
    texts = [p.read_text() for p in sorted((FIXTURES / "aad-1973-79").glob("*.txt")) if ".gutter." not in p.name]
    return typed("\f".join(islice(cycle(texts), pages)))


def characters(data: bytes, pages: int) -> float:
    """Seconds that pdfplumber takes to list the characters of the first pages."""
    start = time.perf_counter()
    with pdfplumber.open(BytesIO(data)) as pdf:
        for page in pdf.pages[:pages]:
            assert page.chars
            page.close()
    return time.perf_counter() - start


def reading(data: bytes, pages: int) -> float:
    """Seconds that we take to read them."""
    start = time.perf_counter()
    read_pdf("benchmark.pdf", data, limits=PdfLimits(max_pages=pages), ocr=OcrChoice.NEVER)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="?", type=int, default=5_000)
    data = made(parser.parse_args().pages)
    rounds = [(characters(data, COMPARED), reading(data, COMPARED)) for _ in range(3)]
    theirs, ours = (min(times) for times in zip(*rounds, strict=True))
    print(f"{COMPARED} pages: pdfplumber's characters {theirs:.2f} s, reading {ours:.2f} s, ratio {ours / theirs:.2f}")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    document = read_pdf("benchmark.pdf", data, ocr=OcrChoice.NEVER)
    spent = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"{document.pages} pages, {len(data) / 1e6:.1f} MB: {spent:.1f} s, "
        f"peak memory {peak / 1024:.0f} MB, {(peak - before) / 1024:.0f} MB of it for the reading"
    )


if __name__ == "__main__":
    main()
