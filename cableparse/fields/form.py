"""The fields of the telegram forms before 1973 (FORMATS.md, section 2)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lark import Token

from cableparse.draft import Draft
from cableparse.fields import references
from cableparse.fields.base import Fields
from cableparse.fields.value import Printed
from cableparse.layout.cues import Mark
from cableparse.layout.form import symbol_of
from cableparse.reading import fold
from cableparse.vocabulary import offices, posts, precedence

COLUMN = frozenset({"column_label", "office_column"})
_NUMBER = re.compile(r"\D{0,3}(?P<number>\d{1,5})[,.]? *(?P<rest>.*)")
_LISTED = re.compile(r"([A-Z][A-Z .]*?) (?:(?:PRIORITY|IMMEDIATE|NIACT) )?(\d{1,5})\b")
_YEAR = re.compile(r"\b(19[3-7]\d)\b")
_ACTION = re.compile(
    r"(?P<name>[A-Za-z][A-Za-z. ]*?)[ :]+(?P<number>\d{1,5})?(?: (?P<precedence>PRIORITY|IMMEDIATE|NIACT))?\W*$"
)


class FormFields(Fields):
    """Labels of the typed forms; the margin column is read apart, by `column`."""

    def field(self, name: str, tokens: list[Token]) -> None:
        """Read one labelled field."""
        _field(self.draft, name, self.value(tokens[1:]), self.value(tokens[:1]))


def _field(draft: Draft, field: str, value: Printed, label: Printed) -> None:
    if field == "precedence":
        _precedence(draft, label.text, label)
    if not value.tokens:
        return
    match field:
        case "originator" if draft.get("from.name") is None:
            name = fold(value.tokens[0]).rstrip(" .,;:")
            spans = value.part(value.tokens[0], 0, len(value.tokens[0]))
            draft.put("from.name", name, spans)
            post = posts.find(name)
            draft.put("message.originator", post.name if post else name.upper(), spans)
        case "to":
            draft.add("to", _addressee(fold(value.tokens[0]).rstrip(" .,;:")), value.spans)
        case "number":
            _number(draft, value)
        case "action":
            _action(draft, value)
        case "references":
            references.read(draft, value)
        case "subject":
            draft.put("subject", value.text, value.spans)
        case "received" | "date" | "control":
            _year(draft, value)


def column(draft: Draft, lines: Sequence[tuple[Mark, str]]) -> None:
    """The offices of the left margin: the first below Action has the action, those below Info have information."""
    path = "distribution.info"
    for mark, rule in lines:
        if rule == "column_label":
            action = mark.text.strip(" *").startswith("A")
            path = "distribution.offices" if action else "distribution.info"
            if action:
                draft.put("distribution.role", "ACTION", [mark.span])
        elif rule == "office_column":
            symbol = _symbol(mark.text)
            draft.add(path, {"symbol": symbol, "copies": None, "name": offices.name(symbol, draft.year)}, [mark.span])
            path = "distribution.info"


def _symbol(text: str) -> str:
    symbol = symbol_of(text)
    return symbol if offices.known(symbol) else offices.repair(symbol) or symbol


def _addressee(name: str) -> dict[str, object]:
    post = posts.plad(name)
    return {"name": name, "precedence": None, "post": post.name if post else None}


def _number(draft: Draft, value: Printed) -> None:
    parts = _NUMBER.match(value.text)
    if parts is None or draft.get("message.number") is not None:
        return
    draft.put("message.number", int(parts["number"]), value.spans)
    _year(draft, value)


def _action(draft: Draft, value: Printed) -> None:
    """ACTION: Secstate 96 PRIORITY: the addressee, the message's serial in the post's series, the precedence."""
    action, _, information = value.text.partition("INFORMATION")
    for name, serial in _LISTED.findall(information):
        draft.add("info", _addressee(name.strip()) | {"serial": int(serial)}, value.spans)
    if draft.get("to"):
        return  # TO: Secretary of State stands above the list of the addressees' own serials
    parts = _ACTION.match(action)
    if parts is None:
        return
    urgency = parts["precedence"]
    addressee = _addressee(parts["name"].strip()) | {"precedence": urgency}
    draft.add("to", addressee, value.spans)
    if parts["number"] and draft.get("message.number") is None:
        draft.put("message.number", int(parts["number"]), value.spans)
    if urgency:
        _precedence(draft, urgency, value)


def _precedence(draft: Draft, word: str, value: Printed) -> None:
    if word in precedence.WORDS and word not in (draft.get("precedence") or []):
        draft.add("precedence", word, value.spans)


def _year(draft: Draft, value: Printed) -> None:
    found = _YEAR.search(value.text)
    if found is not None and draft.year is None:
        draft.put("message.year", int(found[1]), value.spans)
