"""TEMPORARY: labels from the old layout, until decide.py stands."""

from __future__ import annotations

import re

from cableparse.grammars import pattern
from cableparse.layout import arrange as old_arrange
from cableparse.layout.cues import Mark
from cableparse.layout.kinds import Placed
from cableparse.lines.kinds import LineKind
from cableparse.lines.labelled import Labelled, Sheet
from cableparse.pages import Document

_RULES = {
    "page": "page", "page_place": "place", "section_head": "section_head", "page_word": "footer", "count": "count",
    "digits": "count", "end_mark": "end_mark", "specks": "speck", "page_head": "print", "form_print": "print",
    "banner": "banner", "margin": "margin", "drafting": "drafted", "officer": "", "offices": "copies",
    "office_column": "copies", "filing": "filing", "routing": "routing", "dtg": "dtg", "fm": "fm", "to": "to",
    "info": "info", "addressee": "", "class_line": "class_line", "eo": "eo", "tags": "tags", "subject": "subject",
    "ref": "ref", "classified": "classified", "handling": "handling", "passing": "handling", "continuation": "",
    "references_rest": "ref", "smart_continuation": "", "column_label": "column", "form_heading": "title",
    "orphan_label": "ref",
}  # fmt: skip
_SMART = {
    "mrn": "mrn",
    "date_dtg": "dtg",
    "from": "fm",
    "action": "to",
    "info": "info",
    "eo": "eo",
    "tags": "tags",
    "captions": "captions",
    "pass_line": "pass_line",
    "reference": "ref",
    "subject": "subject",
    "signature": "signature",
    "drafted": "drafted",
    "cleared": "cleared",
    "approved": "approved",
    "released": "released",
    "xmt": "exempted",
    "attachments": "attachments",
    "action_office": "action_office",
    "info_office": "info_office",
    "action_post": "action_post",
    "dissemination": "dissemination",
}
_FORM = {
    "FROM": "fm",
    "TO": "to",
    "NUMBER": "number",
    "ACTION": "to",
    "INFORMATION": "info",
    "CONTROL": "control",
    "RECEIVED": "received",
    "DATE": "date",
    "REFERENCE": "ref",
    "SUBJECT": "subject",
    "PRECEDENCE": "precedence",
}
_ENDS = {
    "distribution": ("telegram", ("ORIGIN", "ACTION")),
    "copies": ("telegram", ("INFO_COPIES",)),
    "drafted": ("telegram", ("DRAFTED",)),
    "approved": ("telegram", ("APPROVED",)),
    "fm": ("telegram", ("FM",)),
    "to": ("telegram", ("TO",)),
    "info": ("telegram", ("INFO", "XMT")),
    "tags": ("telegram", ("TAGS",)),
    "subject": ("telegram", ("SUBJECT",)),
    "ref": ("telegram", ("REF",)),
    "classified": ("telegram", ("CLASSIFIED",)),
}
_EO = re.compile(r"E ?\.{0,2} ?[O0] ?\.?[: ]{0,2} ?")


def arrange(document: Document) -> list[Sheet]:
    return [Sheet(s.kind, s.layout, _labelled(s.layout, s.lines, s.marks)) for s in old_arrange(document)]


def _labelled(layout: str, lines: list[Placed], marks: list[Mark]) -> list[Labelled]:
    found: list[Labelled] = []
    current = "unparsed"
    for placed, mark in zip(lines, marks, strict=True):
        kind = LineKind(placed.kind.value)
        label, value = _label(layout, placed, mark, current)
        if kind is LineKind.HEADER:
            if not label:
                label = current
            current = label
        found.append(Labelled(mark.line, mark.start, mark.end, label, kind, value, 1.0, "", placed.rule))
    return found


def _label(layout: str, placed: Placed, mark: Mark, current: str) -> tuple[str, int]:
    kind, rule, text, start = placed.kind.value, placed.rule, mark.text, mark.start
    if kind in ("body", "stamp", "envelope", "blank", "unparsed", "attributes", "banner", "margin"):
        name = {"body": "text", "stamp": "release", "attributes": "attributes"}.get(kind, kind)
        if rule in ("form_heading",):
            name = "title"
        if rule in ("web_page", "database_row", "mrn_block"):
            name = rule
        return name, start
    if kind == "furniture":
        return _RULES.get(rule, "speck"), start
    if layout == "form":
        return _form(rule, text, start)
    if rule.startswith("smart_"):
        name = rule.removeprefix("smart_")
        if name in _SMART:
            m = pattern("smart", name.upper() if name != "from" else "FROM").match(text)
            end = m.end() if m else 0
            if name == "eo":
                pass
            return _SMART[name], start + end + (len(text[end:]) - len(text[end:].lstrip()))
        return "", start
    if rule == "drafting":
        for label, name in (("drafted", "DRAFTED"), ("approved", "APPROVED"), ("desired", "DESIRED")):
            m = pattern("telegram", name).match(text)
            if m:
                return label, start + m.end()
    if rule == "distribution":
        for label, name in (("origin", "ORIGIN"), ("action", "ACTION")):
            m = pattern("telegram", name).match(text)
            if m:
                return label, start + m.end()
    if rule in ("offices", "office_column"):
        m = pattern("telegram", "INFO_COPIES").match(text)
        return "copies", start + (m.end() if m else 0)
    if rule == "eo":
        m = _EO.match(text)
        return "eo", start + (m.end() if m else 0)
    if rule == "info":
        m = pattern("telegram", "XMT").match(text)
        if m:
            return "exempted", start + m.end()
        m = pattern("telegram", "INFO").match(text)
        return "info", start + (m.end() if m else 0)
    if rule in _ENDS:
        for name in _ENDS[rule][1]:
            m = pattern("telegram", name).match(text)
            if m:
                return _RULES[rule], start + m.end()
    return _RULES.get(rule, ""), start


def _form(rule: str, text: str, start: int) -> tuple[str, int]:
    if rule in ("column_label", "office_column"):
        return "column", start
    if rule == "label":
        for name, label in _FORM.items():
            m = pattern("form", name).match(text)
            if m:
                if name == "PRECEDENCE":
                    return label, start
                return label, start + m.end()
    return "", start
