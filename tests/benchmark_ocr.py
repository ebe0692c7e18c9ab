"""What recognition costs and reads: `python tests/benchmark_ocr.py [FOLDER]`; an engine that is missing is left out.

Without a FOLDER the pages are those of fixtures/scans, and labelled fixture texts that are typed and scanned anew, once
clean and once askew, specked and of few dots. The images of a FOLDER are pages of one cable where their names differ in
a number at the end (`NAME-1.png`, `NAME-2.png`); labels are in `NAME.gold.json` beside them, and pages without any are
only timed. Prints a table of engines and kinds of page: seconds a page by the clock and of all processors, mean F1 of
the records, and the peak memory of the largest process.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from corpus import FAMILIES, FIXTURES, family, gold, samples
from make_pdf import image_bytes, scanned, typed

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cableparse.errors import MissingProgram
from cableparse.evaluation import evaluate
from cableparse.pipeline import parse_document
from cableparse.sources import OcrChoice, SourceOptions, read_as_one
from cableparse.sources.ocr import find_engine

# fixtures/scans holds no labels of its own: those of the text are in another folder.
_SCANS = {"png-cable": FIXTURES / "foia-1980s" / "1985PORTM00199.gold.json"}
_KINDS = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
# Each time a cable is scanned: dots an inch, degrees askew, specks.
_LOOKS = {"clean": (200, 0.0, 0), "worn": (150, 1.0, 40)}
# Of the labelled texts every so manyth is taken, and none that is longer: a page takes some ten seconds to read.
_EVERY, _LONGEST = 8, 120


class Case(NamedTuple):
    """Page images of one cable, and its labels where it has any."""

    kind: str
    name: str
    pages: list[str]
    labels: dict[str, Any] | None


class Figures(NamedTuple):
    """Of one engine and one kind of page: seconds by the clock and of all processors, and the F1 where it is known."""

    pages: int
    elapsed: float
    processor: float
    f1: float | None


def in_folder(folder: Path) -> Iterator[Case]:
    """The cables whose pages lie in a folder."""
    pages: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for path in folder.iterdir():
        if path.suffix.lower() in _KINDS:
            name, number = re.fullmatch(r"(.*?)(?:-(\d+))?", path.stem).groups()  # type: ignore[union-attr]
            pages[name].append((int(number or 0), str(path)))
    for name, numbered in sorted(pages.items()):
        labels = _SCANS[name] if name in _SCANS and folder == FIXTURES / "scans" else folder / f"{name}.gold.json"
        read = json.loads(labels.read_text(encoding="utf-8")) if labels.exists() else None
        yield Case(folder.name, name, [path for _, path in sorted(numbered)], read)


def made(folder: Path) -> Iterator[Case]:
    """Labelled texts of each family as scans."""
    by_name = {sample.name: sample for sample in samples()}
    several = {re.sub(r"\.\d+\.gold", ".gold", name) for name in gold() if re.search(r"\.\d+\.gold", name)}
    cables = [(name, labels, by_name[labels["file"]]) for name, labels in gold().items() if name not in several]
    fitting = [
        (name, labels, sample.document().text)
        for name, labels, sample in cables
        if family(sample) in FAMILIES.values()
        and not re.search(r"\.\d+\.gold", name)
        and sample.document().text.count("\n") <= _LONGEST
    ]
    for name, labels, text in fitting[::_EVERY]:
        for look, (dpi, skew, specks) in _LOOKS.items():
            paths = []
            for number, page in enumerate(scanned(typed(text), dpi=dpi, skew=skew, speckle=specks), 1):
                path = folder / f"{look}-{name.replace('/', '-')}-{number}.png"
                path.write_bytes(image_bytes(page))
                paths.append(str(path))
            yield Case(look, name, paths, labels)


def measured(engine: OcrChoice, cases: Sequence[Case]) -> tuple[dict[str, Figures], float]:
    """The figures by kind of page, and the peak memory in MB; to be run in a process of its own."""
    read_as_one(cases[0].pages[:1], options=SourceOptions(ocr=engine))  # models are loaded once
    by_kind: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_kind[case.kind].append(case)
    return {kind: _measured(engine, of_kind) for kind, of_kind in by_kind.items()}, _peak()


def _measured(engine: OcrChoice, cases: Iterable[Case]) -> Figures:
    pages, pairs = 0, []
    began, spent = time.monotonic(), _processor()
    for case in cases:
        records = parse_document(read_as_one(case.pages, options=SourceOptions(ocr=engine)))
        pages += len(case.pages)
        if case.labels is not None:
            pairs.append((case.name, case.labels, json.loads(records[0].to_json()) if records else {}))
    f1 = evaluate(pairs).mean_f1 if pairs else None
    return Figures(pages, time.monotonic() - began, _processor() - spent, f1)


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _peak() -> float:
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def installed() -> Iterator[OcrChoice]:
    for engine in (OcrChoice.RAPIDOCR, OcrChoice.OCRMYPDF):
        try:
            find_engine(engine)
        except MissingProgram as error:
            print(error, file=sys.stderr)
        else:
            yield engine


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="page images")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        if arguments.folder:
            cases = list(in_folder(arguments.folder))
        else:
            cases = [*in_folder(FIXTURES / "scans"), *made(Path(scratch))]
        if not cases:
            parser.error("FOLDER has no page images")
        print(f"{'engine':10}{'kind':12}{'cables':>8}{'pages':>7}{'s/page':>8}{'cpu s/page':>12}{'F1':>7}{'MB':>7}")
        for engine in installed():
            # A process forked off would count this one's memory as its own.
            with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
                by_kind, peak = pool.submit(measured, engine, cases).result()
            for kind, found in by_kind.items():
                count = sum(case.kind == kind for case in cases)
                f1 = "-" if found.f1 is None else f"{found.f1:.3f}"
                print(
                    f"{engine.value:10}{kind:12}{count:8}{found.pages:7}{found.elapsed / found.pages:8.1f}"
                    f"{found.processor / found.pages:12.1f}{f1:>7}{peak:7.0f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
