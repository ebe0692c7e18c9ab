"""A message's header: its lines put together, parsed by the grammar of its layout, read into the record's fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from lark import Token, Tree

from cableparse.dates import full_year, iso_date, read_dtg
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.fields import addresses, distribution, drafting, executive_order, form, handling, message, references, tags
from cableparse.fields.value import Printed
from cableparse.grammars import parser, pattern
from cableparse.layout import Sheet, continuation
from cableparse.layout.cues import Mark
from cableparse.layout.kinds import LineKind
from cableparse.layout.smart import RULE_PREFIX
from cableparse.pages import Span
from cableparse.reading import Piece, Reading, fold
from cableparse.record import Layout
from cableparse.vocabulary import precedence

_IDENTITY = frozenset(
    {"dtg", "date_dtg", "mrn", "class_line", "originator", "number", "received", "date", "control", "action"}
)
_ADDRESS = frozenset({"fm", "to", "info", "addressee"})
_HYPHEN = re.compile(r"(?<=\w)-$")
_LABELLED = re.compile(r"\(?[A-Z][.)]$")


_LIST_SEPARATOR = re.compile(r"\s*[,;]\s*")
_MARKDOWN = re.compile(r"[\s#*>|_]*")
_SMART_DATE = re.compile(r"(?P<date>[A-Z][a-z]{2,8} \d{1,2}, \d{4})?\s*/?\s*(?P<group>(?P<digits>\d{6,7}) ?Z.*|(?P<rest>.*))")


class Line(NamedTuple):
    """A header line: its text's place, and the rule that made it one."""

    mark: Mark
    rule: str


def read(sheet: Sheet, draft: Draft) -> list[int]:
    """Read the header of `sheet` into `draft`; return the numbers of the lines that it could not place."""
    pairs = list(zip(sheet.lines, sheet.marks, strict=True))
    pages = message.page_lines(m for p, m in pairs if p.rule in ("page", "page_place"))
    lines = [Line(m, p.rule) for p, m in pairs if p.kind is LineKind.HEADER]
    if sheet.layout != "form":
        lines = _in_reading_order(lines, draft)
    parts = _parse(lines, sheet.layout, draft)
    for fields, nodes in parts:
        for node in nodes:
            if isinstance(node, Tree) and node.data in _IDENTITY:
                fields.put(node)
    message.settle(draft, pages)
    for fields, nodes in parts:
        for node in nodes:
            if not (isinstance(node, Tree) and node.data in _IDENTITY):
                fields.put(node)
    return [number for fields, _ in parts for number in fields.unplaced()]


Nodes = Sequence["Tree[Token] | Token"]


def _parse(lines: Sequence[Line], layout: Layout, draft: Draft) -> list[tuple[_Fields, Nodes]]:
    """The trees of the header: a telegram's lines and SMART's labels may stand in one message, each read by its own
    grammar. The identity (number, date, originator) is read first: years of references and TAGS hang on it."""
    smart = [line for line in lines if line.rule.startswith(RULE_PREFIX)]
    other = [line for line in lines if not line.rule.startswith(RULE_PREFIX)]
    if layout == "form":
        form.column(draft, [(line.mark, line.rule) for line in other])
        other = [line for line in other if line.rule not in form.COLUMN]
    parts: list[tuple[_Fields, Nodes]] = []
    for grammar, own in (("form" if layout == "form" else "telegram", other), ("smart", smart)):
        if own:
            fields = _Fields(draft, own, grammar)
            parts.append((fields, parser(grammar).parse(fields.reading.text).children))
    return parts


def _in_reading_order(lines: Sequence[Line], draft: Draft) -> list[Line]:
    """The header's lines as the page had them, where OCR read columns one after the other: lists of offices go back to
    the distribution, labels that stand alone to the references that follow them."""
    columns: list[Line] = []
    rest: list[Line] = []
    addressed = False
    last = -1
    for line in lines:
        rule = line.rule
        if rule == "office_column" or (addressed and rule == "offices"):
            columns.append(line)
            continue
        rest.append(line)
        if rule in _ADDRESS:
            addressed = True
        elif rule in ("offices", "distribution"):
            last = len(rest) - 1
    if columns:
        draft.note(Code.COLUMNS_JUMBLED, spans=[columns[0].mark.span])
        rest = [*rest[: last + 1], *columns, *rest[last + 1 :]]
    return _pair_labels(rest)


def _pair_labels(lines: list[Line]) -> list[Line]:
    first = next((i for i, line in enumerate(lines) if _is_lone_label(line)), None)
    if first is None:
        return lines
    end = first
    while end < len(lines) and lines[end].rule in ("continuation", "orphan_label"):
        end += 1
    labels = [line for line in lines[first:end] if _is_lone_label(line)]
    values = [line for line in lines[first:end] if not _is_lone_label(line)]
    paired = [line for pair in zip(labels, values, strict=False) for line in pair]
    rest = [*labels[len(values) :], *values[len(labels) :]]
    return [*lines[:first], *paired, *rest, *lines[end:]]


def _is_lone_label(line: Line) -> bool:
    return line.rule == "continuation" and _LABELLED.match(line.mark.text) is not None



def _start(mark: Mark, rule: str) -> int:
    """Where a line's text starts; a line that goes on with a subject may begin with dashes or a quotation mark."""
    return _MARKDOWN.match(mark.line.text, 0, mark.end).end() if rule == "continuation" else mark.start  # type: ignore[union-attr]


class _Fields:
    """One method a field of the grammars, by the field's name."""

    def __init__(self, draft: Draft, lines: Sequence[Line], grammar: str) -> None:
        self.draft = draft
        self.reading = Reading([Piece(m.line, _start(m, rule), m.end) for m, rule in lines])
        self.rules = {m.line.number: rule for m, rule in lines if rule in ("handling", "references_rest")}
        self.leftover: list[Token] = []
        self.handler = {"smart": self.smart, "form": self.form}.get(grammar, self.telegram)

    def put(self, node: Tree[Token] | Token) -> None:
        """Read one node of the tree into the draft."""
        if isinstance(node, Tree):
            self.handler(str(node.data), node.children)  # type: ignore[arg-type]  # fields hold tokens only
        elif self.rules.get(self._number(node)) == "references_rest":
            references.read(self.draft, self._value([node]))
        else:
            self.leftover.append(node)

    def unplaced(self) -> list[int]:
        """The numbers of the lines that are nothing but leftover text."""
        numbers = []
        for token in self.leftover:
            spans = self.reading.spans(token.start_pos or 0, token.end_pos or 0)
            piece = next((p for p in self.reading.pieces if spans and p.line.number == spans[0].line), None)
            if piece is not None and len(token.strip()) >= piece.end - piece.start - 1:
                numbers.append(piece.line.number)
        return numbers

    def _split(self, tokens: Sequence[Token]) -> tuple[list[Token], list[Token]]:
        """The field's own lines, and the captions and passing lines that stand below it."""
        if not self.rules:
            return list(tokens), []
        own: list[Token] = []
        rest: list[Token] = []
        for token in tokens:
            (rest if self.rules.get(self._number(token)) == "handling" else own).append(token)
        return own, rest

    def _number(self, token: Token) -> int:
        """The number of the line that a token begins in."""
        return self.reading.spans(token.start_pos or 0, token.end_pos or 0)[0].line

    def _value(self, tokens: Sequence[Token]) -> Printed:
        return Printed(self.reading, tokens)

    # telegram

    def telegram(self, field: str, tokens: list[Token]) -> None:
        """Read one field of the telegram grammar."""
        method: Callable[[list[Token]], None] = getattr(self, f"_{field}", self._leave)
        method(tokens)

    def _leave(self, tokens: list[Token]) -> None:
        self.leftover.extend(t for t in tokens if t.type == "TEXT")

    def _distribution(self, tokens: list[Token]) -> None:
        role = "ORIGIN" if tokens[0].type == "ORIGIN" else "ACTION"
        label = self._value(tokens[:1])
        self.draft.put("distribution.role", role, label.spans)
        self._offices("distribution.offices", tokens)

    def _copies(self, tokens: list[Token]) -> None:
        self._offices("distribution.info", tokens)

    def _offices(self, path: str, tokens: list[Token]) -> None:
        distribution.read(self.draft, path, self._value([t for t in tokens if t.type == "OFFICES"]))
        self._leave(tokens)

    def _drafted(self, tokens: list[Token]) -> None:
        drafting.read(self.draft, "drafting.drafted_by", self._value(tokens[1:]))

    def _approved(self, tokens: list[Token]) -> None:
        drafting.read_approval(self.draft, self._value(tokens[1:]))

    def _dtg(self, tokens: list[Token]) -> None:
        if tokens[0].type == "DTG_REST":
            self._dtg_rest(tokens[0])
            return
        parts = pattern("telegram", "DTG").match(tokens[0])
        if parts is None or self.draft.get("dtg.as_printed"):
            return
        value = self._value(tokens[:1])
        spans = value.part(tokens[0], *parts.span("prosigns"))
        for letter in parts["prosigns"].split():
            name = precedence.from_prosign(letter)
            if name:
                self.draft.add("precedence", name, spans)
        self._date(parts["group"], value.part(tokens[0], *parts.span("group")))
        self._leave(tokens)

    def _dtg_rest(self, token: Token) -> None:
        """Month and year of a date-time group whose digits are lost."""
        parts = pattern("telegram", "DTG_REST").search(f"{token}\nFM ")
        if parts is None or self.draft.year is not None:
            return
        value = self._value([token])
        self.draft.put("message.year", full_year(int(parts["rest_year"])), value.part(token, *parts.span("rest_year")))
        letter = precedence.from_prosign(token.split()[0])
        if letter:
            self.draft.add("precedence", letter, value.part(token, 0, 1))
        self.draft.note(Code.DAMAGED_DTG, f"`{fold(token)}`.", value.spans)

    def _date(self, printed: str, spans: list[Span]) -> None:
        group = read_dtg(printed)
        self.draft.put("dtg.as_printed", group.as_printed, spans)
        if group.utc:
            self.draft.put("dtg.utc", group.utc, spans)
        if group.year and self.draft.year is None:
            self.draft.put("message.year", group.year, spans)
        if group.damaged:
            self.draft.note(Code.DAMAGED_DTG, f"`{group.as_printed}`.", spans)

    def _routing(self, tokens: list[Token]) -> None:
        routing = self._value(tokens)
        name = {
            "START_OF_TRANSMISSION": "start_of_transmission",
            "INDICATORS": "indicators",
            "STATION": "station",
            "SECURITY": "security",
        }.get(tokens[0].type)
        if name is not None and self.draft.get(f"routing.{name}") is None:
            self.draft.put(f"routing.{name}", routing.text, routing.spans)

    def _originator(self, tokens: list[Token]) -> None:
        name = next((t for t in tokens if t.type in ("ADDRESSEE", "TEXT") and t is not tokens[0]), None)
        if name is not None and self.draft.get("from.name") is None:
            addresses.originator(self.draft, self._value(tokens), name)

    def _to(self, tokens: list[Token]) -> None:
        self._addressees("to", tokens)

    def _info(self, tokens: list[Token]) -> None:
        self._addressees("info", tokens)

    def _exempted(self, tokens: list[Token]) -> None:
        self._addressees("exempted", tokens)

    def _addressees(self, path: str, tokens: list[Token]) -> None:
        addresses.read(self.draft, path, self._value([t for t in tokens if t.type == "ADDRESSEE"]))
        self._leave(tokens)

    def _class_line(self, tokens: list[Token]) -> None:
        value = self._value(tokens)
        message.read_class_line(self.draft, tokens[0], value)
        handling.read(self.draft, self._value(tokens[1:]))

    def _executive_order(self, tokens: list[Token]) -> None:
        executive_order.read(self.draft, tokens[0], self._value(tokens[1:]))

    def _classified(self, tokens: list[Token]) -> None:
        executive_order.classified_by(self.draft, self._value(tokens[1:]))

    def _reason(self, tokens: list[Token]) -> None:
        executive_order.reasons(self.draft, self._value(tokens[1:]))

    def _tags(self, tokens: list[Token]) -> None:
        lines, rest = self._split(tokens[1:])
        tags.read(self.draft, self._value(lines))
        handling.read(self.draft, self._value(rest))

    def _subject(self, tokens: list[Token]) -> None:
        lines, rest = self._split(tokens[1:])
        self._put_subject(self._value(lines))
        handling.read(self.draft, self._value(rest))

    def _put_subject(self, value: Printed) -> None:
        text = ""
        for token in value.tokens:
            part = fold(token)
            text = text + part if _HYPHEN.search(text) else f"{text} {part}".strip()
        if text and self.draft.get("subject") is None:
            self.draft.put("subject", text, value.spans)

    def _references(self, tokens: list[Token]) -> None:
        lines, rest = self._split(tokens[1:])
        references.read(self.draft, self._value(lines))
        handling.read(self.draft, self._value(rest))

    # SMART

    def smart(self, field: str, tokens: list[Token]) -> None:
        """Read one field of the SMART grammar."""
        value = self._value(tokens[1:])
        if not value.tokens:
            return
        match field:
            case "mrn":
                message.read_mrn(self.draft, value)
            case "date_dtg":
                self._smart_date(tokens[1:])
            case "originator":
                addresses.originator(self.draft, value, tokens[1])
            case "action":
                addresses.read_list(self.draft, "to", value)
            case "info":
                addresses.read_list(self.draft, "info", value)
            case "exempted":
                addresses.read_list(self.draft, "exempted", value)
            case "executive_order":
                executive_order.read_smart(self.draft, value)
            case "tags":
                tags.read(self.draft, value)
            case "captions":
                handling.read_list(self.draft, value)
            case "pass_line":
                for token in tokens[1:]:
                    self.draft.add("passing", fold(token), value.part(token, 0, len(token)))
            case "references":
                references.read(self.draft, value)
            case "subject":
                self._put_subject(value)
            case "signature":
                self.draft.put("body.signature", value.text, value.spans)
            case "drafted":
                drafting.read_labelled(self.draft, "drafting.drafted_by", value)
            case "cleared":
                drafting.read_labelled(self.draft, "drafting.cleared_by", value)
            case "approved":
                drafting.read_labelled(self.draft, "drafting.approved_by", value)
            case "action_office":
                self._smart_offices("distribution.offices", value)
                self.draft.put("distribution.role", "ACTION", value.spans)
            case "info_office":
                self._smart_offices("distribution.info", value)

    def _smart_date(self, tokens: list[Token]) -> None:
        parts = _SMART_DATE.match(tokens[0])
        start = parts.start("group") if parts else 0
        if parts is not None and self._contradicts(parts):
            start += 1  # OCR read the stroke before the group as a digit
        printed = tokens[0][start:]
        self._date(printed, self._value(tokens).part(tokens[0], start, len(tokens[0])))

    def _contradicts(self, parts: re.Match[str]) -> bool:
        """Whether the group has one digit more than its own day allows, as the date before it tells."""
        day = iso_date(parts["date"])
        return bool(day) and len(parts["digits"]) == 7 and parts["digits"][1:3] == day[8:]  # type: ignore[index]

    def _smart_offices(self, path: str, value: Printed) -> None:
        for symbol, spans in value.split(_LIST_SEPARATOR):
            self.draft.add(path, {"symbol": symbol, "copies": None, "name": None}, spans)

    # form

    def form(self, field: str, tokens: list[Token]) -> None:
        """Read one field of a typed form."""
        form.read(self.draft, field, self._value(tokens[1:]), self._value(tokens[:1]))
