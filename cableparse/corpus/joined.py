"""One record of the records of a message's sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from cableparse.corpus.joined_text import SectionText
from cableparse.diagnostics import Code
from cableparse.grade import grade
from cableparse.record import Cable, Section

# What each section prints for itself, and what the joined record has anew.
_OWN = frozenset(
    {"schema_version", "kind", "layout", "id", "message", "body", "redactions", "source", "provenance"}
    | {"confidence", "grade", "diagnostics", "coverage", "unparsed", "leftover"}
)
_COMPARED = (
    ("classification", "level"),
    ("dtg", "utc"),
    ("from", "name"),
    ("executive_order", "number"),
    ("executive_order", "instruction"),
    ("subject",),
    ("release", "status"),
)
# Of a share, as in the records of the sections.
_DECIMALS = 4
_Record = dict[str, Any]


def whole(sections: Sequence[Cable]) -> Cable:
    """The record of a message by those of its sections, of which each has a number; they may be in any order.

    Header fields are the first section's; where it has none, the next one's that has. The text is that of all, in the
    order of the sections. Spans in `provenance` are in the first section's source, those of the others in
    `source.parts`. What is missing, repeated or contradictory gets a diagnostic.
    """
    return _Whole(sections).record()


class _Whole:
    def __init__(self, sections: Sequence[Cable]) -> None:
        ordered = sorted(sections, key=_rank)
        self.of = _total(ordered)
        self.used: list[Cable] = []
        self.spare: list[Cable] = []
        for cable in ordered:
            repeats = bool(self.used) and _number(self.used[-1]) == _number(cable)
            (self.spare if repeats else self.used).append(cable)
        self.dumps: list[_Record] = [cable.model_dump(by_alias=True) for cable in self.used]
        self.result: _Record = self.dumps[0]
        self.places: list[_Record] = [{} for _ in self.used]
        self.notes: list[_Record] = []

    def record(self) -> Cable:
        self.places[0] = dict(self.result["provenance"])
        self._check_sections()
        for index, later in enumerate(self.dumps[1:], 1):
            self._compare(later, index)
            self._fill(self.result, later, "", index)
        text = SectionText()
        for index, dump in enumerate(self.dumps):
            text.add(dump, self.places[index], index)
        self.result["body"], self.result["redactions"] = text.body(), text.redactions
        self.result["message"]["section"] = None
        self.result["diagnostics"] = [*self._all("diagnostics"), *self.notes]
        self.result["unparsed"] = list(self._all("unparsed"))
        self.result["leftover"] = list(self._all("leftover"))
        self.result["coverage"] = self._coverage()
        self.result["provenance"] = {path: spans for path, spans in self.places[0].items() if spans}
        self.result["confidence"] = self._confidence() | text.confidence
        self.result["source"]["parts"] = [*self._parts()]
        if all(cable.grade for cable in self.used):  # version 1.0 has none
            self.result["grade"] = grade(self.result)
        return Cable.model_validate(self.result)

    def _check_sections(self) -> None:
        numbers = {_number(cable) for cable in self.used}
        for number in range(1, (self.of or max(numbers)) + 1):
            if number not in numbers:
                self._note(Code.SECTION_MISSING, f"Section {number} of {self.of or 'an unknown number'}.")
        for cable in self.spare:
            self._note(Code.SECTION_REPEATED, f"Section {_number(cable)}, in {cable.source.name}.")
        for cable in (*self.used, *self.spare):
            total = _section(cable).of
            if total is not None and total != self.of:
                self._note(
                    Code.SECTIONS_DISAGREE, f"Section {_number(cable)} is one of {total}, others are of {self.of}."
                )

    def _compare(self, later: _Record, index: int) -> None:
        for path in _COMPARED:
            first, other = _at(self.result, path), _at(later, path)
            if first and other and _letters(first) != _letters(other):
                number = _number(self.used[index])
                self._note(Code.SECTIONS_DISAGREE, f"{'.'.join(path)}: `{first}`, in section {number} `{other}`.")

    def _fill(self, held: _Record, later: _Record, prefix: str, index: int) -> None:
        """Take what `held` lacks from a later section, with its places."""
        for name, value in later.items():
            path = prefix + name
            if not prefix and name in _OWN:
                continue
            if isinstance(value, dict) and isinstance(held.get(name), dict):
                self._fill(held[name], value, f"{path}.", index)
            elif value and not held.get(name):
                held[name] = value
                places = self.dumps[index]["provenance"].items()
                self.places[index] |= {at: spans for at, spans in places if at == path or at.startswith(f"{path}[")}

    def _all(self, name: str) -> Iterator[_Record]:
        for index, dump in enumerate(self.dumps):
            for item in dump[name]:
                yield {**item, "part": index or None}

    def _coverage(self) -> _Record:
        counts: Counter[str] = Counter()
        words: Counter[str] = Counter()
        for dump in self.dumps:
            counts.update({name: count for name, count in dump["coverage"].items() if name not in ("share", "words")})
            words.update(dump["coverage"]["words"])
        lines = counts["lines"]
        return {**counts, "share": round(1 - counts["unparsed"] / lines, _DECIMALS) if lines else 1.0, "words": words}

    def _confidence(self) -> dict[str, float]:
        """That of each field but the text's, in the section that the field was taken from."""
        found: dict[str, float] = {}
        for dump, places in zip(reversed(self.dumps), reversed(self.places), strict=True):
            held = ((path, sure) for path, sure in dump["confidence"].items() if path in places or path == "kind")
            found |= {path: sure for path, sure in held if not path.startswith(("body.paragraphs[", "redactions["))}
        return found

    def _parts(self) -> Iterator[_Record]:
        for index, cable in enumerate(self.used):
            yield _part(cable, True, self.places[index] if index else {})
        for cable in self.spare:
            yield _part(cable, False, {})

    def _note(self, code: Code, detail: str) -> None:
        self.notes.append({"code": code.code, "severity": code.severity, "message": f"{code.sentence} {detail}"})


def _part(cable: Cable, used: bool, places: _Record) -> _Record:
    source = cable.source.model_dump(exclude={"parts"})
    found = {path: spans for path, spans in places.items() if spans}
    return {**source, "section": _section(cable), "used": used, "provenance": found}


def _section(cable: Cable) -> Section:
    if cable.message.section is None:
        raise ValueError(f"{cable.source.name}: has no section number")
    return cable.message.section


def _number(cable: Cable) -> int:
    return _section(cable).number


def _rank(cable: Cable) -> tuple[object, ...]:
    """By section, the fullest copy first; then by what does not hang on the order of the input."""
    length = sum(len(paragraph.text) for paragraph in cable.body.paragraphs)
    source = cable.source
    return _number(cable), -length, len(cable.redactions), source.sha256, source.path, source.member or "", source.index


def _total(sections: Sequence[Cable]) -> int | None:
    """The number of sections that most of them print, the highest where there is a tie."""
    totals = Counter(total for cable in sections if (total := _section(cable).of) is not None)
    return max(totals, key=lambda total: (totals[total], total), default=None)


def _at(record: _Record, path: Sequence[str]) -> Any:
    value: Any = record
    for name in path:
        value = value[name]
    return value


def _letters(value: object) -> str:
    return re.sub(r"\W", "", str(value)).upper()
