"""Exemption codes in the margin, told from the text by where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from cableparse.sources.pdf.rows.printed_row import PrintedRow, Segment
from cableparse.vocabulary import exemptions

# An item of the margin is a number or a code; longer ones are text.
_LONGEST = 24
# What may stand between codes and around them.
_BETWEEN = " ,;/&.|[]{}()"
# Segments so long are lines of the text; their ends are the column's edges.
_LINE_LENGTH = 20
_RAGGED = 0.9


def is_code(text: str) -> bool:
    """Whether a short text is exemption codes and nothing else: `B1`, `1.4(B), 1.4(D)`."""
    if len(text) > _LONGEST or not any(c.isdigit() or c in "PN" for c in text):
        return False
    if exemptions.normalise(text) is not None:
        return True
    left = list(text)
    for _, start, end in exemptions.find_all(text):
        left[start:end] = " " * (end - start)
    return left != list(text) and not "".join(left).strip(_BETWEEN)


def take_codes(rows: Sequence[PrintedRow]) -> tuple[list[PrintedRow], list[PrintedRow]]:
    """The rows without the codes that stand beside the column of text, and those codes as rows of their own."""
    lines = [s for row in rows for s in row.segments if len(s.text) >= _LINE_LENGTH]
    if not lines:
        return list(rows), []
    left = sorted(s.x0 for s in lines)[round((1 - _RAGGED) * (len(lines) - 1))]
    right = sorted(s.x1 for s in lines)[round(_RAGGED * (len(lines) - 1))]
    texts: list[PrintedRow] = []
    codes: list[PrintedRow] = []
    for row in rows:
        rest = row
        for place in (-1, 0):
            segment = rest.segments[place]
            if (segment.x0 >= right or segment.x1 <= left) and is_code(segment.text):
                codes.append(_alone(row, segment))
                if len(rest.segments) == 1:
                    break
                rest = _without(rest, place)
        else:
            texts.append(rest)
    return texts, codes


def _alone(row: PrintedRow, segment: Segment) -> PrintedRow:
    return row._replace(
        text=segment.text, box=row.box._replace(x0=segment.x0, x1=segment.x1), segments=[segment], empty_before=False
    )


def _without(row: PrintedRow, place: int) -> PrintedRow:
    segment = row.segments[place]
    segments = row.segments[1:] if place == 0 else row.segments[:-1]
    text = row.text[len(segment.text) :].lstrip() if place == 0 else row.text[: -len(segment.text)].rstrip()
    return row._replace(text=text, segments=segments, box=row.box._replace(x0=segments[0].x0, x1=segments[-1].x1))


def insert_beside(rows: list[PrintedRow], codes: Sequence[PrintedRow], reach: float) -> None:
    """Put each code right after the row it stands beside; `reach` is half the distance of two rows in points."""
    for code in codes:
        after = next((i for i in range(len(rows), 0, -1) if rows[i - 1].base <= code.base + reach), 0)
        rows.insert(after, code)
