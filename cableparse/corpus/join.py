"""Sections of a message become one record."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from cableparse.corpus.joined import whole
from cableparse.corpus.message_key import message_key
from cableparse.corpus.spool import Spool
from cableparse.diagnostics import Code
from cableparse.output import replacing
from cableparse.record import Cable


class Joined(NamedTuple):
    """What a join did: records read, sections among them, messages made of those, messages that lack a section."""

    records: int
    sections: int
    messages: int
    incomplete: int


def join(records: Iterable[Cable], target: Path) -> Joined:
    """Write `records` as JSON Lines to `target`, the sections of each message joined into one record.

    A record that is no section, or one whose message cannot be told, passes unchanged, in order; the joined ones
    follow, by id. The sections wait in a temporary file, so that memory stays flat. The result does not hang on the
    order in which sections come, and joining it again changes nothing.

    Raises:
        OutputError: `target` cannot be written.
    """
    read = sections = messages = incomplete = 0
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file, Spool() as spool:
        for cable in records:
            read += 1
            key = message_key(cable) if is_section(cable) else None
            if key is None:
                file.write(cable.to_json() + "\n")
            else:
                sections += 1
                spool.put(key, cable)
        for _, group in spool.groups():
            message = whole(group)
            messages += 1
            incomplete += any(d.code == Code.SECTION_MISSING.code for d in message.diagnostics)
            file.write(message.to_json() + "\n")
    return Joined(read, sections, messages, incomplete)


def is_section(cable: Cable) -> bool:
    """Whether the record is one section of several, and not the only one: SECTION 01 OF 01 is a whole message."""
    section = cable.message.section
    return section is not None and section.of != 1
