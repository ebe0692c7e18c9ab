"""Decisions put into records: in each field that was printed and read as the decision says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from cableparse.audit.items import PARTS, changed, item_of, post_of, worded
from cableparse.audit.occurrence import Occurrence, occurrences
from cableparse.corrections import Checked, Corrections, Decision, apply, source_of
from cableparse.field_path import ITEM
from cableparse.form_fields import held
from cableparse.record import Cable, Correction


class Decisions:
    """All decisions of some corrections files; of several about one thing the latest holds.

    `records` counts those that each fitted, by its place in `all`.
    """

    def __init__(self, files: Iterable[Corrections]) -> None:
        made = sorted((decision for file in files for decision in file.decisions), key=lambda decision: decision.at)
        latest = {_key(decision): decision for decision in made}
        self.all = list(latest.values())
        self.records: Counter[int] = Counter()
        self._number = {key: number for number, key in enumerate(latest)}

    def put(self, cable: Cable) -> Cable:
        """The record with all decisions that fit it: fields corrected, or found right.

        Raises:
            Refused: a field cannot hold what was decided.
        """
        if not self.all:
            return cable
        record = cable.model_dump(mode="json", by_alias=True)
        fitting = [(one, number) for one in occurrences(cable) if (number := self._find(one, cable)) is not None]
        if not fitting:
            return cable
        self.records.update({number for _, number in fitting})
        items: dict[str, list[tuple[Occurrence, Decision]]] = {}
        for one, number in fitting:
            items.setdefault(one.path, []).append((one, self.all[number]))
        corrections = [made for path, some in items.items() for made in _corrections(record, path, some)]
        corrected = {made.path for made in corrections}
        checked = [
            Checked(path=path, value=held(record, path), by=decision.by, at=decision.at)
            for path, some in items.items()
            for _, decision in some[-1:]
            if path not in corrected and all(decided.verdict == "right" for _, decided in some)
        ]
        if not checked and not corrections:
            return cable
        return apply(apply(cable, (), checked), sorted(corrections, key=_from_the_end))

    def _find(self, one: Occurrence, cable: Cable) -> int | None:
        """The decision about an occurrence: the one about this field alone, else the one about all."""
        source = source_of(cable)
        alone = json.dumps([source.sha256, source.member, source.index, one.path])
        return self._number.get(alone, self._number.get(one.reading) if one.recurs else None)


def _key(decision: Decision) -> str:
    if decision.source and decision.path:
        source = decision.source
        return json.dumps([source.sha256, source.member, source.index, decision.path])
    return json.dumps([decision.field, decision.printed, decision.was], sort_keys=True)


def _from_the_end(correction: Correction) -> tuple[bool, int]:
    """Items are taken out last, from the end of their lists, so that the others keep their places until then."""
    item = ITEM.fullmatch(correction.path)
    is_gone = correction.now is None and item is not None
    return is_gone, -int(item[2]) if item and is_gone else 0


def _corrections(
    record: Mapping[str, Any], path: str, decided: list[tuple[Occurrence, Decision]]
) -> Iterable[Correction]:
    """The corrections of one field or item by all that was decided of it, and of what follows from it."""
    wrong = [(one, decision) for one, decision in decided if decision.verdict == "wrong"]
    if not wrong:
        return
    was = now = held(record, path)
    for one, decision in wrong:
        now = _decided(record, one, now, decision.now)
    last = max((decision for _, decision in wrong), key=lambda decision: decision.at)
    yield Correction(path=path, was=was, now=now, by=last.by, at=last.at, note=last.note)
    if path == "from.name":
        post = record["from"]["post"]
        yield Correction(path="from.post", was=post, now=post_of(now), by=last.by, at=last.at, note=last.note)


def _decided(record: Mapping[str, Any], one: Occurrence, value: Any, now: Any) -> Any:
    """What a field holds when `now` was decided of the part that was asked for."""
    year = record["message"]["year"]
    if one.path in PARTS:
        known = {worded(one.path, item): item for item in value or ()}
        return [known.get(words) or item_of(one.path, words, year) for words in now or ()]
    item = ITEM.fullmatch(one.path)
    if item is None or item[1] not in PARTS:
        return [] if now is None and isinstance(value, list) else now
    root = item[1]
    part = one.field.partition("[].")[2]
    if value is None or (now is None and part in ("", PARTS[root][0])):
        return None
    return changed(root, value, {part: now} if part else now, year)
