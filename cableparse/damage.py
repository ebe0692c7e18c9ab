"""How far a printed word is from a known one, by what OCR and teletype take for what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, lru_cache, partial
from itertools import accumulate, pairwise
from math import inf
from typing import Any

from cableparse.look_alikes import (
    ADDED,
    COSTS,
    DIGITS,
    EXCHANGED,
    FOLDING,
    FOREIGN,
    JOINED,
    LETTERS,
    LOST,
    NO_SPECKS,
    PLAIN,
    SPECKS,
)

# One letter in four may be foreign, unless a caller knows better, and a letter in twelve parts a word from its rivals.
LEAST, MARGIN = 0.75, 0.08
_SHORT = 4  # of fewer letters one edit is more than the share that may differ
SUREST_REPAIR = 0.99  # what was repaired is never as sure as what is printed so
# Nearest words by skeleton that are weighed; the edits by which the farthest of them may exceed the nearest.
_WEIGHED, _FARTHER = 8, 2
_LAST_BIT = 127  # a word's characters are told as bits of a number, by their code: ASCII has 128
# More than the sums of costs are off by their rounding, less than any two costs differ in.
_ROUNDING = 1e-9


class _Bits(dict[str, int]):
    """A bit for each character; one of another alphabet may share that of an ASCII one."""

    def __missing__(self, sign: str) -> int:
        self[sign] = 1 << (ord(sign) & _LAST_BIT)
        return self[sign]


def _bits(signs: Iterable[str]) -> int:
    """The bits of some characters."""
    found = 0
    for sign in signs:
        found |= _BITS[sign]
    return found


_NONE: dict[str, float] = {}
_BITS = _Bits()
_SPECK_BITS = _bits(SPECKS)


def plain(text: str) -> str:
    """`text` with typographic hyphens, quotes, blanks and accented letters as the ASCII characters they stand for.

    One character for one: offsets hold. An invisible character becomes a blank, a soft hyphen a hyphen.
    """
    return text if text.isascii() else text.translate(PLAIN)


def capitals(word: str) -> str:
    """`word` in upper case, but for a small l among capitals, which is as likely an I or a 1 as an L."""
    upper = word.upper()
    return word if word.replace("l", "L") == upper else upper


def without_specks(word: str) -> str:
    """`word` without the signs that are as likely a speck on the page as printed: `PRE~L` gives PREL."""
    return word.translate(NO_SPECKS)


def letters(word: str) -> str:
    """`word` with digits and signs read as the letters they are most often taken for: `SAIG0N` gives SAIGON.

    A small l among capitals is read as I.
    """
    text = plain(word)
    if "l" in text and "l" in capitals(text):
        text = text.replace("l", "I")
    return text.translate(LETTERS)


def digits(word: str) -> str:
    """`word` with letters and signs read as digits: `O4l3` gives 0413; what looks like no digit stays."""
    return plain(word).translate(DIGITS)


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """`text` with look-alikes folded to one character each, in one case and without blanks and specks."""
    return plain(text).upper().translate(FOLDING)


def edits(one: str, other: str, most: int) -> int:
    """How many edits lie between two skeletons; what is more than `most` is told as one more."""
    return _edits()(one, other, score_cutoff=most)


def within(folded: str, skeletons: Sequence[str], most: int) -> list[tuple[int, int]]:
    """The places of the skeletons that are at most so many edits from `folded`, in their order, with the edits."""
    near = _search()(folded, skeletons, score_cutoff=most, limit=None)
    return sorted([(place, int(edits)) for _, edits, place in near]) if near else []


@cache
def _edits() -> Callable[..., int]:
    """The distance of two texts in optimal string alignment."""
    from rapidfuzz.distance import OSA

    return OSA.distance


@cache
def _search() -> Callable[..., list[tuple[str, float, Any]]]:
    """The search for the nearest of many texts: each with its edits and its place, nearest first."""
    from rapidfuzz import process

    return partial(process.extract, scorer=_edits())


def alike(printed: str, known: str) -> bool:
    """Whether the two differ in nothing but look-alikes, case, blanks and specks: PARlS and PARIS, not PARTS."""
    return skeleton(printed) == skeleton(known)


def closeness(printed: str, known: str, least: float = 0.0) -> float:
    """How near `printed` is to `known`: 1 for the same, less by the distance for each character, at least 0.

    What is less near than `least` may be 0, which takes less time to tell.
    """
    if printed == known:
        return 1.0
    if not least:
        return max(0.0, 1 - distance(printed, known) / max(len(printed), len(known), 1))
    return _near(printed, known, least)


@lru_cache(maxsize=16384)
def _near(printed: str, known: str, least: float) -> float:
    longest = max(len(printed), len(known), 1)
    text, meant, most = plain(printed), plain(known), (1 - least) * longest + _ROUNDING
    return 0.0 if _cost_more(_signs(text), _signs(meant), most) else max(0.0, 1 - _cost(text, meant, most) / longest)


def nearest(
    printed: str, known: Collection[str], *, least: float = LEAST, margin: float = MARGIN
) -> tuple[str, float] | None:
    """The one word of `known` that is at least `least` close to `printed` and nearer than all others by `margin`.

    With its closeness; None where no word is so near, or two are about as near. A tuple or frozenset is looked up
    fastest: it is prepared once.
    """
    near = ranked(printed, known, least, margin)
    return None if not near or (len(near) > 1 and near[0][1] - near[1][1] < margin) else near[0]


def ranked(printed: str, known: Collection[str], least: float, margin: float) -> tuple[tuple[str, float], ...]:
    """The words of `known` that are `least` close to `printed`, or by up to `margin` less, each with its closeness.

    Nearest first; none where no word is at least `least` close. A word that is printed exactly has no rival. Of many
    near ones the nearest eight by skeleton are weighed.
    """
    words = known if isinstance(known, (tuple, frozenset)) else tuple(known)
    return ((printed, 1.0),) if printed in words else _ranked(printed, words, least, margin)


@lru_cache(maxsize=16384)
def _ranked(
    printed: str, known: tuple[str, ...] | frozenset[str], least: float, margin: float
) -> tuple[tuple[str, float], ...]:
    # most words are near to none: rivals are weighed only where they matter
    near = _within(printed, _alike(printed, known, least), least)
    if near and margin:
        near = _within(printed, _alike(printed, known, least - margin), least - margin)
    return tuple(sorted(near, key=lambda pair: (-pair[1], pair[0])))


def _alike(printed: str, known: tuple[str, ...] | frozenset[str], least: float) -> list[str]:
    """The words of `known` that may be `least` close to `printed`, by their skeletons."""
    words, skeletons = _skeletons(known)
    most = _most(len(printed), least)
    found = _search()(skeleton(printed), skeletons, score_cutoff=most, limit=_WEIGHED)
    return [words[place] for _, edits, place in found if edits <= found[0][1] + _FARTHER] if found else []


def _most(length: int, least: float) -> int:
    """How many edits a word that is printed with so many letters may be from one that it is `least` close to."""
    return int(max(length, _SHORT) * (1 - least) / LOST) + _FARTHER


def among(printed: Sequence[str], known: Iterable[str], least: float) -> list[int]:
    """The places in `printed` of what may be `least` close to one of `known`: `nearest` knows no other there.

    Of many words and few known ones it tells faster.
    """
    skeletons = list(map(skeleton, printed))
    most = _most(max(map(len, printed), default=0), least)
    near = [found for word in known for found in within(skeleton(word), skeletons, most)]
    return sorted({place for place, edits in near if edits <= _most(len(printed[place]), least)})


def _within(printed: str, known: Sequence[str], least: float) -> list[tuple[str, float]]:
    """Those of `known` that are at least `least` close to `printed`, each with its closeness."""
    if not known:
        return []
    near = []
    text = plain(printed)
    signs = _signs(text)
    for word in known:
        longest = max(len(text), len(word), 1)
        meant = word if word.isascii() else plain(word)  # nearly all are
        most = (1 - least) * longest + _ROUNDING
        if not _cost_more(signs, _signs(meant), most) and (close := 1 - _cost(text, meant, most) / longest) >= least:
            near.append((word, close))
    return near


@lru_cache(maxsize=256)
def _skeletons(known: tuple[str, ...] | frozenset[str]) -> tuple[list[str], list[str]]:
    words = sorted(set(known))
    return words, list(map(skeleton, words))


def distance(printed: str, known: str) -> float:
    """What it costs to take `printed` for `known`: 0 for the same text, about 1 for each letter of another shape."""
    return _weigh(plain(printed), plain(known))


@lru_cache(maxsize=65536)
def _weigh(printed: str, known: str) -> float:
    return _cost(printed, known, inf)


@lru_cache(maxsize=16384)
def _signs(word: str) -> tuple[int, int]:
    """The characters that stand in `word`, and those that may be taken for one of it, and specks: a bit each."""
    likely = _likely()
    printed, alike = 0, _SPECK_BITS
    for sign in word:
        printed |= _BITS[sign]
        alike |= likely[sign]
    return printed, alike


def _cost_more(printed: tuple[int, int], known: tuple[int, int], most: float) -> bool:
    """Whether the characters of two words that have nothing alike in the other cost more than `most` by themselves.

    One is foreign where the other word has such a one, too, else added or lost. Each counts once.
    """
    (own, alike), (meant, alike_meant) = printed, known
    added, lost = (own & ~alike_meant).bit_count(), (meant & ~alike).bit_count()
    foreign = min(added, lost)
    return FOREIGN * foreign + ADDED * (added - foreign) + LOST * (lost - foreign) > most


@cache
def _likely() -> _Bits:
    """Each character to those that it may be taken for by the table, alone or with another, and itself."""
    likely: dict[str, set[str]] = defaultdict(set)
    for one, others in [*COSTS.items(), *JOINED.items()]:
        for sign in one:
            likely[sign] |= {sign, *others}
            for other in others:
                likely[other] |= {other, *one}
    return _Bits({sign: _bits(signs) for sign, signs in likely.items()})


@lru_cache(maxsize=8192)
def _parts(known: str) -> tuple[list[float], list[dict[str, float] | None]]:
    """What each character of `known` costs where it is lost, and what it is taken for together with the one before."""
    return [SPECKS.get(meant, LOST) for meant in known], [None, *(JOINED.get(a + b) for a, b in pairwise(known))]


def _cost(printed: str, known: str, most: float) -> float:
    """Edit distance by the table: dynamic programming over what is left without common start and end.

    What must cost more than `most` is not counted to its end: it is infinite.
    """
    start, shortest = 0, min(len(printed), len(known))
    while start < shortest and printed[start] == known[start]:
        start += 1
    end = 0
    while end < shortest - start and printed[-1 - end] == known[-1 - end]:
        end += 1
    lost, pairs = _parts(known)
    stop = len(known) - end
    printed, known, lost, pairs = (
        printed[start : len(printed) - end],
        known[start:stop],
        lost[start:stop],
        pairs[start:stop],
    )
    above = [0.0, *accumulate(lost)]
    older, last = above, ""
    for sign in printed:
        added, costs, joined = SPECKS.get(sign, ADDED), COSTS.get(sign, _NONE), JOINED.get(last + sign)
        best = above[0] + added
        row, diagonal = [best], above[0]
        for column, meant in enumerate(known):
            gap = best + lost[column]
            best = diagonal if sign == meant else diagonal + costs.get(meant, FOREIGN)
            diagonal = above[column + 1]
            if gap < best:
                best = gap
            if diagonal + added < best:
                best = diagonal + added
            if joined and meant in joined and older[column] + joined[meant] < best:
                best = older[column] + joined[meant]
            pair = pairs[column]
            if pair and column and sign in pair and above[column - 1] + pair[sign] < best:
                best = above[column - 1] + pair[sign]
            if last == meant and column and sign == known[column - 1] and older[column - 1] + EXCHANGED < best:
                best = older[column - 1] + EXCHANGED
            row.append(best)
        older, above, last = above, row, sign
        if min(row) > most and min(older) > most:
            return inf
    return above[-1]
