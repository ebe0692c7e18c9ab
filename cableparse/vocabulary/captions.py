"""Distribution captions and handling words: NODIS, EXDIS, SIPDIS, CORRECTED COPY, ..."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from cableparse import damage
from cableparse.vocabulary.tables import fold, forms, rows

# Rows of captions.csv that describe other lines of the header.
_OTHER_LINES = frozenset({"passing", "attention", "series", "reference qualifier", "AAD value", "combination"})
_STUTTER = re.compile(r"(.)\1{2,}")
_PUNCTUATION = " .,:;*#()"
# Shorter captions are one letter away from ordinary words: CODEL from MODEL, CHOKE from CHOSE.
_LONG_ENOUGH = 6
# One letter in six may be foreign.
_NEAR = 0.83


class Caption(NamedTuple):
    """A caption: its name, its kind in captions.csv (distribution, handling, channel, ...) and what it means."""

    name: str
    kind: str
    meaning: str


@lru_cache(maxsize=8192)
def find(printed: str) -> Caption | None:
    """The caption that is printed so, whatever its case and blanks: `S E N S I T I V E`, `SI PDIS`, `NO FORN`.

    A letter that stutters (`C O R R R E C T E D C O P Y`) is counted twice at most.
    """
    key = _key(printed)
    known = _by_key()
    return known.get(key) or known.get(_STUTTER.sub(r"\1\1", key))


@lru_cache(maxsize=1024)
def repair(printed: str) -> tuple[str, float] | None:
    """The caption that a damaged one is close to, and a score: `NOFORON` gives NOFORN. None for a known one.

    A caption of up to five letters is recognised by look-alikes alone.
    """
    key = _bare(damage.capitals(damage.plain(printed)))
    if len(key) < 2 or find(key):
        return None
    by_key = _names_by_key()
    found = damage.nearest(key, _keys(), least=_NEAR)
    if found is None or (len(found[0]) < _LONG_ENOUGH and not damage.alike(key, found[0])):
        return None
    return by_key[found[0]], round(found[1], 2)


@cache
def _keys() -> frozenset[str]:
    return frozenset(_names_by_key())


@cache
def _names_by_key() -> dict[str, str]:
    return {_key(name): name for name in names()}


@cache
def names() -> tuple[str, ...]:
    """The captions that mean something on a line of their own, longest first.

    Ordinary words and another field's values do not: they are in the column `in_context`.
    """
    in_context = {form for row in rows("captions") for form in forms(row["in_context"])}
    found = {caption.name for caption in _all() if caption.kind not in _OTHER_LINES} - in_context
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def meaning(name: str, year: int | None) -> str | None:
    """What the caption means; no caption of the vocabulary changed its meaning, so `year` does not matter yet."""
    caption = find(name)
    return caption.meaning or None if caption else None


@cache
def _all() -> tuple[Caption, ...]:
    return tuple(
        Caption(fold(name), row["kind"], row["meaning"])
        for row in rows("captions")
        for name in forms(row["caption"], separator=" / ")
    )


@cache
def _by_key() -> dict[str, Caption]:
    known: dict[str, Caption] = {}
    for caption in _all():
        known.setdefault(_key(caption.name), caption)
    for row in rows("captions"):
        first = known.get(_key(next(iter(forms(row["caption"], separator=" / ")), "")))
        for variant in forms(row["variants"]):
            if first:
                known.setdefault(_key(variant), first)
    return known


def _key(printed: str) -> str:
    return _bare(damage.plain(printed).upper())


def _bare(printed: str) -> str:
    return "".join(printed.split()).strip(_PUNCTUATION)
