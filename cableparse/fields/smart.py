"""The fields of smart.lark: SMART's labels above and below the text."""

from __future__ import annotations

import re

from lark import Token

from cableparse.fields import (
    addresses,
    drafting,
    dtg,
    executive_order,
    handling,
    message,
    references,
    subject,
    tags,
)
from cableparse.fields.base import Fields
from cableparse.fields.value import Printed
from cableparse.reading import fold

_LIST_SEPARATOR = re.compile(r"\s*[,;]\s*")
_ADDRESSEES = {"action": "to", "info": "info", "exempted": "exempted"}
_OFFICERS = {"drafted": "drafting.drafted_by", "cleared": "drafting.cleared_by", "approved": "drafting.approved_by"}
_OFFICES = {"action_office": "distribution.offices", "info_office": "distribution.info"}


class SmartFields(Fields):
    """SMART's labelled header and trailer."""

    def field(self, name: str, tokens: list[Token]) -> None:
        """Read one field; a label with nothing after it fills nothing."""
        value = self.value(tokens[1:])
        if not value.tokens:
            return
        if name in _ADDRESSEES:
            addresses.read_list(self.draft, _ADDRESSEES[name], value)
        elif name in _OFFICERS:
            drafting.read_labelled(self.draft, _OFFICERS[name], value)
        elif name in _OFFICES:
            self._offices(name, value)
        else:
            self._single(name, value)

    def _single(self, name: str, value: Printed) -> None:
        first = value.tokens[0]
        match name:
            case "mrn":
                message.read_mrn(self.draft, value)
            case "date_dtg":
                dtg.read_smart(self.draft, first, value)
            case "originator":
                addresses.originator(self.draft, value, first)
            case "executive_order":
                executive_order.read_smart(self.draft, value)
            case "tags":
                tags.read(self.draft, value)
            case "captions":
                handling.read_list(self.draft, value)
            case "pass_line":
                for token in value.tokens:
                    self.draft.add("passing", fold(token), value.part(token, 0, len(token)))
            case "references":
                references.read(self.draft, value)
            case "subject":
                subject.read(self.draft, value)
            case "signature":
                self.draft.put("body.signature", value.text, value.spans)

    def _offices(self, name: str, value: Printed) -> None:
        if name == "action_office":
            self.draft.put("distribution.role", "ACTION", value.spans)
        for symbol, spans in value.split(_LIST_SEPARATOR):
            self.draft.add(_OFFICES[name], {"symbol": symbol, "copies": None, "name": None}, spans)
