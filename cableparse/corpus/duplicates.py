"""Copies of the same message: retransmissions, releases with other redactions, copies in e-mails and in one file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from cableparse.corpus.candidates import NEAREST, Candidates, candidates
from cableparse.corpus.comparison import shown_only
from cableparse.corpus.likeness import Likeness, likeness
from cableparse.corpus.spreadsheet import write_table
from cableparse.output import replacing
from cableparse.record import Cable

GROUPS, PAIRS, REPORT = "groups.jsonl", "pairs.csv", "report.txt"
_PAIR_COLUMNS = ("group", "one", "other", "basis", "score", "copies", "reason")
# Records that are kept in memory: those of one block are compared one after the other.
_RECENT = 256
_EACH = "each with each"
_IN_PART = f"each with the {NEAREST} whose texts begin most alike"
T = TypeVar("T")


class Pair(NamedTuple):
    """Two records, by their numbers among all, and what speaks for their being copies."""

    one: int
    other: int
    likeness: Likeness


class FoundCopies(NamedTuple):
    """Groups of copies, records in them, groups where one shows what another withholds, and doubtful pairs.

    Of `in_part` groups not each copy was compared with each other one: there are too many.
    """

    groups: int
    records: int
    differing: int
    doubtful: int
    in_part: int = 0


class Watch(Protocol):
    """Gives what it is given one by one, and may show how far it is."""

    def __call__(self, things: Iterable[T], what: str, total: int | None = None, /) -> Iterable[T]:
        """The same things; `what` is done with them, and `total` is how many there are, where that is known."""


def _unwatched(things: Iterable[T], _: str, __: int | None = None, /) -> Iterable[T]:
    return things


def write_duplicates(records: Iterable[Cable], folder: Path, watch: Watch = _unwatched) -> FoundCopies:
    """Write groups.jsonl, pairs.csv and report.txt into `folder`; `records` are read twice.

    A pair has a basis (number, sender-and-time, text) and the share of the text that agrees. Pairs that share a number
    or sender and time but not the text are in pairs.csv with no group: they are for a person to judge. What shares a
    number with a dozen others and more is compared with those alone whose texts begin most alike, and the group says
    so. In memory are the pairs and the numbers of the records in them, on disk those records and some ten keys of each
    record.

    Raises:
        OutputError: `folder` cannot be written.
    """
    with replacing(folder) as temporary, candidates() as store:
        temporary.mkdir()
        store.read(_Watched(records, watch))
        marks = lru_cache(maxsize=_RECENT)(store.marks)
        compared = store.pairs()
        pairs = [
            Pair(one, other, found)
            for one, other in watch(compared, "comparing pairs", len(compared))
            if (found := likeness(marks(one), marks(other))) is not None
        ]
        names = _groups(pairs)
        rows = (_row(pair, names, store) for pair in sorted(pairs, key=_ends))
        write_table(temporary / PAIRS, _PAIR_COLUMNS, rows)
        return _write_groups(pairs, names, store, temporary, watch)


class _Watched:
    """Records that are shown as they are read, however often."""

    def __init__(self, records: Iterable[Cable], watch: Watch) -> None:
        self._records = records
        self._watch = watch

    def __iter__(self) -> Iterator[Cable]:
        return iter(self._watch(self._records, "reading records"))


def _ends(pair: Pair) -> tuple[int, int]:
    return pair.one, pair.other


def _groups(pairs: Iterable[Pair]) -> dict[int, int]:
    """Record to group; a group is named by its first record."""
    names: dict[int, int] = {}

    def first(number: int) -> int:
        while names.setdefault(number, number) != number:
            number = names[number]
        return number

    for pair in pairs:
        if pair.likeness.alike:
            one, other = sorted((first(pair.one), first(pair.other)))
            names[other] = one
    return {number: first(number) for number in list(names)}


def _row(pair: Pair, names: dict[int, int], store: Candidates) -> tuple[object, ...]:
    found = pair.likeness
    one, other = store.told(pair.one).source, store.told(pair.other).source
    group = names.get(pair.one) if found.alike else None
    return group, one, other, found.basis, found.score, "yes" if found.alike else "doubtful", found.reason


def _write_groups(
    pairs: list[Pair], names: dict[int, int], store: Candidates, folder: Path, watch: Watch
) -> FoundCopies:
    differing = in_part = 0
    members: dict[int, list[int]] = {}
    for number in sorted(names):
        members.setdefault(names[number], []).append(number)
    inside: dict[int, list[Pair]] = {}
    for pair in pairs:
        if pair.likeness.alike:
            inside.setdefault(names[pair.one], []).append(pair)
    crowded = store.crowded()
    record = lru_cache(maxsize=_RECENT)(store.record)
    with (
        (folder / GROUPS).open("w", encoding="utf-8", newline="\n") as groups,
        (folder / REPORT).open("w", encoding="utf-8", newline="\n") as report,
    ):
        for name, numbers in watch(members.items(), "comparing what groups withhold", len(members)):
            compared = _IN_PART if not crowded.isdisjoint(numbers) else _EACH
            in_part += compared == _IN_PART
            group = {**_group(name, numbers, inside[name], store, record), "compared": compared}
            differing += bool(group["shown_only"])
            groups.write(json.dumps(group, ensure_ascii=False) + "\n")
            report.writelines(f"{line}\n" for line in _told(group))
    doubtful = sum(not pair.likeness.alike for pair in pairs)
    return FoundCopies(len(members), len(names), differing, doubtful, in_part)


def _group(
    name: int, numbers: list[int], pairs: list[Pair], store: Candidates, record: Callable[[int], Cable]
) -> dict[str, Any]:
    """A group; records are asked for in the order of the pairs, those of texts that begin alike together."""
    told = {number: store.told(number) for number in numbers}
    shown = []
    for pair in pairs:
        for showing, withholding in ((pair.one, pair.other), (pair.other, pair.one)):
            if told[withholding].withholds:
                passages = list(shown_only(record(showing), record(withholding)))
                shown += [(showing, withholding, passage) for passage in passages]
    return {
        "group": name,
        "id": next((copy.id for copy in told.values() if copy.id), None),
        "subject": next((copy.subject for copy in told.values() if copy.subject), None),
        "copies": [
            {name: value for name, value in copy._asdict().items() if name not in ("subject", "withholds")}
            for copy in told.values()
        ],
        "pairs": [
            {
                "one": told[pair.one].source,
                "other": told[pair.other].source,
                "basis": pair.likeness.basis,
                "score": pair.likeness.score,
                "reason": pair.likeness.reason,
            }
            for pair in sorted(pairs, key=_ends)
        ],
        "shown_only": [
            {"shown_in": told[showing].source, "withheld_in": told[withholding].source, **passage._asdict()}
            for showing, withholding, passage in sorted(shown, key=lambda one: sorted(one[:2]))
        ],
    }


def _told(group: dict[str, Any]) -> Iterator[str]:
    yield f"{group['id'] or 'no number'}: {group['subject'] or 'no subject'}"
    for copy in group["copies"]:
        codes = ", ".join(copy["exemptions"]) or "no codes"
        status = copy["status"] or "no release marking"
        yield f"  {copy['source']}: {status}, {codes}, {copy['redactions']} redactions, {copy['characters']} characters"
    if group["compared"] == _IN_PART:
        yield f"  compared: {_IN_PART}"
    for pair in group["pairs"]:
        yield f"  {pair['one']} and {pair['other']}: {pair['reason']}"
    for passage in group["shown_only"]:
        codes = ", ".join(passage["codes"]) or "no code"
        where = f"paragraph {passage['paragraph']}" if passage["paragraph"] else "the text"
        yield f"  {passage['shown_in']} shows in {where} what {passage['withheld_in']} withholds ({codes}):"
        yield f"    {passage['text']}"
    yield ""
