"""Copies of the same message: retransmissions, releases with other redactions, copies in e-mails and in one file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from cableparse.corpus.candidates import Candidates, candidates
from cableparse.corpus.comparison import shown_only
from cableparse.corpus.index import source_of
from cableparse.corpus.likeness import Likeness, likeness
from cableparse.corpus.table import write_table
from cableparse.output import replacing
from cableparse.record import Cable

GROUPS, PAIRS, REPORT = "groups.jsonl", "pairs.csv", "report.txt"
_PAIR_COLUMNS = ("group", "one", "other", "basis", "score", "copies", "reason")
_RECENT = 256


class Pair(NamedTuple):
    """Two records, by their numbers among all, and what speaks for their being copies."""

    one: int
    other: int
    likeness: Likeness


class Found(NamedTuple):
    """Groups of copies, records in them, groups where one shows what another withholds, and doubtful pairs."""

    groups: int
    records: int
    differing: int
    doubtful: int


def write_duplicates(records: Iterable[Cable], folder: Path) -> Found:
    """Write groups.jsonl, pairs.csv and report.txt into `folder`; `records` are read twice.

    A pair has a basis (number, sender-and-time, text) and the share of the text that agrees. Pairs that share a number
    or sender and time but not the text are in pairs.csv with no group: they are for a person to judge. In memory are
    the pairs and the numbers of the records in them, on disk those records and some ten keys of each record.

    Raises:
        OutputError: `folder` cannot be written.
    """
    with replacing(folder) as temporary, candidates() as store:
        temporary.mkdir()
        store.read(records)
        recent = lru_cache(maxsize=_RECENT)(store.record)
        pairs = [
            Pair(one, other, found)
            for one, other in store.pairs()
            if (found := likeness(recent(one), recent(other))) is not None
        ]
        names = _groups(pairs)
        rows = (_row(pair, names, store) for pair in pairs)
        write_table(temporary / PAIRS, _PAIR_COLUMNS, rows)
        return _write_groups(pairs, names, store, temporary)


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
    one, other = source_of(store.record(pair.one)), source_of(store.record(pair.other))
    group = names.get(pair.one) if found.alike else None
    return group, one, other, found.basis, found.score, "yes" if found.alike else "doubtful", found.reason


def _write_groups(pairs: list[Pair], names: dict[int, int], store: Candidates, folder: Path) -> Found:
    differing = 0
    members: dict[int, list[int]] = {}
    for number in sorted(names):
        members.setdefault(names[number], []).append(number)
    inside: dict[int, list[Pair]] = {}
    for pair in pairs:
        if pair.likeness.alike:
            inside.setdefault(names[pair.one], []).append(pair)
    with (
        (folder / GROUPS).open("w", encoding="utf-8", newline="\n") as groups,
        (folder / REPORT).open("w", encoding="utf-8", newline="\n") as report,
    ):
        for name, numbers in members.items():
            group = _group(name, {number: store.record(number) for number in numbers}, inside[name])
            differing += bool(group["shown_only"])
            groups.write(json.dumps(group, ensure_ascii=False) + "\n")
            report.writelines(f"{line}\n" for line in _told(group))
    doubtful = sum(not pair.likeness.alike for pair in pairs)
    return Found(len(members), len(names), differing, doubtful)


def _group(name: int, cables: dict[int, Cable], pairs: list[Pair]) -> dict[str, Any]:
    return {
        "group": name,
        "id": next((cable.id for cable in cables.values() if cable.id), None),
        "subject": next((cable.subject for cable in cables.values() if cable.subject), None),
        "copies": [_copy(cable) for cable in cables.values()],
        "pairs": [
            {
                "one": source_of(cables[pair.one]),
                "other": source_of(cables[pair.other]),
                "basis": pair.likeness.basis,
                "score": pair.likeness.score,
                "reason": pair.likeness.reason,
            }
            for pair in pairs
        ],
        "shown_only": [
            {"shown_in": source_of(cables[one]), "withheld_in": source_of(cables[other]), **passage._asdict()}
            for pair in pairs
            for one, other in ((pair.one, pair.other), (pair.other, pair.one))
            for passage in shown_only(cables[one], cables[other])
        ],
    }


def _copy(cable: Cable) -> dict[str, Any]:
    release = cable.release
    return {
        "source": source_of(cable),
        "sha256": cable.source.sha256,
        "id": cable.id,
        "dtg": cable.dtg.utc,
        "classification": cable.classification.level,
        "current": cable.classification.current,
        "status": release.status,
        "exemptions": release.exemptions,
        "released": release.date,
        "case_id": release.case_id,
        "document_id": release.document_id,
        "redactions": len(cable.redactions),
        "characters": sum(len(paragraph.text) for paragraph in cable.body.paragraphs),
    }


def _told(group: dict[str, Any]) -> Iterator[str]:
    yield f"{group['id'] or 'no number'}: {group['subject'] or 'no subject'}"
    for copy in group["copies"]:
        codes = ", ".join(copy["exemptions"]) or "no codes"
        status = copy["status"] or "no release marking"
        yield f"  {copy['source']}: {status}, {codes}, {copy['redactions']} redactions, {copy['characters']} characters"
    for pair in group["pairs"]:
        yield f"  {pair['one']} and {pair['other']}: {pair['reason']}"
    for passage in group["shown_only"]:
        codes = ", ".join(passage["codes"]) or "no code"
        where = f"paragraph {passage['paragraph']}" if passage["paragraph"] else "the text"
        yield f"  {passage['shown_in']} shows in {where} what {passage['withheld_in']} withholds ({codes}):"
        yield f"    {passage['text']}"
    yield ""
