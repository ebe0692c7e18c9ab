"""Parses texts in a process of its own, for benchmark.py: `python tests/timed.py FILE...`; the package is PYTHONPATH's.

Prints the CPU seconds that the texts took, read for the first time and then once more, and how many records they gave.
The seeds are read before, so that grammars and vocabulary are there; the first run still meets every line anew.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path

from cableparse import pipeline
from cableparse.sources.text import decode

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def seconds(inputs: list[bytes]) -> tuple[float, int]:
    """CPU seconds from bytes to JSON, and the records."""
    start, count = time.process_time(), 0
    for data in inputs:
        for cable in pipeline.parse_text(decode(data)[0]):
            cable.to_json()
            count += 1
    return time.process_time() - start, count


def main() -> None:
    gc.set_threshold(20_000, 50, 50)  # as the command line has it
    seconds([path.read_bytes() for path in sorted(SEEDS.glob("*.txt"))])
    inputs = [Path(name).read_bytes() for name in sys.argv[1:]]
    (first, count), (again, _) = seconds(inputs), seconds(inputs)
    print(first, again, count)


if __name__ == "__main__":
    main()
