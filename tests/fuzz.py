"""Damages sound files for as long as wanted: `python tests/fuzz.py --minutes 20`; without what hypothesis costs.

Each kind of file in `test_fuzz.READERS` gets a share of the time that grows with the root of what a file of it costs,
so that those that are read slowly are tried often, too, in processes of their own; `--only` tries those whose name
holds a text. What a reader raises that nobody foresaw is told with the file, which is kept in `--keep FOLDER`; the exit
code is 1 then.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import sys
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from test_fuzz import EXTREMES, READERS, attempt


class Tried(NamedTuple):
    """The number of files of a kind that were tried, and those that made the program fail, with what it said."""

    kind: str
    number: int
    failed: list[tuple[bytes, str]]


def damaged(sound: bytes, chance: random.Random) -> bytes:
    """Sound bytes with some of them changed, taken out or put in."""
    data = bytearray(sound)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(data) + 1)
        inserted = chance.choice((chance.choice(EXTREMES), chance.randbytes(chance.randint(0, 4))))
        data[place : place + chance.choice((0, 1, len(inserted), 8))] = inserted
    return bytes(data if chance.random() < 0.75 else data[: len(data) // 2])


def cost(kind: str) -> float:
    """The seconds that a file of a kind takes."""
    began = time.monotonic()
    tried = attack(kind, 0.5, 0)
    return (time.monotonic() - began) / tried.number


def attack(kind: str, seconds: float, seed: int) -> Tried:
    """Try files of a kind for so many seconds."""
    warnings.simplefilter("ignore")
    chance = random.Random(f"{kind} {seed}")
    sound = READERS[kind]()
    failed: list[tuple[bytes, str]] = []
    count = 0
    end = time.monotonic() + seconds
    while not count or time.monotonic() < end:
        data = damaged(sound, chance)
        count += 1
        try:
            attempt(data)
        except Exception as error:
            failed.append((data, f"{type(error).__name__}: {error}"[:200]))
    return Tried(kind, count, failed)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, help="a folder for the files that made the program fail")
    parser.add_argument("--only", default="", help="a part of the names of the kinds to try")
    arguments = parser.parse_args()
    kinds = [kind for kind in READERS if arguments.only in kind]
    print(f"seed {arguments.seed}")
    total = broken = 0
    with ProcessPoolExecutor(arguments.jobs) as pool:
        roots = [math.sqrt(seconds) for seconds in pool.map(cost, kinds)]
        shares = [60 * arguments.minutes * arguments.jobs * root / sum(roots) for root in roots]
        tried = pool.map(attack, kinds, shares, [arguments.seed] * len(kinds))
        for kind, count, failed in tried:
            print(f"{kind:14}{count:10,} files, {len(failed)} made the program fail", flush=True)
            total, broken = total + count, broken + len(failed)
            for data, said in failed[:5]:
                print(f"    {said}")
                if arguments.keep:
                    arguments.keep.mkdir(parents=True, exist_ok=True)
                    (arguments.keep / f"{kind.replace(' ', '-')}-{sha256(data).hexdigest()[:12]}").write_bytes(data)
    print(f"{total:,} files, {broken} made the program fail")
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
