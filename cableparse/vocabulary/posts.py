"""Posts: where telegrams come from and go to, by every name they are printed with."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from cableparse.vocabulary import lookalikes
from cableparse.vocabulary.tables import fold, forms, rows

_STATION_LENGTH = 6
# What a plain-language address says before the city.
_MISSIONS = frozenset(
    {
        *("AMEMBASSY", "AMCONSUL", "AMCONGEN", "AMLEGATION", "EMBASSY", "CONSULATE"),
        *("USMISSION", "USDEL", "USLO", "USINT", "USOFFICE"),
    }
)
_DEPARTMENT = "SECSTATE WASHDC"
_REPAIRABLE_MISSIONS = ("AMEMBASSY", "AMCONSUL", "AMCONGEN", "USMISSION")
_NO_POSTS = frozenset({"AGENCY"})
# Series and places of a few days: too rare to be what a damaged name meant.
_PASSING = frozenset({"AGENCY", "TEMPORARY", "TRAVELING PARTY"})
_SHORTEST = 5
_TWO_EDITS = 10


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
    post = (find(city) if mission in _MISSIONS and city else None) or find(form)
    return None if post is None or post.type in _NO_POSTS else post


def names() -> frozenset[str]:
    """All printed forms of all posts, in upper case."""
    return frozenset(_by_form())


@lru_cache(maxsize=4096)
def repair_post(printed: str) -> tuple[str, float] | None:
    """The one post name that a damaged name is close to, and how close: `BA GKOK` gives BANGKOK.

    None for a known form, its plural (STATES), a country's name, and where no name or more than one is close enough.
    A five-letter name is taken for damaged only where look-alike letters were exchanged, STATE apart, which more
    references name than any other: too many words are one letter away from QUITO or PERTH.
    """
    name = _nearest_name(printed)
    if name is None or _is_word_like(fold(printed), name):
        return None
    return name, _score(fold(printed), name)


@lru_cache(maxsize=4096)
def repair_plad(printed: str) -> tuple[str, float] | None:
    """The plain-language address that a damaged one is close to: `AMEMBASSV SAIG0N` gives AMEMBASSY SAIGON.

    None for an address that is whole, one of no post, and where no reading is certain.
    """
    form = fold(printed)
    if not form or find(form) or plad(form):
        return None
    repaired = _repaired_plad(form)
    return (repaired, _score(form, repaired)) if repaired and repaired != form else None


def _repaired_plad(form: str) -> str | None:
    city, comma, mission = form.rpartition(",")
    if comma:
        parts = _repaired_parts(mission.strip(), city.strip())
        return f"{parts[1]}, {parts[0]}" if parts else None
    for mission, city in _splits(form):
        if parts := _repaired_parts(mission, city):
            return " ".join(parts)
    return _DEPARTMENT if _distance(form, _DEPARTMENT, most=2) is not None else None


def _splits(form: str) -> Iterator[tuple[str, str]]:
    """Where the mission word may end: at the first blank, at the second (`AMEM BASSY ROME`), or before the city."""
    first, _, rest = form.partition(" ")
    yield first, rest
    second, _, last = rest.partition(" ")
    yield first + second, last
    for mission in _REPAIRABLE_MISSIONS:
        if first.startswith(mission):
            yield mission, form[len(mission) :].strip()


def _repaired_parts(mission: str, city: str) -> tuple[str, str] | None:
    whole = find(city) is not None
    known = mission if mission in _MISSIONS else _nearest_mission(mission, most=3 if whole else 1)
    name = city if whole else _nearest_name(city) if known else None
    return (known, name) if known and name else None


def _nearest_mission(mission: str, most: int) -> str | None:
    distances = {known: _distance(mission, known, most) for known in _REPAIRABLE_MISSIONS}
    near = sorted((distance, known) for known, distance in distances.items() if distance is not None)
    return near[0][1] if near and (len(near) == 1 or near[0][0] < near[1][0]) else None


def _distance(printed: str, known: str, most: int) -> int | None:
    """Edits between two words, None above `most`; words that share neither start nor end are not compared."""
    word = lookalikes.letters(printed)
    if abs(len(word) - len(known)) > most or (word[:2] != known[:2] and word[-3:] != known[-3:]):
        return None
    from rapidfuzz.distance import OSA

    distance = OSA.distance(word, known)
    return distance if distance <= most else None


def _nearest_name(printed: str) -> str | None:
    """The name that `printed` is when digits are read as letters, else the nearest one by edits, blanks not counted.

    The runner-up must be at least one edit farther. A name of four letters must differ in look-alike letters only.
    """
    form = fold(printed)
    if not form or find(form) or form in _countries():
        return None
    if reading := lookalikes.reading(form, find):
        return reading
    word = lookalikes.letters(form.replace(" ", ""))
    choices = _repairable()
    if len(word) < _SHORTEST:
        alike = [name for plain, name in choices.items() if lookalikes.one_stroke_apart(word, plain)]
        return alike[0] if len(alike) == 1 else None
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    most = 1 if len(word) < _TWO_EDITS else 2
    near = process.extract(word, choices.keys(), scorer=OSA.distance, score_cutoff=most, limit=2)
    if not near or (len(near) > 1 and near[1][1] == near[0][1]):
        return None
    plain, name = near[0][0], choices[near[0][0]]
    return name if len(plain) >= _SHORTEST or lookalikes.one_stroke_apart(word, plain) else None


def _is_word_like(form: str, name: str) -> bool:
    """Whether a damaged name outside an address could as well be a word of its own: STATED, PARTY, QUITE."""
    plain, word = name.replace(" ", ""), lookalikes.letters(form.replace(" ", ""))
    if find(form.removesuffix("S")) or (len(plain) < _SHORTEST and word != plain):
        return True
    if word == plain or len(plain) > _SHORTEST:
        return False
    return name in word if name == "STATE" else not lookalikes.one_stroke_apart(word, plain)


def _score(printed: str, repaired: str) -> float:
    from rapidfuzz.distance import OSA

    return round(OSA.normalized_similarity(printed, repaired), 2)


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
