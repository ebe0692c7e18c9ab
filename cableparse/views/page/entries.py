"""The list of all records of a folder of pages: what is searched and what is chosen from."""

from __future__ import annotations

from typing import NamedTuple

from cableparse.record import Cable
from cableparse.views.page.heading import NO_RELEASE, moment, title
from cableparse.writers.when import when

# The facets of the list: the entry's member and what it is called.
FACETS = (
    ("year", "Year"),
    ("originator", "Originator"),
    ("level", "Level as drafted"),
    ("release", "Release"),
    ("kind", "Kind"),
    ("grade", "Grade"),
    ("diagnostics", "Diagnostics"),
)


class Entry(NamedTuple):
    """A record in the list: the way to its page, what is shown of it, and its facets; null where nothing was read.

    `day` is an ISO date, or a year where no more is known.
    """

    href: str
    file: str
    id: str | None
    title: str
    date: str | None
    day: str | None
    sender: str | None
    addressees: list[str]
    tags: list[str]
    unparsed: int
    year: int | None
    originator: str | None
    level: str | None
    release: str
    kind: str
    grade: str | None
    diagnostics: list[str]


def entry(cable: Cable, href: str) -> Entry:
    """The entry of a record whose page is at `href`."""
    known = when(cable)
    return Entry(
        href=href,
        file=cable.source.member or cable.source.name,
        id=cable.id,
        title=title(cable),
        date=moment(cable),
        day=known.day if known else None,
        sender=cable.from_.name or cable.message.originator,
        addressees=[addressee.name for addressee in (*cable.to, *cable.info)],
        tags=[tag.code for tag in cable.tags],
        unparsed=cable.coverage.unparsed,
        year=cable.message.year,
        originator=cable.message.originator,
        level=cable.classification.level,
        release=cable.release.status or NO_RELEASE,
        kind=cable.kind.replace("_", " "),
        grade=cable.grade,
        diagnostics=sorted({diagnostic.code for diagnostic in cable.diagnostics}),
    )
