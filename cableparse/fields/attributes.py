"""The archive's own attributes of a telegram: NARA's Message Attributes, a database row, a web page's fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from cableparse import damage
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.fields import release
from cableparse.fields.identity import joinable_id
from cableparse.grammars import Token, parser
from cableparse.lines import Labelled
from cableparse.lines.archive_lines import ATTRIBUTES_HEADING, TEXT_HEADING
from cableparse.lines.layout_family import DOCUMENT_NUMBER
from cableparse.pages import Span
from cableparse.reading import fold
from cableparse.sources.file_kind import column_key
from cableparse.vocabulary import classifications, posts

_OFFICE_KEYS = ("office", "office_origin", "office_action")
_ROLES = ("ORIGIN", "ACTION")
# One letter in five may be damaged.
_NEAR_ROLE = 0.8
_SYMBOL = re.compile(r"[A-Z]{1,5}\b")
# `ACTION EUR`: an office with its role, as NARA's attributes have it.
OFFICE = re.compile(r"(?P<role>ORIGIN|ACTION) (?P<symbol>[A-Z]{1,5})\b")
# The names that NARA's blocks, History Lab's rows and web copies give to one thing.
_NUMBER_KEYS = ("document_number", "doc_nbr", "canonical_id")
_LEVEL_KEYS = ("original_classification", "origclass")
_SUBJECT_KEYS = ("subject", "title")
# A web copy's fields in the order they are printed, one a line, with no names (PlusD).
_WEB_KEYS = ("title", "date", "document_number", "original_classification", "current_classification")


def read(draft: Draft, lines: Sequence[Labelled]) -> None:
    """Fill in `attributes`; a line with no key goes on with the value before it."""
    web = [line for line in lines if line.label == "web_page"]
    if web:
        _read_web_page(draft, web)
    values: dict[str, list[str]] = {}
    spans: dict[str, list[Span]] = {}
    key = ""
    for line in lines:
        text = line.line.text
        if line.label == "web_page" or text.strip() in (TEXT_HEADING, ATTRIBUTES_HEADING):
            key = ""
            continue
        named, start = _entry(text)
        if named:
            key = named
            values[key] = [text[start:]]
        elif key:
            values[key].append(text)
        else:
            continue
        if line.text:
            spans.setdefault(key, []).append(line.span)
    for key, texts in values.items():
        draft.put(f"attributes.{key}", fold(fold(" ".join(texts)).strip("'")), spans.get(key, []))


def review_stamps(lines: Sequence[Labelled]) -> list[Labelled]:
    """The attribute line that repeats the release stamp, its key left out."""
    stamps = [line for line in lines if "ecl" in line.text and release.is_review(line.text)][-1:]
    return [line._replace(start=max(line.start, _entry(line.line.text)[1])) for line in stamps]


@lru_cache(maxsize=8192)
def _entry(text: str) -> tuple[str, int]:
    """The key of a line in snake case, empty where it has none, and where the value begins."""
    key, *rest = parser("attributes").parse(text).children or [Token("REST", "")]
    if not isinstance(key, Token) or key.type != "KEY":
        return "", 0
    value = rest[-1]
    start = value.start_pos if isinstance(value, Token) and value.type == "VALUE" else len(text)
    return column_key(key), start or 0


def fill_gaps(draft: Draft, *, header_printed: bool) -> None:
    """What the telegram itself does not print, from the attributes; the diagnostics say which fields."""
    number = _first(draft, _NUMBER_KEYS)
    parts = DOCUMENT_NUMBER.fullmatch(number or "")
    if parts is not None:
        _number(draft, parts)
    if header_printed:
        _compare(draft, number)
        return
    subject = _first(draft, _SUBJECT_KEYS)
    if subject and draft.get("subject") is None:
        _fill(draft, "subject", subject, _SUBJECT_KEYS)
    level = classifications.level(_first(draft, _LEVEL_KEYS) or "")
    if level and draft.get("classification.level") is None:
        _fill(draft, "classification.level", level, _LEVEL_KEYS)
    offices = (OFFICE.match(draft.get(f"attributes.{key}") or "") for key in _OFFICE_KEYS)
    office = next(filter(None, offices), None)
    if office is not None and draft.get("distribution.role") is None:
        _fill(draft, "distribution.role", office["role"], _OFFICE_KEYS)
        item = {"symbol": office["symbol"], "copies": None, "name": None}
        draft.add("distribution.offices", item, _spans(draft, _OFFICE_KEYS))


def _read_web_page(draft: Draft, lines: Sequence[Labelled]) -> None:
    printed = [line for line in lines if line.text and not line.text.startswith("-- ")]
    for key, line in zip(_WEB_KEYS, printed, strict=False):
        draft.put(f"attributes.{key}", fold(line.text), [line.span])
    office = next((line for line in printed if _role(line.text)), None)
    if office is not None:
        role, rest = _role(office.text), office.text.partition(" ")[2]
        if not office.text.startswith(role):
            draft.note(Code.LABEL_REPAIRED, f"`{office.text}` read as {role}.", [office.span])
        draft.put("attributes.office", fold(f"{role} {rest}"), [office.span])


def _role(text: str) -> str:
    """ORIGIN or ACTION where the text is that and an office's symbol, whatever damaged it; else empty."""
    word, _, symbol = text.partition(" ")
    if not _SYMBOL.match(symbol):
        return ""
    found = damage.nearest(word, _ROLES, least=_NEAR_ROLE)
    return found[0] if found else ""


def _number(draft: Draft, parts: re.Match[str]) -> None:
    post = posts.expand(parts["station"])
    name = post.name if post else parts["station"]
    number = int(parts["number"])
    if draft.get("message.number") in (None, number):
        for path, value in (
            ("message.originator", name),
            ("message.number", number),
            ("message.year", int(parts["year"])),
        ):
            if draft.get(path) is None:
                _fill(draft, path, value, _NUMBER_KEYS)
        if draft.get("id") is None:
            identifier = joinable_id(draft.get("message.originator"), number, draft.year)
            draft.put("id", identifier, _spans(draft, _NUMBER_KEYS))


def _compare(draft: Draft, number: str | None) -> None:
    """Where the archive's block says something else than the telegram (RECORD.md, convention 11)."""
    printed = re.sub(r"_[a-z]$", "", number or "")
    if printed and draft.get("id") and printed != draft.get("id"):
        _contradiction(draft, "document number", printed, draft.get("id"), _NUMBER_KEYS)
    tags = draft.get("attributes.tags")
    codes = {t["code"] for t in draft.get("tags") or []}
    if tags and codes and tags.lower() != "n/a":
        listed = set(re.findall(r"\b[A-Z]{2,8}\b", re.sub(r"\([^)]*\)?", "", tags)))
        if listed and listed != codes:
            _contradiction(
                draft, "TAGS", ", ".join(sorted(listed - codes)), ", ".join(sorted(codes - listed)), ("tags",)
            )


def _contradiction(draft: Draft, what: str, theirs: str, own: str, keys: Sequence[str]) -> None:
    detail = f"{what}: attributes `{theirs}`, telegram `{own}`."
    draft.note(Code.ATTRIBUTE_CONTRADICTS, detail, _spans(draft, keys))


def _fill(draft: Draft, path: str, value: object, keys: Sequence[str]) -> None:
    spans = _spans(draft, keys)
    draft.put(path, value, spans)
    draft.note(Code.FROM_ATTRIBUTES, f"`{path}`.", spans)


def _first(draft: Draft, keys: Sequence[str]) -> str | None:
    return next((v for key in keys if (v := draft.get(f"attributes.{key}")) and v.lower() != "n/a"), None)


def _spans(draft: Draft, keys: Sequence[str]) -> list[Span]:
    return next((s for key in keys if (s := draft.provenance.get(f"attributes.{key}"))), [])
