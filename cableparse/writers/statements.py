"""Facts that formats hold as labelled notes: conditions of access, and what else a cable says of itself.

The drafter's classification and the release are two facts and stay two statements.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from cableparse import __version__, grammars
from cableparse.record import Cable, Officer, Release


class Statement(NamedTuple):
    """One fact: `kind` for programs, `label` and `text` for people."""

    kind: str
    label: str
    text: str

    @property
    def line(self) -> str:
        """Label and text."""
        return f"{self.label}: {self.text}"


def access(cable: Cable) -> list[Statement]:
    """Who was and is allowed to read it, each fact a statement of its own."""
    order = cable.executive_order
    number = f"E.O. {order.number}" if order.number else None
    classified_by = f"classified by {order.classified_by}" if order.classified_by else None
    reasons = f"reasons {', '.join(order.reasons)}" if order.reasons else None
    return _told(
        ("classification", "Original classification", cable.classification.level),
        ("captions", "Captions", ", ".join(cable.captions)),
        ("declassification", "Declassification", _joined([number, order.instruction, classified_by, reasons])),
        ("release", "Release", _release(cable.release)),
        ("current", "Classification after release", cable.classification.current),
    )


def remarks(cable: Cable) -> list[Statement]:
    """What describes the message beside the elements that every format has."""
    section = cable.message.section
    drafting = cable.drafting
    codes = ", ".join(sorted({code for redaction in cable.redactions for code in redaction.codes}))
    taken = f"{len(cable.redactions)} ({codes or 'no code'})" if cable.redactions else None
    return _told(
        ("dtg", "Date-time group", cable.dtg.as_printed),
        ("precedence", "Precedence", ", ".join(cable.precedence)),
        ("section", "Section", f"{section.number} of {section.of or 'an unknown number'}" if section else None),
        ("passing", "Passing", "; ".join(cable.passing)),
        ("exempted", "Left out of a collective (XMT)", "; ".join(a.name for a in cable.exempted)),
        ("drafted_by", "Drafted by", _officers(drafting.drafted_by)),
        ("drafted_on", "Drafted on", drafting.drafted_on),
        ("approved_by", "Approved by", _officers(drafting.approved_by)),
        ("cleared_by", "Cleared by", _officers(drafting.cleared_by)),
        ("redactions", "Redactions", taken),
    )


def processing(cable: Cable) -> list[Statement]:
    """The program, and every diagnostic of the record, those that say the same once."""
    program = Statement("program", "Exported by", f"cableparse {__version__}, grammar SHA-256 {grammars.digest()}")
    told = Counter((f"{d.severity} {d.code}", d.message) for d in cable.diagnostics)
    return [program, *(Statement("diagnostic", code, _times(text, number)) for (code, text), number in told.items())]


def lines(statements: Iterable[Statement]) -> str:
    """All of them in one cell, a line each."""
    return "\n".join(statement.line for statement in statements)


def _times(text: str, number: int) -> str:
    return f"{text} ({number} times)" if number > 1 else text


def _release(release: Release) -> str | None:
    return _joined(
        [
            release.status,
            f"exemptions {', '.join(release.exemptions)}" if release.exemptions else None,
            release.date,
            f"by {release.authority}" if release.authority else None,
            f"case {release.case_id}" if release.case_id else None,
            f"document {release.document_id}" if release.document_id else None,
            f"released with its collection: {release.basis}" if release.basis else None,
        ]
    )


def _officers(officers: Iterable[Officer]) -> str:
    return "; ".join(f"{o.name} ({o.office})" if o.office else o.name for o in officers)


def _joined(parts: Iterable[str | None]) -> str | None:
    return "; ".join(filter(None, parts)) or None


def _told(*facts: tuple[str, str, str | None]) -> list[Statement]:
    return [Statement(kind, label, text) for kind, label, text in facts if text]
