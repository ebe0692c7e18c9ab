"""Whether concealed words stay concealed: `python tests/concealment.py [--seed N] [--count N] [FOLDER]`.

Makes a file of every kind of the catalogue and COUNT of random mixtures, each with other words, and looks at each with
a viewer. Or takes a FOLDER with MANIFEST.csv, which says of each file (`file`) what is to become of its `word`
(`expect`). Prints a row a kind and a line a fault:

leaked       a concealed word is in some output
silent       it is in none, and the record does not say that something was withheld
lost         a visible word, or one beside it, is not in the record
false alarm  the record says that text is concealed, and none is
borderline   neither concealed nor visible, and not judged
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from drawn import KINDS, mixtures
from drawn.catalogue import Kind
from drawn.viewer import Seen, lacking, tried
from drawn.words import Words, drawn_words
from written import TOLD, Written, batched, telling, written

_EXPECTED = {"conceal": Seen.CONCEALED, "visible": Seen.VISIBLE}
_ALARM = "concealed-text"
_FAULTS = ("leaked", "silent", "lost", "false alarm")
_AROUND = ("left", "right", "above", "below")
_COLUMNS = ("tried", *_FAULTS, "borderline")


class Case(NamedTuple):
    """A file, its kind, its secret word, what is seen of that, and the words beside it that are seen."""

    path: Path
    kind: str
    word: str
    seen: Seen
    others: list[str]
    alone: bool = True  # no other word is concealed
    told: bool = True  # what is concealed is text of the page, so that the record has to tell


def faults(case: Case, made: Written) -> dict[str, str]:
    """What is wrong with what was written of a case, with the words for it."""
    found: dict[str, str] = {}
    if case.seen is Seen.BORDERLINE:
        return found
    told = bool(made.codes & TOLD) or made.refused
    if case.seen is Seen.CONCEALED:
        if places := made.telling(case.word):
            found["leaked"] = f"in {', '.join(places)}"
        elif case.told and not told:
            found["silent"] = "no diagnostic"
    lost = [word for word in case.others if word not in made.read]
    if case.seen is Seen.VISIBLE:
        lost += [case.word] * (case.word not in made.read)
        if _ALARM in made.codes and case.alone:
            found["false alarm"] = _ALARM
    if lost:
        found["lost"] = "the word" if case.word in lost else f"{len(lost)} of the words around"
    return found


def made_case(kind: Kind, words: Words, folder: Path) -> Case:
    """Make a file of a kind and look at it."""
    trial = tried(kind.draw, words)
    path = folder / f"{kind.name}.pdf"
    path.write_bytes(trial.data)
    # What stands for the secret word stands for those around it where it is visible.
    around = {name: kind.seen if kind.seen is Seen.VISIBLE else trial.seen[name] for name in _AROUND}
    others = [getattr(words, name) for name, seen in around.items() if seen is Seen.VISIBLE]
    seen = kind.seen or trial.seen["secret"]
    return Case(path, kind.name, words.secret, seen, others, len(others) == len(around), kind.told)


def listed_cases(folder: Path) -> Iterator[Case]:
    """The files that MANIFEST.csv names."""
    with (folder / "MANIFEST.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            seen = _EXPECTED.get(row["expect"], Seen.BORDERLINE)
            yield Case(folder / row["file"], row["file"], row["word"], seen, [], alone=True)


def made_cases(seed: int, count: int, only: str, folder: Path) -> Iterator[Case]:
    """A file of each kind whose name holds `only`, and so many mixtures."""
    kinds = [*KINDS.values(), *mixtures.drawn_kinds(seed, count)]
    for kind, words in zip(kinds, drawn_words(seed), strict=False):
        if only in kind.name:
            yield made_case(kind, words, folder)


def told(rows: dict[str, Counter[str]]) -> None:
    """Print the table."""
    width = max(map(len, rows), default=0)
    print("kind".ljust(width), *_COLUMNS, sep="  ")
    total: Counter[str] = Counter()
    for kind, counts in rows.items():
        total += counts
        print(kind.ljust(width), *(str(counts[name]).rjust(len(name)) for name in _COLUMNS), sep="  ")
    print("total:", ", ".join(f"{total[name]} {name}" for name in _COLUMNS))


def judged(cases: Iterable[Case], scratch: Path) -> dict[str, Counter[str]]:
    """Read every case, then all of them as a batch, and count what is wrong by kinds; faults are printed."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    concealed: list[Case] = []
    words: set[str] = set()
    folder = scratch / "in"
    for case in cases:
        rows[case.kind].update(["tried"])
        words.add(case.word)
        if case.seen is Seen.BORDERLINE:
            rows[case.kind].update(["borderline"])
        found = faults(case, written(case.path))
        for fault, detail in found.items():
            rows[case.kind].update([fault])
            print(f"{case.kind}: {fault}: {detail}", flush=True)
        if case.seen is Seen.CONCEALED and "leaked" not in found:
            concealed.append(case)
        folder.mkdir(exist_ok=True)
        (folder / f"{case.kind.replace('/', ' ')}").with_suffix(".pdf").symlink_to(case.path.resolve())
    texts = batched(folder, scratch / "out")
    for case in concealed:
        if places := telling(texts, case.word, words - {case.word}):
            rows[case.kind].update(["leaked"])
            print(f"{case.kind}: leaked by the batch: in {', '.join(places)}")
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", metavar="FOLDER", nargs="?", type=Path)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000, help="of the words and the mixtures")
    parser.add_argument("--count", type=int, default=100, help="how many mixtures")
    parser.add_argument("--only", default="", metavar="TEXT", help="kinds whose name holds TEXT")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the files that are made here")
    arguments = parser.parse_args()
    if not arguments.folder and (reason := lacking()):
        parser.error(f"no one says what is seen: {reason}")
    with tempfile.TemporaryDirectory() as scratch:
        if arguments.folder:
            cases = listed_cases(arguments.folder)
        else:
            print(f"seed {arguments.seed}")
            made = arguments.keep or Path(scratch, "made")
            made.mkdir(parents=True, exist_ok=True)
            cases = made_cases(arguments.seed, arguments.count, arguments.only, made)
        rows = judged(cases, Path(scratch))
    told(rows)
    return int(any(counts[fault] for counts in rows.values() for fault in _FAULTS))


if __name__ == "__main__":
    sys.exit(main())
