"""Posts: where telegrams come from and go to, by every name they are printed with."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from cableparse import damage
from cableparse.vocabulary import agencies
from cableparse.vocabulary.tables import fold, forms, rows

_STATION_LENGTH = 6
_NO_POSTS = frozenset({"AGENCY"})
# Series and places of a few days: too rare to be what a damaged name meant.
_PASSING = frozenset({"AGENCY", "TEMPORARY", "TRAVELING PARTY"})
# Shorter forms are abbreviations (BKK, ASUN), and shorter mission words near to other words.
_SHORTEST = 5
_SHORTEST_MISSION = 8
# How near a city, a mission word before a whole city, one before a damaged city, and a whole address must be: one
# letter in five is foreign; up to three in nine; one in five; one in seven.
_CITY = 0.8
_MISSION = 0.67
_MISSION_OF_DAMAGED = 0.8
_ADDRESS = 0.85


class Post(NamedTuple):
    """A post: its name in the vocabulary, what it is, NARA's station form and its TAGS country code."""

    name: str
    type: str
    station: str
    country: str


@lru_cache(maxsize=8192)
def find(printed: str) -> Post | None:
    """The post that is printed so: by name, MRN form (`PORTAUPRINCE`), station (`KHARTO`) or alias (`USUN`)."""
    known = _by_form()
    form = fold(printed)
    return known.get(form) or known.get(form.replace(" ", ""))


@lru_cache(maxsize=8192)
def station(name: str) -> str:
    """NARA's form of an originator's name, as in its document numbers: six characters, blanks then taken out.

    Six are counted with the blanks (`DAR ES SALAAM` gives `DARES`), as in the posts' names in posts.csv.
    """
    post = find(name)
    return post.station if post else _truncated(fold(name))


def expand(truncated: str) -> Post | None:
    """The post of a name cut to six characters, as page lines print it: `KHARTO`, `USUN N`, `PORT O`."""
    form = fold(truncated)
    return _by_page_form().get(form) or find(form)


@lru_cache(maxsize=8192)
def plad(printed: str) -> Post | None:
    """The post of a plain-language addressee: `AMEMBASSY ISLAMABAD`, in SMART `ISLAMABAD, AMEMBASSY`.

    None for military and other agencies' addresses and for collectives.
    """
    form = _plain_order(fold(printed))
    mission, _, city = form.partition(" ")
    post = (find(city) if mission in missions() and city else None) or find(form)
    return None if post is None or post.type in _NO_POSTS else post


def names() -> frozenset[str]:
    """All printed forms of all posts, in upper case."""
    return frozenset(_by_form())


@lru_cache(maxsize=4096)
def repair_post(printed: str) -> tuple[str, float] | None:
    """The one post name that a damaged name is close to, and how close: `BA GKOK` gives BANGKOK.

    None for a known form, its plural (STATES), a country's name, and where no name or more than one is close enough.
    A name of up to five letters must be printed in nothing but look-alikes, one of four in digits or signs for
    letters: too many words are a letter away from QUITO, PERTH or CALI.
    """
    form = _squeezed(printed)
    found = _near_city(form)
    if found is None or find(form.removesuffix("S")):
        return None
    whole, name, score = found
    short = len(whole) < _SHORTEST
    if (short and damage.letters(form) != whole) or (len(whole) == _SHORTEST and not damage.alike(form, whole)):
        return None
    return name, score


@lru_cache(maxsize=4096)
def repair_plad(printed: str) -> tuple[str, float] | None:
    """The plain-language address that a damaged one is close to: `AMEMBASSV SAIG0N` gives AMEMBASSY SAIGON.

    None for an address that is whole, one of no post, and where no reading is certain.
    """
    form = " ".join(damage.capitals(damage.plain(printed)).split())
    if not form or find(form) or plad(form) or form.partition(" ")[0] in agencies.words():
        return None
    city, comma, mission = form.rpartition(",")
    splits = [(mission.strip(), city.strip())] if comma else list(_splits(form))
    readings = [reading for mission, city in splits if (reading := _repaired(mission, city))]
    if not readings:
        return damage.nearest(form, _addresses(), least=_ADDRESS)
    mission, city, score = max(readings, key=itemgetter(2))
    repaired = f"{city}, {mission}" if comma else f"{mission} {city}"
    return None if repaired == form else (repaired, score)


def _splits(form: str) -> Iterator[tuple[str, str]]:
    """Where the mission word may end: at the first or second blank (`AMEM BASSY ROME`), or before a joined city."""
    words = form.split()
    for count in range(1, min(len(words), 4)):
        yield "".join(words[:count]), " ".join(words[count:])
    for length in {len(mission) + more for mission in _repairable_missions() for more in (-1, 0, 1)}:
        if length < len(words[0]):
            yield words[0][:length], form[length:]


def _repaired(mission: str, city: str) -> tuple[str, str, float] | None:
    """Mission word and city, repaired, and how near both are."""
    whole = find(city)
    least = _MISSION if whole else _MISSION_OF_DAMAGED
    known = (mission, 1.0) if mission in missions() else damage.nearest(mission, _long_missions(), least=least)
    near = ("", fold(city), 1.0) if whole else _near_city(_squeezed(city)) if known else None
    if known is None or near is None or (len(near[0]) < _SHORTEST and _foreign(near)):
        return None
    score = (known[1] * len(mission) + near[2] * len(city)) / (len(mission) + len(city))
    return known[0], near[1], round(score, 2)


def _near_city(form: str) -> tuple[str, str, float] | None:
    """The nearest name without its blanks, the name, and how near; None for a known form and a country's name."""
    if find(form) or form in _countries():
        return None
    found = damage.nearest(form, _known(), least=_CITY)
    return (found[0], _repairable()[found[0]], round(found[1], 2)) if found else None


def _squeezed(printed: str) -> str:
    return "".join(damage.capitals(damage.plain(printed)).split())


def _plain_order(form: str) -> str:
    city, comma, mission = form.rpartition(", ")
    return f"{mission} {city}" if comma else form


def _truncated(name: str) -> str:
    return name[:_STATION_LENGTH].replace(" ", "")


@cache
def _by_form() -> dict[str, Post]:
    """Printed form to post; a name goes before a station, a station before an alias."""
    table = [(row, _post(row)) for row in rows("posts")]
    known: dict[str, Post] = {}
    for columns in (("post",), ("message_id_name_nospace", "mrn_name"), ("aad_station",), ("aliases",)):
        for row, post in table:
            for form in (fold(form) for column in columns for form in forms(row[column])):
                known.setdefault(form, post)
                known.setdefault(form.replace(" ", ""), post)
    return known


@cache
def _by_page_form() -> dict[str, Post]:
    known: dict[str, Post] = {}
    for row in rows("posts"):
        known.setdefault(fold(row["post"])[:_STATION_LENGTH].strip(), _post(row))
    return known


@cache
def _repairable() -> dict[str, str]:
    """Blankless form to name as printed, for all names and those aliases that are long enough to be recognised."""
    known: dict[str, str] = {}
    for row in rows("posts"):
        if row["type"] in _PASSING:
            continue
        for name in (fold(row["post"]), *map(fold, forms(row["aliases"]))):
            if len(name.replace(" ", "")) >= _SHORTEST or name == fold(row["post"]):
                known.setdefault(name.replace(" ", ""), name)
    return known


@cache
def _countries() -> frozenset[str]:
    return frozenset(fold(row["name"]) for row in rows("tags") if row["kind"] == "geopolitical")


def _post(row: dict[str, str]) -> Post:
    name = fold(row["post"])
    return Post(name, row["type"], row["aad_station"] or _truncated(name), row["country_code"])
