"""How time grows with the input: `python tests/growth.py [--size 1000000]`.

Each hostile input, and each label of real cables with its value repeated, on one line and on many, is read at a quarter
of the size, at half and whole. What takes far more than twice the time for twice the input is marked, and the exit code
is 1 then.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

from corpus import samples
from hostile import HEADER, INPUTS

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cableparse.lines import arrange
from cableparse.pipeline import each_record
from cableparse.sources.text import text_document

# What grows with the square takes four times as long for twice the input; linear reading varies between 1.5 and 2.6.
LIMIT = 3.0
# Below these seconds a stop of the machine is longer than the reading.
TOO_SHORT = 0.1


@cache
def printed() -> dict[str, str]:
    """Each label with its longest real value as it is printed, on one line."""
    found: dict[str, str] = {}
    for sample in samples():
        for block in (block for message in arrange(sample.document()) for block in message.blocks()):
            text = " ".join(" ".join(line.line.text[line.start : line.end] for line in block.lines).split())
            if len(text) > len(found.get(block.label, "")):
                found[block.label] = text[:400]  # what is longer is repeated less often and shows less
    return found


def repeated(text: str, between: str, size: int) -> str:
    """A heading with a text repeated to so many characters."""
    return HEADER + (text + between) * (size // (len(text) + 1) + 1)


def label_inputs(label: str) -> list[Callable[[int], str]]:
    """What gives a label, with a real value, again and again: on many lines, on one, and its value alone."""
    text = printed().get(label, label)
    value = text.partition(": ")[2] or text
    return [partial(repeated, text, "\n"), partial(repeated, text, " "), partial(repeated, value, ", ")]


def inputs() -> Iterator[tuple[str, Callable[[int], str]]]:
    """All inputs as functions of their characters."""
    for name, build in INPUTS.items():
        per_repeat = len(build(2_000)) / 2_000
        yield name, lambda size, build=build, each=per_repeat: build(int(size / each))  # type: ignore[misc]
    for label in printed():
        yield from zip(
            (f"{label} on lines", f"{label} on a line", f"values of {label}"), label_inputs(label), strict=True
        )


def seconds(text: str) -> float:
    """CPU seconds from text to JSON."""
    start = time.process_time()
    for cable in each_record(text_document(text)):
        cable.to_json()
    return time.process_time() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1_000_000, help="characters of the largest input")
    parser.add_argument("--only", default="", help="a part of the names of the inputs to try")
    arguments = parser.parse_args()
    sizes = [arguments.size // 4, arguments.size // 2, arguments.size]
    print(f"{'input':32}{''.join(f'{size:>12,}' for size in sizes)} characters, seconds; the last doubling")
    steep = []
    for name, build in inputs():
        if arguments.only not in name:
            continue
        times = [seconds(build(size)) for size in sizes]
        if times[-1] > LIMIT * times[-2] and times[-1] > TOO_SHORT:  # once more: a busy machine doubles times, too
            times[-2:] = [min(spent, seconds(build(size))) for spent, size in zip(times[-2:], sizes[-2:], strict=True)]
        growth = times[-1] / max(times[-2], 1e-3)
        if growth > LIMIT and times[-1] > TOO_SHORT:
            steep.append(name)
        mark = "  <- not linear" if name in steep else ""
        print(f"{name:32}{''.join(f'{spent:12.2f}' for spent in times)}   x{growth:.1f}{mark}", flush=True)
    print(f"{len(steep)} not linear{': ' if steep else ''}{', '.join(steep)}")
    return 1 if steep else 0


if __name__ == "__main__":
    raise SystemExit(main())
