"""A question as its page shows it, and what its script needs to make a decision of the answer."""

from __future__ import annotations

from typing import Any, NamedTuple

from cableparse.audit.items import PARTS, worded
from cableparse.audit.question import Question
from cableparse.corrections import Key, source_of
from cableparse.form_fields import names, row_of
from cableparse.views.page.editor import ItemInput, editor_of
from cableparse.views.page.value_wording import wording
from cableparse.views.review.print_around import ShownExample


class ShownQuestion(NamedTuple):
    """A question: its field, what is printed, what that was read as, where, and the inputs of another answer.

    `decision` is what a decision about it says before anybody has decided.
    """

    number: int
    label: str
    printed: str | None
    read: list[str]
    where: str
    settles_all: bool
    errors: float
    examples: list[ShownExample]
    inputs: dict[str, object]
    decision: dict[str, Any]


def asked(number: int, question: Question, shown: dict[tuple[Key, str], ShownExample]) -> ShownQuestion:
    """The question under its number."""
    first = question.first
    decision: dict[str, Any] = {"field": first.field, "printed": first.printed, "was": first.value}
    if not first.recurs:
        source = source_of(question.examples[0].cable).model_dump(mode="json")
        decision |= {"source": source, "path": first.path}
    return ShownQuestion(
        number,
        names()[first.row] or first.path.partition(".")[2],
        first.printed,
        _read(first.field, first.value),
        _where(question),
        question.occurrences > 1,
        question.errors,
        [shown[source_of(cable).key, path] for cable, path in question.examples],
        _inputs(first.field, first.path, first.value),
        decision,
    )


def _where(question: Question) -> str:
    if question.records == 1 and question.occurrences == 1:
        return "in one record"
    records = f"in {question.records:,} records" if question.records > 1 else "in one record"
    return records if question.records == question.occurrences else f"{question.occurrences:,} times {records}"


def _read(field: str, value: Any) -> list[str]:
    """What was read, in lines; none where nothing was."""
    root = field.partition("[")[0]
    if isinstance(value, dict) and root in PARTS:
        extra = value.get("precedence") or value.get("id")
        return [" ".join(filter(None, [worded(root, value), extra]))]
    return [text for text, _ in wording(field, value)]


def _inputs(field: str, path: str, value: Any) -> dict[str, object]:
    """How another answer is typed: `parts` of an item, `lines` of a list, else one value."""
    root, _, part = field.partition("[].")
    root = root.removesuffix("[]")
    if part and root in PARTS:
        return _one(next(column for column in editor_of(root).columns if column.name == part))
    if field == f"{root}[]" and root in PARTS:
        return _parts([column for column in editor_of(root).columns if column.name in PARTS[root]])
    if path in PARTS:
        return {"kind": "lines", "lines": [worded(path, item) for item in value or ()]}
    row = row_of(path)
    editor = editor_of(row if row and row.endswith(".*") else field)
    if editor.kind == "object":
        return _parts(editor.columns)
    if editor.kind == "list":
        return {"kind": "lines", "lines": value or []}
    return {"kind": editor.kind, "options": editor.options, "nullable": editor.nullable}


def _parts(columns: list[ItemInput]) -> dict[str, object]:
    return {"kind": "parts", "columns": [column._asdict() for column in columns]}


def _one(column: ItemInput) -> dict[str, object]:
    return {"kind": column.kind, "options": column.options, "nullable": column.nullable}
