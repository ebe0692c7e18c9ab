"""Annotations and form fields: their text is not read, but one may lie over the page's text like a box."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral

from cableparse.sources.pdf.paint.canvas import Canvas, Shape
from cableparse.sources.pdf.paint.color import from_components

# Links and the windows of notes print nothing.
_SILENT = frozenset({"Link", "Popup"})
_AREAS = frozenset({"Square", "Polygon", "Circle", "FreeText", "Highlight", "Line", "PolyLine", "Redact", "Widget"})
# A line so wide, in points, covers a line of small print.
_WIDE = 3.0
# PDFium paints these without an appearance of theirs, too.
_PAINTED = frozenset({"Square", "Circle", "Highlight"})
_UNSEEN = 0b100010  # hidden, and not for the screen: ISO 32000-1, 12.5.3
# A hostile file may name one annotation so often that looking at them never ends.
_MOST = 10_000
# Numbers of a quadrilateral: the places of its corners (ISO 32000-1, 12.5.6.10).
_QUAD = 8


def read_annotations(annotations: Any, canvas: Canvas, forms: bool) -> tuple[Counter[str], list[Shape]]:
    """How many annotations of each kind a page has, and those that cover an area, painted after all else.

    Fields are painted where the file has `forms`. What PDFium does not paint and another viewer may is taken as
    marked to be redacted.
    """
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
            shapes += _areas(annotation, str(kind.name), canvas, forms)
    return counts, shapes


def _areas(annotation: dict[str, Any], kind: str, canvas: Canvas, forms: bool) -> list[Shape]:
    flags = resolve1(annotation.get("F"))
    if kind != "Redact" and isinstance(flags, int) and flags & _UNSEEN:
        return []
    fill = _fill(annotation, kind)
    painted = "AP" in annotation or kind in _PAINTED
    marked = kind == "Redact" or (fill is not None and not painted) or (kind == "Widget" and painted and not forms)
    if fill is None and not painted and not marked:
        return []
    order = len(canvas.runs) + len(canvas.shapes) + 1
    return [Shape(canvas.box(rect), order, fill, marked=marked) for rect in _places(annotation, kind)]


def _fill(annotation: dict[str, Any], kind: str) -> float | None:
    """The luminance of an annotation's area; what is marked to be redacted is black, whatever it looks like yet."""
    if kind == "Redact":
        return 0.0
    if kind == "Widget":
        look = resolve1(annotation.get("MK"))
        return _color(look, "BG") if isinstance(look, dict) else None
    if kind in ("Line", "PolyLine"):
        style = resolve1(annotation.get("BS"))
        width = resolve1(style.get("W")) if isinstance(style, dict) else None
        return _color(annotation, "C") if isinstance(width, (int, float)) and width >= _WIDE else None
    return _color(annotation, "C" if kind in ("Highlight", "FreeText") else "IC")


def _places(annotation: dict[str, Any], kind: str) -> list[tuple[float, float, float, float]]:
    """The rectangles of an annotation: those that are marked to be redacted are all that it names."""
    quads, rect = _numbers(annotation.get("QuadPoints")), _numbers(annotation.get("Rect"))
    marked = quads if quads and len(quads) % _QUAD == 0 else []
    rects = [(min(q[::2]), min(q[1::2]), max(q[::2]), max(q[1::2])) for q in zip(*[iter(marked)] * _QUAD, strict=True)]
    if len(rect) == 4 and (kind == "Redact" or not rects):
        (x0, y0), (x1, y1) = rect[:2], rect[2:]
        rects.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    return rects


def _color(annotation: dict[str, Any], key: str) -> float | None:
    parts = _numbers(annotation.get(key))
    return from_components(parts) if parts else None


def _numbers(value: Any) -> list[float]:
    """The numbers of an array; none where it is no array of numbers."""
    listed = resolve1(value)
    numbers = [resolve1(part) for part in listed] if isinstance(listed, list) else []
    return numbers if all(isinstance(number, (int, float)) for number in numbers) else []
