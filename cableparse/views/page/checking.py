"""What the pages of a sample know of it, beyond what they show."""

from __future__ import annotations

from typing import NamedTuple


class Task(NamedTuple):
    """What is asked of a record: its number in the sample, and the paths of the fields."""

    number: int
    paths: frozenset[str]


class SamplePages(NamedTuple):
    """A sample for its pages; by `key` a browser keeps the answers to it apart, `fields` counts all that is asked."""

    key: str
    folder: str
    records: int
    fields: int

    @property
    def plain(self) -> dict[str, object]:
        """As the pages' script takes it."""
        return self._asdict()


class SampleEntry(NamedTuple):
    """A record in the list of a sample; `fields` counts those that are asked."""

    number: int
    href: str
    title: str
    id: str | None
    file: str
    fields: int
