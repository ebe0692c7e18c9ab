"""Gutter files: what each line of a text is, said by a person, beside the line itself.

One row a line: `label | text`, the gutter stripped gives the text's lines. A row whose gutter is empty goes on with the
label of the row above; one label after another on a line that was joined is `dtg+fm`; `>` before the label begins the
next message of the text. `python tests/gutter.py TEXT...` writes NAME.gutter.txt beside each text as the engine labels
it, to be corrected by hand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from cableparse.lines import LabelledMessage, LineKind, arrange
from cableparse.sources.text import read_text

SUFFIX = ".gutter.txt"
JOINT = "+"
BEGINS = ">"
# The gutter is as wide as the longest label, so that the texts stand in one column.
_WIDTH = 13
_ROW = re.compile(rf"({BEGINS}?)([a-z_{re.escape(JOINT)}]*) *\| ?(.*)")


class Row(NamedTuple):
    """One line of a text.

    `labels` are several where the line was joined. `begins` says that a message begins with it; `named` that the
    label stands in the row's own gutter.
    """

    labels: tuple[str, ...]
    text: str
    begins: bool = False
    named: bool = True

    @property
    def label(self) -> str:
        """The labels as they stand in the gutter."""
        return JOINT.join(self.labels)

    def __str__(self) -> str:
        gutter = (BEGINS if self.begins else "") + (self.label if self.named else "")
        return f"{gutter:{_WIDTH}} | {self.text}" if self.text else f"{gutter:{_WIDTH}} |"


def path_of(text: Path) -> Path:
    """Where the gutter file of a text stands."""
    return text.with_name(text.stem + SUFFIX)


def read(path: Path) -> list[Row]:
    """The rows of a gutter file.

    Raises:
        ValueError: a line is no row, or the first row names no label.
    """
    rows: list[Row] = []
    # Not splitlines: a text may hold characters that end a line for Python and not for the page.
    for number, line in enumerate(path.read_text(encoding="utf-8").removesuffix("\n").split("\n"), 1):
        found = _ROW.fullmatch(line)
        if not found or not (found[2] or rows):
            raise ValueError(f"{path}:{number}: no row of a gutter file: {line!r}")
        labels = tuple(found[2].split(JOINT)) if found[2] else rows[-1].labels
        rows.append(Row(labels, found[3], bool(found[1]), bool(found[2])))
    return rows


def write(path: Path, rows: Iterable[Row]) -> None:
    """Write a gutter file."""
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8", newline="\n")


def messages(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows of each message of a text."""
    held: list[Row] = []
    for row in rows:
        if row.begins and held:
            yield held
            held = []
        held.append(row)
    if held:
        yield held


def of_messages(messages: Iterable[LabelledMessage]) -> list[Row]:
    """The rows of a text as an engine labelled it."""
    rows: list[Row] = []
    held = -1
    for index, message in enumerate(messages):
        begins = index > 0
        for part in message.lines:
            label = LineKind.BLANK.value if part.kind is LineKind.BLANK else part.label
            if part.line.number == held:
                rows[-1] = rows[-1]._replace(labels=(*rows[-1].labels, label), named=True)
                begins = False
                continue
            goes_on = bool(rows) and not begins and rows[-1].labels == (label,) and not part.is_labelled
            rows.append(Row((label,), part.line.text, begins, not goes_on))
            begins, held = False, part.line.number
    return rows


if __name__ == "__main__":
    for name in sys.argv[1:]:
        write(path_of(Path(name)), of_messages(arrange(read_text(Path(name)))))
