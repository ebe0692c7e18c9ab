"""What the releasing agency stamped on the document: decision, exemptions, reviewer, date, case and document."""

from __future__ import annotations

from collections.abc import Sequence

from lark import Token

from cableparse.dates import iso_date
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.grammars import parser, pattern
from cableparse.layout.cues import Mark
from cableparse.pages import Line
from cableparse.reading import Piece, Reading, fold
from cableparse.vocabulary import exemptions

_MARKING_KEYS = ("review_markings", "markings")


def read(draft: Draft, stamps: Sequence[Mark]) -> None:
    """Fill in `release` from the stamp lines; the first of each wins."""
    reading = Reading([Piece(m.line, m.start, m.end) for m in stamps if m.start < m.end])
    if not reading.text:
        return
    for token in parser("release").parse(reading.text).children:
        if isinstance(token, Token):
            _Stamp(draft, reading, token).read()


def fill_from_attributes(draft: Draft) -> None:
    """The stamp that a web page or a table's row gives beside the text, where the text itself bears none."""
    marking = next((m for key in _MARKING_KEYS if (m := draft.get(f"attributes.{key}"))), None)
    if marking is None or draft.get("release.status") is not None:
        return
    found = Draft()
    read(found, [Mark(Line(marking, 1, 1, 0), "review_stamp", 0, len(marking), marking)])
    for name, value in (found.get("release") or {}).items():
        draft.put(f"release.{name}", value, [])
        draft.note(Code.FROM_ATTRIBUTES, f"`release.{name}`.")


def leading_codes(marks: Sequence[Mark]) -> list[Mark]:
    """The exemption codes that OCR put before the line below a decision: `RELEASED IN PART` / `B6 CONFIDENTIAL`."""
    found: list[Mark] = []
    for index, mark in enumerate(marks):
        if mark.cue == "decision":
            below = next((m for m in marks[index + 1 : index + 4] if m.cue != "blank"), None)
            word = below.text.split(maxsplit=1)[0] if below is not None and below.text else ""
            if below is not None and below.cue != "margin" and exemptions.normalise(word.strip(",")):
                found.append(below._replace(end=below.start + len(word), text=word))
    return found


class _Stamp:
    def __init__(self, draft: Draft, reading: Reading, token: Token) -> None:
        self.draft, self.reading, self.token = draft, reading, token

    def read(self) -> None:
        match self.token.type:
            case "SYSTEMATIC_REVIEW":
                self._set("status", "DECLASSIFIED", self._whole())
                self._groups(authority="officer", date="reviewed")
            case "DECISION":
                self._decision()
            case "CODES":
                self._codes()
            case "REVIEWER":
                self._groups(authority="reviewer")
            case "DATE_CASE":
                self._groups(date="date", case_id="case")
            case "FOIA":
                self._groups(case_id="foia_case", document_id="foia_document", date="foia_date")
            case "PRINT_CASE":
                self._groups(case_id="print_case")
            case "CASE":
                self._groups(case_id="program_case", document_id="program_document")
            case "OFFICER":
                self._groups(authority="releaser", date="released")
            case "DOCUMENT":
                self._groups(document_id="docid")
            case "DECLASSIFIED":
                self._set("status", "DECLASSIFIED", self._whole())

    def _decision(self) -> None:
        words = fold(self.token.upper())
        if words.startswith("DENIED"):
            status = "DENIED IN FULL" if words.endswith("FULL") else "RELEASED IN PART"
        else:
            status = "RELEASED IN FULL" if words.endswith("FULL") else "RELEASED IN PART"
        self._set("status", status, self._whole())

    def _codes(self) -> None:
        if (self.draft.get("release.status") or "") != "RELEASED IN PART":
            return
        for code, start, end in exemptions.find_all(self.token):
            if code not in (self.draft.get("release.exemptions") or []):
                base = self.token.start_pos or 0
                self.draft.add("release.exemptions", code, self.reading.spans(base + start, base + end))

    def _groups(self, **fields: str) -> None:
        parts = pattern("release", self.token.type).match(self.token)
        if parts is None:
            return
        for field, group in fields.items():
            value = fold(parts[group] or "").strip(" .,")
            if field == "date" and value:
                value = iso_date(value) or ""
            if value:
                self._set(field, value, parts.span(group))

    def _whole(self) -> tuple[int, int]:
        return 0, len(self.token)

    def _set(self, field: str, value: str, place: tuple[int, int]) -> None:
        if self.draft.get(f"release.{field}") is None:
            base = self.token.start_pos or 0
            self.draft.put(f"release.{field}", value, self.reading.spans(base + place[0], base + place[1]))
