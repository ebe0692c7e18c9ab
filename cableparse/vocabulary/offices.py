"""Office symbols: distribution codes (`SS-20`), bureaus, and the symbols on drafting lines (`EUR/RPM`)."""

from __future__ import annotations

from functools import cache, lru_cache

from cableparse.vocabulary import lookalikes
from cableparse.vocabulary.tables import Era, era, rows

_DISTRIBUTED = frozenset({"distribution code", "bureau symbol"})


@lru_cache(maxsize=8192)
def name(symbol: str, year: int | None) -> str | None:
    """The name of the office with this symbol in `year`; None where the symbol or its meaning is unknown."""
    meanings = _by_symbol().get(symbol.strip().upper())
    if not meanings:
        return None
    return min(meanings, key=lambda meaning: meaning[1].distance(year))[0] or None


@lru_cache(maxsize=8192)
def known(symbol: str) -> bool:
    """Whether the symbol is in the vocabulary, with or without a name."""
    return symbol.strip().upper() in _by_symbol()


def repair(symbol: str) -> str | None:
    """The distribution symbol that a damaged one stands for: `01G` gives OIG, `10` gives IO.

    Digits are read as letters first; failing that, one look-alike letter is changed in a symbol of four or more.
    None for a known symbol, and where none or more than one symbol comes out.
    """
    printed = lookalikes.capitals(symbol)
    if len(printed) < 2 or known(symbol):
        return None
    found = lookalikes.reading(printed, _distributed().__contains__)
    if found is None and len(printed) > 3:
        near = [other for other in _distributed() if lookalikes.one_stroke_apart(printed, other)]
        found = near[0] if len(near) == 1 else None
    return found


@cache
def _by_symbol() -> dict[str, list[tuple[str, Era]]]:
    symbols: dict[str, list[tuple[str, Era]]] = {}
    for row in rows("offices"):
        symbols.setdefault(row["symbol"].upper(), []).append((row["name"], era(row["era"])))
    return symbols


@cache
def _distributed() -> frozenset[str]:
    return frozenset(row["symbol"] for row in rows("offices") if row["kind"] in _DISTRIBUTED)
