"""A statement of accuracy: what a checked sample tells of its collection, as text that can stand in a finding aid.

`cableparse statement` writes it as a page, as text and as JSON, the model below. A person may change the text, of which
the paragraphs are read back.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from cableparse.controls import visible
from cableparse.errors import UnreadableInput
from cableparse.output import PAGES
from cableparse.sources.text import decode

_JSON = ".json"


def _plain(text: str) -> str:
    """On one line, without what would steer a terminal, and without the halves of characters that a path may have."""
    return visible(text).encode("utf-8", "replace").decode()


_Text = Annotated[str, AfterValidator(_plain)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StatementTable(_Model):
    """Figures: `rows` have a cell for each of `head`, the first a name; `lines` say the same in words."""

    caption: _Text
    head: list[_Text]
    rows: list[list[_Text]]
    lines: list[_Text]


class StatementSection(_Model):
    """Paragraphs under a title, then tables."""

    title: _Text
    paragraphs: list[_Text] = Field(default_factory=list)
    tables: list[StatementTable] = Field(default_factory=list)


class Checking(_Model):
    """Who checked the sample, and the first and the last day; `is_complete` says whether nothing of it is left."""

    by: list[_Text]
    first: _Text
    last: _Text
    is_complete: bool


class AccuracyStatement(_Model):
    """The statement; `summary` is its first paragraph. `checking` is null where a person wrote it."""

    version: Literal[1] = 1
    program: _Text | None = None
    made_on: _Text | None = None
    title: _Text
    summary: _Text
    checking: Checking | None = None
    sections: list[StatementSection] = Field(default_factory=list)

    def paragraphs(self) -> Iterator[str]:
        """All but the title: paragraphs, titles of sections and lines of tables, one after the other."""
        yield self.summary
        for section in self.sections:
            yield section.title
            yield from section.paragraphs
            for table in section.tables:
                yield f"{table.caption}:"
                yield from table.lines


def read(path: Path) -> AccuracyStatement:
    """The statement in a file: JSON by its name, otherwise text, of which the first line is the title.

    Raises:
        UnreadableInput: it is missing, or is no statement of version 1.
    """
    if path.suffix.lower() in PAGES:
        raise UnreadableInput(f"{path}: is a page; give the statement as .json or .txt")
    try:
        text = decode(path.read_bytes())[0]
    except OSError as error:
        raise UnreadableInput(f"{path}: cannot be read: {error.strerror or error}") from error
    return _of_json(text, path) if path.suffix.lower() == _JSON else _of_text(text, path)


def _of_json(text: str, path: Path) -> AccuracyStatement:
    try:
        return AccuracyStatement.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the whole"
        raise UnreadableInput(f"{path}: is no statement of version 1: {place}: {first['msg']}") from error


def _of_text(text: str, path: Path) -> AccuracyStatement:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        raise UnreadableInput(f"{path}: has no text below its title")
    title, summary, *rest = lines
    sections = [StatementSection(title=rest[0], paragraphs=rest[1:])] if rest else []
    return AccuracyStatement(title=title, summary=summary, sections=sections)
