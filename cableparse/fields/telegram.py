"""The fields of telegram.lark, one method a rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lark import Token

from cableparse.draft import Draft
from cableparse.fields import (
    addresses,
    distribution,
    drafting,
    dtg,
    executive_order,
    handling,
    message,
    references,
    subject,
    tags,
)
from cableparse.fields.base import Fields, HeaderLine

_ROUTING = {
    "START_OF_TRANSMISSION": "start_of_transmission",
    "INDICATORS": "indicators",
    "STATION": "station",
    "SECURITY": "security",
}


class TelegramFields(Fields):
    """Electronic telegrams and ACP-127 messages."""

    def __init__(self, draft: Draft, lines: Sequence[HeaderLine]) -> None:
        super().__init__(draft, lines)
        self._methods: dict[str, Callable[[list[Token]], None]] = {
            "distribution": self._distribution,
            "copies": self._copies,
            "drafted": self._drafted,
            "approved": self._approved,
            "dtg": self._dtg,
            "routing": self._routing,
            "originator": self._originator,
            "to": self._to,
            "info": self._info,
            "exempted": self._exempted,
            "class_line": self._class_line,
            "executive_order": self._executive_order,
            "classified": self._classified,
            "reason": self._reason,
            "tags": self._tags,
            "subject": self._subject,
            "references": self._references,
        }

    def field(self, name: str, tokens: list[Token]) -> None:
        """Read one field; a field with no method (DESIRED DISTRIBUTION, the filing line) fills nothing."""
        self._methods.get(name, self._leave)(tokens)

    def _leave(self, tokens: list[Token]) -> None:
        self.leftover.extend(t for t in tokens if t.type == "TEXT")

    def _distribution(self, tokens: list[Token]) -> None:
        role = "ORIGIN" if tokens[0].type == "ORIGIN" else "ACTION"
        self.draft.put("distribution.role", role, self.value(tokens[:1]).spans)
        self._offices("distribution.offices", tokens)

    def _copies(self, tokens: list[Token]) -> None:
        self._offices("distribution.info", tokens)

    def _offices(self, path: str, tokens: list[Token]) -> None:
        distribution.read(self.draft, path, self.value([t for t in tokens if t.type == "OFFICES"]))
        self._leave(tokens)

    def _drafted(self, tokens: list[Token]) -> None:
        drafting.read(self.draft, "drafting.drafted_by", self.value(tokens[1:]))

    def _approved(self, tokens: list[Token]) -> None:
        drafting.read_approval(self.draft, self.value(tokens[1:]))

    def _dtg(self, tokens: list[Token]) -> None:
        dtg.read(self.draft, tokens[0], self.value(tokens[:1]))
        self._leave(tokens)

    def _routing(self, tokens: list[Token]) -> None:
        name = _ROUTING.get(tokens[0].type)
        if name is not None and self.draft.get(f"routing.{name}") is None:
            routing = self.value(tokens)
            self.draft.put(f"routing.{name}", routing.text, routing.spans)

    def _originator(self, tokens: list[Token]) -> None:
        if len(tokens) > 1 and self.draft.get("from.name") is None:
            addresses.originator(self.draft, self.value(tokens), tokens[1])

    def _to(self, tokens: list[Token]) -> None:
        self._addressees("to", tokens)

    def _info(self, tokens: list[Token]) -> None:
        self._addressees("info", tokens)

    def _exempted(self, tokens: list[Token]) -> None:
        self._addressees("exempted", tokens)

    def _addressees(self, path: str, tokens: list[Token]) -> None:
        addresses.read(self.draft, path, self.value([t for t in tokens if t.type == "ADDRESSEE"]))
        self._leave(tokens)

    def _class_line(self, tokens: list[Token]) -> None:
        message.read_class_line(self.draft, tokens[0], self.value(tokens))
        handling.read(self.draft, self.value(tokens[1:]))

    def _executive_order(self, tokens: list[Token]) -> None:
        executive_order.read(self.draft, tokens[0], self.value(tokens[1:]))

    def _classified(self, tokens: list[Token]) -> None:
        executive_order.classified_by(self.draft, self.value(tokens[1:]))

    def _reason(self, tokens: list[Token]) -> None:
        executive_order.reasons(self.draft, self.value(tokens[1:]))

    def _tags(self, tokens: list[Token]) -> None:
        own, below = self.split(tokens[1:])
        tags.read(self.draft, own)
        handling.read(self.draft, below)

    def _subject(self, tokens: list[Token]) -> None:
        own, below = self.split(tokens[1:])
        subject.read(self.draft, own)
        handling.read(self.draft, below)

    def _references(self, tokens: list[Token]) -> None:
        own, below = self.split(tokens[1:])
        references.read(self.draft, own)
        handling.read(self.draft, below)
