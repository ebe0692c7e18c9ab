"""Makes a folder of as many files as are wanted from the fixtures: numbers, dates and posts varied, some damaged."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from corpus import FIXTURES

from cableparse import parse_text

POSTS = ["LISBON", "VIENNA", "OTTAWA", "TEHRAN", "MANILA", "DUBLIN", "ATHENS", "BOGOTA", "PRAGUE", "RABAT"]
A_FOLDER = 5000
# In a file's name: what tests/faults/sitecustomize.py does to the process that reads it.
CRASH = "crashes-its-worker"
HANG = "hangs"


class _Base(NamedTuple):
    text: str
    number: str
    originator: str


def make_folder(folder: Path, count: int, *, crashes: int = 0, hangs: int = 0, seed: int = 1) -> None:
    """Write `count` files: one in a hundred damaged, one in a hundred no cable, and the faulty ones among them."""
    choice = random.Random(seed)
    news = [path.read_text("utf-8", "replace") for path in sorted((FIXTURES.parent / "seeds").glob("00[0-3]*.txt"))]
    faulty = dict.fromkeys(choice.sample(range(count), crashes + hangs), HANG)
    faulty.update(dict.fromkeys(list(faulty)[:crashes], CRASH))
    bases = list(_bases())
    for serial in range(count):
        if serial % A_FOLDER == 0:
            box = folder / f"box-{serial // A_FOLDER + 1:04}"
            box.mkdir(parents=True)
        base = choice.choice(bases)
        post = base.originator if base.originator == "STATE" else choice.choice(POSTS)
        text = varied(base.text, base.number, serial, base.originator, post, choice.randint(1, 28))
        if serial % 100 == 17:
            text = _damaged(text, choice)
        elif serial % 100 == 71:
            text = f"{choice.choice(news)}\n{serial}\n"
        name = f"{serial:07}-{faulty[serial]}.txt" if serial in faulty else f"{serial:07}.txt"
        (box / name).write_text(text, encoding="utf-8", newline="")


def _bases() -> Iterator[_Base]:
    """The electronic telegrams with a number; all that varies in them is told by their own records."""
    for path in sorted((FIXTURES / "aad-1973-79").glob("*.txt")):
        if path.name.endswith(".gutter.txt"):
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        message = parse_text(text)[0].message
        if message.number and message.originator:
            yield _Base(text, str(message.number), message.originator)


def varied(text: str, number: str, serial: int, originator: str, post: str, day: int) -> str:
    """A telegram, or what is said of it, with another number, post and day."""
    text = re.sub(rf"\b0*{number}\b", f"{serial % 1_000_000:06}", text)
    return re.sub(r"\b\d\d(?=\d{4}Z)", f"{day:02}", text.replace(originator, post))


def _damaged(text: str, choice: random.Random) -> str:
    """Torn: a piece is missing, lines are shuffled and some letters are misread."""
    start = choice.randrange(len(text))
    lines = (text[:start] + text[start + 200 :]).split("\n")
    choice.shuffle(lines)
    return "\n".join(lines).replace("E", "F", 20).replace("O", "0", 20)


if __name__ == "__main__":
    make_folder(Path(sys.argv[1]), int(sys.argv[2]))
