"""The diagnostics of a record for the page: each at its place, and equal ones folded into one with its places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cableparse.diagnostics import WORST_FIRST, find
from cableparse.record import Cable, Diagnostic


class ShownDiagnostic(NamedTuple):
    """A diagnostic: its code's sentence, what it says of this place, what to do, and where it stands in the source."""

    code: str
    severity: str
    sentence: str
    detail: str
    advice: str
    page: int | None
    line: int | None

    @property
    def message(self) -> str:
        """All that it says."""
        return f"{self.sentence} {self.detail}".strip()


class Folded(NamedTuple):
    """The findings of one code, in the order of the source."""

    findings: list[ShownDiagnostic]

    @property
    def first(self) -> ShownDiagnostic:
        """The one that speaks for all where they say the same."""
        return self.findings[0]

    @property
    def is_told_apart(self) -> bool:
        """Whether they say something of their own places."""
        return any(finding.detail for finding in self.findings)

    @property
    def placed(self) -> list[ShownDiagnostic]:
        """Those that stand at a line."""
        return [finding for finding in self.findings if finding.line is not None]


def findings(cable: Cable) -> list[ShownDiagnostic]:
    """The diagnostics of a record."""
    return [_finding(diagnostic) for diagnostic in cable.diagnostics]


def folded(found: Iterable[ShownDiagnostic]) -> list[Folded]:
    """The findings by code, the worst first."""
    by_code: dict[tuple[str, str], list[ShownDiagnostic]] = {}
    for finding in found:
        by_code.setdefault((finding.severity, finding.code), []).append(finding)
    return [Folded(same) for _, same in sorted(by_code.items(), key=lambda item: WORST_FIRST.index(item[0][0]))]


def _finding(diagnostic: Diagnostic) -> ShownDiagnostic:
    meaning = find(diagnostic.code)
    known = meaning is not None and diagnostic.message.startswith(meaning.sentence)
    sentence = meaning.sentence if meaning and known else diagnostic.message
    return ShownDiagnostic(
        diagnostic.code,
        diagnostic.severity,
        sentence,
        diagnostic.message.removeprefix(sentence).strip(),
        meaning.advice if meaning else "",
        diagnostic.span.page if diagnostic.span else None,
        diagnostic.span.line if diagnostic.span else None,
    )
