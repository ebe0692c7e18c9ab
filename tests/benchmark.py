"""How fast cables are parsed: `python tests/benchmark.py [FOLDER]`; FOLDER has texts, the default is a fixture family.

Prints cables a second from text to JSON on one core, the share of each stage, and how time grows with hostile inputs.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from corpus import FIXTURES
from hostile import INPUTS

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cableparse import pipeline
from cableparse.lines import arrange
from cableparse.sources.text import decode, text_document

ROUNDS = 9
GROWTH_SIZES = (2_000, 4_000, 8_000)
# From here on a doubled input is reported: time that grows with the square takes four times as long.
GROWTH_LIMIT = 3.0


def seconds(work: Callable[[], object]) -> float:
    """The median of several rounds after one to warm up."""
    work()
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        rounds.append(time.perf_counter() - start)
    return statistics.median(rounds)


def records_to_json(text: str) -> list[str]:
    return [cable.to_json() for cable in pipeline.parse_text(text)]


def show_speed(inputs: list[bytes]) -> None:
    texts = [decode(data)[0] for data in inputs]
    count = sum(len(pipeline.parse_text(text)) for text in texts)
    whole = seconds(lambda: [records_to_json(text) for text in texts])
    size = sum(map(len, inputs))
    print(f"{len(inputs)} files, {count} records, {size / 1000:.0f} kB")
    print(
        f"{count / whole:.0f} records a second, {1000 * whole / count:.3f} ms a record, {size / whole / 1e6:.2f} MB/s"
    )
    show_stages(inputs, texts, whole)


def show_stages(inputs: list[bytes], texts: list[str], whole: float) -> None:
    """Each stage timed on what the stage before it gave."""
    documents = [text_document(text) for text in texts]
    sheets = [(document, arrange(document)) for document in documents]
    cables = [cable for document in documents for cable in pipeline.parse_document(document)]
    values = [cable.model_dump(by_alias=True) for cable in cables]
    model = type(cables[0])
    lines = seconds(lambda: [arrange(document) for document in documents])
    fields = seconds(lambda: [pipeline.parse_sheet(sheet, document) for document, found in sheets for sheet in found])
    validation = seconds(lambda: [model.model_validate(value) for value in values])
    stages = {
        "decode": seconds(lambda: [decode(data) for data in inputs]),
        "document and digest": seconds(lambda: [text_document(text) for text in texts]),
        "lines": lines,
        "header, body and record": fields,
        "  of it a validation of the record": validation,
        "JSON": seconds(lambda: [cable.to_json() for cable in cables]),
    }
    for name, spent in stages.items():
        print(f"  {name:36}{spent / whole:7.1%}")


def show_growth() -> None:
    print(f"\n{'input':28}{''.join(f'{size:>11,}' for size in GROWTH_SIZES)}   ms; the last doubling")
    for name, build in INPUTS.items():
        times = []
        for size in GROWTH_SIZES:
            text = build(size)
            start = time.perf_counter()
            pipeline.parse_text(text)
            times.append(time.perf_counter() - start)
        growth = times[-1] / times[-2]
        told = "  <- not linear" if growth > GROWTH_LIMIT and times[-1] > 0.05 else ""
        print(f"{name:28}{''.join(f'{1000 * spent:11.1f}' for spent in times)}   x{growth:.1f}{told}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FIXTURES / "aad-1973-79")
    folder = parser.parse_args().folder
    files = sorted(path for path in folder.rglob("*.txt") if not path.name.endswith(".gutter.txt"))
    if not files:
        parser.error(f"no *.txt in {folder}")
    gc.set_threshold(20_000, 50, 50)  # as the command line has it
    show_speed([path.read_bytes() for path in files])
    show_growth()


if __name__ == "__main__":
    main()
