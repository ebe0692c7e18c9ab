"""A message's header: its lines put together, parsed by the grammar of its layout, read into the record's fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lark import Token, Tree

from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.fields import form, message
from cableparse.fields.base import Fields, HeaderLine
from cableparse.fields.smart import SmartFields
from cableparse.fields.telegram import TelegramFields
from cableparse.grammars import parser
from cableparse.layout import Sheet
from cableparse.layout.kinds import LineKind
from cableparse.layout.smart import RULE_PREFIX
from cableparse.record import Layout

Nodes = Sequence["Tree[Token] | Token"]

_FIELDS: dict[str, type[Fields]] = {"telegram": TelegramFields, "smart": SmartFields, "form": form.FormFields}
# Read before the others: years of references and TAGS hang on number and date.
_IDENTITY = frozenset(
    {"dtg", "date_dtg", "mrn", "class_line", "originator", "number", "received", "date", "control", "to", "action"}
)
_ADDRESS = frozenset({"fm", "to", "info", "addressee"})
_LABELLED = re.compile(r"\(?[A-Z][.)]$")


def read(sheet: Sheet, draft: Draft) -> list[int]:
    """Read the header of `sheet` into `draft`; return the numbers of the lines that it could not place."""
    pairs = list(zip(sheet.lines, sheet.marks, strict=True))
    pages = message.page_lines(m for p, m in pairs if p.rule in ("page", "page_place"))
    lines = [HeaderLine(m, p.rule) for p, m in pairs if p.kind is LineKind.HEADER]
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


def _parse(lines: Sequence[HeaderLine], layout: Layout, draft: Draft) -> list[tuple[Fields, Nodes]]:
    """The trees of the header: a telegram's lines and SMART's labels may stand in one message."""
    smart = [line for line in lines if line.rule.startswith(RULE_PREFIX)]
    other = [line for line in lines if not line.rule.startswith(RULE_PREFIX)]
    if layout == "form":
        form.column(draft, [(line.mark, line.rule) for line in other])
        other = [line for line in other if line.rule not in form.COLUMN]
    parts: list[tuple[Fields, Nodes]] = []
    for grammar, own in (("form" if layout == "form" else "telegram", other), ("smart", smart)):
        if own:
            fields = _FIELDS[grammar](draft, own)
            parts.append((fields, parser(grammar).parse(fields.reading.text).children))
    return parts


def _in_reading_order(lines: Sequence[HeaderLine], draft: Draft) -> list[HeaderLine]:
    """The header's lines as the page had them, where OCR read columns one after the other.

    Lists of offices go back to the distribution, labels that stand alone to the references that follow them.
    """
    columns: list[HeaderLine] = []
    rest: list[HeaderLine] = []
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


def _pair_labels(lines: list[HeaderLine]) -> list[HeaderLine]:
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


def _is_lone_label(line: HeaderLine) -> bool:
    return line.rule == "continuation" and _LABELLED.match(line.mark.text) is not None
