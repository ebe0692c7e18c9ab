"""What tells one message from another: its number and year, or else who sent it and when."""

from __future__ import annotations

import re
from typing import NamedTuple

from cableparse.dates import read_dtg
from cableparse.record import Cable
from cableparse.vocabulary import posts

_CLOCK = re.compile(r"(?<!\d)\d{6} ?Z")


class Sent(NamedTuple):
    """Who sent a message and when: the sender's station, and the date-time group as ISO 8601 to the minute."""

    sender: str
    utc: str


def message_key(cable: Cable) -> str | None:
    """The id, or else the sender's station and the date-time group: `LAGOS 1975-07-12T16:52Z`."""
    when = sent(cable)
    return cable.id or (f"{when.sender} {when.utc}" if when else None)


def sent(cable: Cable) -> Sent | None:
    """Who sent a message and when, or None where either is missing."""
    name = cable.message.originator or cable.from_.post or cable.from_.name
    return Sent(_station(name), cable.dtg.utc) if name and cable.dtg.utc else None


def referenced(printed: str) -> Sent | None:
    """Who and when a reference by sender and date-time group names: USCINCRED 311345Z MAY 73.

    None where sender or time cannot be read for certain.
    """
    clock = _CLOCK.search(printed)
    if clock is None:
        return None
    utc = read_dtg(printed[clock.start() :]).utc
    words = printed[: clock.start()].replace("/", " ").split()
    name = " ".join(word for word in words if not word.isdigit() and word != "DTG").strip(" (,.:")
    return Sent(_station(name), utc) if name and utc else None


def is_same_sender(one: str, other: str) -> bool:
    """Whether two senders are one: a reference leaves out the place that FM prints behind a command's name."""
    return one == other or one.startswith(f"{other} ") or other.startswith(f"{one} ")


def _station(name: str) -> str:
    post = posts.find(name) or posts.plad(name)
    return post.station if post else name
