"""A folder of cables of which the truth is known: texts with labels made by hand, their number, post and day varied."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from corpus import FIXTURES, gold
from made_folder import POSTS, varied

# Texts of one cable each, from 1973 to 2000, that are read right: how well cables are read is measured elsewhere.
BASES = (
    "aad-1973-79/1973STATE197360",
    "aad-1973-79/1974KHARTO01075",
    "aad-1973-79/1974SAIGON07853",
    "aad-1973-79/1974STATE010752",
    "aad-1973-79/1975KINSHA00214",
    "aad-1973-79/1975STATE194779",
    "aad-1973-79/1976LAGOS11469",
    "aad-1973-79/1976STATE118225",
    "aad-1973-79/1976STATE239300",
    "aad-1973-79/1977ANKARA03233",
    "aad-1973-79/1978STATE089159",
    "aad-1973-79/1978TEHRAN11804_d",
    "aad-1973-79/1978USUNN04440",
    "aad-1973-79/1979STATE294974",
    "aad-1973-79/1979STATE297216",
    "foia-1990s/1994PARIS09433",
    "foia-1990s/1994STATE111391",
    "foia-1990s/1994USUNN02940",
    "foia-1990s/1995STATE202770",
    "../seeds/004_2f7603ce0caf6724",
)


class Known(NamedTuple):
    """A file: its name, its text, and the labels of its cable, of the form of a `.gold.json`."""

    name: str
    text: str
    labels: dict[str, Any]

    @property
    def id(self) -> str:
        """Year, originator and number as NARA puts them together."""
        message = self.labels["message"]
        digits = 6 if message["originator"] == "STATE" else 5
        return f"{message['year']}{message['originator'][:6]}{message['number']:0{digits}}"


def make_known(folder: Path, count: int, seed: int = 1) -> list[Known]:
    """Write `count` files to `folder`, as many of each text."""
    choice = random.Random(seed)
    labels = {each["file"].removesuffix(".txt"): each for each in gold().values()}
    made = [_known(BASES[n % len(BASES)], labels[BASES[n % len(BASES)]], n + 1, choice) for n in range(count)]
    folder.mkdir()
    for each in made:
        (folder / each.name).write_text(each.text, encoding="utf-8", newline="")
    return made


def _known(base: str, labels: dict[str, Any], serial: int, choice: random.Random) -> Known:
    text = (FIXTURES / f"{base}.txt").read_bytes().decode("utf-8", "replace")
    message = labels["message"]
    old = message["originator"]
    post = old if old == "STATE" else choice.choice(POSTS)
    day = choice.randint(1, 28)

    def vary(said: str) -> str:
        return varied(said, str(message["number"]), serial, old, post, day)

    told = _all_texts(labels, vary)
    told["message"]["number"] = serial
    utc = told["dtg"]["utc"]
    told["dtg"]["utc"] = f"{utc[:8]}{day:02}{utc[10:]}"
    return Known(f"{serial:04}.txt", vary(text), told)


def _all_texts(labels: Any, change: Callable[[str], str]) -> Any:
    if isinstance(labels, dict):
        return {name: _all_texts(value, change) for name, value in labels.items()}
    if isinstance(labels, list):
        return [_all_texts(value, change) for value in labels]
    return change(labels) if isinstance(labels, str) else labels
