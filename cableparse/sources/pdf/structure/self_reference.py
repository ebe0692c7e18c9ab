"""Lets references that lead round to themselves lead to nothing. pdfminer would follow them for ever."""

from __future__ import annotations

from typing import Any

from pdfminer.pdftypes import PDFObjRef

_resolve_once = PDFObjRef.resolve


def _resolve(self: PDFObjRef, default: object = None) -> Any:
    """What a reference leads to over as many others as there are, or the default."""
    value, seen = _resolve_once(self, default), {self.objid}
    while isinstance(value, PDFObjRef):
        if value.objid in seen:
            return default
        seen.add(value.objid)
        value = _resolve_once(value, default)
    return value


def end_loops() -> None:
    """Teach pdfminer so, for the life of the process; other references lead where they led."""
    PDFObjRef.resolve = _resolve  # type: ignore[method-assign]  # no option of the library does it
