"""The fields of a record as a form: labelled, in sections, each with its path, its value and where it was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from cableparse.form_fields import SECTIONS, has_path, held, named
from cableparse.grade import SURE
from cableparse.pages import Span
from cableparse.record import Cable, Correction
from cableparse.views.page.editor import Editor, editor_of
from cableparse.views.page.value_wording import wording


class FormItem(NamedTuple):
    """One value of a field: what it is called on the page, how it reads, what it means, where it was read."""

    key: str
    text: str
    meaning: str | None
    spans: list[Span]


@dataclass(frozen=True)
class FormField:
    """A field of the form; `key` names it on the page, and its items' keys begin with it.

    `confidence` is that of the record, of a list the least sure item's.
    """

    key: str
    path: str
    label: str
    value: Any
    items: list[FormItem]
    spans: list[Span]
    confidence: float | None
    editor: Editor
    correction: Correction | None

    @cached_property
    def places(self) -> list[tuple[Span, str]]:
        """The spans of the field and of its items in the text, with their keys."""
        places = [(s, self.key) for s in self.spans] + [(s, item.key) for item in self.items for s in item.spans]
        return [(span, key) for span, key in places if span.column is None]

    @property
    def was(self) -> str:
        """What stood in the field before it was corrected."""
        words = wording(self.path, self.correction.was) if self.correction else ()
        return "; ".join(text for text, _ in words) or "nothing"

    @property
    def is_unsure(self) -> bool:
        """Whether it wants to be compared with the page."""
        return self.confidence is not None and self.confidence < SURE

    @property
    def lines(self) -> list[int]:
        """The numbers of the lines it was read from."""
        return sorted({span.line for span, _ in self.places})


class FormSection(NamedTuple):
    """Fields under a heading."""

    title: str
    fields: list[FormField]


def sections(cable: Cable, prefix: str) -> list[FormSection]:
    """The form of a record; keys on the page begin with `prefix`."""
    form = _Form(cable, prefix)
    found = [FormSection(title, [f for row, _ in rows for f in form.fields(row)]) for title, rows in SECTIONS]
    return [section for section in found if section.fields]


class _Form:
    def __init__(self, cable: Cable, prefix: str) -> None:
        self._record = cable.model_dump(mode="json", by_alias=True)
        self._provenance = cable.provenance
        self._confidence = cable.confidence
        self._corrections = {correction.path: correction for correction in cable.corrections}
        self._meanings = {**cable.glossary.captions, **cable.glossary.exemptions}
        self._prefix = prefix
        self._count = 0

    def fields(self, row: str) -> Iterator[FormField]:
        """The fields that a row of `SECTIONS` stands for."""
        for path, label in named(self._record, row):
            yield self._field(path, label, row)

    def _field(self, path: str, label: str, kind: str) -> FormField:
        key = f"{self._prefix}f{self._count}"
        self._count += 1
        value = held(self._record, path)
        items = [
            FormItem(f"{key}-{index}", text, meaning or self._meanings.get(text), self._spans(f"{path}[{index}]"))
            for index, (text, meaning) in enumerate(wording(path, value))
        ]
        above = path.removesuffix(".codes") if kind == "redactions[].codes" else path
        sure = self._sure(path, len(items))
        correction = self._corrections.get(path)
        return FormField(key, path, label, value, items, self._spans(above), sure, editor_of(kind), correction)

    def _sure(self, path: str, items: int) -> float | None:
        paths = [path, *(f"{path}[{index}]" for index in range(items))]
        return min((self._confidence[p] for p in paths if p in self._confidence), default=None)

    def _spans(self, path: str) -> list[Span]:
        return [*self._provenance.get(path, []), *self._provenance.get(f"{path}.detail", [])]


def correctable(field: FormField) -> bool:
    """Whether a corrections file can name the field."""
    return has_path(field.path)


def is_empty(value: Any) -> bool:
    """Whether a field holds nothing."""
    return value is None or value in ("", [])
