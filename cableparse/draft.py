"""A record in the making: values by path, each with the spans it was read from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cableparse.diagnostics import Code, repair
from cableparse.field_path import put_new
from cableparse.pages import Span
from cableparse.record import Layout

Value = Any


class Draft:
    """Collects values, provenance and diagnostics; nothing is validated here."""

    def __init__(self, layout: Layout = "unknown") -> None:
        self.layout: Layout = layout
        self.values: dict[str, Value] = {}
        self.provenance: dict[str, list[Span]] = {}
        self.diagnostics: list[dict[str, Value]] = []
        self.year: int | None = None  # the message's, as far as it is known yet
        self.seen: dict[str, int] = {}  # ids of the references so far, with their places among all
        self.doubtful: list[Value] = []  # offices that only the total of the copies can settle
        self.agreement: dict[str, float] = {}  # path -> share of the prints of a value that agree

    @property
    def record(self) -> dict[str, Value]:
        """The values as the record nests them."""
        record: dict[str, Value] = {}
        for path, value in self.values.items():
            put_new(record, path, value)
        return record

    def put(self, path: str, value: Value, spans: Iterable[Span]) -> None:
        """Set the value at a dotted path."""
        self.values[path] = value
        self.provenance[path] = list(spans)
        if path == "message.year":
            self.year = value

    def add(self, path: str, item: Value, spans: Iterable[Span]) -> None:
        """Append an item to the list at a dotted path; its provenance is `path[index]`."""
        items = self.values.setdefault(path, [])
        self.provenance[f"{path}[{len(items)}]"] = list(spans)
        items.append(item)

    def extend(self, path: str, items: list[Value], spans: Iterable[Span]) -> None:
        """Append items to the list at a dotted path, all with the provenance of the list itself."""
        self.put(path, [*self.values.get(path, ()), *items], [*self.provenance.get(path, ()), *spans])

    def get(self, path: str) -> Value:
        """The value that was put or added at a dotted path, or None."""
        return self.values.get(path)

    def note(
        self,
        code: Code,
        detail: str = "",
        spans: Iterable[Span] = (),
        *,
        printed: str | None = None,
        score: float | None = None,
    ) -> None:
        """Add a diagnostic; `detail` says what it is about here, `printed` and `score` are those of a repair."""
        self.diagnostics.append(
            {
                "code": code.code,
                "severity": code.severity,
                "message": f"{code.sentence} {detail}".strip(),
                "span": next((span for span in spans if span.column is None), None),
                "printed": printed,
                "score": score if score is None else round(score, 2),
            }
        )

    def repaired(self, printed: str, reading: object, score: float | None, spans: Iterable[Span]) -> None:
        """Note that `printed` was read as something else; `score` says from 0 to 1 how close the two are."""
        self.note(Code.REPAIRED, repair(printed, reading, score), spans, printed=printed, score=score)
