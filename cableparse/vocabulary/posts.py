"""Posts: where telegrams come from and go to, by every name they are printed with."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from cableparse import damage
from cableparse.look_alikes import LOST
from cableparse.vocabulary.tables import fold, forms, rows

# The station in NARA's document numbers has no more letters.
_STATION_LENGTH = 6
_NO_POSTS = frozenset({"AGENCY"})
# Series and places of a few days: too rare to be what a damaged name meant.
_PASSING = frozenset({"AGENCY", "TEMPORARY", "TRAVELING PARTY"})
# Shorter forms are abbreviations (BKK, ASUN), and shorter mission words near to other words.
_SHORTEST = 5
_SHORTEST_MISSION = 8
_SHORTEST_NAME = 3
# OCR puts two blanks into a mission word at most.
_MOST_PIECES = 3
# How near a city, a mission word before a whole city, one before a damaged city, and a whole address must be: one
# letter in five may be foreign; one in four; one in five; one in seven.
_CITY = 0.8
_MISSION = 0.75
_MISSION_OF_DAMAGED = 0.8
_ADDRESS = 0.85
# By how much nearer than names of other posts.
_MARGIN = 0.06
# How near a name must be that no address is around, if it differs in more than one letter: one in ten may be foreign.
_ALONE = 0.9
_DEPARTMENT = "STATE"
# What the costlier of the common look-alikes cost (T for I, A for 4, T for F).
_ONE_STROKE = 0.4


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


@lru_cache(maxsize=8192)
def expand(truncated: str) -> Post | None:
    """The post of a name cut to six characters, as page lines print it: `KHARTO`, `USUN N`, `PORT O`."""
    form = fold(truncated)
    return _by_page_form().get(form) or find(form)


@lru_cache(maxsize=8192)
def plad(printed: str) -> Post | None:
    """The post of a plain-language addressee: `AMEMBASSY ISLAMABAD`, in SMART `ISLAMABAD, AMEMBASSY`.

    None for military and other agencies' addresses and for collectives.
    """
    form = _plain_order(_abbreviated(fold(printed)))
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
    Without an address around it a name must be nearer than in one, for many words are a letter away from MAJURO,
    QUITO or CALI: one of five letters differs in look-alikes only, one of four in digits or signs for letters.
    STATE, which more numbers follow than any other, may have one look-alike that QUITO may not: STAIE.
    """
    form, found = _squeezed(printed), _near_city(printed)
    if found is None or find(form.removesuffix("S")):
        return None
    whole, name, score = found
    if len(whole) < _SHORTEST:
        near = damage.letters(form) == whole
    elif len(whole) == _SHORTEST:
        near = damage.alike(form, whole) or (whole == _DEPARTMENT and damage.distance(form, whole) <= _ONE_STROKE)
    else:
        near = score >= _ALONE or damage.distance(form, whole) <= LOST
    return _scored(form, name) if near else None


@lru_cache(maxsize=4096)
def repair_plad(printed: str) -> tuple[str, float] | None:
    """The plain-language address that a damaged one is close to: `AMEMBASSV SAIG0N` gives AMEMBASSY SAIGON.

    None for an address that is whole, one of no post, and where no reading is certain.
    """
    form = " ".join(damage.capitals(damage.plain(printed)).split())
    if not form or len(form) > _longest() or find(form) or plad(form):
        return None
    city, comma, mission = form.rpartition(",")
    if comma and (reading := _repaired(mission.strip(), city.strip())):
        return _scored(form, f"{reading[1]}, {reading[0]}")
    readings = [reading for split in _splits(form.replace(",", "")) if (reading := _repaired(*split))]
    if readings:
        return _scored(form, "{} {}".format(*max(readings, key=itemgetter(2))))
    address = _nearest(_squeezed(form), _blankless_addresses(), _ADDRESS)
    return _scored(form, _addresses()[address[0]]) if address else None


def _scored(form: str, repaired: str) -> tuple[str, float] | None:
    """The repair and how near it is; None for no change, and where it would swallow a word of the print."""
    if repaired == form or sum(map(str.isalnum, form)) > sum(map(str.isalnum, repaired)) + 1:
        return None
    return repaired, round(min(damage.closeness(form, repaired), damage.SUREST_REPAIR), 2)


def _splits(form: str) -> Iterator[tuple[str, str]]:
    """Where the mission word may end: at one of the first blanks (`AMEM BASSY ROME`), or before a joined city."""
    words = form.split()
    for count in range(1, min(len(words), _MOST_PIECES + 1)):
        yield "".join(words[:count]), " ".join(words[count:])
    for length in {len(mission) + more for mission in _long_missions() for more in (-1, 0, 1)}:
        if words and length <= len(words[0]) - _SHORTEST_NAME:
            yield words[0][:length], " ".join(words)[length:]


def _repaired(mission: str, city: str) -> tuple[str, str, float] | None:
    """Mission word and city, repaired, and how near both are."""
    whole = find(city)
    least = _MISSION if whole else _MISSION_OF_DAMAGED
    known = (mission, 1.0) if mission in missions() else damage.nearest(mission, _long_missions(), least=least)
    near = ("", _as_known(city), 1.0) if whole else _near_city(city) if known else None
    if known is None or near is None:
        return None
    score = (known[1] * len(mission) + near[2] * len(city)) / (len(mission) + len(city))
    return known[0], near[1], score


def _as_known(city: str) -> str:
    """A known name as printed, but for blanks that no form of it has: `N EW DELHI`."""
    form = fold(city)
    return form if form in _by_form() else _repairable().get(_squeezed(city), form)


def _near_city(printed: str) -> tuple[str, str, float] | None:
    """The nearest name without its blanks, the name, and how near; None for a known form and a country's name.

    A name of less than five letters must have lost none, and hold none that looks like no other.
    """
    form = _squeezed(printed)
    if find(form) or form in _countries():
        return None
    found = _nearest(form, _cities(), _CITY)
    if found is None or (len(found[0]) < _SHORTEST and damage.distance(form, found[0]) >= LOST):
        return None
    return found[0], _repairable()[found[0]], found[1]


def _nearest(form: str, known: frozenset[str], least: float) -> tuple[str, float] | None:
    """As damage.nearest, but names of one post (SECSTATE WASH, SECSTATE WASHDC) are no rivals of each other."""
    near = damage.ranked(form, known, least, _MARGIN)
    rivals = [score for name, score in near if find(name) != find(near[0][0])]
    if not near or (rivals and near[0][1] - rivals[0] < _MARGIN):
        return None
    return near[0]


def _squeezed(printed: str) -> str:
    return "".join(damage.capitals(damage.plain(printed)).split())


def _abbreviated(form: str) -> str:
    """An address with the mission's word for its name written out, as forms print it: AMERICAN EMBASSY, LOME."""
    if form.startswith("AMERICAN "):
        for name, word in _written_out().items():
            if form.startswith(name) and (city := form[len(name) :].lstrip(", ")):
                return f"{word} {city}"
    return form


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
def _cities() -> frozenset[str]:
    return frozenset(_repairable())


@cache
def _blankless_addresses() -> frozenset[str]:
    return frozenset(_addresses())


@cache
def _addresses() -> dict[str, str]:
    """Blankless form to address that is no mission word and city: the Department, missions to organisations."""
    known: dict[str, str] = {}
    for row in rows("posts"):
        if row["type"] not in _PASSING | {"AMEMBASSY", "AMCONSUL"}:
            for form in (fold(row["post"]), *map(fold, forms(row["aliases"]))):
                if len(form) >= _SHORTEST_MISSION:
                    known.setdefault(form.replace(" ", ""), form)
    return known


@cache
def _longest() -> int:
    """Signs of the longest mission word and the longest name: what is longer is no address."""
    return max(map(len, (*_addresses(), *_cities()))) + max(map(len, missions()))


@cache
def missions() -> frozenset[str]:
    """What a plain-language address says before the city: AMEMBASSY, AMCONSUL, USMISSION, ..."""
    return frozenset(row["word"] for row in rows("missions"))


@cache
def _written_out() -> dict[str, str]:
    """The names that mission words stand for, the longest first, with the first word of each."""
    named: dict[str, str] = {}
    for row in rows("missions"):
        named.setdefault(fold(row["meaning"]), row["word"])
    return dict(sorted(named.items(), key=lambda pair: -len(pair[0])))


@cache
def telling_missions() -> tuple[str, ...]:
    """The mission words that tell an address by themselves: no sentence begins with one, as with EMBASSY."""
    return tuple(row["word"] for row in rows("missions") if row["tells"] == "address")


@cache
def _long_missions() -> tuple[str, ...]:
    return tuple(sorted(word for word in missions() if len(word) >= _SHORTEST_MISSION))


@cache
def _countries() -> frozenset[str]:
    return frozenset(fold(row["name"]) for row in rows("tags") if row["kind"] == "geopolitical")


def _post(row: dict[str, str]) -> Post:
    name = fold(row["post"])
    return Post(name, row["type"], row["aad_station"] or _truncated(name), row["country_code"])
