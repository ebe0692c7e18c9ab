"""How fast cables are parsed: `python tests/benchmark.py [FOLDER]`; FOLDER has texts, the default is a fixture family.

Prints cables a second from text to JSON on one core, and how many times as long that is as lark alone takes for the
lines of the headings. `--against REV` measures an older revision in turns with this tree and prints the ratios first;
`--profile` prints what the time is spent on. `python tests/growth.py` tells how time grows with the input.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import against
import stages
from corpus import FIXTURES

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cableparse import pipeline
from cableparse.grammars import FOLDER, compiled_table
from cableparse.lines import arrange
from cableparse.sources.text import decode, text_document

ROUNDS = 9
# The grammar that speaks of a label's lines; of other labels none does.
GRAMMARS = {
    "origin": "distribution", "action": "distribution", "copies": "distribution", "drafted": "drafting",
    "approved": "drafting", "cleared": "drafting", "routing": "routing", "dtg": "dtg", "fm": "addressee",
    "to": "addressee", "info": "addressee", "exempted": "addressee", "class_line": "class_line",
    "eo": "executive_order", "tags": "tags", "ref": "references",
}  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    """The CPU seconds of the median of several rounds, after one to warm up."""
    work()
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        rounds.append(time.process_time() - start)
    return statistics.median(rounds)


def records_of(inputs: list[bytes]) -> list[str]:
    """The inputs' records as JSON."""
    return [cable.to_json() for data in inputs for cable in pipeline.parse_text(decode(data)[0])]


def show_speed(inputs: list[bytes]) -> None:
    count = len(records_of(inputs))
    whole = seconds(lambda: records_of(inputs))
    size = sum(map(len, inputs))
    print(f"{len(inputs)} files, {count} records, {size / 1000:.0f} kB")
    print(
        f"{count / whole:.0f} records a second, {1000 * whole / count:.3f} ms a record, {size / whole / 1e6:.2f} MB/s"
    )


def show_lark(inputs: list[bytes]) -> None:
    """What lark's own LALR parsers take for the heading's lines, a tree a line, against the whole way to JSON."""
    sheets = [sheet for data in inputs for sheet in arrange(text_document(decode(data)[0]))]
    lines = [(GRAMMARS[p.label], p.line.text[p.value : p.end]) for s in sheets for p in s.lines if p.label in GRAMMARS]
    larks = {name: compiled_table.lark(FOLDER / f"{name}.lark") for name in {name for name, _ in lines}}
    bare = seconds(lambda: [larks[name].parse(text) for name, text in lines])
    whole = seconds(lambda: records_of(inputs))
    print(f"{whole / bare:.1f} times as long as lark alone for {len(lines)} heading lines, {1000 * bare:.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FIXTURES / "aad-1973-79")
    parser.add_argument("--against", metavar="REV", help="a revision of this repository that git knows")
    parser.add_argument("--profile", action="store_true", help="print the share of each stage")
    arguments = parser.parse_args()
    folder = arguments.folder
    files = sorted(path for path in folder.rglob("*.txt") if not path.name.endswith(".gutter.txt"))
    if not files:
        parser.error(f"no *.txt in {folder}")
    if arguments.against:
        against.show(arguments.against, files)
    gc.set_threshold(20_000, 50, 50)  # as the command line has it
    inputs = [path.read_bytes() for path in files]
    show_speed(inputs)
    show_lark(inputs)
    if arguments.profile:
        stages.show(lambda: records_of(inputs))


if __name__ == "__main__":
    main()
