"""Annotations and form fields: their text is not read, but one may lie over the page's text like a box."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral

from cableparse.sources.pdf.canvas import Canvas, Shape
from cableparse.sources.pdf.color import from_components

# Links and the windows of notes print nothing.
_SILENT = frozenset({"Link", "Popup"})
_AREAS = frozenset({"Square", "Polygon", "Circle", "FreeText", "Highlight", "Redact"})
_MOST = 10_000


def read_annotations(annotations: Any, canvas: Canvas) -> tuple[Counter[str], list[Shape]]:
    """How many annotations of each kind a page has, and those that cover an area, painted after all else."""
    counts: Counter[str] = Counter()
    shapes: list[Shape] = []
    listed = resolve1(annotations)
    for reference in listed[:_MOST] if isinstance(listed, list) else []:
        annotation = resolve1(reference)
        kind = resolve1(annotation.get("Subtype")) if isinstance(annotation, dict) else None
        if not isinstance(kind, PSLiteral) or str(kind.name) in _SILENT:
            continue
        counts[str(kind.name)] += 1
        if str(kind.name) in _AREAS:
            shapes += _areas(annotation, str(kind.name), canvas)
    return counts, shapes


def _areas(annotation: dict[str, Any], kind: str, canvas: Canvas) -> list[Shape]:
    fill = _color(annotation, "C" if kind in ("Highlight", "FreeText") else "IC")
    if kind == "Redact":
        fill = fill if fill is not None else 0.0  # what it marks is to be taken out, whatever it looks like yet
    if fill is None:
        return []
    quads = _numbers(annotation.get("QuadPoints"))
    if quads and len(quads) % 8 == 0:
        rects = [(min(q[::2]), min(q[1::2]), max(q[::2]), max(q[1::2])) for q in zip(*[iter(quads)] * 8, strict=True)]
    else:
        rect = _numbers(annotation.get("Rect"))
        rects = [(rect[0], rect[1], rect[2], rect[3])] if len(rect) == 4 else []
    order = len(canvas.runs) + len(canvas.shapes) + 1
    return [Shape(canvas.box(rect), order, fill, opaque=kind == "Redact") for rect in rects]


def _color(annotation: dict[str, Any], key: str) -> float | None:
    parts = _numbers(annotation.get(key))
    return from_components(parts) if parts else None


def _numbers(value: Any) -> list[float]:
    """The numbers of an array; none where it is no array of numbers."""
    listed = resolve1(value)
    numbers = [resolve1(part) for part in listed] if isinstance(listed, list) else []
    return numbers if all(isinstance(number, (int, float)) for number in numbers) else []
