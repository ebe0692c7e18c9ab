"""Which column of a table has the texts: by its name, or else by what its rows hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cableparse.diagnostics import Code
from cableparse.pages import Note
from cableparse.sources.file_kind import column_key
from cableparse.vocabulary import column_names, telling_words

# What headings of all families begin lines with (FORMATS 2, 3.3, 8, 11): no other column has three such lines.
_HEADING = re.compile(
    rf"^[ \t>*]*({telling_words.pattern('heading line')}|[ZOPR]{{1,2}} \d{{6}}Z)(?!\w)",
    re.IGNORECASE | re.MULTILINE,
)
_LABELS = 3
# A table of many kinds of papers has cables in some rows only.
_ROWS = 0.5
_SHOWN = 20
# What the refusal names as examples: the surest of the names that are known.
_EXAMPLES = "body, text, message_text, content"

Row = Mapping[str, str]


class TextColumn(NamedTuple):
    """`named` is the column that was named or found; without it each row's own columns are looked up by name.

    `names` are those that messages name.
    """

    named: str | None = None
    names: str = ""
    notes: tuple[Note, ...] = ()

    def of(self, row: Row) -> str | None:
        """The column of this row that has its text, the first of those with a known name that is not empty."""
        names = known(row) if self.named is None else [self.named]
        return next((name for name in names if row.get(name, "").strip()), None)


def is_known(name: str) -> bool:
    """Whether the column's name says that it holds texts."""
    return column_names.meaning(name) == "text"


def known(names: Iterable[str]) -> list[str]:
    """The columns whose names say that they hold texts, the surest first."""
    return sorted((name for name in names if is_known(name)), key=column_names.rank)


def choose(names: Sequence[str], sample: Sequence[Row], given: str | None) -> TextColumn:
    """The column with the texts, among those called `names`; `given` is what the user called it.

    Raises:
        ValueError: there is none; the message names those that there are.
    """
    if given is not None:
        if column_key(given) in names:
            return TextColumn(column_key(given), column_key(given))
        raise ValueError(f"has no column {column_key(given)}; {_there_are(names)}")
    if known(names):
        return TextColumn(None, ", ".join(known(names)))
    plain = [name for name in names if _holds_cables([row.get(name, "") for row in sample])]
    if len(plain) == 1:
        return TextColumn(plain[0], plain[0], (Note(Code.TEXT_COLUMN_INFERRED, f"`{plain[0]}`."),))
    raise ValueError(
        f"has no column with a name that is known for texts ({_EXAMPLES} ...), and "
        f"{'several that may hold them' if plain else 'none that plainly holds them'}; {_there_are(names)}"
    )


def _holds_cables(cells: Sequence[str]) -> bool:
    texts = [cell for cell in cells if cell.strip()]
    read = sum([len({found[1].upper() for found in _HEADING.finditer(cell)}) >= _LABELS for cell in texts])
    return read > 0 and read >= _ROWS * len(texts)


def _there_are(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_SHOWN]) or "no column at all"
    return f"name the one with the text with --text-column; it has {shown}"
