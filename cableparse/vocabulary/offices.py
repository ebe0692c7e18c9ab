"""Office symbols: distribution codes (`SS-20`), bureaus, and the symbols on drafting lines (`EUR/RPM`)."""

from __future__ import annotations

from functools import cache, lru_cache

from cableparse import damage
from cableparse.vocabulary.tables import Era, era, rows

# Of four letters one may be of a shape that is seldom taken for it.
_NEAR = 0.87
# Of three letters one, in a list of nothing but offices, if no other symbol is about as near.
_NEAR_IN_LIST = 0.85
_MARGIN_IN_LIST = 0.05
# Elsewhere shorter symbols are near to too many words.
_LONG = 4
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


@lru_cache(maxsize=8192)
def repair(symbol: str, *, listed: bool = False) -> str | None:
    """The distribution symbol that a damaged one stands for: `01G` gives OIG, `10` gives IO.

    Digits are read as letters first; failing that, look-alikes in a symbol of four or more, of three where it is
    `listed` among other offices. None for a known symbol, and where none or more than one symbol comes out.
    """
    printed = damage.capitals(damage.plain(symbol).strip())
    if len(printed) < 2 or known(printed):
        return None
    likeliest = damage.letters(damage.without_specks(printed))
    if likeliest in _distributed():
        return likeliest
    found = None
    if listed and len(printed) > 2:
        found = damage.nearest(printed, _distributed(), least=_NEAR_IN_LIST, margin=_MARGIN_IN_LIST)
    elif len(printed) >= _LONG:
        found = damage.nearest(printed, _long(), least=_NEAR)
    return found[0] if found else None


@cache
def _long() -> frozenset[str]:
    return frozenset(symbol for symbol in _distributed() if len(symbol) >= _LONG)


@cache
def _by_symbol() -> dict[str, list[tuple[str, Era]]]:
    symbols: dict[str, list[tuple[str, Era]]] = {}
    for row in rows("offices"):
        symbols.setdefault(row["symbol"].upper(), []).append((row["name"], era(row["era"])))
    return symbols


@cache
def _distributed() -> frozenset[str]:
    return frozenset(row["symbol"] for row in rows("offices") if row["kind"] in _DISTRIBUTED)
