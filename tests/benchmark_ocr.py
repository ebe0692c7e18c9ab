"""What recognition costs and reads: `python tests/benchmark_ocr.py [FOLDER]`; an engine that is missing is left out.

Without a FOLDER the pages are those of fixtures/scans, and labelled fixture texts that are typed and scanned anew, once
clean and once askew, specked and of few dots. The images of a FOLDER are pages of one cable where their names differ in
a number at the end (`NAME-1.png`, `NAME-2.png`), and so are those of a PDF; labels are in `NAME.gold.json` beside them,
or in `NAME.json` of the folder that `--labels` names, and pages without any are only timed. `--sample N` takes at most
N cables of a kind, labelled ones where there are any. Prints a table of engines and kinds of page: how many cables, of
them with labels, and pages; seconds a page by the clock and of all processors, mean F1 of the records, and the peak
memory of the largest process.
"""

from __future__ import annotations

import argparse
import json
import math
import multiprocessing
import re
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
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
# A page of a PDF is drawn so wide, as letter paper is at 200 dots an inch, whatever size the file gives it.
_DOTS = 1700
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

    cables: int
    labelled: int
    pages: int
    elapsed: float
    processor: float
    f1: float | None


def in_folder(folder: Path, labels: Path | None, scratch: Path) -> Iterator[Case]:
    """The cables whose pages lie in a folder."""
    pages: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for path in folder.iterdir():
        if path.suffix.lower() in _KINDS:
            name, number = re.fullmatch(r"(.*?)(?:-(\d+))?", path.stem).groups()  # type: ignore[union-attr]
            pages[name].append((int(number or 0), str(path)))
        elif path.suffix.lower() == ".pdf":
            pages[path.stem] += enumerate(_drawn(path, scratch), 1)
    for name, numbered in sorted(pages.items()):
        found = (folder / f"{name}.gold.json", labels and labels / f"{name}.json", _SCANS.get(name))
        read = next((json.loads(one.read_text(encoding="utf-8")) for one in found if one and one.exists()), None)
        yield Case(folder.name, name, [path for _, path in sorted(numbered)], read)


def _drawn(path: Path, scratch: Path) -> Iterator[str]:
    """The pages of a PDF as images."""
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document, 1):
            image = scratch / f"{path.stem}-{number}.png"
            page.render(scale=_DOTS / page.get_width(), grayscale=True).to_pil().save(image)
            yield str(image)


def sample(cases: Iterable[Case], count: int | None) -> list[Case]:
    """All, or at most `count` cables of each kind, from all over; labelled ones where there are any."""
    by_kind: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_kind[case.kind].append(case)
    if not count:
        return [case for of_kind in by_kind.values() for case in of_kind]
    telling = [[case for case in of_kind if case.labels] or of_kind for of_kind in by_kind.values()]
    return [case for of_kind in telling for case in of_kind[:: math.ceil(len(of_kind) / count)]]


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


def _measured(engine: OcrChoice, cases: Sequence[Case]) -> Figures:
    pages, pairs = 0, []
    began, spent = time.monotonic(), _processor()
    for case in cases:
        records = parse_document(read_as_one(case.pages, options=SourceOptions(ocr=engine)))
        pages += len(case.pages)
        if case.labels is not None:
            pairs.append((case.name, case.labels, json.loads(records[0].to_json()) if records else {}))
    f1 = evaluate(pairs).mean_f1 if pairs else None
    return Figures(len(cases), len(pairs), pages, time.monotonic() - began, _processor() - spent, f1)


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
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="page images, and PDFs of them")
    parser.add_argument("--labels", type=Path, metavar="FOLDER", help="NAME.json for the pages NAME of FOLDER")
    parser.add_argument("--sample", type=int, metavar="N", help="at most so many cables of a kind")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        if arguments.folder:
            found = in_folder(arguments.folder, arguments.labels, Path(scratch))
        else:
            found = chain(in_folder(FIXTURES / "scans", None, Path(scratch)), made(Path(scratch)))
        cases = sample(found, arguments.sample)
        if not cases:
            parser.error("FOLDER has no page images")
        print("| engine | pages of | cables (labelled) | pages | s a page | CPU s a page | F1 | MB |")
        print("|---" * 8 + "|")
        for engine in installed():
            # A process forked off would count this one's memory as its own.
            with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
                by_kind, peak = pool.submit(measured, engine, cases).result()
            for kind, of in by_kind.items():
                f1 = "" if of.f1 is None else f"{of.f1:.3f}"
                of_all = f"{of.cables} ({of.labelled}) | {of.pages}"
                each = f"{of.elapsed / of.pages:.1f} | {of.processor / of.pages:.1f}"
                print(f"| {engine.value} | {kind} | {of_all} | {each} | {f1} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
