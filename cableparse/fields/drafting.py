"""Drafters, approvers and clearances: OFFICE:NAME[:typist], several a line."""

from __future__ import annotations

import re

from lark import Token

from cableparse.dates import iso_date
from cableparse.draft import Draft
from cableparse.fields.value import Printed
from cableparse.reading import fold
from cableparse.vocabulary import offices

_OFFICE = r"[A-Z][A-Z0-9]{0,6}(?:[/-] ?[A-Z][A-Z0-9-]{0,7})*"
# A colon also comes as a tilde, a semicolon or, from OCR, a small letter.
_SEPARATOR = r"(?: ?[:=~;]\s*|(?<=[A-Z])[a-z](?=[A-Z]{4})| - | ?- (?=[A-Z]{3})|(?<=[A-Z/]{3})- ?(?=[A-Z]{4}))"
_OFFICER = re.compile(
    rf"(?P<office>{_OFFICE}){_SEPARATOR}"
    rf"(?P<name>[A-Z(][^:=\n]*?)"
    rf"(?=\s*(?:$|[:=]|--|/{_OFFICE}:|\s{_OFFICE} ?:|\s{_OFFICE}[a-z][A-Z]{{4}}|\s[A-Z][A-Z/]*\s-\s|\s\d))"
    rf"(?:\s?:\s?(?P<typist>[A-Z]{{2,4}})(?![A-Z/-]))?"
)
# An office printed with a colon for its stroke: NEA:IWG:MJOHNSON.
_DIVIDED = re.compile(r" ?: ?([A-Z]{5,})")
_DATE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{2,4}\b")
_NOTE = re.compile(r"\s*\((?:INFO|DRAFT|SUBS?|PHONE|IN DRAFT|SUBSTANCE|ACTING)\)\s*$|,? ACTING$")
_TITLE = re.compile(r"THE [A-Z ]+$")
_SMART_OFFICE = re.compile(r"(?P<office>[^:,]+?) ?: ?(?P<name>\S.*)")
_EXTENSION = re.compile(r",? +x?-?[\d-]{5,}.*$|\s+ok$")


def read(draft: Draft, path: str, printed: Printed) -> None:
    """Drafters; the drafting date where it is printed."""
    for token in printed.tokens:
        _officers(draft, path, printed, token)


def read_approval(draft: Draft, printed: Printed) -> None:
    """The first officer approved; OFFICE:NAME on the lines that follow cleared (RECORD.md, drafting)."""
    approved = len(draft.get("drafting.approved_by") or [])
    for index, token in enumerate(printed.tokens):
        path = "drafting.approved_by" if index == 0 and not approved else "drafting.cleared_by"
        _officers(draft, path, printed, token)


def read_labelled(draft: Draft, path: str, printed: Printed) -> None:
    """SMART's drafting lines: one officer a line, `OFFICE:Surname, Given (place)`."""
    for token in printed.tokens:
        text = _EXTENSION.sub("", fold(token))
        office, name = None, text
        parts = _SMART_OFFICE.match(text)
        if parts is not None:
            office, name = parts["office"].strip(), parts["name"].strip()
        if name:
            draft.add(path, {"office": office, "name": name}, printed.part(token, 0, len(token)))


def _officers(draft: Draft, path: str, printed: Printed, token: Token) -> None:
    date = _DATE.search(token)
    if date is not None and draft.get("drafting.drafted_on") is None and path == "drafting.drafted_by":
        iso = iso_date(date[0])
        if iso:
            draft.put("drafting.drafted_on", iso, printed.part(token, date.start(), date.end()))
    text = token if date is None else token[: date.start()]
    found = False
    for officer in _OFFICER.finditer(text):
        name = _NOTE.sub("", fold(officer["name"])).strip(" ,-")
        found = True
        end = officer.end("name")
        office = officer["office"].replace(" ", "").strip("-")
        divided = _DIVIDED.match(text, officer.end("name"))
        if divided is not None and offices.known(f"{office}/{name}"):
            office, name, end = f"{office}/{name}", divided[1], divided.end()
        if name:
            draft.add(path, {"office": office, "name": name}, printed.part(token, officer.start(), end))
    title = _TITLE.match(text)
    if not found and title and path.endswith("approved_by"):
        draft.add(path, {"office": None, "name": fold(title[0])}, printed.part(token, 0, title.end()))
